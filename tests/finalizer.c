/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

static GweakFinalizer *
logged_finalizer (gpointer    object,
                  const char *name)
{
  return gweak_finalizer_new (object, test_log_run_cb, (gpointer) name, test_log_destroy_cb);
}

static void
log_closure_destroyed_cb (gpointer  name,
                          GClosure *closure)
{
  test_log_destroy_cb (name);
}

/* A floating closure that logs what logged_finalizer() would. */
static GClosure *
logged_closure (const char *name)
{
  return g_cclosure_new (G_CALLBACK (test_log_run_cb), (gpointer) name, log_closure_destroyed_cb);
}

static GweakFinalizer *
finalizer_at (gpointer    object,
              GweakMoment moment,
              const char *name)
{
  return g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, "moment", moment, "closure", logged_closure (name), NULL);
}

static GweakFinalizer *
finalizer_in (gpointer      object,
              GweakMoment   moment,
              GMainContext *context,
              const char   *name)
{
  return g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, "moment", moment, "main-context", context,
                       "closure", logged_closure (name), NULL);
}

static void
leave_watch (gpointer    object,
             GweakMoment moment,
             const char *name)
{
  gweak_watch_unref (gweak_watch_add (object, moment, test_log_moment_cb, (gpointer) name, NULL));
}

static gboolean
is_alive (GweakFinalizer *finalizer)
{
  return gweak_reference_is_alive (GWEAK_REFERENCE (finalizer));
}

/* After it ran or was detached. */
static void
assert_spent (GweakFinalizer *finalizer)
{
  g_assert_false (is_alive (finalizer));
  g_assert_false (gweak_finalizer_get_at_exit (finalizer));
  g_assert_null (gweak_reference_dup_referent (GWEAK_REFERENCE (finalizer)));
  g_assert_null (gweak_finalizer_peek (finalizer));
  g_assert_null (gweak_finalizer_detach (finalizer));
  g_assert_false (gweak_finalizer_run (finalizer));
}

static void
it_keeps_itself_alive (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = logged_finalizer (object, "a");

  g_object_add_weak_pointer (G_OBJECT (finalizer), (gpointer *) &finalizer);
  g_object_unref (finalizer);
  g_assert_nonnull (finalizer);
  g_assert_true (is_alive (finalizer));
  assert_log ("");

  g_assert_finalize_object (object);
  assert_log ("run:a destroy:a");
  g_assert_null (finalizer);
}

static void
it_runs_when_the_object_is_finalized (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = logged_finalizer (object, "a");

  g_assert_cmpint (gweak_finalizer_get_moment (finalizer), ==, GWEAK_MOMENT_FINALIZED);
  leave_watch (object, GWEAK_MOMENT_FINALIZED, "after");
  leave_watch (object, GWEAK_MOMENT_DIED, "before");
  g_assert_finalize_object (object);
  assert_log ("died:before finalized:after run:a destroy:a");

  assert_spent (finalizer);
  g_assert_finalize_object (finalizer);
  assert_log ("");
}

static void
it_runs_once_at_each_moment (void)
{
  static const struct
  {
    GweakMoment moment;
    const char *expected;
  } moments[] = {
    { GWEAK_MOMENT_DYING, "run:a destroy:a died:w finalized:w" },
    { GWEAK_MOMENT_DIED, "died:w run:a destroy:a finalized:w" },
    { GWEAK_MOMENT_FINALIZED, "died:w finalized:w run:a destroy:a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      TestObject     *object = test_object_new ("it");
      GweakFinalizer *finalizer = finalizer_at (object, moments[i].moment, "a");
      GweakMoment     moment;

      g_object_get (finalizer, "moment", &moment, NULL);
      g_assert_cmpint (moment, ==, moments[i].moment);
      leave_watch (object, GWEAK_MOMENT_FINALIZED, "w");
      leave_watch (object, GWEAK_MOMENT_DIED, "w");
      assert_log ("");

      g_assert_finalize_object (object);
      assert_log (moments[i].expected);
      assert_spent (finalizer);
      g_assert_finalize_object (finalizer);
    }
}

static void
without_toggle_it_holds_nothing (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *died = finalizer_at (object, GWEAK_MOMENT_DIED, "a");
  GweakFinalizer *finalized = finalizer_at (object, GWEAK_MOMENT_FINALIZED, "b");

  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_cmpuint (gweak_count_references (object), ==, 2);
  g_object_unref (died);
  g_object_unref (finalized);
  g_assert_cmpuint (gweak_count_references (object), ==, 2);

  g_assert_finalize_object (object);
  assert_log ("run:a destroy:a run:b destroy:b");
}

static void
at_died_it_runs_for_run_dispose (void)
{
  TestObject *object = test_object_new ("it");

  g_object_unref (finalizer_at (object, GWEAK_MOMENT_DIED, "a"));
  g_object_unref (finalizer_at (object, GWEAK_MOMENT_FINALIZED, "b"));
  g_object_run_dispose (G_OBJECT (object));
  assert_log ("run:a destroy:a");

  g_assert_finalize_object (object);
  assert_log ("run:b destroy:b");
}

static void
finalizers_run_newest_first (void)
{
  TestObject *object = test_object_new ("it");

  for (guint i = 0; i < 3; i++)
    g_object_unref (logged_finalizer (object, (const char *[]){ "1", "2", "3" }[i]));
  g_assert_finalize_object (object);
  assert_log ("run:3 destroy:3 run:2 destroy:2 run:1 destroy:1");
}

static void
peek_into_log_cb (gpointer user_data)
{
  GweakFinalizer *finalizer = *(GweakFinalizer **) user_data;
  g_autoptr (TestObject) object = gweak_finalizer_peek (finalizer);

  test_log ("peek:%s", object != NULL ? test_object_get_name (object) : "none");
}

static GweakFinalizer *
peeking_finalizer (gpointer         object,
                   GweakMoment      moment,
                   GweakFinalizer **place)
{
  *place = g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, "moment", moment,
                         "closure", g_cclosure_new (G_CALLBACK (peek_into_log_cb), place, NULL), NULL);

  return *place;
}

static void
while_dying_it_can_peek (void)
{
  TestObject     *object = test_object_new ("whole");
  GweakFinalizer *finalizer;
  gboolean        toggle;

  peeking_finalizer (object, GWEAK_MOMENT_DYING, &finalizer);
  g_object_get (finalizer, "toggle", &toggle, NULL);
  g_assert_true (toggle);
  leave_watch (object, GWEAK_MOMENT_DIED, "w");
  g_assert_finalize_object (object);
  assert_log ("peek:whole died:w");
  assert_spent (finalizer);
  g_assert_finalize_object (finalizer);
}

static void
afterwards_it_cannot_peek (void)
{
  static const GweakMoment moments[] = { GWEAK_MOMENT_DIED, GWEAK_MOMENT_FINALIZED };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      TestObject     *object = test_object_new ("it");
      GweakFinalizer *finalizer;

      peeking_finalizer (object, moments[i], &finalizer);
      g_assert_finalize_object (object);
      assert_log ("peek:none");
      g_assert_finalize_object (finalizer);
    }
}

static void
foreign_notify_cb (gpointer name,
                   GObject *object,
                   gboolean is_last_ref)
{
  test_log ("%s:%s", is_last_ref ? "last" : "not-last", (char *) name);
}

static void
a_foreign_toggle_reference_puts_dying_off (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer;
  gboolean        toggle;

  g_object_add_toggle_ref (G_OBJECT (object), foreign_notify_cb, "foreign");
  peeking_finalizer (object, GWEAK_MOMENT_DYING, &finalizer);
  g_object_get (finalizer, "toggle", &toggle, NULL);
  g_assert_false (toggle);
  g_object_unref (object);
  assert_log ("last:foreign");

  leave_watch (object, GWEAK_MOMENT_FINALIZED, "w");
  g_object_remove_toggle_ref (G_OBJECT (object), foreign_notify_cb, "foreign");
  assert_log ("peek:none finalized:w");
  g_assert_finalize_object (finalizer);
}

static void
run_dispose_puts_dying_off (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer;

  peeking_finalizer (object, GWEAK_MOMENT_DYING, &finalizer);
  g_object_run_dispose (G_OBJECT (object));
  assert_log ("peek:none");
  assert_spent (finalizer);

  g_assert_finalize_object (object);
  assert_log ("");
  g_assert_finalize_object (finalizer);
}

typedef struct
{
  GweakFinalizer *finalizer; /* (owned) */
  TestObject     *rescued;   /* (owned) */
} Rescue;

static void
rescue_cb (gpointer user_data)
{
  Rescue *rescue = user_data;

  rescue->rescued = gweak_finalizer_peek (rescue->finalizer);
  test_log ("rescue");
}

static void
a_rescue_by_its_action_spends_it (void)
{
  TestObject *object = test_object_new ("it");
  Rescue      rescue = { NULL };

  rescue.finalizer = g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, "moment", GWEAK_MOMENT_DYING,
                                   "closure", g_cclosure_new (G_CALLBACK (rescue_cb), &rescue, NULL), NULL);
  leave_watch (object, GWEAK_MOMENT_DIED, "w");
  g_object_unref (object);
  g_assert_true (rescue.rescued == object);
  assert_spent (rescue.finalizer);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  assert_log ("rescue");

  g_assert_finalize_object (rescue.rescued);
  assert_log ("died:w");
  g_assert_finalize_object (rescue.finalizer);
}

static void
it_runs_by_hand_once (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = logged_finalizer (object, "a");

  test_log_connect (finalizer, "f", TRUE);
  g_assert_true (gweak_finalizer_run (finalizer));
  assert_log ("notify-alive:f notify-referent:f run:a destroy:a");
  assert_spent (finalizer);
  g_assert_cmpuint (gweak_count_references (object), ==, 0);

  g_assert_finalize_object (object);
  assert_log ("");
  g_assert_finalize_object (finalizer);
}

static void
by_hand_it_ends_the_toggle_reference (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = finalizer_at (object, GWEAK_MOMENT_DYING, "a");

  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 2);
  g_assert_true (gweak_finalizer_run (finalizer));
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_finalize_object (finalizer);
  g_assert_finalize_object (object);
  assert_log ("run:a destroy:a");
}

static void
between_the_moments_it_can_run_by_hand (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = logged_finalizer (object, "a");

  g_object_run_dispose (G_OBJECT (object));
  g_assert_false (is_alive (finalizer));
  g_assert_null (gweak_finalizer_peek (finalizer));
  assert_log ("");

  g_assert_true (gweak_finalizer_run (finalizer));
  assert_log ("run:a destroy:a");
  g_assert_finalize_object (finalizer);
  g_assert_finalize_object (object);
  assert_log ("");
}

static gpointer
run_in_thread (gpointer finalizer)
{
  return GINT_TO_POINTER (gweak_finalizer_run (finalizer));
}

static void
any_thread_can_run_it (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = logged_finalizer (object, "a");

  g_assert_true (GPOINTER_TO_INT (g_thread_join (g_thread_new ("runner", run_in_thread, finalizer))));
  assert_log ("run:a destroy:a");
  g_assert_false (gweak_finalizer_run (finalizer));
  g_assert_finalize_object (finalizer);
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
use_itself_cb (gpointer user_data)
{
  GweakFinalizer *finalizer = *(GweakFinalizer **) user_data;

  test_log ("run=%d", gweak_finalizer_run (finalizer));
  test_log ("detach=%p", gweak_finalizer_detach (finalizer));
  gweak_reference_clear (GWEAK_REFERENCE (finalizer));
  gweak_finalizer_set_at_exit (finalizer, TRUE);
  gweak_finalizer_run_at_exit ();
  g_clear_object ((GweakFinalizer **) user_data);
}

static void
its_action_can_do_anything_to_it (void)
{
  static const GweakMoment moments[] = { GWEAK_MOMENT_DYING, GWEAK_MOMENT_DIED, GWEAK_MOMENT_FINALIZED };
  g_autofree char         *expected = g_strdup_printf ("run=0 detach=%p", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      TestObject     *object = test_object_new ("it");
      GweakFinalizer *finalizer = NULL;

      finalizer = g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, "moment", moments[i],
                                "closure", g_cclosure_new (G_CALLBACK (use_itself_cb), &finalizer, NULL), NULL);
      g_assert_finalize_object (object);
      g_assert_null (finalizer);
      assert_log (expected);
    }
}

static void
peek_gives_the_object_while_it_lives (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = logged_finalizer (object, "a");
  TestObject     *peeked = gweak_finalizer_peek (finalizer);

  g_assert_true (peeked == object);
  g_assert_true (is_alive (finalizer));
  g_object_unref (object);
  assert_log ("");

  g_assert_finalize_object (peeked);
  assert_log ("run:a destroy:a");
  assert_spent (finalizer);
  g_assert_finalize_object (finalizer);
}

static void
detach_returns_the_object (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = logged_finalizer (object, "a");
  TestObject     *detached;

  test_log_connect (finalizer, "f", TRUE);
  detached = gweak_finalizer_detach (finalizer);
  g_assert_true (detached == object);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 2);
  assert_log ("notify-alive:f notify-referent:f destroy:a");
  assert_spent (finalizer);
  g_assert_finalize_object (finalizer);

  g_object_unref (detached);
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
detaching_after_the_death_gives_nothing (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = logged_finalizer (object, "a");

  g_object_run_dispose (G_OBJECT (object));
  g_assert_null (gweak_finalizer_detach (finalizer));
  assert_log ("destroy:a");
  assert_spent (finalizer);

  g_assert_finalize_object (object);
  g_assert_finalize_object (finalizer);
  assert_log ("");
}

static void
detach_cb (GweakMoment moment,
           gpointer    finalizer)
{
  g_assert_null (gweak_finalizer_detach (finalizer));
  test_log ("detached");
}

static void
an_earlier_observer_can_detach_it (void)
{
  static const GweakMoment moments[] = { GWEAK_MOMENT_DIED, GWEAK_MOMENT_FINALIZED };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      TestObject     *object = test_object_new ("it");
      GweakFinalizer *finalizer = finalizer_at (object, moments[i], "a");

      gweak_watch_unref (gweak_watch_add (object, moments[i], detach_cb, finalizer, NULL));
      g_assert_finalize_object (object);
      assert_log ("destroy:a detached");
      g_assert_finalize_object (finalizer);
    }
}

static void
clear_detaches (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = logged_finalizer (object, "a");

  test_log_connect (finalizer, "f", TRUE);
  gweak_reference_clear (GWEAK_REFERENCE (finalizer));
  assert_log ("notify-alive:f notify-referent:f destroy:a");
  assert_spent (finalizer);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  gweak_reference_clear (GWEAK_REFERENCE (finalizer));
  g_assert_finalize_object (finalizer);

  g_assert_finalize_object (object);
  assert_log ("");
}

static void
without_destroy_nothing_is_destroyed (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *detached = gweak_finalizer_new (object, test_log_run_cb, "a", NULL);

  g_object_unref (gweak_finalizer_new (object, test_log_run_cb, "b", NULL));
  g_object_unref (gweak_finalizer_detach (detached));
  g_assert_finalize_object (detached);
  g_assert_finalize_object (object);
  assert_log ("run:b");
}

static void
a_closure_of_c_gets_its_data (void)
{
  TestObject     *object = test_object_new ("it");
  GClosure       *closure = logged_closure ("a");
  GweakFinalizer *finalizer = gweak_finalizer_new_closure (object, closure);

  g_assert_false (closure->floating);
  g_object_unref (finalizer);
  g_assert_finalize_object (object);
  assert_log ("run:a destroy:a");
}

static void
a_detached_closure_is_released (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = gweak_finalizer_new_closure (object, logged_closure ("a"));

  g_object_unref (gweak_finalizer_detach (finalizer));
  assert_log ("destroy:a");
  g_assert_finalize_object (finalizer);
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
own_marshal (GClosure     *closure,
             GValue       *return_value,
             guint         n_params,
             const GValue *params,
             gpointer      hint,
             gpointer      marshal_data)
{
  g_assert_null (return_value);
  g_assert_cmpuint (n_params, ==, 0);
  test_log ("marshal:%s", (char *) closure->data);
}

static void
a_closure_keeps_its_own_marshaller (void)
{
  TestObject *object = test_object_new ("it");
  GClosure   *closure = g_closure_new_simple (sizeof (GClosure), "a");

  g_closure_set_marshal (closure, own_marshal);
  g_object_unref (gweak_finalizer_new_closure (object, closure));
  g_assert_finalize_object (object);
  assert_log ("marshal:a");
}

static void
finalizers_can_share_a_closure (void)
{
  TestObject *object = test_object_new ("it");
  GClosure   *closure = logged_closure ("a");

  g_object_unref (gweak_finalizer_new_closure (object, closure));
  g_object_unref (gweak_finalizer_new_closure (object, closure));
  g_assert_finalize_object (object);
  assert_log ("run:a run:a destroy:a");
}

static void
an_invalid_closure_is_not_called (void)
{
  TestObject     *object = test_object_new ("it");
  TestObject     *other = test_object_new ("other");
  GweakFinalizer *finalizer = gweak_finalizer_new_closure (object, g_cclosure_new_object (G_CALLBACK (test_log_run_cb), G_OBJECT (other)));

  g_assert_true (is_alive (finalizer));
  g_assert_finalize_object (other);
  g_assert_finalize_object (object);
  assert_log ("");
  assert_spent (finalizer);
  g_assert_finalize_object (finalizer);
}

static void
the_closure_is_a_property (void)
{
  TestObject     *object = test_object_new ("it");
  GMainContext   *context = g_main_context_new ();
  GweakFinalizer *finalizer = finalizer_in (object, GWEAK_MOMENT_DIED, context, "a");
  GMainContext   *in;

  g_assert_cmpint (gweak_finalizer_get_moment (finalizer), ==, GWEAK_MOMENT_DIED);
  g_object_get (finalizer, "main-context", &in, NULL);
  g_assert_true (in == context);
  g_main_context_unref (in);

  g_assert_finalize_object (object);
  assert_log ("");
  test_iterate (context);
  assert_log ("run:a destroy:a");
  g_assert_finalize_object (finalizer);
  g_main_context_unref (context);
}

static void
all_can_be_said_in_one_call (void)
{
  TestObject     *object = test_object_new ("it");
  GMainContext   *context = g_main_context_new ();
  GweakFinalizer *dying = gweak_finalizer_new_full (object, GWEAK_MOMENT_DYING, NULL, logged_closure ("dying"));
  GweakFinalizer *died = gweak_finalizer_new_full (object, GWEAK_MOMENT_DIED, context, logged_closure ("died"));

  g_assert_cmpint (gweak_finalizer_get_moment (dying), ==, GWEAK_MOMENT_DYING);
  g_assert_cmpint (gweak_finalizer_get_moment (died), ==, GWEAK_MOMENT_DIED);
  g_assert_finalize_object (object);
  assert_log ("run:dying destroy:dying");
  test_iterate (context);
  assert_log ("run:died destroy:died");
  g_assert_finalize_object (dying);
  g_assert_finalize_object (died);
  g_main_context_unref (context);
}

static void
without_a_closure_it_is_dead_from_the_start (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, NULL);

  assert_spent (finalizer);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_finalize_object (finalizer);
  g_assert_finalize_object (object);
}

static void
without_an_object_it_is_dead_from_the_start (void)
{
  GweakFinalizer *finalizer = g_object_new (GWEAK_TYPE_FINALIZER, "closure", logged_closure ("a"), NULL);

  assert_spent (finalizer);
  gweak_finalizer_run_at_exit ();
  g_assert_finalize_object (finalizer);
  assert_log ("destroy:a");
}

static void
its_signals_come_before_its_action (void)
{
  static const struct
  {
    GweakMoment moment;
    const char *expected;
  } moments[] = {
    { GWEAK_MOMENT_DYING, "dying:f run:a destroy:a notify-alive:f notify-referent:f" },
    { GWEAK_MOMENT_DIED, "notify-alive:f notify-referent:f died:f run:a destroy:a" },
    { GWEAK_MOMENT_FINALIZED, "notify-alive:f notify-referent:f died:f finalized:f run:a destroy:a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      TestObject     *object = test_object_new ("it");
      GweakFinalizer *finalizer = finalizer_at (object, moments[i].moment, "a");

      test_log_connect (finalizer, "f", TRUE);
      g_assert_finalize_object (object);
      assert_log (moments[i].expected);
      g_assert_finalize_object (finalizer);
    }
}

static void
a_handler_can_detach_before_the_action (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = logged_finalizer (object, "a");

  test_log_connect (finalizer, "f", FALSE);
  g_signal_connect (finalizer, "died", G_CALLBACK (gweak_reference_clear), NULL);
  g_assert_finalize_object (object);
  assert_log ("died:f destroy:a");
  g_assert_finalize_object (finalizer);
}

static void
at_exit_is_true_by_default (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = logged_finalizer (object, "a");
  gboolean        at_exit;

  g_assert_true (gweak_finalizer_get_at_exit (finalizer));
  g_object_get (finalizer, "at-exit", &at_exit, NULL);
  g_assert_true (at_exit);
  gweak_reference_clear (GWEAK_REFERENCE (finalizer));
  g_assert_finalize_object (finalizer);
  g_assert_finalize_object (object);
  assert_log ("destroy:a");
}

static void
at_exit_can_be_constructed (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, "at-exit", FALSE,
                                            "closure", logged_closure ("a"), NULL);

  g_assert_false (gweak_finalizer_get_at_exit (finalizer));
  gweak_finalizer_run_at_exit ();
  g_assert_true (is_alive (finalizer));
  assert_log ("");

  g_object_unref (finalizer);
  g_assert_finalize_object (object);
  assert_log ("run:a destroy:a");
}

static void
at_exit_is_notified_when_it_changes (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = logged_finalizer (object, "a");

  test_log_connect (finalizer, "f", TRUE);
  gweak_finalizer_set_at_exit (finalizer, TRUE);
  assert_log ("");
  gweak_finalizer_set_at_exit (finalizer, FALSE);
  g_assert_false (gweak_finalizer_get_at_exit (finalizer));
  assert_log ("notify-at-exit:f");
  g_object_set (finalizer, "at-exit", FALSE, NULL);
  assert_log ("");
  g_object_set (finalizer, "at-exit", TRUE, NULL);
  g_assert_true (gweak_finalizer_get_at_exit (finalizer));
  assert_log ("notify-at-exit:f");

  gweak_reference_clear (GWEAK_REFERENCE (finalizer));
  assert_log ("notify-alive:f notify-referent:f destroy:a");
  gweak_finalizer_set_at_exit (finalizer, TRUE);
  g_assert_false (gweak_finalizer_get_at_exit (finalizer));
  assert_log ("");
  g_assert_finalize_object (finalizer);
  g_assert_finalize_object (object);
}

static void
run_at_exit_runs_newest_first (void)
{
  TestObject *one = test_object_new ("one"), *other = test_object_new ("other");

  g_object_unref (logged_finalizer (one, "1"));
  g_object_unref (logged_finalizer (other, "2"));
  g_object_unref (finalizer_at (one, GWEAK_MOMENT_DIED, "3"));
  g_object_unref (finalizer_at (other, GWEAK_MOMENT_DYING, "4"));
  gweak_finalizer_run_at_exit ();
  assert_log ("run:4 destroy:4 run:3 destroy:3 run:2 destroy:2 run:1 destroy:1");
  gweak_finalizer_run_at_exit ();
  assert_log ("");

  g_assert_finalize_object (one);
  g_assert_finalize_object (other);
  assert_log ("");
}

static void
run_at_exit_spends_them (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = logged_finalizer (object, "a");

  gweak_finalizer_run_at_exit ();
  assert_log ("run:a destroy:a");
  assert_spent (finalizer);
  g_assert_finalize_object (finalizer);
  g_assert_finalize_object (object);
}

static void
run_at_exit_can_run_again (void)
{
  TestObject *object = test_object_new ("it");

  g_object_unref (logged_finalizer (object, "a"));
  gweak_finalizer_run_at_exit ();
  g_object_unref (logged_finalizer (object, "b"));
  assert_log ("run:a destroy:a");
  gweak_finalizer_run_at_exit ();
  assert_log ("run:b destroy:b");
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
run_at_exit_keeps_the_order_of_making (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *first = logged_finalizer (object, "1");
  GweakFinalizer *second = logged_finalizer (object, "2");

  g_object_unref (logged_finalizer (object, "3"));
  gweak_finalizer_set_at_exit (first, FALSE);
  gweak_finalizer_set_at_exit (second, FALSE);
  gweak_finalizer_set_at_exit (first, TRUE);
  gweak_finalizer_set_at_exit (second, TRUE);
  gweak_finalizer_run_at_exit ();
  assert_log ("run:3 destroy:3 run:2 destroy:2 run:1 destroy:1");
  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
  g_assert_finalize_object (object);
}

static void
make_more_cb (gpointer object)
{
  test_log ("more");
  g_object_unref (logged_finalizer (object, "new"));
}

static void
run_at_exit_runs_what_is_made_meanwhile (void)
{
  TestObject *object = test_object_new ("it"), *other = test_object_new ("other");

  g_object_unref (logged_finalizer (object, "old"));
  g_object_unref (gweak_finalizer_new (object, make_more_cb, other, NULL));
  gweak_finalizer_run_at_exit ();
  assert_log ("more run:new destroy:new run:old destroy:old");
  g_assert_finalize_object (object);
  g_assert_finalize_object (other);
}

static void
drop_cb (gpointer object)
{
  test_log ("drop");
  g_object_unref (object);
}

static void
run_at_exit_leaves_what_a_death_ran (void)
{
  TestObject *object = test_object_new ("it"), *other = test_object_new ("other");

  g_object_unref (logged_finalizer (other, "other"));
  g_object_unref (logged_finalizer (object, "it"));
  g_object_unref (gweak_finalizer_new (object, drop_cb, other, NULL));
  gweak_finalizer_run_at_exit ();
  assert_log ("drop run:other destroy:other run:it destroy:it");
  g_assert_finalize_object (object);
  assert_log ("");
}

static gpointer
run_at_exit_in_thread (gpointer unused)
{
  gweak_finalizer_run_at_exit ();

  return g_thread_self ();
}

static void
note_thread_cb (gpointer user_data)
{
  *(GThread **) user_data = g_thread_self ();
}

static void
run_at_exit_runs_in_the_calling_thread (void)
{
  TestObject *object = test_object_new ("it");
  GThread    *ran_in = NULL, *called_in;

  g_object_unref (gweak_finalizer_new (object, note_thread_cb, &ran_in, NULL));
  called_in = g_thread_join (g_thread_new ("exit", run_at_exit_in_thread, NULL));
  g_assert_true (ran_in == called_in);
  g_assert_finalize_object (object);
}

static void
run_at_exit_bypasses_contexts (void)
{
  TestObject   *object = test_object_new ("it"), *dead = test_object_new ("dead");
  GMainContext *context = g_main_context_new ();

  g_object_unref (finalizer_in (object, GWEAK_MOMENT_FINALIZED, context, "living"));
  g_object_unref (finalizer_in (dead, GWEAK_MOMENT_FINALIZED, context, "queued"));
  g_assert_finalize_object (dead);
  assert_log ("");

  gweak_finalizer_run_at_exit ();
  assert_log ("run:queued destroy:queued run:living destroy:living");
  g_assert_finalize_object (object);
  test_iterate (context);
  assert_log ("");
  g_main_context_unref (context);
}

/* One that tells when it goes. */
static GMainContext *
logged_context (const char *name)
{
  static GSourceFuncs funcs = { NULL };

  GMainContext *context = g_main_context_new ();
  GSource      *source = g_source_new (&funcs, sizeof (GSource));

  g_source_set_callback (source, G_SOURCE_FUNC (g_main_context_default), (gpointer) name, test_log_destroy_cb);
  g_source_attach (source, context);
  g_source_unref (source);

  return context;
}

static void
a_context_delivers_in_order (void)
{
  TestObject     *object = test_object_new ("it");
  GMainContext   *context = g_main_context_new ();
  GweakFinalizer *finalizer = finalizer_in (object, GWEAK_MOMENT_FINALIZED, context, "a");

  test_log_connect (finalizer, "f", TRUE);
  g_object_unref (finalizer);
  g_assert_finalize_object (object);
  g_assert_false (is_alive (finalizer));
  assert_log ("");

  test_iterate (context);
  assert_log ("notify-alive:f notify-referent:f died:f finalized:f run:a destroy:a");
  g_main_context_unref (context);
}

static void
a_context_separates_the_moments (void)
{
  TestObject     *object = test_object_new ("it");
  GMainContext   *context = g_main_context_new ();
  GweakFinalizer *finalizer = finalizer_in (object, GWEAK_MOMENT_FINALIZED, context, "a");

  test_log_connect (finalizer, "f", FALSE);
  g_object_run_dispose (G_OBJECT (object));
  test_iterate (context);
  assert_log ("died:f");
  g_assert_finalize_object (object);
  test_iterate (context);
  assert_log ("finalized:f run:a destroy:a");
  g_assert_finalize_object (finalizer);
  g_main_context_unref (context);
}

static void
dying_is_never_deferred (void)
{
  TestObject     *object = test_object_new ("whole");
  GMainContext   *context = g_main_context_new ();
  GweakFinalizer *finalizer = NULL;

  finalizer = g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, "moment", GWEAK_MOMENT_DYING, "main-context", context,
                            "closure", g_cclosure_new (G_CALLBACK (peek_into_log_cb), &finalizer, NULL), NULL);
  g_assert_finalize_object (object);
  assert_log ("peek:whole");
  test_iterate (context);
  assert_log ("");
  g_assert_finalize_object (finalizer);
  g_main_context_unref (context);
}

static void
deferred_is_the_constructors_context (void)
{
  TestObject     *object = test_object_new ("it");
  GMainContext   *context = g_main_context_new ();
  GweakFinalizer *finalizer;

  g_main_context_push_thread_default (context);
  finalizer = g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, "deferred", TRUE, "closure", logged_closure ("a"), NULL);
  g_main_context_pop_thread_default (context);
  g_object_unref (finalizer);

  g_assert_finalize_object (object);
  test_iterate (NULL);
  assert_log ("");
  test_iterate (context);
  assert_log ("run:a destroy:a");
  g_main_context_unref (context);
}

static void
a_queued_one_can_run_by_hand (void)
{
  TestObject     *object = test_object_new ("it");
  GMainContext   *context = g_main_context_new ();
  GweakFinalizer *finalizer = finalizer_in (object, GWEAK_MOMENT_FINALIZED, context, "a");

  g_assert_finalize_object (object);
  g_assert_true (gweak_finalizer_run (finalizer));
  assert_log ("run:a destroy:a");
  test_iterate (context);
  assert_log ("");
  g_assert_finalize_object (finalizer);
  g_main_context_unref (context);
}

static void
a_queued_one_can_be_detached (void)
{
  TestObject     *object = test_object_new ("it");
  GMainContext   *context = g_main_context_new ();
  GweakFinalizer *finalizer = finalizer_in (object, GWEAK_MOMENT_FINALIZED, context, "a");

  g_assert_finalize_object (object);
  g_assert_null (gweak_finalizer_detach (finalizer));
  assert_log ("destroy:a");
  test_iterate (context);
  assert_log ("");
  g_assert_finalize_object (finalizer);
  g_main_context_unref (context);
}

static void
waiting_it_owns_its_context (void)
{
  TestObject   *object = test_object_new ("it");
  GMainContext *context = logged_context ("context");

  g_object_unref (finalizer_in (object, GWEAK_MOMENT_FINALIZED, context, "a"));
  g_main_context_unref (context);
  assert_log ("");

  /* Queued, it gives up the context, which goes; so the action runs here and now. */
  g_object_run_dispose (G_OBJECT (object));
  assert_log ("destroy:context");
  g_assert_finalize_object (object);
  assert_log ("run:a destroy:a");
}

static void
it_runs_when_the_context_goes_with_its_place (void)
{
  TestObject   *object = test_object_new ("it");
  GMainContext *context = logged_context ("context");

  g_object_unref (finalizer_in (object, GWEAK_MOMENT_DIED, context, "a"));
  g_main_context_unref (context);
  g_object_run_dispose (G_OBJECT (object));
  {
    g_autofree char *log = test_log_take ();

    g_assert_nonnull (strstr (log, "run:a destroy:a"));
    g_assert_nonnull (strstr (log, "destroy:context"));
  }
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
it_runs_when_the_queue_goes (void)
{
  static const GweakMoment moments[] = { GWEAK_MOMENT_DIED, GWEAK_MOMENT_FINALIZED };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      TestObject     *object = test_object_new ("it");
      GMainContext   *context = g_main_context_new ();
      GweakFinalizer *finalizer = finalizer_in (object, moments[i], context, "a");

      test_log_connect (finalizer, "f", TRUE);
      g_assert_finalize_object (object);
      assert_log ("");
      g_main_context_unref (context);
      /* The signals were the context's; the rest is as by hand. */
      assert_log ("notify-alive:f notify-referent:f run:a destroy:a");
      assert_spent (finalizer);
      g_assert_finalize_object (finalizer);
    }
}

static void
detached_it_gives_its_context_up (void)
{
  TestObject     *object = test_object_new ("it");
  GMainContext   *context = logged_context ("context");
  GweakFinalizer *finalizer = finalizer_in (object, GWEAK_MOMENT_FINALIZED, context, "a");

  g_main_context_unref (context);
  g_object_unref (gweak_finalizer_detach (finalizer));
  assert_log ("destroy:a");
  g_assert_finalize_object (finalizer);
  assert_log ("destroy:context");
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
run_by_its_context_it_leaves_nothing (void)
{
  TestObject   *object = test_object_new ("it");
  GMainContext *context = logged_context ("context");

  g_object_unref (finalizer_in (object, GWEAK_MOMENT_FINALIZED, context, "a"));
  g_assert_finalize_object (object);
  test_iterate (context);
  assert_log ("run:a destroy:a");
  g_main_context_unref (context);
  assert_log ("destroy:context");
}

static void
a_resurrection_leaves_it_pending (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *finalizer = finalizer_at (object, GWEAK_MOMENT_DIED, "a");

  test_object_never_chain_up (object);
  test_object_before_dispose (object, (TestHook) (void (*) (void)) g_object_ref, NULL);
  g_object_unref (object);
  g_assert_true (is_alive (finalizer));
  assert_log ("");

  test_object_before_dispose (object, NULL, NULL);
  g_assert_finalize_object (object);
  assert_log ("run:a destroy:a");
  g_assert_finalize_object (finalizer);
}

static void
it_can_wait_for_a_finalizer (void)
{
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *inner = logged_finalizer (object, "inner");

  g_object_unref (logged_finalizer (inner, "outer"));
  g_object_unref (inner);
  assert_log ("");
  g_assert_finalize_object (object);
  assert_log ("run:inner destroy:inner run:outer destroy:outer");
}

static void
its_data_must_not_be_the_object (void)
{
  TestObject *object = test_object_new ("it");

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*gweak_finalizer_new*user_data*object*");
  g_assert_null (gweak_finalizer_new (object, test_log_run_cb, g_object_ref (object), g_object_unref));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*gweak_finalizer_new*user_data*object*");
  g_assert_null (gweak_finalizer_new (object, test_log_run_cb, object, NULL));
  g_test_assert_expected_messages ();

  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_cmpuint (gweak_count_references (object), ==, 0);
  gweak_finalizer_run_at_exit ();
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
log_closure_gone_cb (gpointer  name,
                     GClosure *closure)
{
  test_log ("gone:%s", (char *) name);
}

/* Floating ones, each in a way that would keep @object alive, or never run. */
static GPtrArray *
closures_that_know (GObject *object)
{
  GPtrArray *closures = g_ptr_array_new ();
  GClosure  *watching = g_cclosure_new (G_CALLBACK (test_log_run_cb), "other data", NULL);

  g_object_watch_closure (object, watching);
  g_ptr_array_add (closures, g_cclosure_new (G_CALLBACK (test_log_run_cb), object, NULL));
  g_ptr_array_add (closures, g_cclosure_new (G_CALLBACK (test_log_run_cb), g_object_ref (object),
                                             (GClosureNotify) (void (*) (void)) g_object_unref));
  g_ptr_array_add (closures, g_cclosure_new_object (G_CALLBACK (test_log_run_cb), object));
  g_ptr_array_add (closures, watching);
  for (guint i = 0; i < closures->len; i++)
    g_closure_add_finalize_notifier (closures->pdata[i], "closure", log_closure_gone_cb);

  return closures;
}

static void
its_closure_must_not_know_the_object (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GPtrArray) closures = closures_that_know (G_OBJECT (object));

  for (guint i = 0; i < closures->len; i++)
    {
      g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*gweak_finalizer_new_closure*closure*object*");
      g_assert_null (gweak_finalizer_new_closure (object, closures->pdata[i]));
      g_test_assert_expected_messages ();
    }
  assert_log ("gone:closure gone:closure gone:closure gone:closure");

  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_cmpuint (gweak_count_references (object), ==, 0);
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
the_closure_in_one_call_must_not_know_the_object (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GPtrArray) closures = closures_that_know (G_OBJECT (object));

  for (guint i = 0; i < closures->len; i++)
    {
      g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*gweak_finalizer_new_full*closure*object*");
      g_assert_null (gweak_finalizer_new_full (object, GWEAK_MOMENT_DIED, NULL, closures->pdata[i]));
      g_test_assert_expected_messages ();
    }
  assert_log ("gone:closure gone:closure gone:closure gone:closure");
  g_assert_finalize_object (object);
}

static void
its_closure_property_must_not_know_the_object (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GPtrArray) closures = closures_that_know (G_OBJECT (object));

  for (guint i = 0; i < closures->len; i++)
    {
      GweakFinalizer *finalizer;

      g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*closure*GweakFinalizer*object*");
      finalizer = g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, "closure", closures->pdata[i], NULL);
      g_test_assert_expected_messages ();
      assert_spent (finalizer);
      g_assert_finalize_object (finalizer);
    }
  assert_log ("gone:closure gone:closure gone:closure gone:closure");

  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_finalize_object (object);
  assert_log ("");
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "it keeps itself alive", it_keeps_itself_alive },
    { "it runs when the object is finalized", it_runs_when_the_object_is_finalized },
    { "it runs once at each moment", it_runs_once_at_each_moment },
    { "without toggle it holds nothing", without_toggle_it_holds_nothing },
    { "at died it runs for run_dispose", at_died_it_runs_for_run_dispose },
    { "finalizers run newest first", finalizers_run_newest_first },
    { "dying/peek gives the whole object", while_dying_it_can_peek },
    { "dying/at the other moments peek gives nothing", afterwards_it_cannot_peek },
    { "dying/a foreign toggle reference puts it off until died", a_foreign_toggle_reference_puts_dying_off },
    { "dying/run_dispose puts it off until died", run_dispose_puts_dying_off },
    { "dying/a rescue by its action spends it", a_rescue_by_its_action_spends_it },
    { "dying/it is never deferred", dying_is_never_deferred },
    { "by hand/it runs once", it_runs_by_hand_once },
    { "by hand/it ends the toggle reference", by_hand_it_ends_the_toggle_reference },
    { "by hand/it runs between the moments", between_the_moments_it_can_run_by_hand },
    { "by hand/any thread can run it", any_thread_can_run_it },
    { "by hand/its action can do anything to it", its_action_can_do_anything_to_it },
    { "peek gives the object while it lives", peek_gives_the_object_while_it_lives },
    { "detach/it returns the object", detach_returns_the_object },
    { "detach/after the death it returns nothing", detaching_after_the_death_gives_nothing },
    { "detach/an earlier observer can", an_earlier_observer_can_detach_it },
    { "detach/clear is the same", clear_detaches },
    { "without destroy nothing is destroyed", without_destroy_nothing_is_destroyed },
    { "closure/one of C gets its data", a_closure_of_c_gets_its_data },
    { "closure/a detached one is released", a_detached_closure_is_released },
    { "closure/it keeps its own marshaller", a_closure_keeps_its_own_marshaller },
    { "closure/finalizers can share one", finalizers_can_share_a_closure },
    { "closure/an invalid one is not called", an_invalid_closure_is_not_called },
    { "closure/it is a property next to the others", the_closure_is_a_property },
    { "closure/all can be said in one call", all_can_be_said_in_one_call },
    { "closure/without one it is dead from the start", without_a_closure_it_is_dead_from_the_start },
    { "closure/without an object it is dead from the start", without_an_object_it_is_dead_from_the_start },
    { "its signals come before its action", its_signals_come_before_its_action },
    { "a handler can detach before the action", a_handler_can_detach_before_the_action },
    { "at exit/it is TRUE by default", at_exit_is_true_by_default },
    { "at exit/it can be constructed", at_exit_can_be_constructed },
    { "at exit/it is notified when it changes", at_exit_is_notified_when_it_changes },
    { "at exit/newest first", run_at_exit_runs_newest_first },
    { "at exit/it spends them", run_at_exit_spends_them },
    { "at exit/it can come twice", run_at_exit_can_run_again },
    { "at exit/the order is that of making", run_at_exit_keeps_the_order_of_making },
    { "at exit/what is made meanwhile runs", run_at_exit_runs_what_is_made_meanwhile },
    { "at exit/what a death ran does not run again", run_at_exit_leaves_what_a_death_ran },
    { "at exit/it runs in the calling thread", run_at_exit_runs_in_the_calling_thread },
    { "at exit/it bypasses contexts", run_at_exit_bypasses_contexts },
    { "context/it delivers in order", a_context_delivers_in_order },
    { "context/it separates the moments", a_context_separates_the_moments },
    { "context/deferred is that of the constructing thread", deferred_is_the_constructors_context },
    { "context/a queued one can run by hand", a_queued_one_can_run_by_hand },
    { "context/a queued one can be detached", a_queued_one_can_be_detached },
    { "context/a waiting one owns it, a queued one does not", waiting_it_owns_its_context },
    { "context/when it goes by the queuing the action runs", it_runs_when_the_context_goes_with_its_place },
    { "context/when it goes with its queue the action runs once", it_runs_when_the_queue_goes },
    { "context/a detached one gives it up", detached_it_gives_its_context_up },
    { "context/nothing is left of it afterwards", run_by_its_context_it_leaves_nothing },
    { "a resurrection leaves it pending", a_resurrection_leaves_it_pending },
    { "it can wait for a finalizer", it_can_wait_for_a_finalizer },
    { "its data must not be the object", its_data_must_not_be_the_object },
    { "its closure must not know the object", its_closure_must_not_know_the_object },
    { "the closure in one call must not know the object", the_closure_in_one_call_must_not_know_the_object },
    { "its closure property must not know the object", its_closure_property_must_not_know_the_object },
  };

  return test_run_cases (argc, argv, "finalizer", cases, G_N_ELEMENTS (cases));
}
