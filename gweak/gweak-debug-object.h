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

#define GWEAK_TYPE_DEBUG_OBJECT (gweak_debug_object_get_type ())

typedef struct _GweakDebugObject GweakDebugObject;

GWEAK_AVAILABLE_IN_1_0
GType gweak_debug_object_get_type (void);
GWEAK_AVAILABLE_IN_1_0
GweakDebugObject *gweak_debug_object_ref (GweakDebugObject *self);
GWEAK_AVAILABLE_IN_1_0
void gweak_debug_object_unref (GweakDebugObject *self);

GWEAK_AVAILABLE_IN_1_0
guint64 gweak_debug_object_get_serial (GweakDebugObject *self);
GWEAK_AVAILABLE_IN_1_0
GType gweak_debug_object_get_object_type (GweakDebugObject *self);
GWEAK_AVAILABLE_IN_1_0
gsize gweak_debug_object_get_address (GweakDebugObject *self);
GWEAK_AVAILABLE_IN_1_0
guint gweak_debug_object_get_ref_count (GweakDebugObject *self);
GWEAK_AVAILABLE_IN_1_0
const char *gweak_debug_object_get_toggle_state (GweakDebugObject *self);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_debug_object_get_held_by_value (GweakDebugObject *self);
GWEAK_AVAILABLE_IN_1_0
gint64 gweak_debug_object_get_tracked_time (GweakDebugObject *self);
GWEAK_AVAILABLE_IN_1_0
gint64 gweak_debug_object_get_disposed_time (GweakDebugObject *self);

GWEAK_AVAILABLE_IN_1_0
const char *const *gweak_debug_object_get_kinds (GweakDebugObject *self);
GWEAK_AVAILABLE_IN_1_0
guint gweak_debug_object_count_observers (GweakDebugObject *self,
                                          const char       *kind);
GWEAK_AVAILABLE_IN_1_0
GPtrArray *gweak_debug_object_list_references (GweakDebugObject *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GweakDebugObject, gweak_debug_object_unref)

G_END_DECLS
