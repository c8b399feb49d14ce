// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// begin:wrappers
import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import System from 'system';

const menus = Gio.ListStore.new(Gio.Menu);
const ofWrappers = new WeakMap();
const ofObjects = Gweak.WeakHashTable.new(Gio.Menu, GObject.TYPE_STRING, Gweak.Weakness.KEYS);

function add(name) {
    const menu = new Gio.Menu();
    menus.append(menu);
    ofWrappers.set(menu, name);
    ofObjects.insert(menu, name);
}

add('edit');
add('view');
System.gc();

for (const menu of menus)
    print(ofWrappers.get(menu), ofObjects.get(menu));
// end:wrappers
