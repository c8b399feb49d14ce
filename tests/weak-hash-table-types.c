/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-table.h"

/* Which types a table takes, how they are handed in and out in C, and what is
 * refused.
 */

#define KEYS GWEAK_WEAKNESS_KEYS
#define VALUES GWEAK_WEAKNESS_VALUES

/* A type that is passed in a pointer: as a key, and as a value. */
static void
check_direct (GType    type,
              gpointer one,
              gpointer other)
{
  g_autoptr (GweakWeakHashTable) by_key = gweak_weak_hash_table_new (type, TEST_TYPE_OBJECT, VALUES);
  g_autoptr (GweakWeakHashTable) by_value = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, type, KEYS);
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestObject) found = NULL;
  g_autoptr (GPtrArray) keys = NULL;
  gpointer key, value;

  gweak_weak_hash_table_insert (by_key, one, object);
  g_assert_false (gweak_weak_hash_table_contains (by_key, other));
  g_assert_true (gweak_weak_hash_table_lookup_extended (by_key, one, &key, NULL));
  g_assert_true (key == one);
  found = gweak_weak_hash_table_lookup (by_key, one);
  g_assert_true (found == object);
  g_assert_true (gweak_weak_hash_table_insert (by_key, other, object));
  keys = gweak_weak_hash_table_dup_keys (by_key);
  g_assert_cmpuint (keys->len, ==, 2);
  g_assert_true (keys->pdata[1] == other);
  g_assert_true (gweak_weak_hash_table_remove (by_key, one));
  g_assert_true (gweak_weak_hash_table_pop (by_key, &key, NULL));
  g_assert_true (key == other);

  gweak_weak_hash_table_insert (by_value, object, one);
  g_assert_true (gweak_weak_hash_table_lookup (by_value, object) == one);
  gweak_weak_hash_table_insert (by_value, object, other);
  g_assert_true (gweak_weak_hash_table_steal_extended (by_value, object, NULL, &value));
  g_assert_true (value == other);
}

static void
integers_are_passed_in_a_pointer (void)
{
  check_direct (G_TYPE_INT, GINT_TO_POINTER (-1), GINT_TO_POINTER (0));
  check_direct (G_TYPE_UINT, GUINT_TO_POINTER (G_MAXUINT), GUINT_TO_POINTER (1));
  check_direct (G_TYPE_LONG, GSIZE_TO_POINTER (G_MINLONG), GSIZE_TO_POINTER (G_MAXLONG));
  check_direct (G_TYPE_ULONG, GSIZE_TO_POINTER (G_MAXULONG), GSIZE_TO_POINTER (0));
  check_direct (G_TYPE_CHAR, GINT_TO_POINTER (-128), GINT_TO_POINTER (127));
  check_direct (G_TYPE_UCHAR, GUINT_TO_POINTER (255), GUINT_TO_POINTER (0));
  check_direct (G_TYPE_BOOLEAN, GINT_TO_POINTER (TRUE), GINT_TO_POINTER (FALSE));
  check_direct (GWEAK_TYPE_MOMENT, GINT_TO_POINTER (GWEAK_MOMENT_DYING), GINT_TO_POINTER (GWEAK_MOMENT_DIED));
  check_direct (GWEAK_TYPE_WEAKNESS, GUINT_TO_POINTER (KEYS), GUINT_TO_POINTER (KEYS | VALUES));
  check_direct (G_TYPE_GTYPE, GSIZE_TO_POINTER (G_TYPE_OBJECT), GSIZE_TO_POINTER (TEST_TYPE_OBJECT));
  check_direct (G_TYPE_POINTER, &test_object_new, NULL);
}

/* Strings and the like: each copy is equal and no other is. */
static void
check_copied (GType    type,
              gpointer one,
              gpointer same,
              gpointer other,
              void (*release) (gpointer))
{
  g_autoptr (GweakWeakHashTable) by_key = gweak_weak_hash_table_new (type, TEST_TYPE_OBJECT, VALUES);
  g_autoptr (GweakWeakHashTable) by_value = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, type, KEYS);
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GPtrArray) values = NULL;
  gpointer key, value;

  gweak_weak_hash_table_insert (by_key, one, object);
  gweak_weak_hash_table_insert (by_value, object, one);
  g_assert_true (gweak_weak_hash_table_contains (by_key, same));
  g_assert_false (gweak_weak_hash_table_contains (by_key, other));
  g_assert_false (gweak_weak_hash_table_insert (by_key, same, object));
  g_assert_true (gweak_weak_hash_table_insert (by_key, other, object));
  keys = gweak_weak_hash_table_dup_keys (by_key);
  g_assert_cmpuint (keys->len, ==, 2);
  values = gweak_weak_hash_table_dup_values (by_value);
  g_assert_cmpuint (values->len, ==, 1);

  g_assert_true (gweak_weak_hash_table_steal_extended (by_key, one, &key, NULL));
  g_assert_true (gweak_weak_hash_table_insert (by_key, key, object));
  release (key);
  value = gweak_weak_hash_table_lookup (by_value, object);
  g_assert_true (gweak_weak_hash_table_contains (by_key, value));
  release (value);
}

static void
strings_are_copied (void)
{
  g_autofree char *one = g_strdup ("one");
  g_autofree char *same = g_strdup ("one");

  check_copied (G_TYPE_STRING, one, same, "other", g_free);
  check_copied (G_TYPE_STRING, "", "", "a", g_free);
}

static void
variants_are_compared_by_value (void)
{
  g_autoptr (GVariant) one = g_variant_ref_sink (g_variant_new ("(si)", "a", 1));
  g_autoptr (GVariant) same = g_variant_ref_sink (g_variant_new ("(si)", "a", 1));
  g_autoptr (GVariant) other = g_variant_ref_sink (g_variant_new ("(sx)", "a", (gint64) 1));

  check_copied (G_TYPE_VARIANT, one, same, other, (GDestroyNotify) g_variant_unref);
}

static void
a_floating_variant_is_sunk (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, G_TYPE_VARIANT, KEYS);
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GVariant) variant = NULL;

  gweak_weak_hash_table_insert (table, object, g_variant_new_int32 (7));
  variant = gweak_weak_hash_table_lookup (table, object);
  g_assert_false (g_variant_is_floating (variant));
  g_assert_cmpint (g_variant_get_int32 (variant), ==, 7);
}

/* Wide numbers are passed by a pointer to them. */
static void
wide_integers_are_passed_by_reference (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (G_TYPE_INT64, TEST_TYPE_OBJECT, VALUES);
  g_autoptr (GweakWeakHashTable) other = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, G_TYPE_UINT64, KEYS);
  g_autoptr (TestObject) object = test_object_new ("it");
  gint64   key = G_MININT64, no_key = G_MAXINT64;
  guint64  value = G_MAXUINT64;
  gpointer found;

  gweak_weak_hash_table_insert (table, &key, object);
  g_assert_true (gweak_weak_hash_table_contains (table, &key));
  g_assert_false (gweak_weak_hash_table_contains (table, &no_key));
  key = 0;
  g_assert_false (gweak_weak_hash_table_contains (table, &key));
  g_assert_true (gweak_weak_hash_table_pop (table, &found, NULL));
  g_assert_cmpint (*(gint64 *) found, ==, G_MININT64);
  g_free (found);

  gweak_weak_hash_table_insert (other, object, &value);
  value = 0;
  found = gweak_weak_hash_table_lookup (other, object);
  g_assert_cmpuint (*(guint64 *) found, ==, G_MAXUINT64);
  g_free (found);
}

static void
real_numbers_can_be_values (void)
{
  g_autoptr (GweakWeakHashTable) floats = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, G_TYPE_FLOAT, KEYS);
  g_autoptr (GweakWeakHashTable) doubles = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, G_TYPE_DOUBLE, KEYS);
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GPtrArray) all = NULL;
  float    small = 0.25f;
  double   large = 1e300;
  gpointer found;

  gweak_weak_hash_table_insert (floats, object, &small);
  found = gweak_weak_hash_table_lookup (floats, object);
  g_assert_cmpfloat (*(float *) found, ==, 0.25f);
  g_free (found);
  gweak_weak_hash_table_insert (doubles, object, &large);
  all = gweak_weak_hash_table_dup_values (doubles);
  g_assert_cmpfloat (*(double *) all->pdata[0], ==, 1e300);
}

static void
boxed_values_are_copied (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, G_TYPE_STRV, KEYS);
  g_autoptr (TestObject) object = test_object_new ("it");
  char *strv[] = { (char *) "a", (char *) "b", NULL };
  g_auto (GStrv) found = NULL;

  gweak_weak_hash_table_insert (table, object, strv);
  found = gweak_weak_hash_table_lookup (table, object);
  g_assert_true (found != strv);
  g_assert_cmpstrv (found, strv);
  gweak_weak_hash_table_insert (table, object, NULL);
  g_assert_null (gweak_weak_hash_table_lookup (table, object));
  g_assert_true (gweak_weak_hash_table_contains (table, object));
}

static guint
strv_hash (gconstpointer key)
{
  return g_strv_length ((GStrv) key);
}

static gboolean
strv_equal (gconstpointer a,
            gconstpointer b)
{
  return g_strv_equal (a, b);
}

static void
boxed_keys_need_functions (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new_full (G_TYPE_STRV, TEST_TYPE_OBJECT, VALUES,
                                                                         strv_hash, strv_equal, NULL, NULL);
  TestObject *object = test_object_new ("it");
  char       *one[] = { (char *) "a", (char *) "b", NULL };
  char       *same[] = { (char *) "a", (char *) "b", NULL };
  char       *other[] = { (char *) "a", (char *) "c", NULL };
  GStrv       key;

  gweak_weak_hash_table_insert (table, one, object);
  g_assert_true (gweak_weak_hash_table_contains (table, same));
  g_assert_false (gweak_weak_hash_table_contains (table, other));
  g_assert_true (gweak_weak_hash_table_lookup_extended (table, same, (gpointer *) &key, NULL));
  g_assert_cmpstrv (key, one);
  g_strfreev (key);
  g_assert_finalize_object (object);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (table), ==, 0);
}

static void
interfaces_can_be_weak_and_strong (void)
{
  g_autoptr (GweakWeakHashTable) weak = gweak_weak_hash_table_new (G_TYPE_LIST_MODEL, G_TYPE_FILE, KEYS);
  GListStore *store = g_list_store_new (TEST_TYPE_OBJECT);
  g_autoptr (GFile) file = g_file_new_for_path ("/");
  g_autoptr (GFile) found = NULL;
  g_autoptr (TestObject) object = test_object_new ("it");

  gweak_weak_hash_table_insert (weak, store, file);
  found = gweak_weak_hash_table_lookup (weak, store);
  g_assert_true (found == file);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_key*");
  g_assert_false (gweak_weak_hash_table_insert (weak, object, file));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_value*");
  g_assert_false (gweak_weak_hash_table_insert (weak, store, object));
  g_test_assert_expected_messages ();
  g_assert_finalize_object (store);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (weak), ==, 0);
}

static void
strong_objects_are_held (void)
{
  GweakWeakHashTable *table = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, TEST_TYPE_OBJECT, VALUES);
  TestObject         *key = test_object_new ("k"), *value = test_object_new ("v");

  gweak_weak_hash_table_insert (table, key, value);
  g_assert_cmpuint (G_OBJECT (key)->ref_count, ==, 2);
  g_assert_finalize_object (value);
  g_assert_cmpuint (G_OBJECT (key)->ref_count, ==, 1);
  g_assert_finalize_object (table);
  g_assert_finalize_object (key);
}

/* The arrays free what is not there, too. */
static void
nothing_is_given_out_in_arrays (void)
{
  const GType types[] = { G_TYPE_STRING, G_TYPE_VARIANT, TEST_TYPE_OBJECT };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, types[i], KEYS);
      g_autoptr (TestObject) object = test_object_new ("it");
      g_autoptr (GPtrArray) values = NULL;

      gweak_weak_hash_table_insert (table, object, NULL);
      values = gweak_weak_hash_table_dup_values (table);
      g_assert_cmpuint (values->len, ==, 1);
      g_assert_null (values->pdata[0]);
    }
}

/* Bad input. */
static void
refuse_new (GType         key_type,
            GType         value_type,
            GweakWeakness weakness,
            const char   *message)
{
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, message);
  g_assert_null (gweak_weak_hash_table_new (key_type, value_type, weakness));
  g_test_assert_expected_messages ();
}

static void
what_no_table_can_be_is_refused (void)
{
  refuse_new (G_TYPE_STRING, TEST_TYPE_OBJECT, 0, "*weakness != 0*");
  refuse_new (G_TYPE_STRING, TEST_TYPE_OBJECT, 4, "*weakness*");
  refuse_new (G_TYPE_STRING, TEST_TYPE_OBJECT, KEYS, "*is_object_type*");
  refuse_new (TEST_TYPE_OBJECT, G_TYPE_STRING, VALUES, "*is_object_type*");
  refuse_new (TEST_TYPE_OBJECT, G_TYPE_STRING, KEYS | VALUES, "*is_object_type*");
  refuse_new (G_TYPE_INVALID, TEST_TYPE_OBJECT, VALUES, "*is_key*");
  refuse_new (G_TYPE_DOUBLE, TEST_TYPE_OBJECT, VALUES, "*is_key*");
  refuse_new (G_TYPE_STRV, TEST_TYPE_OBJECT, VALUES, "*is_key*");
  refuse_new (G_TYPE_NONE, TEST_TYPE_OBJECT, VALUES, "*is_key*");
  refuse_new (TEST_TYPE_OBJECT, G_TYPE_INVALID, KEYS, "*is_value*");
  refuse_new (TEST_TYPE_OBJECT, G_TYPE_NONE, KEYS, "*is_value*");
  refuse_new (TEST_TYPE_OBJECT, G_TYPE_PARAM, KEYS, "*is_value*");
}

static void
functions_that_do_not_fit_are_refused (void)
{
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*equal == NULL*");
  g_assert_null (gweak_weak_hash_table_new_full (G_TYPE_STRING, TEST_TYPE_OBJECT, VALUES, g_str_hash, NULL, NULL, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*equal == NULL*");
  g_assert_null (gweak_weak_hash_table_new_full (G_TYPE_STRING, TEST_TYPE_OBJECT, VALUES, NULL, g_str_equal, NULL, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*key_destroy*");
  g_assert_null (gweak_weak_hash_table_new_full (G_TYPE_STRING, TEST_TYPE_OBJECT, VALUES, NULL, NULL, g_free, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*value_destroy*");
  g_assert_null (gweak_weak_hash_table_new_full (G_TYPE_STRING, TEST_TYPE_OBJECT, VALUES, NULL, NULL, NULL, g_free));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*key_destroy*");
  g_assert_null (gweak_weak_hash_table_new_full (G_TYPE_GTYPE, TEST_TYPE_OBJECT, VALUES, NULL, NULL, g_free, NULL));
  g_test_assert_expected_messages ();
}

static void
subclasses_are_refused (void)
{
  g_assert_true (G_TYPE_IS_FINAL (GWEAK_TYPE_WEAK_HASH_TABLE));
}

static void
a_table_that_was_made_badly_does_nothing (void)
{
  g_autoptr (GweakWeakHashTable) table = NULL;
  guint n_entries = 7;

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_object_type*");
  table = g_object_new (GWEAK_TYPE_WEAK_HASH_TABLE, "key-type", G_TYPE_STRING, "value-type", G_TYPE_STRING, NULL);
  g_test_assert_expected_messages ();
  g_object_get (table, "n-entries", &n_entries, NULL);
  g_assert_cmpuint (n_entries, ==, 0);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (table), ==, 0);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_usable*");
  g_assert_null (gweak_weak_hash_table_lookup (table, "a"));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_usable*");
  gweak_weak_hash_table_remove_all (table);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_usable*");
  g_assert_null (gweak_weak_hash_table_copy (table));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_usable*");
  g_assert_null (gweak_weak_hash_table_pop_array (table));
  g_test_assert_expected_messages ();
}

static void
sides_that_do_not_fit_are_refused (void)
{
  g_autoptr (GweakWeakHashTable) keys = test_table_new (KEYS);
  g_autoptr (GweakWeakHashTable) values = test_table_new (VALUES);
  g_autoptr (GweakWeakHashTable) numbers = gweak_weak_hash_table_new (G_TYPE_INT64, TEST_TYPE_OBJECT, VALUES);
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GObject) wrong = g_object_new (G_TYPE_OBJECT, NULL);

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_key*");
  g_assert_false (gweak_weak_hash_table_insert (keys, NULL, "a"));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_key*");
  g_assert_false (gweak_weak_hash_table_insert (keys, wrong, "a"));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_key*");
  g_assert_false (gweak_weak_hash_table_insert (values, NULL, object));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_value*");
  g_assert_false (gweak_weak_hash_table_insert (values, "a", NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_value*");
  g_assert_false (gweak_weak_hash_table_insert (values, "a", wrong));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_key*");
  g_assert_false (gweak_weak_hash_table_insert (numbers, NULL, object));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_key*");
  g_assert_null (gweak_weak_hash_table_lookup (keys, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_key*");
  g_assert_false (gweak_weak_hash_table_contains (values, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_key*");
  g_assert_false (gweak_weak_hash_table_remove (keys, wrong));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_key*");
  g_assert_false (gweak_weak_hash_table_steal_extended (keys, NULL, NULL, NULL));
  g_test_assert_expected_messages ();
  assert_table (keys, "");
  assert_table (values, "");
}

static void
what_is_no_table_is_refused (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (GweakWeakHashTable) other = test_table_new (KEYS);
  GweakWeakHashTable *none = NULL;

#define assert_refused(expression)                                                     \
 G_STMT_START                                                                          \
 {                                                                                     \
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*GWEAK_IS_WEAK_HASH_TABLE*"); \
  expression;                                                                          \
  g_test_assert_expected_messages ();                                                  \
 }                                                                                     \
 G_STMT_END

  assert_refused (g_assert_false (gweak_weak_hash_table_insert (none, NULL, NULL)));
  assert_refused (g_assert_null (gweak_weak_hash_table_lookup (none, NULL)));
  assert_refused (g_assert_false (gweak_weak_hash_table_lookup_extended (none, NULL, NULL, NULL)));
  assert_refused (g_assert_false (gweak_weak_hash_table_contains (none, NULL)));
  assert_refused (g_assert_false (gweak_weak_hash_table_remove (none, NULL)));
  assert_refused (g_assert_false (gweak_weak_hash_table_steal_extended (none, NULL, NULL, NULL)));
  assert_refused (g_assert_false (gweak_weak_hash_table_pop (none, NULL, NULL)));
  assert_refused (gweak_weak_hash_table_remove_all (none));
  assert_refused (gweak_weak_hash_table_foreach (none, NULL, NULL));
  assert_refused (g_assert_cmpuint (gweak_weak_hash_table_foreach_remove (none, NULL, NULL), ==, 0));
  assert_refused (g_assert_null (gweak_weak_hash_table_dup_keys (none)));
  assert_refused (g_assert_null (gweak_weak_hash_table_dup_values (none)));
  assert_refused (g_assert_null (gweak_weak_hash_table_copy (none)));
  assert_refused (gweak_weak_hash_table_update (none, table));
  assert_refused (gweak_weak_hash_table_update (table, none));
  assert_refused (g_assert_cmpuint (gweak_weak_hash_table_get_size (none), ==, 0));
  assert_refused (g_assert_true (gweak_weak_hash_table_get_key_type (none) == G_TYPE_INVALID));
  assert_refused (g_assert_true (gweak_weak_hash_table_get_value_type (none) == G_TYPE_INVALID));
  assert_refused (g_assert_cmpuint (gweak_weak_hash_table_get_weakness (none), ==, 0));
#undef assert_refused

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_same_kind*");
  gweak_weak_hash_table_update (table, other);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*func != NULL*");
  gweak_weak_hash_table_foreach (table, NULL, NULL);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*func != NULL*");
  gweak_weak_hash_table_foreach_remove (table, NULL, NULL);
  g_test_assert_expected_messages ();
}

static void
owned_pointers_are_not_shared (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new_full (G_TYPE_POINTER, TEST_TYPE_OBJECT, VALUES,
                                                                         NULL, NULL, g_free, NULL);
  g_autoptr (GweakWeakHashTable) other = gweak_weak_hash_table_new (G_TYPE_POINTER, TEST_TYPE_OBJECT, VALUES);

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*owns_pointers*");
  g_assert_null (gweak_weak_hash_table_copy (table));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*owns_pointers*");
  gweak_weak_hash_table_update (table, other);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*owns_pointers*");
  gweak_weak_hash_table_update (other, table);
  g_test_assert_expected_messages ();
}

static void
insert_in_finalize_cb (TestObject *object,
                       gpointer    user_data)
{
  static const struct
  {
    GweakWeakness weakness;
    gboolean      as_key;
  } tries[] = { { KEYS, TRUE }, { KEYS, FALSE }, { VALUES, TRUE }, { VALUES, FALSE }, { KEYS | VALUES, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, TEST_TYPE_OBJECT, tries[i].weakness);

      g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_counted*");
      g_assert_false (gweak_weak_hash_table_insert (table, tries[i].as_key ? (gpointer) object : user_data,
                                                    tries[i].as_key ? user_data : (gpointer) object));
      g_test_assert_expected_messages ();
      assert_table (table, "");
      g_assert_false (gweak_weak_hash_table_contains (table, object));
    }
}

static void
in_finalize_it_is_too_late (void)
{
  g_autoptr (TestObject) other = test_object_new ("other");
  TestObject *object = test_object_new ("it");

  test_object_in_finalize (object, insert_in_finalize_cb, other);
  g_assert_finalize_object (object);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "integers are passed in a pointer", integers_are_passed_in_a_pointer },
    { "strings are copied", strings_are_copied },
    { "variants are compared by value", variants_are_compared_by_value },
    { "a floating variant is sunk", a_floating_variant_is_sunk },
    { "wide integers are passed by reference", wide_integers_are_passed_by_reference },
    { "real numbers can be values", real_numbers_can_be_values },
    { "boxed values are copied", boxed_values_are_copied },
    { "boxed keys need functions", boxed_keys_need_functions },
    { "interfaces can be weak and strong", interfaces_can_be_weak_and_strong },
    { "strong objects are held", strong_objects_are_held },
    { "nothing is given out in arrays", nothing_is_given_out_in_arrays },
    { "owned/they are not shared", owned_pointers_are_not_shared },
    { "refused/what no table can be", what_no_table_can_be_is_refused },
    { "refused/functions that do not fit", functions_that_do_not_fit_are_refused },
    { "refused/subclasses", subclasses_are_refused },
    { "refused/a table that was made badly does nothing", a_table_that_was_made_badly_does_nothing },
    { "refused/sides that do not fit", sides_that_do_not_fit_are_refused },
    { "refused/what is no table", what_is_no_table_is_refused },
    { "refused/in finalize it is too late", in_finalize_it_is_too_late },
  };

  return test_run_cases (argc, argv, "weak-hash-table-types", cases, G_N_ELEMENTS (cases));
}
