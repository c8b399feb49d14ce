/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

/* begin:counted-data */
typedef struct
{
  GweakWatch *watch;  /* (owned) */
  gint        n_gone; /* atomic */
} Counter;

static void
gone_cb (GweakMoment moment,
         gpointer    user_data)
{
  Counter *self = user_data;

  g_atomic_int_inc (&self->n_gone);
}

static Counter *
counter_new (gpointer object)
{
  Counter *self = g_atomic_rc_box_new0 (Counter);

  self->watch = gweak_watch_add (object, GWEAK_MOMENT_DIED, gone_cb, g_atomic_rc_box_acquire (self), g_atomic_rc_box_release);

  return self;
}

static void
counter_free (Counter *self)
{
  gweak_watch_remove (self->watch);
  g_atomic_rc_box_release (self);
}
/* end:counted-data */

static gpointer
drop (gpointer object)
{
  g_object_unref (object);

  return NULL;
}

int
main (void)
{
  GMenu   *menu = g_menu_new ();
  Counter *counter = counter_new (menu);
  GThread *thread = g_thread_new ("drop", drop, menu);

  counter_free (counter); /* whether the menu died or is dying */
  g_thread_join (thread);

  menu = g_menu_new ();
  counter = counter_new (menu);
  g_object_unref (menu);
  g_print ("%d gone\n", g_atomic_int_get (&counter->n_gone));
  counter_free (counter);

  return 0;
}
