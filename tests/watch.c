/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

static GweakWatch *
logged_watch (gpointer    object,
              GweakMoment moment,
              const char *name)
{
  return gweak_watch_add (object, moment, test_log_moment_cb, (gpointer) name, test_log_destroy_cb);
}

/* One that nobody can remove any more. */
static void
leave_watch (gpointer    object,
             GweakMoment moment,
             const char *name)
{
  gweak_watch_unref (logged_watch (object, moment, name));
}

static void
died_comes_with_the_last_unref (void)
{
  TestObject *object = test_object_new ("it");

  leave_watch (object, GWEAK_MOMENT_DIED, "a");
  g_object_ref (object);
  g_object_unref (object);
  assert_log ("");

  g_assert_finalize_object (object);
  assert_log ("died:a destroy:a");
}

static void
finalized_comes_after_every_died (void)
{
  TestObject *object = test_object_new ("it");

  leave_watch (object, GWEAK_MOMENT_DIED, "1");
  leave_watch (object, GWEAK_MOMENT_FINALIZED, "2");
  leave_watch (object, GWEAK_MOMENT_DIED, "3");
  leave_watch (object, GWEAK_MOMENT_FINALIZED, "4");

  g_assert_finalize_object (object);
  assert_log ("died:3 destroy:3 died:1 destroy:1 finalized:4 destroy:4 finalized:2 destroy:2");
}

static void
log_hook (TestObject *object,
          gpointer    text)
{
  test_log ("%s", (char *) text);
}

static void
died_comes_between_dispose_and_finalize (void)
{
  TestObject *object = test_object_new ("it");

  test_object_before_dispose (object, log_hook, "dispose");
  test_object_in_finalize (object, log_hook, "finalize");
  leave_watch (object, GWEAK_MOMENT_DIED, "a");
  leave_watch (object, GWEAK_MOMENT_FINALIZED, "b");

  g_assert_finalize_object (object);
  assert_log ("dispose died:a destroy:a finalize finalized:b destroy:b");
}

static void
run_dispose_is_a_death (void)
{
  TestObject *object = test_object_new ("it");

  leave_watch (object, GWEAK_MOMENT_DIED, "a");
  leave_watch (object, GWEAK_MOMENT_FINALIZED, "b");

  g_object_run_dispose (G_OBJECT (object));
  assert_log ("died:a destroy:a");
  g_object_run_dispose (G_OBJECT (object));
  assert_log ("");

  g_assert_finalize_object (object);
  assert_log ("finalized:b destroy:b");
}

static void
a_husk_has_another_death (void)
{
  TestObject *object = test_object_new ("it");

  leave_watch (object, GWEAK_MOMENT_DIED, "first");
  g_object_run_dispose (G_OBJECT (object));
  leave_watch (object, GWEAK_MOMENT_DIED, "second");
  leave_watch (object, GWEAK_MOMENT_FINALIZED, "end");
  assert_log ("died:first destroy:first");

  g_assert_finalize_object (object);
  assert_log ("died:second destroy:second finalized:end destroy:end");
}

static void
add_watches_hook (TestObject *object,
                  gpointer    name)
{
  leave_watch (object, GWEAK_MOMENT_DIED, name);
  leave_watch (object, GWEAK_MOMENT_FINALIZED, name);
}

static void
one_added_in_dispose_is_fired_by_it (void)
{
  TestObject *object = test_object_new ("it");

  test_object_before_dispose (object, add_watches_hook, "early");
  g_assert_finalize_object (object);
  assert_log ("died:early destroy:early finalized:early destroy:early");
}

static void
one_added_after_chaining_up_is_fired_too (void)
{
  TestObject *object = test_object_new ("it");

  leave_watch (object, GWEAK_MOMENT_DIED, "a");
  test_object_after_dispose (object, add_watches_hook, "late");
  g_assert_finalize_object (object);
  assert_log ("died:a destroy:a died:late destroy:late finalized:late destroy:late");
}

static void
a_class_that_never_chains_up_dies_all_the_same (void)
{
  TestObject *object = test_object_new ("it");

  test_object_never_chain_up (object);
  leave_watch (object, GWEAK_MOMENT_DIED, "a");
  leave_watch (object, GWEAK_MOMENT_FINALIZED, "b");

  g_object_run_dispose (G_OBJECT (object));
  assert_log ("");
  g_assert_finalize_object (object);
  assert_log ("died:a destroy:a finalized:b destroy:b");
}

static void
resurrect_hook (TestObject *object,
                gpointer    user_data)
{
  *(TestObject **) user_data = g_object_ref (object);
  test_object_before_dispose (object, NULL, NULL);
}

static void
a_resurrection_before_chaining_up_leaves_it_armed (void)
{
  TestObject *object = test_object_new ("it"), *resurrected = NULL;

  test_object_never_chain_up (object);
  test_object_before_dispose (object, resurrect_hook, &resurrected);
  leave_watch (object, GWEAK_MOMENT_DIED, "a");

  g_object_unref (object);
  g_assert_true (resurrected == object);
  assert_log ("");

  leave_watch (resurrected, GWEAK_MOMENT_DIED, "b");
  g_assert_finalize_object (resurrected);
  assert_log ("died:b destroy:b died:a destroy:a");
}

static void
a_resurrection_after_the_news_is_a_new_life (void)
{
  TestObject *object = test_object_new ("it"), *resurrected = NULL;

  test_object_before_dispose (object, resurrect_hook, &resurrected);
  leave_watch (object, GWEAK_MOMENT_DIED, "a");
  leave_watch (object, GWEAK_MOMENT_FINALIZED, "b");

  g_object_unref (object);
  g_assert_true (resurrected == object);
  assert_log ("died:a destroy:a");

  leave_watch (resurrected, GWEAK_MOMENT_DIED, "c");
  g_assert_finalize_object (resurrected);
  assert_log ("died:c destroy:c finalized:b destroy:b");
}

static void
dying_is_not_for_watches (void)
{
  TestObject *object = test_object_new ("it");

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*gweak_watch_add*moment*");
  g_assert_null (gweak_watch_add (object, GWEAK_MOMENT_DYING, test_log_moment_cb, "a", NULL));
  g_test_assert_expected_messages ();

  leave_watch (object, GWEAK_MOMENT_DIED, "b");
  g_assert_finalize_object (object);
  assert_log ("died:b destroy:b");
}

static void
removing_disarms_and_destroys (void)
{
  TestObject *object = test_object_new ("it");
  GweakWatch *died = logged_watch (object, GWEAK_MOMENT_DIED, "a");
  GweakWatch *finalized = logged_watch (object, GWEAK_MOMENT_FINALIZED, "b");

  g_assert_true (gweak_watch_remove (died));
  assert_log ("destroy:a");
  g_assert_true (gweak_watch_remove (finalized));
  assert_log ("destroy:b");

  g_assert_finalize_object (object);
  assert_log ("");
}

static void
removing_after_it_ran_is_false (void)
{
  TestObject *object = test_object_new ("it");
  GweakWatch *died = logged_watch (object, GWEAK_MOMENT_DIED, "a");
  GweakWatch *finalized = logged_watch (object, GWEAK_MOMENT_FINALIZED, "b");

  g_assert_finalize_object (object);
  assert_log ("died:a destroy:a finalized:b destroy:b");
  g_assert_false (gweak_watch_remove (died));
  g_assert_false (gweak_watch_remove (finalized));
  assert_log ("");
}

static void
removing_between_the_moments (void)
{
  TestObject *object = test_object_new ("it");
  GweakWatch *died = logged_watch (object, GWEAK_MOMENT_DIED, "a");
  GweakWatch *finalized = logged_watch (object, GWEAK_MOMENT_FINALIZED, "b");

  g_object_run_dispose (G_OBJECT (object));
  assert_log ("died:a destroy:a");
  g_assert_false (gweak_watch_remove (died));
  g_assert_true (gweak_watch_remove (finalized));
  assert_log ("destroy:b");

  g_assert_finalize_object (object);
  assert_log ("");
}

static void
removing_twice_is_false_the_second_time (void)
{
  TestObject *object = test_object_new ("it");
  GweakWatch *watch = logged_watch (object, GWEAK_MOMENT_DIED, "a");

  gweak_watch_ref (watch);
  g_assert_true (gweak_watch_remove (watch));
  assert_log ("destroy:a");
  g_assert_false (gweak_watch_remove (watch));

  g_assert_finalize_object (object);
  assert_log ("");
}

static void
without_destroy_nothing_is_destroyed (void)
{
  TestObject *object = test_object_new ("it");
  GweakWatch *removed = gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, "a", NULL);

  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, "b", NULL));
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_FINALIZED, test_log_moment_cb, "c", NULL));
  g_assert_true (gweak_watch_remove (removed));

  g_assert_finalize_object (object);
  assert_log ("died:b finalized:c");
}

/* What a callback is to do to another watch, or to its own. */
typedef struct
{
  const char *name;
  GweakWatch *victim;
} Removal;

static void
remove_cb (GweakMoment moment,
           gpointer    user_data)
{
  Removal *removal = user_data;

  test_log_moment_cb (moment, (gpointer) removal->name);
  test_log ("%s", gweak_watch_remove (removal->victim) ? "TRUE" : "FALSE");
}

static void
log_removal_destroyed_cb (gpointer user_data)
{
  test_log_destroy_cb ((gpointer) ((Removal *) user_data)->name);
}

static GweakWatch *
add_removal (gpointer    object,
             GweakMoment moment,
             Removal    *removal)
{
  return gweak_watch_add (object, moment, remove_cb, removal, log_removal_destroyed_cb);
}

static void
removing_itself_inside_its_callback_is_false (void)
{
  static const GweakMoment moments[] = { GWEAK_MOMENT_DIED, GWEAK_MOMENT_FINALIZED };
  static const char *const expected[] = { "died:a FALSE destroy:a", "finalized:a FALSE destroy:a" };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      TestObject *object = test_object_new ("it");
      Removal     removal = { "a", NULL };

      removal.victim = add_removal (object, moments[i], &removal);
      g_assert_finalize_object (object);
      assert_log (expected[i]);
    }
}

static void
removing_a_later_one_keeps_it_from_being_called (void)
{
  static const GweakMoment moments[] = { GWEAK_MOMENT_DIED, GWEAK_MOMENT_FINALIZED };
  static const char *const expected[] = { "died:new destroy:next TRUE destroy:new died:last destroy:last",
                                          "finalized:new destroy:next TRUE destroy:new finalized:last destroy:last" };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      TestObject *object = test_object_new ("it");
      Removal     removal = { "new", NULL };

      leave_watch (object, moments[i], "last");
      removal.victim = logged_watch (object, moments[i], "next");
      gweak_watch_unref (add_removal (object, moments[i], &removal));
      g_assert_finalize_object (object);
      assert_log (expected[i]);
    }
}

static void
removing_the_last_of_all_keeps_it_from_being_called (void)
{
  TestObject *object = test_object_new ("it");
  Removal     removal = { "new", NULL };

  removal.victim = logged_watch (object, GWEAK_MOMENT_DIED, "last");
  leave_watch (object, GWEAK_MOMENT_DIED, "next");
  gweak_watch_unref (add_removal (object, GWEAK_MOMENT_DIED, &removal));

  g_assert_finalize_object (object);
  assert_log ("died:new destroy:last TRUE destroy:new died:next destroy:next");
}

static void
removing_an_earlier_one_is_false (void)
{
  TestObject *object = test_object_new ("it");
  Removal     removal = { "old", NULL };

  gweak_watch_unref (add_removal (object, GWEAK_MOMENT_DIED, &removal));
  removal.victim = logged_watch (object, GWEAK_MOMENT_DIED, "new");

  g_assert_finalize_object (object);
  assert_log ("died:new destroy:new died:old FALSE destroy:old");
}

static void
removing_one_of_the_next_moment (void)
{
  TestObject *object = test_object_new ("it");
  Removal     removal = { "a", NULL };

  removal.victim = logged_watch (object, GWEAK_MOMENT_FINALIZED, "b");
  leave_watch (object, GWEAK_MOMENT_FINALIZED, "c");
  gweak_watch_unref (add_removal (object, GWEAK_MOMENT_DIED, &removal));

  g_assert_finalize_object (object);
  assert_log ("died:a destroy:b TRUE destroy:a finalized:c destroy:c");
}

static void
say_nothing_cb (GweakMoment moment,
                gpointer    user_data)
{
}

static void
log_removed_cb (gpointer watch)
{
  test_log ("%s", gweak_watch_remove (watch) ? "TRUE" : "FALSE");
}

static void
removing_in_a_destroy_notify (void)
{
  TestObject *object = test_object_new ("it");
  GweakWatch *next = logged_watch (object, GWEAK_MOMENT_DIED, "next");

  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, say_nothing_cb, next, log_removed_cb));
  g_assert_finalize_object (object);
  assert_log ("destroy:next TRUE");
}

static void
unref_cb (GweakMoment moment,
          gpointer    user_data)
{
  gweak_watch_unref (g_steal_pointer ((GweakWatch **) user_data));
  test_log ("unref");
}

static void
its_last_reference_can_go_inside_its_callback (void)
{
  TestObject *object = test_object_new ("it");
  GweakWatch *watch = NULL;

  watch = gweak_watch_add (object, GWEAK_MOMENT_DIED, unref_cb, &watch, NULL);
  g_assert_finalize_object (object);
  g_assert_null (watch);
  assert_log ("unref");
}

/* On a husk the object can still be used inside the callback. */
static void
add_cb (GweakMoment moment,
        gpointer    user_data)
{
  test_log ("add");
  leave_watch (user_data, GWEAK_MOMENT_DIED, "added");
}

static void
one_added_inside_a_callback_sees_the_next_death (void)
{
  TestObject *object = test_object_new ("it");

  leave_watch (object, GWEAK_MOMENT_DIED, "old");
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, add_cb, object, NULL));

  g_object_run_dispose (G_OBJECT (object));
  assert_log ("add died:old destroy:old");
  g_assert_finalize_object (object);
  assert_log ("died:added destroy:added");
}

static void
run_dispose_cb (GweakMoment moment,
                gpointer    user_data)
{
  test_log ("again(");
  leave_watch (user_data, GWEAK_MOMENT_DIED, "added");
  g_object_run_dispose (user_data);
  test_log (")");
}

static void
a_death_inside_its_own_death_tells_each_once (void)
{
  TestObject *object = test_object_new ("it");

  leave_watch (object, GWEAK_MOMENT_DIED, "1");
  leave_watch (object, GWEAK_MOMENT_FINALIZED, "end");
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, run_dispose_cb, object, NULL));
  leave_watch (object, GWEAK_MOMENT_DIED, "3");

  g_object_run_dispose (G_OBJECT (object));
  assert_log ("died:3 destroy:3 again( died:added destroy:added died:1 destroy:1 )");
  g_assert_finalize_object (object);
  assert_log ("finalized:end destroy:end");
}

static void
drop_cb (GweakMoment moment,
         gpointer    user_data)
{
  test_log ("drop(");
  g_object_unref (user_data);
  test_log (")");
}

static void
deaths_nest (void)
{
  TestObject *outer = test_object_new ("outer"), *inner = test_object_new ("inner");

  leave_watch (outer, GWEAK_MOMENT_DIED, "1");
  gweak_watch_unref (gweak_watch_add (outer, GWEAK_MOMENT_DIED, drop_cb, inner, NULL));
  leave_watch (outer, GWEAK_MOMENT_DIED, "3");
  leave_watch (inner, GWEAK_MOMENT_DIED, "i");
  leave_watch (inner, GWEAK_MOMENT_FINALIZED, "j");

  g_assert_finalize_object (outer);
  assert_log ("died:3 destroy:3 drop( died:i destroy:i finalized:j destroy:j ) died:1 destroy:1");
}

static void
a_reference_leaves_it_armed (void)
{
  TestObject *object = test_object_new ("it");
  GweakWatch *watch = logged_watch (object, GWEAK_MOMENT_DIED, "a");

  g_assert_true (gweak_watch_ref (watch) == watch);
  gweak_watch_unref (watch);
  gweak_watch_unref (watch);
  assert_log ("");

  g_assert_finalize_object (object);
  assert_log ("died:a destroy:a");
}

static void
a_boxed_copy_is_the_same_watch (void)
{
  TestObject *object = test_object_new ("it");
  GweakWatch *watch = logged_watch (object, GWEAK_MOMENT_DIED, "a");
  GValue      value = G_VALUE_INIT;

  g_assert_true (G_TYPE_IS_BOXED (GWEAK_TYPE_WATCH));
  g_value_init (&value, GWEAK_TYPE_WATCH);
  g_value_take_boxed (&value, watch);
  g_assert_true (g_value_get_boxed (&value) == watch);

  watch = g_value_dup_boxed (&value);
  g_assert_true (g_value_get_boxed (&value) == watch);
  g_value_unset (&value);
  assert_log ("");

  g_assert_true (gweak_watch_remove (watch));
  assert_log ("destroy:a");
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
autoptr_leaves_it_armed (void)
{
  TestObject *object = test_object_new ("it");

  {
    g_autoptr (GweakWatch) watch = logged_watch (object, GWEAK_MOMENT_DIED, "a");

    g_assert_nonnull (watch);
  }
  g_assert_finalize_object (object);
  assert_log ("died:a destroy:a");
}

static void
watches_hold_nothing (void)
{
  TestObject *object = test_object_new ("it");

  leave_watch (object, GWEAK_MOMENT_DIED, "a");
  leave_watch (object, GWEAK_MOMENT_FINALIZED, "b");
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_cmpuint (gweak_count_references (object), ==, 0);

  g_assert_finalize_object (object);
  assert_log ("died:a destroy:a finalized:b destroy:b");
}

static void
a_floating_object_stays_floating (void)
{
  GInitiallyUnowned *object = g_object_new (G_TYPE_INITIALLY_UNOWNED, NULL);

  leave_watch (object, GWEAK_MOMENT_DIED, "a");
  g_assert_true (g_object_is_floating (object));
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);

  g_object_ref_sink (object);
  g_assert_finalize_object (object);
  assert_log ("died:a destroy:a");
}

/* What happens to a watch, and what its data is told. */
typedef struct
{
  guint n_calls;
  guint n_destroyed;
} Counts;

static void
count_call_cb (GweakMoment moment,
               gpointer    user_data)
{
  Counts *counts = user_data;

  g_assert_cmpuint (counts->n_destroyed, ==, 0);
  counts->n_calls++;
}

static void
count_destroyed_cb (gpointer user_data)
{
  ((Counts *) user_data)->n_destroyed++;
}

static GweakWatch *
counted_watch (gpointer object,
               Counts  *counts)
{
  return gweak_watch_add (object, GWEAK_MOMENT_DIED, count_call_cb, counts, count_destroyed_cb);
}

/* Goes on watching what is dying, as long as that can be watched at all. */
typedef struct
{
  GObject *object; /* (unowned) */
  Counts   counts[10];
  guint    n_added;
} Stubborn;

static void
watch_on_cb (GweakMoment moment,
             gpointer    user_data)
{
  Stubborn *stubborn = user_data;
  Counts   *counts = &stubborn->counts[stubborn->n_added];

  if (g_atomic_int_get ((gint *) &stubborn->object->ref_count) == 0 || stubborn->n_added == G_N_ELEMENTS (stubborn->counts))
    return;

  stubborn->n_added++;
  gweak_watch_unref (counted_watch (stubborn->object, counts));
  gweak_watch_unref (gweak_watch_add (stubborn->object, moment, watch_on_cb, stubborn, NULL));
}

static void
each_added_inside_the_last_unref_is_called_once (void)
{
  Stubborn stubborn = { .object = G_OBJECT (test_object_new ("it")) };

  gweak_watch_unref (gweak_watch_add (stubborn.object, GWEAK_MOMENT_DIED, watch_on_cb, &stubborn, NULL));
  g_object_unref (stubborn.object);
  g_assert_cmpuint (stubborn.n_added, <, G_N_ELEMENTS (stubborn.counts));
  for (guint i = 0; i < stubborn.n_added; i++)
    {
      g_assert_cmpuint (stubborn.counts[i].n_calls, ==, 1);
      g_assert_cmpuint (stubborn.counts[i].n_destroyed, ==, 1);
    }
}

static gpointer
remove_in_thread (gpointer watch)
{
  return GINT_TO_POINTER (gweak_watch_remove (watch));
}

static void
any_thread_can_remove_it (void)
{
  TestObject *object = test_object_new ("it");
  Counts      counts = { 0 };
  GThread    *thread = g_thread_new ("remover", remove_in_thread, counted_watch (object, &counts));

  g_assert_true (GPOINTER_TO_INT (g_thread_join (thread)));
  g_assert_cmpuint (counts.n_destroyed, ==, 1);

  g_assert_finalize_object (object);
  g_assert_cmpuint (counts.n_calls, ==, 0);
  g_assert_cmpuint (counts.n_destroyed, ==, 1);
}

static void
note_thread_cb (GweakMoment moment,
                gpointer    user_data)
{
  *(GThread **) user_data = g_thread_self ();
}

static gpointer
drop_in_thread (gpointer object)
{
  g_object_unref (object);

  return g_thread_self ();
}

static void
it_is_called_in_the_dropping_thread (void)
{
  TestObject *object = test_object_new ("it");
  GThread    *died_in = NULL, *finalized_in = NULL, *dropped_in;

  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, note_thread_cb, &died_in, NULL));
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_FINALIZED, note_thread_cb, &finalized_in, NULL));
  dropped_in = g_thread_join (g_thread_new ("dropper", drop_in_thread, object));

  g_assert_true (died_in == dropped_in);
  g_assert_true (finalized_in == dropped_in);
  g_assert_false (dropped_in == g_thread_self ());
}

#define N_MANY 100000

/* Each callback expects to be the one that is due. */
static guint next_due;

static void
expect_to_be_due_cb (GweakMoment moment,
                     gpointer    user_data)
{
  g_assert_cmpuint (GPOINTER_TO_UINT (user_data), ==, next_due);
  next_due--;
}

static void
many_are_called_newest_first (void)
{
  static const GweakMoment moments[] = { GWEAK_MOMENT_DIED, GWEAK_MOMENT_FINALIZED };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      TestObject *object = test_object_new ("it");

      for (guint n = 1; n <= N_MANY; n++)
        gweak_watch_unref (gweak_watch_add (object, moments[i], expect_to_be_due_cb, GUINT_TO_POINTER (n), NULL));
      next_due = N_MANY;
      g_assert_finalize_object (object);
      g_assert_cmpuint (next_due, ==, 0);
    }
}

static void
shuffle (guint *numbers,
         guint  length)
{
  for (guint i = length - 1; i > 0; i--)
    {
      guint other = (guint) g_test_rand_int_range (0, (gint32) i + 1);
      guint number = numbers[i];

      numbers[i] = numbers[other];
      numbers[other] = number;
    }
}

static guint *
random_order (guint length)
{
  guint *numbers = g_new (guint, length);

  for (guint i = 0; i < length; i++)
    numbers[i] = i;
  shuffle (numbers, length);

  return numbers;
}

/* The calls that are left come in the order of the list, counted down. */
static guint last_called, n_called, n_destroyed;

static void
expect_older_cb (GweakMoment moment,
                 gpointer    user_data)
{
  g_assert_cmpuint (GPOINTER_TO_UINT (user_data), <, last_called);
  last_called = GPOINTER_TO_UINT (user_data);
  n_called++;
}

static void
count_destroy_cb (gpointer user_data)
{
  n_destroyed++;
}

static void
many_are_removed_in_random_order (void)
{
  TestObject             *object = test_object_new ("it");
  g_autofree guint       *order = random_order (N_MANY);
  g_autofree GweakWatch **watches = g_new (GweakWatch *, N_MANY);

  for (guint i = 0; i < N_MANY; i++)
    watches[i] = gweak_watch_add (object, GWEAK_MOMENT_DIED, expect_older_cb, GUINT_TO_POINTER (i), count_destroy_cb);

  last_called = N_MANY;
  n_called = n_destroyed = 0;
  for (guint i = 0; i < N_MANY / 2; i++)
    g_assert_true (gweak_watch_remove (watches[order[i]]));
  g_assert_cmpuint (n_destroyed, ==, N_MANY / 2);
  g_assert_cmpuint (n_called, ==, 0);

  g_assert_finalize_object (object);
  g_assert_cmpuint (n_called, ==, N_MANY - N_MANY / 2);
  g_assert_cmpuint (n_destroyed, ==, N_MANY);
  for (guint i = N_MANY / 2; i < N_MANY; i++)
    g_assert_false (gweak_watch_remove (watches[order[i]]));
  g_assert_cmpuint (n_destroyed, ==, N_MANY);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "died comes with the last unref", died_comes_with_the_last_unref },
    { "finalized comes after every died", finalized_comes_after_every_died },
    { "died comes between dispose and finalize", died_comes_between_dispose_and_finalize },
    { "run_dispose is a death", run_dispose_is_a_death },
    { "a husk has another death", a_husk_has_another_death },
    { "one added in dispose is fired by it", one_added_in_dispose_is_fired_by_it },
    { "one added after chaining up is fired too", one_added_after_chaining_up_is_fired_too },
    { "a class that never chains up dies all the same", a_class_that_never_chains_up_dies_all_the_same },
    { "a resurrection before chaining up leaves it armed", a_resurrection_before_chaining_up_leaves_it_armed },
    { "a resurrection after the news is a new life", a_resurrection_after_the_news_is_a_new_life },
    { "dying is not for watches", dying_is_not_for_watches },
    { "removing disarms and destroys", removing_disarms_and_destroys },
    { "removing after it ran is FALSE", removing_after_it_ran_is_false },
    { "removing between the moments tells what ran", removing_between_the_moments },
    { "removing twice is FALSE the second time", removing_twice_is_false_the_second_time },
    { "without destroy nothing is destroyed", without_destroy_nothing_is_destroyed },
    { "removing itself inside its callback is FALSE", removing_itself_inside_its_callback_is_false },
    { "removing a watch in an earlier handler keeps it from being called", removing_a_later_one_keeps_it_from_being_called },
    { "removing the last of all keeps it from being called", removing_the_last_of_all_keeps_it_from_being_called },
    { "removing one that was called is FALSE", removing_an_earlier_one_is_false },
    { "removing one of the next moment keeps it from being called", removing_one_of_the_next_moment },
    { "removing works in a destroy notify", removing_in_a_destroy_notify },
    { "its last reference can go inside its callback", its_last_reference_can_go_inside_its_callback },
    { "one added inside a callback sees the next death", one_added_inside_a_callback_sees_the_next_death },
    { "a death inside its own death tells each once", a_death_inside_its_own_death_tells_each_once },
    { "deaths nest", deaths_nest },
    { "a released watch stays armed", a_reference_leaves_it_armed },
    { "a boxed copy is the same watch", a_boxed_copy_is_the_same_watch },
    { "autoptr leaves it armed", autoptr_leaves_it_armed },
    { "watches hold nothing", watches_hold_nothing },
    { "a floating object stays floating", a_floating_object_stays_floating },
    { "each that is added inside the last unref is called once", each_added_inside_the_last_unref_is_called_once },
    { "any thread can remove it", any_thread_can_remove_it },
    { "it is called in the dropping thread", it_is_called_in_the_dropping_thread },
    { "100 000 are called newest first", many_are_called_newest_first },
    { "100 000 are removed in random order", many_are_removed_in_random_order },
  };

  return test_run_cases (argc, argv, "watch", cases, G_N_ELEMENTS (cases));
}
