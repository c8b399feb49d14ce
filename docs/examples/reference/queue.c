/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

/* begin:queue */
static void
push_cb (GweakWeakRef *ref,
         gpointer      queue)
{
  g_async_queue_push (queue, g_object_ref (ref));
}

static gpointer
clean_up (gpointer queue)
{
  for (guint n_left = 2; n_left > 0; n_left--)
    {
      GweakWeakRef *ref = g_async_queue_pop (queue);

      g_print ("%s is gone\n", (char *) g_object_get_data (G_OBJECT (ref), "name"));
      g_object_unref (ref);
    }

  return NULL;
}

static GweakWeakRef *
enqueue_death (gpointer     object,
               const char  *name,
               GAsyncQueue *queue)
{
  GweakWeakRef *ref = gweak_weak_ref_new_with_callback (object, push_cb, g_async_queue_ref (queue),
                                                        (GDestroyNotify) g_async_queue_unref);

  g_object_set_data (G_OBJECT (ref), "name", (gpointer) name);

  return ref;
}
/* end:queue */

int
main (void)
{
  GAsyncQueue  *queue = g_async_queue_new ();
  GMenu        *first = g_menu_new (), *second = g_menu_new ();
  GweakWeakRef *first_ref = enqueue_death (first, "the first", queue);
  GweakWeakRef *second_ref = enqueue_death (second, "the second", queue);
  GThread      *thread = g_thread_new ("cleaner", clean_up, queue);

  g_object_unref (second);
  g_object_unref (first);
  g_thread_join (thread);

  g_object_unref (first_ref);
  g_object_unref (second_ref);
  g_async_queue_unref (queue);

  return 0;
}
