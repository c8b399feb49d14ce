/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-cache-private.h"

/* What a cache keeps, and what it lets go.
 *
 * Nobody says when a value becomes idle: the last reference but ours is dropped
 * outside. So the values that are kept are in two orders. In `idle` are those
 * that were seen idle, and not given out since: their number, but for those that
 * somebody got hold of elsewhere, is exact. All others are in `busy`. A call
 * looks at a few of these, round and round, and goes on as long as it finds idle
 * ones. So the work is constant for a call, and logarithmic for each value that
 * became idle: it was given out before.
 *
 * A reference count says what is worth letting go, and nothing else. What is let
 * go stays as a weak entry, and its death, if that is what follows, is heard of
 * like any other.
 */

/* What one call looks at in vain, one after the other: with fewer in use it misses
 * nothing.
 */
#define N_LOOKS 9

/* Hits that look at nothing after one that looked in vain. */
#define N_QUIET_HITS 64

#define NSEC_PER_MSEC (G_GUINT64_CONSTANT (1000000))
#define NSEC_PER_USEC (G_GUINT64_CONSTANT (1000))

void
gweak_cache_init_state (GweakEntries *entries)
{
  GweakCacheState *state = gweak_cache_state (entries);

  state->idle.rank = GWEAK_RANK_IDLE;
  state->busy.rank = GWEAK_RANK_BUSY;
  state->bounds.max_idle = GWEAK_CACHE_MAX_IDLE;
  state->warned.data = entries;
}

/* A GweakEntriesOps.clear_state(). */
void
gweak_cache_clear_state (GweakEntries *entries)
{
  GweakCacheState *state = gweak_cache_state (entries);

  g_assert (state->timer == NULL);

  gweak_cache_order_clear (&state->idle);
  gweak_cache_order_clear (&state->busy);
  g_clear_pointer (&state->loading, g_hash_table_unref);
}

static GweakCacheOrder *
get_order (GweakCacheState *state,
           GweakEntry      *entry)
{
  return gweak_cache_extra (entry)->rank == GWEAK_RANK_IDLE ? &state->idle : &state->busy;
}

static void
leave_order (GweakCacheState *state,
             GweakEntry      *entry)
{
  if (gweak_cache_extra (entry)->rank != GWEAK_RANK_NONE)
    gweak_cache_order_remove (get_order (state, entry), entry);
}

static void
enter_order (GweakCacheOrder *order,
             GweakCacheState *state,
             GweakEntry      *entry)
{
  leave_order (state, entry);
  gweak_cache_order_add (order, entry);
}

/* A GweakEntriesOps.taken_out(). The value stays with the entry until that goes,
 * so that who is told of the removal can have it.
 */
void
gweak_cache_entry_taken_out (GweakEntry *entry)
{
  leave_order (gweak_cache_state (entry->entries), entry);
}

/* A GweakEntriesOps.clear_extra(). The tracker is there as long as its object. */
void
gweak_cache_entry_cleared (GweakEntry *entry)
{
  if (gweak_cache_extra (entry)->is_owner)
    g_object_unref (entry->link.tracker->object);
}

static void
set_clock (GweakCacheState *state)
{
  if (state->bounds.idle_ttl > 0)
    state->clock = MAX (state->clock, (guint64) g_get_monotonic_time () * NSEC_PER_USEC);
}

static guint64
get_expiry (GweakCacheState *state,
            guint64          used)
{
  return MAX (used, state->used_from) + state->bounds.idle_ttl * NSEC_PER_MSEC;
}

static gboolean
has_expired (GweakCacheState *state,
             guint64          used)
{
  return state->bounds.idle_ttl > 0 && get_expiry (state, used) <= state->clock;
}

static gboolean
is_pinned (GweakEntry *entry)
{
  return g_atomic_int_get (&entry->link.ref_count) > 1;
}

/* Of a kept entry, with the lock. A binding's toggle reference does not tell
 * whether the script has the object too. Who pins the entry is about to take a
 * reference.
 */
static gboolean
is_idle (GweakEntry *entry)
{
  GObject *object = entry->link.tracker->object;
  gint     n_toggle_refs = g_datalist_get_flags (&object->qdata) & 1;

  return !is_pinned (entry) && g_atomic_int_get ((gint *) &object->ref_count) <= 1 + n_toggle_refs;
}

static gboolean
costs_too_much (GweakCacheState *state,
                guint            cost_high,
                guint64          cost)
{
  return state->bounds.max_idle_cost > 0 && (cost_high > 0 || cost > state->bounds.max_idle_cost);
}

/* Whether there would be too many idle values, were all of them idle. */
static gboolean
can_be_over (GweakCacheState *state)
{
  guint64 cost = state->idle.cost + state->busy.cost;
  guint   carry = cost < state->busy.cost;

  return state->idle.n_uses + state->busy.n_uses > state->bounds.max_idle ||
         costs_too_much (state, state->idle.cost_high + state->busy.cost_high + carry, cost);
}

static gboolean
is_over (GweakCacheState *state,
         guint            max_idle)
{
  return state->idle.n_uses > max_idle || costs_too_much (state, state->idle.cost_high, state->idle.cost);
}

/* Moves what is idle from `busy` to `idle`, or back what is not, looking in vain
 * at @n_looks at most, and at N_LOOKS after each that moved. What a removal moves
 * in the heap, of what is still to be looked at in a round from the end, moves to
 * lower places or to this one. Returns how many moved.
 */
static guint
sort_out (GweakCacheState *state,
          GweakCacheOrder *from,
          GweakCacheOrder *to,
          guint           *place,
          guint            n_looks)
{
  guint n_moved = 0;

  n_looks = MIN (n_looks, from->n_uses);
  while (n_looks > 0 && from->n_uses > 0)
    {
      GweakEntry *entry;

      if (*place == 0 || *place > from->n_uses)
        *place = from->n_uses;
      entry = from->uses[*place - 1].entry;
      if (is_idle (entry) == (to->rank == GWEAK_RANK_IDLE))
        {
          enter_order (to, state, entry);
          n_moved++;
          n_looks = MAX (n_looks, N_LOOKS);
        }
      else
        {
          --*place;
          n_looks--;
        }
    }

  return n_moved;
}

static GweakEntry *
find_expired_in (GweakCacheState *state,
                 GweakCacheOrder *order)
{
  GweakEntry *entry = gweak_cache_order_get_oldest (order);

  return entry != NULL && has_expired (state, gweak_cache_extra (entry)->used) && !is_pinned (entry) ? entry : NULL;
}

static GweakEntry *
find_expired (GweakCacheState *state)
{
  GweakEntry *idle, *busy;

  if (state->bounds.idle_ttl == 0)
    return NULL;

  idle = find_expired_in (state, &state->idle);
  busy = find_expired_in (state, &state->busy);
  if (idle == NULL || busy == NULL)
    return idle != NULL ? idle : busy;

  return gweak_cache_extra (idle)->used < gweak_cache_extra (busy)->used ? idle : busy;
}

/* Who got hold of an idle value elsewhere makes it busy. */
static GweakEntry *
find_surplus (GweakCacheState *state,
              guint            max_idle)
{
  while (is_over (state, max_idle))
    {
      GweakEntry *entry = gweak_cache_order_get_oldest (&state->idle);

      if (is_idle (entry))
        return entry;
      enter_order (&state->busy, state, entry);
    }

  return NULL;
}

/* The next entry whose value is to be let go, pinned; the reference to that is
 * the caller's.
 */
static GweakEntry *
take_victim (GweakCacheState *state,
             guint            max_idle)
{
  GweakEntry *entry = find_expired (state);

  if (entry == NULL)
    entry = find_surplus (state, max_idle);
  if (entry == NULL)
    return NULL;

  leave_order (state, entry);
  gweak_cache_extra (entry)->is_owner = FALSE;
  state->counters.evictions++;

  return gweak_entry_ref (entry);
}

/* With the lock, which it gives up. One at a time, since this is for times when
 * memory is short, and dropping one can change everything.
 */
static void
evict_and_unlock (GweakEntries *entries,
                  guint         max_idle)
{
  GweakCacheState *state = gweak_cache_state (entries);
  GweakEntry      *victim;

  while ((victim = take_victim (state, MIN (max_idle, state->bounds.max_idle))) != NULL)
    {
      gweak_unlock (&entries->lock);
      gweak_entry_evict (victim, victim->link.tracker->object);
      gweak_entry_unref (victim);
      gweak_lock (&entries->lock);
    }
  gweak_unlock (&entries->lock);
}

static guint
enforce (GweakEntries *entries,
         guint         n_looks,
         gboolean      is_hit)
{
  GweakCacheState *state = gweak_cache_state (entries);
  guint            n_found = 0;

  gweak_lock (&entries->lock);
  set_clock (state);
  if (n_looks > N_LOOKS)
    state->next_look = 0; /* only a round from the end sees everything */
  if (can_be_over (state))
    {
      n_found = sort_out (state, &state->busy, &state->idle, &state->next_look, n_looks);
      state->n_quiet = is_hit && n_found == 0 ? N_QUIET_HITS : 0;
    }
  evict_and_unlock (entries, G_MAXUINT);

  return n_found;
}

/* What each call does, looking at a few; a hit, if that is due. */
void
gweak_cache_enforce (GweakEntries *entries,
                     gboolean      is_hit)
{
  enforce (entries, N_LOOKS, is_hit);
}

/* The same, looking at everything. Returns how many became idle since the last
 * look.
 */
guint
gweak_cache_enforce_on_all (GweakEntries *entries)
{
  return enforce (entries, G_MAXUINT, FALSE);
}

/* Lets all but one in @divisor of the idle values go; all, if that is 0. */
static void
shed (GweakEntries *entries,
      guint         divisor)
{
  GweakCacheState *state = gweak_cache_state (entries);
  guint            from_end = 0;

  gweak_lock (&entries->lock);
  set_clock (state);
  sort_out (state, &state->idle, &state->busy, &from_end, G_MAXUINT);
  from_end = 0;
  sort_out (state, &state->busy, &state->idle, &from_end, G_MAXUINT);
  evict_and_unlock (entries, divisor > 0 ? state->idle.n_uses / divisor : 0);
}

void
gweak_cache_relieve (GweakEntries              *entries,
                     GMemoryMonitorWarningLevel level)
{
  if (level >= G_MEMORY_MONITOR_WARNING_LEVEL_CRITICAL)
    shed (entries, 0);
  else if (level >= G_MEMORY_MONITOR_WARNING_LEVEL_MEDIUM)
    shed (entries, 8);
  else
    shed (entries, 2);
}

/* With the lock: a new use. */
static guint64
tick (GweakCacheState *state)
{
  state->clock++;
  set_clock (state);

  return state->clock;
}

/* With the lock, of an entry that is in: somebody asks for its value. */
GweakCacheFound
gweak_cache_use (GweakEntry *entry)
{
  GweakCacheState *state = gweak_cache_state (entry->entries);
  GweakCacheExtra *extra = gweak_cache_extra (entry);
  guint64          now = tick (state);

  if (extra->rank == GWEAK_RANK_NONE)
    return GWEAK_CACHE_FOUND_WEAK;
  if (has_expired (state, extra->used))
    return GWEAK_CACHE_FOUND_EXPIRED;

  extra->used = now;
  if (extra->rank == GWEAK_RANK_IDLE)
    enter_order (&state->busy, state, entry);

  return GWEAK_CACHE_FOUND_KEPT;
}

/* With the lock, at a hit: whether the bounds are to be enforced. */
gboolean
gweak_cache_is_look_due (GweakCacheState *state)
{
  if (find_expired (state) != NULL)
    return TRUE;
  if (!can_be_over (state))
    return FALSE;
  if (state->n_quiet == 0)
    return TRUE;

  state->n_quiet--;

  return FALSE;
}

/* Keeps @value, of which it takes over a reference, the value of @entry, which
 * the caller pins. An entry that is out, or died, keeps nothing more. NULL: the
 * cost is as it was.
 */
void
gweak_cache_keep (GweakEntry    *entry,
                  GObject       *value,
                  const guint64 *cost)
{
  GweakEntries    *entries = entry->entries;
  GweakCacheState *state = gweak_cache_state (entries);
  GweakCacheExtra *extra = gweak_cache_extra (entry);
  gboolean         taken = FALSE;

  gweak_lock (&entries->lock);
  if (entry->position != GWEAK_ENTRY_OUT && gweak_entry_is_alive (entry))
    {
      taken = !extra->is_owner;
      extra->is_owner = TRUE;
      leave_order (state, entry);
      if (cost != NULL)
        extra->cost = *cost;
      extra->used = tick (state);
      gweak_cache_order_add (&state->busy, entry);
    }
  gweak_unlock (&entries->lock);

  if (!taken)
    g_object_unref (value);
}

static void
count_idle (GweakCacheOrder  *order,
            GweakCacheCensus *census)
{
  for (guint i = 0; i < order->n_uses; i++)
    {
      GweakEntry *entry = order->uses[i].entry;
      guint64     cost = gweak_cache_extra (entry)->cost;

      if (!is_idle (entry) || !gweak_entry_is_alive (entry))
        continue;
      census->n_idle++;
      census->idle_cost = cost > G_MAXUINT64 - census->idle_cost ? G_MAXUINT64 : census->idle_cost + cost;
    }
}

/* What is alive and not idle, others hold. */
void
gweak_cache_take_census (GweakEntries     *entries,
                         GweakCacheCensus *census)
{
  GweakCacheState *state = gweak_cache_state (entries);
  guint            n_live;

  *census = (GweakCacheCensus){ 0 };
  gweak_lock (&entries->lock);
  count_idle (&state->idle, census);
  count_idle (&state->busy, census);
  n_live = g_atomic_int_get (&entries->n_live);
  gweak_unlock (&entries->lock);
  census->n_in_use = n_live - MIN (n_live, census->n_idle);
}

static void
consider_expiry (GweakCacheState *state,
                 GweakCacheOrder *order,
                 gint64          *due)
{
  GweakEntry *entry = state->bounds.idle_ttl > 0 ? gweak_cache_order_get_oldest (order) : NULL;

  if (entry != NULL)
    *due = MIN (*due, (gint64) (get_expiry (state, gweak_cache_extra (entry)->used) / NSEC_PER_USEC));
}

/* With the lock: when the timer has to look next, if there is nothing to see for
 * @interval; G_MAXINT64: never. In microseconds of the monotonic clock.
 */
gint64
gweak_cache_get_next_look (GweakCacheState *state,
                           gint64           interval)
{
  gint64 due = G_MAXINT64;

  if (can_be_over (state))
    due = g_get_monotonic_time () + interval;
  consider_expiry (state, &state->idle, &due);
  consider_expiry (state, &state->busy, &due);

  return due;
}

/* With the lock. Without a ttl nobody knows when a value was used: for one that
 * begins now, all were used now.
 */
void
gweak_cache_set_ttl (GweakCacheState *state,
                     guint            idle_ttl)
{
  gboolean begins = state->bounds.idle_ttl == 0;

  state->bounds.idle_ttl = idle_ttl;
  set_clock (state);
  if (begins)
    state->used_from = state->clock;
}
