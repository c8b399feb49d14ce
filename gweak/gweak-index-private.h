/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-entry-private.h"

G_BEGIN_DECLS

/* Entries by hash, and in the order of insertion. Plain data: the container
 * that it is embedded in guards it, and nothing foreign runs here.
 */
typedef struct
{
  GweakEntry **buckets;     /* (owned) of (unowned) entries; NULL: none yet */
  GweakEntry **order;       /* (owned) of (unowned) entries by serial, NULL where one left */
  guint        bucket_bits; /* there are 2^bucket_bits buckets */
  guint        n_entries;
  guint        first;      /* no entry is in `order` before this place */
  guint        end;        /* nor from this one on */
  guint        order_size; /* places of `order` */
  guint        epoch;      /* counts what changes positions */
  guint64      last_serial;
} GweakIndex;

/* Where in the order a walk is; all zeros: before the first entry. */
typedef struct
{
  guint64 serial;   /* of the last entry it was at */
  guint   position; /* of that one, in `epoch` */
  guint   epoch;
} GweakBookmark;

void        gweak_index_clear (GweakIndex *self);
void        gweak_index_reserve (GweakIndex *self,
                                 guint       n_entries);
void        gweak_index_add (GweakIndex *self,
                             GweakEntry *entry);
void        gweak_index_replace (GweakIndex *self,
                                 GweakEntry *old,
                                 GweakEntry *entry);
void        gweak_index_remove (GweakIndex *self,
                                GweakEntry *entry);
void        gweak_index_leave_order (GweakIndex *self,
                                     GweakEntry *entry);
void        gweak_index_close_holes (GweakIndex *self);
GweakEntry *gweak_index_next (GweakIndex    *self,
                              GweakBookmark *bookmark);

/* Which of 2^@bits buckets. */
static inline guint
gweak_index_pick_bucket (guint hash,
                         guint bits)
{
  return (hash * 2654435769u) >> (32 - bits);
}

static inline guint
gweak_index_get_bucket (const GweakIndex *self,
                        guint             hash)
{
  return gweak_index_pick_bucket (hash, self->bucket_bits);
}

static inline void
gweak_index_prefetch (const GweakIndex *self,
                      guint             hash)
{
  if (self->buckets != NULL)
    __builtin_prefetch (&self->buckets[gweak_index_get_bucket (self, hash)]);
}

/* Without the lock, in which the index is then waited for once for all entries
 * of an object: what is read here is a guess, and never followed.
 */
__attribute__ ((no_sanitize ("thread", "undefined"))) static inline void
gweak_index_prefetch_removal (const GweakIndex *self,
                              const GweakEntry *entry)
{
  const volatile GweakIndex *guess = self;
  GweakEntry               **buckets = guess->buckets, **order = guess->order;
  guint                      bits = guess->bucket_bits, position = *(const volatile guint *) &entry->position;

  if (buckets == NULL || order == NULL || bits == 0 || position >= GWEAK_ENTRY_UNORDERED)
    return;

  __builtin_prefetch (buckets + gweak_index_pick_bucket (entry->hash, bits));
  __builtin_prefetch (order + position);
}

/* The first of the bucket that has all entries of @hash. */
static inline GweakEntry *
gweak_index_get_first (const GweakIndex *self,
                       guint             hash)
{
  return self->buckets != NULL ? self->buckets[gweak_index_get_bucket (self, hash)] : NULL;
}

G_END_DECLS
