/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-race.h"

#define SLOW_SECONDS 30

/* Waiting at a gate yields: there may be more threads than processors. */
typedef struct
{
  guint n_threads;
  gint  n_arrived;  /* atomic */
  gint  generation; /* atomic */
} Gate;

typedef struct
{
  Gate     gate;
  gpointer data;
  gboolean over; /* written before a gate, read after it */
} Meet;

typedef struct
{
  Meet        *meet; /* (unowned) */
  TestRaceFunc run;
} Runner;

static void
pass (Gate *gate)
{
  gint generation = g_atomic_int_get (&gate->generation);

  if ((guint) g_atomic_int_add (&gate->n_arrived, 1) + 1 == gate->n_threads)
    {
      g_atomic_int_set (&gate->n_arrived, 0);
      g_atomic_int_inc (&gate->generation);
      return;
    }

  while (g_atomic_int_get (&gate->generation) == generation)
    g_thread_yield ();
}

void
test_race_jitter (void)
{
  static __thread guint32 seed;
  volatile guint          n;

  if (seed == 0)
    seed = g_random_int () | 1;
  seed = seed * 1664525u + 1013904223u;

  /* Mostly short, now and then as long as a whole death. */
  n = (seed >> 8) % ((seed >> 28) == 0 ? 4096 : 128);
  while (n > 0)
    n--;
}

static gpointer
run_rounds (gpointer data)
{
  Runner *self = data;

  for (;;)
    {
      pass (&self->meet->gate);
      if (self->meet->over)
        return NULL;
      test_race_jitter ();
      self->run (self->meet->data);
      pass (&self->meet->gate);
    }
}

/* How long to go on, in microseconds; 0: as many rounds as the test wants. */
static gint64
get_duration (void)
{
  const char *seconds = g_getenv ("GWEAK_STRESS_SECONDS");

  if (seconds != NULL)
    return (gint64) (g_ascii_strtod (seconds, NULL) * G_USEC_PER_SEC);

  return g_test_slow () ? SLOW_SECONDS * G_USEC_PER_SEC : 0;
}

static void
run_round (const TestRace *race,
           Meet           *meet)
{
  race->prepare (meet->data);
  pass (&meet->gate);
  test_race_jitter ();
  race->runners[0](meet->data);
  pass (&meet->gate);
  race->check (meet->data);
}

void
test_race (const TestRace *race,
           gpointer        data,
           guint           n_rounds)
{
  Meet     meet = { .data = data };
  Runner   runners[TEST_RACE_MAX_RUNNERS];
  GThread *threads[TEST_RACE_MAX_RUNNERS];
  gint64   duration = get_duration ();
  gint64   end = g_get_monotonic_time () + duration;
  guint    n, round;

  for (n = 0; n < TEST_RACE_MAX_RUNNERS && race->runners[n] != NULL; n++)
    runners[n] = (Runner){ &meet, race->runners[n] };
  meet.gate.n_threads = n;
  for (guint i = 1; i < n; i++)
    threads[i] = g_thread_new ("runner", run_rounds, &runners[i]);

  for (round = 0; duration > 0 ? g_get_monotonic_time () < end : round < n_rounds; round++)
    run_round (race, &meet);
  g_test_message ("%u rounds", round);

  meet.over = TRUE;
  pass (&meet.gate);
  for (guint i = 1; i < n; i++)
    g_thread_join (threads[i]);
}

static void
count_finalized_cb (TestObject *object,
                    gpointer    count)
{
  test_count (count);
}

TestObject *
test_object_new_counted (TestCount *finalized)
{
  TestObject *object = test_object_new (NULL);

  test_object_in_finalize (object, count_finalized_cb, finalized);

  return object;
}

void
test_count_cb (gpointer count)
{
  test_count (count);
}
