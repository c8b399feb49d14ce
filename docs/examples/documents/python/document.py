# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""A text and the file that it belongs to; and the drafts of what is not saved yet."""

import contextlib
import os
import sys
import tempfile
from gettext import gettext as _

from gi.repository import Gio, GLib, GObject, Gtk, Gweak

DELAY = 500  # milliseconds until what was written becomes a draft


def _remove(path):
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


class Document(GObject.Object):
    __gtype_name__ = "DocumentsDocument"
    __gsignals__ = {"changed": (GObject.SignalFlags.RUN_LAST, None, ())}

    title = GObject.Property(type=str)
    buffer = GObject.Property(type=Gtk.TextBuffer)
    modified = GObject.Property(type=bool, default=False)

    def __init__(self, file, draft):
        super().__init__(title=file.get_basename().removesuffix(".txt"), buffer=Gtk.TextBuffer())
        self.file = file
        self.draft = draft
        self._finalizer = Gweak.Finalizer(self, _remove, draft)
        self._pending = False
        self._load()
        # A text view may hold the buffer for longer than the document lives.
        Gweak.WeakMethod(self._buffer_changed).attach(self.buffer, "changed")

    def _load(self):
        """What is not there yet, or is no text, begins empty."""
        with contextlib.suppress(GLib.Error, UnicodeDecodeError):
            self.buffer.set_text(self.file.load_contents(None)[1].decode())

    def _buffer_changed(self, buffer):
        self.modified = True
        self.emit("changed")
        if not self._pending:
            self._pending = True
            self._write_draft_later()

    def _write_draft_later(self):
        source = GLib.timeout_source_new(DELAY)
        GObject.source_set_closure(source, Gweak.WeakMethod(self.write_draft).dup_closure())
        Gweak.bind_source(source, self)
        source.attach(None)


    def write_draft(self):
        self._pending = False
        if self.modified:
            try:
                GLib.file_set_contents(self.draft, self.get_text().encode())
            except GLib.Error as error:
                print(error.message, file=sys.stderr)
        return GLib.SOURCE_REMOVE

    def keep_draft(self):
        """What cannot be saved stays where it is, and the user is told where."""
        self.write_draft()
        self._finalizer.detach()
        # Translators: the name of a file
        print(_("What was not saved is in %s\n") % self.draft, end="", file=sys.stderr)

    def get_text(self):
        return self.buffer.get_text(*self.buffer.get_bounds(), True)

    def save(self):
        self.file.replace_contents(self.get_text().encode(), None, False, Gio.FileCreateFlags.NONE, None)
        self.modified = False


def _remove_folder(path):
    # A draft that was kept keeps it.
    with contextlib.suppress(OSError):
        os.rmdir(path)


class Drafts(GObject.Object):
    """The temporary files of a session: a folder, and in it a draft for each document.
    Finalizers remove them, each with its document, the folder last."""

    __gtype_name__ = "DocumentsDrafts"

    def __init__(self):
        super().__init__()
        self.folder = tempfile.mkdtemp(prefix="documents-")
        self._n = 0
        Gweak.Finalizer(self, _remove_folder, self.folder)

    def make_document(self, file):
        self._n += 1
        return Document(file, os.path.join(self.folder, f"draft-{self._n}.txt"))
