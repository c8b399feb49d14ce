# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""Runs the unittest cases of the calling program, and speaks TAP."""

import sys
import traceback
import unittest


class _Result(unittest.TestResult):
    def startTest(self, test):
        super().startTest(test)
        # Where what is raised in a callback comes: a handler's by PyGObject, others by gweak.
        self._raised = []
        sys.excepthook = lambda *err: self._raised.append(err)
        sys.unraisablehook = lambda args: self._raised.append((args.exc_type, args.exc_value, args.exc_traceback))

    def _point(self, good, test, directive="", details=""):
        name = (test.shortDescription() or test.id()).replace("#", "")
        print("{}ok {} - {}{}".format("" if good else "not ", self.testsRun, name, directive), flush=True)
        for line in details.splitlines():
            print("#", line, flush=True)

    def addSuccess(self, test):
        if self._raised:
            self.addFailure(test, self._raised[0])
        else:
            self._point(True, test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._point(False, test, details="".join(traceback.format_exception(*err)))

    addError = addFailure

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._point(True, test, " # SKIP " + reason)


def main(module="__main__"):
    suite = unittest.defaultTestLoader.loadTestsFromName(module)
    print("1..{}".format(suite.countTestCases()), flush=True)
    result = _Result()
    suite.run(result)
    raise SystemExit(not result.wasSuccessful())
