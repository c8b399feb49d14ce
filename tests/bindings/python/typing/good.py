# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What type checkers must accept, with the types they must find; it is run, too."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Iterable, MutableMapping, MutableSet, Sequence
from typing import Any, Optional

from typing_extensions import assert_type

import gi

gi.require_version("Gweak", "1")
from gi.repository import Gio, GLib, GObject, Gweak


class Labelled(Gweak.WeakRef[Gio.SimpleAction]):
    def __init__(self, referent: Gio.SimpleAction, label: str) -> None:
        super().__init__(referent, Labelled.told)
        self.label = label

    def told(self) -> None:
        log.append(self.label)

    def do_died(self) -> None:
        log.append("died")


class Sized:
    def __len__(self) -> int:
        return 3


def add(x: int, y: int = 0, *, z: int = 0) -> int:
    log.append(str(x + y + z))
    return x + y + z


log: list[str] = []
action = Gio.SimpleAction(name="an-object")


def references() -> None:
    ref = Gweak.WeakRef(action)
    assert_type(ref, Gweak.WeakRef[Gio.SimpleAction])
    assert_type(ref(), Optional[Gio.SimpleAction])
    referent = ref.get()
    if referent is not None:
        referent.set_enabled(False)
    with_callback = Gweak.WeakRef(action, lambda ref: log.append(str(ref.alive)), deferred=True)
    assert_type(with_callback.props.deferred, bool)
    assert_type(with_callback == ref, bool)
    assert_type(Gweak.WeakRef.get_shared(action), Gweak.WeakRef[Gio.SimpleAction])
    assert_type(Gweak.WeakRef.new(action).dup_referent(), Optional[Gio.SimpleAction])
    by_function = Gweak.WeakRef.new_with_callback(action, lambda ref, data: log.append(data), "data")
    assert_type(by_function, Gweak.WeakRef[Gio.SimpleAction])
    labelled = Labelled(action, "a label")
    assert_type(labelled(), Optional[Gio.SimpleAction])
    for reference in Gweak.list_references(action):
        assert_type(reference, Gweak.Reference[Gio.SimpleAction])
    assert_type(Gweak.count_references(action), int)
    aliased: Gweak.ref[Gio.SimpleAction] = Gweak.ref(action)
    aliased.connect("died", lambda ref: None)
    assert_type(Gweak.getweakrefcount(action), int)


def finalizers() -> None:
    finalizer = Gweak.Finalizer(action, add, 1, z=3)
    assert_type(finalizer, Gweak.Finalizer[Gio.SimpleAction])
    described = finalizer.peek()
    if described is not None:
        assert_type(described[0], Gio.SimpleAction)
        assert_type(described[2], tuple[Any, ...])
    finalizer.atexit = False
    finalizer()
    for made in (
        Gweak.Finalizer(action, add, 1, moment=Gweak.Moment.DIED),
        Gweak.Finalizer(action, add, 1, at_exit=False),
        Gweak.Finalizer(action, add, 1, deferred=True, at_exit=False),
        Gweak.Finalizer(action, add, 1, main_context=GLib.MainContext.default()),
        Gweak.Finalizer(referent=action, closure=lambda: None),
        Gweak.Finalizer.new(action, add, 1, 2),
        Gweak.Finalizer.new_closure(action, lambda: None),
        Gweak.Finalizer.new_full(action, Gweak.Moment.DIED, None, lambda: None),
        Gweak.finalize(action, add, 1),
    ):
        assert_type(made, Gweak.Finalizer[Gio.SimpleAction])
        made.detach()


class Panel(GObject.Object):
    def update(self, number: int) -> str:
        return str(number)

    def note(self, *args: object) -> None:
        log.append("noted")


def methods() -> None:
    panel = Panel()
    method = Gweak.WeakMethod(panel.update)
    update = method()
    if update is not None:
        assert_type(update(5), str)
    with_callback = Gweak.WeakMethod(panel.note, lambda method: log.append(str(method.alive)), deferred=True)
    assert_type(with_callback.attach(action, "notify::enabled"), int)
    assert_type(with_callback.invoke(None, [GObject.Value(int, 5)]), bool)
    Gweak.WeakMethod.new_closure(panel, lambda panel: None).clear()
    Gweak.bind_source(GLib.Idle(), panel)


def proxies() -> None:
    proxy = Gweak.proxy(action, lambda proxy: None)
    assert_type(proxy, Gweak.ProxyType[Gio.SimpleAction])
    assert_type(proxy.get_name(), Any)
    assert_type(proxy == action, bool)


def count(mapping: MutableMapping[Gio.SimpleAction, Sized]) -> int:
    return sum(len(value) for value in mapping.values())


def dictionaries() -> None:
    known: Gweak.WeakKeyDictionary[Gio.SimpleAction, Sized] = Gweak.WeakKeyDictionary()
    known[action] = Sized()
    assert_type(known[action], Sized)
    assert_type(known.get(action), Optional[Sized])
    assert_type(known.pop(action, None), Optional[Sized])
    assert_type(known.keyrefs(), list[Gweak.WeakRef[Gio.SimpleAction]])
    assert_type(known | {action: Sized()}, Gweak.WeakKeyDictionary[Gio.SimpleAction, Sized])
    known |= {action: Sized()}
    log.append(str(count(known)))
    assert_type(Gweak.WeakKeyDictionary({action: 5}), Gweak.WeakKeyDictionary[Gio.SimpleAction, int])
    assert_type(copy.copy(known), Gweak.WeakKeyDictionary[Gio.SimpleAction, Sized])

    names = Gweak.WeakValueDictionary({"a": action})
    assert_type(names, Gweak.WeakValueDictionary[str, Gio.SimpleAction])
    assert_type(Gweak.WeakValueDictionary([(5, action)])[5], Gio.SimpleAction)
    assert_type(names.valuerefs(), list[Gweak.WeakRef[Gio.SimpleAction]])
    for key, value in names.items():
        assert_type(key, str)
        assert_type(value, Gio.SimpleAction)
    names.update(b=action)
    names.setdefault("c", action).set_enabled(True)


def tables() -> None:
    table = Gweak.WeakHashTable.new(str, Gio.SimpleAction, Gweak.Weakness.VALUES)
    assert_type(table, Gweak.WeakHashTable[str, Gio.SimpleAction])
    table["a"] = action
    assert_type(table["a"], Gio.SimpleAction)
    assert_type(table.lookup("a"), tuple[bool, Optional[Gio.SimpleAction]])
    found, value = table.get_or_insert("b", lambda key: action)
    if value is not None:
        assert_type(value, Gio.SimpleAction)
    assert_type(table.pop("a"), Gio.SimpleAction)
    assert_type(table.popitem(), tuple[str, Gio.SimpleAction])
    by_action = Gweak.WeakHashTable.new(Gio.SimpleAction, GObject.TYPE_PYOBJECT, Gweak.Weakness.KEYS)
    by_action[action] = [1, 2]
    Gweak.WeakHashTable.new(GObject.TYPE_INT64, Gio.SimpleAction, Gweak.Weakness.VALUES)[2**40] = action
    both = Gweak.WeakHashTable.new(Gio.SimpleAction, Gio.SimpleAction, Gweak.Weakness.KEYS | Gweak.Weakness.VALUES)
    both.update({action: action})
    by_keywords = Gweak.WeakHashTable(key_type=str, value_type=Gio.SimpleAction, weakness=Gweak.Weakness.VALUES, deferred=True)
    assert_type(by_keywords, Gweak.WeakHashTable[str, Gio.SimpleAction])


def names_of(actions: Iterable[Gio.SimpleAction]) -> list[str]:
    return [action.get_name() for action in actions]


def sets() -> None:
    members = Gweak.WeakSet([action])
    assert_type(members, Gweak.WeakSet[Gio.SimpleAction])
    abstract: MutableSet[Gio.SimpleAction] = members
    assert_type(members & {action}, Gweak.WeakSet[Gio.SimpleAction])
    assert_type(members | [action], Gweak.WeakSet[Gio.SimpleAction])
    members -= set()
    members |= {action}
    log.extend(names_of(abstract))
    assert_type(members <= {action}, bool)
    typed: Gweak.WeakSet[Gio.SimpleAction] = Gweak.WeakSet(item_type=Gio.SimpleAction)
    typed.add(action)
    assert_type(typed.pop(), Gio.SimpleAction)


def lists() -> None:
    store = Gweak.WeakListStore.new(Gio.SimpleAction)
    store.append(action)
    store += [action]
    store[0:1] = [action]
    store[0] = action
    assert_type(store[0](), Optional[Gio.SimpleAction])
    assert_type(store[:1], list[Gweak.WeakRef[Gio.SimpleAction]])
    sequence: Sequence[Gweak.WeakRef[Gio.SimpleAction]] = store
    log.append(str(len(sequence)))
    store.sort(lambda one, other, *data: 0)
    store.remove(action)
    store.remove(0)
    del store[:]


def caches() -> None:
    cache = Gweak.Cache.new(str, Gio.SimpleAction)
    cache.insert("a", action, 1)
    assert_type(cache.lookup("a"), Optional[Gio.SimpleAction])
    assert_type(cache.get_or_insert("b", lambda key: (action, 1)), Optional[Gio.SimpleAction])


def debugging() -> None:
    Gweak.debug_start()
    tracked = Gio.SimpleAction(name="tracked")
    ref = Gweak.WeakRef(tracked)
    known = Gweak.debug_list_objects()[-1]
    assert_type(known, Gweak.DebugObject)
    assert_type(known.get_kinds(), list[str])
    assert known.get_ref_count() == 1 and known.get_address() and known.get_toggle_state() == "off"
    assert known.count_observers("references") == known.count_observers(None) == 1
    assert known.get_disposed_time() < known.get_tracked_time() and not known.get_held_by_value()
    assert known.get_serial() > 0 and known.get_object_type()
    assert known.list_references() == [ref]


async def wait() -> None:
    box = [Gio.SimpleAction(name="mortal")]
    ref = Gweak.WeakRef(box[0])
    asyncio.get_running_loop().call_soon(box.clear)
    await ref.wait()
    assert not ref.alive


for use in (references, finalizers, methods, proxies, dictionaries, tables, sets, lists, caches, debugging):
    use()
asyncio.run(wait())
