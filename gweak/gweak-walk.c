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

/* The same, from the entry of that serial on, which may have left meanwhile. No
 * entry is where the bookmark says, so that it is looked for.
 */
void
gweak_walk_init_after (GweakWalk    *self,
                       GweakEntries *entries,
                       guint64       serial)
{
  gweak_walk_init (self, entries);
  gweak_lock (&entries->lock);
  self->bookmark = (GweakBookmark){ .serial = serial, .position = G_MAXUINT, .epoch = entries->index.epoch - 1 };
  gweak_unlock (&entries->lock);
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
  while ((entry = gweak_index_next (&self->entries->index, &self->bookmark)) != NULL && !gweak_entry_is_alive (entry))
    gweak_index_leave_order (&self->entries->index, entry);
  if (entry != NULL)
    gweak_entry_ref (entry);
  gweak_unlock (&self->entries->lock);

  return entry;
}

/* What is let go of can die, and its handlers take out what would be next, or use
 * the walk themselves.
 */
static void
let_go (GweakWalk *self)
{
  while (self->current != NULL)
    let_go_of_current (self);
}

/* Moves to the next living entry, whose weak sides are not held. At the end
 * nothing is held any more.
 */
gboolean
gweak_walk_step (GweakWalk *self)
{
  let_go (self);
  if (self->entries != NULL)
    self->current = find_next (self);
  if (self->current == NULL)
    gweak_walk_clear (self);

  return self->current != NULL;
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

/* Takes the entry out that the walk is at; handlers may use the walk meanwhile.
 * FALSE when it was out already.
 */
gboolean
gweak_walk_remove (GweakWalk *self)
{
  GweakEntries *entries = gweak_entries_ref (self->entries);
  GweakEntry   *entry = gweak_entry_ref (self->current);
  gboolean      removed = gweak_entries_remove (entries, entry, GWEAK_REMOVAL_CAUSE_REMOVED);

  gweak_entry_unref (entry);
  gweak_entries_unref (entries);

  return removed;
}

/* Ends the walk. */
void
gweak_walk_clear (GweakWalk *self)
{
  let_go (self);
  g_clear_pointer (&self->entries, gweak_entries_unref);
}
