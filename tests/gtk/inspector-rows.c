/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

#include "gweak-inspector-history-private.h"
#include "gweak-inspector-list-private.h"
#include "gweak-inspector-row-private.h"

/* What is below the page: needs no display. */

#define SECOND ((gint64) G_USEC_PER_SEC)

static GweakWeakRef *
observe (gpointer object)
{
  gweak_debug_start ();

  return gweak_weak_ref_new (object);
}

static GweakInspectorRow *
get_row (GweakInspectorList *list,
         guint               position)
{
  return g_list_model_get_item (gweak_inspector_list_get_rows (list), position);
}

static guint
count (GweakInspectorList *list)
{
  return g_list_model_get_n_items (gweak_inspector_list_get_rows (list));
}

/* No window is open. */
static gboolean
look (GweakInspectorList *list,
      gint64              now,
      gint64              patience)
{
  g_autoptr (GHashTable) windows = g_hash_table_new (NULL, NULL);

  return gweak_inspector_list_refresh (list, now, patience, windows);
}

#define assert_text(function, row, expected)                         \
 G_STMT_START                                                        \
 {                                                                   \
  g_autofree char *shown = gweak_inspector_row_dup_##function (row); \
  g_assert_cmpstr (shown, ==, (expected));                           \
 }                                                                   \
 G_STMT_END

static void
a_row_tells_what_is_known_for_people (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakWeakRef) one = observe (object);
  g_autoptr (GweakWeakRef) two = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);
  g_autoptr (GweakInspectorRow) row = NULL;
  g_autofree char    *address = g_strdup_printf ("%p", (gpointer) object);
  GweakInspectorList *list = gweak_inspector_list_new ();
  gint64              now = g_get_monotonic_time ();

  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL));
  look (list, now + 5 * SECOND, SECOND);
  g_assert_cmpuint (count (list), ==, 1);
  row = get_row (list, 0);
  assert_text (type, row, "TestObject");
  assert_text (address, row, address);
  assert_text (ref_count, row, "2");
  assert_text (observers, row, "watches: 1, references: 2");
  assert_text (toggle, row, "armed");
  assert_text (age, row, "5 s");
  assert_text (state, row, "alive");
  g_assert_false (gweak_inspector_row_is_suspect (row));

  look (list, now + 125 * SECOND, SECOND);
  assert_text (age, row, "2 min 5 s");
  look (list, now + 7325 * SECOND, SECOND);
  assert_text (age, row, "2 h 2 min");
  gweak_inspector_list_free (list);
}

static void
a_husk_is_suspected_once_it_is_old (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = observe (object);
  g_autoptr (GweakInspectorRow) row = NULL;
  GweakInspectorList *list = gweak_inspector_list_new ();
  gint64              now;

  g_object_run_dispose (G_OBJECT (object));
  now = g_get_monotonic_time ();
  look (list, now, 10 * SECOND);
  row = get_row (list, 0);
  g_assert_false (gweak_inspector_row_is_suspect (row));
  assert_text (ref_count, row, "?");
  assert_text (state, row, "disposed of 0 s ago");

  g_assert_false (look (list, now + SECOND, 10 * SECOND));
  g_assert_false (gweak_inspector_row_is_suspect (row));
  g_assert_true (look (list, now + 10 * SECOND, 10 * SECOND));
  g_assert_true (gweak_inspector_row_is_suspect (row));
  assert_text (state, row, "suspected leak: disposed of 10 s ago");

  g_assert_finalize_object (object);
  look (list, now + 11 * SECOND, 10 * SECOND);
  g_assert_cmpuint (count (list), ==, 0);
  gweak_inspector_list_free (list);
}

static void
keep_cb (TestObject *object,
         gpointer    user_data)
{
  *(TestObject **) user_data = g_object_ref (object);
}

/* Nobody told gweak yet, and its way to the object is gone. */
static void
what_came_back_is_not_known_to_be_alive (void)
{
  TestObject *object = test_object_new ("it"), *kept = NULL;
  g_autoptr (GweakInspectorRow) row = NULL;
  g_autoptr (GweakWeakRef) ref = NULL;
  GweakInspectorList *list = gweak_inspector_list_new ();

  gweak_debug_start ();
  ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);
  test_object_before_dispose (object, keep_cb, &kept);
  test_object_never_chain_up (object);
  g_object_unref (object);
  test_object_before_dispose (kept, NULL, NULL);
  look (list, g_get_monotonic_time (), SECOND);
  row = get_row (list, 0);
  assert_text (state, row, "disposed of");
  assert_text (toggle, row, "waiting");

  g_assert_cmpuint (gweak_count_references (kept), ==, 1);
  look (list, g_get_monotonic_time (), SECOND);
  assert_text (state, row, "alive");
  assert_text (toggle, row, "armed");
  test_object_chain_up_again (kept);
  g_assert_finalize_object (kept);
  gweak_inspector_list_free (list);
}

static void
without_observers_there_are_none (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakInspectorRow) row = NULL;
  GweakInspectorList *list = gweak_inspector_list_new ();

  g_object_unref (observe (object));
  look (list, g_get_monotonic_time (), SECOND);
  row = get_row (list, 0);
  assert_text (observers, row, "none");
  gweak_inspector_list_free (list);
}

static void
a_row_matches_any_of_its_texts (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = observe (object);
  g_autoptr (GweakInspectorRow) row = NULL;
  g_autofree char    *address = g_strdup_printf ("%p", (gpointer) object);
  GweakInspectorList *list = gweak_inspector_list_new ();

  look (list, g_get_monotonic_time (), SECOND);
  row = get_row (list, 0);
  g_assert_true (gweak_inspector_row_matches (row, "testobj"));
  g_assert_true (gweak_inspector_row_matches (row, "references"));
  g_assert_true (gweak_inspector_row_matches (row, "alive"));
  g_assert_true (gweak_inspector_row_matches (row, "off"));
  g_assert_true (gweak_inspector_row_matches (row, address));
  g_assert_false (gweak_inspector_row_matches (row, "watches"));
  gweak_inspector_list_free (list);
}

static void
rows_stay_the_same_while_their_objects_live (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = observe (object);
  g_autoptr (GweakWeakRef) another = NULL;
  g_autoptr (GweakInspectorRow) before = NULL;
  g_autoptr (GweakInspectorRow) after = NULL;
  GweakInspectorList *list = gweak_inspector_list_new ();
  gint64              now = g_get_monotonic_time ();

  look (list, now, SECOND);
  before = get_row (list, 0);
  g_assert_false (look (list, now, SECOND));
  another = gweak_weak_ref_new (object);
  g_assert_true (look (list, now, SECOND));
  g_assert_false (look (list, now, SECOND));
  g_object_ref (object);
  g_assert_true (look (list, now, SECOND));
  g_object_unref (object);
  after = get_row (list, 0);
  g_assert_true (before == after);
  gweak_inspector_list_free (list);
}

static void
count_changes_cb (GListModel *model,
                  guint       position,
                  guint       n_removed,
                  guint       n_added,
                  guint      *n_changes)
{
  (*n_changes)++;
}

/* Each that is still there in its place, in the order of tracking. */
static void
assert_shown (GweakInspectorList *list,
              GPtrArray          *objects)
{
  guint n_shown = 0;

  for (guint i = 0; i < objects->len; i++)
    if (objects->pdata[i] != NULL)
      {
        g_autoptr (GweakInspectorRow) row = get_row (list, n_shown++);

        g_assert_cmphex (gweak_debug_object_get_address (gweak_inspector_row_get_known (row)), ==,
                         GPOINTER_TO_SIZE (objects->pdata[i]));
      }
  g_assert_cmpuint (count (list), ==, n_shown);
}

static void
add_objects (GPtrArray *objects,
             guint      n_objects)
{
  gweak_debug_start ();
  for (guint i = 0; i < n_objects; i++)
    {
      g_ptr_array_add (objects, test_object_new ("it"));
      gweak_watch_unref (gweak_watch_add (objects->pdata[objects->len - 1], GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL));
    }
}

static void
release (GPtrArray *objects,
         guint      number)
{
  g_clear_object ((TestObject **) &objects->pdata[number]);
}

static void
many_come_and_go_in_few_changes (void)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  GweakInspectorList *list = gweak_inspector_list_new ();
  guint               n_changes = 0;

  g_signal_connect (gweak_inspector_list_get_rows (list), "items-changed", G_CALLBACK (count_changes_cb), &n_changes);
  add_objects (objects, 1000);
  look (list, 0, SECOND);
  assert_shown (list, objects);
  g_assert_cmpuint (n_changes, ==, 1);

  look (list, 0, SECOND);
  g_assert_cmpuint (n_changes, ==, 1);

  for (guint i = 100; i < 200; i++)
    release (objects, i);
  release (objects, 0);
  release (objects, 999);
  look (list, 0, SECOND);
  assert_shown (list, objects);
  g_assert_cmpuint (n_changes, ==, 1 + 3);

  n_changes = 0;
  for (guint i = 1; i < 999; i += 2)
    release (objects, i);
  add_objects (objects, 10);
  look (list, 0, SECOND);
  assert_shown (list, objects);
  g_assert_cmpuint (n_changes, ==, 1);

  for (guint i = 0; i < objects->len; i++)
    release (objects, i);
  look (list, 0, SECOND);
  g_assert_cmpuint (count (list), ==, 0);
  gweak_inspector_list_free (list);
  g_free (test_log_take ());
}

static void
rows_hold_no_object (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = observe (object);
  g_autoptr (GweakInspectorRow) row = NULL;
  GweakInspectorList *list = gweak_inspector_list_new ();

  look (list, 0, SECOND);
  row = get_row (list, 0);
  g_assert_finalize_object (object);
  gweak_inspector_list_free (list);
  assert_text (type, row, "TestObject");
}

static void
history_ranks_types_by_their_peaks (void)
{
  GweakInspectorHistory *history = gweak_inspector_history_new ();
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  g_autoptr (GObject) other = g_object_new (G_TYPE_INITIALLY_UNOWNED, NULL);
  g_autoptr (GweakWeakRef) ref = observe (g_object_ref_sink (other));
  GweakInspectorList *list = gweak_inspector_list_new ();
  GType               types[3];
  guint               max;

  g_assert_cmpuint (gweak_inspector_history_rank (history, types, 3, &max), ==, 0);
  g_assert_cmpuint (max, ==, 0);

  add_objects (objects, 3);
  look (list, 0, SECOND);
  gweak_inspector_history_add (history, 1 * SECOND, 10 * SECOND, gweak_inspector_list_get_rows (list));
  for (guint i = 0; i < 3; i++)
    release (objects, i);
  look (list, 0, SECOND);
  gweak_inspector_history_add (history, 2 * SECOND, 10 * SECOND, gweak_inspector_list_get_rows (list));

  g_assert_cmpuint (gweak_inspector_history_get_n_samples (history), ==, 2);
  g_assert_cmpuint (gweak_inspector_history_rank (history, types, 3, &max), ==, 2);
  g_assert_true (types[0] == TEST_TYPE_OBJECT && types[1] == G_TYPE_INITIALLY_UNOWNED);
  g_assert_cmpuint (max, ==, 3);
  g_assert_cmpuint (gweak_inspector_history_get_count (history, 0, types[0]), ==, 3);
  g_assert_cmpuint (gweak_inspector_history_get_count (history, 1, types[0]), ==, 0);
  g_assert_cmpuint (gweak_inspector_history_get_count (history, 1, types[1]), ==, 1);
  g_assert_cmpuint (gweak_inspector_history_rank (history, types, 1, &max), ==, 1);
  gweak_inspector_list_free (list);
  gweak_inspector_history_free (history);
  g_free (test_log_take ());
}

static void
history_forgets_what_is_old (void)
{
  GweakInspectorHistory *history = gweak_inspector_history_new ();
  g_autoptr (GListStore) rows = g_list_store_new (GWEAK_TYPE_INSPECTOR_ROW);

  for (gint64 i = 0; i <= 30; i++)
    gweak_inspector_history_add (history, i * SECOND, 10 * SECOND, G_LIST_MODEL (rows));
  g_assert_cmpuint (gweak_inspector_history_get_n_samples (history), ==, 12);
  g_assert_cmpint (gweak_inspector_history_get_time (history, 0), ==, 19 * SECOND);
  g_assert_cmpint (gweak_inspector_history_get_time (history, 11), ==, 30 * SECOND);

  for (gint64 i = 0; i < 5000; i++)
    gweak_inspector_history_add (history, 31 * SECOND + i, 10 * SECOND, G_LIST_MODEL (rows));
  g_assert_cmpuint (gweak_inspector_history_get_n_samples (history), ==, 1000);
  gweak_inspector_history_free (history);
}

static const TestCase cases[] = {
  { "a row tells what is known, for people", a_row_tells_what_is_known_for_people },
  { "a husk is suspected once it is old", a_husk_is_suspected_once_it_is_old },
  { "what came back is not known to be alive", what_came_back_is_not_known_to_be_alive },
  { "without observers there are none", without_observers_there_are_none },
  { "a row matches any of its texts", a_row_matches_any_of_its_texts },
  { "rows stay the same while their objects live", rows_stay_the_same_while_their_objects_live },
  { "many come and go in few changes", many_come_and_go_in_few_changes },
  { "rows hold no object", rows_hold_no_object },
  { "history ranks types by their peaks", history_ranks_types_by_their_peaks },
  { "history forgets what is old", history_forgets_what_is_old },
};

int
main (int   argc,
      char *argv[])
{
  return test_run_cases (argc, argv, "inspector-rows", cases, G_N_ELEMENTS (cases));
}
