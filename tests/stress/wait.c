/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-race.h"

#define ROUNDS 20000

/* Waits in a context that ends with the wait, against the death or the cancelling
 * that ends it.
 */
typedef struct
{
  TestObject   *object;      /* (owned) by who drops it */
  GweakWeakRef *ref;         /* (owned) */
  GCancellable *cancellable; /* (owned) */
  TestCount     finalized, died, cancelled;
} Round;

static void
prepare (gpointer data)
{
  Round *self = data;

  *self = (Round){ NULL };
  self->object = test_object_new_counted (&self->finalized);
  self->ref = gweak_weak_ref_new (self->object);
  self->cancellable = g_cancellable_new ();
}

static void
waited_cb (GObject      *ref,
           GAsyncResult *result,
           gpointer      user_data)
{
  Round *self = user_data;
  g_autoptr (GError) error = NULL;

  if (gweak_reference_wait_finish (GWEAK_REFERENCE (ref), result, &error))
    {
      test_count (&self->died);
    }
  else
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      test_count (&self->cancelled);
    }
}

static void
wait_in_own_context (gpointer data)
{
  Round        *self = data;
  GMainContext *context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  gweak_reference_wait_async (GWEAK_REFERENCE (self->ref), self->cancellable, waited_cb, self);
  g_main_context_pop_thread_default (context);

  while (test_counted (&self->died) + test_counted (&self->cancelled) == 0)
    g_main_context_iteration (context, TRUE);
  g_main_context_unref (context);
}

static void
drop (gpointer data)
{
  g_object_unref (((Round *) data)->object);
}

static void
cancel (gpointer data)
{
  g_cancellable_cancel (((Round *) data)->cancellable);
}

static void
check (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->died) + test_counted (&self->cancelled), ==, 1);
  g_assert_cmpint (test_counted (&self->finalized), ==, 1);
  g_assert_finalize_object (self->ref);
  g_assert_finalize_object (self->cancellable);
}

static void
a_death_ends_a_wait_and_its_context (void)
{
  const TestRace race = { prepare, { wait_in_own_context, drop }, check };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
cancelling_ends_a_wait_and_its_context (void)
{
  const TestRace race = { prepare, { wait_in_own_context, cancel, drop }, check };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "a death ends a wait, and its context", a_death_ends_a_wait_and_its_context },
    { "cancelling ends a wait, and its context", cancelling_ends_a_wait_and_its_context },
  };

  return test_run_cases (argc, argv, "stress/wait", cases, G_N_ELEMENTS (cases));
}
