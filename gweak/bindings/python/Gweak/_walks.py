# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Walks over containers whose members can go meanwhile. They hold one at a time."""

from collections.abc import ItemsView, KeysView, ValuesView

from ._references import WeakRef

MISSING = object()


def walk(objects):
    """Gives those that still live; takes them out of the list at once."""
    refs = [WeakRef.get_shared(objects.pop()) for _ in range(len(objects))]
    while refs:
        referent = refs.pop()()
        if referent is not None:
            yield referent
        del referent


class Keys(KeysView):
    __slots__ = ()


class Items(ItemsView):
    """Of what is found when its turn comes."""

    __slots__ = ()

    def __iter__(self):
        for key in self._mapping:
            value = self._mapping.get(key, MISSING)
            if value is not MISSING:
                yield key, value
            del key, value


class Values(ValuesView):
    __slots__ = ()

    def __contains__(self, value):
        return any(value is other or value == other for other in self)

    def __iter__(self):
        for key, value in self._mapping.items():
            del key
            yield value
            del value
