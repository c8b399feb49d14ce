/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-tables.h"

/* What two threads get done on tables of their own, against what one does. They
 * share nothing but what GLib shares: before 2.80 all GWeakRefs have one lock,
 * and with any GLib objects are made and die in two threads hardly faster than
 * in one, which is why only lookups have a goal of their own.
 */

#define LOOKUPS 50000 /* operations of a thread, in a slice */
#define LIVES 40000
#define AMONG 1000

#define GOAL (GLIB_CHECK_VERSION (2, 80, 0) ? 1.7 : 0)

typedef struct
{
  guint         n_threads;
  BenchFixture *fixtures[2]; /* (owned) */
} Crew;

static Crew *
crew_new (const BenchKind *kind,
          guint            n_threads,
          gboolean         is_full)
{
  Crew *crew = g_new0 (Crew, 1);

  crew->n_threads = n_threads;
  for (guint i = 0; i < n_threads; i++)
    crew->fixtures[i] = is_full ? bench_fixture_new_full (kind, AMONG) : bench_fixture_new (kind, kind != NULL, AMONG);

  return crew;
}

static void
free_crew (gpointer data)
{
  Crew *crew = data;

  for (guint i = 0; i < crew->n_threads; i++)
    bench_fixture_free (crew->fixtures[i]);
  g_free (crew);
}

static gpointer
set_up_full_weak (guint n_threads)
{
  return crew_new (&bench_weak_values, n_threads, TRUE);
}

static gpointer
set_up_full_hand_made (guint n_threads)
{
  return crew_new (&bench_hand_made_values, n_threads, TRUE);
}

static gpointer
set_up_weak (guint n_threads)
{
  return crew_new (&bench_weak_values, n_threads, FALSE);
}

static gpointer
set_up_hand_made (guint n_threads)
{
  return crew_new (&bench_hand_made_values, n_threads, FALSE);
}

static gpointer
set_up_no_table (guint n_threads)
{
  return crew_new (NULL, n_threads, FALSE);
}

static guint
find_weak (gpointer fixture,
           guint    n)
{
  return bench_find (fixture, n, &bench_weak_values);
}

static guint
find_hand_made (gpointer fixture,
                guint    n)
{
  return bench_find (fixture, n, &bench_hand_made_values);
}

static guint
live_weak (gpointer fixture,
           guint    n)
{
  return bench_live (fixture, n, &bench_weak_values, FALSE);
}

static guint
live_hand_made (gpointer fixture,
                guint    n)
{
  return bench_live (fixture, n, &bench_hand_made_values, FALSE);
}

static guint
live_bare (gpointer fixture,
           guint    n)
{
  return bench_live_bare (fixture, n);
}

static guint
run (BenchWork work,
     Crew     *crew,
     guint     n)
{
  return bench_run_threads (work, (gpointer *) crew->fixtures, crew->n_threads, n);
}

static guint
run_find_weak (gpointer crew,
               guint    n)
{
  return run (find_weak, crew, n);
}

static guint
run_find_hand_made (gpointer crew,
                    guint    n)
{
  return run (find_hand_made, crew, n);
}

static guint
run_live_weak (gpointer crew,
               guint    n)
{
  return run (live_weak, crew, n);
}

static guint
run_live_hand_made (gpointer crew,
                    guint    n)
{
  return run (live_hand_made, crew, n);
}

static guint
run_live_bare (gpointer crew,
               guint    n)
{
  return run (live_bare, crew, n);
}

static const BenchSide find_in_two = {
  "weak-value tables: lookup + unref, 2 threads on 2 tables",
  set_up_full_weak, run_find_weak, free_crew, 2, 2 * LOOKUPS
};

static const BenchSide find_in_one = {
  "the same, 1 thread",
  set_up_full_weak, run_find_weak, free_crew, 1, LOOKUPS
};

static const BenchSide hand_made_find_in_two = {
  "hand-made: lookup + unref, 2 threads on 2 tables",
  set_up_full_hand_made, run_find_hand_made, free_crew, 2, 2 * LOOKUPS
};

static const BenchSide hand_made_find_in_one = {
  "the same, 1 thread",
  set_up_full_hand_made, run_find_hand_made, free_crew, 1, LOOKUPS
};

static const BenchSide live_in_two = {
  "weak-value tables: new object, insert, death, 2 threads on 2 tables",
  set_up_weak, run_live_weak, free_crew, 2, 2 * LIVES
};

static const BenchSide live_in_one = {
  "the same, 1 thread",
  set_up_weak, run_live_weak, free_crew, 1, LIVES
};

static const BenchSide hand_made_live_in_two = {
  "hand-made: new object, insert, death, 2 threads on 2 tables",
  set_up_hand_made, run_live_hand_made, free_crew, 2, 2 * LIVES
};

static const BenchSide hand_made_live_in_one = {
  "the same, 1 thread",
  set_up_hand_made, run_live_hand_made, free_crew, 1, LIVES
};

static const BenchSide bare_live_in_two = {
  "new object, death, 2 threads",
  set_up_no_table, run_live_bare, free_crew, 2, 2 * LIVES
};

static const BenchSide bare_live_in_one = {
  "the same, 1 thread",
  set_up_no_table, run_live_bare, free_crew, 1, LIVES
};

const BenchRow bench_table_thread_rows[] = {
  { "table-threads-lookup", &find_in_two, &find_in_one, BENCH_SPEEDUP, GOAL },
  { "hand-made-threads-lookup", &hand_made_find_in_two, &hand_made_find_in_one, BENCH_SPEEDUP, 0 },
  { "table-threads-life", &live_in_two, &live_in_one, BENCH_SPEEDUP, 0 },
  { "hand-made-threads-life", &hand_made_live_in_two, &hand_made_live_in_one, BENCH_SPEEDUP, 0 },
  { "bare-threads-life", &bare_live_in_two, &bare_live_in_one, BENCH_SPEEDUP, 0 },
  { NULL }
};
