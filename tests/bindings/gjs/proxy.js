// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Gweak.proxy() against what CPython says of its proxies, on objects with
// JavaScript state on them.

import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import GweakProbe from 'gi://GweakProbe?version=1';

import {aside, collectUntil, ignore, is, iterate, newObject, ok, raises, Registered, run, same, states, test} from './tap.js';

const isGone = probe => collectUntil(() => GweakProbe.is_finalized(probe)) < Infinity;

const Person = GObject.registerClass({
    Properties: {
        'name': GObject.ParamSpec.string('name', '', '', GObject.ParamFlags.READWRITE, ''),
    },
    Signals: {'greeted': {param_types: [GObject.TYPE_STRING]}},
}, class Person extends GObject.Object {
    #secret = 'hidden';
    friends = [];

    get secret() {
        return this.#secret;
    }

    set secret(secret) {
        this.#secret = secret;
    }

    greet(other) {
        this.emit('greeted', other);
        return `${this.name} greets ${other}`;
    }

    itself() {
        return this;
    }
});

test('gets and sets what the object has', () => {
    const person = new Person({name: 'Ada'});
    const proxy = Gweak.proxy(person);
    is(proxy.name, 'Ada');
    proxy.name = 'Grace';
    is(person.name, 'Grace');
    is(proxy.secret, 'hidden');
    proxy.secret = 'told';
    is(person.secret, 'told');
    is(proxy.friends, person.friends);
    is(proxy.missing, undefined);
    proxy.expando = 'some';
    is(person.expando, 'some');
    ok('expando' in proxy && !('missing' in proxy));
    ok(Object.hasOwn(proxy, 'expando'));
    same(Object.keys(proxy), Object.keys(person));
    same({...proxy}, {...person});
    ok(delete proxy.expando);
    ok(!('expando' in person));
    Object.defineProperty(proxy, 'fixed', {value: 5, enumerable: true});
    same(Object.getOwnPropertyDescriptor(proxy, 'fixed'), {value: 5, writable: false, enumerable: true, configurable: true});
    is(person.fixed, 5);
});

test('calls methods on the object', () => {
    const person = new Person({name: 'Ada'});
    const proxy = Gweak.proxy(person);
    const log = [];
    const id = proxy.connect('greeted', (self, other) => log.push(self === person, other));
    is(proxy.greet('Grace'), 'Ada greets Grace');
    same(log, [true, 'Grace']);
    proxy.disconnect(id);
    is(proxy.itself(), person);
    is(proxy.greet, proxy.greet);
    is(proxy.greet.name, 'greet');
    proxy.notify('name');
    raises(/is no GObject|type/i, () => Gweak.WeakRef.new(proxy));
    ok(/Person/.test(`${proxy}`));
});

test('a method has the this it is called with', () => {
    const [ada, grace] = [new Person({name: 'Ada'}), new Person({name: 'Grace'})];
    const {greet} = Gweak.proxy(ada);
    is(greet.call(grace, 'Ada'), 'Grace greets Ada');
    raises(/^TypeError/, () => greet('nobody'));
    const bound = greet.bind(Gweak.proxy(ada));
    is(bound('Grace'), 'Ada greets Grace');
});

test('is of the type of the object', () => {
    const proxy = Gweak.proxy(new Person());
    ok(proxy instanceof Person && proxy instanceof GObject.Object);
    ok(!(proxy instanceof Gio.SimpleAction));
    is(proxy.constructor, Person);
    is(typeof proxy, 'object');
    ok(Object.getPrototypeOf(proxy) === Person.prototype);
});

test('an object has one', () => {
    const o = newObject();
    const proxy = Gweak.proxy(o);
    is(Gweak.proxy(o), proxy);
    is(Gweak.proxy(proxy), proxy);
    ok(Gweak.proxy(newObject()) !== proxy);
    ok(proxy !== o);
});

test('what inherits of one is itself', () => {
    const person = new Person({name: 'Ada'});
    const heir = Object.create(Gweak.proxy(person));
    heir.extra = 'some';
    is(heir.extra, 'some');
    ok(!('extra' in person));
});

test('cannot be closed to extensions', () => {
    const o = newObject();
    const proxy = Gweak.proxy(o);
    raises(/^TypeError/, () => Object.freeze(proxy));
    ok(Object.isExtensible(proxy) && Object.isExtensible(o));
});

test('what is no GObject has none', () => {
    for (const bad of [undefined, null, 1, 'text', Symbol('symbol'), {}, ignore])
        raises(/^TypeError/, () => Gweak.proxy(bad));
});

test('a dead one raises a ReferenceError, whatever is asked of it', () => {
    const [proxy, method] = aside(() => {
        const person = new Person();
        const made = Gweak.proxy(person);
        return [made, made.greet];
    });
    ok(collectUntil(() => {
        try {
            return !('name' in proxy);
        } catch (error) {
            return true;
        }
    }) < Infinity);
    const uses = [
        () => proxy.name,
        () => (proxy.name = 'Ada'),
        () => 'name' in proxy,
        () => delete proxy.expando,
        () => proxy.greet('nobody'),
        () => method.call(proxy, 'nobody'),
        () => Object.keys(proxy),
        () => Object.getOwnPropertyDescriptor(proxy, 'name'),
        () => Object.defineProperty(proxy, 'name', {value: 1}),
        () => Object.getPrototypeOf(proxy),
        () => Object.setPrototypeOf(proxy, null),
        () => proxy instanceof Person,
        () => `${proxy}`,
    ];
    for (const use of uses)
        raises(/^ReferenceError: The object of this proxy is dead/, use);
});

test('is dead from the moment the object was disposed of', () => {
    const person = new Person();
    const proxy = Gweak.proxy(person);
    person.run_dispose();
    raises(/^ReferenceError/, () => proxy.name);
});

test('means the object, not the wrapper', () => {
    const store = Gio.ListStore.new(Gio.SimpleAction);
    const native = new WeakMap();
    const proxies = aside(() => Array.from({length: 20}, () => {
        const o = newObject();
        const proxy = Gweak.proxy(o);
        native.set(o, true);
        store.append(o);
        return proxy;
    }));
    collectUntil(() => false, 3);
    aside(() => ok([...store].every(o => !native.has(o))));
    ok(proxies.every(proxy => proxy.name === 'an-object'));
    store.remove_all();
});

for (const [name, [make, addState]] of Object.entries(states)) {
    test(`with ${name}, an object is freed`, () => {
        const [probe, ...kept] = aside(() => {
            const o = make();
            addState(o);
            const proxy = Gweak.proxy(o);
            proxy.expando ??= 'some';
            const {connect, get_property: getProperty} = proxy;
            connect.call(proxy, 'notify', ignore);
            return [GweakProbe.add(o), proxy, connect, getProperty];
        });
        ok(isGone(probe));
        iterate();
        is(kept.length, 3);
        raises(/^ReferenceError/, () => kept[0].expando);
    });
}

test('an object that has its own proxy is collected', () => {
    const probe = aside(() => {
        const o = new Registered();
        o.proxy = Gweak.proxy(o);
        return GweakProbe.add(o);
    });
    ok(isGone(probe));
});

run();
