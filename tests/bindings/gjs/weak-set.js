// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Gweak.WeakSet as JavaScript sees it.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';

import {aside, collectUntil, is, iterate, ok, raises, run, same, test} from './tap.js';

const {DIED, REMOVED, CLEARED} = Gweak.RemovalCause;

const Item = GObject.registerClass(class Item extends GObject.Object {
    constructor(name) {
        super();
        this.name = name;
    }
});

const newItems = names => Object.fromEntries([...names].map(name => [name, new Item(name)]));

const newSet = (items, names = '') => {
    const set = Gweak.WeakSet.new();
    [...names].forEach(name => set.add(items[name]));
    return set;
};

const namesOf = set => set.dup_items().map(item => item.name).join('');

const isEmpty = set => () => set.n_entries === 0;

function listen(set, log = []) {
    set.connect('removed', (self, item, cause) => log.push([item?.name ?? null, cause]));
    return log;
}

test('a set has each object once', () => {
    const {a, b} = newItems('ab');
    const set = Gweak.WeakSet.new();
    ok(set.add(a));
    ok(!set.add(a));
    ok(set.contains(a));
    ok(!set.contains(b));
    ok(set.add(b));
    is(set.get_size(), 2);
    is(set.nEntries, 2);
    ok(set.remove(a));
    ok(!set.remove(a));
    is(set.pop(), b);
    is(set.pop(), null);
});

test('members leave when they die, and what left says why', () => {
    const {d} = newItems('d');
    const set = Gweak.WeakSet.new();
    const log = listen(set);
    aside(() => {
        const items = newItems('abc');
        Object.values(items).forEach(item => set.add(item));
        set.add(d);
        set.remove(items.b);
        iterate();
        same(log.splice(0), [['b', REMOVED]]);
    });
    ok(collectUntil(() => set.get_size() === 1) < Infinity);
    iterate();
    same(log.splice(0), [[null, DIED], [null, DIED]]);
    set.remove_all();
    iterate();
    same(log, [['d', CLEARED]]);
});

test('every way to make a set gives a deferred one', () => {
    const {a} = newItems('a');
    const set = newSet({a}, 'a');
    ok(set.deferred);
    ok(new Gweak.WeakSet().deferred);
    ok(!new Gweak.WeakSet({deferred: false}).deferred);
    for (const made of [set.copy(), set.union(set), set.intersection(set), set.difference(set),
        set.symmetric_difference(set)])
        ok(made.deferred);
    raises(/toggle is of no use/, () => new Gweak.WeakSet({toggle: true}));
});

test('members are of the item type', () => {
    const {a} = newItems('a');
    const set = new Gweak.WeakSet({itemType: Item});
    is(set.get_item_type(), Item.$gtype);
    is(set.item_type, Item.$gtype);
    ok(set.add(a));
    raises(/type/i, () => set.add('text'));
    raises(/null/i, () => set.add(null));
});

test('intern gives the object, which becomes a member', () => {
    const set = Gweak.WeakSet.new();
    aside(() => {
        const {a} = newItems('a');
        is(set.intern(a), a);
        is(set.intern(a), a);
        is(namesOf(set), 'a');
    });
    ok(collectUntil(isEmpty(set)) < Infinity);
});

test('foreach gives each member, also where the set changes', () => {
    const items = newItems('abcd');
    const set = newSet(items, 'abcd');
    const seen = [];
    set.foreach(item => {
        seen.push(item.name);
        if (item.name === 'b')
            set.remove(items.c);
    });
    same(seen, ['a', 'b', 'd']);
});

test('the operators are those of sets', () => {
    const items = newItems('abcd');
    const [one, other] = [newSet(items, 'abc'), newSet(items, 'dcb')];
    is(namesOf(one.copy()), 'abc');
    is(namesOf(one.union(other)), 'abcd');
    is(namesOf(one.intersection(other)), 'bc');
    is(namesOf(one.difference(other)), 'a');
    is(namesOf(one.symmetric_difference(other)), 'ad');
    ok(!one.equal(other) && !one.is_subset(other) && !one.is_superset(other) && !one.is_disjoint(other));
    ok(one.equal(newSet(items, 'cba')));
    ok(one.is_superset(newSet(items, 'a')) && newSet(items, 'a').is_subset(one));
    ok(one.is_disjoint(newSet(items, 'd')));
    one.intersection_update(other);
    is(namesOf(one), 'bc');
    one.update(newSet(items, 'a'));
    is(namesOf(one), 'bca');
    one.difference_update(other);
    is(namesOf(one), 'a');
});

test('no call keeps a member', () => {
    const set = Gweak.WeakSet.new();
    const other = Gweak.WeakSet.new();
    const uses = [
        item => set.contains(item),
        item => set.intern(item),
        item => set.remove(item),
        () => set.pop(),
        () => set.dup_items(),
        () => set.foreach(() => {}),
        () => other.update(set.union(other)),
        () => other.intersection_update(set.copy()),
    ];
    for (const use of uses) {
        aside(() => {
            for (let i = 0; i < 20; i++) {
                const item = new Item('an-item');
                set.add(item);
                use(item);
            }
        });
        ok(collectUntil(() => set.n_entries + other.n_entries === 0) < Infinity, `${use}`);
    }
});

test('nothing is called in a garbage collection, and nothing is lost', () => {
    const set = Gweak.WeakSet.new();
    const sizes = [];
    const log = listen(set);
    set.connect('notify::n-entries', () => sizes.push(set.n_entries));
    aside(() => {
        for (let i = 0; i < 1000; i++)
            set.add(i % 2 ? new Item('an-item') : new Gio.SimpleAction());
    });
    iterate();
    ok(collectUntil(isEmpty(set)) < Infinity);
    iterate();
    is(log.length, 1000);
    is(sizes[sizes.length - 1], 0);
    is(GLib.MainContext.default().pending(), false);
});

run();
