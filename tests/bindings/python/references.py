# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What weakref.ref and weakref.proxy do, done by references and proxies of gweak."""

import asyncio
import gc
import operator
import sys
import threading
import unittest

import gi

gi.require_version("Gweak", "1")
gi.require_version("GweakProbe", "1")
from gi.repository import Gio, GLib, GObject, Gweak, GweakProbe

import tap


class Named(GObject.Object):
    """With state of its own; some classes below add special methods."""

    def __init__(self, name="a name"):
        super().__init__()
        self.name = name


class Number(Named):
    def __init__(self, value):
        super().__init__()
        self.value = value


def value_of(other):
    return getattr(other, "value", other)


for name in ("add", "and", "floordiv", "lshift", "mod", "mul", "or", "pow", "rshift", "sub", "truediv", "xor"):
    function = getattr(operator, f"__{name}__")
    setattr(Number, f"__{name}__", lambda self, other, f=function: f(self.value, value_of(other)))
    setattr(Number, f"__r{name}__", lambda self, other, f=function: f(value_of(other), self.value))
for name in ("abs", "index", "invert", "neg", "pos"):
    setattr(Number, f"__{name}__", lambda self, f=getattr(operator, f"__{name}__"): f(self.value))
Number.__int__ = Number.__index__
Number.__float__ = lambda self: float(self.value)
Number.__bool__ = lambda self: bool(self.value)
Number.__divmod__ = lambda self, other: divmod(self.value, value_of(other))
Number.__rdivmod__ = lambda self, other: divmod(value_of(other), self.value)
Number.__lt__ = lambda self, other: self.value < value_of(other)


class Box(Named):
    def __init__(self, *content):
        super().__init__()
        self.content = list(content)

    def __len__(self):
        return len(self.content)

    def __contains__(self, item):
        return item in self.content

    def __iter__(self):
        return iter(self.content)

    def __reversed__(self):
        return reversed(self.content)

    def __getitem__(self, key):
        return self.content[key]

    def __setitem__(self, key, item):
        self.content[key] = item

    def __delitem__(self, key):
        del self.content[key]

    def __iadd__(self, other):
        self.content += other
        return self

    def __matmul__(self, other):
        return (self, other)

    def __bytes__(self):
        return bytes(self.content)

    def __str__(self):
        return "a box"


class Called(Named):
    def __call__(self, *args, **kwargs):
        return self.name, args, kwargs


class Tests(unittest.TestCase):
    def setUp(self):
        gc.collect()
        gc.disable()
        self.addCleanup(gc.enable)

    def catch_unraisable(self):
        caught = []
        sys.unraisablehook = lambda args: caught.append((args.exc_type, args.object))
        return caught


class ReferenceTest(Tests):
    def test_callback_attribute(self):
        """a callback can be asked for while the referent lives"""
        o = Named()
        self.assertIs(Gweak.WeakRef(o, print).__callback__, print)
        self.assertIs(Gweak.WeakRef.new_with_callback(o, print, "data").__callback__, print)
        self.assertIsNone(Gweak.WeakRef(o).__callback__)
        ref = Gweak.WeakRef(o, ignore)
        self.assertTrue(ref.alive)
        del o
        self.assertIsNone(ref.__callback__)
        self.assertFalse(ref.alive)
        with self.assertRaises(AttributeError):
            ref.__callback__ = ignore

    def test_callback_released(self):
        """a callback lives as long as its reference"""
        class Callback:
            def __call__(self, ref):
                pass

        o, callback = Named(), Callback()
        count = sys.getrefcount(callback)
        refs = [Gweak.WeakRef(o, callback), Gweak.WeakRef.new_with_callback(o, callback)]
        self.assertGreater(sys.getrefcount(callback), count)
        del refs
        self.assertEqual(sys.getrefcount(callback), count)

    def test_bad_callback(self):
        """what cannot be called is a TypeError at once"""
        o = Named()
        self.assertRaises(TypeError, Gweak.WeakRef, o, "no callback")
        self.assertRaises(TypeError, Gweak.WeakRef.new_with_callback, o, 5)
        self.assertRaises(TypeError, Gweak.proxy, o, "no callback")
        self.assertRaises(TypeError, Gweak.WeakRef, o, unknown=5)
        self.assertRaises(TypeError, Gweak.WeakRef, [])
        self.assertEqual(Gweak.count_references(o), 0)

    def test_order(self):
        """callbacks are called newest first, of references that live"""
        log = []
        o = Named()
        refs = [Gweak.WeakRef(o, lambda ref, n=n: log.append(n)) for n in range(4)]
        del refs[2], o
        self.assertEqual(log, [3, 1, 0])
        self.assertEqual([ref() for ref in refs], [None] * 3)

    def test_callback_sees_others_dead(self):
        """every reference is dead in the first callback, which gets its own"""
        log = []
        o = Named()
        refs = [Gweak.WeakRef(o, lambda ref: log.append((ref is refs[-1], [other() for other in refs]))) for n in range(2)]
        del o
        self.assertEqual(log, [(True, [None, None]), (False, [None, None])])

    def test_raise(self):
        """what a callback raises is unraisable, and stops no other"""
        def fail(ref):
            raise KeyboardInterrupt

        caught, log = self.catch_unraisable(), []
        o = Named()
        refs = [Gweak.WeakRef(o, log.append), Gweak.WeakRef(o, fail), Gweak.WeakRef.new_with_callback(o, fail)]
        ref_to_o = Gweak.WeakRef(o)
        del o
        self.assertEqual(caught, [(KeyboardInterrupt, fail)] * 2)
        self.assertEqual(log, [refs[0]])
        self.assertFalse(ref_to_o.alive or hasattr(sys, "last_traceback"))

    def test_as_keys(self):
        """references are keys by their referent, and are found when it is dead"""
        a, b = Named(), Named()
        table = {Gweak.WeakRef(a): "a", Gweak.WeakRef(b): "b"}
        self.assertEqual(table[Gweak.WeakRef.get_shared(a)], "a")
        ref_a, = (ref for ref in table if ref() is a)
        new = Gweak.WeakRef(a)
        del a
        self.assertEqual(table[ref_a], "a")
        self.assertNotIn(new, table)
        self.assertNotEqual(ref_a, new)

    def test_equal_referents(self):
        """references mean the object, also where a class compares by value"""
        class Valued(Named):
            def __eq__(self, other):
                return self.name == other.name

            def __hash__(self):
                return hash(self.name)

        a, b = Valued(), Valued()
        self.assertEqual(a, b)
        self.assertNotEqual(Gweak.WeakRef(a), Gweak.WeakRef(b))
        self.assertEqual(len({Gweak.WeakRef(a), Gweak.WeakRef(b)}), 2)

    def test_subclass(self):
        """a subclass carries state, slots and methods, and shares nothing"""
        class Labelled(Gweak.WeakRef):
            def __init__(self, referent, callback=None, label=None):
                super().__init__(referent, callback)
                self.label = label

            def __call__(self):
                referent = super().__call__()
                return (self.label, referent) if referent else None

        log = []
        o = Named()
        ref = Labelled(o, lambda ref: log.append(ref.label), label="some")
        self.assertEqual(ref(), ("some", o))
        self.assertIsInstance(ref, Gweak.WeakRef)
        self.assertEqual(ref, Gweak.WeakRef(o))
        self.assertIsNot(Gweak.WeakRef.get_shared(o), ref)
        self.assertIs(Gweak.list_references(o)[-1], ref)
        self.assertIn("abelled", repr(ref))
        del o
        self.assertEqual((log, ref()), (["some"], None))

    def test_subclass_cycle(self):
        """a subclass in a cycle with its referent is collected with it"""
        class Cyclic(Gweak.WeakRef):
            pass

        o = Named()
        o.ref = Cyclic(o, ignore)
        o.ref.me = o.ref
        o.ref.o = o
        probes = GweakProbe.add(o), GweakProbe.add(o.ref)
        del o
        for _ in range(5):
            gc.collect()
        self.assertTrue(all(map(GweakProbe.is_finalized, probes)))

    def test_names_of_weakref(self):
        """the names of the module weakref are there"""
        o = Named()
        ref = Gweak.ref(o)
        self.assertIs(Gweak.ReferenceType, Gweak.WeakRef)
        self.assertIs(type(ref), Gweak.ReferenceType)
        self.assertEqual((Gweak.getweakrefcount(o), Gweak.getweakrefs(o)), (1, [ref]))
        self.assertIs(Gweak.finalize, Gweak.Finalizer)
        self.assertIs(type(Gweak.proxy(o)), Gweak.ProxyType)


def ignore(*args):
    pass


class ProxyTest(Tests):
    def test_attributes(self):
        """attributes, methods and properties are those of the object"""
        o = Gio.SimpleAction(name="an-object")
        p = Gweak.proxy(o)
        self.assertEqual((p.get_name(), p.props.name), ("an-object", "an-object"))
        p.attribute = "some"
        self.assertEqual((o.attribute, p.attribute), ("some", "some"))
        del p.attribute
        self.assertFalse(hasattr(o, "attribute"))
        p.props.enabled = False
        self.assertFalse(o.get_enabled())
        self.assertEqual(dir(p), dir(o))
        with self.assertRaises(AttributeError):
            p.unknown

    def test_dead(self):
        """what is asked of a proxy of a dead object is a ReferenceError"""
        class Everything(Number, Box, Called):
            def __init__(self):
                GObject.Object.__init__(self)

        o = Everything()
        p = Gweak.proxy(o)
        del o
        asks = [lambda: p.name, lambda: setattr(p, "name", 1), lambda: delattr(p, "name"), lambda: dir(p), lambda: str(p),
                lambda: bool(p), lambda: len(p), lambda: iter(p), lambda: next(p), lambda: p[0], lambda: 1 in p, lambda: p + 1,
                lambda: 1 + p, lambda: p == 1, lambda: p < 1, lambda: -p, lambda: int(p), lambda: p(), lambda: bytes(p),
                lambda: operator.iadd(p, 1), lambda: reversed(p), lambda: pow(p, 2), lambda: p.__class__]
        for number, ask in enumerate(asks):
            with self.assertRaises(ReferenceError, msg=number):
                ask()
        self.assertRegex(repr(p), "^<weakproxy at 0x[0-9a-f]+ to NoneType at 0x[0-9a-f]+>$")

    def test_repr(self):
        """a proxy describes itself, and as text is the object"""
        o = Box()
        p = Gweak.proxy(o)
        self.assertEqual(repr(p), "<weakproxy at {:#x} to Box at {:#x}>".format(id(p), id(o)))
        self.assertEqual(str(p), "a box")

    def test_type(self):
        """a proxy passes for an instance of the class, and is none"""
        o = Box()
        p = Gweak.proxy(o)
        self.assertIsInstance(p, Box)
        self.assertIs(p.__class__, Box)
        self.assertIs(type(p), Gweak.ProxyType)
        self.assertRaises(TypeError, Gio.ListStore.new(Box).append, p)
        self.assertRaises(TypeError, Gweak.ProxyType)

    def test_hash(self):
        """a proxy is not hashable"""
        o = Named()
        self.assertRaises(TypeError, hash, Gweak.proxy(o))

    def test_call(self):
        """a proxy of what can be called can be called"""
        o = Called()
        p = Gweak.proxy(o)
        self.assertIs(type(p), Gweak.CallableProxyType)
        self.assertEqual(p(1, k=2), ("a name", (1,), {"k": 2}))
        self.assertTrue(callable(p))
        o = Named()
        self.assertFalse(callable(Gweak.proxy(o)))

    def test_numbers(self):
        """operators of numbers reach the object from both sides, and through two proxies"""
        n, m = Number(13), Number(3)
        p, q = Gweak.proxy(n), Gweak.proxy(m)
        for name in ("add", "and", "floordiv", "lshift", "mod", "mul", "or", "pow", "rshift", "sub", "truediv", "xor"):
            function = getattr(operator, f"__{name}__")
            self.assertEqual([function(p, 3), function(13, q), function(p, q), function(n, q)], [function(13, 3)] * 4, name)
        self.assertEqual([divmod(p, 3), divmod(13, q), divmod(p, q)], [(4, 1)] * 3)
        self.assertEqual([abs(p), -p, +p, ~p, int(p), float(p), operator.index(p), bool(p)], [13, -13, 13, ~13, 13, 13.0, 13, True])
        self.assertFalse(Gweak.proxy(number := Number(0)))
        self.assertTrue(q < p and q < 5 and number.value == 0)

    def test_containers(self):
        """what is done with containers is done with the object"""
        o = Box(1, 2, 3)
        p = Gweak.proxy(o)
        p[0] = 5
        del p[1]
        self.assertEqual((list(p), len(p), p[0], p[-1], 5 in p, 2 in p, list(reversed(p)), bytes(p)),
                         ([5, 3], 2, 5, 3, True, False, [3, 5], bytes([5, 3])))
        self.assertIs((p @ 1)[0], o)
        p += [7]
        # As in the module weakref: the object's own method returned that.
        self.assertIs(p, o)
        self.assertEqual(o.content, [5, 3, 7])

    def test_next(self):
        """a proxy of an iterator is one"""
        class Counting(Named):
            n = 0

            def __iter__(self):
                return self

            def __next__(self):
                if self.n == 3:
                    raise StopIteration
                self.n += 1
                return self.n

        o = Counting()
        self.assertEqual(list(Gweak.proxy(o)), [1, 2, 3])

    def test_equality(self):
        """proxies are equal as their objects are"""
        o, other = Named(), Named()
        self.assertTrue(Gweak.proxy(o) == Gweak.proxy(o) and Gweak.proxy(o) == o)
        self.assertTrue(Gweak.proxy(o) != Gweak.proxy(other))

    def test_callback(self):
        """a callback gets the proxy, if there still is one"""
        seen = []
        o = Named()
        kept, dropped = Gweak.proxy(o, lambda p: seen.append(id(p))), Gweak.proxy(o, lambda p: seen.append("dropped"))
        del dropped, o
        self.assertEqual(seen, [id(kept)])

    def test_callback_raises(self):
        """what the callback of a proxy raises is unraisable"""
        def fail(p):
            raise ValueError

        caught = self.catch_unraisable()
        o = Named()
        p = Gweak.proxy(o, fail)
        del o
        self.assertEqual(caught, [(ValueError, fail)])
        self.assertRaises(ReferenceError, bool, p)

    def test_shared(self):
        """an object has one proxy without a callback"""
        o, called = Named(), Called()
        p = Gweak.proxy(o)
        self.assertIs(Gweak.proxy(o), p)
        self.assertIsNot(Gweak.proxy(o, ignore), p)
        self.assertIsNot(Gweak.proxy(called), p)
        # One of a dead object is not given for another one at its place.
        for _ in range(100):
            del o
            o = Named()
            self.assertIs(Gweak.proxy(o).__class__, Named)
            self.assertRaises(ReferenceError, bool, p)

    def test_run_dispose(self):
        """an object that was disposed of gets a new proxy"""
        o = Named()
        p = Gweak.proxy(o)
        o.run_dispose()
        self.assertRaises(ReferenceError, lambda: p.name)
        self.assertEqual(Gweak.proxy(o).name, "a name")

    def test_outlived(self):
        """a proxy means the object, not its wrapper"""
        holder = Gio.ListStore.new(Gio.SimpleAction)
        holder.append(Gio.SimpleAction(name="an-object"))
        p = Gweak.proxy(holder[0])
        self.assertEqual(p.get_name(), "an-object")
        holder.remove_all()
        self.assertRaises(ReferenceError, lambda: p.get_name())

    def test_signals(self):
        """signals are connected through a proxy to the object"""
        log = []
        o = Gio.SimpleAction(name="an-object")
        Gweak.proxy(o).connect("notify::enabled", lambda action, spec: log.append(action is o))
        o.set_enabled(False)
        self.assertEqual(log, [True])

    def test_cycle(self):
        """an object with proxies in a cycle is collected"""
        o = Named()
        o.me = o
        o.proxies = [Gweak.proxy(o), Gweak.proxy(o, ignore)]
        probe = GweakProbe.add(o)
        del o
        for _ in range(5):
            gc.collect()
        self.assertTrue(GweakProbe.is_finalized(probe))

    def test_wrong_type(self):
        """only a GObject has proxies"""
        for wrong in (5, "text", None, [], object()):
            self.assertRaises(TypeError, Gweak.proxy, wrong)


class WaitTest(Tests):
    def run_waiting(self, ref, act):
        """Waits for a death, while `act` is called by the loop; what it printed, so to say."""
        log = []

        async def wait():
            try:
                await ref.wait()
                log.append("died")
            except GLib.Error as error:
                self.assertTrue(error.matches(Gweak.error_quark(), Gweak.Error.DEAD))
                log.append("cleared")
            except asyncio.CancelledError:
                log.append("cancelled")

        async def main():
            task = asyncio.create_task(wait())
            await asyncio.sleep(0)
            log.append("waits")
            act(task)
            await task

        asyncio.run(main())
        return log

    def test_death(self):
        """a coroutine waits for a death, of a deferred reference too"""
        for properties in ({}, {"deferred": True}, {"main_context": GLib.MainContext.new()}):
            box = [Named()]
            ref = Gweak.WeakRef(box[0], **properties)
            self.assertEqual(self.run_waiting(ref, lambda task: box.clear()), ["waits", "died"])

    def test_finalizer(self):
        """any reference can be awaited"""
        log = []
        box = [Named()]
        finalizer = Gweak.Finalizer(box[0], log.append, "ran")
        self.assertEqual(self.run_waiting(finalizer, lambda task: box.clear()), ["waits", "died"])
        self.assertEqual(log, ["ran"])

    def test_dead(self):
        """who waits for what is dead goes on at once"""
        asyncio.run(Gweak.WeakRef(Named()).wait())
        asyncio.run(Gweak.WeakRef().wait())

    def test_thread(self):
        """a death in another thread ends the wait in the loop's"""
        box = [Named()]
        ref = Gweak.WeakRef(box[0])

        def drop(task):
            thread = threading.Thread(target=box.clear)
            thread.start()
            thread.join()

        self.assertEqual(self.run_waiting(ref, drop), ["waits", "died"])

    def test_cleared(self):
        """a wait for a reference that is cleared is an error"""
        o = Named()
        ref = Gweak.WeakRef(o)
        self.assertEqual(self.run_waiting(ref, lambda task: ref.clear()), ["waits", "cleared"])

    def test_cancelled(self):
        """a wait that is cancelled leaves nothing behind, and keeps nothing"""
        o = Named()
        ref = Gweak.WeakRef(o)
        self.assertEqual(self.run_waiting(ref, lambda task: task.cancel()), ["waits", "cancelled"])
        gc.collect()
        self.assertEqual(Gweak.list_references(o), [ref])
        del o
        self.assertFalse(ref.alive)

    def test_closed_loop(self):
        """a death after the loop was closed bothers nobody"""
        async def start():
            coroutine = ref.wait()
            coroutine.send(None)
            return coroutine

        o = Named()
        ref = Gweak.WeakRef(o)
        coroutine = asyncio.run(start())
        del o
        self.assertFalse(ref.alive)
        coroutine.close()

    def test_many(self):
        """many wait for many"""
        async def main():
            objects = [Named() for _ in range(100)]
            tasks = [asyncio.create_task(Gweak.WeakRef(o).wait()) for o in objects]
            await asyncio.sleep(0)
            objects.clear()
            await asyncio.gather(*tasks)
            return len(tasks)

        self.assertEqual(asyncio.run(main()), 100)


tap.main()
