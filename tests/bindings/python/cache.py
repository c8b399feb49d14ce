# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Gweak.Cache as Python sees it."""

import gc
import pathlib
import re
import sys
import threading
import time
import unittest

import gi

gi.require_version("Gweak", "1")
gi.require_version("GweakProbe", "1")
from gi.repository import Gio, GLib, GObject, Gweak, GweakProbe

import tap
from objects import PYGOBJECT_TOGGLES, Registered, new_object


def new_cache(key_type=str, value_type=GObject.Object):
    return Gweak.Cache.new(key_type, value_type)


def ignore(*args):
    pass


def add_attribute(o):
    o.attribute = "some"


def connect(o):
    o.connect("notify", ignore)


def add_cycle(o):
    o.me = o


def connect_cycle(o):
    o.connect("notify", lambda *args: ignore(o))


# The third: whether it is idle in a cache, by what can be seen.
STATES = {
    "no state": (new_object, ignore, True),
    "an attribute": (new_object, add_attribute, True),
    "a connected signal": (new_object, connect, True),
    "a registered subclass": (Registered, ignore, True),
    "a registered subclass with a signal": (Registered, connect, True),
    "a self-cycle": (new_object, add_cycle, PYGOBJECT_TOGGLES),
    "a self-cycle in a subclass": (Registered, add_cycle, PYGOBJECT_TOGGLES),
    "a cycle through a handler": (new_object, connect_cycle, False),
}

N_VALUES = 20


def wait(milliseconds):
    end = time.monotonic() + milliseconds / 1000
    while time.monotonic() < end:
        pass


def fill(cache, make, add_state):
    """Puts values in, of which nothing is left here, and returns their probes."""
    probes = []
    for i in range(N_VALUES):
        o = make()
        add_state(o)
        probes.append(GweakProbe.add(o))
        cache.insert(i, o, 1)
    return probes


def count_living(probes):
    gc.collect()
    return sum(not GweakProbe.is_finalized(probe) for probe in probes)


class LifetimeTest(unittest.TestCase):
    """Filled below: two tests for each state."""

    def setUp(self):
        gc.collect()
        gc.disable()
        self.addCleanup(gc.enable)


def bound_test(make, add_state, looks_idle):
    def test(self):
        cache = new_cache(int)
        cache.set_max_idle(2)
        probes = fill(cache, make, add_state)
        for _ in range(N_VALUES):
            cache.contains(-1)
        self.assertEqual(count_living(probes), 2 if looks_idle else N_VALUES)

        cache.trim(Gio.MemoryMonitorWarningLevel.CRITICAL)
        self.assertEqual(count_living(probes), 0 if looks_idle else N_VALUES)
        cache.remove_all()
        self.assertEqual(count_living(probes), 0)
    return test


def ttl_test(make, add_state):
    def test(self):
        cache = new_cache(int)
        cache.set_idle_ttl(1)
        probes = fill(cache, make, add_state)
        wait(2)
        self.assertFalse(cache.contains(-1))
        self.assertEqual(count_living(probes), 0)
        self.assertEqual(cache.get_size(), 0)
    return test


for number, (name, (make_, add_state_, looks_idle_)) in enumerate(STATES.items()):
    bound = bound_test(make_, add_state_, looks_idle_)
    bound.__doc__ = "with {}, values are {}".format(name, "bounded" if looks_idle_ else "in use, and freed when they are removed")
    setattr(LifetimeTest, "test_bound_{}".format(number), bound)
    ttl = ttl_test(make_, add_state_)
    ttl.__doc__ = "with {}, values expire".format(name)
    setattr(LifetimeTest, "test_ttl_{}".format(number), ttl)


class CacheTest(unittest.TestCase):
    def setUp(self):
        self.log = []

    def listen(self, cache):
        cache.connect("removed", lambda cache, key, value, cause:
                      self.log.append((key, value, cause.value_nick, cache.get_size())))

    def test_values(self):
        """a cache keeps what nobody has"""
        cache = new_cache()
        self.listen(cache)
        cache.insert("a", new_object(), 5)
        self.assertEqual((cache.get_n_idle(), cache.get_n_in_use(), cache.get_idle_cost()), (1, 0, 5))
        o = cache.lookup("a")
        self.assertEqual(o.get_name(), "an-object")
        self.assertIs(cache.lookup("a"), o)
        self.assertEqual((cache.get_n_idle(), cache.get_n_in_use(), cache.get_idle_cost()), (0, 1, 0))
        self.assertIsNone(cache.lookup("b"))
        self.assertTrue(cache.contains("a"))
        cache.insert("a", o, 1)
        self.assertEqual(self.log.pop(), ("a", o, "replaced", 1))
        self.assertTrue(cache.remove("a"))
        self.assertFalse(cache.remove("a"))
        self.assertEqual(self.log.pop(), ("a", o, "removed", 0))
        cache.insert("a", o, 1)
        cache.remove_all()
        self.assertEqual(self.log.pop(), ("a", o, "cleared", 0))
        self.assertEqual((cache.get_hits(), cache.get_misses(), cache.get_loads(), cache.get_evictions()), (2, 1, 0, 0))

    def test_properties(self):
        """its properties can be constructed and read"""
        cache = Gweak.Cache(key_type=int, value_type=Gio.Action, max_idle=3, max_idle_cost=7, idle_ttl=5000, deferred=True)
        self.assertEqual((cache.props.max_idle, cache.props.max_idle_cost, cache.props.idle_ttl), (3, 7, 5000))
        self.assertEqual((cache.get_max_idle(), cache.get_max_idle_cost(), cache.get_idle_ttl()), (3, 7, 5000))
        cache.set_max_idle(1)
        cache.set_max_idle_cost(2)
        cache.set_idle_ttl(0)
        self.assertEqual((cache.get_max_idle(), cache.get_max_idle_cost(), cache.get_idle_ttl()), (1, 2, 0))
        self.assertEqual(cache.get_key_type(), GObject.TYPE_INT)
        self.assertEqual(cache.get_value_type(), Gio.Action.__gtype__)
        self.assertTrue(cache.props.deferred)
        self.assertIsNotNone(cache.props.main_context)
        for name in ("n_entries", "n_idle", "n_in_use", "idle_cost", "hits", "misses", "loads", "evictions"):
            self.assertEqual(cache.get_property(name), 0)

    def test_types(self):
        """keys and values are brought to the types, or refused"""
        cache = new_cache(int, Gio.SimpleAction)
        cache.insert(1.0, new_object(), 0)
        self.assertTrue(cache.contains(1))
        for call in (lambda: cache.insert("a", new_object(), 0), lambda: cache.insert(2, Registered(), 0),
                     lambda: cache.lookup("a"), lambda: cache.contains("1"), lambda: cache.remove(1.5),
                     lambda: cache.get_or_insert("a", lambda key: (new_object(), 0)),
                     lambda: cache.get_or_insert(2, lambda key: (Registered(), 0))):
            with self.assertRaises(GLib.Error) as raised:
                call()
            self.assertTrue(raised.exception.matches(GLib.quark_from_string("gweak-error-quark"), Gweak.Error.TYPE))

    def test_eviction(self):
        """what was evicted is found with its state if it is held"""
        cache = new_cache()
        self.listen(cache)
        cache.set_max_idle(0)
        o = Registered()
        o.more = "more"
        cache.insert("a", o, 0)
        self.assertFalse(cache.contains("none"))
        self.assertEqual(cache.get_evictions(), 1 if PYGOBJECT_TOGGLES else 0)
        self.assertIs(cache.lookup("a"), o)
        self.assertEqual((o.state, o.more), ("some", "more"))
        del o
        self.assertFalse(cache.contains("none"))
        gc.collect()
        self.assertFalse(cache.contains("a"))
        self.assertEqual([(entry[0], entry[1]) for entry in self.log], [("a", None)])

    @unittest.skipUnless(PYGOBJECT_TOGGLES, "a wrapper goes with its last user")
    def test_state(self):
        """a value that only the cache keeps has its state"""
        cache = new_cache()
        o = Registered()
        o.more = "more"
        cache.insert("a", o, 0)
        del o
        gc.collect()
        o = cache.lookup("a")
        self.assertEqual((o.state, o.more), ("some", "more"))

    def test_factory(self):
        """a factory makes what is missing, or nothing"""
        cache = new_cache()

        def make(key, *data):
            self.log.append((key,) + data)
            return new_object(), 7

        o = cache.get_or_insert("a", make)
        self.assertIs(cache.get_or_insert("a", make), o)
        self.assertEqual(self.log, [("a",)])
        del o
        self.assertEqual(cache.get_idle_cost(), 7)
        self.assertIsNone(cache.get_or_insert("b", lambda key: (None, 0)))
        self.assertFalse(cache.contains("b"))

    def test_factory_raises(self):
        """what a factory raises reaches who called, and nothing is made"""
        cache = new_cache()

        def fail(key):
            raise ValueError(key)

        self.assertRaises(ValueError, cache.get_or_insert, "a", fail)
        self.assertEqual((cache.get_loads(), cache.get_size()), (1, 0))

    def test_factory_threads(self):
        """a factory makes a value once, in several threads too"""
        cache = new_cache()
        made, got = [], []

        def make(key):
            made.append(key)
            return new_object(), 1

        threads = [threading.Thread(target=lambda: got.append(cache.get_or_insert("a", make))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((len(set(got)), made), (1, ["a"]))

    def load(self, cache, key, load, n=1, cancellable=None):
        """What comes of n loads: names of values, or codes of errors."""
        results = []

        def got(cache, result):
            try:
                value = cache.get_or_load_finish(result)
                results.append(value and value.get_name())
            except GLib.Error as error:
                results.append((error.domain, error.code))

        for _ in range(n):
            cache.get_or_load_async(key, load, cancellable, got)
        while len(results) < n:
            GLib.MainContext.default().iteration(True)
        return results

    def test_load(self):
        """a load brings what is missing, once for all who wait"""
        cache = new_cache()

        def load(task, key, cancellable):
            def later():
                Gweak.Cache.set_load_cost(task, 12)
                task.return_value(Gio.SimpleAction(name=key))

            self.log.append((key, cancellable.is_cancelled()))
            GLib.idle_add(later)

        self.assertEqual(self.load(cache, "a", load, 3), ["a", "a", "a"])
        self.assertEqual(self.load(cache, "a", load), ["a"])
        self.assertEqual(self.log, [("a", False)])
        self.assertEqual((cache.get_idle_cost(), cache.get_loads()), (12, 1))

    def test_load_fails(self):
        """a load can fail, return what is no value, or raise"""
        cache = new_cache()
        raised = []
        sys.unraisablehook = lambda args: raised.append(args.exc_type)
        not_found = GLib.Error.new_literal(Gio.io_error_quark(), "not there", Gio.IOErrorEnum.NOT_FOUND)

        def raise_error(task, key, cancellable):
            raise not_found

        def fail(task, key, cancellable):
            raise ValueError(key)

        self.assertEqual(self.load(cache, "a", lambda task, *args: task.return_error(not_found)), [("g-io-error-quark", 1)])
        self.assertEqual(self.load(cache, "a", raise_error), [("g-io-error-quark", 1)])
        self.assertEqual(self.load(cache, "a", lambda task, *args: task.return_value("no object")), [("gweak-error-quark", 1)])
        self.assertEqual(self.load(cache, 1.5, lambda task, *args: None), [("gweak-error-quark", 1)])
        self.assertEqual(raised, [])
        self.assertEqual(self.load(cache, "a", fail, 2)[0], ("g-io-error-quark", 0))
        self.assertEqual(set(raised), {ValueError})
        self.assertEqual(cache.get_size(), 0)

    def test_load_cancelled(self):
        """who cancels stops waiting"""
        cache = new_cache()
        cancellable = Gio.Cancellable()
        tasks = []

        def load(task, key, its_cancellable):
            tasks.append((task, its_cancellable))
            cancellable.cancel()

        self.assertEqual(self.load(cache, "a", load, 1, cancellable), [("g-io-error-quark", Gio.IOErrorEnum.CANCELLED)])
        self.assertTrue(tasks[0][1].is_cancelled())
        tasks.pop()[0].return_value(new_object())
        while GLib.MainContext.default().iteration(False):
            pass
        self.assertFalse(cache.contains("a"))

    def test_complete(self):
        """nothing of Gweak.Cache is missing in this file"""
        source = pathlib.Path(__file__).read_text(encoding="utf-8")
        names = {name for base in Gweak.Cache.__mro__ if base.__module__.endswith("Gweak")
                 for name in vars(base) if not name.startswith("_")}
        names |= {spec.name.replace("-", "_") for spec in Gweak.Cache.list_properties()}
        self.assertGreater(len(names), 30)
        self.assertEqual(names - set(re.findall(r"\w+", source)) - {"parent_instance"}, set())


tap.main()
