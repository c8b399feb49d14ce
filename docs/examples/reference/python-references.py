# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gi

gi.require_version("Gweak", "1")
# begin:wrapper
import weakref

from gi.repository import Gio, Gweak

windows = Gio.ListStore.new(Gio.SimpleAction)
window = Gio.SimpleAction(name="a window")
windows.append(window)

theirs, ours = weakref.ref(window), Gweak.ref(window)
del window
print("weakref:", theirs(), "- gweak:", ours().get_name())
windows.remove_all()
print("gweak:", ours())
# end:wrapper


# begin:subclass
class Labelled(Gweak.WeakRef):
    def __init__(self, referent, label):
        super().__init__(referent, Labelled.forget)
        self.label = label

    def forget(self):
        print("gone:", self.label)


action = Gio.SimpleAction(name="print")
ref = Labelled(action, "the action to print")
del action
# end:subclass

# begin:proxy
action = Gio.SimpleAction(name="save")
proxy = Gweak.proxy(action)
proxy.set_enabled(False)
proxy.shortcut = "Ctrl+S"
print(action.get_enabled(), action.shortcut)

del action
try:
    proxy.get_name()
except ReferenceError as error:
    print("ReferenceError:", error)
# end:proxy


# begin:raising
import sys


def fail(ref):
    raise ValueError("on purpose")


sys.unraisablehook = lambda unraisable: print("unraisable:", unraisable.exc_value)

action = Gio.SimpleAction(name="print")
refs = [Gweak.WeakRef(action, lambda ref: print("older")), Gweak.WeakRef(action, fail)]
del action
# end:raising
