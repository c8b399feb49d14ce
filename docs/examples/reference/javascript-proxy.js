// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// begin:proxy
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import Gweak from 'gi://Gweak?version=1';
import System from 'system';

let action = new Gio.SimpleAction({name: 'print'});
const proxy = Gweak.proxy(action);
proxy.enabled = false;
print(proxy.name, proxy.get_enabled(), proxy instanceof Gio.SimpleAction);

const ref = new Gweak.WeakRef(action);
ref.died().then(() => {
    try {
        print(proxy.name);
    } catch (error) {
        print(`${error}`);
    }
});

action = null;
System.gc();
while (GLib.MainContext.default().iteration(false));
print(ref.deref());
// end:proxy
