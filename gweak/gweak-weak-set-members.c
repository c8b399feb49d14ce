/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-set-private.h"

/* How members come, are found, and leave. */

static gboolean
is_item (GweakWeakSet *self,
         gpointer      item)
{
  return item != NULL && G_TYPE_CHECK_INSTANCE_TYPE (item, self->item_type);
}

static void
key_init (GweakKey     *key,
          GweakWeakSet *self,
          gpointer      item)
{
  gweak_key_init (key, self->entries, (GweakSlot){ .pointer = item });
}

/* Inserts @item unless there is an equal member, and then gives that, strongly. */
static gboolean
insert (GweakWeakSet *self,
        gpointer      item,
        GObject     **equal)
{
  GweakEntry *entry;
  GweakKey    key;
  GweakSides  sides;
  gboolean    is_new;

  key_init (&key, self, item);
  is_new = gweak_entries_insert_surely (self->entries, &key, (GweakSlot){ .pointer = NULL }, &entry, &sides);
  *equal = sides.key;
  gweak_entry_unref (entry);

  return is_new;
}

/**
 * gweak_weak_set_add:
 * @self: a #GweakWeakSet
 * @item: (type GObject.Object): an object
 *
 * Makes @item a member, which is not referenced, nor sunk if it is floating.
 *
 * With functions, nothing is done while there is an equal member: as in other
 * languages that one stays, and when it dies, the set has none. Whoever wants to
 * rely on an equal member holds what gweak_weak_set_intern() gives.
 *
 * An object that is being finalized cannot be a member: a critical. Modelled on
 * CPython's `add()`.
 *
 * Returns: whether it is one now, and was not before
 *
 * Since: 1.0
 */
gboolean
gweak_weak_set_add (GweakWeakSet *self,
                    gpointer      item)
{
  GObject *equal;
  gboolean is_new;

  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), FALSE);
  g_return_val_if_fail (is_item (self, item), FALSE);
  g_return_val_if_fail (gweak_object_is_counted (item), FALSE);

  is_new = insert (self, item, &equal);
  g_clear_object (&equal);

  return is_new;
}

/* The entry of @item or its equal, with that member held. */
static GweakEntry *
find (GweakWeakSet *self,
      gpointer      item,
      GweakSides   *sides)
{
  GweakKey key;

  key_init (&key, self, item);

  return gweak_entries_find (self->entries, &key, sides);
}

/* Takes @item or its equal out. Another thread may have it out first, and then
 * the next one is tried.
 */
static gboolean
take_out (GweakWeakSet *self,
          gpointer      item)
{
  GweakEntry *entry;
  GweakSides  sides;
  gboolean    removed = FALSE;

  while (!removed && (entry = find (self, item, &sides)) != NULL)
    {
      removed = gweak_entries_remove (self->entries, entry, GWEAK_REMOVAL_CAUSE_REMOVED);
      gweak_sides_clear (&sides);
      gweak_entry_unref (entry);
    }

  return removed;
}

/**
 * gweak_weak_set_remove:
 * @self: a #GweakWeakSet
 * @item: (type GObject.Object): an object
 *
 * Removes @item, or the member that is equal to it, with
 * %GWEAK_REMOVAL_CAUSE_REMOVED.
 *
 * Modelled on CPython's `discard()`.
 *
 * Returns: whether there was such a member
 *
 * Since: 1.0
 */
gboolean
gweak_weak_set_remove (GweakWeakSet *self,
                       gpointer      item)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), FALSE);
  g_return_val_if_fail (is_item (self, item), FALSE);

  return take_out (self, item);
}

/**
 * gweak_weak_set_contains:
 * @self: a #GweakWeakSet
 * @item: (type GObject.Object): an object
 *
 * Checks whether @item, or an object equal to it, is a member.
 *
 * Returns: whether there is one
 *
 * Since: 1.0
 */
gboolean
gweak_weak_set_contains (GweakWeakSet *self,
                         gpointer      item)
{
  GweakKey key;

  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), FALSE);
  g_return_val_if_fail (is_item (self, item), FALSE);

  key_init (&key, self, item);

  return gweak_entries_contains (self->entries, &key);
}

/* The member that is @object or its equal, strongly. */
static GObject *
get_equal (GweakWeakSet *self,
           gpointer      object)
{
  GweakSides  sides;
  GweakEntry *entry = find (self, object, &sides);

  if (entry != NULL)
    gweak_entry_unref (entry);

  return sides.key;
}

/**
 * gweak_weak_set_intern:
 * @self: a #GweakWeakSet
 * @object: (type GObject.Object): an object
 *
 * Gets the member that is equal to @object. If there is none, @object becomes
 * one, and is returned.
 *
 * As long as somebody holds what is returned, this gives the same object for all
 * that are equal, in every thread; two that ask at once get the same. Modelled
 * on the interners of Guava.
 *
 * An object that is being finalized cannot be a member: a critical.
 *
 * Returns: (transfer full) (type GObject.Object): the member
 *
 * Since: 1.0
 */
gpointer
gweak_weak_set_intern (GweakWeakSet *self,
                       gpointer      object)
{
  GObject *equal;

  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), NULL);
  g_return_val_if_fail (is_item (self, object), NULL);
  g_return_val_if_fail (gweak_object_is_counted (object), NULL);

  equal = get_equal (self, object);
  if (equal == NULL && insert (self, object, &equal))
    return g_object_ref (object);

  return equal;
}

/**
 * gweak_weak_set_pop:
 * @self: a #GweakWeakSet
 *
 * Removes the newest member, with %GWEAK_REMOVAL_CAUSE_REMOVED. Those that are
 * dying are passed over.
 *
 * Modelled on CPython's `pop()`.
 *
 * Returns: (transfer full) (nullable) (type GObject.Object): the member; %NULL
 *   if the set is empty
 *
 * Since: 1.0
 */
gpointer
gweak_weak_set_pop (GweakWeakSet *self)
{
  GweakEntry *entry;
  GweakSides  sides;

  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), NULL);

  entry = gweak_entries_pop (self->entries, &sides);
  if (entry == NULL)
    return NULL;

  gweak_entry_unref (entry);

  return sides.key;
}

/**
 * gweak_weak_set_remove_all:
 * @self: a #GweakWeakSet
 *
 * Removes all members, with %GWEAK_REMOVAL_CAUSE_CLEARED.
 *
 * Modelled on CPython's `clear()`.
 *
 * Since: 1.0
 */
void
gweak_weak_set_remove_all (GweakWeakSet *self)
{
  g_return_if_fail (GWEAK_IS_WEAK_SET (self));

  gweak_entries_remove_all (self->entries, FALSE);
}

/**
 * gweak_weak_set_foreach:
 * @self: a #GweakWeakSet
 * @func: (scope call): what to call
 * @user_data: data for @func
 *
 * Calls @func for each living member, in the order of insertion. It may do
 * anything with the set; see gweak_weak_set_iter_next().
 *
 * Since: 1.0
 */
void
gweak_weak_set_foreach (GweakWeakSet    *self,
                        GweakWeakSetFunc func,
                        gpointer         user_data)
{
  GweakWalk walk;

  g_return_if_fail (GWEAK_IS_WEAK_SET (self));
  g_return_if_fail (func != NULL);

  gweak_walk_init (&walk, self->entries);
  while (gweak_walk_next (&walk))
    func (walk.sides.key, user_data);
}

/**
 * gweak_weak_set_dup_items:
 * @self: a #GweakWeakSet
 *
 * Gets all living members, in the order of insertion.
 *
 * Returns: (transfer container) (element-type GObject.Object): the members,
 *   which the array holds
 *
 * Since: 1.0
 */
GPtrArray *
gweak_weak_set_dup_items (GweakWeakSet *self)
{
  GPtrArray *items;
  GweakWalk  walk;

  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), NULL);

  items = g_ptr_array_new_with_free_func (g_object_unref);
  gweak_walk_init (&walk, self->entries);
  while (gweak_walk_next (&walk))
    g_ptr_array_add (items, g_object_ref (walk.sides.key));

  return items;
}
