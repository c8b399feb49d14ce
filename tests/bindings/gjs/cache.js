// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Gweak.Cache as JavaScript sees it.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import GweakProbe from 'gi://GweakProbe?version=1';

import {aside, collectUntil, ignore, is, iterate, newObject, ok, raises, Registered, run, same, states, test, until} from './tap.js';

const newCache = (keyType = GObject.TYPE_STRING) => Gweak.Cache.new(keyType, GObject.Object);
function fill(cache, make, addState) {
    const probes = [];
    for (let i = 0; i < 20; i++) {
        const o = make();
        addState(o);
        probes.push(GweakProbe.add(o));
        cache.insert(i, o, 1);
    }
    return probes;
}

const countLiving = probes => probes.filter(probe => !GweakProbe.is_finalized(probe)).length;

// Another value takes the place of what the engine's stack may still hold.
function spoilStack(cache) {
    for (let i = -1; i > -20; i--)
        ok(!cache.contains(i));
}

for (const [name, [make, addState]] of Object.entries(states)) {
    test(`with ${name}, values are bounded, and freed`, () => {
        const cache = newCache(GObject.TYPE_INT);
        cache.max_idle = 2;
        const probes = fill(cache, make, addState);
        ok(collectUntil(() => {
            spoilStack(cache);
            return countLiving(probes) === 2;
        }) < Infinity, `${countLiving(probes)} are left`);
        is(cache.n_idle, 2);
        cache.trim(Gio.MemoryMonitorWarningLevel.CRITICAL);
        ok(collectUntil(() => countLiving(probes) === 0) < Infinity);
        iterate();
        is(cache.n_entries, 0);
    });

    test(`with ${name}, values expire`, () => {
        const cache = newCache(GObject.TYPE_INT);
        cache.idle_ttl = 1;
        const probes = fill(cache, make, addState);
        const end = GLib.get_monotonic_time() + 2000;
        while (GLib.get_monotonic_time() < end);
        spoilStack(cache);
        ok(collectUntil(() => countLiving(probes) === 0) < Infinity);
    });
}

test('a cache keeps what nobody has', () => {
    const cache = newCache();
    aside(() => cache.insert('a', newObject(), 5));
    ok(collectUntil(() => cache.n_idle === 1) < Infinity);
    is(cache.idle_cost, 5);
    aside(() => {
        is(cache.lookup('a').name, 'an-object');
        is(cache.lookup('a'), cache.lookup('a'));
    });
    is(cache.lookup('b'), null);
    ok(cache.contains('a'));
    same([cache.hits, cache.misses, cache.get_n_in_use()], [3, 1, 1]);
});

test('a value that only the cache keeps has its state', () => {
    const cache = newCache();
    aside(() => {
        const o = new Registered();
        o.more = 'more';
        cache.insert('a', o, 0);
    });
    collectUntil(() => false, 3);
    const o = cache.lookup('a');
    same([o.state, o.more], ['some', 'more']);
});

test('what was evicted is found with its state if it is held', () => {
    const cache = newCache();
    const o = new Registered();
    o.more = 'more';
    cache.insert('a', o, 0);
    cache.max_idle = 0;
    is(cache.evictions, 1);
    collectUntil(() => false, 3);
    is(cache.lookup('a'), o);
    same([o.state, o.more], ['some', 'more']);
});

test('what is removed is told whole, in the main loop', () => {
    const cache = newCache();
    const log = [];
    ok(cache.deferred);
    ok(new Gweak.Cache({keyType: GObject.TYPE_INT, valueType: GObject.Object}).deferred);
    cache.connect('removed', (self, key, value, cause) => log.push(`${key} ${value?.name} ${cause} of ${self.get_size()}`));
    cache.insert('a', newObject('first'), 0);
    cache.insert('a', newObject('second'), 0);
    ok(cache.remove('a'));
    ok(!cache.remove('a'));
    cache.insert('b', newObject('third'), 0);
    cache.remove_all();
    same(log, []);
    iterate();
    const {REPLACED, REMOVED, CLEARED} = Gweak.RemovalCause;
    same(log, [`a first ${REPLACED} of 0`, `a second ${REMOVED} of 0`, `b third ${CLEARED} of 0`]);
});

test('values that die in a garbage collection are told of in the main loop', () => {
    const cache = newCache(GObject.TYPE_INT);
    const log = [];
    cache.connect('removed', (self, key, value) => log.push(value));
    const probes = fill(cache, () => new Registered(), o => (o.me = o));
    cache.max_idle = 0;
    ok(collectUntil(() => {
        spoilStack(cache);
        return countLiving(probes) === 0;
    }) < Infinity);
    iterate();
    same(log, Array(20).fill(null));
});

test('keys and values are brought to the types, or refused', () => {
    const cache = Gweak.Cache.new(GObject.TYPE_INT, Gio.SimpleAction);
    cache.insert(1.0, newObject(), 0);
    ok(cache.contains(1));
    raises(/does not fit/, () => cache.insert('a', newObject(), 0));
    raises(/does not fit/, () => cache.insert(2, new Registered(), 0));
    raises(/does not fit/, () => cache.lookup('a'));
    raises(/does not fit/, () => cache.contains(1.5));
    raises(/does not fit/, () => cache.remove('a'));
    raises(/does not fit/, () => cache.get_or_insert(2, () => [new Registered(), 0]));
});

test('a factory makes what is missing, or nothing', () => {
    const cache = newCache();
    const log = [];
    const make = key => {
        log.push(key);
        return [newObject(key), 7];
    };
    aside(() => is(cache.get_or_insert('a', make), cache.get_or_insert('a', make)));
    same(log, ['a']);
    ok(collectUntil(() => cache.idle_cost === 7) < Infinity);
    is(cache.get_or_insert('b', () => [null, 0]), null);
    ok(!cache.contains('b'));
    same([cache.loads, cache.misses, cache.hits], [2, 2, 1]);
});

function loadAll(cache, key, load, n = 1, cancellable = null) {
    const results = [];
    const got = (self, result) => {
        try {
            results.push(self.get_or_load_finish(result)?.name ?? null);
        } catch (error) {
            results.push(error.code);
        }
    };
    for (let i = 0; i < n; i++)
        cache.get_or_load_async(key, load, cancellable, got);
    until(() => results.length === n);
    return results;
}

test('a load brings what is missing, once for all who wait', () => {
    const cache = newCache();
    const log = [];
    const load = (task, key, cancellable) => {
        log.push(`${key} ${cancellable.is_cancelled()}`);
        GLib.idle_add(GLib.PRIORITY_DEFAULT, () => {
            Gweak.Cache.set_load_cost(task, 12);
            task.return_value(newObject(key));
            return GLib.SOURCE_REMOVE;
        });
    };
    same(loadAll(cache, 'a', load, 3), ['a', 'a', 'a']);
    same(loadAll(cache, 'a', load), ['a']);
    same(log, ['a false']);
    ok(collectUntil(() => cache.idle_cost === 12) < Infinity);
});

test('a load can fail, return what is no value, or throw', () => {
    const cache = newCache();
    const notFound = () => new GLib.Error(Gio.IOErrorEnum, Gio.IOErrorEnum.NOT_FOUND, 'not there');
    same(loadAll(cache, 'a', task => task.return_error(notFound())), [Gio.IOErrorEnum.NOT_FOUND]);
    same(loadAll(cache, 'a', () => {
        throw notFound();
    }), [Gio.IOErrorEnum.NOT_FOUND]);
    same(loadAll(cache, 'a', task => task.return_value('no object')), [Gweak.Error.TYPE]);
    same(loadAll(cache, 1.5, ignore), [Gweak.Error.TYPE]);
    is(cache.n_entries, 0);
});

test('a load can be awaited', async () => {
    const cache = newCache();
    Gio._promisify(Gweak.Cache.prototype, 'get_or_load_async', 'get_or_load_finish');
    const o = await cache.get_or_load_async('a', (task, key) => task.return_value(newObject(key)), null);
    is(o.name, 'a');
});

run();
