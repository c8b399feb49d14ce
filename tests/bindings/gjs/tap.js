// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// A few assertions, objects with JavaScript state on them, and TAP.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import System from 'system';

const tests = [];

export function test(name, body) {
    tests.push({name, body});
}

export function ok(condition, message = 'not so') {
    if (!condition)
        throw new Error(message);
}

export function is(got, expected) {
    ok(got === expected, `got ${got} instead of ${expected}`);
}

export function same(got, expected) {
    is(JSON.stringify(got), JSON.stringify(expected));
}

export function raises(pattern, body) {
    try {
        body();
    } catch (error) {
        ok(pattern.test(`${error}`), `raised ${error} instead of ${pattern}`);
        return;
    }
    ok(false, `raised nothing instead of ${pattern}`);
}

export function iterate() {
    const context = GLib.MainContext.default();
    while (context.iteration(false));
}

// Turns the main loop until condition() holds.
export function until(condition) {
    const context = GLib.MainContext.default();
    while (!condition())
        context.iteration(true);
}

// Rounds of garbage collection until condition() holds; Infinity if it never does.
export function collectUntil(condition, maximum = 10) {
    for (let round = 0; round <= maximum; round++) {
        if (condition())
            return round;
        System.gc();
        iterate();
    }
    return Infinity;
}

export const Registered = GObject.registerClass(class Registered extends GObject.Object {
    constructor() {
        super();
        this.state = 'some';
    }
});

export const newObject = (name = 'an-object') => new Gio.SimpleAction({name});
export const ignore = () => {};

// What body() returns, and nothing that is left of its stack.
export const aside = body => body();

const addExpando = o => (o.expando = 'some');
const connect = o => o.connect('notify', ignore);
const addCycle = o => (o.me = o);
const connectCycle = o => o.connect('notify', () => ignore(o));

// How to make an object, and how to put state on it.
export const states = {
    'no state': [newObject, ignore],
    'an expando': [newObject, addExpando],
    'a connected signal': [newObject, connect],
    'a registered subclass': [() => new Registered(), ignore],
    'a registered subclass with a signal': [() => new Registered(), connect],
    'a self-cycle': [newObject, addCycle],
    'a self-cycle in a subclass': [() => new Registered(), addCycle],
    'a cycle through a handler': [newObject, connectCycle],
};

async function runOne({name, body}, number) {
    try {
        await body();
        print(`ok ${number} - ${name}`);
        return true;
    } catch (error) {
        print(`not ok ${number} - ${name}`);
        `${error}\n${error.stack}`.trim().split('\n').forEach(line => print(`# ${line}`));
        return false;
    }
}

async function runAll() {
    let good = true;
    print(`1..${tests.length}`);
    for (let i = 0; i < tests.length; i++)
        good = await runOne(tests[i], i + 1) && good;  // eslint-disable-line no-await-in-loop
    return good;
}

export function run() {
    let good = null;
    runAll().then(result => (good = result));
    until(() => good !== null);
    System.exit(good ? 0 : 1);
}
