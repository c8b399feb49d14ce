/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-table.h"

#ifdef __GLIBC__
# include <malloc.h>
#endif
#include <pthread.h>

/* Containers of containers, so deep that no stack would do for a recursion. */

#define KEYS GWEAK_WEAKNESS_KEYS
#define VALUES GWEAK_WEAKNESS_VALUES
#define DEPTH 100000
#define SMALL_STACK (256 * 1024)

static gint n_tables; /* atomic: that are there */

static void
count_down_cb (gpointer data,
               GObject *where_the_table_was)
{
  g_atomic_int_add (&n_tables, -1);
}

static gpointer
counted (gpointer table)
{
  g_atomic_int_inc (&n_tables);
  g_object_weak_ref (table, count_down_cb, NULL);

  return table;
}

/* The outermost of tables, each of which is the strong side in the next. */
static GweakWeakHashTable *
nest (GweakWeakness weakness,
      TestObject   *object)
{
  GweakWeakHashTable *table = NULL;

  for (guint i = 0; i < DEPTH; i++)
    {
      GweakWeakHashTable *outer = counted (gweak_weak_hash_table_new (G_TYPE_OBJECT, G_TYPE_OBJECT, weakness));

      if (table != NULL && weakness == KEYS)
        gweak_weak_hash_table_insert (outer, object, table);
      else if (table != NULL)
        gweak_weak_hash_table_insert (outer, table, object);
      g_clear_object (&table);
      table = outer;
    }

  return table;
}

/* Between two tables there is a plain object that holds the inner one. */
static GweakWeakHashTable *
nest_mixed (TestObject *object)
{
  GweakWeakHashTable *table = counted (test_table_new (VALUES));

  for (guint i = 0; i < DEPTH / 2; i++)
    {
      GweakWeakHashTable *outer = counted (gweak_weak_hash_table_new (G_TYPE_OBJECT, G_TYPE_OBJECT, i % 2 ? KEYS : VALUES));
      TestObject         *between = test_object_new (NULL);

      test_object_hold (between, table);
      g_object_unref (table);
      if (i % 2)
        gweak_weak_hash_table_insert (outer, object, between);
      else
        gweak_weak_hash_table_insert (outer, between, object);
      g_object_unref (between);
      table = outer;
    }

  return table;
}

/* GThreads have stacks of the system's size. */
static void *
unref_thread (void *object)
{
  g_object_unref (object);

  return NULL;
}

static void
unref_on_a_small_stack (gpointer object)
{
  pthread_attr_t attributes;
  pthread_t      thread;

  g_assert_cmpint (pthread_attr_init (&attributes), ==, 0);
  g_assert_cmpint (pthread_attr_setstacksize (&attributes, SMALL_STACK), ==, 0);
  g_assert_cmpint (pthread_create (&thread, &attributes, unref_thread, object), ==, 0);
  g_assert_cmpint (pthread_join (thread, NULL), ==, 0);
  pthread_attr_destroy (&attributes);
}

static void
nested_values_are_torn_down (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");

  g_object_unref (nest (KEYS, object));
  g_assert_cmpint (n_tables, ==, 0);
  unref_on_a_small_stack (nest (KEYS, object));
  g_assert_cmpint (n_tables, ==, 0);
}

static void
nested_keys_are_torn_down (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");

  g_object_unref (nest (VALUES, object));
  g_assert_cmpint (n_tables, ==, 0);
  unref_on_a_small_stack (nest (VALUES, object));
  g_assert_cmpint (n_tables, ==, 0);
}

static void
mixed_nests_are_torn_down (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");

  g_object_unref (nest_mixed (object));
  g_assert_cmpint (n_tables, ==, 0);
  unref_on_a_small_stack (nest_mixed (object));
  g_assert_cmpint (n_tables, ==, 0);
}

/* Here the death of the weak side takes each table down, not that of a table. */
static void
a_death_tears_down_what_it_was_the_key_of (void)
{
  g_autoptr (GweakWeakHashTable) outermost = gweak_weak_hash_table_new (G_TYPE_OBJECT, G_TYPE_OBJECT, KEYS);
  TestObject *key = test_object_new ("k"), *inner = test_object_new ("it");

  {
    g_autoptr (GweakWeakHashTable) nested = nest (KEYS, inner);

    gweak_weak_hash_table_insert (outermost, key, nested);
  }
  unref_on_a_small_stack (key);
  g_assert_cmpint (n_tables, ==, 0);
  g_assert_finalize_object (inner);
}

static void
count_removed_cb (guint *n_removed)
{
  *n_removed += 1;
}

/* Each value owns the key of the next entry, of one table. */
static void
a_chain_of_deaths_in_one_table_needs_no_stack (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (TEST_TYPE_OBJECT, TEST_TYPE_OBJECT, KEYS);
  TestObject *first = test_object_new ("first"), *key = g_object_ref (first);
  guint       n_removed = 0;

  for (guint i = 0; i < DEPTH; i++)
    {
      TestObject *value = test_object_new (NULL), *next = test_object_new (NULL);

      test_object_hold (value, next);
      gweak_weak_hash_table_insert (table, key, value);
      g_object_unref (value);
      g_object_unref (key);
      key = next;
    }
  g_object_unref (key);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (table), ==, DEPTH);
  g_signal_connect_swapped (table, "removed", G_CALLBACK (count_removed_cb), &n_removed);

  unref_on_a_small_stack (first);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (table), ==, 0);
  g_assert_cmpuint (n_removed, ==, DEPTH);
}

/* The last one to go drops a whole nest inside its own teardown. */
static void
a_walk_lets_go_of_a_nest (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (G_TYPE_OBJECT, G_TYPE_OBJECT, KEYS);
  GweakWeakHashTableIter iter;

  {
    g_autoptr (GweakWeakHashTable) nested = nest (KEYS, object);

    gweak_weak_hash_table_insert (table, object, nested);
  }
  gweak_weak_hash_table_iter_init (&iter, table);
  g_assert_true (gweak_weak_hash_table_iter_next (&iter, NULL, NULL));
  gweak_weak_hash_table_remove_all (table);
  g_assert_cmpint (n_tables, ==, DEPTH);
  gweak_weak_hash_table_iter_clear (&iter);
  g_assert_cmpint (n_tables, ==, 0);
}

/* One object in many tables, and under many keys of one. */
static void
a_death_leaves_many_tables (void)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GweakWeakHashTable) one = gweak_weak_hash_table_new (G_TYPE_INT, TEST_TYPE_OBJECT, VALUES);
  TestObject *object = test_object_new ("it");

  for (int i = 0; i < DEPTH / 10; i++)
    {
      GweakWeakHashTable *table = gweak_weak_hash_table_new (G_TYPE_INT, TEST_TYPE_OBJECT, VALUES);

      gweak_weak_hash_table_insert (table, NULL, object);
      g_ptr_array_add (tables, table);
    }
  for (int i = 0; i < DEPTH; i++)
    gweak_weak_hash_table_insert (one, GINT_TO_POINTER (i), object);

  g_assert_finalize_object (object);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (one), ==, 0);
  for (guint i = 0; i < tables->len; i++)
    g_assert_cmpuint (gweak_weak_hash_table_get_size (tables->pdata[i]), ==, 0);
}

/* Of the last one, and of the first one that lives. */
static void
look_at_the_ends_cb (GweakWeakHashTable *table,
                     const GValue       *key,
                     const GValue       *value,
                     GweakRemovalCause   cause,
                     guint              *n_removed)
{
  GweakWeakHashTableIter iter;

  *n_removed += 1;
  g_assert_false (gweak_weak_hash_table_pop (table, NULL, NULL));
  gweak_weak_hash_table_iter_init (&iter, table);
  g_assert_false (gweak_weak_hash_table_iter_next (&iter, NULL, NULL));
}

/* If each of these looked at all that died and waits for its turn, the test would
 * run out of time.
 */
static void
a_handler_passes_over_many_dead (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (G_TYPE_INT, TEST_TYPE_OBJECT, VALUES);
  TestObject *object = test_object_new ("it");
  guint       n_removed = 0;

  for (int i = 0; i < 2 * DEPTH; i++)
    gweak_weak_hash_table_insert (table, GINT_TO_POINTER (i), object);
  g_signal_connect (table, "removed", G_CALLBACK (look_at_the_ends_cb), &n_removed);

  g_assert_finalize_object (object);
  g_assert_cmpuint (n_removed, ==, 2 * DEPTH);
}

static void
pop_the_other_cb (TestObject *object,
                  gpointer    user_data)
{
  g_autoptr (TestObject) value = NULL;

  g_assert_true (gweak_weak_hash_table_pop (user_data, NULL, (gpointer *) &value));
  g_assert_true (value != NULL && value != object);
  test_log ("popped");
}

/* They have not died yet, and nobody can hold them. */
static void
pop_passes_over_many_in_dispose (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (G_TYPE_INT, TEST_TYPE_OBJECT, VALUES);
  g_autoptr (TestObject) other = test_object_new ("other");
  TestObject *object = test_object_new ("it");

  gweak_weak_hash_table_insert (table, GINT_TO_POINTER (-1), other);
  for (int i = 0; i < 4 * DEPTH; i++)
    gweak_weak_hash_table_insert (table, GINT_TO_POINTER (i), object);
  test_object_before_dispose (object, pop_the_other_cb, table);
  g_assert_finalize_object (object);
  assert_log ("popped");
}

/* From one place to the next, as in languages whose walks hold nothing. */
static void
a_walk_by_places_passes_over_many_holes (void)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();
  guint64  place = 0;
  guint    n_seen = 0;
  gpointer item;

  for (guint i = 0; i < 6 * DEPTH; i++)
    {
      g_ptr_array_add (objects, test_object_new (NULL));
      gweak_weak_set_add (set, objects->pdata[i]);
    }
  for (guint i = 2 * DEPTH; i < 4 * DEPTH; i++)
    gweak_weak_set_remove (set, objects->pdata[i]);

  for (; (item = gweak_weak_set_next_item (set, &place)) != NULL; n_seen++)
    g_object_unref (item);
  g_assert_cmpuint (n_seen, ==, 4 * DEPTH);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "nested values are torn down", nested_values_are_torn_down },
    { "nested keys are torn down", nested_keys_are_torn_down },
    { "mixed nests are torn down", mixed_nests_are_torn_down },
    { "a death tears down what it was the key of", a_death_tears_down_what_it_was_the_key_of },
    { "a chain of deaths in one table needs no stack", a_chain_of_deaths_in_one_table_needs_no_stack },
    { "a walk lets go of a nest", a_walk_lets_go_of_a_nest },
    { "a death leaves many tables", a_death_leaves_many_tables },
    { "a handler passes over many dead", a_handler_passes_over_many_dead },
    { "pop passes over many in dispose", pop_passes_over_many_in_dispose },
    { "a walk by places passes over many holes", a_walk_by_places_passes_over_many_holes },
  };

#ifdef __GLIBC__
  /* With MALLOC_PERTURB_, which meson sets, each small realloc() overwrites all of
   * the large piece of memory behind it that the test before left.
   */
  mallopt (M_PERTURB, 0);
#endif

  return test_run_cases (argc, argv, "weak-hash-table-deep", cases, G_N_ELEMENTS (cases));
}
