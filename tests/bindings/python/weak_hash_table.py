# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Gweak.WeakHashTable as Python sees it."""

import gc
import threading
import unittest
import weakref

import gi

gi.require_version("Gweak", "1")
from gi.repository import Gio, GLib, GObject, Gweak

import tap
from objects import Registered, new_object

KEYS = Gweak.Weakness.KEYS
VALUES = Gweak.Weakness.VALUES


def of_values(key_type=str):
    return Gweak.WeakHashTable.new(key_type, GObject.Object, VALUES)


def of_keys(value_type=str):
    return Gweak.WeakHashTable.new(GObject.Object, value_type, KEYS)


def found(result):
    """What lookup() and its kind give, as a plain tuple."""
    return tuple(result)


class Tables(unittest.TestCase):
    def setUp(self):
        self.log = []

    def listen(self, table):
        table.connect("removed", lambda table, key, value, cause:
                      self.log.append((key, value, cause.value_nick, table.get_size())))

    def test_values(self):
        """a table of weak values answers while they live"""
        table = of_values()
        self.listen(table)
        o = new_object()
        self.assertTrue(table.insert("a", o))
        self.assertFalse(table.insert("a", o))
        self.assertEqual(self.log, [("a", o, "replaced", 1)])
        self.log.clear()
        self.assertEqual(found(table.lookup("a")), (True, o))
        self.assertEqual(found(table.lookup("b")), (False, None))
        self.assertTrue(table.contains("a"))
        self.assertEqual(table.get_size(), 1)
        self.assertEqual(table.props.n_entries, 1)
        del o
        self.assertEqual(found(table.lookup("a")), (False, None))
        self.assertEqual(table.props.n_entries, 0)
        self.assertEqual(self.log, [("a", None, "died", 0)])

    def test_keys(self):
        """a table of weak keys attaches data to objects"""
        table = of_keys()
        self.listen(table)
        a, b = new_object(), new_object()
        table.insert(a, "of a")
        table.insert(b, "of b")
        self.assertEqual(found(table.lookup(a)), (True, "of a"))
        self.assertEqual(table.dup_keys(), [a, b])
        self.assertEqual(table.dup_values(), ["of a", "of b"])
        del a
        self.assertEqual(table.dup_values(), ["of b"])
        self.assertEqual(self.log, [(None, "of a", "died", 1)])

    def test_both(self):
        """a table that is weak on both sides loses an entry with either"""
        table = Gweak.WeakHashTable.new(GObject.Object, GObject.Object, KEYS | VALUES)
        a, b, c = new_object(), new_object(), new_object()
        table.insert(a, b)
        table.insert(b, c)
        del c
        self.assertEqual(table.dup_keys(), [a])
        del a
        self.assertEqual(table.get_size(), 0)

    def test_wrapper(self):
        """a table means the object, not its wrapper"""
        table = of_values()
        store = Gio.ListStore.new(GObject.Object)
        o = new_object()
        wrapper = weakref.ref(o)
        store.append(o)
        table.insert("a", o)
        del o
        self.assertIsNone(wrapper())
        self.assertEqual(found(table.lookup("a")), (True, store.get_item(0)))
        store.remove_all()
        self.assertEqual(table.get_size(), 0)

    def test_types(self):
        """keys and values of every type come back as they went in"""
        o = new_object()
        for key_type, key in [
            (str, "Käse"), (int, -5), (GObject.TYPE_INT64, 7), (GObject.TYPE_UINT64, 7),
            (bool, True), (Gio.ApplicationFlags, Gio.ApplicationFlags.IS_SERVICE),
            (Gio.FileType, Gio.FileType.DIRECTORY), (GObject.TYPE_VARIANT, GLib.Variant("(si)", ("a", 1))), (Gio.Action, new_object()),
        ]:
            table = of_values(key_type)
            self.assertTrue(table.insert(key, o), key_type)
            self.assertEqual(found(table.lookup(key)), (True, o), key_type)
            self.assertEqual(table.dup_keys(), [key], key_type)
        for value_type, value in [
            (str, "Käse"), (float, 1.5), (GObject.TYPE_FLOAT, 0.5), (GObject.TYPE_INT64, -7), (bool, False),
            (Gio.FileType, Gio.FileType.DIRECTORY), (GObject.TYPE_VARIANT, GLib.Variant("as", ["a"])),
            (GObject.Object, new_object()),
        ]:
            table = of_keys(value_type)
            table.insert(o, value)
            self.assertEqual(found(table.lookup(o)), (True, value), value_type)
            self.assertEqual(table.dup_values(), [value], value_type)

    def test_boxed(self):
        """values of a boxed type come in a GValue of that type"""
        o = new_object()
        for value_type, value in [(GObject.TYPE_STRV, ["a", "b"]), (GObject.TYPE_PYOBJECT, {"any": object})]:
            table = of_keys(value_type)
            table.insert(o, GObject.Value(value_type, value))
            self.assertEqual(found(table.lookup(o)), (True, value), value_type)

    def test_coercion(self):
        """what fits is brought to the type of the table"""
        o = new_object()
        table = of_values(GObject.TYPE_UINT64)
        table.insert(3, o)
        self.assertTrue(table.contains(3.0))
        table = of_keys(float)
        table.insert(o, 2)
        self.assertEqual(found(table.lookup(o)), (True, 2.0))

    def test_misfits(self):
        """what does not fit is an error, and nothing is lost"""
        o = new_object()
        table = of_values(GObject.TYPE_UINT)
        table.insert(1, o)
        for key in [-300, -1, 1.5, "1", o]:
            for method in [table.lookup, table.contains, table.remove, lambda k: table.insert(k, o),
                           lambda k: table.get_or_insert(k, lambda k: o)]:
                with self.assertRaises(GLib.Error) as raised:
                    method(key)
                self.assertTrue(raised.exception.matches(Gweak.error_quark(), Gweak.Error.TYPE), key)
        for value in ["no object", 5]:
            with self.assertRaises(GLib.Error):
                table.insert(2, value)
        with self.assertRaises(GLib.Error):
            table.insert(2, None)
        self.assertEqual(table.dup_keys(), [1])

    def test_null(self):
        """a strong value can be None, and is told from none"""
        table = of_keys(str)
        a, b = new_object(), new_object()
        table.insert(a, None)
        self.assertEqual(found(table.lookup(a)), (True, None))
        self.assertEqual(found(table.lookup(b)), (False, None))

    def test_removing(self):
        """remove, steal and pop give what they took"""
        table = of_values()
        self.listen(table)
        objects = [new_object() for _ in "abc"]
        for name, o in zip("abc", objects):
            table.insert(name, o)
        self.assertEqual(found(table.pop()), (True, "c", objects[2]))
        self.assertTrue(table.remove("a"))
        self.assertFalse(table.remove("a"))
        self.assertEqual(found(table.steal_extended("b")), (True, "b", objects[1]))
        self.assertFalse(table.pop()[0])
        self.assertEqual([entry[2] for entry in self.log], ["removed"] * 3)
        table.insert("d", objects[0])
        table.remove_all()
        self.assertEqual(self.log[3:], [("d", objects[0], "cleared", 0)])

    def test_walks(self):
        """foreach and foreach_remove see each entry while others go"""
        table = of_values(int)
        objects = [new_object() for _ in range(6)]
        for i, o in enumerate(objects):
            table.insert(i, o)
        o = None
        seen = []

        def visit(key, value):
            seen.append(key)
            objects[5 - key] = None

        table.foreach(visit)
        self.assertEqual(seen, [0, 1, 2])
        self.assertEqual(table.dup_keys(), [0, 1, 2])
        objects = [new_object() for _ in range(6)]
        for i, o in enumerate(objects):
            table.insert(i, o)
        self.assertEqual(table.foreach_remove(lambda key, value: key % 2), 3)
        self.assertEqual(table.dup_keys(), [0, 2, 4])

    def test_factory(self):
        """get_or_insert makes a value once"""
        table = of_values()
        calls = []

        def make(key):
            calls.append(key)
            return new_object()

        known, o = table.get_or_insert("a", make)
        self.assertTrue(known)
        self.assertEqual(found(table.get_or_insert("a", make)), (True, o))
        self.assertEqual(calls, ["a"])
        self.assertEqual(found(table.get_or_insert("b", lambda key: None)), (False, None))
        self.assertEqual(table.dup_keys(), ["a"])

    def test_factory_recursion(self):
        """get_or_insert of the same key from inside is an error"""
        table = of_values()
        raised = []

        def make(key):
            try:
                table.get_or_insert(key, make)
            except GLib.Error as error:
                raised.append(error.code)
            return None

        table.get_or_insert("a", make)
        self.assertEqual(raised, [Gweak.Error.RECURSION])

    def test_update_and_copy(self):
        """update and copy take what lives"""
        one, other = of_values(), of_values()
        a, b = new_object(), new_object()
        one.insert("a", a)
        other.insert("b", b)
        one.update(other)
        self.assertEqual(one.dup_keys(), ["a", "b"])
        copy = one.copy()
        del b
        self.assertEqual(copy.dup_keys(), ["a"])
        self.assertEqual(other.get_size(), 0)

    def test_same_death(self):
        """the size is right in every handler of the same death"""
        tables = [of_values() for _ in range(3)]
        sizes = []
        for table in tables:
            table.connect("removed", lambda *args: sizes.append([t.get_size() for t in tables]))
        o = new_object()
        ref = Gweak.WeakRef.new_with_callback(o, lambda ref: sizes.append([t.get_size() for t in tables]))
        for table in tables:
            table.insert("a", o)
        del o
        self.assertFalse(ref.is_alive())
        self.assertEqual(sizes, [[0, 0, 0]] * 4)

    def test_revival_of_the_key(self):
        """what is inserted under the key of a dying value stays"""
        table = of_values()
        successor = new_object()
        table.connect("removed", lambda table, *args: table.insert("a", successor))
        o = new_object()
        table.insert("a", o)
        del o
        self.assertEqual(found(table.lookup("a")), (True, successor))

    def test_deferred(self):
        """a deferred table tells in its main context"""
        table = Gweak.WeakHashTable(key_type=str, value_type=GObject.Object, weakness=VALUES, deferred=True)
        self.listen(table)
        context = GLib.MainContext.default()
        o = new_object()
        table.insert("a", o)
        del o
        self.assertEqual((table.get_size(), self.log), (0, []))
        while context.iteration(False):
            pass
        self.assertEqual(self.log, [("a", None, "died", 0)])

    def test_dying(self):
        """dying is the last chance to save or rescue"""
        table = Gweak.WeakHashTable(key_type=str, value_type=GObject.Object, weakness=VALUES, toggle=True)
        saved = []
        table.connect("dying", lambda table, key, value: saved.append((key, value)))
        o = new_object()
        table.insert("a", o)
        del o
        self.assertEqual([key for key, _ in saved], ["a"])
        self.assertEqual(found(table.lookup("a")), (True, saved[0][1]))

    def test_state(self):
        """objects with state on their wrappers leave, whatever side they are on"""
        def add_attribute(o):
            o.attribute = "some"

        def add_cycle(o):
            o.me = o

        for make, change in [(Registered, lambda o: None), (new_object, add_attribute), (new_object, add_cycle),
                             (Registered, add_cycle)]:
            values, keys = of_values(), of_keys(GObject.TYPE_PYOBJECT)
            both = Gweak.WeakHashTable.new(GObject.Object, GObject.Object, KEYS | VALUES)
            o = make()
            change(o)
            values.insert("a", o)
            keys.insert(o, GObject.Value(GObject.TYPE_PYOBJECT, {"of": "a"}))
            self.assertEqual(found(keys.lookup(o)), (True, {"of": "a"}))
            both.insert(o, o)
            self.assertEqual(found(values.lookup("a")), (True, o))
            del o
            gc.collect()
            self.assertEqual([t.get_size() for t in (values, keys, both)], [0, 0, 0])

    def test_threads(self):
        """get_or_insert makes a value once, in several threads too"""
        table = of_values()
        made, got = [], []

        def make(key):
            made.append(key)
            return new_object()

        threads = [threading.Thread(target=lambda: got.append(table.get_or_insert("a", make)[1])) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(set(got)), 1)
        self.assertEqual(made, ["a"])


tap.main()
