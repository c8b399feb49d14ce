/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

/* begin:wait */
static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      loop)
{
  GError *error = NULL;

  if (gweak_reference_wait_finish (GWEAK_REFERENCE (source), result, &error))
    g_print ("It died.\n");
  else
    g_print ("%s.\n", error->message);

  g_clear_error (&error);
  g_main_loop_quit (loop);
}
/* end:wait */

static gboolean
drop_cb (gpointer object)
{
  g_object_unref (object);

  return G_SOURCE_REMOVE;
}

int
main (void)
{
  GMainLoop    *loop = g_main_loop_new (NULL, FALSE);
  GMenu        *menu = g_menu_new ();
  GweakWeakRef *ref = gweak_weak_ref_new (menu);

  gweak_reference_wait_async (GWEAK_REFERENCE (ref), NULL, waited_cb, loop);
  g_object_unref (ref);

  g_idle_add (drop_cb, menu);
  g_main_loop_run (loop);
  g_main_loop_unref (loop);

  return 0;
}
