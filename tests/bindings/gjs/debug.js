// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What is tracked, for a script to look at.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import Gweak from 'gi://Gweak?version=1';

import {collectUntil, is, ok, run, same, test} from './tap.js';

Gweak.debug_start();

const isEmpty = () => Gweak.debug_list_objects().length === 0;

// What body() returns, and nothing that is left of its stack.
const aside = body => body();

test('an object tells what is known', () => {
    aside(() => {
        const begin = GLib.get_monotonic_time();
        const menu = new Gio.Menu();
        const refs = [1, 2, 3].map(() => Gweak.WeakRef.new(menu));
        const [known] = Gweak.debug_list_objects();
        is(known.get_object_type(), Gio.Menu.$gtype);
        is(known.get_ref_count(), 1);
        is(known.get_toggle_state(), 'off');
        same(known.get_kinds(), ['references']);
        is(known.count_observers('references'), 3);
        is(known.count_observers(null), 3);
        ok(begin <= known.get_tracked_time() && known.get_tracked_time() <= GLib.get_monotonic_time());
        is(known.get_disposed_time(), 0);
        const listed = known.list_references();
        is(listed.length, 3);
        ok(listed.every((ref, i) => ref === refs[2 - i]));
    });
    ok(collectUntil(isEmpty) < Infinity);
});

test('an entry outlives its object', () => {
    const [known] = aside(() => {
        Gweak.WeakRef.new(aside(() => new Gio.Menu()));
        return Gweak.debug_list_objects();
    });
    ok(collectUntil(isEmpty) < Infinity);
    is(known.get_object_type(), Gio.Menu.$gtype);
    same(known.list_references(), []);
});

test('many lists leave nothing', () => {
    aside(() => {
        const menus = Array.from({length: 100}, () => new Gio.Menu());
        const refs = menus.map(menu => Gweak.WeakRef.new(menu));
        for (let round = 0; round < 20; round++) {
            const listed = Gweak.debug_list_objects();
            is(listed.length, 100);
            ok(listed.every((known, i) => known.list_references()[0] === refs[i]));
        }
    });
    ok(collectUntil(isEmpty) < Infinity);
});

run();
