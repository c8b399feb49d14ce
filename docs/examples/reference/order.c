/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

static GweakWeakRef *oldest, *middle, *newest; /* (owned) */

static gboolean
is_alive (gpointer reference)
{
  return gweak_reference_is_alive (reference);
}

/* begin:order */
static void
newest_died_cb (GweakReference *reference)
{
  g_print ("newest; alive: %d %d %d\n", is_alive (oldest), is_alive (middle), is_alive (newest));
  g_clear_object (&middle);
}

static void
middle_died_cb (GweakReference *reference)
{
  g_print ("middle\n");
}

static void
oldest_died_cb (GweakReference *reference)
{
  g_print ("oldest\n");
}

static void
observe (gpointer object)
{
  oldest = gweak_weak_ref_new (object);
  middle = gweak_weak_ref_new (object);
  newest = gweak_weak_ref_new (object);
  g_signal_connect (oldest, "died", G_CALLBACK (oldest_died_cb), NULL);
  g_signal_connect (middle, "died", G_CALLBACK (middle_died_cb), NULL);
  g_signal_connect (newest, "died", G_CALLBACK (newest_died_cb), NULL);
}
/* end:order */

int
main (void)
{
  GMenu *menu = g_menu_new ();

  observe (menu);
  g_object_unref (menu);

  g_object_unref (oldest);
  g_object_unref (newest);

  return 0;
}
