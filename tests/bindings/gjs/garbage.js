// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Objects with state on their JavaScript wrappers live as long as without gweak,
// and nothing is called during garbage collection or at exit.

import Gio from 'gi://Gio';
import Gweak from 'gi://Gweak?version=1';
import GweakProbe from 'gi://GweakProbe?version=1';
import System from 'system';

import {collectUntil, ignore, is, iterate, newObject, ok, Registered, run, same, states, test} from './tap.js';

const source = newObject();
const observers = {
    'a reference': o => Gweak.WeakRef.new(o),
    'a reference with a callback': o => Gweak.WeakRef.new_with_callback(o, ignore),
    'an immediate reference': o => new Gweak.WeakRef({referent: o, deferred: false}),
    'a reference with a promise': o => {
        const ref = new Gweak.WeakRef(o);
        ref.died();
        return ref;
    },
    'a registry': o => {
        const ref = Gweak.WeakRef.get_shared(o);
        ref.registry = new Gweak.FinalizationRegistry(ignore);
        ref.registry.register(o, 'held', o);
        return ref;
    },
    'a method': o => {
        const method = new Gweak.WeakMethod(o, o.notify);
        method.attach(source, 'notify::enabled');
        return method;
    },
    'a method by its name': o => {
        const method = new Gweak.WeakMethod(o, 'notify');
        method.attach(source, 'notify::enabled');
        return method;
    },
    'a proxy': o => {
        const ref = Gweak.WeakRef.get_shared(o);
        ref.proxy = Gweak.proxy(o);
        ref.method = ref.proxy.get_property;
        return ref;
    },
    'a set': o => {
        const ref = Gweak.WeakRef.get_shared(o);
        ref.set = new Gweak.WeakSet([o]);
        ref.set.forEach(ignore);
        return ref;
    },
    'the shared reference': o => Gweak.WeakRef.get_shared(o),
    'a finalizer': o => Gweak.Finalizer.new(o, ignore),
    'a method of a function': o => Gweak.WeakMethod.new_closure(o, ignore),
    'an attached method of a function': o => {
        const method = Gweak.WeakMethod.new_closure(o, ignore);
        method.attach(source, 'notify', 0);
        return method;
    },
    'a reference that was asked': o => {
        const ref = Gweak.WeakRef.new(o);
        ref.get();
        return ref;
    },
};

const orders = {
    'ours first': (make, addState, observe) => {
        const o = make();
        const probe = GweakProbe.add(o);
        const observer = observe(o);
        addState(o);
        return [probe, observer];
    },
    'theirs first': (make, addState, observe) => {
        const o = make();
        const probe = GweakProbe.add(o);
        addState(o);
        return [probe, observe(o)];
    },
};

const roundsUntilFinalized = probe => collectUntil(() => GweakProbe.is_finalized(probe));

for (const [name, [make, addState]] of Object.entries(states)) {
    test(`with ${name}, an object that is watched is freed when it is without`, () => {
        const [control] = orders['theirs first'](make, addState, ignore);
        const rounds = roundsUntilFinalized(control);
        ok(rounds < Infinity);
        for (const [order, build] of Object.entries(orders)) {
            for (const [observer, observe] of Object.entries(observers)) {
                const [probe, held] = build(make, addState, observe);
                const got = roundsUntilFinalized(probe);
                ok(got === rounds, `${got} rounds instead of ${rounds}, ${order}, with ${observer}`);
                ok(!held.is_alive());
            }
        }
    });
}

test('a reference is alive as long as its object, not as the wrapper', () => {
    const store = Gio.ListStore.new(Gio.SimpleAction);
    const ref = (() => {
        const o = newObject();
        store.append(o);
        return Gweak.WeakRef.new(o);
    })();
    is(collectUntil(() => !ref.is_alive(), 3), Infinity);
    is(ref.get().get_name(), 'an-object');
    store.remove_all();
    ok(collectUntil(() => !ref.is_alive()) < Infinity);
});

test('a reference gives the wrapper with its state', () => {
    const store = Gio.ListStore.new(Registered);
    const ref = (() => {
        const o = new Registered();
        o.more = 'more';
        store.append(o);
        return Gweak.WeakRef.new(o);
    })();
    System.gc();
    iterate();
    same([ref.get().state, ref.get().more], ['some', 'more']);
    store.remove_all();
    ok(collectUntil(() => !ref.is_alive()) < Infinity);
});

for (const [name, observe] of Object.entries(observers)) {
    test(`an object that only C has goes when C drops it, not in a collection, with ${name}`, () => {
        const holder = Gio.ListStore.new(Gio.SimpleAction);
        const [held, ...probes] = (() => {
            const objects = Array.from({length: 5}, () => newObject());
            objects.forEach(o => holder.append(o));
            return [objects.map(observe), ...objects.map(o => GweakProbe.add(o))];
        })();
        collectUntil(() => false, 3);
        ok(held.every(observer => observer.is_alive()));
        holder.remove_all();
        ok(probes.every(probe => GweakProbe.is_finalized(probe)));
        ok(!held.some(observer => observer.is_alive()));
        iterate();
    });
}

test('an immediate reference is known as such when only C held it', () => {
    const store = Gio.ListStore.new(Gweak.WeakRef);
    const o = newObject();
    (() => store.append(new Gweak.WeakRef({referent: o, deferred: false})))();
    collectUntil(() => false, 2);
    const ref = store.get_item(0);
    ref.disconnect(ref.connect('died', ignore));
});

test('a death in another thread is told in the main loop', () => {
    const log = [];
    const store = Gio.ListStore.new(Gio.Menu);
    const ref = Gweak.WeakRef.new_with_callback(store, () => log.push('died'));
    Gweak.Finalizer.new_full(store, Gweak.Moment.DIED, null, () => log.push('ran'));
    GweakProbe.run_dispose_in_thread(store);
    ok(!ref.is_alive());
    same(log, []);
    iterate();
    same(log, ['ran', 'died']);
});

test('a reference and its object in one garbage cycle are collected', () => {
    const probe = (() => {
        const o = new Registered();
        o.ref = Gweak.WeakRef.new_with_callback(o, () => ignore(o));
        return GweakProbe.add(o);
    })();
    ok(roundsUntilFinalized(probe) < Infinity);
});

// Programs of their own, since what GJS blocks it only writes about.
const prelude = `
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import System from 'system';

const newObject = () => new Gio.SimpleAction({name: 'an-object'});
const say = what => () => print(what);
const iterate = () => { while (GLib.MainContext.default().iteration(false)); };
`;

function runChild(program) {
    const [file, stream] = Gio.File.new_tmp('gweak-XXXXXX.js');
    stream.output_stream.write_all(new TextEncoder().encode(prelude + program), null);
    stream.close(null);
    const launcher = Gio.SubprocessLauncher.new(Gio.SubprocessFlags.STDOUT_PIPE | Gio.SubprocessFlags.STDERR_PIPE);
    launcher.unsetenv('G_DEBUG');
    const child = launcher.spawnv(['gjs', '--module', file.get_path()]);
    const [, output, errors] = child.communicate_utf8(null, null);
    file.delete(null);
    return {
        output: output.trim().split(/\s+/).filter(line => line),
        errors,
        status: child.get_if_exited() ? child.get_exit_status() : -child.get_term_sig(),
    };
}

test('a handler that throws does not stop the others', () => {
    const child = runChild(`
        // Not where the object is: a closure keeps the variables of its scope.
        const failSecond = what => () => {
            print(what);
            if (what === 'second')
                throw new Error('on purpose');
        };
        const watch = o => {
            Gweak.Finalizer.new(o, failSecond('finalizer'));
            return ['first', 'second', 'third'].map(what => Gweak.WeakRef.new_with_callback(o, failSecond(what)));
        };
        const refs = watch(newObject());
        while (refs.some(ref => ref.is_alive()))
            System.gc();
        iterate();
    `);
    is(child.errors.match(/Error: on purpose/g).length, 1);
    is(child.status, 0);
    same(child.output, ['third', 'second', 'first', 'finalizer']);
});

test('nothing is called during garbage collection, and nothing is lost', () => {
    const child = runChild(`
        const registry = new Gweak.FinalizationRegistry(say('registry'));
        const table = Gweak.WeakHashTable.new(GObject.TYPE_INT, GObject.Object, Gweak.Weakness.VALUES);
        const set = new Gweak.WeakSet();
        const list = Gweak.WeakListStore.new(GObject.Object);
        const source = newObject();
        table.connect('removed', say('table'));
        set.connect('removed', say('set'));
        list.connect('items-changed', (self, position, removed) => print('list '.repeat(removed)));
        const refs = [];
        for (let i = 0; i < 50; i++) {
            const o = newObject();
            o.expando = i;
            refs.push(Gweak.WeakRef.new_with_callback(o, say('callback')));
            refs[i].connect('finalized', say('finalized'));
            refs[i].connect('notify::alive', say('notify'));
            Gweak.Finalizer.new(o, say('finalizer'));
            refs[i].died().then(say('promise'));
            registry.register(o, i, o);
            table.insert(i, o);
            set.add(o);
            list.append(o);
            new Gweak.WeakMethod(o, say('method')).attach(source, 'notify');
        }
        while (refs.some(ref => ref.is_alive())) {
            System.gc();
            print('collected');
            iterate();
        }
    `);
    is(child.errors, '');
    is(child.status, 0);
    for (const what of ['callback', 'finalized', 'notify', 'finalizer', 'promise', 'registry', 'table', 'set', 'list'])
        is(child.output.filter(line => line === what).length, 50);
});

test('what is called during garbage collection would have been seen', () => {
    const child = runChild(`
        const ref = new Gweak.WeakRef({referent: newObject(), deferred: false});
        ref.connect('died', say('died'));
        System.gc();
        iterate();
        print(ref.is_alive());
    `);
    ok(/during garbage collection|sweeping phase/.test(child.errors), child.errors);
    same(child.output, ['false']);
});

test('finalizers do not run at exit, and nothing crashes', () => {
    const child = runChild(`
        globalThis.o = newObject();
        o.me = o;
        Gweak.Finalizer.new(o, say('new'));
        globalThis.finalizer = new Gweak.Finalizer({referent: o, closure: say('constructor')});
        globalThis.ref = Gweak.WeakRef.new_with_callback(o, say('callback'));
        ref.connect('finalized', say('finalized'));
        o.ref = ref;
        ref.wait_async(null, say('waited'));
        ref.died().then(say('promised'));
        globalThis.registry = new Gweak.FinalizationRegistry(say('registry'));
        registry.register(o, 'held', o);
        globalThis.proxy = Gweak.proxy(o);
        globalThis.method = new Gweak.WeakMethod(o, say('method'));
        method.attach(o, 'notify');
        globalThis.source = newObject();
        method.attach(source, 'notify');
        globalThis.walk = new Gweak.WeakSet([o]).values();
        walk.next();
        globalThis.died = Gweak.WeakRef.new_with_callback(newObject(), say('undelivered'));
        System.gc();
        print('end');
    `);
    is(child.errors, '');
    is(child.status, 0);
    same(child.output, ['end']);
});

test('the same at System.exit()', () => {
    const child = runChild(`
        globalThis.o = newObject();
        Gweak.Finalizer.new(o, say('new'));
        globalThis.ref = Gweak.WeakRef.new_with_callback(o, say('callback'));
        print('end');
        System.exit(3);
    `);
    is(child.errors, '');
    is(child.status, 3);
    same(child.output, ['end']);
});

run();
