// SPDX-FileCopyrightText: 2026 The gweak authors
// SPDX-License-Identifier: LGPL-2.1-or-later

// What JavaScript needs of Gweak. Objects often die in a garbage collection, where
// the engine runs no callback, so callbacks are deferred to a main context by
// default. Nor does it run any at exit. And it holds what it hands to a callback.

/* exported _init */

const parts = imports.overrides.gweak;

function _init() {
    parts.references.overrideReferences(this);
    parts.finalizers.overrideFinalizers(this);
    parts.methods.overrideMethods(this);
    parts.containers.overrideContainers(this);
    parts.registry.defineRegistry(this);
    parts.proxy.defineProxy(this);
}
