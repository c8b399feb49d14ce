/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-cache.h"
#include "gweak-cache-order-private.h"
#include "gweak-entries-private.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 hits;
  guint64 misses;
  guint64 loads;
  guint64 evictions;
} GweakCacheCounters;

#define GWEAK_CACHE_MAX_IDLE 64 /* the default */

typedef struct
{
  guint   max_idle;
  guint   idle_ttl;      /* milliseconds; 0: for ever */
  guint64 max_idle_cost; /* 0: any */
} GweakCacheBounds;

/* The cache's own part of its entries. It outlives the cache while a timer or a
 * memory warning is at work. All but `warned` is guarded by the lock of the
 * entries.
 */
typedef struct
{
  GweakCacheOrder    idle;
  GweakCacheOrder    busy;
  guint              next_look; /* the place in `busy` after the next to look at */
  guint              n_quiet;   /* so many hits need not look */
  guint64            clock;     /* of the last use: each has its own; nanoseconds, if there is a ttl */
  guint64            used_from; /* nothing counts as used before */
  GweakCacheBounds   bounds;
  GweakCacheCounters counters;
  GSource           *timer;     /* (owned) (nullable) */
  gint64             timer_due; /* when it looks */
  GHashTable        *loading;   /* (owned) (nullable) values that are being loaded asynchronously */
  GList              warned;    /* in the list of those who heed memory warnings, guarded by that list's lock */
} GweakCacheState;

struct _GweakCache
{
  GObject parent_instance;

  GweakEntries *entries; /* (owned) (nullable) made when constructed, then immutable; NULL: it was constructed badly */

  /* What it is constructed from; immutable then. */
  GMainContext *context;       /* (owned) (nullable) of emissions */
  GMainContext *timer_context; /* (owned) */
  GType         key_type;
  GType         value_type;
};

/* What is counted when somebody asks. */
typedef struct
{
  guint   n_idle;
  guint   n_in_use;
  guint64 idle_cost;
} GweakCacheCensus;

static inline GweakCacheState *
gweak_cache_state (GweakEntries *entries)
{
  return gweak_entries_get_state (entries);
}

/* What somebody who asks for a value finds. */
typedef enum
{
  GWEAK_CACHE_FOUND_NOTHING,
  GWEAK_CACHE_FOUND_KEPT,
  GWEAK_CACHE_FOUND_WEAK,
  GWEAK_CACHE_FOUND_EXPIRED /* its time is over, and nobody has noticed yet */
} GweakCacheFound;

/* Whether @self was constructed well. */
static inline gboolean
gweak_cache_is_usable (GweakCache *self)
{
  return self->entries != NULL;
}

/* The bounds. What takes a state is to be called with the lock of the entries. */
void            gweak_cache_init_state (GweakEntries *entries);
void            gweak_cache_clear_state (GweakEntries *entries);
void            gweak_cache_entry_taken_out (GweakEntry *entry);
void            gweak_cache_entry_cleared (GweakEntry *entry);
GweakCacheFound gweak_cache_use (GweakEntry *entry);
gboolean        gweak_cache_is_look_due (GweakCacheState *state);
gint64          gweak_cache_get_next_look (GweakCacheState *state,
                                           gint64           interval);
void            gweak_cache_keep (GweakEntry    *entry,
                                  GObject       *value,
                                  const guint64 *cost);
void            gweak_cache_enforce (GweakEntries *entries,
                                     gboolean      is_hit);
guint           gweak_cache_enforce_on_all (GweakEntries *entries);
void            gweak_cache_relieve (GweakEntries              *entries,
                                     GMemoryMonitorWarningLevel level);
void            gweak_cache_take_census (GweakEntries     *entries,
                                         GweakCacheCensus *census);
void            gweak_cache_set_ttl (GweakCacheState *state,
                                     guint            idle_ttl);

/* The timer. */
void gweak_cache_ensure_timer (GweakEntries *entries,
                               GMainContext *context);
void gweak_cache_drop_timer (GweakEntries *entries);

/* Memory warnings. */
void gweak_cache_heed_warnings (GweakEntries *entries);
void gweak_cache_ignore_warnings (GweakEntries *entries);

/* What the C functions and those for other languages share: keys are slots. */
gboolean gweak_cache_check_value (GweakCache *self,
                                  GObject    *value,
                                  GError    **error);
void     gweak_cache_settle (GweakCache *self);
void     gweak_cache_count (GweakCache *self,
                            guint64    *counter);
GObject *gweak_cache_look_up (GweakCache     *self,
                              const GweakKey *key,
                              gboolean        counts);
GObject *gweak_cache_put_in (GweakCache     *self,
                             const GweakKey *key,
                             GObject        *value,
                             guint64         cost,
                             GweakEntry    **fresh);
void     gweak_cache_insert_slot (GweakCache *self,
                                  GweakSlot   key,
                                  GObject    *value,
                                  guint64     cost);
GObject *gweak_cache_lookup_slot (GweakCache *self,
                                  GweakSlot   key);
gboolean gweak_cache_contains_slot (GweakCache *self,
                                    GweakSlot   key);
gboolean gweak_cache_remove_slot (GweakCache *self,
                                  GweakSlot   key);

/* Makes the value of a key, which the caller owns. NULL: there is none. */
typedef GObject *(*GweakCacheMaker) (gpointer data,
                                     guint64 *cost,
                                     GError **error);

GObject *gweak_cache_get_or_make (GweakCache     *self,
                                  GweakSlot       key,
                                  GweakCacheMaker make,
                                  gpointer        data,
                                  GError        **error);

/* Asynchronous loads. */
typedef void (*GweakCacheStarter) (gpointer         data,
                                   GTask           *task,
                                   const GweakSlot *key,
                                   GCancellable    *cancellable);
/* What the starter's task was returned with. */
typedef GObject *(*GweakCacheReader) (GTask   *task,
                                      GError **error);

void gweak_cache_load (GweakCache       *self,
                       GweakSlot         key,
                       GTask            *task,
                       GweakCacheStarter start,
                       gpointer          data,
                       GweakCacheReader  read);
void gweak_cache_cancel_load (GweakEntries   *entries,
                              const GweakKey *key);
void gweak_cache_cancel_loads (GweakEntries *entries);

G_END_DECLS
