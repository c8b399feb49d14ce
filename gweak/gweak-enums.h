/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#if !defined(GWEAK_INSIDE) && !defined(GWEAK_COMPILATION)
# error "Only <gweak/gweak.h> can be included directly."
#endif

#include <glib-object.h>
#include <gweak/gweak-version.h>

G_BEGIN_DECLS

/**
 * GweakMoment:
 * @GWEAK_MOMENT_DYING: the last strong reference that is not gweak's own is
 *   gone. The object is whole, and a handler that takes a reference rescues
 *   it. Seen through a toggle reference, so only by observers that asked for
 *   one.
 * @GWEAK_MOMENT_DIED: the object was disposed, by its last unref or by
 *   g_object_run_dispose(). It can no longer be reached through gweak.
 * @GWEAK_MOMENT_FINALIZED: the object's memory is being freed. Comes exactly
 *   once.
 *
 * The three moments of an object's death, in the order in which they come.
 *
 * Since: 1.0
 */
typedef enum
{
  GWEAK_MOMENT_DYING,
  GWEAK_MOMENT_DIED,
  GWEAK_MOMENT_FINALIZED
} GweakMoment;

#define GWEAK_TYPE_MOMENT (gweak_moment_get_type ())

GWEAK_AVAILABLE_IN_1_0
GType gweak_moment_get_type (void);

/**
 * GweakWeakness:
 * @GWEAK_WEAKNESS_KEYS: keys are objects, and are not kept alive
 * @GWEAK_WEAKNESS_VALUES: values are objects, and are not kept alive
 *
 * Which sides of a #GweakWeakHashTable are weak. With both, an entry leaves
 * when either of its objects died.
 *
 * Since: 1.0
 */
typedef enum
{
  GWEAK_WEAKNESS_KEYS = 1 << 0,
  GWEAK_WEAKNESS_VALUES = 1 << 1
} GweakWeakness;

#define GWEAK_TYPE_WEAKNESS (gweak_weakness_get_type ())

GWEAK_AVAILABLE_IN_1_0
GType gweak_weakness_get_type (void);

/**
 * GweakRemovalCause:
 * @GWEAK_REMOVAL_CAUSE_DIED: an object on a weak side died
 * @GWEAK_REMOVAL_CAUSE_REPLACED: another value was inserted under the key
 * @GWEAK_REMOVAL_CAUSE_REMOVED: it was removed, popped or stolen by hand
 * @GWEAK_REMOVAL_CAUSE_CLEARED: the container was emptied
 * @GWEAK_REMOVAL_CAUSE_EVICTED: a cache had no room for it
 *
 * Why something left a container.
 *
 * Since: 1.0
 */
typedef enum
{
  GWEAK_REMOVAL_CAUSE_DIED,
  GWEAK_REMOVAL_CAUSE_REPLACED,
  GWEAK_REMOVAL_CAUSE_REMOVED,
  GWEAK_REMOVAL_CAUSE_CLEARED,
  GWEAK_REMOVAL_CAUSE_EVICTED
} GweakRemovalCause;

#define GWEAK_TYPE_REMOVAL_CAUSE (gweak_removal_cause_get_type ())

GWEAK_AVAILABLE_IN_1_0
GType gweak_removal_cause_get_type (void);

G_END_DECLS
