/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench.h"

/* Adding and removing a watch, against g_object_weak_ref(), which searches. */

#define CROWD 100000

/* An object with many observers. */
typedef struct
{
  GObject     *object; /* (owned) */
  guint32      random; /* the state of a generator that costs next to nothing */
  guint        size;
  GweakWatch **watches; /* (owned) (nullable) */
  char        *data;    /* (owned) (nullable) its addresses tell weak notifies apart */
} Crowd;

static void
moment_cb (GweakMoment moment,
           gpointer    user_data)
{
}

static void
notify_cb (gpointer data,
           GObject *where_the_object_was)
{
}

static GweakWatch *
add_watch (GObject *object)
{
  return gweak_watch_add (object, GWEAK_MOMENT_DIED, moment_cb, NULL, NULL);
}

static guint
run_watch (gpointer object,
           guint    n)
{
  guint n_removed = 0;

  for (guint i = 0; i < n; i++)
    n_removed += gweak_watch_remove (add_watch (object));

  return n_removed;
}

static guint
run_weak_notify (gpointer object,
                 guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      g_object_weak_ref (object, notify_cb, NULL);
      g_object_weak_unref (object, notify_cb, NULL);
    }

  return n;
}

static guint
choose (Crowd *crowd)
{
  crowd->random = crowd->random * 1664525 + 1013904223;

  return (guint64) crowd->random * crowd->size >> 32;
}

static Crowd *
crowd_new (guint size)
{
  Crowd *crowd = g_new0 (Crowd, 1);

  crowd->object = g_object_new (G_TYPE_OBJECT, NULL);
  crowd->random = 12345;
  crowd->size = size;

  return crowd;
}

static guint
run_among_watches (gpointer data,
                   guint    n)
{
  Crowd *crowd = data;
  guint  n_removed = 0;

  for (guint i = 0; i < n; i++)
    {
      GweakWatch **watch = &crowd->watches[choose (crowd)];

      n_removed += gweak_watch_remove (*watch);
      *watch = add_watch (crowd->object);
    }

  return n_removed;
}

/* With neighbours in the list that are far apart in memory, as after a while. */
static gpointer
set_up_watches (guint size)
{
  Crowd *crowd = crowd_new (size);

  crowd->watches = g_new (GweakWatch *, size);
  for (guint i = 0; i < size; i++)
    crowd->watches[i] = add_watch (crowd->object);
  run_among_watches (crowd, size);

  return crowd;
}

static gpointer
set_up_weak_notifies (guint size)
{
  Crowd *crowd = crowd_new (size);

  crowd->data = g_malloc (size);
  for (guint i = 0; i < size; i++)
    g_object_weak_ref (crowd->object, notify_cb, crowd->data + i);

  return crowd;
}

static guint
run_among_weak_notifies (gpointer data,
                         guint    n)
{
  Crowd *crowd = data;

  for (guint i = 0; i < n; i++)
    {
      char *chosen = crowd->data + choose (crowd);

      g_object_weak_unref (crowd->object, notify_cb, chosen);
      g_object_weak_ref (crowd->object, notify_cb, chosen);
    }

  return n;
}

static void
tear_down_crowd (gpointer data)
{
  Crowd *crowd = data;

  if (crowd->watches != NULL)
    for (guint i = 0; i < crowd->size; i++)
      gweak_watch_unref (crowd->watches[i]);
  g_object_unref (crowd->object);
  g_free (crowd->watches);
  g_free (crowd->data);
  g_free (crowd);
}

static const BenchSide watch = {
  "watch add + remove, one watcher",
  bench_set_up_object, run_watch, g_object_unref, 1, 20000
};

static const BenchSide weak_notify = {
  "g_object_weak_ref + _unref",
  bench_set_up_object, run_weak_notify, g_object_unref, 1, 20000
};

static const BenchSide among_watches = {
  "watch add + remove in random order among 100 000",
  set_up_watches, run_among_watches, tear_down_crowd, CROWD, 20000
};

static const BenchSide among_weak_notifies = {
  "g_object_weak_ref + _unref, likewise",
  set_up_weak_notifies, run_among_weak_notifies, tear_down_crowd, CROWD, 300
};

const BenchRow bench_watch_rows[] = {
  { "watch", &watch, &weak_notify, BENCH_RATIO, 0.9 },
  { "watch-among-many", &among_watches, &among_weak_notifies, BENCH_RATIO, 0.01 },
  { "watch-many-to-one", &among_watches, &watch, BENCH_RATIO, 4 },
  { NULL }
};
