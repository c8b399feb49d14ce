// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// begin:methods
import Gio from 'gi://Gio';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import System from 'system';

const Panel = GObject.registerClass(class Panel extends GObject.Object {
    constructor(model) {
        super();
        new Gweak.WeakMethod(this, this.update).attach(model, 'items-changed');
    }

    update(model) {
        print('items:', model.get_n_items());
    }
});

const model = Gio.ListStore.new(Gio.Menu);
let panel = new Panel(model);
model.append(new Gio.Menu());

panel = null;
System.gc();
model.append(new Gio.Menu());
print(panel);
// end:methods
