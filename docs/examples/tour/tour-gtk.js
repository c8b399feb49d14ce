// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The tour's chapters about windows.

import Gtk from 'gi://Gtk?version=4.0';
import Gweak from 'gi://Gweak?version=1';

import {chapter, collect, news, say, wait} from './tour-print.js';

Gtk.init();

function watch(window, finalized = () => {}) {
    const ref = Gweak.WeakRef.new(window);
    ref.connect('died', () => news(Gweak.Moment.DIED, 'the window'));
    ref.connect('finalized', () => {
        news(Gweak.Moment.FINALIZED, 'its memory is free');
        finalized();
    });
    return ref;
}

function sayAlive(what, ref) {
    say(`${what}: ${ref.is_alive() ? 'alive' : 'dead'}.`);
}

// GTK owns every window until it is destroyed.
function destroy() {
    let window = new Gtk.Window();
    const ref = watch(window);

    chapter("gtk_window_destroy() drops GTK's reference to a window");
    window.destroy();
    sayAlive('GTK let go, we hold it', ref);
    window = null;
    collect();
}

// What Gtk.NativeDialog.destroy() and Gdk.Display.close() do, too.
function dispose() {
    let window = new Gtk.Window();
    const ref = watch(window);

    chapter('g_object_run_dispose() leaves a husk to those who hold it');
    window.destroy();
    window.run_dispose();
    collect();
    sayAlive('We hold what is left', ref);
    window = null;
    collect();
}

function closeOnScreen() {
    let done = false;
    let window = new Gtk.Window();
    const ref = watch(window, () => (done = true));

    chapter('A window on the screen is closed');
    window.present();
    wait(() => window.get_mapped());
    sayAlive('It is on the screen, and GTK holds it', ref);

    window.close();
    window = null;
    wait(() => done);
}

destroy();
dispose();
closeOnScreen();
