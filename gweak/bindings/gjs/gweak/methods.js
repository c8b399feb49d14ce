// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Weak methods of JavaScript functions, which are called with the object as `this`.

/* exported overrideMethods */

const {GObject} = imports.gi;
const {canonicalize, define, refuseDying, requireObject} = imports.overrides.gweak.common;

// What a call wants of the function that it comes to: nothing is converted to values
// of C and back. Methods that C made do not look at it.
let call = null;
const isOurs = Symbol('a function is called');

function runCall(method, object, args) {
    const current = call;
    call = null;
    try {
        current.result = method.apply(object, current.args ?? args);
    } catch (error) {
        current.error = error;
        current.threw = true;
    }
}

// The closure of C is held by the engine come what may. So a function that can capture
// something is not part of it, but hangs on the wrapper of the object, as long as the
// closure is there: one that captures the object is a cycle that is collected.
const functions = Symbol('functions of weak methods');

// What a class has captures no object of it, and needs no state on the wrapper, which
// would put the death off to a collection. Functions of C are found by their text.
function isOfClass(object, method) {
    if (method.name === '' && /wrapper for native symbol/.test(String(method)))
        return true;
    for (let owner = object; (owner = Object.getPrototypeOf(owner)) !== null;) {
        if (Object.getOwnPropertyDescriptor(owner, method.name)?.value === method)
            return true;
    }
    return false;
}

function hang(object, key, method) {
    if (!object[functions])
        Object.defineProperty(object, functions, {value: new WeakMap()});
    object[functions].set(key, method);
}

// Those below are made in a scope where there is no object.
const makeClosure = find => function closure(object, ...args) {
    const method = find(object, closure);
    return call !== null ? runCall(method, object, args) : method.apply(object, args);
};
const makeHanging = () => makeClosure((object, closure) => object[functions].get(closure));
const makePlain = method => makeClosure(() => method);
// Looked up at each call, as by object.name().
const makeNamed = name => makeClosure(object => object[name]);

function makeClosureOf(object, method) {
    if (typeof method !== 'function')
        return makeNamed(method);
    if (isOfClass(object, method))
        return makePlain(method);
    const closure = makeHanging();
    hang(object, closure, method);
    return closure;
}

function requireMethod(object, method) {
    requireObject(object);
    if (typeof method !== 'function' && typeof object[method] !== 'function')
        throw new TypeError(`${String(method)} is neither a function nor the name of a method`);
}

function overrideConstruction({WeakMethod}) {
    const construct = WeakMethod.prototype._init;
    const newClosure = WeakMethod.new_closure;

    // It may return another object than the one it is called on.
    WeakMethod.prototype._init = function (objectOrProperties, method, ...rest) {
        if (objectOrProperties instanceof GObject.Object) {
            requireMethod(objectOrProperties, method);
            return Object.defineProperty(newClosure(objectOrProperties, makeClosureOf(objectOrProperties, method)), isOurs, {value: true});
        }
        const {toggle, closure, ...wishes} = canonicalize(objectOrProperties);
        if (toggle)
            refuseDying('toggle');
        if (wishes.referent && closure !== undefined)
            return new WeakMethod(wishes.referent, closure);
        return construct.call(this, wishes, ...rest);
    };

    WeakMethod.new = WeakMethod.new_closure = function (object, method) {
        if (object === null)
            return new WeakMethod();
        requireObject(object);
        return new WeakMethod(object, method);
    };
}

// GJS makes a value of null, which can take no result.
function overrideCalls({prototype}) {
    const {attach, invoke} = prototype;

    function invokeWith(self, params, wishes) {
        const outer = call;
        call = wishes;
        try {
            wishes.called = invoke.call(self, null, params);
        } finally {
            call = outer;
        }
        if (wishes.threw)
            throw wishes.error;
        return wishes;
    }

    Object.assign(prototype, {
        attach(source, detailedSignal, flags = 0) {
            return attach.call(this, source, detailedSignal, flags);
        },
        invoke(returnValue, params) {
            if (returnValue === null && this[isOurs])
                return invokeWith(this, params, {}).called;
            return invoke.call(this, returnValue, params);
        },
    });
    define(prototype, {
        call(...args) {
            if (!this.is_alive())
                return undefined;
            if (!this[isOurs])
                throw new TypeError('This method was not made in JavaScript: use invoke()');
            return invokeWith(this, [], {args}).result;
        },
    });
}

function overrideMethods(Gweak) {
    overrideConstruction(Gweak);
    overrideCalls(Gweak.WeakMethod);
}
