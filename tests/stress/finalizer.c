/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-race.h"

#define ROUNDS 10000
#define N_FINALIZERS 6

/* An action and all that must happen once. */
typedef struct
{
  GweakFinalizer *finalizer; /* (owned) */
  TestCount       runs, destroyed;
  TestCount       run_by_hand, detached; /* what calls claimed to have done */
} Action;

typedef struct
{
  TestObject *object; /* (owned) by the first runner */
  TestCount   finalized;
  Action      actions[N_FINALIZERS];
  TestCount   made; /* of actions, in tests that make them in a runner */
} Round;

static void
run_cb (gpointer data)
{
  Action *self = data;

  g_assert_cmpint (test_counted (&self->destroyed), ==, 0);
  test_count (&self->runs);
}

static void
destroy_cb (gpointer data)
{
  test_count (&((Action *) data)->destroyed);
}

static void
prepare_empty (gpointer data)
{
  Round *self = data;

  *self = (Round){ NULL };
  self->object = test_object_new_counted (&self->finalized);
}

static void
prepare (gpointer data)
{
  Round *self = data;

  prepare_empty (self);
  for (guint i = 0; i < N_FINALIZERS; i++)
    self->actions[i].finalizer = gweak_finalizer_new (self->object, run_cb, &self->actions[i], destroy_cb);
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
run (Action *self)
{
  if (!gweak_finalizer_run (self->finalizer))
    return;

  test_count (&self->run_by_hand);
  g_assert_cmpint (test_counted (&self->runs), ==, 1);
  g_assert_cmpint (test_counted (&self->destroyed), ==, 1);
}

static void
run_all (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_FINALIZERS; i++)
    run (&self->actions[i]);
}

static void
run_all_backwards (gpointer data)
{
  Round *self = data;

  for (guint i = N_FINALIZERS; i > 0; i--)
    run (&self->actions[i - 1]);
}

static void
run_at_exit (gpointer data)
{
  gweak_finalizer_run_at_exit ();
}

static void
detach_all (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_FINALIZERS; i++)
    {
      g_autoptr (GObject) object = gweak_finalizer_detach (self->actions[i].finalizer);

      if (object == NULL)
        continue;

      g_assert_true (object == (GObject *) self->object);
      test_count (&self->actions[i].detached);
    }
}

static void
check_dead (Action *self)
{
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (self->finalizer)));
  g_assert_false (gweak_finalizer_get_at_exit (self->finalizer));
  g_assert_false (gweak_finalizer_run (self->finalizer));
  g_assert_null (gweak_finalizer_detach (self->finalizer));
  g_assert_null (gweak_finalizer_peek (self->finalizer));
  g_assert_finalize_object (self->finalizer);
}

static void
check_ran (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->finalized), ==, 1);
  for (guint i = 0; i < N_FINALIZERS; i++)
    {
      Action *action = &self->actions[i];

      g_assert_cmpint (test_counted (&action->runs), ==, 1);
      g_assert_cmpint (test_counted (&action->destroyed), ==, 1);
      g_assert_cmpint (test_counted (&action->run_by_hand), <=, 1);
      check_dead (action);
    }
}

static void
by_hand_or_by_death_it_runs_once (void)
{
  const TestRace race = { prepare, { drop, run_all, run_all_backwards }, check_ran };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
at_exit_or_by_death_it_runs_once (void)
{
  const TestRace race = { prepare, { drop, run_at_exit, run_at_exit, run_all }, check_ran };
  Round          round;

  test_race (&race, &round, ROUNDS / 2);
}

/* A detached action is destroyed and does not run; one that ran was not
 * detached. Where the object was gone already, detach() wins without giving it.
 */
static void
check_ran_or_detached (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->finalized), ==, 1);
  for (guint i = 0; i < N_FINALIZERS; i++)
    {
      Action *action = &self->actions[i];

      g_assert_cmpint (test_counted (&action->runs) + test_counted (&action->detached), <=, 1);
      g_assert_cmpint (test_counted (&action->run_by_hand), <=, test_counted (&action->runs));
      g_assert_cmpint (test_counted (&action->destroyed), ==, 1);
      check_dead (action);
    }
}

static void
it_runs_or_is_detached (void)
{
  const TestRace race = { prepare, { drop, run_all, detach_all, run_at_exit }, check_ran_or_detached };
  Round          round;

  test_race (&race, &round, ROUNDS / 2);
}

/* With the object held, each call that claims to have done it has. */
static void
prepare_held (gpointer data)
{
  prepare (data);
  g_object_ref (((Round *) data)->object);
}

static void
check_one_did_it (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->finalized), ==, 0);
  for (guint i = 0; i < N_FINALIZERS; i++)
    {
      Action *action = &self->actions[i];

      g_assert_cmpint (test_counted (&action->runs) + test_counted (&action->detached), ==, 1);
      g_assert_cmpint (test_counted (&action->run_by_hand), ==, test_counted (&action->runs));
    }
  drop (self);
  check_ran_or_detached (self);
}

static void
one_of_run_and_detach_does_it (void)
{
  const TestRace race = { prepare_held, { drop, run_all, detach_all, run_all_backwards }, check_one_did_it };
  Round          round;

  test_race (&race, &round, ROUNDS / 2);
}

static void
closure_destroy_cb (gpointer  data,
                    GClosure *closure)
{
  destroy_cb (data);
}

/* Other moments. */
static void
prepare_moments (gpointer data)
{
  Round *self = data;

  prepare_empty (self);
  for (guint i = 0; i < N_FINALIZERS; i++)
    {
      g_autoptr (GClosure) closure = g_cclosure_new (G_CALLBACK (run_cb), &self->actions[i], closure_destroy_cb);
      GweakMoment moments[] = { GWEAK_MOMENT_DYING, GWEAK_MOMENT_DIED, GWEAK_MOMENT_FINALIZED };

      self->actions[i].finalizer = g_object_new (GWEAK_TYPE_FINALIZER,
                                                 "referent", self->object,
                                                 "moment", moments[i % G_N_ELEMENTS (moments)],
                                                 "closure", g_closure_ref (closure),
                                                 NULL);
      g_closure_sink (closure);
    }
}

static void
at_every_moment_it_runs_once (void)
{
  const TestRace race = { prepare_moments, { drop, run_all, run_at_exit }, check_ran };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
at_every_moment_of_run_dispose_it_runs_once (void)
{
  const TestRace race = { prepare_moments, { run_dispose, run_all_backwards, run_at_exit }, check_ran };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* Made while others run what is pending. */
static void
make_all (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_FINALIZERS; i++)
    {
      self->actions[i].finalizer = gweak_finalizer_new (self->object, run_cb, &self->actions[i], destroy_cb);
      test_count (&self->made);
    }
  drop (self);
}

static void
run_at_exit_until_made (gpointer data)
{
  Round *self = data;

  while (test_counted (&self->made) < N_FINALIZERS)
    gweak_finalizer_run_at_exit ();
}

static void
what_is_made_during_a_run_at_exit_runs_once (void)
{
  const TestRace race = { prepare_empty, { make_all, run_at_exit_until_made, run_at_exit_until_made }, check_ran };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* Nobody else holds the finalizer. */
static void
release_all (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_FINALIZERS; i++)
    g_object_unref (self->actions[i].finalizer);
}

static void
check_ran_unheld (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->finalized), ==, 1);
  for (guint i = 0; i < N_FINALIZERS; i++)
    {
      g_assert_cmpint (test_counted (&self->actions[i].runs), ==, 1);
      g_assert_cmpint (test_counted (&self->actions[i].destroyed), ==, 1);
    }
}

static void
released_while_it_runs_it_runs_once (void)
{
  const TestRace race = { prepare_moments, { drop, release_all, run_at_exit }, check_ran_unheld };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* Wishes that change meanwhile. Only the death runs them for sure. */
static void
change_minds (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < 2 * N_FINALIZERS; i++)
    gweak_finalizer_set_at_exit (self->actions[i % N_FINALIZERS].finalizer, i % 3 == 0);
}

static void
changing_at_exit_loses_nothing (void)
{
  const TestRace race = { prepare, { drop, change_minds, run_at_exit, change_minds }, check_ran };
  Round          round;

  test_race (&race, &round, ROUNDS / 2);
}

/* Peeking and listing while it goes. */
static void
peek_all (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_FINALIZERS; i++)
    {
      g_autoptr (GObject) object = gweak_finalizer_peek (self->actions[i].finalizer);
      g_autoptr (GPtrArray) list = NULL;

      if (object == NULL)
        continue;

      g_assert_true (object == (GObject *) self->object);
      list = gweak_list_references (object);
      g_assert_cmpuint (list->len, <=, N_FINALIZERS);
      for (guint k = 0; k < list->len; k++)
        g_assert_true (GWEAK_IS_FINALIZER (list->pdata[k]));
    }
}

static void
lookers_on_disturb_nothing (void)
{
  const TestRace race = { prepare, { drop, run_all, peek_all, run_at_exit }, check_ran };
  Round          round;

  test_race (&race, &round, ROUNDS / 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stress/finalizer/by hand or by death it runs once", by_hand_or_by_death_it_runs_once);
  g_test_add_func ("/stress/finalizer/at exit or by death it runs once", at_exit_or_by_death_it_runs_once);
  g_test_add_func ("/stress/finalizer/it runs or is detached", it_runs_or_is_detached);
  g_test_add_func ("/stress/finalizer/one of run and detach does it", one_of_run_and_detach_does_it);
  g_test_add_func ("/stress/finalizer/at every moment it runs once", at_every_moment_it_runs_once);
  g_test_add_func ("/stress/finalizer/at every moment of run_dispose it runs once", at_every_moment_of_run_dispose_it_runs_once);
  g_test_add_func ("/stress/finalizer/what is made during a run at exit runs once", what_is_made_during_a_run_at_exit_runs_once);
  g_test_add_func ("/stress/finalizer/released while it runs it runs once", released_while_it_runs_it_runs_once);
  g_test_add_func ("/stress/finalizer/changing at-exit loses nothing", changing_at_exit_loses_nothing);
  g_test_add_func ("/stress/finalizer/lookers-on disturb nothing", lookers_on_disturb_nothing);

  return g_test_run ();
}
