/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gweak/gweak.h>

/* What valac calls for the generic classes of gweak-1.vapi, and nobody else. It
 * gives the type of each argument, how to copy it and how to free it, before the
 * arguments of a constructor.
 */

G_BEGIN_DECLS

static inline GweakWeakHashTable *
gweak_vala_weak_hash_table_new (GType          key_type,
                                GBoxedCopyFunc key_copy,
                                GDestroyNotify key_free,
                                GType          value_type,
                                GBoxedCopyFunc value_copy,
                                GDestroyNotify value_free,
                                GweakWeakness  weakness)
{
  (void) key_copy;
  (void) key_free;
  (void) value_copy;
  (void) value_free;

  return gweak_weak_hash_table_new (key_type, value_type, weakness);
}

static inline GweakWeakSet *
gweak_vala_weak_set_new (GType          item_type,
                         GBoxedCopyFunc item_copy,
                         GDestroyNotify item_free,
                         GHashFunc      hash,
                         GEqualFunc     equal)
{
  (void) item_copy;
  (void) item_free;

  return gweak_weak_set_new_full (item_type, hash, equal);
}

static inline GweakWeakListStore *
gweak_vala_weak_list_store_new (GType          referent_type,
                                GBoxedCopyFunc referent_copy,
                                GDestroyNotify referent_free)
{
  (void) referent_copy;
  (void) referent_free;

  return gweak_weak_list_store_new (referent_type);
}

static inline gint
gweak_vala_weak_list_store_get_size (GweakWeakListStore *self)
{
  return (gint) g_list_model_get_n_items (G_LIST_MODEL (self));
}

static inline GweakWeakRef *
gweak_vala_weak_list_store_get (GweakWeakListStore *self,
                                gint                position)
{
  return (GweakWeakRef *) g_list_model_get_item (G_LIST_MODEL (self), (guint) position);
}

static inline GweakCache *
gweak_vala_cache_new (GType          key_type,
                      GBoxedCopyFunc key_copy,
                      GDestroyNotify key_free,
                      GType          value_type,
                      GBoxedCopyFunc value_copy,
                      GDestroyNotify value_free)
{
  (void) key_copy;
  (void) key_free;
  (void) value_copy;
  (void) value_free;

  return gweak_cache_new (key_type, value_type);
}

/* A walk of foreach over a table: an iterator that is what it is at, too. */
typedef struct
{
  GweakWeakHashTableIter iter;
  gpointer               key;   /* (unowned) held by `iter` */
  gpointer               value; /* (unowned) held by `iter` */
} GweakValaEntry;

static inline GweakValaEntry *
gweak_vala_weak_hash_table_iterator (GweakWeakHashTable *table)
{
  GweakValaEntry *entry = g_new0 (GweakValaEntry, 1);

  gweak_weak_hash_table_iter_init (&entry->iter, table);

  return entry;
}

static inline GweakValaEntry *
gweak_vala_entry_next_value (GweakValaEntry *self)
{
  return gweak_weak_hash_table_iter_next (&self->iter, &self->key, &self->value) ? self : NULL;
}

static inline void
gweak_vala_entry_free (GweakValaEntry *self)
{
  gweak_weak_hash_table_iter_clear (&self->iter);
  g_free (self);
}

/* A walk of foreach over a set. */
typedef struct
{
  GweakWeakSetIter iter;
  gpointer         item; /* (unowned) held by `iter` */
} GweakValaSetIterator;

static inline GweakValaSetIterator *
gweak_vala_weak_set_iterator (GweakWeakSet *set)
{
  GweakValaSetIterator *iterator = g_new0 (GweakValaSetIterator, 1);

  gweak_weak_set_iter_init (&iterator->iter, set);

  return iterator;
}

static inline gboolean
gweak_vala_weak_set_iterator_next (GweakValaSetIterator *self)
{
  return gweak_weak_set_iter_next (&self->iter, &self->item);
}

static inline gpointer
gweak_vala_weak_set_iterator_get (GweakValaSetIterator *self)
{
  return g_object_ref (self->item);
}

static inline void
gweak_vala_weak_set_iterator_free (GweakValaSetIterator *self)
{
  gweak_weak_set_iter_clear (&self->iter);
  g_free (self);
}

G_END_DECLS
