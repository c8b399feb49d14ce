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


class _View:
    """As in the module weakref, next() can be asked of a view, which then is the walk that
    this began."""

    __slots__ = ()

    def __init__(self, mapping):
        super().__init__(mapping)
        self._begun = None

    def __iter__(self):
        return self._begun if self._begun is not None else self._walk()

    def __next__(self):
        if self._begun is None:
            self._begun = self._walk()
        return next(self._begun)


class Keys(_View, KeysView):
    __slots__ = ("_begun",)

    def _walk(self):
        return iter(self._mapping)


class Items(_View, ItemsView):
    """Of what is found when its turn comes."""

    __slots__ = ("_begun",)

    def _walk(self):
        for key in self._mapping:
            value = self._mapping.get(key, MISSING)
            if value is not MISSING:
                yield key, value
            del key, value


class Values(_View, ValuesView):
    __slots__ = ("_begun",)

    def _walk(self):
        for key, value in self._mapping.items():
            del key
            yield value
            del value

    def __contains__(self, value):
        return any(value is other or value == other for other in self._walk())
