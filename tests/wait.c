/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

#include <string.h>

/* Logs "<name>:done", or "<name>:<domain>-<code>". */
static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      name)
{
  g_autoptr (GError) error = NULL;
  gboolean done = gweak_reference_wait_finish (GWEAK_REFERENCE (source), result, &error);

  g_assert_cmpint (done, ==, error == NULL);
  if (done)
    test_log ("%s:done", (char *) name);
  else
    test_log ("%s:%s-%d", (char *) name, g_quark_to_string (error->domain), error->code);
}

static void
wait_for (GweakWeakRef *ref,
          GCancellable *cancellable,
          const char   *name)
{
  gweak_reference_wait_async (GWEAK_REFERENCE (ref), cancellable, finished_cb, (gpointer) name);
}

static void
assert_cleared (const char *name)
{
  g_autofree char *expected = g_strdup_printf ("%s:%s-%d", name, g_quark_to_string (GWEAK_ERROR), GWEAK_ERROR_DEAD);

  assert_log (expected);
}

static void
assert_cancelled (const char *name)
{
  g_autofree char *expected = g_strdup_printf ("%s:%s-%d", name, g_quark_to_string (G_IO_ERROR), G_IO_ERROR_CANCELLED);

  assert_log (expected);
}

static void
it_completes_after_the_death (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *ref = test_logged_ref (object, "a");

  wait_for (ref, NULL, "w");
  test_iterate (NULL);
  assert_log ("");

  g_assert_finalize_object (object);
  assert_log ("died:a finalized:a");
  test_iterate (NULL);
  assert_log ("w:done");
  g_assert_finalize_object (ref);
}

static void
run_a_loop_cb (GweakReference *reference,
               gpointer        user_data)
{
  test_log ("loop");
  test_iterate (NULL);
  test_log ("end-of-loop");
}

/* Where a handler runs the main loop inside the death, that is the earliest
 * place; without it nothing completes inside.
 */
static void
it_never_completes_inside_the_death (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) oldest = test_logged_ref (object, "oldest");
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);
  g_autoptr (GweakWeakRef) newest = test_logged_ref (object, "newest");

  wait_for (ref, NULL, "w");
  g_object_run_dispose (G_OBJECT (object));
  assert_log ("died:newest died:oldest");
  test_iterate (NULL);
  assert_log ("w:done");

  g_assert_finalize_object (object);
  test_iterate (NULL);
  assert_log ("finalized:newest finalized:oldest");
}

static void
a_loop_inside_the_death_may_complete_it (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) oldest = gweak_weak_ref_new (object);
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);

  g_signal_connect (oldest, "died", G_CALLBACK (run_a_loop_cb), NULL);
  wait_for (ref, NULL, "w");
  g_assert_finalize_object (object);
  test_iterate (NULL);
  assert_log ("loop w:done end-of-loop");
}

static void
if_dead_already_it_completes_soon (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) dead = gweak_weak_ref_new (object);
  g_autoptr (GweakWeakRef) never = gweak_weak_ref_new (NULL);

  g_assert_finalize_object (object);
  wait_for (dead, NULL, "dead");
  assert_log ("");
  test_iterate (NULL);
  assert_log ("dead:done");

  wait_for (never, NULL, "never");
  assert_log ("");
  test_iterate (NULL);
  assert_log ("never:done");
}

static void
all_who_wait_complete (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *ref = gweak_weak_ref_new (object);
  GweakWeakRef *other = gweak_weak_ref_new (object);

  wait_for (ref, NULL, "w");
  wait_for (ref, NULL, "w");
  wait_for (other, NULL, "w");
  gweak_reference_wait_async (GWEAK_REFERENCE (ref), NULL, NULL, NULL);
  g_assert_finalize_object (object);
  test_iterate (NULL);
  assert_log ("w:done w:done w:done");
  g_assert_finalize_object (ref);
  g_assert_finalize_object (other);
}

static void
it_holds_the_reference_and_not_the_object (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *ref = test_logged_ref (object, "a");

  wait_for (ref, NULL, "w");
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_object_add_weak_pointer (G_OBJECT (ref), (gpointer *) &ref);
  g_object_unref (ref);
  g_assert_nonnull (ref);

  g_assert_finalize_object (object);
  test_iterate (NULL);
  assert_log ("died:a finalized:a w:done");
  g_assert_null (ref);
}

static void
cancelled_before_it_fails_soon (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GweakWeakRef *ref = gweak_weak_ref_new (object);

  g_cancellable_cancel (cancellable);
  wait_for (ref, cancellable, "w");
  assert_log ("");
  test_iterate (NULL);
  assert_cancelled ("w");

  g_assert_finalize_object (ref);
  g_assert_finalize_object (object);
  test_iterate (NULL);
  assert_log ("");
}

static void
cancelled_meanwhile_it_fails (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GweakWeakRef *ref = gweak_weak_ref_new (object);

  wait_for (ref, NULL, "stays");
  wait_for (ref, cancellable, "goes");
  wait_for (ref, NULL, "stays");
  test_iterate (NULL);
  g_cancellable_cancel (cancellable);
  assert_log ("");
  test_iterate (NULL);
  assert_cancelled ("goes");

  g_assert_finalize_object (object);
  test_iterate (NULL);
  assert_log ("stays:done stays:done");
  g_assert_finalize_object (ref);
}

static void
cancelled_and_reset_it_fails (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GweakWeakRef *ref = gweak_weak_ref_new (object);

  wait_for (ref, cancellable, "w");
  g_cancellable_cancel (cancellable);
  g_cancellable_reset (cancellable);
  test_iterate (NULL);
  assert_cancelled ("w");
  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));

  g_assert_finalize_object (ref);
  g_assert_finalize_object (object);
}

static void
a_cancellable_that_is_not_cancelled_is_let_go (void)
{
  TestObject   *object = test_object_new ("it");
  GCancellable *cancellable = g_cancellable_new ();
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);

  wait_for (ref, cancellable, "w");
  g_assert_finalize_object (object);
  test_iterate (NULL);
  assert_log ("w:done");
  g_assert_finalize_object (cancellable);
}

static void
cleared_meanwhile_it_fails (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  GweakWeakRef *ref = gweak_weak_ref_new (object);

  wait_for (ref, NULL, "w");
  gweak_reference_clear (GWEAK_REFERENCE (ref));
  assert_log ("");
  test_iterate (NULL);
  assert_cleared ("w");
  g_assert_finalize_object (ref);
}

static void
cleared_before_it_fails (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);

  gweak_reference_clear (GWEAK_REFERENCE (ref));
  wait_for (ref, NULL, "w");
  assert_log ("");
  test_iterate (NULL);
  assert_cleared ("w");
}

static void
clear_cb (GweakReference *reference,
          gpointer        user_data)
{
  gweak_reference_clear (user_data);
}

static void
cleared_inside_the_death_it_says_died (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);
  g_autoptr (GweakWeakRef) newer = gweak_weak_ref_new (object);

  g_signal_connect (newer, "died", G_CALLBACK (clear_cb), ref);
  wait_for (ref, NULL, "w");
  g_assert_finalize_object (object);
  test_iterate (NULL);
  assert_log ("w:done");
}

static void
a_detached_finalizer_fails_the_wait (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  GweakFinalizer *finalizer = gweak_finalizer_new (object, test_log_run_cb, "f", NULL);

  gweak_reference_wait_async (GWEAK_REFERENCE (finalizer), NULL, finished_cb, "w");
  g_object_unref (gweak_finalizer_detach (finalizer));
  test_iterate (NULL);
  assert_cleared ("w");
  g_assert_finalize_object (finalizer);
}

static gpointer
unref_thread (gpointer object)
{
  g_object_unref (object);

  return NULL;
}

static void
death_in_another_thread_completes_it_here (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);

  g_main_context_push_thread_default (context);
  wait_for (ref, NULL, "w");
  g_main_context_pop_thread_default (context);

  g_thread_join (g_thread_new ("unref", unref_thread, object));
  test_iterate (NULL);
  assert_log ("");
  test_iterate (context);
  assert_log ("w:done");
}

/* A task holds its context, as every GTask does. */
static void
a_context_that_is_let_go_is_held_until_the_wait_ends (void)
{
  TestObject   *object = test_object_new ("it");
  GMainContext *context = g_main_context_new ();
  GweakWeakRef *ref = gweak_weak_ref_new (object);

  g_main_context_push_thread_default (context);
  wait_for (ref, NULL, "w");
  g_main_context_pop_thread_default (context);

  g_main_context_unref (context); /* the wait's now */
  g_assert_finalize_object (object);
  assert_log ("");

  g_main_context_ref (context);
  test_iterate (context);
  assert_log ("w:done");
  g_assert_finalize_object (ref);
  g_main_context_unref (context);
}

static void
with_deferred_it_completes_too (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "deferred", TRUE, NULL);

  wait_for (ref, NULL, "w");
  g_assert_finalize_object (object);
  assert_log ("");
  test_iterate (NULL);
  assert_log ("w:done");
}

static void
results_of_others_are_refused_cb (GObject      *source,
                                  GAsyncResult *result,
                                  gpointer      other)
{
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*g_task_is_valid*");
  g_assert_false (gweak_reference_wait_finish (other, result, NULL));
  g_test_assert_expected_messages ();
  test_log ("refused");
}

static void
results_of_others_are_refused (void)
{
  g_autoptr (GweakReference) reference = GWEAK_REFERENCE (gweak_weak_ref_new (NULL));
  g_autoptr (GweakReference) other = GWEAK_REFERENCE (gweak_weak_ref_new (NULL));

  gweak_reference_wait_async (reference, NULL, results_of_others_are_refused_cb, other);
  test_iterate (NULL);
  assert_log ("refused");
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "it completes after the death", it_completes_after_the_death },
    { "it never completes inside the death", it_never_completes_inside_the_death },
    { "a loop inside the death may complete it", a_loop_inside_the_death_may_complete_it },
    { "if the object is dead already it completes soon", if_dead_already_it_completes_soon },
    { "all who wait complete", all_who_wait_complete },
    { "it holds the reference and not the object", it_holds_the_reference_and_not_the_object },
    { "with deferred it completes too", with_deferred_it_completes_too },
    { "cancelled/before, it fails soon", cancelled_before_it_fails_soon },
    { "cancelled/meanwhile, it fails", cancelled_meanwhile_it_fails },
    { "cancelled/and reset, it fails", cancelled_and_reset_it_fails },
    { "cancelled/never, the cancellable is let go", a_cancellable_that_is_not_cancelled_is_let_go },
    { "cleared/before, it fails", cleared_before_it_fails },
    { "cleared/meanwhile, it fails", cleared_meanwhile_it_fails },
    { "cleared/inside the death, the death counts", cleared_inside_the_death_it_says_died },
    { "cleared/as a finalizer that is detached, it fails", a_detached_finalizer_fails_the_wait },
    { "threads/a death in another completes it here", death_in_another_thread_completes_it_here },
    { "threads/a context that is let go is held until the wait ends", a_context_that_is_let_go_is_held_until_the_wait_ends },
    { "results of others are refused", results_of_others_are_refused },
  };

  return test_run_cases (argc, argv, "wait", cases, G_N_ELEMENTS (cases));
}
