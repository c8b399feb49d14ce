# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""documents_test.py TAP MAKE-PICTURES: drives the application from inside of its main loop.
Each time, nothing may be left when it has ended."""

import gc
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

tap_directory, make_pictures = sys.argv[1:]
source = pathlib.Path(__file__).resolve().parent.parent / "python"
sys.path[:0] = [tap_directory, str(source)]

import gi

gi.require_version("Gtk", "4.0")
gi.require_version("Gweak", "1")
from gi.repository import Gio, GLib, Gtk, Gweak

import tap

data = os.environ["DOCUMENTS_DATA"]
Gio.resources_register(Gio.Resource.load(os.path.join(data, "documents.gresource")))

import application
import ledger

N_PICTURES = 40


def until(condition):
    while not condition():
        GLib.MainContext.default().iteration(True)


def find(widget, name):
    """The part of a window that has this name in its XML."""
    if Gtk.Buildable.get_buildable_id(widget) == name:
        return widget
    child = widget.get_first_child()
    while child is not None:
        found = find(child, name)
        if found is not None:
            return found
        child = child.get_next_sibling()
    return None


class Drive:
    def __init__(self, folder, steps):
        self.folder = pathlib.Path(folder)
        self.steps = steps
        self.raised = self.ends = None
        self.application = application.Application()
        self.drafts = pathlib.Path(self.application.drafts.folder)

    def run(self):
        GLib.idle_add(self._drive)
        status = self.application.run(["documents.py", str(self.folder)])
        self.application = None
        if self.raised is not None:
            raise self.raised
        return status

    def _drive(self):
        try:
            until(self.is_settled)
            self.steps(self)
        except Exception as error:
            self.raised = error
        if not self.ends:
            self.application.activate_action("quit", None)
        return GLib.SOURCE_REMOVE

    def get_window(self):
        return next(window for window in self.application.get_windows() if isinstance(window, application.Window))

    def is_settled(self):
        window, gallery = self.get_window(), self.application.gallery
        numbers = (gallery.cache.get_n_in_use(), gallery.cache.get_n_idle(), gallery.cache.get_evictions())
        return not gallery.loading and window.get_mapped() and self.get_numbers() == numbers

    def get_numbers(self):
        return tuple(int(find(self.get_window(), name).get_label()) for name in ("in-use", "idle", "evicted"))

    def activate(self, action):
        self.get_window().activate_action(action, None)

    def count(self):
        return self.application.editors.get_n_items()

    def get_editor(self, position):
        return self.application.editors.dup_object(position)

    def write(self, position, text):
        self.get_editor(position).document.buffer.set_text(text)

    def close(self, position):
        self.get_editor(position).close()

    def read(self, name):
        path = self.folder / name
        return path.read_text() if path.is_file() else None

    def key(self, window, trigger):
        """What the window does for a key that nothing inside of it takes."""
        for controller in window.observe_controllers():
            for shortcut in controller if isinstance(controller, Gtk.ShortcutController) else ():
                if trigger in shortcut.get_trigger().to_string():
                    return shortcut.get_action().activate(0, window, None)
        raise AssertionError(f"nothing does {trigger}")


class Documents(unittest.TestCase):
    def drive(self, steps):
        with tempfile.TemporaryDirectory(prefix="documents-test-") as folder:
            subprocess.run([make_pictures, folder, str(N_PICTURES)], check=True)
            drive = Drive(folder, steps)
            self.assertEqual(drive.run(), 0)
            for _ in range(3):
                gc.collect()
            self.assertEqual(ledger.n_opened, ledger.n_finalized)
            self.assertEqual(ledger.count_observed(), 0, Gweak.debug_dump())
            self.assertFalse(drive.drafts.exists())
            return drive.read("Untitled 1.txt")

    def test_list(self):
        """the list shrinks as windows close"""

        def steps(drive):
            stack = find(drive.get_window(), "stack")
            self.assertEqual(stack.get_visible_child_name(), "none")
            drive.activate("app.new")
            drive.activate("app.new")
            self.assertEqual((drive.count(), stack.get_visible_child_name()), (2, "some"))
            drive.close(0)
            until(lambda: drive.count() == 1)
            self.assertEqual(drive.get_editor(0).get_title(), "Untitled 2")
            drive.activate("app.close-documents")
            until(lambda: drive.count() == 0)
            self.assertEqual(stack.get_visible_child_name(), "none")

        self.drive(steps)

    def test_status(self):
        """the status line shows what was changed and clears itself"""

        def steps(drive):
            status, title = find(drive.get_window(), "status"), find(drive.get_window(), "recent-title")
            self.assertFalse(status.get_mapped())
            drive.activate("app.new")
            drive.activate("app.new")
            drive.write(0, "Some text")
            until(status.get_mapped)
            self.assertEqual(title.get_label(), "Untitled 1")
            drive.write(1, "Another text")
            self.assertEqual(title.get_label(), "Untitled 2")
            drive.close(1)
            until(lambda: not status.get_mapped())
            until(lambda: drive.count() == 1)

        self.drive(steps)

    def test_save(self):
        """what was not saved is on the disk when its window is closed"""

        def steps(drive):
            drive.activate("app.new")
            drive.activate("app.new")
            drive.write(0, "Not saved by hand")
            self.assertIsNone(drive.read("Untitled 1.txt"))
            drive.activate("app.close-documents")
            until(lambda: drive.count() == 0)
            self.assertEqual(drive.read("Untitled 1.txt"), "Not saved by hand")
            self.assertIsNone(drive.read("Untitled 2.txt"))

        self.drive(steps)

    def test_drafts(self):
        """drafts come and go with their documents"""

        def steps(drive):
            for _ in range(2):
                drive.activate("app.new")
                drive.write(0, "A draft")
                until(lambda: len(list(drive.drafts.iterdir())) == 1)
                if drive.read("Untitled 1.txt") is None:
                    drive.close(0)
                    until(lambda: drive.count() == 0)
                    self.assertEqual(list(drive.drafts.iterdir()), [])

        self.drive(steps)

    def test_picture(self):
        """a picture has notes, and one window"""

        def steps(drive):
            pictures = find(drive.get_window(), "pictures")
            pictures.emit("activate", 1)
            pictures.emit("activate", 1)
            self.assertEqual((drive.count(), drive.get_editor(0).get_title()), (1, "Landscape 02"))
            drive.write(0, "About a landscape")
            drive.close(0)
            until(lambda: drive.count() == 0)
            self.assertEqual(drive.read("Landscape 02.txt"), "About a landscape")
            pictures.emit("activate", 1)
            self.assertEqual(drive.get_editor(0).document.get_text(), "About a landscape")

        self.drive(steps)

    def test_keys(self):
        """everything can be done by keys"""

        def steps(drive):
            drive.key(drive.get_window(), "<Control>n")
            view = drive.get_editor(0).view
            for trigger, name in (("<Control>plus", "text-large"), ("<Control>0", "text-normal")):
                drive.key(drive.get_window(), trigger)
                self.assertTrue(view.has_css_class(name))
            drive.write(0, "Saved by hand")
            drive.key(drive.get_editor(0), "<Control>s")
            self.assertEqual(drive.read("Untitled 1.txt"), "Saved by hand")
            drive.key(drive.get_editor(0), "<Control>w")
            until(lambda: drive.count() == 0)

        self.drive(steps)

    def test_numbers(self):
        """the window tells what is in use, idle and evicted"""

        def steps(drive):
            cache, search = drive.application.gallery.cache, find(drive.get_window(), "search")
            max_idle = cache.get_max_idle()
            until(lambda: drive.is_settled() and drive.get_numbers() == (N_PICTURES, 0, 0))
            search.set_text("07")
            until(lambda: drive.is_settled() and drive.get_numbers() == (1, max_idle, N_PICTURES - 1 - max_idle))
            search.set_text("")
            until(lambda: drive.is_settled() and drive.get_numbers()[0] == N_PICTURES)
            self.assertEqual(cache.get_loads(), 2 * N_PICTURES - 1 - max_idle)
            search.set_text("nothing like it")
            until(lambda: drive.is_settled() and drive.get_numbers()[0] == 0)
            drive.activate("app.forget-thumbnails")
            until(lambda: drive.is_settled() and drive.get_numbers()[:2] == (0, 0))

        self.drive(steps)

    def test_signal(self):
        """SIGTERM ends it as always"""

        def steps(drive):
            drive.activate("app.new")
            drive.write(0, "Not saved by hand")
            until(lambda: len(list(drive.drafts.iterdir())) == 1)
            drive.ends = True
            os.kill(os.getpid(), signal.SIGTERM)

        self.assertEqual(self.drive(steps), "Not saved by hand")

    def test_unsaved(self):
        """what cannot be saved stays open, and at last a draft"""
        kept = []

        def steps(drive):
            drive.activate("app.new")
            drive.write(0, "Cannot be saved")
            (drive.folder / "Untitled 1.txt").mkdir()
            drive.close(0)
            self.assertEqual(drive.count(), 1)
            kept.append(drive.drafts)

        # The folder of the drafts is still there.
        with self.assertRaisesRegex(AssertionError, "^True is not false$"):
            self.drive(steps)
        self.assertEqual([path.read_text() for path in kept[0].iterdir()], ["Cannot be saved"])
        (kept[0] / "draft-1.txt").unlink()
        kept[0].rmdir()


class Program(unittest.TestCase):
    def run_and_signal(self, **environment):
        """What the program says in the end."""
        with tempfile.TemporaryDirectory(prefix="documents-test-") as folder:
            environment = {**os.environ, "TMPDIR": folder, "GWEAK_DEBUG": "deaths", **environment}
            with subprocess.Popen([sys.executable, source / "documents.py", folder], env=environment, text=True,
                                  encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
                for line in process.stderr:
                    if line.endswith("is tracked, a DocumentsWindow\n"):
                        break
                self.assertEqual(len(os.listdir(folder)), 1)
                process.send_signal(signal.SIGTERM)
                said, _ = process.communicate()
            self.assertEqual((process.returncode, os.listdir(folder)), (0, []))
            return said

    def test_nothing_left(self):
        """the program says that nothing is left"""
        self.assertEqual(self.run_and_signal(LC_ALL="C", LANGUAGE=""),
                         "1 window was opened.\n1 window was finalized.\nNo live observer is left.\n")

    @unittest.skipUnless(os.path.isdir(os.path.join(data, "po", "de")), "built without translations")
    def test_translated(self):
        """the program is translated"""
        self.assertEqual(self.run_and_signal(LC_ALL="C.UTF-8", LANGUAGE="de"),
                         "1 Fenster wurde geöffnet.\n1 Fenster wurde freigegeben.\nKein lebender Beobachter ist übrig.\n")


GLib.log_set_always_fatal(GLib.LogLevelFlags.LEVEL_CRITICAL | GLib.LogLevelFlags.LEVEL_ERROR)
Gweak.debug_start()
tap.main()
