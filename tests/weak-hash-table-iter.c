/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-table.h"

/* GweakWeakHashTableIter. */

#define KEYS GWEAK_WEAKNESS_KEYS
#define VALUES GWEAK_WEAKNESS_VALUES
#define N 5

typedef struct
{
  GweakWeakHashTable *table;      /* (owned) of "a" to "e" */
  TestObject         *objects[N]; /* (owned) (nullable) "A" to "E" */
} Fixture;

static const char *const keys[] = { "a", "b", "c", "d", "e", "f", "g" };
static const char *const names[] = { "A", "B", "C", "D", "E", "F", "G" };

static void
set_up (Fixture *self)
{
  self->table = test_table_new (VALUES);
  for (guint i = 0; i < N; i++)
    {
      self->objects[i] = test_object_new (names[i]);
      gweak_weak_hash_table_insert (self->table, (gpointer) keys[i], self->objects[i]);
    }
}

static void
drop (Fixture *self,
      guint    n)
{
  g_clear_object (&self->objects[n]);
}

static void
tear_down (Fixture *self)
{
  for (guint i = 0; i < N; i++)
    if (self->objects[i] != NULL)
      g_assert_finalize_object (self->objects[i]);
  if (self->table != NULL)
    g_assert_finalize_object (self->table);
}

/* Moves on, and logs where that is; "." at the end. */
static void
step (GweakWeakHashTableIter *iter)
{
  gpointer key = NULL, value = NULL;

  if (gweak_weak_hash_table_iter_next (iter, &key, &value))
    test_log ("%s=%s", (char *) key, test_object_get_name (value));
  else
    test_log (".");
}

static void
steps (GweakWeakHashTableIter *iter,
       guint                   n)
{
  while (n-- > 0)
    step (iter);
}

static void
it_goes_in_the_order_of_insertion (void)
{
  Fixture                f;
  GweakWeakHashTableIter iter;

  set_up (&f);
  gweak_weak_hash_table_iter_init (&iter, f.table);
  steps (&iter, N + 2);
  assert_log ("a=A b=B c=C d=D e=E . .");
  gweak_weak_hash_table_iter_clear (&iter);
  gweak_weak_hash_table_iter_init (&iter, f.table);
  g_assert_true (gweak_weak_hash_table_iter_next (&iter, NULL, NULL));
  gweak_weak_hash_table_iter_clear (&iter);
  steps (&iter, 1);
  assert_log (".");
  tear_down (&f);
}

static void
it_holds_where_it_is (void)
{
  Fixture                f;
  GweakWeakHashTableIter iter;
  TestObject            *first;

  set_up (&f);
  first = f.objects[0];
  gweak_weak_hash_table_iter_init (&iter, f.table);
  g_assert_cmpuint (G_OBJECT (first)->ref_count, ==, 1);
  steps (&iter, 1);
  g_assert_cmpuint (G_OBJECT (first)->ref_count, ==, 2);
  test_table_log (f.table);
  drop (&f, 0);
  assert_log ("a=A");
  steps (&iter, 1);
  assert_log ("size:4 a=-:died b=B");
  gweak_weak_hash_table_iter_clear (&iter);
  g_assert_cmpuint (G_OBJECT (f.objects[1])->ref_count, ==, 1);
  tear_down (&f);
  g_free (test_log_take ());
}

static void
both_weak_sides_are_held (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (KEYS | VALUES);
  TestObject            *key = test_object_new ("k"), *value = test_object_new ("v");
  GweakWeakHashTableIter iter;

  gweak_weak_hash_table_insert (table, key, value);
  gweak_weak_hash_table_iter_init (&iter, table);
  g_assert_true (gweak_weak_hash_table_iter_next (&iter, NULL, NULL));
  g_assert_cmpuint (G_OBJECT (key)->ref_count, ==, 2);
  g_assert_cmpuint (G_OBJECT (value)->ref_count, ==, 2);
  g_assert_false (gweak_weak_hash_table_iter_next (&iter, NULL, NULL));
  g_assert_finalize_object (key);
  g_assert_finalize_object (value);
}

static void
what_dies_ahead_is_passed_over (void)
{
  Fixture                f;
  GweakWeakHashTableIter iter;

  set_up (&f);
  gweak_weak_hash_table_iter_init (&iter, f.table);
  drop (&f, 0);
  steps (&iter, 1);
  drop (&f, 2);
  steps (&iter, 1);
  drop (&f, 4);
  steps (&iter, 1);
  assert_log ("b=B d=D .");
  tear_down (&f);
}

static void
what_comes_is_visited (void)
{
  Fixture                f;
  GweakWeakHashTableIter iter;
  g_autoptr (TestObject) sixth = test_object_new ("F");

  set_up (&f);
  gweak_weak_hash_table_iter_init (&iter, f.table);
  steps (&iter, N);
  gweak_weak_hash_table_insert (f.table, "f", sixth);
  steps (&iter, 1);
  gweak_weak_hash_table_insert (f.table, "a", sixth);
  gweak_weak_hash_table_remove (f.table, "b");
  gweak_weak_hash_table_insert (f.table, "b", sixth);
  steps (&iter, 2);
  assert_log ("a=A b=B c=C d=D e=E f=F b=F .");
  tear_down (&f);
}

static void
a_replaced_one_counts_as_the_one_before (void)
{
  Fixture                f;
  GweakWeakHashTableIter iter;
  g_autoptr (TestObject) sixth = test_object_new ("F");

  set_up (&f);
  gweak_weak_hash_table_iter_init (&iter, f.table);
  steps (&iter, 2);
  gweak_weak_hash_table_insert (f.table, "a", sixth);
  gweak_weak_hash_table_insert (f.table, "b", sixth);
  gweak_weak_hash_table_insert (f.table, "c", sixth);
  steps (&iter, N - 1);
  assert_log ("a=A b=B c=F d=D e=E .");
  tear_down (&f);
}

static void
it_can_remove_where_it_is (void)
{
  Fixture                f;
  GweakWeakHashTableIter iter;
  gpointer               key, value;

  set_up (&f);
  test_table_log (f.table);
  gweak_weak_hash_table_iter_init (&iter, f.table);
  steps (&iter, 1);
  g_assert_true (gweak_weak_hash_table_iter_next (&iter, &key, &value));
  g_assert_true (gweak_weak_hash_table_iter_remove (&iter));
  g_assert_false (gweak_weak_hash_table_iter_remove (&iter));
  g_assert_cmpstr (key, ==, "b");
  g_assert_cmpstr (test_object_get_name (value), ==, "B");
  steps (&iter, N - 1);
  assert_log ("a=A size:4 b=B:removed c=C d=D e=E .");
  assert_table (f.table, "a=A c=C d=D e=E");
  tear_down (&f);
  g_free (test_log_take ());
}

static void
it_can_remove_all_one_by_one (void)
{
  Fixture                f;
  GweakWeakHashTableIter iter;
  guint                  n = 0;

  set_up (&f);
  gweak_weak_hash_table_iter_init (&iter, f.table);
  while (gweak_weak_hash_table_iter_next (&iter, NULL, NULL))
    n += gweak_weak_hash_table_iter_remove (&iter);
  g_assert_cmpuint (n, ==, N);
  assert_table (f.table, "");
  tear_down (&f);
}

static void
it_can_be_at_what_left (void)
{
  Fixture                f;
  GweakWeakHashTableIter iter;

  set_up (&f);
  gweak_weak_hash_table_iter_init (&iter, f.table);
  steps (&iter, 2);
  gweak_weak_hash_table_remove (f.table, "b");
  gweak_weak_hash_table_remove (f.table, "a");
  g_assert_false (gweak_weak_hash_table_iter_remove (&iter));
  gweak_weak_hash_table_remove (f.table, "c");
  steps (&iter, 3);
  assert_log ("a=A b=B d=D e=E .");
  tear_down (&f);
}

static void
remove_all_ends_it (void)
{
  Fixture                f;
  GweakWeakHashTableIter iter;

  set_up (&f);
  gweak_weak_hash_table_iter_init (&iter, f.table);
  steps (&iter, 2);
  gweak_weak_hash_table_remove_all (f.table);
  steps (&iter, 1);
  assert_log ("a=A b=B .");
  tear_down (&f);
}

static void
after_remove_all_it_goes_on_with_what_comes (void)
{
  Fixture                f;
  GweakWeakHashTableIter iter;

  set_up (&f);
  gweak_weak_hash_table_iter_init (&iter, f.table);
  steps (&iter, 4);
  gweak_weak_hash_table_remove_all (f.table);
  gweak_weak_hash_table_insert (f.table, "b", f.objects[1]);
  gweak_weak_hash_table_insert (f.table, "a", f.objects[0]);
  steps (&iter, 3);
  assert_log ("a=A b=B c=C d=D b=B a=A .");
  tear_down (&f);
}

static void
the_table_can_go_under_it (void)
{
  Fixture                f;
  GweakWeakHashTableIter iter, other;
  gpointer               key, value;

  set_up (&f);
  gweak_weak_hash_table_iter_init (&iter, f.table);
  gweak_weak_hash_table_iter_init (&other, f.table);
  g_assert_true (gweak_weak_hash_table_iter_next (&iter, &key, &value));
  g_assert_finalize_object (g_steal_pointer (&f.table));
  g_assert_cmpstr (key, ==, "a");
  g_assert_cmpstr (test_object_get_name (value), ==, "A");
  g_assert_false (gweak_weak_hash_table_iter_remove (&iter));
  steps (&iter, 1);
  steps (&other, 1);
  assert_log (". .");
  tear_down (&f);
}

static void
any_number_can_be_under_way (void)
{
  Fixture                f;
  GweakWeakHashTableIter iters[20];

  set_up (&f);
  for (guint i = 0; i < G_N_ELEMENTS (iters); i++)
    {
      gweak_weak_hash_table_iter_init (&iters[i], f.table);
      for (guint n = 0; n < i % N; n++)
        g_assert_true (gweak_weak_hash_table_iter_next (&iters[i], NULL, NULL));
    }
  gweak_weak_hash_table_remove (f.table, "c");
  for (guint i = 0; i < N; i++)
    step (&iters[i]);
  assert_log ("a=A b=B d=D d=D e=E");
  for (guint i = 0; i < G_N_ELEMENTS (iters); i++)
    gweak_weak_hash_table_iter_clear (&iters[i]);
  tear_down (&f);
}

/* Nothing but its entry, and the memory of the table. */
static void
an_abandoned_one_keeps_its_entry (void)
{
  Fixture                f;
  GweakWeakHashTableIter iter;
  TestObject            *third;

  set_up (&f);
  third = f.objects[2];
  gweak_weak_hash_table_iter_init (&iter, f.table);
  steps (&iter, 3);
  assert_log ("a=A b=B c=C");
  for (guint i = 0; i < N; i++)
    if (i != 2)
      g_assert_finalize_object (g_steal_pointer (&f.objects[i]));
  assert_table (f.table, "c=C");
  g_assert_finalize_object (g_steal_pointer (&f.table));
  g_assert_cmpuint (G_OBJECT (third)->ref_count, ==, 2);
  gweak_weak_hash_table_iter_clear (&iter);
  tear_down (&f);
}

/* Letting go of an entry runs code that does everything at once. */
static void
do_all_cb (TestObject *object,
           gpointer    user_data)
{
  Fixture *f = user_data;

  g_clear_object (&f->objects[1]);
  gweak_weak_hash_table_remove (f->table, "c");
  gweak_weak_hash_table_insert (f->table, "f", f->objects[4]);
}

static void
the_next_one_can_die_by_letting_go (void)
{
  Fixture                f;
  GweakWeakHashTableIter iter;

  set_up (&f);
  test_object_before_dispose (f.objects[0], do_all_cb, &f);
  gweak_weak_hash_table_iter_init (&iter, f.table);
  steps (&iter, 1);
  g_clear_object (&f.objects[0]);
  steps (&iter, 4);
  assert_log ("a=A d=D e=E f=E .");
  tear_down (&f);
}

static void
large_tables_are_walked_while_they_change (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new (G_TYPE_INT, TEST_TYPE_OBJECT, VALUES);
  g_autoptr (TestObject) object = test_object_new ("it");
  GweakWeakHashTableIter iter;
  gpointer               key;
  int                    last = -1, n_new = 0;

  for (int i = 0; i < 2000; i++)
    gweak_weak_hash_table_insert (table, GINT_TO_POINTER (i), object);

  gweak_weak_hash_table_iter_init (&iter, table);
  while (gweak_weak_hash_table_iter_next (&iter, &key, NULL))
    {
      int i = GPOINTER_TO_INT (key);

      g_assert_cmpint (i, >, last);
      last = i;
      gweak_weak_hash_table_remove (table, GINT_TO_POINTER (i + 1));
      if (i % 3 == 0)
        g_assert_true (gweak_weak_hash_table_iter_remove (&iter));
      if (i % 4 == 0 && n_new < 1000)
        gweak_weak_hash_table_insert (table, GINT_TO_POINTER (2000 + n_new++), object);
      if (i % 10 == 0)
        g_assert_true (gweak_weak_hash_table_pop (table, NULL, NULL));
    }
  g_assert_cmpint (last, >=, 1900);
}

static void
bad_input_is_critical (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  GweakWeakHashTableIter iter;

  memset (&iter, 0xff, sizeof iter);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*iter != NULL*");
  gweak_weak_hash_table_iter_init (NULL, table);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*GWEAK_IS_WEAK_HASH_TABLE*");
  gweak_weak_hash_table_iter_init (&iter, NULL);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*iter != NULL*");
  g_assert_false (gweak_weak_hash_table_iter_next (NULL, NULL, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*iter != NULL*");
  g_assert_false (gweak_weak_hash_table_iter_remove (NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*iter != NULL*");
  gweak_weak_hash_table_iter_clear (NULL);
  g_test_assert_expected_messages ();

  g_assert_false (gweak_weak_hash_table_iter_next (&iter, NULL, NULL));
  gweak_weak_hash_table_iter_init (&iter, table);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*current != NULL*");
  g_assert_false (gweak_weak_hash_table_iter_remove (&iter));
  g_test_assert_expected_messages ();
  gweak_weak_hash_table_iter_clear (&iter);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "it goes in the order of insertion", it_goes_in_the_order_of_insertion },
    { "it holds where it is", it_holds_where_it_is },
    { "both weak sides are held", both_weak_sides_are_held },
    { "what dies ahead is passed over", what_dies_ahead_is_passed_over },
    { "what comes is visited", what_comes_is_visited },
    { "a replaced one counts as the one before", a_replaced_one_counts_as_the_one_before },
    { "it can remove where it is", it_can_remove_where_it_is },
    { "it can remove all one by one", it_can_remove_all_one_by_one },
    { "it can be at what left", it_can_be_at_what_left },
    { "remove_all ends it", remove_all_ends_it },
    { "after remove_all it goes on with what comes", after_remove_all_it_goes_on_with_what_comes },
    { "the table can go under it", the_table_can_go_under_it },
    { "any number can be under way", any_number_can_be_under_way },
    { "an abandoned one keeps its entry", an_abandoned_one_keeps_its_entry },
    { "the next one can die by letting go", the_next_one_can_die_by_letting_go },
    { "large tables are walked while they change", large_tables_are_walked_while_they_change },
    { "bad input is critical", bad_input_is_critical },
  };

  return test_run_cases (argc, argv, "weak-hash-table-iter", cases, G_N_ELEMENTS (cases));
}
