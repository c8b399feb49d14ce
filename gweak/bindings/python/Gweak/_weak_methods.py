# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Weak methods that read like weakref.WeakMethod."""

import types
import weakref

from gi.repository import GObject

from ._callbacks import Callback, Register, report, to_closure
from ._overriding import introspected, override


class _Call:
    """What the closure of a method calls."""

    __slots__ = ("get_func", "__weakref__")

    def __init__(self, get_func):
        self.get_func = get_func

    def __call__(self, referent, *args):
        func = self.get_func()
        if func is None:
            return None
        try:
            return func(referent, *args)
        except BaseException as error:  # pylint: disable=broad-except
            report(error, func)
            return None


_calls = Register()

# By functions of classes. Closures make methods equal, so that these share them, and do not
# hold their function: its class does.
_shared = weakref.WeakKeyDictionary()


def _make_call(referent, func):
    """A call and its closure."""
    if not _is_of_class(referent, func):
        call = _Call(lambda: func)
        return call, to_closure(call)
    if func not in _shared:
        call = _Call(weakref.ref(func))
        _shared[func] = call, to_closure(call)
    return _shared[func]


def _is_of_class(referent, func):
    return any(func is member for class_ in type(referent).__mro__ for member in [vars(class_).get(getattr(func, "__name__", None))])


@override
class WeakMethod(introspected.WeakMethod):
    """WeakMethod(method=None, callback=None, **properties)

    Of a method that is bound to a GObject. Calling it gives the bound method, or None; the
    callback is called with the dead one.
    """

    def __init__(self, method=None, callback=None, **properties):
        call = None
        if method is not None:
            if not isinstance(method, types.MethodType):
                raise TypeError(f"{method!r} is no bound method that is written in Python")
            call, closure = _make_call(method.__self__, method.__func__)
            properties.update(referent=method.__self__, closure=closure)
        if callback is not None:
            callback = Callback(callback)
        super().__init__(**properties)
        if call is not None:
            _calls.add(self, call)
        if callback is not None:
            self.connect("died", callback)

    @staticmethod
    def new_closure(object, closure):
        """Of a function that is called with the object first."""
        if isinstance(closure, GObject.Closure):
            return introspected.WeakMethod.new_closure(object, closure)
        if not callable(closure):
            raise TypeError(f"{closure!r} is not callable")
        call, closure = _make_call(object, closure)
        method = introspected.WeakMethod.new_closure(object, closure)
        _calls.add(method, call)
        return method

    def __call__(self):
        referent = self.dup_referent()
        func = self._find_func(referent) if referent is not None else None
        return types.MethodType(func, referent) if func is not None else None

    def _find_func(self, referent):
        """None where the method was made elsewhere."""
        call = _calls.find(self)
        func = call.get_func() if call is not None else None
        if func is None or func not in _shared or _shared[func][0] is not call:
            return func
        # One that is shared outlives its methods, and the place of this one was another's.
        call, closure = _shared[func]
        return func if self.equal(introspected.WeakMethod(referent=referent, closure=closure)) else None

    def attach(self, source, detailed_signal, flags=GObject.ConnectFlags(0)):
        """The id of a handler that calls the method while its object lives; 0 when that is
        gone."""
        try:
            GObject.signal_parse_name(detailed_signal, source, True)
        except ValueError:
            raise TypeError(f"{source!r}: unknown signal name: {detailed_signal}") from None
        return super().attach(source, detailed_signal, flags)
