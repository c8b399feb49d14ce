// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Gweak.WeakHashTable as JavaScript sees it.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';

import {aside, collectUntil, is, iterate, newObject, ok, raises, Registered, run, same, test} from './tap.js';

const {KEYS, VALUES} = Gweak.Weakness;

const ofValues = (keyType = GObject.TYPE_STRING) => Gweak.WeakHashTable.new(keyType, GObject.Object, VALUES);
const ofKeys = (valueType = GObject.TYPE_STRING) => Gweak.WeakHashTable.new(GObject.Object, valueType, KEYS);

const isEmpty = table => () => table.n_entries === 0;

function listen(table, log = []) {
    table.connect('removed', (self, key, value, cause) => {
        log.push(`${key} ${value === null ? 'dead' : 'alive'} ${cause} of ${self.get_size()}`);
    });
    return log;
}

test('a table of weak values answers while they live', () => {
    const table = ofValues();
    const log = listen(table);
    aside(() => {
        const o = newObject();
        ok(table.insert('a', o));
        ok(!table.insert('a', o));
        same(table.lookup('a')[0], true);
        is(table.lookup('a')[1], o);
        ok(table.contains('a'));
        is(table.get_size(), 1);
        iterate();
        same(log.splice(0), [`a alive ${Gweak.RemovalCause.REPLACED} of 1`]);
    });
    same(table.lookup('b'), [false, null]);
    ok(collectUntil(isEmpty(table)) < Infinity);
    iterate();
    same(log, [`a dead ${Gweak.RemovalCause.DIED} of 0`]);
});

test('every way to make a table gives a deferred one', () => {
    ok(ofValues().deferred);
    ok(new Gweak.WeakHashTable({keyType: GObject.TYPE_INT, valueType: GObject.Object}).deferred);
    ok(!new Gweak.WeakHashTable({keyType: GObject.TYPE_INT, valueType: GObject.Object, deferred: false}).deferred);
    raises(/toggle is of no use/, () => new Gweak.WeakHashTable({
        keyType: GObject.TYPE_INT, valueType: GObject.Object, toggle: true}));
});

test('a table of weak keys attaches data to objects', () => {
    const table = ofKeys();
    const b = newObject();
    aside(() => {
        const a = newObject();
        table.insert(a, 'of a');
        table.insert(b, 'of b');
        is(table.lookup(a)[1], 'of a');
        same(table.dup_values(), ['of a', 'of b']);
        is(table.dup_keys()[1], b);
    });
    ok(collectUntil(() => table.n_entries === 1) < Infinity);
    same(table.dup_values(), ['of b']);
});

test('keys and values of every type come back as they went in', () => {
    const o = newObject();
    for (const [type, key] of [[GObject.TYPE_STRING, 'Käse'], [GObject.TYPE_INT, -5], [GObject.TYPE_INT64, 7],
        [GObject.TYPE_UINT64, 2 ** 40], [GObject.TYPE_BOOLEAN, true], [Gio.FileType, Gio.FileType.DIRECTORY],
        [Gio.ApplicationFlags, Gio.ApplicationFlags.IS_SERVICE]]) {
        const table = ofValues(type);
        ok(table.insert(key, o));
        is(table.lookup(key)[1], o);
        same(table.dup_keys(), [key]);
    }
    for (const [type, value] of [[GObject.TYPE_STRING, 'Käse'], [GObject.TYPE_DOUBLE, 1.5], [GObject.TYPE_INT, -5],
        [GObject.TYPE_BOOLEAN, false], [GObject.TYPE_STRING, null]]) {
        const table = ofKeys(type);
        table.insert(o, value);
        same(table.lookup(o), [true, value]);
        same(table.dup_values(), [value]);
    }
});

test('what does not fit is an error, and nothing is lost', () => {
    const o = newObject();
    const table = ofValues(GObject.TYPE_UINT);
    table.insert(1, o);
    for (const key of [-1, 1.5, '1', o]) {
        for (const method of [k => table.lookup(k), k => table.contains(k), k => table.remove(k), k => table.insert(k, o)])
            raises(/does not fit/, () => method(key));
    }
    for (const value of ['no object', 5, null])
        raises(/does not fit/, () => table.insert(2, value));
    same(table.dup_keys(), [1]);
});

test('remove, steal and pop give what they took', () => {
    const table = ofValues();
    const objects = ['a', 'b', 'c'].map(name => {
        const o = newObject();
        table.insert(name, o);
        return o;
    });
    same(table.pop().slice(0, 2), [true, 'c']);
    ok(table.remove('a'));
    ok(!table.remove('a'));
    is(table.steal_extended('b')[2], objects[1]);
    is(table.pop()[0], false);
    table.insert('d', objects[0]);
    table.remove_all();
    is(table.get_size(), 0);
});

test('foreach, foreach_remove, update and copy', () => {
    const [table, other] = [ofValues(GObject.TYPE_INT), ofValues(GObject.TYPE_INT)];
    const objects = [0, 1, 2, 3].map(() => newObject());
    objects.forEach((o, i) => table.insert(i, o));
    const seen = [];
    table.foreach((key, value) => seen.push(key === objects.indexOf(value)));
    same(seen, [true, true, true, true]);
    is(table.foreach_remove(key => key % 2), 2);
    other.update(table);
    same(other.dup_keys(), [0, 2]);
    same(other.copy().dup_keys(), [0, 2]);
});

test('get_or_insert makes a value once', () => {
    const table = ofValues();
    const calls = [];
    const make = key => {
        calls.push(key);
        return newObject();
    };
    const [, o] = table.get_or_insert('a', make);
    is(table.get_or_insert('a', make)[1], o);
    same(calls, ['a']);
    same(table.get_or_insert('b', () => null), [false, null]);
    raises(/needed to make itself/, () => {
        let raised = null;
        table.get_or_insert('c', key => {
            try {
                return table.get_or_insert(key, make)[1];
            } catch (error) {
                raised = error;
                return null;
            }
        });
        throw raised;
    });
});

test('objects with state leave, whatever side they are on', () => {
    const makers = [
        () => new Registered(),
        () => Object.assign(newObject(), {expando: 'some'}),
        () => {
            const o = new Registered();
            o.me = o;
            return o;
        },
        () => {
            const o = newObject();
            o.connect('activate', () => o);
            return o;
        },
    ];
    for (const make of makers) {
        const [values, keys] = [ofValues(), ofKeys()];
        const both = Gweak.WeakHashTable.new(GObject.Object, GObject.Object, KEYS | VALUES);
        aside(() => {
            const o = make();
            values.insert('a', o);
            keys.insert(o, 'of a');
            both.insert(o, o);
        });
        ok(collectUntil(() => [values, keys, both].every(table => table.n_entries === 0)) < Infinity);
    }
});

test('what a table gave is not held', () => {
    const table = ofValues(GObject.TYPE_INT);
    const uses = [
        i => table.lookup(i),
        i => table.lookup_extended(i),
        i => table.insert(i, table.steal_extended(i)[2]),
        i => table.insert(i, table.pop()[2]),
        i => table.get_or_insert(i, () => null),
        i => table.get_or_insert(i + 1000, () => newObject()),
        () => table.dup_values(),
        () => table.foreach(() => {}),
        () => table.foreach_remove(() => false),
    ];
    for (const use of uses) {
        aside(() => {
            for (let i = 0; i < 20; i++) {
                table.insert(i, newObject());
                use(i);
            }
        });
        ok(collectUntil(isEmpty(table)) < Infinity, `${use}`);
    }
});

test('memory stays flat, and nothing is called in a garbage collection', () => {
    const table = ofValues(GObject.TYPE_INT);
    const log = listen(table);
    aside(() => {
        for (let i = 0; i < 1000; i++)
            table.insert(i, new Registered());
    });
    ok(collectUntil(isEmpty(table)) < Infinity);
    iterate();
    is(log.length, 1000);
    is(GLib.MainContext.default().pending(), false);
});

run();
