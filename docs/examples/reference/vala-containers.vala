// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// begin:containers
void main () {
    var menus = new Gweak.WeakHashTable<string, Menu> (VALUES);
    menus.removed.connect ((key, value, cause) => print ("removed: %s\n", (string) key));

    var edit = new Menu ();
    var view = new Menu ();
    menus["edit"] = edit;
    menus["view"] = view;
    print ("%s\n", ("edit" in menus).to_string ());

    view = null;
    foreach (unowned var entry in menus)
        print ("%s: %d items\n", entry.key, entry.value.get_n_items ());

    var shown = new Gweak.WeakSet<Menu> ();
    shown.add (edit);
    foreach (var menu in shown)
        menu.append ("Cut", null);
    print ("%d\n", menus["edit"].get_n_items ());

    edit = null;
    print ("%u %u\n", menus.size, shown.size);
}
// end:containers
