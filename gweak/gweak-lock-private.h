/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one kind of lock in gweak.
 *
 * Under a lock nothing foreign is called: no callback, signal, destroy notify,
 * user hash or equal function, boxed copy or free, and none of g_object_ref(),
 * g_object_unref(), g_weak_ref_get(), g_weak_ref_set() and the toggle reference
 * functions, since each of them can run a language binding's toggle notify,
 * which takes an interpreter's lock. What has to be done is collected under
 * the lock and done after it.
 *
 * Order, outermost first; a lock that is not named next to another is never
 * held together with it:
 *
 *   the lock of a tracker                 (one per tracked object)
 *     GLib's own lock of g_object_weak_ref(), which calls nobody
 *   the lock of the probe's timer
 *     the lock of the toggle table        (leaf)
 *     GLib's own lock of the GMainContext, in g_source_set_ready_time()
 *   the lock of the pending finalizers    (leaf)
 *   the lock of a list store's plain part (leaf)
 *   the lock of the table of contexts
 *     the lock of a context's queue
 *       GLib's own lock of the GMainContext, in g_source_set_ready_time()
 *   the lock of a container's entries
 *     GLib's own lock of signals, in g_signal_handler_find()
 *     GLib's own lock of the GMainContext, in g_source_set_ready_time()
 *   the lock of the caches that heed memory warnings (leaf)
 *   the lock of the values being made     (leaf)
 *   the lock of the debug registry        (leaf)
 */
typedef GMutex GweakLock;

static inline void
gweak_lock_init (GweakLock *lock)
{
  g_mutex_init (lock);
}

static inline void
gweak_lock_clear (GweakLock *lock)
{
  g_mutex_clear (lock);
}

static inline void
gweak_lock (GweakLock *lock)
{
  g_mutex_lock (lock);
}

static inline void
gweak_unlock (GweakLock *lock)
{
  g_mutex_unlock (lock);
}

G_END_DECLS
