/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

static GThread *main_thread;

static const char *
where (void)
{
  return g_thread_self () == main_thread ? "the main thread" : "the worker";
}

/* begin:handlers */
static void
at_once_cb (GweakReference *reference)
{
  g_print ("died, told at once, in %s\n", where ());
}

static void
deferred_cb (GweakReference *reference)
{
  g_print ("died, told in the main context, in %s\n", where ());
}

static gpointer
drop (gpointer object)
{
  g_object_unref (object);

  return NULL;
}
/* end:handlers */

int
main (void)
{
  main_thread = g_thread_self ();

  /* begin:contexts */
  GMenu        *menu = g_menu_new ();
  GweakWeakRef *at_once = gweak_weak_ref_new (menu);
  GweakWeakRef *deferred = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", menu, "deferred", TRUE, NULL);

  g_signal_connect (at_once, "died", G_CALLBACK (at_once_cb), NULL);
  g_signal_connect (deferred, "died", G_CALLBACK (deferred_cb), NULL);

  g_thread_join (g_thread_new ("worker", drop, menu));
  g_print ("both are dead: %d %d\n",
           !gweak_reference_is_alive (GWEAK_REFERENCE (at_once)),
           !gweak_reference_is_alive (GWEAK_REFERENCE (deferred)));

  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* end:contexts */

  g_object_unref (deferred);
  g_object_unref (at_once);

  return 0;
}
