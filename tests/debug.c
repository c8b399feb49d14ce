/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <string.h>

/* The library reads its environment once, so every test runs in a process of
 * its own, with `flags` for GWEAK_DEBUG.
 */
typedef struct
{
  const char *path;
  const char *flags; /* (nullable) */
  void (*run) (void);
  const char *expected; /* (nullable) of the standard error output; NULL: not a word of gweak */
} DebugTest;

static void
assert_listing (const char *expected)
{
  g_autofree char *listing = gweak_debug_dump ();

  g_assert_cmpstr (listing, ==, expected);
}

static void
off_there_is_no_list (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);

  assert_listing ("gweak: 0 tracked objects\n");
  g_assert_finalize_object (object);
}

static void
start_lists_what_is_tracked_from_then_on (void)
{
  g_autoptr (TestObject) before = test_object_new ("before");
  g_autoptr (TestObject) after = test_object_new ("after");
  g_autoptr (GweakWeakRef) before_ref = gweak_weak_ref_new (before);
  g_autoptr (GweakWeakRef) after_ref = NULL;
  g_autofree char *expected = NULL;

  gweak_debug_start ();
  assert_listing ("gweak: 0 tracked objects\n");
  after_ref = gweak_weak_ref_new (after);
  expected = g_strdup_printf ("gweak: 1 tracked objects\n"
                              "TestObject at %p: reference count 1, 1 references, toggle reference off\n",
                              (gpointer) after);
  assert_listing (expected);

  gweak_debug_start ();
  assert_listing (expected);
}

static void
the_listing_tells_what_is_known (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakWeakRef) one = NULL;
  g_autoptr (GweakWeakRef) two = NULL;
  g_autoptr (GweakFinalizer) finalizer = NULL;
  GweakWatch      *watches[3];
  g_autofree char *with_all = NULL;
  g_autofree char *with_few = NULL;
  g_autofree char *with_none = NULL;

  gweak_debug_start ();
  one = gweak_weak_ref_new (object);
  for (guint i = 0; i < 3; i++)
    watches[i] = gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL);
  finalizer = gweak_finalizer_new (object, test_log_run_cb, "f", NULL);
  two = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);
  with_all = g_strdup_printf ("gweak: 1 tracked objects\n"
                              "TestObject at %p: reference count 2, 2 references, 1 finalizers, 3 watches, toggle reference armed\n",
                              (gpointer) object);
  assert_listing (with_all);

  gweak_reference_clear (GWEAK_REFERENCE (two));
  g_object_unref (gweak_finalizer_detach (finalizer));
  gweak_watch_remove (watches[1]);
  with_few = g_strdup_printf ("gweak: 1 tracked objects\n"
                              "TestObject at %p: reference count 1, 2 watches, 1 references, toggle reference off\n",
                              (gpointer) object);
  assert_listing (with_few);

  gweak_watch_remove (watches[0]);
  gweak_watch_remove (watches[2]);
  g_clear_object (&one);
  with_none = g_strdup_printf ("gweak: 1 tracked objects\n"
                               "TestObject at %p: reference count 1, no observers, toggle reference off\n",
                               (gpointer) object);
  assert_listing (with_none);
}

static void
what_was_finalized_is_not_listed (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = NULL;
  g_autofree char *husk = NULL;

  gweak_debug_start ();
  ref = gweak_weak_ref_new (object);
  g_object_run_dispose (G_OBJECT (object));
  husk = g_strdup_printf ("gweak: 1 tracked objects\n"
                          "TestObject at %p: disposed of, 1 references, toggle reference off\n",
                          (gpointer) object);
  assert_listing (husk);
  g_assert_finalize_object (object);
  assert_listing ("gweak: 0 tracked objects\n");
}

static void
keep_cb (TestObject *object,
         gpointer    user_data)
{
  *(TestObject **) user_data = g_object_ref (object);
}

/* Resurrected before GObject's own dispose, so gweak does not hear of it until
 * somebody calls with the object in hand.
 */
static void
what_came_back_waits_for_its_toggle_reference (void)
{
  TestObject *object = test_object_new ("it");
  TestObject *kept = NULL;
  g_autoptr (GweakWeakRef) ref = NULL;
  g_autofree char *armed = NULL;
  g_autofree char *waiting = NULL;

  gweak_debug_start ();
  ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);
  armed = g_strdup_printf ("gweak: 1 tracked objects\n"
                           "TestObject at %p: reference count 2, 1 references, toggle reference armed\n",
                           (gpointer) object);
  waiting = g_strdup_printf ("gweak: 1 tracked objects\n"
                             "TestObject at %p: disposed of, 1 references, toggle reference waiting\n",
                             (gpointer) object);
  assert_listing (armed);

  test_object_before_dispose (object, keep_cb, &kept);
  test_object_never_chain_up (object);
  g_object_unref (object);
  test_object_before_dispose (kept, NULL, NULL);
  assert_listing (waiting);

  g_assert_cmpuint (gweak_count_references (kept), ==, 1);
  assert_listing (armed);
  g_assert_finalize_object (kept);
}

/* At a reference count of 0 nothing may reach for the object. */
static void
dump_in_finalize_cb (TestObject *object,
                     gpointer    user_data)
{
  g_autofree char *listing = NULL;

  g_assert_cmpuint (gweak_count_references (object), ==, 0);
  listing = gweak_debug_dump ();
  g_assert_nonnull (strstr (listing, "disposed of"));
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 0);
}

static void
in_finalize_the_object_is_left_alone (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = NULL;

  gweak_debug_start ();
  ref = gweak_weak_ref_new (object);
  test_object_in_finalize (object, dump_in_finalize_cb, NULL);
  g_assert_finalize_object (object);
}

static void
every_tracked_object_has_its_line (void)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *listing = NULL;
  g_auto (GStrv) lines = NULL;

  gweak_debug_start ();
  for (guint i = 0; i < 100; i++)
    {
      g_ptr_array_add (objects, test_object_new ("it"));
      gweak_watch_unref (gweak_watch_add (objects->pdata[i], GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL));
    }

  listing = gweak_debug_dump ();
  lines = g_strsplit (listing, "\n", -1);
  g_assert_cmpstr (lines[0], ==, "gweak: 100 tracked objects");
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 100 + 1);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *start = g_strdup_printf ("TestObject at %p: ", objects->pdata[i]);

      g_assert_nonnull (strstr (listing, start));
    }
}

static GweakDebugObject *
list_one (guint number,
          guint n_objects)
{
  g_autoptr (GPtrArray) objects = gweak_debug_list_objects ();

  g_assert_cmpuint (objects->len, ==, n_objects);

  return gweak_debug_object_ref (objects->pdata[number]);
}

static void
off_there_are_no_objects (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);
  g_autoptr (GPtrArray) objects = gweak_debug_list_objects ();

  g_assert_cmpuint (objects->len, ==, 0);
}

static void
an_object_tells_what_is_known (void)
{
  gint64 begin = g_get_monotonic_time ();
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = NULL;
  g_autoptr (GweakDebugObject) known = NULL;

  gweak_debug_start ();
  for (guint i = 0; i < 3; i++)
    gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL));
  ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);

  known = list_one (0, 1);
  g_assert_cmpuint (gweak_debug_object_get_serial (known), >, 0);
  g_assert_true (gweak_debug_object_get_object_type (known) == TEST_TYPE_OBJECT);
  g_assert_cmphex (gweak_debug_object_get_address (known), ==, GPOINTER_TO_SIZE (object));
  g_assert_cmpuint (gweak_debug_object_get_ref_count (known), ==, 2);
  g_assert_cmpstr (gweak_debug_object_get_toggle_state (known), ==, "armed");
  g_assert_false (gweak_debug_object_get_held_by_value (known));
  g_assert_cmpint (gweak_debug_object_get_tracked_time (known), >=, begin);
  g_assert_cmpint (gweak_debug_object_get_tracked_time (known), <=, g_get_monotonic_time ());
  g_assert_cmpint (gweak_debug_object_get_disposed_time (known), ==, 0);
  g_assert_cmpstr (gweak_debug_object_get_kinds (known)[0], ==, "references");
  g_assert_cmpstr (gweak_debug_object_get_kinds (known)[1], ==, "watches");
  g_assert_null (gweak_debug_object_get_kinds (known)[2]);
  g_assert_cmpuint (gweak_debug_object_count_observers (known, "references"), ==, 1);
  g_assert_cmpuint (gweak_debug_object_count_observers (known, "watches"), ==, 3);
  g_assert_cmpuint (gweak_debug_object_count_observers (known, "finalizers"), ==, 0);
  g_assert_cmpuint (gweak_debug_object_count_observers (known, NULL), ==, 4);
}

/* Addresses are used again, numbers are not. */
static void
objects_come_in_the_order_of_tracking (void)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) listed = NULL;
  guint64 last = 0;

  gweak_debug_start ();
  for (guint i = 0; i < 100; i++)
    {
      TestObject *passing = test_object_new ("passing");

      gweak_watch_unref (gweak_watch_add (passing, GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL));
      g_object_unref (passing);
      g_ptr_array_add (objects, test_object_new ("it"));
      gweak_watch_unref (gweak_watch_add (objects->pdata[i], GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL));
    }

  listed = gweak_debug_list_objects ();
  g_assert_cmpuint (listed->len, ==, 100);
  for (guint i = 0; i < 100; i++)
    {
      g_assert_cmphex (gweak_debug_object_get_address (listed->pdata[i]), ==, GPOINTER_TO_SIZE (objects->pdata[i]));
      g_assert_cmpuint (gweak_debug_object_get_serial (listed->pdata[i]), >, last);
      last = gweak_debug_object_get_serial (listed->pdata[i]);
    }
}

static void
a_husk_tells_since_when_and_who_observes_it (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = NULL;
  g_autoptr (GweakFinalizer) finalizer = NULL;
  g_autoptr (GweakDebugObject) living = NULL;
  g_autoptr (GweakDebugObject) husk = NULL;
  g_autoptr (GPtrArray) references = NULL;
  gint64 begin;

  gweak_debug_start ();
  ref = gweak_weak_ref_new (object);
  finalizer = gweak_finalizer_new (object, test_log_run_cb, "f", NULL);
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_FINALIZED, test_log_moment_cb, "w", NULL));
  living = list_one (0, 1);
  begin = g_get_monotonic_time ();
  g_object_run_dispose (G_OBJECT (object));
  husk = list_one (0, 1);

  g_assert_cmpint (gweak_debug_object_get_disposed_time (living), ==, 0);
  g_assert_cmpint (gweak_debug_object_get_disposed_time (husk), >=, begin);
  g_assert_cmpint (gweak_debug_object_get_disposed_time (husk), <=, g_get_monotonic_time ());
  g_assert_cmpuint (gweak_debug_object_get_ref_count (husk), ==, 0);
  g_assert_cmpuint (gweak_debug_object_get_serial (husk), ==, gweak_debug_object_get_serial (living));

  references = gweak_debug_object_list_references (husk);
  g_assert_cmpuint (references->len, ==, 2);
  g_assert_true (references->pdata[0] == finalizer && references->pdata[1] == ref);
  g_assert_finalize_object (object);
}

static void
what_was_listed_holds_no_object_and_outlives_it (void)
{
  TestObject *object = test_object_new ("it");
  gpointer    address = object;
  g_autoptr (GweakWeakRef) ref = NULL;
  g_autoptr (GweakDebugObject) known = NULL;
  g_autoptr (GPtrArray) references = NULL;

  gweak_debug_start ();
  ref = gweak_weak_ref_new (object);
  known = list_one (0, 1);
  g_assert_finalize_object (object);

  g_assert_cmphex (gweak_debug_object_get_address (known), ==, GPOINTER_TO_SIZE (address));
  g_assert_cmpuint (gweak_debug_object_get_ref_count (known), ==, 1);
  references = gweak_debug_object_list_references (known);
  g_assert_cmpuint (references->len, ==, 0);
}

static void
no_listed_object_is_a_critical (void)
{
  assert_critical ("gweak_debug_object_ref*self", g_assert_null (gweak_debug_object_ref (NULL)));
  assert_critical ("gweak_debug_object_unref*self", gweak_debug_object_unref (NULL));
  assert_critical ("get_serial*self", g_assert_cmpuint (gweak_debug_object_get_serial (NULL), ==, 0));
  assert_critical ("get_object_type*self", g_assert_true (gweak_debug_object_get_object_type (NULL) == G_TYPE_INVALID));
  assert_critical ("get_address*self", g_assert_cmpuint (gweak_debug_object_get_address (NULL), ==, 0));
  assert_critical ("get_ref_count*self", g_assert_cmpuint (gweak_debug_object_get_ref_count (NULL), ==, 0));
  assert_critical ("get_toggle_state*self", g_assert_null (gweak_debug_object_get_toggle_state (NULL)));
  assert_critical ("get_held_by_value*self", g_assert_false (gweak_debug_object_get_held_by_value (NULL)));
  assert_critical ("get_tracked_time*self", g_assert_cmpint (gweak_debug_object_get_tracked_time (NULL), ==, 0));
  assert_critical ("get_disposed_time*self", g_assert_cmpint (gweak_debug_object_get_disposed_time (NULL), ==, 0));
  assert_critical ("get_kinds*self", g_assert_null (gweak_debug_object_get_kinds (NULL)));
  assert_critical ("count_observers*self", g_assert_cmpuint (gweak_debug_object_count_observers (NULL, NULL), ==, 0));
  assert_critical ("list_references*self", g_assert_null (gweak_debug_object_list_references (NULL)));
}

/* Observers that come and go, objects that die, in one thread, are listed in the other. */
static gpointer
make_and_drop (gpointer data)
{
  gint *done = data;

  for (guint i = 0; i < 2000; i++)
    {
      TestObject *object = test_object_new ("it");
      g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);

      if (i % 2 == 0)
        g_object_run_dispose (G_OBJECT (object));
      g_object_unref (object);
    }
  g_atomic_int_set (done, TRUE);

  return NULL;
}

static void
objects_of_another_thread_are_listed (void)
{
  gint     done = FALSE;
  GThread *thread;

  gweak_debug_start ();
  thread = g_thread_new ("make", make_and_drop, &done);
  while (!g_atomic_int_get (&done))
    {
      g_autoptr (GPtrArray) objects = gweak_debug_list_objects ();

      for (guint i = 0; i < objects->len; i++)
        g_ptr_array_unref (gweak_debug_object_list_references (objects->pdata[i]));
    }
  g_thread_join (thread);
  assert_listing ("gweak: 0 tracked objects\n");
}

#define MARK ", perhaps held by its own value"

static void
assert_key_listed (TestObject *key,
                   const char *rest)
{
  g_autofree char *expected = g_strdup_printf ("gweak: 1 tracked objects\nTestObject at %p: %s\n", (gpointer) key, rest);

  assert_listing (expected);
}

static void
a_key_that_only_its_value_can_hold_is_marked (void)
{
  TestObject *key = test_object_new ("key");
  TestObject *value = test_object_new ("value");
  g_autoptr (GweakWeakHashTable) table =
    gweak_weak_hash_table_new (TEST_TYPE_OBJECT, TEST_TYPE_OBJECT, GWEAK_WEAKNESS_KEYS);

  gweak_debug_start ();
  gweak_weak_hash_table_insert (table, key, value);
  test_object_hold (value, key);
  assert_key_listed (key, "reference count 2, 1 entries, toggle reference off");
  g_object_unref (key);
  assert_key_listed (key, "reference count 1, 1 entries, toggle reference off");
  g_object_unref (value);
  assert_key_listed (key, "reference count 1, 1 entries, toggle reference off" MARK);
}

static void
a_toggle_reference_does_not_hide_the_mark (void)
{
  TestObject *key = test_object_new ("key");
  TestObject *value = test_object_new ("value");
  g_autoptr (GweakWeakHashTable) table = g_object_new (GWEAK_TYPE_WEAK_HASH_TABLE,
                                                       "key-type", TEST_TYPE_OBJECT,
                                                       "value-type", TEST_TYPE_OBJECT,
                                                       "weakness", GWEAK_WEAKNESS_KEYS,
                                                       "toggle", TRUE, NULL);

  gweak_debug_start ();
  gweak_weak_hash_table_insert (table, key, value);
  test_object_hold (value, key);
  g_object_unref (key);
  g_object_unref (value);
  assert_key_listed (key, "reference count 2, 1 entries, toggle reference armed" MARK);
}

/* With a table of @value_type and @weakness. */
static void
assert_key_marked (GType         value_type,
                   GweakWeakness weakness,
                   gpointer      value,
                   gboolean      marked)
{
  TestObject *key = test_object_new ("key");
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, value_type, weakness);
  g_autofree char *listing = NULL;

  gweak_weak_hash_table_insert (table, key, value);
  listing = gweak_debug_dump ();
  g_assert_cmpint (strstr (listing, MARK) != NULL, ==, marked);
  g_assert_finalize_object (key);
}

static void
only_values_that_can_own_are_suspected (void)
{
  g_autoptr (TestObject) held = test_object_new ("held");
  g_autoptr (GDateTime) boxed = g_date_time_new_now_utc ();

  gweak_debug_start ();
  assert_key_marked (G_TYPE_DATE_TIME, GWEAK_WEAKNESS_KEYS, boxed, TRUE);
  assert_key_marked (G_TYPE_DATE_TIME, GWEAK_WEAKNESS_KEYS, NULL, FALSE);
  assert_key_marked (TEST_TYPE_OBJECT, GWEAK_WEAKNESS_KEYS, held, FALSE);
  assert_key_marked (TEST_TYPE_OBJECT, GWEAK_WEAKNESS_KEYS, NULL, FALSE);
  assert_key_marked (TEST_TYPE_OBJECT, GWEAK_WEAKNESS_KEYS | GWEAK_WEAKNESS_VALUES, held, FALSE);
  assert_key_marked (G_TYPE_POINTER, GWEAK_WEAKNESS_KEYS, "not owned", FALSE);
  assert_key_marked (G_TYPE_STRING, GWEAK_WEAKNESS_KEYS, "owned, but owns nothing", FALSE);
  assert_key_marked (G_TYPE_INT, GWEAK_WEAKNESS_KEYS, GINT_TO_POINTER (1), FALSE);
}

static TestObject *volatile lost; /* (owned) so that it leaks in gweak's eyes only */

static void
leak_one_of_two (void)
{
  TestObject *released = test_object_new ("released");

  lost = test_object_new ("lost");
  gweak_watch_unref (gweak_watch_add (lost, GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL));
  gweak_watch_unref (gweak_watch_add (released, GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL));
  g_object_unref (released);
}

static void
leak_and_fork (void)
{
  pid_t child;

  leak_one_of_two ();
  child = fork ();
  if (child == 0)
    exit (0);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  g_printerr ("the child exited\n");
}

static void
die_in_two_steps (void)
{
  TestObject *object = test_object_new ("it");

  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL));
  g_object_run_dispose (G_OBJECT (object));
  g_printerr ("still here\n");
  g_object_unref (object);
}

static void
foreign_toggle_cb (gpointer data,
                   GObject *object,
                   gboolean is_last_ref)
{
}

/* Somebody else has a toggle reference on it first. */
static void
stand_down_for (GType type)
{
  GObject      *object = g_object_new (type, NULL);
  GweakWeakRef *ref = NULL;
  gboolean      toggle = TRUE;

  g_object_add_toggle_ref (object, foreign_toggle_cb, NULL);
  ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);
  g_object_get (ref, "toggle", &toggle, NULL);
  g_assert_false (toggle);
  g_object_unref (ref);
  g_object_remove_toggle_ref (object, foreign_toggle_cb, NULL);
  g_object_unref (object);
}

static void
stand_down_often (void)
{
  for (guint i = 0; i < 3; i++)
    {
      stand_down_for (TEST_TYPE_OBJECT);
      stand_down_for (G_TYPE_INITIALLY_UNOWNED);
    }
}

static void
die_and_stand_down (void)
{
  die_in_two_steps ();
  stand_down_often ();
}

#define TRACKED "gweak: object at 0x* is tracked, a TestObject\n"
#define DEATHS TRACKED "gweak: object at 0x* died\nstill here\ngweak: object at 0x* was finalized\n"
#define STOOD_DOWN(type) "gweak: standing down for objects of type " type ": they have another toggle reference\n"

static const DebugTest tests[] = {
  { "/debug/off there is no list", NULL, off_there_is_no_list, NULL },
  { "/debug/list/start lists what is tracked from then on", NULL, start_lists_what_is_tracked_from_then_on, NULL },
  { "/debug/list/it tells what is known", NULL, the_listing_tells_what_is_known, NULL },
  { "/debug/list/what was finalized is not in it", NULL, what_was_finalized_is_not_listed, NULL },
  { "/debug/list/what came back waits for its toggle reference", NULL, what_came_back_waits_for_its_toggle_reference, NULL },
  { "/debug/list/in finalize the object is left alone", NULL, in_finalize_the_object_is_left_alone, NULL },
  { "/debug/list/every tracked object has its line", NULL, every_tracked_object_has_its_line, NULL },
  { "/debug/list/a key that only its value can hold is marked", NULL, a_key_that_only_its_value_can_hold_is_marked, NULL },
  { "/debug/list/a toggle reference does not hide the mark", NULL, a_toggle_reference_does_not_hide_the_mark, NULL },
  { "/debug/list/only values that can own are suspected", NULL, only_values_that_can_own_are_suspected, NULL },
  { "/debug/off there are no objects", NULL, off_there_are_no_objects, NULL },
  { "/debug/objects/one tells what is known", NULL, an_object_tells_what_is_known, NULL },
  { "/debug/objects/they come in the order of tracking", NULL, objects_come_in_the_order_of_tracking, NULL },
  { "/debug/objects/a husk tells since when it is one and who observes it", NULL, a_husk_tells_since_when_and_who_observes_it, NULL },
  { "/debug/objects/what was listed holds no object and outlives it", NULL, what_was_listed_holds_no_object_and_outlives_it, NULL },
  { "/debug/objects/none is a critical", NULL, no_listed_object_is_a_critical, NULL },
  { "/debug/objects/those of another thread are listed", NULL, objects_of_another_thread_are_listed, NULL },
  { "/debug/off nothing is said about leaks", NULL, leak_one_of_two, NULL },
  { "/debug/off nothing is said about deaths and toggles", NULL, die_and_stand_down, NULL },
  { "/debug/leaks are told at exit", "leaks", leak_one_of_two,
    "gweak: 1 tracked objects\nTestObject at 0x*: reference count 1, 1 watches, toggle reference off\n" },
  { "/debug/leaks are not told by a forked child", "leaks", leak_and_fork,
    "the child exited\ngweak: 1 tracked objects\nTestObject at 0x*: reference count 1, 1 watches, toggle reference off\n" },
  { "/debug/deaths are told as they happen", "deaths", die_in_two_steps, DEATHS },
  { "/debug/toggles are told once for each type", "toggles", stand_down_often,
    STOOD_DOWN ("TestObject") STOOD_DOWN ("GInitiallyUnowned") },
  { "/debug/flags can be combined", "toggles,deaths", die_and_stand_down,
    DEATHS "*" STOOD_DOWN ("TestObject") "*" STOOD_DOWN ("GInitiallyUnowned") "*" },
  { "/debug/what is no flag is ignored", "nonsense", die_and_stand_down, NULL },
};

static void
run_in_a_process (gconstpointer data)
{
  const DebugTest *test = data;

  if (g_test_subprocess ())
    {
      test->run ();
      return;
    }

  if (test->flags != NULL)
    g_setenv ("GWEAK_DEBUG", test->flags, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_unsetenv ("GWEAK_DEBUG");

  g_test_trap_assert_passed ();
  if (test->expected != NULL)
    g_test_trap_assert_stderr (test->expected);
  else
    g_test_trap_assert_stderr_unmatched ("*gweak*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  /* Of whoever runs the tests. */
  if (!g_test_subprocess ())
    g_unsetenv ("GWEAK_DEBUG");
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add_data_func (tests[i].path, &tests[i], run_in_a_process);

  return g_test_run ();
}
