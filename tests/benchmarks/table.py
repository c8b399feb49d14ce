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


def number(value):
    return f"{value:.1f}" if 0 < value < 100 else f"{value:.0f}" if value else "-"


def digits(value):
    return f"{value:.0f}" if value >= 100 else f"{value:#.3g}"


def tell(message):
    print(message, file=sys.stderr, flush=True)


def lines_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()


def measure(build, names):
    """The rows of every program."""
    program = build / "benchmarks"
    in_c = [name for name in lines_of(program, "--list") if not names or name in names]
    lines = lines_of(program, *in_c) if in_c else []
    if (build / "memory").exists():
        lines += lines_of(build / "memory")
    lines += lines_of(sys.executable, HERE / "cpython.py")
    return [row for row in map(Row.parse, lines) if not names or row.name in names]


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
    rows = measure(build, options.rows)
    if not rows:
        sys.exit("no such row")
    dumps = {}
    if not options.no_count and shutil.which("valgrind"):
        tell("counting instructions ...")
        dumps = count(build, options.rows)

    print_table(rows, {key: instructions(path) / n for key, (path, n) in dumps.items()})
    for row in rows:
        if row.verdict().startswith("MISSED") and (row.name, "work") in dumps:
            print_profile(row, *dumps[row.name, "work"])


main()
