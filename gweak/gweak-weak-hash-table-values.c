/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-hash-table-private.h"

/* The functions of GweakWeakHashTable for other languages than C, where keys and
 * values are GValues. In those languages they have the names of their pendants
 * for C. What is given out is always initialised, since bindings look at it
 * whatever came of the call.
 */

/* A GValue that was brought to the type of a side. */
typedef struct
{
  GValue    holder; /* (owned) what `slot` borrows from */
  GweakSlot slot;
} Side;

static gboolean
bring_key (GweakWeakHashTable *self,
           const GValue       *value,
           Side               *side,
           GError            **error)
{
  *side = (Side){ .holder = G_VALUE_INIT };

  return gweak_slot_from_value (&self->entries->key_kind, value, &side->holder, &side->slot, error);
}

/* A NULL for @value is what Python makes of its None. */
static gboolean
bring_value (GweakWeakHashTable *self,
             const GValue       *value,
             Side               *side,
             GError            **error)
{
  GValue null = G_VALUE_INIT;

  *side = (Side){ .holder = G_VALUE_INIT };
  if (value == NULL)
    value = g_value_init (&null, G_TYPE_POINTER);

  return gweak_slot_from_value (&self->entries->value_kind, value, &side->holder, &side->slot, error);
}

static void
side_clear (Side *side)
{
  if (G_IS_VALUE (&side->holder))
    g_value_unset (&side->holder);
}

/**
 * gweak_weak_hash_table_insert_value: (rename-to gweak_weak_hash_table_insert)
 * @self: a #GweakWeakHashTable
 * @key: a key
 * @value: (nullable): its value
 * @error: return location for a #GError
 *
 * Sets the value of @key: gweak_weak_hash_table_insert() for other languages.
 * Both are brought to the types of the table; what does not fit is
 * %GWEAK_ERROR_TYPE.
 *
 * Returns: whether the key is new
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_insert_value (GweakWeakHashTable *self,
                                    const GValue       *key,
                                    const GValue       *value,
                                    GError            **error)
{
  Side     key_side, value_side;
  gboolean is_new = FALSE;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), FALSE);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), FALSE);
  g_return_val_if_fail (G_IS_VALUE (key), FALSE);
  g_return_val_if_fail (value == NULL || G_IS_VALUE (value), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  if (bring_key (self, key, &key_side, error) && bring_value (self, value, &value_side, error))
    {
      is_new = gweak_weak_hash_table_insert_slots (self, key_side.slot, value_side.slot);
      side_clear (&value_side);
    }
  side_clear (&key_side);

  return is_new;
}

/* Gives the sides of @entry, which is consumed with @sides, to who asks. */
static gboolean
give_out (GweakWeakHashTable *self,
          GweakEntry         *entry,
          GweakSides         *sides,
          GValue             *key,
          GValue             *value)
{
  if (entry == NULL)
    {
      if (key != NULL)
        gweak_slot_to_value (&self->entries->key_kind, NULL, key);
      if (value != NULL)
        gweak_slot_to_value (&self->entries->value_kind, NULL, value);
      return FALSE;
    }

  if (key != NULL)
    gweak_entry_key_to_value (entry, sides, key);
  if (value != NULL)
    gweak_entry_value_to_value (entry, sides, value);
  gweak_sides_clear (sides);
  gweak_entry_unref (entry);

  return TRUE;
}

typedef GweakEntry *(*FindFunc) (GweakWeakHashTable *self,
                                 GweakSlot           key,
                                 GweakSides         *sides);

static gboolean
find (GweakWeakHashTable *self,
      FindFunc            func,
      const GValue       *lookup_key,
      GValue             *key,
      GValue             *value,
      GError            **error)
{
  GweakEntry *entry = NULL;
  GweakSides  sides;
  Side        side;

  if (bring_key (self, lookup_key, &side, error))
    entry = func (self, side.slot, &sides);
  side_clear (&side);

  return give_out (self, entry, &sides, key, value);
}

/**
 * gweak_weak_hash_table_lookup_value: (rename-to gweak_weak_hash_table_lookup)
 * @self: a #GweakWeakHashTable
 * @key: a key
 * @value: (out caller-allocates) (transfer full): return location for the value
 * @error: return location for a #GError
 *
 * Gets the value of @key: gweak_weak_hash_table_lookup() for other languages,
 * which tells also whether there is one.
 *
 * Returns: whether there is an entry; %FALSE, with %GWEAK_ERROR_TYPE, if @key
 *   does not fit the table
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_lookup_value (GweakWeakHashTable *self,
                                    const GValue       *key,
                                    GValue             *value,
                                    GError            **error)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), FALSE);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), FALSE);
  g_return_val_if_fail (G_IS_VALUE (key), FALSE);
  g_return_val_if_fail (value != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return find (self, gweak_weak_hash_table_find_slot, key, NULL, value, error);
}

/**
 * gweak_weak_hash_table_lookup_extended_value: (rename-to gweak_weak_hash_table_lookup_extended)
 * @self: a #GweakWeakHashTable
 * @lookup_key: the key to look for
 * @key: (out caller-allocates) (transfer full): return location for the key in the table
 * @value: (out caller-allocates) (transfer full): return location for the value
 * @error: return location for a #GError
 *
 * Looks for @lookup_key, and gets both sides:
 * gweak_weak_hash_table_lookup_extended() for other languages.
 *
 * Returns: whether there is an entry; %FALSE, with %GWEAK_ERROR_TYPE, if
 *   @lookup_key does not fit the table
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_lookup_extended_value (GweakWeakHashTable *self,
                                             const GValue       *lookup_key,
                                             GValue             *key,
                                             GValue             *value,
                                             GError            **error)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), FALSE);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), FALSE);
  g_return_val_if_fail (G_IS_VALUE (lookup_key), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return find (self, gweak_weak_hash_table_find_slot, lookup_key, key, value, error);
}

/**
 * gweak_weak_hash_table_contains_value: (rename-to gweak_weak_hash_table_contains)
 * @self: a #GweakWeakHashTable
 * @key: a key
 * @error: return location for a #GError
 *
 * Checks whether there is an entry of @key: gweak_weak_hash_table_contains()
 * for other languages.
 *
 * Returns: whether there is; %FALSE, with %GWEAK_ERROR_TYPE, if @key does not
 *   fit the table
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_contains_value (GweakWeakHashTable *self,
                                      const GValue       *key,
                                      GError            **error)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), FALSE);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), FALSE);
  g_return_val_if_fail (G_IS_VALUE (key), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return find (self, gweak_weak_hash_table_find_slot, key, NULL, NULL, error);
}

/**
 * gweak_weak_hash_table_remove_value: (rename-to gweak_weak_hash_table_remove)
 * @self: a #GweakWeakHashTable
 * @key: a key
 * @error: return location for a #GError
 *
 * Removes the entry of @key: gweak_weak_hash_table_remove() for other
 * languages.
 *
 * Returns: whether there was an entry; %FALSE, with %GWEAK_ERROR_TYPE, if @key
 *   does not fit the table
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_remove_value (GweakWeakHashTable *self,
                                    const GValue       *key,
                                    GError            **error)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), FALSE);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), FALSE);
  g_return_val_if_fail (G_IS_VALUE (key), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return find (self, gweak_weak_hash_table_take_slot, key, NULL, NULL, error);
}

/**
 * gweak_weak_hash_table_steal_extended_value: (rename-to gweak_weak_hash_table_steal_extended)
 * @self: a #GweakWeakHashTable
 * @lookup_key: the key to look for
 * @key: (out caller-allocates) (transfer full): return location for the key in the table
 * @value: (out caller-allocates) (transfer full): return location for the value
 * @error: return location for a #GError
 *
 * Removes the entry of @lookup_key, and gets both sides:
 * gweak_weak_hash_table_steal_extended() for other languages. A plain pointer
 * that the table owns is freed: a language has no use for it.
 *
 * Returns: whether there was an entry; %FALSE, with %GWEAK_ERROR_TYPE, if
 *   @lookup_key does not fit the table
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_steal_extended_value (GweakWeakHashTable *self,
                                            const GValue       *lookup_key,
                                            GValue             *key,
                                            GValue             *value,
                                            GError            **error)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), FALSE);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), FALSE);
  g_return_val_if_fail (G_IS_VALUE (lookup_key), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return find (self, gweak_weak_hash_table_take_slot, lookup_key, key, value, error);
}

/**
 * gweak_weak_hash_table_pop_value: (rename-to gweak_weak_hash_table_pop)
 * @self: a #GweakWeakHashTable
 * @key: (out caller-allocates) (transfer full): return location for the key
 * @value: (out caller-allocates) (transfer full): return location for the value
 *
 * Removes the newest entry, and gets both sides: gweak_weak_hash_table_pop() for
 * other languages.
 *
 * Returns: whether there was an entry
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_pop_value (GweakWeakHashTable *self,
                                 GValue             *key,
                                 GValue             *value)
{
  GweakEntry *entry;
  GweakSides  sides;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), FALSE);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  entry = gweak_entries_pop (self->entries, &sides);

  return give_out (self, entry, &sides, key, value);
}

/* A factory, and what it is called with. */
typedef struct
{
  GweakWeakHashTable *self;    /* (unowned) */
  const GValue       *key;     /* (unowned) */
  GClosure           *factory; /* (unowned) */
} Call;

/* Whether @value holds nothing, as languages hand their null. */
static gboolean
is_null (const GValue *value)
{
  return g_value_fits_pointer (value) && g_value_peek_pointer (value) == NULL;
}

/* A language has no other way to say that it made nothing, or raised, than not
 * to set the result. So that is a GValue in a GValue.
 */
static gboolean
call_factory (gpointer   data,
              GweakSlot *value,
              GError   **error)
{
  Call         *call = data;
  GValue        made = G_VALUE_INIT;
  const GValue *result;
  Side          side;
  gboolean      fits;

  g_value_init (&made, G_TYPE_VALUE);
  g_closure_invoke (call->factory, &made, 1, call->key, NULL);
  result = g_value_get_boxed (&made);

  fits = result != NULL && !is_null (result) &&
         bring_value (call->self, result, &side, error);
  if (fits)
    {
      *value = gweak_slot_copy (&call->self->entries->value_kind, side.slot);
      side_clear (&side);
    }
  g_value_unset (&made);

  return fits;
}

/**
 * gweak_weak_hash_table_get_or_insert_value: (rename-to gweak_weak_hash_table_get_or_insert)
 * @self: a #GweakWeakHashTable
 * @key: a key
 * @factory: how to make the value: called with @key, it returns that
 * @value: (out caller-allocates) (transfer full): return location for the value
 * @error: return location for a #GError
 *
 * Gets the value of @key, and if there is none, has @factory make it and inserts
 * it: gweak_weak_hash_table_get_or_insert() for other languages.
 *
 * Returns: whether there is a value now; %FALSE, without @error set, if the
 *   factory gave none or raised; with %GWEAK_ERROR_TYPE, if @key or what the
 *   factory made does not fit the table, and with %GWEAK_ERROR_RECURSION, if the
 *   value is needed to make itself
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_get_or_insert_value (GweakWeakHashTable *self,
                                           const GValue       *key,
                                           GClosure           *factory,
                                           GValue             *value,
                                           GError            **error)
{
  Call      call = { self, key, factory };
  Side      side;
  GweakSlot made;
  gboolean  found;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), FALSE);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), FALSE);
  g_return_val_if_fail (self->entries->key_kind.destroy == NULL && self->entries->value_kind.destroy == NULL, FALSE);
  g_return_val_if_fail (G_IS_VALUE (key), FALSE);
  g_return_val_if_fail (factory != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  g_closure_sink (g_closure_ref (factory));
  found = bring_key (self, key, &side, error) &&
          gweak_weak_hash_table_get_or_make (self, side.slot, call_factory, &call, &made, error);
  if (found)
    {
      gweak_slot_to_value (&self->entries->value_kind, &made, value);
      gweak_slot_clear (&self->entries->value_kind, &made);
    }
  else
    {
      gweak_slot_to_value (&self->entries->value_kind, NULL, value);
    }
  side_clear (&side);
  g_closure_unref (factory);

  return found;
}

/* Both sides of where @walk is. */
static void
to_values (GweakWalk *walk,
           GValue     values[2])
{
  gweak_entry_key_to_value (walk->current, &walk->sides, &values[0]);
  gweak_entry_value_to_value (walk->current, &walk->sides, &values[1]);
}

static void
clear_values (GValue values[2])
{
  g_value_unset (&values[0]);
  g_value_unset (&values[1]);
}

/**
 * gweak_weak_hash_table_foreach_value: (rename-to gweak_weak_hash_table_foreach)
 * @self: a #GweakWeakHashTable
 * @func: (scope call): what to call
 * @user_data: data for @func
 *
 * Calls @func for each living entry, in the order of insertion:
 * gweak_weak_hash_table_foreach() for other languages.
 *
 * Since: 1.0
 */
void
gweak_weak_hash_table_foreach_value (GweakWeakHashTable         *self,
                                     GweakWeakHashTableValueFunc func,
                                     gpointer                    user_data)
{
  GweakWalk walk;

  g_return_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self));
  g_return_if_fail (gweak_weak_hash_table_is_usable (self));
  g_return_if_fail (func != NULL);

  gweak_walk_init (&walk, self->entries);
  while (gweak_walk_next (&walk))
    {
      GValue values[2] = { G_VALUE_INIT, G_VALUE_INIT };

      to_values (&walk, values);
      func (&values[0], &values[1], user_data);
      clear_values (values);
    }
}

/**
 * gweak_weak_hash_table_foreach_remove_value: (rename-to gweak_weak_hash_table_foreach_remove)
 * @self: a #GweakWeakHashTable
 * @func: (scope call): which entries to remove
 * @user_data: data for @func
 *
 * Calls @func for each living entry, in the order of insertion, and removes
 * those for which it returns %TRUE: gweak_weak_hash_table_foreach_remove() for
 * other languages.
 *
 * Returns: how many were removed
 *
 * Since: 1.0
 */
guint
gweak_weak_hash_table_foreach_remove_value (GweakWeakHashTable         *self,
                                            GweakWeakHashTableValueTest func,
                                            gpointer                    user_data)
{
  GweakWalk walk;
  guint     n_removed = 0;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), 0);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), 0);
  g_return_val_if_fail (func != NULL, 0);

  gweak_walk_init (&walk, self->entries);
  while (gweak_walk_next (&walk))
    {
      GValue values[2] = { G_VALUE_INIT, G_VALUE_INIT };

      to_values (&walk, values);
      if (func (&values[0], &values[1], user_data))
        n_removed += gweak_entries_remove (self->entries, walk.current, GWEAK_REMOVAL_CAUSE_REMOVED);
      clear_values (values);
    }

  return n_removed;
}

typedef void (*ToValueFunc) (GweakEntry       *entry,
                             const GweakSides *sides,
                             GValue           *value);

/* The elements of other arrays than this one are copied twice or not freed by
 * one or the other language.
 */
static GArray *
dup_sides (GweakWeakHashTable *self,
           ToValueFunc         to_value)
{
  GArray   *values = g_array_new (FALSE, TRUE, sizeof (GValue));
  GweakWalk walk;

  g_array_set_clear_func (values, (GDestroyNotify) g_value_unset);
  gweak_walk_init (&walk, self->entries);
  while (gweak_walk_next (&walk))
    {
      g_array_set_size (values, values->len + 1);
      to_value (walk.current, &walk.sides, &g_array_index (values, GValue, values->len - 1));
    }

  return values;
}

/**
 * gweak_weak_hash_table_dup_keys_value: (rename-to gweak_weak_hash_table_dup_keys)
 * @self: a #GweakWeakHashTable
 *
 * Gets the keys of all living entries, in the order of insertion:
 * gweak_weak_hash_table_dup_keys() for other languages.
 *
 * Returns: (transfer container) (element-type GObject.Value): the keys
 *
 * Since: 1.0
 */
GArray *
gweak_weak_hash_table_dup_keys_value (GweakWeakHashTable *self)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), NULL);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), NULL);

  return dup_sides (self, gweak_entry_key_to_value);
}

/**
 * gweak_weak_hash_table_dup_values_value: (rename-to gweak_weak_hash_table_dup_values)
 * @self: a #GweakWeakHashTable
 *
 * Gets the values of all living entries, in the order of insertion:
 * gweak_weak_hash_table_dup_values() for other languages.
 *
 * Returns: (transfer container) (element-type GObject.Value): the values
 *
 * Since: 1.0
 */
GArray *
gweak_weak_hash_table_dup_values_value (GweakWeakHashTable *self)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), NULL);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), NULL);

  return dup_sides (self, gweak_entry_value_to_value);
}
