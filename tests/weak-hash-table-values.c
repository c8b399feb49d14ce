/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-table.h"

#include "test-value.h"

/* The functions for other languages, where keys and values are GValues. */

#define KEYS GWEAK_WEAKNESS_KEYS
#define VALUES GWEAK_WEAKNESS_VALUES

/* Nothing keeps @object in it. */
static const GValue *
boxed_object (gpointer object)
{
  static GValue values[2];
  static guint  n;
  GValue       *value = &values[n++ % G_N_ELEMENTS (values)];

  memset (value, 0, sizeof *value);
  g_value_init (value, G_TYPE_OBJECT);
  value->data[0].v_pointer = object;

  return value;
}

#define assert_side(value, expected)                      \
 G_STMT_START                                             \
 {                                                        \
  g_autofree char *text = test_value_to_string ((value)); \
  g_assert_cmpstr (text, ==, (expected));                 \
 }                                                        \
 G_STMT_END

static void
what_fits_is_taken (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (G_TYPE_INT, TEST_TYPE_OBJECT, VALUES);
  TestObject *one = test_object_new ("one"), *two = test_object_new ("two");
  g_autoptr (GError) error = NULL;
  g_auto (GValue) found = G_VALUE_INIT;

  g_assert_true (gweak_weak_hash_table_insert_value (table, test_number (1), boxed_object (one), &error));
  g_assert_no_error (error);
  g_assert_false (gweak_weak_hash_table_insert_value (table, test_number (1), boxed_object (two), &error));
  g_assert_no_error (error);
  assert_table (table, "1=two");
  g_assert_true (gweak_weak_hash_table_contains_value (table, test_number (1), &error));
  g_assert_false (gweak_weak_hash_table_contains_value (table, test_number (2), &error));
  g_assert_no_error (error);
  g_assert_true (gweak_weak_hash_table_lookup_value (table, test_number (1), &found, &error));
  assert_side (&found, "two");
  g_value_reset (&found);
  g_assert_finalize_object (two);
  g_assert_finalize_object (one);
}

static void
what_does_not_fit_is_an_error (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (G_TYPE_INT, TEST_TYPE_OBJECT, VALUES);
  g_autoptr (TestObject) one = test_object_new ("one");
  g_autoptr (GError) error = NULL;
  g_auto (GValue) key = G_VALUE_INIT;
  g_auto (GValue) value = G_VALUE_INIT;

#define assert_type_error(expression)                    \
 G_STMT_START                                            \
 {                                                       \
  g_assert_false (expression);                           \
  g_assert_error (error, GWEAK_ERROR, GWEAK_ERROR_TYPE); \
  g_clear_error (&error);                                \
 }                                                       \
 G_STMT_END

  assert_type_error (gweak_weak_hash_table_insert_value (table, test_number (0.5), boxed_object (one), &error));
  assert_type_error (gweak_weak_hash_table_insert_value (table, test_number (1), test_string ("text"), &error));
  assert_type_error (gweak_weak_hash_table_insert_value (table, test_number (1), NULL, &error));
  assert_type_error (gweak_weak_hash_table_contains_value (table, test_string ("1"), &error));
  assert_type_error (gweak_weak_hash_table_remove_value (table, test_string ("1"), &error));
  assert_type_error (gweak_weak_hash_table_lookup_value (table, test_string ("1"), &value, &error));
  g_assert_true (G_VALUE_HOLDS (&value, TEST_TYPE_OBJECT));
  g_value_unset (&value);
  assert_type_error (gweak_weak_hash_table_steal_extended_value (table, test_string ("1"), &key, &value, &error));
  g_assert_true (G_VALUE_HOLDS_INT (&key));
  assert_table (table, "");
#undef assert_type_error
}

static void
null_is_a_strong_value (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (KEYS);
  g_autoptr (TestObject) one = test_object_new ("one");
  g_autoptr (GError) error = NULL;
  g_auto (GValue) found = G_VALUE_INIT;

  g_assert_true (gweak_weak_hash_table_insert_value (table, boxed_object (one), NULL, &error));
  g_assert_no_error (error);
  g_assert_true (gweak_weak_hash_table_lookup_value (table, boxed_object (one), &found, &error));
  assert_side (&found, "-");
  assert_table (table, "one=-");
}

static void
both_sides_are_given_out (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (TestObject) one = test_object_new ("one");
  GValue sides[8] = { G_VALUE_INIT };

  gweak_weak_hash_table_insert (table, "a", one);
  g_assert_true (gweak_weak_hash_table_lookup_extended_value (table, test_string ("a"), &sides[0], &sides[1], NULL));
  assert_side (&sides[0], "a");
  assert_side (&sides[1], "one");
  g_assert_false (gweak_weak_hash_table_lookup_extended_value (table, test_string ("b"), &sides[2], &sides[3], NULL));
  assert_side (&sides[2], "-");
  assert_side (&sides[3], "-");
  g_assert_true (gweak_weak_hash_table_steal_extended_value (table, test_string ("a"), &sides[4], &sides[5], NULL));
  assert_side (&sides[5], "one");
  gweak_weak_hash_table_insert (table, "c", one);
  g_assert_true (gweak_weak_hash_table_pop_value (table, &sides[6], &sides[7]));
  assert_side (&sides[6], "c");
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    g_value_unset (&sides[i]);
  g_assert_false (gweak_weak_hash_table_pop_value (table, &sides[6], &sides[7]));
  g_value_unset (&sides[6]);
  g_value_unset (&sides[7]);
  gweak_weak_hash_table_insert (table, "d", one);
  g_assert_true (gweak_weak_hash_table_remove_value (table, test_string ("d"), NULL));
  g_assert_false (gweak_weak_hash_table_remove_value (table, test_string ("d"), NULL));
}

/* An interface that needs no object has no GValues of its own. */
static void
an_interface_that_is_not_there_is_an_object (void)
{
  static const GTypeInfo info = { .class_size = sizeof (GTypeInterface) };
  GType                  iface = g_type_register_static (G_TYPE_INTERFACE, "TestBareInterface", &info, 0);
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (G_TYPE_INT, iface, VALUES);
  g_auto (GValue) found = G_VALUE_INIT;

  g_assert_false (gweak_weak_hash_table_lookup_value (table, test_number (1), &found, NULL));
  g_assert_true (G_VALUE_HOLDS_OBJECT (&found));
}

static void
log_sides_cb (const GValue *key,
              const GValue *value,
              gpointer      user_data)
{
  g_autofree char *key_text = test_value_to_string (key);
  g_autofree char *value_text = test_value_to_string (value);

  test_log ("%s=%s", key_text, value_text);
}

static gboolean
is_b_cb (const GValue *key,
         const GValue *value,
         gpointer      user_data)
{
  return strcmp (g_value_get_string (key), "b") == 0;
}

static void
functions_get_both_sides (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (TestObject) one = test_object_new ("one");
  g_autoptr (GArray) keys = NULL;
  g_autoptr (GArray) values = NULL;

  gweak_weak_hash_table_insert (table, "a", one);
  gweak_weak_hash_table_insert (table, "b", one);
  gweak_weak_hash_table_foreach_value (table, log_sides_cb, NULL);
  assert_log ("a=one b=one");
  keys = gweak_weak_hash_table_dup_keys_value (table);
  values = gweak_weak_hash_table_dup_values_value (table);
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_cmpuint (values->len, ==, 2);
  assert_side (&g_array_index (keys, GValue, 1), "b");
  assert_side (&g_array_index (values, GValue, 1), "one");
  g_assert_cmpuint (gweak_weak_hash_table_foreach_remove_value (table, is_b_cb, NULL), ==, 1);
  assert_table (table, "a=one");
}

/* A factory gives a GValue in a GValue. */
static GValue *
make_cb (const char *key,
         gpointer    object)
{
  GValue  value = G_VALUE_INIT;
  GValue *copy;

  test_log ("make:%s", key);
  if (object == NULL)
    return NULL;
  g_value_init (&value, G_OBJECT_TYPE (object));
  g_value_set_object (&value, object);
  copy = g_boxed_copy (G_TYPE_VALUE, &value);
  g_value_unset (&value);

  return copy;
}

static GClosure *
make_closure (gpointer object)
{
  GClosure *closure = g_cclosure_new (G_CALLBACK (make_cb), object, NULL);

  g_closure_set_marshal (closure, g_cclosure_marshal_generic);

  return closure;
}

static void
a_factory_is_a_closure (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (TestObject) one = test_object_new ("one");
  g_autoptr (GObject) wrong = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GError) error = NULL;
  GValue found[4] = { G_VALUE_INIT };

  g_assert_true (gweak_weak_hash_table_get_or_insert_value (table, test_string ("a"), make_closure (one), &found[0], &error));
  g_assert_no_error (error);
  assert_side (&found[0], "one");
  g_assert_true (gweak_weak_hash_table_get_or_insert_value (table, test_string ("a"), make_closure (NULL), &found[1], &error));
  assert_side (&found[1], "one");
  g_assert_false (gweak_weak_hash_table_get_or_insert_value (table, test_string ("b"), make_closure (NULL), &found[2], &error));
  g_assert_no_error (error);
  assert_side (&found[2], "-");
  g_assert_false (gweak_weak_hash_table_get_or_insert_value (table, test_string ("c"), make_closure (wrong), &found[3], &error));
  g_assert_error (error, GWEAK_ERROR, GWEAK_ERROR_TYPE);
  assert_log ("make:a make:b make:c");
  assert_table (table, "a=one");
  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    g_value_unset (&found[i]);
}

static void
arrays_hold_what_was_found (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  TestObject *one = test_object_new ("one");
  g_autoptr (GError) error = NULL;
  GArray *found;

  gweak_weak_hash_table_insert (table, "a", one);
  found = gweak_weak_hash_table_lookup_array (table, test_string ("a"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  assert_side (&g_array_index (found, GValue, 1), "one");
  g_array_unref (found);
  found = gweak_weak_hash_table_lookup_array (table, test_string ("b"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 0);
  g_array_unref (found);
  g_assert_null (gweak_weak_hash_table_lookup_array (table, test_number (1), &error));
  g_assert_error (error, GWEAK_ERROR, GWEAK_ERROR_TYPE);
  g_clear_error (&error);

  found = gweak_weak_hash_table_get_or_insert_array (table, test_string ("a"), make_closure (NULL), &error);
  g_assert_cmpuint (found->len, ==, 1);
  g_array_unref (found);
  found = gweak_weak_hash_table_steal_array (table, test_string ("a"), &error);
  g_assert_cmpuint (found->len, ==, 2);
  g_array_unref (found);
  gweak_weak_hash_table_insert (table, "c", one);
  found = gweak_weak_hash_table_pop_array (table);
  g_assert_cmpuint (found->len, ==, 2);
  g_array_unref (found);
  found = gweak_weak_hash_table_pop_array (table);
  g_assert_cmpuint (found->len, ==, 0);
  g_array_unref (found);
  g_assert_finalize_object (one);
}

/* Moves on as languages do that hold nothing between two calls. */
static void
step_from (GweakWeakHashTable *table,
           guint64            *place)
{
  g_autoptr (GArray) sides = gweak_weak_hash_table_next_array (table, place);
  g_autofree char *key = NULL, *value = NULL;

  if (sides->len == 0)
    {
      test_log ("end");
      return;
    }
  key = test_value_to_string (&g_array_index (sides, GValue, 0));
  value = test_value_to_string (&g_array_index (sides, GValue, 1));
  test_log ("%s=%s", key, value);
}

static void
a_walk_needs_nothing_but_its_place (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  TestObject *one = test_object_new ("one"), *two = test_object_new ("two");
  guint64     place = 0;

  gweak_weak_hash_table_insert (table, "a", one);
  gweak_weak_hash_table_insert (table, "b", two);
  gweak_weak_hash_table_insert (table, "c", two);
  step_from (table, &place);
  g_assert_finalize_object (one);
  gweak_weak_hash_table_remove (table, "b");
  gweak_weak_hash_table_insert (table, "d", two);
  step_from (table, &place);
  step_from (table, &place);
  step_from (table, &place);
  step_from (table, &place);
  assert_log ("a=one c=two d=two end end");
  g_assert_finalize_object (two);
}

static void
bad_input_is_critical (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  GValue value = G_VALUE_INIT;

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*GWEAK_IS_WEAK_HASH_TABLE*");
  g_assert_false (gweak_weak_hash_table_insert_value (NULL, test_string ("a"), NULL, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*G_IS_VALUE*");
  g_assert_false (gweak_weak_hash_table_insert_value (table, NULL, NULL, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*value != NULL*");
  g_assert_false (gweak_weak_hash_table_lookup_value (table, test_string ("a"), NULL, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*factory != NULL*");
  g_assert_false (gweak_weak_hash_table_get_or_insert_value (table, test_string ("a"), NULL, &value, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*func != NULL*");
  gweak_weak_hash_table_foreach_value (table, NULL, NULL);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*place != NULL*");
  g_assert_null (gweak_weak_hash_table_next_array (table, NULL));
  g_test_assert_expected_messages ();
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "what fits is taken", what_fits_is_taken },
    { "what does not fit is an error", what_does_not_fit_is_an_error },
    { "NULL is a strong value", null_is_a_strong_value },
    { "both sides are given out", both_sides_are_given_out },
    { "an interface that is not there is an object", an_interface_that_is_not_there_is_an_object },
    { "functions get both sides", functions_get_both_sides },
    { "a factory is a closure", a_factory_is_a_closure },
    { "arrays hold what was found", arrays_hold_what_was_found },
    { "a walk needs nothing but its place", a_walk_needs_nothing_but_its_place },
    { "bad input is critical", bad_input_is_critical },
  };

  return test_run_cases (argc, argv, "weak-hash-table-values", cases, G_N_ELEMENTS (cases));
}
