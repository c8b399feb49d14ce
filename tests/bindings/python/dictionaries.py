# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What the dictionaries of the module weakref do, done by those of gweak."""

import contextlib
import copy
import gc
import threading
import unittest
import weakref
from collections.abc import MutableMapping

import gi

gi.require_version("Gweak", "1")
gi.require_version("GweakProbe", "1")
from gi.repository import Gio, GLib, GObject, Gweak, GweakProbe

import tap

# On older ones, threads that drop objects with state can hang in GLib and PyGObject.
THREADS_ARE_SAFE = gi.version_info >= (3, 55) or (GLib.MAJOR_VERSION, GLib.MINOR_VERSION) >= (2, 80)


class Named(GObject.Object):
    def __init__(self, name="a name"):
        super().__init__()
        self.name = name

    def __repr__(self):
        return self.name


class Cyclic(Named):
    """Goes only by the garbage collector."""

    def __init__(self, name="a name"):
        super().__init__(name)
        self.me = self


# Anything that can be a value, or a key.
ANYTHING = [None, [], {}, 2**100, -(2**63), 1.5, "text", b"bytes", (1, 2), object(), Gio.ApplicationFlags.IS_SERVICE, print, ...]
HASHABLE = [thing for thing in ANYTHING if type(thing) not in (list, dict)]


class Tests(unittest.TestCase):
    def setUp(self):
        gc.collect()
        gc.disable()
        self.addCleanup(gc.enable)
        self.objects = {name: Named(name) for name in "abc"}


class Both:
    """What holds of both dictionaries. Weak sides are the objects of setUp()."""

    def test_protocol(self):
        """is a mutable mapping"""
        d = self.new("ab")
        self.assertIsInstance(d, MutableMapping)
        self.assertEqual(len(d), 2)
        self.assertEqual(list(d), self.keys("ab"))
        self.assertEqual(list(d.keys()), self.keys("ab"))
        self.assertEqual(list(d.values()), self.values("ab"))
        self.assertEqual(list(d.items()), list(zip(self.keys("ab"), self.values("ab"))))
        (a, c), (of_a, of_c) = self.keys("ac"), self.values("ac")
        self.assertTrue(a in d and c not in d and a in d.keys() and (a, of_a) in d.items() and of_a in d.values())
        self.assertFalse(of_c in d.values() or (a, of_c) in d.items())
        self.assertEqual((d[a], d.get(a), d.get(c), d.get(c, 5)), (of_a, of_a, None, 5))
        with self.assertRaises(KeyError) as raised:
            d[c]
        self.assertEqual(raised.exception.args, (c,))
        self.assertEqual(repr(d), "<{} at {:#x}>".format(type(d).__name__, id(d)))
        self.assertRaises(TypeError, hash, d)

    def test_removing(self):
        """del, pop, popitem and clear remove"""
        d = self.new("abc")
        (a, b, c), (of_a, of_b, of_c) = self.keys("abc"), self.values("abc")
        del d[a]
        self.assertRaises(KeyError, d.__delitem__, a)
        self.assertEqual(d.pop(b), of_b)
        self.assertRaises(KeyError, d.pop, b)
        self.assertEqual(d.pop(b, 5), 5)
        self.assertIsNone(d.pop(b, None))
        self.assertEqual(d.popitem(), (c, of_c))
        self.assertRaises(KeyError, d.popitem)
        d = self.new("abc")
        self.assertEqual([d.popitem() for _ in range(3)], list(zip([c, b, a], [of_c, of_b, of_a])))
        d = self.new("abc")
        d.clear()
        self.assertEqual((len(d), list(d)), (0, []))

    def test_setdefault(self):
        """setdefault sets what is missing"""
        d = self.new("a")
        (a, b), (of_a, of_b) = self.keys("ab"), self.values("ab")
        self.assertEqual([d.setdefault(a, of_b), d.setdefault(b, of_b), d.setdefault(b, of_a)], [of_a, of_b, of_b])
        self.assertEqual(len(d), 2)

    def test_replacing(self):
        """an entry that is replaced keeps its place"""
        d = self.new("abc")
        d[self.keys("a")[0]] = self.values("b")[0]
        self.assertEqual((list(d), len(d)), (self.keys("abc"), 3))
        self.assertEqual(list(d.values()), self.values("bbc"))

    def test_constructors(self):
        """is made of nothing, mappings, pairs and what has keys"""
        class WithKeys:
            def keys(self):
                return pairs

            def __getitem__(self, key):
                return dict(pairs)[key]

        items = list(zip(self.keys("ab"), self.values("ab")))
        pairs = dict(items)
        for other in (pairs, items, iter(items), self.new("ab"), WithKeys()):
            self.assertEqual(list(self.kind(other).items()), items)
        self.assertEqual([len(made) for made in (self.kind(), self.kind({}), self.kind([]))], [0] * 3)
        self.assertRaises(TypeError, self.kind, 5)
        self.assertRaises(TypeError, self.kind, {}, {})

    def test_update(self):
        """update and the operators merge"""
        d, other = self.new("ab"), self.new("bc")
        merged = d | other
        self.assertIs(type(merged), self.kind)
        self.assertEqual((len(d), len(merged)), (2, 3))
        self.assertEqual(list(dict(other) | d), self.keys("bca"))
        self.assertEqual(list(d | dict(other)), self.keys("abc"))
        same = d
        d |= dict(other)
        self.assertTrue(d is same and d == merged and not d != merged and d == dict(merged) and d != other)
        d.update(d)
        self.assertEqual(d, merged)
        for wrong in (5, [(1, 2)], None):
            self.assertRaises(TypeError, lambda: d | wrong)
            self.assertRaises(TypeError, lambda: wrong | d)
        self.assertRaises(TypeError, d.update, [1, 2])

    def test_copy(self):
        """a copy is another one, with the same weakness"""
        d = self.new("ab")
        for copied in (d.copy(), copy.copy(d), copy.deepcopy(d)):
            self.assertIs(type(copied), self.kind)
            self.assertEqual(copied, d)
            copied.clear()
            self.assertEqual(len(d), 2)
        copied = d.copy()
        del self.objects["a"]
        self.assertEqual((len(d), len(copied)), (1, 1))

    def test_deaths(self):
        """entries leave at the death, by the collector too"""
        d = self.new("abc")
        del self.objects["b"]
        self.assertEqual((len(d), list(d)), (2, self.keys("ac")))
        d[self.key("cyclic", Cyclic)] = self.value("cyclic", Cyclic)
        del self.objects["cyclic"]
        self.assertEqual(len(d), 3)
        gc.collect()
        self.assertEqual((len(d), list(d)), (2, self.keys("ac")))
        self.objects.clear()
        self.assertEqual((len(d), list(d.items())), (0, []))

    def test_walks(self):
        """a walk holds one entry, and sees no death"""
        for view in ("keys", "values", "items", "__iter__"):
            self.setUp()
            d = self.new("abc")
            walk = iter(getattr(d, view)())
            next(walk)
            self.objects.clear()
            self.assertLessEqual(len(d), 1, view)
            self.assertLessEqual(len(list(walk)), 0, view)
            del walk
            self.assertEqual(len(d), 0, view)

    def test_walk_and_change(self):
        """entries may come and go during a walk"""
        d = self.new("abc")
        seen = []
        for key in d:
            seen.append(key)
            d[self.key("d", Named)] = self.value("d", Named)
            d.pop(self.keys("b")[0], None)
        self.assertEqual(seen, self.keys("ac"))
        self.assertEqual(len(d), 3)

    def test_views_are_live(self):
        """views show what is there"""
        d = self.new("a")
        keys, values, items = d.keys(), d.values(), d.items()
        d[self.keys("b")[0]] = self.values("b")[0]
        self.assertEqual([len(view) for view in (keys, values, items)], [2] * 3)
        del self.objects["a"]
        self.assertEqual([len(list(view)) for view in (keys, values, items)], [1] * 3)
        self.assertEqual(keys & set(self.keys("b")), set(self.keys("b")))

    def test_subclass(self):
        """can be subclassed"""
        class Special(self.kind):
            extra = "extra"

        d = Special(self.new("ab"))
        self.assertIs(type(d.copy()), Special)
        self.assertEqual((d, d.extra), (self.new("ab"), "extra"))
        self.assertEqual(self.kind[str, int].__origin__, self.kind)

    def test_run_dispose(self):
        """an object that is disposed of leaves, and can come again"""
        d = self.new("a")
        a, of_a = self.keys("a")[0], self.values("a")[0]
        self.objects["a"].run_dispose()
        self.assertEqual((len(d), a in d), (0, False))
        d[a] = of_a
        self.assertEqual((len(d), d[a]), (1, of_a))

    def test_dead_at_once(self):
        """nothing is found from the first handler of a death on"""
        d = self.new("abc")
        o = self.objects["b"]
        seen = []
        ref = Gweak.WeakRef(o, lambda ref: seen.append((len(d), len(list(d)), len(d.keys()))))
        del o, self.objects["b"]
        self.assertFalse(ref.alive)
        self.assertEqual(seen, [(2, 2, 2)])

    def test_own_cycle(self):
        """a dictionary in a cycle with what it holds is collected"""
        d = self.new("a")
        name, value = self.strong()
        holder = [d]
        self.hold(d, holder)
        probe = GweakProbe.add(d._objects)
        del d, holder, name, value
        gc.collect()
        gc.collect()
        self.assertTrue(GweakProbe.is_finalized(probe))

    def test_reentrant(self):
        """what goes with an entry can change the dictionary"""
        class Changing:
            def __del__(self):
                d.clear()
                d[keys[0]] = values[0]

        d = self.kind()
        keys, values = self.keys("a"), self.values("a")
        self.hold(d, Changing(), "b")
        del self.objects["b"]
        gc.collect()
        self.assertEqual(list(d.items()), list(zip(keys, values)))

    def test_threads(self):
        """threads share it, while objects die in each of them"""
        d = self.new("abc")
        problems = []

        def work(number):
            try:
                for n in range(200):
                    o = Gio.SimpleAction()
                    self.hold_object(d, (number, n), o)
                    len(d), list(d.items()), d.get(self.keys("a")[0])
                    if n % 3 == 0:
                        with contextlib.suppress(KeyError):
                            # Others took the last.
                            d.popitem()
                        self.hold_object(d, (number, "again"), o)
                    del o
            except BaseException as error:
                problems.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(problems, [])
        self.assertEqual(len(d), len(list(d)))
        self.assertEqual(len(d._entries), len(d))
        self.assertEqual(len(d._numbers), len(d))

    def test_leaves_nothing(self):
        """nothing is left of what left"""
        d = self.kind()
        for _ in range(3):
            for _ in range(50):
                o = Named()
                self.hold_object(d, object(), o)
            del o
        self.assertEqual((len(d), d._entries, d._numbers), (0, {}, {}))


class KeyTest(Both, Tests):
    kind = Gweak.WeakKeyDictionary

    def new(self, names):
        return self.kind({self.objects[name]: [name] for name in names})

    def keys(self, names):
        return [self.objects[name] for name in names]

    def values(self, names):
        return [[name] for name in names]

    def key(self, name, class_):
        return self.objects.setdefault(name, class_(name))

    def value(self, name, class_):
        return [name]

    def strong(self):
        return self.objects["a"], None

    def hold(self, d, thing, name="a"):
        d[self.objects[name]] = thing

    def hold_object(self, d, thing, o):
        d[o] = thing

    def test_any_value(self):
        """a value can be anything"""
        d = self.kind()
        a = self.objects["a"]
        for thing in ANYTHING:
            d[a] = thing
            self.assertIs(d[a], thing)
            self.assertIs(d.pop(a), thing)
            self.assertIs(d.setdefault(a, thing), thing)
            self.assertTrue(a in d and len(d) == 1)
            del d[a]
        self.assertIsNone(d.setdefault(a))
        self.assertIn(a, d)

    def test_keys_by_identity(self):
        """keys are objects, not what they are equal to"""
        class Valued(Named):
            def __eq__(self, other):
                return isinstance(other, Valued)

            def __hash__(self):
                return 1

        a, b = Valued("a"), Valued("b")
        d = self.kind({a: "of a"})
        d.update([(b, "of b")])
        self.assertEqual((d[a], d[b], len(d)), ("of a", "of b", 2))
        del a
        self.assertEqual(list(d.values()), ["of b"])

    def test_bad_keys(self):
        """what is no GObject is no key"""
        d = self.new("a")
        for wrong in (5, "text", None, [], object()):
            self.assertNotIn(wrong, d)
            for act in (d.__getitem__, d.__delitem__, d.get, d.pop, d.setdefault, lambda key: d.__setitem__(key, 5),
                        lambda key: d.update([(key, 5)])):
                self.assertRaises(TypeError, act, wrong)
        self.assertRaises(TypeError, d.update, name=5)
        self.assertEqual(len(d), 1)

    def test_keyrefs(self):
        """keyrefs gives references to the keys"""
        d = self.new("ab")
        refs = d.keyrefs()
        self.assertEqual([ref() for ref in refs], self.keys("ab"))
        del self.objects["a"]
        self.assertEqual([ref.alive for ref in refs], [False, True])
        self.assertEqual(len(d.keyrefs()), 1)

    def test_values_are_released(self):
        """a value goes with its key, when it is replaced, and with the dictionary"""
        values = {name: Named(name) for name in "abcd"}
        refs = {name: Gweak.WeakRef(value) for name, value in values.items()}
        d = self.kind({self.objects[name]: values[name] for name in "abc"})
        values_of_replaced = values.pop("d")
        values.clear()
        del self.objects["a"]
        self.assertEqual([ref.alive for ref in refs.values()], [False, True, True, True])
        d[self.objects["b"]] = values_of_replaced
        self.assertEqual([ref.alive for ref in refs.values()], [False, False, True, True])
        del d
        self.assertFalse(refs["c"].alive)

    def test_deepcopy(self):
        """a deep copy has the keys, and copies of the values"""
        d = self.new("a")
        copied = copy.deepcopy(d)
        d[self.objects["a"]].append("more")
        self.assertEqual(copied[self.objects["a"]], ["a"])

    def test_wrappers(self):
        """a key is the object, also when its wrapper went"""
        holder = Gio.ListStore.new(Gio.SimpleAction)
        holder.append(Gio.SimpleAction(name="an-object"))
        d = self.kind()
        d[holder[0]] = "known"
        self.assertEqual((d[holder[0]], [key.get_name() for key in d]), ("known", ["an-object"]))
        holder.remove_all()
        self.assertEqual(len(d), 0)


class ValueTest(Both, Tests):
    kind = Gweak.WeakValueDictionary

    def new(self, names):
        return self.kind({"key of " + name: self.objects[name] for name in names})

    def keys(self, names):
        return ["key of " + name for name in names]

    def values(self, names):
        return [self.objects[name] for name in names]

    def key(self, name, class_):
        return "key of " + name

    def value(self, name, class_):
        return self.objects.setdefault(name, class_(name))

    def strong(self):
        return "a", self.objects["a"]

    def hold(self, d, thing, name="a"):
        class Key:
            def __init__(self):
                self.thing = thing

        d[Key()] = self.objects[name]

    def hold_object(self, d, thing, o):
        d[thing] = o

    def test_any_key(self):
        """a key can be anything hashable"""
        d = self.kind({thing: self.objects["a"] for thing in HASHABLE})
        self.assertEqual(list(d), HASHABLE)
        for thing in HASHABLE:
            self.assertIs(d[thing], self.objects["a"])
            self.assertIs(d.pop(thing), self.objects["a"])
        self.assertEqual(len(d), 0)
        d[1.0] = self.objects["a"]
        self.assertIn(True, d)

    def test_bad_keys(self):
        """what cannot be hashed is no key"""
        d = self.new("a")
        for act in (d.__getitem__, d.__delitem__, d.get, d.pop, d.__contains__, lambda key: d.__setitem__(key, self.objects["a"])):
            self.assertRaises(TypeError, act, [])
        self.assertEqual((len(d), len(d._entries)), (1, 1))

    def test_bad_values(self):
        """what is no GObject is no value"""
        d = self.new("a")
        for wrong in (5, "text", None, [], object()):
            self.assertRaises(TypeError, d.__setitem__, "key", wrong)
            self.assertRaises(TypeError, d.setdefault, "key", wrong)
            self.assertRaises(TypeError, d.update, {"key": wrong})
        self.assertRaises(TypeError, d.setdefault, "key")
        self.assertEqual(len(d), 1)

    def test_keywords(self):
        """keywords are keys"""
        a, b = self.values("ab")
        d = self.kind({"b": b}, a=a, other=b, self=a)
        self.assertEqual(dict(d), {"b": b, "a": a, "other": b, "self": a})
        d.update(dict=b)
        self.assertIs(d["dict"], b)

    def test_valuerefs(self):
        """valuerefs gives references to the values"""
        d = self.new("ab")
        refs = d.valuerefs()
        self.assertEqual(refs, list(d.itervaluerefs()))
        self.assertEqual([ref() for ref in refs], self.values("ab"))
        del self.objects["a"]
        self.assertEqual([ref.alive for ref in refs], [False, True])

    def test_keys_are_released(self):
        """a key goes with its value"""
        class Key:
            pass

        key = Key()
        ref = weakref.ref(key)
        d = self.kind({key: self.objects["a"]})
        del key
        self.assertIs(d[ref()], self.objects["a"])
        del self.objects["a"]
        self.assertIsNone(ref())
        self.assertEqual(len(d), 0)

    def test_deepcopy(self):
        """a deep copy has copies of the keys, and the values"""
        key = (1, frozenset())
        d = self.kind({key: self.objects["a"]})
        copied = copy.deepcopy(d)
        self.assertIs(copied[key], self.objects["a"])

    def test_successor(self):
        """what is set under a key while its value dies stays"""
        d = self.new("a")
        ref = Gweak.WeakRef(self.objects["a"], lambda ref: d.__setitem__("key of a", self.objects["b"]))
        del self.objects["a"]
        self.assertFalse(ref.alive)
        self.assertIs(d["key of a"], self.objects["b"])
        self.assertEqual((len(d), len(d._entries)), (1, 1))

    @unittest.skipUnless(THREADS_ARE_SAFE, "GLib and PyGObject can hang")
    def test_threaded_setdefault(self):
        """setdefault gives one value to all threads, while others are collected"""
        d = self.kind()

        def work():
            for _ in range(1000):
                o = d.setdefault(10, Cyclic())
                self.assertIsNotNone(o)
                del o

        threads = [threading.Thread(target=work) for _ in range(3)]
        gc.enable()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


tap.main()
