# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Weak sets that are sets."""

import types
from collections.abc import Iterable, MutableSet

from ._callbacks import Relay
from ._overriding import introspected, override
from ._values import check_type, is_of
from ._walks import walk


@override
class WeakSet(introspected.WeakSet):
    """WeakSet(data=None, **properties)

    What can be done with a weakref.WeakSet can be done with this one.
    """

    __hash__ = None

    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, data=None, **properties):
        super().__init__(**properties)
        if data is not None:
            self.update(data)

    def _new(self, items):
        return WeakSet(items, item_type=self.get_item_type())

    def _to_set(self, other):
        """Those of another container that could be members."""
        if isinstance(other, WeakSet):
            return other
        item_type = self.get_item_type()
        return self._new(item for item in other if is_of(item, item_type))

    def _takes_all_of(self, other):
        return isinstance(other, WeakSet) and other.get_item_type().is_a(self.get_item_type())

    def __len__(self):
        return self.get_size()

    def __iter__(self):
        for item in walk(self.dup_items()):
            if self.contains(item):
                yield item
            del item

    def __contains__(self, item):
        return is_of(item, self.get_item_type()) and super().contains(item)

    def add(self, item):
        return super().add(check_type(item, self.get_item_type()))

    def contains(self, item):
        return super().contains(check_type(item, self.get_item_type()))

    def intern(self, item):
        return super().intern(check_type(item, self.get_item_type()))

    def discard(self, item):
        if item in self:
            super().remove(item)

    def remove(self, item):
        if item not in self or not super().remove(item):
            raise KeyError(item)

    def pop(self):
        """The newest."""
        item = super().pop()
        if item is None:
            raise KeyError("the set is empty")
        return item

    def clear(self):
        self.remove_all()

    def foreach(self, func, *user_data):
        relay = Relay(func)
        super().foreach(relay, *user_data)
        relay.finish()

    def update(self, other):
        if self._takes_all_of(other):
            super().update(other)
        else:
            for item in other:
                self.add(item)

    def intersection_update(self, other):
        super().intersection_update(self._to_set(other))

    def difference_update(self, other):
        super().difference_update(self._to_set(other))

    def symmetric_difference_update(self, other):
        for item in WeakSet(other):
            if item in self:
                self.discard(item)
            else:
                self.add(item)

    def union(self, other):
        made = self.copy()
        made.update(other)
        return made

    def intersection(self, other):
        return super().intersection(self._to_set(other))

    def difference(self, other):
        return super().difference(self._to_set(other))

    def symmetric_difference(self, other):
        made = self.copy()
        made.symmetric_difference_update(other)
        return made

    def issubset(self, other):
        return self.is_subset(self._to_set(other))

    def issuperset(self, other):
        return all(item in self for item in other)

    def isdisjoint(self, other):
        return self.is_disjoint(self._to_set(other))

    def __eq__(self, other):
        if not isinstance(other, WeakSet):
            return NotImplemented
        return self.equal(other)

    def __ne__(self, other):
        if not isinstance(other, WeakSet):
            return NotImplemented
        return not self.equal(other)

    def __le__(self, other):
        return self.issubset(other) if isinstance(other, Iterable) else NotImplemented

    def __ge__(self, other):
        return self.issuperset(other) if isinstance(other, Iterable) else NotImplemented

    def __lt__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        other = self._to_set(other)
        return self.is_subset(other) and not self.equal(other)

    def __gt__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self.issuperset(other) and not self.equal(self._to_set(other))

    def __copy__(self):
        return self.copy()


def _operator(name, method):
    """A method as an operator, and its reflection where sides do not matter."""
    def operator(self, other):
        return method(self, other) if isinstance(other, Iterable) else NotImplemented

    setattr(WeakSet, f"__{name}__", operator)
    if name != "sub":
        setattr(WeakSet, f"__r{name}__", operator)


def _in_place_operator(name, method):
    def operator(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        method(self, other)
        return self

    setattr(WeakSet, f"__i{name}__", operator)


_operator("and", WeakSet.intersection)
_operator("or", WeakSet.union)
_operator("sub", WeakSet.difference)
_operator("xor", WeakSet.symmetric_difference)
_in_place_operator("and", WeakSet.intersection_update)
_in_place_operator("or", WeakSet.update)
_in_place_operator("sub", WeakSet.difference_update)
_in_place_operator("xor", WeakSet.symmetric_difference_update)

MutableSet.register(WeakSet)
