# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What Python adds to Gweak: constructors that take the referent first, equality,
finalizers that run at exit while there is an interpreter to run them, and loads
that can raise.

Beware of threads with GLib before 2.80 and PyGObject before 3.55: where one thread
asks a reference for an object with state on its wrapper (an attribute, a subclass),
while others make and drop such objects, they can deadlock. GLib then calls PyGObject,
which waits for the interpreter, with a lock held that PyGObject waits for with the
interpreter. It is not gweak's: GObject.Binding.dup_source() hangs the same way."""

import atexit
import functools

from gi.module import get_introspection_module
from gi.overrides import override
from gi.repository import Gio, GLib, GObject

Gweak = get_introspection_module("Gweak")

__all__ = ["Reference", "WeakRef", "Finalizer", "Cache"]


class Reference(Gweak.Reference):
    """Compares and hashes like a weakref.ref to an object that compares by identity."""

    def __eq__(self, other):
        if not isinstance(other, Reference):
            return NotImplemented
        return self.equal(other)

    # The base class has its own, so Python does not derive it from __eq__().
    def __ne__(self, other):
        if not isinstance(other, Reference):
            return NotImplemented
        return not self.equal(other)

    def __hash__(self):
        return self.hash()

    def __repr__(self):
        return self.to_string()


Reference = override(Reference)


class WeakRef(Gweak.WeakRef):
    """WeakRef(referent=None, callback=None, **properties)

    The callback is called with the dead reference. Calling the reference gives
    the referent, or None.
    """

    def __init__(self, referent=None, callback=None, **properties):
        super().__init__(referent=referent, **properties)
        if callback is not None:
            self.connect("died", callback)

    def __call__(self):
        return self.get()


WeakRef = override(WeakRef)


def _to_closure(action):
    """PyGObject makes closures of functions for arguments, but not for properties."""
    closure = GObject.Closure.ref(action)
    # PyGObject holds by itself what ref() returned.
    closure.unref()
    return closure


_exited = False


def _before_too_late(finalizer):
    """After the interpreter's exit handlers, the C library would run a Python
    function without an interpreter."""
    if _exited and finalizer is not None:
        finalizer.set_at_exit(False)
    return finalizer


class Finalizer(Gweak.Finalizer):
    """Finalizer(referent=None, closure=None, *args, **properties)

    The closure can be any callable; it is called with the arguments.
    """

    def __init__(self, referent=None, closure=None, *args, **properties):
        if callable(closure):
            closure = _to_closure(functools.partial(closure, *args))
        super().__init__(referent=referent, closure=closure, **properties)
        _before_too_late(self)

    @staticmethod
    def new(object, callback, *user_data):
        return _before_too_late(Gweak.Finalizer.new(object, callback, *user_data))

    @staticmethod
    def new_closure(object, closure):
        return _before_too_late(Gweak.Finalizer.new_closure(object, closure))

    @staticmethod
    def new_full(object, moment, context, closure):
        return _before_too_late(Gweak.Finalizer.new_full(object, moment, context, closure))


Finalizer = override(Finalizer)


class Cache(Gweak.Cache):
    def get_or_load_async(self, key, load, cancellable=None, callback=None, *user_data):
        """What the load function raises is for all who wait. They would wait for ever:
        the traceback holds the task."""

        def load_or_fail(task, key, cancellable):
            try:
                load(task, key, cancellable)
            except GLib.Error as error:
                task.return_error(error)
            except Exception as error:
                task.return_error(GLib.Error.new_literal(Gio.io_error_quark(), repr(error), Gio.IOErrorEnum.FAILED))
                raise

        super().get_or_load_async(key, load_or_fail, cancellable, callback, *user_data)


Cache = override(Cache)


@atexit.register
def _run_at_exit():
    global _exited
    Gweak.Finalizer.run_at_exit()
    _exited = True
    # What a thread made in between.
    Gweak.Finalizer.run_at_exit()
