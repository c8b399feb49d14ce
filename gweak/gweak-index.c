/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-index-private.h"

/* Entries are chained in buckets, those of one hash the newest first. The bucket
 * is in the upper bits of the mixed hash, so that each bucket of a table splits
 * into two neighbours of one twice as large, and shrinking merges those.
 * Shrinking needs no memory, since it happens when objects die.
 *
 * The order is an array with holes, sorted by serial. A walk keeps serial and
 * position, and looks for the serial only when positions changed since.
 */

#define HOLES_ALLOWED 64

/* How far to look ahead in memory for entries that will be needed. */
#define AHEAD 8

#define MIN_BITS 3
#define MIN_ORDER 8

void
gweak_index_clear (GweakIndex *self)
{
  g_assert (self->n_entries == 0);

  g_free (self->buckets);
  g_free (self->order);
}

/* The chains of bucket @i of half as many go to the buckets 2 i and 2 i + 1,
 * each in the order it had.
 */
static void
split_bucket (GweakIndex *self,
              guint       i)
{
  GweakEntry  *entry = self->buckets[i], *next;
  GweakEntry **ends[2] = { &self->buckets[2 * i], &self->buckets[2 * i + 1] };

  for (; entry != NULL; entry = next)
    {
      guint half = gweak_index_get_bucket (self, entry->hash) & 1;

      next = entry->next;
      *ends[half] = entry;
      ends[half] = &entry->next;
    }
  *ends[0] = *ends[1] = NULL;
}

static void
grow_buckets (GweakIndex *self)
{
  guint n_buckets = 1u << self->bucket_bits;

  self->buckets = g_renew (GweakEntry *, self->buckets, 2 * n_buckets);
  self->bucket_bits++;
  for (guint i = n_buckets; i-- > 0;)
    {
      __builtin_prefetch (self->buckets[MAX (i, AHEAD) - AHEAD]);
      split_bucket (self, i);
    }
}

/* Makes the buckets enough for so many, so that they need not grow while these
 * come in.
 */
void
gweak_index_reserve (GweakIndex *self,
                     guint       n_entries)
{
  if (self->buckets == NULL)
    {
      self->bucket_bits = MIN_BITS;
      self->buckets = g_new0 (GweakEntry *, 1u << MIN_BITS);
    }
  while (n_entries >> self->bucket_bits > 0)
    grow_buckets (self);
}

static void
merge_buckets (GweakIndex *self,
               guint       i)
{
  GweakEntry **end = &self->buckets[2 * i];

  while (*end != NULL)
    end = &(*end)->next;
  *end = self->buckets[2 * i + 1];
  self->buckets[i] = self->buckets[2 * i];
}

/* Without memory it stays as large as it was. */
static void
shrink_buckets (GweakIndex *self)
{
  guint        n_buckets = 1u << (self->bucket_bits - 1);
  GweakEntry **smaller;

  for (guint i = 0; i < n_buckets; i++)
    merge_buckets (self, i);
  self->bucket_bits--;
  smaller = g_try_renew (GweakEntry *, self->buckets, n_buckets);
  if (smaller != NULL)
    self->buckets = smaller;
}

static void
link_entry (GweakIndex *self,
            GweakEntry *entry)
{
  GweakEntry **bucket = &self->buckets[gweak_index_get_bucket (self, entry->hash)];

  entry->next = *bucket;
  *bucket = entry;
}

static GweakEntry **
find_place (GweakIndex *self,
            GweakEntry *entry)
{
  GweakEntry **place = &self->buckets[gweak_index_get_bucket (self, entry->hash)];

  while (*place != entry)
    place = &(*place)->next;

  return place;
}

/* Moves the entries together. */
static void
compact_order (GweakIndex *self)
{
  guint end = 0;

  for (guint i = self->first; i < self->end; i++)
    {
      __builtin_prefetch (self->order[MIN (i + AHEAD, self->end - 1)], 1);
      if (self->order[i] == NULL)
        continue;

      self->order[end] = self->order[i];
      self->order[end]->position = end;
      end++;
    }
  self->first = 0;
  self->end = end;
  self->epoch++;
}

static guint
get_roomy_size (guint n_entries)
{
  return MAX (MIN_ORDER, n_entries + n_entries / 4);
}

/* Room for one more: where the holes are, if they are many. */
static void
ensure_order (GweakIndex *self)
{
  if (self->end < self->order_size)
    return;

  if (self->n_entries < self->end)
    compact_order (self);
  if (self->n_entries >= self->order_size - self->order_size / 6)
    {
      self->order_size = get_roomy_size (self->n_entries + 1);
      self->order = g_renew (GweakEntry *, self->order, self->order_size);
    }
}

static void
shrink_order (GweakIndex *self)
{
  guint        size = get_roomy_size (self->n_entries);
  GweakEntry **smaller;

  compact_order (self);
  smaller = g_try_renew (GweakEntry *, self->order, size);
  if (smaller != NULL)
    {
      self->order = smaller;
      self->order_size = size;
    }
}

/* Makes @entry, which is in no index, the newest one. */
void
gweak_index_add (GweakIndex *self,
                 GweakEntry *entry)
{
  gweak_index_reserve (self, self->n_entries);
  ensure_order (self);

  link_entry (self, entry);
  entry->serial = ++self->last_serial;
  entry->position = self->end++;
  self->order[entry->position] = entry;
  self->n_entries++;
}

/* Puts @entry into the place of @old, which has the same hash. */
void
gweak_index_replace (GweakIndex *self,
                     GweakEntry *old,
                     GweakEntry *entry)
{
  *find_place (self, old) = old->next;
  link_entry (self, entry);
  entry->serial = old->serial;
  entry->position = old->position;
  self->order[entry->position] = entry;
  old->position = GWEAK_ENTRY_OUT;
}

/* Whoever meets an entry that died, and whose turn has not come, takes it out of
 * the order at once, so that nobody has to pass it over again.
 *
 * Holes at both ends are cut off, for who takes entries from there.
 */
void
gweak_index_leave_order (GweakIndex *self,
                         GweakEntry *entry)
{
  guint position = entry->position;

  if (position == GWEAK_ENTRY_UNORDERED)
    return;

  entry->position = GWEAK_ENTRY_UNORDERED;
  self->order[position] = NULL;

  while (self->first < self->end && self->order[self->first] == NULL)
    self->first++;
  if (position + 1 == self->end)
    {
      while (self->end > self->first && self->order[self->end - 1] == NULL)
        self->end--;
      self->epoch++;
    }
}

void
gweak_index_remove (GweakIndex *self,
                    GweakEntry *entry)
{
  *find_place (self, entry) = entry->next;
  gweak_index_leave_order (self, entry);
  entry->position = GWEAK_ENTRY_OUT;
  self->n_entries--;

  if (self->bucket_bits > MIN_BITS && self->n_entries < 1u << (self->bucket_bits - 2))
    shrink_buckets (self);
  if (self->order_size > MIN_ORDER && self->n_entries < self->order_size / 4)
    shrink_order (self);
}

/* For who looks for serials again and again, and would pass over the same holes
 * each time. It pays when they are more than a small part of the order.
 */
void
gweak_index_close_holes (GweakIndex *self)
{
  guint n_places = self->end - self->first;

  if (n_places - MIN (self->n_entries, n_places) > HOLES_ALLOWED + self->n_entries / 256)
    compact_order (self);
}

/* The first position of an entry newer than @serial. A run of holes is passed
 * at most once for each change of positions.
 */
static guint
find_newer (GweakIndex *self,
            guint64     serial)
{
  guint low = self->first, high = self->end;

  while (low < high)
    {
      guint middle = low + (high - low) / 2, i = middle;

      while (i < high && self->order[i] == NULL)
        i++;
      if (i == high)
        high = middle;
      else if (self->order[i]->serial <= serial)
        low = i + 1;
      else
        high = middle;
    }

  return low;
}

/* Positions are as they were when @bookmark was set, or its entry is still in, or
 * all that is in is newer; only then it has to be looked for.
 */
static guint
find_position_after (GweakIndex          *self,
                     const GweakBookmark *bookmark)
{
  guint position = bookmark->position;

  if (bookmark->serial == 0 || self->first == self->end || self->order[self->first]->serial > bookmark->serial)
    return self->first;
  if (bookmark->epoch == self->epoch)
    return MAX (position + 1, self->first);
  if (position < self->end && self->order[position] != NULL && self->order[position]->serial == bookmark->serial)
    return position + 1;

  return find_newer (self, bookmark->serial);
}

/* The entry after @bookmark, which moves there. NULL: there is none yet. */
GweakEntry *
gweak_index_next (GweakIndex    *self,
                  GweakBookmark *bookmark)
{
  guint i = find_position_after (self, bookmark);

  while (i < self->end && self->order[i] == NULL)
    i++;
  if (i >= self->end)
    return NULL;

  *bookmark = (GweakBookmark){ .serial = self->order[i]->serial, .position = i, .epoch = self->epoch };

  return self->order[i];
}
