/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gtk/gtk.h>

#include <string.h>

/* A GTK program that knows nothing of gweak, with the module in its GTK_PATH. */

static gboolean
is_loaded (const char *library)
{
  g_autofree char *maps = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));

  return strstr (maps, library) != NULL;
}

static GtkWidget *
find_widget (GtkWidget  *widget,
             const char *type)
{
  GtkWidget *found = g_str_equal (G_OBJECT_TYPE_NAME (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

/* (nullable): in one of the windows, of which the Inspector's is one */
static GtkWidget *
find_page (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget  *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && found == NULL; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      found = find_widget (window, "GweakInspectorPage");
    }

  return found;
}

static void
wait_until_mapped (GtkWidget *widget,
                   gboolean   mapped)
{
  while (gtk_widget_get_mapped (widget) != mapped)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* In this order: what is loaded stays. */
static void
an_unmodified_program_has_the_page (void)
{
  GtkWidget       *window = gtk_window_new (), *page, *stack, *first;
  g_autofree char *title = NULL;

  gtk_window_present (GTK_WINDOW (window));
  wait_until_mapped (window, TRUE);
  g_assert_false (is_loaded ("libgweak"));

  gtk_window_set_interactive_debugging (TRUE);
  page = find_page ();
  if (page == NULL && g_getenv ("GTK_PATH") == NULL)
    {
      g_test_skip ("not installed where GTK looks");
      return;
    }
  g_assert_nonnull (page);
  g_assert_true (is_loaded ("libgweak-1"));

  stack = gtk_widget_get_ancestor (page, GTK_TYPE_STACK);
  g_object_get (gtk_stack_get_page (GTK_STACK (stack), page), "title", &title, NULL);
  g_assert_cmpstr (title, ==, "Weak references");
  first = gtk_stack_get_visible_child (GTK_STACK (stack));
  g_assert_false (gtk_widget_get_mapped (page));

  gtk_stack_set_visible_child (GTK_STACK (stack), page);
  wait_until_mapped (page, TRUE);
  gtk_stack_set_visible_child (GTK_STACK (stack), first);
  wait_until_mapped (page, FALSE);
  gtk_stack_set_visible_child (GTK_STACK (stack), page);
  wait_until_mapped (page, TRUE);

  /* The Inspector's window is hidden, and is the same when it is opened again. */
  gtk_window_set_interactive_debugging (FALSE);
  wait_until_mapped (page, FALSE);
  gtk_window_set_interactive_debugging (TRUE);
  g_assert_true (find_page () == page);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }

  g_test_add_func ("/inspector-module/an unmodified program has the page", an_unmodified_program_has_the_page);

  return g_test_run ();
}
