// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import System from 'system';

const loop = new GLib.MainLoop(null, false);
let menu = new Gio.Menu();
const ref = Gweak.WeakRef.new(menu);
const menus = Gweak.WeakHashTable.new(GObject.TYPE_STRING, Gio.Menu.$gtype, Gweak.Weakness.VALUES);

ref.connect('died', () => { print('The menu died.'); loop.quit(); });
menus.insert('edit', menu);
menu = null;
System.gc();
loop.run();
print('Menus in the table:', menus.get_size());
