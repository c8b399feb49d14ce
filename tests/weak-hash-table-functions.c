/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-table.h"

/* A user's own hash and equal functions, and pointers that the table owns. */
#define KEYS GWEAK_WEAKNESS_KEYS
#define VALUES GWEAK_WEAKNESS_VALUES

static guint
name_hash (gconstpointer key)
{
  return g_str_hash (test_object_get_name ((TestObject *) key));
}

static gboolean
name_equal (gconstpointer a,
            gconstpointer b)
{
  return g_str_equal (test_object_get_name ((TestObject *) a), test_object_get_name ((TestObject *) b));
}

static GweakWeakHashTable *
by_name (void)
{
  return gweak_weak_hash_table_new_full (TEST_TYPE_OBJECT, G_TYPE_STRING, KEYS, name_hash, name_equal, NULL, NULL);
}

static void
an_equal_key_becomes_the_key (void)
{
  g_autoptr (TestObject) other = test_object_new ("l");
  g_autoptr (GweakWeakHashTable) table = by_name ();
  TestObject *first = test_object_new ("k"), *second = test_object_new ("k"), *key;

  test_table_log (table);
  g_assert_true (gweak_weak_hash_table_insert (table, first, "a"));
  g_assert_true (gweak_weak_hash_table_insert (table, other, "b"));
  g_assert_false (gweak_weak_hash_table_insert (table, second, "c"));
  assert_table (table, "k=c l=b");
  assert_log ("size:1 size:2 k=a:replaced");
  g_assert_true (gweak_weak_hash_table_lookup_extended (table, first, (gpointer *) &key, NULL));
  g_assert_true (key == second);
  g_object_unref (key);

  g_assert_finalize_object (first);
  assert_table (table, "k=c l=b");
  g_assert_finalize_object (second);
  assert_table (table, "l=b");
  assert_log ("size:1 -=c:died");
}

static void
any_equal_key_finds_it (void)
{
  g_autoptr (GweakWeakHashTable) table = by_name ();
  TestObject      *first = test_object_new ("k"), *second = test_object_new ("k");
  g_autofree char *found = NULL;

  gweak_weak_hash_table_insert (table, first, "a");
  found = gweak_weak_hash_table_lookup (table, second);
  g_assert_cmpstr (found, ==, "a");
  g_assert_true (gweak_weak_hash_table_remove (table, second));
  g_assert_false (gweak_weak_hash_table_remove (table, first));
  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
}

/* What the functions below work on: one table, from inside. */
static struct
{
  GweakWeakHashTable *table;
  TestObject         *victim; /* (owned) (nullable) */
  void (*action) (gconstpointer key);
  guint depth, n_calls;
} inside;

static guint
same_hash (gconstpointer key)
{
  return 42;
}

static gboolean
acting_equal (gconstpointer a,
              gconstpointer b)
{
  inside.n_calls++;
  if (inside.depth++ == 0 && inside.action != NULL)
    inside.action (a);
  inside.depth--;

  return g_str_equal (a, b);
}

static void
begin_inside (void)
{
  inside.table = gweak_weak_hash_table_new_full (G_TYPE_STRING, TEST_TYPE_OBJECT, VALUES, same_hash, acting_equal, NULL, NULL);
  inside.n_calls = 0;
}

static void
end_inside (void)
{
  inside.action = NULL;
  g_assert_finalize_object (inside.table);
}

static void
use_table (gconstpointer key)
{
  g_autoptr (TestObject) found = gweak_weak_hash_table_lookup (inside.table, "b");

  g_assert_nonnull (found);
  gweak_weak_hash_table_insert (inside.table, (gpointer) "new", found);
  g_assert_true (gweak_weak_hash_table_remove (inside.table, "new"));
}

static void
functions_may_use_the_table (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");

  begin_inside ();
  gweak_weak_hash_table_insert (inside.table, (gpointer) "a", object);
  gweak_weak_hash_table_insert (inside.table, (gpointer) "b", object);
  inside.action = use_table;
  g_assert_true (gweak_weak_hash_table_contains (inside.table, "a"));
  g_assert_false (gweak_weak_hash_table_contains (inside.table, "c"));
  g_assert_true (gweak_weak_hash_table_insert (inside.table, (gpointer) "c", object));
  g_assert_false (gweak_weak_hash_table_insert (inside.table, (gpointer) "a", object));
  assert_table (inside.table, "a=it b=it c=it");
  end_inside ();
}

static void
empty_table (gconstpointer key)
{
  gweak_weak_hash_table_remove_all (inside.table);
}

static void
functions_may_empty_the_table (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");

  begin_inside ();
  gweak_weak_hash_table_insert (inside.table, (gpointer) "a", object);
  inside.action = empty_table;
  g_assert_false (gweak_weak_hash_table_contains (inside.table, "a"));
  inside.action = NULL;
  gweak_weak_hash_table_insert (inside.table, (gpointer) "a", object);
  inside.action = empty_table;
  g_assert_true (gweak_weak_hash_table_insert (inside.table, (gpointer) "a", object));
  inside.action = NULL;
  assert_table (inside.table, "a=it");
  end_inside ();
}

static void
kill_victim (gconstpointer key)
{
  g_clear_object (&inside.victim);
}

static void
functions_may_kill_values (void)
{
  begin_inside ();
  inside.victim = test_object_new ("victim");
  gweak_weak_hash_table_insert (inside.table, (gpointer) "a", inside.victim);
  inside.action = kill_victim;
  g_assert_false (gweak_weak_hash_table_contains (inside.table, "a"));
  inside.action = NULL;
  assert_table (inside.table, "");
  end_inside ();
}

static gboolean
killing_equal (gconstpointer a,
               gconstpointer b)
{
  g_clear_object (&inside.victim);

  return name_equal (a, b);
}

/* What is compared is held: it dies when it was. */
static void
functions_may_kill_keys (void)
{
  g_autoptr (TestObject) other = test_object_new ("k");
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new_full (TEST_TYPE_OBJECT, G_TYPE_STRING, KEYS,
                                                                         name_hash, killing_equal, NULL, NULL);

  test_table_log (table);
  inside.victim = test_object_new ("k");
  gweak_weak_hash_table_insert (table, inside.victim, "a");
  g_assert_false (gweak_weak_hash_table_contains (table, other));
  assert_log ("size:1 size:0 -=a:died");
  inside.victim = test_object_new ("k");
  gweak_weak_hash_table_insert (table, inside.victim, "a");
  g_assert_true (gweak_weak_hash_table_insert (table, other, "b"));
  assert_log ("size:1 size:0 -=a:died size:1");
  gweak_weak_hash_table_remove_all (table);
  assert_log ("size:0 k=b:cleared");
}

static void
insert_the_same (gconstpointer key)
{
  inside.action = NULL;
  gweak_weak_hash_table_insert (inside.table, (gpointer) "b", inside.victim);
}

/* The search that was under way sees what came meanwhile. */
static void
functions_may_insert_what_is_looked_for (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");

  begin_inside ();
  inside.victim = test_object_new ("v");
  gweak_weak_hash_table_insert (inside.table, (gpointer) "a", object);
  inside.action = insert_the_same;
  g_assert_true (gweak_weak_hash_table_contains (inside.table, "b"));
  gweak_weak_hash_table_remove (inside.table, "b");
  inside.action = insert_the_same;
  g_assert_false (gweak_weak_hash_table_insert (inside.table, (gpointer) "b", object));
  assert_table (inside.table, "a=it b=it");
  end_inside ();
  g_assert_finalize_object (g_steal_pointer (&inside.victim));
}

#define N_POOR 2000

/* Each lookup asks about each entry at most once, also while others come. */
static void
insert_another (gconstpointer key)
{
  static guint     n;
  g_autofree char *text = g_strdup_printf ("other %u", n++);

  gweak_weak_hash_table_insert (inside.table, text, inside.victim);
}

static void
a_poor_hash_is_linear (void)
{
  begin_inside ();
  inside.victim = test_object_new ("it");
  for (guint i = 0; i < N_POOR; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);

      inside.n_calls = 0;
      gweak_weak_hash_table_insert (inside.table, key, inside.victim);
      g_assert_cmpuint (inside.n_calls, ==, i);
    }
  inside.n_calls = 0;
  g_assert_true (gweak_weak_hash_table_contains (inside.table, "0"));
  g_assert_cmpuint (inside.n_calls, ==, N_POOR);
  g_assert_finalize_object (g_steal_pointer (&inside.victim));
  g_assert_cmpuint (gweak_weak_hash_table_get_size (inside.table), ==, 0);
  end_inside ();
}

static void
insert_once_each (gconstpointer key)
{
  if (inside.n_calls < 50)
    insert_another (key);
}

static void
nothing_is_compared_twice (void)
{
  begin_inside ();
  inside.victim = test_object_new ("it");
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);

      gweak_weak_hash_table_insert (inside.table, key, inside.victim);
    }
  inside.n_calls = 0;
  inside.action = insert_once_each;
  g_assert_false (gweak_weak_hash_table_contains (inside.table, "none"));
  inside.action = NULL;
  inside.n_calls = 0;
  g_assert_false (gweak_weak_hash_table_contains (inside.table, "none"));
  g_assert_cmpuint (inside.n_calls, ==, gweak_weak_hash_table_get_size (inside.table));
  end_inside ();
  g_assert_finalize_object (g_steal_pointer (&inside.victim));
}

/* What the table owns. */
static void
each_pointer_is_freed_once (void)
{
  GweakWeakHashTable *table = gweak_weak_hash_table_new_full (G_TYPE_POINTER, TEST_TYPE_OBJECT, VALUES,
                                                              g_str_hash, g_str_equal, test_log_destroy_cb, NULL);
  TestObject         *one = test_object_new ("one"), *two = test_object_new ("two");
  gpointer            key;

  gweak_weak_hash_table_insert (table, "died", one);
  g_assert_finalize_object (one);
  assert_log ("destroy:died");
  gweak_weak_hash_table_insert (table, "replaced", two);
  gweak_weak_hash_table_insert (table, "replaced", two);
  assert_log ("destroy:replaced");
  gweak_weak_hash_table_remove (table, "replaced");
  assert_log ("destroy:replaced");
  gweak_weak_hash_table_insert (table, "stolen", two);
  g_assert_true (gweak_weak_hash_table_steal_extended (table, "stolen", &key, NULL));
  g_assert_cmpstr (key, ==, "stolen");
  gweak_weak_hash_table_insert (table, "popped", two);
  g_assert_true (gweak_weak_hash_table_pop (table, &key, NULL));
  g_assert_cmpstr (key, ==, "popped");
  assert_log ("");
  gweak_weak_hash_table_insert (table, "unasked", two);
  g_assert_true (gweak_weak_hash_table_pop (table, NULL, NULL));
  assert_log ("destroy:unasked");
  gweak_weak_hash_table_insert (table, "cleared", two);
  gweak_weak_hash_table_remove_all (table);
  assert_log ("destroy:cleared");
  gweak_weak_hash_table_insert (table, "dropped", two);
  g_assert_finalize_object (table);
  assert_log ("destroy:dropped");
  g_assert_finalize_object (two);
}

static void
what_is_walked_over_is_freed_later (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new_full (TEST_TYPE_OBJECT, G_TYPE_POINTER, KEYS,
                                                                         NULL, NULL, NULL, test_log_destroy_cb);
  g_autoptr (TestObject) key = test_object_new ("k");
  GweakWeakHashTableIter iter;
  gpointer               value;

  gweak_weak_hash_table_insert (table, key, "value");
  gweak_weak_hash_table_iter_init (&iter, table);
  g_assert_true (gweak_weak_hash_table_iter_next (&iter, NULL, &value));
  gweak_weak_hash_table_remove_all (table);
  assert_log ("");
  g_assert_cmpstr (value, ==, "value");
  gweak_weak_hash_table_iter_clear (&iter);
  assert_log ("destroy:value");
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "an equal key becomes the key", an_equal_key_becomes_the_key },
    { "any equal key finds it", any_equal_key_finds_it },
    { "they may use the table", functions_may_use_the_table },
    { "they may empty the table", functions_may_empty_the_table },
    { "they may kill values", functions_may_kill_values },
    { "they may kill keys", functions_may_kill_keys },
    { "they may insert what is looked for", functions_may_insert_what_is_looked_for },
    { "a poor hash is linear", a_poor_hash_is_linear },
    { "nothing is compared twice", nothing_is_compared_twice },
    { "owned/each pointer is freed once", each_pointer_is_freed_once },
    { "owned/what is walked over is freed later", what_is_walked_over_is_freed_later },
  };

  return test_run_cases (argc, argv, "weak-hash-table-functions", cases, G_N_ELEMENTS (cases));
}
