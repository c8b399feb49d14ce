/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-race.h"
#include "test-source.h"

#define ROUNDS 5000
#define N_OBJECTS 4
#define N_EMISSIONS 8
#define CROWD 300 /* more than are looked for one by one */

typedef struct
{
  TestSource      *source;             /* (owned) */
  TestObject      *objects[N_OBJECTS]; /* (owned) */
  GweakWeakMethod *methods[N_OBJECTS]; /* (owned) */
  GMainContext    *context;            /* (owned) (nullable) */
  GSource         *timer;              /* (owned) (nullable) */
  TestCount        finalized, calls, destroyed;
  guint            n_handlers; /* of each object */
} Round;

/* What is called is whole: it was not disposed of. */
static void
called_cb (TestObject *object,
           TestSource *source)
{
  Round *round = g_object_get_data (G_OBJECT (object), "round");

  g_assert_nonnull (round);
  test_count (&round->calls);
  g_assert_cmpstr (test_object_get_name (object), ==, "it");
}

static void
object_died_cb (gpointer count,
                GObject *where_the_object_was)
{
  test_count (count);
}

static void
prepare_with (Round *self,
              guint  n_handlers)
{
  *self = (Round){ .n_handlers = n_handlers };
  self->source = test_source_new ("from");
  for (guint i = 0; i < N_OBJECTS; i++)
    {
      self->objects[i] = test_object_new ("it");
      g_object_set_data (G_OBJECT (self->objects[i]), "round", self);
      g_object_weak_ref (G_OBJECT (self->objects[i]), object_died_cb, &self->finalized);
      self->methods[i] = gweak_weak_method_new (self->objects[i], G_CALLBACK (called_cb));
      for (guint n = 0; n < n_handlers; n++)
        gweak_weak_method_attach (self->methods[i], self->source, "told", 0);
    }
}

static void
prepare (gpointer data)
{
  prepare_with (data, 2);
}

static void
prepare_crowd (gpointer data)
{
  prepare_with (data, CROWD / N_OBJECTS);
}

static void
drop_first_half (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS / 2; i++)
    g_object_unref (self->objects[i]);
}

static void
drop_second_half (gpointer data)
{
  Round *self = data;

  for (guint i = N_OBJECTS / 2; i < N_OBJECTS; i++)
    g_object_unref (self->objects[i]);
}

static void
drop_all (gpointer data)
{
  drop_first_half (data);
  drop_second_half (data);
}

static void
emit (gpointer data)
{
  for (guint i = 0; i < N_EMISSIONS; i++)
    test_source_tell (((Round *) data)->source);
}

static void
attach_more (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    gweak_weak_method_attach (self->methods[i], self->source, "told", 0);
}

static void
clear_all (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    gweak_reference_clear (GWEAK_REFERENCE (self->methods[i]));
}

static void
dispose_of_source (gpointer data)
{
  test_race_jitter ();
  g_object_run_dispose (G_OBJECT (((Round *) data)->source));
}

static void
drop_source (gpointer data)
{
  g_clear_object (&((Round *) data)->source);
}

static void
disconnect_by_function (gpointer data)
{
  Round *self = data;

  g_signal_handlers_disconnect_matched (self->source, G_SIGNAL_MATCH_ID,
                                        g_signal_lookup ("told", TEST_TYPE_SOURCE), 0, NULL, NULL, NULL);
}

static void
check (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->finalized), ==, N_OBJECTS);
  if (self->source != NULL)
    {
      g_assert_false (test_source_is_heard (self->source));
      g_assert_finalize_object (self->source);
    }
  for (guint i = 0; i < N_OBJECTS; i++)
    g_assert_finalize_object (self->methods[i]);
}

static void
run_race (const TestRace *race)
{
  Round round;

  test_race (race, &round, ROUNDS);
}

static void
dying_in_two_threads (void)
{
  run_race (&(TestRace){ prepare, { drop_first_half, drop_second_half, emit }, check });
}

static void
emitting_in_two_threads (void)
{
  run_race (&(TestRace){ prepare, { drop_all, emit, emit }, check });
}

static void
attaching_while_dying (void)
{
  run_race (&(TestRace){ prepare, { drop_all, attach_more, attach_more, emit }, check });
}

static void
clearing_while_dying (void)
{
  run_race (&(TestRace){ prepare, { drop_all, clear_all, emit }, check });
}

static void
source_disposed_of_while_dying (void)
{
  run_race (&(TestRace){ prepare, { drop_first_half, dispose_of_source, drop_second_half }, check });
}

static void
source_dropped_while_dying (void)
{
  run_race (&(TestRace){ prepare, { drop_first_half, drop_source, drop_second_half, clear_all }, check });
}

static void
disconnected_while_dying (void)
{
  run_race (&(TestRace){ prepare, { drop_first_half, disconnect_by_function, drop_second_half, emit }, check });
}

static void
a_crowd_dying (void)
{
  Round round;

  test_race (&(TestRace){ prepare_crowd, { drop_first_half, emit, drop_second_half, attach_more }, check }, &round, ROUNDS / 10);
}

/* --- sources of main contexts --- */

static gboolean
tick_cb (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->destroyed), ==, 0);
  test_count (&self->calls);

  return G_SOURCE_CONTINUE;
}

static void
timer_destroyed_cb (gpointer data)
{
  test_count (&((Round *) data)->destroyed);
}

static void
prepare_timer (gpointer data)
{
  Round *self = data;

  prepare_with (self, 0);
  self->context = g_main_context_new ();
  self->timer = g_idle_source_new ();
  g_source_set_callback (self->timer, tick_cb, self, timer_destroyed_cb);
  for (guint i = 0; i < N_OBJECTS; i++)
    gweak_bind_source (self->timer, self->objects[i]);
  g_source_attach (self->timer, self->context);
}

static void
iterate (gpointer data)
{
  for (guint i = 0; i < N_EMISSIONS; i++)
    g_main_context_iteration (((Round *) data)->context, FALSE);
}

static void
destroy_timer (gpointer data)
{
  test_race_jitter ();
  g_source_destroy (((Round *) data)->timer);
}

static void
check_timer (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->destroyed), ==, 1);
  g_assert_true (g_source_is_destroyed (self->timer));
  g_assert_false (g_main_context_iteration (self->context, FALSE));
  g_source_unref (self->timer);
  g_main_context_unref (self->context);
  check (self);
}

static void
bound_to_dying_objects (void)
{
  run_race (&(TestRace){ prepare_timer, { drop_first_half, iterate, drop_second_half }, check_timer });
}

static void
destroyed_while_dying (void)
{
  run_race (&(TestRace){ prepare_timer, { drop_first_half, iterate, drop_second_half, destroy_timer }, check_timer });
}

static const TestCase cases[] = {
  { "objects die in two threads during emissions", dying_in_two_threads },
  { "objects die during emissions in two threads", emitting_in_two_threads },
  { "objects die while methods are attached", attaching_while_dying },
  { "objects die while methods are cleared", clearing_while_dying },
  { "objects die while the source is disposed of", source_disposed_of_while_dying },
  { "objects die while the source goes", source_dropped_while_dying },
  { "objects die while handlers are disconnected", disconnected_while_dying },
  { "objects die with a crowd of handlers", a_crowd_dying },
  { "objects die while a bound source runs", bound_to_dying_objects },
  { "objects die while a bound source is destroyed", destroyed_while_dying },
};

int
main (int   argc,
      char *argv[])
{
  return test_run_cases (argc, argv, "weak-method", cases, G_N_ELEMENTS (cases));
}
