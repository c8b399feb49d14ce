# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Finalizers that read like weakref.finalize."""

import atexit

from gi.repository import GObject

from ._callbacks import ActionOfFinalizer, Register, holds, to_closure
from ._overriding import introspected, override

_actions = Register()
_exited = False


def _before_too_late(finalizer):
    """After the interpreter's exit handlers, the C library would run a Python
    function without an interpreter."""
    if _exited and finalizer is not None:
        finalizer.set_at_exit(False)
    return finalizer


def _make_action(referent, func, args, kwargs):
    action = ActionOfFinalizer(func, args, kwargs)
    if referent is not None and any(holds(part, referent) for part in (func, *args, *kwargs.values())):
        raise ValueError("what a finalizer calls must not hold its referent")
    return action


# The finalizer's own; other keywords are for its function.
_PROPERTIES = ("at_exit", "deferred", "main_context", "moment", "toggle")


@override
class Finalizer(introspected.Finalizer):
    """Finalizer(referent=None, closure=None, *args, at_exit=True, deferred=False,
    main_context=None, moment=Gweak.Moment.FINALIZED, toggle=False, **kwargs)

    Calls the closure, which can be any callable, with the arguments. Who has a function
    with a keyword that is a property here uses functools.partial().
    """

    def __init__(self, referent=None, closure=None, *args, **kwargs):
        properties = {name: kwargs.pop(name) for name in _PROPERTIES if name in kwargs}
        action = None
        if not isinstance(closure, GObject.Closure) and (closure is not None or args or kwargs):
            action = _make_action(referent, closure, args, kwargs)
            closure = to_closure(action)
        elif args or kwargs:
            raise TypeError("a GObject.Closure takes no arguments")
        super().__init__(referent=referent, closure=closure, **properties)
        if action is not None:
            _actions.add(self, action)
        _before_too_late(self)

    @staticmethod
    def new(object, callback, *user_data):
        return Finalizer(object, callback, *user_data)

    @staticmethod
    def new_closure(object, closure):
        return Finalizer(object, closure)

    @staticmethod
    def new_full(object, moment, context, closure):
        return Finalizer(object, closure, moment=moment, main_context=context)

    def __call__(self, _=None):
        """Runs the action if it is still to run, and gives its result."""
        action = _actions.find(self)
        if action is None:
            self.run()
            return None
        return action.run(self.run)

    def detach(self):
        """(referent, func, args, kwargs), if it was still to run; or None."""
        action = _actions.find(self)
        return _describe(super().detach(), action)

    def peek(self):
        """The same, without detaching."""
        action = _actions.find(self)
        return _describe(super().peek(), action)

    @property
    def atexit(self):
        return self.get_at_exit()

    @atexit.setter
    def atexit(self, at_exit):
        self.set_at_exit(bool(at_exit))


def _describe(referent, action):
    if referent is None:
        return None
    if action is None:
        # Made in C, or of a closure.
        return referent, None, (), {}
    return referent, action.func, action.args, action.kwargs


@atexit.register
def _run_at_exit():
    global _exited
    introspected.Finalizer.run_at_exit()
    _exited = True
    # What a thread made in between.
    introspected.Finalizer.run_at_exit()
