// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// A few assertions, and TAP.

import GLib from 'gi://GLib';
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
