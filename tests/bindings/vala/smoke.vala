// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Everything that Gweak has, as Vala sees it.

Object new_object () {
    return new SimpleAction ("an-object", null);
}

void iterate () {
    while (MainContext.default ().iteration (false)) {}
}

void test_states () {
    var o = new_object ();
    var ref_ = new Gweak.WeakRef (o);
    assert (ref_.get () == o);
    assert (ref_.dup_referent () == o);
    assert (ref_.referent == o);
    assert (ref_.is_alive ());
    assert (ref_.alive);
    assert (ref_.refers_to (o));
    assert (!ref_.refers_to (null));
    o = null;
    assert (ref_.get () == null);
    assert (ref_.dup_referent () == null);
    assert (ref_.referent == null);
    assert (!ref_.is_alive ());
    assert (!ref_.alive);
    assert (ref_.refers_to (null));
}

void test_constructors () {
    var o = new_object ();
    Gweak.WeakRef[] refs = {
        new Gweak.WeakRef (o),
        new Gweak.WeakRef.with_callback (o, () => {}),
        Gweak.WeakRef.get_shared (o),
        (Gweak.WeakRef) Object.new (typeof (Gweak.WeakRef), "referent", o)
    };
    foreach (unowned var ref_ in refs)
        assert (ref_.get () == o);
    assert (Gweak.WeakRef.get_shared (o) == refs[2]);
    assert (!new Gweak.WeakRef (null).is_alive ());
    assert (Gweak.count_references (o) == 4);
    assert (o.ref_count == 1);
}

void test_signals () {
    var log = new StringBuilder ();
    var o = new_object ();
    var ref_ = new Gweak.WeakRef (o);
    ref_.notify["alive"].connect (() => log.append ("alive "));
    ref_.notify["referent"].connect (() => log.append ("referent "));
    ref_.died.connect (() => log.append ("died "));
    ref_.finalized.connect (() => log.append ("finalized "));
    o = null;
    assert_cmpstr (log.str, EQ, "alive referent died finalized ");
}

void test_callback () {
    unowned Gweak.WeakRef? seen = null;
    var o = new_object ();
    var ref_ = new Gweak.WeakRef.with_callback (o, dead => seen = dead);
    o = null;
    assert (seen == ref_);
}

// The delegates below own their @data.
Gweak.WeakRef new_ref_with_data (Object o, Object data) {
    return new Gweak.WeakRef.with_callback (o, () => data.ref_count.to_string ());
}

void new_finalizer_with_data (Object o, Object data) {
    new Gweak.Finalizer (o, () => data.ref_count.to_string ());
}

Gweak.Watch new_watch_with_data (Object o, Object data) {
    return Gweak.Watch.add (o, DIED, () => data.ref_count.to_string ());
}

void test_callback_data () {
    var data = new_object ();
    var data_ref = new Gweak.WeakRef (data);
    var o = new_object ();
    var ref_ = new_ref_with_data (o, data);
    data = null;
    o = null;
    assert (!ref_.is_alive ());
    assert (data_ref.is_alive ());
    ref_ = null;
    assert (!data_ref.is_alive ());
}

void test_dying () {
    Object? rescued = null;
    int n_dying = 0;
    var o = new_object ();
    var ref_ = (Gweak.WeakRef) Object.new (typeof (Gweak.WeakRef), "referent", o, "toggle", true);
    assert (ref_.toggle);
    ref_.dying.connect (referent => {
        if (n_dying++ == 0)
            rescued = referent;
    });
    o = null;
    assert (ref_.get () == rescued);
    rescued = null;
    assert (!ref_.is_alive ());
    assert (n_dying == 2);
}

void test_clear () {
    bool called = false;
    var o = new_object ();
    var ref_ = new Gweak.WeakRef.with_callback (o, () => called = true);
    ref_.clear ();
    o = null;
    assert (!ref_.is_alive ());
    assert (!called);
}

void test_equality () {
    var o = new_object ();
    var a = new Gweak.WeakRef (o);
    var b = new Gweak.WeakRef (o);
    assert (a.equal (b));
    assert (!a.equal (new Gweak.WeakRef (a)));
    assert (a.hash () == b.hash ());
    assert (/^<GweakWeakRef 0x[0-9a-f]+; to 'GSimpleAction' at 0x[0-9a-f]+>$/.match (a.to_string ()));
    var hash = a.hash ();
    o = null;
    assert (a.equal (a));
    assert (!a.equal (b));
    assert (a.hash () == hash);
    assert (/^<GweakWeakRef 0x[0-9a-f]+; dead>$/.match (a.to_string ()));
}

// They work as functions of GLib's own hash tables.
void test_hash_table () {
    var o = new_object ();
    var table = new HashTable<Gweak.Reference, string> (Gweak.Reference.hash, Gweak.Reference.equal);
    table[new Gweak.WeakRef (o)] = "value";
    assert_cmpstr (table[new Gweak.WeakRef (o)], EQ, "value");
}

void test_list () {
    var o = new_object ();
    assert (Gweak.list_references (o).length == 0);
    var older = new Gweak.WeakRef (o);
    var newer = new Gweak.Finalizer (o, () => {});
    var list = Gweak.list_references (o);
    assert (list.length == 2);
    assert (list[0] == newer);
    assert (list[1] == older);
    list = null;
    older = null;
    assert (Gweak.count_references (o) == 1);
}

void test_delivery () {
    var log = new StringBuilder ();
    var context = new MainContext ();
    var o = new_object ();
    var deferred = (Gweak.WeakRef) Object.new (typeof (Gweak.WeakRef), "referent", o, "deferred", true);
    var elsewhere = (Gweak.WeakRef) Object.new (typeof (Gweak.WeakRef), "referent", o, "main-context", context);
    assert (deferred.deferred);
    assert (elsewhere.main_context == context);
    assert (new Gweak.WeakRef (o).main_context == null);
    deferred.died.connect (() => log.append ("deferred "));
    elsewhere.died.connect (() => log.append ("elsewhere "));
    o = null;
    assert (!deferred.alive && !elsewhere.alive);
    iterate ();
    assert_cmpstr (log.str, EQ, "deferred ");
    while (context.iteration (false)) {}
    assert_cmpstr (log.str, EQ, "deferred elsewhere ");
}

async void wait (Gweak.Reference ref_, Cancellable? cancellable, MainLoop loop, StringBuilder log) {
    try {
        assert (yield ref_.wait_async (cancellable));
        log.append ("died ");
    } catch (Gweak.Error.DEAD error) {
        log.append ("cleared ");
    } catch (IOError.CANCELLED error) {
        log.append ("cancelled ");
    } catch (Error error) {
        assert_not_reached ();
    }
    loop.quit ();
}

void test_wait () {
    var log = new StringBuilder ();
    var loop = new MainLoop ();
    var o = new_object ();
    var ref_ = new Gweak.WeakRef (o);
    var cancellable = new Cancellable ();

    wait.begin (ref_, cancellable, loop, log);
    cancellable.cancel ();
    loop.run ();

    var cleared = new Gweak.WeakRef (o);
    wait.begin (cleared, null, loop, log);
    cleared.clear ();
    loop.run ();

    wait.begin (ref_, null, loop, log);
    o = null;
    loop.run ();

    assert_cmpstr (log.str, EQ, "cancelled cleared died ");
}

void test_finalizer () {
    int n_runs = 0;
    var o = new_object ();
    new Gweak.Finalizer (o, () => n_runs++);
    var by_hand = new Gweak.Finalizer (o, () => n_runs += 10);
    var detached = new Gweak.Finalizer (o, () => n_runs += 100);
    assert (by_hand.peek () == o);
    assert (by_hand.run ());
    assert (!by_hand.run ());
    assert (by_hand.peek () == null);
    assert (detached.detach () == o);
    assert (detached.detach () == null);
    assert (n_runs == 10);
    o = null;
    assert (n_runs == 11);
}

void test_finalizer_data () {
    var data = new_object ();
    var data_ref = new Gweak.WeakRef (data);
    var o = new_object ();
    new_finalizer_with_data (o, data);
    data = null;
    assert (data_ref.is_alive ());
    o = null;
    assert (!data_ref.is_alive ());
}

int n_closure_runs = 0;

void closure_cb () {
    n_closure_runs++;
}

// What it returns is floating.
[CCode (cname = "g_cclosure_new")]
extern unowned Closure new_closure (Callback callback, void* data, ClosureNotify? destroy);

void test_finalizer_closure () {
    var o = new_object ();
    var plain = new Gweak.Finalizer.from_closure (o, new_closure ((Callback) closure_cb, null, null));
    var full = new Gweak.Finalizer.full (o, DIED, null, new_closure ((Callback) closure_cb, null, null));
    assert (plain.get_moment () == FINALIZED);
    assert (full.get_moment () == DIED);
    assert (full.moment == DIED);
    o = null;
    assert (n_closure_runs == 2);
}

void test_at_exit () {
    var log = new StringBuilder ();
    var o = new_object ();
    var older = new Gweak.Finalizer (o, () => log.append ("older "));
    var unwanted = new Gweak.Finalizer (o, () => log.append ("unwanted "));
    var newer = new Gweak.Finalizer (o, () => log.append ("newer "));
    assert (older.get_at_exit ());
    assert (newer.at_exit);
    unwanted.at_exit = false;
    unwanted.set_at_exit (false);
    Gweak.Finalizer.run_at_exit ();
    assert_cmpstr (log.str, EQ, "newer older ");
    unwanted.clear ();
}

class Subclass : Gweak.WeakRef {
    public StringBuilder log = new StringBuilder ();

    public Subclass (Object referent) {
        Object (referent: referent, toggle: true);
    }

    public override void dying (Object referent) {
        log.append_printf ("dying %s ", ((Action) referent).name);
    }

    public override void died () {
        log.append ("died ");
    }

    public override void finalized () {
        log.append ("finalized ");
    }
}

void test_subclass () {
    var o = new_object ();
    var ref_ = new Subclass (o);
    o = null;
    assert_cmpstr (ref_.log.str, EQ, "dying an-object died finalized ");
}

void test_watch () {
    var log = new StringBuilder ();
    var o = new_object ();
    var watch = Gweak.Watch.add (o, DIED, moment => log.append (moment.to_string () + " "));
    Gweak.Watch.add (o, FINALIZED, moment => log.append (moment.to_string () + " "));
    var counted = watch;
    watch = null;
    o = null;
    assert_cmpstr (log.str, EQ, "GWEAK_MOMENT_DIED GWEAK_MOMENT_FINALIZED ");
    assert (!((owned) counted).remove ());
}

void test_watch_removed () {
    var data = new_object ();
    var data_ref = new Gweak.WeakRef (data);
    var o = new_object ();
    var watch = new_watch_with_data (o, data);
    data = null;
    assert (data_ref.is_alive ());
    assert (((owned) watch).remove ());
    assert (!data_ref.is_alive ());
}

class Panel : Object {
    public uint n_items;

    public void items_changed (uint position, uint n_removed, uint n_added, ListModel model) {
        n_items = model.get_n_items ();
    }
}

void test_method () {
    var panel = new Panel ();
    var store = new ListStore (typeof (Object));
    var id = new Gweak.WeakMethod (panel, (Callback) Panel.items_changed).attach (store, "items-changed", 0);
    store.append (new_object ());
    assert (panel.n_items == 1);
    assert (panel.ref_count == 1);
    assert (SignalHandler.is_connected (store, id));
    panel = null;
    store.append (new_object ());
    assert (!SignalHandler.is_connected (store, id));
}

void test_bind_source () {
    var o = new_object ();
    var n_calls = 0;
    var source = new IdleSource ();
    source.set_callback (() => {
        n_calls++;
        return Source.CONTINUE;
    });
    Gweak.bind_source (source, o);
    source.attach (null);
    MainContext.default ().iteration (false);
    o = null;
    iterate ();
    assert (source.is_destroyed ());
    assert (n_calls == 1);
}

void test_rest () {
    assert_cmpstr (Gweak.VERSION_S, EQ,
        "%d.%d.%d".printf (Gweak.MAJOR_VERSION, Gweak.MINOR_VERSION, Gweak.MICRO_VERSION));
    assert (Gweak.Error.quark () != 0);
    assert (new Gweak.Error.TYPE ("text").domain == Gweak.Error.quark ());
    assert (new Gweak.Error.RECURSION ("text").code == Gweak.Error.RECURSION);
    assert ((int) Gweak.Moment.DYING == 0);

    Gweak.debug_start ();
    var o = new_object ();
    var ref_ = new Gweak.WeakRef (o);
    assert (Gweak.debug_dump ().contains ("GSimpleAction"));
    var listed = Gweak.debug_list_objects ();
    Gweak.DebugObject known = listed[listed.length - 1];
    assert (known.get_object_type () == typeof (SimpleAction) && known.get_ref_count () == 1);
    assert (known.get_kinds ()[0] == "references" && known.count_observers (null) == 1);
    assert (known.list_references ()[0] == ref_);
    o = null;
    assert (known.list_references ().length == 0);
    assert (!Gweak.debug_dump ().contains ("GSimpleAction"));
    assert (!ref_.alive);
}

int main (string[] args) {
    Test.init (ref args);
    Test.add_func ("/vala/a reference answers while its referent lives", test_states);
    Test.add_func ("/vala/every constructor makes a reference", test_constructors);
    Test.add_func ("/vala/signals come in order", test_signals);
    Test.add_func ("/vala/a callback gets the dead reference", test_callback);
    Test.add_func ("/vala/what a callback owns goes with the reference", test_callback_data);
    Test.add_func ("/vala/a handler of dying rescues", test_dying);
    Test.add_func ("/vala/a cleared reference hears of nothing", test_clear);
    Test.add_func ("/vala/references compare by their living referent", test_equality);
    Test.add_func ("/vala/references are keys of a hash table", test_hash_table);
    Test.add_func ("/vala/references are counted and listed", test_list);
    Test.add_func ("/vala/emissions are delivered", test_delivery);
    Test.add_func ("/vala/a death can be waited for", test_wait);
    Test.add_func ("/vala/a finalizer runs once", test_finalizer);
    Test.add_func ("/vala/what an action owns goes after it", test_finalizer_data);
    Test.add_func ("/vala/a finalizer takes a closure", test_finalizer_closure);
    Test.add_func ("/vala/what runs at exit can be chosen", test_at_exit);
    Test.add_func ("/vala/a subclass has class handlers", test_subclass);
    Test.add_func ("/vala/a watch is counted", test_watch);
    Test.add_func ("/vala/what a watch owns goes when it is removed", test_watch_removed);
    Test.add_func ("/vala/a method is called while its object lives", test_method);
    Test.add_func ("/vala/a bound source ends with its object", test_bind_source);
    Test.add_func ("/vala/the rest is there", test_rest);
    return Test.run ();
}
