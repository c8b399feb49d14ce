/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-table.h"

/* What a table tells, when, and where. */

#define KEYS GWEAK_WEAKNESS_KEYS
#define VALUES GWEAK_WEAKNESS_VALUES

static TestObject *
put (GweakWeakHashTable *table,
     const char         *key,
     const char         *name)
{
  TestObject *object = test_object_new (name);

  gweak_weak_hash_table_insert (table, (gpointer) key, object);

  return object;
}

static void
each_cause_is_told (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  TestObject *one = put (table, "a", "one"), *two = put (table, "b", "two");
  TestObject *three = put (table, "c", "three"), *four = put (table, "d", "four");

  test_table_log (table);
  gweak_weak_hash_table_insert (table, "a", two);
  assert_log ("a=one:replaced");
  g_assert_true (gweak_weak_hash_table_remove (table, "a"));
  assert_log ("size:3 a=two:removed");
  g_assert_true (gweak_weak_hash_table_steal_extended (table, "b", NULL, NULL));
  assert_log ("size:2 b=two:removed");
  g_assert_true (gweak_weak_hash_table_pop (table, NULL, NULL));
  assert_log ("size:1 d=four:removed");
  g_assert_finalize_object (three);
  assert_log ("size:0 c=-:died");
  gweak_weak_hash_table_insert (table, "a", one);
  gweak_weak_hash_table_remove_all (table);
  assert_log ("size:1 size:0 a=one:cleared");
  g_assert_finalize_object (one);
  g_assert_finalize_object (two);
  g_assert_finalize_object (four);
  assert_log ("");
}

static void
the_surviving_side_is_told (void)
{
  g_autoptr (GweakWeakHashTable) keys = test_table_new (KEYS);
  g_autoptr (GweakWeakHashTable) both = test_table_new (KEYS | VALUES);
  TestObject *key = test_object_new ("k"), *value = test_object_new ("v");

  test_table_log (keys);
  test_table_log (both);
  gweak_weak_hash_table_insert (keys, key, "text");
  gweak_weak_hash_table_insert (both, key, value);
  g_assert_finalize_object (key);
  assert_log ("size:1 size:1 size:0 -=v:died size:0 -=text:died");

  key = test_object_new ("k");
  gweak_weak_hash_table_insert (both, key, value);
  g_assert_finalize_object (value);
  assert_log ("size:1 size:0 k=-:died");
  g_assert_finalize_object (key);
  assert_log ("");
}

/* The key owned the value: one death inside the other. */
static void
an_entry_leaves_once_when_both_sides_die (void)
{
  g_autoptr (GweakWeakHashTable) both = test_table_new (KEYS | VALUES);
  TestObject *key = test_object_new ("k"), *value = test_object_new ("v");

  test_object_hold (key, value);
  g_object_unref (value);
  test_table_log (both);
  gweak_weak_hash_table_insert (both, key, value);
  g_assert_finalize_object (key);
  assert_log ("size:1 size:0 -=-:died");
}

static void
a_dropped_table_tells_nothing (void)
{
  GweakWeakHashTable *table = test_table_new (VALUES);
  TestObject         *one = put (table, "a", "one");

  test_table_log (table);
  g_assert_finalize_object (table);
  g_assert_finalize_object (one);
  assert_log ("");
}

static void
observers_are_told_newest_first (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) older = test_logged_ref (object, "older");
  g_autoptr (GweakWeakRef) newer = NULL;

  test_table_log (table);
  gweak_weak_hash_table_insert (table, "a", object);
  newer = test_logged_ref (object, "newer");
  gweak_weak_hash_table_insert (table, "b", object);
  g_assert_finalize_object (object);
  assert_log ("size:1 size:2 size:0 b=-:died died:newer size:0 a=-:died died:older finalized:newer finalized:older");
}

static void
remove_another_cb (GweakWeakHashTable *table,
                   const GValue       *key,
                   const GValue       *value,
                   GweakRemovalCause   cause,
                   const char         *another)
{
  gweak_weak_hash_table_remove (table, another);
}

static void
handlers_can_change_the_table (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (TestObject) one = put (table, "a", "one");
  TestObject *two = put (table, "b", "two");

  test_table_log (table);
  g_signal_connect (table, "removed", G_CALLBACK (remove_another_cb), "a");
  g_assert_finalize_object (two);
  assert_log ("size:1 b=-:died size:0 a=one:removed");
  assert_table (table, "");
}

/* The newer entry is told first, and its handler takes the older one along. */
static void
what_a_handler_removes_is_not_told_as_dead (void)
{
  g_autoptr (GweakWeakHashTable) older = test_table_new (VALUES);
  g_autoptr (GweakWeakHashTable) newer = test_table_new (VALUES);
  TestObject *object = put (older, "a", "it");

  gweak_weak_hash_table_insert (newer, "a", object);
  test_table_log (older);
  test_table_log (newer);
  g_signal_connect_swapped (newer, "removed", G_CALLBACK (gweak_weak_hash_table_remove_all), older);
  g_assert_finalize_object (object);
  assert_log ("size:0 a=-:died size:0 a=-:died");
}

static void
drop_table_cb (GweakWeakHashTable *table,
               const GValue       *key,
               const GValue       *value,
               GweakRemovalCause   cause,
               GObject           **other)
{
  g_clear_object (other);
}

static void
a_handler_can_drop_tables (void)
{
  GweakWeakHashTable *table = test_table_new (VALUES), *other = test_table_new (VALUES);
  TestObject         *object = put (other, "a", "it");
  gpointer            dropped = table;

  gweak_weak_hash_table_insert (table, "a", object);
  gweak_weak_hash_table_insert (table, "b", object);
  g_object_add_weak_pointer (G_OBJECT (table), &dropped);
  test_table_log (table);
  test_table_log (other);
  g_signal_connect (table, "removed", G_CALLBACK (drop_table_cb), &other);
  g_signal_connect (table, "removed", G_CALLBACK (drop_table_cb), &table);
  g_assert_finalize_object (object);
  g_assert_null (other);
  g_assert_null (dropped);
  assert_log ("size:0 b=-:died");
}

static void
blocked_handlers_hear_nothing (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  TestObject *one = put (table, "a", "one"), *two = put (table, "b", "two");
  gulong      handler = g_signal_connect_swapped (table, "removed", G_CALLBACK (test_log_run_cb), "handler");

  g_signal_handler_block (table, handler);
  g_assert_finalize_object (one);
  assert_log ("");
  g_signal_handler_unblock (table, handler);
  g_assert_finalize_object (two);
  assert_log ("run:handler");
}

static void
the_size_can_be_bound (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (TestObject) label = test_object_new ("label");
  TestObject *one;
  int         value;

  g_object_bind_property (table, "n-entries", label, "value", G_BINDING_SYNC_CREATE);
  one = put (table, "a", "one");
  g_object_get (label, "value", &value, NULL);
  g_assert_cmpint (value, ==, 1);
  g_assert_finalize_object (one);
  g_object_get (label, "value", &value, NULL);
  g_assert_cmpint (value, ==, 0);
}

/* Delivery. */
static void
in_a_context_it_is_told_later (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (VALUES, FALSE, context);
  TestObject *one, *two, *three;

  test_table_log (table);
  one = put (table, "a", "one");
  two = put (table, "b", "two");
  three = put (table, "c", "three");
  assert_table (table, "a=one b=two c=three");
  assert_log ("");
  g_assert_cmpuint (test_iterate (context), ==, 1);
  assert_log ("size:3");

  g_assert_finalize_object (one);
  gweak_weak_hash_table_insert (table, "b", three);
  gweak_weak_hash_table_remove (table, "c");
  assert_table (table, "b=three");
  assert_log ("");
  g_assert_cmpuint (test_iterate (context), ==, 1);
  assert_log ("size:1 a=-:died b=two:replaced c=three:removed");
  g_assert_finalize_object (two);
  g_assert_finalize_object (three);
  gweak_weak_hash_table_remove_all (table);
  g_assert_cmpuint (test_iterate (context), ==, 1);
  assert_log ("size:0 b=-:died");
}

static void
many_deaths_are_one_dispatch (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, G_TYPE_INT, KEYS);
  g_autoptr (GweakWeakHashTable) later = g_object_new (GWEAK_TYPE_WEAK_HASH_TABLE, "key-type", TEST_TYPE_OBJECT,
                                                       "value-type", G_TYPE_INT, "weakness", KEYS,
                                                       "main-context", context, NULL);
  TestObject *objects[5];

  for (int i = 0; i < 5; i++)
    {
      objects[i] = test_object_new ("it");
      gweak_weak_hash_table_insert (later, objects[i], GINT_TO_POINTER (i));
    }
  test_iterate (context);
  test_table_log (later);
  for (guint i = 0; i < 5; i++)
    g_assert_finalize_object (objects[i]);
  g_assert_cmpuint (test_iterate (context), ==, 1);
  assert_log ("size:0 -=0:died -=1:died -=2:died -=3:died -=4:died");
}

static void
deferred_means_the_constructing_threads_context (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GweakWeakHashTable *table;
  GMainContext       *read;
  gboolean            deferred;
  TestObject         *one;

  g_main_context_push_thread_default (context);
  table = g_object_new (GWEAK_TYPE_WEAK_HASH_TABLE, "key-type", G_TYPE_STRING, "value-type", TEST_TYPE_OBJECT,
                        "deferred", TRUE, NULL);
  g_main_context_pop_thread_default (context);
  g_object_get (table, "main-context", &read, "deferred", &deferred, NULL);
  g_assert_true (read == context);
  g_assert_true (deferred);
  g_main_context_unref (read);

  one = put (table, "a", "one");
  test_table_log (table);
  g_assert_finalize_object (one);
  test_iterate (NULL);
  assert_log ("");
  test_iterate (context);
  assert_log ("size:0 a=-:died");
  g_assert_finalize_object (table);
}

/* The entry is all that knows of the dead. */
static void
the_side_that_lives_is_told_later (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (KEYS | VALUES, FALSE, context);
  TestObject *key = test_object_new ("k"), *value = test_object_new ("v"), *other = test_object_new ("w");

  gweak_weak_hash_table_insert (table, key, value);
  test_iterate (context);
  test_table_log (table);
  g_assert_finalize_object (value);
  test_iterate (context);
  assert_log ("size:0 k=-:died");

  gweak_weak_hash_table_insert (table, key, other);
  gweak_weak_hash_table_remove (table, key);
  gweak_weak_hash_table_insert (table, key, other);
  g_assert_finalize_object (key);
  test_iterate (context);
  assert_log ("size:0 -=w:removed -=w:died");
  g_assert_finalize_object (other);
}

static gpointer
unref_thread (gpointer object)
{
  g_object_unref (object);

  return NULL;
}

static void
a_death_elsewhere_is_told_in_the_context (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (VALUES, FALSE, context);
  TestObject *one = put (table, "a", "one");

  test_iterate (context);
  test_table_log (table);
  g_thread_join (g_thread_new ("dropper", unref_thread, one));
  assert_table (table, "");
  assert_log ("");
  g_main_context_iteration (context, TRUE);
  assert_log ("size:0 a=-:died");
}

/* The strong side lives until its end is told. */
static void
news_go_with_their_context (void)
{
  GMainContext *context = g_main_context_new ();
  g_autoptr (GweakWeakHashTable) table = g_object_new (GWEAK_TYPE_WEAK_HASH_TABLE, "key-type", TEST_TYPE_OBJECT,
                                                       "value-type", TEST_TYPE_OBJECT, "weakness", KEYS,
                                                       "main-context", context, NULL);
  g_autoptr (GweakWeakHashTable) other = gweak_weak_hash_table_copy (table);
  TestObject *key = test_object_new ("k"), *value = test_object_new ("v");
  gpointer    where = value;

  test_table_log (table);
  gweak_weak_hash_table_insert (table, key, value);
  g_object_add_weak_pointer (G_OBJECT (value), &where);
  g_object_unref (value);
  g_assert_finalize_object (key);
  g_assert_nonnull (where);
  test_iterate (context);
  g_assert_null (where);
  assert_log ("size:0 -=v:died");
  g_main_context_unref (context);
}

static void
news_of_a_dropped_table_are_dropped (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GweakWeakHashTable *table = g_object_new (GWEAK_TYPE_WEAK_HASH_TABLE, "key-type", TEST_TYPE_OBJECT,
                                            "value-type", TEST_TYPE_OBJECT, "weakness", KEYS,
                                            "main-context", context, NULL);
  TestObject         *key = test_object_new ("k"), *value = test_object_new ("v");
  gpointer            where = value;

  test_table_log (table);
  gweak_weak_hash_table_insert (table, key, value);
  g_object_add_weak_pointer (G_OBJECT (value), &where);
  g_object_unref (value);
  g_assert_finalize_object (key);
  g_assert_finalize_object (table);
  test_iterate (context);
  g_assert_null (where);
  assert_log ("");
}

/* The table holds the context, so it has to be destroyed by both going. */
static void
a_context_that_goes_drops_the_news (void)
{
  GMainContext       *context = g_main_context_new ();
  GweakWeakHashTable *table = g_object_new (GWEAK_TYPE_WEAK_HASH_TABLE, "key-type", TEST_TYPE_OBJECT,
                                            "value-type", TEST_TYPE_OBJECT, "weakness", KEYS,
                                            "main-context", context, NULL);
  TestObject         *key = test_object_new ("k"), *value = test_object_new ("v");
  gpointer            where = value;

  gweak_weak_hash_table_insert (table, key, value);
  g_object_add_weak_pointer (G_OBJECT (value), &where);
  g_object_unref (value);
  g_assert_finalize_object (key);
  g_main_context_unref (context);
  g_assert_nonnull (where);
  g_assert_finalize_object (table);
  g_assert_null (where);
}

/* Dying. */
static void
rescue_cb (GweakWeakHashTable *table,
           const GValue       *key,
           const GValue       *value,
           TestObject        **rescued)
{
  if (*rescued == NULL)
    *rescued = g_value_dup_object (G_VALUE_HOLDS_OBJECT (value) ? value : key);
}

static void
with_toggle_there_is_a_last_chance (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (VALUES, TRUE, NULL);
  TestObject *one = put (table, "a", "one"), *rescued = NULL;

  test_table_log (table);
  g_signal_connect (table, "dying", G_CALLBACK (rescue_cb), &rescued);
  g_object_unref (one);
  assert_log ("dying:a=one");
  g_assert_true (rescued == one);
  assert_table (table, "a=one");
  g_object_unref (one);
  assert_log ("dying:a=one size:0 a=-:died");
}

static void
without_toggle_there_is_none (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (GweakWeakRef) ref = NULL;
  TestObject *one = put (table, "a", "one");

  ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", one, "toggle", TRUE, NULL);
  test_log_connect (ref, "ref", FALSE);
  test_table_log (table);
  g_object_unref (one);
  assert_log ("dying:ref died:ref size:0 a=-:died finalized:ref");
}

static void
weak_keys_are_dying_too (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (KEYS, TRUE, NULL);
  TestObject *key = test_object_new ("k"), *rescued = NULL;

  test_table_log (table);
  gweak_weak_hash_table_insert (table, key, "text");
  g_signal_connect (table, "dying", G_CALLBACK (rescue_cb), &rescued);
  g_object_unref (key);
  assert_log ("size:1 dying:k=text");
  g_assert_true (rescued == key);
  g_object_unref (key);
  assert_log ("dying:k=text size:0 -=text:died");
}

static void
either_side_is_dying_with_the_other_whole (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (KEYS | VALUES, TRUE, NULL);
  TestObject *key = test_object_new ("k"), *value = test_object_new ("v"), *other = test_object_new ("w");

  test_table_log (table);
  gweak_weak_hash_table_insert (table, key, value);
  g_object_unref (value);
  assert_log ("size:1 dying:k=v size:0 k=-:died");
  gweak_weak_hash_table_insert (table, key, other);
  g_object_unref (key);
  assert_log ("size:1 dying:k=w size:0 -=w:died");
  g_assert_finalize_object (other);
  assert_log ("");
}

static void
an_object_that_is_both_sides_is_dying_once (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (KEYS | VALUES, TRUE, NULL);
  TestObject *object = test_object_new ("o"), *rescued = NULL;

  test_table_log (table);
  gweak_weak_hash_table_insert (table, object, object);
  g_signal_connect (table, "dying", G_CALLBACK (rescue_cb), &rescued);
  g_object_unref (object);
  assert_log ("size:1 dying:o=o");
  g_object_unref (rescued);
  assert_log ("dying:o=o size:0 -=-:died");
}

/* The key owns the value: as long as the key is dying, both are whole. */
static void
a_side_that_owns_the_other_is_dying_alone (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (KEYS | VALUES, TRUE, NULL);
  TestObject *key = test_object_new ("k"), *value = test_object_new ("v");

  test_object_hold (key, value);
  g_object_unref (value);
  test_table_log (table);
  gweak_weak_hash_table_insert (table, key, value);
  g_object_unref (key);
  assert_log ("size:1 dying:k=v size:0 -=-:died");
}

static void
dying_is_never_deferred (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (VALUES, TRUE, context);
  TestObject *one = put (table, "a", "one");

  test_iterate (context);
  test_table_log (table);
  g_object_unref (one);
  assert_log ("dying:a=one");
  test_iterate (context);
  assert_log ("size:0 a=-:died");
}

static void
remove_dying_cb (GweakWeakHashTable *table,
                 const GValue       *key,
                 const GValue       *value)
{
  g_assert_true (gweak_weak_hash_table_remove (table, g_value_get_string (key)));
}

static void
a_dying_entry_can_be_removed (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (VALUES, TRUE, NULL);
  TestObject *one = put (table, "a", "one");

  test_table_log (table);
  g_signal_connect (table, "dying", G_CALLBACK (remove_dying_cb), NULL);
  g_object_unref (one);
  assert_log ("dying:a=one size:0 a=one:removed");
}

static void
insert_again_dying_cb (GweakWeakHashTable *table,
                       const GValue       *key,
                       const GValue       *value,
                       const char         *another)
{
  gweak_weak_hash_table_insert (table, (gpointer) another, g_value_get_object (value));
}

static void
a_dying_value_can_be_inserted_again (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (VALUES, TRUE, NULL);
  TestObject *one = put (table, "a", "one");
  gulong      handler;

  test_table_log (table);
  handler = g_signal_connect (table, "dying", G_CALLBACK (insert_again_dying_cb), "b");
  g_object_unref (one);
  assert_log ("dying:a=one size:2 size:0 b=-:died size:0 a=-:died");
  g_signal_handler_disconnect (table, handler);
}

static void
what_is_out_is_not_dying (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (VALUES, TRUE, NULL);
  GweakWeakHashTable *dropped = test_table_new_with (VALUES, TRUE, NULL);
  TestObject         *one = put (table, "a", "one"), *two = put (table, "b", "two");

  gweak_weak_hash_table_insert (dropped, "a", one);
  gweak_weak_hash_table_insert (table, "b", one);
  gweak_weak_hash_table_insert (table, "a", two);
  gweak_weak_hash_table_remove (table, "b");
  test_table_log (table);
  test_table_log (dropped);
  g_assert_finalize_object (dropped);
  g_assert_finalize_object (one);
  assert_log ("");
  g_object_unref (two);
  assert_log ("dying:a=two size:0 a=-:died");
}

/* The reference count tells of the toggle reference. */
static void
what_left_lets_go_of_the_other_side (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (KEYS | VALUES, TRUE, NULL);
  TestObject *key = test_object_new ("k"), *value = test_object_new ("v");

  gweak_weak_hash_table_insert (table, key, value);
  g_assert_cmpuint (G_OBJECT (value)->ref_count, ==, 2);
  g_object_unref (key);
  g_assert_cmpuint (G_OBJECT (value)->ref_count, ==, 1);

  key = test_object_new ("k");
  gweak_weak_hash_table_insert (table, key, value);
  g_object_unref (value);
  g_assert_cmpuint (G_OBJECT (key)->ref_count, ==, 1);
  g_object_unref (key);
}

static void
foreign_toggle_cb (gpointer data,
                   GObject *object,
                   gboolean is_last_ref)
{
}

static void
a_foreign_toggle_reference_silences_dying (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (VALUES, TRUE, NULL);
  TestObject *one = test_object_new ("one");
  gboolean    toggle;

  test_table_log (table);
  g_object_add_toggle_ref (G_OBJECT (one), foreign_toggle_cb, NULL);
  gweak_weak_hash_table_insert (table, "a", one);
  g_object_get (table, "toggle", &toggle, NULL);
  g_assert_true (toggle);
  g_object_unref (one);
  assert_table (table, "a=one");
  g_object_remove_toggle_ref (G_OBJECT (one), foreign_toggle_cb, NULL);
  assert_log ("size:1 size:0 a=-:died");
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "removed/each cause is told", each_cause_is_told },
    { "removed/the surviving side is told", the_surviving_side_is_told },
    { "removed/an entry leaves once when both sides die", an_entry_leaves_once_when_both_sides_die },
    { "removed/a dropped table tells nothing", a_dropped_table_tells_nothing },
    { "removed/observers are told newest first", observers_are_told_newest_first },
    { "removed/handlers can change the table", handlers_can_change_the_table },
    { "removed/what is dead is told as dead", what_a_handler_removes_is_not_told_as_dead },
    { "removed/a handler can drop tables", a_handler_can_drop_tables },
    { "removed/blocked handlers hear nothing", blocked_handlers_hear_nothing },
    { "the size can be bound", the_size_can_be_bound },
    { "delivery/in a context it is told later", in_a_context_it_is_told_later },
    { "delivery/the side that lives is told later", the_side_that_lives_is_told_later },
    { "delivery/many deaths are one dispatch", many_deaths_are_one_dispatch },
    { "delivery/deferred means the constructing thread's context", deferred_means_the_constructing_threads_context },
    { "delivery/a death elsewhere is told in the context", a_death_elsewhere_is_told_in_the_context },
    { "delivery/the strong side lives until it was told", news_go_with_their_context },
    { "delivery/news of a dropped table are dropped", news_of_a_dropped_table_are_dropped },
    { "delivery/a context that goes drops the news", a_context_that_goes_drops_the_news },
    { "dying/with toggle there is a last chance", with_toggle_there_is_a_last_chance },
    { "dying/without toggle there is none", without_toggle_there_is_none },
    { "dying/weak keys are dying too", weak_keys_are_dying_too },
    { "dying/either side is, with the other whole", either_side_is_dying_with_the_other_whole },
    { "dying/an object that is both sides is once", an_object_that_is_both_sides_is_dying_once },
    { "dying/a side that owns the other is alone", a_side_that_owns_the_other_is_dying_alone },
    { "dying/it is never deferred", dying_is_never_deferred },
    { "dying/an entry can be removed", a_dying_entry_can_be_removed },
    { "dying/a value can be inserted again", a_dying_value_can_be_inserted_again },
    { "dying/what is out is not", what_is_out_is_not_dying },
    { "dying/what left lets go of the other side", what_left_lets_go_of_the_other_side },
    { "dying/a foreign toggle reference silences it", a_foreign_toggle_reference_silences_dying },
  };

  return test_run_cases (argc, argv, "weak-hash-table-signals", cases, G_N_ELEMENTS (cases));
}
