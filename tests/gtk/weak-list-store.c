/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-list.h"

#include <gtk/gtk.h>

/* GTK's own models and views over a weak list store. Every critical and every
 * warning, of any domain, ends the program: g_test_init() sees to that.
 */

#define N_OBJECTS 600

static void
iterate (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static TestObject *
new_numbered (guint number)
{
  g_autofree char *name = g_strdup_printf ("row %u", number);
  TestObject      *object = test_object_new (name);

  test_object_set_value (object, number);

  return object;
}

static int
get_value (gpointer item)
{
  g_autoptr (TestObject) object = gweak_weak_ref_get (item);
  int value = -1;

  if (object != NULL)
    g_object_get (object, "value", &value, NULL);

  return value;
}

/* Deaths in two threads. */
typedef struct
{
  GPtrArray *objects;   /* (owned) of (owned) objects or NULLs; each has one owner among the threads */
  gint       n_killing; /* threads that still do; atomic */
} Killing;

typedef struct
{
  Killing *killing;
  guint    begin, step;
} Killer;

static gpointer
kill_thread (gpointer data)
{
  Killer    *self = data;
  GPtrArray *objects = self->killing->objects;

  for (guint i = self->begin; i < objects->len; i += self->step)
    {
      g_clear_object ((GObject **) &objects->pdata[i]);
      if (i % 7 == 0)
        g_thread_yield ();
    }
  g_atomic_int_add (&self->killing->n_killing, -1);
  g_main_context_wakeup (NULL);

  return NULL;
}

/* Of every @step objects two die; @while_killing is done meanwhile. */
static void
kill_in_two_threads (GPtrArray *objects,
                     guint      step,
                     void (*while_killing) (gpointer data),
                     gpointer data)
{
  Killing  killing = { objects, 2 };
  Killer   killers[] = { { &killing, 0, step }, { &killing, 1, step } };
  GThread *threads[2];

  for (guint i = 0; i < 2; i++)
    threads[i] = g_thread_new ("kill", kill_thread, &killers[i]);
  while (g_atomic_int_get (&killing.n_killing) > 0)
    {
      while_killing (data);
      g_main_context_iteration (NULL, FALSE);
    }
  for (guint i = 0; i < 2; i++)
    g_thread_join (threads[i]);
}

static GPtrArray *
fill (GweakWeakListStore *store,
      guint               n_objects)
{
  GPtrArray *objects = g_ptr_array_new_full (n_objects, NULL);

  for (guint i = 0; i < n_objects; i++)
    g_ptr_array_add (objects, new_numbered (i));
  gweak_weak_list_store_splice (store, 0, 0, objects->pdata, n_objects);

  return objects;
}

static guint
count_left (GPtrArray *objects)
{
  guint n_left = 0;

  for (guint i = 0; i < objects->len; i++)
    n_left += objects->pdata[i] != NULL;

  return n_left;
}

/* Takes over a reference to the store. */
typedef GListModel *(*MakeModel) (GListModel *store);

static void
ask_for_everything (gpointer data)
{
  GListModel *model = data;

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      g_assert_nonnull (item);
    }
}

/* In the end nobody shows anything, and nobody holds anything. What shows
 * references is also followed by its changes.
 */
static void
check_model (MakeModel make,
             gboolean  shows_references)
{
  GweakWeakListStore *store = gweak_weak_list_store_new (TEST_TYPE_OBJECT);
  GPtrArray          *objects = fill (store, N_OBJECTS);
  GListModel         *model = make (g_object_ref (G_LIST_MODEL (store)));
  TestList           *store_mirror = test_list_new (G_LIST_MODEL (store));
  TestList           *mirror = shows_references ? test_list_new (model) : NULL;

  kill_in_two_threads (objects, 4, ask_for_everything, model);
  iterate ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, N_OBJECTS / 2);
  g_assert_cmpuint (count_left (objects), ==, N_OBJECTS / 2);
  kill_in_two_threads (objects, 2, ask_for_everything, model);
  iterate ();
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);

  g_free (test_list_take_changes (store_mirror));
  test_list_free (store_mirror);
  if (mirror != NULL)
    {
      g_free (test_list_take_changes (mirror));
      test_list_free (mirror);
    }
  g_assert_finalize_object (model);
  g_assert_finalize_object (store);
  g_ptr_array_unref (objects);
}

static gboolean
is_even (gpointer item,
         gpointer user_data)
{
  return get_value (item) % 2 == 0;
}

static GListModel *
make_filter (GListModel *store)
{
  return G_LIST_MODEL (gtk_filter_list_model_new (store, GTK_FILTER (gtk_custom_filter_new (is_even, NULL, NULL))));
}

static void
a_filter_model_follows (void)
{
  check_model (make_filter, TRUE);
}

static GListModel *
make_incremental_filter (GListModel *store)
{
  GListModel *model = make_filter (store);

  gtk_filter_list_model_set_incremental (GTK_FILTER_LIST_MODEL (model), TRUE);

  return model;
}

static void
an_incremental_filter_model_follows (void)
{
  check_model (make_incremental_filter, TRUE);
}

static GtkExpression *
value_of_referent (void)
{
  GtkExpression *referent = gtk_property_expression_new (GWEAK_TYPE_WEAK_REF, NULL, "referent");

  return gtk_property_expression_new (TEST_TYPE_OBJECT, referent, "value");
}

static GListModel *
make_sorted (GListModel *store)
{
  GtkSorter *sorter = GTK_SORTER (gtk_numeric_sorter_new (value_of_referent ()));

  gtk_numeric_sorter_set_sort_order (GTK_NUMERIC_SORTER (sorter), GTK_SORT_DESCENDING);

  return G_LIST_MODEL (gtk_sort_list_model_new (store, sorter));
}

static void
a_sort_model_follows (void)
{
  check_model (make_sorted, TRUE);
}

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  return get_value ((gpointer) b) - get_value ((gpointer) a);
}

static GListModel *
make_incremental_sorted (GListModel *store)
{
  GtkSorter  *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_items, NULL, NULL));
  GListModel *model = G_LIST_MODEL (gtk_sort_list_model_new (store, sorter));

  gtk_sort_list_model_set_incremental (GTK_SORT_LIST_MODEL (model), TRUE);

  return model;
}

static void
an_incremental_sort_model_follows (void)
{
  check_model (make_incremental_sorted, TRUE);
}

static gpointer
map_item (gpointer item,
          gpointer user_data)
{
  g_autofree char *text = g_strdup_printf ("%d", get_value (item));

  g_object_unref (item);

  return gtk_string_object_new (text);
}

static GListModel *
make_mapped (GListModel *store)
{
  return G_LIST_MODEL (gtk_map_list_model_new (store, map_item, NULL, NULL));
}

static void
a_map_model_follows (void)
{
  check_model (make_mapped, FALSE);
}

static GListModel *
make_slice (GListModel *store)
{
  return G_LIST_MODEL (gtk_slice_list_model_new (store, 20, 100));
}

static void
a_slice_model_follows (void)
{
  check_model (make_slice, TRUE);
}

static GListModel *
make_flattened (GListModel *store)
{
  GListStore *stores = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GweakWeakListStore) empty = gweak_weak_list_store_new (TEST_TYPE_OBJECT);

  g_list_store_append (stores, empty);
  g_list_store_append (stores, store);
  g_object_unref (store);

  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (stores)));
}

static void
a_flatten_model_follows (void)
{
  check_model (make_flattened, TRUE);
}

static GListModel *
make_single_selection (GListModel *store)
{
  GtkSingleSelection *model = gtk_single_selection_new (store);

  gtk_single_selection_set_selected (model, N_OBJECTS / 2);

  return G_LIST_MODEL (model);
}

static void
a_single_selection_follows (void)
{
  check_model (make_single_selection, TRUE);
}

static GListModel *
make_multi_selection (GListModel *store)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (gtk_multi_selection_new (store));

  for (guint i = 0; i < N_OBJECTS; i += 3)
    gtk_selection_model_select_range (model, i, 2, FALSE);

  return G_LIST_MODEL (model);
}

static void
a_multi_selection_follows (void)
{
  check_model (make_multi_selection, TRUE);
}

static GListModel *
make_selected (GListModel *store)
{
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (make_multi_selection (store));
  GListModel        *model = G_LIST_MODEL (gtk_selection_filter_model_new (selection));

  g_object_unref (selection);

  return model;
}

static void
a_selection_filter_model_follows (void)
{
  check_model (make_selected, TRUE);
}

/* Everything on top of each other. */
static void
a_stack_of_models_follows (void)
{
  GweakWeakListStore *store = gweak_weak_list_store_new (TEST_TYPE_OBJECT);
  GPtrArray          *objects = fill (store, N_OBJECTS);
  GListModel         *model = make_selected (make_filter (make_sorted (g_object_ref (G_LIST_MODEL (store)))));
  TestList           *mirror = test_list_new (model);

  kill_in_two_threads (objects, 3, ask_for_everything, model);
  iterate ();
  ask_for_everything (model);
  kill_in_two_threads (objects, 2, ask_for_everything, model);
  iterate ();
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 0);
  g_free (test_list_take_changes (mirror));
  test_list_free (mirror);
  g_assert_finalize_object (model);
  g_assert_finalize_object (store);
  g_ptr_array_unref (objects);
}

/* A window with a list view, all of it from XML. */
#define N_ROWS 100000

static const char window_xml[] =
  "<interface>"
  "  <object class='GweakWeakListStore' id='store'>"
  "    <property name='referent-type'>TestObject</property>"
  "  </object>"
  "  <object class='GtkMultiSelection' id='selection'>"
  "    <property name='model'>store</property>"
  "  </object>"
  "  <object class='GtkWindow' id='window'>"
  "    <property name='default-width'>300</property>"
  "    <property name='default-height'>400</property>"
  "    <property name='child'>"
  "      <object class='GtkScrolledWindow'>"
  "        <property name='child'>"
  "          <object class='GtkListView' id='view'>"
  "            <property name='model'>selection</property>"
  "          </object>"
  "        </property>"
  "      </object>"
  "    </property>"
  "  </object>"
  "</interface>";

static const char row_xml[] =
  "<interface>"
  "  <template class='GtkListItem'>"
  "    <property name='child'>"
  "      <object class='GtkLabel'>"
  "        <binding name='label'>"
  "          <lookup name='name' type='TestObject'>"
  "            <lookup name='referent' type='GweakWeakRef'>"
  "              <lookup name='item'>GtkListItem</lookup>"
  "            </lookup>"
  "          </lookup>"
  "        </binding>"
  "      </object>"
  "    </property>"
  "  </template>"
  "</interface>";

typedef struct
{
  GtkWindow          *window;    /* (owned) by GTK until it is destroyed */
  GtkListView        *view;      /* (owned) */
  GtkSelectionModel  *selection; /* (owned) */
  GweakWeakListStore *store;     /* (owned) */
  GPtrArray          *objects;   /* (owned) of (owned) objects or NULLs */
} Rows;

static void
set_factory (GtkListView *view)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (row_xml, sizeof row_xml - 1);
  g_autoptr (GtkListItemFactory) factory = gtk_builder_list_item_factory_new_from_bytes (NULL, bytes);

  gtk_list_view_set_factory (view, factory);
}

static void
build (Rows *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  g_autoptr (GError) error = NULL;

  g_type_ensure (TEST_TYPE_OBJECT);
  gtk_builder_add_from_string (builder, window_xml, -1, &error);
  g_assert_no_error (error);
  self->window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));
  self->view = g_object_ref (GTK_LIST_VIEW (gtk_builder_get_object (builder, "view")));
  self->selection = g_object_ref (GTK_SELECTION_MODEL (gtk_builder_get_object (builder, "selection")));
  self->store = g_object_ref (GWEAK_WEAK_LIST_STORE (gtk_builder_get_object (builder, "store")));
  g_assert_true (gweak_weak_list_store_get_referent_type (self->store) == TEST_TYPE_OBJECT);
  self->objects = fill (self->store, N_ROWS);
  set_factory (self->view);
}

/* Adds the texts of the labels that are shown in and below @widget. */
static void
collect_labels (GtkWidget *widget,
                GPtrArray *texts)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_ptr_array_add (texts, g_strdup (gtk_label_get_label (GTK_LABEL (widget))));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_labels (child, texts);
}

static gboolean
shows (Rows       *self,
       const char *text)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  collect_labels (GTK_WIDGET (self->view), texts);

  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

static void
show (Rows *self)
{
  gtk_window_present (self->window);
  while (!shows (self, "row 3"))
    g_main_context_iteration (NULL, TRUE);
}

static void
close_window (Rows *self)
{
  gtk_window_destroy (self->window);
  g_object_unref (self->view);
  iterate ();
  g_assert_finalize_object (self->selection);
  g_assert_finalize_object (self->store);
  for (guint i = 0; i < self->objects->len; i++)
    g_clear_object ((GObject **) &self->objects->pdata[i]);
  g_ptr_array_unref (self->objects);
  iterate ();
}

static void
kill_row (Rows *self,
          guint number)
{
  TestObject *object = g_steal_pointer (&self->objects->pdata[number]);

  g_assert_finalize_object (object);
}

static guint
count_selected (Rows *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (self->selection);

  return gtk_bitset_get_size (selected);
}

static void
a_visible_selected_row_leaves_when_its_member_dies (void)
{
  Rows self;

  build (&self);
  show (&self);
  gtk_selection_model_select_range (self.selection, 1, 3, TRUE);
  iterate ();
  g_assert_true (shows (&self, "row 2"));
  g_assert_true (gtk_selection_model_is_selected (self.selection, 2));

  kill_row (&self, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self.selection)), ==, N_ROWS);
  iterate ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self.selection)), ==, N_ROWS - 1);
  g_assert_cmpuint (count_selected (&self), ==, 2);
  g_assert_false (shows (&self, "row 2"));
  g_assert_true (shows (&self, "row 1") && shows (&self, "row 3"));
  close_window (&self);
}

/* Anywhere; but not in a view that is empty and still to be laid out anew, of
 * which GTK 4.8 warns, whatever the model is.
 */
static void
scroll (gpointer data)
{
  Rows          *self = data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_adjustment_set_value (adjustment, g_test_rand_double_range (0, gtk_adjustment_get_upper (adjustment)));
}

/* Who is shown is alive. */
static void
check_labels (Rows *self)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  collect_labels (GTK_WIDGET (self->view), texts);
  g_assert_cmpuint (texts->len, >, 3);
  for (guint i = 0; i < texts->len; i++)
    {
      guint number;

      g_assert_cmpint (sscanf (texts->pdata[i], "row %u", &number), ==, 1);
      g_assert_nonnull (self->objects->pdata[number]);
    }
}

/* GTK 4.8 warns where a view that lost its rows is scrolled before it is laid out
 * anew, over a GListStore as well. Criticals stay fatal.
 */
static void
a_view_follows_deaths_in_two_threads (void)
{
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  Rows           self;

  build (&self);
  show (&self);
  gtk_selection_model_select_range (self.selection, 0, 480, TRUE);
  kill_in_two_threads (self.objects, 8, scroll, &self);
  iterate ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self.selection)), ==, count_left (self.objects));
  g_assert_cmpuint (count_selected (&self), ==, 480 * 6 / 8);
  check_labels (&self);

  kill_in_two_threads (self.objects, 2, scroll, &self);
  iterate ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self.selection)), ==, 0);
  g_assert_false (shows (&self, "row 3"));
  close_window (&self);
  g_log_set_always_fatal (fatal);
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

  g_test_add_func ("/weak-list-store/a filter model follows", a_filter_model_follows);
  g_test_add_func ("/weak-list-store/an incremental filter model follows", an_incremental_filter_model_follows);
  g_test_add_func ("/weak-list-store/a sort model follows", a_sort_model_follows);
  g_test_add_func ("/weak-list-store/an incremental sort model follows", an_incremental_sort_model_follows);
  g_test_add_func ("/weak-list-store/a map model follows", a_map_model_follows);
  g_test_add_func ("/weak-list-store/a slice model follows", a_slice_model_follows);
  g_test_add_func ("/weak-list-store/a flatten model follows", a_flatten_model_follows);
  g_test_add_func ("/weak-list-store/a single selection follows", a_single_selection_follows);
  g_test_add_func ("/weak-list-store/a multi selection follows", a_multi_selection_follows);
  g_test_add_func ("/weak-list-store/a selection filter model follows", a_selection_filter_model_follows);
  g_test_add_func ("/weak-list-store/a stack of models follows", a_stack_of_models_follows);
  g_test_add_func ("/weak-list-store/a visible selected row leaves when its member dies", a_visible_selected_row_leaves_when_its_member_dies);
  g_test_add_func ("/weak-list-store/a view follows deaths in two threads", a_view_follows_deaths_in_two_threads);

  return g_test_run ();
}
