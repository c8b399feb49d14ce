// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Gweak.WeakMethod and Gweak.bind_source() as JavaScript sees them.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import GweakProbe from 'gi://GweakProbe?version=1';
import System from 'system';

import {aside, collectUntil, ignore, is, iterate, newObject, ok, raises, Registered, run, same, states, test} from './tap.js';

const log = [];

const Panel = GObject.registerClass(class Panel extends GObject.Object {
    name = 'panel';

    itemsChanged(model, position, removed, added) {
        log.push(`${this.name}: ${model.get_n_items()} ${position}-${removed}+${added}`);
        return this.name;
    }

    fail() {
        throw new RangeError('on purpose');
    }
});

const clearLog = () => log.splice(0);
const isGone = probe => collectUntil(() => GweakProbe.is_finalized(probe)) < Infinity;
const isHandled = (source, signal) =>
    GObject.signal_has_handler_pending(source, GObject.signal_lookup(signal, source.constructor.$gtype), 0, true);

test('an attached method is called with the object as this, while it lives', () => {
    const model = Gio.ListStore.new(Gio.SimpleAction);
    const probe = aside(() => {
        const panel = new Panel();
        const method = new Gweak.WeakMethod(panel, panel.itemsChanged);
        ok(method.attach(model, 'items-changed') > 0);
        ok(isHandled(model, 'items-changed'));
        model.append(newObject());
        same(clearLog(), ['panel: 1 0-0+1']);
        return GweakProbe.add(panel);
    });
    ok(isGone(probe));
    model.append(newObject());
    same(clearLog(), []);
    ok(!isHandled(model, 'items-changed'));
});

test('a method can be named, and is looked up at each call', () => {
    const model = Gio.ListStore.new(Gio.SimpleAction);
    const panel = new Panel();
    new Gweak.WeakMethod(panel, 'itemsChanged').attach(model, 'items-changed', GObject.ConnectFlags.AFTER);
    model.append(newObject());
    panel.itemsChanged = function () {
        log.push(`replaced in ${this.name}`);
    };
    model.append(newObject());
    same(clearLog(), ['panel: 1 0-0+1', 'replaced in panel']);
});

test('every way to make one gives one', () => {
    const panel = new Panel();
    const closure = (object, ...args) => object.itemsChanged(...args);
    for (const method of [new Gweak.WeakMethod(panel, panel.itemsChanged), Gweak.WeakMethod.new(panel, 'itemsChanged'),
        Gweak.WeakMethod.new_closure(panel, closure), new Gweak.WeakMethod({referent: panel, closure})]) {
        ok(method instanceof Gweak.WeakMethod && method instanceof Gweak.Reference);
        is(method.dup_referent(), panel);
        ok(method.is_alive() && method.refers_to(panel));
        is(method.call(Gio.ListStore.new(Panel), 1, 2, 3), 'panel');
    }
    same(clearLog(), Array(4).fill('panel: 0 1-2+3'));
    ok(!new Gweak.WeakMethod().is_alive() && !Gweak.WeakMethod.new(null, ignore).is_alive());
});

test('what is no object and no method is an error', () => {
    const panel = new Panel();
    for (const bad of [undefined, 1, 'text', {}])
        raises(/^TypeError/, () => Gweak.WeakMethod.new(bad, ignore));
    for (const bad of [null, undefined, 1, 'missing', {}, 'name'])
        raises(/^TypeError/, () => new Gweak.WeakMethod(panel, bad));
    raises(/engine holds the object/, () => new Gweak.WeakMethod({referent: panel, closure: ignore, toggle: true}));
    is(Gweak.count_references(panel), 0);
});

test('call() passes any values, gives the result, and what was thrown', () => {
    const panel = new Panel();
    const value = {a: Symbol('a')};
    const method = new Gweak.WeakMethod(panel, function (...args) {
        return [this === panel, ...args];
    });
    const [isThis, ...args] = method.call(value, undefined, null, ignore);
    ok(isThis && args[0] === value && args[1] === undefined && args[2] === null && args[3] === ignore);
    const inner = new Gweak.WeakMethod(panel, () => method.call('inner').concat(method.call('again')));
    same(inner.call(), [true, 'inner', true, 'again']);
    raises(/^RangeError: on purpose/, () => new Gweak.WeakMethod(panel, 'fail').call());
    same(method.call('after'), [true, 'after']);
});

test('call() of one whose object is gone gives undefined', () => {
    const method = aside(() => new Gweak.WeakMethod(new Panel(), () => 'called'));
    ok(collectUntil(() => !method.is_alive()) < Infinity);
    is(method.call(), undefined);
    is(method.invoke(null, []), false);
    is(method.attach(Gio.ListStore.new(Panel), 'items-changed'), 0);
});

test('invoke() passes values of C', () => {
    const o = newObject();
    const method = new Gweak.WeakMethod(o, (...args) => log.push(args));
    is(method.invoke(null, ['text', 5]), true);
    same(clearLog(), [['text', 5]]);
    const value = new GObject.Value();
    value.init(GObject.TYPE_INT);
    is(method.invoke(value, []), true);
    is(value.get_int(), 1);
    clearLog();
    raises(/^RangeError/, () => new Gweak.WeakMethod(new Panel(), 'fail').invoke(null, []));
});

test('a handler goes when the object is disposed of, the method is cleared, or by its id', () => {
    const model = Gio.ListStore.new(Gio.SimpleAction);
    const [first, second, third] = Array.from({length: 3}, () => new Panel());
    const methods = [first, second, third].map(panel => new Gweak.WeakMethod(panel, 'itemsChanged'));
    const ids = methods.map(method => method.attach(model, 'items-changed'));
    first.run_dispose();
    methods[1].clear();
    model.disconnect(ids[2]);
    model.append(newObject());
    same(clearLog(), []);
    ok(!isHandled(model, 'items-changed'));
    is(methods[2].attach(model, 'items-changed') > 0, true);
});

test('an object that goes in the emission is not called any more', () => {
    const action = newObject();
    const panels = ['first', 'second'].map(name => Object.assign(new Panel(), {name}));
    const touch = function () {
        log.push(this.name);
        panels.pop()?.run_dispose();
    };
    panels.forEach(panel => new Gweak.WeakMethod(panel, touch).attach(action, 'activate'));
    action.activate(null);
    same(clearLog(), ['first']);
    action.activate(null);
    action.activate(null);
    same(clearLog(), ['first']);
});

test('a method outlives its wrapper by its handlers', () => {
    const action = newObject();
    const panel = new Panel();
    const probe = aside(() => {
        const method = new Gweak.WeakMethod(panel, function () {
            log.push(this.name);
        });
        method.attach(action, 'activate');
        return GweakProbe.add(method);
    });
    collectUntil(() => false, 3);
    ok(!GweakProbe.is_finalized(probe));
    action.activate(null);
    same(clearLog(), ['panel']);
    panel.run_dispose();
    ok(isGone(probe));
});

test('what a function holds goes with the object', () => {
    const [method, held] = aside(() => {
        const captured = newObject();
        return [new Gweak.WeakMethod(new Panel(), () => captured.name), GweakProbe.add(captured)];
    });
    ok(isGone(held));
    ok(!method.is_alive());
});

test('what a function holds goes with the method, while the object lives', () => {
    const panel = new Panel();
    const action = newObject();
    const [id, held] = aside(() => {
        const captured = newObject();
        const method = new Gweak.WeakMethod(panel, () => log.push(captured.name));
        return [method.attach(action, 'activate'), GweakProbe.add(captured)];
    });
    collectUntil(() => false, 3);
    action.activate(null);
    same(clearLog(), ['an-object']);
    action.disconnect(id);
    ok(isGone(held));
    is(panel.name, 'panel');
});

test('a function that captures the object, or the source, keeps neither', () => {
    const probes = aside(() => {
        const [panel, model] = [new Panel(), Gio.ListStore.new(Panel)];
        const method = new Gweak.WeakMethod(panel, () => log.push(`${panel.name} ${model.get_n_items()}`));
        method.attach(model, 'items-changed');
        panel.method = method;
        model.append(panel);
        same(clearLog(), ['panel 1']);
        model.remove_all();
        return [panel, model, method].map(o => GweakProbe.add(o));
    });
    ok(probes.every(isGone));
    clearLog();
});

for (const [name, [make, addState]] of Object.entries(states)) {
    test(`with ${name}, an object with attached methods is freed`, () => {
        const action = newObject();
        const [probe, method] = aside(() => {
            const o = make();
            const made = new Gweak.WeakMethod(o, function () {
                this.notify('name');
            });
            made.attach(action, 'notify');
            made.attach(o, 'notify');
            addState(o);
            return [GweakProbe.add(o), made];
        });
        ok(isGone(probe));
        iterate();
        is(method.call(), undefined);
        action.notify('name');
    });
}

test('a source is bound to an object', () => {
    const [source, probe] = aside(() => {
        const o = new Registered();
        const timer = GLib.idle_source_new();
        timer.set_callback(() => {
            log.push('tick');
            return GLib.SOURCE_CONTINUE;
        });
        Gweak.bind_source(timer, o);
        timer.attach(null);
        return [timer, GweakProbe.add(o)];
    });
    GLib.MainContext.default().iteration(false);
    same(clearLog(), ['tick']);
    System.gc();
    ok(source.is_destroyed());
    ok(GweakProbe.is_finalized(probe));
    same(clearLog(), []);
});

run();
