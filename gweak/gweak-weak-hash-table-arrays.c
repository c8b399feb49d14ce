/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-hash-table-private.h"

/* Functions of GweakWeakHashTable that give what they find as an array, for the
 * overrides of JavaScript: GJS 1.74 never unsets a GValue that a function filled
 * in for it, so that whatever object was looked up would live for ever.
 */

static GArray *
new_values (guint n_values)
{
  GArray *values = g_array_sized_new (FALSE, TRUE, sizeof (GValue), n_values);

  g_array_set_clear_func (values, (GDestroyNotify) g_value_unset);
  g_array_set_size (values, n_values);

  return values;
}

static GValue *
get_value (GArray *values,
           guint   i)
{
  return &g_array_index (values, GValue, i);
}

/* Consumes @values where they have nothing to say. */
static GArray *
finish (GArray  *values,
        gboolean found,
        GError  *failure,
        GError **error)
{
  if (!found)
    g_array_set_size (values, 0);
  if (failure != NULL)
    {
      g_array_unref (values);
      g_propagate_error (error, failure);
      return NULL;
    }

  return values;
}

/**
 * gweak_weak_hash_table_lookup_array:
 * @self: a #GweakWeakHashTable
 * @key: the key to look for
 * @error: return location for a #GError
 *
 * Looks for @key, and gets both sides in an array, which is empty if there is no
 * entry. For JavaScript, where the methods of that name are made of this.
 *
 * Returns: (transfer container) (element-type GObject.Value): the key in the
 *   table and the value, or nothing; %NULL, with %GWEAK_ERROR_TYPE, if @key does
 *   not fit the table
 *
 * Since: 1.0
 */
GArray *
gweak_weak_hash_table_lookup_array (GweakWeakHashTable *self,
                                    const GValue       *key,
                                    GError            **error)
{
  GArray  *values;
  GError  *failure = NULL;
  gboolean found;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), NULL);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), NULL);
  g_return_val_if_fail (G_IS_VALUE (key), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  values = new_values (2);
  found = gweak_weak_hash_table_lookup_extended_value (self, key, get_value (values, 0), get_value (values, 1), &failure);

  return finish (values, found, failure, error);
}

/**
 * gweak_weak_hash_table_steal_array:
 * @self: a #GweakWeakHashTable
 * @key: the key to look for
 * @error: return location for a #GError
 *
 * Removes the entry of @key, and gets both sides in an array, which is empty if
 * there was none. For JavaScript, where `steal_extended` is made of this.
 *
 * Returns: (transfer container) (element-type GObject.Value): the key and the
 *   value, or nothing; %NULL, with %GWEAK_ERROR_TYPE, if @key does not fit the
 *   table
 *
 * Since: 1.0
 */
GArray *
gweak_weak_hash_table_steal_array (GweakWeakHashTable *self,
                                   const GValue       *key,
                                   GError            **error)
{
  GArray  *values;
  GError  *failure = NULL;
  gboolean found;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), NULL);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), NULL);
  g_return_val_if_fail (G_IS_VALUE (key), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  values = new_values (2);
  found = gweak_weak_hash_table_steal_extended_value (self, key, get_value (values, 0), get_value (values, 1), &failure);

  return finish (values, found, failure, error);
}

/**
 * gweak_weak_hash_table_pop_array:
 * @self: a #GweakWeakHashTable
 *
 * Removes the newest entry, and gets both sides in an array, which is empty if
 * there was none. For JavaScript, where `pop` is made of this.
 *
 * Returns: (transfer container) (element-type GObject.Value): the key and the
 *   value, or nothing
 *
 * Since: 1.0
 */
GArray *
gweak_weak_hash_table_pop_array (GweakWeakHashTable *self)
{
  GArray *values;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), NULL);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), NULL);

  values = new_values (2);

  return finish (values, gweak_weak_hash_table_pop_value (self, get_value (values, 0), get_value (values, 1)), NULL, NULL);
}

/**
 * gweak_weak_hash_table_get_or_insert_array:
 * @self: a #GweakWeakHashTable
 * @key: a key
 * @factory: how to make the value: called with @key, it returns that
 * @error: return location for a #GError
 *
 * Gets the value of @key in an array, having @factory make it if there is none.
 * For JavaScript, where `get_or_insert` is made of this.
 *
 * Returns: (transfer container) (element-type GObject.Value): the value, or
 *   nothing; %NULL with @error set
 *
 * Since: 1.0
 */
GArray *
gweak_weak_hash_table_get_or_insert_array (GweakWeakHashTable *self,
                                           const GValue       *key,
                                           GClosure           *factory,
                                           GError            **error)
{
  GArray  *values;
  GError  *failure = NULL;
  gboolean found;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), NULL);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), NULL);
  g_return_val_if_fail (G_IS_VALUE (key), NULL);
  g_return_val_if_fail (factory != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  values = new_values (1);
  found = gweak_weak_hash_table_get_or_insert_value (self, key, factory, get_value (values, 0), &failure);

  return finish (values, found, failure, error);
}

/**
 * gweak_weak_hash_table_next_array:
 * @self: a #GweakWeakHashTable
 * @place: (inout): where the walk is: 0 before the first entry
 *
 * Moves to the next living entry, in the order of insertion, and gets both sides
 * in an array, which is empty at the end. For JavaScript, where a table is
 * iterated over with this.
 *
 * Nothing is held between two calls. Meanwhile entries may die, come and go:
 * those inserted are visited, those that left are not.
 *
 * May be called from any thread. A @place that is %NULL is a critical; any number
 * in it is a place.
 *
 * Returns: (transfer container) (element-type GObject.Value): the key and the
 *   value, or nothing
 *
 * Since: 1.0
 */
GArray *
gweak_weak_hash_table_next_array (GweakWeakHashTable *self,
                                  guint64            *place)
{
  GArray   *values;
  GweakWalk walk;
  gboolean  found;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), NULL);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), NULL);
  g_return_val_if_fail (place != NULL, NULL);

  values = new_values (2);
  gweak_walk_init_after (&walk, self->entries, *place);
  found = gweak_walk_next (&walk);
  if (found)
    {
      gweak_entry_key_to_value (walk.current, &walk.sides, get_value (values, 0));
      gweak_entry_value_to_value (walk.current, &walk.sides, get_value (values, 1));
      *place = walk.bookmark.serial;
    }
  gweak_walk_clear (&walk);

  return finish (values, found, NULL, NULL);
}
