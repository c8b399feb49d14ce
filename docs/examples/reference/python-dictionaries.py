# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gi

gi.require_version("Gweak", "1")
from gi.repository import Gio, Gweak

# begin:dictionaries
menu = [Gio.SimpleAction(name=name) for name in ("print", "save", "quit")]
notes = Gweak.WeakKeyDictionary({action: [action.get_name()] for action in menu})
actions = Gweak.WeakValueDictionary({("menu", n): action for n, action in enumerate(menu)})

notes[menu[0]].append("takes paper")
print(notes[menu[0]], len(actions), actions["menu", 1].get_name())
del menu[0]
print(list(notes.values()), actions.get(("menu", 0)), list(actions))
# end:dictionaries

# begin:sets
save, quit = Gio.SimpleAction(name="save"), Gio.SimpleAction(name="quit")
shown, enabled = Gweak.WeakSet([save, quit]), Gweak.WeakSet([save])
print(len(shown & enabled), len(shown - enabled), save in shown, enabled < shown)
del save
print(len(shown), [action.get_name() for action in shown], len(enabled))
# end:sets

# begin:lists
first, second = Gio.SimpleAction(name="first"), Gio.SimpleAction(name="second")
store = Gweak.WeakListStore.new(Gio.SimpleAction)
store.extend([second, first, second])
store[0:1] = [first]
print([ref().get_name() for ref in store], first in store, store.index(second))
del store[0]
print(len(store), store.pop().get_name())
# end:lists
