# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Tables, sets and lists of gweak as mappings, sets and sequences of Python."""

import copy
import gc
import operator
import unittest
from collections.abc import MutableMapping, MutableSequence, MutableSet

import gi

gi.require_version("Gweak", "1")
from gi.repository import Gio, GLib, GObject, Gweak

import tap

KEYS = Gweak.Weakness.KEYS
VALUES = Gweak.Weakness.VALUES


class Item(GObject.Object):
    def __init__(self, name="a name"):
        super().__init__()
        self.name = name

    def __repr__(self):
        return self.name


class Special(Item):
    pass


class Tests(unittest.TestCase):
    def setUp(self):
        gc.collect()
        gc.disable()
        self.addCleanup(gc.enable)
        self.items = {name: Item(name) for name in "abcdef"}

    def of(self, names):
        return [self.items[name] for name in names]

    def names(self, items):
        return "".join(item.name for item in items)


class TableTest(Tests):
    def of_values(self, names="", key_type=str):
        table = Gweak.WeakHashTable.new(key_type, Item, VALUES)
        for name in names:
            table[name] = self.items[name]
        return table

    def of_keys(self, value_type):
        return Gweak.WeakHashTable.new(Item, value_type, KEYS)

    def test_protocol(self):
        """a table is a mutable mapping"""
        table = self.of_values("ab")
        a, b = self.of("ab")
        self.assertIsInstance(table, MutableMapping)
        self.assertEqual((len(table), list(table), bool(table), bool(self.of_values())), (2, ["a", "b"], True, False))
        self.assertEqual((list(table.keys()), list(table.values()), list(table.items())), (["a", "b"], [a, b], [("a", a), ("b", b)]))
        self.assertEqual((table["a"], table.get("c"), table.get("c", 5), "a" in table, "c" in table), (a, None, 5, True, False))
        self.assertRaises(KeyError, operator.getitem, table, "c")
        self.assertRaises(KeyError, operator.delitem, table, "c")
        del table["a"]
        self.assertEqual(list(table), ["b"])
        self.assertRaises(TypeError, hash, table)
        self.assertEqual(table, {"b": b})
        self.assertTrue(table != {"b": a} and table != 5)

    def test_removing(self):
        """pop, popitem and clear remove"""
        table = self.of_values("abc")
        self.assertIs(table.pop("a"), self.items["a"])
        self.assertRaises(KeyError, table.pop, "a")
        self.assertEqual((table.pop("a", 5), table.pop("a", None), table.pop(5, 6)), (5, None, 6))
        self.assertEqual(table.popitem(), ("c", self.items["c"]))
        self.assertEqual(tuple(table.pop()), (True, "b", self.items["b"]))
        self.assertFalse(table.pop()[0])
        self.assertRaises(KeyError, table.popitem)
        self.assertRaises(TypeError, table.pop, 1, 2, 3)
        table = self.of_values("abc")
        table.clear()
        self.assertEqual(len(table), 0)

    def test_setting(self):
        """update, setdefault and the operators set"""
        table = self.of_values("ab")
        a, b, c = self.of("abc")
        self.assertEqual((table.setdefault("a", c), table.setdefault("c", c), len(table)), (a, c, 3))
        self.assertRaises(TypeError, table.setdefault, "d")
        self.assertRaises(TypeError, table.setdefault, "d", 5)
        self.assertRaises(TypeError, table.setdefault, 5, a)
        table.update({"a": b}, other=c)
        table.update([("d", a)])
        table.update(self.of_values("e"))
        table.update(Gweak.WeakValueDictionary(f=c))
        self.assertEqual({key: value.name for key, value in table.items()},
                         {"a": "b", "b": "b", "c": "c", "other": "c", "d": "a", "e": "e", "f": "c"})
        merged = self.of_values("a") | {"b": b} | self.of_values("c")
        self.assertIs(type(merged), Gweak.WeakHashTable)
        self.assertEqual(dict(merged), {"a": a, "b": b, "c": c})
        same = merged
        merged |= {"d": a}
        self.assertTrue(merged is same and len(merged) == 4)
        self.assertRaises(TypeError, operator.or_, merged, 5)
        self.assertRaises(TypeError, merged.update, {"d": 5})

    def test_other_types(self):
        """a key of another type is not in a table, and cannot be set"""
        table = self.of_values(key_type=GObject.TYPE_INT)
        table[5] = self.items["a"]
        self.assertEqual((table[5.0], 5.0 in table), (self.items["a"], True))
        for wrong in ("5", 5.5, 2**40, 2**70, -(2**40), None, self.items["a"], [], object()):
            self.assertNotIn(wrong, table)
            self.assertIsNone(table.get(wrong))
            self.assertRaises(KeyError, operator.getitem, table, wrong)
            self.assertRaises(KeyError, operator.delitem, table, wrong)
            self.assertRaises(TypeError, operator.setitem, table, wrong, self.items["a"])
        for wrong in ("text", 5, None, [], Gio.SimpleAction()):
            self.assertRaises(TypeError, operator.setitem, table, 6, wrong)
        self.assertEqual(dict(table), {5: self.items["a"]})

    def test_large_integers(self):
        """integers of 64 bits are keys and values"""
        for gtype, numbers in [(GObject.TYPE_INT64, (-(2**63), -(2**40), 2**31, 2**63 - 1)), (GObject.TYPE_UINT64, (0, 2**32, 2**64 - 1))]:
            table = self.of_values(key_type=gtype)
            for number in numbers:
                table[number] = self.items["a"]
                self.assertIn(number, table)
                self.assertTrue(table.contains(number))
            self.assertEqual(tuple(table), numbers)
            table = self.of_keys(gtype)
            for number in numbers:
                table[self.items["a"]] = number
                self.assertEqual(table[self.items["a"]], number)

    def test_large_keys_of_a_cache(self):
        """integers of 64 bits are keys of a cache"""
        cache = Gweak.Cache.new(GObject.TYPE_INT64, Item)
        cache.insert(2**40, self.items["a"])
        self.assertTrue(cache.contains(2**40) and cache.lookup(2**40) is self.items["a"])
        self.assertIs(cache.get_or_insert(-(2**40), lambda key: (self.items["b"], 1)), self.items["b"])
        self.assertTrue(cache.remove(2**40) and cache.remove(-(2**40)))

    def test_any_value(self):
        """with the type of Python's objects, a value can be anything"""
        table = self.of_keys(GObject.TYPE_PYOBJECT)
        a = self.items["a"]
        for thing in (None, [], {}, 2**100, 1.5, "text", True, (1,), object(), self.items["b"], GLib.Variant("s", "text"), print):
            table[a] = thing
            self.assertIs(table[a], thing)
            self.assertTrue(a in table and list(table.items()) == [(a, thing)])
            self.assertIs(table.pop(a), thing)
            if thing is not None:
                self.assertIs(table.setdefault(a, thing), thing)
                self.assertEqual(tuple(table.get_or_insert(self.items["b"], lambda key: thing)), (True, thing))
            table.clear()
        self.assertIsNone(table.setdefault(a))
        self.assertIn(a, table)

    def test_strings(self):
        """lists of strings are values of their type"""
        table = self.of_keys(GObject.TYPE_STRV)
        table[self.items["a"]] = ["a", "b"]
        self.assertEqual(table[self.items["a"]], ["a", "b"])
        table[self.items["b"]] = ()
        self.assertEqual(table[self.items["b"]], [])

    def test_factory_raises(self):
        """what a factory raises reaches who called, and nothing is inserted"""
        table = self.of_values()
        with self.assertRaises(ZeroDivisionError):
            table.get_or_insert("a", lambda key: 1 / 0)
        with self.assertRaises(KeyboardInterrupt):
            table.get_or_insert("a", self.interrupt)
        self.assertEqual(len(table), 0)
        self.assertFalse(table.get_or_insert("a", lambda key: None)[0])
        self.assertRaises(GLib.Error, table.get_or_insert, "a", lambda key: 5)

    def interrupt(self, *args):
        raise KeyboardInterrupt

    def test_walk_raises(self):
        """what is raised for an entry reaches who called, and ends the walk"""
        table = self.of_values("abc")
        seen = []

        def visit(key, value, *data):
            seen.append((key, *data))
            if key == "b":
                raise ValueError
            return True

        self.assertRaises(ValueError, table.foreach, visit, "data")
        self.assertEqual(seen, [("a", "data"), ("b", "data")])
        self.assertRaises(ValueError, table.foreach_remove, visit)
        self.assertEqual(list(table), ["b", "c"])

    def test_walks(self):
        """a walk holds one entry, and sees no death"""
        for make in (lambda: self.of_values("abc"), self.table_of_keys):
            for view in ("keys", "values", "items"):
                self.setUp()
                table = make()
                walk = iter(getattr(table, view)())
                next(walk)
                self.items.clear()
                self.assertLessEqual(len(table), 1, view)
                self.assertEqual(list(walk), [], view)
                self.assertEqual(len(table), 0)

    def table_of_keys(self):
        table = self.of_keys(str)
        for name in "abc":
            table[self.items[name]] = name
        return table

    def test_removed_in_walk(self):
        """a walk does not give what was removed meanwhile"""
        table = self.table_of_keys()
        seen = []
        for key in table:
            seen.append(key.name)
            table.pop(self.items["b"], None)
        self.assertEqual(seen, ["a", "c"])

    def test_weak_both(self):
        """a table that is weak on both sides is a mapping too"""
        table = Gweak.WeakHashTable.new(Item, Item, KEYS | VALUES)
        a, b, c, d = self.of("abcd")
        table.update({a: b, c: d})
        del b, d
        del self.items["b"]
        self.assertEqual(dict(table), {c: self.items["d"]})


class SetTest(Tests):
    def new(self, names):
        return Gweak.WeakSet(self.of(names))

    def test_protocol(self):
        """a set is a mutable set"""
        s = self.new("ab")
        a, b, c = self.of("abc")
        self.assertIsInstance(s, MutableSet)
        self.assertEqual((len(s), self.names(s), a in s, c in s, bool(s), bool(self.new(""))), (2, "ab", True, False, True, False))
        for wrong in (5, None, "text", [], Gweak.WeakRef(a)):
            self.assertNotIn(wrong, s)
        s.discard(c)
        s.discard(5)
        s.discard(a)
        self.assertRaises(KeyError, s.remove, a)
        self.assertRaises(KeyError, s.remove, 5)
        self.assertIs(s.pop(), b)
        self.assertRaises(KeyError, s.pop)
        s.add(c)
        s.clear()
        self.assertEqual(len(s), 0)
        self.assertRaises(TypeError, hash, s)
        self.assertRaises(TypeError, s.add, 5)

    def test_constructor(self):
        """is made of nothing, or of anything that can be walked over"""
        for data in ("", self.of("ab"), iter(self.of("ab")), set(self.of("ab")), self.new("ab")):
            self.assertEqual(len(Gweak.WeakSet(data)), 2 if data else 0)
        self.assertEqual(len(Gweak.WeakSet(self.of("a"), item_type=Item, deferred=True)), 1)
        self.assertRaises(TypeError, Gweak.WeakSet, 5)
        self.assertRaises(TypeError, Gweak.WeakSet, [5])

    def test_item_type(self):
        """an object of another type is a TypeError, and no member"""
        s = Gweak.WeakSet(item_type=Special)
        for method in (s.add, s.contains, s.intern):
            self.assertRaises(TypeError, method, self.items["a"])
        self.assertRaises(TypeError, s.update, self.new("a"))
        self.assertRaises(TypeError, operator.or_, s, self.of("a"))
        special = Special("s")
        s.add(special)
        others = Gweak.WeakSet([special, *self.of("a")])
        self.assertEqual([len(s & others), len(s - others), s <= others, others > s, s == others], [1, 0, True, True, False])
        self.assertEqual(len(others ^ s), 1)

    def test_operators(self):
        """the operators are those of sets, with sets of both kinds and other iterables"""
        pairs = [("", ""), ("ab", "bc"), ("ab", "ab"), ("ab", "abc"), ("abc", "a"), ("ab", "cd"), ("abcdef", "fedcba"), ("a", "")]
        names = ["and_", "or_", "sub", "xor", "iand", "ior", "isub", "ixor", "le", "lt", "ge", "gt"]
        for one, other in pairs:
            for name in names:
                function = getattr(operator, name)
                expected = function(set(self.of(one)), set(self.of(other)))
                for kind in (Gweak.WeakSet, set, frozenset, list):
                    got = function(self.new(one), kind(self.of(other)))
                    if isinstance(expected, set):
                        self.assertIs(type(got), Gweak.WeakSet)
                        got = set(got)
                    self.assertEqual(got, expected, (one, name, other, kind))
            for name in names[:4]:
                if name != "sub":
                    expected = getattr(operator, name)(set(self.of(one)), set(self.of(other)))
                    self.assertEqual(set(getattr(operator, name)(set(self.of(one)), self.new(other))), expected)

    def test_methods(self):
        """the methods are those of sets"""
        pairs = [("", ""), ("ab", "bc"), ("ab", "ab"), ("ab", "abc"), ("abc", "a"), ("ab", "cd")]
        methods = ["intersection", "union", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint"]
        updates = ["intersection_update", "update", "difference_update", "symmetric_difference_update"]
        for one, other in pairs:
            for kind in (Gweak.WeakSet, set, iter):
                for method in methods:
                    got = getattr(self.new(one), method)(kind(self.of(other)))
                    expected = getattr(set(self.of(one)), method)(self.of(other))
                    self.assertEqual(set(got) if isinstance(expected, set) else got, expected, (one, method, other))
                for method in updates:
                    s, expected = self.new(one), set(self.of(one))
                    self.assertIsNone(getattr(s, method)(kind(self.of(other))))
                    getattr(expected, method)(self.of(other))
                    self.assertEqual(set(s), expected, (one, method, other))

    def test_itself(self):
        """a set can be combined with itself"""
        s = self.new("ab")
        s |= s
        s &= s
        self.assertEqual(self.names(s), "ab")
        self.assertTrue(s <= s and not s < s and s == s and not s != s)
        s ^= s
        self.assertEqual(len(s), 0)
        s = self.new("ab")
        s -= s
        self.assertEqual(len(s), 0)

    def test_wrong_operands(self):
        """what cannot be walked over is no operand"""
        s = self.new("a")
        for name in ("and_", "or_", "sub", "xor", "iand", "ior", "isub", "ixor", "le", "lt", "ge", "gt"):
            self.assertRaises(TypeError, getattr(operator, name), s, 5)
        self.assertTrue(s != 5 and not s == set(self.of("a")))

    def test_copy(self):
        """a copy is another set"""
        s = self.new("ab")
        for copied in (s.copy(), copy.copy(s), s.union([])):
            self.assertEqual(copied, s)
            copied.clear()
        self.assertEqual(len(s), 2)
        self.assertIs(Gweak.WeakSet[int].__origin__, Gweak.WeakSet)

    def test_walk(self):
        """a walk holds one member, and sees neither deaths nor removals"""
        s = self.new("abcd")
        walk = iter(s)
        self.assertIs(next(walk), self.items["a"])
        s.remove(self.items["b"])
        del self.items["c"]
        self.assertEqual(self.names(walk), "d")
        walk = iter(s)
        next(walk)
        self.items.clear()
        self.assertEqual(len(s), 1)
        self.assertEqual(list(walk), [])
        self.assertEqual(len(s), 0)

    def test_foreach_raises(self):
        """what is raised for a member reaches who called, and ends the walk"""
        seen = []

        def visit(item, *data):
            seen.append((item.name, *data))
            if item.name == "b":
                raise ValueError

        self.assertRaises(ValueError, self.new("abc").foreach, visit, "data")
        self.assertEqual(seen, [("a", "data"), ("b", "data")])

    def test_dying_operands(self):
        """what is made of a set holds no member"""
        s = self.new("abc")
        made = [s | self.of("d"), s & set(self.of("ab")), s - [], s ^ self.of("e")]
        self.items.clear()
        self.assertEqual([len(other) for other in (s, *made)], [0] * 5)


class ListTest(Tests):
    def new(self, names):
        store = Gweak.WeakListStore.new(Item)
        store.extend(self.of(names))
        return store

    def content(self, store):
        return "".join(ref().name if ref() else "-" for ref in store)

    def test_protocol(self):
        """a list is a mutable sequence of references"""
        store = self.new("abc")
        self.assertIsInstance(store, MutableSequence)
        self.assertEqual((len(store), self.content(store), store[-1](), store[0]()), (3, "abc", self.items["c"], self.items["a"]))
        self.assertEqual([ref() for ref in store[1:]], self.of("bc"))
        self.assertEqual([ref() for ref in store[::-2]], self.of("ca"))
        self.assertEqual([ref() for ref in reversed(store)], self.of("cba"))
        for wrong in (3, -4):
            self.assertRaises(IndexError, operator.getitem, store, wrong)
        self.assertRaises(TypeError, operator.getitem, store, "a")

    def test_like_a_list(self):
        """is changed as a list is"""
        def check(change):
            store, expected = self.new("abcd"), self.of("abcd")
            change(store)
            change(expected)
            self.assertEqual([ref() for ref in store], expected)

        e, f, b = self.of("efb")
        for n in (-7, -4, -1, 0, 2, 4, 7):
            check(lambda s: s.insert(n, e))
        for n in (-4, -1, 0, 3):
            check(lambda s: s.__setitem__(n, e))
            check(lambda s: s.__delitem__(n))
            check(lambda s: self.assertIs(s.pop(n), self.of("abcd")[n]))
        for bounds in (slice(1, 3), slice(3, 1), slice(None), slice(-2, None), slice(2, 99), slice(0, 0), slice(4, 4)):
            check(lambda s: s.__setitem__(bounds, [e, f, e]))
            check(lambda s: s.__delitem__(bounds))
        for bounds in (slice(None, None, 2), slice(None, None, -2), slice(3, None, -1), slice(0, 0, 3)):
            check(lambda s: s.__delitem__(bounds))
        check(lambda s: s.__setitem__(slice(None, None, 2), [e, f]))
        check(lambda s: s.__setitem__(slice(None, None, -2), iter([e, f])))
        check(lambda s: s.append(e))
        check(lambda s: s.extend(iter([e, f])))
        check(lambda s: s.__iadd__([e, f]))
        check(lambda s: s.remove(b))
        check(lambda s: s.clear())

    def test_wrong_positions(self):
        """positions that are not there are an IndexError"""
        store = self.new("ab")
        for wrong in (2, -3):
            for act in (store.pop, store.remove, store.__delitem__, lambda n: store.__setitem__(n, self.items["a"])):
                self.assertRaises(IndexError, act, wrong)
        self.assertRaises(ValueError, store.__setitem__, slice(None, None, 2), self.of("abc"))
        self.assertRaises(IndexError, self.new("").pop)
        self.assertEqual(self.content(store), "ab")

    def test_wrong_types(self):
        """what is of another type is a TypeError, and nothing changes"""
        store = self.new("ab")
        for wrong in (5, None, "text", Gio.SimpleAction(), Gweak.WeakRef(self.items["a"])):
            for act in (store.append, lambda o: store.insert(0, o), lambda o: store.extend([self.items["a"], o]),
                        lambda o: store.__setitem__(0, o), lambda o: store.splice(0, 1, [o]),
                        lambda o: store.insert_sorted(o, lambda *args: 0)):
                self.assertRaises(TypeError, act, wrong)
        self.assertEqual(self.content(store), "ab")

    def test_finding(self):
        """objects and references are found"""
        store = self.new("aba")
        a, b, c = self.of("abc")
        for item in (a, Gweak.WeakRef(a), store[0]):
            self.assertTrue(item in store)
            self.assertEqual((store.index(item), store.index(item, 1), store.count(item)), (0, 2, 2))
        for item in (c, Gweak.WeakRef(c), Gweak.WeakRef(), 5, None, "text"):
            self.assertFalse(item in store)
            self.assertEqual(store.count(item), 0)
            self.assertRaises(ValueError, store.index, item)
        self.assertRaises(ValueError, store.index, b, 0, 1)
        self.assertRaises(ValueError, store.remove, c)
        store.remove(store[1])
        store.remove(1)
        self.assertEqual(self.content(store), "a")

    def test_deaths(self):
        """members that died are dead references until the main loop runs"""
        store = self.new("abc")
        del self.items["b"]
        self.assertEqual((self.content(store), store.pop(1)), ("a-c", None))
        del self.items["c"]
        self.assertEqual(self.content(store), "a-")
        while GLib.MainContext.default().iteration(False):
            pass
        self.assertEqual(self.content(store), "a")

    def test_sorting(self):
        """what a comparison raises reaches who called, and nothing is lost"""
        def compare(one, other, *data):
            return (one.name > other.name) - (one.name < other.name)

        store = self.new("cab")
        store.sort(compare)
        self.assertEqual((store.insert_sorted(self.items["b"], compare), self.content(store)), (2, "abbc"))
        store = self.new("cab")
        self.assertRaises(ZeroDivisionError, store.sort, lambda *args: 1 / 0)
        self.assertEqual(sorted(self.content(store)), ["a", "b", "c"])
        self.assertRaises(ZeroDivisionError, store.insert_sorted, self.items["d"], lambda *args: 1 / 0)
        self.assertEqual(len(store), 3)

    def test_one_change(self):
        """a slice changes at once"""
        store = self.new("abcd")
        changes = []
        store.connect("items-changed", lambda store, *change: changes.append(change))
        store[1:3] = self.of("ef")
        store += self.of("a")
        del store[0:2]
        self.assertEqual(changes, [(1, 2, 2), (4, 0, 1), (0, 2, 0)])

    def test_references_as_members(self):
        """a list of references finds those, not their objects"""
        store = Gweak.WeakListStore.new(Gweak.WeakRef)
        ref = Gweak.WeakRef(self.items["a"])
        store.append(ref)
        self.assertTrue(ref in store and self.items["a"] not in store and store[0]() is ref)


tap.main()
