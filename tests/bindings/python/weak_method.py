# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Methods of Python objects with state on them, and sources bound to such."""

import gc
import sys
import threading
import unittest

import gi

gi.require_version("Gweak", "1")
from gi.repository import Gio, GLib, GObject, Gweak

import tap


class Item(GObject.Object):
    __gsignals__ = {
        "asked": (GObject.SignalFlags.RUN_LAST, int, (int,)),
        "told": (GObject.SignalFlags.RUN_LAST | GObject.SignalFlags.DETAILED, None, (int, str)),
    }
    value = GObject.Property(type=int)

    def __init__(self, log=None):
        super().__init__()
        self.log = log

    def note(self, *args):
        self.log.append(args)

    def double(self, source, number):
        return 2 * number


def iterate():
    while GLib.MainContext.default().iteration(False):
        pass


def method_of(item, function=Item.note):
    return Gweak.WeakMethod.new_closure(item, function)


def is_heard(source, name="told"):
    return GObject.signal_handler_find(source, GObject.SignalMatchType.ID, GObject.signal_lookup(name, source), 0, None, None, None) != 0


class MethodTest(unittest.TestCase):
    def setUp(self):
        gc.collect()
        gc.disable()
        self.addCleanup(gc.enable)
        self.log = []
        self.item = Item(self.log)
        self.source = Item()

    def test_attach(self):
        """a function gets the object, the source and the arguments"""
        method = method_of(self.item)
        self.assertGreater(method.attach(self.source, "told", 0), 0)
        self.source.emit("told", 3, "left")
        self.assertEqual(self.log, [(self.source, 3, "left")])

    def test_details(self):
        """details are as asked for"""
        method_of(self.item).attach(self.source, "told::far", GObject.ConnectFlags.AFTER)
        self.source.emit("told::near", 1, "x")
        self.source.emit("told::far", 2, "y")
        self.assertEqual(self.log, [(self.source, 2, "y")])

    def test_return(self):
        """what a function returns, the emission returns"""
        method_of(self.item, Item.double).attach(self.source, "asked", 0)
        self.assertEqual(self.source.emit("asked", 21), 42)
        self.item = None
        self.assertEqual(self.source.emit("asked", 21), 0)

    def test_death(self):
        """an object with state goes, and its handlers with it"""
        method = method_of(self.item)
        method.attach(self.source, "told", 0)
        self.item.attribute = "some"
        self.source.emit("told", 1, "x")
        self.item = None
        self.assertFalse(method.is_alive())
        self.assertFalse(is_heard(self.source))
        self.source.emit("told", 2, "y")
        self.assertEqual(self.log, [(self.source, 1, "x")])

    def test_alone(self):
        """a method that nobody holds works as long as its object lives"""
        method_of(self.item).attach(self.source, "told", 0)
        gc.collect()
        self.source.emit("told", 1, "x")
        self.assertEqual(len(self.log), 1)
        self.assertEqual(Gweak.count_references(self.item), 1)
        self.item = None
        self.assertFalse(is_heard(self.source))

    def test_in_call(self):
        """an object that is dropped in the call lives until it returns"""
        seen = []

        def drop(item, source, *args):
            self.item = None
            seen.append(ref())

        ref = Gweak.WeakRef.new(self.item)
        method_of(self.item, drop).attach(self.source, "told", 0)
        self.source.emit("told", 1, "x")
        self.assertIsInstance(seen.pop(), Item)
        self.assertIsNone(ref())
        self.assertFalse(is_heard(self.source))

    def test_cycle(self):
        """an object in a cycle goes when that is collected"""
        self.item.me = self.item
        self.item.method = method_of(self.item)
        self.item.method.attach(self.source, "told", 0)
        ref = Gweak.WeakRef.new(self.item)
        self.item = None
        self.assertTrue(ref.is_alive())
        gc.collect()
        self.assertFalse(ref.is_alive())
        self.assertFalse(is_heard(self.source))

    def test_source(self):
        """a source is not held"""
        method = method_of(self.item)
        method.attach(self.source, "told", 0)
        ref = Gweak.WeakRef.new(self.source)
        self.source = None
        self.assertFalse(ref.is_alive())
        self.assertTrue(method.is_alive())

    def test_disconnect(self):
        """a handler is disconnected like any other"""
        method = method_of(self.item)
        handler = method.attach(self.source, "told", 0)
        self.source.disconnect(handler)
        self.source.emit("told", 1, "x")
        self.assertEqual(self.log, [])

    def test_clear(self):
        """the handlers go when the method is cleared"""
        method = method_of(self.item)
        method.attach(self.source, "told", 0)
        method.attach(self.source, "notify::value", 0)
        method.clear()
        self.assertFalse(is_heard(self.source))
        self.assertFalse(is_heard(self.source, "notify"))

    def test_thread(self):
        """the object may go in another thread"""
        method = method_of(self.item)
        method.attach(self.source, "told", 0)
        box = [self.item]
        self.item = None
        thread = threading.Thread(target=box.clear)
        thread.start()
        thread.join()
        self.assertFalse(method.is_alive())
        self.assertFalse(is_heard(self.source))

    def test_invoke(self):
        """invoke passes the object and what it gets, and gives what is returned"""
        method = method_of(self.item, lambda item, *args: item.note(*args) or sum(args))
        result = GObject.Value(int)
        self.assertTrue(method.invoke(result, [4, 5]))
        self.assertEqual(result.get_int(), 9)
        self.assertTrue(method.invoke(None, []))
        self.assertEqual(self.log, [(4, 5), ()])
        self.item = None
        self.assertFalse(method.invoke(None, []))

    def test_closure(self):
        """a closure of a method can be connected by hand, and does nothing afterwards"""
        closure = method_of(self.item).dup_closure()
        GObject.signal_connect_closure(self.source, "told", closure, False)
        self.source.emit("told", 1, "x")
        self.assertEqual(self.log, [(self.source, 1, "x")])
        self.item = None
        self.source.emit("told", 2, "y")
        self.assertEqual(len(self.log), 1)

    def test_raise(self):
        """a function that raises stops nobody else"""
        raised = []
        sys.unraisablehook = lambda args: raised.append(args.exc_type)
        method_of(self.item, lambda *args: 1 / 0).attach(self.source, "told", 0)
        method_of(self.item).attach(self.source, "told", 0)
        self.source.emit("told", 1, "x")
        self.assertEqual(raised, [ZeroDivisionError])
        self.assertEqual(len(self.log), 1)

    def test_dead(self):
        """None makes a method that is dead from the start"""
        method = Gweak.WeakMethod.new_closure(None, print)
        self.assertFalse(method.is_alive())
        self.assertEqual(method.attach(self.source, "told", 0), 0)
        self.assertFalse(method.invoke(None, []))

    def test_release(self):
        """the function is released at the death, also of a method that is held"""
        held = Item()
        ref = Gweak.WeakRef.new(held)
        method = method_of(self.item, lambda item, *args, held=held: None)
        del held
        self.assertTrue(ref.is_alive())
        self.item = None
        self.assertFalse(method.is_alive())
        self.assertFalse(ref.is_alive())


class SourceTest(unittest.TestCase):
    def test_bind(self):
        """a source is destroyed when its object died"""
        item, calls = Item(), []
        source = GLib.Idle()
        source.set_callback(lambda *args: calls.append(1) or True)
        Gweak.bind_source(source, item)
        source.attach(None)
        GLib.MainContext.default().iteration(False)
        self.assertEqual(calls, [1])
        del item
        self.assertTrue(source.is_destroyed())
        iterate()
        self.assertEqual(calls, [1])

    def test_finished(self):
        """a source that finished is forgotten"""
        item = Item()
        source = GLib.Idle()
        source.set_callback(lambda *args: False)
        source.attach(None)
        Gweak.bind_source(source, item)
        iterate()
        self.assertTrue(source.is_destroyed())
        ref = Gweak.WeakRef.new(item)
        del item
        self.assertFalse(ref.is_alive())

    def test_none(self):
        """no object destroys a source at once"""
        source = GLib.Idle()
        Gweak.bind_source(source, None)
        self.assertTrue(source.is_destroyed())


if __name__ == "__main__":
    tap.main()
