// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// 100 000 objects with JavaScript state on them, watched by every type and dropped:
// each is freed, each is told of outside garbage collection, and memory stays flat.

import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import GweakProbe from 'gi://GweakProbe?version=1';

import {aside, collectUntil, ignore, is, newObject, ok, run, states, test} from './tap.js';

const N_ROUNDS = 20;
const N_OBJECTS = 5000;

const counts = {};
const count = what => () => (counts[what] = (counts[what] ?? 0) + 1);

const values = Gweak.WeakHashTable.new(GObject.TYPE_INT, GObject.Object, Gweak.Weakness.VALUES);
const keys = Gweak.WeakHashTable.new(GObject.Object, GObject.TYPE_INT, Gweak.Weakness.KEYS);
const set = new Gweak.WeakSet();
const list = Gweak.WeakListStore.new(GObject.Object);
const cache = Gweak.Cache.new(GObject.TYPE_INT, GObject.Object);
const registry = new Gweak.FinalizationRegistry(count('registry'));
const source = newObject('source');
cache.max_idle = 0;
values.connect('removed', count('values'));
keys.connect('removed', count('keys'));
set.connect('removed', count('set'));

function watch(o, number) {
    const ref = new Gweak.WeakRef(o);
    ref.connect('died', count('reference'));
    ref.died().then(count('promise'));
    Gweak.Finalizer.new(o, count('finalizer'));
    Gweak.WeakRef.get_shared(o);
    registry.register(o, number, o);
    values.insert(number, o);
    keys.insert(o, number);
    set.add(o);
    list.append(o);
    new Gweak.WeakMethod(o, () => o).attach(source, 'notify');
    cache.insert(number, o, 1);
    ignore(Gweak.proxy(o).expando);
    return GweakProbe.add(o);
}

const make = aside(() => {
    const ways = Object.values(states);
    return number => {
        const [construct, addState] = ways[number % ways.length];
        const o = construct();
        addState(o);
        return o;
    };
});

// What the process has in memory, in bytes.
function getMemory() {
    const [, bytes] = GLib.file_get_contents('/proc/self/statm');
    return Number(new TextDecoder().decode(bytes).split(' ')[1]) * 4096;
}

function runRound() {
    const probes = aside(() => Array.from({length: N_OBJECTS}, (_, number) => watch(make(number), number)));
    ok(collectUntil(() => probes.every(probe => GweakProbe.is_finalized(probe))) < Infinity);
    collectUntil(() => false, 1);
    return getMemory();
}

// The engine gives memory back when it pleases, so rounds are compared by fives.
const highest = sizes => Math.max(...sizes) >> 10;

test('100 000 objects are freed and told of, and memory stays flat', () => {
    const sizes = Array.from({length: N_ROUNDS}, runRound);
    for (const what of ['reference', 'promise', 'finalizer', 'registry', 'values', 'keys', 'set'])
        is(counts[what], N_ROUNDS * N_OBJECTS);
    is(values.size + keys.size + set.size + cache.size + list.get_n_items(), 0);

    // A checker of memory keeps what was freed.
    if (/asan/.test(GLib.getenv('LD_PRELOAD') ?? ''))
        return;
    const [early, late] = [highest(sizes.slice(5, 10)), highest(sizes.slice(-5))];
    const mostPerObject = 64;
    ok(late - early < mostPerObject * N_OBJECTS * (N_ROUNDS - 10) >> 10, `grew from ${early} to ${late} KiB`);
});

run();
