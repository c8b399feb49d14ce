# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""The tour of gweak: what people know from the module weakref, on GObjects, and
then on objects that others made. Each chapter is an example of its own. It prints
what the tour in C prints."""

import os
import queue
import shutil
import signal
import tempfile
import threading

import gi

gi.require_version("Gweak", "1")
from gi.repository import Gio, GLib, GObject, Gweak

from tour_print import chapter, news, say, wait


# References


def ask(ref):
    action = ref()
    say(f"The reference gives '{action.get_name()}'." if action else "The reference gives nothing.")


def reference():
    action = Gio.SimpleAction.new("print", None)
    ref = Gweak.WeakRef(action)

    chapter("A reference answers while its object lives")
    ask(ref)
    del action
    ask(ref)


def callback():
    def died(ref, name):
        news(Gweak.Moment.DIED, name)
        ask(ref)

    action = Gio.SimpleAction.new("print", None)
    ref = Gweak.WeakRef(action, lambda ref: died(ref, "the action"))

    chapter("A callback gets the dead reference")
    del action
    say("After the callback.")


# Finalizers


def finalizer():
    def send_bill(user, n_pages):
        news(Gweak.Moment.FINALIZED, f"{user} pays for {n_pages} pages")

    action = Gio.SimpleAction.new("print", None)

    chapter("Nobody holds a finalizer, and its arguments are its own")
    # It keeps itself until it ran.
    Gweak.Finalizer(action, send_bill, "Ada", n_pages=3)
    say(f"The action has {Gweak.count_references(action)} reference.")
    del action


# A tree without a cycle


class Node(GObject.Object):
    """Owns its children. The way up is weak: dropping the root drops the tree."""

    def __init__(self, name):
        super().__init__()
        self.name = name
        self.children = []
        self.parent = None

    def append(self, name):
        child = Node(name)
        # Any number of children can share the parent's one plain reference.
        child.parent = Gweak.WeakRef.get_shared(self)
        self.children.append(child)
        return child

    def path(self):
        parent = self.parent.get() if self.parent else None
        return f"{parent.path()}/{self.name}" if parent else self.name


def tree():
    def say_alive(name, ref):
        say(f"The {name} is {'alive' if ref.is_alive() else 'dead'}.")

    tree = Node("tree")
    branch = tree.append("branch")
    leaf = branch.append("leaf")
    tree_ref = Gweak.WeakRef.new(tree)
    branch_ref = Gweak.WeakRef.new(branch)

    chapter("A tree is no cycle when children know their parents weakly")
    say(f"The path of the leaf is '{leaf.path()}'.")
    del tree, branch
    say_alive("tree", tree_ref)
    say_alive("branch", branch_ref)
    say(f"The path of the leaf is '{leaf.path()}'.")


# Observers


class Network:
    """Switches actions on and off. Holds none of them: what observes the network for
    an action vanishes with the action."""

    def __init__(self):
        self.refs = []

    def serve(self, action):
        # list.remove() would compare references; only this one is meant.
        self.refs.append(Gweak.WeakRef.new_with_callback(action, self._died))

    def _died(self, dead):
        self.refs = [ref for ref in self.refs if ref is not dead]

    def set_available(self, available):
        for ref in self.refs:
            action = ref.get()
            if action:
                action.set_enabled(available)
            del action


def observers():
    def notify_enabled(action, pspec):
        say(f"'{action.get_name()}' is {'on' if action.get_enabled() else 'off'}.")

    def make_action(name):
        action = Gio.SimpleAction.new(name, None)
        action.connect("notify::enabled", notify_enabled)
        network.serve(action)
        return action

    network = Network()
    send = make_action("send")
    receive = make_action("receive")

    chapter("Observers vanish with the object that they serve")
    network.set_available(False)
    del send
    say(f"'send' is gone, {len(network.refs)} observer is left.")
    network.set_available(True)


# Tables


class Files:
    """What we know about files, as long as somebody uses it."""

    def __init__(self):
        self.infos = Gweak.WeakHashTable.new(str, Gio.FileInfo, Gweak.Weakness.VALUES)

    def look_up(self, path):
        say(f"'{path}' is asked for.")
        found, info = self.infos.get_or_insert(path, self._query)
        return info

    def _query(self, path):
        say(f"'{path}' is read from the disk.")
        return Gio.File.new_for_path(path).query_info("standard::*", Gio.FileQueryInfoFlags.NONE, None)

    def say_size(self):
        say(f"Files in the table: {len(self.infos)}.")


def table():
    chapter("A table of weak values shares them, and empties itself")
    files = Files()
    root = files.look_up("/")
    again = files.look_up("/")
    tmp = files.look_up("/tmp")
    files.say_size()

    del root, tmp
    files.say_size()
    del again
    files.say_size()


def removed(table, action, observers, cause):
    say(f"An action is gone, and so are its observers: {len(observers)}.")


class Registry:
    """Who wants to hear of which action. The actions are keys, and not held: when one
    is gone, those that observed it go too."""

    def __init__(self):
        self.observers = Gweak.WeakHashTable.new(Gio.Action, GObject.TYPE_PYOBJECT, Gweak.Weakness.KEYS)
        self.observers.connect("removed", removed)

    def observe(self, action, observer):
        self.observers.setdefault(action, []).append(observer)

    def tell(self, action):
        for observer in self.observers[action]:
            observer(action.get_name())

    def say_size(self):
        say(f"Actions that are observed: {len(self.observers)}.")


def registry():
    def note(observer):
        return lambda name: say(f"The {observer} notes '{name}'.")

    registry = Registry()
    print_action = Gio.SimpleAction.new("print", None)
    save_action = Gio.SimpleAction.new("save", None)

    chapter("A registry of observers forgets those whose object is gone")
    registry.observe(print_action, note("log"))
    registry.observe(print_action, note("status bar"))
    registry.observe(save_action, note("log"))

    registry.tell(print_action)
    registry.tell(save_action)
    registry.say_size()
    del print_action
    registry.say_size()
    registry.tell(save_action)
    del save_action
    registry.say_size()


# A cache


class Images:
    """Small images from files, by their names."""

    def __init__(self):
        self.cache = Gweak.Cache.new(str, Gio.Icon)
        self.folder = tempfile.TemporaryDirectory(prefix="gweak-tour-")
        for name in ("sun", "moon", "star"):
            with open(os.path.join(self.folder.name, name), "w") as file:
                file.write("P1 1 1 0\n")

    # There is no way to ask for an image twice and have it twice: who asks while it
    # is loaded waits for the same, and what somebody has is found.
    def request(self, name):
        def got(cache, result):
            images.append(cache.get_or_load_finish(result))
            done.set()

        images, done = [], threading.Event()
        self.cache.get_or_load_async(os.path.join(self.folder.name, name), self._load, None, got)
        return images, done

    def get(self, name):
        images, done = self.request(name)
        wait(done)
        return images[0]

    def get_twice(self, name):
        images, done = self.request(name)
        others, others_done = self.request(name)
        wait(done)
        wait(others_done)
        say(f"Two asked for it, and got {'the same' if images == others else 'one each'}.")
        return images[0]

    @staticmethod
    def _load(task, path, cancellable):
        def loaded(file, result):
            try:
                content, etag = file.load_bytes_finish(result)
            except GLib.Error as error:
                task.return_error(error)
                return
            Gweak.Cache.set_load_cost(task, content.get_size())
            task.return_value(Gio.BytesIcon.new(content))

        say(f"'{os.path.basename(path)}' is loaded.")
        Gio.File.new_for_path(path).load_bytes_async(cancellable, loaded)

    def say_state(self):
        cache = self.cache
        say(f"In use: {cache.get_n_in_use()}, idle: {cache.get_n_idle()}, evicted: {cache.get_evictions()}.")


def images():
    images = Images()

    chapter("A cache keeps images that nobody uses, but not too many")
    sun = images.get_twice("sun")
    moon = images.get("moon")
    star = images.get("star")
    images.say_state()

    del sun, moon
    images.say_state()
    images.cache.set_max_idle(1)
    images.say_state()

    moon = images.get("moon")
    say("'moon' was still there.")
    sun = images.get("sun")
    images.say_state()
    images.folder.cleanup()


# A list


# What a view of open documents would show. It holds the items of the model, which are
# references, and so no document.
def show(documents, position, n_removed, n_added):
    names = " ".join(ref().get_basename() if ref() else "something dead" for ref in documents)
    say(f"At {position}, {n_removed} removed, {n_added} added: {names or 'nothing'}")


# Deaths are announced in the main context, many of them at once.
def run_main_loop():
    while GLib.MainContext.default().iteration(False):
        pass


def documents():
    def open_document(path):
        document = Gio.File.new_for_path(path)
        documents.append(document)
        return document

    documents = Gweak.WeakListStore.new(Gio.File)

    chapter("A list of open documents shows those that are open")
    documents.connect("items-changed", show)
    letter = open_document("/home/ada/letter")
    notes = open_document("/home/ada/notes")
    photo = open_document("/home/ada/photo")

    del notes
    run_main_loop()
    say("One was closed.")
    del letter, photo
    run_main_loop()
    say("All were closed.")


# Three moments


def moments():
    lifeboat = []

    # Here the object is whole. Who takes a reference rescues it.
    def dying(ref, action):
        news(Gweak.Moment.DYING, action.get_name())
        if action.get_enabled():
            lifeboat.append(action)
            say("Rescued, since it is enabled.")

    action = Gio.SimpleAction.new("print", None)
    # Only a reference with `toggle` hears of `dying`. Not for objects with Python
    # state on them: see the documentation of the property.
    ref = Gweak.WeakRef(referent=action, toggle=True)
    ref.connect("dying", dying)
    ref.connect("died", lambda ref: news(Gweak.Moment.DIED, "nobody gets at it any more"))
    ref.connect("finalized", lambda ref: news(Gweak.Moment.FINALIZED, "its memory is free"))

    chapter("An object dies in three moments, and can be rescued in the first")
    del action
    lifeboat[0].set_enabled(False)
    say("Now it is disabled.")
    lifeboat.clear()


# Objects of others


def finish(ref, what, done):
    news(Gweak.Moment.FINALIZED, what)
    done.set()


def subprocess():
    done = threading.Event()
    cat = Gio.Subprocess.new(["cat"], Gio.SubprocessFlags.STDIN_PIPE)
    its_stdin = cat.get_stdin_pipe()

    # The newest hears first: what happens at once comes before what waits in the
    # main context.
    there = Gweak.WeakRef(referent=cat, main_context=GLib.MainContext.default())
    there.connect("died", lambda ref: news(Gweak.Moment.DIED, "heard in the main loop"))
    there.connect("finalized", finish, "heard in the main loop", done)
    here = Gweak.WeakRef.new_with_callback(cat, lambda ref: news(Gweak.Moment.DIED, "heard at once"))

    chapter("GSubprocess: GLib's worker thread drops the last reference")
    del cat
    say(f"We dropped ours, but GLib keeps it while the program runs: {'alive' if here.is_alive() else 'dead'}.")

    # Without input cat exits.
    its_stdin.close()
    wait(done)


class Listing:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="gweak-tour-")
        self.n_found = 0
        self.done = threading.Event()
        for name in "abc":
            open(os.path.join(self.folder, name), "w").close()

    def start(self):
        folder = Gio.File.new_for_path(self.folder)
        folder.enumerate_children_async("standard::name", Gio.FileQueryInfoFlags.NONE,
                                        GLib.PRIORITY_DEFAULT, None, self._enumerated)

    # Only what is pending holds the enumerator: when nothing is, it dies.
    def _enumerated(self, folder, result):
        enumerator = folder.enumerate_children_finish(result)
        self._watch(enumerator)
        enumerator.next_files_async(2, GLib.PRIORITY_DEFAULT, None, self._got_files)

    # GIO works in threads of a pool, and the last reference may fall in any of them.
    # With `deferred` the news come here nevertheless.
    def _watch(self, enumerator):
        self.ref = Gweak.WeakRef(referent=enumerator, deferred=True)
        self.ref.connect("died", lambda ref: news(Gweak.Moment.DIED, "the enumerator"))
        Gweak.Finalizer(referent=enumerator, closure=self._close_up, deferred=True)

    def _got_files(self, enumerator, result):
        files = enumerator.next_files_finish(result)
        if not files:
            say(f"Found {self.n_found} files.")
            return
        self.n_found += len(files)
        enumerator.next_files_async(2, GLib.PRIORITY_DEFAULT, None, self._got_files)

    def _close_up(self):
        n_files = len(os.listdir(self.folder))
        shutil.rmtree(self.folder)
        news(Gweak.Moment.FINALIZED, f"removed the folder with its {n_files} files")
        self.done.set()


def enumerator():
    chapter("GFileEnumerator: it dies in any thread, we hear of it in ours")
    listing = Listing()
    listing.start()
    wait(listing.done)


def start_bus():
    """A bus of our own: there may be no session, and nobody in it is to be disturbed."""
    bus = Gio.Subprocess.new(["dbus-daemon", "--session", "--nofork", "--print-address"],
                             Gio.SubprocessFlags.STDOUT_PIPE | Gio.SubprocessFlags.STDERR_SILENCE)
    address, length = Gio.DataInputStream.new(bus.get_stdout_pipe()).read_line_utf8(None)
    return bus, address


def connect_to_bus(address):
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    connection = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
    say(f"The bus calls us '{connection.get_unique_name()}'.")
    return connection


# Closing takes GDBus's thread, and either thread may be the last to let go.
def close_and_drop(address):
    def waited(ref, result):
        ref.wait_finish(result)
        news(Gweak.Moment.DIED, "the connection that we closed")
        done.set()

    done = threading.Event()
    connection = connect_to_bus(address)
    ref = Gweak.WeakRef.new(connection)
    ref.wait_async(None, waited)
    connection.close_sync(None)
    del connection
    wait(done)


def drop_while_busy(address):
    # Where two threads meet, so that the transcript is always the same.
    arrived, dropped = queue.Queue(), queue.Queue()

    # GDBus runs filters in its thread, and holds the connection meanwhile.
    def filter_message(connection, message, incoming):
        if incoming:
            arrived.put(None)
            dropped.get()
        return message

    done = threading.Event()
    connection = connect_to_bus(address)
    there = Gweak.WeakRef(referent=connection, deferred=True)
    there.connect("finalized", finish, "the same; heard in the main loop", done)
    here = Gweak.WeakRef.new_with_callback(
        connection, lambda ref: news(Gweak.Moment.DIED, "the connection that was busy; heard at once"))

    connection.add_filter(filter_message)
    message = Gio.DBusMessage.new_method_call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId")
    connection.send_message(message, Gio.DBusSendMessageFlags.NONE)

    arrived.get()
    del connection
    dropped.put(None)
    wait(done)


def connection():
    chapter("GDBusConnection: GDBus has a thread of its own")
    try:
        bus, address = start_bus()
    except GLib.Error:
        say("There is no dbus-daemon here.")
        return
    close_and_drop(address)
    drop_while_busy(address)
    # Asked politely, it removes its socket.
    bus.send_signal(signal.SIGTERM)
    bus.wait(None)


def exit():
    # Lives as long as the process.
    global action
    action = Gio.SimpleAction.new("print", None)

    chapter("What did not run until then runs at exit, newest first")
    Gweak.Finalizer.new(action, say, "Switch off the printer.")
    Gweak.Finalizer.new(action, say, "Wait for the last page.")
    say("The end.")


for run in (reference, callback, finalizer, tree, observers, table, registry, images, documents, moments,
            subprocess, enumerator, connection, exit):
    run()
