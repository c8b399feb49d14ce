/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-set-private.h"

/* GweakWeakSetIter. */

G_STATIC_ASSERT (sizeof (GweakWalk) <= sizeof (GweakWeakSetIter));
G_STATIC_ASSERT (G_ALIGNOF (GweakWalk) <= G_ALIGNOF (GweakWeakSetIter));

/**
 * gweak_weak_set_iter_init: (skip)
 * @iter: an iterator, whose contents do not matter
 * @set: a #GweakWeakSet
 *
 * Begins a walk over the members of @set, in the order of insertion.
 *
 * An iterator that is walked to its end needs no clearing. One that is left
 * before holds the member it is at until gweak_weak_set_iter_clear().
 *
 * Each iterator is for one thread; any number of them can be under way on one
 * set.
 *
 * Since: 1.0
 */
void
gweak_weak_set_iter_init (GweakWeakSetIter *iter,
                          GweakWeakSet     *set)
{
  g_return_if_fail (iter != NULL);
  *(GweakWalk *) iter = (GweakWalk){ .entries = NULL };
  g_return_if_fail (GWEAK_IS_WEAK_SET (set));

  gweak_walk_init ((GweakWalk *) iter, set->entries);
}

/**
 * gweak_weak_set_iter_next: (skip)
 * @iter: an iterator
 * @item: (out) (optional) (transfer none): return location for the member
 *
 * Moves to the next living member. It is held until the next call on @iter, also
 * where it leaves the set.
 *
 * Meanwhile members may die, come and go, and the set itself may go. Those added
 * are visited, those that left are not.
 *
 * Returns: whether there is one; if not, the walk is over
 *
 * Since: 1.0
 */
gboolean
gweak_weak_set_iter_next (GweakWeakSetIter *iter,
                          gpointer         *item)
{
  GweakWalk *walk = (GweakWalk *) iter;

  g_return_val_if_fail (iter != NULL, FALSE);

  if (!gweak_walk_next (walk))
    return FALSE;

  if (item != NULL)
    *item = walk->sides.key;

  return TRUE;
}

/**
 * gweak_weak_set_iter_remove: (skip)
 * @iter: an iterator
 *
 * Removes the member that @iter is at, with %GWEAK_REMOVAL_CAUSE_REMOVED. It is
 * held on.
 *
 * Returns: whether it was still there; %FALSE, with a critical, if @iter is at
 *   none
 *
 * Since: 1.0
 */
gboolean
gweak_weak_set_iter_remove (GweakWeakSetIter *iter)
{
  GweakWalk *walk = (GweakWalk *) iter;

  g_return_val_if_fail (iter != NULL, FALSE);
  g_return_val_if_fail (walk->current != NULL, FALSE);

  return gweak_walk_remove (walk);
}

/**
 * gweak_weak_set_iter_clear: (skip)
 * @iter: an iterator that was begun
 *
 * Ends a walk, and lets go of the member it is at. Does nothing when it is over.
 *
 * Since: 1.0
 */
void
gweak_weak_set_iter_clear (GweakWeakSetIter *iter)
{
  g_return_if_fail (iter != NULL);

  gweak_walk_clear ((GweakWalk *) iter);
}

/**
 * gweak_weak_set_next_item:
 * @self: a #GweakWeakSet
 * @place: (inout): where the walk is: 0 before the first member
 *
 * Moves to the next living member, in the order of insertion. For JavaScript,
 * where a set is iterated over with this: in other languages an iterator, or
 * gweak_weak_set_dup_items(), costs less.
 *
 * Nothing is held between two calls. Meanwhile members may die, come and go:
 * those added are visited, those that left are not.
 *
 * May be called from any thread. A @place that is %NULL is a critical; any number
 * in it is a place.
 *
 * Returns: (transfer full) (nullable) (type GObject.Object): the member; %NULL at
 *   the end
 *
 * Since: 1.0
 */
gpointer
gweak_weak_set_next_item (GweakWeakSet *self,
                          guint64      *place)
{
  GweakWalk walk;
  gpointer  item = NULL;

  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), NULL);
  g_return_val_if_fail (place != NULL, NULL);

  gweak_walk_init_after (&walk, self->entries, *place);
  if (gweak_walk_next (&walk))
    {
      item = g_object_ref (walk.sides.key);
      *place = walk.bookmark.serial;
    }
  gweak_walk_clear (&walk);

  return item;
}
