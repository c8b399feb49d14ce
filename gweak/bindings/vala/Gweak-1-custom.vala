// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The containers as generic classes, over the functions for C, whose pointers are
// what a generic argument is in Vala.

namespace Gweak {
	[CCode (cheader_filename = "gweak/gweak.h,gweak-vala.h", type_id = "gweak_weak_hash_table_get_type ()")]
	[Version (since = "1.0")]
	public sealed class WeakHashTable<K,V> : GLib.Object {
		[CCode (cname = "gweak_vala_weak_hash_table_new", has_construct_function = false)]
		public WeakHashTable (Gweak.Weakness weakness);
		public bool contains (K key);
		public Gweak.WeakHashTable<K,V> copy ();
		public GLib.GenericArray<K> dup_keys ();
		public GLib.GenericArray<V> dup_values ();
		public void @foreach (Gweak.WeakHashTableFunc<K,V> func);
		public uint foreach_remove (Gweak.WeakHashTableTest<K,V> func);
		[CCode (cname = "gweak_weak_hash_table_lookup")]
		public new V? @get (K key);
		public GLib.Type get_key_type ();
		public V? get_or_insert (K key, Gweak.WeakHashTableFactory<K,V> factory) throws GLib.Error;
		public uint get_size ();
		public GLib.Type get_value_type ();
		public Gweak.Weakness get_weakness ();
		public bool insert (K key, V value);
		[CCode (cname = "gweak_vala_weak_hash_table_iterator")]
		public Gweak.Entry<K,V> iterator ();
		public V? lookup (K key);
		public bool lookup_extended (K lookup_key, out K key, out V value);
		public bool pop (out K key, out V value);
		public bool remove (K key);
		public void remove_all ();
		[CCode (cname = "gweak_weak_hash_table_insert")]
		public new void @set (K key, V value);
		public bool steal_extended (K lookup_key, out K key, out V value);
		public void update (Gweak.WeakHashTable<K,V> other);
		[NoAccessorMethod]
		public bool deferred { get; construct; }
		public GLib.Type key_type { get; construct; }
		[NoAccessorMethod]
		public GLib.MainContext? main_context { owned get; construct; }
		[NoAccessorMethod]
		public uint n_entries { get; }
		public uint size { get; }
		[NoAccessorMethod]
		public bool toggle { get; construct; }
		public GLib.Type value_type { get; construct; }
		public Gweak.Weakness weakness { get; construct; }
		public signal void dying (GLib.Value key, GLib.Value value);
		public signal void removed (GLib.Value key, GLib.Value value, Gweak.RemovalCause cause);
	}
	// Where foreach over a table is: both sides are held until it goes on.
	[CCode (cheader_filename = "gweak-vala.h", cname = "GweakValaEntry", free_function = "gweak_vala_entry_free")]
	[Compact]
	public class Entry<K,V> {
		public unowned K key;
		public unowned V value;
		[CCode (cname = "gweak_vala_entry_next_value")]
		public unowned Gweak.Entry<K,V>? next_value ();
	}
	[CCode (cheader_filename = "gweak/gweak.h", destroy_function = "gweak_weak_hash_table_iter_clear", has_copy_function = false, has_type_id = false)]
	[Version (since = "1.0")]
	public struct WeakHashTableIter<K,V> {
		[CCode (cname = "gweak_weak_hash_table_iter_init")]
		public WeakHashTableIter (Gweak.WeakHashTable<K,V> table);
		public void clear ();
		public bool next (out unowned K key, out unowned V value);
		public bool remove ();
	}
	[CCode (cheader_filename = "gweak/gweak.h", instance_pos = 1.9)]
	[Version (since = "1.0")]
	public delegate V? WeakHashTableFactory<K,V> (K key) throws GLib.Error;
	[CCode (cheader_filename = "gweak/gweak.h", instance_pos = 2.9)]
	[Version (since = "1.0")]
	public delegate void WeakHashTableFunc<K,V> (K key, V value);
	[CCode (cheader_filename = "gweak/gweak.h", instance_pos = 2.9)]
	[Version (since = "1.0")]
	public delegate bool WeakHashTableTest<K,V> (K key, V value);

	[CCode (cheader_filename = "gweak/gweak.h,gweak-vala.h", type_id = "gweak_weak_set_get_type ()")]
	[Version (since = "1.0")]
	public sealed class WeakSet<T> : GLib.Object {
		[CCode (cname = "gweak_vala_weak_set_new", has_construct_function = false)]
		public WeakSet (GLib.HashFunc<T>? hash = null, GLib.EqualFunc<T>? equal = null);
		public bool add (T item);
		public bool contains (T item);
		public Gweak.WeakSet<T> copy ();
		public Gweak.WeakSet<T> difference (Gweak.WeakSet<T> other);
		public void difference_update (Gweak.WeakSet<T> other);
		public GLib.GenericArray<T> dup_items ();
		public bool equal (Gweak.WeakSet<T> other);
		public void @foreach (Gweak.WeakSetFunc<T> func);
		public GLib.Type get_item_type ();
		public uint get_size ();
		public T intern (T object);
		public Gweak.WeakSet<T> intersection (Gweak.WeakSet<T> other);
		public void intersection_update (Gweak.WeakSet<T> other);
		public bool is_disjoint (Gweak.WeakSet<T> other);
		public bool is_subset (Gweak.WeakSet<T> other);
		public bool is_superset (Gweak.WeakSet<T> other);
		[CCode (cname = "gweak_vala_weak_set_iterator")]
		public Gweak.WeakSetIterator<T> iterator ();
		public T? pop ();
		public bool remove (T item);
		public void remove_all ();
		public Gweak.WeakSet<T> symmetric_difference (Gweak.WeakSet<T> other);
		public Gweak.WeakSet<T> union (Gweak.WeakSet<T> other);
		public void update (Gweak.WeakSet<T> other);
		[NoAccessorMethod]
		public bool deferred { get; construct; }
		public GLib.Type item_type { get; construct; }
		[NoAccessorMethod]
		public GLib.MainContext? main_context { owned get; construct; }
		[NoAccessorMethod]
		public uint n_entries { get; }
		public uint size { get; }
		[NoAccessorMethod]
		public bool toggle { get; construct; }
		public signal void dying (GLib.Object item);
		public signal void removed (GLib.Object? item, Gweak.RemovalCause cause);
	}
	// A walk of foreach over a set.
	[CCode (cheader_filename = "gweak-vala.h", cname = "GweakValaSetIterator", free_function = "gweak_vala_weak_set_iterator_free", lower_case_cprefix = "gweak_vala_weak_set_iterator_")]
	[Compact]
	public class WeakSetIterator<T> {
		public T @get ();
		public bool next ();
	}
	[CCode (cheader_filename = "gweak/gweak.h", destroy_function = "gweak_weak_set_iter_clear", has_copy_function = false, has_type_id = false)]
	[Version (since = "1.0")]
	public struct WeakSetIter<T> {
		[CCode (cname = "gweak_weak_set_iter_init")]
		public WeakSetIter (Gweak.WeakSet<T> set);
		public void clear ();
		public bool next (out unowned T item);
		public bool remove ();
	}
	[CCode (cheader_filename = "gweak/gweak.h", instance_pos = 1.9)]
	[Version (since = "1.0")]
	public delegate void WeakSetFunc<T> (T item);

	[CCode (cheader_filename = "gweak/gweak.h,gweak-vala.h", type_id = "gweak_weak_list_store_get_type ()")]
	[Version (since = "1.0")]
	public sealed class WeakListStore<T> : GLib.Object, GLib.ListModel {
		[CCode (cname = "gweak_vala_weak_list_store_new", has_construct_function = false)]
		public WeakListStore ();
		public void append (T object);
		public T? dup_object (uint position);
		public bool find (T object, out uint position);
		[CCode (cname = "gweak_vala_weak_list_store_get")]
		public new Gweak.WeakRef? @get (int position);
		public GLib.Type get_referent_type ();
		public void insert (uint position, T object);
		public uint insert_sorted (T object, Gweak.WeakListStoreCompareFunc<T> compare);
		public void remove (uint position);
		public void remove_all ();
		public void sort (Gweak.WeakListStoreCompareFunc<T> compare);
		public void splice (uint position, uint n_removals, [CCode (array_length_type = "guint")] T[]? additions);
		[NoAccessorMethod]
		public GLib.MainContext? main_context { owned get; construct; }
		[NoAccessorMethod]
		public uint n_items { get; }
		public GLib.Type referent_type { get; construct; }
		[CCode (cname = "gweak_vala_weak_list_store_get_size")]
		public int size { [CCode (cname = "gweak_vala_weak_list_store_get_size")] get; }
	}
	[CCode (cheader_filename = "gweak/gweak.h", instance_pos = 2.9)]
	[Version (since = "1.0")]
	public delegate int WeakListStoreCompareFunc<T> (T a, T b);

	[CCode (cheader_filename = "gweak/gweak.h,gweak-vala.h", type_id = "gweak_cache_get_type ()")]
	[Version (since = "1.0")]
	public sealed class Cache<K,V> : GLib.Object {
		[CCode (cname = "gweak_vala_cache_new", has_construct_function = false)]
		public Cache ();
		public bool contains (K key);
		[CCode (cname = "gweak_cache_lookup")]
		public new V? @get (K key);
		public uint64 get_evictions ();
		public uint64 get_hits ();
		public uint64 get_idle_cost ();
		public uint get_idle_ttl ();
		public GLib.Type get_key_type ();
		public uint64 get_loads ();
		public uint get_max_idle ();
		public uint64 get_max_idle_cost ();
		public uint64 get_misses ();
		public uint get_n_idle ();
		public uint get_n_in_use ();
		public V? get_or_insert (K key, Gweak.CacheFactory<K,V> factory) throws GLib.Error;
		public async V? get_or_load_async (K key, Gweak.CacheLoadFunc<K> load, GLib.Cancellable? cancellable) throws GLib.Error;
		public uint get_size ();
		public GLib.Type get_value_type ();
		public void insert (K key, V value, uint64 cost = 0);
		public V? lookup (K key);
		public bool remove (K key);
		public void remove_all ();
		public void set_idle_ttl (uint idle_ttl);
		public static void set_load_cost (GLib.Task task, uint64 cost);
		public void set_max_idle (uint max_idle);
		public void set_max_idle_cost (uint64 max_idle_cost);
		public void trim (GLib.MemoryMonitorWarningLevel level);
		[NoAccessorMethod]
		public bool deferred { get; construct; }
		public uint64 evictions { get; }
		public uint64 hits { get; }
		public uint64 idle_cost { get; }
		public uint idle_ttl { get; set; }
		public GLib.Type key_type { get; construct; }
		public uint64 loads { get; }
		[NoAccessorMethod]
		public GLib.MainContext? main_context { owned get; construct; }
		public uint max_idle { get; set; }
		public uint64 max_idle_cost { get; set; }
		public uint64 misses { get; }
		[NoAccessorMethod]
		public uint n_entries { get; }
		public uint n_idle { get; }
		public uint n_in_use { get; }
		public uint size { get; }
		public GLib.Type value_type { get; construct; }
		public signal void removed (GLib.Value key, GLib.Value value, Gweak.RemovalCause cause);
	}
	[CCode (cheader_filename = "gweak/gweak.h", instance_pos = 2.9)]
	[Version (since = "1.0")]
	public delegate V? CacheFactory<K,V> (K key, ref uint64 cost) throws GLib.Error;
	// To be alive until the task returned: a method, or a function that captures nothing.
	[CCode (cheader_filename = "gweak/gweak.h", instance_pos = 3.9)]
	[Version (since = "1.0")]
	public delegate void CacheLoadFunc<K> (GLib.Task task, K key, GLib.Cancellable cancellable);
}
