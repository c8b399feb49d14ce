// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// begin:registry
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import Gweak from 'gi://Gweak?version=1';
import System from 'system';

const loop = new GLib.MainLoop(null, false);
const registry = new Gweak.FinalizationRegistry(path => {
    print('finalized:', path);
    loop.quit();
});

let first = new Gio.Menu();
const second = new Gio.Menu();
registry.register(first, '/tmp/first');
registry.register(second, '/tmp/second', second);
print(registry.unregister(second), registry.unregister(second));

first = null;
System.gc();
loop.run();
// end:registry
