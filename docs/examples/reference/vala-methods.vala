// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// begin:methods
class Panel : Object {
    public Panel (ListModel model) {
        new Gweak.WeakMethod (this, (Callback) Panel.items_changed).attach (model, "items-changed");
    }

    private void items_changed (uint position, uint n_removed, uint n_added, ListModel model) {
        print ("items: %u\n", model.get_n_items ());
    }
}

void main () {
    var model = new ListStore (typeof (Menu));
    var panel = new Panel (model);
    model.append (new Menu ());

    panel = null;
    model.append (new Menu ());
}
// end:methods
