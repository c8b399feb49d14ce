/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-hash-table-private.h"

/* The functions of GweakWeakHashTable for C, where keys and values are
 * pointers.
 */

static gboolean
is_key (GweakWeakHashTable *self,
        gconstpointer       key)
{
  return gweak_slot_kind_accepts (&self->entries->key_kind, key);
}

static gboolean
is_value (GweakWeakHashTable *self,
          gconstpointer       value)
{
  return gweak_slot_kind_accepts (&self->entries->value_kind, value);
}

static GweakSlot
borrow_key (GweakWeakHashTable *self,
            gconstpointer       key)
{
  return gweak_slot_borrow (&self->entries->key_kind, key);
}

/**
 * gweak_weak_hash_table_insert: (skip)
 * @self: a #GweakWeakHashTable
 * @key: a key
 * @value: its value
 *
 * Sets the value of @key. Weak sides are not referenced, and a floating one is
 * not sunk; the other side is copied or referenced, but a plain pointer with a
 * destroy notify is taken over.
 *
 * An entry of an equal key is replaced, and leaves with
 * %GWEAK_REMOVAL_CAUSE_REPLACED; the new one has its place in the order, and
 * the new key. So, other than in CPython, an equal key does not die with the
 * object that came first.
 *
 * %NULL can be a value that is strong, but no key of a type that refers to
 * something. Nor can an object be inserted that is being finalized: a critical.
 *
 * May be called from any thread that holds both sides. Modelled on
 * g_hash_table_insert().
 *
 * Returns: whether the key is new
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_insert (GweakWeakHashTable *self,
                              gpointer            key,
                              gpointer            value)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), FALSE);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), FALSE);
  g_return_val_if_fail (is_key (self, key), FALSE);
  g_return_val_if_fail (is_value (self, value), FALSE);

  return gweak_weak_hash_table_insert_slots (self, borrow_key (self, key),
                                             gweak_slot_borrow (&self->entries->value_kind, value));
}

/**
 * gweak_weak_hash_table_lookup: (skip)
 * @self: a #GweakWeakHashTable
 * @key: a key
 *
 * Gets the value of @key, as the caller's own: a reference, a copy, or what the
 * type says (see the types above).
 *
 * Returns: (transfer full) (nullable): the value; %NULL if @key is not there,
 *   and where that is the value
 *
 * Since: 1.0
 */
gpointer
gweak_weak_hash_table_lookup (GweakWeakHashTable *self,
                              gconstpointer       key)
{
  GweakEntry *entry;
  GweakKey    sought;
  gpointer    value = NULL;
  gboolean    done;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), NULL);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), NULL);
  g_return_val_if_fail (is_key (self, key), NULL);

  gweak_key_init (&sought, self->entries, borrow_key (self, key));
  do
    {
      entry = gweak_entries_find_pinned (self->entries, &sought);
      if (entry == NULL)
        return NULL;

      value = gweak_entry_copy_value (entry);
      done = value != NULL || gweak_entries_has (self->entries, entry);
      gweak_entry_unref (entry);
    }
  while (!done);

  return value;
}

/* Gives the sides of @entry, which is consumed with @sides, to who asks. */
static gboolean
give_out (GweakEntry *entry,
          GweakSides *sides,
          gpointer   *key,
          gpointer   *value)
{
  if (key != NULL)
    *key = entry != NULL ? gweak_entry_take_key (entry, sides) : NULL;
  if (value != NULL)
    *value = entry != NULL ? gweak_entry_take_value (entry, sides) : NULL;
  if (entry == NULL)
    return FALSE;

  gweak_sides_clear (sides);
  gweak_entry_unref (entry);

  return TRUE;
}

/**
 * gweak_weak_hash_table_lookup_extended: (skip)
 * @self: a #GweakWeakHashTable
 * @lookup_key: the key to look for
 * @key: (out) (optional) (transfer full) (nullable): return location for the key in the table
 * @value: (out) (optional) (transfer full) (nullable): return location for the value
 *
 * Looks for @lookup_key, and gets both sides, as gweak_weak_hash_table_lookup()
 * gets the value. Without an entry both are %NULL.
 *
 * Returns: whether there is an entry
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_lookup_extended (GweakWeakHashTable *self,
                                       gconstpointer       lookup_key,
                                       gpointer           *key,
                                       gpointer           *value)
{
  GweakEntry *entry;
  GweakSides  sides;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), FALSE);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), FALSE);
  g_return_val_if_fail (is_key (self, lookup_key), FALSE);

  entry = gweak_weak_hash_table_find_slot (self, borrow_key (self, lookup_key), &sides);

  return give_out (entry, &sides, key, value);
}

/**
 * gweak_weak_hash_table_contains: (skip)
 * @self: a #GweakWeakHashTable
 * @key: a key
 *
 * Checks whether there is an entry of @key.
 *
 * Returns: whether there is
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_contains (GweakWeakHashTable *self,
                                gconstpointer       key)
{
  return gweak_weak_hash_table_lookup_extended (self, key, NULL, NULL);
}

/**
 * gweak_weak_hash_table_remove: (skip)
 * @self: a #GweakWeakHashTable
 * @key: a key
 *
 * Removes the entry of @key, with %GWEAK_REMOVAL_CAUSE_REMOVED. A value that is
 * being made for @key is not kept.
 *
 * Returns: whether there was an entry
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_remove (GweakWeakHashTable *self,
                              gconstpointer       key)
{
  return gweak_weak_hash_table_steal_extended (self, key, NULL, NULL);
}

/* Plain pointers that the table owns go to who asks for them. */
static void
give_up_stolen (GweakEntry *entry,
                gpointer   *key,
                gpointer   *value)
{
  gboolean is_key_strong = !(entry->entries->weakness & GWEAK_WEAKNESS_KEYS);

  if (is_key_strong ? key != NULL : value != NULL)
    gweak_entry_give_up_plain (entry);
}

/**
 * gweak_weak_hash_table_steal_extended: (skip)
 * @self: a #GweakWeakHashTable
 * @lookup_key: the key to look for
 * @key: (out) (optional) (transfer full) (nullable): return location for the key in the table
 * @value: (out) (optional) (transfer full) (nullable): return location for the value
 *
 * Removes the entry of @lookup_key, with %GWEAK_REMOVAL_CAUSE_REMOVED, and gets
 * both sides. A plain pointer with a destroy notify is not freed if it is asked
 * for: it is the caller's.
 *
 * Modelled on g_hash_table_steal_extended().
 *
 * Returns: whether there was an entry
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_steal_extended (GweakWeakHashTable *self,
                                      gconstpointer       lookup_key,
                                      gpointer           *key,
                                      gpointer           *value)
{
  GweakEntry *entry;
  GweakSides  sides;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), FALSE);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), FALSE);
  g_return_val_if_fail (is_key (self, lookup_key), FALSE);

  entry = gweak_weak_hash_table_take_slot (self, borrow_key (self, lookup_key), &sides);
  if (entry != NULL)
    give_up_stolen (entry, key, value);

  return give_out (entry, &sides, key, value);
}

/**
 * gweak_weak_hash_table_pop: (skip)
 * @self: a #GweakWeakHashTable
 * @key: (out) (optional) (transfer full) (nullable): return location for the key
 * @value: (out) (optional) (transfer full) (nullable): return location for the value
 *
 * Removes the newest entry, with %GWEAK_REMOVAL_CAUSE_REMOVED, and gets both
 * sides, as gweak_weak_hash_table_steal_extended() does. Entries that are dying
 * are passed over.
 *
 * Modelled on CPython's `popitem()`.
 *
 * Returns: whether there was an entry
 *
 * Since: 1.0
 */
gboolean
gweak_weak_hash_table_pop (GweakWeakHashTable *self,
                           gpointer           *key,
                           gpointer           *value)
{
  GweakEntry *entry;
  GweakSides  sides;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), FALSE);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), FALSE);

  entry = gweak_entries_pop (self->entries, &sides);
  if (entry != NULL)
    give_up_stolen (entry, key, value);

  return give_out (entry, &sides, key, value);
}

/* A factory, and what it is called with. */
typedef struct
{
  GweakWeakHashTable       *self;      /* (unowned) */
  gconstpointer             key;       /* (unowned) */
  GweakWeakHashTableFactory factory;   /* (unowned) */
  gpointer                  user_data; /* (unowned) */
} Call;

/* What the factory gives away, as a slot. What is floating, which nobody owns
 * yet, is ours: whoever sinks it later has to take a reference.
 */
static GweakSlot
take_pointer (const GweakSlotKind *kind,
              gpointer             pointer)
{
  GweakSlot slot;

  if (gweak_slot_kind_is_object (kind) && g_object_is_floating (pointer))
    g_object_ref_sink (pointer);
  else if (kind->fundamental == G_TYPE_VARIANT)
    g_variant_take_ref (pointer);
  slot = gweak_slot_copy_in (kind, pointer);
  gweak_slot_kind_release (kind, pointer);

  return slot;
}

/* One that gives a value and raises all the same has raised. */
static gboolean
call_factory (gpointer   data,
              GweakSlot *value,
              GError   **error)
{
  Call                *call = data;
  const GweakSlotKind *kind = &call->self->entries->value_kind;
  GError              *raised = NULL;
  gpointer             made = call->factory (call->key, call->user_data, &raised);

  if (made != NULL && !gweak_slot_kind_accepts (kind, made))
    {
      g_critical ("gweak_weak_hash_table_get_or_insert: what the factory made is no %s", g_type_name (kind->type));
      made = NULL;
    }
  if (made != NULL)
    *value = take_pointer (kind, made);
  if (raised == NULL)
    return made != NULL;

  g_propagate_error (error, raised);
  if (made != NULL)
    gweak_slot_clear (kind, value);

  return FALSE;
}

/**
 * gweak_weak_hash_table_get_or_insert: (skip)
 * @self: a #GweakWeakHashTable
 * @key: a key
 * @factory: how to make the value
 * @user_data: data for @factory
 * @error: return location for a #GError
 *
 * Gets the value of @key, and if there is none, has @factory make it and inserts
 * it. The factory runs once, without locks, in the thread that asked first;
 * other threads that ask for the same key wait for it, and get the same value.
 *
 * If the factory returns %NULL, nothing is inserted and this call returns
 * %NULL; the next one that waits tries its own. What is inserted meanwhile wins
 * over what the factory makes. If the key is removed meanwhile, the result is
 * returned to those who asked before, but not kept, except for plain pointers that
 * the table owns; another thread that asks after the removal makes its own. A
 * floating object is sunk: the table and the caller have a reference each.
 *
 * Where the factory asks for the same key again, or waits for a thread that
 * waits for it, that fails with %GWEAK_ERROR_RECURSION.
 *
 * May be called from any thread that holds @key. Modelled on .NET's
 * `ConditionalWeakTable.GetOrAdd()`, and on the caches of Guava.
 *
 * Returns: (transfer full) (nullable): the value, as from
 *   gweak_weak_hash_table_lookup(); %NULL, with a critical, if @key would be
 *   taken over
 *
 * Since: 1.0
 */
gpointer
gweak_weak_hash_table_get_or_insert (GweakWeakHashTable       *self,
                                     gconstpointer             key,
                                     GweakWeakHashTableFactory factory,
                                     gpointer                  user_data,
                                     GError                  **error)
{
  Call      call = { self, key, factory, user_data };
  GweakSlot slot;
  gpointer  value;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), NULL);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), NULL);
  g_return_val_if_fail (self->entries->key_kind.destroy == NULL, NULL);
  g_return_val_if_fail (is_key (self, key), NULL);
  g_return_val_if_fail (factory != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!gweak_weak_hash_table_get_or_make (self, borrow_key (self, key), call_factory, &call, &slot, error))
    return NULL;

  value = gweak_slot_copy_out (&self->entries->value_kind, slot);
  if (self->entries->value_kind.destroy == NULL)
    gweak_slot_clear (&self->entries->value_kind, &slot);

  return value;
}

/**
 * gweak_weak_hash_table_foreach: (skip)
 * @self: a #GweakWeakHashTable
 * @func: what to call
 * @user_data: data for @func
 *
 * Calls @func for each living entry, in the order of insertion. It may do
 * anything with the table; see gweak_weak_hash_table_iter_next().
 *
 * Since: 1.0
 */
void
gweak_weak_hash_table_foreach (GweakWeakHashTable    *self,
                               GweakWeakHashTableFunc func,
                               gpointer               user_data)
{
  GweakWalk walk;

  g_return_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self));
  g_return_if_fail (gweak_weak_hash_table_is_usable (self));
  g_return_if_fail (func != NULL);

  gweak_walk_init (&walk, self->entries);
  while (gweak_walk_next (&walk))
    func (gweak_entry_peek_key (walk.current, &walk.sides), gweak_entry_peek_value (walk.current, &walk.sides), user_data);
}

/**
 * gweak_weak_hash_table_foreach_remove: (skip)
 * @self: a #GweakWeakHashTable
 * @func: which entries to remove
 * @user_data: data for @func
 *
 * Calls @func for each living entry, in the order of insertion, and removes
 * those for which it returns %TRUE, with %GWEAK_REMOVAL_CAUSE_REMOVED.
 *
 * Returns: how many were removed
 *
 * Since: 1.0
 */
guint
gweak_weak_hash_table_foreach_remove (GweakWeakHashTable    *self,
                                      GweakWeakHashTableTest func,
                                      gpointer               user_data)
{
  GweakWalk walk;
  guint     n_removed = 0;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), 0);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), 0);
  g_return_val_if_fail (func != NULL, 0);

  gweak_walk_init (&walk, self->entries);
  while (gweak_walk_next (&walk))
    if (func (gweak_entry_peek_key (walk.current, &walk.sides), gweak_entry_peek_value (walk.current, &walk.sides), user_data))
      n_removed += gweak_entries_remove (self->entries, walk.current, GWEAK_REMOVAL_CAUSE_REMOVED);

  return n_removed;
}

/**
 * gweak_weak_hash_table_dup_keys: (skip)
 * @self: a #GweakWeakHashTable
 *
 * Gets the keys of all living entries, in the order of insertion, as
 * gweak_weak_hash_table_lookup() gets a value.
 *
 * Returns: (transfer container): the keys, which the array frees; those of a
 *   boxed type, which it cannot, are to be freed with g_boxed_free()
 *
 * Since: 1.0
 */
GPtrArray *
gweak_weak_hash_table_dup_keys (GweakWeakHashTable *self)
{
  GPtrArray *keys;
  GweakWalk  walk;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), NULL);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), NULL);

  keys = g_ptr_array_new_with_free_func (gweak_slot_kind_get_release (&self->entries->key_kind));
  gweak_walk_init (&walk, self->entries);
  while (gweak_walk_next (&walk))
    g_ptr_array_add (keys, gweak_entry_take_key (walk.current, &walk.sides));

  return keys;
}

/**
 * gweak_weak_hash_table_dup_values: (skip)
 * @self: a #GweakWeakHashTable
 *
 * Gets the values of all living entries, in the order of insertion, as
 * gweak_weak_hash_table_lookup() gets one.
 *
 * Returns: (transfer container): the values, which the array frees; those of a
 *   boxed type, which it cannot, are to be freed with g_boxed_free()
 *
 * Since: 1.0
 */
GPtrArray *
gweak_weak_hash_table_dup_values (GweakWeakHashTable *self)
{
  GPtrArray *values;
  GweakWalk  walk;

  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), NULL);
  g_return_val_if_fail (gweak_weak_hash_table_is_usable (self), NULL);

  values = g_ptr_array_new_with_free_func (gweak_slot_kind_get_release (&self->entries->value_kind));
  gweak_walk_init (&walk, self->entries);
  while (gweak_walk_next (&walk))
    g_ptr_array_add (values, gweak_entry_take_value (walk.current, &walk.sides));

  return values;
}
