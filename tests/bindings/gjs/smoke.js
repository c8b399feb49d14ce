// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Everything that Gweak has, as JavaScript sees it.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import System from 'system';

import {aside, collectUntil, is, iterate, newObject, ok, raises, run, same, test, until} from './tap.js';

const handler = (log, what) => () => log.push(what);

const isDead = ref => () => !ref.is_alive();

test('a reference answers while its referent lives, and is dead after', () => {
    const ref = aside(() => {
        const o = newObject();
        const made = new Gweak.WeakRef({referent: o});
        is(made.get(), o);
        is(made.deref(), o);
        is(made.dup_referent(), o);
        is(made.referent, o);
        ok(made.is_alive());
        ok(made.alive);
        ok(made.refers_to(o));
        ok(!made.refers_to(newObject()));
        ok(!made.refers_to(null));
        return made;
    });
    ok(collectUntil(isDead(ref)) < Infinity);
    is(ref.get(), null);
    is(ref.deref(), undefined);
    is(ref.dup_referent(), null);
    is(ref.referent, null);
    ok(!ref.alive);
    ok(ref.refers_to(null));
});

test('every way to make a reference gives a deferred one, but for the shared one', () => {
    const o = newObject();
    for (const ref of [new Gweak.WeakRef({referent: o}), new Gweak.WeakRef(o), Gweak.WeakRef.new(o),
        Gweak.WeakRef.new_with_callback(o, () => {}), Gweak.WeakRef.get_shared(o)]) {
        ok(ref instanceof Gweak.WeakRef);
        is(ref.get(), o);
    }
    ok(new Gweak.WeakRef({referent: o}).deferred);
    ok(new Gweak.WeakRef(o).deferred);
    ok(Gweak.WeakRef.new(o).deferred);
    ok(Gweak.WeakRef.new_with_callback(o, () => {}).deferred);
    ok(!Gweak.WeakRef.get_shared(o).deferred);
    ok(!new Gweak.WeakRef({referent: o, deferred: false}).deferred);
});

test('null makes a reference that is dead from the start', () => {
    for (const ref of [new Gweak.WeakRef(), new Gweak.WeakRef({}), new Gweak.WeakRef({referent: null}),
        Gweak.WeakRef.new(null)]) {
        ok(!ref.is_alive());
        is(ref.get(), null);
    }
});

test('what is no GObject is an error', () => {
    raises(/string/i, () => Gweak.WeakRef.new('a string'));
    raises(/string/i, () => new Gweak.WeakRef({referent: 'a string'}));
    raises(/string/i, () => Gweak.WeakRef.get_shared('a string'));
    raises(/string/i, () => Gweak.count_references('a string'));
    raises(/GObject/, () => Gweak.Finalizer.new('a string', () => {}));
    raises(/function/, () => Gweak.Finalizer.new(newObject(), 'a string'));
    raises(/function/, () => new Gweak.Finalizer(newObject()));
    raises(/bogus/, () => new Gweak.WeakRef({bogus: 1}));
    raises(/bogus/, () => new Gweak.Finalizer({referent: newObject(), closure: () => {}, bogus: 1}));
});

test('toggle and the moment DYING are errors that say why', () => {
    const o = newObject();
    raises(/engine holds the object/, () => new Gweak.WeakRef({referent: o, toggle: true}));
    raises(/engine holds the object/, () => new Gweak.Finalizer({referent: o, toggle: true}));
    raises(/engine holds the object/, () => new Gweak.Finalizer({referent: o, moment: Gweak.Moment.DYING}));
    raises(/engine holds the object/, () => Gweak.Finalizer.new_full(o, Gweak.Moment.DYING, null, () => {}));
    is(Gweak.count_references(o), 0);
    is(new Gweak.WeakRef({referent: o, toggle: false}).toggle, false);
});

test('the shared reference of an object is one', () => {
    const o = newObject();
    const shared = Gweak.WeakRef.get_shared(o);
    is(Gweak.WeakRef.get_shared(o), shared);
    ok(Gweak.WeakRef.new(o) !== shared);
});

test('a handler on the shared reference would be lost in a collection, so it is an error', () => {
    const o = newObject();
    const shared = Gweak.WeakRef.get_shared(o);
    raises(/emits at once/, () => shared.connect('died', () => {}));
    raises(/emits at once/, () => shared.connect_after('notify::alive', () => {}));
    const chosen = new Gweak.WeakRef({referent: o, deferred: false});
    chosen.disconnect(chosen.connect('died', () => {}));
});

const Tagged = GObject.registerClass({
    Properties: {
        tag: GObject.ParamSpec.string('tag', '', '',
            GObject.ParamFlags.READWRITE | GObject.ParamFlags.CONSTRUCT, ''),
    },
}, class Tagged extends Gweak.WeakRef {
    get tag() {
        return this._tag;
    }

    set tag(tag) {
        this._tag = tag;
        this._wasAlive = this.is_alive();
    }
});

test('a reference can be asked while it is constructed', () => {
    const o = newObject();
    const ref = new Tagged({referent: o, tag: 'a'});
    same([ref.tag, ref._wasAlive, ref.is_alive()], ['a', false, true]);
});

test('notifies, died and finalized come in this order, in the main loop', () => {
    const log = [];
    const ref = Gweak.WeakRef.new(newObject());
    for (const signal of ['notify::alive', 'notify::referent', 'died', 'finalized'])
        ref.connect(signal, handler(log, signal));
    System.gc();
    ok(!ref.is_alive());
    same(log, []);
    iterate();
    same(log, ['notify::alive', 'notify::referent', 'died', 'finalized']);
});

test('a callback gets the dead reference', () => {
    const seen = [];
    const ref = Gweak.WeakRef.new_with_callback(newObject(), (...args) => seen.push(...args));
    ok(collectUntil(() => seen.length > 0) < Infinity);
    is(seen.length, 1);
    is(seen[0], ref);
});

test('emissions come in the main context that was named', () => {
    const log = [];
    const context = GLib.MainContext.new();
    const ref = new Gweak.WeakRef({referent: newObject(), mainContext: context});
    ok(ref.deferred);
    ok(ref.main_context !== null);
    ref.connect('died', handler(log, 'died'));
    ok(collectUntil(isDead(ref)) < Infinity);
    same(log, []);
    while (context.iteration(false));
    same(log, ['died']);
});

test('a cleared reference notifies at once, and hears of nothing any more', () => {
    const log = [];
    const ref = Gweak.WeakRef.new(newObject());
    for (const signal of ['notify::alive', 'died', 'finalized'])
        ref.connect(signal, handler(log, signal));
    ref.clear();
    same(log, ['notify::alive']);
    is(ref.get(), null);
    System.gc();
    iterate();
    same(log, ['notify::alive']);
});

test('references compare and hash by their living referent', () => {
    const [a, b, hash] = aside(() => {
        const o = newObject();
        const refs = [Gweak.WeakRef.new(o), Gweak.WeakRef.new(o)];
        ok(refs[0].equal(refs[1]));
        ok(!refs[0].equal(Gweak.WeakRef.new(newObject())));
        is(refs[0].hash(), refs[1].hash());
        return [...refs, refs[0].hash()];
    });
    ok(collectUntil(isDead(a)) < Infinity);
    ok(a.equal(a));
    ok(!a.equal(b));
    is(a.hash(), hash);
});

test('a reference describes itself', () => {
    const ref = Gweak.WeakRef.new(newObject());
    ok(/^<GweakWeakRef 0x[0-9a-f]+; to 'GSimpleAction' at 0x[0-9a-f]+>$/.test(ref.to_string()));
    ok(collectUntil(isDead(ref)) < Infinity);
    ok(/^<GweakWeakRef 0x[0-9a-f]+; dead>$/.test(ref.to_string()));
});

test('the references to an object are counted, and listed newest first', () => {
    const o = newObject();
    is(Gweak.count_references(o), 0);
    same(Gweak.list_references(o), []);
    const refs = [Gweak.WeakRef.new(o), Gweak.WeakRef.get_shared(o), Gweak.Finalizer.new(o, () => {})];
    is(Gweak.count_references(o), 3);
    const listed = Gweak.list_references(o);
    is(listed.length, 3);
    refs.reverse().forEach((ref, i) => is(listed[i], ref));
});

const finish = ref => new Promise((resolve, reject) => {
    ref.wait_async(null, (source, result) => {
        try {
            resolve(source.wait_finish(result));
        } catch (error) {
            reject(error);
        }
    });
});

const messageOf = promise => promise.then(() => null, error => error);

test('a wait ends with the death', async () => {
    const ref = Gweak.WeakRef.new(newObject());
    const wait = finish(ref);
    System.gc();
    is(await wait, true);
    ok(!ref.is_alive());
    is(await finish(ref), true);
});

const waits = {
    'wait_async()': (ref, cancellable = null) => ref.wait_async(cancellable),
    'died()': (ref, ...args) => ref.died(...args),
};
for (const [name, wait] of Object.entries(waits)) {
    test(`what ${name} promises is the death, told in the main loop`, async () => {
        const log = [];
        const ref = new Gweak.WeakRef(newObject());
        const promise = wait(ref).then(value => log.push('died') && value);
        ok(promise instanceof Promise);
        System.gc();
        ok(!ref.is_alive());
        same(log, []);
        is(await promise, true);
        is(await wait(ref), true);
    });

    test(`what ${name} promises can be cancelled`, async () => {
        const o = newObject();
        const cancellable = new Gio.Cancellable();
        const promise = messageOf(wait(new Gweak.WeakRef(o), cancellable));
        cancellable.cancel();
        ok((await promise).matches(Gio.IOErrorEnum, Gio.IOErrorEnum.CANCELLED));
    });

    test(`what ${name} promises fails when the reference is cleared`, async () => {
        const o = newObject();
        const ref = new Gweak.WeakRef(o);
        const promise = messageOf(wait(ref));
        ref.clear();
        ok((await promise).matches(Gweak.Error, Gweak.Error.DEAD));
    });
}

test('deaths can be raced for', async () => {
    const o = newObject();
    const refs = [new Gweak.WeakRef(o), aside(() => new Gweak.WeakRef(newObject()))];
    const race = Promise.race(refs.map((ref, i) => ref.died().then(() => i)));
    ok(collectUntil(() => !refs[1].alive) < Infinity);
    is(await race, 1);
    ok(refs[0].is_alive());
});

test('a finalizer and the shared reference promise, too', async () => {
    const [finalizer, shared] = aside(() => {
        const o = newObject();
        return [Gweak.Finalizer.new(o, () => {}), Gweak.WeakRef.get_shared(o)];
    });
    const promises = [finalizer.died(), shared.died()];
    System.gc();
    same(await Promise.all(promises), [true, true]);
});

const finalizerMakers = {
    'new': action => Gweak.Finalizer.new(newObject(), action),
    'new_closure': action => Gweak.Finalizer.new_closure(newObject(), action),
    'new_full': action => Gweak.Finalizer.new_full(newObject(), Gweak.Moment.DIED, null, action),
    'the constructor': action => new Gweak.Finalizer(newObject(), action),
    'its properties': action => new Gweak.Finalizer({referent: newObject(), closure: action}),
};
for (const [name, make] of Object.entries(finalizerMakers)) {
    test(`a finalizer made by ${name} runs once, in the main loop, held by nobody`, () => {
        const log = [];
        aside(() => {
            const finalizer = make((...args) => log.push(args));
            ok(finalizer instanceof Gweak.Finalizer);
            ok(finalizer.deferred);
            ok(!finalizer.at_exit);
        });
        System.gc();
        same(log, []);
        until(() => log.length > 0);
        System.gc();
        iterate();
        same(log, [[]]);
    });
}

test('a finalizer runs at its moment', () => {
    const log = [];
    const o = newObject();
    for (const moment of [Gweak.Moment.FINALIZED, Gweak.Moment.DIED]) {
        const finalizer = new Gweak.Finalizer({referent: o, moment, closure: handler(log, moment)});
        is(finalizer.get_moment(), moment);
        is(finalizer.moment, moment);
    }
    o.run_dispose();
    iterate();
    same(log, [Gweak.Moment.DIED]);
});

test('a finalizer runs by hand, once', () => {
    const log = [];
    const o = newObject();
    const finalizer = Gweak.Finalizer.new(o, handler(log, 'ran'));
    is(finalizer.peek(), o);
    is(finalizer.run(), true);
    is(finalizer.run(), false);
    is(finalizer.peek(), null);
    same(log, ['ran']);
});

test('a finalizer that was detached gives the object and does not run', () => {
    const log = [];
    const o = newObject();
    const finalizer = Gweak.Finalizer.new(o, handler(log, 'ran'));
    is(finalizer.detach(), o);
    is(finalizer.detach(), null);
    o.run_dispose();
    iterate();
    same(log, []);
});

test('what is pending at exit can be chosen, and be run by hand', () => {
    const log = [];
    const o = newObject();
    const finalizers = ['older', 'unwanted', 'newer'].map(what => Gweak.Finalizer.new(o, handler(log, what)));
    finalizers[0].set_at_exit(true);
    finalizers[2].at_exit = true;
    is(finalizers[0].get_at_exit(), true);
    is(finalizers[1].get_at_exit(), false);
    is(new Gweak.Finalizer({referent: o, closure: handler(log, 'constructed'), at_exit: true}).atExit, true);
    Gweak.Finalizer.run_at_exit();
    same(log, ['constructed', 'newer', 'older']);
});

test('the action is released after it ran', () => {
    const [held, ref] = aside(() => {
        const o = newObject();
        return [[o], Gweak.WeakRef.new(o)];
    });
    const finalizer = aside(() => {
        const captured = held.pop();
        return Gweak.Finalizer.new(newObject(), () => captured.get_name());
    });
    ok(collectUntil(isDead(finalizer)) < Infinity);
    ok(collectUntil(isDead(ref)) < Infinity);
});

const Subclass = GObject.registerClass(class Subclass extends Gweak.WeakRef {
    constructor(referent, name) {
        super({referent});
        this.name = name;
        this.log = [];
    }

    vfunc_died() {
        this.log.push(['died', this.name]);
    }

    vfunc_finalized() {
        this.log.push(['finalized', this.name]);
    }
});

test('a subclass carries state, and has class handlers', () => {
    const ref = new Subclass(newObject(), 'a name');
    ok(ref.deferred);
    ref.connect('died', () => ref.log.push('handler'));
    System.gc();
    iterate();
    same(ref.log, [['died', 'a name'], 'handler', ['finalized', 'a name']]);
});

test('the moments and the errors have their values', () => {
    same([Gweak.Moment.DYING, Gweak.Moment.DIED, Gweak.Moment.FINALIZED], [0, 1, 2]);
    same([Gweak.Error.DEAD, Gweak.Error.TYPE, Gweak.Error.RECURSION], [0, 1, 2]);
    is(Gweak.error_quark(), Gweak.Error.quark());
});

test('the version is there in parts and as text', () => {
    is(Gweak.VERSION_S, [Gweak.MAJOR_VERSION, Gweak.MINOR_VERSION, Gweak.MICRO_VERSION].join('.'));
});

test('the debug listing shows what is tracked', () => {
    Gweak.debug_start();
    const o = newObject();
    const ref = Gweak.WeakRef.new(o);
    ok(/\nGSimpleAction at 0x[0-9a-f]+: reference count \d, 1 references, /.test(Gweak.debug_dump()));
    ok(ref.is_alive());
});

test('nothing of Gweak is missing in this file', () => {
    const [, bytes] = Gio.File.new_for_uri(import.meta.url).load_contents(null);
    const known = new Set(new TextDecoder().decode(bytes).match(/\w+/g));
    const names = [Gweak.Reference, Gweak.WeakRef, Gweak.Finalizer].flatMap(class_ =>
        [...Object.getOwnPropertyNames(class_), ...Object.getOwnPropertyNames(class_.prototype)]);
    ok(names.length > 40);
    same(names.map(name => name.replace(/-/g, '_')).filter(name => !name.startsWith('_') && !name.startsWith('$') && !known.has(name)), []);
});

run();
