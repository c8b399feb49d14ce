/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-probe-private.h"

#include "gweak-toggle-private.h"

/* A coarse timer that looks for toggle references which others add after ours,
 * in the thread-default context of the first arming; none while nothing is
 * armed, after its next turn at the latest.
 */
#define SECONDS_MIN 5
#define SECONDS_MAX 60

static struct
{
  GweakLock lock;
  GSource  *source;  /* (unowned) owned by its context; guarded by `lock` */
  guint     seconds; /* the interval; guarded by `lock` */
} timer;

/* The interval doubles while nothing new is armed. FALSE: nothing is armed, and
 * the source goes.
 */
static gboolean
schedule_next_probe (GSource *source)
{
  gboolean armed;

  gweak_lock (&timer.lock);
  armed = gweak_toggle_count_armed () > 0;
  if (armed)
    {
      timer.seconds = MIN (2 * timer.seconds, SECONDS_MAX);
      g_source_set_ready_time (source, g_source_get_time (source) + timer.seconds * G_USEC_PER_SEC);
    }
  else if (timer.source == source)
    {
      timer.source = NULL;
    }
  gweak_unlock (&timer.lock);

  return armed;
}

static gboolean
probe_dispatch (GSource    *source,
                GSourceFunc callback,
                gpointer    user_data)
{
  gweak_toggle_probe (gweak_toggle_count_armed ());

  return schedule_next_probe (source);
}

/* Also when the context was destroyed: the next arming takes its own. */
static void
probe_finalize (GSource *source)
{
  gweak_lock (&timer.lock);
  if (timer.source == source)
    timer.source = NULL;
  gweak_unlock (&timer.lock);
}

static GSourceFuncs probe_funcs = { .dispatch = probe_dispatch, .finalize = probe_finalize };

/* A probe that is due before long is left alone: arming is more frequent. */
static gboolean
is_probing (void)
{
  gboolean result;

  gweak_lock (&timer.lock);
  result = timer.source != NULL && timer.seconds == SECONDS_MIN;
  gweak_unlock (&timer.lock);

  return result;
}

/* Makes @source the timer, unless there is one; that one starts over when it is
 * due: its context may be going right now, in another thread.
 */
static gboolean
install_probe (GSource *source)
{
  gboolean installed;

  gweak_lock (&timer.lock);
  installed = timer.source == NULL;
  if (installed)
    {
      timer.source = source;
      g_source_set_ready_time (source, g_get_monotonic_time () + SECONDS_MIN * G_USEC_PER_SEC);
    }
  timer.seconds = SECONDS_MIN;
  gweak_unlock (&timer.lock);

  return installed;
}

/* To be called after an arming. */
void
gweak_probe_ensure (void)
{
  GSource      *source;
  GMainContext *context;

  if (is_probing ())
    return;

  source = g_source_new (&probe_funcs, sizeof (GSource));
  g_source_set_static_name (source, "gweak: look for foreign toggle references");
  if (install_probe (source))
    {
      context = g_main_context_ref_thread_default ();
      g_source_attach (source, context);
      g_main_context_unref (context);
    }
  g_source_unref (source);
}
