/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-table.h"

/* gweak_weak_hash_table_get_or_insert() in several threads at once. */
#define VALUES GWEAK_WEAKNESS_VALUES

static gpointer
never_make (gconstpointer key,
            gpointer      user_data,
            GError      **error)
{
  g_assert_not_reached ();
}

#define N_THREADS 8

typedef struct
{
  GweakWeakHashTable *table;     /* (unowned) */
  gint                n_started; /* atomic */
  gint                n_made;    /* atomic */
  gint                n_errors;  /* atomic */
  gint                n_threads;
} Crowd;

typedef struct
{
  Crowd *crowd; /* (unowned) */
  guint  n;
} Member;

static void
await_all (Crowd *crowd)
{
  while (g_atomic_int_get (&crowd->n_started) < crowd->n_threads)
    g_thread_yield ();
}

static void
run_crowd (Crowd      *crowd,
           GThreadFunc func,
           gpointer   *results)
{
  GThread *threads[N_THREADS];
  Member   members[N_THREADS];

  for (gint i = 0; i < crowd->n_threads; i++)
    {
      members[i] = (Member){ crowd, i };
      threads[i] = g_thread_new ("member", func, &members[i]);
    }
  for (gint i = 0; i < crowd->n_threads; i++)
    results[i] = g_thread_join (threads[i]);
}

static gpointer
make_when_all_ask (gconstpointer key,
                   gpointer      user_data,
                   GError      **error)
{
  Crowd *crowd = user_data;

  await_all (crowd);
  for (guint i = 0; i < 100; i++)
    g_thread_yield ();
  g_atomic_int_inc (&crowd->n_made);

  return test_object_new ("it");
}

static gpointer
ask_thread (gpointer data)
{
  Crowd *crowd = ((Member *) data)->crowd;

  g_atomic_int_inc (&crowd->n_started);

  return gweak_weak_hash_table_get_or_insert (crowd->table, "a", make_when_all_ask, crowd, NULL);
}

static void
many_threads_make_it_once (void)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
      Crowd    crowd = { .table = table, .n_threads = N_THREADS };
      gpointer results[N_THREADS];

      run_crowd (&crowd, ask_thread, results);
      g_assert_cmpint (crowd.n_made, ==, 1);
      for (guint n = 1; n < N_THREADS; n++)
        {
          g_assert_true (results[n] == results[0]);
          g_object_unref (results[n]);
        }
      assert_table (table, "a=it");
      g_assert_finalize_object (results[0]);
    }
}

/* All but the last one make nothing. */
static gpointer
give_up (gconstpointer key,
         gpointer      user_data,
         GError      **error)
{
  Crowd *crowd = user_data;

  await_all (crowd);
  for (guint i = 0; i < 20; i++)
    g_thread_yield ();

  return g_atomic_int_add (&crowd->n_made, 1) == N_THREADS - 1 ? test_object_new ("last") : NULL;
}

static gpointer
give_up_thread (gpointer data)
{
  Crowd *crowd = ((Member *) data)->crowd;

  g_atomic_int_inc (&crowd->n_started);

  return gweak_weak_hash_table_get_or_insert (crowd->table, "a", give_up, crowd, NULL);
}

static void
who_waits_tries_its_own (void)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
      Crowd    crowd = { .table = table, .n_threads = N_THREADS };
      gpointer results[N_THREADS];
      guint    n_values = 0;

      run_crowd (&crowd, give_up_thread, results);
      g_assert_cmpint (crowd.n_made, ==, N_THREADS);
      for (guint n = 0; n < N_THREADS; n++)
        if (results[n] != NULL)
          {
            n_values++;
            g_assert_finalize_object (results[n]);
          }
      g_assert_cmpuint (n_values, ==, 1);
      assert_table (table, "");
    }
}

/* Each makes what the one before it needs. */
static gpointer
make_nth (gconstpointer key,
          gpointer      user_data,
          GError      **error)
{
  Member  *member = user_data;
  Crowd   *crowd = member->crowd;
  char     next[2] = { 'a' + (char) ((member->n + 1) % (guint) crowd->n_threads), 0 };
  GError  *inner = NULL;
  GObject *needed;

  g_atomic_int_inc (&crowd->n_started);
  await_all (crowd);
  needed = gweak_weak_hash_table_get_or_insert (crowd->table, next, never_make, NULL, &inner);
  if (needed == NULL)
    {
      g_assert_error (inner, GWEAK_ERROR, GWEAK_ERROR_RECURSION);
      g_clear_error (&inner);
      g_atomic_int_inc (&crowd->n_errors);
    }
  g_clear_object (&needed);

  return test_object_new (key);
}

static gpointer
circle_thread (gpointer data)
{
  Member *member = data;
  char    key[2] = { 'a' + (char) member->n, 0 };

  return gweak_weak_hash_table_get_or_insert (member->crowd->table, key, make_nth, member, NULL);
}

static void
circle (gint n_threads)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
      Crowd    crowd = { .table = table, .n_threads = n_threads };
      gpointer results[N_THREADS];

      run_crowd (&crowd, circle_thread, results);
      g_assert_cmpint (crowd.n_errors, ==, 1);
      g_assert_cmpuint (gweak_weak_hash_table_get_size (table), ==, n_threads);
      for (gint n = 0; n < n_threads; n++)
        g_assert_finalize_object (results[n]);
    }
}

static void
circles_of_threads_are_recursion (void)
{
  circle (2);
  circle (3);
  circle (N_THREADS);
}

static gint n_comparisons; /* atomic */

static gboolean
count_and_compare (gconstpointer a,
                   gconstpointer b)
{
  g_atomic_int_inc (&n_comparisons);

  return g_variant_equal (a, b);
}

static gpointer
make_it (gconstpointer key,
         gpointer      user_data,
         GError      **error)
{
  g_assert_cmpstr (g_variant_get_string ((GVariant *) key, NULL), ==, "key");

  return test_object_new ("it");
}

/* Nobody but the call has the key. */
static gpointer
ask_floating_thread (gpointer table)
{
  return gweak_weak_hash_table_get_or_insert (table, g_variant_new_string ("key"), make_it, NULL, NULL);
}

/* By then the other thread compared its key to ours: it tries its own next. */
static gpointer
give_up_when_compared (gconstpointer key,
                       gpointer      user_data,
                       GError      **error)
{
  gpointer *data = user_data;

  data[1] = g_thread_new ("waiter", ask_floating_thread, data[0]);
  while (g_atomic_int_get (&n_comparisons) == 0)
    g_thread_yield ();

  return NULL;
}

static void
who_waits_keeps_its_floating_key (void)
{
  g_autoptr (GweakWeakHashTable) table = gweak_weak_hash_table_new_full (G_TYPE_VARIANT, TEST_TYPE_OBJECT, VALUES,
                                                                         g_variant_hash, count_and_compare, NULL, NULL);
  g_autoptr (GVariant) key = g_variant_ref_sink (g_variant_new_string ("key"));
  gpointer data[2] = { table, NULL };
  g_autoptr (TestObject) it = NULL;
  g_autoptr (TestObject) found = NULL;

  g_assert_null (gweak_weak_hash_table_get_or_insert (table, key, give_up_when_compared, data, NULL));
  it = g_thread_join (data[1]);
  found = gweak_weak_hash_table_lookup (table, key);
  g_assert_true (it != NULL && found == it);
}

/* While it is made, the key is removed, and another thread asks. */
static gpointer
make_named (gconstpointer key,
            gpointer      user_data,
            GError      **error)
{
  return test_object_new (key);
}

static gpointer
make_anew_thread (gpointer table)
{
  return gweak_weak_hash_table_get_or_insert (table, "a", make_named, NULL, NULL);
}

static gpointer
remove_and_ask_elsewhere (gconstpointer key,
                          gpointer      user_data,
                          GError      **error)
{
  gpointer *data = user_data;

  g_assert_false (gweak_weak_hash_table_remove (data[0], key));
  data[1] = g_thread_join (g_thread_new ("asker", make_anew_thread, data[0]));

  return test_object_new ("stale");
}

static void
who_asks_after_a_removal_makes_its_own (void)
{
  g_autoptr (GweakWeakHashTable) table = test_table_new (VALUES);
  gpointer data[2] = { table, NULL };
  g_autoptr (TestObject) made = gweak_weak_hash_table_get_or_insert (table, "a", remove_and_ask_elsewhere, data, NULL);

  g_assert_true (made == data[1]);
  assert_table (table, "a=a");
  g_object_unref (data[1]);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "many make it once", many_threads_make_it_once },
    { "who waits tries its own", who_waits_tries_its_own },
    { "who waits keeps its floating key", who_waits_keeps_its_floating_key },
    { "who asks after a removal makes its own", who_asks_after_a_removal_makes_its_own },
    { "circles are recursion", circles_of_threads_are_recursion },
  };

  return test_run_cases (argc, argv, "weak-hash-table-load-threads", cases, G_N_ELEMENTS (cases));
}
