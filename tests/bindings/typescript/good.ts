// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Everything that is declared, with its types, and that it is so when run.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import System from 'system';

function ok(condition: boolean): asserts condition {
    if (!condition)
        throw new Error('not so');
}

function iterate(): void {
    while (GLib.MainContext.default().iteration(false));
}

const menu = new Gio.Menu();
const action = new Gio.SimpleAction({name: 'an-action'});

function references(): void {
    const refs: Gweak.WeakRef<Gio.Menu>[] = [new Gweak.WeakRef(menu), new Gweak.WeakRef({referent: menu}),
        new Gweak.WeakRef({referent: menu, deferred: false}), Gweak.WeakRef.new(menu),
        Gweak.WeakRef.new_with_callback(menu, ref => ref.get()?.get_n_items()), Gweak.WeakRef.get_shared(menu)];
    const n: number | undefined = refs[0].deref()?.get_n_items();
    ok(n === 0 && refs[1].get() === menu && refs[2].dup_referent() === menu);
    const ref: Gweak.Reference = refs[3];
    ok(ref.alive && ref.is_alive() && ref.deferred && ref.main_context !== null && ref.mainContext !== null);
    ok(!ref.toggle && ref.equal(refs[4]) && ref.hash() === refs[5].hash() && ref.refers_to(menu) && !ref.refers_to(null));
    ok(ref.to_string().includes('GMenu') && ref.referent === menu);
    ok(Gweak.count_references(menu) === refs.length);
    const listed: Gweak.Reference<Gio.Menu>[] = Gweak.list_references(menu);
    ok(listed.length === refs.length);
    ref.disconnect(ref.connect('died', self => self.clear()));
    ref.disconnect(ref.connect_after('notify::alive', (self: Gweak.Reference) => self.clear()));
    refs.forEach(one => one.clear());
    ok(Gweak.WeakRef.new<Gio.Menu>(null).get() === null && new Gweak.WeakRef().deref() === undefined);
}

const Named = GObject.registerClass(class Named extends Gweak.WeakRef<Gio.Menu> {
    name = 'a name';

    vfunc_died(): void {
        this.name = 'dead';
    }
});

function subclass(): void {
    const doomed = new Gio.Menu();
    const ref = new Named({referent: doomed});
    doomed.run_dispose();
    iterate();
    ok(ref.name === 'dead');
}

async function promises(): Promise<void> {
    const doomed = new Gio.Menu();
    const ref = new Gweak.WeakRef(doomed);
    const all: Promise<boolean>[] = [ref.died(), ref.died(new Gio.Cancellable()), ref.wait_async(null)];
    let finished = false;
    ref.wait_async(null, (self, result) => (finished = self.wait_finish(result)));
    doomed.run_dispose();
    ok((await Promise.all(all)).every(done => done));
    iterate();
    ok(finished);

    const cache = Gweak.Cache.new(GObject.TYPE_STRING, Gio.SimpleAction);
    const load: Gweak.LoadFunc<string> = (task, key, cancellable) => {
        ok(cancellable instanceof Gio.Cancellable);
        Gweak.Cache.set_load_cost(task, key.length);
        task.return_value(new Gio.SimpleAction({name: key}));
    };
    const loaded: Gio.SimpleAction | null = await cache.get_or_load_async('loaded', load, null);
    ok(loaded?.name === 'loaded');
    cache.get_or_load_async('loaded', load, null, (self, result) => {
        ok(self.get_or_load_finish(result)?.name === 'loaded');
    });

    try {
        const cleared = new Gweak.WeakRef(menu);
        const wait = cleared.died();
        cleared.clear();
        await wait;
        ok(false);
    } catch (error) {
        ok(error instanceof Gweak.Error && error instanceof GLib.Error);
        ok(error.matches(Gweak.Error, Gweak.Error.DEAD) && error.code === Gweak.Error.DEAD);
    }
}

function finalizers(): void {
    let n = 0;
    const all: Gweak.Finalizer<Gio.Menu>[] = [Gweak.Finalizer.new(menu, () => n++), Gweak.Finalizer.new_closure(menu, () => n++),
        Gweak.Finalizer.new_full(menu, Gweak.Moment.DIED, null, () => n++),
        new Gweak.Finalizer({referent: menu, closure: () => n++, moment: Gweak.Moment.FINALIZED, atExit: true}),
        new Gweak.Finalizer(menu, () => n++)];
    ok(all[3].at_exit && all[3].atExit && all[3].get_at_exit());
    all[3].at_exit = false;
    all[3].atExit = false;
    all[3].set_at_exit(false);
    ok(all[2].moment === Gweak.Moment.DIED && all[2].get_moment() === Gweak.Moment.DIED);
    ok(all[0].peek() === menu && all[0].run() && !all[0].run());
    ok(all[1].detach()?.get_n_items() === 0);
    all.slice(2).forEach(one => one.detach());
    Gweak.Finalizer.run_at_exit();
    ok(n === 1);
}

function methods(): void {
    const add = new Gweak.WeakMethod(menu, function (a: number, b: number): number {
        return this.get_n_items() + a + b;
    });
    const sum: number | undefined = add.call(1, 2);
    ok(sum === 3 && add.dup_closure() !== null);
    const value = new GObject.Value();
    value.init(GObject.TYPE_INT);
    ok(add.invoke(value, [2, 3]) && value.get_int() === 5 && add.invoke(null, [1, 2]));
    let n = 0;
    const count = (): number => n++;
    const all: Gweak.WeakMethod<Gio.Menu>[] = [Gweak.WeakMethod.new(menu, count), Gweak.WeakMethod.new_closure(menu, count),
        new Gweak.WeakMethod<Gio.Menu>({referent: menu, closure: count})];
    const id: number = all[0].attach(action, 'notify::enabled');
    all[1].attach(action, 'notify::enabled', GObject.ConnectFlags.AFTER);
    all[2].attach(action, 'notify::enabled');
    action.enabled = !action.enabled;
    action.disconnect(id);
    all[1].clear();
    all[2].clear();
    action.enabled = !action.enabled;
    ok(n === 3 && new Gweak.WeakMethod(menu, 'get_n_items').call() === 0);
    ok(Gweak.WeakMethod.new(null, count).call() === undefined);

    const source = GLib.timeout_source_new(1000);
    const doomed = new Gio.Menu();
    Gweak.bind_source(source, doomed);
    doomed.run_dispose();
    ok(source.is_destroyed());
}

function tables(): void {
    const table: Gweak.WeakHashTable<string, Gio.Menu> = Gweak.WeakHashTable.new(GObject.TYPE_STRING, Gio.Menu, Gweak.Weakness.VALUES);
    const other = new Gweak.WeakHashTable({keyType: GObject.TYPE_STRING, valueType: Gio.Menu, weakness: Gweak.Weakness.VALUES});
    table.disconnect(table.connect('removed', (self, key, value, cause) => {
        ok(self === table && key !== null && value !== null && cause === Gweak.RemovalCause.REMOVED);
    }));
    table.disconnect(table.connect_after('removed', (self, key) => key?.toUpperCase()));
    ok(table.insert('a', menu) && table.contains('a') && table.has('a') && table.get('a') === menu);
    const [found, value]: [boolean, Gio.Menu | null] = table.lookup('a');
    ok(found && value === menu && table.lookup_extended('a')[1] === 'a');
    ok(table.lookup_array('a').length === 2 && table.next_array(0)[0][0] === 'a');
    ok(table.get_or_insert('a', () => null)[1] === menu && table.get_or_insert_array('a', () => null)[0] === menu);
    for (const [key, one] of table)
        ok(key.toUpperCase() === 'A' && one.get_n_items() === 0);
    ok([...table.keys()].join() === 'a' && [...table.values()].length === 1 && [...table.entries()].length === 1);
    table.foreach((key, one) => ok(key === 'a' && one === menu));
    table.forEach((one, key, self) => ok(key === 'a' && one === menu && self === table));
    ok(table.dup_keys()[0] === 'a' && table.dup_values()[0] === menu);
    other.update(table);
    ok(other.copy().size === 1 && other.foreach_remove(key => key === 'a') === 1);
    ok(table.pop()[0] && table.pop_array().length === 0);
    table.insert('b', menu);
    ok(table.steal_extended('b')[2] === menu && table.steal_array('b').length === 0);
    ok(!table.remove('b') && !table.delete('b'));
    table.clear();
    table.remove_all();
    ok(table.size + table.n_entries + table.nEntries + table.get_size() === 0);
    ok(table.deferred && !table.toggle && table.weakness === Gweak.Weakness.VALUES && table.get_weakness() === table.weakness);
    ok(table.key_type === table.keyType && table.value_type === table.valueType && table.get_key_type().name === 'gchararray');
    ok(table.get_value_type() === Gio.Menu.$gtype && table.main_context !== null && table.mainContext !== null);
    const both = Gweak.WeakHashTable.new(Gio.SimpleAction, Gio.Menu, Gweak.Weakness.KEYS | Gweak.Weakness.VALUES);
    both.insert(action, menu);
    ok(both.get(action) === menu);
}

function sets(): void {
    const set = new Gweak.WeakSet([menu]);
    const typed = new Gweak.WeakSet<Gio.Menu>({itemType: Gio.Menu});
    ok(Gweak.WeakSet.new<Gio.Menu>().add(menu) && typed.add(menu));
    set.disconnect(set.connect('removed', (self, item, cause) => ok(self === set && item !== null && cause >= 0)));
    set.disconnect(set.connect_after('removed', (self, item) => item?.get_n_items()));
    ok(set.has(menu) && set.contains(menu) && set.intern(menu) === menu && set.next_item(0)[0] === menu);
    for (const item of set)
        ok(item.get_n_items() === 0);
    ok([...set.keys(), ...set.values()].length === 2 && [...set.entries()][0][1] === menu);
    set.foreach(item => ok(item === menu));
    set.forEach((item, again, self) => ok(item === again && self === set));
    ok(set.dup_items()[0] === menu && set.copy().equal(typed) && set.is_subset(typed) && set.is_superset(typed) && !set.is_disjoint(typed));
    ok(set.union(typed).size === 1 && set.intersection(typed).size === 1);
    ok(set.difference(typed).size === 0 && set.symmetric_difference(typed).size === 0);
    set.update(typed);
    set.intersection_update(typed);
    set.difference_update(typed);
    ok(set.pop() === null && !set.remove(menu) && !set.delete(menu));
    set.clear();
    set.remove_all();
    ok(set.size + set.n_entries + set.nEntries + set.get_size() === 0 && set.deferred && !set.toggle);
    ok(typed.item_type === typed.itemType && typed.get_item_type() === Gio.Menu.$gtype);
    ok(set.main_context !== null && set.mainContext !== null);
}

function lists(): void {
    const list = Gweak.WeakListStore.new(Gio.Menu);
    const other = new Gweak.WeakListStore({referentType: Gio.Menu});
    const model: Gio.ListModel = list;
    const compare = (a: Gio.Menu, b: Gio.Menu): number => a.get_n_items() - b.get_n_items();
    list.connect('items-changed', (self, position, removed, added) => ok(self === list && position + removed + added >= 0));
    list.append(menu);
    list.insert(0, menu);
    ok(list.insert_sorted(menu, compare) >= 0);
    list.sort(compare);
    list.splice(0, 1, [menu]);
    list.remove(0);
    const refs: Gweak.WeakRef<Gio.Menu>[] = [...list];
    ok(refs.length === 2 && refs[0].deref() === menu && list.get_item(1)?.get() === menu && model.get_n_items() === 2);
    ok(list.find(menu)[0] && list.find(menu)[1] === 0 && list.dup_object(0) === menu);
    list.remove_all();
    ok(list.n_items + list.nItems + other.get_n_items() === 0 && list.main_context !== null && list.mainContext !== null);
    ok(list.referent_type === list.referentType && list.get_referent_type() === Gio.Menu.$gtype);
}

function caches(): void {
    const cache = Gweak.Cache.new(GObject.TYPE_STRING, Gio.Menu);
    const other = new Gweak.Cache({keyType: GObject.TYPE_STRING, valueType: Gio.Menu, maxIdle: 1, maxIdleCost: 2, idleTtl: 3});
    cache.disconnect(cache.connect('removed', (self, key, value, cause) => ok(self === cache && value?.get_n_items() === 0 && cause === 0 && key !== '')));
    cache.disconnect(cache.connect_after('removed', (self, key) => key.toUpperCase()));
    ok(cache.insert('a', menu, 1) && cache.lookup('a') === menu && cache.get('a') === menu && cache.has('a') && cache.contains('a'));
    ok(cache.get_or_insert('b', () => [menu, 1]) === menu && cache.remove('b') && !cache.delete('b'));
    for (const each of [cache, other]) {
        each.max_idle = each.maxIdle = 64;
        each.max_idle_cost = each.maxIdleCost = 0;
        each.idle_ttl = each.idleTtl = 0;
        each.set_max_idle(each.get_max_idle());
        each.set_max_idle_cost(each.get_max_idle_cost());
        each.set_idle_ttl(each.get_idle_ttl());
    }
    ok(cache.hits === cache.get_hits() && cache.misses === cache.get_misses() && cache.loads === cache.get_loads());
    ok(cache.evictions === cache.get_evictions() && cache.idle_cost === cache.get_idle_cost() && cache.idleCost >= 0);
    ok(cache.n_idle + cache.n_in_use === cache.get_n_idle() + cache.get_n_in_use() && cache.nIdle + cache.nInUse === 1);
    ok(cache.key_type === cache.get_key_type() && cache.value_type === cache.get_value_type());
    ok(cache.keyType.name === 'gchararray' && cache.valueType === Gio.Menu.$gtype);
    cache.trim(Gio.MemoryMonitorWarningLevel.LOW);
    cache.clear();
    cache.remove_all();
    ok(cache.size + cache.n_entries + cache.nEntries + cache.get_size() === 0);
    ok(cache.deferred && cache.main_context !== null && cache.mainContext !== null);
}

function additions(): void {
    let held = '';
    const registry = new Gweak.FinalizationRegistry<string>(value => (held = value), {moment: Gweak.Moment.DIED});
    const doomed = new Gio.Menu();
    registry.register(doomed, 'held');
    registry.register(menu, 'other', menu);
    ok(registry.unregister(menu) && registry[Symbol.toStringTag] === 'FinalizationRegistry');
    doomed.run_dispose();
    iterate();
    ok(held === 'held');

    const proxy: Gio.Menu = Gweak.proxy(menu);
    ok(proxy.get_n_items() === 0 && Gweak.proxy(action).name === 'an-action');
    ok(Gweak.VERSION_S === [Gweak.MAJOR_VERSION, Gweak.MINOR_VERSION, Gweak.MICRO_VERSION].join('.'));
    Gweak.debug_start();
    const tracked = new Gio.Menu();
    const observer = Gweak.WeakRef.new(tracked);
    const known: Gweak.DebugObject = Gweak.debug_list_objects().slice(-1)[0];
    ok(known.get_object_type() === Gio.Menu.$gtype && known.get_ref_count() >= 1 && known.get_toggle_state() === 'off');
    ok(known.get_kinds().join() === 'references' && known.count_observers(null) === 1 && !known.get_held_by_value());
    ok(known.get_serial() > 0 && known.get_address() > 0 && known.get_tracked_time() > known.get_disposed_time());
    ok(known.list_references()[0] === observer);
    ok(Gweak.debug_dump() !== '' && Gweak.error_quark() === Gweak.Error.quark());
    ok(Gweak.Error.TYPE !== Gweak.Error.RECURSION);
}

async function run(): Promise<void> {
    [references, subclass, finalizers, methods, tables, sets, lists, caches, additions].forEach(each => each());
    await promises();
}

let failure: unknown = null;
let done = false;
run().catch(error => (failure = error)).finally(() => (done = true));
while (!done)
    GLib.MainContext.default().iteration(true);
if (failure instanceof Error)
    print(failure.message, failure.stack);
System.exit(failure === null ? 0 : 1);
