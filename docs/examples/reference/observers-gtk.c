/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gtk/gtk.h>
#include <gweak/gweak.h>

/* begin:label */
static void
label_items_changed (GtkLabel   *self,
                     guint       position,
                     guint       n_removed,
                     guint       n_added,
                     GListModel *model)
{
  char *text = g_strdup_printf ("Files: %u", g_list_model_get_n_items (model));

  gtk_label_set_text (self, text);
  g_print ("The label says '%s'\n", text);
  g_free (text);
}

static GtkWidget *
count_label_new (GListModel *model)
{
  GtkWidget       *label = gtk_label_new (NULL);
  GweakWeakMethod *method = gweak_weak_method_new (label, G_CALLBACK (label_items_changed));

  gweak_weak_method_attach (method, model, "items-changed", 0);
  g_object_unref (method);

  return label;
}
/* end:label */

static void
append_file (GListStore *store)
{
  GFile *file = g_file_new_for_path ("/etc/hostname");

  g_list_store_append (store, file);
  g_object_unref (file);
}

static gboolean
is_observed (GListStore *store)
{
  return g_signal_has_handler_pending (store, g_signal_lookup ("items-changed", G_TYPE_LIST_MODEL), 0, TRUE);
}

int
main (void)
{
  GListStore *store = g_list_store_new (G_TYPE_FILE);
  GtkWidget  *window;

  gtk_init ();
  window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (window), count_label_new (G_LIST_MODEL (store)));
  append_file (store);

  gtk_window_destroy (GTK_WINDOW (window));
  g_print ("The window is closed, and the list is %s\n", is_observed (store) ? "observed" : "not observed any more");
  append_file (store);
  g_object_unref (store);

  return 0;
}
