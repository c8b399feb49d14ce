# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What became of every window; it outlives the application."""

import re
from gettext import gettext as _, ngettext

from gi.repository import Gweak

n_opened = n_finalized = 0


def _count():
    global n_finalized
    n_finalized += 1


def add(window):
    global n_opened
    n_opened += 1
    Gweak.Finalizer(window, _count).set_at_exit(False)


def count_observed():
    """How many objects somebody observes that are not finalized, since Gweak.debug_start()."""
    return int(re.match(r"gweak: (\d+) tracked objects", Gweak.debug_dump())[1])


def print_ledger():
    """Says whether anything is left, and what."""
    n_observed = count_observed()
    print(ngettext("%u window was opened.\n", "%u windows were opened.\n", n_opened) % n_opened, end="")
    print(ngettext("%u window was finalized.\n", "%u windows were finalized.\n", n_finalized) % n_finalized, end="")
    print(_("No live observer is left.\n") if n_observed == 0 else Gweak.debug_dump(), end="", flush=True)
    return n_observed == 0 and n_opened == n_finalized
