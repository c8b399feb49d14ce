# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The window of a document, and the main window."""

from gettext import gettext as _

from gi.repository import Gio, GLib, GObject, Gtk, Gweak

from document import Document
from gallery import Gallery, Picture

RESOURCES = "/org/example/Documents"
TEXT_SIZES = ("text-small", "text-normal", "text-large", "text-huge")


@Gtk.Template(resource_path=f"{RESOURCES}/editor.ui")
class Editor(Gtk.ApplicationWindow):
    """It is the document's only lasting owner: with the last window goes the document."""

    __gtype_name__ = "DocumentsEditor"

    document = GObject.Property(type=Document)
    picture = GObject.Property(type=Picture)
    view = Gtk.Template.Child()

    def __init__(self, application, document, picture):
        super().__init__(application=application, title=document.title, document=document, picture=picture)
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
    """What is open, the pictures of the folder, and a status line. What it shows it shows by
    expressions, which are in window.ui."""

    __gtype_name__ = "DocumentsWindow"

    editors = GObject.Property(type=Gio.ListModel)
    gallery = GObject.Property(type=Gallery)
    recent = GObject.Property(type=Gweak.WeakRef)
    stack = Gtk.Template.Child()
    open = Gtk.Template.Child()
    pictures = Gtk.Template.Child()

    def __init__(self, application):
        super().__init__(application=application, editors=application.editors, gallery=application.gallery)
        Gweak.WeakMethod(self._editors_changed).attach(self.editors, "items-changed")
        Gweak.WeakMethod(self._editor_activated).attach(self.open, "activate")
        Gweak.WeakMethod(self._picture_activated).attach(self.pictures, "activate")
        self._editors_changed(self.editors)

    # begin:recent
    def follow(self, document):
        Gweak.WeakMethod(self._document_changed).attach(document, "changed")

    def _document_changed(self, document):
        if self.recent is None or not self.recent.refers_to(document):
            self.recent = Gweak.WeakRef(document)

    # end:recent

    def _editors_changed(self, editors, *change):
        self.stack.set_visible_child_name("some" if editors.get_n_items() > 0 else "none")

    def _editor_activated(self, view, position):
        editor = self.editors.dup_object(position)
        if editor is not None:
            editor.present()

    def _picture_activated(self, view, position):
        picture = view.get_model().get_item(position)
        if picture is not None:
            self.get_application().open_picture(picture)
