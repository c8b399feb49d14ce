/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-entries-private.h"
#include "gweak-weak-hash-table.h"

G_BEGIN_DECLS

struct _GweakWeakHashTable
{
  GObject parent_instance;

  GweakEntries *entries; /* (owned) (nullable) made when constructed, then immutable; NULL: it was constructed badly */

  /* What it is constructed from; immutable then. */
  GMainContext *context; /* (owned) (nullable) */
  GType         key_type;
  GType         value_type;
  GweakWeakness weakness;
  gboolean      toggle;
  gboolean      is_usable; /* its types can be, and its keys can be compared */
};

static inline gboolean
gweak_weak_hash_table_is_usable (GweakWeakHashTable *self)
{
  return self->is_usable;
}

void gweak_weak_hash_table_use_functions (GweakWeakHashTable *self,
                                          GHashFunc           hash,
                                          GEqualFunc          equal);

/* What the C functions and those for other languages share: sides are slots. */
gboolean    gweak_weak_hash_table_insert_slots (GweakWeakHashTable *self,
                                                GweakSlot           key,
                                                GweakSlot           value);
GweakEntry *gweak_weak_hash_table_find_slot (GweakWeakHashTable *self,
                                             GweakSlot           key,
                                             GweakSides         *sides);
GweakEntry *gweak_weak_hash_table_take_slot (GweakWeakHashTable *self,
                                             GweakSlot           key,
                                             GweakSides         *sides);

/* Makes the value of a key, which the caller owns. FALSE: there is none. */
typedef gboolean (*GweakMakeFunc) (gpointer   data,
                                   GweakSlot *value,
                                   GError   **error);

gboolean gweak_weak_hash_table_get_or_make (GweakWeakHashTable *self,
                                            GweakSlot           key,
                                            GweakMakeFunc       make,
                                            gpointer            data,
                                            GweakSlot          *value,
                                            GError            **error);

G_END_DECLS
