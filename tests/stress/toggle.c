/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gweak-toggle-private.h"
#include "test-race.h"

#define ROUNDS 10000
#define N_TOGGLES 3

/* An object whose last drop is announced, and what threads do to it. */
typedef struct
{
  TestObject   *object; /* (owned) by the first runner */
  GweakTracker *tracker;
  GweakWeakRef *plain;              /* (owned) */
  GweakWeakRef *toggles[N_TOGGLES]; /* (owned) (nullable) */
  TestCount     dying, died, finalized;
  TestCount     stood_down;
  gint          rescues_left;
  gpointer      rescued; /* (owned) (nullable) atomic: on its way to who drops it */
  TestCount     rescues;
  gpointer      in_hand; /* (owned) (nullable) atomic */
  TestCount     foreign_alone;
} Round;

static void
dying_cb (GweakReference *ref,
          GObject        *object,
          gpointer        data)
{
  Round *self = data;

  g_assert_true (object == (GObject *) self->object);
  g_assert_cmpint (test_counted (&self->died), ==, 0);
  g_assert_cmpint (g_atomic_int_get ((gint *) &object->ref_count), >, 1);
  test_count (&self->dying);
}

static void
died_cb (GweakReference *ref,
         gpointer        data)
{
  test_count (&((Round *) data)->died);
}

static void
stood_down_cb (GweakReference *ref,
               GParamSpec     *pspec,
               gpointer        data)
{
  gboolean toggle;

  g_object_get (ref, "toggle", &toggle, NULL);
  g_assert_false (toggle);
  test_count (&((Round *) data)->stood_down);
}

static GweakWeakRef *
new_toggle (gpointer object)
{
  return g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);
}

static void
prepare_unarmed (gpointer data)
{
  Round *self = data;

  *self = (Round){ NULL };
  self->object = test_object_new_counted (&self->finalized);
  self->tracker = gweak_tracker_ref (gweak_tracker_obtain ((GObject *) self->object));
  self->plain = gweak_weak_ref_new (self->object);
  g_signal_connect (self->plain, "died", G_CALLBACK (died_cb), self);
}

static void
prepare (gpointer data)
{
  Round *self = data;

  prepare_unarmed (self);
  self->toggles[0] = new_toggle (self->object);
  g_signal_connect (self->toggles[0], "dying", G_CALLBACK (dying_cb), self);
  g_signal_connect (self->toggles[0], "notify::toggle", G_CALLBACK (stood_down_cb), self);
}

static void
drop (gpointer data)
{
  g_object_unref (((Round *) data)->object);
}

static void
upgrade_and_drop (gpointer data)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GObject) object = gweak_weak_ref_get (((Round *) data)->plain);

      test_race_jitter ();
    }
}

/* How many objects went, and for how many a probe had to find the drop. */
static guint n_gone, n_late;

/* GLib < 2.79.1 can let a drop go unnotified that crosses an arming. gweak then
 * finds it, but that must be as rare as the gap is narrow.
 */
static void
wait_for_late_drop (Round *self)
{
  n_gone++;
  if (test_counted (&self->finalized) > 0)
    return;

  n_late++;
  g_test_message ("a probe had to find %u drops in %u deaths", n_late, n_gone);
  g_assert_nonnull (glib_check_version (2, 79, 1));
  g_assert_cmpuint (n_late, <=, 2 + n_gone / 10000);
  while (test_counted (&self->finalized) == 0)
    {
      gweak_toggle_probe_some ();
      g_usleep (1000);
    }
}

/* The object is gone, exactly once, and nothing of it stayed armed. */
static void
check_gone (Round *self)
{
  wait_for_late_drop (self);
  g_assert_cmpint (test_counted (&self->finalized), ==, 1);
  g_assert_cmpint (test_counted (&self->died), ==, 1);
  g_assert_cmpstr (gweak_toggle_describe (self->tracker), ==, "off");

  for (guint i = 0; i < N_TOGGLES; i++)
    g_clear_object (&self->toggles[i]);
  g_object_unref (self->plain);
  gweak_tracker_unref (self->tracker);
}

static void
check_announced (gpointer data)
{
  Round *self = data;

  check_gone (self);
  g_assert_cmpint (test_counted (&self->dying), >=, 1);
  g_assert_cmpint (test_counted (&self->stood_down), ==, 0);
}

static void
no_object_dies_unannounced (void)
{
  const TestRace race = { prepare, { drop, upgrade_and_drop, upgrade_and_drop }, check_announced };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
probe (gpointer data)
{
  for (guint i = 0; i < 8; i++)
    gweak_toggle_probe_some ();
}

static void
probes_disturb_no_drop (void)
{
  const TestRace race = { prepare, { drop, upgrade_and_drop, probe }, check_announced };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* Takes the object, a few times. */
static void
rescue_cb (GweakReference *ref,
           GObject        *object,
           gpointer        data)
{
  Round *self = data;

  if (self->rescues_left == 0)
    return;

  self->rescues_left--;
  test_count (&self->rescues);
  g_atomic_pointer_set (&self->rescued, g_object_ref (object));
}

static void
prepare_rescue (gpointer data)
{
  Round *self = data;

  prepare (self);
  self->rescues_left = g_random_int_range (0, 4);
  g_signal_connect (self->toggles[0], "dying", G_CALLBACK (rescue_cb), self);
}

static gpointer
take_rescued (Round *self)
{
  gpointer object = g_atomic_pointer_get (&self->rescued);

  if (object != NULL && g_atomic_pointer_compare_and_exchange (&self->rescued, object, NULL))
    return object;

  return NULL;
}

/* Waits for others, and for drops that only a probe finds. */
static void
idle (void)
{
  static gint n_idle;

  if (g_atomic_int_add (&n_idle, 1) % 256 == 0)
    gweak_toggle_probe_some ();
  g_thread_yield ();
}

/* Drops what was rescued, mostly before the emission that rescued it is over. */
static void
drop_rescued (gpointer data)
{
  Round *self = data;

  while (test_counted (&self->finalized) == 0)
    {
      gpointer object = take_rescued (self);

      if (object != NULL)
        g_object_unref (object);
      else
        idle ();
    }
}

/* A rescue is followed by one more announcement, unless it was over before the
 * handler returned.
 */
static void
check_rescued (gpointer data)
{
  Round *self = data;
  gint   n_more;

  check_announced (self);
  n_more = test_counted (&self->dying) - test_counted (&self->rescues);
  g_assert_true (n_more == 0 || (n_more == 1 && self->rescues_left == 0));
}

static void
rescues_may_end_during_the_announcement (void)
{
  const TestRace race = { prepare_rescue, { drop, drop_rescued, drop_rescued }, check_rescued };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* From hand to hand: the thread in which the object was rescued gives it away
 * when the announcement is over.
 */
static __thread gpointer rescued_here; /* (owned) (nullable) */

static void
rescue_here_cb (GweakReference *ref,
                GObject        *object,
                gpointer        data)
{
  Round *self = data;

  if (self->rescues_left == 0)
    return;

  self->rescues_left--;
  test_count (&self->rescues);
  g_assert_null (rescued_here);
  rescued_here = g_object_ref (object);
}

static void
drop_from_hand_to_hand (gpointer data)
{
  Round *self = data;

  while (test_counted (&self->finalized) == 0)
    {
      gpointer object = g_atomic_pointer_exchange (&self->in_hand, NULL);

      if (object != NULL)
        g_object_unref (object);
      else
        idle ();

      if (rescued_here != NULL)
        g_atomic_pointer_set (&self->in_hand, g_steal_pointer (&rescued_here));
    }
}

static void
prepare_hands (gpointer data)
{
  Round *self = data;

  prepare (self);
  self->rescues_left = g_random_int_range (0, 4);
  g_signal_connect (self->toggles[0], "dying", G_CALLBACK (rescue_here_cb), self);
  self->in_hand = self->object;
}

static void
check_hands (gpointer data)
{
  Round *self = data;

  check_announced (self);
  g_assert_cmpint (self->rescues_left, ==, 0);
  g_assert_cmpint (test_counted (&self->dying), ==, test_counted (&self->rescues) + 1);
}

static void
each_rescue_is_followed_by_one_more_announcement (void)
{
  const TestRace race = { prepare_hands, { drop_from_hand_to_hand, drop_from_hand_to_hand }, check_hands };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
check_rescued_among_upgrades (gpointer data)
{
  Round *self = data;

  check_announced (self);
  g_assert_cmpint (test_counted (&self->dying), >=, test_counted (&self->rescues));
}

static void
rescues_get_along_with_upgrades (void)
{
  const TestRace race = { prepare_rescue, { drop, drop_rescued, upgrade_and_drop, upgrade_and_drop }, check_rescued_among_upgrades };
  Round          round;

  test_race (&race, &round, ROUNDS / 2);
}

/* Users of the toggle reference come and go while the object is dropped. */
static void
arm_and_disarm (gpointer data)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GObject) object = gweak_weak_ref_get (((Round *) data)->plain);
      g_autoptr (GweakWeakRef) toggle = object != NULL ? new_toggle (object) : NULL;

      g_clear_object (&object);
      test_race_jitter ();
    }
}

static void
check_died (gpointer data)
{
  check_gone (data);
  g_assert_cmpint (test_counted (&((Round *) data)->stood_down), ==, 0);
}

static void
arming_and_disarming_keep_nothing_alive (void)
{
  const TestRace race = { prepare_unarmed, { drop, arm_and_disarm, arm_and_disarm }, check_died };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
coming_and_going_users_hide_nothing_from_one_who_stays (void)
{
  const TestRace race = { prepare, { drop, arm_and_disarm, arm_and_disarm, upgrade_and_drop }, check_announced };
  Round          round;

  test_race (&race, &round, ROUNDS / 2);
}

static void
release_toggle (gpointer data)
{
  g_clear_object (&((Round *) data)->toggles[0]);
}

static void
the_last_user_may_leave_during_the_drop (void)
{
  const TestRace race = { prepare, { drop, release_toggle, upgrade_and_drop }, check_died };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* Users that stay, made in the middle of the drops. */
static void
arm_once (Round         *self,
          GweakWeakRef **place)
{
  g_autoptr (GObject) object = gweak_weak_ref_get (self->plain);

  if (object == NULL)
    return;

  *place = new_toggle (object);
  g_signal_connect (*place, "dying", G_CALLBACK (dying_cb), self);
}

static void
arm_second (gpointer data)
{
  arm_once (data, &((Round *) data)->toggles[1]);
}

static void
arm_third (gpointer data)
{
  arm_once (data, &((Round *) data)->toggles[2]);
}

/* A user that came while it held the object hears of the drop. */
static void
check_newcomers (gpointer data)
{
  Round   *self = data;
  gboolean came = self->toggles[1] != NULL || self->toggles[2] != NULL;

  check_died (self);
  g_assert_true (test_counted (&self->dying) > 0 || !came);
}

static void
newcomers_hear_of_the_drop (void)
{
  const TestRace race = { prepare_unarmed, { drop, arm_second, arm_third }, check_newcomers };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

static void
run_dispose (gpointer data)
{
  Round *self = data;

  g_object_run_dispose ((GObject *) self->object);
  g_object_unref (self->object);
}

static void
run_dispose_disarms (void)
{
  const TestRace race = { prepare, { run_dispose, upgrade_and_drop, upgrade_and_drop }, check_died };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* A finalizer that shares the toggle reference. */
static void
prepare_finalizer (gpointer data)
{
  Round *self = data;
  g_autoptr (GObject) finalizer = NULL;
  GClosure *closure;

  prepare_unarmed (self);
  closure = g_cclosure_new (G_CALLBACK (test_count_cb), &self->dying, NULL);
  finalizer = g_object_new (GWEAK_TYPE_FINALIZER, "referent", self->object, "moment", GWEAK_MOMENT_DYING,
                            "closure", closure, NULL);
}

static void
check_ran_once (gpointer data)
{
  check_died (data);
  g_assert_cmpint (test_counted (&((Round *) data)->dying), ==, 1);
}

static void
a_finalizer_runs_once_however_often_the_object_is_dropped (void)
{
  const TestRace race = { prepare_finalizer, { drop, upgrade_and_drop, upgrade_and_drop }, check_ran_once };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* A foreign toggle reference, as a language binding holds it. */
static void
foreign_notify_cb (gpointer data,
                   GObject *object,
                   gboolean is_last_ref)
{
  if (is_last_ref)
    test_count (&((Round *) data)->foreign_alone);
}

/* Like a binding that takes the object over for good. */
static void
hand_over_to_foreign (gpointer data)
{
  Round *self = data;

  g_object_add_toggle_ref ((GObject *) self->object, foreign_notify_cb, self);
  test_race_jitter ();
  g_object_unref (self->object);
}

static void
drop_foreign (Round *self)
{
  GObject *object = g_object_ref ((GObject *) self->object);

  g_object_remove_toggle_ref (object, foreign_notify_cb, self);
  g_object_unref (object);
}

/* Only two toggle references are left: ours goes at the next probe, and the
 * other one then hears that it is the last.
 */
static void
check_yielded (gpointer data)
{
  Round *self = data;

  gweak_toggle_probe_some ();
  g_assert_cmpint (test_counted (&self->stood_down), ==, 1);
  g_assert_cmpint (test_counted (&self->foreign_alone), ==, 1);
  g_assert_cmpint (test_counted (&self->died), ==, 0);
  drop_foreign (self);
  g_assert_cmpint (test_counted (&self->dying), ==, 0);
  check_gone (self);
}

static void
a_probe_yields_to_a_foreign_toggle_reference (void)
{
  const TestRace race = { prepare, { hand_over_to_foreign, probe, probe }, check_yielded };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* Like a binding whose wrapper lives for a short time. */
static void
visit_as_foreign (gpointer data)
{
  Round *self = data;

  g_object_add_toggle_ref ((GObject *) self->object, foreign_notify_cb, self);
  test_race_jitter ();
  g_object_remove_toggle_ref ((GObject *) self->object, foreign_notify_cb, self);
  test_race_jitter ();
  g_object_unref (self->object);
}

/* Either it was seen, and gweak stood down, or not, and the drop was announced. */
static void
check_visited (gpointer data)
{
  Round *self = data;

  check_gone (self);
  if (test_counted (&self->stood_down) == 0)
    g_assert_cmpint (test_counted (&self->dying), >=, 1);
  else
    g_assert_cmpint (test_counted (&self->stood_down), ==, 1);
}

static void
a_foreign_visit_loses_no_object (void)
{
  const TestRace race = { prepare, { visit_as_foreign, probe, probe }, check_visited };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

/* Users come while a binding does, all holding the object. */
static void
prepare_encounter (gpointer data)
{
  Round *self = data;

  prepare_unarmed (self);
  g_object_ref (self->object);
  g_object_ref (self->object);
}

static void
arm_beside_foreign (Round         *self,
                    GweakWeakRef **place)
{
  *place = new_toggle (self->object);
  g_signal_connect (*place, "dying", G_CALLBACK (dying_cb), self);
  g_object_unref (self->object);
}

static void
arm_first_beside_foreign (gpointer data)
{
  arm_beside_foreign (data, &((Round *) data)->toggles[0]);
}

static void
arm_second_beside_foreign (gpointer data)
{
  arm_beside_foreign (data, &((Round *) data)->toggles[1]);
}

static void
assert_stood_down (GweakWeakRef *ref)
{
  gboolean toggle;

  g_object_get (ref, "toggle", &toggle, NULL);
  g_assert_false (toggle);
}

/* Ours was first and yielded, or it was never armed. */
static void
check_encounter (gpointer data)
{
  Round *self = data;

  gweak_toggle_probe_some ();
  assert_stood_down (self->toggles[0]);
  assert_stood_down (self->toggles[1]);
  g_assert_cmpint (test_counted (&self->died), ==, 0);
  drop_foreign (self);
  g_assert_cmpint (test_counted (&self->dying), ==, 0);
  check_gone (self);
}

static void
of_toggle_references_that_meet_ours_yields (void)
{
  const TestRace race = { prepare_encounter, { hand_over_to_foreign, arm_first_beside_foreign, arm_second_beside_foreign }, check_encounter };
  Round          round;

  test_race (&race, &round, ROUNDS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stress/toggle/no object dies unannounced", no_object_dies_unannounced);
  g_test_add_func ("/stress/toggle/probes disturb no drop", probes_disturb_no_drop);
  g_test_add_func ("/stress/toggle/rescues may end during the announcement", rescues_may_end_during_the_announcement);
  g_test_add_func ("/stress/toggle/each rescue is followed by one more announcement", each_rescue_is_followed_by_one_more_announcement);
  g_test_add_func ("/stress/toggle/rescues get along with upgrades", rescues_get_along_with_upgrades);
  g_test_add_func ("/stress/toggle/arming and disarming keep nothing alive", arming_and_disarming_keep_nothing_alive);
  g_test_add_func ("/stress/toggle/coming and going users hide nothing from one who stays", coming_and_going_users_hide_nothing_from_one_who_stays);
  g_test_add_func ("/stress/toggle/the last user may leave during the drop", the_last_user_may_leave_during_the_drop);
  g_test_add_func ("/stress/toggle/newcomers hear of the drop", newcomers_hear_of_the_drop);
  g_test_add_func ("/stress/toggle/run_dispose disarms", run_dispose_disarms);
  g_test_add_func ("/stress/toggle/a finalizer runs once however often the object is dropped", a_finalizer_runs_once_however_often_the_object_is_dropped);
  g_test_add_func ("/stress/toggle/a probe yields to a foreign toggle reference", a_probe_yields_to_a_foreign_toggle_reference);
  g_test_add_func ("/stress/toggle/a foreign visit loses no object", a_foreign_visit_loses_no_object);
  g_test_add_func ("/stress/toggle/of toggle references that meet ours yields", of_toggle_references_that_meet_ours_yields);

  return g_test_run ();
}
