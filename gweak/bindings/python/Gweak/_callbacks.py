# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Callbacks of users, as C calls them."""

import functools
import sys
import threading
import types
import weakref

from gi.repository import GObject

# Of the object itself, whatever a class makes of __hash__().
address_of = GObject.Object.__hash__


@functools.lru_cache(maxsize=None)
def _hook_arguments():
    """The type of what sys.unraisablehook() takes; it has no name that could be imported."""

    class Mortal:
        pass

    def fail(ref):
        raise RuntimeError

    def hook(arguments):
        if arguments.object is fail:
            seen.append(type(arguments))
        else:
            previous(arguments)

    seen = []
    mortal = Mortal()
    ref = weakref.ref(mortal, fail)
    previous, sys.unraisablehook = sys.unraisablehook, hook
    try:
        del mortal
    finally:
        sys.unraisablehook = previous
    del ref
    return seen[0]


def report(error, where):
    """As Python does with what is raised where nobody can catch it. PyGObject would call
    sys.excepthook(), whose traceback keeps the arguments alive."""
    sys.unraisablehook(_hook_arguments()((type(error), error, error.__traceback__, None, where)))


def to_closure(action):
    """PyGObject makes closures of functions for arguments, but not for properties."""
    closure = GObject.Closure.ref(action)
    # PyGObject holds by itself what ref() returned.
    closure.unref()
    return closure


class Callback:
    """What a closure calls. GObject's other callbacks do not suffer from what it raises."""

    __slots__ = ("func", "args", "kwargs", "__weakref__")

    def __init__(self, func, args=(), kwargs=None):
        if not callable(func):
            raise TypeError(f"{func!r} is not callable")
        self.func, self.args, self.kwargs = func, args, kwargs or {}

    def __call__(self, *given):
        try:
            self.func(*given, *self.args, **self.kwargs)
        except BaseException as error:  # pylint: disable=broad-except
            report(error, self.func)


class ActionOfFinalizer(Callback):
    """Gives its result to the thread that runs it by hand."""

    __slots__ = ("_by_hand",)

    def __init__(self, func, args, kwargs):
        super().__init__(func, args, kwargs)
        self._by_hand = {}

    def __call__(self):
        result = self._by_hand.get(threading.get_ident())
        if result is None:
            super().__call__()
            return
        try:
            result.append((self.func(*self.args, **self.kwargs), None))
        except BaseException as error:  # pylint: disable=broad-except
            result.append((None, error))

    def run(self, run):
        """What it returns or raises, if `run` is what makes it run."""
        result = self._by_hand[threading.get_ident()] = []
        try:
            run()
        finally:
            del self._by_hand[threading.get_ident()]
        if not result:
            return None
        value, error = result.pop()
        if error is not None:
            raise error
        return value


class Relay:
    """Brings what a callback raises to who called the function that calls it. Once it did,
    it is not called again."""

    __slots__ = ("_func", "_default", "_error")

    def __init__(self, func, default=None):
        if not callable(func):
            raise TypeError(f"{func!r} is not callable")
        self._func, self._default, self._error = func, default, None

    def __call__(self, *args):
        if self._error is None:
            try:
                return self._func(*args)
            except BaseException as error:  # pylint: disable=broad-except
                self._error = error
        return self._default

    @property
    def raised(self):
        return self._error is not None

    def finish(self):
        if self._error is not None:
            error, self._error = self._error, None
            raise error


class Register:
    """Finds the callback of an object of gweak. That holds it by its closure, and by nothing
    else: the address is free when the object is."""

    def __init__(self):
        self._callbacks = weakref.WeakValueDictionary()

    def add(self, owner, callback):
        self._callbacks[address_of(owner)] = callback

    def find(self, owner):
        return self._callbacks.get(address_of(owner))


def _parts(thing):
    """What a callable holds that can be seen."""
    if isinstance(thing, types.MethodType):
        return [thing.__self__, thing.__func__]
    if isinstance(thing, functools.partial):
        return [thing.func, *thing.args, *thing.keywords.values()]
    if isinstance(thing, types.FunctionType):
        cells = [_cell_contents(cell) for cell in thing.__closure__ or ()]
        return [*cells, *(thing.__defaults__ or ()), *(thing.__kwdefaults__ or {}).values()]
    return [getattr(thing, "__self__", None)]


def _cell_contents(cell):
    try:
        return cell.cell_contents
    except ValueError:
        # A name that was not assigned yet, or not any more.
        return None


_CALLABLES = (types.MethodType, types.FunctionType, types.BuiltinMethodType, functools.partial)


def holds(thing, referent):
    """Whether a callable would keep an object alive: by its functions, their variables and
    its arguments, as far as they are callables themselves."""
    seen, left = set(), [thing]
    while left:
        thing = left.pop()
        if thing is referent:
            return True
        if isinstance(thing, _CALLABLES) and id(thing) not in seen:
            seen.add(id(thing))
            left.extend(_parts(thing))
    return False
