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

function runCall(body) {
    const current = call;
    call = null;
    try {
        current.result = body(current.args);
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

// Those below are made in a scope where there is no object. `pass` has a function
// get the object as an argument, as a closure of C does.
const makeClosure = (find, pass) => function closure(object, ...args) {
    const run = given => find(object, closure).apply(object, pass ? [object, ...given] : given);
    return call !== null ? runCall(given => run(given ?? args)) : run(args);
};
const makeHanging = pass => makeClosure((object, closure) => object[functions].get(closure), pass);
const makePlain = (method, pass) => makeClosure(() => method, pass);
// Looked up at each call, as by object.name().
const makeNamed = name => makeClosure(object => object[name], false);

function makeClosureOf(object, method, pass) {
    if (typeof method !== 'function')
        return makeNamed(method);
    if (isOfClass(object, method))
        return makePlain(method, pass);
    const closure = makeHanging(pass);
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

    function make(object, method, pass) {
        requireMethod(object, method);
        return Object.defineProperty(newClosure(object, makeClosureOf(object, method, pass)), isOurs, {value: true});
    }

    // It may return another object than the one it is called on. A closure of C can be
    // a property, a function cannot.
    WeakMethod.prototype._init = function (objectOrProperties, method, ...rest) {
        if (objectOrProperties instanceof GObject.Object)
            return make(objectOrProperties, method, false);
        const wishes = canonicalize(objectOrProperties);
        if (wishes.toggle)
            refuseDying('toggle');
        if (wishes.referent && typeof wishes.closure === 'function')
            return make(wishes.referent, wishes.closure, true);
        return construct.call(this, wishes, ...rest);
    };

    WeakMethod.new = (object, method) => object === null ? new WeakMethod() : make(object, method, false);
    WeakMethod.new_closure = (object, closure) => object === null ? new WeakMethod() : make(object, closure, true);
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
