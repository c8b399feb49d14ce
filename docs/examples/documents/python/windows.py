# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The window of a document, and the main window."""

from gettext import gettext as _

from gi.repository import Gio, GLib, GObject, Gtk, Gweak, Pango

from document import Document
from gallery import Gallery, Picture, Thumbnail

RESOURCES = "/org/example/Documents"
TEXT_SIZES = ("text-small", "text-normal", "text-large", "text-huge")


@Gtk.Template(resource_path=f"{RESOURCES}/editor.ui")
class Editor(Gtk.ApplicationWindow):
    """It is the document's only lasting owner: with the last window goes the document."""

    __gtype_name__ = "DocumentsEditor"

    document = GObject.Property(type=Document)
    picture = GObject.Property(type=Picture)
    view = Gtk.Template.Child()
    image = Gtk.Template.Child()

    def __init__(self, application, document, picture):
        super().__init__(application=application, title=document.title, document=document, picture=picture)
        self.view.set_buffer(document.buffer)
        self.image.picture = picture
        save = Gio.SimpleAction(name="save")
        Gweak.WeakMethod(self._save).attach(save, "activate")
        self.add_action(save)
        self._follow_text_size(application)

    # begin:observer
    def _follow_text_size(self, application):
        Gweak.WeakMethod(self._text_size_changed).attach(application, "notify::text-size")
        self._text_size_changed(application)

    def _text_size_changed(self, application, pspec=None):
        for size, name in enumerate(TEXT_SIZES):
            if size == application.text_size:
                self.view.add_css_class(name)
            else:
                self.view.remove_css_class(name)

    # end:observer

    def _save(self, action, parameter):
        try:
            self.document.save()
        except GLib.Error as error:
            self._complain(error.message)
            return False
        return True

    def _complain(self, message):
        dialog = Gtk.MessageDialog(transient_for=self, modal=True, destroy_with_parent=True,
                                   message_type=Gtk.MessageType.ERROR, buttons=Gtk.ButtonsType.CLOSE,
                                   text=_("The document could not be saved"), secondary_text=message)
        dialog.connect("response", lambda dialog, response: dialog.destroy())
        dialog.present()

    # begin:close
    def do_close_request(self):
        """What cannot be saved stays open."""
        return self.document.modified and not self._save(None, None)

    # end:close

    def give_up(self):
        if self.document.modified:
            self.document.keep_draft()
        self.destroy()


@Gtk.Template(resource_path=f"{RESOURCES}/window.ui")
class Window(Gtk.ApplicationWindow):
    """What is open, the pictures of the folder, and a status line. It shows most by
    expressions, which are in window.ui. What scripts hold is set here: what an expression about
    an object is bound to must not outlive that object, or GTK 4.8 crashes."""

    __gtype_name__ = "DocumentsWindow"

    editors = GObject.Property(type=Gio.ListModel)
    gallery = GObject.Property(type=Gallery)
    recent = GObject.Property(type=Gweak.WeakRef)
    stack = Gtk.Template.Child()
    open = Gtk.Template.Child()
    pictures = Gtk.Template.Child()
    selection = Gtk.Template.Child()
    found = Gtk.Template.Child()
    factory = Gtk.Template.Child()

    def __init__(self, application):
        super().__init__(application=application, editors=application.editors, gallery=application.gallery)
        Gweak.WeakMethod(self._set_up_row).attach(self.factory, "setup")
        Gweak.WeakMethod(self._bind_row).attach(self.factory, "bind")
        Gweak.WeakMethod(self._unbind_row).attach(self.factory, "unbind")
        Gweak.WeakMethod(self._editors_changed).attach(self.editors, "items-changed")
        Gweak.WeakMethod(self._editor_activated).attach(self.open, "activate")
        Gweak.WeakMethod(self._picture_activated).attach(self.pictures, "activate")
        self.selection.set_model(self.editors)
        self.found.set_model(self.gallery.pictures)
        self._editors_changed(self.editors)

    def follow(self, document):
        Gweak.WeakMethod(self._document_changed).attach(document, "changed")

    def _document_changed(self, document):
        if self.recent is None or not self.recent.refers_to(document):
            self.recent = Gweak.WeakRef(document)


    def _editors_changed(self, editors, *change):
        self.stack.set_visible_child_name("some" if editors.get_n_items() > 0 else "none")

    def _set_up_row(self, factory, item):
        row = Gtk.Box(orientation=Gtk.Orientation.VERTICAL, spacing=6)
        row.append(Thumbnail(size=112))
        row.append(Gtk.Label(ellipsize=Pango.EllipsizeMode.MIDDLE, max_width_chars=14))
        item.set_child(row)

    def _bind_row(self, factory, item):
        row, picture = item.get_child(), item.get_item()
        row.get_first_child().picture = picture
        row.get_last_child().set_label(picture.name)

    def _unbind_row(self, factory, item):
        item.get_child().get_first_child().picture = None

    def _editor_activated(self, view, position):
        editor = self.editors.dup_object(position)
        if editor is not None:
            editor.present()

    def _picture_activated(self, view, position):
        picture = view.get_model().get_item(position)
        if picture is not None:
            self.get_application().open_picture(picture)
