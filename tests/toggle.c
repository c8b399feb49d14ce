/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

#include "gweak-toggle-private.h"

/* The tests' own toggle reference stands for that of a language binding. */
static void
foreign_notify_cb (gpointer name,
                   GObject *object,
                   gboolean is_last_ref)
{
  test_log ("%s:%s", is_last_ref ? "last" : "not-last", (char *) name);
}

static void
add_foreign (gpointer object)
{
  g_object_add_toggle_ref (object, foreign_notify_cb, "foreign");
}

static void
remove_foreign (gpointer object)
{
  g_object_remove_toggle_ref (object, foreign_notify_cb, "foreign");
}

static gboolean
has_toggle_reference (gpointer object)
{
  return (g_datalist_get_flags (&((GObject *) object)->qdata) & 1) != 0;
}

#define assert_refs(object, n) g_assert_cmpuint (((GObject *) (object))->ref_count, ==, (n))

static GweakWeakRef *
toggling_ref (gpointer object)
{
  return g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);
}

static GweakWeakRef *
logged_toggling_ref (gpointer    object,
                     const char *name)
{
  GweakWeakRef *ref = toggling_ref (object);

  test_log_connect (ref, name, FALSE);

  return ref;
}

static gboolean
reads_toggle (gpointer reference)
{
  gboolean toggle;

  g_object_get (reference, "toggle", &toggle, NULL);

  return toggle;
}

static void
dying_comes_at_the_last_drop (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = logged_toggling_ref (object, "a");

  g_assert_true (reads_toggle (ref));
  g_object_ref (object);
  g_object_unref (object);
  assert_log ("");

  g_assert_finalize_object (object);
  assert_log ("dying:a died:a finalized:a");
  g_assert_false (reads_toggle (ref));
}

static void
log_hook (TestObject *object,
          gpointer    text)
{
  test_log ("%s", (char *) text);
}

static void
use_cb (GweakReference *reference,
        TestObject     *referent,
        gpointer        user_data)
{
  g_autoptr (TestObject) again = gweak_reference_dup_referent (reference);
  int value;

  g_assert_true (again == referent);
  g_assert_true (gweak_reference_is_alive (reference));
  g_assert_true (reads_toggle (reference));
  test_object_set_value (referent, 5);
  g_object_get (referent, "value", &value, NULL);
  test_log ("%s=%d", test_object_get_name (referent), value);
}

static void
the_object_is_whole (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = toggling_ref (object);

  g_signal_connect (ref, "dying", G_CALLBACK (use_cb), NULL);
  test_object_before_dispose (object, log_hook, "dispose");
  g_assert_finalize_object (object);
  assert_log ("it=5 dispose");
}

/* Rescues the referent into the place that is the user data. */
static void
rescue_cb (GweakReference *reference,
           GObject        *referent,
           gpointer        place)
{
  g_assert_null (*(GObject **) place);
  *(GObject **) place = g_object_ref (referent);
  test_log ("rescue");
}

static void
a_rescued_object_dies_again (void)
{
  TestObject *object = test_object_new ("it"), *rescued = NULL;
  g_autoptr (GweakWeakRef) ref = logged_toggling_ref (object, "a");
  gulong handler = g_signal_connect (ref, "dying", G_CALLBACK (rescue_cb), &rescued);

  for (guint i = 0; i < 3; i++)
    {
      rescued = NULL;
      g_object_unref (object);
      g_assert_true (rescued == object);
      assert_log ("dying:a rescue");
      g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));
      g_assert_true (reads_toggle (ref));
      assert_refs (object, 2);
    }

  g_signal_handler_disconnect (ref, handler);
  g_assert_finalize_object (rescued);
  assert_log ("dying:a died:a finalized:a");
}

static void
upgrade_cb (GweakReference *reference,
            GObject        *referent,
            gpointer        place)
{
  *(gpointer *) place = gweak_reference_dup_referent (reference);
}

static void
an_upgrade_rescues_too (void)
{
  TestObject *object = test_object_new ("it"), *rescued = NULL;
  g_autoptr (GweakWeakRef) ref = toggling_ref (object);
  gulong handler = g_signal_connect (ref, "dying", G_CALLBACK (upgrade_cb), &rescued);

  g_object_unref (object);
  g_assert_true (rescued == object);
  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));

  g_signal_handler_disconnect (ref, handler);
  g_assert_finalize_object (rescued);
}

static void
each_hears_of_it_even_after_a_rescue (void)
{
  TestObject *object = test_object_new ("it"), *rescued = NULL;
  g_autoptr (GweakWeakRef) a = logged_toggling_ref (object, "a");
  g_autoptr (GweakWeakRef) b = logged_toggling_ref (object, "b");
  g_autoptr (GweakWeakRef) c = logged_toggling_ref (object, "c");
  gulong handler = g_signal_connect (c, "dying", G_CALLBACK (rescue_cb), &rescued);

  g_object_unref (object);
  assert_log ("dying:c rescue dying:b dying:a");
  g_signal_handler_disconnect (c, handler);

  g_assert_finalize_object (rescued);
  assert_log ("dying:c dying:b dying:a died:c died:b died:a finalized:c finalized:b finalized:a");
}

static void
only_those_who_ask_hear_of_it (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) first = test_logged_ref (object, "1");
  g_autoptr (GweakWeakRef) second = logged_toggling_ref (object, "2");
  g_autoptr (GweakWeakRef) third = test_logged_ref (object, "3");

  g_assert_false (reads_toggle (first));
  g_assert_true (reads_toggle (second));
  g_assert_finalize_object (object);
  assert_log ("dying:2 died:3 died:2 died:1 finalized:3 finalized:2 finalized:1");
}

static void
all_share_one (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GPtrArray) refs = g_ptr_array_new_with_free_func (g_object_unref);
  GweakFinalizer *finalizer;

  assert_refs (object, 1);
  for (guint i = 0; i < 1000; i++)
    {
      g_ptr_array_add (refs, toggling_ref (object));
      assert_refs (object, 2);
    }
  finalizer = g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, "moment", GWEAK_MOMENT_DYING,
                            "closure", g_cclosure_new (G_CALLBACK (test_log_run_cb), "f", NULL), NULL);
  assert_refs (object, 2);

  g_assert_finalize_object (object);
  assert_log ("run:f");
  g_assert_finalize_object (finalizer);
}

static guint next_due;

static void
expect_to_be_due_cb (GweakReference *reference,
                     GObject        *referent,
                     gpointer        number)
{
  g_assert_cmpuint (GPOINTER_TO_UINT (number), ==, next_due);
  next_due--;
}

static void
many_hear_of_it_newest_first (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GPtrArray) refs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 1; i <= 1000; i++)
    {
      g_ptr_array_add (refs, toggling_ref (object));
      g_signal_connect (refs->pdata[i - 1], "dying", G_CALLBACK (expect_to_be_due_cb), GUINT_TO_POINTER (i));
    }
  next_due = 1000;
  g_assert_finalize_object (object);
  g_assert_cmpuint (next_due, ==, 0);
}

static void
it_goes_with_the_last_user (void)
{
  TestObject     *object = test_object_new ("it");
  GweakWeakRef   *released = toggling_ref (object);
  GweakWeakRef   *cleared = toggling_ref (object);
  GweakFinalizer *run = g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, "moment", GWEAK_MOMENT_DYING,
                                      "closure", g_cclosure_new (G_CALLBACK (test_log_run_cb), "f", NULL), NULL);

  g_object_unref (released);
  assert_refs (object, 2);
  gweak_reference_clear (GWEAK_REFERENCE (cleared));
  g_assert_false (reads_toggle (cleared));
  assert_refs (object, 2);
  g_assert_true (has_toggle_reference (object));
  gweak_finalizer_run (run);
  assert_refs (object, 1);
  g_assert_false (has_toggle_reference (object));
  assert_log ("run:f");

  g_assert_finalize_object (object);
  g_assert_finalize_object (cleared);
  g_assert_finalize_object (run);
  assert_log ("");
}

static void
it_comes_back_with_a_new_user (void)
{
  TestObject *object = test_object_new ("it");

  for (guint i = 0; i < 3; i++)
    {
      GweakWeakRef *ref = logged_toggling_ref (object, "a");

      assert_refs (object, 2);
      g_assert_finalize_object (ref);
      assert_refs (object, 1);
    }
  g_assert_finalize_object (object);
  assert_log ("");
}

/* The last user holds the only way to the object. */
static void
releasing_the_last_user_can_end_the_object (void)
{
  TestObject   *object = test_object_new ("it"), *rescued = NULL;
  GweakWeakRef *ref = logged_toggling_ref (object, "a");
  GweakWeakRef *plain = test_logged_ref (object, "p");

  g_signal_connect (ref, "dying", G_CALLBACK (rescue_cb), &rescued);
  g_object_unref (object);
  g_object_unref (ref);
  assert_log ("dying:a rescue");
  g_assert_finalize_object (rescued);
  assert_log ("died:p finalized:p");
  g_assert_finalize_object (plain);
}

static void
a_foreign_one_is_left_alone (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = NULL;

  add_foreign (object);
  ref = toggling_ref (object);
  test_log_connect (ref, "a", TRUE);
  g_assert_false (reads_toggle (ref));
  assert_refs (object, 2);

  g_object_unref (object);
  g_object_ref (object);
  g_object_unref (object);
  assert_log ("last:foreign not-last:foreign last:foreign");
  g_assert_false (reads_toggle (ref));

  g_object_ref (object);
  remove_foreign (object);
  assert_log ("not-last:foreign");
  g_assert_finalize_object (object);
  assert_log ("notify-alive:a notify-referent:a died:a finalized:a");
}

static void
after_a_foreign_one_went_the_next_user_is_granted (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) early = NULL;
  g_autoptr (GweakWeakRef) late = NULL;

  add_foreign (object);
  early = logged_toggling_ref (object, "early");
  remove_foreign (object);
  late = logged_toggling_ref (object, "late");
  g_assert_false (reads_toggle (early));
  g_assert_true (reads_toggle (late));

  g_assert_finalize_object (object);
  assert_log ("dying:late died:late died:early finalized:late finalized:early");
}

static void
a_probe_finds_a_later_foreign_one (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) a = toggling_ref (object);
  g_autoptr (GweakWeakRef) plain = gweak_weak_ref_new (object);
  g_autoptr (GweakWeakRef) b = toggling_ref (object);

  test_log_connect (a, "a", TRUE);
  test_log_connect (plain, "p", TRUE);
  test_log_connect (b, "b", TRUE);
  add_foreign (object);
  assert_refs (object, 3);
  gweak_toggle_probe_some ();
  g_assert_true (reads_toggle (a) && reads_toggle (b));
  assert_log ("");

  /* Only the two are left: neither is notified, and that is how it would stay. */
  g_object_unref (object);
  assert_refs (object, 2);
  assert_log ("");
  gweak_toggle_probe_some ();
  assert_log ("notify-toggle:b notify-toggle:a last:foreign");
  g_assert_false (reads_toggle (a) || reads_toggle (b));
  assert_refs (object, 1);
  gweak_toggle_probe_some ();
  assert_log ("");

  remove_foreign (object);
  assert_log ("notify-alive:b notify-referent:b died:b notify-alive:p notify-referent:p died:p "
              "notify-alive:a notify-referent:a died:a finalized:b finalized:p finalized:a");
}

static void
a_new_user_looks_for_foreign_ones_in_passing (void)
{
  TestObject *object = test_object_new ("it"), *another = test_object_new ("another");
  g_autoptr (GweakWeakRef) a = toggling_ref (object);
  g_autoptr (GweakWeakRef) b = NULL;

  add_foreign (object);
  g_object_unref (object);
  b = toggling_ref (another);
  g_assert_false (reads_toggle (a));
  g_assert_true (reads_toggle (b));
  assert_log ("last:foreign");

  remove_foreign (object);
  g_assert_finalize_object (another);
}

static void
a_probe_leaves_others_as_they_were (void)
{
  TestObject *alone = test_object_new ("alone"), *shared = test_object_new ("shared");
  g_autoptr (GweakWeakRef) a = toggling_ref (alone);
  g_autoptr (GweakWeakRef) b = toggling_ref (shared);

  test_log_connect (a, "a", TRUE);
  test_log_connect (b, "b", TRUE);
  g_object_ref (shared);
  for (guint i = 0; i < 3; i++)
    gweak_toggle_probe_some ();
  assert_refs (alone, 2);
  assert_refs (shared, 3);
  g_assert_true (reads_toggle (a) && reads_toggle (b));
  assert_log ("");

  g_object_unref (shared);
  g_assert_finalize_object (alone);
  assert_log ("dying:a notify-alive:a notify-referent:a died:a finalized:a");
  g_assert_finalize_object (shared);
  assert_log ("dying:b notify-alive:b notify-referent:b died:b finalized:b");
}

/* Those that are held by others are passed over, and stand in nobody's way. */
static void
probes_take_turns (void)
{
  g_autoptr (GPtrArray) refs = g_ptr_array_new_with_free_func (g_object_unref);
  TestObject *objects[20];

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      objects[i] = test_object_new ("it");
      g_ptr_array_add (refs, toggling_ref (objects[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      add_foreign (objects[i]);
      if (i % 10 == 9)
        g_object_unref (objects[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    gweak_toggle_probe_some ();
  assert_log ("last:foreign last:foreign");

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_assert_true (reads_toggle (refs->pdata[i]) == (i % 10 != 9));
      remove_foreign (objects[i]);
      if (i % 10 != 9)
        g_assert_finalize_object (objects[i]);
    }
  assert_log ("");
}

static void
standing_down_is_told_in_the_context (void)
{
  TestObject   *object = test_object_new ("it");
  GMainContext *context = g_main_context_new ();
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, "main-context", context, NULL);

  test_log_connect (ref, "a", TRUE);
  add_foreign (object);
  g_object_unref (object);
  gweak_toggle_probe_some ();
  g_assert_false (reads_toggle (ref));
  assert_log ("last:foreign");
  remove_foreign (object);
  assert_log ("");
  test_iterate (context);
  assert_log ("notify-toggle:a notify-alive:a notify-referent:a died:a finalized:a");
  g_main_context_unref (context);
}

static void
rescue_with_foreign_cb (GweakReference *reference,
                        GObject        *referent,
                        gpointer        user_data)
{
  add_foreign (referent);
}

static void
a_foreign_one_can_come_inside_dying (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = toggling_ref (object);
  gulong handler = g_signal_connect (ref, "dying", G_CALLBACK (rescue_with_foreign_cb), NULL);

  test_log_connect (ref, "a", TRUE);
  g_object_unref (object);
  g_signal_handler_disconnect (ref, handler);
  gweak_toggle_probe_some ();
  assert_log ("dying:a notify-toggle:a last:foreign");
  g_assert_false (reads_toggle (ref));

  remove_foreign (object);
  assert_log ("notify-alive:a notify-referent:a died:a finalized:a");
}

/* How long the sources of @context would sleep, in milliseconds; -1: for ever. */
static gint
timeout_of (GMainContext *context)
{
  GPollFD fds[8];
  gint    priority, timeout;

  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  g_assert_cmpint (g_main_context_query (context, G_MAXINT, &timeout, fds, G_N_ELEMENTS (fds)), <=, (gint) G_N_ELEMENTS (fds));
  g_main_context_release (context);

  return timeout;
}

static void
without_users_there_is_no_timer (void)
{
  GMainContext *context = g_main_context_get_thread_default ();
  TestObject   *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) plain = gweak_weak_ref_new (object);
  g_autoptr (GweakWeakRef) toggling = NULL;

  g_assert_cmpint (timeout_of (context), ==, -1);
  toggling = toggling_ref (object);
  g_assert_cmpint (timeout_of (context), >=, 0);

  g_assert_finalize_object (object);
}

static void
the_timer_goes_with_its_context (void)
{
  GMainContext *first = g_main_context_new (), *second = g_main_context_new ();
  TestObject   *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) a = NULL;
  g_autoptr (GweakWeakRef) b = NULL;

  g_main_context_push_thread_default (first);
  a = toggling_ref (object);
  g_main_context_pop_thread_default (first);
  g_assert_cmpint (timeout_of (first), >=, 0);
  g_main_context_unref (first);

  g_object_unref (g_steal_pointer (&a));
  g_main_context_push_thread_default (second);
  b = toggling_ref (object);
  g_main_context_pop_thread_default (second);
  g_assert_cmpint (timeout_of (second), >=, 0);

  g_assert_finalize_object (object);
  g_main_context_unref (second);
}

/* Its name is for people who look at main loops. */
static GSource *
timer_of (GMainContext *context)
{
  for (guint id = 1; id < 100; id++)
    {
      GSource *source = g_main_context_find_source_by_id (context, id);

      if (source != NULL && g_strcmp0 (g_source_get_name (source), "gweak: look for foreign toggle references") == 0)
        return source;
    }

  return NULL;
}

/* Lets the timer of @context be due, and sees that it is due again in
 * @seconds; -1: never.
 */
static void
fire_timer (GMainContext *context,
            gint          seconds)
{
  GSource *timer = g_source_ref (timer_of (context));
  gint64   before = g_get_monotonic_time ();
  gint64   due;

  g_source_set_ready_time (timer, 0);
  test_iterate (context);
  g_assert_true (g_source_is_destroyed (timer) == (seconds < 0));
  due = g_source_get_ready_time (timer) - seconds * G_USEC_PER_SEC;
  if (seconds >= 0)
    {
      g_assert_cmpint (due, >=, before);
      g_assert_cmpint (due, <=, g_get_monotonic_time ());
    }
  g_source_unref (timer);
}

static void
the_timer_stays_while_something_is_armed (void)
{
  GMainContext *context = g_main_context_get_thread_default ();
  TestObject   *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = logged_toggling_ref (object, "a");

  fire_timer (context, 10);
  assert_refs (object, 2);
  g_assert_finalize_object (object);
  assert_log ("dying:a died:a finalized:a");
  fire_timer (context, -1);
  g_assert_null (timer_of (context));
  g_assert_cmpint (timeout_of (context), ==, -1);
}

static void
the_timer_slows_down (void)
{
  static const gint seconds[] = { 10, 20, 40, 60, 60 };

  GMainContext *context = g_main_context_get_thread_default ();
  TestObject   *object = test_object_new ("it"), *another = test_object_new ("another");
  g_autoptr (GweakWeakRef) ref = toggling_ref (object);
  g_autoptr (GweakWeakRef) of_another = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    fire_timer (context, seconds[i]);
  of_another = toggling_ref (another);
  fire_timer (context, seconds[0]);

  g_assert_finalize_object (object);
  g_assert_finalize_object (another);
}

/* As if GLib had not notified of the last drop, which it can fail to do when
 * the drop races with the arming.
 */
static TestObject *
object_with_lost_drop (GweakWeakRef **ref)
{
  GMainContext *context = g_main_context_new ();
  TestObject   *object = test_object_new ("lost");

  g_main_context_push_thread_default (context);
  *ref = logged_toggling_ref (object, "lost");
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
  assert_refs (object, 2);
  g_atomic_int_add ((gint *) &G_OBJECT (object)->ref_count, -1);

  return object;
}

static gboolean
took_too_long_cb (gpointer unused)
{
  g_error ("The timer did not find the foreign toggle reference");

  return G_SOURCE_REMOVE;
}

/* Waits for the one timer of this program that has to fire by itself. */
static void
the_timer_finds_what_was_not_notified (void)
{
  GMainContext *context = g_main_context_get_thread_default ();
  GSource      *guard = g_timeout_source_new_seconds (120);
  g_autoptr (GweakWeakRef) lost = NULL;
  g_autoptr (GweakWeakRef) ref = NULL;
  TestObject *object;

  object_with_lost_drop (&lost);
  gweak_toggle_probe_some ();
  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (lost)));
  assert_log ("");

  object = test_object_new ("it");
  ref = toggling_ref (object);
  test_log_connect (ref, "a", TRUE);
  add_foreign (object);
  g_object_unref (object);
  g_source_set_callback (guard, took_too_long_cb, NULL, NULL);
  g_source_attach (guard, context);
  while (reads_toggle (ref))
    g_main_context_iteration (context, TRUE);
  assert_log ("dying:lost died:lost finalized:lost notify-toggle:a last:foreign");

  /* Now that nothing is armed any more, it is gone. */
  g_source_destroy (guard);
  g_source_unref (guard);
  g_assert_cmpint (timeout_of (context), ==, -1);
  remove_foreign (object);
  assert_log ("notify-alive:a notify-referent:a died:a finalized:a");
}

static void
run_dispose_cb (GweakReference *reference,
                GObject        *referent,
                gpointer        user_data)
{
  g_object_run_dispose (referent);
  test_log ("disposed");
}

static void
run_dispose_inside_dying (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) a = logged_toggling_ref (object, "a");
  g_autoptr (GweakWeakRef) b = logged_toggling_ref (object, "b");

  g_signal_connect (b, "dying", G_CALLBACK (run_dispose_cb), NULL);
  g_assert_finalize_object (object);
  assert_log ("dying:b died:b died:a disposed finalized:b finalized:a");
}

static void
run_dispose_and_rescue_inside_dying (void)
{
  TestObject *object = test_object_new ("it"), *rescued = NULL;
  g_autoptr (GweakWeakRef) a = logged_toggling_ref (object, "a");
  g_autoptr (GweakWeakRef) late = NULL;

  g_signal_connect (a, "dying", G_CALLBACK (run_dispose_cb), NULL);
  g_signal_connect (a, "dying", G_CALLBACK (rescue_cb), &rescued);
  g_object_unref (object);
  assert_log ("dying:a died:a disposed rescue");
  assert_refs (rescued, 1);
  g_assert_false (has_toggle_reference (rescued));

  late = logged_toggling_ref (rescued, "late");
  assert_refs (rescued, 2);
  g_assert_finalize_object (rescued);
  assert_log ("dying:late died:late finalized:late finalized:a");
}

static void
run_dispose_takes_it_off (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = logged_toggling_ref (object, "a");

  g_object_run_dispose (G_OBJECT (object));
  assert_log ("died:a");
  g_assert_false (reads_toggle (ref));
  assert_refs (object, 1);
  g_assert_finalize_object (object);
  assert_log ("finalized:a");
}

static void
a_husk_can_be_dying (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) early = logged_toggling_ref (object, "early");
  g_autoptr (GweakWeakRef) late = NULL;

  g_object_run_dispose (G_OBJECT (object));
  late = logged_toggling_ref (object, "late");
  g_assert_true (reads_toggle (late));
  assert_log ("died:early");
  g_assert_finalize_object (object);
  assert_log ("dying:late died:late finalized:late finalized:early");
}

static void
clear_cb (GweakReference *reference,
          GObject        *referent,
          gpointer        victim)
{
  gweak_reference_clear (victim);
  test_log ("clear");
}

static void
clearing_another_inside_dying (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) a = logged_toggling_ref (object, "a");
  g_autoptr (GweakWeakRef) b = logged_toggling_ref (object, "b");
  g_autoptr (GweakWeakRef) c = logged_toggling_ref (object, "c");

  g_signal_connect (c, "dying", G_CALLBACK (clear_cb), b);
  g_assert_finalize_object (object);
  assert_log ("dying:c clear dying:a died:c died:a finalized:c finalized:a");
}

static void
clearing_itself_inside_dying (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) a = logged_toggling_ref (object, "a");
  g_autoptr (GweakWeakRef) b = logged_toggling_ref (object, "b");

  g_signal_connect (b, "dying", G_CALLBACK (clear_cb), b);
  g_assert_finalize_object (object);
  assert_log ("dying:b clear dying:a died:a finalized:a");
}

static void
clearing_the_only_user_inside_dying (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) plain = test_logged_ref (object, "p");
  g_autoptr (GweakWeakRef) ref = logged_toggling_ref (object, "a");

  g_signal_connect (ref, "dying", G_CALLBACK (clear_cb), ref);
  g_assert_finalize_object (object);
  assert_log ("dying:a clear died:p finalized:p");
}

static void
a_rescue_outlives_the_only_user (void)
{
  TestObject *object = test_object_new ("it"), *rescued = NULL;
  g_autoptr (GweakWeakRef) plain = test_logged_ref (object, "p");
  g_autoptr (GweakWeakRef) ref = logged_toggling_ref (object, "a");

  g_signal_connect (ref, "dying", G_CALLBACK (rescue_cb), &rescued);
  g_signal_connect (ref, "dying", G_CALLBACK (clear_cb), ref);
  g_object_unref (object);
  assert_log ("dying:a rescue clear");
  assert_refs (rescued, 1);
  g_assert_false (has_toggle_reference (rescued));
  g_assert_finalize_object (rescued);
  assert_log ("died:p finalized:p");
}

static void
release_cb (GweakReference *reference,
            GObject        *referent,
            gpointer        place)
{
  g_clear_object ((GObject **) place);
  test_log ("release");
}

static void
releasing_references_inside_dying (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *next = logged_toggling_ref (object, "next");
  GweakWeakRef *own = logged_toggling_ref (object, "own");

  g_signal_connect (own, "dying", G_CALLBACK (release_cb), &next);
  g_signal_connect (own, "dying", G_CALLBACK (release_cb), &own);
  g_assert_finalize_object (object);
  g_assert_null (own);
  g_assert_null (next);
  assert_log ("dying:own release release");
}

static void
add_cb (GweakReference *reference,
        GObject        *referent,
        gpointer        place)
{
  *(gpointer *) place = logged_toggling_ref (referent, "new");
  test_log ("add");
}

static void
one_added_inside_dying_hears_of_the_next_drop (void)
{
  TestObject *object = test_object_new ("it"), *rescued = NULL;
  g_autoptr (GweakWeakRef) old = logged_toggling_ref (object, "old");
  g_autoptr (GweakWeakRef) ref = logged_toggling_ref (object, "a");
  g_autoptr (GweakWeakRef) new = NULL;

  g_signal_connect (ref, "dying", G_CALLBACK (add_cb), &new);
  g_signal_connect (ref, "dying", G_CALLBACK (rescue_cb), &rescued);
  g_object_unref (object);
  assert_log ("dying:a add rescue dying:old");
  g_assert_true (reads_toggle (new));
  assert_refs (rescued, 2);

  g_signal_handlers_disconnect_by_func (ref, add_cb, &new);
  g_signal_handlers_disconnect_by_func (ref, rescue_cb, &rescued);
  g_assert_finalize_object (rescued);
  assert_log ("dying:new dying:a dying:old died:new died:a died:old finalized:new finalized:a finalized:old");
}

static void
one_added_inside_the_last_dying_hears_of_the_death (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = logged_toggling_ref (object, "a");
  g_autoptr (GweakWeakRef) new = NULL;

  g_signal_connect (ref, "dying", G_CALLBACK (add_cb), &new);
  g_assert_finalize_object (object);
  assert_log ("dying:a add died:new died:a finalized:new finalized:a");
}

static void
a_new_user_inside_dying_takes_the_last_ones_place (void)
{
  TestObject *object = test_object_new ("it"), *rescued = NULL;
  g_autoptr (GweakWeakRef) ref = logged_toggling_ref (object, "a");
  g_autoptr (GweakWeakRef) new = NULL;

  g_signal_connect (ref, "dying", G_CALLBACK (rescue_cb), &rescued);
  g_signal_connect (ref, "dying", G_CALLBACK (clear_cb), ref);
  g_signal_connect (ref, "dying", G_CALLBACK (add_cb), &new);
  g_object_unref (object);
  assert_log ("dying:a rescue clear add");
  assert_refs (rescued, 2);
  g_assert_finalize_object (rescued);
  assert_log ("dying:new died:new finalized:new");
}

static void
use_briefly_cb (GweakReference *reference,
                GObject        *referent,
                gpointer        user_data)
{
  for (guint i = 0; i < 3; i++)
    {
      g_object_ref (referent);
      g_object_unref (referent);
      g_object_unref (gweak_reference_dup_referent (reference));
    }
}

static void
brief_references_inside_dying_are_no_drops (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = logged_toggling_ref (object, "a");

  g_signal_connect (ref, "dying", G_CALLBACK (use_briefly_cb), NULL);
  g_assert_finalize_object (object);
  assert_log ("dying:a died:a finalized:a");
}

static void
drop_cb (GweakReference *reference,
         GObject        *referent,
         gpointer        place)
{
  test_log ("drop(");
  g_clear_object ((GObject **) place);
  test_log (")");
}

static void
deaths_nest_inside_dying (void)
{
  TestObject *outer = test_object_new ("outer"), *inner = test_object_new ("inner");
  g_autoptr (GweakWeakRef) of_outer = logged_toggling_ref (outer, "outer");
  g_autoptr (GweakWeakRef) of_inner = logged_toggling_ref (inner, "inner");

  g_signal_connect (of_outer, "dying", G_CALLBACK (drop_cb), &inner);
  g_assert_finalize_object (outer);
  g_assert_null (inner);
  assert_log ("dying:outer drop( dying:inner died:inner finalized:inner ) died:outer finalized:outer");
}

static void
rescue_once_cb (GweakReference *reference,
                GObject        *referent,
                gpointer        place)
{
  g_signal_handlers_disconnect_by_func (reference, rescue_once_cb, place);
  rescue_cb (reference, referent, place);
}

/* What an earlier handler rescued, a later one drops: a drop of its own. */
static void
a_rescue_can_end_inside_dying (void)
{
  TestObject *object = test_object_new ("it"), *rescued = NULL;
  g_autoptr (GweakWeakRef) a = logged_toggling_ref (object, "a");
  g_autoptr (GweakWeakRef) b = logged_toggling_ref (object, "b");

  g_signal_connect (b, "dying", G_CALLBACK (rescue_once_cb), &rescued);
  g_signal_connect (a, "dying", G_CALLBACK (release_cb), &rescued);
  g_assert_finalize_object (object);
  assert_log ("dying:b rescue dying:a release dying:b dying:a release died:b died:a finalized:b finalized:a");
}

static void
resurrect_hook (TestObject *object,
                gpointer    user_data)
{
  test_object_before_dispose (object, NULL, NULL);
  g_object_ref (object);
  test_log ("resurrect");
}

static void
it_comes_back_after_a_resurrection (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = logged_toggling_ref (object, "a");

  test_object_never_chain_up (object);
  test_object_before_dispose (object, resurrect_hook, NULL);
  g_object_unref (object);
  assert_log ("dying:a resurrect");
  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));
  assert_refs (object, 1);

  /* As soon as gweak has the object in hand. */
  g_assert_cmpuint (gweak_count_references (object), ==, 1);
  assert_refs (object, 2);
  g_assert_true (reads_toggle (ref));
  g_assert_finalize_object (object);
  assert_log ("dying:a died:a finalized:a");
}

static void
a_resurrection_nobody_noticed_ends_quietly (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = logged_toggling_ref (object, "a");

  test_object_never_chain_up (object);
  test_object_before_dispose (object, resurrect_hook, NULL);
  g_object_unref (object);
  g_assert_finalize_object (object);
  assert_log ("dying:a resurrect died:a finalized:a");
}

static void
after_a_resurrection_a_foreign_one_is_left_alone (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = toggling_ref (object);

  test_log_connect (ref, "a", TRUE);
  test_object_never_chain_up (object);
  test_object_before_dispose (object, resurrect_hook, NULL);
  g_object_unref (object);
  assert_log ("dying:a resurrect");
  add_foreign (object);
  g_assert_cmpuint (gweak_count_references (object), ==, 1);
  g_assert_false (reads_toggle (ref));
  assert_log ("notify-toggle:a");

  g_object_unref (object);
  assert_log ("last:foreign");
  remove_foreign (object);
  assert_log ("notify-alive:a notify-referent:a died:a finalized:a");
}

static void
add_toggling_hook (TestObject *object,
                   gpointer    place)
{
  test_object_before_dispose (object, NULL, NULL);
  test_object_after_dispose (object, NULL, NULL);
  *(gpointer *) place = logged_toggling_ref (object, "new");
  test_log ("add");
}

static void
one_made_in_dispose_is_fired_by_it (void)
{
  for (guint i = 0; i < 2; i++)
    {
      TestObject *object = test_object_new ("it");
      g_autoptr (GweakWeakRef) old = i == 0 ? test_logged_ref (object, "old") : logged_toggling_ref (object, "old");
      g_autoptr (GweakWeakRef) new = NULL;

      test_object_before_dispose (object, add_toggling_hook, &new);
      g_assert_finalize_object (object);
      assert_log (i == 0 ? "add died:new died:old finalized:new finalized:old"
                         : "dying:old add died:new died:old finalized:new finalized:old");
    }
}

static void
add_late_hook (TestObject *object,
               gpointer    place)
{
  GweakWeakRef *new = toggling_ref (object);

  test_object_after_dispose (object, NULL, NULL);
  g_signal_connect (new, "died", G_CALLBACK (test_log_died_cb), "new");
  g_signal_connect (new, "finalized", G_CALLBACK (test_log_finalized_cb), "new");
  *(gpointer *) place = new;
  test_log ("add");
}

static void
one_made_after_chaining_up_hears_of_the_death (void)
{
  for (guint i = 0; i < 2; i++)
    {
      TestObject *object = test_object_new ("it");
      g_autoptr (GweakWeakRef) old = i == 0 ? test_logged_ref (object, "old") : logged_toggling_ref (object, "old");
      g_autoptr (GweakWeakRef) new = NULL;

      test_object_after_dispose (object, add_late_hook, &new);
      g_assert_finalize_object (object);
      assert_log (i == 0 ? "died:old add died:new finalized:new finalized:old"
                         : "dying:old died:old add died:new finalized:new finalized:old");
    }
}

static void
resurrect_and_add_hook (TestObject *object,
                        gpointer    place)
{
  add_toggling_hook (object, place);
  g_object_ref (object);
}

static void
one_made_in_a_resurrection_hears_of_the_next_drop (void)
{
  for (guint i = 0; i < 2; i++)
    {
      TestObject *object = test_object_new ("it");
      g_autoptr (GweakWeakRef) old = i == 0 ? test_logged_ref (object, "old") : logged_toggling_ref (object, "old");
      g_autoptr (GweakWeakRef) new = NULL;

      test_object_never_chain_up (object);
      test_object_before_dispose (object, resurrect_and_add_hook, &new);
      g_object_unref (object);
      assert_log (i == 0 ? "add" : "dying:old add");
      g_assert_true (reads_toggle (new));
      assert_refs (object, 2);
      g_assert_finalize_object (object);
      assert_log (i == 0 ? "dying:new died:new died:old finalized:new finalized:old"
                         : "dying:new dying:old died:new died:old finalized:new finalized:old");
    }
}

static void
a_floating_object_stays_floating (void)
{
  GInitiallyUnowned *object = g_object_new (G_TYPE_INITIALLY_UNOWNED, NULL);
  g_autoptr (GweakWeakRef) ref = logged_toggling_ref (object, "a");

  g_assert_true (g_object_is_floating (object));
  assert_refs (object, 2);
  g_object_ref_sink (object);
  assert_refs (object, 2);
  g_assert_finalize_object (object);
  assert_log ("dying:a died:a finalized:a");
}

static void
note_thread_cb (GweakReference *reference,
                GObject        *referent,
                gpointer        place)
{
  *(GThread **) place = g_thread_self ();
}

static gpointer
drop_in_thread (gpointer object)
{
  g_object_unref (object);

  return g_thread_self ();
}

static void
it_is_told_in_the_dropping_thread (void)
{
  TestObject   *object = test_object_new ("it");
  GMainContext *context = g_main_context_new ();
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, "main-context", context, NULL);
  GThread *told_in = NULL, *dropped_in;

  test_log_connect (ref, "a", FALSE);
  g_signal_connect (ref, "dying", G_CALLBACK (note_thread_cb), &told_in);
  dropped_in = g_thread_join (g_thread_new ("dropper", drop_in_thread, object));
  g_assert_true (told_in == dropped_in);
  g_assert_false (told_in == g_thread_self ());
  assert_log ("dying:a");

  test_iterate (context);
  assert_log ("died:a finalized:a");
  g_main_context_unref (context);
}

static void
its_state_can_be_described (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);
  GweakTracker *tracker = gweak_tracker_peek (G_OBJECT (object));
  GweakWeakRef *user;

  g_assert_cmpstr (gweak_toggle_describe (tracker), ==, "off");
  user = toggling_ref (object);
  g_assert_cmpstr (gweak_toggle_describe (tracker), ==, "armed");
  g_assert_finalize_object (user);
  g_assert_cmpstr (gweak_toggle_describe (tracker), ==, "off");
  add_foreign (object);
  user = toggling_ref (object);
  g_assert_cmpstr (gweak_toggle_describe (tracker), ==, "off");
  remove_foreign (object);
  g_assert_finalize_object (user);
  g_assert_finalize_object (object);
}

static void
after_a_resurrection_it_waits (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = toggling_ref (object);
  GweakTracker *tracker = gweak_tracker_peek (G_OBJECT (object));

  test_object_never_chain_up (object);
  test_object_before_dispose (object, resurrect_hook, NULL);
  g_object_unref (object);
  g_assert_cmpstr (gweak_toggle_describe (tracker), ==, "waiting");
  g_assert_true (gweak_tracker_peek (G_OBJECT (object)) == tracker);
  g_assert_cmpstr (gweak_toggle_describe (tracker), ==, "armed");
  g_assert_finalize_object (object);
  assert_log ("resurrect");
}

typedef struct
{
  const char *path;
  GTestFunc   test;
} Test;

/* The timer lives in the thread-default context of the first arming, and goes
 * with that: so no test inherits another's.
 */
static void
run_in_its_own_context (gconstpointer user_data)
{
  GMainContext *context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  ((const Test *) user_data)->test ();
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
}

int
main (int   argc,
      char *argv[])
{
  static const Test tests[] = {
    { "dying comes at the last drop", dying_comes_at_the_last_drop },
    { "the object is whole", the_object_is_whole },
    { "a rescued object dies again", a_rescued_object_dies_again },
    { "an upgrade rescues too", an_upgrade_rescues_too },
    { "each hears of a drop even when an earlier one rescued", each_hears_of_it_even_after_a_rescue },
    { "only those who ask hear of it", only_those_who_ask_hear_of_it },
    { "all users share one toggle reference", all_share_one },
    { "1000 hear of it newest first", many_hear_of_it_newest_first },
    { "it goes with the last user", it_goes_with_the_last_user },
    { "it comes back with a new user", it_comes_back_with_a_new_user },
    { "without users a rescued object is an object like others", releasing_the_last_user_can_end_the_object },
    { "foreign/gweak stands down at construction", a_foreign_one_is_left_alone },
    { "foreign/after it went the next user is granted", after_a_foreign_one_went_the_next_user_is_granted },
    { "foreign/a probe finds a later one and stands down", a_probe_finds_a_later_foreign_one },
    { "foreign/a new user elsewhere probes in passing", a_new_user_looks_for_foreign_ones_in_passing },
    { "foreign/a probe leaves other objects as they were", a_probe_leaves_others_as_they_were },
    { "foreign/probes take turns", probes_take_turns },
    { "foreign/standing down is told in the context", standing_down_is_told_in_the_context },
    { "foreign/one can come inside dying", a_foreign_one_can_come_inside_dying },
    { "foreign/one can come after a resurrection", after_a_resurrection_a_foreign_one_is_left_alone },
    { "timer/without users there is none", without_users_there_is_no_timer },
    { "timer/it goes with its context", the_timer_goes_with_its_context },
    { "timer/it stays while something is armed", the_timer_stays_while_something_is_armed },
    { "timer/it slows down until something new is armed", the_timer_slows_down },
    { "timer/it finds foreign toggle references and lost drops", the_timer_finds_what_was_not_notified },
    { "inside dying/run_dispose ends it", run_dispose_inside_dying },
    { "inside dying/run_dispose and a rescue leave a husk", run_dispose_and_rescue_inside_dying },
    { "inside dying/another can be cleared", clearing_another_inside_dying },
    { "inside dying/a reference can clear itself", clearing_itself_inside_dying },
    { "inside dying/the only user can be cleared", clearing_the_only_user_inside_dying },
    { "inside dying/a rescue outlives the only user", a_rescue_outlives_the_only_user },
    { "inside dying/references can be released", releasing_references_inside_dying },
    { "inside dying/a new one hears of the next drop", one_added_inside_dying_hears_of_the_next_drop },
    { "inside dying/a new one hears of the death", one_added_inside_the_last_dying_hears_of_the_death },
    { "inside dying/a new one takes the last one's place", a_new_user_inside_dying_takes_the_last_ones_place },
    { "inside dying/brief references are no drops", brief_references_inside_dying_are_no_drops },
    { "inside dying/deaths nest", deaths_nest_inside_dying },
    { "inside dying/a rescue can end", a_rescue_can_end_inside_dying },
    { "run_dispose takes it off", run_dispose_takes_it_off },
    { "a husk can be dying", a_husk_can_be_dying },
    { "resurrection/it comes back", it_comes_back_after_a_resurrection },
    { "resurrection/one that nobody noticed ends quietly", a_resurrection_nobody_noticed_ends_quietly },
    { "resurrection/until noticed it waits", after_a_resurrection_it_waits },
    { "in dispose/one made there is fired by it", one_made_in_dispose_is_fired_by_it },
    { "in dispose/one made after chaining up hears of the death", one_made_after_chaining_up_hears_of_the_death },
    { "in dispose/one made in a resurrection hears of the next drop", one_made_in_a_resurrection_hears_of_the_next_drop },
    { "a floating object stays floating", a_floating_object_stays_floating },
    { "it is told in the dropping thread", it_is_told_in_the_dropping_thread },
    { "its state can be described", its_state_can_be_described },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/toggle/", tests[i].path, NULL);

      g_test_add_data_func (path, &tests[i], run_in_its_own_context);
    }

  return g_test_run ();
}
