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

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "many make it once", many_threads_make_it_once },
    { "who waits tries its own", who_waits_tries_its_own },
    { "circles are recursion", circles_of_threads_are_recursion },
  };

  return test_run_cases (argc, argv, "weak-hash-table-load-threads", cases, G_N_ELEMENTS (cases));
}
