/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-race.h"

/* Sets whose members die in some threads while others work with them. */

#define ROUNDS 2000
#define N_INTERNERS 3
#define N_NAMES 4
#define N_OBJECTS 24
#define N_KEPT 4

static guint
name_hash (gconstpointer object)
{
  return g_str_hash (test_object_get_name ((TestObject *) object));
}

/* Takes its time. */
static gboolean
name_equal (gconstpointer a,
            gconstpointer b)
{
  test_race_jitter ();

  return g_str_equal (test_object_get_name ((TestObject *) a), test_object_get_name ((TestObject *) b));
}

static void
count_finalized_cb (TestObject *object,
                    gpointer    count)
{
  test_count (count);
}

/* Interning. */
typedef struct
{
  GweakWeakSet *set;                                 /* (owned) */
  TestObject   *seeds[N_NAMES];                      /* (owned) by who drops them */
  TestObject   *canonical[N_INTERNERS + 1][N_NAMES]; /* (owned) what a thread got */
  TestCount     made, finalized;
} Interning;

static TestObject *
new_named (Interning *self,
           guint      n)
{
  static const char *names[N_NAMES] = { "a", "b", "c", "d" };
  TestObject        *object = test_object_new (names[n]);

  test_count (&self->made);
  test_object_in_finalize (object, count_finalized_cb, &self->finalized);

  return object;
}

static void
prepare_interning (gpointer data)
{
  Interning *self = data;

  *self = (Interning){ NULL };
  self->set = gweak_weak_set_new_full (TEST_TYPE_OBJECT, name_hash, name_equal);
  for (guint n = 0; n < N_NAMES; n++)
    {
      self->seeds[n] = new_named (self, n);
      gweak_weak_set_add (self->set, self->seeds[n]);
    }
}

static void
drop_seeds (gpointer data)
{
  Interning *self = data;

  for (guint n = 0; n < N_NAMES; n++)
    {
      test_race_jitter ();
      g_object_unref (self->seeds[n]);
    }
}

static TestObject *
intern (Interning *self,
        guint      n)
{
  TestObject *object = new_named (self, n);
  TestObject *interned = gweak_weak_set_intern (self->set, object);

  g_object_unref (object);

  return interned;
}

static void
intern_all (Interning *self,
            guint      thread)
{
  for (guint n = 0; n < N_NAMES; n++)
    self->canonical[thread][n] = intern (self, n);
}

static void
intern_1 (gpointer data)
{
  intern_all (data, 0);
}

static void
intern_2 (gpointer data)
{
  intern_all (data, 1);
}

static void
intern_3 (gpointer data)
{
  intern_all (data, 2);
}

static void
intern_4 (gpointer data)
{
  intern_all (data, 3);
}

static void
check_nothing_is_left (Interning *self)
{
  g_assert_cmpuint (gweak_weak_set_get_size (self->set), ==, 0);
  g_assert_cmpint (test_counted (&self->finalized), ==, test_counted (&self->made));
  g_assert_finalize_object (self->set);
}

static void
check_canonical (Interning *self,
                 guint      n_threads)
{
  g_assert_cmpuint (gweak_weak_set_get_size (self->set), ==, N_NAMES);
  for (guint n = 0; n < N_NAMES; n++)
    for (guint thread = 0; thread < n_threads; thread++)
      {
        g_assert_nonnull (self->canonical[thread][n]);
        g_assert_true (self->canonical[thread][n] == self->canonical[0][n]);
      }
  for (guint n = 0; n < N_NAMES; n++)
    for (guint thread = 0; thread < n_threads; thread++)
      g_object_unref (self->canonical[thread][n]);
  check_nothing_is_left (self);
}

static void
check_interners (gpointer data)
{
  check_canonical (data, N_INTERNERS);
}

static void
check_four_interners (gpointer data)
{
  check_canonical (data, N_INTERNERS + 1);
}

static void
prepare_without_seeds (gpointer data)
{
  Interning *self = data;

  *self = (Interning){ NULL };
  self->set = gweak_weak_set_new_full (TEST_TYPE_OBJECT, name_hash, name_equal);
}

static void
threads_get_one_object_while_the_old_dies (void)
{
  const TestRace race = { prepare_interning, { drop_seeds, intern_1, intern_2, intern_3 }, check_interners };
  Interning      interning;

  test_race (&race, &interning, ROUNDS);
}

static void
threads_get_one_object_where_there_was_none (void)
{
  const TestRace race = { prepare_without_seeds, { intern_1, intern_2, intern_3, intern_4 }, check_four_interners };
  Interning      interning;

  test_race (&race, &interning, ROUNDS);
}

/* As long as a thread holds what it got, it is what everybody gets. */
static void
intern_and_drop (gpointer data)
{
  for (guint i = 0; i < 8; i++)
    {
      TestObject *interned = intern (data, i % 2);
      TestObject *again = intern (data, i % 2);

      g_assert_true (again == interned);
      g_object_unref (again);
      g_object_unref (interned);
    }
}

static void
check_dropped (gpointer data)
{
  check_nothing_is_left (data);
}

static void
what_is_held_is_what_everybody_gets (void)
{
  const TestRace race = { prepare_without_seeds,
                          { intern_and_drop, intern_and_drop, intern_and_drop, intern_and_drop },
                          check_dropped };
  Interning      interning;

  test_race (&race, &interning, ROUNDS / 4);
}

/* Two sets, which share every second of their objects. The first few of each
 * kind are kept.
 */
typedef struct
{
  GweakWeakSet *one, *other, *changed; /* (owned) */
  GMainContext *context;               /* (owned) (nullable) */
  TestObject   *objects[N_OBJECTS];    /* (owned) by who drops them */
  TestCount     finalized, removed, died;
  gboolean      by_name;
} Sets;

static void
removed_cb (GweakWeakSet     *set,
            gpointer          item,
            GweakRemovalCause cause,
            Sets             *self)
{
  test_count (&self->removed);
  if (cause == GWEAK_REMOVAL_CAUSE_DIED)
    test_count (&self->died);
}

static GweakWeakSet *
new_set (Sets *self)
{
  if (self->by_name)
    return gweak_weak_set_new_full (TEST_TYPE_OBJECT, name_hash, name_equal);

  return g_object_new (GWEAK_TYPE_WEAK_SET, "main-context", self->context, NULL);
}

static TestObject *
new_counted (Sets *self,
             guint n)
{
  g_autofree char *name = g_strdup_printf ("%u", n);
  TestObject      *object = test_object_new (name);

  test_object_in_finalize (object, count_finalized_cb, &self->finalized);

  return object;
}

static void
make_sets (Sets *self)
{
  self->one = new_set (self);
  self->other = new_set (self);
  self->changed = new_set (self);
  for (guint n = 0; n < N_OBJECTS; n++)
    {
      self->objects[n] = new_counted (self, n);
      if (n % 3 != 1)
        gweak_weak_set_add (self->one, self->objects[n]);
      if (n % 3 != 2)
        gweak_weak_set_add (self->other, self->objects[n]);
    }
}

static void
prepare_identity (gpointer data)
{
  Sets *self = data;

  *self = (Sets){ NULL };
  make_sets (self);
}

static void
prepare_by_name (gpointer data)
{
  Sets *self = data;

  *self = (Sets){ .by_name = TRUE };
  make_sets (self);
}

static void
drop_every_second (Sets *self,
                   guint first)
{
  for (guint n = first; n < N_OBJECTS; n += 2)
    {
      test_race_jitter ();
      g_object_unref (self->objects[n]);
    }
}

static void
drop_even (gpointer data)
{
  drop_every_second (data, N_KEPT);
}

static void
drop_odd (gpointer data)
{
  drop_every_second (data, N_KEPT + 1);
}

static gboolean
is_in_one (guint n)
{
  return n % 3 != 1;
}

static gboolean
is_in_other (guint n)
{
  return n % 3 != 2;
}

/* The members that live as long as the sets are there for certain. */
static void
check_kept (Sets         *self,
            GweakWeakSet *set,
            gboolean (*expected) (guint n))
{
  for (guint n = 0; n < N_KEPT; n++)
    g_assert_cmpint (gweak_weak_set_contains (set, self->objects[n]), ==, expected (n));
}

static gboolean
is_in_either (guint n)
{
  return is_in_one (n) || is_in_other (n);
}

static gboolean
is_in_both (guint n)
{
  return is_in_one (n) && is_in_other (n);
}

static gboolean
is_in_one_only (guint n)
{
  return is_in_one (n) && !is_in_other (n);
}

static gboolean
is_in_not_both (guint n)
{
  return is_in_one (n) != is_in_other (n);
}

/* Whoever dies meanwhile, and whoever comes to the other set, this is so. */
static void
use_makers (gpointer data)
{
  Sets *self = data;
  g_autoptr (GweakWeakSet) common = gweak_weak_set_intersection (self->one, self->other);
  g_autoptr (GweakWeakSet) rest = gweak_weak_set_difference (self->one, self->other);
  g_autoptr (GweakWeakSet) apart = gweak_weak_set_symmetric_difference (self->other, self->one);

  check_kept (self, common, is_in_both);
  check_kept (self, rest, is_in_one_only);
  check_kept (self, apart, is_in_not_both);
  g_assert_true (gweak_weak_set_is_subset (common, self->one));
  g_assert_true (gweak_weak_set_is_disjoint (rest, self->other));
  g_assert_true (gweak_weak_set_is_disjoint (common, apart));
  g_assert_true (gweak_weak_set_is_subset (rest, apart));
  g_assert_false (gweak_weak_set_is_disjoint (self->one, self->other));
  g_assert_false (gweak_weak_set_equal (self->one, self->other));
}

/* Where nobody comes. */
static void
use_union (gpointer data)
{
  Sets *self = data;
  g_autoptr (GweakWeakSet) all = gweak_weak_set_union (self->one, self->other);

  check_kept (self, all, is_in_either);
  for (guint i = 0; i < N_OBJECTS; i++)
    {
      g_assert_true (gweak_weak_set_is_superset (all, self->one));
      g_assert_true (gweak_weak_set_is_subset (self->other, all));
    }
  use_makers (data);
}

static void
use_changers (gpointer data)
{
  Sets *self = data;

  gweak_weak_set_update (self->changed, self->one);
  gweak_weak_set_update (self->changed, self->other);
  check_kept (self, self->changed, is_in_either);
  gweak_weak_set_intersection_update (self->changed, self->one);
  check_kept (self, self->changed, is_in_one);
  gweak_weak_set_difference_update (self->changed, self->other);
  check_kept (self, self->changed, is_in_one_only);
  g_assert_true (gweak_weak_set_is_subset (self->changed, self->one));
  g_assert_true (gweak_weak_set_is_disjoint (self->changed, self->other));
}

static void
check_sets (gpointer data)
{
  Sets *self = data;
  g_autoptr (GweakWeakSet) all = gweak_weak_set_union (self->one, self->other);

  g_assert_cmpuint (gweak_weak_set_get_size (all), ==, N_KEPT);
  for (guint n = 0; n < N_KEPT; n++)
    g_object_unref (self->objects[n]);
  g_assert_cmpuint (gweak_weak_set_get_size (all), ==, 0);
  g_assert_cmpuint (gweak_weak_set_get_size (self->one), ==, 0);
  g_assert_cmpuint (gweak_weak_set_get_size (self->other), ==, 0);
  g_assert_cmpuint (gweak_weak_set_get_size (self->changed), ==, 0);
  g_assert_cmpint (test_counted (&self->finalized), ==, N_OBJECTS);
  g_assert_finalize_object (self->one);
  g_assert_finalize_object (self->other);
  g_assert_finalize_object (self->changed);
}

static void
operators_are_right_while_members_die (void)
{
  const TestRace race = { prepare_identity, { drop_even, use_union, use_changers, drop_odd }, check_sets };
  Sets           sets;

  test_race (&race, &sets, ROUNDS);
}

static void
with_functions_operators_are_right_too (void)
{
  const TestRace race = { prepare_by_name, { drop_even, use_union, use_changers, drop_odd }, check_sets };
  Sets           sets;

  test_race (&race, &sets, ROUNDS / 4);
}

/* New objects get the addresses of dead ones. */
static void
add_and_drop (gpointer data)
{
  Sets *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    {
      TestObject *object = test_object_new ("new");

      gweak_weak_set_add (self->other, object);
      g_assert_true (gweak_weak_set_contains (self->other, object));
      g_object_unref (object);
    }
}

static void
new_members_are_not_taken_for_dead_ones (void)
{
  const TestRace race = { prepare_identity, { drop_even, use_makers, add_and_drop, drop_odd }, check_sets };
  Sets           sets;

  test_race (&race, &sets, ROUNDS);
}

/* Each member leaves for one reason, and that is told once. */
static void
listen (Sets *self)
{
  make_sets (self);
  g_signal_connect (self->one, "removed", G_CALLBACK (removed_cb), self);
}

static void
prepare_heard (gpointer data)
{
  Sets *self = data;

  *self = (Sets){ NULL };
  listen (self);
}

static void
prepare_deferred (gpointer data)
{
  Sets *self = data;

  *self = (Sets){ .context = g_main_context_new () };
  listen (self);
}

static void
pop_some (gpointer data)
{
  Sets *self = data;

  for (guint i = 0; i < N_OBJECTS / 4; i++)
    {
      g_autoptr (TestObject) object = gweak_weak_set_pop (self->one);

      test_race_jitter ();
      if (object != NULL)
        g_assert_true (TEST_IS_OBJECT (object));
    }
}

static void
walk_and_remove (gpointer data)
{
  Sets            *self = data;
  GweakWeakSetIter iter;
  gpointer         item;
  guint            n = 0;

  gweak_weak_set_iter_init (&iter, self->one);
  while (gweak_weak_set_iter_next (&iter, &item))
    {
      g_assert_true (TEST_IS_OBJECT (item));
      if (n++ % 2 == 0)
        gweak_weak_set_iter_remove (&iter);
    }
}

static void
check_removed (gpointer data)
{
  Sets *self = data;
  guint n_members = 0;

  for (guint n = 0; n < N_KEPT; n++)
    g_object_unref (self->objects[n]);
  for (guint n = 0; n < N_OBJECTS; n++)
    n_members += is_in_one (n);
  if (self->context != NULL)
    test_iterate (self->context);

  g_assert_cmpuint (gweak_weak_set_get_size (self->one), ==, 0);
  g_assert_cmpint (test_counted (&self->removed), ==, n_members);
  g_assert_cmpint (test_counted (&self->finalized), ==, N_OBJECTS);
  g_assert_finalize_object (self->one);
  g_assert_finalize_object (self->other);
  g_assert_finalize_object (self->changed);
  g_clear_pointer (&self->context, g_main_context_unref);
}

static void
each_member_leaves_once (void)
{
  const TestRace race = { prepare_heard, { drop_even, pop_some, walk_and_remove, drop_odd }, check_removed };
  Sets           sets;

  test_race (&race, &sets, ROUNDS);
}

static void
each_member_leaves_once_where_that_is_deferred (void)
{
  const TestRace race = { prepare_deferred, { drop_even, pop_some, walk_and_remove, drop_odd }, check_removed };
  Sets           sets;

  test_race (&race, &sets, ROUNDS);
}

/* The set goes while it is walked over and its members die. */
static void
prepare_held (gpointer data)
{
  prepare_heard (data);
  g_object_ref (((Sets *) data)->one);
}

static void
drop_set (gpointer data)
{
  test_race_jitter ();
  g_object_unref (((Sets *) data)->one);
}

static void
walk_and_drop_set (gpointer data)
{
  Sets            *self = data;
  GweakWeakSetIter iter;
  gpointer         item;

  gweak_weak_set_iter_init (&iter, self->one);
  g_object_unref (self->one);
  while (gweak_weak_set_iter_next (&iter, &item))
    g_assert_true (TEST_IS_OBJECT (item));
}

static void
check_gone (gpointer data)
{
  Sets *self = data;

  for (guint n = 0; n < N_KEPT; n++)
    g_object_unref (self->objects[n]);
  g_assert_cmpint (test_counted (&self->finalized), ==, N_OBJECTS);
  g_assert_cmpint (test_counted (&self->removed), ==, test_counted (&self->died));
  g_assert_finalize_object (self->other);
  g_assert_finalize_object (self->changed);
}

static void
the_set_goes_while_its_members_do (void)
{
  const TestRace race = { prepare_held, { drop_even, drop_set, walk_and_drop_set, drop_odd }, check_gone };
  Sets           sets;

  test_race (&race, &sets, ROUNDS);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "intern/threads get one object while the old one dies", threads_get_one_object_while_the_old_dies },
    { "intern/threads get one object where there was none", threads_get_one_object_where_there_was_none },
    { "intern/what is held is what everybody gets", what_is_held_is_what_everybody_gets },
    { "operators/are right while members die", operators_are_right_while_members_die },
    { "operators/are right with functions too", with_functions_operators_are_right_too },
    { "operators/new members are not taken for dead ones", new_members_are_not_taken_for_dead_ones },
    { "each member leaves once", each_member_leaves_once },
    { "each member leaves once where that is deferred", each_member_leaves_once_where_that_is_deferred },
    { "the set goes while its members do", the_set_goes_while_its_members_do },
  };

  return test_run_cases (argc, argv, "stress/weak-set", cases, G_N_ELEMENTS (cases));
}
