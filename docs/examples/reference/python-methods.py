# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

import gi

gi.require_version("Gweak", "1")
# begin:methods
from gi.repository import Gio, GObject, Gweak


class Panel(GObject.Object):
    def show(self, action, spec):
        print(action.get_name(), "is", "on" if action.get_enabled() else "off")


panel = Panel()
action = Gio.SimpleAction(name="print")

method = Gweak.WeakMethod(panel.show)
method.attach(action, "notify::enabled")
print(method() == panel.show, method == Gweak.WeakMethod(panel.show))
action.set_enabled(False)

del panel
action.set_enabled(True)
print(method())
# end:methods
