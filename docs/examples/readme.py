# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gi
gi.require_version("Gweak", "1")
from gi.repository import Gio, Gweak

menu = Gio.Menu()
ref = Gweak.WeakRef(menu, lambda ref: print("The menu died."))
menus = Gweak.WeakValueDictionary(edit=menu)

assert ref() is menu
del menu

assert ref() is None
print("Menus in the table:", len(menus))
