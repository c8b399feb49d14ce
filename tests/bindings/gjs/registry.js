// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Gweak.FinalizationRegistry against what ECMAScript says of its own, on objects
// with JavaScript state on them.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import GweakProbe from 'gi://GweakProbe?version=1';
import System from 'system';

import {aside, collectUntil, ignore, is, iterate, newObject, ok, raises, Registered, run, same, states, test} from './tap.js';

const isGone = probe => collectUntil(() => GweakProbe.is_finalized(probe)) < Infinity;

// A registry, and what it was called with.
function newRegistry(options = undefined) {
    const log = [];
    const registry = new Gweak.FinalizationRegistry((...args) => log.push(args), options);
    return [registry, log];
}

const registerOne = (registry, held, token = undefined, make = newObject) => aside(() => {
    const target = make();
    registry.register(target, held, token);
    return GweakProbe.add(target);
});

test('is made of a function, by new', () => {
    is(`${new Gweak.FinalizationRegistry(ignore)}`, '[object FinalizationRegistry]');
    is(Gweak.FinalizationRegistry.name, 'FinalizationRegistry');
    is(Gweak.FinalizationRegistry.length, 1);
    is(Gweak.FinalizationRegistry.prototype.register.length, 2);
    is(Gweak.FinalizationRegistry.prototype.unregister.length, 1);
    raises(/^TypeError/, () => Gweak.FinalizationRegistry(ignore));
    for (const bad of [undefined, null, {}, 'text', Symbol('symbol')])
        raises(/^TypeError/, () => new Gweak.FinalizationRegistry(bad));
});

test('methods are of registries only', () => {
    const {register, unregister} = Gweak.FinalizationRegistry.prototype;
    raises(/^TypeError/, () => register.call({}, newObject()));
    raises(/^TypeError/, () => unregister.call({}, {}));
});

test('calls with the held value, once, in the main loop', () => {
    const [registry, log] = newRegistry();
    is(registry.register(newObject(), 'held'), undefined);
    System.gc();
    same(log, []);
    ok(collectUntil(() => log.length > 0) < Infinity);
    collectUntil(() => false, 2);
    same(log, [['held']]);
});

test('any value can be held, and the same target any number of times', () => {
    const [registry, log] = newRegistry();
    const values = [undefined, null, 0, 'text', Symbol.iterator, {a: 1}, ignore];
    const probe = aside(() => {
        const target = newObject();
        values.forEach(value => registry.register(target, value));
        return GweakProbe.add(target);
    });
    ok(isGone(probe));
    iterate();
    is(log.length, values.length);
    values.reverse().forEach((value, i) => ok(log[i].length === 1 && log[i][0] === value));
});

test('what is no GObject cannot be a target', () => {
    const [registry] = newRegistry();
    for (const bad of [undefined, null, 1, 'text', Symbol('symbol'), {}, ignore, new GLib.Variant('s', 'text')])
        raises(/^TypeError/, () => registry.register(bad, 'held'));
});

test('the target cannot be held', () => {
    const [registry] = newRegistry();
    const target = newObject();
    raises(/^TypeError: The held value would keep the target/, () => registry.register(target, target));
    is(Gweak.count_references(target), 0);
});

test('a token is an object, and may be the target', () => {
    const [registry, log] = newRegistry();
    for (const bad of [null, 0, 'text', true, Symbol('symbol')]) {
        raises(/^TypeError/, () => registry.register(newObject(), 'held', bad));
        raises(/^TypeError/, () => registry.unregister(bad));
    }
    raises(/^TypeError/, () => registry.unregister(undefined));
    raises(/^TypeError/, () => registry.unregister());

    const target = newObject();
    registry.register(target, 'held', target);
    is(registry.unregister(target), true);
    is(registry.unregister(target), false);
    is(Gweak.count_references(target), 0);
    target.run_dispose();
    iterate();
    same(log, []);
});

for (const [kind, makeToken] of Object.entries({'a plain object': () => ({}), 'a function': () => () => {}, 'a GObject': () => newObject()})) {
    test(`what was registered with ${kind} is unregistered by it`, () => {
        const [registry, log] = newRegistry();
        const [token, other] = [makeToken(), makeToken()];
        const probes = [[1, token], [2, token], [3, other], [4, undefined]].map(args => registerOne(registry, ...args));
        is(registry.unregister(makeToken()), false);
        is(registry.unregister(token), true);
        is(registry.unregister(token), false);
        ok(probes.every(isGone));
        iterate();
        same(log.map(([held]) => held).sort(), [3, 4]);
        is(registry.unregister(other), false);
    });

    test(`${kind} is not kept as a token, nor by a target that lives`, () => {
        const [registry] = newRegistry();
        const target = newObject();
        const marks = aside(() => {
            const token = makeToken();
            const mark = newObject();
            token.mark = mark;
            registry.register(target, 'held', token);
            return [mark].map(o => GweakProbe.add(o));
        });
        ok(marks.every(isGone));
        is(Gweak.count_references(target), 1);
    });
}

test('a token means the object, not its wrapper', () => {
    const [registry, log] = newRegistry();
    const store = Gio.ListStore.new(Gio.SimpleAction);
    const others = Gio.ListStore.new(Gio.SimpleAction);
    const target = newObject();
    const native = new WeakMap();
    aside(() => {
        for (let i = 0; i < 20; i++) {
            const [token, other] = [newObject(), newObject()];
            store.append(token);
            others.append(other);
            native.set(other, i);
            registry.register(target, i, token);
        }
    });
    collectUntil(() => false, 3);
    // Such is the engine's own map.
    ok([...others].every(other => !native.has(other)));
    ok([...store].every(token => registry.unregister(token)));
    target.run_dispose();
    iterate();
    same(log, []);
});

test('a target means the object, not its wrapper', () => {
    const [registry, log] = newRegistry();
    const store = Gio.ListStore.new(Gio.SimpleAction);
    const native = new WeakMap();
    aside(() => {
        for (let i = 0; i < 20; i++) {
            const target = newObject();
            store.append(target);
            native.set(target, i);
            registry.register(target, i);
        }
    });
    collectUntil(() => false, 3);
    aside(() => ok([...store].every(target => !native.has(target))));
    same(log, []);
    store.remove_all();
    ok(collectUntil(() => log.length === 20) < Infinity);
});

for (const [name, [make, addState]] of Object.entries(states)) {
    test(`with ${name}, a target is freed, and told of`, () => {
        const [registry, log] = newRegistry();
        const probe = registerOne(registry, 'held', undefined, () => {
            const target = make();
            addState(target);
            return target;
        });
        ok(isGone(probe));
        iterate();
        same(log, [['held']]);
    });
}

test('the moment can be chosen: died or finalized', () => {
    const [ofDeath, died] = newRegistry({moment: Gweak.Moment.DIED});
    const [ofEnd, finalized] = newRegistry();
    const target = newObject();
    ofDeath.register(target, 'died');
    ofEnd.register(target, 'finalized');
    target.run_dispose();
    iterate();
    same([died, finalized], [[['died']], []]);
    raises(/engine holds the object/, () => newRegistry({moment: Gweak.Moment.DYING}));
    raises(/bogus/, () => newRegistry({bogus: 1}));
});

test('the main context can be chosen, and is that of the constructor', () => {
    const context = GLib.MainContext.new();
    const [registry, log] = newRegistry({mainContext: context});
    context.push_thread_default();
    const [implicit, implicitLog] = newRegistry();
    context.pop_thread_default();
    const probes = [registerOne(registry, 1), registerOne(implicit, 2)];
    ok(probes.every(isGone));
    iterate();
    same([log, implicitLog], [[], []]);
    while (context.iteration(false));
    same([log, implicitLog], [[[1]], [[2]]]);
});

test('a registration that waits for its turn can still be unregistered', () => {
    const [registry, log] = newRegistry({moment: Gweak.Moment.DIED});
    const target = newObject();
    registry.register(target, 'held', target);
    registry.register(target, 'other');
    target.run_dispose();
    is(registry.unregister(target), true);
    iterate();
    same(log, [['other']]);
});

test('a callback may register and unregister', () => {
    const log = [];
    const next = newObject();
    const registry = new Gweak.FinalizationRegistry(held => {
        log.push(held, registry.unregister(next));
        if (held === 'first')
            registry.register(next, 'second', next);
    }, {moment: Gweak.Moment.DIED});
    const first = newObject();
    registry.register(first, 'first');
    first.run_dispose();
    iterate();
    next.run_dispose();
    iterate();
    same(log, ['first', false, 'second', false]);
});

test('what is held goes after the call, or with its registration', () => {
    const registry = new Gweak.FinalizationRegistry(ignore);
    const kept = newObject();
    const [target, ...probes] = aside(() => {
        const held = Array.from({length: 2}, () => newObject());
        registry.register(kept, [held[1]], kept);
        return [registerOne(registry, [held[0]]), ...held.map(o => GweakProbe.add(o))];
    });
    ok(isGone(target));
    iterate();
    ok(isGone(probes[0]));
    ok(!GweakProbe.is_finalized(probes[1]));
    registry.unregister(kept);
    ok(isGone(probes[1]));
});

test('a registry that is dropped goes, with what it holds, and calls no more', () => {
    const log = [];
    const target = newObject();
    const probe = aside(() => {
        const held = newObject();
        new Gweak.FinalizationRegistry(() => log.push('called')).register(target, held);
        return GweakProbe.add(held);
    });
    ok(isGone(probe));
    is(Gweak.count_references(target), 0);
    target.run_dispose();
    iterate();
    same(log, []);
});

test('a target that knows its registry, and a held value that knows the target, are collected', () => {
    const probe = aside(() => {
        const target = new Registered();
        target.registry = new Gweak.FinalizationRegistry(ignore);
        target.registry.register(target, {target}, target);
        return GweakProbe.add(target);
    });
    ok(isGone(probe));
});

run();
