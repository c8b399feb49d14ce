# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What happens in Python's garbage collector, and what is kept out of it."""

import gc
import sys
import unittest

import gi

gi.require_version("Gweak", "1")
gi.require_version("GweakProbe", "1")
from gi.repository import GLib, GObject, Gweak, GweakProbe

import tap

VALUES = Gweak.Weakness.VALUES


class Cyclic(GObject.Object):
    def __init__(self, *held):
        super().__init__()
        self.me = self
        self.held = list(held)


def iterate():
    while GLib.MainContext.default().iteration(False):
        pass


class CollectorTest(unittest.TestCase):
    def setUp(self):
        iterate()
        gc.collect()
        gc.disable()
        self.addCleanup(gc.enable)
        self.log = []
        self.collecting = False
        gc.callbacks.append(self.note_collection)
        self.addCleanup(gc.callbacks.remove, self.note_collection)

    def note_collection(self, phase, info):
        self.collecting = phase == "start"

    def handler(self, what):
        return lambda *args: self.log.append((what, self.collecting))

    def collect(self):
        for _ in range(5):
            gc.collect()

    def test_deferred(self):
        """what is deferred is told after the collection"""
        o = Cyclic()
        ref = Gweak.WeakRef(o, self.handler("callback"), deferred=True)
        ref.connect("notify::alive", self.handler("notify"))
        Gweak.Finalizer(o, self.handler("finalizer"), deferred=True)
        table = Gweak.WeakHashTable(key_type=str, value_type=GObject.Object, weakness=VALUES, deferred=True)
        table["a"] = o
        table.connect("removed", self.handler("table"))
        members = Gweak.WeakSet([o], deferred=True)
        members.connect("removed", self.handler("set"))
        store = Gweak.WeakListStore.new(GObject.Object)
        store.append(o)
        store.connect("items-changed", self.handler("list"))
        del o
        self.collect()
        # Values are true at once.
        self.assertEqual((self.log, ref.alive, len(table), len(members)), ([], False, 0, 0))
        iterate()
        self.assertEqual(sorted(self.log), [(what, False) for what in ("callback", "finalizer", "list", "notify", "set", "table")])

    def test_immediate(self):
        """what is not deferred is told in the collection, and can do anything there"""
        def do_anything(*args):
            self.log.append(self.collecting)
            gc.collect()
            other = Cyclic()
            known[other] = other.held
            values["other"] = other
            other_refs.append(Gweak.WeakRef(other, do_anything))
            if len(self.log) > 20:
                other_refs.clear()
            del other
            known.update(known.copy())
            members.update([Cyclic()])
            len(known), list(known.items()), list(values.items()), list(members)

        other_refs = []
        known, values, members = Gweak.WeakKeyDictionary(), Gweak.WeakValueDictionary(), Gweak.WeakSet()
        o = Cyclic()
        known[o], values["o"] = [], o
        members.add(o)
        refs = [Gweak.WeakRef(o, do_anything), Gweak.WeakRef.new_with_callback(o, do_anything)]
        Gweak.Finalizer(o, do_anything)
        proxy = Gweak.proxy(o, do_anything)
        del o
        self.collect()
        self.assertGreaterEqual(len(self.log), 4)
        self.assertTrue(self.log[0])
        self.assertFalse(any(ref.alive for ref in refs))
        self.assertRaises(ReferenceError, bool, proxy)
        other_refs.clear()
        self.collect()
        self.assertEqual((len(known), len(values), len(members)), (0, 0, 0))

    def test_all_garbage(self):
        """objects, what watches them and what that calls go together, without a complaint"""
        caught = []
        sys.unraisablehook = lambda args: caught.append(args.exc_value)

        class Watcher:
            def __init__(self, o):
                self.o = o
                self.refs = [Gweak.WeakRef(o, self.told), Gweak.WeakRef(o, self.told, deferred=True)]
                self.proxy = Gweak.proxy(o, self.told)
                self.known = Gweak.WeakKeyDictionary({o: self})
                self.values = Gweak.WeakValueDictionary({"o": o})
                self.members = Gweak.WeakSet([o])
                self.members.connect("removed", self.told)
                self.table = Gweak.WeakHashTable.new(str, GObject.Object, VALUES)
                self.table["o"] = o
                self.table.connect("removed", self.told)
                self.store = Gweak.WeakListStore.new(GObject.Object)
                self.store.append(o)

            def told(self, *args):
                len(self.known), list(self.values), list(self.members), self.o

        probes = []
        for _ in range(20):
            o = Cyclic()
            # What owns its key keeps it, as in the module weakref; but for that it would go.
            watcher = Watcher(o)
            watcher.known[o] = None
            o.held.append(watcher)
            probes += [GweakProbe.add(part) for part in (o, watcher.members, watcher.table, watcher.store, *watcher.refs)]
        del o, watcher
        self.collect()
        iterate()
        self.collect()
        self.assertTrue(all(map(GweakProbe.is_finalized, probes)))
        self.assertEqual(caught, [])

    def test_value_with_key(self):
        """a value that reaches its key by a reference lets it go"""
        o = Cyclic()
        known = Gweak.WeakKeyDictionary({o: Gweak.WeakRef(o)})
        del o
        self.collect()
        self.assertEqual(len(known), 0)

    def test_pending(self):
        """deaths in the middle of a change of the dictionary leave nothing behind"""
        class Key:
            """Collects when it is compared."""

            def __hash__(self):
                return 1

            def __eq__(self, other):
                gc.collect()
                return self is other

        d = Gweak.WeakValueDictionary()
        kept = Cyclic()
        for _ in range(10):
            d[Key()] = Cyclic()
            d[Key()] = kept
        self.collect()
        self.assertEqual((len(d), len(d._entries), len(d._numbers)), (10, 10, 10))
        self.assertEqual(list(d.values()), [kept] * 10)


tap.main()
