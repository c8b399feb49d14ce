// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// begin:javascript
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import Gweak from 'gi://Gweak?version=1';
import System from 'system';

const loop = new GLib.MainLoop(null, false);

let menu = new Gio.Menu();
const ref = Gweak.WeakRef.new_with_callback(menu, dead => print('died:', dead.get() === null));
const finalizer = Gweak.Finalizer.new(menu, () => {
    print('finalized');
    loop.quit();
});
print(finalizer.alive, ref.alive);

menu = null;
System.gc();
loop.run();
// end:javascript
