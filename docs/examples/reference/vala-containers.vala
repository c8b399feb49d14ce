// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// begin:containers
void main () {
    var menus = new Gweak.WeakHashTable (typeof (string), typeof (Menu), Gweak.Weakness.VALUES);
    menus.removed.connect ((key, value, cause) => print ("removed: %s\n", (string) key));

    var menu = new Menu ();
    try {
        Value value;
        menus.insert_value ("edit", menu);
        print ("%s\n", menus.lookup_value ("edit", out value).to_string ());
    } catch (Error error) {
        critical ("%s", error.message);
    }

    menu = null;
    print ("%u\n", menus.get_size ());
}
// end:containers
