# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What type checkers must refuse: each line that ends in `# refused`, and no other."""

import gi

gi.require_version("Gweak", "1")
from gi.repository import Gio, GObject, Gweak


def one(x: int) -> None:
    pass


action = Gio.SimpleAction()
plain = object()

ref = Gweak.WeakRef(action)
Gweak.WeakRef(plain)  # refused
Gweak.WeakRef(action, "no callback")  # refused
Gweak.WeakRef(action, lambda: None)  # refused
Gweak.WeakRef(action, unknown=True)  # refused
ref().set_enabled(True)  # refused
ref.unknown()  # refused
ref.alive = True  # refused
ref < ref  # refused
Gweak.count_references(plain)  # refused
other: Gweak.WeakRef[Gio.Task] = Gweak.WeakRef(action)  # refused

Gweak.Finalizer(plain, one, 1)  # refused
Gweak.Finalizer(action, one)  # refused
Gweak.Finalizer(action, one, "text")  # refused
Gweak.Finalizer(action, one, 1, y=2)  # refused
Gweak.Finalizer(action, one, 1, moment="died")  # refused
Gweak.Finalizer(action, 5)  # refused
Gweak.Finalizer.new(action, one)  # refused
Gweak.Finalizer(action, one, 1).peek()[0]  # refused

Gweak.WeakMethod(5)  # refused
Gweak.WeakMethod(action.set_enabled)()(True)  # refused
Gweak.WeakMethod(action.set_enabled).attach("notify", action)  # refused
Gweak.bind_source(action, action)  # refused

Gweak.proxy(plain)  # refused

keys: Gweak.WeakKeyDictionary[Gio.Action, str] = Gweak.WeakKeyDictionary()
keys["text"] = "text"  # refused
keys[action] = 5  # refused
keys.update({action: 5})  # refused
keys.keyrefs()[0]().get_name()  # refused
Gweak.WeakKeyDictionary({"text": 5})  # refused
Gweak.WeakValueDictionary({"text": 5})  # refused
Gweak.WeakValueDictionary(text=5)  # refused

table = Gweak.WeakHashTable.new(str, Gio.Action, Gweak.Weakness.VALUES)
table[5] = action  # refused
table["text"] = "text"  # refused
table.get_or_insert("text", lambda key: "text")  # refused
Gweak.WeakHashTable.new(str, Gio.Action)  # refused

members = Gweak.WeakSet([action])
members.add("text")  # refused
members |= ["text"]  # refused
members & 5  # refused

store = Gweak.WeakListStore.new(Gio.Action)
store.append(ref)  # refused
store[0].get_name()  # refused
store.insert("text", action)  # refused
Gweak.WeakListStore.new(str)  # refused

Gweak.Cache.new(str, str)  # refused
Gweak.Moment.UNKNOWN  # refused
Gweak.unknown  # refused
GObject.Object().connect("died")  # refused


async def wait() -> int:
    return await ref.wait()  # refused
