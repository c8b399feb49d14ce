/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

static void
died_at_once_cb (GweakWeakRef *ref,
                 gpointer      user_data)
{
  tour_news (GWEAK_MOMENT_DIED, "heard at once");
}

static void
died_cb (GweakReference *ref,
         gpointer        user_data)
{
  tour_news (GWEAK_MOMENT_DIED, "heard in the main loop");
}

static void
finalized_cb (GweakReference *ref,
              gpointer        user_data)
{
  gboolean *done = user_data;

  tour_news (GWEAK_MOMENT_FINALIZED, "heard in the main loop");
  *done = TRUE;
}

static GSubprocess *
start_cat (GOutputStream **its_stdin)
{
  GSubprocess *cat = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, NULL, "cat", NULL);

  g_set_object (its_stdin, g_subprocess_get_stdin_pipe (cat));

  return cat;
}

void
tour_subprocess (void)
{
  g_autoptr (GOutputStream) its_stdin = NULL;
  g_autoptr (GSubprocess) cat = start_cat (&its_stdin);
  /* The newest hears first: what happens at once comes before what waits in
   * the main context.
   */
  g_autoptr (GweakWeakRef) there = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", cat,
                                                 "main-context", g_main_context_default (), NULL);
  g_autoptr (GweakWeakRef) here = gweak_weak_ref_new_with_callback (cat, died_at_once_cb, NULL, NULL);
  gboolean done = FALSE;

  g_signal_connect (there, "died", G_CALLBACK (died_cb), NULL);
  g_signal_connect (there, "finalized", G_CALLBACK (finalized_cb), &done);

  tour_chapter ("GSubprocess: GLib's worker thread drops the last reference");
  g_clear_object (&cat);
  tour_say ("We dropped ours, but GLib keeps it while the program runs: %s.",
            gweak_reference_is_alive (GWEAK_REFERENCE (here)) ? "alive" : "dead");

  /* Without input cat exits. */
  g_output_stream_close (its_stdin, NULL, NULL);
  tour_wait (&done);
}
