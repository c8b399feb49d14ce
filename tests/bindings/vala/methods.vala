// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Weak methods of Vala classes, and sources that go with their object.

StringBuilder log;

class Panel : Object {
    public Panel (ListModel model) {
        new Gweak.WeakMethod (this, (Callback) Panel.items_changed).attach (model, "items-changed");
    }

    private void items_changed (uint position, uint n_removed, uint n_added, ListModel model) {
        log.append_printf ("%u-%u+%u of %u;", position, n_removed, n_added, model.get_n_items ());
    }

    public bool tick () {
        log.append ("tick;");
        return Source.CONTINUE;
    }
}

[CCode (cname = "g_object_run_dispose")]
extern void run_dispose (Object object);

void test_attached () {
    log = new StringBuilder ();
    var model = new ListStore (typeof (Menu));
    var panel = new Panel (model);
    assert (panel.ref_count == 1 && Gweak.count_references (panel) == 1);
    model.append (new Menu ());
    panel = null;
    model.append (new Menu ());
    assert_cmpstr (log.str, EQ, "0-0+1 of 1;");
}

void test_disposed () {
    log = new StringBuilder ();
    var model = new ListStore (typeof (Menu));
    var panel = new Panel (model);
    run_dispose (panel);
    model.append (new Menu ());
    assert_cmpstr (log.str, EQ, "");
    assert (Gweak.count_references (panel) == 0);
}

void test_source_goes () {
    log = new StringBuilder ();
    var model = new ListStore (typeof (Menu));
    var panel = new Panel (model);
    var reference = new Gweak.WeakRef (model);
    model = null;
    assert (!reference.alive);
    assert (Gweak.count_references (panel) == 0);
}

void test_flags () {
    log = new StringBuilder ();
    var model = new ListStore (typeof (Menu));
    var panel = new Panel (model);
    model.items_changed.connect (() => log.append ("plain;"));
    var method = new Gweak.WeakMethod.from_closure (panel, new_closure ((Callback) closure_cb, null));
    var id = method.attach (model, "items-changed", AFTER);
    assert (id != 0 && method.refers_to (panel));
    model.append (new Menu ());
    assert_cmpstr (log.str, EQ, "0-0+1 of 1;plain;closure;");
    method.clear ();
    assert (!SignalHandler.is_connected (model, id));
}

// What it returns is floating.
[CCode (cname = "g_cclosure_new")]
extern unowned Closure new_closure (Callback callback, void* data, ClosureNotify? destroy = null);

void closure_cb (Panel panel, ListModel model, uint position, uint n_removed, uint n_added) {
    log.append ("closure;");
}

void test_invoke () {
    log = new StringBuilder ();
    var panel = new Panel (new ListStore (typeof (Menu)));
    var method = new Gweak.WeakMethod (panel, (Callback) Panel.tick);
    Value result = false;
    assert (method.invoke (result, null));
    assert (method.equal (new Gweak.WeakMethod (panel, (Callback) Panel.tick)));
    panel = null;
    assert (!method.invoke (null, null) && !method.alive);
    assert_cmpstr (log.str, EQ, "tick;");
}

void test_bound_source () {
    log = new StringBuilder ();
    var panel = new Panel (new ListStore (typeof (Menu)));
    var source = new IdleSource ();
    unowned Panel self = panel;
    source.set_callback (() => self.tick ());
    Gweak.bind_source (source, panel);
    source.attach (null);
    MainContext.default ().iteration (false);
    panel = null;
    assert (source.is_destroyed ());
    assert_cmpstr (log.str, EQ, "tick;");
}

int main (string[] args) {
    Test.init (ref args);
    Test.add_func ("/vala/methods/an attached one is called while its object lives", test_attached);
    Test.add_func ("/vala/methods/one goes when its object is disposed of", test_disposed);
    Test.add_func ("/vala/methods/one goes with its source", test_source_goes);
    Test.add_func ("/vala/methods/one is attached after others, and cleared", test_flags);
    Test.add_func ("/vala/methods/one is called by hand", test_invoke);
    Test.add_func ("/vala/methods/a source is bound to an object", test_bound_source);
    return Test.run ();
}
