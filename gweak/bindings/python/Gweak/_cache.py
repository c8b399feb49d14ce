# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Caches whose factories and loads can raise."""

import types

from gi.repository import Gio, GLib

from ._callbacks import Relay, report
from ._overriding import introspected, override
from ._values import fit


@override
class Cache(introspected.Cache):
    __class_getitem__ = classmethod(types.GenericAlias)

    def _fit_key(self, key):
        return fit(key, self.get_key_type())

    def insert(self, key, value, cost=0):
        return super().insert(self._fit_key(key), value, cost)

    def lookup(self, key):
        return super().lookup(self._fit_key(key))

    def contains(self, key):
        return super().contains(self._fit_key(key))

    def remove(self, key):
        return super().remove(self._fit_key(key))

    def get_or_insert(self, key, factory, *user_data):
        """Raises what the factory raises."""
        # It gives the value and its cost.
        relay = Relay(factory, (None, 0))
        value = super().get_or_insert(self._fit_key(key), relay, *user_data)
        relay.finish()
        return value

    def get_or_load_async(self, key, load, cancellable=None, callback=None, *user_data):
        """What the load function raises is for all who wait. They would wait for ever:
        the traceback holds the task."""

        def load_or_fail(task, key, cancellable):
            try:
                load(task, key, cancellable)
            except GLib.Error as error:
                task.return_error(error)
            except Exception as error:
                task.return_error(GLib.Error.new_literal(Gio.io_error_quark(), repr(error), Gio.IOErrorEnum.FAILED))
                report(error, load)

        super().get_or_load_async(self._fit_key(key), load_or_fail, cancellable, callback, *user_data)
