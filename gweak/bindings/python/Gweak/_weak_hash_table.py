# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Weak hash tables that are mappings."""

import types
from collections.abc import Mapping, MutableMapping

from gi.repository import GLib

from ._callbacks import Relay
from ._overriding import introspected, override
from ._values import fit, items_of
from ._walks import MISSING, Items, Keys, Values, walk


@override
class WeakHashTable(introspected.WeakHashTable):
    """A mapping, too. A key of another type than the table's is not in it; to set one, or
    such a value, is a TypeError. In a table whose values are of GObject.TYPE_PYOBJECT they
    can be anything, but no garbage collector sees what they hold."""

    __hash__ = None

    __class_getitem__ = classmethod(types.GenericAlias)

    def _fit_key(self, key):
        return fit(key, self.get_key_type())

    # What the C library has, with anything that is a key or value of the table's types.

    def insert(self, key, value):
        return super().insert(self._fit_key(key), fit(value, self.get_value_type()))

    def lookup(self, key):
        return super().lookup(self._fit_key(key))

    def lookup_extended(self, key):
        return super().lookup_extended(self._fit_key(key))

    def contains(self, key):
        return super().contains(self._fit_key(key))

    def remove(self, key):
        return super().remove(self._fit_key(key))

    def steal_extended(self, key):
        return super().steal_extended(self._fit_key(key))

    def get_or_insert(self, key, factory):
        """Raises what the factory raises. None is no value."""
        value_type = self.get_value_type()

        def make(key):
            value = factory(key)
            return fit(value, value_type) if value is not None else None

        relay = Relay(make)
        result = super().get_or_insert(self._fit_key(key), relay)
        relay.finish()
        return result

    def foreach(self, func, *user_data):
        relay = Relay(func)
        super().foreach(relay, *user_data)
        relay.finish()

    def foreach_remove(self, func, *user_data):
        relay = Relay(func, False)
        n_removed = super().foreach_remove(relay, *user_data)
        relay.finish()
        return n_removed

    # What a mapping has.

    def __len__(self):
        return self.get_size()

    def __iter__(self):
        if self.get_weakness() & introspected.Weakness.KEYS:
            keys = walk(self.dup_keys())
        else:
            keys = iter(self.dup_keys())
        for key in keys:
            if self.contains(key):
                yield key
            del key

    def get(self, key, default=None):
        try:
            found, value = self.lookup(key)
        except (GLib.Error, OverflowError, TypeError):
            # Of a type that no key has.
            return default
        return value if found else default

    def __contains__(self, key):
        return self.get(key, MISSING) is not MISSING

    def __getitem__(self, key):
        value = self.get(key, MISSING)
        if value is MISSING:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        try:
            self.insert(key, value)
        except (GLib.Error, OverflowError) as error:
            raise TypeError(str(error)) from None

    def __delitem__(self, key):
        if key not in self or not self.remove(key):
            raise KeyError(key)

    def pop(self, *args):
        """pop(key[, default]); or pop(), as in C: (found, key, value) of the newest entry."""
        return self._pop(*args) if args else super().pop()

    def _pop(self, key, default=MISSING):
        if key in self:
            found, _, value = self.steal_extended(key)
            if found:
                return value
        if default is MISSING:
            raise KeyError(key)
        return default

    def popitem(self):
        found, key, value = super().pop()
        if not found:
            raise KeyError("the table is empty")
        return key, value

    def setdefault(self, key, default=None):
        if default is None:
            return MutableMapping.setdefault(self, key)
        try:
            return self.get_or_insert(key, lambda key: default)[1]
        except (GLib.Error, OverflowError) as error:
            raise TypeError(str(error)) from None

    def clear(self):
        self.remove_all()

    def update(self, other=(), /, **kwargs):
        if isinstance(other, WeakHashTable) and self._is_like(other):
            super().update(other)
            other = ()
        for key, value in items_of(other):
            self[key] = value
        for key, value in kwargs.items():
            self[key] = value

    def _is_like(self, other):
        return all(getattr(self.props, name) == getattr(other.props, name) for name in ("key_type", "value_type", "weakness"))

    def keys(self):
        return Keys(self)

    def items(self):
        return Items(self)

    def values(self):
        return Values(self)

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ior__(self, other):
        self.update(other)
        return self

    __eq__ = Mapping.__eq__

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal


MutableMapping.register(WeakHashTable)
