// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Gweak for TypeScript, with what its overrides add. Stands beside the declarations
// that ts-for-gir makes of GLib, GObject and Gio.

declare module 'gi://Gweak?version=1' {
    import Gio from 'gi://Gio?version=2.0';
    import GLib from 'gi://GLib?version=2.0';
    import GObject from 'gi://GObject?version=2.0';

    export namespace Gweak {
        type TypeOf<T> = GObject.GType<T> | { $gtype: GObject.GType<T> };
        type Callback = (...args: any[]) => any;

        const MAJOR_VERSION: number;
        const MINOR_VERSION: number;
        const MICRO_VERSION: number;
        const VERSION_S: string;

        enum Moment {
            DYING = 0,
            DIED = 1,
            FINALIZED = 2,
        }

        enum RemovalCause {
            DIED = 0,
            REPLACED = 1,
            REMOVED = 2,
            CLEARED = 3,
            EVICTED = 4,
        }

        enum Weakness {
            KEYS = 1,
            VALUES = 2,
        }

        class Error extends GLib.Error {
            static $gtype: GObject.GType<Error>;
            static readonly DEAD: number;
            static readonly TYPE: number;
            static readonly RECURSION: number;

            static quark(): number;
        }

        // How emissions are delivered: by default when the main loop runs.
        interface Delivery {
            deferred?: boolean;
            mainContext?: GLib.MainContext | null;
            main_context?: GLib.MainContext | null;
            // Every death would be rescued by the engine, so it throws.
            toggle?: false;
        }

        namespace Reference {
            interface ConstructorProps<T extends GObject.Object = GObject.Object> extends Delivery {
                referent?: T | null;
            }
        }

        abstract class Reference<T extends GObject.Object = GObject.Object> extends GObject.Object {
            static $gtype: GObject.GType<Reference>;

            protected constructor(referent: T);
            protected constructor(properties?: Reference.ConstructorProps<T>);
            _init(properties?: Reference.ConstructorProps<T> | T): void;

            get alive(): boolean;
            get deferred(): boolean;
            get main_context(): GLib.MainContext | null;
            get mainContext(): GLib.MainContext | null;
            get referent(): T | null;
            get toggle(): boolean;

            clear(): void;
            dup_referent(): T | null;
            equal(other: Reference): boolean;
            hash(): number;
            is_alive(): boolean;
            refers_to(object: GObject.Object | null): boolean;
            to_string(): string;
            died(cancellable?: Gio.Cancellable | null): Promise<boolean>;
            wait_async(cancellable: Gio.Cancellable | null): Promise<boolean>;
            wait_async(cancellable: Gio.Cancellable | null, callback: (self: this, result: Gio.AsyncResult) => void): void;
            wait_finish(result: Gio.AsyncResult): boolean;

            connect(signal: 'died' | 'finalized', callback: (self: this) => void): number;
            connect(signal: string, callback: Callback): number;
            connect_after(signal: 'died' | 'finalized', callback: (self: this) => void): number;
            connect_after(signal: string, callback: Callback): number;

            vfunc_died(): void;
            vfunc_dying(referent: GObject.Object): void;
            vfunc_finalized(): void;
        }

        class WeakRef<T extends GObject.Object = GObject.Object> extends Reference<T> {
            static $gtype: GObject.GType<WeakRef>;

            constructor(referent: T);
            constructor(properties?: Reference.ConstructorProps<T>);

            static new<T extends GObject.Object>(object: T | null): WeakRef<T>;
            static new_with_callback<T extends GObject.Object>(object: T | null, callback: (ref: WeakRef<T>) => void): WeakRef<T>;
            static get_shared<T extends GObject.Object>(object: T): WeakRef<T>;

            get(): T | null;
            deref(): T | undefined;
        }

        // At the moment DYING every death would be rescued by the engine, so it throws.
        type LaterMoment = Moment.DIED | Moment.FINALIZED;

        namespace Finalizer {
            interface ConstructorProps<T extends GObject.Object = GObject.Object> extends Reference.ConstructorProps<T> {
                atExit?: boolean;
                at_exit?: boolean;
                closure?: () => void;
                moment?: LaterMoment;
            }
        }

        class Finalizer<T extends GObject.Object = GObject.Object> extends Reference<T> {
            static $gtype: GObject.GType<Finalizer>;

            constructor(object: T, action: () => void);
            constructor(properties?: Finalizer.ConstructorProps<T>);

            static new<T extends GObject.Object>(object: T, callback: () => void): Finalizer<T>;
            static new_closure<T extends GObject.Object>(object: T, callback: () => void): Finalizer<T>;
            static new_full<T extends GObject.Object>(object: T, moment: LaterMoment, context: GLib.MainContext | null, callback: () => void): Finalizer<T>;
            static run_at_exit(): void;

            get at_exit(): boolean;
            set at_exit(value: boolean);
            get atExit(): boolean;
            set atExit(value: boolean);
            get moment(): Moment;

            detach(): T | null;
            get_at_exit(): boolean;
            get_moment(): Moment;
            peek(): T | null;
            run(): boolean;
            set_at_exit(atExit: boolean): void;
        }

        namespace WeakMethod {
            interface ConstructorProps<T extends GObject.Object = GObject.Object> extends Reference.ConstructorProps<T> {
                closure?: (object: T, ...args: any[]) => any;
            }
        }

        // Without a type for the function, call() takes and gives anything.
        class WeakMethod<T extends GObject.Object = GObject.Object, A extends any[] = any[], R = any> extends Reference<T> {
            static $gtype: GObject.GType<WeakMethod>;

            constructor(object: T, method: ((this: T, ...args: A) => R) | keyof T);
            constructor(properties?: WeakMethod.ConstructorProps<T>);

            static new<T extends GObject.Object, A extends any[], R>(object: T, method: ((this: T, ...args: A) => R) | keyof T): WeakMethod<T, A, R>;
            static new(object: null, method: Callback): WeakMethod;
            static new_closure<T extends GObject.Object, A extends any[], R>(object: T, closure: (object: T, ...args: A) => R): WeakMethod<T, A, R>;
            static new_closure(object: null, closure: Callback): WeakMethod;

            attach(source: GObject.Object, detailedSignal: string, flags?: GObject.ConnectFlags): number;
            call(...args: A): R | undefined;
            dup_closure(): any;
            invoke(returnValue: GObject.Value | null, params: any[]): boolean;
        }

        namespace WeakHashTable {
            interface ConstructorProps<K, V> extends Delivery {
                keyType?: TypeOf<K>;
                key_type?: TypeOf<K>;
                valueType?: TypeOf<V>;
                value_type?: TypeOf<V>;
                weakness?: Weakness;
            }
        }

        // Like Map, but with insert() for set(), which every object has for its properties.
        class WeakHashTable<K = any, V = any> extends GObject.Object implements Iterable<[K, V]> {
            static $gtype: GObject.GType<WeakHashTable>;

            constructor(properties: WeakHashTable.ConstructorProps<K, V>);

            static new<K, V>(keyType: TypeOf<K>, valueType: TypeOf<V>, weakness: Weakness): WeakHashTable<K, V>;

            get deferred(): boolean;
            get key_type(): GObject.GType<K>;
            get keyType(): GObject.GType<K>;
            get main_context(): GLib.MainContext | null;
            get mainContext(): GLib.MainContext | null;
            get n_entries(): number;
            get nEntries(): number;
            get size(): number;
            get toggle(): boolean;
            get value_type(): GObject.GType<V>;
            get valueType(): GObject.GType<V>;
            get weakness(): Weakness;

            contains(key: K): boolean;
            copy(): WeakHashTable<K, V>;
            dup_keys(): K[];
            dup_values(): V[];
            foreach(func: (key: K, value: V) => void): void;
            foreach_remove(func: (key: K, value: V) => boolean): number;
            get_key_type(): GObject.GType<K>;
            get_or_insert(key: K, factory: (key: K) => V | null): [boolean, V | null];
            get_or_insert_array(key: K, factory: (key: K) => V | null): [V] | [];
            get_size(): number;
            get_value_type(): GObject.GType<V>;
            get_weakness(): Weakness;
            insert(key: K, value: V): boolean;
            lookup(key: K): [boolean, V | null];
            lookup_array(key: K): [K, V] | [];
            lookup_extended(key: K): [boolean, K | null, V | null];
            next_array(place: number): [[K, V] | [], number];
            pop(): [boolean, K | null, V | null];
            pop_array(): [K, V] | [];
            remove(key: K): boolean;
            remove_all(): void;
            steal_array(key: K): [K, V] | [];
            steal_extended(key: K): [boolean, K | null, V | null];
            update(other: WeakHashTable<K, V>): void;

            clear(): void;
            delete(key: K): boolean;
            entries(): IterableIterator<[K, V]>;
            forEach(callback: (value: V, key: K, table: this) => void, self?: any): void;
            get(key: K): V | undefined;
            has(key: K): boolean;
            keys(): IterableIterator<K>;
            values(): IterableIterator<V>;
            [Symbol.iterator](): IterableIterator<[K, V]>;

            connect(signal: 'removed', callback: (self: this, key: K | null, value: V | null, cause: RemovalCause) => void): number;
            connect(signal: string, callback: Callback): number;
            connect_after(signal: 'removed', callback: (self: this, key: K | null, value: V | null, cause: RemovalCause) => void): number;
            connect_after(signal: string, callback: Callback): number;
        }

        namespace WeakSet {
            interface ConstructorProps<T extends GObject.Object> extends Delivery {
                itemType?: TypeOf<T>;
                item_type?: TypeOf<T>;
            }
        }

        class WeakSet<T extends GObject.Object = GObject.Object> extends GObject.Object implements Iterable<T> {
            static $gtype: GObject.GType<WeakSet>;

            constructor(items: Iterable<T>);
            constructor(properties?: WeakSet.ConstructorProps<T>);

            static new<T extends GObject.Object = GObject.Object>(): WeakSet<T>;

            get deferred(): boolean;
            get item_type(): GObject.GType<T>;
            get itemType(): GObject.GType<T>;
            get main_context(): GLib.MainContext | null;
            get mainContext(): GLib.MainContext | null;
            get n_entries(): number;
            get nEntries(): number;
            get size(): number;
            get toggle(): boolean;

            add(item: T): boolean;
            contains(item: T): boolean;
            copy(): WeakSet<T>;
            difference(other: WeakSet<T>): WeakSet<T>;
            difference_update(other: WeakSet<T>): void;
            dup_items(): T[];
            equal(other: WeakSet<T>): boolean;
            foreach(func: (item: T) => void): void;
            get_item_type(): GObject.GType<T>;
            get_size(): number;
            intern(object: T): T;
            intersection(other: WeakSet<T>): WeakSet<T>;
            intersection_update(other: WeakSet<T>): void;
            is_disjoint(other: WeakSet<T>): boolean;
            is_subset(other: WeakSet<T>): boolean;
            is_superset(other: WeakSet<T>): boolean;
            next_item(place: number): [T | null, number];
            pop(): T | null;
            remove(item: T): boolean;
            remove_all(): void;
            symmetric_difference(other: WeakSet<T>): WeakSet<T>;
            union(other: WeakSet<T>): WeakSet<T>;
            update(other: WeakSet<T>): void;

            clear(): void;
            delete(item: T): boolean;
            entries(): IterableIterator<[T, T]>;
            forEach(callback: (item: T, again: T, set: this) => void, self?: any): void;
            has(item: T): boolean;
            keys(): IterableIterator<T>;
            values(): IterableIterator<T>;
            [Symbol.iterator](): IterableIterator<T>;

            connect(signal: 'removed', callback: (self: this, item: T | null, cause: RemovalCause) => void): number;
            connect(signal: string, callback: Callback): number;
            connect_after(signal: 'removed', callback: (self: this, item: T | null, cause: RemovalCause) => void): number;
            connect_after(signal: string, callback: Callback): number;
        }

        namespace WeakListStore {
            interface ConstructorProps<T extends GObject.Object> {
                mainContext?: GLib.MainContext | null;
                main_context?: GLib.MainContext | null;
                referentType?: TypeOf<T>;
                referent_type?: TypeOf<T>;
            }
        }

        // Its items are references.
        interface WeakListStore<T extends GObject.Object = GObject.Object> extends Gio.ListModel<WeakRef<T>> {}

        class WeakListStore<T extends GObject.Object = GObject.Object> extends GObject.Object implements Iterable<WeakRef<T>> {
            static $gtype: GObject.GType<WeakListStore>;

            constructor(properties: WeakListStore.ConstructorProps<T>);

            static new<T extends GObject.Object>(referentType: TypeOf<T>): WeakListStore<T>;

            get main_context(): GLib.MainContext | null;
            get mainContext(): GLib.MainContext | null;
            get n_items(): number;
            get nItems(): number;
            get referent_type(): GObject.GType<T>;
            get referentType(): GObject.GType<T>;

            append(object: T): void;
            dup_object(position: number): T | null;
            find(object: T): [boolean, number];
            get_referent_type(): GObject.GType<T>;
            insert(position: number, object: T): void;
            insert_sorted(object: T, compare: (a: T, b: T) => number): number;
            remove(position: number): void;
            remove_all(): void;
            sort(compare: (a: T, b: T) => number): void;
            splice(position: number, nRemovals: number, additions: T[] | null): void;
            [Symbol.iterator](): IterableIterator<WeakRef<T>>;

            connect(signal: 'items-changed', callback: (self: this, position: number, removed: number, added: number) => void): number;
            connect(signal: string, callback: Callback): number;
        }

        namespace Cache {
            interface ConstructorProps<K, V extends GObject.Object> {
                deferred?: boolean;
                idleTtl?: number;
                idle_ttl?: number;
                keyType?: TypeOf<K>;
                key_type?: TypeOf<K>;
                mainContext?: GLib.MainContext | null;
                main_context?: GLib.MainContext | null;
                maxIdle?: number;
                max_idle?: number;
                maxIdleCost?: number;
                max_idle_cost?: number;
                valueType?: TypeOf<V>;
                value_type?: TypeOf<V>;
            }
        }

        type LoadFunc<K> = (task: Gio.Task, key: K, cancellable: Gio.Cancellable) => void;

        class Cache<K = any, V extends GObject.Object = GObject.Object> extends GObject.Object {
            static $gtype: GObject.GType<Cache>;

            constructor(properties: Cache.ConstructorProps<K, V>);

            static new<K, V extends GObject.Object>(keyType: TypeOf<K>, valueType: TypeOf<V>): Cache<K, V>;
            static set_load_cost(task: Gio.Task, cost: number): void;

            get deferred(): boolean;
            get evictions(): number;
            get hits(): number;
            get idle_cost(): number;
            get idleCost(): number;
            get idle_ttl(): number;
            set idle_ttl(value: number);
            get idleTtl(): number;
            set idleTtl(value: number);
            get key_type(): GObject.GType<K>;
            get keyType(): GObject.GType<K>;
            get loads(): number;
            get main_context(): GLib.MainContext | null;
            get mainContext(): GLib.MainContext | null;
            get max_idle(): number;
            set max_idle(value: number);
            get maxIdle(): number;
            set maxIdle(value: number);
            get max_idle_cost(): number;
            set max_idle_cost(value: number);
            get maxIdleCost(): number;
            set maxIdleCost(value: number);
            get misses(): number;
            get n_entries(): number;
            get nEntries(): number;
            get n_idle(): number;
            get nIdle(): number;
            get n_in_use(): number;
            get nInUse(): number;
            get size(): number;
            get value_type(): GObject.GType<V>;
            get valueType(): GObject.GType<V>;

            contains(key: K): boolean;
            get_evictions(): number;
            get_hits(): number;
            get_idle_cost(): number;
            get_idle_ttl(): number;
            get_key_type(): GObject.GType<K>;
            get_loads(): number;
            get_max_idle(): number;
            get_max_idle_cost(): number;
            get_misses(): number;
            get_n_idle(): number;
            get_n_in_use(): number;
            get_or_insert(key: K, factory: (key: K) => [V | null, number]): V | null;
            get_or_load_async(key: K, load: LoadFunc<K>, cancellable: Gio.Cancellable | null): Promise<V | null>;
            get_or_load_async(key: K, load: LoadFunc<K>, cancellable: Gio.Cancellable | null, callback: (self: this, result: Gio.AsyncResult) => void): void;
            get_or_load_finish(result: Gio.AsyncResult): V | null;
            get_size(): number;
            get_value_type(): GObject.GType<V>;
            insert(key: K, value: V, cost: number): boolean;
            lookup(key: K): V | null;
            remove(key: K): boolean;
            remove_all(): void;
            set_idle_ttl(idleTtl: number): void;
            set_max_idle(maxIdle: number): void;
            set_max_idle_cost(maxIdleCost: number): void;
            trim(level: Gio.MemoryMonitorWarningLevel): void;

            clear(): void;
            delete(key: K): boolean;
            get(key: K): V | undefined;
            has(key: K): boolean;

            connect(signal: 'removed', callback: (self: this, key: K, value: V | null, cause: RemovalCause) => void): number;
            connect(signal: string, callback: Callback): number;
            connect_after(signal: 'removed', callback: (self: this, key: K, value: V | null, cause: RemovalCause) => void): number;
            connect_after(signal: string, callback: Callback): number;
        }

        namespace FinalizationRegistry {
            interface Options {
                mainContext?: GLib.MainContext | null;
                main_context?: GLib.MainContext | null;
                moment?: LaterMoment;
            }
        }

        class FinalizationRegistry<H = any> {
            constructor(callback: (heldValue: H) => void, options?: FinalizationRegistry.Options);

            register(target: GObject.Object, heldValue: H, unregisterToken?: object): void;
            unregister(unregisterToken: object): boolean;
            get [Symbol.toStringTag](): string;
        }

        class DebugObject {
            private constructor();
            static $gtype: GObject.GType<DebugObject>;

            get_serial(): number;
            get_object_type(): GObject.GType;
            get_address(): number;
            get_ref_count(): number;
            get_toggle_state(): 'off' | 'armed' | 'waiting';
            get_held_by_value(): boolean;
            get_tracked_time(): number;
            get_disposed_time(): number;
            get_kinds(): string[];
            count_observers(kind: string | null): number;
            list_references(): Reference[];
        }

        function proxy<T extends GObject.Object>(object: T): T;

        function bind_source(source: GLib.Source, object: GObject.Object | null): void;
        function count_references(object: GObject.Object): number;
        function list_references<T extends GObject.Object>(object: T): Reference<T>[];
        function debug_dump(): string;
        function debug_list_objects(): DebugObject[];
        function debug_start(): void;
        function error_quark(): number;
    }

    export default Gweak;
}

declare module 'gi://Gweak' {
    import Gweak1 from 'gi://Gweak?version=1';

    export default Gweak1;
}
