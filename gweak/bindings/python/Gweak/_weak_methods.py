# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Weak methods that read like weakref.WeakMethod."""

import types
import weakref

from gi.repository import GObject

from ._callbacks import Callback, Register, report, to_closure
from ._overriding import OfFinalType, introspected, override


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
        except BaseException as error:
            report(error, func)
            return None


# Closures by functions of classes. They make methods equal, so that these share them, and do
# not hold their function: its class does.
_shared = weakref.WeakKeyDictionary()

# Of methods with functions of their own, which are held by their closure and nothing else.
_calls = Register()


def _is_of_class(referent, func):
    name = getattr(func, "__name__", None)
    return any(vars(class_).get(name) is func for class_ in type(referent).__mro__)


def _share_closure(func):
    closure = _shared.get(func)
    if closure is None:
        closure = _shared[func] = to_closure(_Call(weakref.ref(func)))
    return closure


def _make(referent, func, make):
    """What `make` makes of a closure."""
    if _is_of_class(referent, func):
        return make(_share_closure(func))
    call = _Call(lambda: func)
    method = make(to_closure(call))
    _calls.add(method, call)
    return method


@override
class WeakMethod(introspected.WeakMethod, metaclass=OfFinalType):
    """WeakMethod(method=None, callback=None, **properties)

    Of a method that is bound to a GObject. Calling it gives the bound method, or None; the
    callback is called with the dead one.
    """

    def __init__(self, method=None, callback=None, **properties):
        if callback is not None:
            callback = Callback(callback)
        if method is None:
            super().__init__(**properties)
        elif isinstance(method, types.MethodType):
            _make(method.__self__, method.__func__, lambda closure: self._construct(method.__self__, closure, properties))
        else:
            raise TypeError(f"{method!r} is no bound method that is written in Python")
        if callback is not None:
            self.connect("died", callback)

    def _construct(self, referent, closure, properties):
        super().__init__(referent=referent, closure=closure, **properties)
        return self

    @staticmethod
    def new_closure(object, closure):
        """Of a function that is called with the object first."""
        if isinstance(closure, GObject.Closure):
            return introspected.WeakMethod.new_closure(object, closure)
        if not callable(closure):
            raise TypeError(f"{closure!r} is not callable")
        return _make(object, closure, lambda closure: introspected.WeakMethod.new_closure(object, closure))

    def __call__(self):
        referent = self.dup_referent()
        func = self._find_func(referent) if referent is not None else None
        return types.MethodType(func, referent) if func is not None else None

    def _find_func(self, referent):
        """None where the method was made elsewhere."""
        call = _calls.find(self)
        if call is not None:
            return call.get_func()
        for func, closure in list(_shared.items()):
            if _is_of_class(referent, func) and self.equal(introspected.WeakMethod(referent=referent, closure=closure)):
                return func
        return None

    def attach(self, source, detailed_signal, flags=GObject.ConnectFlags(0)):
        """The id of a handler that calls the method while its object lives; 0 when that is
        gone."""
        try:
            GObject.signal_parse_name(detailed_signal, source, True)
        except ValueError:
            raise TypeError(f"{source!r}: unknown signal name: {detailed_signal}") from None
        return super().attach(source, detailed_signal, flags)
