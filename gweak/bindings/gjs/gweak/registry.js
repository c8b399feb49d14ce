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

// On a token that is a GObject. The engine holds its wrapper weakly, which goes and
// comes again where there is nothing on it, and could not be asked for by the object
// once that was disposed of.
const isToken = Symbol('token of a registry');

// Registrations by token, which is held weakly.
class Groups {
    #groups = new WeakMap();

    get(token) {
        return [...this.#groups.get(token) ?? []];
    }

    // No registration may know its token.
    add(token, registration) {
        if (token instanceof GObject.Object)
            Reflect.defineProperty(token, isToken, {value: true});
        registration.group = this.#groups.get(token) ?? new Set();
        this.#groups.set(token, registration.group.add(registration));
    }
}

// The registrations belong to the registry alone: they go with it, as there.
function defineRegistry(Gweak) {
    const signals = {[Gweak.Moment.DIED]: 'died', [Gweak.Moment.FINALIZED]: 'finalized'};

    Gweak.FinalizationRegistry = class FinalizationRegistry {
        #callback;
        #context;
        #signal;
        #groups = new Groups();
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
