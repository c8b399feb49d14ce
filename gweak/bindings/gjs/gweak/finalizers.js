// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Finalizers, whose actions are functions. The engine runs none at exit.

/* exported overrideFinalizers */

const {GLib, GObject} = imports.gi;
const {canonicalize, refuseDying, requireObject} = imports.overrides.gweak.common;

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

function overrideConstruction(Gweak) {
    const construct = Gweak.Finalizer.prototype._init;
    const newFull = Gweak.Finalizer.new_full;

    // It may return another object than the one it is called on.
    Gweak.Finalizer.prototype._init = function (properties, ...rest) {
        if (properties instanceof GObject.Object)
            return Gweak.Finalizer.new(properties, ...rest);
        const {moment = Gweak.Moment.FINALIZED, toggle, ...wishes} = canonicalize(properties);
        if (moment === Gweak.Moment.DYING)
            refuseDying('a finalizer at the moment DYING');
        if (toggle)
            refuseDying('toggle');
        if (wishes.referent && typeof wishes.closure === 'function')
            return constructWithAction(newFull, {...wishes, moment});
        return construct.call(this, {...wishes, moment}, ...rest);
    };
}

function overrideFinalizers(Gweak) {
    overrideConstruction(Gweak);

    Gweak.Finalizer.new = function (object, callback) {
        return Gweak.Finalizer.new_full(object, Gweak.Moment.FINALIZED, null, callback);
    };
    Gweak.Finalizer.new_closure = Gweak.Finalizer.new;

    Gweak.Finalizer.new_full = function (object, moment, context, closure) {
        requireObject(object);
        if (typeof closure !== 'function')
            throw new TypeError(`${closure} is no function`);
        return new Gweak.Finalizer({referent: object, moment, mainContext: context, closure});
    };
}
