// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Containers used like Map, Set and an array, on objects with JavaScript state.

import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import GweakProbe from 'gi://GweakProbe?version=1';

import {aside, collectUntil, ignore, is, iterate, newObject, ok, Registered, run, same, states, test} from './tap.js';

const {KEYS, VALUES} = Gweak.Weakness;

const byName = () => Gweak.WeakHashTable.new(GObject.TYPE_STRING, Gio.SimpleAction, VALUES);

function fill(table, objects) {
    objects.forEach(o => table.insert(o.name, o));
    return table;
}

const newObjects = names => [...names].map(name => newObject(name));
const nameOf = o => o.name;
const namesOf = iterable => [...iterable].map(nameOf).join('');

test('no member hides one of every object', () => {
    const meant = new Set(['constructor', '_init', 'connect', 'connect_after', Symbol.toStringTag]);
    const isOfGjs = key => String(key).startsWith('Symbol(__GObject__');
    const ofObjects = new Set();
    for (let prototype = GObject.Object.prototype; prototype; prototype = Object.getPrototypeOf(prototype))
        Reflect.ownKeys(prototype).forEach(key => ofObjects.add(key));
    ok(ofObjects.has('set') && ofObjects.has('connect'));
    const classes = [Gweak.Reference, Gweak.WeakRef, Gweak.Finalizer, Gweak.WeakHashTable, Gweak.WeakSet,
        Gweak.WeakListStore, Gweak.Cache];
    for (const {prototype} of classes)
        same(Reflect.ownKeys(prototype).filter(key => ofObjects.has(key) && !meant.has(key) && !isOfGjs(key)).map(String), []);
    const cache = Gweak.Cache.new(GObject.TYPE_INT, GObject.Object);
    cache.set({max_idle: 3});
    is(cache.max_idle, 3);
});

test('what is added is not enumerable', () => {
    for (const object of [byName(), new Gweak.WeakSet(), Gweak.Cache.new(GObject.TYPE_INT, GObject.Object)]) {
        for (const key in object)
            ok(!['size', 'has', 'delete', 'get', 'entries'].includes(key), key);
    }
});

test('a table has what Map has, but for set()', () => {
    const [a, b, c] = newObjects('abc');
    const table = fill(byName(), [a, b, c]);
    is(table.size, 3);
    ok(table.has('a') && !table.has('d'));
    ok(table.get('a') === a);
    is(table.get('d'), undefined);
    is(table.delete('b'), true);
    is(table.delete('b'), false);
    same([...table.keys()], ['a', 'c']);
    is(namesOf(table.values()), 'ac');
    same([...table.entries()].map(([key, value]) => key + value.name), ['aa', 'cc']);
    same([...table].map(([key, value]) => key + value.name), ['aa', 'cc']);
    same([...new Map(table).keys()], ['a', 'c']);
    const log = [];
    table.forEach(function (value, key, itself) {
        log.push(this.tag, value.name, key, itself === table);
    }, {tag: 'self'});
    same(log, ['self', 'a', 'a', true, 'self', 'c', 'c', true]);
    table.clear();
    is(table.size, 0);
    same([...table], []);
});

test('null is a value, and undefined none', () => {
    const table = Gweak.WeakHashTable.new(GObject.Object, GObject.TYPE_STRING, KEYS);
    const [a, b] = newObjects('ab');
    table.insert(a, null);
    is(table.get(a), null);
    is(table.get(b), undefined);
    same([...table.values()], [null]);
});

test('what is inserted during a walk is visited, what left is not', () => {
    const objects = newObjects('abcde');
    const table = fill(byName(), objects.slice(0, 4));
    const seen = [];
    for (const [key] of table) {
        seen.push(key);
        if (key === 'a')
            table.delete('b');
        if (key === 'c')
            table.insert('e', objects[4]);
        if (key === 'e')
            table.delete('e');
    }
    same(seen, ['a', 'c', 'd', 'e']);
});

test('any number of walks are under way, and one that is over stays so', () => {
    const table = fill(byName(), newObjects('ab'));
    const objects = [...table.values()];
    const pairs = [];
    for (const key of table.keys()) {
        for (const other of table.keys())
            pairs.push(key + other);
    }
    same(pairs, ['aa', 'ab', 'ba', 'bb']);
    const walk = table.keys();
    same([...walk], ['a', 'b']);
    table.insert('c', objects[0]);
    same(walk.next(), {value: undefined, done: true});
});

test('entries may die under a walk, and a walk that was left keeps nothing', () => {
    const table = byName();
    const holder = Gio.ListStore.new(Gio.SimpleAction);
    aside(() => newObjects('abcdef').forEach(o => holder.append(o) ?? table.insert(o.name, o)));
    collectUntil(() => false, 3);
    const walk = table.keys();
    const left = table.values();
    aside(() => is(walk.next().value, 'a'));
    aside(() => left.next());
    holder.splice(1, 2, []);
    ok(collectUntil(() => table.size === 4) < Infinity);
    aside(() => is(walk.next().value, 'd'));
    left.return();
    holder.remove_all();
    aside(() => walk.return());
    ok(collectUntil(() => table.size === 0) < Infinity);
});

test('large tables are walked while they change', () => {
    const table = Gweak.WeakHashTable.new(GObject.TYPE_INT, Gio.SimpleAction, VALUES);
    const objects = Array.from({length: 2000}, () => newObject());
    objects.forEach((o, i) => table.insert(i, o));
    let n = 0;
    for (const [key, o] of table) {
        ok(o === objects[key]);
        for (let i = 0; i < 3; i++)
            table.delete(key + i);
        n++;
    }
    is(n, 667);
    is(table.size, 0);
});

test('a set has what Set has', () => {
    const [a, b, c] = newObjects('abc');
    const set = new Gweak.WeakSet([a, b, b, c]);
    is(set.size, 3);
    ok(set.deferred);
    ok(set.has(a) && !set.has(newObject()));
    is(set.delete(b), true);
    is(set.delete(b), false);
    is(namesOf(set), 'ac');
    is(namesOf(set.values()), 'ac');
    is(namesOf(set.keys()), 'ac');
    same([...set.entries()].map(([one, other]) => one === other), [true, true]);
    const log = [];
    set.forEach(function (value, again, itself) {
        log.push(this.tag, value.name, value === again, itself === set);
    }, {tag: 'self'});
    same(log, ['self', 'a', true, true, 'self', 'c', true, true]);
    is(namesOf(new Gweak.WeakSet(set)), 'ac');
    is(namesOf(new Gweak.WeakSet(new Set([c, a]))), 'ca');
    set.clear();
    is(set.size, 0);
});

test('members that are added during a walk are visited, those that left are not', () => {
    const [a, b, c, d] = newObjects('abcd');
    const set = new Gweak.WeakSet([a, b, c]);
    const seen = [];
    for (const item of set) {
        seen.push(item.name);
        if (item === a) {
            set.delete(b);
            set.add(d);
        }
    }
    same(seen, ['a', 'c', 'd']);
});

test('a list gives its references', () => {
    const store = Gweak.WeakListStore.new(Gio.SimpleAction);
    const objects = newObjects('abc');
    objects.forEach(o => store.append(o));
    ok([...store].every(ref => ref instanceof Gweak.WeakRef));
    is(namesOf([...store].map(ref => ref.deref())), 'abc');
    const [first] = store;
    ok(first.get() === objects[0]);
    store.remove_all();
    same([...store], []);
});

test('a cache is asked like Map, and is not walked over', () => {
    const cache = Gweak.Cache.new(GObject.TYPE_STRING, Gio.SimpleAction);
    const [a] = newObjects('a');
    cache.insert('a', a, 1);
    ok(cache.get('a') === a);
    is(cache.get('b'), undefined);
    ok(cache.has('a') && !cache.has('b'));
    is(cache.size, 1);
    same([cache.delete('a'), cache.delete('a')], [true, false]);
    cache.insert('a', a, 1);
    cache.clear();
    is(cache.size, 0);
    is(cache[Symbol.iterator], undefined);
});

test('a cache promises what it loads', async () => {
    const cache = Gweak.Cache.new(GObject.TYPE_STRING, Gio.SimpleAction);
    const o = await cache.get_or_load_async('a', (task, key) => task.return_value(newObject(key)), null);
    is(o.name, 'a');
});

for (const [name, [make, addState]] of Object.entries(states)) {
    test(`with ${name}, what was walked over is freed`, () => {
        const [values, set] = [Gweak.WeakHashTable.new(GObject.TYPE_INT, GObject.Object, VALUES), new Gweak.WeakSet()];
        const keys = Gweak.WeakHashTable.new(GObject.Object, GObject.TYPE_INT, KEYS);
        const store = Gweak.WeakListStore.new(GObject.Object);
        const probes = aside(() => Array.from({length: 20}, (_, i) => {
            const o = make();
            values.insert(i, o);
            keys.insert(o, i);
            set.add(o);
            store.append(o);
            addState(o);
            return GweakProbe.add(o);
        }));
        aside(() => {
            for (const container of [values, keys, set, store]) {
                for (const item of container)
                    ignore(item);
                is([...container].length, 20);
            }
            values.get(0);
            set.has(values.get(1));
        });
        ok(collectUntil(() => probes.every(probe => GweakProbe.is_finalized(probe))) < Infinity);
        iterate();
        same([values.size, keys.size, set.size, store.get_n_items()], [0, 0, 0, 0]);
    });
}

test('values that know their table go with it', () => {
    const probe = aside(() => {
        const o = new Registered();
        o.table = Gweak.WeakHashTable.new(GObject.Object, GObject.Object, KEYS | VALUES);
        o.table.insert(o, o);
        o.walk = o.table.entries();
        return GweakProbe.add(o);
    });
    ok(collectUntil(() => GweakProbe.is_finalized(probe)) < Infinity);
});

run();
