// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// begin:vala
void main () {
    var menu = new Menu ();
    var reference = new Gweak.WeakRef (menu);
    reference.died.connect (() => print ("died\n"));
    var watch = Gweak.Watch.add (menu, Gweak.Moment.FINALIZED, () => print ("finalized\n"));

    menu = null;
    assert (reference.get () == null);
    watch = null;
}
// end:vala
