/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gtk/gtk.h>
#include <gweak/gweak.h>

#define N_NOTES 3

/* begin:leak */
static GPtrArray          *recent; /* (owned) of what was closed, for a menu */
static GweakWeakListStore *notes;  /* (owned) of what is open, for a list */

static void
remove_backup_cb (gpointer path)
{
  g_print ("Remove %s.\n", (char *) path);
}

static gboolean
close_request_cb (GtkWindow *window,
                  gpointer   user_data)
{
  /* The title would do. */
  g_ptr_array_add (recent, g_object_ref (window));

  return FALSE;
}

static void
open_note (const char *title)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  char      *backup = g_strconcat (title, "~", NULL);

  gtk_window_set_title (window, title);
  gtk_window_set_child (window, gtk_text_view_new ());
  g_signal_connect (window, "close-request", G_CALLBACK (close_request_cb), NULL);
  gweak_weak_list_store_append (notes, window);
  g_object_unref (gweak_finalizer_new (window, remove_backup_cb, backup, g_free));
  gtk_window_present (window);
}
/* end:leak */

static void
open_notes (void)
{
  for (guint i = 1; i <= N_NOTES; i++)
    {
      g_autofree char *title = g_strdup_printf ("note %u", i);

      open_note (title);
    }
}

static gboolean
is_something_open (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0;
}

/* As a user does it, all at once. */
static void
close_notes (void)
{
  for (guint i = 0; i < N_NOTES; i++)
    {
      g_autoptr (GtkWindow) window = gweak_weak_list_store_dup_object (notes, i);

      while (!gtk_widget_get_mapped (GTK_WIDGET (window)))
        g_main_context_iteration (NULL, TRUE);
      gtk_window_close (window);
    }
}

/* begin:list */
static void
print_windows (void)
{
  g_autoptr (GPtrArray) objects = gweak_debug_list_objects ();

  for (guint i = 0; i < objects->len; i++)
    {
      GweakDebugObject *object = objects->pdata[i];

      if (g_type_is_a (gweak_debug_object_get_object_type (object), GTK_TYPE_WINDOW))
        g_print ("A window is left, with %u observers.\n", gweak_debug_object_count_observers (object, NULL));
    }
}
/* end:list */

/* "notes close" closes them itself. */
int
main (int   argc,
      char *argv[])
{
  gtk_init ();
  gweak_debug_start ();
  recent = g_ptr_array_new_with_free_func (g_object_unref);
  notes = gweak_weak_list_store_new (GTK_TYPE_WINDOW);
  open_notes ();

  if (argc > 1)
    close_notes ();
  while (is_something_open ())
    g_main_context_iteration (NULL, TRUE);
  print_windows ();

  g_ptr_array_unref (recent);
  g_object_unref (notes);
}
