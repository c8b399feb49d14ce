# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""table.py [--no-count] BUILD [ROW...]: runs the benchmarks built in BUILD and
prints one table. tests/benchmarks/run builds first."""

import argparse
import collections
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
PROFILE_LINES = 12
QUIET = 0.01  # as in benchmarks.c

FIELDS = "name work baseline figure goal value lower upper work_cost baseline_cost disturbance"
HEAD = ("row", "measured", "goal", "", "ns", "against", "instructions", "against", "work | baseline")
UNITS = {"ratio": "x", "growth": "x", "speedup": "x", "ns": "ns", "bytes": "B"}


class Row(collections.namedtuple("Row", FIELDS)):
    """What a program measured, as the line that it printed."""

    @classmethod
    def parse(cls, line):
        fields = line.rstrip("\n").split("\t")
        return cls(*fields[:4], *map(float, fields[4:]))

    def is_met(self):
        return self.value >= self.goal if self.figure == "speedup" else self.value <= self.goal

    def verdict(self):
        """What is said with a question mark had no quiet machine to itself."""
        if not self.goal:
            return ""
        return ("met" if self.is_met() else "MISSED") + ("?" if self.is_disturbed() else "")

    def goal_text(self):
        sign = ">=" if self.figure == "speedup" else "<="
        return f"{sign} {self.goal:g}" if self.goal else "-"

    def measured(self):
        spread = (self.upper - self.lower) / 2
        return f"{digits(self.value)} {UNITS[self.figure]}" + ("" if not spread else f" ±{spread:.1g}" if spread < 1 else f" ±{spread:.0f}")

    def is_disturbed(self):
        return self.disturbance > QUIET

    def cells(self, counts):
        return (
            self.name,
            self.measured(),
            self.goal_text(),
            self.verdict(),
            number(self.work_cost),
            number(self.baseline_cost),
            number(counts.get((self.name, "work"), 0)),
            number(counts.get((self.name, "baseline"), 0)),
            " | ".join(title for title in (self.work, self.baseline) if title != "-"),
        )


class Relation(collections.namedtuple("Relation", "name of against goal")):
    """A row that sets what two others measured against each other: costs, bytes,
    or speed-ups."""

    def row(self, of, against):
        is_cost = of.work_cost > 0 and of.figure != "speedup"
        value = of.work_cost / against.work_cost if is_cost else of.value / against.value
        return Row(
            self.name, of.work, against.work, "speedup" if of.figure == "speedup" else "ratio",
            # A speed-up with a goal of its own need not be better than another.
            0 if of.figure == "speedup" and of.goal else self.goal,
            value, value, value, of.work_cost, against.work_cost, max(of.disturbance, against.disturbance),
        )


RELATIONS = [
    *(Relation(f"{name}-vs-cpython", name, f"cpython-{name}", 1) for name in (
        "table-lookup-1000", "table-lookup-10000", "table-lookup-100000", "table-lookup-1000000",
        "table-life-1000", "table-life-10000", "table-life-100000", "table-life-1000000",
        "keys-life-1000", "keys-life-100000",
    )),
    Relation("threads-lookup-vs-hand-made", "table-threads-lookup", "hand-made-threads-lookup", 1),
    Relation("threads-life-vs-hand-made", "table-threads-life", "hand-made-threads-life", 1),
    Relation("memory-values-vs-hand-made", "memory-values", "hand-made-memory-values", 1.3),
    Relation("memory-keys-vs-hand-made", "memory-keys", "hand-made-memory-keys", 1.3),
    Relation("memory-values-ten-vs-hand-made", "memory-values-ten", "hand-made-memory-values-ten", 1.3),
]


def number(value):
    return f"{value:.1f}" if 0 < value < 100 else f"{value:.0f}" if value else "-"


def digits(value):
    return f"{value:.0f}" if value >= 100 else f"{value:#.3g}"


def tell(message):
    print(message, file=sys.stderr, flush=True)


def lines_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()


def rows_of(*program, names):
    """The rows of one program, and the lines about those of them that are wanted."""
    known = lines_of(*program, "--list")
    wanted = [name for name in known if not names or name in names]
    return wanted, lines_of(*program, *wanted) if wanted else []


def add_parts(names):
    """A relation needs what it relates."""
    parts = [part for relation in RELATIONS if relation.name in names for part in (relation.of, relation.against)]
    return [*names, *parts]


def measure(build, names):
    """The rows of every program, and those in C that can be counted."""
    all_names = add_parts(names)
    in_c, lines = rows_of(build / "benchmarks", names=all_names)
    if (build / "memory").exists():
        lines += rows_of(build / "memory", names=all_names)[1]
    lines += rows_of(sys.executable, HERE / "cpython.py", names=all_names)[1]
    rows = {row.name: row for row in map(Row.parse, lines)}
    for relation in RELATIONS:
        if relation.of in rows and relation.against in rows:
            rows[relation.name] = relation.row(rows[relation.of], rows[relation.against])
    return list(rows.values()), in_c


def count(build, names):
    """Runs under callgrind. Returns its dumps by row and side, each with the
    number of operations that it is about."""
    folder = build / "callgrind"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    subprocess.run(
        ["valgrind", "--quiet", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={folder}/out",
         build / "benchmarks", "--count", *names],
        # Set to nothing, it keeps GLib from leaving out its slices under valgrind.
        env=dict(os.environ, G_SLICE=""), check=True, stdout=subprocess.DEVNULL,
    )
    dumps = {}
    for path in folder.glob("out.*"):
        trigger = re.search(r"^desc: Trigger: Client Request: (\S+)/(\S+)/(\d+)$", path.read_text(), re.M)
        if trigger:
            dumps[trigger[1], trigger[2]] = (path, int(trigger[3]))
    return dumps


def instructions(path):
    return int(re.search(r"^totals: (\d+)", path.read_text(), re.M)[1])


def count_each(dumps):
    """Instructions of an operation, by row and side."""
    each = {key: instructions(path) / n for key, (path, n) in dumps.items()}
    return {(row, side): total - each.get((row, "apart"), 0) for (row, side), total in each.items()}


def print_table(rows, counts):
    table = [HEAD] + [row.cells(counts) for row in rows]
    widths = [max(map(len, column)) for column in zip(*table)]
    for cells in table:
        left = [cell.ljust(width) for cell, width in zip(cells[:4], widths)]
        right = [cell.rjust(width) for cell, width in zip(cells[4:8], widths[4:])]
        print("  ".join([*left, *right, cells[8]]))
    if any(row.is_disturbed() for row in rows):
        print("?: something else had the processors; run it again when the machine is idle")


def profile(path):
    """Instructions by function, each function's own; the most expensive first."""
    own, libraries = collections.Counter(), {}
    for total, where in re.findall(r"^ *([\d,]+) \([ \d.]+%\) +\S*?:(.*)$", "\n".join(lines_of("callgrind_annotate", "--auto=no", path)), re.M):
        function, _, library = where.partition(" [")
        own[function] += int(total.replace(",", ""))
        libraries[function] = libraries.get(function) or re.sub(r".*/|\]$", "", library)
    return [(total, function, libraries[function]) for function, total in own.most_common(PROFILE_LINES)]


def print_profile(row, path, n):
    print(f"\n{row.name} missed its goal: {row.measured()}, not {row.goal_text()}. Instructions of an operation:")
    for total, function, library in profile(path):
        print(f"{total / n:10.1f}  {function}  {library}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-count", action="store_true")
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("rows", nargs="*")
    options = parser.parse_args()
    build = options.build.resolve() / "tests" / "benchmarks"

    tell("measuring ...")
    rows, in_c = measure(build, options.rows)
    if not rows:
        sys.exit("no such row")
    dumps = {}
    if in_c and not options.no_count and shutil.which("valgrind"):
        tell("counting instructions ...")
        dumps = count(build, in_c)

    print_table(rows, count_each(dumps))
    parts = {relation.name: relation.of for relation in RELATIONS}
    for row in rows:
        dump = dumps.get((parts.get(row.name, row.name), "work"))
        if row.verdict().startswith("MISSED") and dump:
            print_profile(row, *dump)
            del dumps[parts.get(row.name, row.name), "work"]


main()
