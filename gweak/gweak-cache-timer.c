/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-cache-private.h"

/* A coarse timer that enforces the bounds when nobody calls. There is one only
 * while there can be too many idle values, or some can expire, or until its next
 * look after that. It holds the plain part of the cache, which drops it when it
 * goes itself.
 */
#define INTERVAL_MIN (1 * G_USEC_PER_SEC)
#define INTERVAL_MAX (16 * G_USEC_PER_SEC)

/* What expires one after the other goes together. */
#define GRAIN (G_USEC_PER_SEC / 10)

typedef struct
{
  GSource       parent;
  GweakEntries *entries;  /* (owned) */
  gint64        interval; /* between looks that find nothing; the dispatching thread's own */
} GweakTimer;

/* With the lock: when to look next. FALSE: the timer is not needed any more, and
 * the caller owns what the state had of it. Or it was dropped.
 */
static gboolean
schedule (GweakTimer *self)
{
  GweakCacheState *state = gweak_cache_state (self->entries);
  gint64           due = gweak_cache_get_next_look (state, self->interval);

  if (state->timer != (GSource *) self)
    return FALSE;
  if (due == G_MAXINT64)
    return FALSE;

  state->timer_due = MAX (due, g_get_monotonic_time () + GRAIN);
  g_source_set_ready_time ((GSource *) self, state->timer_due);

  return TRUE;
}

static gboolean
timer_dispatch (GSource    *source,
                GSourceFunc callback,
                gpointer    user_data)
{
  GweakTimer      *self = (GweakTimer *) source;
  GweakCacheState *state = gweak_cache_state (self->entries);
  GSource         *done = NULL;
  gboolean         goes_on;

  if (gweak_cache_enforce_on_all (self->entries) > 0)
    self->interval = INTERVAL_MIN;
  else
    self->interval = MIN (2 * self->interval, INTERVAL_MAX);

  gweak_lock (&self->entries->lock);
  goes_on = schedule (self);
  if (!goes_on && state->timer == source)
    done = g_steal_pointer (&state->timer);
  gweak_unlock (&self->entries->lock);
  g_clear_pointer (&done, g_source_unref);

  return goes_on;
}

static void
timer_finalize (GSource *source)
{
  gweak_entries_unref (((GweakTimer *) source)->entries);
}

static GSourceFuncs timer_funcs = { .dispatch = timer_dispatch, .finalize = timer_finalize };

static GSource *
timer_new (GweakEntries *entries)
{
  GSource    *source = g_source_new (&timer_funcs, sizeof (GweakTimer));
  GweakTimer *self = (GweakTimer *) source;

  g_source_set_static_name (source, "gweak: bound a cache");
  self->entries = gweak_entries_ref (entries);
  self->interval = INTERVAL_MIN;

  return source;
}

/* Whether there is to be a timer, and is none. One that waits longer than is
 * right now is woken earlier.
 */
static gboolean
is_timer_missing (GweakEntries *entries)
{
  GweakCacheState *state = gweak_cache_state (entries);
  gboolean         missing;
  gint64           due;

  gweak_lock (&entries->lock);
  due = gweak_cache_get_next_look (state, INTERVAL_MIN);
  missing = due != G_MAXINT64 && state->timer == NULL;
  if (state->timer != NULL && due < state->timer_due)
    {
      state->timer_due = due;
      g_source_set_ready_time (state->timer, due);
    }
  gweak_unlock (&entries->lock);

  return missing;
}

/* FALSE: another thread was faster. */
static gboolean
install (GweakEntries *entries,
         GSource      *source)
{
  GweakCacheState *state = gweak_cache_state (entries);
  gboolean         installed;

  gweak_lock (&entries->lock);
  installed = state->timer == NULL;
  if (installed)
    {
      state->timer = g_source_ref (source);
      state->timer_due = gweak_cache_get_next_look (state, INTERVAL_MIN);
      g_source_set_ready_time (source, state->timer_due);
    }
  gweak_unlock (&entries->lock);

  return installed;
}

/* For the cache, which holds @context, after something was kept or a bound was
 * changed.
 */
void
gweak_cache_ensure_timer (GweakEntries *entries,
                          GMainContext *context)
{
  GSource *source;

  if (!is_timer_missing (entries))
    return;

  source = timer_new (entries);
  if (install (entries, source))
    g_source_attach (source, context);
  g_source_unref (source);
}

/* When the cache goes. */
void
gweak_cache_drop_timer (GweakEntries *entries)
{
  GweakCacheState *state = gweak_cache_state (entries);
  GSource         *timer;

  gweak_lock (&entries->lock);
  timer = g_steal_pointer (&state->timer);
  gweak_unlock (&entries->lock);

  if (timer != NULL)
    {
      g_source_destroy (timer);
      g_source_unref (timer);
    }
}
