// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Gweak.proxy(): an object that stands for another as long as that is alive,
// modelled on proxy() of CPython's weakref.

/* exported defineProxy */

const {requireObject} = imports.overrides.gweak.common;

// Proxies by the shared reference, and references by proxy.
const proxies = new WeakMap();
const references = new WeakMap();

function strong(ref) {
    const object = ref.get();
    if (object === null)
        throw new ReferenceError('The object of this proxy is dead');
    return object;
}

// A method wants the object itself, and one that is kept must not keep it.
class Methods {
    #ref;
    #forwarders = new WeakMap();

    constructor(ref) {
        this.#ref = ref;
    }

    forward(method) {
        let forwarder = this.#forwarders.get(method);
        if (!forwarder) {
            const ref = this.#ref;
            forwarder = new Proxy(method, {
                apply: (target, self, args) => Reflect.apply(target, references.get(self) === ref ? strong(ref) : self, args),
            });
            this.#forwarders.set(method, forwarder);
        }
        return forwarder;
    }
}

// The engine compares what a trap says with the target, which has nothing.
const asConfigurable = descriptor => descriptor && {...descriptor, configurable: true};

function makeTraps(ref) {
    const methods = new Methods(ref);
    const self = receiver => references.get(receiver) === ref ? strong(ref) : receiver;

    return {
        get(target, name, receiver) {
            const value = Reflect.get(strong(ref), name, self(receiver));
            return typeof value === 'function' && name !== 'constructor' ? methods.forward(value) : value;
        },
        set: (target, name, value, receiver) => Reflect.set(strong(ref), name, value, self(receiver)),
        has: (target, name) => Reflect.has(strong(ref), name),
        deleteProperty: (target, name) => Reflect.deleteProperty(strong(ref), name),
        defineProperty: (target, name, descriptor) =>
            Reflect.defineProperty(strong(ref), name, asConfigurable(descriptor)),
        getOwnPropertyDescriptor: (target, name) =>
            asConfigurable(Reflect.getOwnPropertyDescriptor(strong(ref), name)),
        ownKeys: () => Reflect.ownKeys(strong(ref)),
        getPrototypeOf: () => Reflect.getPrototypeOf(strong(ref)),
        setPrototypeOf: (target, prototype) => Reflect.setPrototypeOf(strong(ref), prototype),
        preventExtensions: () => false,
    };
}

function makeProxy(ref) {
    const proxy = new Proxy({}, makeTraps(ref));
    proxies.set(ref, proxy);
    references.set(proxy, ref);
    return proxy;
}

function defineProxy(Gweak) {
    Gweak.proxy = function (object) {
        if (references.has(object))
            return object;
        requireObject(object);
        const ref = Gweak.WeakRef.get_shared(object);
        return proxies.get(ref) ?? makeProxy(ref);
    };
}
