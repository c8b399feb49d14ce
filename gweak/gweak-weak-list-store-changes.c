/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-list-store-private.h"

/* What changes a list, by hand or by death, and how that is announced. */

/* Views ask for neighbours. */
static GSequenceIter *
seek (GweakWeakListStore *self,
      guint               position)
{
  if (self->last_place == NULL)
    self->last_place = g_sequence_get_iter_at_pos (self->members, position);
  else if (position == self->last_position + 1)
    self->last_place = g_sequence_iter_next (self->last_place);
  else if (position + 1 == self->last_position)
    self->last_place = g_sequence_iter_prev (self->last_place);
  else if (position != self->last_position)
    self->last_place = g_sequence_get_iter_at_pos (self->members, position);
  self->last_position = position;

  return self->last_place;
}

GweakListMember *
gweak_weak_list_store_get_member (GweakWeakListStore *self,
                                  guint               position)
{
  return g_sequence_get (seek (self, position));
}

/* The GWeakRef to a store that was disposed of, and is still in use, is empty. */
void
gweak_weak_list_store_revive (GweakWeakListStore *self)
{
  if (G_LIKELY (!self->disposed))
    return;

  self->disposed = FALSE;
  gweak_list_core_revive (self->core, (GObject *) self);
}

/* Has to follow each change of `members`. */
static void
note_change (GweakWeakListStore *self)
{
  self->last_place = NULL;
  self->n_changes++;
  gweak_weak_list_store_revive (self);
}

/* A handler may release what the caller holds. */
static void
announce_change (GweakWeakListStore *self,
                 guint               position,
                 guint               n_removals,
                 guint               n_additions)
{
  g_object_ref (self);
  g_list_model_items_changed ((GListModel *) self, position, n_removals, n_additions);
  if (n_removals != n_additions)
    gweak_weak_list_store_notify_n_items (self);
  g_object_unref (self);
}

static void
insert_before (GweakWeakListStore *self,
               GSequenceIter      *place,
               GObject            *object)
{
  GweakListMember *member = gweak_list_member_new (self->core, object);

  member->place = g_sequence_insert_before (place, member);
  note_change (self);
}

/* Nothing foreign runs in this, since no object is held. */
static void
remove_range (GweakWeakListStore *self,
              GSequenceIter      *begin,
              GSequenceIter      *end)
{
  for (GSequenceIter *place = begin; place != end; place = g_sequence_iter_next (place))
    gweak_list_member_remove (g_sequence_get (place));
  g_sequence_remove_range (begin, end);
  note_change (self);
}

static GSequenceIter *
get_place (GweakWeakListStore *self,
           guint               position)
{
  if (position == gweak_weak_list_store_get_length (self))
    return g_sequence_get_end_iter (self->members);

  return g_sequence_get_iter_at_pos (self->members, position);
}

/* By hand: positions are there, and the objects were accepted. */
void
gweak_weak_list_store_change (GweakWeakListStore *self,
                              guint               position,
                              guint               n_removals,
                              gpointer           *additions,
                              guint               n_additions)
{
  GSequenceIter *end = get_place (self, position + n_removals);

  if (n_removals + n_additions == 0)
    return;

  if (n_removals > 0)
    remove_range (self, get_place (self, position), end);
  for (guint i = 0; i < n_additions; i++)
    insert_before (self, end, additions[i]);
  announce_change (self, position, n_removals, n_additions);
}

/* Gives the members, in another order, new places. */
void
gweak_weak_list_store_rearrange (GweakWeakListStore *self,
                                 GweakListMember   **members)
{
  guint          n_members = gweak_weak_list_store_get_length (self);
  GSequenceIter *place = g_sequence_get_begin_iter (self->members);

  for (guint i = 0; i < n_members; i++, place = g_sequence_iter_next (place))
    {
      g_sequence_set (place, members[i]);
      members[i]->place = place;
    }
  note_change (self);
  announce_change (self, 0, n_members, n_members);
}

/* What died since the last time comes after what is still to be announced. */
static void
take_dead (GweakWeakListStore *self)
{
  GweakListMember *dead = gweak_list_core_take_dead (self->core);

  if (self->due != NULL)
    self->last_due->next_dead = dead;
  else
    self->due = dead;

  for (; dead != NULL; dead = dead->next_dead)
    {
      dead->due = TRUE;
      self->last_due = dead;
    }
}

static GweakListMember *
pop_due (GweakWeakListStore *self)
{
  GweakListMember *member = self->due;

  if (member != NULL)
    self->due = member->next_dead;

  return member;
}

static gboolean
is_due (GSequenceIter *place)
{
  return ((GweakListMember *) g_sequence_get (place))->due;
}

/* The members that are due around @place, one of them, leave together. */
static void
announce_run (GweakWeakListStore *self,
              GSequenceIter      *place)
{
  GSequenceIter *begin = place, *end = g_sequence_iter_next (place);
  guint          position, n_removals;

  while (!g_sequence_iter_is_begin (begin) && is_due (g_sequence_iter_prev (begin)))
    begin = g_sequence_iter_prev (begin);
  while (!g_sequence_iter_is_end (end) && is_due (end))
    end = g_sequence_iter_next (end);

  position = g_sequence_iter_get_position (begin);
  n_removals = g_sequence_iter_get_position (end) - position;
  remove_range (self, begin, end);
  announce_change (self, position, n_removals, 0);
}

/* In the context, which the store holds. What handlers remove by hand, and what a
 * handler that runs the context again has seen to, is passed over.
 */
void
gweak_weak_list_store_announce (GObject *store)
{
  GweakWeakListStore *self = (GweakWeakListStore *) store;
  GweakListMember    *member;
  gboolean            kept = FALSE;

  take_dead (self);
  while ((member = pop_due (self)) != NULL)
    {
      if (self->due != NULL && !kept)
        kept = gweak_list_core_keep_turn (self->core);
      if (member->place != NULL)
        announce_run (self, member->place);
      gweak_link_unref (&member->link);
    }
  gweak_list_core_end_turn (self->core, kept);
}
