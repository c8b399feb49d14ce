/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

#include <gtk/gtk.h>

/* The tour's chapters about windows, a program of their own since gweak itself
 * needs no GTK.
 */

static void
died_cb (GweakReference *ref,
         gpointer        user_data)
{
  tour_news (GWEAK_MOMENT_DIED, "the window");
}

static void
finalized_cb (GweakReference *ref,
              gpointer        user_data)
{
  gboolean *done = user_data;

  tour_news (GWEAK_MOMENT_FINALIZED, "its memory is free");
  *done = TRUE;
}

static GweakWeakRef *
watch (GtkWindow *window,
       gboolean  *done)
{
  GweakWeakRef *ref = gweak_weak_ref_new (window);

  g_signal_connect (ref, "died", G_CALLBACK (died_cb), NULL);
  g_signal_connect (ref, "finalized", G_CALLBACK (finalized_cb), done);

  return ref;
}

static void
say_alive (const char   *what,
           GweakWeakRef *ref)
{
  tour_say ("%s: %s.", what, gweak_reference_is_alive (GWEAK_REFERENCE (ref)) ? "alive" : "dead");
}

/* GTK owns every window until it is destroyed. */
static void
destroy (void)
{
  g_autoptr (GtkWindow) window = g_object_ref (GTK_WINDOW (gtk_window_new ()));
  gboolean done = FALSE;
  g_autoptr (GweakWeakRef) ref = watch (window, &done);

  tour_chapter ("gtk_window_destroy() drops GTK's reference to a window");
  gtk_window_destroy (window);
  say_alive ("GTK let go, we hold it", ref);
  g_clear_object (&window);
}

/* What gtk_native_dialog_destroy() and gdk_display_close() do, too. */
static void
dispose (void)
{
  g_autoptr (GtkWindow) window = g_object_ref (GTK_WINDOW (gtk_window_new ()));
  gboolean done = FALSE;
  g_autoptr (GweakWeakRef) ref = watch (window, &done);

  tour_chapter ("g_object_run_dispose() leaves a husk to those who hold it");
  gtk_window_destroy (window);
  g_object_run_dispose (G_OBJECT (window));
  say_alive ("We hold what is left", ref);
  g_clear_object (&window);
}

static void
close_on_screen (void)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  gboolean   done = FALSE;
  g_autoptr (GweakWeakRef) ref = watch (window, &done);

  tour_chapter ("A window on the screen is closed");
  gtk_window_present (window);
  while (!gtk_widget_get_mapped (GTK_WIDGET (window)))
    g_main_context_iteration (NULL, TRUE);
  say_alive ("It is on the screen, and GTK holds it", ref);

  gtk_window_close (window);
  tour_wait (&done);
}

int
main (void)
{
  gtk_init ();

  destroy ();
  dispose ();
  close_on_screen ();
}
