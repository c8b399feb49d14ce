/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-cache.h"

#include "test-value.h"

/* The functions for other languages, where keys are GValues. */

#define assert_type_error(error)                           \
 G_STMT_START                                              \
 {                                                         \
  g_assert_error ((error), GWEAK_ERROR, GWEAK_ERROR_TYPE); \
  g_clear_error (&(error));                                \
 }                                                         \
 G_STMT_END

static void
keys_are_brought_to_their_type (void)
{
  g_autoptr (GweakCache) cache = gweak_cache_new (G_TYPE_INT, TEST_TYPE_OBJECT);
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestObject) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gweak_cache_insert_value (cache, test_number (3.0), G_OBJECT (object), 1, &error));
  g_assert_true (gweak_cache_contains (cache, GINT_TO_POINTER (3)));
  g_assert_true (gweak_cache_contains_value (cache, test_number (3.0), &error));
  g_assert_false (gweak_cache_contains_value (cache, test_number (4.0), &error));
  found = TEST_OBJECT (gweak_cache_lookup_value (cache, test_number (3.0), &error));
  g_assert_true (found == object);
  g_assert_null (gweak_cache_lookup_value (cache, test_number (4.0), &error));
  g_assert_true (gweak_cache_remove_value (cache, test_number (3.0), &error));
  g_assert_false (gweak_cache_remove_value (cache, test_number (3.0), &error));
  g_assert_no_error (error);
}

static GObject *
make (const GValue *key,
      guint64      *cost,
      gpointer      user_data)
{
  g_assert_true (G_VALUE_HOLDS_STRING (key));
  *cost = 4;

  return user_data != NULL ? g_object_ref (user_data) : NULL;
}

static void
what_does_not_fit_is_an_error (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GObject) plain = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GError) error = NULL;

  g_assert_false (gweak_cache_insert_value (cache, test_number (1.5), G_OBJECT (object), 0, &error));
  assert_type_error (error);
  g_assert_false (gweak_cache_insert_value (cache, test_string ("a"), plain, 0, &error));
  assert_type_error (error);
  g_assert_null (gweak_cache_lookup_value (cache, test_number (1.5), &error));
  assert_type_error (error);
  g_assert_false (gweak_cache_contains_value (cache, test_number (1.5), &error));
  assert_type_error (error);
  g_assert_false (gweak_cache_remove_value (cache, test_number (1.5), &error));
  assert_type_error (error);
  g_assert_null (gweak_cache_get_or_insert_value (cache, test_number (1.5), make, object, &error));
  assert_type_error (error);
  g_assert_null (gweak_cache_get_or_insert_value (cache, test_string ("a"), make, plain, &error));
  assert_type_error (error);
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 0);
  g_assert_cmpuint (G_OBJECT (plain)->ref_count, ==, 1);
}

static void
a_factory_makes_a_value_or_nothing (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GObject) made = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (gweak_cache_get_or_insert_value (cache, test_string ("a"), make, NULL, &error));
  g_assert_no_error (error);
  made = gweak_cache_get_or_insert_value (cache, test_string ("a"), make, object, &error);
  g_assert_true (made == G_OBJECT (object));
  g_clear_object (&made);
  g_clear_object (&object);
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 4);
}

static void
got_cb (GObject      *cache,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestObject) value = gweak_cache_get_or_load_finish (GWEAK_CACHE (cache), result, &error);

  if (error != NULL)
    test_log ("error-%s-%d", g_quark_to_string (error->domain), error->code);
  else
    test_log ("%s", value != NULL ? test_object_get_name (value) : "none");
}

/* What a load returns; NULL: an error. */
static GValue *answer; /* (unowned) */

static void
load (GTask        *task,
      const char   *key,
      GCancellable *cancellable,
      gpointer      user_data)
{
  g_assert_true (g_task_get_cancellable (task) == cancellable);
  test_log ("load:%s", key);
  if (answer != NULL)
    g_task_return_value (task, answer);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "not there");
}

static void
ask (GweakCache   *cache,
     const GValue *key)
{
  gweak_cache_get_or_load_value_async (cache, key, g_cclosure_new (G_CALLBACK (load), NULL, NULL), NULL, got_cb, NULL);
  test_iterate (NULL);
}

static void
a_closure_loads_a_value (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (TestObject) object = test_object_new ("it");
  g_auto (GValue) value = G_VALUE_INIT;

  answer = NULL;
  ask (cache, test_string ("a"));
  assert_log ("load:a error-g-io-error-quark-1");

  g_value_init (&value, TEST_TYPE_OBJECT);
  answer = &value;
  ask (cache, test_string ("a"));
  assert_log ("load:a none");
  g_value_set_object (&value, object);
  ask (cache, test_string ("a"));
  ask (cache, test_string ("a"));
  assert_log ("load:a it it");
  ask (cache, test_number (1.5));
  assert_log ("error-gweak-error-quark-1");
}

static void
a_closure_must_load_a_value (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GObject) plain = g_object_new (G_TYPE_OBJECT, NULL);
  g_auto (GValue) text = G_VALUE_INIT;
  g_auto (GValue) integer = G_VALUE_INIT;
  g_auto (GValue) nothing = G_VALUE_INIT;
  g_auto (GValue) other = G_VALUE_INIT;

  g_value_set_static_string (g_value_init (answer = &text, G_TYPE_STRING), "no object");
  ask (cache, test_string ("a"));
  assert_log ("load:a error-gweak-error-quark-1");
  g_value_init (answer = &integer, G_TYPE_INT);
  ask (cache, test_string ("a"));
  assert_log ("load:a error-gweak-error-quark-1");
  g_value_set_object (g_value_init (answer = &other, G_TYPE_OBJECT), plain);
  ask (cache, test_string ("a"));
  assert_log ("load:a error-gweak-error-quark-1");
  g_value_init (answer = &nothing, G_TYPE_STRING);
  ask (cache, test_string ("a"));
  assert_log ("load:a none");
}

static void
expect (const char *what)
{
  g_autofree char *pattern = g_strdup_printf ("*%s*", what);

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, pattern);
}

static void
bad_input_is_refused (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GClosure) closure = g_cclosure_new (G_CALLBACK (load), NULL, NULL);
  g_autoptr (TestObject) object = test_object_new ("it");
  GError *error = NULL;

  g_closure_sink (g_closure_ref (closure));
  expect ("GWEAK_IS_CACHE");
  g_assert_false (gweak_cache_insert_value (NULL, test_string ("a"), G_OBJECT (object), 0, &error));
  expect ("G_IS_VALUE");
  g_assert_false (gweak_cache_insert_value (cache, NULL, G_OBJECT (object), 0, &error));
  expect ("G_IS_OBJECT");
  g_assert_false (gweak_cache_insert_value (cache, test_string ("a"), NULL, 0, &error));
  expect ("G_IS_VALUE");
  g_assert_null (gweak_cache_lookup_value (cache, NULL, &error));
  expect ("G_IS_VALUE");
  g_assert_false (gweak_cache_contains_value (cache, NULL, &error));
  expect ("G_IS_VALUE");
  g_assert_false (gweak_cache_remove_value (cache, NULL, &error));
  expect ("G_IS_VALUE");
  g_assert_null (gweak_cache_get_or_insert_value (cache, NULL, make, NULL, &error));
  expect ("factory != NULL");
  g_assert_null (gweak_cache_get_or_insert_value (cache, test_string ("a"), NULL, NULL, &error));
  expect ("G_IS_VALUE");
  gweak_cache_get_or_load_value_async (cache, NULL, closure, NULL, got_cb, NULL);
  expect ("load != NULL");
  gweak_cache_get_or_load_value_async (cache, test_string ("a"), NULL, NULL, got_cb, NULL);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "keys are brought to their type", keys_are_brought_to_their_type },
    { "what does not fit is an error", what_does_not_fit_is_an_error },
    { "a factory makes a value or nothing", a_factory_makes_a_value_or_nothing },
    { "a closure loads a value", a_closure_loads_a_value },
    { "a closure must load a value", a_closure_must_load_a_value },
    { "bad input is refused", bad_input_is_refused },
  };

  return test_run_cases (argc, argv, "cache-values", cases, G_N_ELEMENTS (cases));
}
