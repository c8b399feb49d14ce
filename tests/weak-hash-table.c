/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-table.h"

/* What is in a table, and who gets what. */

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
weak_values_leave_when_they_die (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  TestObject *one = put (table, "a", "one"), *two = put (table, "b", "two"), *three = put (table, "c", "three");

  g_assert_cmpuint (G_OBJECT (one)->ref_count, ==, 1);
  assert_table (table, "a=one b=two c=three");
  g_assert_finalize_object (two);
  assert_table (table, "a=one c=three");
  g_assert_false (gweak_weak_hash_table_contains (table, "b"));
  g_assert_finalize_object (one);
  g_assert_finalize_object (three);
  assert_table (table, "");
}

static void
weak_keys_leave_when_they_die (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (KEYS);
  TestObject *one = test_object_new ("one"), *two = test_object_new ("two");

  gweak_weak_hash_table_insert (table, one, "a");
  gweak_weak_hash_table_insert (table, two, "a");
  g_assert_cmpuint (G_OBJECT (one)->ref_count, ==, 1);
  assert_table (table, "one=a two=a");
  g_assert_finalize_object (one);
  assert_table (table, "two=a");
  g_assert_finalize_object (two);
  assert_table (table, "");
}

static void
either_side_takes_the_entry_along (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (KEYS | VALUES);
  TestObject *key = test_object_new ("k"), *value = test_object_new ("v");
  TestObject *other_key = test_object_new ("l"), *other_value = test_object_new ("w");

  gweak_weak_hash_table_insert (table, key, value);
  gweak_weak_hash_table_insert (table, other_key, other_value);
  g_assert_cmpuint (G_OBJECT (key)->ref_count, ==, 1);
  g_assert_cmpuint (G_OBJECT (value)->ref_count, ==, 1);
  assert_table (table, "k=v l=w");

  g_assert_finalize_object (key);
  assert_table (table, "l=w");
  g_assert_finalize_object (other_value);
  assert_table (table, "");
  g_assert_finalize_object (value);
  g_assert_finalize_object (other_key);
}

static void
one_object_can_be_both_sides (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (KEYS | VALUES);
  TestObject *object = test_object_new ("o");

  test_table_log (table);
  g_assert_true (gweak_weak_hash_table_insert (table, object, object));
  assert_table (table, "o=o");
  g_assert_finalize_object (object);
  assert_table (table, "");
  assert_log ("size:1 size:0 -=-:died");

  object = test_object_new ("o");
  gweak_weak_hash_table_insert (table, object, object);
  g_assert_true (gweak_weak_hash_table_remove (table, object));
  g_assert_finalize_object (object);
  assert_log ("size:1 size:0 o=o:removed");
}

static void
the_strong_side_goes_with_its_entry (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, TEST_TYPE_OBJECT, KEYS);
  TestObject *key = test_object_new ("k"), *value = test_object_new ("v");
  g_autoptr (GweakWeakRef) ref = test_logged_ref (value, "v");

  gweak_weak_hash_table_insert (table, key, value);
  g_object_unref (value);
  assert_table (table, "k=v");
  assert_log ("");
  g_assert_finalize_object (key);
  assert_log ("died:v finalized:v");
}

static void
all_goes_with_the_table (void)
{
  GweakWeakHashTable *table = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, TEST_TYPE_OBJECT, KEYS);
  TestObject         *key = test_object_new ("k"), *value = test_object_new ("v");

  gweak_weak_hash_table_insert (table, key, value);
  g_object_add_weak_pointer (G_OBJECT (value), (gpointer *) &value);
  g_object_unref (value);
  g_assert_nonnull (value);
  g_assert_finalize_object (table);
  g_assert_null (value);
  g_assert_finalize_object (key);
}

static void
a_lookup_gives_what_the_caller_owns (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  TestObject *one = put (table, "a", "one"), *found;
  gpointer    key, value;

  found = gweak_weak_hash_table_lookup (table, "a");
  g_assert_true (found == one);
  g_assert_cmpuint (G_OBJECT (one)->ref_count, ==, 2);
  g_object_unref (found);
  g_assert_null (gweak_weak_hash_table_lookup (table, "b"));

  g_assert_true (gweak_weak_hash_table_lookup_extended (table, "a", &key, &value));
  g_assert_cmpstr (key, ==, "a");
  g_assert_true (value == one);
  g_free (key);
  g_object_unref (value);

  g_assert_true (gweak_weak_hash_table_lookup_extended (table, "a", NULL, NULL));
  key = value = one;
  g_assert_false (gweak_weak_hash_table_lookup_extended (table, "b", &key, &value));
  g_assert_null (key);
  g_assert_null (value);
  g_assert_finalize_object (one);
}

static void
a_strong_null_is_a_value (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (KEYS);
  g_autoptr (GweakWeakHashTable) objects = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, TEST_TYPE_OBJECT, KEYS);
  g_autoptr (TestObject) one = test_object_new ("one");
  g_autoptr (TestObject) two = test_object_new ("two");
  gpointer value = one;

  test_table_log (table);
  gweak_weak_hash_table_insert (table, one, NULL);
  gweak_weak_hash_table_insert (objects, one, NULL);
  assert_table (table, "one=-");
  assert_table (objects, "one=-");
  g_assert_null (gweak_weak_hash_table_lookup (table, one));
  g_assert_true (gweak_weak_hash_table_lookup_extended (table, one, NULL, &value));
  g_assert_null (value);
  g_assert_false (gweak_weak_hash_table_lookup_extended (table, two, NULL, NULL));
  g_assert_true (gweak_weak_hash_table_remove (table, one));
  assert_log ("size:1 size:0 one=-:removed");
}

static void
inserting_again_replaces_in_place (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  TestObject *one = test_object_new ("one"), *two = test_object_new ("two"), *three = test_object_new ("three");

  test_table_log (table);
  g_assert_true (gweak_weak_hash_table_insert (table, "a", one));
  g_assert_true (gweak_weak_hash_table_insert (table, "b", two));
  g_assert_false (gweak_weak_hash_table_insert (table, "a", three));
  assert_table (table, "a=three b=two");
  assert_log ("size:1 size:2 a=one:replaced");

  g_assert_finalize_object (one);
  assert_table (table, "a=three b=two");
  assert_log ("");
  g_assert_false (gweak_weak_hash_table_insert (table, "a", three));
  assert_log ("a=three:replaced");
  g_assert_finalize_object (three);
  assert_table (table, "b=two");
  g_assert_true (gweak_weak_hash_table_insert (table, "a", two));
  assert_table (table, "b=two a=two");
  g_assert_finalize_object (two);
  assert_table (table, "");
  assert_log ("size:1 a=-:died size:2 size:0 a=-:died size:0 b=-:died");
}

static void
objects_compare_by_identity (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (KEYS);
  g_autoptr (TestObject) one = test_object_new ("same");
  g_autoptr (TestObject) two = test_object_new ("same");

  gweak_weak_hash_table_insert (table, one, "a");
  g_assert_false (gweak_weak_hash_table_contains (table, two));
  gweak_weak_hash_table_insert (table, two, "b");
  assert_table (table, "same=a same=b");
}

static void
what_is_removed_is_out (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (TestObject) one = put (table, "a", "one");
  g_autoptr (TestObject) two = put (table, "b", "two");

  g_assert_true (gweak_weak_hash_table_remove (table, "a"));
  g_assert_false (gweak_weak_hash_table_remove (table, "a"));
  g_assert_false (gweak_weak_hash_table_remove (table, "c"));
  assert_table (table, "b=two");
  gweak_weak_hash_table_insert (table, "a", one);
  assert_table (table, "b=two a=one");
}

static void
stealing_gives_both_sides (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  TestObject *one = put (table, "a", "one");
  gpointer    key = NULL, value = NULL;

  g_assert_true (gweak_weak_hash_table_steal_extended (table, "a", &key, &value));
  g_assert_cmpstr (key, ==, "a");
  g_assert_true (value == one);
  g_free (key);
  g_object_unref (value);
  assert_table (table, "");

  g_assert_false (gweak_weak_hash_table_steal_extended (table, "a", &key, &value));
  g_assert_null (key);
  g_assert_null (value);
  gweak_weak_hash_table_insert (table, "a", one);
  g_assert_true (gweak_weak_hash_table_steal_extended (table, "a", NULL, NULL));
  g_assert_finalize_object (one);
}

static void
pop_takes_the_newest (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (TestObject) one = put (table, "a", "one");
  g_autoptr (TestObject) two = put (table, "b", "two");
  TestObject *three = put (table, "c", "three");
  gpointer    key, value;

  gweak_weak_hash_table_insert (table, "a", two);
  g_assert_finalize_object (three);

  g_assert_true (gweak_weak_hash_table_pop (table, &key, &value));
  g_assert_cmpstr (key, ==, "b");
  g_assert_true (value == two);
  g_free (key);
  g_object_unref (value);
  g_assert_true (gweak_weak_hash_table_pop (table, NULL, NULL));
  key = value = one;
  g_assert_false (gweak_weak_hash_table_pop (table, &key, &value));
  g_assert_null (key);
  g_assert_null (value);
}

static void
remove_all_leaves_nothing (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (TestObject) one = put (table, "a", "one");
  g_autoptr (TestObject) two = put (table, "b", "two");

  test_table_log (table);
  gweak_weak_hash_table_remove_all (table);
  assert_table (table, "");
  assert_log ("size:0 a=one:cleared b=two:cleared");
  gweak_weak_hash_table_remove_all (table);
  assert_log ("");
  gweak_weak_hash_table_insert (table, "b", two);
  assert_table (table, "b=two");
  gweak_weak_hash_table_remove_all (table);
  assert_log ("size:1 size:0 b=two:cleared");
}

static void
it_says_what_it_was_made_of (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (KEYS);
  GType         key_type, value_type;
  GweakWeakness weakness;
  gboolean      toggle, deferred;
  GMainContext *context;

  g_assert_true (gweak_weak_hash_table_get_key_type (table) == TEST_TYPE_OBJECT);
  g_assert_true (gweak_weak_hash_table_get_value_type (table) == G_TYPE_STRING);
  g_assert_cmpuint (gweak_weak_hash_table_get_weakness (table), ==, KEYS);
  g_object_get (table, "key-type", &key_type, "value-type", &value_type, "weakness", &weakness,
                "toggle", &toggle, "deferred", &deferred, "main-context", &context, NULL);
  g_assert_true (key_type == TEST_TYPE_OBJECT);
  g_assert_true (value_type == G_TYPE_STRING);
  g_assert_cmpuint (weakness, ==, KEYS);
  g_assert_false (toggle);
  g_assert_false (deferred);
  g_assert_null (context);
}

static void
a_floating_weak_side_stays_floating (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (G_TYPE_STRING, G_TYPE_INITIALLY_UNOWNED, VALUES);
  gpointer object = g_object_new (G_TYPE_INITIALLY_UNOWNED, NULL), found;

  gweak_weak_hash_table_insert (table, "a", object);
  found = gweak_weak_hash_table_lookup (table, "a");
  g_assert_true (found == object);
  g_assert_true (g_object_is_floating (object));
  g_object_unref (found);
  g_assert_true (g_object_is_floating (object));
  g_object_ref_sink (object);
  g_assert_finalize_object (object);
  assert_table (table, "");
}

static void
update_takes_everything_over (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (GweakWeakHashTable) other = test_table_new (VALUES);
  g_autoptr (TestObject) one = put (table, "a", "one");
  g_autoptr (TestObject) two = put (table, "b", "two");
  g_autoptr (TestObject) three = put (other, "c", "three");
  g_autoptr (TestObject) four = put (other, "a", "four");

  test_table_log (table);
  gweak_weak_hash_table_update (table, other);
  assert_table (table, "a=four b=two c=three");
  assert_table (other, "c=three a=four");
  assert_log ("size:3 a=one:replaced");

  gweak_weak_hash_table_update (table, table);
  assert_table (table, "a=four b=two c=three");
  assert_log ("");
  gweak_weak_hash_table_remove_all (table);
  assert_log ("size:0 a=four:cleared b=two:cleared c=three:cleared");
}

static void
add_to_other_cb (GweakWeakHashTable *table,
                 GParamSpec         *pspec,
                 gpointer            user_data)
{
  GweakWeakHashTable *other = user_data;
  char               *key = g_strdup_printf ("%u", gweak_weak_hash_table_get_size (other));
  TestObject         *object = test_object_new (key);

  gweak_weak_hash_table_insert (other, key, object);
  g_object_set_data_full (G_OBJECT (table), key, object, g_object_unref);
  g_free (key);
}

static void
update_does_not_look_at_what_comes_meanwhile (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (GweakWeakHashTable) other = test_table_new (VALUES);
  g_autoptr (TestObject) a = test_object_new ("a");
  g_autoptr (TestObject) b = test_object_new ("b");

  gweak_weak_hash_table_insert (other, "a", a);
  gweak_weak_hash_table_insert (other, "b", b);
  g_signal_connect (table, "notify::n-entries", G_CALLBACK (add_to_other_cb), other);
  gweak_weak_hash_table_update (table, other);
  assert_table (table, "a=a b=b");
  assert_table (other, "a=a b=b 2=2 3=3");
}

/* Its weakness and functions are the table's own. */
static void
update_goes_between_kinds_of_weakness (void)
{
  g_autoptr (GweakWeakHashTable) keys = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, TEST_TYPE_OBJECT, KEYS);
  g_autoptr (GweakWeakHashTable) values = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, TEST_TYPE_OBJECT, VALUES);
  g_autoptr (GweakWeakHashTable) both = test_table_new (KEYS | VALUES);
  TestObject *key = test_object_new ("k"), *value = test_object_new ("v");

  gweak_weak_hash_table_insert (both, key, value);
  gweak_weak_hash_table_update (values, both);
  gweak_weak_hash_table_update (keys, values);
  assert_table (keys, "k=v");
  assert_table (values, "k=v");
  g_assert_cmpuint (G_OBJECT (key)->ref_count, ==, 2);
  g_assert_cmpuint (G_OBJECT (value)->ref_count, ==, 2);

  gweak_weak_hash_table_remove_all (keys);
  g_assert_finalize_object (value);
  assert_table (values, "");
  g_assert_finalize_object (key);
}

static void
update_refuses_a_null_that_would_be_weak (void)
{
  g_autoptr (GweakWeakHashTable) keys = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, TEST_TYPE_OBJECT, KEYS);
  g_autoptr (GweakWeakHashTable) values = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, TEST_TYPE_OBJECT, VALUES);
  g_autoptr (TestObject) one = test_object_new ("one");
  g_autoptr (TestObject) two = test_object_new ("two");

  gweak_weak_hash_table_insert (keys, one, NULL);
  gweak_weak_hash_table_insert (keys, two, one);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*update: a value of the other table is NULL*");
  gweak_weak_hash_table_update (values, keys);
  g_test_assert_expected_messages ();
  assert_table (values, "two=one");
}

static gboolean
deaf_equal (gconstpointer a,
            gconstpointer b)
{
  return a == b;
}

static void
a_copy_is_of_the_same_kind (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GweakWeakHashTable) table = test_table_new_with (VALUES, TRUE, context);
  g_autoptr (GweakWeakHashTable) copy = NULL;
  TestObject   *one = put (table, "a", "one"), *two = put (table, "b", "two");
  GMainContext *copied_context;
  gboolean      toggle;

  test_iterate (context);
  test_table_log (table);
  copy = gweak_weak_hash_table_copy (table);
  test_iterate (context);
  assert_table (copy, "a=one b=two");
  g_assert_cmpuint (gweak_weak_hash_table_get_weakness (copy), ==, VALUES);
  g_object_get (copy, "toggle", &toggle, "main-context", &copied_context, NULL);
  g_assert_true (toggle);
  g_assert_true (copied_context == context);
  g_main_context_unref (copied_context);

  gweak_weak_hash_table_remove (copy, "a");
  test_iterate (context);
  assert_log ("");
  assert_table (table, "a=one b=two");
  g_assert_finalize_object (one);
  g_assert_finalize_object (two);
  test_iterate (context);
  assert_log ("dying:a=one dying:b=two size:0 a=-:died b=-:died");
  assert_table (copy, "");
}

static void
a_copy_has_the_same_functions (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new_full (G_TYPE_STRING, TEST_TYPE_OBJECT, VALUES,
                                                                         g_str_hash, deaf_equal, NULL, NULL);
  g_autoptr (GweakWeakHashTable) copy = NULL;
  TestObject *one = put (table, "a", "one");

  copy = gweak_weak_hash_table_copy (table);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (copy), ==, 1);
  g_assert_false (gweak_weak_hash_table_contains (copy, "a"));
  g_assert_finalize_object (one);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (copy), ==, 0);
}

/* Handlers that make others die while a table is walked. */
static void
drop_cb (GweakWeakHashTable *table,
         GParamSpec         *pspec,
         gpointer            object)
{
  g_clear_object ((GObject **) object);
}

static void
update_goes_on_while_entries_die (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (GweakWeakHashTable) other = test_table_new (VALUES);
  g_autoptr (TestObject) one = put (other, "a", "one");
  TestObject *two = put (other, "b", "two");
  g_autoptr (TestObject) three = put (other, "c", "three");

  g_signal_connect (table, "notify::n-entries", G_CALLBACK (drop_cb), &two);
  gweak_weak_hash_table_update (table, other);
  g_assert_null (two);
  assert_table (table, "a=one c=three");
  assert_table (other, "a=one c=three");
}

/* What dies inside update() as soon as the walk lets go of it. */
static void
update_drops_what_it_held_last (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (GweakWeakHashTable) other = test_table_new (VALUES);
  TestObject *one = put (other, "a", "one");
  g_autoptr (TestObject) two = put (other, "b", "two");

  test_table_log (other);
  g_signal_connect (table, "notify::n-entries", G_CALLBACK (drop_cb), &one);
  gweak_weak_hash_table_update (table, other);
  assert_log ("size:1 a=-:died");
  assert_table (table, "b=two");
  assert_table (other, "b=two");
  gweak_weak_hash_table_remove_all (other);
  assert_log ("size:0 b=two:cleared");
}

static void
log_pair_cb (gpointer key,
             gpointer value,
             gpointer user_data)
{
  test_log ("%s=%s%s", (char *) key, test_object_get_name (value), (char *) user_data);
}

static gboolean
is_long_cb (gpointer key,
            gpointer value,
            gpointer user_data)
{
  log_pair_cb (key, value, user_data);

  return strlen (test_object_get_name (value)) > 3;
}

static void
foreach_goes_in_order (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (TestObject) one = put (table, "a", "one");
  g_autoptr (TestObject) three = put (table, "b", "three");
  g_autoptr (TestObject) four = put (table, "c", "four");

  gweak_weak_hash_table_foreach (table, log_pair_cb, "!");
  assert_log ("a=one! b=three! c=four!");
  test_table_log (table);
  g_assert_cmpuint (gweak_weak_hash_table_foreach_remove (table, is_long_cb, "?"), ==, 2);
  assert_log ("a=one? b=three? size:2 b=three:removed c=four? size:1 c=four:removed");
  assert_table (table, "a=one");
  gweak_weak_hash_table_remove_all (table);
  assert_log ("size:0 a=one:cleared");
}

static void
arrays_own_what_they_hold (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  TestObject *one = put (table, "a", "one"), *two = put (table, "b", "two");
  g_autoptr (GPtrArray) keys = gweak_weak_hash_table_dup_keys (table);
  GPtrArray *values = gweak_weak_hash_table_dup_values (table);

  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_cmpstr (keys->pdata[0], ==, "a");
  g_assert_cmpstr (keys->pdata[1], ==, "b");
  g_assert_cmpuint (values->len, ==, 2);
  g_assert_true (values->pdata[0] == one);
  g_assert_true (values->pdata[1] == two);

  g_object_unref (one);
  g_object_unref (two);
  assert_table (table, "a=one b=two");
  g_ptr_array_unref (values);
  assert_table (table, "");
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "weak values leave when they die", weak_values_leave_when_they_die },
    { "weak keys leave when they die", weak_keys_leave_when_they_die },
    { "either weak side takes the entry along", either_side_takes_the_entry_along },
    { "one object can be both sides", one_object_can_be_both_sides },
    { "the strong side goes with its entry", the_strong_side_goes_with_its_entry },
    { "all goes with the table", all_goes_with_the_table },
    { "a lookup gives what the caller owns", a_lookup_gives_what_the_caller_owns },
    { "a strong NULL is a value", a_strong_null_is_a_value },
    { "inserting again replaces in place", inserting_again_replaces_in_place },
    { "objects compare by identity", objects_compare_by_identity },
    { "what is removed is out", what_is_removed_is_out },
    { "stealing gives both sides", stealing_gives_both_sides },
    { "pop takes the newest", pop_takes_the_newest },
    { "remove_all leaves nothing", remove_all_leaves_nothing },
    { "it says what it was made of", it_says_what_it_was_made_of },
    { "a floating weak side stays floating", a_floating_weak_side_stays_floating },
    { "update/it takes everything over", update_takes_everything_over },
    { "update/it does not look at what comes meanwhile", update_does_not_look_at_what_comes_meanwhile },
    { "update/it goes between kinds of weakness", update_goes_between_kinds_of_weakness },
    { "update/it refuses a NULL that would be weak", update_refuses_a_null_that_would_be_weak },
    { "update/it goes on while entries die", update_goes_on_while_entries_die },
    { "update/it drops what it held last", update_drops_what_it_held_last },
    { "a copy is of the same kind", a_copy_is_of_the_same_kind },
    { "a copy has the same functions", a_copy_has_the_same_functions },
    { "foreach goes in order", foreach_goes_in_order },
    { "arrays own what they hold", arrays_own_what_they_hold },
  };

  return test_run_cases (argc, argv, "weak-hash-table", cases, G_N_ELEMENTS (cases));
}
