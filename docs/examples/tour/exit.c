/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

static void
exit_cb (gpointer user_data)
{
  tour_say ("%s", (const char *) user_data);
}

/* Lives as long as the process. */
static GSimpleAction *action;

void
tour_exit (void)
{
  tour_chapter ("What did not run until then runs at exit, newest first");
  action = g_simple_action_new ("print", NULL);
  g_object_unref (gweak_finalizer_new (action, exit_cb, "Switch off the printer.", NULL));
  g_object_unref (gweak_finalizer_new (action, exit_cb, "Wait for the last page.", NULL));
  tour_say ("The end.");
}
