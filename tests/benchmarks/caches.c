/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-tables.h"

/* A hit in a cache, against a lookup in what is made by hand, which keeps
 * nothing alive.
 */

#define SIZE 1000
#define LOOKUPS 50000

static gpointer
new_cache (void)
{
  GweakCache *cache = gweak_cache_new (G_TYPE_ULONG, G_TYPE_OBJECT);

  g_object_set (cache, "max-idle", 2 * SIZE, NULL);

  return cache;
}

static void
insert (gpointer         cache,
        const BenchPair *pair)
{
  gweak_cache_insert (cache, pair->key, pair->object, 1);
}

static gboolean
find (gpointer         cache,
      const BenchPair *pair)
{
  GObject *value = gweak_cache_lookup (cache, pair->key);

  g_object_unref (value);

  return value == pair->object;
}

static guint
get_size (gpointer cache)
{
  guint n_idle, n_in_use;

  g_object_get (cache, "n-idle", &n_idle, "n-in-use", &n_in_use, NULL);

  return n_idle + n_in_use;
}

static const BenchKind caches = {
  new_cache, insert, find, get_size, g_object_unref
};

static gpointer
set_up_in_use (guint size)
{
  return bench_fixture_new_full (&caches, size);
}

/* More are kept than may be idle, so that hits look whether some are. */
static gpointer
set_up_over_bounds (guint size)
{
  BenchFixture *fixture = set_up_in_use (size);

  g_object_set (fixture->tables[0], "max-idle", 64, NULL);

  return fixture;
}

/* Only the cache holds its values. */
static gpointer
set_up_idle (guint size)
{
  BenchFixture *fixture = bench_fixture_new_full (&caches, size);

  bench_kill (fixture, size);
  fixture->is_full = FALSE;

  return fixture;
}

static guint
run_find (gpointer data,
          guint    n)
{
  return bench_find (data, n, &caches);
}

static const BenchSide find_idle = {
  "cache: hit + unref of an idle value among 1000",
  set_up_idle, run_find, bench_fixture_free, SIZE, LOOKUPS
};

static const BenchSide find_in_use = {
  "cache: hit + unref of a value in use among 1000",
  set_up_in_use, run_find, bench_fixture_free, SIZE, LOOKUPS
};

static const BenchSide find_over_bounds = {
  "cache: the same, where at most 64 may be idle",
  set_up_over_bounds, run_find, bench_fixture_free, SIZE, LOOKUPS
};

const BenchRow bench_cache_rows[] = {
  { "cache-idle", &find_idle, &bench_hand_made_find, BENCH_RATIO, 1.3 },
  { "cache-in-use", &find_in_use, &bench_hand_made_find, BENCH_RATIO, 1.3 },
  { "cache-bounded", &find_over_bounds, &bench_hand_made_find, BENCH_RATIO, 1.3 },
  { NULL }
};
