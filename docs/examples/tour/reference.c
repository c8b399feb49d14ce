/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

/* The answer is a strong reference: what it gives cannot die in our hands. */
static void
ask (GweakWeakRef *ref)
{
  g_autoptr (GAction) action = gweak_weak_ref_get (ref);

  if (action != NULL)
    tour_say ("The reference gives '%s'.", g_action_get_name (action));
  else
    tour_say ("The reference gives nothing.");
}

void
tour_reference (void)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new ("print", NULL);
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (action);

  tour_chapter ("A reference answers while its object lives");
  ask (ref);
  g_clear_object (&action);
  ask (ref);
}

static void
died_cb (GweakWeakRef *ref,
         gpointer      user_data)
{
  const char *name = user_data;

  tour_news (GWEAK_MOMENT_DIED, name);
  ask (ref);
}

void
tour_callback (void)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new ("print", NULL);
  GweakWeakRef *ref = gweak_weak_ref_new_with_callback (action, died_cb, "the action", NULL);

  tour_chapter ("A callback gets the dead reference");
  g_clear_object (&action);
  tour_say ("After the callback.");

  g_object_unref (ref);
}
