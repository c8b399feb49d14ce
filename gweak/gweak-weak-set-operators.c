/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-set-private.h"

#include "gweak-members-private.h"

/* What sets do with other sets; for how, see gweak-members.c. */

/* A set of the kind of @self. Nobody is told of what it gets until it is made. */
static GweakWeakSet *
begin_alike (GweakWeakSet *self)
{
  GweakWeakSet *made = g_object_new (GWEAK_TYPE_WEAK_SET,
                                     "item-type", self->item_type,
                                     "toggle", self->toggle,
                                     "main-context", self->context,
                                     NULL);

  gweak_entries_set_listener (made->entries, NULL);
  gweak_entries_use_functions (made->entries, self->entries->hash, self->entries->equal);

  return made;
}

static GweakWeakSet *
finish (GweakWeakSet *made)
{
  gweak_entries_set_listener (made->entries, G_OBJECT (made));

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
  return gweak_members_have_same_functions (self->entries, other->entries) || can_have (self, other);
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

  copy = begin_alike (self);
  gweak_members_fill (copy->entries, self->entries);

  return finish (copy);
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

  adapted = gweak_members_adapt (other->entries, self->entries);
  result = gweak_members_are_subset (self->entries, adapted) && gweak_members_are_subset (adapted, self->entries);
  gweak_members_release (adapted, other->entries);

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

  adapted = gweak_members_adapt (other->entries, self->entries);
  result = gweak_members_are_subset (self->entries, adapted);
  gweak_members_release (adapted, other->entries);

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

  return gweak_members_are_subset (other->entries, self->entries);
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

  return gweak_members_are_disjoint (self->entries, other->entries);
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

  made = begin_alike (self);
  gweak_members_fill (made->entries, self->entries);
  gweak_members_fill (made->entries, other->entries);

  return finish (made);
}

static GweakWeakSet *
select_members (GweakWeakSet *self,
                GweakWeakSet *other,
                gboolean      contained)
{
  GweakWeakSet *made = begin_alike (self);
  GweakEntries *adapted = gweak_members_adapt (other->entries, self->entries);

  gweak_members_select (made->entries, self->entries, adapted, contained);
  gweak_members_release (adapted, other->entries);

  return finish (made);
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

  made = begin_alike (self);
  adapted = gweak_members_adapt (other->entries, self->entries);
  gweak_members_select (made->entries, self->entries, adapted, FALSE);
  gweak_members_select (made->entries, adapted, self->entries, FALSE);
  gweak_members_release (adapted, other->entries);

  return finish (made);
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
    gweak_members_insert (self->entries, other->entries);
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

  adapted = gweak_members_adapt (other->entries, self->entries);
  gweak_members_keep (self->entries, adapted);
  gweak_members_release (adapted, other->entries);
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

  gweak_members_remove (self->entries, other->entries);
}
