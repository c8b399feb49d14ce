// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What the parts of the overrides share.

/* exported canonicalize, defer, define, refuseDying, requireObject */

const {GObject} = imports.gi;

const canonicalName = name => name.replace(/[A-Z]/g, '-$&').replace(/_/g, '-').toLowerCase();

function canonicalize(properties) {
    const entries = Object.entries(properties ?? {});
    return Object.fromEntries(entries.map(([name, value]) => [canonicalName(name), value]));
}

function refuseDying(what) {
    throw new Error(`${what} is of no use in JavaScript: the engine holds the object that ` +
        'is dying until its next garbage collection, so that every death would be rescued');
}

// What emits at once is lost where an object dies in a garbage collection.
function defer(wishes) {
    if (wishes.toggle)
        refuseDying('toggle');
    if (!wishes['main-context'])
        wishes.deferred ??= true;
    return wishes;
}

function requireObject(object) {
    if (!(object instanceof GObject.Object))
        throw new TypeError(`${String(object)} is no GObject`);
}

// Members that a loop over the properties does not see.
function define(target, members) {
    for (const key of Reflect.ownKeys(members)) {
        const descriptor = Object.getOwnPropertyDescriptor(members, key);
        Object.defineProperty(target, key, {...descriptor, enumerable: false});
    }
}
