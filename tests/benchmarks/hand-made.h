/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What gweak's tables are measured against: what a careful programmer writes
 * with GLib alone. Any thread may use a table. One half of an entry is an
 * object, held weakly; the other half is plain.
 */
typedef struct _HandMadeTable HandMadeTable;

HandMadeTable *hand_made_table_new (void);
void           hand_made_table_free (HandMadeTable *self);

/* Weak values under plain keys. */
void     hand_made_table_insert (HandMadeTable *self,
                                 gpointer       key,
                                 GObject       *value);
gpointer hand_made_table_lookup (HandMadeTable *self,
                                 gconstpointer  key);

/* Plain values under weak keys, which are compared by identity. */
void     hand_made_table_insert_weak_key (HandMadeTable *self,
                                          GObject       *key,
                                          gpointer       value);
gboolean hand_made_table_lookup_weak_key (HandMadeTable *self,
                                          GObject       *key,
                                          gpointer      *value);

guint      hand_made_table_get_size (HandMadeTable *self);
GPtrArray *hand_made_table_dup_objects (HandMadeTable *self);

G_END_DECLS
