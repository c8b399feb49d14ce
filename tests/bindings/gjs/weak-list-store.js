// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The list store as a list model, of JavaScript objects with state on them.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import GweakProbe from 'gi://GweakProbe?version=1';
import System from 'system';

import {collectUntil, is, iterate, ok, run, same, test} from './tap.js';

const Row = GObject.registerClass({
    Properties: {
        'title': GObject.ParamSpec.string('title', '', '', GObject.ParamFlags.READWRITE, ''),
    },
}, class Row extends GObject.Object {
    constructor(title) {
        super({title});
        this.state = title.toUpperCase();
    }
});

const compare = (a, b) => (a.title > b.title) - (a.title < b.title);
const isGone = probe => collectUntil(() => GweakProbe.is_finalized(probe)) < Infinity;

// A store, what it tells, and somebody in C who holds the rows.
function makeStore(titles = '') {
    const store = Gweak.WeakListStore.new(Row);
    const holder = Gio.ListStore.new(Row);
    const changes = [];
    for (const title of titles)
        holder.append(new Row(title));
    store.splice(0, 0, [...holder]);
    store.connect('items-changed', (_, ...change) => changes.push(change));
    return {store, holder, changes};
}

const content = store => [...Array(store.get_n_items()).keys()]
    .map(position => store.get_item(position).referent?.title ?? '-').join(' ');

test('is a list model of references', () => {
    const {store, holder} = makeStore('ab');
    is(store.get_item_type(), Gweak.WeakRef.$gtype);
    is(store.get_referent_type(), Row.$gtype);
    same([store.get_n_items(), store.n_items], [2, 2]);
    ok(store.get_item(1) instanceof Gweak.WeakRef);
    ok(store.get_item(1) === store.get_item(1));
    ok(store.get_item(1).get() === holder.get_item(1));
    ok(store.dup_object(0) === holder.get_item(0));
    is(store.dup_object(0).state, 'A');
    is(store.get_item(2), null);
    is(content(store), 'a b');
});

test('what is changed by hand is told at once', () => {
    const {store, changes} = makeStore();
    const [a, b, c] = [...'abc'].map(title => new Row(title));
    store.append(b);
    store.insert(0, a);
    store.splice(1, 1, [c, b]);
    store.remove(1);
    is(content(store), 'a b');
    same([store.find(b), store.find(c)[0]], [[true, 1], false]);
    store.remove_all();
    same(changes, [[0, 0, 1], [0, 0, 1], [1, 1, 2], [1, 1, 0], [0, 2, 0]]);
});

test('comparisons get the objects', () => {
    const {store, holder, changes} = makeStore('cab');
    store.sort(compare);
    is(content(store), 'a b c');
    holder.append(new Row('bb'));
    is(store.insert_sorted(holder.get_item(3), compare), 2);
    same(changes, [[0, 3, 3], [2, 0, 1]]);
});

test('rows with state leave when they are collected', () => {
    const {store, holder, changes} = makeStore('abcde');
    const probes = [...holder].map(row => GweakProbe.add(row));
    System.gc();
    iterate();
    is(content(store), 'a b c d e');
    holder.splice(1, 2, []);
    ok(probes.slice(1, 3).every(isGone));
    is(content(store), 'a d e');
    same(changes, [[1, 2, 0]]);
    holder.remove_all();
    ok(probes.every(isGone));
    is(store.get_n_items(), 0);
});

test('rows in cycles with their items leave when they are collected', () => {
    const {store, changes} = makeStore();
    const probes = (() => {
        const row = new Row('a');
        row.me = row;
        row.store = store;
        store.append(row);
        const item = store.get_item(0);
        item.row = row;
        item.connect('died', () => row.me);
        return [GweakProbe.add(row), GweakProbe.add(item)];
    })();
    ok(probes.every(isGone));
    iterate();
    same(changes, [[0, 0, 1], [0, 1, 0]]);
});

test('an item tells in the main loop', () => {
    const {store, holder} = makeStore('a');
    const log = [];
    const item = store.get_item(0);
    item.connect('notify::referent', () => log.push(`referent ${item.referent}`));
    item.connect('died', () => log.push('died'));
    holder.remove_all();
    ok(collectUntil(() => store.get_n_items() === 0) < Infinity);
    same(log, ['referent null', 'died']);
});

test('a death in another thread is told in the main loop', () => {
    const store = Gweak.WeakListStore.new(Gio.Menu);
    const menu = new Gio.Menu();
    const changes = [];
    store.append(menu);
    store.connect('items-changed', (_, ...change) => changes.push(change));
    GweakProbe.run_dispose_in_thread(menu);
    is(store.get_item(0).is_alive(), false);
    same(changes, []);
    iterate();
    same(changes, [[0, 1, 0]]);
});

test('a store goes with its members and items still there', () => {
    const holder = Gio.ListStore.new(Row);
    const [probe, item] = (() => {
        const store = Gweak.WeakListStore.new(Row);
        holder.append(new Row('a'));
        store.append(holder.get_item(0));
        store.connect('items-changed', () => holder);
        return [GweakProbe.add(store), store.get_item(0)];
    })();
    ok(isGone(probe));
    is(item.get().state, 'A');
});

test('is constructed by its properties', () => {
    const context = GLib.MainContext.new();
    const store = new Gweak.WeakListStore({referentType: Row.$gtype, mainContext: context});
    const holder = Gio.ListStore.new(Row);
    holder.append(new Row('a'));
    store.append(holder.get_item(0));
    holder.remove_all();
    ok(collectUntil(() => !store.get_item(0).is_alive()) < Infinity);
    is(store.get_n_items(), 1);
    while (context.iteration(false));
    is(store.get_n_items(), 0);
});

run();
