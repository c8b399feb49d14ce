/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-race.h"

#define ROUNDS 2000
#define N_OBJECTS 6

typedef struct
{
  TestObject   *object;    /* (owned) by who drops */
  GweakWeakRef *ref;       /* (owned) */
  TestCount     finalized; /* the object */
  TestCount     died, told_finalized, notified, handlers_destroyed;
  TestCount     runs, destroyed;
  TestCount     waited, cancelled, cleared;
} Item;

/* Deaths in one thread, told in the main context of another. */
typedef struct
{
  GMainContext *context; /* (owned) */
  GThread      *teller;  /* the thread that iterates, in tests where it must be that one */
  GCancellable *cancellable;
  Item          items[N_OBJECTS];
  gint          n_dropping; /* threads that still drop */
} Round;

static Round *current;

/* Whether this is where news may come. */
static void
check_thread (void)
{
  if (current->teller != NULL)
    g_assert_true (g_thread_self () == current->teller);
}

static void
died_cb (GweakReference *ref,
         gpointer        data)
{
  Item *self = data;

  check_thread ();
  g_assert_false (gweak_reference_is_alive (ref));
  g_assert_cmpint (test_counted (&self->handlers_destroyed), ==, 0);
  test_count (&self->died);
}

static void
finalized_cb (GweakReference *ref,
              gpointer        data)
{
  Item *self = data;

  check_thread ();
  g_assert_cmpint (test_counted (&self->died), ==, 1);
  test_count (&self->told_finalized);
}

static void
notify_cb (GweakReference *ref,
           GParamSpec     *pspec,
           gpointer        data)
{
  Item *self = data;

  check_thread ();
  g_assert_cmpint (test_counted (&self->died), ==, 0);
  test_count (&self->notified);
}

static void
handler_destroy_cb (gpointer  data,
                    GClosure *closure)
{
  test_count (&((Item *) data)->handlers_destroyed);
}

static void
run_cb (gpointer data)
{
  Item *self = data;

  check_thread ();
  g_assert_cmpint (test_counted (&self->destroyed), ==, 0);
  test_count (&self->runs);
}

static void
closure_destroy_cb (gpointer  data,
                    GClosure *closure)
{
  test_count (&((Item *) data)->destroyed);
}

static void
make_ref (Round *round,
          Item  *self)
{
  self->ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", self->object, "main-context", round->context, NULL);
  g_signal_connect (self->ref, "notify::alive", G_CALLBACK (notify_cb), self);
  g_signal_connect_data (self->ref, "died", G_CALLBACK (died_cb), self, handler_destroy_cb, 0);
  g_signal_connect (self->ref, "finalized", G_CALLBACK (finalized_cb), self);
}

static void
make_finalizer (Round      *round,
                Item       *self,
                GweakMoment moment)
{
  GClosure *closure = g_cclosure_new (G_CALLBACK (run_cb), self, closure_destroy_cb);
  g_autoptr (GObject) finalizer = NULL;

  g_closure_ref (closure);
  g_closure_sink (closure);
  finalizer = g_object_new (GWEAK_TYPE_FINALIZER,
                            "referent", self->object,
                            "moment", moment,
                            "main-context", round->context,
                            "closure", closure,
                            NULL);
  g_closure_unref (closure);
}

/* The context stays the same where nobody destroys it. */
static void
prepare_objects (Round *self)
{
  GMainContext *context = self->context;

  *self = (Round){ .context = context, .n_dropping = 1 };
  current = self;
  for (guint i = 0; i < N_OBJECTS; i++)
    self->items[i].object = test_object_new_counted (&self->items[i].finalized);
}

static void
prepare (gpointer data)
{
  Round      *self = data;
  GweakMoment moments[] = { GWEAK_MOMENT_DIED, GWEAK_MOMENT_FINALIZED };

  prepare_objects (self);
  for (guint i = 0; i < N_OBJECTS; i++)
    {
      make_ref (self, &self->items[i]);
      make_finalizer (self, &self->items[i], moments[i % 2]);
    }
  self->teller = g_thread_self ();
}

static void
drop_all (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    {
      g_object_unref (self->items[i].object);
      test_race_jitter ();
    }
  g_atomic_int_add (&self->n_dropping, -1);
}

/* Until the last death was told. */
static void
tell (gpointer data)
{
  Round   *self = data;
  gboolean over;

  do
    {
      over = g_atomic_int_get (&self->n_dropping) == 0;
      while (g_main_context_iteration (self->context, FALSE))
        ;
      g_thread_yield ();
    }
  while (!over);
}

static void
check_ran (Item *self)
{
  g_assert_cmpint (test_counted (&self->finalized), ==, 1);
  g_assert_cmpint (test_counted (&self->runs), ==, 1);
  g_assert_cmpint (test_counted (&self->destroyed), ==, 1);
}

static void
check_told (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    {
      Item *item = &self->items[i];

      check_ran (item);
      g_assert_cmpint (test_counted (&item->notified), ==, 1);
      g_assert_cmpint (test_counted (&item->died), ==, 1);
      g_assert_cmpint (test_counted (&item->told_finalized), ==, 1);
      g_assert_finalize_object (item->ref);
      g_assert_cmpint (test_counted (&item->handlers_destroyed), ==, 1);
    }
}

static void
race_in_one_context (const TestRace *race,
                     guint           n_rounds)
{
  Round round = { .context = g_main_context_new () };

  test_race (race, &round, n_rounds);
  g_main_context_unref (round.context);
}

static void
everything_is_told_once_in_the_right_thread (void)
{
  const TestRace race = { prepare, { tell, drop_all }, check_told };

  race_in_one_context (&race, ROUNDS);
}

/* References go while their news is on the way. */
static void
release_all (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    g_object_unref (self->items[i].ref);
}

static void
check_released (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    {
      Item *item = &self->items[i];

      check_ran (item);
      g_assert_cmpint (test_counted (&item->died), <=, 1);
      g_assert_cmpint (test_counted (&item->notified), ==, test_counted (&item->died));
      g_assert_cmpint (test_counted (&item->told_finalized), <=, test_counted (&item->died));
      g_assert_cmpint (test_counted (&item->handlers_destroyed), ==, 1);
    }
}

static void
a_release_ends_the_delivery (void)
{
  const TestRace race = { prepare, { tell, drop_all, release_all }, check_released };

  race_in_one_context (&race, ROUNDS);
}

/* What was cleared or run by hand is not told any more. */
static void
clear_all (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    {
      gweak_reference_clear (GWEAK_REFERENCE (self->items[i].ref));
      g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (self->items[i].ref)));
    }
}

static void
prepare_clear (gpointer data)
{
  prepare (data);
  ((Round *) data)->teller = NULL;
}

static void
check_cleared (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    {
      Item *item = &self->items[i];

      check_ran (item);
      g_assert_cmpint (test_counted (&item->notified), ==, 1);
      g_assert_cmpint (test_counted (&item->died), <=, 1);
      g_assert_cmpint (test_counted (&item->told_finalized), <=, test_counted (&item->died));
      g_assert_finalize_object (item->ref);
      g_assert_cmpint (test_counted (&item->handlers_destroyed), ==, 1);
    }
}

static void
a_clear_ends_the_delivery (void)
{
  const TestRace race = { prepare_clear, { tell, drop_all, clear_all }, check_cleared };

  race_in_one_context (&race, ROUNDS);
}

static void
run_at_exit (gpointer data)
{
  gweak_finalizer_run_at_exit ();
}

static void
check_all_ran (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    {
      check_ran (&self->items[i]);
      g_assert_finalize_object (self->items[i].ref);
    }
}

static void
a_run_at_exit_bypasses_the_delivery (void)
{
  const TestRace race = { prepare_clear, { tell, drop_all, run_at_exit }, check_all_ran };

  race_in_one_context (&race, ROUNDS);
}

/* The context goes while deaths go on; the references and finalizers hold it as
 * long as they may need it.
 */
static void
prepare_context (gpointer data)
{
  ((Round *) data)->context = g_main_context_new ();
  prepare (data);
  ((Round *) data)->teller = NULL;
}

static void
destroy_context (gpointer data)
{
  Round *self = data;

  test_race_jitter ();
  g_main_context_iteration (self->context, FALSE);
  g_main_context_unref (self->context);
}

static void
check_released_without_context (gpointer data)
{
  check_released (data);
}

static void
what_a_context_leaves_runs_once (void)
{
  const TestRace race = { prepare_context, { destroy_context, drop_all, release_all }, check_released_without_context };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
destroy_context_at_once (gpointer data)
{
  g_main_context_unref (((Round *) data)->context);
}

/* Only the finalizers are there to hold the context. */
static void
prepare_finalizers (gpointer data)
{
  Round      *self = data;
  GweakMoment moments[] = { GWEAK_MOMENT_DIED, GWEAK_MOMENT_FINALIZED };

  self->context = g_main_context_new ();
  prepare_objects (self);
  self->n_dropping = 2;
  for (guint i = 0; i < N_OBJECTS; i++)
    make_finalizer (self, &self->items[i], moments[i % 2]);
}

static void
drop_half (Round *self,
           guint  begin)
{
  for (guint i = begin; i < N_OBJECTS; i += 2)
    g_object_unref (self->items[i].object);
}

static void
drop_even (gpointer data)
{
  drop_half (data, 0);
}

static void
drop_odd (gpointer data)
{
  drop_half (data, 1);
}

static void
check_finalizers (gpointer data)
{
  for (guint i = 0; i < N_OBJECTS; i++)
    check_ran (&((Round *) data)->items[i]);
}

static void
finalizers_run_once_without_their_context (void)
{
  const TestRace race = { prepare_finalizers, { destroy_context_at_once, drop_even, drop_odd }, check_finalizers };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* Husks live on between `died` and `finalized`. */
static void
dispose_and_drop_even (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i += 2)
    g_object_run_dispose ((GObject *) self->items[i].object);
  drop_half (self, 0);
}

static void
dispose_and_drop_odd (gpointer data)
{
  Round *self = data;

  for (guint i = 1; i < N_OBJECTS; i += 2)
    g_object_run_dispose ((GObject *) self->items[i].object);
  drop_half (self, 1);
}

static void
finalizers_of_husks_run_once_without_their_context (void)
{
  const TestRace race = { prepare_finalizers, { destroy_context_at_once, dispose_and_drop_even, dispose_and_drop_odd }, check_finalizers };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* The last reference to a context is that of a GweakReference, released in the
 * middle of the death.
 */
static void
prepare_refs (gpointer data)
{
  Round *self = data;

  self->context = g_main_context_new ();
  prepare_objects (self);
  for (guint i = 0; i < N_OBJECTS; i++)
    make_ref (self, &self->items[i]);
  g_main_context_unref (self->context);
}

static void
check_refs (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    {
      Item *item = &self->items[i];

      g_assert_cmpint (test_counted (&item->finalized), ==, 1);
      g_assert_cmpint (test_counted (&item->died), ==, 0);
      g_assert_cmpint (test_counted (&item->notified), ==, 0);
      g_assert_cmpint (test_counted (&item->handlers_destroyed), ==, 1);
    }
}

static void
the_last_reference_takes_its_context_along (void)
{
  const TestRace race = { prepare_refs, { drop_all, release_all }, check_refs };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* Waiting for a death. */
static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Item *self = data;
  g_autoptr (GError) error = NULL;

  check_thread ();
  if (gweak_reference_wait_finish (GWEAK_REFERENCE (source), result, &error))
    test_count (&self->waited);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    test_count (&self->cancelled);
  else if (g_error_matches (error, GWEAK_ERROR, GWEAK_ERROR_DEAD))
    test_count (&self->cleared);
  else
    g_assert_not_reached ();
}

static gint
count_results (Item *self)
{
  return test_counted (&self->waited) + test_counted (&self->cancelled) + test_counted (&self->cleared);
}

static void
prepare_waits (gpointer data)
{
  Round *self = data;

  prepare_objects (self);
  self->teller = g_thread_self ();
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < N_OBJECTS; i++)
    self->items[i].ref = gweak_weak_ref_new (self->items[i].object);
}

static void
wait_for_all (gpointer data)
{
  Round *self = data;
  gint   n_waiting;

  g_main_context_push_thread_default (self->context);
  for (guint i = 0; i < N_OBJECTS; i++)
    {
      gweak_reference_wait_async (GWEAK_REFERENCE (self->items[i].ref), self->cancellable, waited_cb, &self->items[i]);
      test_race_jitter ();
    }

  do
    {
      n_waiting = N_OBJECTS;
      for (guint i = 0; i < N_OBJECTS; i++)
        n_waiting -= count_results (&self->items[i]);
      if (n_waiting > 0)
        g_main_context_iteration (self->context, TRUE);
    }
  while (n_waiting > 0);
  g_main_context_pop_thread_default (self->context);
}

static void
cancel (gpointer data)
{
  test_race_jitter ();
  g_cancellable_cancel (((Round *) data)->cancellable);
}

/* One result each, and nothing left that could give another. */
static void
check_waited (gpointer data)
{
  Round *self = data;

  while (g_main_context_iteration (self->context, FALSE))
    ;
  for (guint i = 0; i < N_OBJECTS; i++)
    {
      Item *item = &self->items[i];

      g_assert_cmpint (count_results (item), ==, 1);
      g_assert_cmpint (test_counted (&item->finalized), ==, 1);
      g_assert_finalize_object (item->ref);
    }
  g_assert_finalize_object (self->cancellable);
}

static void
check_only_waited (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    g_assert_cmpint (test_counted (&self->items[i].waited), ==, 1);
  check_waited (data);
}

static void
each_wait_ends_once (void)
{
  const TestRace race = { prepare_waits, { wait_for_all, drop_all }, check_only_waited };

  race_in_one_context (&race, ROUNDS);
}

static void
check_waited_or_cancelled (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    g_assert_cmpint (test_counted (&self->items[i].cleared), ==, 0);
  check_waited (data);
}

static void
a_wait_is_cancelled_or_ends (void)
{
  const TestRace race = { prepare_waits, { wait_for_all, drop_all, cancel }, check_waited_or_cancelled };

  race_in_one_context (&race, ROUNDS);
}

static void
a_wait_is_cancelled_or_cleared_or_ends (void)
{
  const TestRace race = { prepare_waits, { wait_for_all, drop_all, cancel, clear_all }, check_waited };

  race_in_one_context (&race, ROUNDS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stress/delivery/everything is told once in the right thread", everything_is_told_once_in_the_right_thread);
  g_test_add_func ("/stress/delivery/a release ends the delivery", a_release_ends_the_delivery);
  g_test_add_func ("/stress/delivery/a clear ends the delivery", a_clear_ends_the_delivery);
  g_test_add_func ("/stress/delivery/a run at exit bypasses the delivery", a_run_at_exit_bypasses_the_delivery);
  g_test_add_func ("/stress/delivery/what a context leaves runs once", what_a_context_leaves_runs_once);
  g_test_add_func ("/stress/delivery/finalizers run once without their context", finalizers_run_once_without_their_context);
  g_test_add_func ("/stress/delivery/finalizers of husks run once without their context", finalizers_of_husks_run_once_without_their_context);
  g_test_add_func ("/stress/delivery/the last reference takes its context along", the_last_reference_takes_its_context_along);
  g_test_add_func ("/stress/delivery/each wait ends once", each_wait_ends_once);
  g_test_add_func ("/stress/delivery/a wait is cancelled or ends", a_wait_is_cancelled_or_ends);
  g_test_add_func ("/stress/delivery/a wait is cancelled or cleared or ends", a_wait_is_cancelled_or_cleared_or_ends);

  return g_test_run ();
}
