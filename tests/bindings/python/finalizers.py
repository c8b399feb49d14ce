# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What weakref.finalize does, done by finalizers of gweak."""

import functools
import gc
import sys
import threading
import unittest

import gi

gi.require_version("Gweak", "1")
gi.require_version("GweakProbe", "1")
from gi.repository import Gio, GLib, GObject, Gweak, GweakProbe

import tap


class Named(GObject.Object):
    def __init__(self, name="a name"):
        super().__init__()
        self.name = name

    def method(self):
        pass

    def __call__(self):
        pass


def add(x, y, z=0):
    return x + y + z


class FinalizerTest(unittest.TestCase):
    def setUp(self):
        gc.collect()
        gc.disable()
        self.addCleanup(gc.enable)
        self.log = []

    def note(self, *args, **kwargs):
        self.log.append((args, kwargs))
        return "noted"

    def test_call(self):
        """called, it runs once and gives the result"""
        o = Named()
        f = Gweak.Finalizer(o, add, 67, 23, z=10)
        self.assertTrue(f.alive)
        self.assertEqual(f(), 100)
        self.assertFalse(f.alive)
        self.assertEqual([f(), f.peek(), f.detach(), f.run()], [None, None, None, False])

    def test_call_raises(self):
        """called, it raises what the function raises; run, it tells the hook"""
        caught = []
        sys.unraisablehook = lambda args: caught.append(args.exc_type)
        o = Named()
        f = Gweak.Finalizer(o, lambda: 1 / 0)
        self.assertRaises(ZeroDivisionError, f)
        self.assertIsNone(f())
        self.assertEqual(caught, [])
        self.assertTrue(Gweak.Finalizer(o, lambda: 1 / 0).run())
        self.assertEqual(caught, [ZeroDivisionError])

    def test_call_in_threads(self):
        """called in many threads, it runs in one, which gets the result"""
        o = Named()
        f = Gweak.Finalizer(o, self.note)
        results, barrier = [], threading.Barrier(4)

        def call():
            barrier.wait()
            results.append(f())

        threads = [threading.Thread(target=call) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(map(str, results)), ["None"] * 3 + ["noted"])
        self.assertEqual(len(self.log), 1)

    def test_peek(self):
        """peeked at, it tells the referent, the function and its arguments"""
        o = Named()
        f = Gweak.Finalizer(o, add, 1, y=2, z=3)
        self.assertEqual(f.peek(), (o, add, (1,), {"y": 2, "z": 3}))
        self.assertEqual(f.peek(), (o, add, (1,), {"y": 2, "z": 3}))
        self.assertEqual(Gweak.Finalizer.new(o, add, 1, 2).peek(), (o, add, (1, 2), {}))
        for f in (Gweak.Finalizer(o, dict), Gweak.Finalizer.new_closure(o, dict),
                  Gweak.Finalizer.new_full(o, Gweak.Moment.DIED, None, dict)):
            self.assertEqual(f.peek(), (o, dict, (), {}))

    def test_detach(self):
        """detached, it tells the same, and does not run"""
        o = Named()
        f = Gweak.Finalizer(o, self.note, 1, y=2)
        self.assertEqual(f.detach(), (o, self.note, (1,), {"y": 2}))
        self.assertEqual([f.alive, f(), f.peek(), f.detach()], [False, None, None, None])
        del o
        self.assertEqual(self.log, [])

    def test_keywords(self):
        """keywords are for the function, but for the finalizer's properties"""
        o = Named()
        f = Gweak.Finalizer(o, self.note, 1, k=2, moment=Gweak.Moment.DIED, at_exit=False, deferred=True)
        self.assertEqual((f.get_moment(), f.atexit, f.props.deferred), (Gweak.Moment.DIED, False, True))
        elsewhere = Gweak.Finalizer(o, self.note, main_context=GLib.MainContext.new())
        self.assertIsNotNone(elsewhere.props.main_context)
        elsewhere.detach()
        Gweak.Finalizer(o, functools.partial(self.note, moment=1), toggle=False)
        self.assertTrue(f())
        del o
        self.assertEqual(self.log, [((1,), {"k": 2}), ((), {"moment": 1})])

    def test_atexit(self):
        """atexit can be read and written"""
        o = Named()
        f = Gweak.Finalizer(o, self.note)
        self.assertTrue(f.atexit and f.get_at_exit())
        f.atexit = False
        self.assertFalse(f.atexit or f.props.at_exit)
        f.atexit = 1
        self.assertIs(f.atexit, True)
        f.detach()
        self.assertFalse(f.atexit)

    def test_any_callable(self):
        """the function can be any callable, also one without name or weak references"""
        class Slotted:
            __slots__ = ()

            def __call__(self, log):
                log.append("slotted")

        for func in (Slotted(), list.append, functools.partial(list.append), lambda log, *rest: log.append("a function")):
            o = Named()
            Gweak.Finalizer(o, func, self.log, *(["an item"] if func is list.append or hasattr(func, "func") else []))
            del o
        self.assertEqual(self.log, ["slotted", "an item", "an item", "a function"])

    def test_raise(self):
        """what an action raises is unraisable, and stops no other"""
        def fail(*args):
            raise ValueError(*args)

        caught = []
        sys.unraisablehook = lambda args: caught.append((args.exc_type, args.exc_value.args, args.object))
        o = Named()
        Gweak.Finalizer(o, self.note, "older")
        Gweak.Finalizer(o, fail, "argument")
        Gweak.Finalizer(o, self.note, "newer")
        del o
        self.assertEqual(caught, [(ValueError, ("argument",), fail)])
        self.assertEqual(self.log, [(("newer",), {}), (("older",), {})])

    def test_refuses_referent(self):
        """a function or argument that is the referent, or holds it, is a ValueError"""
        def make_closure():
            def inner():
                return o
            return inner

        def make_outer():
            inner = make_closure()
            return lambda: inner()

        def with_default(x=None):
            pass

        o = Named()
        with_default.__defaults__ = (o,)
        with_keyword = lambda *, x=None: None
        with_keyword.__kwdefaults__ = {"x": o}
        wrongs = [
            (o,), (o.method,), (print, o), (print, 1, o), (print, o.method), (make_closure(),), (make_outer(),),
            (with_default,), (with_keyword,), (functools.partial(print, o),), (functools.partial(print, end=o),),
            (functools.partial(o.method),), (print, make_closure()), (o.connect,),
        ]
        for wrong in wrongs:
            with self.assertRaises(ValueError, msg=wrong):
                Gweak.Finalizer(o, *wrong)
            with self.assertRaises(ValueError, msg=wrong):
                Gweak.Finalizer.new(o, *wrong)
            self.assertRaises(ValueError, Gweak.Finalizer, o, print, k=wrong[-1])
        for make in (Gweak.Finalizer.new_closure, lambda o, closure: Gweak.Finalizer.new_full(o, Gweak.Moment.DIED, None, closure)):
            self.assertRaises(ValueError, make, o, make_closure())
        self.assertEqual(Gweak.count_references(o), 0)

    def test_recursive_function(self):
        """functions that know themselves, or something that is not there yet, are looked through"""
        def recursive(n):
            return recursive(n - 1) if n and later else self.log.append("ran")

        o = Named()
        Gweak.Finalizer(o, recursive, 2)
        later = True
        del o
        self.assertEqual(self.log, ["ran"])

    def test_wrong_types(self):
        """what is no GObject, or cannot be called, is a TypeError"""
        o = Named()
        for wrong in ((5, print), ("text", print), (o, 5), (o, None, 1)):
            self.assertRaises(TypeError, Gweak.Finalizer, *wrong)
        self.assertRaises(TypeError, Gweak.Finalizer, o, print, moment="no moment")
        self.assertEqual(Gweak.count_references(o), 0)

    def test_closure(self):
        """a closure of GObject runs too, and peek knows nothing of it"""
        o = Named()
        closure = GObject.Closure.ref(lambda: self.log.append("ran"))
        f = Gweak.Finalizer(o, closure)
        self.assertEqual(f.peek(), (o, None, (), {}))
        self.assertRaises(TypeError, Gweak.Finalizer, o, closure, 1)
        self.assertIsNone(f())
        self.assertEqual(self.log, ["ran"])

    def test_many(self):
        """the actions of many do not mix, also when their addresses are used again"""
        for _ in range(20):
            objects = [Named() for _ in range(20)]
            finalizers = [Gweak.Finalizer(o, self.note, n) for n, o in enumerate(objects)]
            for n, f in enumerate(finalizers):
                self.assertEqual(f.peek()[2], (n,))
            o = f = None
            for f in finalizers[::2]:
                f.detach()
            del objects, finalizers, f
            self.assertEqual(len(self.log), 10)
            self.log.clear()

    def test_cycle(self):
        """an object in a cycle with its finalizer is finalized by the collector"""
        o = Named()
        o.me = o
        o.finalizer = Gweak.Finalizer(o, self.note, "ran")
        probe = GweakProbe.add(o)
        del o
        for _ in range(5):
            gc.collect()
        self.assertTrue(GweakProbe.is_finalized(probe))
        self.assertEqual(self.log, [(("ran",), {})])

    def test_self_reference(self):
        """an action can know its finalizer, without a leak"""
        class Held:
            pass

        o, held = Named(), Held()
        count = sys.getrefcount(held)
        box = []
        box.append(Gweak.Finalizer(o, lambda: (box, held)))
        del o
        self.assertFalse(box[0].alive)
        box.clear()
        self.assertEqual(sys.getrefcount(held), count)

    def test_outlived(self):
        """a finalizer means the object, not its wrapper"""
        holder = Gio.ListStore.new(Gio.SimpleAction)
        holder.append(Gio.SimpleAction(name="an-object"))
        Gweak.Finalizer(holder[0], self.note)
        self.assertEqual(self.log, [])
        holder.remove_all()
        self.assertEqual(self.log, [((), {})])


tap.main()
