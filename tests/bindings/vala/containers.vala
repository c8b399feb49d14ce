// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The containers as generic classes of Vala, with foreach, on objects of classes
// written in it.

class Item : Object {
    public string name { get; construct; }

    public Item (string name) {
        Object (name: name);
    }
}

Item[] new_items (string names) {
    Item[] items = {};
    foreach (var name in names.split (" "))
        items += new Item (name);
    return items;
}

void assert_finalized (owned Item item) {
    unowned Item? watched = item;
    item.add_weak_pointer (&watched);
    item = null;
    assert (watched == null);
}

void iterate () {
    while (MainContext.default ().iteration (false)) {}
}

void test_table () {
    var table = new Gweak.WeakHashTable<string, Item> (VALUES);
    assert (table.key_type == typeof (string) && table.value_type == typeof (Item));
    assert (table.weakness == VALUES && table.get_weakness () == VALUES);
    var item = new Item ("a");
    assert (table.insert ("one", item));
    table["two"] = item;
    assert (!table.insert ("two", item));
    assert (table.size == 2 && table.get_size () == 2 && table.n_entries == 2);
    assert (table["one"] == item && table.lookup ("two") == item && table["three"] == null);
    assert ("one" in table && !("three" in table) && table.contains ("two"));
    assert (item.ref_count == 1);
    assert (table.remove ("one") && !table.remove ("one"));
    string key;
    Item value;
    assert (table.lookup_extended ("two", out key, out value));
    assert (key == "two" && value == item);
    assert (table.steal_extended ("two", out key, out value) && key == "two");
    assert (!table.pop (out key, out value));
    assert (key == null && value == null);
    assert_finalized ((owned) item);
}

void test_death () {
    var log = new StringBuilder ();
    var table = new Gweak.WeakHashTable<string, Item> (VALUES);
    table.removed.connect ((key, value, cause) => {
        log.append_printf ("%s %s %s;", (string) key, value.get_object () == null ? "dead" : "alive", cause.to_string ());
    });
    var item = new Item ("a");
    table["one"] = item;
    table["two"] = new Item ("b");
    assert (table.size == 1);
    item = null;
    assert (table.size == 0);
    assert_cmpstr (log.str, EQ, "two dead GWEAK_REMOVAL_CAUSE_DIED;one dead GWEAK_REMOVAL_CAUSE_DIED;");
}

void test_types () {
    var item = new Item ("a");
    var by_number = new Gweak.WeakHashTable<int, Item> (VALUES);
    by_number[-7] = item;
    assert (by_number[-7] == item && -7 in by_number && !(7 in by_number));
    assert (by_number.dup_keys ()[0] == -7);

    var by_large_number = new Gweak.WeakHashTable<int64?, Item> (VALUES);
    by_large_number[int64.MAX] = item;
    assert (by_large_number[int64.MAX] == item && !(int64.MIN in by_large_number));

    var by_moment = new Gweak.WeakHashTable<Gweak.Moment, Item> (VALUES);
    assert (by_moment.key_type == typeof (Gweak.Moment));
    by_moment[Gweak.Moment.DIED] = item;
    assert (by_moment[Gweak.Moment.DIED] == item && by_moment[Gweak.Moment.DYING] == null);

    var texts = new Gweak.WeakHashTable<Item, string> (KEYS);
    texts[item] = "text";
    string? text = texts[item];
    assert_cmpstr (text, EQ, "text");

    var numbers = new Gweak.WeakHashTable<Item, double?> (KEYS);
    numbers[item] = 1.5;
    double? number = numbers[item];
    assert (number == 1.5);

    var variants = new Gweak.WeakHashTable<Item, Variant> (KEYS);
    variants[item] = new Variant.string ("text");
    assert_cmpstr (variants[item].get_string (), EQ, "text");

    var both = new Gweak.WeakHashTable<Item, Object> (KEYS | VALUES);
    both[item] = item;
    assert (both[item] == item);

    assert_finalized ((owned) item);
    assert (by_number.size + by_large_number.size + by_moment.size + texts.size + numbers.size + variants.size + both.size == 0);
}

void test_table_foreach () {
    var items = new_items ("a b c d");
    var table = new Gweak.WeakHashTable<string, Item> (VALUES);
    foreach (var item in items)
        table[item.name] = item;

    var log = new StringBuilder ();
    foreach (unowned var entry in table) {
        log.append_printf ("%s:%s ", entry.key, entry.value.name);
        if (entry.key == "a")
            items[1] = null;
        if (entry.key == "c") {
            table.remove ("d");
            table["e"] = items[0];
        }
    }
    assert_cmpstr (log.str, EQ, "a:a c:c e:a ");

    // Leaving it lets go of what it is at.
    foreach (unowned var entry in table) {
        assert (entry.value == items[0]);
        break;
    }
    assert (items[0].ref_count == 1);

    log.truncate ();
    table.foreach ((key, value) => log.append_printf ("%s:%s ", key, value.name));
    assert_cmpstr (log.str, EQ, "a:a c:c e:a ");
    assert (table.foreach_remove ((key, value) => value == items[0]) == 2);

    log.truncate ();
    foreach (unowned var key in table.dup_keys ())
        log.append (key);
    foreach (unowned var value in table.dup_values ())
        log.append (value.name);
    assert_cmpstr (log.str, EQ, "cc");

    var empty = new Gweak.WeakHashTable<string, Item> (VALUES);
    foreach (unowned var entry in empty)
        assert (entry.key == null && false);
}

void test_numbers_foreach () {
    var item = new Item ("a");
    var table = new Gweak.WeakHashTable<Item, int> (KEYS);
    table[item] = 5;
    int sum = 0;
    foreach (unowned var entry in table)
        sum += entry.value;
    table.foreach ((key, value) => sum += value);
    assert (sum == 10 && table[item] == 5);
}

void test_table_iter () {
    var items = new_items ("a b c");
    var table = new Gweak.WeakHashTable<string, Item> (VALUES);
    foreach (var item in items)
        table[item.name] = item;
    unowned string key;
    unowned Item value;
    {
        var iter = Gweak.WeakHashTableIter<string, Item> (table);
        assert (iter.next (out key, out value));
        assert (key == "a" && value == items[0]);
        assert (iter.remove () && !iter.remove ());
        assert (iter.next (out key, out value));
        assert (items[1].ref_count == 2);
    }
    // Its scope is left.
    assert (items[1].ref_count == 1);
    assert (table.size == 2);
}

void test_factory () {
    var table = new Gweak.WeakHashTable<string, Item> (VALUES);
    int n_calls = 0;
    try {
        Gweak.WeakHashTableFactory<string, Item> make = key => {
            n_calls++;
            return new Item (key);
        };
        var item = table.get_or_insert ("a", make);
        assert (table.get_or_insert ("a", make) == item);
        assert (n_calls == 1 && item.name == "a");
        Item? none = null;
        assert (table.get_or_insert ("b", key => none) == null);
        table.get_or_insert ("c", key => {
            throw new IOError.NOT_FOUND ("no %s", key);
        });
        assert_not_reached ();
    } catch (IOError.NOT_FOUND error) {
        assert_cmpstr (error.message, EQ, "no c");
    } catch (Error error) {
        assert_not_reached ();
    }
    assert (table.size == 0);
}

void test_table_of_tables () {
    var items = new_items ("a b");
    var table = new Gweak.WeakHashTable<string, Item> (VALUES);
    table["a"] = items[0];
    var copy = table.copy ();
    copy["b"] = items[1];
    table.update (copy);
    assert (table.size == 2 && copy.size == 2);
    var tables = new Gweak.WeakHashTable<string, Gweak.WeakHashTable<string, Item>> (VALUES);
    tables["first"] = table;
    assert (tables["first"]["b"] == items[1]);
    table = null;
    assert (tables.size == 0);
}

// Properties that no constructor asks for.
void test_properties () {
    var log = new StringBuilder ();
    var table = (Gweak.WeakHashTable<string, Item>) Object.new (typeof (Gweak.WeakHashTable),
        "key-type", typeof (string), "value-type", typeof (Item), "weakness", Gweak.Weakness.VALUES, "toggle", true);
    assert (table.toggle && !table.deferred && table.main_context == null);
    table.dying.connect ((key, value) => log.append_printf ("%s=%s ", (string) key, ((Item) value.get_object ()).name));
    table["one"] = new Item ("a");
    assert_cmpstr (log.str, EQ, "one=a ");
    assert (table.size == 0);

    var members = (Gweak.WeakSet<Item>) Object.new (typeof (Gweak.WeakSet), "item-type", typeof (Item), "deferred", true);
    assert (members.deferred);
    members.removed.connect ((item, cause) => log.append ("removed"));
    members.add (new Item ("b"));
    assert (members.size == 0);
    assert_cmpstr (log.str, EQ, "one=a ");
    iterate ();
    assert_cmpstr (log.str, EQ, "one=a removed");
}

string names_of (Gweak.WeakSet<Item> members) {
    var names = new StringBuilder ();
    foreach (var item in members)
        names.append (item.name);
    return names.str;
}

Gweak.WeakSet<Item> new_set (Item[] items) {
    var members = new Gweak.WeakSet<Item> ();
    foreach (var item in items)
        members.add (item);
    return members;
}

void test_set () {
    var items = new_items ("a b c d");
    var one = new_set (items[0:3]);
    var other = new_set ({ items[3], items[2], items[1] });
    assert (one.item_type == typeof (Item) && one.get_item_type () == typeof (Item));
    assert (!one.add (items[0]) && items[0] in one && !(items[3] in one));
    assert_cmpstr (names_of (one.union (other)), EQ, "abcd");
    assert_cmpstr (names_of (one.intersection (other)), EQ, "bc");
    assert_cmpstr (names_of (one.difference (other)), EQ, "a");
    assert_cmpstr (names_of (one.symmetric_difference (other)), EQ, "ad");
    assert (one.equal (one.copy ()) && one.is_subset (one.union (other)) && one.is_superset (one.intersection (other)));
    assert (one.difference (other).is_disjoint (other));
    assert (one.intern (items[0]) == items[0]);
    one.update (other);
    one.intersection_update (other);
    one.difference_update (new_set ({ items[1] }));
    assert_cmpstr (names_of (one), EQ, "cd");
    assert (one.pop () == items[3] && one.remove (items[2]) && one.pop () == null);
    assert (one.size == 0 && one.get_size () == 0 && one.n_entries == 0);
}

void test_set_foreach () {
    var items = new_items ("a b c d");
    var members = new_set (items);
    var log = new StringBuilder ();
    members.removed.connect ((item, cause) => log.append (item == null ? "-" : "+"));
    foreach (var item in members) {
        log.append (item.name);
        if (item == items[0])
            items[1] = null;
        if (item == items[2])
            members.remove (items[3]);
    }
    assert_cmpstr (log.str, EQ, "a-c+");
    foreach (var item in members) {
        assert (item.ref_count == 3);
        break;
    }
    assert (items[0].ref_count == 1);
    members.foreach (item => log.append (item.name));
    assert_cmpstr (log.str, EQ, "a-c+ac");
    assert (members.dup_items ().length == 2);
    members.remove_all ();
    foreach (var item in members)
        assert (item == null);
}

void test_set_iter () {
    var items = new_items ("a b");
    var members = new_set (items);
    unowned Item item;
    {
        var iter = Gweak.WeakSetIter<Item> (members);
        assert (iter.next (out item) && item == items[0]);
        assert (iter.remove ());
        assert (iter.next (out item) && item == items[1]);
        assert (items[1].ref_count == 2);
        iter.clear ();
        assert (items[1].ref_count == 1);
        assert (!iter.next (out item));
    }
    assert (members.size == 1);
}

void test_set_of_equals () {
    var items = new_items ("same same other");
    var members = new Gweak.WeakSet<Item> (item => str_hash (item.name), (a, b) => a.name == b.name);
    assert (members.intern (items[0]) == items[0]);
    assert (members.intern (items[1]) == items[0]);
    assert (members.add (items[2]) && members.size == 2);
}

void test_list () {
    var items = new_items ("c a b");
    var list = new Gweak.WeakListStore<Item> ();
    var changes = new StringBuilder ();
    assert (list.referent_type == typeof (Item) && list.get_referent_type () == typeof (Item));
    list.items_changed.connect ((position, removed, added) => changes.append_printf ("%u-%u+%u ", position, removed, added));
    list.append (items[0]);
    list.insert (0, items[1]);
    assert (list.insert_sorted (items[2], (a, b) => strcmp (a.name, b.name)) == 1);
    assert (list.size == 3 && list.n_items == 3 && list.get_n_items () == 3);
    assert (list[0].get () == items[1] && list[3] == null && list.dup_object (1) == items[2]);
    uint position;
    assert (list.find (items[0], out position) && position == 2);

    var names = new StringBuilder ();
    foreach (var reference in list)
        names.append (((Item) reference.get ()).name);
    assert_cmpstr (names.str, EQ, "abc");

    list.sort ((a, b) => strcmp (b.name, a.name));
    assert (list.dup_object (0) == items[0]);
    list.splice (0, 1, { items[1], items[0] });
    list.remove (0);
    assert_cmpstr (changes.str, EQ, "0-0+1 0-0+1 1-0+1 0-3+3 0-1+2 0-1+0 ");
    changes.truncate ();
    items[0] = null;
    assert (list.size == 3 && list[0].get () == null);
    iterate ();
    assert (list.size == 2);
    assert_cmpstr (changes.str, EQ, "0-1+0 ");
    ListModel model = list;
    assert (model.get_item (0) is Gweak.WeakRef);
    list.remove_all ();
}

void test_cache () {
    var cache = new Gweak.Cache<string, Item> ();
    assert (cache.key_type == typeof (string) && cache.value_type == typeof (Item));
    cache.insert ("a", new Item ("a"), 5);
    assert (cache.size == 1 && cache.n_idle == 1 && cache.idle_cost == 5);
    Item? item = cache["a"];
    assert (item.name == "a" && cache.n_in_use == 1);
    assert ("a" in cache && cache["b"] == null && cache.lookup ("a") == item);
    assert (cache.hits == 2 && cache.get_misses () == 1);
    item = null;
    cache.max_idle = 0;
    assert (cache.size == 0 && cache.evictions == 1);
    cache.max_idle = 64;
    try {
        cache.get_or_insert ("b", (key, ref cost) => {
            cost = 7;
            return new Item (key);
        });
        assert (cache.idle_cost == 7);
        cache.get_or_insert ("c", (key, ref cost) => {
            throw new IOError.NOT_FOUND ("no %s", key);
        });
        assert_not_reached ();
    } catch (IOError.NOT_FOUND error) {
    } catch (Error error) {
        assert_not_reached ();
    }
    assert (cache.remove ("b") && !cache.remove ("b"));
    cache.insert ("d", new Item ("d"));
    cache.trim (CRITICAL);
    assert (cache.n_entries == 0);
}

void load (Task task, string key, Cancellable cancellable) {
    if (key == "missing") {
        task.return_error (new IOError.NOT_FOUND ("no %s", key));
        return;
    }
    Gweak.Cache.set_load_cost (task, 3);
    task.return_pointer (new Item (key), Object.unref);
}

async void load_all (Gweak.Cache<string, Item> cache, MainLoop loop) {
    try {
        var item = yield cache.get_or_load_async ("loaded", load, null);
        assert (item.name == "loaded" && cache["loaded"] == item);
        yield cache.get_or_load_async ("missing", load, new Cancellable ());
        assert_not_reached ();
    } catch (IOError.NOT_FOUND error) {
    } catch (Error error) {
        assert_not_reached ();
    }
    loop.quit ();
}

void test_load () {
    var cache = new Gweak.Cache<string, Item> ();
    var loop = new MainLoop ();
    load_all.begin (cache, loop);
    loop.run ();
    assert (cache.loads == 2 && cache.idle_cost == 3);
}

// A class of one's own around a container.
class Registry<T> : Object {
    private Gweak.WeakHashTable<string, T> items;

    public uint size {
        get {
            return items.size;
        }
    }

    // Not in `construct`, where the type is not known yet.
    public Registry () {
        items = new Gweak.WeakHashTable<string, T> (VALUES);
    }

    public void add (string name, T item) {
        items[name] = item;
    }

    public T? find (string name) {
        return items[name];
    }

    public string names () {
        string[] names = {};
        foreach (unowned var entry in items)
            names += entry.key;
        return string.joinv (" ", names);
    }
}

void test_generic_owner () {
    var registry = new Registry<Item> ();
    var items = new_items ("a b");
    registry.add ("first", items[0]);
    registry.add ("second", items[1]);
    assert (registry.find ("first") == items[0]);
    assert_cmpstr (registry.names (), EQ, "first second");
    items = {};
    assert (registry.size == 0);
}

int main (string[] args) {
    Test.init (ref args);
    Test.add_func ("/vala/table/has indexes, in, and functions of its types", test_table);
    Test.add_func ("/vala/table/entries leave when they die", test_death);
    Test.add_func ("/vala/table/keys and values can be of any type", test_types);
    Test.add_func ("/vala/table/foreach gives entries while they change", test_table_foreach);
    Test.add_func ("/vala/table/foreach gives numbers", test_numbers_foreach);
    Test.add_func ("/vala/table/an iterator ends with its scope", test_table_iter);
    Test.add_func ("/vala/table/a factory makes or throws", test_factory);
    Test.add_func ("/vala/table/can be copied, updated and nested", test_table_of_tables);
    Test.add_func ("/vala/table/can be part of a generic class", test_generic_owner);
    Test.add_func ("/vala/table/is constructed by its properties, too", test_properties);
    Test.add_func ("/vala/set/has the operators of sets", test_set);
    Test.add_func ("/vala/set/foreach gives members while they change", test_set_foreach);
    Test.add_func ("/vala/set/an iterator ends with its scope", test_set_iter);
    Test.add_func ("/vala/set/functions say what is equal", test_set_of_equals);
    Test.add_func ("/vala/list/gives references and takes objects", test_list);
    Test.add_func ("/vala/cache/keeps and evicts", test_cache);
    Test.add_func ("/vala/cache/a load can be awaited", test_load);
    return Test.run ();
}
