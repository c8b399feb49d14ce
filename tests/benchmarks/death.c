/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench.h"

/* The death of objects, with one observer and with many. */

#define FEW 10000
#define MANY 100000

static guint n_calls;

static void
moment_cb (GweakMoment moment,
           gpointer    user_data)
{
  n_calls++;
}

static void
notify_cb (gpointer data,
           GObject *where_the_object_was)
{
  n_calls++;
}

static GweakWatch *
add_watch (GObject *object)
{
  return gweak_watch_add (object, GWEAK_MOMENT_DIED, moment_cb, NULL, NULL);
}

static gpointer
set_up_in_order (guint size)
{
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);

  for (guint i = 0; i < size; i++)
    gweak_watch_unref (add_watch (object));

  return object;
}

/* An observer that goes leaves its memory to the next that comes: afterwards
 * neighbours in the list are far apart in memory.
 */
static void
replace_in_random_order (GObject     *object,
                         GweakWatch **watches,
                         guint        size)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (size);

  for (guint i = size; i > 0; i--)
    {
      guint       chosen = g_rand_int_range (random, 0, i);
      GweakWatch *last = watches[i - 1];

      gweak_watch_remove (watches[chosen]);
      watches[i - 1] = add_watch (object);
      if (chosen != i - 1)
        watches[chosen] = last;
    }
}

static gpointer
set_up_shuffled (guint size)
{
  GObject                *object = g_object_new (G_TYPE_OBJECT, NULL);
  g_autofree GweakWatch **watches = g_new (GweakWatch *, size);

  for (guint i = 0; i < size; i++)
    watches[i] = add_watch (object);
  replace_in_random_order (object, watches, size);
  for (guint i = 0; i < size; i++)
    gweak_watch_unref (watches[i]);

  return object;
}

static guint
run_death (gpointer object,
           guint    n)
{
  n_calls = 0;
  g_object_unref (object);

  return n_calls;
}

static gpointer
set_up_nothing (guint size)
{
  return NULL;
}

static guint
run_life_with_watch (gpointer data,
                     guint    n)
{
  n_calls = 0;
  for (guint i = 0; i < n; i++)
    {
      GObject *object = g_object_new (G_TYPE_OBJECT, NULL);

      gweak_watch_unref (add_watch (object));
      g_object_unref (object);
    }

  return n_calls;
}

static guint
run_life_with_hooks (gpointer data,
                     guint    n)
{
  n_calls = 0;
  for (guint i = 0; i < n; i++)
    {
      GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
      GWeakRef weak_ref;

      g_object_weak_ref (object, notify_cb, NULL);
      g_weak_ref_init (&weak_ref, object);
      g_object_unref (object);
      g_weak_ref_clear (&weak_ref);
    }

  return n_calls;
}

static const BenchSide few_in_order = {
  "death of an object with 10 000 watches, each",
  set_up_in_order, run_death, NULL, FEW, 0
};

static const BenchSide many_in_order = {
  "death of an object with 100 000 watches, each",
  set_up_in_order, run_death, NULL, MANY, 0
};

static const BenchSide few_shuffled = {
  "death with 10 000 shuffled watches, each",
  set_up_shuffled, run_death, NULL, FEW, 0
};

static const BenchSide many_shuffled = {
  "death with 100 000 shuffled watches, each",
  set_up_shuffled, run_death, NULL, MANY, 0
};

static const BenchSide life_with_watch = {
  "new object, first watch, death",
  set_up_nothing, run_life_with_watch, NULL, 1, 5000
};

static const BenchSide life_with_hooks = {
  "new object, g_object_weak_ref, GWeakRef, death",
  set_up_nothing, run_life_with_hooks, NULL, 1, 5000
};

const BenchRow bench_death_rows[] = {
  { "death-growth", &many_in_order, &few_in_order, BENCH_GROWTH, 12 },
  { "death-growth-shuffled", &many_shuffled, &few_shuffled, BENCH_GROWTH, 12 },
  { "death-few", &few_in_order, NULL, BENCH_NANOSECONDS, 60 },
  { "death-many", &many_in_order, NULL, BENCH_NANOSECONDS, 60 },
  { "death-few-shuffled", &few_shuffled, NULL, BENCH_NANOSECONDS, 60 },
  { "death-many-shuffled", &many_shuffled, NULL, BENCH_NANOSECONDS, 60 },
  { "life", &life_with_watch, &life_with_hooks, BENCH_RATIO, 1.35 },
  { NULL }
};
