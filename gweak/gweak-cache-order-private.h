/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-entry-private.h"

G_BEGIN_DECLS

/* Which of the two orders of a cache an entry is in. */
typedef enum
{
  GWEAK_RANK_NONE, /* the value is not kept */
  GWEAK_RANK_BUSY, /* it was inserted or looked up, and not seen idle since */
  GWEAK_RANK_IDLE  /* it was seen idle, and not looked up since */
} GweakCacheRank;

/* What a cache adds to each entry. */
typedef struct
{
  guint64 used;     /* when it was last used; guarded by the lock of the entries, as all here */
  guint64 cost;     /* as it was inserted with */
  guint   place;    /* in its order */
  guint8  rank;     /* GweakCacheRank */
  guint8  is_owner; /* a strong reference to the value belongs to the entry; also when it was taken out */
} GweakCacheExtra;

/* When an entry was used, at the latest. */
typedef struct
{
  guint64     used;
  GweakEntry *entry; /* (unowned) */
} GweakCacheUse;

/* Entries by their last use: a heap. What is used in it moves when it comes to
 * the front. Plain data, as an index: the lock of the entries guards it.
 */
typedef struct
{
  GweakCacheRank rank;
  GweakCacheUse *uses; /* (owned) the one used longest ago is the first */
  guint          n_uses;
  guint          size;
  guint64        cost; /* the sum of their costs; what it lacks of a multiple of 2^64 is in `cost_high` */
  guint          cost_high;
} GweakCacheOrder;

void        gweak_cache_order_clear (GweakCacheOrder *self);
void        gweak_cache_order_add (GweakCacheOrder *self,
                                   GweakEntry      *entry);
void        gweak_cache_order_remove (GweakCacheOrder *self,
                                      GweakEntry      *entry);
GweakEntry *gweak_cache_order_get_oldest (GweakCacheOrder *self);

/* As gweak_entry_get_extra(), which does not know that the value is the only weak
 * side.
 */
static inline GweakCacheExtra *
gweak_cache_extra (GweakEntry *entry)
{
  return (GweakCacheExtra *) (entry + 1);
}

G_END_DECLS
