// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// The tour of gweak: weak references and finalizers for GObjects in JavaScript. Each
// chapter is an example of its own.
//
// Two things differ from C and Python. An object that JavaScript had in hand dies in
// a garbage collection, where no JavaScript can run, or in another thread, where none
// can run either: so all news come in the main loop. And the engine keeps what it
// hands to a callback until the next collection, so that nothing can be seen dying.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Gweak from 'gi://Gweak?version=1';
import System from 'system';

import {chapter, collect, news, say, wait} from './tour-print.js';

// References

function ask(ref) {
    const action = ref.get();
    say(action ? `The reference gives '${action.get_name()}'.` : 'The reference gives nothing.');
}

function reference() {
    let action = Gio.SimpleAction.new('print', null);
    const ref = Gweak.WeakRef.new(action);

    chapter('A reference answers while its object lives');
    ask(ref);
    action = null;
    collect();
    ask(ref);
}

function callback() {
    let action = Gio.SimpleAction.new('print', null);
    const ref = Gweak.WeakRef.new_with_callback(action, dead => {
        news(Gweak.Moment.DIED, 'the action');
        ask(dead);
    });

    chapter('A callback gets the dead reference');
    action = null;
    System.gc();
    say(`After the collection the reference is ${ref.is_alive() ? 'alive' : 'dead'}.`);
    collect();
}

// Finalizers

function finalizer() {
    const sendBill = (user, nPages) => {
        news(Gweak.Moment.FINALIZED, `${user} pays for ${nPages} pages`);
    };
    let action = Gio.SimpleAction.new('print', null);

    chapter('Nobody holds a finalizer, and its arguments are its own');
    // It keeps itself until it ran.
    Gweak.Finalizer.new(action, sendBill.bind(null, 'Ada', 3));
    say(`The action has ${Gweak.count_references(action)} reference.`);
    action = null;
    collect();
}

// A tree without a cycle

// Owns its children. The way up is weak: dropping the root drops the tree.
const Node = GObject.registerClass(class Node extends GObject.Object {
    constructor(name) {
        super();
        this.name = name;
        this.children = [];
        this.parent = null;
    }

    append(name) {
        const child = new Node(name);
        // Any number of children can share the parent's one plain reference.
        child.parent = Gweak.WeakRef.get_shared(this);
        this.children.push(child);
        return child;
    }

    path() {
        const parent = this.parent?.get();
        return parent ? `${parent.path()}/${this.name}` : this.name;
    }
});

function tree() {
    const sayAlive = (name, ref) => say(`The ${name} is ${ref.is_alive() ? 'alive' : 'dead'}.`);

    let root = new Node('tree');
    let branch = root.append('branch');
    const leaf = branch.append('leaf');
    const rootRef = Gweak.WeakRef.new(root);
    const branchRef = Gweak.WeakRef.new(branch);

    chapter('A tree is no cycle when children know their parents weakly');
    say(`The path of the leaf is '${leaf.path()}'.`);
    root = branch = null;
    collect();
    sayAlive('tree', rootRef);
    sayAlive('branch', branchRef);
    say(`The path of the leaf is '${leaf.path()}'.`);
}

// Observers

// Switches actions on and off. Holds none of them: what observes the network for an
// action vanishes with the action.
class Network {
    refs = new Set();

    serve(action) {
        this.refs.add(Gweak.WeakRef.new_with_callback(action, ref => this.refs.delete(ref)));
    }

    setAvailable(available) {
        for (const ref of this.refs)
            ref.get()?.set_enabled(available);
    }
}

function observers() {
    const network = new Network();
    const makeAction = name => {
        const action = Gio.SimpleAction.new(name, null);
        action.connect('notify::enabled', self => {
            say(`'${self.get_name()}' is ${self.get_enabled() ? 'on' : 'off'}.`);
        });
        network.serve(action);
        return action;
    };
    let send = makeAction('send');
    const receive = makeAction('receive');

    chapter('Observers vanish with the object that they serve');
    network.setAvailable(false);
    send = null;
    collect();
    say(`'send' is gone, ${network.refs.size} observer is left.`);
    network.setAvailable(true);
    return receive;
}

// Tables

// What we know about files, as long as somebody uses it.
class Files {
    infos = Gweak.WeakHashTable.new(GObject.TYPE_STRING, Gio.FileInfo.$gtype, Gweak.Weakness.VALUES);

    lookUp(path) {
        say(`'${path}' is asked for.`);
        const [, info] = this.infos.get_or_insert(path, this.#query);
        return info;
    }

    #query(path) {
        say(`'${path}' is read from the disk.`);
        return Gio.File.new_for_path(path).query_info('standard::*', Gio.FileQueryInfoFlags.NONE, null);
    }

    saySize() {
        say(`Files in the table: ${this.infos.size}.`);
    }
}

function table() {
    chapter('A table of weak values shares them, and empties itself');
    const files = new Files();
    let root = files.lookUp('/');
    let again = files.lookUp('/');
    let tmp = files.lookUp('/tmp');
    files.saySize();

    root = tmp = null;
    collect();
    files.saySize();
    again = null;
    collect();
    files.saySize();
    return [root, again, tmp];
}

// Who wants to hear of which action. The actions are keys, and not held: when one is
// gone, those that observed it go too. Values are GObjects.
class Registry {
    observers = Gweak.WeakHashTable.new(Gio.Action.$gtype, Gio.ListStore.$gtype, Gweak.Weakness.KEYS);

    constructor() {
        this.observers.connect('removed', (_table, _action, list) => {
            say(`An action is gone, and so are its observers: ${list.get_n_items()}.`);
        });
    }

    observe(action, observer) {
        const [, list] = this.observers.get_or_insert(action, () => Gio.ListStore.new(Gio.Action.$gtype));
        list.append(observer);
    }

    tell(action) {
        for (const observer of this.observers.get(action))
            observer.activate(GLib.Variant.new_string(action.get_name()));
    }

    saySize() {
        say(`Actions that are observed: ${this.observers.size}.`);
    }
}

function makeObserver(name) {
    const observer = Gio.SimpleAction.new(name, GLib.VariantType.new('s'));
    observer.connect('activate', (_observer, what) => say(`The ${name} notes '${what.unpack()}'.`));
    return observer;
}

function registry() {
    const observed = new Registry();
    let print = Gio.SimpleAction.new('print', null);
    let save = Gio.SimpleAction.new('save', null);

    chapter('A registry of observers forgets those whose object is gone');
    observed.observe(print, makeObserver('log'));
    observed.observe(print, makeObserver('status bar'));
    observed.observe(save, makeObserver('log'));

    observed.tell(print);
    observed.tell(save);
    observed.saySize();
    print = null;
    collect();
    observed.saySize();
    observed.tell(save);
    save = null;
    collect();
    observed.saySize();
    return [print, save];
}

// A cache

// Small images from files, by their names.
class Images {
    cache = Gweak.Cache.new(GObject.TYPE_STRING, Gio.Icon.$gtype);
    folder = GLib.Dir.make_tmp('gweak-tour-XXXXXX');

    constructor() {
        for (const name of ['sun', 'moon', 'star'])
            GLib.file_set_contents(this.path(name), 'P1 1 1 0\n');
    }

    path(name) {
        return GLib.build_filenamev([this.folder, name]);
    }

    // There is no way to ask for an image twice and have it twice: who asks while it is
    // loaded waits for the same, and what somebody has is found.
    request(name, got) {
        this.cache.get_or_load_async(this.path(name), Images.#load, null, (cache, result) => {
            got.push(cache.get_or_load_finish(result));
        });
    }

    get(name) {
        const got = [];
        this.request(name, got);
        wait(() => got.length === 1);
        return got.pop();
    }

    getTwice(name) {
        const got = [];
        this.request(name, got);
        this.request(name, got);
        wait(() => got.length === 2);
        const other = got.pop();
        say(`Two asked for it, and got ${got[0] === other ? 'the same' : 'one each'}.`);
        return got.pop();
    }

    static #load(task, path, cancellable) {
        say(`'${GLib.path_get_basename(path)}' is loaded.`);
        Gio.File.new_for_path(path).load_bytes_async(cancellable, (file, result) => {
            try {
                const [content] = file.load_bytes_finish(result);
                Gweak.Cache.set_load_cost(task, content.get_size());
                task.return_value(Gio.BytesIcon.new(content));
            } catch (error) {
                task.return_error(error);
            }
        });
    }

    sayState() {
        const cache = this.cache;
        say(`In use: ${cache.get_n_in_use()}, idle: ${cache.get_n_idle()}, evicted: ${cache.get_evictions()}.`);
    }

    remove() {
        for (const name of ['sun', 'moon', 'star'])
            GLib.unlink(this.path(name));
        GLib.rmdir(this.folder);
    }
}

function images() {
    const album = new Images();

    chapter('A cache keeps images that nobody uses, but not too many');
    let sun = album.getTwice('sun');
    let moon = album.get('moon');
    const star = album.get('star');
    album.sayState();

    // Whatever JavaScript has is in use until the next collection.
    sun = moon = null;
    collect();
    album.sayState();
    album.cache.set_max_idle(1);
    album.sayState();

    moon = album.get('moon');
    say("'moon' was still there.");
    sun = album.get('sun');
    album.sayState();
    album.remove();
    return [sun, moon, star];
}

// A list

// What a view of open documents would show. It holds the items of the model, which
// are references, and so no document.
function show(documents, position, nRemoved, nAdded) {
    const names = [];
    for (let i = 0; i < documents.get_n_items(); i++)
        names.push(documents.get_item(i).get()?.get_basename() ?? 'something dead');
    say(`At ${position}, ${nRemoved} removed, ${nAdded} added: ${names.join(' ') || 'nothing'}`);
}

function documents() {
    const store = Gweak.WeakListStore.new(Gio.File.$gtype);
    const openDocument = path => {
        const document = Gio.File.new_for_path(path);
        store.append(document);
        return document;
    };

    chapter('A list of open documents shows those that are open');
    store.connect('items-changed', show);
    let letter = openDocument('/home/ada/letter');
    let notes = openDocument('/home/ada/notes');
    let photo = openDocument('/home/ada/photo');

    notes = null;
    collect();
    say('One was closed.');
    letter = photo = null;
    collect();
    say('All were closed.');
    return [letter, notes, photo];
}

// Three moments

function moments() {
    let action = Gio.SimpleAction.new('print', null);

    chapter('An object dies in three moments, of which JavaScript sees two');
    try {
        new Gweak.WeakRef({referent: action, toggle: true});
    } catch (error) {
        say(`No: ${error.message}.`);
    }

    const ref = new Gweak.WeakRef({referent: action});
    ref.connect('died', () => news(Gweak.Moment.DIED, 'nobody gets at it any more'));
    ref.connect('finalized', () => news(Gweak.Moment.FINALIZED, 'its memory is free'));
    action = null;
    collect();
}

// Objects of others

function subprocess() {
    let done = false;
    let cat = Gio.Subprocess.new(['cat'], Gio.SubprocessFlags.STDIN_PIPE);
    const itsStdin = cat.get_stdin_pipe();

    const ref = new Gweak.WeakRef({referent: cat});
    ref.connect('died', () => news(Gweak.Moment.DIED, 'heard in the main loop'));
    ref.connect('finalized', () => {
        news(Gweak.Moment.FINALIZED, 'heard in the main loop');
        done = true;
    });

    chapter("GSubprocess: GLib's worker thread drops the last reference");
    cat = null;
    collect();
    say(`We dropped ours, but GLib keeps it while the program runs: ${ref.is_alive() ? 'alive' : 'dead'}.`);

    // Without input cat exits.
    itsStdin.close(null);
    wait(() => done);
}

class Listing {
    done = false;

    constructor() {
        this.folder = GLib.Dir.make_tmp('gweak-tour-XXXXXX');
        for (const name of ['a', 'b', 'c'])
            GLib.file_set_contents(GLib.build_filenamev([this.folder, name]), '');
    }

    async start() {
        const folder = Gio.File.new_for_path(this.folder);
        const enumerator = await folder.enumerate_children_async('standard::name',
            Gio.FileQueryInfoFlags.NONE, GLib.PRIORITY_DEFAULT, null);
        this.#watch(enumerator);

        let nFound = 0;
        for (let files; (files = await enumerator.next_files_async(2, GLib.PRIORITY_DEFAULT, null)).length > 0;)
            nFound += files.length;
        say(`Found ${nFound} files.`);
    }

    // GIO works in threads of a pool, and the last reference may fall in any of them.
    // In JavaScript the news come here nevertheless.
    #watch(enumerator) {
        this.ref = Gweak.WeakRef.new_with_callback(enumerator, () => news(Gweak.Moment.DIED, 'the enumerator'));
        Gweak.Finalizer.new(enumerator, () => this.#closeUp());
    }

    #closeUp() {
        const folder = Gio.File.new_for_path(this.folder);
        const files = [...folder.enumerate_children('standard::name', Gio.FileQueryInfoFlags.NONE, null)];
        files.forEach(info => folder.get_child(info.get_name()).delete(null));
        folder.delete(null);
        news(Gweak.Moment.FINALIZED, `removed the folder with its ${files.length} files`);
        this.done = true;
    }
}

function enumerator() {
    Gio._promisify(Gio.File.prototype, 'enumerate_children_async');
    Gio._promisify(Gio.FileEnumerator.prototype, 'next_files_async');

    chapter('GFileEnumerator: it dies in any thread, we hear of it in ours');
    const listing = new Listing();
    let started = false;
    listing.start().then(() => (started = true));
    wait(() => started);
    wait(() => listing.done);
}

// A bus of our own: there may be no session, and nobody in it is to be disturbed.
function startBus() {
    const bus = Gio.Subprocess.new(['dbus-daemon', '--session', '--nofork', '--print-address'],
        Gio.SubprocessFlags.STDOUT_PIPE | Gio.SubprocessFlags.STDERR_SILENCE);
    const [address] = Gio.DataInputStream.new(bus.get_stdout_pipe()).read_line_utf8(null);
    return [bus, address];
}

// Closing takes GDBus's thread, and either thread may be the last to let go.
function closeAndDrop(address) {
    let done = false;
    let connection = Gio.DBusConnection.new_for_address_sync(address,
        Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
        null, null);
    say(`The bus calls us '${connection.get_unique_name()}'.`);

    new Gweak.WeakRef(connection).died().then(() => {
        news(Gweak.Moment.DIED, 'the connection that we closed');
        done = true;
    });
    connection.close_sync(null);
    connection = null;
    wait(() => done);
}

function connection() {
    let bus, address;

    chapter('GDBusConnection: GDBus has a thread of its own');
    try {
        [bus, address] = startBus();
    } catch {
        say('There is no dbus-daemon here.');
        return;
    }
    // Nothing for JavaScript to see of the other drop that the tour in C shows: it takes
    // a filter, which GDBus calls in its own thread.
    closeAndDrop(address);
    // Asked politely, it removes its socket.
    bus.send_signal(15);
    bus.wait(null);
}

function exit() {
    const action = Gio.SimpleAction.new('print', null);
    const atExit = closure => new Gweak.Finalizer({referent: action, closure, atExit: true});

    chapter('No JavaScript runs at exit, so a program calls this before, newest first');
    atExit(() => say('Switch off the printer.'));
    atExit(() => say('Wait for the last page.'));
    say('The end.');
    Gweak.Finalizer.run_at_exit();
}

for (const run of [reference, callback, finalizer, tree, observers, table, registry, images, documents, moments,
    subprocess, enumerator, connection, exit])
    run();
