# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""cpython.py [--rounds N] [--list] [ROW...]: CPython's weak references,
finalizers and dictionaries: prints the lines of a table as the program in C
does. Nanoseconds, without the cost of the loop."""

import argparse
import gc
import itertools
import random
import statistics
import time
import timeit
import weakref

N_ROUNDS = 31
N = 5000  # of a statement, in a slice

# As in benchmarks.c.
QUIET = 0.01
PATIENCE = 10
PAUSE = 0.02

# As in tables.c and bench-tables.c.
LOOKUPS = 20000
FEW = 1000
BATCHES = 4
KEY_BITS = 60

SETUP = """
import weakref
class Plain:
    pass
def callback(dead):
    pass
def action():
    pass
plain = Plain()
ref = weakref.ref(plain)
"""


class Plain:
    pass


class Statement:
    """A statement, over and over. A row of this kind sets nothing up."""

    n_rounds = N_ROUNDS
    loop = timeit.Timer("pass", SETUP)

    def __init__(self, name, title, statement):
        self.name = name
        self.title = title
        self.timer = timeit.Timer(statement, SETUP)

    def set_up(self):
        pass

    def slice(self):
        return (self.timer.timeit(N) - self.loop.timeit(N)) / N


class Lookup:
    """A key after the other in random order; what they name lives."""

    title = "WeakValueDictionary.get among {}"

    def __init__(self, size, n_rounds=N_ROUNDS):
        self.name = f"cpython-table-lookup-{size}"
        self.title = self.title.format(size)
        self.size = size
        self.n_rounds = n_rounds

    def set_up(self):
        self.keys = make_keys(self.size)
        self.values = [Plain() for _ in self.keys]
        self.dictionary = weakref.WeakValueDictionary(zip(self.keys, self.values))
        self.shuffled = itertools.cycle(shuffle(self.keys))

    def slice(self):
        keys = list(itertools.islice(self.shuffled, LOOKUPS))
        get = self.dictionary.get
        with_it = timed(lambda: look_up(get, keys))
        without = timed(lambda: look_at(keys))
        assert all(get(key) for key in keys[:FEW])
        return (with_it - without) / LOOKUPS


class Life:
    """Insertion and removal by the death of an object. What making the object
    and its death cost by themselves is taken off."""

    title = "WeakValueDictionary set + removal by death, of {}, the object's own cost taken off"
    kind = "table"
    dictionary = weakref.WeakValueDictionary

    def __init__(self, size, n_rounds=N_ROUNDS):
        self.name = f"cpython-{self.kind}-life-{size}"
        self.title = self.title.format(size)
        self.size = size
        self.n_rounds = n_rounds
        self.n_batches = BATCHES if size <= FEW else 1

    def set_up(self):
        self.keys = make_keys(self.size)
        self.places = shuffle(range(self.size))

    def make(self, shuffled):
        for key, place in zip(self.keys, self.places):
            shuffled[place] = Plain()

    def make_in(self, dictionary, shuffled):
        for key, place in zip(self.keys, self.places):
            shuffled[place] = dictionary[key] = Plain()

    def live(self):
        shuffled = [None] * self.size
        self.make(shuffled)
        shuffled.clear()

    def live_in(self, dictionary):
        shuffled = [None] * self.size
        self.make_in(dictionary, shuffled)
        shuffled.clear()

    def slice(self):
        without = timed(lambda: [self.live() for _ in range(self.n_batches)])
        dictionary = self.dictionary()
        with_it = timed(lambda: [self.live_in(dictionary) for _ in range(self.n_batches)])
        assert not dictionary
        return (with_it - without) / (self.n_batches * self.size)


class KeyLife(Life):
    title = "WeakKeyDictionary set + get + removal by death, of {}, the object's own cost taken off"
    kind = "keys"
    dictionary = weakref.WeakKeyDictionary

    def make(self, shuffled):
        super().make(shuffled)
        look_at(shuffled)

    def make_in(self, dictionary, shuffled):
        for value, place in zip(self.keys, self.places):
            shuffled[place] = key = Plain()
            dictionary[key] = value
        look_up(dictionary.get, shuffled)


ROWS = [
    Statement("cpython-ref", "weakref.ref (o, callback) create + drop", "weakref.ref(plain, callback)"),
    Statement("cpython-get", "weakref.ref deref", "ref()"),
    Statement("cpython-life", "new object, weakref.ref with callback, death", "new = Plain(); dying = weakref.ref(new, callback); del new"),
    Statement("cpython-object", "new object, death", "new = Plain(); del new"),
    Statement("cpython-finalizer-by-hand", "weakref.finalize create + call", "weakref.finalize(plain, action)()"),
    Statement("cpython-finalizer-by-death", "new object, weakref.finalize, death", "new = Plain(); weakref.finalize(new, action); del new"),
    Lookup(1000),
    Lookup(10000),
    Lookup(100000),
    Lookup(1000000),
    Life(1000),
    Life(10000),
    Life(100000, 15),
    Life(1000000, 7),
    KeyLife(1000),
    KeyLife(100000, 15),
]


def make_keys(n):
    keys = random.Random(n)
    return [keys.getrandbits(KEY_BITS) for _ in range(n)]


def shuffle(things):
    return random.Random(len(things)).sample(things, len(things))


def look_up(get, keys):
    for key in keys:
        get(key)


def look_at(keys):
    for key in keys:
        pass


def timed(call):
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def waited():
    """Seconds for which this thread was ready to run, and was not. 0 where the
    kernel does not tell."""
    try:
        with open("/proc/thread-self/schedstat") as statistics:
            return int(statistics.read().split()[1]) / 1e9
    except OSError:
        return 0


def measure_round(row):
    """Nanoseconds, and how much of the time was waiting."""
    waited_before, begin = waited(), time.perf_counter()
    cost = row.slice() * 1e9
    return cost, (waited() - waited_before) / (time.perf_counter() - begin)


def measure(row, n_rounds):
    """The quietest rounds."""
    rounds, n_quiet = [], 0
    row.set_up()
    for _ in range(PATIENCE * n_rounds):
        rounds.append(measure_round(row))
        if rounds[-1][1] <= QUIET:
            n_quiet += 1
        else:
            time.sleep(PAUSE)
        if n_quiet == n_rounds:
            break
    rounds.sort(key=lambda one: one[1])
    return zip(*rounds[:n_rounds])


def print_row(row, n_rounds):
    costs, disturbances = measure(row, n_rounds)
    lower, median, upper = statistics.quantiles(costs, n=4)
    print(row.name, row.title, "-", "ns", 0, median, lower, upper, median, 0, statistics.median(disturbances), sep="\t", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=N_ROUNDS)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("rows", nargs="*")
    options = parser.parse_args()

    gc.disable()  # as timeit does
    for row in ROWS:
        if options.rows and row.name not in options.rows:
            continue
        if options.list:
            print(row.name)
        else:
            print_row(row, max(2, min(row.n_rounds, options.rounds)))


main()
