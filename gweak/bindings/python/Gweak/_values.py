# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""How what Python has becomes what C takes."""

from gi.repository import GLib, GObject


def fit(value, gtype):
    """PyGObject guesses the type of what is to be a GValue. Where that could go wrong it is
    told; whether it is of the table's type is for the table."""
    if isinstance(value, GObject.Value):
        return value
    if gtype == GObject.TYPE_PYOBJECT or gtype == GObject.TYPE_STRV and isinstance(value, (list, tuple)):
        return GObject.Value(gtype, value)
    if isinstance(value, int) and not GLib.MININT <= value <= GLib.MAXINT:
        return GObject.Value(GObject.TYPE_INT64 if value < 0 else GObject.TYPE_UINT64, value)
    return value


def check_object(thing):
    if not isinstance(thing, GObject.Object):
        raise TypeError(f"cannot create weak reference to {type(thing).__name__!r} object")
    return thing


def is_of(thing, gtype):
    return isinstance(thing, GObject.Object) and thing.__gtype__.is_a(gtype)


def check_type(thing, gtype):
    """What would be a critical in C."""
    if not is_of(thing, gtype):
        raise TypeError(f"{thing!r} is no {gtype.name}")
    return thing


def items_of(other):
    """Of what a mapping's constructor and update() take."""
    if hasattr(other, "items"):
        return other.items()
    if hasattr(other, "keys"):
        return ((key, other[key]) for key in other.keys())
    return other
