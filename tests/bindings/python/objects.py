# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Objects to be watched."""

import gi

from gi.repository import Gio, GObject

# Newer ones put no toggle reference on what has state on its wrapper: one of gweak never
# stands down there, and a value in a cycle with its wrapper looks in use.
PYGOBJECT_TOGGLES = gi.version_info < (3, 55)


class Registered(GObject.Object):
    def __init__(self):
        super().__init__()
        self.state = "some"


def new_object():
    return Gio.SimpleAction(name="an-object")
