# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What is tracked, for a script to look at."""

import gc
import unittest

import gi

gi.require_version("Gweak", "1")
from gi.repository import GLib, GObject, Gweak

import tap


class Item(GObject.Object):
    pass


class DebugTest(unittest.TestCase):
    def setUp(self):
        Gweak.debug_start()
        gc.collect()

    def tearDown(self):
        gc.collect()
        self.assertEqual(Gweak.debug_list_objects(), [])

    def test_an_object_tells_what_is_known(self):
        begin = GLib.get_monotonic_time()
        item = Item()
        refs = [Gweak.WeakRef.new(item) for _ in range(3)]
        finalizer = Gweak.Finalizer.new(item, lambda *args: None)
        known, = Gweak.debug_list_objects()
        self.assertEqual(known.get_object_type(), Item.__gtype__)
        self.assertEqual(known.get_ref_count(), 1)
        self.assertEqual(known.get_toggle_state(), "off")
        self.assertFalse(known.get_held_by_value())
        self.assertEqual(known.get_kinds(), ["finalizers", "references"])
        self.assertEqual([known.count_observers(kind) for kind in known.get_kinds()], [1, 3])
        self.assertEqual(known.count_observers(None), 4)
        self.assertTrue(begin <= known.get_tracked_time() <= GLib.get_monotonic_time())
        self.assertEqual(known.get_disposed_time(), 0)
        self.assertEqual(known.list_references(), [finalizer] + refs[::-1])

    def test_an_entry_outlives_its_object(self):
        item = Item()
        ref = Gweak.WeakRef.new(item)
        known, = Gweak.debug_list_objects()
        address = known.get_address()
        del item
        self.assertFalse(ref.is_alive())
        self.assertEqual(known.get_address(), address)
        self.assertEqual(known.list_references(), [])

    def test_a_husk_tells_since_when(self):
        item = Item()
        ref = Gweak.WeakRef.new(item)
        item.run_dispose()
        known, = Gweak.debug_list_objects()
        self.assertGreater(known.get_disposed_time(), 0)
        self.assertEqual(known.get_ref_count(), 0)
        self.assertEqual(known.list_references(), [ref])

    def test_many_lists_leave_nothing(self):
        items = [Item() for _ in range(100)]
        refs = [Gweak.WeakRef.new(item) for item in items]
        for _ in range(20):
            listed = Gweak.debug_list_objects()
            self.assertEqual(len(listed), 100)
            for known, ref in zip(listed, refs):
                self.assertEqual(known.list_references(), [ref])
        serials = [known.get_serial() for known in listed]
        self.assertEqual(serials, sorted(set(serials)))
        self.assertTrue(all(known.get_ref_count() == 1 for known in listed))


if __name__ == "__main__":
    tap.main()
