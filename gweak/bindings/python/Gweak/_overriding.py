# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""How the modules of this package override classes of Gweak."""

from gi.module import get_introspection_module
from gi.overrides import override as _override

PACKAGE = __package__

introspected = get_introspection_module("Gweak")


def override(class_):
    """PyGObject looks for the namespace in the last part of the module's name."""
    class_.__module__ = PACKAGE
    return _override(class_)


def exported(thing):
    """For what users see, and is no override."""
    thing.__module__ = PACKAGE
    return thing
