# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The set, of Python objects with state on them."""

import gc
import pathlib
import re
import threading
import unittest

import gi

gi.require_version("Gweak", "1")
from gi.repository import Gio, GLib, GObject, Gweak

import tap

CAUSE = Gweak.RemovalCause


class Item(GObject.Object):
    def __init__(self, name):
        super().__init__()
        self.name = name


def iterate():
    while GLib.MainContext.default().iteration(False):
        pass


def names(the_set):
    return " ".join(item.name for item in the_set.dup_items())


class SetTest(unittest.TestCase):
    def setUp(self):
        gc.collect()
        gc.disable()
        self.addCleanup(gc.enable)
        self.items = {name: Item(name) for name in "abcd"}
        self.log = []

    def new(self, members, **properties):
        made = Gweak.WeakSet(**properties)
        for name in members:
            made.add(self.items[name])
        return made

    def listen(self, the_set):
        the_set.connect("notify::n-entries", lambda s, spec: self.log.append(s.props.n_entries))
        the_set.connect("removed", lambda s, item, cause: self.log.append((item and item.name, cause)))
        return the_set

    def take_log(self):
        log, self.log[:] = list(self.log), []
        return log

    def test_members(self):
        """has each object once"""
        s = Gweak.WeakSet.new()
        a, b = self.items["a"], self.items["b"]
        self.assertTrue(s.add(a))
        self.assertFalse(s.add(a))
        self.assertTrue(s.contains(a))
        self.assertFalse(s.contains(b))
        self.assertTrue(s.add(b))
        self.assertEqual((s.get_size(), s.props.n_entries), (2, 2))
        self.assertTrue(a in s and b in s and len(s) == 2)
        s.remove(a)
        self.assertRaises(KeyError, s.remove, a)
        self.assertIs(s.pop(), b)
        self.assertRaises(KeyError, s.pop)
        self.assertEqual(s.get_size(), 0)

    def test_places(self):
        """can be walked over by places, which hold nothing"""
        s = self.new("abc")
        item, place = s.next_item(0)
        self.assertIs(item, self.items["a"])
        del item, self.items["a"], self.items["b"]
        item, place = s.next_item(place)
        self.assertIs(item, self.items["c"])
        self.assertEqual(s.next_item(place), (None, place))
        self.assertEqual(s.get_size(), 1)

    def test_deaths(self):
        """members leave when they die, and what left says why"""
        s = self.listen(self.new(""))
        for item in self.items.values():
            s.add(item)
        del item
        self.assertEqual(self.take_log(), [1, 2, 3, 4])
        del self.items["b"]
        self.assertEqual(self.take_log(), [3, (None, CAUSE.DIED)])
        s.remove(self.items["a"])
        self.assertEqual(self.take_log(), [2, ("a", CAUSE.REMOVED)])
        self.assertEqual(names(s), "c d")
        s.remove_all()
        self.assertEqual(self.take_log(), [0, ("c", CAUSE.CLEARED), ("d", CAUSE.CLEARED)])

    def test_cycles(self):
        """members in garbage cycles leave when these are collected"""
        s = self.listen(self.new("abcd"))
        for item in self.items.values():
            item.me = item
        self.items.clear()
        del item
        self.assertEqual(s.get_size(), 4)
        gc.collect()
        self.assertEqual(s.get_size(), 0)
        self.assertEqual(self.take_log()[-1], (None, CAUSE.DIED))

    def test_type(self):
        """members are of the item type"""
        s = Gweak.WeakSet(item_type=Item)
        self.assertEqual(s.get_item_type(), Item.__gtype__)
        self.assertEqual(s.props.item_type, Item.__gtype__)
        self.assertEqual(Gweak.WeakSet().get_item_type(), GObject.Object.__gtype__)
        self.assertTrue(s.add(self.items["a"]))
        for wrong in ("text", None, 1):
            self.assertRaises(TypeError, s.add, wrong)
            self.assertRaises(TypeError, s.contains, wrong)
            self.assertRaises(TypeError, s.intern, wrong)

    def test_intern(self):
        """intern gives the object, which becomes a member"""
        s = Gweak.WeakSet()
        self.assertIs(s.intern(self.items["a"]), self.items["a"])
        self.assertIs(s.intern(self.items["a"]), self.items["a"])
        self.assertEqual(names(s), "a")
        del self.items["a"]
        self.assertEqual(names(s), "")

    def test_foreach(self):
        """foreach gives each member, also where the set changes"""
        s = self.new("abcd")
        seen = []

        def visit(item, *data):
            seen.append((item.name, *data))
            if item.name == "a":
                s.remove(self.items["b"])
                del self.items["c"]

        s.foreach(visit, "data")
        self.assertEqual(seen, [("a", "data"), ("d", "data")])

    def test_operators(self):
        """the operators are those of sets"""
        one, other = self.new("abc"), self.new("dcb")
        self.assertEqual(names(one.copy()), "a b c")
        self.assertEqual(names(one.union(other)), "a b c d")
        self.assertEqual(names(one.intersection(other)), "b c")
        self.assertEqual(names(one.difference(other)), "a")
        self.assertEqual(names(one.symmetric_difference(other)), "a d")
        self.assertFalse(one.equal(other) or one.is_subset(other) or one.is_superset(other) or one.is_disjoint(other))
        self.assertTrue(one.equal(self.new("cba")))
        self.assertTrue(one.is_superset(self.new("a")) and self.new("a").is_subset(one))
        self.assertTrue(one.is_disjoint(self.new("d")))
        one.intersection_update(other)
        self.assertEqual(names(one), "b c")
        one.update(self.new("a"))
        self.assertEqual(names(one), "b c a")
        one.difference_update(other)
        self.assertEqual(names(one), "a")

    def test_operators_keep_nothing(self):
        """the operators keep no member alive"""
        one, other = self.new("abc"), self.new("bcd")
        made = [one.copy(), one.union(other), one.intersection(other), one.symmetric_difference(other)]
        one.intersection_update(other)
        self.items.clear()
        self.assertEqual([s.get_size() for s in (one, other, *made)], [0] * 6)

    def test_delivery(self):
        """deferred emissions wait for the main context, values do not"""
        s = self.listen(self.new("ab", deferred=True))
        self.assertTrue(s.props.deferred and s.props.main_context)
        self.assertTrue(s.copy().props.deferred)
        del self.items["a"]
        self.assertEqual((s.get_size(), self.take_log()), (1, []))
        iterate()
        self.assertEqual(self.take_log(), [1, (None, CAUSE.DIED)])

    def test_dying(self):
        """with toggle there is a last chance to rescue a member"""
        s = self.new("", toggle=True)
        o = Gio.SimpleAction(name="an-object")
        s.add(o)
        rescued = []
        s.connect("dying", lambda s, item: rescued or rescued.append(item))
        del o
        self.assertEqual(rescued[0].get_name(), "an-object")
        self.assertTrue(s.contains(rescued[0]))
        rescued[0] = None
        self.assertEqual(s.get_size(), 0)

    def test_threads(self):
        """sets are used in several threads"""
        s = self.new("abcd")

        def work():
            for _ in range(100):
                mine = [Gio.SimpleAction() for _ in range(5)]
                for o in mine:
                    s.add(o)
                self.assertTrue(all(s.contains(o) for o in mine))
                s.remove(mine[0])

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(names(s), "a b c d")

    def test_complete(self):
        """no member of the set is missing in this file and its neighbours"""
        source = "".join(path.read_text(encoding="utf-8") for path in pathlib.Path(__file__).parent.glob("*.py"))
        members = {name for base in Gweak.WeakSet.__mro__ if base.__module__.endswith("Gweak")
                   for name in vars(base) if not name.startswith("_")}
        members |= {spec.name.replace("-", "_") for spec in Gweak.WeakSet.list_properties()}
        self.assertGreater(len(members), 30)
        self.assertEqual(members - set(re.findall(r"\w+", source)) - {"props"}, set())


tap.main()
