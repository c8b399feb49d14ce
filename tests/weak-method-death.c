/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-source.h"

/* When the handlers of a method go. */

#define MANY 40000 /* a closure counts to 32 767 */

static GweakWeakMethod *
told_method (gpointer object)
{
  return gweak_weak_method_new (object, G_CALLBACK (test_told_cb));
}

static void
assert_unheard (TestSource *source)
{
  g_assert_false (test_source_is_heard (source));
  test_source_tell (source);
  assert_log ("");
}

static void
at_the_last_unref (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");

  test_attach_told (object, source);
  g_assert_finalize_object (object);
  assert_unheard (source);
}

static void
at_run_dispose (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");

  test_attach_told (object, source);
  g_object_run_dispose (G_OBJECT (object));
  assert_unheard (source);

  /* The husk's own. */
  test_attach_told (object, source);
  test_source_tell (source);
  assert_log ("told:it");
  g_assert_finalize_object (object);
  assert_unheard (source);
}

static void
run_dispose_cb (TestObject *object,
                TestSource *source)
{
  test_log ("dispose:%s", test_object_get_name (object));
  g_object_run_dispose (G_OBJECT (object));
  g_assert_false (test_source_is_heard (source));
}

static void
at_run_dispose_in_a_call (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (object, G_CALLBACK (run_dispose_cb));

  gweak_weak_method_attach (method, source, "told", 0);
  gweak_weak_method_attach (method, source, "told", 0);
  test_source_tell (source);
  assert_log ("dispose:it");
  assert_unheard (source);
  g_assert_finalize_object (object);
}

static void
unref_cb (TestSource *source,
          gpointer    object)
{
  test_log ("unref");
  g_object_unref (object);
}

static void
during_the_emission (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  gulong id = g_signal_connect (source, "told", G_CALLBACK (unref_cb), object);

  test_attach_told (object, source);
  test_source_tell (source);
  assert_log ("unref");
  g_signal_handler_disconnect (source, id);
  assert_unheard (source);
}

static gpointer
unref_in_thread (gpointer object)
{
  g_object_unref (object);

  return NULL;
}

static void
unref_elsewhere_cb (TestSource *source,
                    gpointer    object)
{
  g_thread_join (g_thread_new (NULL, unref_in_thread, object));
}

static void
in_another_thread_during_the_emission (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  gulong id = g_signal_connect (source, "told", G_CALLBACK (unref_elsewhere_cb), object);

  test_attach_told (object, source);
  test_source_tell (source);
  g_signal_handler_disconnect (source, id);
  assert_unheard (source);
}

static void
when_the_source_goes_first (void)
{
  TestObject      *object = test_object_new ("it");
  TestSource      *source = test_source_new ("from");
  GweakWeakMethod *method = told_method (object);

  gweak_weak_method_attach (method, source, "told", 0);
  gweak_weak_method_attach (method, source, "asked", 0);
  g_assert_cmpuint (G_OBJECT (method)->ref_count, ==, 3);
  g_assert_finalize_object (source);
  g_assert_cmpuint (G_OBJECT (method)->ref_count, ==, 1);
  g_assert_finalize_object (method);
  g_assert_finalize_object (object);
}

static void
when_the_source_is_disposed_of (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");

  test_attach_told (object, source);
  g_object_run_dispose (G_OBJECT (source));
  assert_unheard (source);
  g_assert_cmpuint (gweak_count_references (object), ==, 0);

  test_attach_told (object, source);
  test_source_tell (source);
  assert_log ("told:it");
  g_assert_finalize_object (object);
  assert_unheard (source);
}

static void
when_it_is_cleared (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = told_method (object);

  test_log_connect (method, "m", TRUE);
  gweak_weak_method_attach (method, source, "told", 0);
  gweak_weak_method_attach (method, source, "told", 0);
  gweak_reference_clear (GWEAK_REFERENCE (method));
  assert_log ("notify-alive:m notify-referent:m");
  assert_unheard (source);
  g_assert_cmpuint (gweak_weak_method_attach (method, source, "told", 0), ==, 0);
  gweak_reference_clear (GWEAK_REFERENCE (method));
  assert_log ("");
  g_assert_cmpuint (G_OBJECT (method)->ref_count, ==, 1);
}

static void
when_it_is_disposed_of (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = told_method (object);

  gweak_weak_method_attach (method, source, "told", 0);
  g_object_run_dispose (G_OBJECT (method));
  assert_unheard (source);
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (method)));
}

static GweakWeakMethod *to_clear;

static void
clear_cb (TestObject *object,
          TestSource *source)
{
  test_log ("clear:%s", test_object_get_name (object));
  gweak_reference_clear (GWEAK_REFERENCE (to_clear));
  g_clear_object (&to_clear);
}

static void
when_it_is_cleared_in_a_call (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");

  to_clear = gweak_weak_method_new (object, G_CALLBACK (clear_cb));
  gweak_weak_method_attach (to_clear, source, "told", 0);
  gweak_weak_method_attach (to_clear, source, "told", 0);
  test_source_tell (source);
  assert_log ("clear:it");
  assert_unheard (source);
  g_assert_finalize_object (object);
}

static void
before_it_tells (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = told_method (object);

  test_log_connect (method, "m", TRUE);
  gweak_weak_method_attach (method, source, "told", 0);
  g_signal_connect_swapped (method, "died", G_CALLBACK (test_source_tell), source);
  g_assert_finalize_object (object);
  assert_log ("notify-alive:m notify-referent:m died:m finalized:m");
  assert_unheard (source);
}

/* One that only its handlers own. */
static void
the_last_owner_hears (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  GweakWeakMethod *method = told_method (object);

  g_signal_connect (method, "died", G_CALLBACK (test_log_died_cb), (gpointer) "m");
  gweak_weak_method_attach (method, source, "told", 0);
  g_object_unref (method);
  g_assert_finalize_object (object);
  assert_log ("died:m");
  assert_unheard (source);
}

static void
at_once_also_with_a_context (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GClosure) closure = g_cclosure_new (G_CALLBACK (test_told_cb), NULL, NULL);
  g_autoptr (GweakWeakMethod) method = g_object_new (GWEAK_TYPE_WEAK_METHOD, "referent", object,
                                                     "closure", closure, "main-context", context, NULL);

  g_closure_sink (g_closure_ref (closure));
  test_log_connect (method, "m", FALSE);
  g_assert_cmpuint (gweak_weak_method_attach (method, source, "told", 0), >, 0);
  g_assert_finalize_object (object);
  assert_unheard (source);
  test_iterate (context);
  assert_log ("died:m finalized:m");
}

static void
told_cb (GweakMoment moment,
         gpointer    source)
{
  test_log ("%s", test_source_is_heard (source) ? "heard" : "unheard");
}

static void
newest_first (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");

  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, told_cb, source, NULL));
  test_attach_told (object, source);
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, told_cb, source, NULL));
  g_assert_finalize_object (object);
  assert_log ("heard unheard");
}

static void
tell_cb (GweakMoment moment,
         gpointer    source)
{
  test_source_tell (source);
  test_log ("told");
}

static void
never_called_once_it_died (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");

  test_attach_told (object, source);
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, tell_cb, source, NULL));
  g_assert_finalize_object (object);
  assert_log ("told");
}

static void
ask_in_dispose (TestObject *object,
                gpointer    source)
{
  test_log ("answer:%d", test_source_ask (source, 21));
}

/* By the last unref GObject has decided; by run_dispose() not yet. */
static void
zero_while_it_goes (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (object, G_CALLBACK (test_asked_cb));

  gweak_weak_method_attach (method, source, "asked", 0);
  test_object_before_dispose (object, ask_in_dispose, source);
  g_assert_finalize_object (object);
  assert_log ("answer:0");
  assert_unheard (source);
}

/* What GSignalGroup does not survive. */
static void
drop_method (TestObject *object,
             gpointer    user_data)
{
  g_clear_object ((GweakWeakMethod **) user_data);
  test_log ("dropped");
}

static void
when_the_object_drops_it_in_dispose (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  GweakWeakMethod *method = told_method (object);

  gweak_weak_method_attach (method, source, "told", 0);
  test_object_before_dispose (object, drop_method, &method);
  g_assert_finalize_object (object);
  assert_log ("dropped");
  assert_unheard (source);
}

static void
clear_method (TestObject *object,
              gpointer    user_data)
{
  gweak_reference_clear (*(GweakReference **) user_data);
  drop_method (object, user_data);
}

static void
when_the_object_clears_it_in_dispose (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  GweakWeakMethod *method = told_method (object);

  gweak_weak_method_attach (method, source, "told", 0);
  test_object_before_dispose (object, clear_method, &method);
  test_object_hold (object, source);
  g_object_run_dispose (G_OBJECT (object));
  assert_log ("dropped");
  assert_unheard (source);
  test_object_before_dispose (object, NULL, NULL);
  g_assert_finalize_object (object);
}

static void
when_the_source_goes_with_the_object (void)
{
  TestObject *object = test_object_new ("it");
  TestSource *source = test_source_new ("from");

  test_attach_told (object, source);
  g_object_add_weak_pointer (G_OBJECT (source), (gpointer *) &source);
  test_object_hold (object, source);
  g_object_unref (source);
  g_assert_finalize_object (object);
  g_assert_null (source);
}

static void
keep (TestObject *source,
      gpointer    place)
{
  *(TestObject **) place = g_object_ref (source);
}

/* It could not be reached at the death of the object. */
static void
of_a_resurrected_source_when_it_emits (void)
{
  TestObject *object = test_object_new ("it");
  TestSource *source = test_source_new ("from");
  TestSource *kept = NULL;

  test_attach_told (object, source);
  test_object_never_chain_up (TEST_OBJECT (source));
  test_object_before_dispose (TEST_OBJECT (source), keep, &kept);
  g_object_unref (source);
  g_assert_true (kept == source);
  test_object_before_dispose (TEST_OBJECT (source), NULL, NULL);
  test_object_chain_up_again (TEST_OBJECT (source));

  g_assert_finalize_object (object);
  test_source_tell (kept);
  assert_unheard (kept);
  g_assert_finalize_object (kept);
}

static void
many_of_one_method (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = told_method (object);

  for (guint i = 0; i < MANY; i++)
    g_assert_cmpuint (gweak_weak_method_attach (method, source, "told", 0), >, 0);
  g_assert_finalize_object (object);
  assert_unheard (source);
  g_assert_cmpuint (G_OBJECT (method)->ref_count, ==, 1);
}

static void
many_methods_of_one_object (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");

  for (guint i = 0; i < MANY; i++)
    test_attach_told (object, source);
  g_assert_cmpuint (gweak_count_references (object), ==, MANY);
  g_assert_finalize_object (object);
  assert_unheard (source);
}

static void
many_objects_on_one_source (void)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (TestSource) source = test_source_new ("from");

  for (guint i = 0; i < MANY / 10; i++)
    {
      g_ptr_array_add (objects, test_object_new ("one"));
      test_attach_told (objects->pdata[i], source);
    }
  g_ptr_array_set_size (objects, 0);
  assert_unheard (source);
}

static void
dying_is_told_as_to_any_reference (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  GweakWeakMethod *method = g_object_new (GWEAK_TYPE_WEAK_METHOD, "referent", object, "toggle", TRUE,
                                          "closure", g_cclosure_new (G_CALLBACK (test_told_cb), NULL, NULL), NULL);

  test_log_connect (method, "m", FALSE);
  gweak_weak_method_attach (method, source, "told", 0);
  g_signal_connect_swapped (method, "dying", G_CALLBACK (test_source_tell), source);
  g_assert_finalize_object (object);
  assert_log ("dying:m told:it died:m finalized:m");
  assert_unheard (source);
  g_assert_finalize_object (method);
}

static const TestCase cases[] = {
  { "at the last unref", at_the_last_unref },
  { "at run_dispose, and with the husk", at_run_dispose },
  { "at run_dispose in a call", at_run_dispose_in_a_call },
  { "during the emission", during_the_emission },
  { "in another thread during the emission", in_another_thread_during_the_emission },
  { "when the source goes first", when_the_source_goes_first },
  { "when the source is disposed of", when_the_source_is_disposed_of },
  { "when the method is cleared", when_it_is_cleared },
  { "when the method is disposed of", when_it_is_disposed_of },
  { "when the method is cleared in a call", when_it_is_cleared_in_a_call },
  { "before the method tells", before_it_tells },
  { "a method that only handlers own still tells", the_last_owner_hears },
  { "at once also when signals wait for a context", at_once_also_with_a_context },
  { "newest first among the observers", newest_first },
  { "it is never called once the object died", never_called_once_it_died },
  { "while the object goes, zero is returned", zero_while_it_goes },
  { "when the object drops its method in dispose", when_the_object_drops_it_in_dispose },
  { "when the object clears its method in run_dispose", when_the_object_clears_it_in_dispose },
  { "when the source goes with the object", when_the_source_goes_with_the_object },
  { "of a resurrected source when that emits", of_a_resurrected_source_when_it_emits },
  { "many objects on one source", many_objects_on_one_source },
  { "many of one method", many_of_one_method },
  { "many methods of one object", many_methods_of_one_object },
  { "dying is told as to any reference", dying_is_told_as_to_any_reference },
};

int
main (int   argc,
      char *argv[])
{
  return test_run_cases (argc, argv, "handlers of weak methods go", cases, G_N_ELEMENTS (cases));
}
