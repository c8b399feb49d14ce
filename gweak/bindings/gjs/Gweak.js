// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What JavaScript needs of Gweak. Objects often die in a garbage collection, where
// the engine runs no callback, so callbacks are deferred to a main context by
// default. Nor does it run any at exit. And it holds what it hands to a callback.

/* exported _init */

const {Gio, GLib, GObject} = imports.gi;

const canonicalName = name => name.replace(/[A-Z]/g, '-$&').replace(/_/g, '-').toLowerCase();

function canonicalize(properties) {
    const entries = Object.entries(properties ?? {});
    return Object.fromEntries(entries.map(([name, value]) => [canonicalName(name), value]));
}

function refuseDying(what) {
    throw new Error(`${what} is of no use in JavaScript: the engine holds the object that ` +
        'is dying until its next garbage collection, so that every death would be rescued');
}

// A handler on a reference that emits at once would be lost in a garbage collection.
// The shared reference is such a one, and what C made; or the script chose it.
function overrideConnect(Gweak, chosen) {
    for (const name of ['connect', 'connect_after']) {
        const connect = Gweak.Reference.prototype[name];

        Gweak.Reference.prototype[name] = function (...args) {
            if (this.is_alive() && !this.deferred && !chosen.has(this)) {
                throw new Error('This reference emits at once, where the engine may run no callback: ' +
                    'connect to one of your own, from Gweak.WeakRef.new(), or use wait_async()');
            }
            return connect.apply(this, args);
        };
    }
}

function overrideReference(Gweak) {
    const construct = Gweak.Reference.prototype._init;
    const chosen = new WeakSet();
    overrideConnect(Gweak, chosen);

    Gweak.Reference.prototype._init = function (properties, ...rest) {
        const wishes = canonicalize(properties);
        if (wishes.toggle)
            refuseDying('toggle');
        if (!wishes['main-context'])
            wishes.deferred ??= true;
        const self = construct.call(this, wishes, ...rest) ?? this;
        chosen.add(self);
        return self;
    };
}

function overrideWeakRef(Gweak) {
    Gweak.WeakRef.new = function (object = null) {
        return new Gweak.WeakRef({referent: object});
    };

    Gweak.WeakRef.new_with_callback = function (object, callback) {
        const ref = new Gweak.WeakRef({referent: object});
        ref.connect('died', callback);
        return ref;
    };
}

// GJS makes closures of functions for arguments, but not for properties.
function constructWithAction(newFull, {referent, moment, closure, deferred, ...wishes}) {
    const context = wishes['main-context'] ?? (deferred ?? true ? GLib.MainContext.ref_thread_default() : null);
    const atExit = wishes['at-exit'];
    delete wishes['main-context'];
    delete wishes['at-exit'];
    for (const name in wishes)
        throw new Error(`No property ${name} for a finalizer`);

    const finalizer = newFull(referent, moment, context, closure);
    finalizer.set_at_exit(atExit ?? false);
    return finalizer;
}

function overrideFinalizer(Gweak) {
    const construct = Gweak.Finalizer.prototype._init;
    const newFull = Gweak.Finalizer.new_full;

    // It may return another object than the one it is called on.
    Gweak.Finalizer.prototype._init = function (properties, ...rest) {
        const {moment = Gweak.Moment.FINALIZED, toggle, ...wishes} = canonicalize(properties);
        if (moment === Gweak.Moment.DYING)
            refuseDying('a finalizer at the moment DYING');
        if (toggle)
            refuseDying('toggle');
        if (wishes.referent && typeof wishes.closure === 'function')
            return constructWithAction(newFull, {...wishes, moment});
        return construct.call(this, {...wishes, moment}, ...rest);
    };

    Gweak.Finalizer.new = function (object, callback) {
        return Gweak.Finalizer.new_full(object, Gweak.Moment.FINALIZED, null, callback);
    };
    Gweak.Finalizer.new_closure = Gweak.Finalizer.new;

    Gweak.Finalizer.new_full = function (object, moment, context, closure) {
        if (!(object instanceof GObject.Object))
            throw new TypeError(`${object} is no GObject`);
        if (typeof closure !== 'function')
            throw new TypeError(`${closure} is no function`);
        return new Gweak.Finalizer({referent: object, moment, mainContext: context, closure});
    };
}

// Containers, like references, would tell of deaths in a garbage collection.
function overrideContainer(Container) {
    const construct = Container.prototype._init;

    Container.prototype._init = function (properties, ...rest) {
        const wishes = canonicalize(properties);
        if (wishes.toggle)
            refuseDying('toggle');
        if (!wishes['main-context'])
            wishes.deferred ??= true;
        return construct.call(this, wishes, ...rest) ?? this;
    };
}

// GJS 1.74 never frees what a function writes into a GValue.
function overrideLookups({prototype}) {
    Object.assign(prototype, {
        lookup(key) {
            const sides = this.lookup_array(key);
            return [sides.length > 0, sides[1] ?? null];
        },
        lookup_extended(key) {
            const sides = this.lookup_array(key);
            return [sides.length > 0, sides[0] ?? null, sides[1] ?? null];
        },
        steal_extended(key) {
            const sides = this.steal_array(key);
            return [sides.length > 0, sides[0] ?? null, sides[1] ?? null];
        },
        pop() {
            const sides = this.pop_array();
            return [sides.length > 0, sides[0] ?? null, sides[1] ?? null];
        },
        get_or_insert(key, factory) {
            const values = this.get_or_insert_array(key, factory);
            return [values.length > 0, values[0] ?? null];
        },
    });
}

// What the load function throws is for all who wait. They would wait for a garbage
// collection: the task is lost only then.
function overrideLoads({prototype}) {
    const getOrLoad = prototype.get_or_load_async;

    prototype.get_or_load_async = function (key, load, ...rest) {
        return getOrLoad.call(this, key, (task, ...args) => {
            try {
                load(task, ...args);
            } catch (error) {
                const isOurs = error instanceof GLib.Error;
                task.return_error(isOurs ? error : new GLib.Error(Gio.IOErrorEnum, Gio.IOErrorEnum.FAILED, `${error}`));
                if (!isOurs)
                    throw error;
            }
        }, ...rest);
    };
}

function overrideConstructors(Gweak) {
    Gweak.WeakHashTable.new = function (keyType, valueType, weakness) {
        return new Gweak.WeakHashTable({keyType, valueType, weakness});
    };
    Gweak.WeakSet.new = function () {
        return new Gweak.WeakSet();
    };
    Gweak.Cache.new = function (keyType, valueType) {
        return new Gweak.Cache({keyType, valueType});
    };
}

function _init() {
    overrideReference(this);
    overrideWeakRef(this);
    overrideFinalizer(this);
    for (const name of ['WeakHashTable', 'WeakSet', 'Cache'])
        overrideContainer(this[name]);
    overrideLookups(this.WeakHashTable);
    overrideLoads(this.Cache);
    overrideConstructors(this);
}
