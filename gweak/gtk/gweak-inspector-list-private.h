/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The rows of all tracked objects, as of the last time it was asked. */
typedef struct _GweakInspectorList GweakInspectorList;

GweakInspectorList *gweak_inspector_list_new (void);
void                gweak_inspector_list_free (GweakInspectorList *self);
gboolean            gweak_inspector_list_refresh (GweakInspectorList *self,
                                                  gint64              now,
                                                  gint64              patience,
                                                  GHashTable         *windows);
GListModel         *gweak_inspector_list_get_rows (GweakInspectorList *self);

G_END_DECLS
