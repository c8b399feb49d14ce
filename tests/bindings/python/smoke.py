# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Everything that Gweak has, as Python sees it."""

import pathlib
import re
import sys
import unittest

import gi

gi.require_version("Gweak", "1")
from gi.repository import Gio, GLib, GObject, Gweak

import tap
from objects import new_object


def iterate():
    while GLib.MainContext.default().iteration(False):
        pass


class Log(list):
    def handler(self, what):
        return lambda *args: self.append(what)


class ReferenceTest(unittest.TestCase):
    def test_states(self):
        """a reference answers while its referent lives, and is dead after"""
        o = new_object()
        ref = Gweak.WeakRef.new(o)
        self.assertIs(ref.get(), o)
        self.assertIs(ref(), o)
        self.assertIs(ref.dup_referent(), o)
        self.assertIs(ref.props.referent, o)
        self.assertTrue(ref.is_alive())
        self.assertTrue(ref.props.alive)
        self.assertTrue(ref.refers_to(o))
        self.assertFalse(ref.refers_to(new_object()))
        self.assertFalse(ref.refers_to(None))
        del o
        self.assertIsNone(ref.get())
        self.assertIsNone(ref())
        self.assertIsNone(ref.dup_referent())
        self.assertIsNone(ref.props.referent)
        self.assertFalse(ref.is_alive())
        self.assertFalse(ref.props.alive)
        self.assertTrue(ref.refers_to(None))

    def test_constructors(self):
        """references are made by position, by keyword and by constructor functions"""
        o = new_object()
        for ref in (Gweak.WeakRef(o), Gweak.WeakRef(referent=o), Gweak.WeakRef.new(o),
                    Gweak.WeakRef.new_with_callback(o, print), Gweak.WeakRef.get_shared(o),
                    GObject.new(Gweak.WeakRef, referent=o)):
            self.assertIs(type(ref), Gweak.WeakRef)
            self.assertIs(ref.get(), o)

    def test_dead_from_start(self):
        """None makes a reference that is dead from the start"""
        for ref in (Gweak.WeakRef(), Gweak.WeakRef(None), Gweak.WeakRef(referent=None), Gweak.WeakRef.new(None)):
            self.assertFalse(ref.is_alive())
            self.assertIsNone(ref())

    def test_wrong_type(self):
        """what is no GObject is a TypeError"""
        for make in (Gweak.WeakRef, Gweak.WeakRef.new, Gweak.WeakRef.get_shared, Gweak.count_references):
            self.assertRaises(TypeError, make, "a string")
        self.assertRaises(TypeError, Gweak.Reference)

    def test_shared(self):
        """the shared reference of an object is one"""
        o = new_object()
        shared = Gweak.WeakRef.get_shared(o)
        self.assertIs(Gweak.WeakRef.get_shared(o), shared)
        self.assertIsNot(Gweak.WeakRef.new(o), shared)

    def test_signals(self):
        """notifies, died and finalized come in this order"""
        o = new_object()
        ref = Gweak.WeakRef(o)
        log = Log()
        for signal in ("notify::alive", "notify::referent", "died", "finalized"):
            ref.connect(signal, log.handler(signal))
        del o
        self.assertEqual(log, ["notify::alive", "notify::referent", "died", "finalized"])

    def test_dying(self):
        """with toggle, dying gives the whole object"""
        o = new_object()
        ref = Gweak.WeakRef(referent=o, toggle=True)
        self.assertTrue(ref.props.toggle)
        names = []
        ref.connect("dying", lambda ref, referent: names.append(referent.get_name()))
        del o
        self.assertEqual(names, ["an-object"])
        self.assertFalse(ref.is_alive())

    def test_rescue(self):
        """a handler of dying rescues by keeping the object"""
        o = new_object()
        ref = Gweak.WeakRef(referent=o, toggle=True)
        rescued = []
        ref.connect("dying", lambda ref, referent: rescued or rescued.append(referent))
        del o
        self.assertIs(ref(), rescued[0])
        rescued[0] = None
        self.assertFalse(ref.is_alive())

    def test_callback(self):
        """a callback gets the dead reference, and user data where it was given"""
        seen = []
        o = new_object()
        by_function = Gweak.WeakRef.new_with_callback(o, lambda *args: seen.append(args), "data")
        by_class = Gweak.WeakRef(o, lambda *args: seen.append(args))
        del o
        self.assertEqual(seen, [(by_class,), (by_function, "data")])
        self.assertFalse(by_class.is_alive())

    def test_construction(self):
        """a reference can be asked while it is constructed"""
        o = new_object()
        ref = Tagged(o, tag="a")
        self.assertEqual((ref.tag, ref.was_alive, ref.is_alive()), ("a", False, True))

    def test_released(self):
        """a reference that nobody holds calls nobody"""
        log = Log()
        o = new_object()
        Gweak.WeakRef(o, log.handler("died"))
        del o
        self.assertEqual(log, [])

    def test_clear(self):
        """a cleared reference notifies, and hears of nothing any more"""
        log = Log()
        o = new_object()
        ref = Gweak.WeakRef(o, log.handler("died"))
        ref.connect("notify::alive", log.handler("notify"))
        ref.clear()
        self.assertEqual(log, ["notify"])
        self.assertIsNone(ref())
        del o
        self.assertEqual(log, ["notify"])

    def test_equality(self):
        """references compare and hash by their living referent, like a weakref.ref"""
        o, other = new_object(), new_object()
        a, b, c = Gweak.WeakRef(o), Gweak.WeakRef(o), Gweak.WeakRef(other)
        self.assertTrue(a == b and a.equal(b) and not a != b)
        self.assertTrue(a != c and not a == c and not a.equal(c))
        self.assertTrue(a != o and not a == o)
        self.assertEqual(hash(a), hash(b))
        self.assertEqual(hash(a), a.hash())
        self.assertEqual(len({a, b, c}), 2)
        before = hash(a)
        del o
        self.assertTrue(a == a and a != b)
        self.assertEqual(hash(a), before)

    def test_repr(self):
        """a reference describes itself"""
        o = new_object()
        ref = Gweak.WeakRef(o)
        self.assertRegex(repr(ref), r"^<GweakWeakRef 0x[0-9a-f]+; to 'GSimpleAction' at 0x[0-9a-f]+>$")
        self.assertEqual(repr(ref), ref.to_string())
        del o
        self.assertRegex(repr(ref), r"^<GweakWeakRef 0x[0-9a-f]+; dead>$")

    def test_lists(self):
        """the references to an object are counted, and listed newest first"""
        o = new_object()
        self.assertEqual(Gweak.count_references(o), 0)
        self.assertEqual(Gweak.list_references(o), [])
        refs = [Gweak.WeakRef(o), Gweak.WeakRef.get_shared(o), Gweak.Finalizer.new(o, lambda: None)]
        self.assertEqual(Gweak.count_references(o), 3)
        listed = Gweak.list_references(o)
        self.assertEqual([id(ref) for ref in listed], [id(ref) for ref in reversed(refs)])
        del refs[0], listed
        self.assertEqual(Gweak.count_references(o), 2)

    def test_binding(self):
        """the properties of a reference can be bound"""
        o, bound = new_object(), new_object()
        ref = Gweak.WeakRef(o)
        ref.bind_property("alive", bound, "enabled", GObject.BindingFlags.SYNC_CREATE)
        self.assertTrue(bound.props.enabled)
        del o
        self.assertFalse(bound.props.enabled)

    def test_references_to_references(self):
        """a reference can be referred to"""
        inner = Gweak.WeakRef(new_object())
        outer = Gweak.WeakRef(inner)
        self.assertIs(outer(), inner)
        del inner
        self.assertIsNone(outer())


class DeliveryTest(unittest.TestCase):
    def test_deferred(self):
        """deferred emissions wait for the main context, values do not"""
        log = Log()
        o = new_object()
        ref = Gweak.WeakRef(o, log.handler("died"), deferred=True)
        self.assertTrue(ref.props.deferred)
        del o
        self.assertFalse(ref.is_alive())
        self.assertEqual(log, [])
        iterate()
        self.assertEqual(log, ["died"])

    def test_main_context(self):
        """emissions come in the main context that was named"""
        log = Log()
        context = GLib.MainContext.new()
        o = new_object()
        ref = Gweak.WeakRef(o, log.handler("died"), main_context=context)
        self.assertTrue(ref.props.deferred)
        self.assertIsNotNone(ref.props.main_context)
        del o
        iterate()
        self.assertEqual(log, [])
        while context.iteration(False):
            pass
        self.assertEqual(log, ["died"])

    def wait(self, ref, cancellable=None):
        results = []
        ref.wait_async(cancellable, lambda *args: results.append(args))
        return results

    def finish(self, ref, results):
        while not results:
            GLib.MainContext.default().iteration(True)
        (source, result), = results
        self.assertIs(source, ref)
        return ref.wait_finish(result)

    def test_wait(self):
        """a wait ends with the death"""
        o = new_object()
        ref = Gweak.WeakRef(o)
        results = self.wait(ref)
        iterate()
        self.assertEqual(results, [])
        del o
        self.assertEqual(results, [])
        self.assertTrue(self.finish(ref, results))
        self.assertTrue(self.finish(ref, self.wait(ref)))

    def test_wait_raises(self):
        """what the callback of a wait raises is unraisable"""
        caught = []
        sys.unraisablehook = lambda args: caught.append(args.exc_type)

        def fail(ref, result):
            ref.wait_finish(result)
            raise ValueError

        ref = Gweak.WeakRef(new_object())
        ref.wait_async(None, fail)
        while not caught:
            GLib.MainContext.default().iteration(True)
        self.assertEqual(caught, [ValueError])

    def test_wait_cancelled(self):
        """a wait can be cancelled"""
        o = new_object()
        ref = Gweak.WeakRef(o)
        cancellable = Gio.Cancellable()
        results = self.wait(ref, cancellable)
        cancellable.cancel()
        with self.assertRaises(GLib.Error) as caught:
            self.finish(ref, results)
        self.assertTrue(caught.exception.matches(Gio.io_error_quark(), Gio.IOErrorEnum.CANCELLED))

    def test_wait_cleared(self):
        """a wait on a reference that is cleared fails"""
        o = new_object()
        ref = Gweak.WeakRef(o)
        results = self.wait(ref)
        ref.clear()
        with self.assertRaises(GLib.Error) as caught:
            self.finish(ref, results)
        self.assertTrue(caught.exception.matches(Gweak.Error.quark(), Gweak.Error.DEAD))


class FinalizerTest(unittest.TestCase):
    def test_constructors(self):
        """every way to make a finalizer runs its action once, with its arguments"""
        makers = [
            lambda o, action: Gweak.Finalizer(o, action, 1, 2),
            lambda o, action: Gweak.Finalizer(referent=o, closure=lambda: action(1, 2)),
            lambda o, action: Gweak.Finalizer.new(o, action, 1, 2),
            lambda o, action: Gweak.Finalizer.new_closure(o, lambda: action(1, 2)),
            lambda o, action: Gweak.Finalizer.new_full(o, Gweak.Moment.DIED, None, lambda: action(1, 2)),
        ]
        for make in makers:
            calls = []
            o = new_object()
            self.assertIs(type(make(o, lambda *args: calls.append(args))), Gweak.Finalizer)
            self.assertEqual(calls, [])
            del o
            self.assertEqual(calls, [(1, 2)])

    def test_releases_action(self):
        """the action is released after it ran, or when it will not run"""
        def held_by(end):
            o, held = new_object(), new_object()
            ref = Gweak.WeakRef(held)
            finalizer = Gweak.Finalizer(o, lambda held: None, held)
            del held
            self.assertTrue(ref.is_alive())
            end(finalizer)
            del o
            return ref.is_alive()

        self.assertFalse(held_by(lambda finalizer: None))
        self.assertFalse(held_by(Gweak.Finalizer.run))
        self.assertFalse(held_by(Gweak.Finalizer.detach))

    def test_moments(self):
        """a finalizer runs at its moment"""
        log = Log()
        o = new_object()
        ref = Gweak.WeakRef(o)
        for signal in ("died", "finalized"):
            ref.connect(signal, log.handler(signal))
        finalizers = [Gweak.Finalizer(o, log.append, moment.value_nick, moment=moment)
                      for moment in (Gweak.Moment.DIED, Gweak.Moment.FINALIZED, Gweak.Moment.DYING)]
        self.assertEqual([finalizer.get_moment() for finalizer in finalizers],
                         [finalizer.props.moment for finalizer in finalizers])
        del o
        # Newest first within a moment, so what came from `ref` is last.
        self.assertEqual(log, ["dying", "died", "died", "finalized", "finalized"])

    def test_dying(self):
        """at the moment of dying, the whole object can be peeked"""
        names = []
        o = new_object()
        finalizer = Gweak.Finalizer(o, lambda: names.append(finalizer.peek()[0].get_name()), moment=Gweak.Moment.DYING)
        del o
        self.assertEqual(names, ["an-object"])
        self.assertIsNone(finalizer.peek())

    def test_run(self):
        """run by hand, it runs once"""
        log = Log()
        o = new_object()
        finalizer = Gweak.Finalizer(o, log.append, "ran")
        self.assertTrue(finalizer.run())
        self.assertFalse(finalizer.run())
        self.assertFalse(finalizer.is_alive())
        del o
        self.assertEqual(log, ["ran"])

    def test_detach(self):
        """detached, it gives the object and does not run"""
        log = Log()
        o = new_object()
        finalizer = Gweak.Finalizer(o, log.append, "ran")
        self.assertEqual(finalizer.peek(), (o, log.append, ("ran",), {}))
        self.assertEqual(finalizer.detach(), (o, log.append, ("ran",), {}))
        self.assertIsNone(finalizer.detach())
        self.assertIsNone(finalizer.peek())
        del o
        self.assertEqual(log, [])

    def test_at_exit(self):
        """what is pending at exit can be chosen, and be run by hand, newest first"""
        log = Log()
        o = new_object()
        older, unwanted, newer = (Gweak.Finalizer(o, log.append, what) for what in ("older", "unwanted", "newer"))
        constructed = Gweak.Finalizer(o, log.append, "constructed", at_exit=False)
        self.assertTrue(older.get_at_exit() and older.props.at_exit)
        self.assertFalse(constructed.get_at_exit())
        unwanted.set_at_exit(False)
        self.assertFalse(unwanted.props.at_exit)
        Gweak.Finalizer.run_at_exit()
        self.assertEqual(log, ["newer", "older"])
        self.assertFalse(newer.get_at_exit())
        Gweak.Finalizer.run_at_exit()
        self.assertEqual(log, ["newer", "older"])
        del o
        self.assertEqual(log, ["newer", "older", "constructed", "unwanted"])

    def test_deferred(self):
        """a deferred finalizer that nobody holds runs in the main context"""
        log = Log()
        o = new_object()
        Gweak.Finalizer(o, log.append, "ran", deferred=True)
        del o
        self.assertEqual(log, [])
        iterate()
        self.assertEqual(log, ["ran"])


class Tagged(Gweak.WeakRef):
    __gtype_name__ = "Tagged"

    def _get_tag(self):
        return self._tag

    def _set_tag(self, tag):
        self._tag = tag
        self.was_alive = self.is_alive()

    tag = GObject.Property(_get_tag, _set_tag, type=str,
                           flags=GObject.ParamFlags.READWRITE | GObject.ParamFlags.CONSTRUCT)


class Subclass(Gweak.WeakRef):
    def __init__(self, referent, name):
        super().__init__(referent)
        self.name = name
        self.log = []

    def do_dying(self, referent):
        self.log.append(("dying", self.name, referent.get_name()))

    def do_died(self):
        self.log.append(("died", self.name))

    def do_finalized(self):
        self.log.append(("finalized", self.name))


class RestTest(unittest.TestCase):
    def test_subclass(self):
        """a subclass carries state, and has class handlers"""
        o = new_object()
        ref = Subclass(o, "a name")
        ref.connect("died", lambda ref: ref.log.append("handler"))
        self.assertIs(Gweak.list_references(o)[0], ref)
        del o
        self.assertEqual(ref.log, [("died", "a name"), "handler", ("finalized", "a name")])

    def test_subclass_dying(self):
        """a subclass with toggle hears of dying"""
        class Toggling(Subclass):
            def __init__(self, referent):
                Gweak.WeakRef.__init__(self, referent, toggle=True)
                self.name, self.log = "toggling", []

        o = new_object()
        ref = Toggling(o)
        del o
        self.assertEqual([entry[0] for entry in ref.log], ["dying", "died", "finalized"])

    def test_enums(self):
        """the moments and the errors have their values"""
        self.assertEqual([int(moment) for moment in (Gweak.Moment.DYING, Gweak.Moment.DIED, Gweak.Moment.FINALIZED)],
                         [0, 1, 2])
        self.assertEqual([int(code) for code in (Gweak.Error.DEAD, Gweak.Error.TYPE, Gweak.Error.RECURSION)],
                         [0, 1, 2])
        self.assertEqual(GLib.quark_to_string(Gweak.error_quark()), GLib.quark_to_string(Gweak.Error.quark()))

    def test_version(self):
        """the version is there in parts and as text"""
        self.assertEqual(Gweak.VERSION_S, "{}.{}.{}".format(
            Gweak.MAJOR_VERSION, Gweak.MINOR_VERSION, Gweak.MICRO_VERSION))

    def test_debug(self):
        """the debug listing shows what is tracked"""
        Gweak.debug_start()
        o = new_object()
        ref = Gweak.WeakRef(o)
        self.assertRegex(Gweak.debug_dump(), r"\nGSimpleAction at 0x[0-9a-f]+: reference count 1, 1 references, ")
        del o
        self.assertNotIn("GSimpleAction", Gweak.debug_dump())
        self.assertFalse(ref.is_alive())

    def test_complete(self):
        """nothing of Gweak is missing in this file and its neighbours"""
        paths = sorted(pathlib.Path(__file__).parent.glob("*.py"))
        source = "".join(path.read_text(encoding="utf-8") for path in paths)
        names = {name for name in dir(Gweak) if not name.startswith("_") and name in Gweak._introspection_module.__dir__()}
        for class_ in (Gweak.Reference, Gweak.WeakRef, Gweak.Finalizer, Gweak.WeakListStore):
            names |= {name for base in class_.__mro__ if base.__module__.endswith("Gweak")
                      for name in vars(base) if not name.startswith("_")}
        for class_ in (Gweak.Finalizer, Gweak.WeakListStore):
            names |= {spec.name.replace("-", "_") for spec in class_.list_properties()}
        known = set(re.findall(r"\w+", source)) | {"parent_instance"}
        # Containers have programs of their own.
        elsewhere = {"Cache", "RemovalCause", "WeakHashTable", "WeakListStore", "WeakSet", "Weakness"}
        ignored = {name for name in names if name.endswith(("Class", "Private"))} | {"Watch"} | elsewhere
        self.assertGreater(len(names), 40)
        self.assertEqual(names - known - ignored, set())


if __name__ == "__main__":
    tap.main()
