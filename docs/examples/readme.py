# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gi
gi.require_version("Gweak", "1")
from gi.repository import Gio, Gweak

menu = Gio.Menu()
ref = Gweak.WeakRef.new(menu)
menus = Gweak.WeakHashTable.new(str, Gio.Menu, Gweak.Weakness.VALUES)

ref.connect("died", lambda ref: print("The menu died."))
menus.insert("edit", menu)
assert ref.get() is menu
del menu

assert ref.get() is None
print("Menus in the table:", menus.get_size())
