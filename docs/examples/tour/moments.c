/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

/* Here the object is whole. Who takes a reference rescues it. */
static void
dying_cb (GweakReference *ref,
          GSimpleAction  *action,
          gpointer        user_data)
{
  GSimpleAction **lifeboat = user_data;

  tour_news (GWEAK_MOMENT_DYING, g_action_get_name (G_ACTION (action)));
  if (g_action_get_enabled (G_ACTION (action)))
    {
      *lifeboat = g_object_ref (action);
      tour_say ("Rescued, since it is enabled.");
    }
}

static void
died_cb (GweakReference *ref,
         gpointer        user_data)
{
  tour_news (GWEAK_MOMENT_DIED, "nobody gets at it any more");
}

static void
finalized_cb (GweakReference *ref,
              gpointer        user_data)
{
  tour_news (GWEAK_MOMENT_FINALIZED, "its memory is free");
}

void
tour_moments (void)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new ("print", NULL);
  g_autoptr (GSimpleAction) lifeboat = NULL;
  /* Only a reference with `toggle` hears of `dying`. */
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", action, "toggle", TRUE, NULL);

  g_signal_connect (ref, "dying", G_CALLBACK (dying_cb), &lifeboat);
  g_signal_connect (ref, "died", G_CALLBACK (died_cb), NULL);
  g_signal_connect (ref, "finalized", G_CALLBACK (finalized_cb), NULL);

  tour_chapter ("An object dies in three moments, and can be rescued in the first");
  g_clear_object (&action);

  g_simple_action_set_enabled (lifeboat, FALSE);
  tour_say ("Now it is disabled.");
  g_clear_object (&lifeboat);
}
