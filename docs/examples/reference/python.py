# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

# begin:python
import gi

gi.require_version("Gweak", "1")
from gi.repository import Gio, Gweak

menu = Gio.Menu()
ref = Gweak.WeakRef(menu, lambda ref: print("died:", ref() is None))
same = Gweak.WeakRef(menu)
print(ref() is menu, ref == same, len({ref, same}))

Gweak.Finalizer(menu, print, "finalized:", "a menu")
del menu
# end:python
