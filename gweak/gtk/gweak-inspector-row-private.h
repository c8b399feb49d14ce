/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gweak/gweak.h>

G_BEGIN_DECLS

/* One tracked object, as a row. It holds what the debug listing found out about
 * the object, not the object. Emits "changed" when what is known was renewed.
 */
#define GWEAK_TYPE_INSPECTOR_ROW (gweak_inspector_row_get_type ())
G_DECLARE_FINAL_TYPE (GweakInspectorRow, gweak_inspector_row, GWEAK, INSPECTOR_ROW, GObject)

GweakInspectorRow *gweak_inspector_row_new (GweakDebugObject *known);
gboolean           gweak_inspector_row_update (GweakInspectorRow *self,
                                               GweakDebugObject  *known,
                                               gint64             now,
                                               gint64             patience,
                                               gboolean           closed);
gint64             gweak_inspector_row_get_end (GweakInspectorRow *self);
GweakDebugObject  *gweak_inspector_row_get_known (GweakInspectorRow *self);
gboolean           gweak_inspector_row_is_suspect (GweakInspectorRow *self);
gboolean           gweak_inspector_row_matches (GweakInspectorRow *self,
                                                const char        *folded);

/* (transfer full): for people. */
char *gweak_inspector_row_dup_type (GweakInspectorRow *self);
char *gweak_inspector_row_dup_address (GweakInspectorRow *self);
char *gweak_inspector_row_dup_ref_count (GweakInspectorRow *self);
char *gweak_inspector_row_dup_observers (GweakInspectorRow *self);
char *gweak_inspector_row_dup_kinds (GweakInspectorRow *self,
                                     const char        *separator);
char *gweak_inspector_row_dup_toggle (GweakInspectorRow *self);
char *gweak_inspector_row_dup_age (GweakInspectorRow *self);
char *gweak_inspector_row_dup_state (GweakInspectorRow *self);

G_END_DECLS
