# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The dictionaries of the module weakref, whose weak side means the object."""

import contextlib
import copy
import itertools
import threading
import types
import weakref
from collections import deque
from collections.abc import Mapping, MutableMapping

from gi.repository import GObject

from ._callbacks import address_of
from ._overriding import exported, introspected
from ._references import WeakRef
from ._values import check_object, items_of
from ._walks import MISSING, Items, Keys, Values
from ._weak_hash_table import WeakHashTable

_serials = itertools.count(1)


class _Weak(MutableMapping):
    """A table of gweak finds the objects by numbers, and knows which live. What is strong is
    in dictionaries of Python, so that the garbage collector sees it."""

    def __init__(self):
        self._lock = threading.RLock()
        # The number of what is strong, or of the address of a key.
        self._numbers = {}
        # By number: what has that number in the other one, and the value of a key.
        self._entries = {}
        self._gone = deque()
        self._objects = WeakHashTable.new(GObject.TYPE_INT64, GObject.Object, introspected.Weakness.VALUES)
        self._objects.connect("removed", _removed_cb, weakref.ref(self))

    @contextlib.contextmanager
    def _held(self):
        """Deaths do not wait for the lock: who has it takes them out when giving it back."""
        try:
            with self._lock:
                yield
        finally:
            self._forget_gone()

    def _forget_gone(self):
        while self._gone and self._lock.acquire(blocking=False):
            try:
                forgotten = self._forget(self._gone.popleft()) if self._gone else None
            finally:
                self._lock.release()
            # Anything can happen when this goes.
            del forgotten

    def _forget(self, number):
        entry = self._entries.get(number)
        return self._drop(entry[0], number) if entry is not None else None

    def _drop(self, name, number):
        if self._numbers.get(name) == number:
            del self._numbers[name]
        return self._entries.pop(number, None)

    def _put(self, name, referent, value=None):
        number = next(_serials)
        with self._held():
            # Raises where it cannot be a key.
            old = self._numbers.get(name, 0)
            self._entries[number] = name, value
            self._objects.insert(number, referent)
            self._numbers[name] = number
            replaced = self._entries.pop(old, None)
            self._objects.remove(old)
            # Another thread can dispose of an object that is held.
            dropped = None if self._objects.contains(number) else self._drop(name, number)
        del replaced, dropped

    def _take(self, name):
        """The object of that name, or None, and its entry."""
        with self._held():
            number = self._numbers.get(name, 0)
            found, referent = self._objects.lookup(number)
            entry = self._drop(name, number) if found else None
            self._objects.remove(number)
        return referent, entry

    def _find(self, name):
        """The entry of that name, if its object lives."""
        number = self._numbers.get(name, 0)
        entry = self._entries.get(number)
        return entry if self._objects.contains(number) else None

    def _walk(self):
        """Entries and their objects, in order."""
        for name, number in list(self._numbers.items()):
            entry = self._entries.get(number)
            found, referent = self._objects.lookup(number)
            if found and entry is not None:
                yield entry, referent
            del name, entry, referent

    def __len__(self):
        return self._objects.get_size()

    def __repr__(self):
        return "<{} at {:#x}>".format(type(self).__name__, id(self))

    def keys(self):
        return Keys(self)

    def items(self):
        return Items(self)

    def values(self):
        return Values(self)

    def popitem(self):
        """The newest."""
        while self._numbers:
            try:
                name, number = next(reversed(self._numbers.items()))
            except (RuntimeError, StopIteration):
                # It was changed in between.
                continue
            item = self._item(*self._take(name))
            if item is not None:
                return item
            # Its death is not told yet.
            with self._held():
                dropped = self._drop(name, number)
            del dropped
        raise KeyError("the dictionary is empty")

    def clear(self):
        with self._held():
            entries = list(self._entries.values())
            self._entries.clear()
            self._numbers.clear()
            self._objects.remove_all()
        del entries

    def update(self, other=(), /, **kwargs):
        for key, value in itertools.chain(items_of(() if other is None else other), kwargs.items()):
            self[key] = value

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        made = type(self)(other)
        made.update(self)
        return made

    def __ior__(self, other):
        self.update(other)
        return self

    __class_getitem__ = classmethod(types.GenericAlias)


def _removed_cb(table, number, referent, cause, dictionary):
    # Whoever removes by hand sees to the rest.
    dictionary = dictionary() if cause == introspected.RemovalCause.DIED else None
    if dictionary is not None:
        dictionary._gone.append(number)
        dictionary._forget_gone()


@exported
class WeakKeyDictionary(_Weak):
    """WeakKeyDictionary(other=None): keys are GObjects, by identity. A value can be anything
    that does not hold its key."""

    def __init__(self, dict=None):
        super().__init__()
        if dict is not None:
            self.update(dict)

    def _item(self, key, entry):
        return (key, entry[1]) if key is not None else None

    def __getitem__(self, key):
        entry = self._find(address_of(check_object(key)))
        if entry is None:
            raise KeyError(key)
        return entry[1]

    def __setitem__(self, key, value):
        self._put(address_of(check_object(key)), key, value)

    def __delitem__(self, key):
        if self._take(address_of(check_object(key)))[0] is None:
            raise KeyError(key)

    def __contains__(self, key):
        return isinstance(key, GObject.Object) and self._find(address_of(key)) is not None

    def __iter__(self):
        for entry, key in self._walk():
            del entry
            yield key
            del key

    def keyrefs(self):
        """References to the keys, which may die before these are asked."""
        return [WeakRef.get_shared(key) for key in self]

    def pop(self, key, default=MISSING):
        referent, entry = self._take(address_of(check_object(key)))
        if referent is not None:
            return entry[1]
        if default is MISSING:
            raise KeyError(key)
        return default

    def setdefault(self, key, default=None):
        with self._held():
            entry = self._find(address_of(check_object(key)))
            if entry is None:
                self[key] = default
                return default
        return entry[1]

    def __deepcopy__(self, memo):
        made = type(self)()
        for key, value in self.items():
            made[key] = copy.deepcopy(value, memo)
        return made


@exported
class WeakValueDictionary(_Weak):
    """WeakValueDictionary(other=(), **kwargs): values are GObjects. A key can be anything
    hashable that does not hold its value."""

    def __init__(self, other=(), /, **kwargs):
        super().__init__()
        self.update(other, **kwargs)

    def _item(self, value, entry):
        return (entry[0], value) if value is not None else None

    def get(self, key, default=None):
        found, value = self._objects.lookup(self._numbers.get(key, 0))
        return value if found else default

    def __getitem__(self, key):
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self._put(key, check_object(value))

    def __delitem__(self, key):
        if self._take(key)[0] is None:
            raise KeyError(key)

    def __contains__(self, key):
        return self._find(key) is not None

    def __iter__(self):
        for entry, value in self._walk():
            del value
            yield entry[0]
            del entry

    def valuerefs(self):
        """References to the values, which may die before these are asked."""
        return list(self.itervaluerefs())

    def itervaluerefs(self):
        for value in self.values():
            yield WeakRef.get_shared(value)

    def pop(self, key, default=MISSING):
        value, _ = self._take(key)
        if value is not None:
            return value
        if default is MISSING:
            raise KeyError(key)
        return default

    def setdefault(self, key, default=None):
        with self._held():
            value = self.get(key)
            if value is None:
                value = self[key] = check_object(default)
        return value

    def __deepcopy__(self, memo):
        made = type(self)()
        for key, value in self.items():
            made[copy.deepcopy(key, memo)] = value
        return made
