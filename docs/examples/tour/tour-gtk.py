# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The tour's chapters about windows. It prints what the same in C prints."""

import threading

import gi

gi.require_version("Gtk", "4.0")
gi.require_version("Gweak", "1")
from gi.repository import GLib, Gtk, Gweak

from tour_print import chapter, news, say, wait


def watch(window, done):
    def finalized(ref):
        news(Gweak.Moment.FINALIZED, "its memory is free")
        done.set()

    ref = Gweak.WeakRef.new(window)
    ref.connect("died", lambda ref: news(Gweak.Moment.DIED, "the window"))
    ref.connect("finalized", finalized)
    return ref


def say_alive(what, ref):
    say(f"{what}: {'alive' if ref.is_alive() else 'dead'}.")


# GTK owns every window until it is destroyed.
def destroy():
    window = Gtk.Window()
    ref = watch(window, threading.Event())

    chapter("gtk_window_destroy() drops GTK's reference to a window")
    window.destroy()
    say_alive("GTK let go, we hold it", ref)
    del window


# What Gtk.NativeDialog.destroy() and Gdk.Display.close() do, too.
def dispose():
    window = Gtk.Window()
    ref = watch(window, threading.Event())

    chapter("g_object_run_dispose() leaves a husk to those who hold it")
    window.destroy()
    window.run_dispose()
    say_alive("We hold what is left", ref)
    del window


def close_on_screen():
    done = threading.Event()
    window = Gtk.Window()
    ref = watch(window, done)

    chapter("A window on the screen is closed")
    window.present()
    while not window.get_mapped():
        GLib.MainContext.default().iteration(True)
    say_alive("It is on the screen, and GTK holds it", ref)

    window.close()
    del window
    wait(done)


destroy()
dispose()
close_on_screen()
