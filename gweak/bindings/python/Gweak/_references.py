# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""References that read like those of the module weakref."""

import asyncio
import types

from gi.repository import GLib

from ._callbacks import Callback, Register
from ._overriding import introspected, override


@override
class Reference(introspected.Reference):
    """Compares and hashes like a weakref.ref to an object that compares by identity."""

    def __eq__(self, other):
        if not isinstance(other, Reference):
            return NotImplemented
        return self.equal(other)

    # The base class has its own, so Python does not derive it from __eq__().
    def __ne__(self, other):
        if not isinstance(other, Reference):
            return NotImplemented
        return not self.equal(other)

    def __hash__(self):
        return self.hash()

    def __repr__(self):
        return self.to_string()

    __class_getitem__ = classmethod(types.GenericAlias)

    @property
    def alive(self):
        return self.is_alive()

    async def wait(self):
        """Returns when the referent died, under asyncio's event loop, in whatever thread that
        happens and whether a GLib main loop runs or not. Raises Gweak.Error.DEAD if the
        reference is cleared before."""
        loop = asyncio.get_running_loop()
        future = loop.create_future()
        observer = None
        handler = self.connect("notify::alive", lambda ref, spec: _wake(loop, future))
        try:
            while self.is_alive() and not future.done():
                # Ours is told at once, where this one may be deferred.
                observer = WeakRef(self.dup_referent(), lambda ref: _wake(loop, future))
                # One that is dead already is of an object that just dies.
                await (future if observer.is_alive() else asyncio.sleep(0))
        finally:
            self.disconnect(handler)
        if observer is not None and observer.is_alive():
            raise GLib.Error.new_literal(introspected.error_quark(), "The reference was cleared", introspected.Error.DEAD)


def _wake(loop, future):
    try:
        loop.call_soon_threadsafe(_finish, future)
    except RuntimeError:
        # Nobody waits any more where the loop was closed.
        pass


def _finish(future):
    if not future.done():
        future.set_result(None)


# Only what was given here: a handler of ::died is a matter of GObject.
_callbacks = Register()


@override
class WeakRef(introspected.WeakRef):
    """WeakRef(referent=None, callback=None, **properties)

    The callback is called with the dead reference. Calling the reference gives
    the referent, or None.
    """

    def __init__(self, referent=None, callback=None, **properties):
        if callback is not None:
            callback = Callback(callback)
        super().__init__(referent=referent, **properties)
        if callback is not None:
            self.connect("died", callback)
            _callbacks.add(self, callback)

    def __call__(self):
        return self.get()

    @staticmethod
    def new_with_callback(object, callback, *user_data):
        callback = Callback(callback, user_data)
        ref = introspected.WeakRef.new_with_callback(object, callback)
        _callbacks.add(ref, callback)
        return ref

    @property
    def __callback__(self):
        callback = _callbacks.find(self) if self.is_alive() else None
        return callback.func if callback is not None else None
