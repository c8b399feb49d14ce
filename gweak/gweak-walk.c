/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-entries-private.h"

/* A walk over a container, in the order of insertion. It is registered nowhere:
 * where it is, it knows by the serial of its last entry, which deaths, removals
 * and insertions do not change.
 */

void
gweak_walk_init (GweakWalk    *self,
                 GweakEntries *entries)
{
  *self = (GweakWalk){ .entries = gweak_entries_ref (entries) };
}

static void
let_go_of_current (GweakWalk *self)
{
  GweakEntry *current = g_steal_pointer (&self->current);
  GweakSides  sides = self->sides;

  self->sides = (GweakSides){ NULL };
  gweak_sides_clear (&sides);
  if (current != NULL)
    gweak_entry_unref (current);
}

static GweakEntry *
find_next (GweakWalk *self)
{
  GweakEntry *entry;

  gweak_lock (&self->entries->lock);
  do
    entry = gweak_index_next (&self->entries->index, &self->bookmark);
  while (entry != NULL && !gweak_entry_is_alive (entry));
  if (entry != NULL)
    gweak_entry_ref (entry);
  gweak_unlock (&self->entries->lock);

  return entry;
}

/* Moves to the next living entry, whose weak sides are not held. At the end
 * nothing is held any more.
 */
gboolean
gweak_walk_step (GweakWalk *self)
{
  GweakEntry *next;

  if (self->entries == NULL)
    return FALSE;

  next = find_next (self);
  let_go_of_current (self);
  self->current = next;
  if (next == NULL)
    gweak_walk_clear (self);

  return next != NULL;
}

/* The same, with its weak sides held. */
gboolean
gweak_walk_next (GweakWalk *self)
{
  while (gweak_walk_step (self))
    if (gweak_entry_dup_sides (self->current, &self->sides))
      return TRUE;

  return FALSE;
}

/* Ends the walk. */
void
gweak_walk_clear (GweakWalk *self)
{
  let_go_of_current (self);
  g_clear_pointer (&self->entries, gweak_entries_unref);
}
