# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The pictures of a folder, and a cache of their thumbnails. Whoever shows one holds it; the
cache bounds only those that nobody shows."""

import locale
import os

from gi.repository import Gdk, GdkPixbuf, Gio, GLib, GObject, Gtk, Gweak

MAX_IDLE = 24
COUNT_DELAY = 100  # milliseconds; what is shown no more is held until the next frame


class Picture(GObject.Object):
    """A file that is a picture. The gallery owns its pictures, so they have it weakly."""

    __gtype_name__ = "DocumentsPicture"

    name = GObject.Property(type=str)

    def __init__(self, gallery, file):
        super().__init__(name=os.path.splitext(file.get_basename())[0])
        self.file = file
        self._gallery = Gweak.WeakRef(gallery)

    def get_gallery(self):
        return self._gallery()


def _load(task, key, cancellable):
    size, path = key.split(" ", 1)
    stream = Gio.File.new_for_path(path).read(cancellable)
    # GdkPixbuf reads it in a thread of GLib's.
    GdkPixbuf.Pixbuf.new_from_stream_at_scale_async(stream, int(size), int(size), True, cancellable, _loaded, task)


def _loaded(stream, result, task):
    try:
        pixbuf = GdkPixbuf.Pixbuf.new_from_stream_finish(result)
    except GLib.Error as error:
        task.return_error(error)
        return
    Gweak.Cache.set_load_cost(task, pixbuf.get_byte_length())
    task.return_value(Gdk.Texture.new_for_pixbuf(pixbuf))



class Gallery(GObject.Object):
    __gtype_name__ = "DocumentsGallery"

    pictures = GObject.Property(type=Gio.ListModel)
    fraction = GObject.Property(type=float, default=0)
    loading = GObject.Property(type=bool, default=False)
    in_use = GObject.Property(type=GObject.TYPE_UINT, default=0)
    idle = GObject.Property(type=GObject.TYPE_UINT, default=0)
    evicted = GObject.Property(type=GObject.TYPE_UINT, default=0)

    def __init__(self):
        super().__init__(pictures=Gio.ListStore.new(Picture))
        self.cache = Gweak.Cache.new(str, Gdk.Texture)
        self.cache.set_max_idle(MAX_IDLE)
        self._n_begun = self._n_loading = 0
        self._counting = False
        Gweak.WeakMethod(self.queue_count).attach(self.cache, "removed")

    def show_folder(self, folder):
        """A folder that cannot be read shows nothing."""
        self.pictures.remove_all()
        try:
            infos = list(folder.enumerate_children("standard::name,standard::fast-content-type", Gio.FileQueryInfoFlags.NONE, None))
        except GLib.Error:
            return
        pictures = [Picture(self, folder.get_child(info.get_name())) for info in infos
                    if Gio.content_type_is_mime_type(info.get_attribute_string("standard::fast-content-type"), "image/*")]
        for picture in sorted(pictures, key=lambda picture: locale.strxfrm(picture.name)):
            self.pictures.append(picture)

    def load(self, path, size, cancellable, loaded):
        """Calls a function with the thumbnail, or with None."""

        def got(cache, result):
            try:
                texture = cache.get_or_load_finish(result)
            except GLib.Error:
                texture = None
            self._count_loads(0, -1)
            self.queue_count()
            loaded(texture)

        self._count_loads(1, 1)
        self.cache.get_or_load_async(f"{size} {path}", _load, cancellable, got)

    def _count_loads(self, n_begun, n_loading):
        self._n_loading += n_loading
        self._n_begun = self._n_begun + n_begun if self._n_loading > 0 else 0
        self.fraction = 1 - self._n_loading / self._n_begun if self._n_begun > 0 else 0
        self.loading = self._n_loading > 0

    def queue_count(self, *args):
        """A cache counts when it is asked, so it is asked when something happened. What is
        too much the cache drops a bit later, and tells."""
        if self._counting:
            return
        self._counting = True
        source = GLib.timeout_source_new(COUNT_DELAY)
        GObject.source_set_closure(source, Gweak.WeakMethod(self._count).dup_closure())
        Gweak.bind_source(source, self)
        source.attach(None)

    def _count(self):
        self._counting = False
        self.in_use = self.cache.get_n_in_use()
        self.idle = self.cache.get_n_idle()
        self.evicted = self.cache.get_evictions()
        return GLib.SOURCE_REMOVE

    def forget_unused(self):
        self.cache.trim(Gio.MemoryMonitorWarningLevel.CRITICAL)
        self.queue_count()


class Thumbnail(Gtk.Box):
    """Shows a picture, once it is loaded. What it shows it holds, so that the cache counts it
    as in use; a row of a view that shows something else lets go of it."""

    __gtype_name__ = "DocumentsThumbnail"

    def __init__(self, **properties):
        self._picture = self._loading = None
        self._size = 128
        super().__init__(visible=False, **properties)

    def _get_image(self):
        if self.get_first_child() is None:
            self.append(Gtk.Picture(hexpand=True))
        return self.get_first_child()

    @GObject.Property(type=GObject.TYPE_UINT, default=128)
    def size(self):
        return self._size

    @size.setter
    def size(self, size):
        self._size = size
        self._get_image().set_size_request(size, size * 3 // 4)

    @GObject.Property(type=Picture)
    def picture(self):
        return self._picture

    @picture.setter
    def picture(self, picture):
        if picture is self._picture:
            return
        self._stop_loading()
        self._picture = picture
        self._show_texture(None)
        self.set_visible(picture is not None)
        self._get_image().set_alternative_text(picture.name if picture is not None else None)
        if picture is not None:
            self._start_loading()

    def _show_texture(self, texture):
        self._get_image().set_paintable(texture)
        gallery = self._picture.get_gallery() if self._picture is not None else None
        if gallery is not None:
            gallery.queue_count()

    def _stop_loading(self):
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None

    def _start_loading(self):
        gallery = self._picture.get_gallery()
        if gallery is None:
            return
        self._loading = cancellable = Gio.Cancellable()
        method = Gweak.WeakMethod(self._loaded)

        # The widget may be gone, or show another picture.
        def loaded(texture):
            bound = method()
            if bound is not None:
                bound(cancellable, texture)

        gallery.load(self._picture.file.get_path(), self._size, cancellable, loaded)


    def _loaded(self, cancellable, texture):
        if cancellable is not self._loading:
            return
        self._loading = None
        if texture is not None:
            self._show_texture(texture)
