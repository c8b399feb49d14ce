/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-table.h"

/* gweak_weak_hash_table_get_or_insert(). */

#define KEYS GWEAK_WEAKNESS_KEYS
#define VALUES GWEAK_WEAKNESS_VALUES

/* Asks for @key and logs the answer. */
static void
ask (GweakWeakHashTable       *table,
     const char               *key,
     GweakWeakHashTableFactory factory,
     gpointer                  user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestObject) value = gweak_weak_hash_table_get_or_insert (table, key, factory, user_data, &error);

  if (error != NULL)
    {
      g_assert_null (value);
      test_log ("%s!%s-%d", key, g_quark_to_string (error->domain), error->code);
    }
  else
    {
      test_log ("%s=%s", key, value != NULL ? test_object_get_name (value) : "-");
    }
}

static gpointer
make (gconstpointer key,
      gpointer      name,
      GError      **error)
{
  test_log ("make:%s", (const char *) key);

  return test_object_new (name);
}

static gpointer
never_make (gconstpointer key,
            gpointer      user_data,
            GError      **error)
{
  g_assert_not_reached ();
}

static gpointer
make_nothing (gconstpointer key,
              gpointer      user_data,
              GError      **error)
{
  test_log ("nothing:%s", (const char *) key);

  return NULL;
}

static gpointer
raise_error (gconstpointer key,
             gpointer      user_data,
             GError      **error)
{
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "None");

  return user_data != NULL ? g_object_ref (user_data) : NULL;
}

static void
what_is_there_needs_no_factory (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  TestObject *object = test_object_new ("it");

  gweak_weak_hash_table_insert (table, "a", object);
  ask (table, "a", never_make, NULL);
  assert_log ("a=it");
  g_assert_finalize_object (object);
}

static void
what_is_not_there_is_made_once (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (GError) error = NULL;
  TestObject *made;

  test_table_log (table);
  made = gweak_weak_hash_table_get_or_insert (table, "a", make, "it", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (G_OBJECT (made)->ref_count, ==, 1);
  assert_table (table, "a=it");
  ask (table, "a", never_make, NULL);
  assert_log ("make:a size:1 a=it");
  g_assert_finalize_object (made);
  assert_log ("size:0 a=-:died");
  ask (table, "a", make, "again");
  assert_log ("make:a size:1 a=again size:0 a=-:died");
}

static void
values_of_weak_keys_are_kept (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, G_TYPE_DOUBLE, KEYS);
  TestObject *key = test_object_new ("k");
  double      number = 0.5;
  gpointer    value;

  gweak_weak_hash_table_insert (table, key, &number);
  value = gweak_weak_hash_table_get_or_insert (table, key, never_make, NULL, NULL);
  g_assert_cmpfloat (*(double *) value, ==, 0.5);
  g_free (value);
  g_assert_finalize_object (key);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (table), ==, 0);
}

static gpointer
make_text (gconstpointer key,
           gpointer      user_data,
           GError      **error)
{
  return g_strdup (user_data);
}

static void
a_made_string_is_the_callers_and_the_tables (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (KEYS);
  TestObject      *key = test_object_new ("k");
  g_autofree char *made = gweak_weak_hash_table_get_or_insert (table, key, make_text, "text", NULL);
  g_autofree char *again = gweak_weak_hash_table_get_or_insert (table, key, never_make, NULL, NULL);

  g_assert_cmpstr (made, ==, "text");
  g_assert_cmpstr (again, ==, "text");
  g_assert_cmpuint (G_OBJECT (key)->ref_count, ==, 1);
  g_assert_finalize_object (key);
  assert_table (table, "");
}

static void
both_sides_can_be_weak (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (KEYS | VALUES);
  TestObject *key = test_object_new ("k"), *value;
  TestObject *made = test_object_new ("v");

  gweak_weak_hash_table_insert (table, key, made);
  value = gweak_weak_hash_table_get_or_insert (table, key, never_make, NULL, NULL);
  g_assert_true (value == made);
  g_object_unref (value);
  g_assert_finalize_object (key);
  assert_table (table, "");
  g_assert_finalize_object (made);
}

static void
a_factory_can_give_nothing (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);

  test_table_log (table);
  ask (table, "a", make_nothing, NULL);
  ask (table, "a", make_nothing, NULL);
  assert_log ("nothing:a a=- nothing:a a=-");
  assert_table (table, "");
}

static void
a_factory_can_raise (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (GError) error = NULL;

  g_assert_null (gweak_weak_hash_table_get_or_insert (table, "a", raise_error, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_null (gweak_weak_hash_table_get_or_insert (table, "a", raise_error, NULL, NULL));
  assert_table (table, "");
}

static void
raising_wins_over_a_value (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (GError) error = NULL;
  TestObject *object = test_object_new ("it");

  g_assert_null (gweak_weak_hash_table_get_or_insert (table, "a", raise_error, object, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  assert_table (table, "");
  g_assert_finalize_object (object);
}

static gpointer
make_floating (gconstpointer key,
               gpointer      user_data,
               GError      **error)
{
  return g_object_new (G_TYPE_INITIALLY_UNOWNED, NULL);
}

/* Somebody sinks it, as a container of widgets does, and lets go again. */
static void
what_is_made_floating_is_owned (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, G_TYPE_INITIALLY_UNOWNED, KEYS);
  TestObject *key = test_object_new ("k");
  gpointer    made = gweak_weak_hash_table_get_or_insert (table, key, make_floating, NULL, NULL);

  g_assert_false (g_object_is_floating (made));
  g_assert_cmpuint (G_OBJECT (made)->ref_count, ==, 2);
  g_object_ref_sink (made);
  g_object_unref (made);
  g_assert_finalize_object (key);
  g_assert_finalize_object (made);
}

static gpointer
make_floating_variant (gconstpointer key,
                       gpointer      user_data,
                       GError      **error)
{
  return g_variant_new_string (user_data);
}

static void
a_variant_that_is_made_floating_is_kept (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, G_TYPE_VARIANT, KEYS);
  g_autoptr (TestObject) key = test_object_new ("k");
  g_autoptr (GVariant) made = gweak_weak_hash_table_get_or_insert (table, key, make_floating_variant, "text", NULL);
  g_autoptr (GVariant) found = gweak_weak_hash_table_lookup (table, key);

  g_assert_true (found == made);
  g_assert_false (g_variant_is_floating (made));
  g_assert_cmpstr (g_variant_get_string (made, NULL), ==, "text");
}

/* The same key, from inside. */
static gpointer
ask_again (gconstpointer key,
           gpointer      table,
           GError      **error)
{
  ask (table, key, never_make, NULL);

  return test_object_new ("it");
}

static gboolean
ask_again_cb (gpointer table)
{
  ask (table, "a", never_make, NULL);

  return G_SOURCE_REMOVE;
}

static gpointer
run_main_loop (gconstpointer key,
               gpointer      table,
               GError      **error)
{
  g_idle_add (ask_again_cb, table);
  test_iterate (NULL);

  return test_object_new ("it");
}

static void
from_inside_it_is_recursion (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);

  ask (table, "a", ask_again, table);
  assert_log ("a!gweak-error-quark-2 a=it");
  ask (table, "a", run_main_loop, table);
  assert_log ("a!gweak-error-quark-2 a=it");
}

/* "c" needs "b", which needs "a", which needs "c" or nothing. */
typedef struct
{
  GweakWeakHashTable *table; /* (unowned) */
  gboolean            is_circle;
} Chain;

static gpointer
make_with_next (gconstpointer key,
                gpointer      user_data,
                GError      **error)
{
  Chain *chain = user_data;
  char   next[2] = { ((const char *) key)[0] - 1, 0 };

  if (strcmp (key, "a") == 0)
    next[0] = 'c';
  if (chain->is_circle || strcmp (key, "a") != 0)
    ask (chain->table, next, make_with_next, chain);

  return test_object_new (key);
}

static void
one_value_can_need_another (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  Chain chain = { table, FALSE };

  ask (table, "c", make_with_next, &chain);
  assert_log ("a=a b=b c=c");
}

static void
in_a_circle_it_is_recursion (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  Chain chain = { table, TRUE };

  ask (table, "c", make_with_next, &chain);
  assert_log ("c!gweak-error-quark-2 a=a b=b c=c");
}

static gpointer
ask_another_table (gconstpointer key,
                   gpointer      other,
                   GError      **error)
{
  return gweak_weak_hash_table_get_or_insert (other, key, make, "other", error);
}

static void
the_same_key_of_another_table_is_another (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (GweakWeakHashTable) other = test_table_new (VALUES);

  ask (table, "a", ask_another_table, other);
  assert_log ("make:a a=other");
}

/* What happens while the factory works. */
typedef struct
{
  GweakWeakHashTable *table;  /* (unowned) */
  TestObject         *object; /* (unowned) (nullable) what is inserted */
  gboolean            remove, remove_all;
} Meanwhile;

static gpointer
make_meanwhile (gconstpointer key,
                gpointer      user_data,
                GError      **error)
{
  Meanwhile *meanwhile = user_data;

  if (meanwhile->remove)
    g_assert_false (gweak_weak_hash_table_remove (meanwhile->table, key));
  if (meanwhile->remove_all)
    gweak_weak_hash_table_remove_all (meanwhile->table);
  if (meanwhile->object != NULL)
    gweak_weak_hash_table_insert (meanwhile->table, (gpointer) key, meanwhile->object);

  return test_object_new ("made");
}

static void
an_insert_meanwhile_wins (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  TestObject *object = test_object_new ("inserted");
  Meanwhile   meanwhile = { table, object, FALSE, FALSE };

  test_table_log (table);
  ask (table, "a", make_meanwhile, &meanwhile);
  assert_log ("size:1 a=inserted");
  assert_table (table, "a=inserted");
  g_assert_finalize_object (object);
  assert_log ("size:0 a=-:died");
}

static void
a_remove_meanwhile_keeps_nothing (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  Meanwhile   meanwhile = { table, NULL, TRUE, FALSE };
  TestObject *made;

  test_table_log (table);
  made = gweak_weak_hash_table_get_or_insert (table, "a", make_meanwhile, &meanwhile, NULL);
  g_assert_cmpstr (test_object_get_name (made), ==, "made");
  assert_table (table, "");
  g_assert_finalize_object (made);

  meanwhile = (Meanwhile){ table, NULL, FALSE, TRUE };
  made = gweak_weak_hash_table_get_or_insert (table, "a", make_meanwhile, &meanwhile, NULL);
  g_assert_cmpstr (test_object_get_name (made), ==, "made");
  assert_table (table, "");
  g_assert_finalize_object (made);
  assert_log ("");

  ask (table, "a", make, "kept");
  assert_log ("make:a size:1 a=kept size:0 a=-:died");
}

static void
an_insert_after_a_remove_wins (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  TestObject *object = test_object_new ("inserted");
  Meanwhile   meanwhile = { table, object, TRUE, FALSE };

  ask (table, "a", make_meanwhile, &meanwhile);
  assert_log ("a=inserted");
  assert_table (table, "a=inserted");
  g_assert_finalize_object (object);
}

static gpointer
remove_another (gconstpointer key,
                gpointer      table,
                GError      **error)
{
  gweak_weak_hash_table_remove (table, "b");

  return test_object_new ("made");
}

static void
removing_another_key_does_not_matter (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (TestObject) made = gweak_weak_hash_table_get_or_insert (table, "a", remove_another, table, NULL);

  assert_table (table, "a=made");
}

static gpointer
empty_another_table (gconstpointer key,
                     gpointer      table,
                     GError      **error)
{
  gweak_weak_hash_table_remove_all (table);

  return test_object_new ("made");
}

static void
emptying_another_table_does_not_matter (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (GweakWeakHashTable) other = test_table_new (VALUES);
  g_autoptr (TestObject) made = gweak_weak_hash_table_get_or_insert (table, "a", empty_another_table, other, NULL);

  assert_table (table, "a=made");
}

/* A function that removes the key while what was made for it goes in. */
static struct
{
  GweakWeakHashTable *table;
  gboolean            is_due;
} removal;

static guint
one_hash (gconstpointer key)
{
  return 42;
}

static gboolean
removing_equal (gconstpointer a,
                gconstpointer b)
{
  if (removal.is_due)
    {
      removal.is_due = FALSE;
      g_assert_false (gweak_weak_hash_table_remove (removal.table, "a"));
    }

  return g_str_equal (a, b);
}

static gpointer
make_before_removal (gconstpointer key,
                     gpointer      user_data,
                     GError      **error)
{
  removal.is_due = TRUE;

  return test_object_new ("made");
}

static void
a_remove_while_it_goes_in_keeps_nothing (void)
{
  g_autoptr (TestObject) other = test_object_new ("other");
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new_full (G_TYPE_STRING, TEST_TYPE_OBJECT, VALUES,
                                                                         one_hash, removing_equal, NULL, NULL);
  TestObject *made;

  removal.table = table;
  gweak_weak_hash_table_insert (table, "b", other);
  test_table_log (table);
  made = gweak_weak_hash_table_get_or_insert (table, "a", make_before_removal, NULL, NULL);
  g_assert_cmpstr (test_object_get_name (made), ==, "made");
  assert_log ("size:2 size:1 a=made:removed");
  assert_table (table, "b=other");
  g_assert_finalize_object (made);
}

/* Plain pointers that the table owns. */
static gpointer
make_pointer (gconstpointer key,
              gpointer      user_data,
              GError      **error)
{
  return user_data;
}

typedef struct
{
  GweakWeakHashTable *table; /* (unowned) */
  gpointer            key;   /* (unowned) */
} Insertion;

static gpointer
insert_pointer (gconstpointer key,
                gpointer      user_data,
                GError      **error)
{
  Insertion *insertion = user_data;

  gweak_weak_hash_table_insert (insertion->table, insertion->key, "inserted");

  return "made";
}

static gpointer
remove_pointer (gconstpointer key,
                gpointer      table,
                GError      **error)
{
  gweak_weak_hash_table_remove (table, key);

  return "made";
}

static void
a_made_pointer_is_freed_once (void)
{
  GweakWeakHashTable *table = gweak_weak_hash_table_new_full (TEST_TYPE_OBJECT, G_TYPE_POINTER, KEYS,
                                                              NULL, NULL, NULL, test_log_destroy_cb);
  TestObject         *key = test_object_new ("k");
  Insertion           insertion = { table, key };

  g_assert_cmpstr (gweak_weak_hash_table_get_or_insert (table, key, make_pointer, "one", NULL), ==, "one");
  g_assert_cmpstr (gweak_weak_hash_table_get_or_insert (table, key, never_make, NULL, NULL), ==, "one");
  assert_log ("");
  gweak_weak_hash_table_remove (table, key);
  assert_log ("destroy:one");

  g_assert_cmpstr (gweak_weak_hash_table_get_or_insert (table, key, insert_pointer, &insertion, NULL), ==, "inserted");
  assert_log ("destroy:made");
  gweak_weak_hash_table_remove_all (table);
  assert_log ("destroy:inserted");

  g_assert_cmpstr (gweak_weak_hash_table_get_or_insert (table, key, remove_pointer, table, NULL), ==, "made");
  assert_log ("");
  g_assert_finalize_object (table);
  assert_log ("destroy:made");
  g_assert_finalize_object (key);
}

static guint
hash_case (gconstpointer key)
{
  return g_ascii_tolower (*(const char *) key);
}

static gboolean
equal_case (gconstpointer a,
            gconstpointer b)
{
  return g_ascii_strcasecmp (a, b) == 0;
}

static gpointer
ask_in_capitals (gconstpointer key,
                 gpointer      table,
                 GError      **error)
{
  ask (table, "A", never_make, NULL);
  g_assert_false (gweak_weak_hash_table_remove (table, "A"));
  ask (table, "B", make, "other");

  return test_object_new ("it");
}

static void
functions_say_what_the_same_key_is (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new_full (G_TYPE_STRING, TEST_TYPE_OBJECT, VALUES,
                                                                         hash_case, equal_case, NULL, NULL);
  g_autoptr (TestObject) made = gweak_weak_hash_table_get_or_insert (table, "a", ask_in_capitals, table, NULL);

  assert_log ("A!gweak-error-quark-2 make:B B=other");
  assert_table (table, "");
}

static gpointer
make_wrong (gconstpointer key,
            gpointer      object,
            GError      **error)
{
  return object;
}

static void
ask_in_finalize_cb (TestObject *object,
                    gpointer    table)
{
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_counted*");
  g_assert_null (gweak_weak_hash_table_get_or_insert (table, object, never_make, NULL, NULL));
  g_test_assert_expected_messages ();
}

static void
bad_input_is_critical (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (GweakWeakHashTable) keys = test_table_new (KEYS);
  g_autoptr (GweakWeakHashTable) owner = gweak_weak_hash_table_new_full (G_TYPE_POINTER, TEST_TYPE_OBJECT, VALUES,
                                                                         NULL, NULL, g_free, NULL);
  g_autoptr (GObject) wrong = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GError) error = g_error_new_literal (G_FILE_ERROR, 0, "Old");
  TestObject *key = test_object_new ("k");

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*GWEAK_IS_WEAK_HASH_TABLE*");
  g_assert_null (gweak_weak_hash_table_get_or_insert (NULL, "a", make, NULL, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_key*");
  g_assert_null (gweak_weak_hash_table_get_or_insert (table, NULL, make, NULL, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*factory != NULL*");
  g_assert_null (gweak_weak_hash_table_get_or_insert (table, "a", NULL, NULL, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*error == NULL*");
  g_assert_null (gweak_weak_hash_table_get_or_insert (table, "a", make, NULL, &error));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*destroy == NULL*");
  g_assert_null (gweak_weak_hash_table_get_or_insert (owner, "a", make, NULL, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*get_or_insert: what the factory made is no TestObject*");
  g_assert_null (gweak_weak_hash_table_get_or_insert (table, "a", make_wrong, wrong, NULL));
  g_test_assert_expected_messages ();
  assert_table (table, "");

  test_object_in_finalize (key, ask_in_finalize_cb, keys);
  g_assert_finalize_object (key);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "what is there needs no factory", what_is_there_needs_no_factory },
    { "what is not there is made once", what_is_not_there_is_made_once },
    { "values of weak keys are kept", values_of_weak_keys_are_kept },
    { "a made string is the caller's and the table's", a_made_string_is_the_callers_and_the_tables },
    { "both sides can be weak", both_sides_can_be_weak },
    { "a factory can give nothing", a_factory_can_give_nothing },
    { "a factory can raise", a_factory_can_raise },
    { "raising wins over a value", raising_wins_over_a_value },
    { "what is made floating is owned", what_is_made_floating_is_owned },
    { "a variant that is made floating is kept", a_variant_that_is_made_floating_is_kept },
    { "from inside it is recursion", from_inside_it_is_recursion },
    { "one value can need another", one_value_can_need_another },
    { "in a circle it is recursion", in_a_circle_it_is_recursion },
    { "the same key of another table is another", the_same_key_of_another_table_is_another },
    { "an insert meanwhile wins", an_insert_meanwhile_wins },
    { "a remove meanwhile keeps nothing", a_remove_meanwhile_keeps_nothing },
    { "an insert after a remove wins", an_insert_after_a_remove_wins },
    { "removing another key does not matter", removing_another_key_does_not_matter },
    { "emptying another table does not matter", emptying_another_table_does_not_matter },
    { "a remove while it goes in keeps nothing", a_remove_while_it_goes_in_keeps_nothing },
    { "a made pointer is freed once", a_made_pointer_is_freed_once },
    { "functions say what the same key is", functions_say_what_the_same_key_is },
    { "bad input is critical", bad_input_is_critical },
  };

  return test_run_cases (argc, argv, "weak-hash-table-load", cases, G_N_ELEMENTS (cases));
}
