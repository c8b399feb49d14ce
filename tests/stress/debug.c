/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-race.h"

#define ROUNDS 4000

/* The list of what is tracked against everything that changes it. */
typedef struct
{
  TestObject   *object; /* (owned) by the first runner */
  GweakWeakRef *ref;    /* (owned) */
  TestCount     finalized;
  TestCount     listed;
} Round;

static void
prepare (gpointer data)
{
  Round *self = data;

  gweak_debug_start ();
  *self = (Round){ NULL };
  self->object = test_object_new_counted (&self->finalized);
  self->ref = gweak_weak_ref_new (self->object);
}

static void
drop (gpointer data)
{
  test_race_jitter ();
  g_object_unref (((Round *) data)->object);
}

static void
dispose_and_drop (gpointer data)
{
  Round *self = data;

  test_race_jitter ();
  g_object_run_dispose (G_OBJECT (self->object));
  test_race_jitter ();
  g_object_unref (self->object);
}

static void
observe_and_drop (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < 4; i++)
    g_object_unref (gweak_weak_ref_new (self->object));
  g_object_unref (self->object);
}

static void
toggle_and_drop (gpointer data)
{
  Round *self = data;

  g_object_unref (g_object_new (GWEAK_TYPE_WEAK_REF, "referent", self->object, "toggle", TRUE, NULL));
  g_object_unref (self->object);
}

/* What is read of a listed object is of its life. Reference counts include those
 * that listings and the toggle reference hold for a moment.
 */
static void
check_listed (Round            *self,
              GweakDebugObject *known)
{
  g_autoptr (GPtrArray) references = gweak_debug_object_list_references (known);

  g_assert_cmphex (gweak_debug_object_get_address (known), ==, GPOINTER_TO_SIZE (self->object));
  g_assert_true (gweak_debug_object_get_object_type (known) == TEST_TYPE_OBJECT);
  g_assert_cmpuint (gweak_debug_object_get_ref_count (known), <=, 10);
  g_assert_cmpuint (gweak_debug_object_count_observers (known, NULL), <=, 2);
  g_assert_cmpuint (references->len, <=, 2);
  test_count (&self->listed);
}

static void
list (gpointer data)
{
  Round *self = data;
  g_autoptr (GPtrArray) objects = gweak_debug_list_objects ();

  g_assert_cmpuint (objects->len, <=, 1);
  if (objects->len > 0)
    check_listed (self, objects->pdata[0]);
}

static void
dump (gpointer data)
{
  g_free (gweak_debug_dump ());
}

/* A listing may have held it to the last. */
static void
check (gpointer data)
{
  Round *self = data;
  g_autoptr (GPtrArray) objects = gweak_debug_list_objects ();

  g_assert_cmpint (test_counted (&self->finalized), ==, 1);
  g_assert_cmpuint (objects->len, ==, 0);
  g_assert_finalize_object (self->ref);
}

static void
against (TestRaceFunc change)
{
  const TestRace race = { prepare, { change, list, list, dump }, check };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
objects_are_listed_against_their_last_unref (void)
{
  against (drop);
}

static void
objects_are_listed_against_their_dispose (void)
{
  against (dispose_and_drop);
}

static void
objects_are_listed_against_new_observers (void)
{
  against (observe_and_drop);
}

static void
objects_are_listed_against_toggle_references (void)
{
  against (toggle_and_drop);
}

static const TestCase cases[] = {
  { "objects are listed against their last unref", objects_are_listed_against_their_last_unref },
  { "objects are listed against their dispose", objects_are_listed_against_their_dispose },
  { "objects are listed against new observers", objects_are_listed_against_new_observers },
  { "objects are listed against toggle references", objects_are_listed_against_toggle_references },
};

int
main (int   argc,
      char *argv[])
{
  return test_run_cases (argc, argv, "stress/debug", cases, G_N_ELEMENTS (cases));
}
