# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""100 000 objects with state on their wrappers are made, watched by everything there is and
dropped; the memory that takes does not grow."""

import gc
import pathlib
import resource
import unittest

import gi

gi.require_version("Gweak", "1")
from gi.repository import GLib, GObject, Gweak

import tap

N_OBJECTS = 100_000
N_ROUNDS = 40
N_WARM_UP = 20
# A few words for each object after the warm-up would be more.
BOUND = (N_OBJECTS // N_ROUNDS) * (N_ROUNDS - N_WARM_UP) * 64

STATM = pathlib.Path("/proc/self/statm")


class Watched(GObject.Object):
    __gtype_name__ = "MemoryWatched"

    title = GObject.Property(type=str, default="")

    def __init__(self, number):
        super().__init__(title=str(number))
        self.state = [number]

    def handle(self, *args):
        pass


class Cyclic(Watched):
    def __init__(self, number):
        super().__init__(number)
        self.me = self


class Connected(Watched):
    def __init__(self, number):
        super().__init__(number)
        self.connect("notify", self.handle)


class Labelled(Gweak.WeakRef):
    def __init__(self, referent, label):
        super().__init__(referent)
        self.label = label


def ignore(*args, **kwargs):
    pass


def memory_size():
    return int(STATM.read_text(encoding="ascii").split()[1]) * resource.getpagesize()


class MemoryTest(unittest.TestCase):
    def setUp(self):
        self.known = Gweak.WeakKeyDictionary()
        self.values = Gweak.WeakValueDictionary()
        self.members = Gweak.WeakSet()
        self.by_key = Gweak.WeakHashTable.new(GObject.Object, GObject.TYPE_PYOBJECT, Gweak.Weakness.KEYS)
        self.by_value = Gweak.WeakHashTable.new(int, GObject.Object, Gweak.Weakness.VALUES)
        self.store = Gweak.WeakListStore.new(Watched)
        self.cache = Gweak.Cache.new(int, GObject.Object)
        self.cache.set_max_idle(0)
        self.source = Watched(-1)
        self.n_finalized = 0

    def count(self, number):
        self.n_finalized += 1

    def watch(self, o, number):
        """What holds itself, what the containers have, and what lives as long as is returned."""
        Gweak.Finalizer(o, self.count, number)
        Gweak.Finalizer(o, ignore, number, key=[], deferred=True)
        self.known[o] = {"of": number}
        self.values[number] = o
        self.members.add(o)
        self.by_key[o] = [number]
        self.by_value[number] = o
        self.store.append(o)
        self.cache.insert(number, o, 1)
        Gweak.WeakMethod(o.handle).attach(self.source, "notify")
        watchers = [Gweak.WeakRef(o), Gweak.WeakRef(o, ignore), Gweak.WeakRef(o, ignore, deferred=True), Labelled(o, number),
                    Gweak.WeakRef.get_shared(o),
                    Gweak.WeakMethod(o.handle), Gweak.WeakMethod(o.handle, ignore), Gweak.proxy(o), Gweak.proxy(o, ignore)]
        self.assertEqual((watchers[-1].state, self.known[o], self.by_key[o]), ([number], {"of": number}, [number]))
        return watchers

    def run_round(self, n):
        objects, watchers = [], []
        for number in range(n):
            o = (Watched, Cyclic, Connected)[number % 3](number)
            objects.append(o)
            watchers.append(self.watch(o, number))
        del o
        # Half of the watchers go first.
        del watchers[::2]
        objects.clear()
        gc.collect()
        self.cache.remove_all()
        gc.collect()
        while GLib.MainContext.default().iteration(False):
            pass
        sizes = [len(container) for container in (self.known, self.values, self.members, self.by_key, self.by_value, self.store)]
        self.assertEqual(sizes, [0] * 6)
        self.assertFalse(any(ref.alive for ref, *rest in watchers))

    @unittest.skipUnless(STATM.exists(), "there is no /proc/self/statm")
    def test_flat(self):
        """the memory that 100 000 watched objects take is given back"""
        sizes = []
        for _ in range(N_ROUNDS):
            self.run_round(N_OBJECTS // N_ROUNDS)
            gc.collect()
            sizes.append(memory_size())
        self.assertEqual(self.n_finalized, N_OBJECTS)
        print("# memory after each round, in KiB:", *(size // 1024 for size in sizes))
        self.assertLess(sizes[-1] - sizes[N_WARM_UP - 1], BOUND, sizes)


tap.main()
