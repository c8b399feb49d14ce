/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-hash-table-private.h"

/* GweakWeakHashTableIter, and what is made of it. */

G_STATIC_ASSERT (sizeof (GweakWalk) <= sizeof (GweakWeakHashTableIter));
G_STATIC_ASSERT (G_ALIGNOF (GweakWalk) <= G_ALIGNOF (GweakWeakHashTableIter));

/**
 * gweak_weak_hash_table_iter_init: (skip)
 * @iter: an iterator, whose contents do not matter
 * @table: a #GweakWeakHashTable
 *
 * Begins a walk over the entries of @table, in the order of insertion.
 *
 * An iterator that is walked to its end needs no clearing. One that is left
 * before holds the entry it is at until gweak_weak_hash_table_iter_clear().
 *
 * |[<!-- language="C" -->
 * gweak_weak_hash_table_iter_init (&iter, table);
 * while (gweak_weak_hash_table_iter_next (&iter, &key, &value))
 *   g_print ("%s\n", (char *) key);
 * ]|
 *
 * Each iterator is for one thread; any number of them can be under way on one
 * table.
 *
 * Since: 1.0
 */
void
gweak_weak_hash_table_iter_init (GweakWeakHashTableIter *iter,
                                 GweakWeakHashTable     *table)
{
  g_return_if_fail (iter != NULL);
  *(GweakWalk *) iter = (GweakWalk){ .entries = NULL };
  g_return_if_fail (GWEAK_IS_WEAK_HASH_TABLE (table));
  g_return_if_fail (gweak_weak_hash_table_is_usable (table));

  gweak_walk_init ((GweakWalk *) iter, table->entries);
}

/**
 * gweak_weak_hash_table_iter_next: (skip)
 * @iter: an iterator
 * @key: (out) (optional) (transfer none): return location for the key
 * @value: (out) (optional) (transfer none): return location for the value
 *
 * Moves to the next living entry. Both sides are held until the next call on
 * @iter, also where the entry leaves the table.
 *
 * Meanwhile entries may die, come and go, and the table itself may go. Those
 * inserted are visited, those that left are not, and a replaced one counts as
 * the one it replaced.
 *
 * Returns: whether there is one; if not, the walk is over
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_iter_next (GweakWeakHashTableIter *iter,
                                 gpointer               *key,
                                 gpointer               *value)
{
  GweakWalk *walk = (GweakWalk *) iter;

  g_return_val_if_fail (iter != NULL, FALSE);

  if (!gweak_walk_next (walk))
    return FALSE;

  if (key != NULL)
    *key = gweak_entry_peek_key (walk->current, &walk->sides);
  if (value != NULL)
    *value = gweak_entry_peek_value (walk->current, &walk->sides);

  return TRUE;
}

/**
 * gweak_weak_hash_table_iter_remove: (skip)
 * @iter: an iterator
 *
 * Removes the entry that @iter is at, with %GWEAK_REMOVAL_CAUSE_REMOVED. Both
 * sides are held on.
 *
 * Returns: whether it was still there; %FALSE, with a critical, if @iter is at
 *   none
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_iter_remove (GweakWeakHashTableIter *iter)
{
  GweakWalk *walk = (GweakWalk *) iter;

  g_return_val_if_fail (iter != NULL, FALSE);
  g_return_val_if_fail (walk->current != NULL, FALSE);

  return gweak_walk_remove (walk);
}

/**
 * gweak_weak_hash_table_iter_clear: (skip)
 * @iter: an iterator that was begun
 *
 * Ends a walk, and lets go of the entry it is at. Does nothing when it is over.
 *
 * Since: 1.0
 */
void
gweak_weak_hash_table_iter_clear (GweakWeakHashTableIter *iter)
{
  g_return_if_fail (iter != NULL);

  gweak_walk_clear ((GweakWalk *) iter);
}

static gboolean
is_same_kind (GweakWeakHashTable *self,
              GweakWeakHashTable *other)
{
  return self->key_type == other->key_type && self->value_type == other->value_type;
}

/* What a table owns cannot be in two. */
static gboolean
owns_pointers (GweakWeakHashTable *self)
{
  return self->entries->key_kind.destroy != NULL || self->entries->value_kind.destroy != NULL;
}

/* What is NULL on a strong side cannot be weak. */
static void
insert_entry (GweakWeakHashTable *self,
              GweakEntry         *entry,
              const GweakSides   *sides)
{
  GweakWeakness weakness = entry->entries->weakness;
  GweakSlot     key = { .pointer = sides->key }, value = { .pointer = sides->value };

  if (!(weakness & GWEAK_WEAKNESS_KEYS))
    key = entry->strong;
  else if (!(weakness & GWEAK_WEAKNESS_VALUES))
    value = entry->strong;
  if ((self->weakness & GWEAK_WEAKNESS_VALUES) && value.pointer == NULL)
    {
      g_critical ("gweak_weak_hash_table_update: a value of the other table is NULL, which cannot be weak");
      return;
    }

  gweak_weak_hash_table_insert_slots (self, key, value);
}

/* Not what comes into @other meanwhile, so that there is an end. */
static void
insert_all (GweakWeakHashTable *self,
            GweakWeakHashTable *other)
{
  guint64   last = gweak_entries_get_last_serial (other->entries);
  GweakWalk walk;

  gweak_walk_init (&walk, other->entries);
  while (gweak_walk_next (&walk) && walk.current->serial <= last)
    insert_entry (self, walk.current, &walk.sides);
  gweak_walk_clear (&walk);
}

/**
 * gweak_weak_hash_table_update:
 * @self: a #GweakWeakHashTable
 * @other: another one, with the same types
 *
 * Inserts all entries of @other that are alive when their turn comes, as
 * gweak_weak_hash_table_insert() does. Updating a table with itself does
 * nothing.
 *
 * A table that owns plain pointers cannot share them: a critical, as for each
 * %NULL that would be weak.
 *
 * Modelled on CPython's `update()`.
 *
 * Since: 1.0
 */
void
gweak_weak_hash_table_update (GweakWeakHashTable *self,
                              GweakWeakHashTable *other)
{
  g_return_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self));
  g_return_if_fail (GWEAK_IS_WEAK_HASH_TABLE (other));
  g_return_if_fail (gweak_weak_hash_table_is_usable (self));
  g_return_if_fail (gweak_weak_hash_table_is_usable (other));
  g_return_if_fail (is_same_kind (self, other));
  g_return_if_fail (!owns_pointers (self) && !owns_pointers (other));

  if (self != other)
    insert_all (self, other);
}

/**
 * gweak_weak_hash_table_copy:
 * @self: a #GweakWeakHashTable
 *
 * Makes a table of the same kind with the same entries: types, functions,
 * #GweakWeakHashTable:toggle and #GweakWeakHashTable:main-context are those of
 * @self, handlers are not.
 *
 * A table that owns plain pointers cannot share them: a critical.
 *
 * Modelled on CPython's `copy()`.
 *
 * Returns: (transfer full): the copy
 *
 * Since: 1.0
 */
GweakWeakHashTable *
gweak_weak_hash_table_copy (GweakWeakHashTable *self)
{
  GweakWeakHashTable *copy;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), NULL);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), NULL);
  g_return_val_if_fail (!owns_pointers (self), NULL);

  copy = g_object_new (GWEAK_TYPE_WEAK_HASH_TABLE,
                       "key-type", self->key_type,
                       "value-type", self->value_type,
                       "weakness", self->weakness,
                       "toggle", self->toggle,
                       "main-context", self->context,
                       NULL);
  gweak_weak_hash_table_use_functions (copy, self->entries->hash, self->entries->equal);
  insert_all (copy, self);

  return copy;
}
