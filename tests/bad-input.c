/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

/* Nothing that was refused left a trace on @object. */
static void
assert_untouched_and_usable (gpointer object)
{
  g_autoptr (GweakWeakRef) ref = NULL;
  g_autoptr (GObject) strong = NULL;

  g_assert_cmpuint (((GObject *) object)->ref_count, ==, 1);
  g_assert_cmpuint (gweak_count_references (object), ==, 0);
  ref = gweak_weak_ref_new (object);
  strong = gweak_weak_ref_get (ref);
  g_assert_true (strong == object);
  g_assert_true (gweak_watch_remove (gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL)));
}

static GClosure *
logged_closure (const char *name)
{
  return g_cclosure_new (G_CALLBACK (test_log_run_cb), (gpointer) name, NULL);
}

static void
none_is_no_object (void)
{
  g_autoptr (GweakWeakRef) dead = NULL;
  GClosure *closure = logged_closure ("a");

  g_closure_ref (closure);
  g_closure_sink (closure);

  assert_critical ("gweak_watch_add*G_IS_OBJECT (object)",
                   g_assert_null (gweak_watch_add (NULL, GWEAK_MOMENT_DIED, test_log_moment_cb, "a", test_log_destroy_cb)));
  assert_critical ("gweak_weak_ref_get_shared*G_IS_OBJECT (object)",
                   g_assert_null (gweak_weak_ref_get_shared (NULL)));
  assert_critical ("gweak_finalizer_new*G_IS_OBJECT (object)",
                   g_assert_null (gweak_finalizer_new (NULL, test_log_run_cb, "a", NULL)));
  assert_critical ("gweak_finalizer_new_closure*G_IS_OBJECT (object)",
                   g_assert_null (gweak_finalizer_new_closure (NULL, closure)));
  assert_critical ("gweak_finalizer_new_full*G_IS_OBJECT (object)",
                   g_assert_null (gweak_finalizer_new_full (NULL, GWEAK_MOMENT_DIED, NULL, closure)));
  assert_critical ("gweak_count_references*G_IS_OBJECT (object)",
                   g_assert_cmpuint (gweak_count_references (NULL), ==, 0));
  assert_critical ("gweak_list_references*G_IS_OBJECT (object)",
                   g_assert_null (gweak_list_references (NULL)));

  /* A reference to nothing is fine. */
  dead = gweak_weak_ref_new_with_callback (NULL, (GweakDiedFunc) (void (*) (void)) test_log_died_cb, "a", test_log_destroy_cb);
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (dead)));
  g_clear_object (&dead);
  assert_log ("destroy:a");
  g_closure_unref (closure);
}

static void
what_is_no_object_is_refused (void)
{
  GParamSpec *pspec = g_param_spec_boolean ("a", NULL, NULL, FALSE, G_PARAM_READABLE);
  GClosure   *closure = logged_closure ("a");
  g_autoptr (GweakWeakRef) dead = gweak_weak_ref_new (NULL);

  g_param_spec_ref_sink (pspec);
  g_closure_ref (closure);
  g_closure_sink (closure);

  assert_critical ("gweak_watch_add*G_IS_OBJECT (object)",
                   g_assert_null (gweak_watch_add (pspec, GWEAK_MOMENT_DIED, test_log_moment_cb, "a", NULL)));
  assert_critical ("gweak_weak_ref_new*G_IS_OBJECT (object)",
                   g_assert_null (gweak_weak_ref_new (pspec)));
  assert_critical ("gweak_weak_ref_new*G_IS_OBJECT (object)",
                   g_assert_null (gweak_weak_ref_new_with_callback (pspec, (GweakDiedFunc) (void (*) (void)) test_log_died_cb, "a", NULL)));
  assert_critical ("gweak_weak_ref_get_shared*G_IS_OBJECT (object)",
                   g_assert_null (gweak_weak_ref_get_shared (pspec)));
  assert_critical ("gweak_finalizer_new*G_IS_OBJECT (object)",
                   g_assert_null (gweak_finalizer_new (pspec, test_log_run_cb, "a", NULL)));
  assert_critical ("gweak_finalizer_new_closure*G_IS_OBJECT (object)",
                   g_assert_null (gweak_finalizer_new_closure (pspec, closure)));
  assert_critical ("gweak_finalizer_new_full*G_IS_OBJECT (object)",
                   g_assert_null (gweak_finalizer_new_full (pspec, GWEAK_MOMENT_DIED, NULL, closure)));
  assert_critical ("gweak_count_references*G_IS_OBJECT (object)",
                   g_assert_cmpuint (gweak_count_references (pspec), ==, 0));
  assert_critical ("gweak_list_references*G_IS_OBJECT (object)",
                   g_assert_null (gweak_list_references (pspec)));
  assert_critical ("gweak_reference_refers_to*G_IS_OBJECT (object)",
                   g_assert_false (gweak_reference_refers_to (GWEAK_REFERENCE (dead), pspec)));

  g_closure_unref (closure);
  g_param_spec_unref (pspec);
  assert_log ("");
}

/* @self is anything but a GweakReference. */
static void
assert_no_reference (gpointer self)
{
  g_autoptr (GweakWeakRef) dead = gweak_weak_ref_new (NULL);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  assert_critical ("gweak_reference_dup_referent*GWEAK_IS_REFERENCE (self)", g_assert_null (gweak_reference_dup_referent (self)));
  assert_critical ("gweak_reference_is_alive*GWEAK_IS_REFERENCE (self)", g_assert_false (gweak_reference_is_alive (self)));
  assert_critical ("gweak_reference_refers_to*GWEAK_IS_REFERENCE (self)", g_assert_false (gweak_reference_refers_to (self, NULL)));
  assert_critical ("gweak_reference_clear*GWEAK_IS_REFERENCE (self)", gweak_reference_clear (self));
  assert_critical ("gweak_reference_hash*GWEAK_IS_REFERENCE (self)", g_assert_cmpuint (gweak_reference_hash (self), ==, 0));
  assert_critical ("gweak_reference_equal*GWEAK_IS_REFERENCE (self)",
                   g_assert_false (gweak_reference_equal (self, GWEAK_REFERENCE (dead))));
  assert_critical ("gweak_reference_equal*GWEAK_IS_REFERENCE (other)",
                   g_assert_false (gweak_reference_equal (GWEAK_REFERENCE (dead), self)));
  assert_critical ("gweak_reference_to_string*GWEAK_IS_REFERENCE (self)", g_assert_null (gweak_reference_to_string (self)));
  assert_critical ("gweak_reference_wait_async*GWEAK_IS_REFERENCE (self)", gweak_reference_wait_async (self, NULL, NULL, NULL));
  assert_critical ("gweak_reference_wait_finish*GWEAK_IS_REFERENCE (self)",
                   g_assert_false (gweak_reference_wait_finish (self, G_ASYNC_RESULT (task), NULL)));
}

static void
assert_no_weak_ref (gpointer self)
{
  assert_critical ("gweak_weak_ref_get*GWEAK_IS_WEAK_REF (self)", g_assert_null (gweak_weak_ref_get (self)));
}

static void
assert_no_finalizer (gpointer self)
{
  assert_critical ("gweak_finalizer_run*GWEAK_IS_FINALIZER (self)", g_assert_false (gweak_finalizer_run (self)));
  assert_critical ("gweak_finalizer_detach*GWEAK_IS_FINALIZER (self)", g_assert_null (gweak_finalizer_detach (self)));
  assert_critical ("gweak_finalizer_peek*GWEAK_IS_FINALIZER (self)", g_assert_null (gweak_finalizer_peek (self)));
  assert_critical ("gweak_finalizer_get_moment*GWEAK_IS_FINALIZER (self)", gweak_finalizer_get_moment (self));
  assert_critical ("gweak_finalizer_get_at_exit*GWEAK_IS_FINALIZER (self)", g_assert_false (gweak_finalizer_get_at_exit (self)));
  assert_critical ("gweak_finalizer_set_at_exit*GWEAK_IS_FINALIZER (self)", gweak_finalizer_set_at_exit (self, TRUE));
}

static void
assert_no_watch (gpointer watch)
{
  assert_critical ("gweak_watch_ref*watch*", g_assert_null (gweak_watch_ref (watch)));
  assert_critical ("gweak_watch_unref*watch*", gweak_watch_unref (watch));
  assert_critical ("gweak_watch_remove*watch*", g_assert_false (gweak_watch_remove (watch)));
}

static void
none_is_nothing_else_either (void)
{
  assert_no_reference (NULL);
  assert_no_weak_ref (NULL);
  assert_no_finalizer (NULL);
  assert_no_watch (NULL);
}

static void
wrong_types_are_refused (void)
{
  TestObject     *object = test_object_new ("it");
  GweakWeakRef   *ref = gweak_weak_ref_new (object);
  GweakFinalizer *finalizer = gweak_finalizer_new (object, test_log_run_cb, "f", NULL);

  assert_no_reference (object);
  assert_no_weak_ref (object);
  assert_no_finalizer (object);
  assert_no_weak_ref (finalizer);
  assert_no_finalizer (ref);

  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));
  g_assert_true (gweak_finalizer_run (finalizer));
  assert_log ("run:f");
  g_assert_finalize_object (ref);
  g_assert_finalize_object (finalizer);
  assert_untouched_and_usable (object);
  g_assert_finalize_object (object);
}

static void
callbacks_are_needed (void)
{
  TestObject *object = test_object_new ("it");

  assert_critical ("gweak_watch_add*callback",
                   g_assert_null (gweak_watch_add (object, GWEAK_MOMENT_DIED, NULL, "a", NULL)));
  assert_critical ("gweak_weak_ref_new_with_callback*callback",
                   g_assert_null (gweak_weak_ref_new_with_callback (object, NULL, "a", NULL)));
  assert_critical ("gweak_finalizer_new*callback",
                   g_assert_null (gweak_finalizer_new (object, NULL, "a", NULL)));
  assert_critical ("gweak_finalizer_new_closure*closure",
                   g_assert_null (gweak_finalizer_new_closure (object, NULL)));
  assert_critical ("gweak_finalizer_new_full*closure",
                   g_assert_null (gweak_finalizer_new_full (object, GWEAK_MOMENT_DIED, NULL, NULL)));

  gweak_finalizer_run_at_exit ();
  assert_untouched_and_usable (object);
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
a_watch_wants_died_or_finalized (void)
{
  TestObject *object = test_object_new ("it");

  assert_critical ("gweak_watch_add*moment",
                   g_assert_null (gweak_watch_add (object, GWEAK_MOMENT_DYING, test_log_moment_cb, "a", NULL)));
  assert_critical ("gweak_watch_add*moment",
                   g_assert_null (gweak_watch_add (object, GWEAK_MOMENT_FINALIZED + 1, test_log_moment_cb, "a", NULL)));

  assert_untouched_and_usable (object);
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
a_finalizer_must_not_be_about_itself (void)
{
  TestObject *object = test_object_new ("it");

  assert_critical ("gweak_finalizer_new*user_data",
                   g_assert_null (gweak_finalizer_new (object, test_log_run_cb, object, NULL)));
  assert_critical ("gweak_finalizer_new_closure*closure",
                   g_assert_null (gweak_finalizer_new_closure (object, g_cclosure_new (G_CALLBACK (test_log_run_cb), object, NULL))));
  assert_critical ("gweak_finalizer_new_full*closure",
                   g_assert_null (gweak_finalizer_new_full (object, GWEAK_MOMENT_DIED, NULL,
                                                            g_cclosure_new_object (G_CALLBACK (test_log_run_cb), G_OBJECT (object)))));

  gweak_finalizer_run_at_exit ();
  assert_untouched_and_usable (object);
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
a_wait_wants_its_own_kind (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *ref = gweak_weak_ref_new (object);
  g_autoptr (GTask) task = g_task_new (object, NULL, NULL, NULL);
  g_autoptr (GTask) own = g_task_new (ref, NULL, NULL, NULL);
  g_autoptr (GError) error = g_error_new (GWEAK_ERROR, GWEAK_ERROR_DEAD, "there was one before");

  assert_critical ("gweak_reference_wait_async*cancellable",
                   gweak_reference_wait_async (GWEAK_REFERENCE (ref), (GCancellable *) object, NULL, NULL));
  assert_critical ("gweak_reference_wait_finish*result",
                   g_assert_false (gweak_reference_wait_finish (GWEAK_REFERENCE (ref), G_ASYNC_RESULT (task), NULL)));
  assert_critical ("gweak_reference_wait_finish*result",
                   g_assert_false (gweak_reference_wait_finish (GWEAK_REFERENCE (ref), NULL, NULL)));
  assert_critical ("gweak_reference_wait_finish*error",
                   g_assert_false (gweak_reference_wait_finish (GWEAK_REFERENCE (ref), G_ASYNC_RESULT (own), &error)));

  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));
  g_clear_object (&own);
  g_clear_object (&task);
  g_assert_finalize_object (ref);
  assert_untouched_and_usable (object);
  g_assert_finalize_object (object);
}

static void
assert_dead_from_the_start (gpointer reference)
{
  g_assert_false (gweak_reference_is_alive (reference));
  g_assert_null (gweak_reference_dup_referent (reference));
  g_object_unref (reference);
}

static void
try_everything_hook (TestObject *object,
                     gpointer    user_data)
{
  GPtrArray *references;

  assert_critical ("gweak_watch_add*counted (object)",
                   g_assert_null (gweak_watch_add (object, GWEAK_MOMENT_FINALIZED, test_log_moment_cb, "a", NULL)));
  assert_critical ("gweak_weak_ref_new*counted (object)",
                   assert_dead_from_the_start (gweak_weak_ref_new (object)));
  assert_critical ("gweak_weak_ref_new*counted (object)",
                   assert_dead_from_the_start (gweak_weak_ref_new_with_callback (object, (GweakDiedFunc) (void (*) (void)) test_log_died_cb,
                                                                                 "r", test_log_destroy_cb)));
  assert_critical ("gweak_weak_ref_get_shared*counted (object)",
                   g_assert_null (gweak_weak_ref_get_shared (object)));
  assert_critical ("gweak_finalizer_new*finalized",
                   g_assert_null (gweak_finalizer_new (object, test_log_run_cb, "f", test_log_destroy_cb)));
  assert_critical ("gweak_finalizer_new_closure*finalized",
                   g_assert_null (gweak_finalizer_new_closure (object, logged_closure ("a"))));
  assert_critical ("gweak_finalizer_new_full*finalized",
                   g_assert_null (gweak_finalizer_new_full (object, GWEAK_MOMENT_DIED, NULL, logged_closure ("a"))));
  g_assert_cmpuint (gweak_count_references (object), ==, 0);
  references = gweak_list_references (object);
  g_assert_cmpuint (references->len, ==, 0);
  g_ptr_array_unref (references);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 0);
  test_log ("tried");
}

static void
in_finalize_it_is_too_late (void)
{
  TestObject *known = test_object_new ("known"), *unknown = test_object_new ("unknown");
  g_autoptr (GweakWeakRef) ref = test_logged_ref (known, "a");

  test_object_in_finalize (known, try_everything_hook, NULL);
  g_assert_finalize_object (known);
  assert_log ("died:a destroy:r destroy:f tried finalized:a");

  test_object_in_finalize (unknown, try_everything_hook, NULL);
  g_assert_finalize_object (unknown);
  assert_log ("destroy:r destroy:f tried");
}

static void
construct_hook (TestObject *object,
                gpointer    user_data)
{
  /* GLib cannot pass it on as a property. */
  g_test_expect_message ("GLib-GObject", G_LOG_LEVEL_CRITICAL, "*object_ref*");
  assert_dead_from_the_start (g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, NULL));
  g_test_assert_expected_messages ();
  test_log ("tried");
}

static void
in_finalize_it_is_too_late_for_a_property (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = test_logged_ref (object, "a");

  test_object_in_finalize (object, construct_hook, NULL);
  g_assert_finalize_object (object);
  assert_log ("died:a tried finalized:a");
}

static void
use_known_hook (TestObject *object,
                gpointer    reference)
{
  g_assert_false (gweak_reference_is_alive (reference));
  g_assert_null (gweak_reference_dup_referent (reference));
  g_assert_false (gweak_reference_refers_to (reference, object));
  gweak_reference_clear (reference);
  test_log ("used");
}

static void
in_finalize_old_references_can_be_used (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = test_logged_ref (object, "a");

  test_object_in_finalize (object, use_known_hook, ref);
  g_assert_finalize_object (object);
  assert_log ("died:a used");
}

static void
note_wait_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean died = gweak_reference_wait_finish (GWEAK_REFERENCE (source), result, &error);

  g_assert_true (died == (error == NULL));
  test_log ("%s", died ? "died" : error->domain == GWEAK_ERROR && error->code == GWEAK_ERROR_DEAD ? "DEAD"
                                                                                                  : error->message);
}

static void
dead_from_the_start_everything_answers (void)
{
  TestObject     *object = test_object_new ("it");
  GweakReference *dead[] = {
    GWEAK_REFERENCE (gweak_weak_ref_new (NULL)),
    g_object_new (GWEAK_TYPE_WEAK_REF, "toggle", TRUE, "deferred", TRUE, NULL),
    g_object_new (GWEAK_TYPE_FINALIZER, "moment", GWEAK_MOMENT_DYING, NULL),
  };

  for (guint i = 0; i < G_N_ELEMENTS (dead); i++)
    {
      g_autoptr (GObject) referent = NULL;
      g_autofree char *text = gweak_reference_to_string (dead[i]);
      g_autofree char *expected = g_strdup_printf ("<%s %p; dead>", G_OBJECT_TYPE_NAME (dead[i]), (gpointer) dead[i]);
      gboolean         alive, toggle;

      test_log_connect (dead[i], "a", TRUE);
      g_object_get (dead[i], "referent", &referent, "alive", &alive, "toggle", &toggle, NULL);
      g_assert_null (referent);
      g_assert_false (alive || toggle);
      g_assert_null (gweak_reference_dup_referent (dead[i]));
      g_assert_false (gweak_reference_is_alive (dead[i]));
      g_assert_true (gweak_reference_refers_to (dead[i], NULL));
      g_assert_false (gweak_reference_refers_to (dead[i], object));
      g_assert_true (gweak_reference_equal (dead[i], dead[i]));
      g_assert_false (gweak_reference_equal (dead[i], dead[(i + 1) % G_N_ELEMENTS (dead)]));
      g_assert_cmpuint (gweak_reference_hash (dead[i]), ==, gweak_reference_hash (dead[i]));
      g_assert_cmpstr (text, ==, expected);
      gweak_reference_clear (dead[i]);
      assert_log ("");

      gweak_reference_wait_async (dead[i], NULL, note_wait_cb, NULL);
      test_iterate (NULL);
      assert_log ("died");
    }

  g_assert_null (gweak_weak_ref_get (GWEAK_WEAK_REF (dead[0])));
  g_assert_null (gweak_weak_ref_get (GWEAK_WEAK_REF (dead[1])));
  for (guint i = 0; i < G_N_ELEMENTS (dead); i++)
    g_assert_finalize_object (dead[i]);
  g_assert_finalize_object (object);
}

static void
a_dead_finalizer_answers (void)
{
  GweakFinalizer *finalizer = g_object_new (GWEAK_TYPE_FINALIZER, "closure", logged_closure ("a"), "at-exit", TRUE, NULL);
  gboolean        at_exit;

  test_log_connect (finalizer, "f", TRUE);
  g_assert_false (gweak_finalizer_run (finalizer));
  g_assert_null (gweak_finalizer_detach (finalizer));
  g_assert_null (gweak_finalizer_peek (finalizer));
  g_assert_cmpint (gweak_finalizer_get_moment (finalizer), ==, GWEAK_MOMENT_FINALIZED);
  g_assert_false (gweak_finalizer_get_at_exit (finalizer));
  gweak_finalizer_set_at_exit (finalizer, FALSE);
  gweak_finalizer_set_at_exit (finalizer, TRUE);
  g_object_get (finalizer, "at-exit", &at_exit, NULL);
  g_assert_false (at_exit);
  gweak_finalizer_run_at_exit ();
  assert_log ("");
  g_assert_finalize_object (finalizer);
}

static void
a_husk_is_an_object_like_others (void)
{
  TestObject     *object = test_object_new ("it"), *strong;
  GweakWeakRef   *before = test_logged_ref (object, "before");
  GweakWeakRef   *after, *shared;
  GweakFinalizer *finalizer;
  GPtrArray      *references;

  g_object_run_dispose (G_OBJECT (object));
  assert_log ("died:before");
  g_assert_cmpuint (gweak_count_references (object), ==, 0);
  references = gweak_list_references (object);
  g_assert_cmpuint (references->len, ==, 0);
  g_ptr_array_unref (references);

  after = test_logged_ref (object, "after");
  shared = gweak_weak_ref_get_shared (object);
  finalizer = gweak_finalizer_new (object, test_log_run_cb, "f", NULL);
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL));
  g_assert_cmpuint (gweak_count_references (object), ==, 3);
  strong = gweak_weak_ref_get (after);
  g_assert_true (strong == object);
  g_object_unref (strong);
  strong = gweak_finalizer_peek (finalizer);
  g_assert_true (strong == object);
  g_object_unref (strong);
  g_assert_true (gweak_reference_refers_to (GWEAK_REFERENCE (shared), object));
  g_assert_false (gweak_reference_refers_to (GWEAK_REFERENCE (before), object));
  g_assert_false (gweak_reference_equal (GWEAK_REFERENCE (before), GWEAK_REFERENCE (after)));
  g_assert_cmpuint (gweak_reference_hash (GWEAK_REFERENCE (before)), ==, gweak_reference_hash (GWEAK_REFERENCE (after)));

  g_assert_finalize_object (object);
  assert_log ("died:w died:after run:f finalized:after finalized:before");
  g_assert_finalize_object (before);
  g_assert_finalize_object (after);
  g_assert_finalize_object (shared);
  g_assert_finalize_object (finalizer);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "NULL is no object", none_is_no_object },
    { "NULL is nothing else either", none_is_nothing_else_either },
    { "what is no object is refused", what_is_no_object_is_refused },
    { "objects of wrong types are refused", wrong_types_are_refused },
    { "callbacks are needed", callbacks_are_needed },
    { "a watch wants DIED or FINALIZED", a_watch_wants_died_or_finalized },
    { "a finalizer must not be about itself", a_finalizer_must_not_be_about_itself },
    { "a wait wants what belongs to it", a_wait_wants_its_own_kind },
    { "in finalize it is too late", in_finalize_it_is_too_late },
    { "in finalize it is too late for a property", in_finalize_it_is_too_late_for_a_property },
    { "in finalize old references can be used", in_finalize_old_references_can_be_used },
    { "dead from the start every reference answers", dead_from_the_start_everything_answers },
    { "dead from the start a finalizer answers", a_dead_finalizer_answers },
    { "a husk is an object like others", a_husk_is_an_object_like_others },
  };

  return test_run_cases (argc, argv, "bad-input", cases, G_N_ELEMENTS (cases));
}
