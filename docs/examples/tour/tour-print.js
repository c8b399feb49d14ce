// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What the chapters of the tour print with.

import GLib from 'gi://GLib';
import System from 'system';

const context = GLib.MainContext.default();
let nChapters = 0;

export function say(text) {
    print(`   ${text}`);
}

export function chapter(title) {
    nChapters++;
    print(nChapters > 1 ? `\n${nChapters}. ${title}` : `${nChapters}. ${title}`);
}

// The main loop's callbacks run while its thread owns the context.
export function news(moment, what) {
    const thread = context.is_owner() ? 'main' : 'worker';
    const name = ['dying', 'died', 'finalized'][moment];
    say(`[${thread} thread, ${name}] ${what}`);
}

// Runs the main loop until it has nothing to do. Programs do not do this: objects go
// whenever the engine collects.
export function collect() {
    System.gc();
    while (context.pending())
        context.iteration(false);
}

// Runs the main loop until something in it made isDone() true.
export function wait(isDone) {
    System.gc();
    while (!isDone())
        context.iteration(true);
}
