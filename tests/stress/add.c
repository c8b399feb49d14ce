/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-race.h"

#define ROUNDS 10000
#define N_ADDERS 3

/* What one thread added, and what came of it. */
typedef struct
{
  GweakWeakRef *refs[2]; /* (owned) (nullable) */
  TestCount     died_watch;
  TestCount     finalized_watch;
  TestCount     died_ref;
  TestCount     finalized_ref;
  TestCount     finalizer;
  TestCount     destroyed; /* data of the watches and the finalizer */
  guint         n_added;
} Added;

/* New observers against the death. */
typedef struct
{
  TestObject   *object; /* (owned) by the first runner */
  GweakWeakRef *ref;    /* (owned) */
  TestCount     finalized;
  TestCount     died;
  Added         added[N_ADDERS];
} Round;

/* Of a watch or a finalizer, so that a callback after the destroy is a use after
 * free.
 */
typedef struct
{
  TestCount *called;
  TestCount *destroyed;
} Data;

static Data *
data_new (Added     *added,
          TestCount *called)
{
  Data *self = g_new (Data, 1);

  *self = (Data){ called, &added->destroyed };

  return self;
}

static void
data_destroy_cb (gpointer data)
{
  test_count (((Data *) data)->destroyed);
  g_free (data);
}

static void
moment_cb (GweakMoment moment,
           gpointer    data)
{
  test_count (((Data *) data)->called);
}

static void
run_cb (gpointer data)
{
  test_count (((Data *) data)->called);
}

static void
count_signal_cb (gpointer reference,
                 gpointer count)
{
  g_assert_false (gweak_reference_is_alive (reference));
  test_count (count);
}

static void
prepare (gpointer data)
{
  Round *self = data;

  *self = (Round){ NULL };
  self->object = test_object_new_counted (&self->finalized);
  self->ref = gweak_weak_ref_new (self->object);
  g_signal_connect (self->ref, "died", G_CALLBACK (count_signal_cb), &self->died);
}

static void
add_watch (Added      *self,
           gpointer    object,
           GweakMoment moment,
           TestCount  *called)
{
  gweak_watch_unref (gweak_watch_add (object, moment, moment_cb, data_new (self, called), data_destroy_cb));
}

/* One of each, while the object is held. */
static void
add_all (Added   *self,
         gpointer object)
{
  GweakWeakRef *ref = gweak_weak_ref_new (object);

  g_signal_connect (ref, "died", G_CALLBACK (count_signal_cb), &self->died_ref);
  g_signal_connect (ref, "finalized", G_CALLBACK (count_signal_cb), &self->finalized_ref);
  g_assert_null (self->refs[self->n_added]);
  self->refs[self->n_added] = ref;

  add_watch (self, object, GWEAK_MOMENT_DIED, &self->died_watch);
  add_watch (self, object, GWEAK_MOMENT_FINALIZED, &self->finalized_watch);
  g_object_unref (gweak_finalizer_new (object, run_cb, data_new (self, &self->finalizer), data_destroy_cb));
  self->n_added++;
}

static void
add (Round *self,
     guint  n)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->added[n].refs); i++)
    {
      g_autoptr (GObject) object = gweak_weak_ref_get (self->ref);

      if (object != NULL)
        add_all (&self->added[n], object);
    }
}

static void
add_1 (gpointer data)
{
  add (data, 0);
}

static void
add_2 (gpointer data)
{
  add (data, 1);
}

static void
add_3 (gpointer data)
{
  add (data, 2);
}

static void
drop (gpointer data)
{
  g_object_unref (((Round *) data)->object);
}

static void
check_added (Added *self)
{
  gint n = self->n_added;

  g_assert_cmpint (test_counted (&self->died_watch), ==, n);
  g_assert_cmpint (test_counted (&self->finalized_watch), ==, n);
  g_assert_cmpint (test_counted (&self->finalizer), ==, n);
  g_assert_cmpint (test_counted (&self->destroyed), ==, 3 * n);
}

/* Handlers that were connected while the object was held, and alive. */
static void
check_heard (Added *self)
{
  gint n = self->n_added;

  g_assert_cmpint (test_counted (&self->died_ref), ==, n);
  g_assert_cmpint (test_counted (&self->finalized_ref), ==, n);
}

static void
release_added (Added *self)
{
  for (guint i = 0; i < self->n_added; i++)
    {
      g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (self->refs[i])));
      g_assert_finalize_object (self->refs[i]);
    }
}

static void
check_gone (Round *self)
{
  g_assert_cmpint (test_counted (&self->finalized), ==, 1);
  g_assert_cmpint (test_counted (&self->died), ==, 1);
  for (guint i = 0; i < N_ADDERS; i++)
    {
      check_added (&self->added[i]);
      release_added (&self->added[i]);
    }
  g_assert_finalize_object (self->ref);
}

static void
check_all_heard (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_ADDERS; i++)
    check_heard (&self->added[i]);
  check_gone (self);
}

static void
what_is_added_before_the_death_hears_of_it (void)
{
  const TestRace race = { prepare, { drop, add_1, add_2, add_3 }, check_all_heard };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* Nobody made a tracker before. */
static void
prepare_untracked (gpointer data)
{
  Round *self = data;

  *self = (Round){ NULL };
  self->object = test_object_new_counted (&self->finalized);
}

static void
add_first_1 (gpointer data)
{
  add_all (&((Round *) data)->added[0], ((Round *) data)->object);
}

static void
add_first_2 (gpointer data)
{
  add_all (&((Round *) data)->added[1], ((Round *) data)->object);
}

static void
add_first_3 (gpointer data)
{
  add_all (&((Round *) data)->added[2], ((Round *) data)->object);
}

static void
check_first (gpointer data)
{
  Round *self = data;

  g_assert_cmpuint (gweak_count_references (self->object), ==, 2 * N_ADDERS);
  self->ref = gweak_weak_ref_new (self->object);
  g_signal_connect (self->ref, "died", G_CALLBACK (count_signal_cb), &self->died);
  g_object_unref (self->object);
  check_all_heard (self);
}

static void
the_first_observers_of_threads_share_one_tracker (void)
{
  const TestRace race = { prepare_untracked, { add_first_1, add_first_2, add_first_3 }, check_first };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* While the object is disposed by hand, adders go on. */
static void
run_dispose (gpointer data)
{
  Round *self = data;

  g_object_run_dispose ((GObject *) self->object);
  drop (self);
}

static void
hold_and_add (Round *self,
              guint  n)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->added[n].refs); i++)
    {
      test_race_jitter ();
      add_all (&self->added[n], self->object);
    }
  g_object_unref (self->object);
}

static void
hold_and_add_1 (gpointer data)
{
  hold_and_add (data, 0);
}

static void
hold_and_add_2 (gpointer data)
{
  hold_and_add (data, 1);
}

static void
prepare_held (gpointer data)
{
  prepare (data);
  g_object_ref (((Round *) data)->object);
  g_object_ref (((Round *) data)->object);
}

/* `died` came from the disposing by hand or from the end, `finalized` only from
 * the end; each once.
 */
static void
check_disposed (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (self->added[i].n_added, ==, 2);
      g_assert_cmpint (test_counted (&self->added[i].died_ref), <=, 2);
      g_assert_cmpint (test_counted (&self->added[i].finalized_ref), ==, 2);
    }
  check_gone (self);
}

static void
what_is_added_during_run_dispose_hears_of_one_death (void)
{
  const TestRace race = { prepare_held, { run_dispose, hold_and_add_1, hold_and_add_2 }, check_disposed };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* Two who dispose of the same object. */
static void
prepare_held_twice (gpointer data)
{
  prepare_held (data);
  g_object_ref (((Round *) data)->object);
}

static void
what_is_added_during_two_run_disposes_hears_of_one_death (void)
{
  const TestRace race = { prepare_held_twice, { run_dispose, hold_and_add_1, hold_and_add_2, run_dispose }, check_disposed };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stress/add/what is added before the death hears of it", what_is_added_before_the_death_hears_of_it);
  g_test_add_func ("/stress/add/the first observers of threads share one tracker", the_first_observers_of_threads_share_one_tracker);
  g_test_add_func ("/stress/add/what is added during run_dispose hears of one death", what_is_added_during_run_dispose_hears_of_one_death);
  g_test_add_func ("/stress/add/what is added during two run_disposes hears of one death", what_is_added_during_two_run_disposes_hears_of_one_death);

  return g_test_run ();
}
