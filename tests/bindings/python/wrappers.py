# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Objects with state on their Python wrappers live as long as without gweak."""

import gc
import sys
import threading
import types
import unittest
import weakref

import gi

gi.require_version("Gweak", "1")
gi.require_version("GweakProbe", "1")
from gi.repository import Gio, GLib, GObject, Gweak, GweakProbe

import tap
from objects import PYGOBJECT_TOGGLES, Registered, new_object


def ignore(*args, **kwargs):
    pass


def add_attribute(o):
    o.attribute = "some"


def connect(o):
    o.connect("notify", ignore)


def add_cycle(o):
    o.me = o


def connect_cycle(o):
    o.connect("notify", lambda *args: ignore(o))


def add_attribute_and_connect_cycle(o):
    add_attribute(o)
    connect_cycle(o)


STATES = {
    "no state": (new_object, ignore),
    "an attribute": (new_object, add_attribute),
    "a connected signal": (new_object, connect),
    "a registered subclass": (Registered, ignore),
    "a registered subclass with a signal": (Registered, connect),
    "a self-cycle": (new_object, add_cycle),
    "a self-cycle in a subclass": (Registered, add_cycle),
    "a cycle through a handler": (new_object, connect_cycle),
    "an attribute and a cycle through a handler": (new_object, add_attribute_and_connect_cycle),
}


def observe_and_ask(o):
    ref = Gweak.WeakRef(o)
    ref.get()
    return ref


def list_of(o):
    store = Gweak.WeakListStore.new(GObject.Object)
    store.append(o)
    return store, store[0], list(store)


def table_of(weakness):
    def observe(o):
        table = Gweak.WeakHashTable.new(GObject.Object, GObject.Object, weakness)
        key, value = (o, strong) if weakness == Gweak.Weakness.KEYS else (strong, o)
        table[key] = value
        return table, dict(table)[key] is value
    return observe


def dictionary_of(o):
    d = Gweak.WeakKeyDictionary({o: "value"})
    return d, d[o], d.keyrefs(), d.copy()


def value_dictionary_of(o):
    d = Gweak.WeakValueDictionary(key=o)
    return d, d["key"] is o, d.valuerefs(), d.copy()


strong = new_object()


def observe_with_method(o):
    method = Gweak.WeakMethod.new_closure(o, ignore)
    method.attach(strong, "notify", 0)
    return method


# None of these asks for a toggle reference.
OBSERVERS = {
    "a reference": Gweak.WeakRef,
    "a reference with a callback": lambda o: Gweak.WeakRef(o, ignore),
    "a deferred reference": lambda o: Gweak.WeakRef(o, deferred=True),
    "the shared reference": Gweak.WeakRef.get_shared,
    "a finalizer": lambda o: Gweak.Finalizer.new(o, ignore),
    "a deferred finalizer": lambda o: Gweak.Finalizer(o, ignore, deferred=True),
    "a finalizer with arguments": lambda o: Gweak.Finalizer(o, ignore, [], key={}),
    "a method": lambda o: Gweak.WeakMethod.new_closure(o, ignore),
    "an attached method": observe_with_method,
    "a reference that was asked": observe_and_ask,
    "a proxy": Gweak.proxy,
    "a proxy that was asked": lambda o: Gweak.proxy(o).__class__,
    "a proxy with a callback": lambda o: Gweak.proxy(o, ignore),
    "a method": lambda o: Gweak.WeakMethod(types.MethodType(ignore, o)),
    "a method that was asked": lambda o: Gweak.WeakMethod(types.MethodType(ignore, o))() and None,
    "a method that is attached": lambda o: Gweak.WeakMethod(types.MethodType(ignore, o)).attach(strong, "notify"),
    "a method that is attached to its object": lambda o: Gweak.WeakMethod(types.MethodType(ignore, o)).attach(o, "notify"),
    "a table of weak keys": table_of(Gweak.Weakness.KEYS),
    "a table of weak values": table_of(Gweak.Weakness.VALUES),
    "a dictionary of weak keys": dictionary_of,
    "a dictionary of weak values": value_dictionary_of,
    "a set": lambda o: (Gweak.WeakSet([o]), Gweak.WeakSet([o]) | [o]),
    "a list": list_of,
}


# Their references are all that is left of them where these end.
def ours_first(make, add_state, observe):
    o = make()
    probe = GweakProbe.add(o)
    observer = observe(o)
    add_state(o)
    return probe, observer


def theirs_first(make, add_state, observe):
    o = make()
    probe = GweakProbe.add(o)
    add_state(o)
    return probe, observe(o)


ORDERS = {"ours first": ours_first, "theirs first": theirs_first}


def rounds_until_finalized(probe, maximum=5):
    """How many collections it takes; None if they do not help."""
    for n in range(maximum + 1):
        if GweakProbe.is_finalized(probe):
            return n
        gc.collect()
    return None


class QuietCollector(unittest.TestCase):
    """Nothing is collected but when we say so."""

    def setUp(self):
        gc.collect()
        gc.disable()
        self.addCleanup(gc.enable)


class LifetimeTest(QuietCollector):
    """Filled below: a test for each state."""


def lifetime_test(name, make, add_state):
    def test(self):
        control = rounds_until_finalized(theirs_first(make, add_state, ignore)[0])
        self.assertIsNotNone(control)
        for order, build in ORDERS.items():
            for observer_name, observe in OBSERVERS.items():
                probe, observer = build(make, add_state, observe)
                self.assertEqual(rounds_until_finalized(probe), control, (order, observer_name))
                del observer

    test.__doc__ = "with {}, an object that is watched is freed when it is without".format(name)
    return test


class ToggleTest(QuietCollector):
    """Filled below too."""

    def observe_dying(self, log):
        def observe(o):
            ref = Gweak.WeakRef(o, toggle=True)
            ref.connect("dying", lambda ref, referent: log.append("dying"))
            ref.connect("notify::toggle", lambda ref, pspec: log.append("stood down"))
            if not ref.props.toggle:
                log.append("stood down")
            return ref
        return observe

    def make_probe_run(self):
        """Whoever asks for a toggle reference looks at some others."""
        Gweak.WeakRef(new_object(), toggle=True)

    def free(self, probe):
        for _ in range(5):
            gc.collect()
            if GweakProbe.is_finalized(probe):
                return
            self.make_probe_run()

    @unittest.skipUnless(PYGOBJECT_TOGGLES, "PyGObject uses no toggle reference here")
    def test_timer(self):
        """a toggle reference that came second is found by a timer"""
        log = []
        probe, ref = ours_first(new_object, add_attribute, self.observe_dying(log))
        while ref.is_alive():
            GLib.MainContext.default().iteration(True)
        self.assertTrue(GweakProbe.is_finalized(probe))
        self.assertEqual(log, ["stood down"])

    @unittest.skipUnless(PYGOBJECT_TOGGLES, "PyGObject uses no toggle reference here")
    def test_at_once(self):
        """a toggle reference that came first is seen at once"""
        o = new_object()
        o.attribute = "some"
        self.assertFalse(Gweak.WeakRef(o, toggle=True).props.toggle)

    def test_finalizer(self):
        """a finalizer for the moment of dying runs once, also where gweak stands down"""
        for order, build in ORDERS.items():
            log = []
            probe, finalizer = build(new_object, add_attribute, lambda o: Gweak.Finalizer(
                o, log.append, "ran", moment=Gweak.Moment.DYING))
            self.free(probe)
            self.assertTrue(GweakProbe.is_finalized(probe), order)
            self.assertEqual(log, ["ran"], order)
            self.assertFalse(finalizer.is_alive())

    def test_unseen_cycle(self):
        """a cycle through a handler is kept until the reference is cleared, as is documented"""
        for build in ORDERS.values():
            probe, ref = build(new_object, connect_cycle, self.observe_dying([]))
            self.free(probe)
            self.assertTrue(ref.props.toggle)
            self.assertTrue(ref.is_alive())
            ref.clear()
            self.assertIsNotNone(rounds_until_finalized(probe))


def toggle_test(name, make, add_state):
    def test(self):
        for order, build in ORDERS.items():
            log = []
            probe, ref = build(make, add_state, self.observe_dying(log))
            self.free(probe)
            self.assertTrue(GweakProbe.is_finalized(probe), order)
            self.assertFalse(ref.props.toggle)
            self.assertEqual(len(log), 1, (order, log))

    test.__doc__ = "with {}, toggle tells of dying or stands down".format(name)
    return test


for name, (make, add_state) in STATES.items():
    method = "test_" + name.replace(" ", "_").replace("-", "_")
    setattr(LifetimeTest, method, lifetime_test(name, make, add_state))
    if "cycle" not in name or PYGOBJECT_TOGGLES and name != "a cycle through a handler":
        setattr(ToggleTest, method, toggle_test(name, make, add_state))


class WrapperTest(QuietCollector):
    def test_outlived(self):
        """a reference is alive as long as its object, not as the wrapper"""
        store = Gio.ListStore.new(Gio.SimpleAction)
        o = new_object()
        wrapper = weakref.ref(o)
        ref = Gweak.WeakRef(o)
        store.append(o)
        del o
        self.assertIsNone(wrapper())
        self.assertTrue(ref.is_alive())
        self.assertEqual(ref().get_name(), "an-object")
        store.remove_all()
        self.assertFalse(ref.is_alive())

    def test_state_survives(self):
        """a reference gives the wrapper with its state"""
        store = Gio.ListStore.new(Registered)
        o = Registered()
        ref = Gweak.WeakRef(o)
        o.more = "more"
        store.append(o)
        del o
        gc.collect()
        self.assertEqual((ref().state, ref().more), ("some", "more"))
        store.remove_all()
        self.assertFalse(ref.is_alive())

    def test_raise(self):
        """a handler that raises does not stop the others"""
        def fail(*args):
            raise RuntimeError("on purpose")

        raised, log = [], []
        sys.unraisablehook = lambda args: raised.append((str(args.exc_value), args.object))
        o = new_object()
        refs = [Gweak.WeakRef(o, lambda ref, n=n: log.append(n)) for n in range(2)]
        refs.insert(1, Gweak.WeakRef(o, fail))
        refs[1].connect("died", lambda ref: log.append("second handler"))
        Gweak.Finalizer.new(o, fail)
        Gweak.Finalizer(o, log.append, "finalizer")
        del o
        self.assertEqual(raised, [("on purpose", fail)] * 2)
        self.assertEqual(log, ["second handler", 1, 0, "finalizer"])
        self.assertFalse(any(ref.is_alive() for ref in refs))

    def test_raise_dying(self):
        """a handler of dying that raises does not stop the others"""
        def fail_once(*args):
            if not raised:
                raise RuntimeError("on purpose")

        raised, log = [], []
        sys.excepthook = lambda kind, error, traceback: raised.append(str(error))
        o = new_object()
        older, newer = Gweak.WeakRef(o, toggle=True), Gweak.WeakRef(o, toggle=True)
        newer.connect("dying", fail_once)
        older.connect("dying", lambda *args: log.append("dying"))
        del o
        self.assertEqual(raised, ["on purpose"])
        self.assertEqual(log, ["dying"])

        # Python keeps what was raised last, with its frames: a rescue.
        for name in ("last_type", "last_value", "last_traceback", "last_exc"):
            if hasattr(sys, name):
                delattr(sys, name)
        self.assertFalse(newer.is_alive())
        self.assertEqual(log, ["dying"] * 2)

    def test_collected_together(self):
        """an object and its references in one garbage cycle go without a call"""
        log = []
        o = Registered()
        probe = GweakProbe.add(o)
        o.ref = Gweak.WeakRef(o, log.append)
        o.me = o
        del o
        self.assertIsNotNone(rounds_until_finalized(probe))
        self.assertLessEqual(len(log), 1)

    def test_chain(self):
        """objects that own each other by attributes go at once, with all their observers"""
        log = []
        first = last = Registered()
        observers = [Gweak.WeakRef(first, log.append)]
        for _ in range(2000):
            last.next = Registered()
            last = last.next
            observers.append(Gweak.WeakRef(last, log.append))
            Gweak.Finalizer(last, log.append, None, moment=Gweak.Moment.DIED)
        del first, last
        self.assertEqual(len(log), 4001)
        self.assertFalse(any(ref.is_alive() for ref in observers))

    def test_thread(self):
        """a handler is called in the thread of the death, a deferred one in the main loop"""
        log = []
        o = new_object()
        immediate = Gweak.WeakRef(o, lambda ref: log.append(threading.current_thread().name))
        deferred = Gweak.WeakRef(o, lambda ref: log.append(threading.current_thread().name), deferred=True)
        box = [o]
        del o
        thread = threading.Thread(target=box.clear, name="dropper")
        thread.start()
        thread.join()
        self.assertEqual(log, ["dropper"])
        self.assertFalse(immediate.is_alive() or deferred.is_alive())
        while GLib.MainContext.default().iteration(False):
            pass
        self.assertEqual(log, ["dropper", threading.current_thread().name])

    def test_foreign_thread(self):
        """a death in a thread that Python does not know is told"""
        log = []
        o = new_object()
        ref = Gweak.WeakRef(o, lambda ref: log.append(threading.get_ident()))
        GweakProbe.run_dispose_in_thread(o)
        self.assertFalse(ref.is_alive())
        self.assertEqual(len(log), 1)
        self.assertNotEqual(log[0], threading.get_ident())


if __name__ == "__main__":
    tap.main()
