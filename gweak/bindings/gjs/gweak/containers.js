// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// Containers: deferred like references, and used like Map, Set and an array. There
// is no set(), which every GObject has for its properties.

/* exported overrideContainers */

const {Gio, GLib} = imports.gi;
const {canonicalize, defer, define} = imports.overrides.gweak.common;

function overrideConstruction({prototype}) {
    const construct = prototype._init;

    prototype._init = function (properties, ...rest) {
        return construct.call(this, defer(canonicalize(properties)), ...rest) ?? this;
    };
}

// GJS 1.74 never frees what a function writes into a GValue.
function overrideLookups({prototype}) {
    Object.assign(prototype, {
        lookup(key) {
            const sides = this.lookup_array(key);
            return [sides.length > 0, sides[1] ?? null];
        },
        lookup_extended(key) {
            const sides = this.lookup_array(key);
            return [sides.length > 0, sides[0] ?? null, sides[1] ?? null];
        },
        steal_extended(key) {
            const sides = this.steal_array(key);
            return [sides.length > 0, sides[0] ?? null, sides[1] ?? null];
        },
        pop() {
            const sides = this.pop_array();
            return [sides.length > 0, sides[0] ?? null, sides[1] ?? null];
        },
        get_or_insert(key, factory) {
            const values = this.get_or_insert_array(key, factory);
            return [values.length > 0, values[0] ?? null];
        },
    });
}

// What the load function throws is for all who wait. They would wait for a garbage
// collection: the task is lost only then.
function overrideLoads({prototype}) {
    const getOrLoad = prototype.get_or_load_async;

    prototype.get_or_load_async = function (key, load, cancellable, callback) {
        return getOrLoad.call(this, key, (task, ...args) => {
            try {
                load(task, ...args);
            } catch (error) {
                const isOurs = error instanceof GLib.Error;
                task.return_error(isOurs ? error : new GLib.Error(Gio.IOErrorEnum, Gio.IOErrorEnum.FAILED, `${error}`));
                if (!isOurs)
                    throw error;
            }
        }, cancellable, callback);
    };
    Gio._promisify(prototype, 'get_or_load_async', 'get_or_load_finish');
}

// What the keyed ones have of Map, and the set of Set.
const common = {
    has(item) {
        return this.contains(item);
    },
    delete(item) {
        return this.remove(item);
    },
    clear() {
        this.remove_all();
    },
    get size() {
        return this.get_size();
    },
};

const tableMembers = {
    get(key) {
        return this.lookup_array(key)[1];
    },
    // Between two steps nothing is held but what was given out.
    *entries() {
        for (let [sides, place] = this.next_array(0); sides.length > 0; [sides, place] = this.next_array(place))
            yield sides;
    },
    *keys() {
        for (const [key] of this.entries())
            yield key;
    },
    *values() {
        for (const sides of this.entries())
            yield sides[1];
    },
    [Symbol.iterator]() {
        return this.entries();
    },
    forEach(callback, self = undefined) {
        for (const [key, value] of this.entries())
            callback.call(self, value, key, this);
    },
};

const setMembers = {
    *values() {
        for (let [item, place] = this.next_item(0); item !== null; [item, place] = this.next_item(place))
            yield item;
    },
    keys() {
        return this.values();
    },
    *entries() {
        for (const item of this.values())
            yield [item, item];
    },
    [Symbol.iterator]() {
        return this.values();
    },
    forEach(callback, self = undefined) {
        for (const item of this.values())
            callback.call(self, item, item, this);
    },
};

// No walk: it would have all values in use until the next garbage collection.
const cacheMembers = {
    get(key) {
        return this.lookup(key) ?? undefined;
    },
};

const listMembers = {
    *[Symbol.iterator]() {
        let item;
        for (let position = 0; (item = this.get_item(position)) !== null; position++)
            yield item;
    },
};

// A list is always deferred.
function overrideConstructors(Gweak) {
    const construct = Gweak.WeakSet.prototype._init;

    Gweak.WeakSet.prototype._init = function (itemsOrProperties, ...rest) {
        if (typeof itemsOrProperties?.[Symbol.iterator] !== 'function')
            return construct.call(this, itemsOrProperties, ...rest);
        const self = construct.call(this, {}, ...rest) ?? this;
        for (const item of itemsOrProperties)
            self.add(item);
        return self;
    };

    Gweak.WeakHashTable.new = function (keyType, valueType, weakness) {
        return new Gweak.WeakHashTable({keyType, valueType, weakness});
    };
    Gweak.WeakSet.new = function () {
        return new Gweak.WeakSet();
    };
    Gweak.Cache.new = function (keyType, valueType) {
        return new Gweak.Cache({keyType, valueType});
    };
}

function overrideContainers(Gweak) {
    for (const name of ['WeakHashTable', 'WeakSet', 'Cache']) {
        overrideConstruction(Gweak[name]);
        define(Gweak[name].prototype, common);
    }
    define(Gweak.WeakHashTable.prototype, tableMembers);
    define(Gweak.WeakSet.prototype, setMembers);
    define(Gweak.Cache.prototype, cacheMembers);
    define(Gweak.WeakListStore.prototype, listMembers);
    overrideLookups(Gweak.WeakHashTable);
    overrideLoads(Gweak.Cache);
    overrideConstructors(Gweak);
}
