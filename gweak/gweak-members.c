/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-members-private.h"

/* What a container of weak keys only does with another one.
 *
 * All of it is made of walks over the members of one, where the other is asked
 * about each. Nobody needs to hold a member for that, unless a user's functions
 * are to be called with it.
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

gboolean
gweak_members_have_same_functions (GweakEntries *self,
                                   GweakEntries *other)
{
  return self->hash == other->hash && self->equal == other->equal;
}

static gboolean
have_no_functions (GweakEntries *self,
                   GweakEntries *other)
{
  return self->equal == NULL && other->equal == NULL;
}

static void
members_init (Members      *self,
              GweakEntries *of,
              GweakEntries *asked)
{
  gweak_walk_init (&self->walk, of);
  self->last = gweak_entries_get_last_serial (of);
  self->asked = gweak_entries_ref (asked);
  self->same_hash = gweak_members_have_same_functions (of, asked);
  self->hold = !have_no_functions (of, asked);
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

/* Of a member that is held. */
static void
members_get_key (Members  *self,
                 GweakKey *key)
{
  key->slot.pointer = self->walk.sides.key;
  if (self->same_hash)
    key->hash = self->walk.current->hash;
  else
    gweak_key_init (key, self->asked, key->slot);
}

/* The entry of the member in the other container, pinned. */
static GweakEntry *
members_find (Members *self)
{
  GweakKey key;

  if (!self->hold)
    return gweak_entries_find_like (self->asked, self->walk.current);

  members_get_key (self, &key);

  return gweak_entries_find_pinned (self->asked, &key);
}

static gboolean
members_contained (Members *self)
{
  GweakEntry *found = members_find (self);

  if (found != NULL)
    gweak_entry_unref (found);

  return found != NULL;
}

/* Whether the member has neither died nor been removed since it was found. What
 * nobody holds can be in a death that is counted in some containers only: until
 * whoever counts it leaves the tracker's lock.
 */
static gboolean
members_still_there (Members *self)
{
  GweakLink *link = &self->walk.current->link;
  gboolean   alive;

  gweak_lock (&link->tracker->lock);
  alive = gweak_link_is_alive (link);
  gweak_unlock (&link->tracker->lock);

  return alive;
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

/* Inserts the members of @other that are not in @self. */
void
gweak_members_insert (GweakEntries *self,
                      GweakEntries *other)
{
  Members members;

  members_init (&members, other, self);
  while (members_next (&members))
    members_insert (&members, self);
}

/* The same for a container that nobody knows yet. */
void
gweak_members_fill (GweakEntries *self,
                    GweakEntries *other)
{
  if (have_no_functions (self, other))
    gweak_entries_fill (self, other);
  else
    gweak_members_insert (self, other);
}

/* Inserts into @self the members of @of for which it is @contained whether they
 * are in @other. All have the same functions.
 */
void
gweak_members_select (GweakEntries *self,
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

/* Whether all members of @self are in @other. One that died or was removed while
 * @other was asked does not count.
 */
gboolean
gweak_members_are_subset (GweakEntries *self,
                          GweakEntries *other)
{
  gboolean result = TRUE;
  Members  members;

  members_init (&members, self, other);
  while (result && members_next (&members))
    result = members_contained (&members) || !members_still_there (&members);
  members_clear (&members);

  return result;
}

/* Whether no member of @other is in @self. Likewise. */
gboolean
gweak_members_are_disjoint (GweakEntries *self,
                            GweakEntries *other)
{
  gboolean result = TRUE;
  Members  members;

  members_init (&members, other, self);
  while (result && members_next (&members))
    result = !members_contained (&members) || !members_still_there (&members);
  members_clear (&members);

  return result;
}

/* Removes the members of @self that are not in @other, which has the same
 * functions.
 */
void
gweak_members_keep (GweakEntries *self,
                    GweakEntries *other)
{
  Members members;

  members_init (&members, self, other);
  while (members_next (&members))
    if (!members_contained (&members))
      gweak_entries_remove (self, members.walk.current, GWEAK_REMOVAL_CAUSE_REMOVED);
}

/* Removes the members of @self that are in @other. */
void
gweak_members_remove (GweakEntries *self,
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

/* What has the members of @self, and the functions of @like. */
GweakEntries *
gweak_members_adapt (GweakEntries *self,
                     GweakEntries *like)
{
  GweakEntries *adapted;

  if (gweak_members_have_same_functions (self, like))
    return gweak_entries_ref (self);

  adapted = gweak_entries_new (&(GweakEntriesConfig){
    .ops = like->ops,
    .key_type = like->key_kind.type,
    .value_type = G_TYPE_NONE,
    .weakness = GWEAK_WEAKNESS_KEYS,
  });
  gweak_entries_use_functions (adapted, like->hash, like->equal);
  gweak_members_insert (adapted, self);

  return adapted;
}

/* Releases what was adapted of @self, which may be gone. */
void
gweak_members_release (GweakEntries *adapted,
                       GweakEntries *self)
{
  if (adapted != self)
    gweak_entries_remove_all (adapted, TRUE);
  gweak_entries_unref (adapted);
}
