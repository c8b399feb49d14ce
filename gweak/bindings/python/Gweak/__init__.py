# SPDX-FileCopyrightText: 2026 The gweak authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What Python adds to Gweak, so that it reads like the module weakref: references,
finalizers and proxies that mean the object, not its wrapper, and containers that are
mappings, sets and sequences.

Beware of threads with GLib before 2.80 and PyGObject before 3.55: where one thread
asks a reference for an object with state on its wrapper (an attribute, a subclass),
while others make and drop such objects, they can deadlock. GLib then calls PyGObject,
which waits for the interpreter, with a lock held that PyGObject waits for with the
interpreter. It is not gweak's: GObject.Binding.dup_source() hangs the same way."""

from ._overriding import introspected
from ._references import Reference, WeakRef
from ._finalizers import Finalizer
from ._weak_methods import WeakMethod
from ._proxy import CallableProxyType, ProxyType, proxy
from ._weak_hash_table import WeakHashTable
from ._dictionaries import WeakKeyDictionary, WeakValueDictionary
from ._weak_set import WeakSet
from ._weak_list_store import WeakListStore
from ._cache import Cache

# The names of the module weakref.
ref = ReferenceType = WeakRef
finalize = Finalizer
getweakrefcount = introspected.count_references
getweakrefs = introspected.list_references

__all__ = [
    "Cache",
    "CallableProxyType",
    "Finalizer",
    "ProxyType",
    "Reference",
    "ReferenceType",
    "WeakHashTable",
    "WeakKeyDictionary",
    "WeakListStore",
    "WeakMethod",
    "WeakRef",
    "WeakSet",
    "WeakValueDictionary",
    "finalize",
    "getweakrefcount",
    "getweakrefs",
    "proxy",
    "ref",
]
