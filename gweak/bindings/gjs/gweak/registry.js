// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Gweak.FinalizationRegistry, modelled on ECMAScript's, whose targets are the
// wrappers: here they are the objects. Callbacks come in a main context.

/* exported defineRegistry */

const {GLib, GObject} = imports.gi;
const {canonicalize, refuseDying, requireObject} = imports.overrides.gweak.common;

const isObject = value => typeof value === 'object' && value !== null || typeof value === 'function';

function requireToken(token) {
    if (!isObject(token))
        throw new TypeError(`${String(token)} is no object, and cannot be a token`);
}

function requireFunction(callback) {
    if (typeof callback !== 'function')
        throw new TypeError(`${String(callback)} is no function`);
}

// One that was disposed of is not to be handed to C.
const isWhole = object => object instanceof GObject.Object && !/\(DISPOSED\)/.test(String(object));

// Registrations by token, which is held weakly. The engine holds the wrapper of a
// GObject so, which goes and comes again, so that those are also in a table.
class Groups {
    #byWrapper = new WeakMap();
    #byNumber = new Map();
    #numbers;
    #lastNumber = 0;

    constructor(Gweak) {
        this.#numbers = Gweak.WeakHashTable.new(GObject.Object, GObject.TYPE_UINT64, Gweak.Weakness.KEYS);
        this.#numbers.connect('removed', (table, token, number) => this.#byNumber.delete(number));
    }

    #find(token) {
        const group = this.#byWrapper.get(token);
        if (group === undefined && isWhole(token))
            return this.#byNumber.get(this.#numbers.get(token));
        return group;
    }

    #make(token) {
        const group = new Set();
        if (isWhole(token)) {
            this.#byNumber.set(++this.#lastNumber, group);
            this.#numbers.insert(token, this.#lastNumber);
        }
        return group;
    }

    get(token) {
        return [...this.#find(token) ?? []];
    }

    // No registration may know its token.
    add(token, registration) {
        const group = this.#find(token) ?? this.#make(token);
        this.#byWrapper.set(token, group);
        registration.group = group.add(registration);
    }
}

// The registrations belong to the registry alone: they go with it, as there.
function defineRegistry(Gweak) {
    const signals = {[Gweak.Moment.DIED]: 'died', [Gweak.Moment.FINALIZED]: 'finalized'};

    Gweak.FinalizationRegistry = class FinalizationRegistry {
        #callback;
        #context;
        #signal;
        #groups = new Groups(Gweak);
        #registrations = new Set();

        constructor(callback, options = {}) {
            requireFunction(callback);
            const {moment = Gweak.Moment.FINALIZED, 'main-context': context, ...rest} = canonicalize(options);
            for (const name in rest)
                throw new Error(`No option ${name} for a registry`);
            if (moment === Gweak.Moment.DYING)
                refuseDying('a registry at the moment DYING');
            this.#callback = callback;
            this.#context = context ?? GLib.MainContext.ref_thread_default();
            this.#signal = signals[moment];
        }

        register(target, heldValue, unregisterToken = undefined) {
            requireObject(target);
            if (Object.is(target, heldValue))
                throw new TypeError('The held value would keep the target, which it is');
            if (unregisterToken !== undefined)
                requireToken(unregisterToken);
            const ref = new Gweak.WeakRef({referent: target, mainContext: this.#context});
            if (!ref.is_alive())
                throw new TypeError('The target is dead');
            this.#add({ref, heldValue}, unregisterToken);
        }

        unregister(unregisterToken) {
            requireToken(unregisterToken);
            const registrations = this.#groups.get(unregisterToken);
            for (const registration of registrations) {
                registration.ref.clear();
                this.#remove(registration);
            }
            return registrations.length > 0;
        }

        // The function keeps no target: there is none in its scope.
        #add(registration, token) {
            if (token !== undefined)
                this.#groups.add(token, registration);
            this.#registrations.add(registration);
            registration.ref.connect(this.#signal, () => this.#finish(registration));
        }

        #remove(registration) {
            registration.group?.delete(registration);
            this.#registrations.delete(registration);
        }

        #finish(registration) {
            this.#remove(registration);
            this.#callback.call(undefined, registration.heldValue);
        }

        get [Symbol.toStringTag]() {
            return 'FinalizationRegistry';
        }
    };
}
