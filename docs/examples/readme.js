// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import Gweak from 'gi://Gweak?version=1';
import System from 'system';

const loop = new GLib.MainLoop(null, false);
let menu = new Gio.Menu();
const ref = Gweak.WeakRef.new(menu);
ref.connect('died', () => { print('The menu died.'); loop.quit(); });
menu = null;
System.gc();
loop.run();
