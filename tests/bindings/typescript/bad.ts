// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What the compiler has to refuse: it complains where it does not.

import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';

const menu = new Gio.Menu();
const action = new Gio.SimpleAction({name: 'an-action'});
const ref = new Gweak.WeakRef(menu);

// @ts-expect-error: the referent may be gone.
ref.get().append('label', null);
// @ts-expect-error: and so for deref().
ref.deref().append('label', null);
// @ts-expect-error: a text is no object.
Gweak.WeakRef.new('text');
// @ts-expect-error: no such property.
new Gweak.WeakRef({referent: menu, bogus: 1});
// @ts-expect-error: every death would be rescued.
new Gweak.WeakRef({referent: menu, toggle: true});
// @ts-expect-error: the same.
Gweak.Finalizer.new_full(menu, Gweak.Moment.DYING, null, () => {});
// @ts-expect-error: the same.
new Gweak.FinalizationRegistry(() => {}, {moment: Gweak.Moment.DYING});
// @ts-expect-error: abstract.
new Gweak.Reference({referent: menu});
// @ts-expect-error: only to be read.
ref.alive = false;
// @ts-expect-error: the referent is a menu.
const wrong: Gweak.WeakRef<Gio.SimpleAction> = ref;
// @ts-expect-error: no number of arguments.
ref.died(1);

// @ts-expect-error: not without an action.
Gweak.Finalizer.new(menu);
// @ts-expect-error: the same.
new Gweak.Finalizer(menu);
// @ts-expect-error: it gives a menu.
Gweak.Finalizer.new(menu, () => {}).detach()?.get_name();

// @ts-expect-error: no such method.
new Gweak.WeakMethod(menu, 'bogus');
// @ts-expect-error: it takes a number.
new Gweak.WeakMethod(menu, (n: number) => n).call('text');
// @ts-expect-error: the object may be gone.
new Gweak.WeakMethod(menu, () => 5).call().toFixed();
// @ts-expect-error: no signal.
new Gweak.WeakMethod(menu, () => 5).attach(action);
// @ts-expect-error: no source.
Gweak.bind_source(menu, menu);

const table = Gweak.WeakHashTable.new(GObject.TYPE_STRING, Gio.Menu, Gweak.Weakness.VALUES);
// @ts-expect-error: keys are texts.
table.insert(1, menu);
// @ts-expect-error: values are menus.
table.insert('key', action);
// @ts-expect-error: a key may be missing.
table.get('key').append('label', null);
// @ts-expect-error: it has no set() for entries.
table.set('key', menu);
// @ts-expect-error: pairs.
for (const key of table) key.toUpperCase();
// @ts-expect-error: the size only follows.
table.size = 0;
// @ts-expect-error: the dead side is null.
table.connect('removed', (self, key, value) => value.append(key, null));

// @ts-expect-error: not objects.
new Gweak.WeakSet(['text']);
// @ts-expect-error: members are menus.
new Gweak.WeakSet([menu]).add(action);

const list = Gweak.WeakListStore.new(Gio.Menu);
// @ts-expect-error: objects go in.
list.append(ref);
// @ts-expect-error: references come out.
for (const item of list) item.append('label', null);

const cache = Gweak.Cache.new(GObject.TYPE_STRING, Gio.Menu);
// @ts-expect-error: values are objects.
Gweak.Cache.new(GObject.TYPE_STRING, GObject.TYPE_STRING);
// @ts-expect-error: costs are given.
cache.insert('key', menu);
// @ts-expect-error: it is not walked over.
for (const value of cache) print(value);

const registry = new Gweak.FinalizationRegistry((held: string) => print(held));
// @ts-expect-error: texts are held.
registry.register(menu, 5);
// @ts-expect-error: a plain object does not die.
registry.register({}, 'held');
// @ts-expect-error: a token is an object.
registry.register(menu, 'held', 'token');
// @ts-expect-error: the same.
registry.unregister(5);

// @ts-expect-error: as the object.
Gweak.proxy(menu).get_name();
// @ts-expect-error: a text has none.
Gweak.proxy('text');
// @ts-expect-error: no such cause.
print(Gweak.RemovalCause.BOGUS, wrong);
