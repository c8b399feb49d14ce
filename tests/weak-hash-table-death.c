/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-table.h"

/* What is in a table while its objects die, and with those that died. */
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

/* Observers of one death, in a row: each sees a table that does not count it. */
static void
log_size_at_death_cb (GweakMoment moment,
                      gpointer    user_data)
{
  GweakWeakHashTable *table = user_data;

  test_log ("%u", gweak_weak_hash_table_get_size (table));
  g_assert_false (gweak_weak_hash_table_contains (table, "a"));
  g_assert_null (gweak_weak_hash_table_lookup (table, "a"));
  g_assert_false (gweak_weak_hash_table_remove (table, "a"));
  g_assert_false (gweak_weak_hash_table_pop (table, NULL, NULL));
  assert_table (table, "");
}

static void
the_size_never_counts_the_dead (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (GweakWeakHashTable) other = test_table_new (VALUES);
  TestObject *object = test_object_new ("it");

  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, log_size_at_death_cb, table, NULL));
  gweak_weak_hash_table_insert (table, "a", object);
  gweak_weak_hash_table_insert (other, "a", object);
  gweak_weak_hash_table_insert (table, "b", object);
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, log_size_at_death_cb, other, NULL));
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, log_size_at_death_cb, table, NULL));
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_FINALIZED, log_size_at_death_cb, table, NULL));

  g_assert_finalize_object (object);
  assert_log ("0 0 0 0");
}

typedef struct
{
  GweakWeakHashTable *table;     /* (unowned) */
  TestObject         *successor; /* (unowned) */
} Heir;

static void
inherit (Heir *heir)
{
  gboolean is_new = gweak_weak_hash_table_insert (heir->table, "a", heir->successor);

  test_log (is_new ? "new" : "again");
  assert_table (heir->table, "a=heir");
}

static void
inherit_at_death_cb (GweakMoment moment,
                     gpointer    user_data)
{
  inherit (user_data);
}

static void
inherit_in_dispose_cb (TestObject *object,
                       gpointer    user_data)
{
  inherit (user_data);
}

static void
inherit_when_removed_cb (GweakWeakHashTable *table,
                         const GValue       *key,
                         const GValue       *value,
                         GweakRemovalCause   cause,
                         gpointer            user_data)
{
  if (cause == GWEAK_REMOVAL_CAUSE_DIED)
    inherit (user_data);
}

/* Before the entry's own turn, and after it. */
static void
an_heir_of_the_dying_stays (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (TestObject) successor = test_object_new ("heir");
  Heir        heir = { table, successor };
  TestObject *object = test_object_new ("it");

  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, inherit_at_death_cb, &heir, NULL));
  gweak_weak_hash_table_insert (table, "a", object);
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, inherit_at_death_cb, &heir, NULL));
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_FINALIZED, inherit_at_death_cb, &heir, NULL));
  g_assert_finalize_object (object);
  assert_log ("new again again");
  assert_table (table, "a=heir");
}

static void
an_heir_in_dispose_stays (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (TestObject) successor = test_object_new ("heir");
  Heir        heir = { table, successor };
  TestObject *object = put (table, "a", "it");

  test_object_before_dispose (object, inherit_in_dispose_cb, &heir);
  test_object_after_dispose (object, inherit_in_dispose_cb, &heir);
  g_assert_finalize_object (object);
  assert_log ("again again");
  assert_table (table, "a=heir");
}

static void
an_heir_in_the_handler_stays (void)
{
  g_autoptr (TestObject) successor = test_object_new ("heir");
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  Heir        heir = { table, successor };
  TestObject *object = put (table, "a", "it");

  g_signal_connect (table, "removed", G_CALLBACK (inherit_when_removed_cb), &heir);
  g_assert_finalize_object (object);
  assert_log ("new");
  assert_table (table, "a=heir");
}

/* A table with functions treats an heir as any other does. */
static void
an_heir_by_functions_stays (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new_full (G_TYPE_STRING, TEST_TYPE_OBJECT, VALUES,
                                                                         g_str_hash, g_str_equal, NULL, NULL);
  g_autoptr (TestObject) successor = test_object_new ("heir");
  Heir        heir = { table, successor };
  TestObject *object = put (table, "a", "it");

  test_object_before_dispose (object, inherit_in_dispose_cb, &heir);
  test_object_after_dispose (object, inherit_in_dispose_cb, &heir);
  g_assert_finalize_object (object);
  assert_log ("again again");
  assert_table (table, "a=heir");
}

static void
pop_at_death_cb (GweakMoment moment,
                 gpointer    user_data)
{
  gpointer key = NULL, value = NULL;

  g_assert_true (gweak_weak_hash_table_pop (user_data, &key, &value));
  test_log ("%s=%s", (char *) key, test_object_get_name (value));
  g_free (key);
  g_object_unref (value);
  g_assert_false (gweak_weak_hash_table_pop (user_data, NULL, NULL));
}

static void
pop_skips_the_dead (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (TestObject) living = put (table, "a", "living");
  TestObject *object = put (table, "b", "it");

  gweak_weak_hash_table_insert (table, "c", object);
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, pop_at_death_cb, table, NULL));
  g_assert_finalize_object (object);
  assert_log ("a=living");
  assert_table (table, "");
}

static void
pop_in_dispose_cb (TestObject *object,
                   gpointer    user_data)
{
  pop_at_death_cb (GWEAK_MOMENT_DIED, user_data);
}

static void
pop_skips_what_is_in_dispose (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  g_autoptr (TestObject) living = put (table, "a", "living");
  TestObject *object = put (table, "b", "it");

  gweak_weak_hash_table_insert (table, "c", object);
  test_object_before_dispose (object, pop_in_dispose_cb, table);
  g_assert_finalize_object (object);
  assert_log ("a=living");
  assert_table (table, "");
}

static void
look_up_self_cb (TestObject *object,
                 gpointer    user_data)
{
  g_autofree char *found = gweak_weak_hash_table_lookup (user_data, object);

  test_log ("%s", found != NULL ? found : "-");
}

/* Until it died, an object in hand has what is attached to it. */
static void
in_its_dispose_a_key_still_has_its_value (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (KEYS);
  TestObject *key = test_object_new ("k");

  gweak_weak_hash_table_insert (table, key, "a");
  test_object_before_dispose (key, look_up_self_cb, table);
  test_object_after_dispose (key, look_up_self_cb, table);
  test_object_in_finalize (key, look_up_self_cb, table);
  g_assert_finalize_object (key);
  assert_log ("a - -");
}

static void
take_self_out_cb (TestObject *object,
                  gpointer    user_data)
{
  test_log ("%d", gweak_weak_hash_table_remove (user_data, object));
}

static void
in_its_dispose_a_key_can_be_removed (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (KEYS);
  TestObject *key = test_object_new ("k");

  gweak_weak_hash_table_insert (table, key, "a");
  test_object_before_dispose (key, take_self_out_cb, table);
  test_object_after_dispose (key, take_self_out_cb, table);
  g_assert_finalize_object (key);
  assert_log ("1 0");
  assert_table (table, "");
}

static void
a_husk_can_be_inserted_again (void)
{
  g_autoptr (GweakWeakHashTable) keys = test_table_new (KEYS);
  g_autoptr (GweakWeakHashTable) values = test_table_new (VALUES);
  TestObject *husk = put (values, "a", "husk");

  gweak_weak_hash_table_insert (keys, husk, "a");
  g_object_run_dispose (G_OBJECT (husk));
  assert_table (keys, "");
  assert_table (values, "");
  g_assert_false (gweak_weak_hash_table_contains (keys, husk));

  g_assert_true (gweak_weak_hash_table_insert (keys, husk, "b"));
  g_assert_true (gweak_weak_hash_table_insert (values, "b", husk));
  assert_table (keys, "husk=b");
  assert_table (values, "b=husk");
  g_object_run_dispose (G_OBJECT (husk));
  assert_table (keys, "");
  gweak_weak_hash_table_insert (values, "c", husk);
  g_assert_finalize_object (husk);
  assert_table (values, "");
}

static void
resurrect_cb (TestObject *object,
              gpointer    user_data)
{
  *(TestObject **) user_data = g_object_ref (object);
}

/* No death was told, so it is there; it answers as soon as it is in hand. */
static void
who_is_resurrected_stays (void)
{
  g_autoptr (GweakWeakHashTable) keys = test_table_new (KEYS);
  g_autoptr (GweakWeakHashTable) values = test_table_new (VALUES);
  TestObject *object = put (values, "a", "it"), *resurrected = NULL;

  gweak_weak_hash_table_insert (keys, object, "a");
  test_object_never_chain_up (object);
  test_object_before_dispose (object, resurrect_cb, &resurrected);
  g_object_unref (object);
  g_assert_true (resurrected == object);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (keys), ==, 1);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (values), ==, 1);
  g_assert_null (gweak_weak_hash_table_lookup (values, "a"));

  g_assert_true (gweak_weak_hash_table_contains (keys, resurrected));
  assert_table (keys, "it=a");
  assert_table (values, "a=it");
  test_object_before_dispose (object, NULL, NULL);
  test_object_chain_up_again (object);
  g_assert_finalize_object (object);
  assert_table (keys, "");
  assert_table (values, "");
}

/* As a list store does, it goes on working. */
static void
a_table_that_was_disposed_of_tells_what_comes_then (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (GWEAK_WEAKNESS_VALUES);
  TestObject *before = test_object_new ("before");
  TestObject *after = test_object_new ("after");

  gweak_weak_hash_table_insert (table, "a", before);
  g_object_run_dispose (G_OBJECT (table));
  assert_table (table, "");
  test_table_log (table);
  gweak_weak_hash_table_insert (table, "b", after);
  assert_log ("size:1");
  g_assert_finalize_object (after);
  assert_log ("size:0 b=-:died");
  g_assert_finalize_object (before);
  assert_log ("");
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "a table that was disposed of tells what comes then", a_table_that_was_disposed_of_tells_what_comes_then },
    { "pop skips the dead", pop_skips_the_dead },
    { "pop skips what is in dispose", pop_skips_what_is_in_dispose },
    { "the size never counts the dead", the_size_never_counts_the_dead },
    { "an heir of the dying stays", an_heir_of_the_dying_stays },
    { "an heir in dispose stays", an_heir_in_dispose_stays },
    { "an heir in the handler stays", an_heir_in_the_handler_stays },
    { "an heir by functions stays", an_heir_by_functions_stays },
    { "in its dispose a key still has its value", in_its_dispose_a_key_still_has_its_value },
    { "in its dispose a key can be removed", in_its_dispose_a_key_can_be_removed },
    { "who is resurrected stays", who_is_resurrected_stays },
    { "a husk can be inserted again", a_husk_can_be_inserted_again },
  };

  return test_run_cases (argc, argv, "weak-hash-table-death", cases, G_N_ELEMENTS (cases));
}
