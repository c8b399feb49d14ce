// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// begin:typescript
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import System from 'system';

class Titles {
    readonly #titles = Gweak.WeakHashTable.new(Gio.SimpleAction, GObject.TYPE_STRING, Gweak.Weakness.KEYS);

    constructor() {
        this.#titles.connect('removed', (table, action, title) => print('removed:', title, action));
    }

    add(action: Gio.SimpleAction, title: string): void {
        this.#titles.insert(action, title);
    }

    describe(): string {
        return [...this.#titles].map(([action, title]) => `${action.get_name()}: ${title}`).join(', ');
    }
}

const titles = new Titles();
let action: Gio.SimpleAction | null = new Gio.SimpleAction({name: 'print'});
titles.add(action, 'Print…');
print(titles.describe());

const ref: Gweak.WeakRef<Gio.SimpleAction> = new Gweak.WeakRef(action);
print(ref.deref()?.get_name());

action = null;
System.gc();
while (GLib.MainContext.default().iteration(false));
print(ref.deref());
// end:typescript
