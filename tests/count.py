# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""count.py TESTLOG.json: counts the tests of one run of "meson test", each test
of a TAP program by itself, and prints "N passed, N failed, N skipped"."""

import json
import re
import sys

GOOD = ("OK", "EXPECTEDFAIL")


def count(run):
    """Returns what passed, failed and was skipped in one program."""
    points = re.findall(r"^(not )?ok\b(.*# *SKIP)?", run.get("stdout") or "", re.M | re.I)
    failed = sum(1 for failure, skip in points if failure and not skip)
    skipped = sum(1 for _, skip in points if skip)
    passed = len(points) - failed - skipped
    if run["result"] == "SKIP":
        skipped = max(skipped, 1)
    elif run["result"] not in GOOD:
        failed = max(failed, 1)
    elif not points:
        passed = 1
    return passed, failed, skipped


with open(sys.argv[1], encoding="utf-8") as log:
    totals = [sum(column) for column in zip(*(count(json.loads(line)) for line in log))] or [0, 0, 0]
print("{} passed, {} failed, {} skipped".format(*totals))
