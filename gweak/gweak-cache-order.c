/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-cache-order-private.h"

#define MIN_SIZE 8

void
gweak_cache_order_clear (GweakCacheOrder *self)
{
  g_assert (self->n_uses == 0);

  g_clear_pointer (&self->uses, g_free);
}

static void
put (GweakCacheOrder *self,
     guint            place,
     GweakCacheUse    use)
{
  self->uses[place] = use;
  gweak_cache_extra (use.entry)->place = place;
}

static void
sift_up (GweakCacheOrder *self,
         guint            place,
         GweakCacheUse    use)
{
  guint parent;

  for (; place > 0 && self->uses[parent = (place - 1) / 2].used > use.used; place = parent)
    put (self, place, self->uses[parent]);
  put (self, place, use);
}

static void
sift_down (GweakCacheOrder *self,
           guint            place,
           GweakCacheUse    use)
{
  guint child;

  for (; (child = 2 * place + 1) < self->n_uses; place = child)
    {
      if (child + 1 < self->n_uses && self->uses[child + 1].used < self->uses[child].used)
        child++;
      if (self->uses[child].used >= use.used)
        break;
      put (self, place, self->uses[child]);
    }
  put (self, place, use);
}

void
gweak_cache_order_add (GweakCacheOrder *self,
                       GweakEntry      *entry)
{
  GweakCacheExtra *extra = gweak_cache_extra (entry);

  g_assert (extra->rank == GWEAK_RANK_NONE);

  if (self->n_uses == self->size)
    {
      self->size = MAX (MIN_SIZE, self->size + self->size / 2);
      self->uses = g_renew (GweakCacheUse, self->uses, self->size);
    }
  extra->rank = self->rank;
  self->cost += extra->cost;
  self->cost_high += self->cost < extra->cost;
  sift_up (self, self->n_uses++, (GweakCacheUse){ extra->used, entry });
}

/* Without memory it stays as large as it was. */
static void
shrink (GweakCacheOrder *self)
{
  guint          size = MAX (MIN_SIZE, 2 * self->n_uses);
  GweakCacheUse *smaller = g_try_renew (GweakCacheUse, self->uses, size);

  if (smaller == NULL)
    return;

  self->uses = smaller;
  self->size = size;
}

void
gweak_cache_order_remove (GweakCacheOrder *self,
                          GweakEntry      *entry)
{
  GweakCacheExtra *extra = gweak_cache_extra (entry);
  GweakCacheUse    last = self->uses[--self->n_uses];

  g_assert (extra->rank == self->rank);

  extra->rank = GWEAK_RANK_NONE;
  self->cost_high -= self->cost < extra->cost;
  self->cost -= extra->cost;
  if (last.entry == entry)
    ;
  else if (last.used < self->uses[extra->place].used)
    sift_up (self, extra->place, last);
  else
    sift_down (self, extra->place, last);
  if (self->size > MIN_SIZE && self->n_uses < self->size / 4)
    shrink (self);
}

/* NULL: there is none. */
GweakEntry *
gweak_cache_order_get_oldest (GweakCacheOrder *self)
{
  GweakCacheUse *first = self->uses;

  if (self->n_uses == 0)
    return NULL;

  while (first->used != gweak_cache_extra (first->entry)->used)
    sift_down (self, 0, (GweakCacheUse){ gweak_cache_extra (first->entry)->used, first->entry });

  return first->entry;
}
