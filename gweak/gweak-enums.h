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

G_END_DECLS
