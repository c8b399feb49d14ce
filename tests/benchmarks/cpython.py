# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""CPython's weak references and finalizers, for orientation: prints the lines
of a table as the program in C does. Nanoseconds, without the cost of the loop."""

import statistics
import timeit

N_ROUNDS = 31
N = 5000

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

ROWS = [
    ("cpython-ref", "weakref.ref (o, callback) create + drop", "weakref.ref(plain, callback)"),
    ("cpython-get", "weakref.ref deref", "ref()"),
    ("cpython-life", "new object, weakref.ref with callback, death", "new = Plain(); dying = weakref.ref(new, callback); del new"),
    ("cpython-object", "new object, death", "new = Plain(); del new"),
    ("cpython-finalizer-by-hand", "weakref.finalize create + call", "weakref.finalize(plain, action)()"),
    ("cpython-finalizer-by-death", "new object, weakref.finalize, death", "new = Plain(); weakref.finalize(new, action); del new"),
]


def nanoseconds(timer):
    return timer.timeit(N) * 1e9 / N


def main():
    loop = timeit.Timer("pass", SETUP)
    timers = [timeit.Timer(statement, SETUP) for _, _, statement in ROWS]
    rounds = []
    for _ in range(N_ROUNDS):
        overhead = nanoseconds(loop)
        rounds.append([nanoseconds(timer) - overhead for timer in timers])
    for (name, title, _), costs in zip(ROWS, zip(*rounds)):
        lower, median, upper = statistics.quantiles(costs, n=4)
        print(name, title, "-", "ns", 0, median, lower, upper, median, 0, 0, sep="\t")


main()
