# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What the windows have in common. It holds none of them: GTK does, until they are closed."""

import itertools
import signal
from gettext import gettext as _

from gi.repository import Gdk, Gio, GLib, GObject, Gtk, Gweak

import ledger
from document import Document, Drafts
from gallery import Gallery
from windows import RESOURCES, Editor, Window

NORMAL_TEXT_SIZE = 1
MAX_TEXT_SIZE = 3

ACCELS = {
    "app.new": ["<Control>n"],
    "app.close-documents": ["<Control><Shift>w"],
    "app.larger-text": ["<Control>plus", "<Control>equal"],
    "app.smaller-text": ["<Control>minus"],
    "app.normal-text": ["<Control>0"],
    "app.quit": ["<Control>q"],
    "window.close": ["<Control>w"],
    "win.save": ["<Control>s"],
}


class Application(Gtk.Application):
    __gtype_name__ = "DocumentsApplication"

    text_size = GObject.Property(type=int, default=NORMAL_TEXT_SIZE)

    def __init__(self):
        super().__init__(application_id="org.example.Documents", resource_base_path=RESOURCES,
                         flags=Gio.ApplicationFlags.HANDLES_OPEN)
        documents = GLib.get_user_special_dir(GLib.UserDirectory.DIRECTORY_DOCUMENTS)
        self.folder = Gio.File.new_for_path(documents or GLib.get_home_dir())
        self.documents = Gweak.WeakHashTable.new(str, Document, Gweak.Weakness.VALUES)
        self.editors = Gweak.WeakListStore.new(Editor)
        self.gallery = Gallery()
        self.drafts = Drafts()

    def open_file(self, file, picture=None):
        """Whoever asks for a file that is open gets its window."""
        document = self.documents.get(file.get_path())
        if document is not None and self._present_editor_of(document):
            return
        if document is None:
            document = self.drafts.make_document(file)
            self.documents[file.get_path()] = document
        window = self._find_window()
        if window is not None:
            window.follow(document)
        editor = Editor(self, document, picture)
        self.editors.append(editor)
        ledger.add(editor)
        editor.present()


    def _present_editor_of(self, document):
        for position in range(self.editors.get_n_items()):
            editor = self.editors.dup_object(position)
            if editor is not None and editor.document is document:
                editor.present()
                return True
        return False

    def open_picture(self, picture):
        """The notes about a picture are in a text file beside it."""
        self.open_file(picture.file.get_parent().get_child(f"{picture.name}.txt"), picture)

    def _make_untitled(self):
        for number in itertools.count(1):
            # Translators: the name of a new document, with a number
            file = self.folder.get_child((_("Untitled %u") % number) + ".txt")
            if file.get_path() not in self.documents and not file.query_exists(None):
                return file

    def _find_window(self):
        return next((window for window in self.get_windows() if isinstance(window, Window)), None)

    def new(self, action, parameter):
        self.open_file(self._make_untitled())

    def close_documents(self, action, parameter):
        for position in reversed(range(self.editors.get_n_items())):
            editor = self.editors.dup_object(position)
            if editor is not None:
                editor.close()

    def set_text_size(self, size):
        size = max(0, min(size, MAX_TEXT_SIZE))
        if size != self.text_size:
            self.text_size = size

    def larger_text(self, action, parameter):
        self.set_text_size(self.text_size + 1)

    def smaller_text(self, action, parameter):
        self.set_text_size(self.text_size - 1)

    def normal_text(self, action, parameter):
        self.set_text_size(NORMAL_TEXT_SIZE)

    def forget_thumbnails(self, action, parameter):
        self.gallery.forget_unused()

    def about(self, action, parameter):
        dialog = Gtk.AboutDialog(transient_for=self.get_active_window(), modal=True, destroy_with_parent=True,
                                 program_name=_("Documents"), logo_icon_name="x-office-document",
                                 comments=_("Texts and pictures in windows that leave nothing behind"),
                                 copyright="© 2026 The gweak authors", license_type=Gtk.License.LGPL_2_1)
        dialog.present()

    def quit_by_action(self, action, parameter):
        self.quit()

    def _signalled(self):
        self.quit()
        return GLib.SOURCE_REMOVE

    def _quit_on(self, number):
        """A signal of the system quits the main loop, and all ends as always."""
        source = GLib.unix_signal_source_new(number)
        GObject.source_set_closure(source, Gweak.WeakMethod(self._signalled).dup_closure())
        Gweak.bind_source(source, self)
        source.attach(None)


    def _add_actions(self):
        methods = (self.new, self.close_documents, self.larger_text, self.smaller_text, self.normal_text,
                   self.forget_thumbnails, self.about, self.quit_by_action)
        for method in methods:
            action = Gio.SimpleAction(name=method.__name__.removesuffix("_by_action").replace("_", "-"))
            Gweak.WeakMethod(method).attach(action, "activate")
            self.add_action(action)
        for name, accels in ACCELS.items():
            self.set_accels_for_action(name, accels)

    def do_startup(self):
        Gtk.Application.do_startup(self)
        style = Gtk.CssProvider()
        style.load_from_resource(f"{RESOURCES}/style.css")
        Gtk.StyleContext.add_provider_for_display(Gdk.Display.get_default(), style, Gtk.STYLE_PROVIDER_PRIORITY_APPLICATION)
        self._add_actions()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            self._quit_on(number)

    def do_activate(self):
        window = self._find_window()
        if window is None:
            self.gallery.show_folder(self.folder)
            window = Window(self)
            ledger.add(window)
        window.present()

    def do_open(self, files, n_files, hint):
        """A folder is shown; anything else is opened."""
        is_folder = [file.query_file_type(Gio.FileQueryInfoFlags.NONE, None) == Gio.FileType.DIRECTORY for file in files]
        for file in itertools.compress(files, is_folder):
            self.folder = file
            self.gallery.show_folder(file)
        self.do_activate()
        for file in files:
            if file.get_path() is not None and not file.equal(self.folder):
                self.open_file(file)

    def do_shutdown(self):
        """Also after SIGTERM: windows that are still open are closed, and so saved."""
        for window in self.get_windows():
            window.close()
        for position in reversed(range(self.editors.get_n_items())):
            editor = self.editors.dup_object(position)
            if editor is not None and editor.get_application() is not None:
                editor.give_up()
        while GLib.MainContext.default().iteration(False):
            pass
        Gtk.Application.do_shutdown(self)

