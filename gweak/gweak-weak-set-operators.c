/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-set-private.h"

/* What sets do with other sets.
 *
 * All of it is made of walks over the members of one container, where another
 * one is asked about each. Without a user's functions that needs nobody to hold
 * the member: its entry says all. Such a member can have died meanwhile, and its
 * address can be that of another object since; it is the caller who sees to
 * that, by looking afterwards whether the entry is still alive.
 */

/* The members that a container had when this began and that are alive at their
 * turn, for another container to be asked about.
 */
typedef struct
{
  GweakWalk     walk;
  guint64       last;      /* serial of the last member there was */
  GweakEntries *asked;     /* (owned) (nullable) until the end */
  gboolean      same_hash; /* which both containers give a member */
  gboolean      hold;      /* each member, at its turn */
} Members;

static gboolean
has_same_functions (GweakEntries *self,
                    GweakEntries *other)
{
  return self->hash == other->hash && self->equal == other->equal;
}

static void
members_init (Members      *self,
              GweakEntries *of,
              GweakEntries *asked)
{
  gweak_walk_init (&self->walk, of);
  gweak_lock (&of->lock);
  self->last = of->index.last_serial;
  gweak_unlock (&of->lock);
  self->asked = gweak_entries_ref (asked);
  self->same_hash = has_same_functions (of, asked);
  self->hold = !self->same_hash || asked->equal != NULL;
}

static void
members_clear (Members *self)
{
  gweak_walk_clear (&self->walk);
  g_clear_pointer (&self->asked, gweak_entries_unref);
}

static gboolean
members_next (Members *self)
{
  gboolean found = self->hold ? gweak_walk_next (&self->walk) : gweak_walk_step (&self->walk);

  if (found && self->walk.current->serial <= self->last)
    return TRUE;

  members_clear (self);

  return FALSE;
}

static void
members_get_key (Members  *self,
                 GweakKey *key)
{
  GweakEntry *entry = self->walk.current;

  key->slot.pointer = entry->link.tracker->object;
  if (self->same_hash)
    key->hash = entry->hash;
  else
    gweak_key_init (key, self->asked, key->slot);
}

/* The entry of the member in the other container, pinned. */
static GweakEntry *
members_find (Members *self)
{
  GweakEntry *found;
  GweakKey    key;

  members_get_key (self, &key);
  found = gweak_entries_find_pinned (self->asked, &key);
  if (found != NULL && !self->hold && !gweak_entry_is_alive (self->walk.current))
    g_clear_pointer (&found, gweak_entry_unref);

  return found;
}

static gboolean
members_contained (Members *self)
{
  GweakEntry *found = members_find (self);

  if (found != NULL)
    gweak_entry_unref (found);

  return found != NULL;
}

/* Inserts the member into @into, which has the functions of the container that
 * is asked.
 */
static void
members_insert (Members      *self,
                GweakEntries *into)
{
  GweakEntry *entry;
  GweakKey    key;
  GweakSides  sides;

  if (!self->hold)
    {
      gweak_entries_insert_like (into, self->walk.current);
      return;
    }

  members_get_key (self, &key);
  gweak_entries_insert_surely (into, &key, (GweakSlot){ .pointer = NULL }, &entry, &sides);
  gweak_sides_clear (&sides);
  gweak_entry_unref (entry);
}

static void
insert_all (GweakEntries *self,
            GweakEntries *other)
{
  Members members;

  members_init (&members, other, self);
  while (members_next (&members))
    members_insert (&members, self);
}

/* Inserts into @self the members of @of for which it is @contained whether they
 * are in @other. All have the same functions.
 */
static void
insert_some (GweakEntries *self,
             GweakEntries *of,
             GweakEntries *other,
             gboolean      contained)
{
  Members members;

  members_init (&members, of, other);
  while (members_next (&members))
    if (members_contained (&members) == contained)
      members_insert (&members, self);
}

/* A member that died or was removed while @other was asked does not count. */
static gboolean
is_subset (GweakEntries *self,
           GweakEntries *other)
{
  gboolean result = TRUE;
  Members  members;

  members_init (&members, self, other);
  while (result && members_next (&members))
    result = members_contained (&members) || !gweak_entry_is_alive (members.walk.current);
  members_clear (&members);

  return result;
}

static gboolean
is_disjoint (GweakEntries *self,
             GweakEntries *other)
{
  gboolean result = TRUE;
  Members  members;

  members_init (&members, other, self);
  while (result && members_next (&members))
    result = !members_contained (&members);
  members_clear (&members);

  return result;
}

static void
keep_contained (GweakEntries *self,
                GweakEntries *other)
{
  Members members;

  members_init (&members, self, other);
  while (members_next (&members))
    if (!members_contained (&members))
      gweak_entries_remove (self, members.walk.current, GWEAK_REMOVAL_CAUSE_REMOVED);
}

static void
remove_contained (GweakEntries *self,
                  GweakEntries *other)
{
  Members members;

  members_init (&members, other, self);
  while (members_next (&members))
    {
      GweakEntry *found = members_find (&members);

      if (found != NULL)
        {
          gweak_entries_remove (self, found, GWEAK_REMOVAL_CAUSE_REMOVED);
          gweak_entry_unref (found);
        }
    }
}

/* What has the members of @other, and the functions of @self. */
static GweakEntries *
adapt (GweakWeakSet *self,
       GweakWeakSet *other)
{
  GweakEntries *adapted;

  if (has_same_functions (self->entries, other->entries))
    return gweak_entries_ref (other->entries);

  adapted = gweak_entries_new (&(GweakEntriesConfig){
    .ops = self->entries->ops,
    .key_type = self->item_type,
    .value_type = G_TYPE_NONE,
    .weakness = GWEAK_WEAKNESS_KEYS,
  });
  gweak_entries_use_functions (adapted, self->entries->hash, self->entries->equal);
  insert_all (adapted, other->entries);

  return adapted;
}

static void
release_adapted (GweakEntries *adapted,
                 GweakWeakSet *other)
{
  if (adapted != other->entries)
    gweak_entries_remove_all (adapted, TRUE);
  gweak_entries_unref (adapted);
}

static GweakWeakSet *
make_alike (GweakWeakSet *self)
{
  GweakWeakSet *made = g_object_new (GWEAK_TYPE_WEAK_SET,
                                     "item-type", self->item_type,
                                     "toggle", self->toggle,
                                     "main-context", self->context,
                                     NULL);

  gweak_entries_use_functions (made->entries, self->entries->hash, self->entries->equal);

  return made;
}

/* Whether members of @other can be members of @self. */
static gboolean
can_have (GweakWeakSet *self,
          GweakWeakSet *other)
{
  return g_type_is_a (other->item_type, self->item_type);
}

/* Whether the functions of @self can be called with members of @other. */
static gboolean
can_compare (GweakWeakSet *self,
             GweakWeakSet *other)
{
  return has_same_functions (self->entries, other->entries) || can_have (self, other);
}

/**
 * gweak_weak_set_copy:
 * @self: a #GweakWeakSet
 *
 * Makes a set of the same kind with the same members: type, functions,
 * #GweakWeakSet:toggle and #GweakWeakSet:main-context are those of @self,
 * handlers are not.
 *
 * Modelled on CPython's `copy()`.
 *
 * Returns: (transfer full): the copy
 *
 * Since: 1.0
 */
GweakWeakSet *
gweak_weak_set_copy (GweakWeakSet *self)
{
  GweakWeakSet *copy;

  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), NULL);

  copy = make_alike (self);
  insert_all (copy->entries, self->entries);

  return copy;
}

/**
 * gweak_weak_set_equal:
 * @self: a #GweakWeakSet
 * @other: another one
 *
 * Checks whether each member of one set is in the other, and the other way
 * round. The order does not matter.
 *
 * A critical if the functions differ and the members of @other are of another
 * type.
 *
 * Returns: whether that is so
 *
 * Since: 1.0
 */
gboolean
gweak_weak_set_equal (GweakWeakSet *self,
                      GweakWeakSet *other)
{
  GweakEntries *adapted;
  gboolean      result;

  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), FALSE);
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (other), FALSE);
  g_return_val_if_fail (can_compare (self, other), FALSE);

  adapted = adapt (self, other);
  result = is_subset (self->entries, adapted) && is_subset (adapted, self->entries);
  release_adapted (adapted, other);

  return result;
}

/**
 * gweak_weak_set_is_subset:
 * @self: a #GweakWeakSet
 * @other: another one
 *
 * Checks whether each member of @self is in @other.
 *
 * A critical if the functions differ and the members of @other are of another
 * type.
 *
 * Modelled on CPython's `issubset()`.
 *
 * Returns: whether that is so
 *
 * Since: 1.0
 */
gboolean
gweak_weak_set_is_subset (GweakWeakSet *self,
                          GweakWeakSet *other)
{
  GweakEntries *adapted;
  gboolean      result;

  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), FALSE);
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (other), FALSE);
  g_return_val_if_fail (can_compare (self, other), FALSE);

  adapted = adapt (self, other);
  result = is_subset (self->entries, adapted);
  release_adapted (adapted, other);

  return result;
}

/**
 * gweak_weak_set_is_superset:
 * @self: a #GweakWeakSet
 * @other: another one
 *
 * Checks whether each member of @other is in @self.
 *
 * A critical if the functions differ and the members of @other are of another
 * type.
 *
 * Modelled on CPython's `issuperset()`.
 *
 * Returns: whether that is so
 *
 * Since: 1.0
 */
gboolean
gweak_weak_set_is_superset (GweakWeakSet *self,
                            GweakWeakSet *other)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), FALSE);
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (other), FALSE);
  g_return_val_if_fail (can_compare (self, other), FALSE);

  return is_subset (other->entries, self->entries);
}

/**
 * gweak_weak_set_is_disjoint:
 * @self: a #GweakWeakSet
 * @other: another one
 *
 * Checks whether no member of @other is in @self.
 *
 * A critical if the functions differ and the members of @other are of another
 * type.
 *
 * Modelled on CPython's `isdisjoint()`.
 *
 * Returns: whether that is so
 *
 * Since: 1.0
 */
gboolean
gweak_weak_set_is_disjoint (GweakWeakSet *self,
                            GweakWeakSet *other)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), FALSE);
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (other), FALSE);
  g_return_val_if_fail (can_compare (self, other), FALSE);

  return is_disjoint (self->entries, other->entries);
}

/**
 * gweak_weak_set_union:
 * @self: a #GweakWeakSet
 * @other: another one
 *
 * Makes a set, as gweak_weak_set_copy() does, of the members of @self and those
 * of @other that have no equal there, in this order.
 *
 * A critical if the members of @other are of another type.
 *
 * Modelled on CPython's `union()`.
 *
 * Returns: (transfer full): a new set
 *
 * Since: 1.0
 */
GweakWeakSet *
gweak_weak_set_union (GweakWeakSet *self,
                      GweakWeakSet *other)
{
  GweakWeakSet *made;

  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), NULL);
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (other), NULL);
  g_return_val_if_fail (can_have (self, other), NULL);

  made = make_alike (self);
  insert_all (made->entries, self->entries);
  insert_all (made->entries, other->entries);

  return made;
}

static GweakWeakSet *
select_members (GweakWeakSet *self,
                GweakWeakSet *other,
                gboolean      contained)
{
  GweakWeakSet *made = make_alike (self);
  GweakEntries *adapted = adapt (self, other);

  insert_some (made->entries, self->entries, adapted, contained);
  release_adapted (adapted, other);

  return made;
}

/**
 * gweak_weak_set_intersection:
 * @self: a #GweakWeakSet
 * @other: another one
 *
 * Makes a set, as gweak_weak_set_copy() does, of the members of @self that are
 * in @other.
 *
 * A critical if the functions differ and the members of @other are of another
 * type.
 *
 * Modelled on CPython's `intersection()`.
 *
 * Returns: (transfer full): a new set
 *
 * Since: 1.0
 */
GweakWeakSet *
gweak_weak_set_intersection (GweakWeakSet *self,
                             GweakWeakSet *other)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), NULL);
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (other), NULL);
  g_return_val_if_fail (can_compare (self, other), NULL);

  return select_members (self, other, TRUE);
}

/**
 * gweak_weak_set_difference:
 * @self: a #GweakWeakSet
 * @other: another one
 *
 * Makes a set, as gweak_weak_set_copy() does, of the members of @self that are
 * not in @other.
 *
 * A critical if the functions differ and the members of @other are of another
 * type.
 *
 * Modelled on CPython's `difference()`.
 *
 * Returns: (transfer full): a new set
 *
 * Since: 1.0
 */
GweakWeakSet *
gweak_weak_set_difference (GweakWeakSet *self,
                           GweakWeakSet *other)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), NULL);
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (other), NULL);
  g_return_val_if_fail (can_compare (self, other), NULL);

  return select_members (self, other, FALSE);
}

/**
 * gweak_weak_set_symmetric_difference:
 * @self: a #GweakWeakSet
 * @other: another one
 *
 * Makes a set, as gweak_weak_set_copy() does, of the members of @self that are
 * not in @other and those of @other that are not in @self, in this order.
 *
 * A critical if the members of @other are of another type.
 *
 * Modelled on CPython's `symmetric_difference()`.
 *
 * Returns: (transfer full): a new set
 *
 * Since: 1.0
 */
GweakWeakSet *
gweak_weak_set_symmetric_difference (GweakWeakSet *self,
                                     GweakWeakSet *other)
{
  GweakWeakSet *made;
  GweakEntries *adapted;

  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), NULL);
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (other), NULL);
  g_return_val_if_fail (can_have (self, other), NULL);

  made = make_alike (self);
  adapted = adapt (self, other);
  insert_some (made->entries, self->entries, adapted, FALSE);
  insert_some (made->entries, adapted, self->entries, FALSE);
  release_adapted (adapted, other);

  return made;
}

/**
 * gweak_weak_set_update:
 * @self: a #GweakWeakSet
 * @other: another one
 *
 * Adds the members of @other, as gweak_weak_set_add() does. Updating a set with
 * itself does nothing.
 *
 * A critical if the members of @other are of another type.
 *
 * Modelled on CPython's `update()`.
 *
 * Since: 1.0
 */
void
gweak_weak_set_update (GweakWeakSet *self,
                       GweakWeakSet *other)
{
  g_return_if_fail (GWEAK_IS_WEAK_SET (self));
  g_return_if_fail (GWEAK_IS_WEAK_SET (other));
  g_return_if_fail (can_have (self, other));

  if (self != other)
    insert_all (self->entries, other->entries);
}

/**
 * gweak_weak_set_intersection_update:
 * @self: a #GweakWeakSet
 * @other: another one
 *
 * Removes the members that are not in @other, with
 * %GWEAK_REMOVAL_CAUSE_REMOVED. With the set itself that does nothing.
 *
 * A critical if the functions differ and the members of @other are of another
 * type.
 *
 * Modelled on CPython's `intersection_update()`.
 *
 * Since: 1.0
 */
void
gweak_weak_set_intersection_update (GweakWeakSet *self,
                                    GweakWeakSet *other)
{
  GweakEntries *adapted;

  g_return_if_fail (GWEAK_IS_WEAK_SET (self));
  g_return_if_fail (GWEAK_IS_WEAK_SET (other));
  g_return_if_fail (can_compare (self, other));

  if (self == other)
    return;

  adapted = adapt (self, other);
  keep_contained (self->entries, adapted);
  release_adapted (adapted, other);
}

/**
 * gweak_weak_set_difference_update:
 * @self: a #GweakWeakSet
 * @other: another one
 *
 * Removes the members of @other, with %GWEAK_REMOVAL_CAUSE_REMOVED. With the set
 * itself that removes all.
 *
 * A critical if the functions differ and the members of @other are of another
 * type.
 *
 * Modelled on CPython's `difference_update()`.
 *
 * Since: 1.0
 */
void
gweak_weak_set_difference_update (GweakWeakSet *self,
                                  GweakWeakSet *other)
{
  g_return_if_fail (GWEAK_IS_WEAK_SET (self));
  g_return_if_fail (GWEAK_IS_WEAK_SET (other));
  g_return_if_fail (can_compare (self, other));

  remove_contained (self->entries, other->entries);
}
