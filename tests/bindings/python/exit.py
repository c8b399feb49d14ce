# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What finalizers of Python do when the interpreter ends, each time in a child."""

import subprocess
import sys
import unittest

import tap

PRELUDE = """
import atexit, os, sys
from gi.repository import Gio, GLib

def new_object():
    return Gio.SimpleAction(name="an-object")

def say(what):
    print(what, flush=True)

EARLY
import gi
gi.require_version("Gweak", "1")
from gi.repository import Gweak
"""


class ExitTest(unittest.TestCase):
    def run_child(self, program, early=""):
        """Returns what a program printed and its status. It must not complain."""
        program = PRELUDE.replace("EARLY", early) + program
        child = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True, check=False)
        self.errors = child.stderr
        return child.stdout.split(), child.returncode

    def assert_child(self, program, printed, status=0, early=""):
        result = self.run_child(program, early)
        self.assertEqual((*result, self.errors), (printed.split(), status, ""))

    def test_order(self):
        """pending finalizers run at exit, newest first, while there is an interpreter"""
        self.assert_child("""
objects = [new_object() for _ in range(3)]
Gweak.Finalizer(objects[0], say, "first")
Gweak.Finalizer.new(objects[1], say, "second")
Gweak.Finalizer.new_closure(objects[2], lambda: say(__import__("colorsys").__name__))
Gweak.Finalizer.new_full(objects[0], Gweak.Moment.DIED, None, lambda: say("fourth"))
say("end")
""", "end fourth colorsys second first")

    def test_status(self):
        """they run after sys.exit() and after an exception, and leave the status alone"""
        self.assert_child("""
o = new_object()
Gweak.Finalizer(o, say, "ran")
sys.exit(3)
""", "ran", status=3)
        printed, status = self.run_child("""
o = new_object()
Gweak.Finalizer(o, say, "ran")
raise RuntimeError
""")
        self.assertEqual((printed, status), (["ran"], 1))

    def test_once(self):
        """what ran, was detached, cleared or is not wanted at exit does not run then"""
        self.assert_child("""
objects = [new_object() for _ in range(6)]
finalizers = [Gweak.Finalizer(o, say, str(i)) for i, o in enumerate(objects)]
finalizers[0].run()
finalizers[1].detach()
finalizers[2].clear()
objects[3] = None
finalizers[4].set_at_exit(False)
say("end")
Gweak.Finalizer.run_at_exit()
os._exit(0)
""", "0 3 end 5")

    def test_deferred(self):
        """delivery contexts are bypassed"""
        self.assert_child("""
o = new_object()
Gweak.Finalizer(o, say, "deferred", deferred=True)
""", "deferred")

    def test_made_meanwhile(self):
        """finalizers that are made at exit run too"""
        self.assert_child("""
o = new_object()
Gweak.Finalizer(o, say, "oldest")
Gweak.Finalizer(o, lambda: Gweak.Finalizer(o, say, "newest"))
atexit.register(lambda: Gweak.Finalizer(o, say, "made-in-a-handler"))
""", "made-in-a-handler newest oldest")

    def test_too_late(self):
        """finalizers that are made after gweak's exit handler do not run, and crash nothing"""
        self.assert_child("", "late", early="""
objects = []

@atexit.register
def late():
    objects.extend(new_object() for _ in range(4))
    Gweak.Finalizer(objects[0], say, "wrong")
    Gweak.Finalizer.new(objects[1], say, "wrong")
    Gweak.Finalizer.new_closure(objects[2], lambda: say("wrong"))
    Gweak.Finalizer.new_full(objects[3], Gweak.Moment.DIED, None, lambda: say("wrong"))
    for o in objects:
        o.me = o
    say("late")
""")

    def test_raise(self):
        """an action that raises does not stop the others"""
        printed, status = self.run_child("""
o = new_object()
Gweak.Finalizer(o, say, "older")
Gweak.Finalizer(o, lambda: 1 / 0)
Gweak.Finalizer(o, say, "newer")
""")
        self.assertEqual((printed, status), (["newer", "older"], 0))
        self.assertEqual(self.errors.count("ZeroDivisionError"), 1)

    def test_fork(self):
        """a forked child runs none, its parent all"""
        for end in ("sys.exit()", "pass", "raise SystemExit(0)"):
            self.assert_child("""
o = new_object()
Gweak.Finalizer(o, say, "parent")
child = os.fork()
if child == 0:
    say("child")
    END
else:
    os.waitpid(child, 0)
    say("waited")
""".replace("END", end), "child waited parent")

    def test_fork_own(self):
        """a forked child runs its own, and those that it dies with"""
        self.assert_child("""
o, mortal = new_object(), new_object()
Gweak.Finalizer(o, say, "parent")
Gweak.Finalizer(mortal, say, "mortal", at_exit=False)
child = os.fork()
if child == 0:
    Gweak.Finalizer(o, say, "child")
    del mortal
else:
    os.waitpid(child, 0)
    say("waited")
    os.close(1)
    os.open("/dev/null", os.O_WRONLY)
""", "mortal child waited")

    def test_referents_remain(self):
        """references, waits and handlers that are left over crash nothing"""
        self.assert_child("""
o = new_object()
o.me = o
ref = Gweak.WeakRef(o, lambda ref: None)
ref.connect("finalized", lambda ref: None)
o.ref = ref
deferred = Gweak.WeakRef(o, lambda ref: None, deferred=True)
deferred.wait_async(None, lambda *args: None)
toggling = Gweak.WeakRef(new_object(), toggle=True)
kept = new_object()
dying = Gweak.WeakRef(kept, toggle=True)
dying.connect("dying", lambda ref, referent: None)
Gweak.Finalizer(o, lambda: None, at_exit=False)
say("end")
""", "end")


if __name__ == "__main__":
    tap.main()
