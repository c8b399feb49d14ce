/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-search-private.h"

/* How a container that nobody knows yet gets the members of another one. Both
 * have weak keys only, and no functions of a user's.
 *
 * Most of the time of that is waiting for memory, here and there: so it is asked
 * for many members at a time before it is needed.
 */

#define BATCH_SIZE 32

/* Some members of the other container, in order. */
typedef struct
{
  GweakEntries *other; /* (owned) */
  GweakBookmark bookmark;
  guint64       last;                /* serial of the last member there was */
  GweakEntry   *members[BATCH_SIZE]; /* (owned) pinned */
  GweakEntry   *fresh[BATCH_SIZE];   /* (owned) what goes in for them */
  guint         n;
} Batch;

/* How many there will be at most. */
static guint
batch_init (Batch        *self,
            GweakEntries *other)
{
  guint n_entries;

  self->other = gweak_entries_ref (other);
  self->bookmark = (GweakBookmark){ 0 };
  gweak_lock (&other->lock);
  self->last = other->index.last_serial;
  n_entries = other->index.n_entries;
  gweak_unlock (&other->lock);

  return n_entries;
}

static gboolean
reserve (GweakEntries *self,
         guint         n_more)
{
  gboolean was_empty;

  gweak_lock (&self->lock);
  was_empty = self->index.n_entries == 0;
  gweak_index_reserve (&self->index, self->index.n_entries + n_more);
  gweak_unlock (&self->lock);

  return was_empty;
}

/* Takes the next members, dead ones too, for which what goes in is dead. */
static gboolean
batch_next (Batch *self)
{
  GweakEntry *entry;

  self->n = 0;
  gweak_lock (&self->other->lock);
  while (self->n < BATCH_SIZE && (entry = gweak_index_next (&self->other->index, &self->bookmark)) != NULL &&
         entry->serial <= self->last)
    {
      __builtin_prefetch (entry->link.tracker, 1);
      self->members[self->n++] = gweak_entry_ref (entry);
    }
  gweak_unlock (&self->other->lock);

  return self->n > 0;
}

/* With the lock of @into. */
static void
prefetch_places (Batch        *self,
                 GweakEntries *into)
{
  for (guint i = 0; i < self->n; i++)
    gweak_index_prefetch (&into->index, self->members[i]->hash);
}

static void
prefetch_first_entries (Batch        *self,
                        GweakEntries *into)
{
  for (guint i = 0; i < self->n; i++)
    __builtin_prefetch (gweak_index_get_first (&into->index, self->members[i]->hash));
}

/* Finds out which are in @into already. */
static void
batch_search (Batch        *self,
              GweakEntries *into,
              GweakEntry  **found)
{
  gweak_lock (&into->lock);
  prefetch_places (self, into);
  prefetch_first_entries (self, into);
  for (guint i = 0; i < self->n; i++)
    found[i] = gweak_search_like (into, self->members[i]);
  gweak_unlock (&into->lock);
}

/* Lets go of those that are in @into already. */
static void
batch_drop_known (Batch        *self,
                  GweakEntries *into)
{
  GweakEntry *found[BATCH_SIZE];
  guint       n = 0;

  batch_search (self, into, found);
  for (guint i = 0; i < self->n; i++)
    if (found[i] == NULL)
      self->members[n++] = self->members[i];
    else
      gweak_entry_unref (self->members[i]);
  self->n = n;
}

/* One that died meanwhile does not go in. */
static void
batch_put_in (Batch        *self,
              GweakEntries *into)
{
  for (guint i = 0; i < self->n; i++)
    self->fresh[i] = gweak_entry_new_like (into, self->members[i]);

  gweak_lock (&into->lock);
  prefetch_places (self, into);
  for (guint i = 0; i < self->n; i++)
    gweak_entries_put_in (into, self->fresh[i], NULL);
  gweak_unlock (&into->lock);
}

static void
batch_release (Batch        *self,
               GweakEntries *into)
{
  for (guint i = 0; i < self->n; i++)
    {
      if (into->toggle)
        gweak_entry_request_toggle (self->fresh[i]);
      gweak_entry_unref (self->fresh[i]);
      gweak_entry_unref (self->members[i]);
    }
}

/* Inserts the members of @other that are not in @self, which is told to nobody. */
void
gweak_entries_fill (GweakEntries *self,
                    GweakEntries *other)
{
  Batch    batch;
  guint    n_more = batch_init (&batch, other);
  gboolean was_empty = reserve (self, n_more);

  while (batch_next (&batch))
    {
      if (!was_empty)
        batch_drop_known (&batch, self);
      batch_put_in (&batch, self);
      batch_release (&batch, self);
    }
  gweak_entries_unref (other);
}
