/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-race.h"

#define ROUNDS 10000
#define N_WATCHES 12

typedef struct
{
  TestCount called, removed, destroyed;
} Fate;

/* Removal against the telling of a death. */
typedef struct
{
  TestObject   *object; /* (owned) by the first runner */
  TestCount     finalized;
  GweakWatch   *watches[N_WATCHES]; /* (owned) one count for each remover */
  Fate          fates[N_WATCHES];
  GweakWeakRef *ref; /* (owned) */
  GThread      *clearer;
  TestCount     died, told_finalized, destroyed;
  TestCount     notified_by_death, notified_by_clear;
} Round;

static void
moment_cb (GweakMoment moment,
           gpointer    data)
{
  Fate *fate = data;

  g_assert_cmpint (test_counted (&fate->destroyed), ==, 0);
  test_count (&fate->called);
}

static void
fate_destroy_cb (gpointer data)
{
  test_count (&((Fate *) data)->destroyed);
}

static void
prepare_object (Round *self)
{
  *self = (Round){ NULL };
  self->object = test_object_new_counted (&self->finalized);
}

static void
prepare_watches (Round      *self,
                 GweakMoment moment)
{
  prepare_object (self);
  for (guint i = 0; i < N_WATCHES; i++)
    self->watches[i] = gweak_watch_add (self->object, moment, moment_cb, &self->fates[i], fate_destroy_cb);
}

static void
prepare_died (gpointer data)
{
  prepare_watches (data, GWEAK_MOMENT_DIED);
}

static void
prepare_finalized (gpointer data)
{
  prepare_watches (data, GWEAK_MOMENT_FINALIZED);
}

static void
drop (gpointer data)
{
  g_object_unref (((Round *) data)->object);
}

static void
run_dispose (gpointer data)
{
  g_object_run_dispose ((GObject *) ((Round *) data)->object);
  drop (data);
}

static void
remove_watch (Round *self,
              guint  n)
{
  Fate *fate = &self->fates[n];

  if (!gweak_watch_remove (self->watches[n]))
    return;

  g_assert_cmpint (test_counted (&fate->called), ==, 0);
  g_assert_cmpint (test_counted (&fate->destroyed), ==, 1);
  test_count (&fate->removed);
}

/* The newest are told first: one remover runs before the telling, one towards it. */
static void
remove_even (gpointer data)
{
  for (guint i = 0; i < N_WATCHES; i += 2)
    remove_watch (data, N_WATCHES - 2 - i);
}

static void
remove_odd (gpointer data)
{
  for (guint i = 1; i < N_WATCHES; i += 2)
    remove_watch (data, i);
}

static void
check_fates (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->finalized), ==, 1);
  for (guint i = 0; i < N_WATCHES; i++)
    {
      g_assert_cmpint (test_counted (&self->fates[i].called) + test_counted (&self->fates[i].removed), ==, 1);
      g_assert_cmpint (test_counted (&self->fates[i].destroyed), ==, 1);
    }
}

static void
a_watch_is_removed_or_called_at_died (void)
{
  const TestRace race = { prepare_died, { drop, remove_even, remove_odd }, check_fates };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
a_watch_is_removed_or_called_at_finalized (void)
{
  const TestRace race = { prepare_finalized, { drop, remove_even, remove_odd }, check_fates };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
a_watch_is_removed_or_called_at_run_dispose (void)
{
  const TestRace race = { prepare_died, { run_dispose, remove_even, remove_odd }, check_fates };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* Two removers, each with a count of its own, of every watch. */
static void
prepare_twice (gpointer data)
{
  Round *self = data;

  prepare_died (data);
  for (guint i = 0; i < N_WATCHES; i++)
    gweak_watch_ref (self->watches[i]);
}

static void
remove_all (gpointer data)
{
  for (guint i = 0; i < N_WATCHES; i++)
    remove_watch (data, i);
}

static void
only_one_remover_wins (void)
{
  const TestRace race = { prepare_twice, { drop, remove_all, remove_all }, check_fates };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* A watch whose callback removes the next older one, as another thread does. */
typedef struct
{
  Round *round;
  guint  n;
} Chain;

static void
remove_next_cb (GweakMoment moment,
                gpointer    data)
{
  Chain *self = data;

  test_count (&self->round->fates[self->n].called);
  if (self->n > 0)
    remove_watch (self->round, self->n - 1);
}

static void
chain_destroy_cb (gpointer data)
{
  Chain *self = data;

  test_count (&self->round->fates[self->n].destroyed);
  g_free (self);
}

/* One count for the other thread, one for the callback of the next newer. */
static void
prepare_chain (gpointer data)
{
  Round *self = data;

  prepare_object (self);
  for (guint i = 0; i < N_WATCHES; i++)
    {
      Chain *chain = g_new (Chain, 1);

      *chain = (Chain){ self, i };
      self->watches[i] = gweak_watch_ref (gweak_watch_add (self->object, GWEAK_MOMENT_DIED, remove_next_cb, chain, chain_destroy_cb));
    }
}

/* The callbacks that did not run left their count of the next older one. */
static void
check_chain (gpointer data)
{
  Round *self = data;

  check_fates (data);
  for (guint i = 0; i < N_WATCHES; i++)
    if (i == N_WATCHES - 1 || test_counted (&self->fates[i + 1].called) == 0)
      gweak_watch_unref (self->watches[i]);
}

static void
callbacks_remove_what_another_thread_removes (void)
{
  const TestRace race = { prepare_chain, { drop, remove_all }, check_chain };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* References: cleared or released while the death is told. */
static void
notify_cb (GweakReference *ref,
           GParamSpec     *pspec,
           gpointer        data)
{
  Round *self = data;

  g_assert_false (gweak_reference_is_alive (ref));
  test_count (g_thread_self () == g_atomic_pointer_get (&self->clearer) ? &self->notified_by_clear : &self->notified_by_death);
}

static void
died_cb (GweakReference *ref,
         gpointer        data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->destroyed), ==, 0);
  test_count (&self->died);
}

static void
finalized_cb (GweakReference *ref,
              gpointer        data)
{
  test_count (&((Round *) data)->told_finalized);
}

static void
handler_destroy_cb (gpointer  data,
                    GClosure *closure)
{
  test_count (&((Round *) data)->destroyed);
}

static void
prepare_ref (gpointer data)
{
  Round *self = data;

  prepare_object (self);
  self->ref = gweak_weak_ref_new (self->object);
  g_signal_connect (self->ref, "notify::alive", G_CALLBACK (notify_cb), self);
  g_signal_connect_data (self->ref, "died", G_CALLBACK (died_cb), self, handler_destroy_cb, 0);
  g_signal_connect (self->ref, "finalized", G_CALLBACK (finalized_cb), self);
}

static void
clear_ref (gpointer data)
{
  Round *self = data;

  g_atomic_pointer_set (&self->clearer, g_thread_self ());
  gweak_reference_clear (GWEAK_REFERENCE (self->ref));
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (self->ref)));
  g_assert_null (gweak_weak_ref_get (self->ref));
}

/* The change is notified once, by who made it. After a clear nothing follows;
 * in a death that was told at the same time, it may have come to `died`.
 */
static void
check_cleared (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->finalized), ==, 1);
  g_assert_cmpint (test_counted (&self->notified_by_clear) + test_counted (&self->notified_by_death), ==, 1);
  g_assert_cmpint (test_counted (&self->died), <=, test_counted (&self->notified_by_death));
  g_assert_cmpint (test_counted (&self->told_finalized), <=, test_counted (&self->notified_by_death));
  g_assert_cmpint (test_counted (&self->destroyed), ==, 0);
  g_assert_finalize_object (self->ref);
  g_assert_cmpint (test_counted (&self->destroyed), ==, 1);
}

static void
a_clear_ends_the_telling (void)
{
  const TestRace race = { prepare_ref, { drop, clear_ref }, check_cleared };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
two_clears_are_one (void)
{
  const TestRace race = { prepare_ref, { drop, clear_ref, clear_ref }, check_cleared };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
release_ref (gpointer data)
{
  g_object_unref (((Round *) data)->ref);
}

static void
check_released (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->finalized), ==, 1);
  g_assert_cmpint (test_counted (&self->died), <=, 1);
  g_assert_cmpint (test_counted (&self->notified_by_death), ==, test_counted (&self->died));
  g_assert_cmpint (test_counted (&self->told_finalized), <=, test_counted (&self->died));
  g_assert_cmpint (test_counted (&self->destroyed), ==, 1);
}

static void
a_release_ends_the_telling (void)
{
  const TestRace race = { prepare_ref, { drop, release_ref }, check_released };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
a_release_ends_the_telling_of_run_dispose (void)
{
  const TestRace race = { prepare_ref, { run_dispose, release_ref }, check_released };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stress/remove/a watch is removed or called at died", a_watch_is_removed_or_called_at_died);
  g_test_add_func ("/stress/remove/a watch is removed or called at finalized", a_watch_is_removed_or_called_at_finalized);
  g_test_add_func ("/stress/remove/a watch is removed or called at run_dispose", a_watch_is_removed_or_called_at_run_dispose);
  g_test_add_func ("/stress/remove/only one remover wins", only_one_remover_wins);
  g_test_add_func ("/stress/remove/callbacks remove what another thread removes", callbacks_remove_what_another_thread_removes);
  g_test_add_func ("/stress/remove/a clear ends the telling", a_clear_ends_the_telling);
  g_test_add_func ("/stress/remove/two clears are one", two_clears_are_one);
  g_test_add_func ("/stress/remove/a release ends the telling", a_release_ends_the_telling);
  g_test_add_func ("/stress/remove/a release ends the telling of run_dispose", a_release_ends_the_telling_of_run_dispose);

  return g_test_run ();
}
