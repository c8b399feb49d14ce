# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Caches whose factories and loads can raise."""

from gi.repository import Gio, GLib

from ._callbacks import Relay, report
from ._overriding import introspected, override


@override
class Cache(introspected.Cache):
    def get_or_insert(self, key, factory):
        """Raises what the factory raises."""
        # It gives the value and its cost.
        relay = Relay(factory, (None, 0))
        value = super().get_or_insert(key, relay)
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

        super().get_or_load_async(key, load_or_fail, cancellable, callback, *user_data)
