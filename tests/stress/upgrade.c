/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-race.h"

#define ROUNDS 20000

/* Upgrades against the last unref. */
typedef struct
{
  TestObject   *object; /* (owned) by the first runner */
  GweakWeakRef *ref;    /* (owned) */
  GweakWeakRef *shared[3];
  TestCount     disposed, finalized;
  TestCount     died, missed, upgraded;
} Round;

static void
count_dispose_cb (TestObject *object,
                  gpointer    count)
{
  test_count (count);
}

static void
count_died_cb (GweakWeakRef *ref,
               gpointer      count)
{
  g_assert_null (gweak_weak_ref_get (ref));
  test_count (count);
}

static void
prepare (gpointer data)
{
  Round *self = data;

  *self = (Round){ NULL };
  self->object = test_object_new_counted (&self->finalized);
  test_object_set_value (self->object, 42);
  test_object_before_dispose (self->object, count_dispose_cb, &self->disposed);
  self->ref = gweak_weak_ref_new_with_callback (self->object, count_died_cb, &self->died, NULL);
}

static void
drop (gpointer data)
{
  g_object_unref (((Round *) data)->object);
}

/* What an upgrade gave must be whole as long as it is held. */
static void
use (Round   *self,
     gpointer object)
{
  int value = 0;

  if (object == NULL)
    {
      test_count (&self->missed);
      return;
    }

  g_assert_true (object == self->object);
  g_assert_cmpint (test_counted (&self->disposed), ==, 0);
  g_object_get (object, "value", &value, NULL);
  g_assert_cmpint (value, ==, 42);
  g_assert_cmpint (test_counted (&self->disposed), ==, 0);
  test_count (&self->upgraded);
  g_object_unref (object);
}

static void
get (gpointer data)
{
  Round *self = data;

  use (self, gweak_weak_ref_get (self->ref));
}

static void
dup_referent (gpointer data)
{
  Round *self = data;

  use (self, gweak_reference_dup_referent (GWEAK_REFERENCE (self->ref)));
}

static void
get_often (gpointer data)
{
  for (guint i = 0; i < 8; i++)
    get (data);
}

/* The object died exactly once, and everything says so. */
static void
check_death (Round *self)
{
  g_assert_cmpint (test_counted (&self->disposed), ==, 1);
  g_assert_cmpint (test_counted (&self->finalized), ==, 1);
  g_assert_cmpint (test_counted (&self->died), ==, 1);
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (self->ref)));
  g_assert_null (gweak_weak_ref_get (self->ref));
  g_assert_finalize_object (self->ref);
}

static void
check_two (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->missed) + test_counted (&self->upgraded), ==, 2);
  check_death (self);
}

static void
an_upgrade_gives_the_whole_object_or_nothing (void)
{
  const TestRace race = { prepare, { drop, get, dup_referent }, check_two };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
check_many (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->missed) + test_counted (&self->upgraded), ==, 24);
  check_death (self);
}

static void
the_last_unref_may_be_anybodys (void)
{
  const TestRace race = { prepare, { drop, get_often, get_often, get_often }, check_many };
  Round          round;

  test_race (&race, &round, ROUNDS / 2);
}

/* One way down: once an upgrade failed, none succeeds. */
static void
get_in_order (gpointer data)
{
  Round   *self = data;
  gboolean missed = FALSE;

  for (guint i = 0; i < 16; i++)
    {
      g_autoptr (GObject) object = gweak_weak_ref_get (self->ref);

      g_assert_false (missed && object != NULL);
      missed = object == NULL;
    }
}

static void
check_order (gpointer data)
{
  check_death (data);
}

static void
after_a_miss_there_is_no_hit (void)
{
  const TestRace race = { prepare, { drop, get_in_order, get_in_order }, check_order };
  Round          round;

  test_race (&race, &round, ROUNDS / 2);
}

static void
get_shared_1 (gpointer data)
{
  ((Round *) data)->shared[0] = gweak_weak_ref_get_shared (((Round *) data)->object);
}

static void
get_shared_2 (gpointer data)
{
  ((Round *) data)->shared[1] = gweak_weak_ref_get_shared (((Round *) data)->object);
}

static void
get_shared_3 (gpointer data)
{
  ((Round *) data)->shared[2] = gweak_weak_ref_get_shared (((Round *) data)->object);
}

/* The round's own reference and the shared one. */
static void
check_one_shared (gpointer data)
{
  Round *self = data;

  g_assert_nonnull (self->shared[0]);
  g_assert_true (self->shared[0] == self->shared[1]);
  g_assert_true (self->shared[0] == self->shared[2]);
  g_assert_true (gweak_reference_refers_to (GWEAK_REFERENCE (self->shared[0]), self->object));
  g_assert_cmpuint (gweak_count_references (self->object), ==, 2);

  g_object_unref (self->shared[0]);
  g_object_unref (self->shared[1]);
  g_assert_finalize_object (self->shared[2]);
  g_assert_cmpuint (gweak_count_references (self->object), ==, 1);
  g_assert_finalize_object (self->object);
  check_death (self);
}

static void
all_threads_get_one_shared_reference (void)
{
  const TestRace race = { prepare, { get_shared_1, get_shared_2, get_shared_3 }, check_one_shared };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
prepare_shared (gpointer data)
{
  prepare (data);
  get_shared_1 (data);
}

static void
release_shared (gpointer data)
{
  g_object_unref (((Round *) data)->shared[0]);
}

/* It is the old one for both, or the same new one, or the old one for who came
 * first, which then holds it while the other comes.
 */
static void
check_released_shared (gpointer data)
{
  Round *self = data;

  self->shared[0] = gweak_weak_ref_get_shared (self->object);
  check_one_shared (self);
}

static void
the_shared_reference_is_one_while_it_is_released (void)
{
  const TestRace race = { prepare_shared, { release_shared, get_shared_2, get_shared_3 }, check_released_shared };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
clear_shared (gpointer data)
{
  Round *self = data;

  gweak_reference_clear (GWEAK_REFERENCE (self->shared[0]));
  g_clear_object (&self->shared[0]);
}

/* Who came before the clear holds a dead reference, who came after it a new
 * one; all who hold a live one hold the same.
 */
static void
check_cleared_shared (gpointer data)
{
  Round        *self = data;
  GweakWeakRef *current = gweak_weak_ref_get_shared (self->object);

  for (guint i = 1; i < 3; i++)
    {
      g_assert_nonnull (self->shared[i]);
      g_assert_true (self->shared[i] == current || !gweak_reference_is_alive (GWEAK_REFERENCE (self->shared[i])));
      g_object_unref (self->shared[i]);
    }
  g_assert_true (gweak_reference_refers_to (GWEAK_REFERENCE (current), self->object));
  g_assert_cmpuint (gweak_count_references (self->object), ==, 2);
  g_assert_finalize_object (current);
  g_assert_finalize_object (self->object);
  check_death (self);
}

static void
the_shared_reference_is_one_while_it_is_cleared (void)
{
  const TestRace race = { prepare_shared, { clear_shared, get_shared_2, get_shared_3 }, check_cleared_shared };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* Whoever holds the object gets a shared reference that answers. */
static void
upgrade_and_share (gpointer data)
{
  Round *self = data;
  g_autoptr (GweakWeakRef) shared = NULL;
  g_autoptr (GObject) object = gweak_weak_ref_get (self->ref);

  if (object == NULL)
    return;

  shared = gweak_weak_ref_get_shared (object);
  use (self, gweak_weak_ref_get (shared));
  g_assert_cmpint (test_counted (&self->upgraded), >, 0);
}

static void
check_shared_death (gpointer data)
{
  g_assert_cmpint (test_counted (&((Round *) data)->missed), ==, 0);
  check_death (data);
}

static void
the_shared_reference_answers_whoever_holds_the_object (void)
{
  const TestRace race = { prepare, { drop, upgrade_and_share, upgrade_and_share }, check_shared_death };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stress/upgrade/an upgrade gives the whole object or nothing", an_upgrade_gives_the_whole_object_or_nothing);
  g_test_add_func ("/stress/upgrade/the last unref may be anybody's", the_last_unref_may_be_anybodys);
  g_test_add_func ("/stress/upgrade/after a miss there is no hit", after_a_miss_there_is_no_hit);
  g_test_add_func ("/stress/upgrade/all threads get one shared reference", all_threads_get_one_shared_reference);
  g_test_add_func ("/stress/upgrade/the shared reference is one while it is released", the_shared_reference_is_one_while_it_is_released);
  g_test_add_func ("/stress/upgrade/the shared reference is one while it is cleared", the_shared_reference_is_one_while_it_is_cleared);
  g_test_add_func ("/stress/upgrade/the shared reference answers whoever holds the object", the_shared_reference_answers_whoever_holds_the_object);

  return g_test_run ();
}
