/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

#include "gweak-inspector-details-private.h"
#include "gweak-inspector-page-private.h"
#include "gweak-inspector-plot-private.h"
#include "gweak-inspector-row-private.h"

#include <string.h>

/* A page in a window, looked at in the state it is in: it looks again only when
 * the tests say so, or when they wait for its timer.
 */
#define NEVER G_MAXUINT

typedef struct
{
  GtkWidget *window; /* (owned) by GTK until it is destroyed */
  GtkWidget *page;   /* (owned) by its window */
} Fixture;

static void
iterate (void)
{
  test_iterate (NULL);
}

static void
open_page (Fixture *self)
{
  self->page = g_object_new (GWEAK_TYPE_INSPECTOR_PAGE, "interval", NEVER, NULL);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 700);
  gtk_window_set_child (GTK_WINDOW (self->window), self->page);
  gtk_window_present (GTK_WINDOW (self->window));
  while (!gtk_widget_get_mapped (self->page))
    g_main_context_iteration (NULL, TRUE);
  iterate ();
}

/* Everything goes with the window. */
static void
close_page (Fixture *self)
{
  gpointer page = self->page;

  g_object_add_weak_pointer (G_OBJECT (self->page), &page);
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (page != NULL)
    g_main_context_iteration (NULL, TRUE);
  iterate ();
  g_free (test_log_take ());
}

static void
look (Fixture *self)
{
  gweak_inspector_page_refresh (GWEAK_INSPECTOR_PAGE (self->page));
  iterate ();
}

static GListModel *
get_rows (Fixture *self)
{
  return G_LIST_MODEL (gweak_inspector_page_get_rows (GWEAK_INSPECTOR_PAGE (self->page)));
}

static guint
count_rows (Fixture *self)
{
  return g_list_model_get_n_items (get_rows (self));
}

/* The next widget of @type in and below @widget, in the order in which they are seen. */
static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

/* With a text that begins with @label. */
static GtkWidget *
find_labelled (GtkWidget  *widget,
               const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (widget)), label))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_labelled (child, label);

  return found;
}

static GtkWidget *
find_control (Fixture    *self,
              const char *label,
              GType       type)
{
  GtkWidget *found = find_labelled (self->page, label);

  g_assert_nonnull (found);
  found = gtk_widget_get_ancestor (found, type);
  g_assert_nonnull (found);

  return found;
}

static void
watch (gpointer object)
{
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_FINALIZED, test_log_moment_cb, "w", NULL));
}

static TestObject *
new_watched (void)
{
  TestObject *object = test_object_new ("it");

  watch (object);

  return object;
}

/* In a process of its own, since nothing turns the list off again. */
static void
closed_it_costs_nothing (void)
{
  if (g_test_subprocess ())
    {
      GtkWidget *page = g_object_ref_sink (g_object_new (GWEAK_TYPE_INSPECTOR_PAGE, NULL));
      g_autoptr (TestObject) object = new_watched ();
      g_autoptr (GPtrArray) objects = gweak_debug_list_objects ();

      g_object_set (page, "object", object, NULL);
      iterate ();
      g_assert_cmpuint (objects->len, ==, 0);
      g_assert_cmpuint (gweak_count_references (object), ==, 0);
      g_assert_false (gweak_inspector_page_is_refreshing (GWEAK_INSPECTOR_PAGE (page)));
      g_assert_finalize_object (page);
      return;
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

static void
it_has_what_the_inspector_asks_for (void)
{
  GtkWidget  *page = g_object_ref_sink (g_object_new (GWEAK_TYPE_INSPECTOR_PAGE, NULL));
  TestObject *object = test_object_new ("it");
  g_autoptr (GObject) selected = NULL;
  g_autofree char *title = NULL;
  guint            interval, patience;

  g_object_set (page, "object", object, "interval", 20, "patience", 30, NULL);
  g_object_get (page, "title", &title, "object", &selected, "interval", &interval, "patience", &patience, NULL);
  g_assert_cmpuint (interval, ==, 20);
  g_assert_cmpuint (patience, ==, 30);
  g_assert_cmpstr (title, ==, "Weak references");
  g_assert_true (selected == (GObject *) object);
  g_clear_object (&selected);
  g_assert_finalize_object (object);
  g_object_get (page, "object", &selected, NULL);
  g_assert_null (selected);
  g_object_set (page, "object", NULL, NULL);
  g_assert_finalize_object (page);
}

static void
it_shows_what_is_tracked_while_it_lives (void)
{
  Fixture     self;
  TestObject *one, *two;

  open_page (&self);
  one = new_watched ();
  two = new_watched ();
  look (&self);
  g_assert_cmpuint (count_rows (&self), ==, 2);
  g_assert_nonnull (find_labelled (self.page, "watches: 1"));
  g_assert_nonnull (find_labelled (self.page, "Objects: 2; suspected leaks: 0; shown: 2"));

  g_assert_finalize_object (one);
  look (&self);
  g_assert_cmpuint (count_rows (&self), ==, 1);
  g_assert_finalize_object (two);
  look (&self);
  g_assert_cmpuint (count_rows (&self), ==, 0);
  g_assert_null (find_labelled (self.page, "watches: 1"));
  close_page (&self);
}

static void
it_refreshes_only_while_it_is_mapped (void)
{
  Fixture self;
  g_autoptr (TestObject) one = NULL;
  g_autoptr (TestObject) two = NULL;

  open_page (&self);
  g_assert_true (gweak_inspector_page_is_refreshing (GWEAK_INSPECTOR_PAGE (self.page)));
  g_object_set (self.page, "interval", 1, NULL);
  one = new_watched ();
  while (count_rows (&self) != 1)
    g_main_context_iteration (NULL, TRUE);

  gtk_widget_set_visible (self.page, FALSE);
  g_assert_false (gtk_widget_get_mapped (self.page));
  g_assert_false (gweak_inspector_page_is_refreshing (GWEAK_INSPECTOR_PAGE (self.page)));
  g_object_set (self.page, "interval", 2, NULL);
  g_assert_false (gweak_inspector_page_is_refreshing (GWEAK_INSPECTOR_PAGE (self.page)));
  two = new_watched ();
  iterate ();
  g_assert_cmpuint (count_rows (&self), ==, 1);

  gtk_widget_set_visible (self.page, TRUE);
  while (count_rows (&self) != 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gweak_inspector_page_is_refreshing (GWEAK_INSPECTOR_PAGE (self.page)));
  close_page (&self);
}

static void
husks_are_suspected_once_patience_ends (void)
{
  Fixture     self;
  TestObject *object;

  open_page (&self);
  object = new_watched ();
  g_object_run_dispose (G_OBJECT (object));
  look (&self);
  g_assert_nonnull (find_labelled (self.page, "disposed of "));
  g_assert_null (find_labelled (self.page, "suspected leak: "));

  g_object_set (self.page, "patience", 0, NULL);
  look (&self);
  g_assert_true (gtk_widget_has_css_class (find_labelled (self.page, "suspected leak: "), "gweak-suspect"));
  g_assert_nonnull (find_labelled (self.page, "Objects: 1; suspected leaks: 1; shown: 1"));
  g_assert_finalize_object (object);
  look (&self);
  g_assert_null (find_labelled (self.page, "suspected leak: "));
  close_page (&self);
}

static void
only_suspects_can_be_shown (void)
{
  Fixture self;
  g_autoptr (TestObject) living = NULL;
  TestObject *husk;
  GtkWidget  *check;

  open_page (&self);
  g_object_set (self.page, "patience", 0, NULL);
  living = new_watched ();
  husk = new_watched ();
  look (&self);
  g_assert_cmpuint (count_rows (&self), ==, 2);

  check = find_control (&self, "Only suspected leaks", GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_cmpuint (count_rows (&self), ==, 0);
  g_object_run_dispose (G_OBJECT (husk));
  look (&self);
  g_assert_cmpuint (count_rows (&self), ==, 1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), FALSE);
  g_assert_cmpuint (count_rows (&self), ==, 2);
  g_assert_finalize_object (husk);
  close_page (&self);
}

static void
a_search_filters (void)
{
  Fixture self;
  g_autoptr (TestObject) object = NULL;
  g_autoptr (GObject) other = NULL;
  GtkEditable *entry;

  open_page (&self);
  object = new_watched ();
  other = g_object_new (G_TYPE_OBJECT, NULL);
  watch (other);
  look (&self);
  g_assert_cmpuint (count_rows (&self), ==, 2);

  entry = GTK_EDITABLE (find_widget (self.page, GTK_TYPE_SEARCH_ENTRY));
  gtk_editable_set_text (entry, "TESTobj");
  while (count_rows (&self) != 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (find_labelled (self.page, "Objects: 2; suspected leaks: 0; shown: 1"));
  gtk_editable_set_text (entry, "");
  while (count_rows (&self) != 2)
    g_main_context_iteration (NULL, TRUE);
  close_page (&self);
}

static char *
dup_types (Fixture *self)
{
  GString *types = g_string_new (NULL);

  for (guint i = 0; i < count_rows (self); i++)
    {
      g_autoptr (GweakInspectorRow) row = g_list_model_get_item (get_rows (self), i);
      g_autofree char *type = gweak_inspector_row_dup_type (row);

      g_string_append_printf (types, "%s%s", i > 0 ? " " : "", type);
    }

  return g_string_free (types, FALSE);
}

#define assert_types(self, expected)         \
 G_STMT_START                                \
 {                                           \
  g_autofree char *types = dup_types (self); \
  g_assert_cmpstr (types, ==, (expected));   \
 }                                           \
 G_STMT_END

static void
sort (Fixture    *self,
      const char *column)
{
  g_assert_true (gtk_widget_activate_action (self->page, "weak-references.sort", "s", column));
}

static void
it_is_sorted_by_any_column (void)
{
  Fixture self;
  g_autoptr (GObject) middle = NULL;
  g_autoptr (TestObject) last = NULL;
  g_autoptr (GCancellable) first = NULL;
  const char *columns[] = { "type", "address", "ref-count", "observers", "toggle", "age", "state" };

  open_page (&self);
  watch (middle = g_object_new (G_TYPE_OBJECT, NULL));
  last = new_watched ();
  watch (last);
  watch (first = g_cancellable_new ());
  look (&self);
  assert_types (&self, "GObject TestObject GCancellable");

  sort (&self, "type");
  assert_types (&self, "GCancellable GObject TestObject");
  sort (&self, "type");
  assert_types (&self, "TestObject GObject GCancellable");
  sort (&self, "age");
  assert_types (&self, "GCancellable TestObject GObject");
  sort (&self, "observers");
  sort (&self, "observers");
  assert_types (&self, "TestObject GObject GCancellable");
  sort (&self, "nonsense");
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    sort (&self, columns[i]);
  iterate ();
  g_assert_cmpuint (count_rows (&self), ==, 3);
  close_page (&self);
}

static void
the_order_follows_changes (void)
{
  Fixture self;
  g_autoptr (TestObject) object = NULL;
  g_autoptr (GObject) other = NULL;

  open_page (&self);
  object = new_watched ();
  watch (other = g_object_new (G_TYPE_OBJECT, NULL));
  g_object_ref (other);
  look (&self);
  sort (&self, "ref-count");
  assert_types (&self, "TestObject GObject");

  g_object_ref (object);
  g_object_ref (object);
  look (&self);
  assert_types (&self, "GObject TestObject");
  g_object_unref (object);
  g_object_unref (object);
  look (&self);
  assert_types (&self, "TestObject GObject");
  g_object_unref (other);
  close_page (&self);
}

static GtkWidget *
find_details (Fixture    *self,
              const char *text)
{
  return find_labelled (find_widget (self->page, GWEAK_TYPE_INSPECTOR_DETAILS), text);
}

static void
details_tell_who_observes_the_selected_object (void)
{
  Fixture     self;
  TestObject *object;
  g_autoptr (GweakWeakRef) ref = NULL;
  g_autofree char *name = NULL;
  g_autofree char *dead_name = NULL;
  const char      *text;

  open_page (&self);
  g_assert_nonnull (find_details (&self, "Select an object"));
  object = new_watched ();
  ref = gweak_weak_ref_new (object);
  look (&self);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_rows (&self)), 0, TRUE);
  name = gweak_reference_to_string (GWEAK_REFERENCE (ref));
  text = gtk_label_get_text (GTK_LABEL (find_details (&self, "Type: TestObject\n")));
  g_assert_nonnull (strstr (text, "Reference count: 1\n"));
  g_assert_nonnull (strstr (text, "Observers: 2\n    references: 1\n    watches: 1\nReferences to it: 1\n"));
  g_assert_nonnull (strstr (text, name));
  g_assert_false (gtk_widget_get_visible (find_details (&self, "")));

  g_object_set (self.page, "patience", 0, NULL);
  g_object_run_dispose (G_OBJECT (object));
  look (&self);
  dead_name = gweak_reference_to_string (GWEAK_REFERENCE (ref));
  text = gtk_label_get_text (GTK_LABEL (find_details (&self, "Type: TestObject\n")));
  g_assert_nonnull (strstr (text, dead_name));
  g_assert_true (gtk_widget_get_visible (find_details (&self, "Suspected leak: it was disposed of")));

  g_assert_finalize_object (object);
  look (&self);
  g_assert_nonnull (find_details (&self, "Select an object"));
  close_page (&self);
}

static void
details_say_when_a_value_may_hold_its_key (void)
{
  Fixture     self;
  TestObject *key;
  g_autoptr (TestObject) value = NULL;
  g_autoptr (GweakWeakHashTable) table = NULL;

  open_page (&self);
  key = test_object_new ("key");
  value = test_object_new ("value");
  table = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, TEST_TYPE_OBJECT, GWEAK_WEAKNESS_KEYS);
  gweak_weak_hash_table_insert (table, key, value);
  test_object_hold (value, key);
  g_object_unref (key);
  g_clear_object (&value);
  look (&self);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_rows (&self)), 0, TRUE);
  g_assert_true (gtk_widget_get_visible (find_details (&self, "Suspected leak: perhaps its own value")));
  gweak_weak_hash_table_remove_all (table);
  close_page (&self);
}

/* More references than anybody reads. */
static void
details_of_many_references_are_short (void)
{
  Fixture self;
  g_autoptr (TestObject) object = NULL;
  g_autoptr (GPtrArray) references = g_ptr_array_new_with_free_func (g_object_unref);
  const char *text;

  open_page (&self);
  object = new_watched ();
  for (guint i = 0; i < 150; i++)
    g_ptr_array_add (references, gweak_weak_ref_new (object));
  look (&self);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_rows (&self)), 0, TRUE);
  text = gtk_label_get_text (GTK_LABEL (find_details (&self, "Type: TestObject\n")));
  g_assert_true (g_str_has_suffix (text, "and 50 more"));
  close_page (&self);
}

static void
the_selection_stays_when_others_go (void)
{
  Fixture self;
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  g_autoptr (GObject) chosen = NULL;

  open_page (&self);
  for (guint i = 0; i < 100; i++)
    g_ptr_array_add (objects, new_watched ());
  watch (chosen = g_object_new (G_TYPE_OBJECT, NULL));
  look (&self);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_rows (&self)), 100, TRUE);
  for (guint i = 0; i < 100; i += 2)
    g_object_unref (objects->pdata[i]);
  look (&self);
  g_assert_cmpuint (count_rows (&self), ==, 51);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (get_rows (&self)), 50));
  g_assert_nonnull (find_details (&self, "Type: GObject\n"));
  for (guint i = 1; i < 100; i += 2)
    g_object_unref (objects->pdata[i]);
  close_page (&self);
}

static void
the_selected_object_can_be_tracked (void)
{
  Fixture     self;
  TestObject *object;
  GtkWidget  *button;

  open_page (&self);
  button = find_control (&self, "Track Selected Object", GTK_TYPE_BUTTON);
  g_assert_false (gtk_widget_get_sensitive (button));
  object = test_object_new ("it");
  g_object_set (self.page, "object", object, NULL);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_assert_cmpuint (count_rows (&self), ==, 0);

  for (guint i = 0; i < 2; i++)
    g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (count_rows (&self), ==, 1);
  g_assert_nonnull (find_labelled (self.page, "watches: 1"));
  g_assert_finalize_object (object);
  look (&self);
  g_assert_false (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (count_rows (&self), ==, 0);
  close_page (&self);
}

static void
all_widgets_but_its_own_can_be_tracked (void)
{
  Fixture    self;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  open_page (&self);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_control (&self, "Track all widgets", GTK_TYPE_CHECK_BUTTON)), TRUE);
  sort (&self, "age");
  sort (&self, "age");
  assert_types (&self, "GtkWindow GtkBox GtkImage GtkImage");

  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  look (&self);
  assert_types (&self, "GtkWindow GtkBox GtkImage GtkImage GtkImage");
  gtk_window_destroy (GTK_WINDOW (window));
  look (&self);
  assert_types (&self, "");
  close_page (&self);
}

/* A window that was closed, and that somebody forgot to let go of: GTK does not
 * dispose of it.
 */
static void
a_closed_window_that_stays_is_suspected (void)
{
  Fixture    self;
  GtkWidget *window = g_object_ref (gtk_window_new ());

  open_page (&self);
  watch (window);
  look (&self);
  g_assert_null (find_labelled (self.page, "closed "));
  gtk_window_destroy (GTK_WINDOW (window));
  look (&self);
  g_assert_nonnull (find_labelled (self.page, "closed "));

  g_object_set (self.page, "patience", 0, NULL);
  look (&self);
  g_assert_nonnull (find_labelled (self.page, "suspected leak: closed "));
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_rows (&self)), 0, TRUE);
  g_assert_true (gtk_widget_get_visible (find_details (&self, "Suspected leak: the window was closed")));
  g_assert_finalize_object (window);
  look (&self);
  g_assert_cmpuint (count_rows (&self), ==, 0);
  close_page (&self);
}

static void
the_plot_has_a_legend (void)
{
  Fixture self;
  g_autoptr (TestObject) one = NULL;
  g_autoptr (TestObject) two = NULL;
  GtkWidget *plot;

  open_page (&self);
  one = new_watched ();
  two = new_watched ();
  look (&self);
  plot = find_widget (self.page, GWEAK_TYPE_INSPECTOR_PLOT);
  g_assert_nonnull (find_labelled (plot, "■ TestObject 2"));
  g_clear_object (&two);
  look (&self);
  g_assert_nonnull (find_labelled (plot, "■ TestObject 1"));
  close_page (&self);
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

  g_test_add_func ("/inspector/closed it costs nothing", closed_it_costs_nothing);
  g_test_add_func ("/inspector/it has what the Inspector asks for", it_has_what_the_inspector_asks_for);
  g_test_add_func ("/inspector/it shows what is tracked while it lives", it_shows_what_is_tracked_while_it_lives);
  g_test_add_func ("/inspector/it refreshes only while it is mapped", it_refreshes_only_while_it_is_mapped);
  g_test_add_func ("/inspector/husks are suspected once patience ends", husks_are_suspected_once_patience_ends);
  g_test_add_func ("/inspector/only suspects can be shown", only_suspects_can_be_shown);
  g_test_add_func ("/inspector/a search filters", a_search_filters);
  g_test_add_func ("/inspector/it is sorted by any column", it_is_sorted_by_any_column);
  g_test_add_func ("/inspector/the order follows changes", the_order_follows_changes);
  g_test_add_func ("/inspector/details tell who observes the selected object", details_tell_who_observes_the_selected_object);
  g_test_add_func ("/inspector/details say when a value may hold its key", details_say_when_a_value_may_hold_its_key);
  g_test_add_func ("/inspector/details of many references are short", details_of_many_references_are_short);
  g_test_add_func ("/inspector/the selection stays when others go", the_selection_stays_when_others_go);
  g_test_add_func ("/inspector/the selected object can be tracked", the_selected_object_can_be_tracked);
  g_test_add_func ("/inspector/all widgets but its own can be tracked", all_widgets_but_its_own_can_be_tracked);
  g_test_add_func ("/inspector/a closed window that stays is suspected", a_closed_window_that_stays_is_suspected);
  g_test_add_func ("/inspector/the plot has a legend", the_plot_has_a_legend);

  return g_test_run ();
}
