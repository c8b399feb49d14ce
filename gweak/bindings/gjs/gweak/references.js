// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// References: they emit in a main context, and have what those of ECMAScript have.

/* exported overrideReferences */

const {Gio, GObject} = imports.gi;
const {canonicalize, defer, define} = imports.overrides.gweak.common;

// On the reference itself, which keeps its wrapper then: a set of wrappers would
// forget one that only C holds.
const chosen = Symbol('chosen to emit at once');

// A handler on a reference that emits at once would be lost in a garbage collection.
// The shared reference is such a one, and what C made; or the script chose it.
function overrideConnect({prototype}) {
    for (const name of ['connect', 'connect_after']) {
        const connect = prototype[name];

        prototype[name] = function (...args) {
            if (this.is_alive() && !this.deferred && !this[chosen]) {
                throw new Error('This reference emits at once, where the engine may run no callback: ' +
                    'connect to one of your own, from Gweak.WeakRef.new(), or await its died()');
            }
            return connect.apply(this, args);
        };
    }
}

function overrideConstruction({prototype}) {
    const construct = prototype._init;

    prototype._init = function (properties, ...rest) {
        const isReferent = properties instanceof GObject.Object;
        const wishes = defer(isReferent ? {referent: properties} : canonicalize(properties));
        const self = construct.call(this, wishes, ...rest) ?? this;
        if (wishes.deferred === false)
            Object.defineProperty(self, chosen, {value: true});
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

    define(Gweak.WeakRef.prototype, {
        deref() {
            return this.get() ?? undefined;
        },
    });
}

function overrideReferences(Gweak) {
    overrideConnect(Gweak.Reference);
    overrideConstruction(Gweak.Reference);
    overrideWeakRef(Gweak);

    Gio._promisify(Gweak.Reference.prototype, 'wait_async', 'wait_finish');
    define(Gweak.Reference.prototype, {
        died(cancellable = null) {
            return this.wait_async(cancellable);
        },
    });
}
