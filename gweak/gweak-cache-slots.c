/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-cache-private.h"

#include "gweak-load-private.h"
#include "gweak-search-private.h"

/* What the functions of GweakCache for C and those for other languages have in
 * common. Both bring keys into slots first.
 */

/* What every call but a hit does in the end. */
void
gweak_cache_settle (GweakCache *self)
{
  gweak_cache_enforce (self->entries, FALSE);
  gweak_cache_ensure_timer (self->entries, self->timer_context);
}

void
gweak_cache_count (GweakCache *self,
                   guint64    *counter)
{
  gweak_lock (&self->entries->lock);
  ++*counter;
  gweak_unlock (&self->entries->lock);
}

/* The entry of @key, pinned, if its value is kept. */
static GweakEntry *
find (GweakCache      *self,
      const GweakKey  *key,
      gboolean         counts,
      GweakCacheFound *found,
      gboolean        *look_due)
{
  GweakCacheState *state = gweak_cache_state (self->entries);
  GweakSearch      search;
  GweakEntry      *entry = gweak_search_begin (&search, self->entries, key);

  *found = entry != NULL ? gweak_cache_use (entry) : GWEAK_CACHE_FOUND_NOTHING;
  if (*found == GWEAK_CACHE_FOUND_KEPT)
    {
      gweak_entry_ref (entry);
      state->counters.hits += counts;
      *look_due = gweak_cache_is_look_due (state);
    }
  gweak_search_end (&search, self->entries);

  return *found == GWEAK_CACHE_FOUND_KEPT ? entry : NULL;
}

/* A value that is not kept is kept again, if somebody else holds it. */
static GObject *
find_weak (GweakCache     *self,
           const GweakKey *key)
{
  GweakSides  sides;
  GweakEntry *entry = gweak_entries_find (self->entries, key, &sides);

  if (entry == NULL)
    return NULL;

  gweak_cache_keep (entry, g_object_ref (sides.value), NULL);
  gweak_entry_unref (entry);

  return sides.value;
}

/* Of a value that is not kept, or not any more. */
static GObject *
look_further (GweakCache     *self,
              const GweakKey *key,
              GweakCacheFound found,
              gboolean        counts)
{
  GweakCacheCounters *counters = &gweak_cache_state (self->entries)->counters;
  GObject            *value = NULL;

  if (found == GWEAK_CACHE_FOUND_EXPIRED)
    gweak_cache_enforce (self->entries, FALSE);
  if (found != GWEAK_CACHE_FOUND_NOTHING)
    value = find_weak (self, key);
  if (counts)
    gweak_cache_count (self, value != NULL ? &counters->hits : &counters->misses);
  gweak_cache_settle (self);

  return value;
}

/* The value of @key, which the caller owns. Who pins an entry under the lock
 * keeps the cache from letting its value go.
 */
GObject *
gweak_cache_look_up (GweakCache     *self,
                     const GweakKey *key,
                     gboolean        counts)
{
  GweakCacheFound found;
  gboolean        look_due;
  GweakEntry     *entry = find (self, key, counts, &found, &look_due);
  GObject        *value;

  if (entry == NULL)
    return look_further (self, key, found, counts);

  value = g_object_ref (entry->link.tracker->object);
  gweak_entry_unref (entry);
  if (look_due)
    gweak_cache_enforce (self->entries, TRUE);

  return value;
}

GObject *
gweak_cache_lookup_slot (GweakCache *self,
                         GweakSlot   key)
{
  GweakKey sought;

  gweak_key_init (&sought, self->entries, key);

  return gweak_cache_look_up (self, &sought, TRUE);
}

/* The caller holds @value. */
void
gweak_cache_insert_slot (GweakCache *self,
                         GweakSlot   key,
                         GObject    *value,
                         guint64     cost)
{
  GweakEntry *entry;
  GweakKey    sought;

  gweak_key_init (&sought, self->entries, key);
  gweak_entries_insert (self->entries, &sought, (GweakSlot){ .pointer = value }, GWEAK_INSERT_REPLACE, &entry);
  gweak_cache_keep (entry, g_object_ref (value), &cost);
  gweak_entry_unref (entry);
  gweak_cache_settle (self);
}

gboolean
gweak_cache_contains_slot (GweakCache *self,
                           GweakSlot   key)
{
  GweakKey sought;

  gweak_key_init (&sought, self->entries, key);
  gweak_cache_settle (self);

  return gweak_entries_contains (self->entries, &sought);
}

/* Another thread may have the entry out first, and then the next one is tried. */
gboolean
gweak_cache_remove_slot (GweakCache *self,
                         GweakSlot   key)
{
  GweakEntry *entry;
  GweakSides  sides;
  GweakKey    sought;
  gboolean    removed = FALSE;

  gweak_key_init (&sought, self->entries, key);
  gweak_load_cancel (self->entries, &sought);
  gweak_cache_cancel_load (self->entries, &sought);
  while (!removed && (entry = gweak_entries_find (self->entries, &sought, &sides)) != NULL)
    {
      removed = gweak_entries_remove (self->entries, entry, GWEAK_REMOVAL_CAUSE_REMOVED);
      gweak_entry_unref (entry);
      gweak_sides_clear (&sides);
    }
  gweak_cache_settle (self);

  return removed;
}

/* Puts @value in, of which it takes over a reference, unless there is one of @key
 * by now. The one that is in then is the caller's; if it is @value, its entry is
 * in @fresh, pinned.
 */
GObject *
gweak_cache_put_in (GweakCache     *self,
                    const GweakKey *key,
                    GObject        *value,
                    guint64         cost,
                    GweakEntry    **fresh)
{
  GweakEntry *entry;
  GweakSides  sides;

  if (gweak_entries_insert_surely (self->entries, key, (GweakSlot){ .pointer = value }, &entry, &sides))
    {
      gweak_cache_keep (entry, g_object_ref (value), &cost);
      *fresh = entry;
      return value;
    }

  g_object_unref (value);
  gweak_cache_keep (entry, g_object_ref (sides.value), NULL);
  gweak_entry_unref (entry);

  return sides.value;
}

/* One call of get_or_make(). */
typedef struct
{
  GweakCache     *self;    /* (unowned) */
  GweakKey        key;     /* (unowned) */
  GweakCacheMaker make;    /* (unowned) with its data */
  gpointer        data;    /* (unowned) */
  GweakEntry     *entry;   /* (owned) (nullable) what was put in */
  guint64         cost;    /* what @make said */
  gboolean        counted; /* as a hit or as a miss */
  gboolean        made;
} Request;

static gboolean
request_look_up (gpointer   data,
                 GweakSlot *value)
{
  Request *request = data;

  value->pointer = gweak_cache_look_up (request->self, &request->key, !request->counted);
  request->counted = TRUE;

  return value->pointer != NULL;
}

static gboolean
request_make (gpointer   data,
              GweakSlot *value,
              GError   **error)
{
  Request *request = data;

  gweak_cache_count (request->self, &gweak_cache_state (request->self->entries)->counters.loads);
  request->made = TRUE;
  value->pointer = request->make (request->data, &request->cost, error);

  return value->pointer != NULL;
}

static void
request_keep (gpointer   data,
              GweakSlot *value)
{
  Request *request = data;

  value->pointer = gweak_cache_put_in (request->self, &request->key, value->pointer, request->cost, &request->entry);
}

static void
request_forget (gpointer data)
{
  Request *request = data;

  if (request->entry != NULL)
    gweak_entries_remove (request->self->entries, request->entry, GWEAK_REMOVAL_CAUSE_REMOVED);
}

static const GweakLoadOps load_ops = {
  .look_up = request_look_up,
  .make = request_make,
  .keep = request_keep,
  .forget = request_forget,
};

/* The value of @key, which the caller owns: the one that is there, or what @make
 * gives, called once however many threads ask.
 */
GObject *
gweak_cache_get_or_make (GweakCache     *self,
                         GweakSlot       key,
                         GweakCacheMaker make,
                         gpointer        data,
                         GError        **error)
{
  Request   request = { .self = self, .make = make, .data = data };
  GweakSlot value;
  gboolean  found;

  gweak_key_init (&request.key, self->entries, key);
  found = gweak_load (self->entries, &request.key, &load_ops, &request, &value, error);
  g_clear_pointer (&request.entry, gweak_entry_unref);
  if (request.made)
    gweak_cache_settle (self);

  return found ? value.pointer : NULL;
}
