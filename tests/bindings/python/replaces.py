# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Scripts that use the module weakref do the same with gweak, except that references
mean the object, not its wrapper."""

import gc
import sys
import unittest
import weakref as weakref_module

import gi

gi.require_version("Gweak", "1")
from gi.repository import Gio, GObject, Gweak

import tap


class Plain:
    def __init__(self, name="a name"):
        self.name = name

    def method(self):
        return self.name


class Registered(GObject.Object):
    __gtype_name__ = "ReplacesRegistered"

    def __init__(self, name="a name"):
        super().__init__()
        self.name = name

    def method(self):
        return self.name


# Each gives what it saw, without naming an object.


def references(weakref, new, say):
    o = new()
    ref = weakref.ref(o, lambda ref: say("first", ref() is None))
    second = weakref.ref(o, lambda ref: say("second", ref is second))
    other = new()
    say(ref() is o, ref == second, ref != weakref.ref(other), hash(ref) == hash(second), ref in {second: 1})
    say(weakref.getweakrefcount(o), [each() is o for each in weakref.getweakrefs(o)], callable(ref.__callback__))
    say("to '" in repr(ref), "dead" in repr(ref), isinstance(ref, weakref.ReferenceType))
    del o
    say(ref(), ref == second, ref == ref, "dead" in repr(ref), ref.__callback__)


def cycles(weakref, new, say):
    o = new()
    o.me = o
    ref = weakref.ref(o, lambda ref: say("died"))
    # One of gweak waits until the memory is freed, after all callbacks.
    finalizer = weakref.finalize(o, "{} {key}".format, "finalized", key=1)
    del o
    say(ref() is None, finalizer.alive)
    gc.collect()
    say(ref() is None, finalizer.alive)


def raising(weakref, new, say):
    def fail(ref):
        raise ValueError("on purpose")

    o = new()
    refs = [weakref.ref(o, lambda ref: say("older")), weakref.ref(o, fail), weakref.ref(o, lambda ref: say("newer"))]
    del o
    say(len(refs))


def subclasses(weakref, new, say):
    class Named(weakref.ref):
        def __new__(cls, referent, callback=None, name=None):
            return super().__new__(cls, referent, callback) if weakref is weakref_module else super().__new__(cls)

        def __init__(self, referent, callback=None, name=None):
            super().__init__(referent, callback)
            self.name = name

    o = new()
    ref = Named(o, lambda ref: say(ref.name), "its name")
    say(ref() is o, ref.name, ref == weakref.ref(o))
    del o
    say(ref())


def proxies(weakref, new, say):
    o = new()
    proxy = weakref.proxy(o, lambda proxy: say("died"))
    say(proxy.name, proxy.method(), proxy.__class__ is type(o), isinstance(proxy, weakref.ProxyType))
    proxy.name = "another"
    proxy.more = "more"
    say(o.name, o.more, hasattr(proxy, "unknown"), dir(proxy) == dir(o))
    for ask in (lambda: hash(proxy), lambda: proxy.unknown, lambda: proxy()):
        try:
            say(ask())
        except (AttributeError, TypeError) as error:
            say(type(error).__name__)
    del o
    try:
        say(proxy.name)
    except ReferenceError as error:
        say(str(error))


def methods(weakref, new, say):
    o, other = new(), new()
    method = weakref.WeakMethod(o.method, lambda method: say("died", method()))
    same = weakref.WeakMethod(o.method)
    say(method() == o.method, method()(), method == same, hash(method) == hash(same), method == weakref.WeakMethod(other.method))
    for wrong in (5, len, type(o).method):
        try:
            say(weakref.WeakMethod(wrong))
        except TypeError:
            say("TypeError")
    del o
    say(method(), method == same, method == method)


def finalizers(weakref, new, say):
    o = new()
    one, two, three, four = (weakref.finalize(o, lambda *args, **kwargs: say(args, kwargs) or "result", n, key=n) for n in range(4))
    referent, func, args, kwargs = one.peek()
    say(referent is o, callable(func), args, kwargs, one.alive, one.atexit)
    one.atexit = False
    say(one.atexit, two(), two(), two.alive, two.peek(), two.detach())
    say(three.detach()[2:], three.alive, three())
    del o, referent
    say(one.alive, four.alive, four())


def key_dictionaries(weakref, new, say):
    objects = [new(str(n)) for n in range(4)]
    d = weakref.WeakKeyDictionary({o: [o.name] for o in objects})
    say(len(d), [key.name for key in d], list(d.values()), [(key.name, value) for key, value in d.items()])
    say(d[objects[0]], d.get(objects[1]), objects[2] in d, 5 in d, [ref() is o for ref, o in zip(d.keyrefs(), objects)])
    del objects[1]
    say(len(d), list(d.values()))
    other = new("other")
    say(d.setdefault(other, None), d.setdefault(other, 5), other in d, d.pop(other), d.pop(other, 6), d.popitem()[1])
    for act in (lambda: d[other], lambda: d.pop(other), lambda: d[5], lambda: d.update([5])):
        try:
            say(act())
        except (KeyError, TypeError) as error:
            say(type(error).__name__)
    merged = d | {other: 1}
    say(type(merged) is type(d), len(merged), len(d), d.copy() == d)
    walk = iter(d.items())
    next(walk)
    objects.clear()
    say(len(d) <= 1, len(list(walk)))
    del walk
    say(len(d), len(merged))


def value_dictionaries(weakref, new, say):
    objects = [new(str(n)) for n in range(4)]
    d = weakref.WeakValueDictionary({n: o for n, o in enumerate(objects)}, name=objects[0])
    say(len(d), list(d), [value.name for value in d.values()], [(key, value.name) for key, value in d.items()])
    say(d[0] is objects[0], d.get(9), "name" in d, [ref() is o for ref, o in zip(d.valuerefs(), objects)])
    del objects[1]
    say(len(d), list(d))
    other = new("other")
    say(d.setdefault(None, other) is other, d.pop(None) is other, d.pop(None, 6), d.popitem()[0])
    for act in (lambda: d[1], lambda: d.pop(1), lambda: d[[]], lambda: d.update({2: 5}), lambda: d.setdefault(9)):
        try:
            say(act())
        except (KeyError, TypeError) as error:
            say(type(error).__name__)
    merged = d | {(1, 2): other}
    say(type(merged) is type(d), len(merged), len(d), d.copy() == d)
    objects.clear()
    say(len(d), list(merged))


def sets(weakref, new, say):
    objects = [new(str(n)) for n in range(4)]
    one, two = weakref.WeakSet(objects[:3]), weakref.WeakSet(objects[1:])

    def names(items):
        return sorted(item.name for item in items)

    say(len(one), names(one), objects[0] in one, 5 in one, names(one & two), names(one | two), names(one - two), names(one ^ two))
    say(one <= two, one < one, one <= one, one == two, one == one.copy(), one.isdisjoint(two), one.issuperset(objects[:2]))
    one |= set(objects)
    one -= [objects[0]]
    say(names(one), one == two)
    for act in (lambda: one.remove(objects[0]), lambda: weakref.WeakSet().pop(), lambda: hash(one), lambda: one.add(5)):
        try:
            say(act())
        except (KeyError, TypeError) as error:
            say(type(error).__name__)
    one.discard(objects[0])
    walk = iter(one)
    next(walk)
    objects.clear()
    say(len(one) <= 1, len(two) <= 1)
    del walk
    say(len(one), len(two))


class ReplacesTest(unittest.TestCase):
    """Filled below: a test for each of these scripts."""

    def run_script(self, script, weakref, new):
        log = []

        def say(*things):
            log.append(things)

        sys.unraisablehook = lambda args: say(args.exc_type, str(args.exc_value))
        script(weakref, new, say)
        gc.collect()
        return log

    def test_wrapper(self):
        """a reference means the object, where weakref's means the wrapper"""
        holder = Gio.ListStore.new(Gio.SimpleAction)
        o = Gio.SimpleAction(name="an-object")
        holder.append(o)
        theirs = weakref_module.ref(o), weakref_module.WeakValueDictionary(o=o), weakref_module.WeakSet([o])
        ours = Gweak.ref(o), Gweak.WeakValueDictionary(o=o), Gweak.WeakSet([o])
        del o
        self.assertEqual((theirs[0](), len(theirs[1]), len(theirs[2])), (None, 0, 0))
        self.assertEqual((ours[0]().get_name(), len(ours[1]), len(ours[2])), ("an-object", 1, 1))
        holder.remove_all()
        self.assertEqual((ours[0](), len(ours[1]), len(ours[2])), (None, 0, 0))


def replaces_test(script):
    def test(self):
        expected = self.run_script(script, weakref_module, Plain)
        self.assertGreater(len(expected), 2)
        self.assertEqual(self.run_script(script, weakref_module, Registered), expected)
        self.assertEqual(self.run_script(script, Gweak, Registered), expected)

    test.__doc__ = "{} do the same with gweak".format(script.__name__.replace("_", " "))
    return test


for script_ in (references, cycles, raising, subclasses, proxies, methods, finalizers, key_dictionaries, value_dictionaries, sets):
    setattr(ReplacesTest, "test_" + script_.__name__, replaces_test(script_))

tap.main()
