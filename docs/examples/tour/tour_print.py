# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What the chapters of the tour print with."""

import itertools
import threading

from gi.repository import GLib

chapters = itertools.count(1)


def chapter(title):
    number = next(chapters)
    print(f"\n{number}. {title}" if number > 1 else f"{number}. {title}", flush=True)


# One write: threads print here.
def say(text):
    print(f"   {text}\n", end="", flush=True)


# Says in which thread the news come.
def news(moment, what):
    is_main = threading.current_thread() is threading.main_thread()
    say(f"[{'main' if is_main else 'worker'} thread, {moment.value_nick}] {what}")


# Runs the main loop until something in it sets `done`.
def wait(done):
    while not done.is_set():
        GLib.MainContext.default().iteration(True)
