// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// begin:containers
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import System from 'system';

const loop = new GLib.MainLoop(null, false);
const labels = Gweak.WeakHashTable.new(Gio.SimpleAction, GObject.TYPE_STRING, Gweak.Weakness.KEYS);
labels.connect('removed', (table, action, label) => {
    print('removed:', label);
    loop.quit();
});

let action = Gio.SimpleAction.new('print', null);
labels.insert(action, 'Print…');
print(labels.get(action), labels.has(action), labels.size);
for (const [each, label] of labels)
    print(each.name, label);

const shown = new Gweak.WeakSet([action]);
print([...shown].map(each => each.name).join());

action = null;
System.gc();
print(labels.size);
loop.run();
// end:containers
