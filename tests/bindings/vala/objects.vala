// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Objects of Vala classes with state on them live exactly as long as without gweak,
// and 100 000 of them, watched by every type, leave nothing behind.

[CCode (cname = "g_object_run_dispose")]
extern void run_dispose (Object object);

interface Named : Object {
    public abstract string name { get; construct; }
}

class Plain : Object, Named {
    public string name { get; construct; }

    public Plain () {
        Object (name: "plain");
    }
}

class Child : Object {
    private weak Full parent;

    public Child (Full parent) {
        this.parent = parent;
    }

    public string describe () {
        return parent.name;
    }
}

// Fields, a signal with a handler of its own, a property with a notify, and a child
// that knows it.
class Full : Object, Named {
    public string name { get; construct; }
    public int n_changes { get; private set; }
    public HashTable<string, Variant> notes = new HashTable<string, Variant> (str_hash, str_equal);
    private Child child;

    public signal void changed (string what);

    public Full () {
        Object (name: "full");
    }

    construct {
        child = new Child (this);
        changed.connect (changed_cb);
        notify["n-changes"].connect (() => notes["notified"] = child.describe ());
        changed ("constructed");
    }

    private void changed_cb (string what) {
        notes["what"] = what;
        n_changes++;
    }
}

// One that takes itself out of everything in dispose.
class Tidy : Full {
    public static int n_disposed = 0;

    public override void dispose () {
        n_disposed++;
        notes.remove_all ();
        base.dispose ();
    }
}

Object new_closed_over () {
    var object = new Full ();
    unowned Full self = object;
    object.changed.connect (what => self.notes["closure"] = what);
    object.set_data ("state", "some");
    object.changed ("outside");
    return object;
}

// One of each kind, in turn.
Object make (int number) {
    switch (number % 4) {
    case 0:
        return new Plain ();
    case 1:
        return new Full ();
    case 2:
        return new Tidy ();
    default:
        return new_closed_over ();
    }
}

// Everything that watches, and counts of what it told.
class Watchers : Object {
    public int n_died;
    public int n_callbacks;
    public int n_finalized;
    public int n_removed;
    public int n_watches;

    private Gweak.WeakHashTable<int, Object> values = new Gweak.WeakHashTable<int, Object> (VALUES);
    private Gweak.WeakHashTable<Object, string> keys = new Gweak.WeakHashTable<Object, string> (KEYS);
    private Gweak.WeakHashTable<Object, Object> both = new Gweak.WeakHashTable<Object, Object> (KEYS | VALUES);
    private Gweak.WeakSet<Object> members = new Gweak.WeakSet<Object> ();
    private Gweak.WeakListStore<Object> list = new Gweak.WeakListStore<Object> ();
    private Gweak.Cache<int, Object> cache = new Gweak.Cache<int, Object> ();
    private GenericArray<Gweak.WeakRef> refs = new GenericArray<Gweak.WeakRef> ();

    construct {
        cache.max_idle = 0;
        values.removed.connect (() => n_removed++);
        keys.removed.connect (() => n_removed++);
        both.removed.connect (() => n_removed++);
        members.removed.connect (() => n_removed++);
    }

    public void watch (Object object, int number) {
        var reference = new Gweak.WeakRef (object);
        reference.died.connect (() => n_died++);
        refs.add (reference);
        refs.add (new Gweak.WeakRef.with_callback (object, () => n_callbacks++));
        refs.add (Gweak.WeakRef.get_shared (object));
        new Gweak.Finalizer (object, () => n_finalized++);
        Gweak.Watch.add (object, DIED, () => n_watches++);
        values[number] = object;
        keys[object] = "text";
        both[object] = object;
        members.add (object);
        list.append (object);
        foreach (unowned var entry in values) {
            assert (entry.value != null);
            break;
        }
        foreach (var member in members) {
            assert (member in keys);
            break;
        }
    }

    // It keeps them until it is called again.
    public void keep (Object object, int number) {
        cache.insert (number, object);
    }

    public void trim () {
        cache.trim (CRITICAL);
    }

    public uint size {
        get {
            return values.size + keys.size + both.size + members.size + cache.size + list.n_items;
        }
    }

    public void clear () {
        foreach (unowned var reference in refs)
            assert (!reference.alive);
        refs.length = 0;
    }
}

void iterate () {
    while (MainContext.default ().iteration (false)) {}
}

void test_kinds () {
    var watchers = new Watchers ();
    int number;
    for (number = 0; number < 4; number++) {
        var object = make (number);
        uint alone = object.ref_count;
        watchers.watch (object, number);
        assert (object.ref_count == alone);
        unowned Object? left = object;
        object.weak_ref (() => left = null);
        object = null;
        assert (left == null);
    }
    assert (watchers.n_died == number && watchers.n_callbacks == number && watchers.n_watches == number);
    assert (watchers.n_finalized == number && watchers.n_removed == 4 * number);
    iterate ();
    assert (watchers.size == 0);
    watchers.clear ();
}

// A handler on the object itself that captures it, as Vala lets one write, keeps it
// with or without gweak; disposing ends that.
void add_cycle (Full object) {
    object.changed.connect (what => object.notes["cycle"] = what);
}

void test_cycle () {
    var watchers = new Watchers ();
    var object = new Full ();
    add_cycle (object);
    watchers.watch (object, 0);
    var reference = new Gweak.WeakRef (object);
    object = null;
    assert (reference.alive && watchers.n_died == 0);
    run_dispose (reference.get ());
    assert (!reference.alive && watchers.n_died == 1);
}

void test_dispose () {
    Tidy.n_disposed = 0;
    var object = new Tidy ();
    var reference = new Gweak.WeakRef (object);
    var husk_died = false;
    run_dispose (object);
    assert (!reference.alive && reference.get () == null);
    assert (Tidy.n_disposed == 1 && object.name == "full");
    var second = new Gweak.WeakRef.with_callback (object, () => husk_died = true);
    assert (second.alive);
    object = null;
    assert (husk_died);
}

// With `toggle`, and there alone, the last look is at a whole object.
void test_last_look () {
    string? seen = null;
    var object = new Full ();
    var reference = (Gweak.WeakRef) Object.new (typeof (Gweak.WeakRef), "referent", object, "toggle", true);
    reference.dying.connect (referent => seen = ((Full) referent).notes["what"].get_string ());
    object.changed ("last");
    object = null;
    assert_cmpstr (seen, EQ, "last");
    assert (!reference.alive);
}

// GLib's own references of Vala and gweak's say the same.
void test_agrees () {
    var object = new Full ();
    weak Full own = object;
    GLib.WeakRef glib = GLib.WeakRef (object);
    var reference = new Gweak.WeakRef (object);
    assert (own == object && glib.get () == reference.get ());
    object = null;
    assert (glib.get () == null && reference.get () == null);
}

// What the process has in memory, in KiB; 0 where that cannot be known.
size_t get_memory () {
    string text;
    try {
        FileUtils.get_contents ("/proc/self/statm", out text);
    } catch (FileError error) {
        return 0;
    }
    return (size_t) (uint64.parse (text.split (" ")[1]) * 4);
}

void run_round (Watchers watchers) {
    for (int i = 0; i < 1000; i++) {
        var object = make (i);
        watchers.watch (object, i);
        watchers.keep (object, i);
    }
    watchers.trim ();
    iterate ();
    assert (watchers.size == 0);
    watchers.clear ();
}

void test_memory () {
    var watchers = new Watchers ();
    for (int i = 0; i < 50; i++)
        run_round (watchers);
    var early = get_memory ();
    for (int i = 0; i < 50; i++)
        run_round (watchers);
    var late = get_memory ();
    assert (watchers.n_died == 100000 && watchers.n_callbacks == 100000 && watchers.n_watches == 100000);
    assert (watchers.n_finalized == 100000 && watchers.n_removed == 400000);
    // 50 000 objects: less than a pointer for each.
    assert_cmpuint ((uint) late, LE, (uint) early + 400);
}

int main (string[] args) {
    Test.init (ref args);
    Test.add_func ("/vala/objects/with state go as they would without gweak", test_kinds);
    Test.add_func ("/vala/objects/that hold themselves are told of when they are disposed of", test_cycle);
    Test.add_func ("/vala/objects/that were disposed of are dead, and die again", test_dispose);
    Test.add_func ("/vala/objects/can be looked at while they die, with toggle", test_last_look);
    Test.add_func ("/vala/objects/are dead for GLib's references and for gweak's", test_agrees);
    Test.add_func ("/vala/objects/leave no memory behind", test_memory);
    return Test.run ();
}
