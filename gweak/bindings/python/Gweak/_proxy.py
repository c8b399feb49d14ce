# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Proxies that stand for an object without holding it, like those of weakref.proxy()."""

import operator
import types
import weakref

from ._callbacks import Callback, address_of
from ._overriding import exported
from ._references import WeakRef


@exported
class ProxyType:
    """What is asked of it is asked of the referent. Nothing of its own can be seen: also
    type checks by __class__ mean the referent."""

    __slots__ = ("_ref", "__weakref__")

    __hash__ = None

    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self):
        raise TypeError("use proxy()")

    def __getattribute__(self, name):
        return getattr(_referent(self), name)

    def __setattr__(self, name, value):
        setattr(_referent(self), name, value)

    def __delattr__(self, name):
        delattr(_referent(self), name)

    def __dir__(self):
        return dir(_referent(self))

    def __repr__(self):
        referent = _get_ref(self)()
        return "<weakproxy at {:#x} to {} at {:#x}>".format(id(self), type(referent).__name__, id(referent))

    def __pow__(self, other, modulo=None):
        return pow(_referent(self), _unwrapped(other), _unwrapped(modulo))

    def __rpow__(self, other, modulo=None):
        return pow(other, _referent(self), modulo)

    def __bytes__(self):
        return bytes(_referent(self))

    def __reversed__(self):
        return reversed(_referent(self))


@exported
class CallableProxyType(ProxyType):
    """The proxy of what can be called."""

    __slots__ = ()

    def __call__(self, *args, **kwargs):
        return _referent(self)(*args, **kwargs)


_get_ref = ProxyType.__dict__["_ref"].__get__
_set_ref = ProxyType.__dict__["_ref"].__set__


def _referent(proxy_):
    referent = _get_ref(proxy_)()
    if referent is None:
        raise ReferenceError("weakly-referenced object no longer exists")
    return referent


def _unwrapped(operand):
    return _referent(operand) if issubclass(type(operand), ProxyType) else operand


def _forward(name, function):
    def method(self, *operands):
        return function(_referent(self), *map(_unwrapped, operands))

    _add(name, method)


def _forward_reflected(name, function):
    def method(self, other):
        return function(_unwrapped(other), _referent(self))

    _add(name, method)


def _add(name, method):
    method.__name__ = name
    method.__qualname__ = f"ProxyType.{name}"
    setattr(ProxyType, name, method)


for _name, _function in {
    "abs": abs, "bool": bool, "complex": complex, "float": float, "int": int, "iter": iter, "len": len, "next": next,
    "str": str, "contains": operator.contains, "delitem": operator.delitem, "getitem": operator.getitem,
    "index": operator.index, "invert": operator.invert, "neg": operator.neg, "pos": operator.pos,
    "setitem": operator.setitem, "eq": operator.eq, "ge": operator.ge, "gt": operator.gt, "le": operator.le,
    "lt": operator.lt, "ne": operator.ne,
}.items():
    _forward(f"__{_name}__", _function)

for _name in ("add", "and", "floordiv", "lshift", "matmul", "mod", "mul", "or", "rshift", "sub", "truediv", "xor"):
    _function = getattr(operator, f"__{_name}__")
    _forward(f"__{_name}__", _function)
    _forward_reflected(f"__r{_name}__", _function)
    _forward(f"__i{_name}__", getattr(operator, f"__i{_name}__"))

_forward("__divmod__", divmod)
_forward_reflected("__rdivmod__", divmod)
_forward("__ipow__", operator.ipow)


# By the address of their objects; those without callbacks, which can be shared.
_shared = weakref.WeakValueDictionary()


@exported
def proxy(object, callback=None):
    """The proxy of an object. The callback is called with the proxy when the object died,
    if there still is one; then it is a proxy of its own."""
    if callback is not None:
        return _make_calling(object, Callback(callback))
    # Refuses what is no GObject.
    ref = WeakRef.get_shared(object)
    made = _shared.get(address_of(object))
    if made is None or _get_ref(made) is not ref:
        made = _shared[address_of(object)] = _make(object, ref)
    return made


def _make(referent, ref):
    made = ProxyType.__new__(CallableProxyType if callable(referent) else ProxyType)
    _set_ref(made, ref)
    return made


def _make_calling(referent, callback):
    def died(ref):
        proxy_ = weak()
        if proxy_ is not None:
            callback(proxy_)

    made = _make(referent, WeakRef(referent, died))
    weak = weakref.ref(made)
    return made
