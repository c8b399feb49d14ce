# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Weak list stores that are sequences of references, to which objects are added."""

import types
from collections.abc import MutableSequence

from ._callbacks import Relay
from ._overriding import introspected, override
from ._references import WeakRef
from ._values import check_type, is_of


@override
class WeakListStore(introspected.WeakListStore):
    """A sequence of references, as it is a list model of references. What is added, removed
    or looked for can be given as an object."""

    __class_getitem__ = classmethod(types.GenericAlias)

    def _referent_of(self, item):
        """The object that is looked for; None where there can be none."""
        referent = item() if isinstance(item, WeakRef) and not self._takes_references() else item
        return referent if is_of(referent, self.get_referent_type()) else None

    def _takes_references(self):
        return self.get_referent_type().is_a(WeakRef.__gtype__)

    def __contains__(self, item):
        referent = self._referent_of(item)
        return referent is not None and self.find(referent)[0]

    def _position(self, index):
        return range(len(self))[index]

    def __setitem__(self, key, value):
        if isinstance(key, slice):
            self._set_slice(range(len(self))[key], list(value), key.step)
        else:
            self.splice(self._position(key), 1, [value])

    def _set_slice(self, positions, objects, step):
        if step in (None, 1):
            self.splice(positions.start, len(positions), objects)
            return
        if len(objects) != len(positions):
            raise ValueError(f"{len(objects)} objects for a slice of {len(positions)}")
        for position, item in zip(positions, objects):
            self.splice(position, 1, [item])

    def __delitem__(self, key):
        if not isinstance(key, slice):
            super().remove(self._position(key))
            return
        positions = range(len(self))[key]
        if positions.step == 1:
            self.splice(positions.start, len(positions), [])
            return
        for position in sorted(positions, reverse=True):
            super().remove(position)

    def __reversed__(self):
        for position in reversed(range(len(self))):
            item = self.get_item(position)
            if item is not None:
                yield item

    def __iadd__(self, objects):
        self.extend(objects)
        return self

    def append(self, object):
        super().append(check_type(object, self.get_referent_type()))

    def insert(self, position, object):
        """As in C; from the end where the position is negative, and at an end beyond them."""
        n = len(self)
        position = max(position + n, 0) if position < 0 else min(position, n)
        super().insert(position, check_type(object, self.get_referent_type()))

    def insert_sorted(self, object, compare, *user_data):
        check_type(object, self.get_referent_type())
        relay = Relay(compare, 0)
        position = super().insert_sorted(object, relay, *user_data)
        if relay.raised:
            super().remove(position)
        relay.finish()
        return position

    def sort(self, compare, *user_data):
        relay = Relay(compare, 0)
        super().sort(relay, *user_data)
        relay.finish()

    def splice(self, position, n_removals, additions=None):
        additions = list(additions or ())
        for addition in additions:
            check_type(addition, self.get_referent_type())
        super().splice(position, n_removals, additions)

    def extend(self, objects):
        self.splice(len(self), 0, list(objects))

    def remove(self, item):
        """The first of this object or reference; or, as in C, what is at a position."""
        super().remove(self._position(item) if isinstance(item, int) else self.index(item))

    def pop(self, index=-1):
        """Its object; None where that died."""
        position = self._position(index)
        referent = self.dup_object(position)
        super().remove(position)
        return referent

    def clear(self):
        self.remove_all()

    def index(self, item, start=0, stop=None):
        referent = self._referent_of(item)
        if referent is not None:
            for position in range(*slice(start, stop).indices(len(self))):
                if self.dup_object(position) is referent:
                    return position
        raise ValueError(f"{item!r} is not in the list")

    def count(self, item):
        referent = self._referent_of(item)
        if referent is None:
            return 0
        return sum(self.dup_object(position) is referent for position in range(len(self)))


MutableSequence.register(WeakListStore)
