/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench.h"

/* References and finalizers: objects that refer to an object. */

typedef struct
{
  GObject      *object;   /* (owned) */
  GweakWeakRef *shared;   /* (owned) somebody holds the shared one; it also makes the object known */
  GWeakRef      weak_ref; /* what GLib has */
} Known;

static guint n_calls;

static void
action_cb (gpointer user_data)
{
  n_calls++;
}

static gpointer
set_up_known (guint size)
{
  Known *known = g_new0 (Known, 1);

  known->object = g_object_new (G_TYPE_OBJECT, NULL);
  known->shared = gweak_weak_ref_get_shared (known->object);
  g_weak_ref_init (&known->weak_ref, known->object);

  return known;
}

static void
tear_down_known (gpointer data)
{
  Known *known = data;

  g_clear_object (&known->object);
  g_object_unref (known->shared);
  g_weak_ref_clear (&known->weak_ref);
  g_free (known);
}

static guint
run_get (gpointer data,
         guint    n)
{
  Known *known = data;
  guint  n_got = 0;

  for (guint i = 0; i < n; i++)
    {
      GObject *strong = gweak_weak_ref_get (known->shared);

      n_got += strong == known->object;
      g_object_unref (strong);
    }

  return n_got;
}

static guint
run_glib_get (gpointer data,
              guint    n)
{
  Known *known = data;
  guint  n_got = 0;

  for (guint i = 0; i < n; i++)
    {
      GObject *strong = g_weak_ref_get (&known->weak_ref);

      n_got += strong == known->object;
      g_object_unref (strong);
    }

  return n_got;
}

static guint
run_get_shared (gpointer data,
                guint    n)
{
  Known *known = data;
  guint  n_shared = 0;

  for (guint i = 0; i < n; i++)
    {
      GweakWeakRef *shared = gweak_weak_ref_get_shared (known->object);

      n_shared += shared == known->shared;
      g_object_unref (shared);
    }

  return n_shared;
}

static guint
run_ref (gpointer object,
         guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      g_object_ref (object);
      g_object_unref (object);
    }

  return n;
}

static guint
run_new_weak_ref (gpointer data,
                  guint    n)
{
  Known *known = data;
  guint  n_new = 0;

  for (guint i = 0; i < n; i++)
    {
      GweakWeakRef *reference = gweak_weak_ref_new (known->object);

      n_new += reference != known->shared;
      g_object_unref (reference);
    }

  return n_new;
}

static guint
run_new_object (gpointer data,
                guint    n)
{
  for (guint i = 0; i < n; i++)
    g_object_unref (g_object_new (G_TYPE_OBJECT, NULL));

  return n;
}

static guint
run_finalizer_by_hand (gpointer data,
                       guint    n)
{
  Known *known = data;

  n_calls = 0;
  for (guint i = 0; i < n; i++)
    {
      GweakFinalizer *finalizer = gweak_finalizer_new (known->object, action_cb, NULL, NULL);

      gweak_finalizer_run (finalizer);
      g_object_unref (finalizer);
    }

  return n_calls;
}

static guint
run_finalizers_by_death (gpointer data,
                         guint    n)
{
  Known *known = data;

  n_calls = 0;
  for (guint i = 0; i < n; i++)
    g_object_unref (gweak_finalizer_new (known->object, action_cb, NULL, NULL));
  g_clear_object (&known->object);

  return n_calls;
}

static const BenchSide get = {
  "gweak_weak_ref_get + unref",
  set_up_known, run_get, tear_down_known, 1, 50000
};

static const BenchSide glib_get = {
  "g_weak_ref_get + unref",
  set_up_known, run_glib_get, tear_down_known, 1, 50000
};

static const BenchSide get_shared = {
  "shared reference of a known object + unref",
  set_up_known, run_get_shared, tear_down_known, 1, 50000
};

static const BenchSide ref = {
  "g_object_ref + unref",
  bench_set_up_object, run_ref, g_object_unref, 1, 100000
};

static const BenchSide new_weak_ref = {
  "another GweakWeakRef on a known object + unref",
  set_up_known, run_new_weak_ref, tear_down_known, 1, 5000
};

static const BenchSide new_object = {
  "g_object_new (G_TYPE_OBJECT) + unref",
  bench_set_up_object, run_new_object, g_object_unref, 1, 10000
};

static const BenchSide finalizer_by_hand = {
  "finalizer create + fire by hand",
  set_up_known, run_finalizer_by_hand, tear_down_known, 1, 5000
};

static const BenchSide finalizers_by_death = {
  "finalizer create + fire by death, of 1000",
  set_up_known, run_finalizers_by_death, tear_down_known, 1000, 0
};

const BenchRow bench_reference_rows[] = {
  { "get", &get, &glib_get, BENCH_RATIO, 1.25 },
  { "shared", &get_shared, &ref, BENCH_RATIO, 4.5 },
  { "weak-ref", &new_weak_ref, &new_object, BENCH_RATIO, 2.3 },
  { "finalizer-by-hand", &finalizer_by_hand, &new_object, BENCH_RATIO, 3 },
  { "finalizer-by-death", &finalizers_by_death, &new_object, BENCH_RATIO, 3 },
  { NULL }
};
