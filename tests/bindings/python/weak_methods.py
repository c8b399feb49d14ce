# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What weakref.WeakMethod does, done by methods of gweak, and handlers that go with their
object."""

import gc
import sys
import threading
import types
import unittest

import gi

gi.require_version("Gweak", "1")
gi.require_version("GweakProbe", "1")
from gi.repository import Gio, GLib, GObject, Gweak, GweakProbe

import tap


class Source(GObject.Object):
    level = GObject.Property(type=int, default=0)

    @GObject.Signal(arg_types=(int,), return_type=int)
    def asked(self, number):
        return -1


class Target(GObject.Object):
    def __init__(self):
        super().__init__()
        self.log = []

    def note(self, *args):
        self.log.append(args)

    def double(self, source, number):
        self.log.append(number)
        return 2 * number

    def tick(self, *args):
        self.log.append("tick")
        return True

    def fail(self, *args):
        raise ValueError("on purpose")

    def __call__(self):
        pass


class Special(Target):
    def note(self, *args):
        super().note("special", *args)


def iterate():
    while GLib.MainContext.default().iteration(False):
        pass


class Tests(unittest.TestCase):
    def setUp(self):
        gc.collect()
        gc.disable()
        self.addCleanup(gc.enable)
        self.source, self.target = Source(), Target()

    def collect(self):
        for _ in range(5):
            gc.collect()


class MethodTest(Tests):
    def test_call(self):
        """called, it gives the bound method, or None"""
        method = Gweak.WeakMethod(self.target.note)
        self.assertEqual(method(), self.target.note)
        self.assertIs(type(method()), types.MethodType)
        method()(1, 2)
        self.assertEqual(self.target.log, [(1, 2)])
        self.assertTrue(method.alive and method.dup_referent() is self.target)
        self.target = None
        self.assertIsNone(method())
        self.assertFalse(method.alive)

    def test_inherited(self):
        """a method that a class has from another one is found"""
        target = Special()
        for bound in (target.note, target.double, super(Special, target).note):
            self.assertEqual(Gweak.WeakMethod(bound)(), bound)

    def test_equality(self):
        """methods are equal by object and function, and hash so; dead ones are themselves"""
        a, b = Gweak.WeakMethod(self.target.note), Gweak.WeakMethod(self.target.note)
        other_object, other_function = Gweak.WeakMethod(Target().note), Gweak.WeakMethod(self.target.double)
        kept = Target()
        others = [Gweak.WeakMethod(kept.note), other_object, other_function, Gweak.WeakRef(self.target)]
        self.assertTrue(a == b and not a != b and hash(a) == hash(b) and a.equal(b))
        for other in others:
            self.assertTrue(a != other and not a == other)
        self.assertEqual(len({a, b, *others}), 5)
        before = hash(a)
        self.target = None
        self.assertTrue(a == a and a != b)
        self.assertEqual(hash(a), before)

    def test_callback(self):
        """a callback gets the dead method"""
        log = []
        method = Gweak.WeakMethod(self.target.note, lambda method: log.append((method, method())))
        self.target = None
        self.assertEqual(log, [(method, None)])

    def test_callback_raises(self):
        """what the callback raises is unraisable"""
        def fail(method):
            raise ValueError

        caught = []
        sys.unraisablehook = lambda args: caught.append((args.exc_type, args.object))
        method = Gweak.WeakMethod(self.target.note, fail)
        self.target = None
        self.assertFalse(method.alive)
        self.assertEqual(caught, [(ValueError, fail)])

    def test_repr(self):
        """a method describes itself"""
        method = Gweak.WeakMethod(self.target.note)
        self.assertRegex(repr(method), r"^<GweakWeakMethod 0x[0-9a-f]+; to '[\w+]+' at 0x[0-9a-f]+>$")
        self.target = None
        self.assertRegex(repr(method), r"^<GweakWeakMethod 0x[0-9a-f]+; dead>$")

    def test_wrong_types(self):
        """what is no method of a GObject is a TypeError"""
        class Plain:
            def method(self):
                pass

        for wrong in (5, print, len, Target.note, Plain().method, Target, [].append, self.target, self.target.connect,
                      Gio.SimpleAction().get_name):
            self.assertRaises(TypeError, Gweak.WeakMethod, wrong)
        self.assertRaises(TypeError, Gweak.WeakMethod, self.target.note, "no callback")
        self.assertFalse(Gweak.WeakMethod().alive)
        self.assertIsNone(Gweak.WeakMethod()())
        self.assertEqual(Gweak.count_references(self.target), 0)

    def test_own_function(self):
        """a function that is bound to one object lives as long as that"""
        class Held:
            pass

        held = Held()
        count = sys.getrefcount(held)
        method = Gweak.WeakMethod(types.MethodType(lambda target, *args, held=held: target.note("own"), self.target))
        method()()
        self.assertEqual(self.target.log, [("own",)])
        method.attach(self.source, "notify::level")
        self.source.level = 1
        self.assertGreater(sys.getrefcount(held), count)
        self.target = None
        self.assertEqual(sys.getrefcount(held), count)
        self.assertIsNone(method())

    def test_made_elsewhere(self):
        """a method that is made of a closure has no function, also at the place of another"""
        for _ in range(20):
            Gweak.WeakMethod(self.target.note)
            closure = GObject.Closure.ref(lambda target, *args: target.note("closure", *args))
            other = Gweak.WeakMethod.new_closure(self.target, closure)
            self.assertIsNone(other())
            self.assertTrue(other.invoke(None, [GObject.Value(int, 5)]))
            self.assertEqual(self.target.log.pop(), ("closure", 5))
            del other

    def test_of_function(self):
        """a method is made of an object and a function, too"""
        method = Gweak.WeakMethod.new_closure(self.target, Target.note)
        self.assertTrue(method() == self.target.note and method == Gweak.WeakMethod(self.target.note))
        method = Gweak.WeakMethod.new_closure(self.target, lambda target, number: number + 1)
        self.assertEqual(method()(5), 6)
        self.assertRaises(TypeError, Gweak.WeakMethod.new_closure, self.target, 5)
        self.assertIsNone(Gweak.WeakMethod.new_closure(None, print)())

    def test_many_classes(self):
        """functions of classes are not kept"""
        class Mixin:
            pass

        def add(name):
            def method(self):
                pass

            method.__name__ = name
            setattr(Mixin, name, method)

        class Mixed(Mixin, Target):
            pass

        target = Mixed()
        add("method")
        method = Gweak.WeakMethod(target.method)
        self.assertEqual(method(), target.method)
        add("method")
        # As in the module weakref: what was replaced is gone.
        self.assertIsNone(method())
        self.assertTrue(method.invoke())

    def test_invoke(self):
        """invoke calls with GValues, and tells when the object is gone"""
        method = Gweak.WeakMethod(self.target.double)
        result = GObject.Value(int)
        self.assertTrue(method.invoke(result, [GObject.Value(Source, self.source), GObject.Value(int, 21)]))
        self.assertEqual(result.get_int(), 42)
        self.target = None
        self.assertFalse(method.invoke(result, [GObject.Value(Source, self.source), GObject.Value(int, 21)]))

    def test_properties(self):
        """the properties of references are there"""
        log = []
        method = Gweak.WeakMethod(self.target.note, lambda method: log.append("died"), deferred=True)
        self.target = None
        self.assertEqual((log, method()), ([], None))
        iterate()
        self.assertEqual(log, ["died"])

    def test_names(self):
        """a method keeps what it is in lists and sets of references"""
        method = Gweak.WeakMethod(self.target.note)
        listed, = Gweak.list_references(self.target)
        self.assertIs(listed, method)
        self.assertEqual(listed(), self.target.note)


class AttachTest(Tests):
    def attach(self, method, signal="notify::level", *flags):
        handler = Gweak.WeakMethod(method).attach(self.source, signal, *flags)
        self.assertGreater(handler, 0)
        return handler

    def test_handlers(self):
        """an attached method is called while its object lives, and leaves no handler behind"""
        handler = self.attach(self.target.note)
        self.source.level = 1
        (source, spec), = self.target.log
        self.assertTrue(source is self.source and spec.name == "level")
        log = self.target.log
        self.target = None
        self.assertFalse(GObject.signal_handler_is_connected(self.source, handler))
        self.source.level = 2
        self.assertEqual(len(log), 1)

    def test_values(self):
        """a method gives its value to the emission"""
        self.attach(self.target.double, "asked")
        self.assertEqual(self.source.emit("asked", 21), 42)
        self.assertEqual(self.target.log, [21])

    def test_disconnect(self):
        """a handler can be disconnected, and a method cleared"""
        method = Gweak.WeakMethod(self.target.note)
        one, other = method.attach(self.source, "notify"), method.attach(self.source, "notify", GObject.ConnectFlags.AFTER)
        self.source.disconnect(one)
        self.source.level = 1
        self.assertEqual(len(self.target.log), 1)
        method.clear()
        self.assertFalse(GObject.signal_handler_is_connected(self.source, other))
        self.assertEqual(method.attach(self.source, "notify"), 0)

    def test_wrong(self):
        """a signal that is not there is a TypeError"""
        method = Gweak.WeakMethod(self.target.note)
        for source, signal in ((self.source, "unknown"), (self.source, "asked::detail"), (5, "notify"), (None, "notify")):
            self.assertRaises(TypeError, method.attach, source, signal)
        self.assertRaises(TypeError, method.attach, self.source, 5)

    def test_raises(self):
        """what a method raises is unraisable, and stops no other handler"""
        caught = []
        sys.unraisablehook = lambda args: caught.append((args.exc_type, args.object))
        self.attach(self.target.fail)
        self.attach(self.target.note)
        self.source.level = 1
        self.assertEqual(caught, [(ValueError, Target.fail)])
        self.assertEqual(len(self.target.log), 1)
        # The traceback held it.
        self.target = None
        self.source.level = 2

    def test_dies_in_emission(self):
        """an object that dies during an emission is not called by it any more"""
        calls = []
        box = [self.target]
        self.target = None
        self.source.connect("notify::level", lambda *args: box.clear())
        method = Gweak.WeakMethod(box[0].note)
        method.attach(self.source, "notify::level")
        box[0].log = calls
        self.source.level = 1
        self.assertEqual((calls, method()), ([], None))

    def test_held_in_call(self):
        """the object is held while it is called"""
        class Dropping(Target):
            def note(self, *args):
                box.clear()
                log.append(method.alive)

        log, box = [], [Dropping()]
        method = Gweak.WeakMethod(box[0].note)
        method.attach(self.source, "notify::level")
        self.source.level = 1
        self.assertEqual((log, method.alive), ([True], False))

    def test_threads(self):
        """an object that is dropped in another thread leaves its handlers there"""
        box = [self.target]
        self.target = None
        handler = self.attach(box[0].note)
        thread = threading.Thread(target=box.clear)
        thread.start()
        thread.join()
        self.assertFalse(GObject.signal_handler_is_connected(self.source, handler))

    def test_run_dispose(self):
        """an object that is disposed of is not called any more"""
        handler = self.attach(self.target.note)
        self.target.run_dispose()
        self.assertFalse(GObject.signal_handler_is_connected(self.source, handler))

    def test_cycles(self):
        """methods hold neither their object nor the source, whatever cycle these are in"""
        for target_first in (True, False):
            source, target = Source(), Target()
            probes = GweakProbe.add(source), GweakProbe.add(target)
            source.me, target.me = source, target
            source.target, target.source = target, source
            target.method = Gweak.WeakMethod(target.note)
            target.method.attach(source, "notify")
            target.method.attach(target, "notify")
            Gweak.WeakMethod(target.double).attach(source, "notify::level")
            if target_first:
                del target, source
            else:
                del source, target
            self.collect()
            self.assertTrue(all(map(GweakProbe.is_finalized, probes)))

    def test_closure(self):
        """a closure of the method can be given to what takes one"""
        closure = Gweak.WeakMethod(self.target.tick).dup_closure()
        self.assertIsInstance(closure, GObject.Closure)
        source = GLib.Idle()
        GObject.source_set_closure(source, closure)
        source.attach()
        for _ in range(2):
            GLib.MainContext.default().iteration(False)
        self.assertEqual(self.target.log, ["tick", "tick"])
        self.target = None
        iterate()
        self.assertTrue(source.is_destroyed())


class SourceTest(Tests):
    def test_bind_source(self):
        """a source is destroyed when the object died, and its function is released"""
        class Held:
            def __call__(self, *data):
                log.append("called")
                return True

        log, held = [], Held()
        count = sys.getrefcount(held)
        source = GLib.Idle()
        source.set_callback(held)
        Gweak.bind_source(source, self.target)
        source.attach()
        GLib.MainContext.default().iteration(False)
        self.assertEqual(log, ["called"])
        self.target = None
        self.assertTrue(source.is_destroyed())
        iterate()
        self.assertEqual(log, ["called"])
        del source
        self.assertEqual(sys.getrefcount(held), count)


tap.main()
