// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Methods of JavaScript objects with state on them, and sources bound to such.

import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import GweakProbe from 'gi://GweakProbe?version=1';

import {collectUntil, is, iterate, ok, run, same, test} from './tap.js';

const Item = GObject.registerClass({
    Signals: {
        'asked': {
            flags: GObject.SignalFlags.RUN_LAST,
            param_types: [GObject.TYPE_INT],
            return_type: GObject.TYPE_INT,
        },
        'told': {
            flags: GObject.SignalFlags.RUN_LAST | GObject.SignalFlags.DETAILED,
            param_types: [GObject.TYPE_INT, GObject.TYPE_STRING],
        },
    },
}, class Item extends GObject.Object {
    constructor(log = []) {
        super();
        this.log = log;
    }

    note(source, ...args) {
        this.log.push(args);
    }

    double(source, number) {
        return 2 * number;
    }
});

const note = (item, ...args) => item.note(...args);

// What body() returns, and nothing that is left of its stack.
const aside = body => body();

const isDead = reference => () => !reference.is_alive();

const isHeard = (source, name = 'told') =>
    GObject.signal_handler_find(source, GObject.SignalMatchType.ID,
        GObject.signal_lookup(name, Item.$gtype), 0, null, null, null) !== 0;

test('a function gets the object, the source and the arguments', () => {
    const [item, source] = [new Item(), new Item()];
    ok(Gweak.WeakMethod.new_closure(item, note).attach(source, 'told', 0) > 0);
    source.emit('told', 3, 'left');
    same(item.log, [[3, 'left']]);
});

test('details are as asked for', () => {
    const [item, source] = [new Item(), new Item()];
    Gweak.WeakMethod.new_closure(item, note).attach(source, 'told::far', GObject.ConnectFlags.AFTER);
    source.emit('told::near', 1, 'x');
    source.emit('told::far', 2, 'y');
    same(item.log, [[2, 'y']]);
});

test('what a function returns, the emission returns', () => {
    const [item, source] = [new Item(), new Item()];
    Gweak.WeakMethod.new_closure(item, (self, ...args) => self.double(...args)).attach(source, 'asked', 0);
    is(source.emit('asked', 21), 42);
});

test('an object with state goes, and its handlers with it, also in a collection', () => {
    const source = new Item();
    const log = [];
    const method = aside(() => {
        const item = new Item(log);
        item.expando = 'some';
        item.me = item;
        const made = Gweak.WeakMethod.new_closure(item, note);
        made.attach(source, 'told', 0);
        source.emit('told', 1, 'x');
        return made;
    });
    ok(collectUntil(isDead(method)) < Infinity);
    ok(!isHeard(source));
    source.emit('told', 2, 'y');
    same(log, [[1, 'x']]);
});

test('a method that nobody holds works as long as its object lives', () => {
    const [item, source] = [new Item(), new Item()];
    aside(() => Gweak.WeakMethod.new_closure(item, note).attach(source, 'told', 0));
    collectUntil(() => false, 2);
    source.emit('told', 1, 'x');
    same(item.log, [[1, 'x']]);
    is(Gweak.count_references(item), 1);
});

test('a source is not held', () => {
    const item = new Item();
    const method = Gweak.WeakMethod.new_closure(item, note);
    const source = aside(() => {
        const made = new Item();
        method.attach(made, 'told', 0);
        return GweakProbe.add(made);
    });
    ok(collectUntil(() => GweakProbe.is_finalized(source)) < Infinity);
    ok(method.is_alive());
});

test('the handlers go with run_dispose, in whatever thread, and when the method is cleared', () => {
    const [item, other, source] = [new Item(), new Item(), new Item()];
    Gweak.WeakMethod.new_closure(item, note).attach(source, 'told', 0);
    ok(isHeard(source));
    GweakProbe.run_dispose_in_thread(item);
    iterate();
    ok(!isHeard(source));

    const method = Gweak.WeakMethod.new_closure(other, note);
    const handler = method.attach(source, 'told', 0);
    method.clear();
    ok(!GObject.signal_handler_is_connected(source, handler));
});

test('a handler is disconnected like any other', () => {
    const [item, source] = [new Item(), new Item()];
    source.disconnect(Gweak.WeakMethod.new_closure(item, note).attach(source, 'told', 0));
    source.emit('told', 1, 'x');
    same(item.log, []);
});

test('invoke passes the object and what it gets, and gives what is returned', () => {
    const item = new Item();
    const method = Gweak.WeakMethod.new_closure(item, (self, a, b) => {
        is(self, item);
        return a + b;
    });
    const result = new GObject.Value();
    result.init(GObject.TYPE_INT);
    ok(method.invoke(result, [4, 5]));
    is(result.get_int(), 9);
});

test('a closure of a method can be a property', () => {
    const [item, other, log] = [new Item(), new Item(), []];
    const method = Gweak.WeakMethod.new_closure(item, (self, ...args) => {
        is(self, item);
        log.push(args);
    });
    const outer = new Gweak.WeakMethod({referent: other, closure: method.dup_closure()});
    ok(outer.invoke(null, [4]));
    is(log.length, 1);
    is(log[0][0], other);
    is(log[0][1], 4);
    method.clear();
    ok(outer.invoke(null, [5]));
    is(log.length, 1);
});

test('null makes a method that is dead from the start', () => {
    const method = Gweak.WeakMethod.new_closure(null, note);
    ok(!method.is_alive());
    is(method.attach(new Item(), 'told', 0), 0);
    ok(!method.invoke(null, []));
});

test('a bound source is destroyed when its object died', () => {
    const calls = [];
    const source = GLib.idle_source_new();
    source.set_callback(() => {
        calls.push(1);
        return GLib.SOURCE_CONTINUE;
    });
    aside(() => {
        const item = new Item();
        Gweak.bind_source(source, item);
        source.attach(null);
        GLib.MainContext.default().iteration(false);
        same(calls, [1]);
        item.run_dispose();
    });
    ok(source.is_destroyed());
    iterate();
    same(calls, [1]);
});

test('no object destroys a source at once', () => {
    const source = GLib.idle_source_new();
    Gweak.bind_source(source, null);
    ok(source.is_destroyed());
});

run();
