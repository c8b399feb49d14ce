# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# begin:containers
import gi

gi.require_version("Gweak", "1")
from gi.repository import Gio, GObject, Gweak

places = Gweak.WeakHashTable.new(Gio.Action, GObject.TYPE_PYOBJECT, Gweak.Weakness.KEYS)
places.connect("removed", lambda table, action, value, cause: print("removed:", value))

action = Gio.SimpleAction.new("print", None)
places[action] = ["toolbar", "menu"]
print(action in places, places[action])

del action
print(len(places))
# end:containers
