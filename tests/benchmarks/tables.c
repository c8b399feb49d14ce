/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-tables.h"

/* Tables with a weak side, against what is made by hand.
 *
 * A life is an insertion and the removal by the death of the object. Making the
 * object, and its death where nobody looks, are taken off both sides: what
 * remains is the price of being in a table.
 */

#define LOOKUPS 20000
#define MANY 100000
#define N_TABLES 10

/* The lives of few objects are too short to be timed: many batches of them. */
#define FEW 1000
#define BATCHES 4

static gpointer
set_up_full_weak (guint size)
{
  return bench_fixture_new_full (&bench_weak_values, size);
}

static gpointer
set_up_full_hand_made (guint size)
{
  return bench_fixture_new_full (&bench_hand_made_values, size);
}

static gpointer
set_up_weak_values (guint size)
{
  return bench_fixture_new (&bench_weak_values, 1, size);
}

static gpointer
set_up_hand_made_values (guint size)
{
  return bench_fixture_new (&bench_hand_made_values, 1, size);
}

static gpointer
set_up_weak_keys (guint size)
{
  return bench_fixture_new (&bench_weak_keys, 1, size);
}

static gpointer
set_up_hand_made_keys (guint size)
{
  return bench_fixture_new (&bench_hand_made_keys, 1, size);
}

static gpointer
set_up_ten_weak (guint size)
{
  return bench_fixture_new (&bench_weak_values, N_TABLES, size);
}

static gpointer
set_up_ten_hand_made (guint size)
{
  return bench_fixture_new (&bench_hand_made_values, N_TABLES, size);
}

static gpointer
set_up_no_table (guint size)
{
  return bench_fixture_new (NULL, 0, size);
}

static guint
run_live_bare (gpointer data,
               guint    n)
{
  return bench_live_bare (data, n);
}

G_ALWAYS_INLINE static inline guint
count_entries (BenchFixture    *fixture,
               const BenchKind *kind)
{
  guint n = 0;

  for (guint i = 0; i < N_TABLES; i++)
    n += kind->get_size (fixture->tables[i]);

  return n;
}

/* A life in all tables. */
G_ALWAYS_INLINE static inline guint
live_in_all (BenchFixture    *fixture,
             guint            n,
             const BenchKind *kind)
{
  guint n_entries;

  bench_make (fixture, n, N_TABLES, kind);
  n_entries = count_entries (fixture, kind);
  bench_kill (fixture, n);

  return (n_entries - count_entries (fixture, kind)) / N_TABLES;
}

static guint
run_find_weak (gpointer data,
               guint    n)
{
  return bench_find (data, n, &bench_weak_values);
}

static guint
run_find_hand_made (gpointer data,
                    guint    n)
{
  return bench_find (data, n, &bench_hand_made_values);
}

static guint
run_live_weak_values (gpointer data,
                      guint    n)
{
  return bench_live (data, n, &bench_weak_values, FALSE);
}

static guint
run_live_hand_made_values (gpointer data,
                           guint    n)
{
  return bench_live (data, n, &bench_hand_made_values, FALSE);
}

static guint
run_live_weak_keys (gpointer data,
                    guint    n)
{
  return bench_live (data, n, &bench_weak_keys, TRUE);
}

static guint
run_live_hand_made_keys (gpointer data,
                         guint    n)
{
  return bench_live (data, n, &bench_hand_made_keys, TRUE);
}

static guint
run_live_in_ten_weak (gpointer data,
                      guint    n)
{
  return live_in_all (data, n, &bench_weak_values);
}

static guint
run_live_in_ten_hand_made (gpointer data,
                           guint    n)
{
  return live_in_all (data, n, &bench_hand_made_values);
}

static guint
run_iterate_weak (gpointer data,
                  guint    n)
{
  BenchFixture          *fixture = data;
  GweakWeakHashTableIter iter;
  gpointer               value;
  guint                  n_seen = 0;

  gweak_weak_hash_table_iter_init (&iter, fixture->tables[0]);
  while (gweak_weak_hash_table_iter_next (&iter, NULL, &value))
    n_seen += value != NULL;

  return n_seen;
}

static guint
run_iterate_hand_made (gpointer data,
                       guint    n)
{
  BenchFixture *fixture = data;
  GPtrArray    *values = hand_made_table_dup_objects (fixture->tables[0]);
  guint         n_seen = 0;

  for (guint i = 0; i < values->len; i++)
    n_seen += values->pdata[i] != NULL;
  g_ptr_array_unref (values);

  return n_seen;
}

const BenchSide bench_hand_made_find = {
  "hand-made: lookup + unref among 1000",
  set_up_full_hand_made, run_find_hand_made, bench_fixture_free, FEW, LOOKUPS
};

static const BenchSide iterate_weak = {
  "weak-value table: iteration over 100 000, each",
  set_up_full_weak, run_iterate_weak, bench_fixture_free, MANY, 0, TRUE
};

static const BenchSide iterate_hand_made = {
  "hand-made: copy under the lock, iterate, drop, each",
  set_up_full_hand_made, run_iterate_hand_made, bench_fixture_free, MANY, 0, TRUE
};

static const BenchSide live_in_ten_weak = {
  "weak-value tables: insert into ten + removal by death, of 100 000, the object's own cost taken off",
  set_up_ten_weak, run_live_in_ten_weak, bench_fixture_free, MANY, 0
};

static const BenchSide live_in_ten_hand_made = {
  "hand-made: the same",
  set_up_ten_hand_made, run_live_in_ten_hand_made, bench_fixture_free, MANY, 0
};

#define SIDE(...) (&(const BenchSide){ __VA_ARGS__ })

#define FIND_WEAK(size) \
 SIDE ("weak-value table: lookup + unref among " #size, set_up_full_weak, run_find_weak, bench_fixture_free, size, LOOKUPS, size > FEW)
#define FIND_HAND_MADE(size) \
 SIDE ("hand-made: the same", set_up_full_hand_made, run_find_hand_made, bench_fixture_free, size, LOOKUPS, size > FEW)

#define LIVE(what, kind, size) \
 SIDE (what, set_up_##kind, run_live_##kind, bench_fixture_free, size, size <= FEW ? BATCHES * size : 0)
#define LIVE_WEAK_VALUES(size) \
 LIVE ("weak-value table: insert + removal by death, of " #size ", the object's own cost taken off", weak_values, size)
#define LIVE_WEAK_KEYS(size) \
 LIVE ("weak-key table: insert + lookup + removal by death, of " #size ", the object's own cost taken off", weak_keys, size)
#define LIVE_HAND_MADE(kind, size) LIVE ("hand-made: the same", hand_made_##kind, size)
#define BARE_LIVE(size) \
 SIDE ("new object, death", set_up_no_table, run_live_bare, bench_fixture_free, size, size <= FEW ? BATCHES * size : 0)

const BenchRow bench_table_rows[] = {
  { "table-lookup-1000", FIND_WEAK (1000), FIND_HAND_MADE (1000), BENCH_RATIO, 1.5 },
  { "table-lookup-10000", FIND_WEAK (10000), FIND_HAND_MADE (10000), BENCH_RATIO, 1.5 },
  { "table-lookup-100000", FIND_WEAK (100000), FIND_HAND_MADE (100000), BENCH_RATIO, 1.5 },
  { "table-lookup-1000000", FIND_WEAK (1000000), FIND_HAND_MADE (1000000), BENCH_RATIO, 1.5 },
  { "table-life-1000", LIVE_WEAK_VALUES (1000), LIVE_HAND_MADE (values, 1000), BENCH_RATIO, 1.4, BARE_LIVE (1000) },
  { "table-life-10000", LIVE_WEAK_VALUES (10000), LIVE_HAND_MADE (values, 10000), BENCH_RATIO, 1.4, BARE_LIVE (10000) },
  { "table-life-100000", LIVE_WEAK_VALUES (100000), LIVE_HAND_MADE (values, 100000), BENCH_RATIO, 1.4, BARE_LIVE (100000), 15 },
  { "table-life-1000000", LIVE_WEAK_VALUES (1000000), LIVE_HAND_MADE (values, 1000000), BENCH_RATIO, 1.4, BARE_LIVE (1000000), 7 },
  { "table-life-ten", &live_in_ten_weak, &live_in_ten_hand_made, BENCH_RATIO, 0.6, BARE_LIVE (100000), 7 },
  { "keys-life-1000", LIVE_WEAK_KEYS (1000), LIVE_HAND_MADE (keys, 1000), BENCH_RATIO, 1.4, BARE_LIVE (1000) },
  { "keys-life-100000", LIVE_WEAK_KEYS (100000), LIVE_HAND_MADE (keys, 100000), BENCH_RATIO, 1.4, BARE_LIVE (100000), 15 },
  { "table-iteration", &iterate_weak, &iterate_hand_made, BENCH_RATIO, 1.5 },
  { NULL }
};
