/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench.h"

/* What two threads get done on objects of their own, against what one does.
 *
 * How much faster two threads can be depends on the machine, and on whoever
 * else is using it: the row where they share nothing says that.
 */

#define EACH 50000 /* operations of a thread, in a slice */

typedef struct
{
  BenchWork work;
  gpointer  data; /* (owned by whoever runs the threads) (nullable) */
  guint     n;
  guint     n_done;
} Worker;

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

/* The object is made by the thread itself, like most objects. */
static guint
work_with_watch (gpointer data,
                 guint    n)
{
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
  guint    n_removed = 0;

  for (guint i = 0; i < n; i++)
    n_removed += gweak_watch_remove (gweak_watch_add (object, GWEAK_MOMENT_DIED, moment_cb, NULL, NULL));
  g_object_unref (object);

  return n_removed;
}

static guint
work_with_weak_notify (gpointer data,
                       guint    n)
{
  GObject *object = g_object_new (G_TYPE_OBJECT, NULL);

  for (guint i = 0; i < n; i++)
    {
      g_object_weak_ref (object, notify_cb, NULL);
      g_object_weak_unref (object, notify_cb, NULL);
    }
  g_object_unref (object);

  return n;
}

static guint
work_alone (gpointer data,
            guint    n)
{
  volatile guint number = 12345;

  for (guint i = 0; i < 64 * n; i++)
    number = number * 1664525 + 1013904223;

  return n;
}

static gpointer
worker_thread (gpointer data)
{
  Worker *worker = data;

  worker->n_done = worker->work (worker->data, worker->n);
  bench_end_thread ();

  return NULL;
}

guint
bench_run_threads (BenchWork work,
                   gpointer *data,
                   guint     n_threads,
                   guint     n)
{
  Worker   *workers = g_newa (Worker, n_threads);
  GThread **threads = g_newa (GThread *, n_threads);
  guint     n_done = 0;

  for (guint i = 0; i < n_threads; i++)
    {
      workers[i] = (Worker){ .work = work, .data = data[i], .n = n / n_threads };
      threads[i] = g_thread_new ("worker", worker_thread, &workers[i]);
    }
  for (guint i = 0; i < n_threads; i++)
    {
      g_thread_join (threads[i]);
      n_done += workers[i].n_done;
    }

  return n_done;
}

static guint
run_threads (BenchWork work,
             guint     n_threads,
             guint     n)
{
  return bench_run_threads (work, g_newa0 (gpointer, n_threads), n_threads, n);
}

static gpointer
set_up_threads (guint size)
{
  return GUINT_TO_POINTER (size);
}

static guint
run_watches (gpointer data,
             guint    n)
{
  return run_threads (work_with_watch, GPOINTER_TO_UINT (data), n);
}

static guint
run_weak_notifies (gpointer data,
                   guint    n)
{
  return run_threads (work_with_weak_notify, GPOINTER_TO_UINT (data), n);
}

static guint
run_alone (gpointer data,
           guint    n)
{
  return run_threads (work_alone, GPOINTER_TO_UINT (data), n);
}

static const BenchSide watches_in_two = {
  "watch add + remove on different objects, 2 threads",
  set_up_threads, run_watches, NULL, 2, 2 * EACH
};

static const BenchSide watches_in_one = {
  "the same, 1 thread",
  set_up_threads, run_watches, NULL, 1, EACH
};

static const BenchSide weak_notifies_in_two = {
  "g_object_weak_ref + _unref, likewise, 2 threads",
  set_up_threads, run_weak_notifies, NULL, 2, 2 * EACH
};

static const BenchSide weak_notifies_in_one = {
  "the same, 1 thread",
  set_up_threads, run_weak_notifies, NULL, 1, EACH
};

static const BenchSide alone_in_two = {
  "arithmetic that shares nothing, 2 threads",
  set_up_threads, run_alone, NULL, 2, 2 * EACH
};

static const BenchSide alone_in_one = {
  "the same, 1 thread",
  set_up_threads, run_alone, NULL, 1, EACH
};

const BenchRow bench_thread_rows[] = {
  { "threads", &watches_in_two, &watches_in_one, BENCH_SPEEDUP, 1.9 },
  { "threads-glib", &weak_notifies_in_two, &weak_notifies_in_one, BENCH_SPEEDUP, 0 },
  { "threads-machine", &alone_in_two, &alone_in_one, BENCH_SPEEDUP, 0 },
  { NULL }
};
