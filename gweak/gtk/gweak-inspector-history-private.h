/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How many objects of each type there were, for the last while. */
typedef struct _GweakInspectorHistory GweakInspectorHistory;

GweakInspectorHistory *gweak_inspector_history_new (void);
void                   gweak_inspector_history_free (GweakInspectorHistory *self);
void                   gweak_inspector_history_add (GweakInspectorHistory *self,
                                                    gint64                 time,
                                                    gint64                 span,
                                                    GListModel            *rows);
guint                  gweak_inspector_history_get_n_samples (GweakInspectorHistory *self);
gint64                 gweak_inspector_history_get_time (GweakInspectorHistory *self,
                                                         guint                  sample);
guint                  gweak_inspector_history_get_count (GweakInspectorHistory *self,
                                                          guint                  sample,
                                                          GType                  type);
guint                  gweak_inspector_history_rank (GweakInspectorHistory *self,
                                                     GType                 *types,
                                                     guint                  n_types,
                                                     guint                 *max);

G_END_DECLS
