# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The list store as a list model, of Python objects with state on them."""

import gc
import threading
import unittest

import gi

gi.require_version("Gweak", "1")
gi.require_version("GweakProbe", "1")
from gi.repository import Gio, GLib, GObject, Gweak, GweakProbe

import tap


class Row(GObject.Object):
    title = GObject.Property(type=str, default="")

    def __init__(self, title, **state):
        super().__init__(title=title)
        self.state = title.upper()
        self.__dict__.update(state)


def iterate():
    while GLib.MainContext.default().iteration(False):
        pass


class ListStoreTest(unittest.TestCase):
    def setUp(self):
        gc.collect()
        gc.disable()
        self.addCleanup(gc.enable)
        self.store = Gweak.WeakListStore.new(Row)
        self.changes = []
        self.store.connect("items-changed", lambda store, *change: self.changes.append(change))

    def fill(self, titles):
        rows = {title: Row(title) for title in titles}
        self.store.splice(0, 0, list(rows.values()))
        self.changes.clear()
        return rows

    def content(self):
        referents = [item.props.referent for item in self.store]
        return " ".join(row.title if row else "-" for row in referents)

    def take_changes(self):
        iterate()
        changes, self.changes[:] = list(self.changes), []
        return changes

    def test_model(self):
        """is a list model of references"""
        rows = self.fill("ab")
        self.assertIsInstance(self.store, Gio.ListModel)
        self.assertEqual(self.store.get_item_type(), Gweak.WeakRef.__gtype__)
        self.assertEqual(self.store.get_referent_type(), Row.__gtype__)
        self.assertEqual((len(self.store), self.store.get_n_items(), self.store.props.n_items), (2, 2, 2))
        self.assertIs(type(self.store[1]), Gweak.WeakRef)
        self.assertIs(self.store[1].get(), rows["b"])
        self.assertIs(self.store[0], self.store[0])
        self.assertIsNone(self.store.get_item(2))
        self.assertIs(self.store.dup_object(0), rows["a"])
        self.assertEqual([self.store.dup_object(n).state for n in range(2)], ["A", "B"])

    def test_changes(self):
        """what is changed by hand is told at once"""
        a, b, c = map(Row, "abc")
        self.store.append(b)
        self.store.insert(0, a)
        self.store.splice(1, 1, [c, b])
        self.store.remove(1)
        self.assertEqual(self.content(), "a b")
        self.assertEqual(tuple(self.store.find(b)), (True, 1))
        self.assertFalse(self.store.find(c)[0])
        self.store.remove_all()
        self.assertEqual(self.take_changes(), [(0, 0, 1), (0, 0, 1), (1, 1, 2), (1, 1, 0), (0, 2, 0)])

    def test_order(self):
        """comparisons get the objects"""
        rows = self.fill("cab")
        self.store.sort(lambda a, b, *data: (a.state > b.state) - (a.state < b.state))
        self.assertEqual(self.content(), "a b c")
        rows["bb"] = Row("bb")
        position = self.store.insert_sorted(rows["bb"], lambda a, b, *data: (a.title > b.title) - (a.title < b.title))
        self.assertEqual(position, 2)
        self.assertEqual(self.take_changes(), [(0, 3, 3), (2, 0, 1)])

    def test_rows_leave(self):
        """rows leave when their objects go"""
        rows = self.fill("abcde")
        probes = [GweakProbe.add(row) for row in rows.values()]
        items = list(self.store)
        del rows["b"], rows["c"], rows["e"]
        self.assertEqual(self.content(), "a - - d -")
        self.assertEqual(self.take_changes(), [(1, 2, 0), (2, 1, 0)])
        self.assertEqual(self.content(), "a d")
        self.assertEqual([item.is_alive() for item in items], [True, False, False, True, False])
        rows.clear()
        self.assertEqual(self.take_changes(), [(0, 2, 0)])
        self.assertTrue(all(map(GweakProbe.is_finalized, probes)))

    def test_state_lives_with_the_object(self):
        """an object that C holds comes back with its state"""
        holder = Gio.ListStore.new(Row)
        holder.append(Row("a", extra="more"))
        self.store.append(holder[0])
        gc.collect()
        self.assertEqual((self.store.dup_object(0).state, self.store[0].get().extra), ("A", "more"))
        holder.remove_all()
        self.assertEqual(self.take_changes(), [(0, 0, 1), (0, 1, 0)])

    def test_cycles(self):
        """objects in cycles leave when they are collected"""
        row = Row("a")
        row.me = row
        row.connect("notify", lambda *args: row)
        row.store = self.store
        self.store.append(row)
        item = self.store[0]
        item.row = row
        item.connect("died", lambda *args: row)
        probe, item_probe = GweakProbe.add(row), GweakProbe.add(item)
        del row, item
        self.assertEqual(self.content(), "a")
        for _ in range(5):
            gc.collect()
        self.assertTrue(GweakProbe.is_finalized(probe) and GweakProbe.is_finalized(item_probe))
        self.assertEqual(self.take_changes(), [(0, 0, 1), (0, 1, 0)])

    def test_items_go(self):
        """an item with state goes when nobody holds it, and there is a new one"""
        rows = self.fill("a")
        item = self.store[0]
        item.note = "some"
        probe = GweakProbe.add(item)
        self.assertEqual(self.store[0].note, "some")
        del item
        gc.collect()
        self.assertTrue(GweakProbe.is_finalized(probe))
        self.assertFalse(hasattr(self.store[0], "note"))
        self.assertIs(self.store[0].get(), rows["a"])

    def test_store_goes(self):
        """a store goes with its members and items still there"""
        rows = self.fill("ab")
        item = self.store[0]
        probe = GweakProbe.add(self.store)
        self.store = None
        gc.collect()
        self.assertTrue(GweakProbe.is_finalized(probe))
        self.assertIs(item.get(), rows["a"])

    def test_threads(self):
        """deaths in another thread are told in the main loop"""
        rows = self.fill("abcd")
        threads = []
        self.store.connect("items-changed", lambda *args: threads.append(threading.current_thread()))

        def drop():
            for title in "bd":
                rows.pop(title)

        thread = threading.Thread(target=drop)
        thread.start()
        thread.join()
        self.assertEqual(self.content(), "a - c -")
        self.assertEqual(self.take_changes(), [(1, 1, 0), (2, 1, 0)])
        self.assertEqual(threads, [threading.main_thread()] * 2)

    def test_construction(self):
        """is constructed by its properties"""
        context = GLib.MainContext.new()
        store = Gweak.WeakListStore(referent_type=Row, main_context=context)
        row = Row("a")
        store.append(row)
        del row
        iterate()
        self.assertEqual(len(store), 1)
        while context.iteration(False):
            pass
        self.assertEqual(len(store), 0)


tap.main()
