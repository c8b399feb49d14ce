/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

#include <string.h>
#include <sys/resource.h>

static GweakWeakRef *
new_in (GMainContext *context,
        gpointer      object,
        const char   *name,
        gboolean      notifies)
{
  GweakWeakRef *ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "main-context", context, NULL);

  test_log_connect (ref, name, notifies);

  return ref;
}

static GweakFinalizer *
new_finalizer_in (GMainContext *context,
                  gpointer      object,
                  GweakMoment   moment,
                  const char   *name)
{
  GClosure *closure = g_cclosure_new (G_CALLBACK (test_log_run_cb), (gpointer) name, NULL);

  return g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, "main-context", context,
                       "moment", moment, "closure", closure, NULL);
}

static void
assert_context (gpointer      reference,
                GMainContext *expected,
                gboolean      is_deferred)
{
  g_autoptr (GMainContext) context = NULL;
  gboolean deferred = !is_deferred;

  g_object_get (reference, "main-context", &context, "deferred", &deferred, NULL);
  g_assert_true (context == expected);
  g_assert_cmpint (deferred, ==, is_deferred);
}

static void
without_a_context_it_is_at_once (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object,
                                               "deferred", FALSE, "main-context", NULL, NULL);

  assert_context (ref, NULL, FALSE);
  test_log_connect (ref, "a", TRUE);
  g_assert_finalize_object (object);
  assert_log ("notify-alive:a notify-referent:a died:a finalized:a");
  g_assert_cmpuint (test_iterate (NULL), ==, 0);
}

static void
values_change_at_once_and_emissions_wait (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *husk = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = new_in (context, husk, "a", TRUE);
  g_autoptr (GObject) referent = NULL;
  gboolean alive = TRUE;

  g_object_run_dispose (G_OBJECT (husk));
  g_object_get (ref, "alive", &alive, "referent", &referent, NULL);
  g_assert_false (alive);
  g_assert_null (referent);
  g_assert_null (gweak_weak_ref_get (ref));
  g_assert_cmpuint (gweak_count_references (husk), ==, 0);
  g_assert_finalize_object (husk);
  assert_log ("");

  g_assert_cmpuint (test_iterate (NULL), ==, 0);
  assert_log ("");
  test_iterate (context);
  assert_log ("notify-alive:a notify-referent:a died:a finalized:a");
  g_assert_cmpuint (test_iterate (context), ==, 0);
}

static void
died_and_finalized_come_apart_too (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *husk = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = new_in (context, husk, "a", TRUE);

  g_object_run_dispose (G_OBJECT (husk));
  test_iterate (context);
  assert_log ("notify-alive:a notify-referent:a died:a");
  g_assert_finalize_object (husk);
  test_iterate (context);
  assert_log ("finalized:a");
}

static void
deferred_means_the_constructors_context (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = NULL;
  g_autoptr (GweakWeakRef) in_default = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "deferred", TRUE, NULL);

  g_main_context_push_thread_default (context);
  ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "deferred", TRUE, NULL);
  g_main_context_pop_thread_default (context);
  test_log_connect (ref, "a", FALSE);
  test_log_connect (in_default, "b", FALSE);
  assert_context (ref, context, TRUE);
  assert_context (in_default, g_main_context_default (), TRUE);

  g_assert_finalize_object (object);
  assert_log ("");
  test_iterate (NULL);
  assert_log ("died:b finalized:b");
  test_iterate (context);
  assert_log ("died:a finalized:a");
}

static void
a_context_wins_over_deferred (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainContext) other = g_main_context_new ();
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) first = NULL;
  g_autoptr (GweakWeakRef) second = NULL;

  g_main_context_push_thread_default (other);
  first = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "deferred", TRUE, "main-context", context, NULL);
  second = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "main-context", context, "deferred", TRUE, NULL);
  g_main_context_pop_thread_default (other);

  assert_context (first, context, TRUE);
  assert_context (second, context, TRUE);
  test_log_connect (first, "a", FALSE);
  test_log_connect (second, "b", FALSE);
  g_assert_finalize_object (object);
  g_assert_cmpuint (test_iterate (other), ==, 0);
  test_iterate (context);
  assert_log ("died:b died:a finalized:b finalized:a");
}

static void
a_context_alone_reads_as_deferred (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object,
                                               "main-context", context, "deferred", FALSE, NULL);

  assert_context (ref, context, TRUE);
}

static void
emissions_keep_their_order (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) a = new_in (context, object, "a", TRUE);
  g_autoptr (GweakWeakRef) at_once = test_logged_ref (object, "at-once");
  g_autoptr (GweakFinalizer) f = new_finalizer_in (context, object, GWEAK_MOMENT_FINALIZED, "f");
  g_autoptr (GweakFinalizer) g = new_finalizer_in (context, object, GWEAK_MOMENT_DIED, "g");
  g_autoptr (GweakWeakRef) b = new_in (context, object, "b", TRUE);

  g_assert_finalize_object (object);
  assert_log ("died:at-once finalized:at-once");
  test_iterate (context);
  assert_log ("notify-alive:b notify-referent:b died:b run:g notify-alive:a notify-referent:a died:a "
              "finalized:b run:f finalized:a");
}

static void
deaths_are_told_in_their_order (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *first = test_object_new ("first");
  TestObject *second = test_object_new ("second");
  g_autoptr (GweakWeakRef) a = new_in (context, first, "first", FALSE);
  g_autoptr (GweakWeakRef) b = new_in (context, second, "second", FALSE);

  g_object_run_dispose (G_OBJECT (second));
  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
  test_iterate (context);
  assert_log ("died:second died:first finalized:first finalized:second");
}

static void
count_cb (GweakReference *reference,
          gpointer        count)
{
  ++*(guint *) count;
}

static void
many_deaths_are_one_dispatch (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GPtrArray) refs = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_died = 0, n_finalized = 0;

  for (guint i = 0; i < 1000; i++)
    {
      TestObject   *object = test_object_new ("it");
      GweakWeakRef *ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "main-context", context, NULL);

      g_signal_connect (ref, "died", G_CALLBACK (count_cb), &n_died);
      g_signal_connect (ref, "finalized", G_CALLBACK (count_cb), &n_finalized);
      g_ptr_array_add (refs, ref);
      g_object_unref (object);
    }

  g_assert_cmpuint (n_died, ==, 0);
  g_assert_cmpuint (test_iterate (context), ==, 1);
  g_assert_cmpuint (n_died, ==, 1000);
  g_assert_cmpuint (n_finalized, ==, 1000);
}

static void
release_cb (gpointer instance,
            gpointer user_data)
{
  g_object_unref (g_steal_pointer ((gpointer *) user_data));
}

static void
a_dispatch_delivers_what_was_queued_when_it_began (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *object = test_object_new ("it");
  TestObject *next = test_object_new ("next");
  g_autoptr (GweakWeakRef) a = new_in (context, object, "a", FALSE);
  g_autoptr (GweakWeakRef) b = new_in (context, next, "b", FALSE);

  g_signal_connect (a, "died", G_CALLBACK (release_cb), &next);
  g_assert_finalize_object (object);
  g_assert_true (g_main_context_iteration (context, FALSE));
  assert_log ("died:a finalized:a");
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (b)));
  g_assert_true (g_main_context_iteration (context, FALSE));
  assert_log ("died:b finalized:b");
  g_assert_false (g_main_context_iteration (context, FALSE));
}

static void
run_a_loop_cb (GweakReference *reference,
               gpointer        context)
{
  test_log ("loop");
  test_iterate (context);
  test_log ("end-of-loop");
}

static void
a_loop_in_a_handler_goes_on_in_order (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) a = new_in (context, object, "a", FALSE);
  g_autoptr (GweakWeakRef) b = new_in (context, object, "b", FALSE);
  g_autoptr (GweakWeakRef) c = new_in (context, object, "c", FALSE);

  g_signal_connect (c, "died", G_CALLBACK (run_a_loop_cb), context);
  g_assert_finalize_object (object);
  test_iterate (context);
  assert_log ("died:c loop died:b died:a finalized:c finalized:b finalized:a end-of-loop");
}

static void
kill_and_run_a_loop_cb (GweakReference *reference,
                        gpointer        user_data)
{
  g_object_unref (g_steal_pointer ((gpointer *) user_data));
  run_a_loop_cb (reference, g_main_context_get_thread_default ());
}

static void
a_death_in_a_handler_comes_after_what_waits (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *object = test_object_new ("it");
  TestObject *next = test_object_new ("next");
  g_autoptr (GweakWeakRef) a = new_in (context, object, "a", FALSE);
  g_autoptr (GweakWeakRef) b = new_in (context, object, "b", FALSE);
  g_autoptr (GweakWeakRef) n = new_in (context, next, "next", FALSE);

  g_main_context_push_thread_default (context);
  g_signal_connect (b, "died", G_CALLBACK (kill_and_run_a_loop_cb), &next);
  g_assert_finalize_object (object);
  test_iterate (context);
  g_main_context_pop_thread_default (context);
  assert_log ("died:b loop died:a finalized:b finalized:a died:next finalized:next end-of-loop");
}

static void
a_reference_released_while_queued_is_not_called (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *a = new_in (context, object, "a", TRUE);
  GweakWeakRef *b = new_in (context, object, "b", FALSE);
  GweakWeakRef *c = new_in (context, object, "c", FALSE);

  g_signal_connect (c, "died", G_CALLBACK (release_cb), &b);
  g_assert_finalize_object (object);
  g_assert_finalize_object (a);
  test_iterate (context);
  assert_log ("died:c finalized:c");
  g_assert_null (b);
  g_assert_finalize_object (c);
}

static void
a_reference_cleared_while_queued_notifies_at_once (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = new_in (context, object, "a", TRUE);

  g_assert_finalize_object (object);
  assert_log ("");
  gweak_reference_clear (GWEAK_REFERENCE (ref));
  assert_log ("notify-alive:a notify-referent:a");
  test_iterate (context);
  assert_log ("");
}

static void
clear_is_not_deferred (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = new_in (context, object, "a", TRUE);

  gweak_reference_clear (GWEAK_REFERENCE (ref));
  assert_log ("notify-alive:a notify-referent:a");
  g_assert_finalize_object (object);
  g_assert_cmpuint (test_iterate (context), ==, 0);
  assert_log ("");
}

static void
cleared_between_died_and_finalized_finalized_does_not_come (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = new_in (context, object, "a", TRUE);

  g_object_run_dispose (G_OBJECT (object));
  test_iterate (context);
  assert_log ("notify-alive:a notify-referent:a died:a");
  g_assert_finalize_object (object);
  gweak_reference_clear (GWEAK_REFERENCE (ref));
  test_iterate (context);
  assert_log ("");
}

static void
dying_is_not_deferred (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE,
                                               "main-context", context, NULL);

  test_log_connect (ref, "a", FALSE);
  g_assert_finalize_object (object);
  assert_log ("dying:a");
  test_iterate (context);
  assert_log ("died:a finalized:a");
}

static void
foreign_toggle_cb (gpointer data,
                   GObject *object,
                   gboolean is_last_ref)
{
}

/* Work with the toggle reference of another object makes gweak look. */
static void
standing_down_is_told_in_the_context (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *object = test_object_new ("it");
  g_autoptr (TestObject) other = test_object_new ("other");
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE,
                                               "main-context", context, NULL);
  g_autoptr (GweakWeakRef) others = NULL;
  gboolean toggle = TRUE;

  test_log_connect (ref, "a", TRUE);
  g_object_add_toggle_ref (G_OBJECT (object), foreign_toggle_cb, NULL);
  g_object_unref (object);
  others = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", other, "toggle", TRUE, NULL);

  g_object_get (ref, "toggle", &toggle, NULL);
  g_assert_false (toggle);
  assert_log ("");
  test_iterate (context);
  assert_log ("notify-toggle:a");

  g_object_remove_toggle_ref (G_OBJECT (object), foreign_toggle_cb, NULL);
  test_iterate (context);
  assert_log ("notify-alive:a notify-referent:a died:a finalized:a");
}

static void
a_context_that_goes_drops_what_is_queued (void)
{
  GMainContext *context = g_main_context_new ();
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *a = new_in (context, object, "a", TRUE);
  GweakWeakRef *b = new_in (context, object, "b", TRUE);

  g_assert_finalize_object (object);
  g_main_context_unref (context);
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
  assert_log ("");
}

static void
a_finalizer_runs_when_its_context_goes (void)
{
  GMainContext   *context = g_main_context_new ();
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *died = new_finalizer_in (context, object, GWEAK_MOMENT_DIED, "died");
  GweakFinalizer *finalized = new_finalizer_in (context, object, GWEAK_MOMENT_FINALIZED, "finalized");

  g_assert_finalize_object (object);
  assert_log ("");
  g_main_context_unref (context);
  assert_log ("run:died run:finalized");
  g_assert_finalize_object (died);
  g_assert_finalize_object (finalized);
}

static void
a_finalizer_that_alone_holds_its_context_runs_at_once (void)
{
  GMainContext   *context = g_main_context_new ();
  TestObject     *object = test_object_new ("it");
  GweakFinalizer *died = new_finalizer_in (context, object, GWEAK_MOMENT_DIED, "died");
  GweakFinalizer *finalized = NULL;

  g_main_context_unref (context);
  g_assert_finalize_object (object);
  assert_log ("run:died");
  g_assert_finalize_object (died);

  context = g_main_context_new ();
  object = test_object_new ("it");
  finalized = new_finalizer_in (context, object, GWEAK_MOMENT_FINALIZED, "finalized");
  g_main_context_unref (context);
  g_object_run_dispose (G_OBJECT (object));
  assert_log ("");
  g_assert_finalize_object (object);
  assert_log ("run:finalized");
  g_assert_finalize_object (finalized);
}

static void
a_waiting_reference_keeps_its_context (void)
{
  GMainContext *context = g_main_context_new ();
  TestObject   *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = new_in (context, object, "a", FALSE);
  g_autoptr (GMainContext) kept = NULL;

  g_main_context_unref (context);
  g_assert_finalize_object (object);
  g_object_get (ref, "main-context", &kept, NULL);
  g_assert_true (kept == context);
  test_iterate (kept);
  assert_log ("died:a finalized:a");
}

/* A thread that runs a loop until told not to. */
typedef struct
{
  GMainContext *context; /* (owned) */
  GMainLoop    *loop;    /* (owned) */
  GThread      *thread;
} Worker;

static gpointer
worker_thread (gpointer data)
{
  Worker *worker = data;

  g_main_context_push_thread_default (worker->context);
  g_main_loop_run (worker->loop);
  g_main_context_pop_thread_default (worker->context);

  return NULL;
}

static void
worker_start (Worker *worker)
{
  worker->context = g_main_context_new ();
  worker->loop = g_main_loop_new (worker->context, FALSE);
  worker->thread = g_thread_new ("worker", worker_thread, worker);
}

static void
worker_join (Worker *worker)
{
  g_thread_join (worker->thread);
  g_main_loop_unref (worker->loop);
  g_main_context_unref (worker->context);
}

static void
check_thread_cb (gpointer instance,
                 gpointer worker)
{
  g_assert_true (g_thread_self () == ((Worker *) worker)->thread);
  g_assert_true (g_main_context_is_owner (((Worker *) worker)->context));
}

static void
check_notify_thread_cb (GObject    *object,
                        GParamSpec *pspec,
                        gpointer    worker)
{
  check_thread_cb (object, worker);
}

static void
quit_cb (GweakReference *reference,
         gpointer        worker)
{
  g_main_loop_quit (((Worker *) worker)->loop);
}

static void
another_thread_is_told_in_its_context (void)
{
  TestObject   *object = test_object_new ("it");
  Worker        worker;
  GweakWeakRef *ref;

  worker_start (&worker);
  ref = new_in (worker.context, object, "a", TRUE);
  g_signal_connect (ref, "notify", G_CALLBACK (check_notify_thread_cb), &worker);
  g_signal_connect (ref, "died", G_CALLBACK (check_thread_cb), &worker);
  g_signal_connect (ref, "finalized", G_CALLBACK (check_thread_cb), &worker);
  g_signal_connect (ref, "finalized", G_CALLBACK (quit_cb), &worker);

  g_assert_finalize_object (object);
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));
  worker_join (&worker);
  assert_log ("notify-alive:a notify-referent:a died:a finalized:a");
  g_object_unref (ref);
}

static gpointer
unref_all_thread (gpointer objects)
{
  g_ptr_array_unref (objects);

  return NULL;
}

static void
count_atomically_cb (GweakReference *reference,
                     gpointer        worker)
{
  check_thread_cb (reference, worker);
  g_assert_false (gweak_reference_is_alive (reference));
  test_log ("x");
}

static gboolean
quit_idle_cb (gpointer worker)
{
  g_main_loop_quit (((Worker *) worker)->loop);

  return G_SOURCE_REMOVE;
}

/* The idle source is attached after all deaths, and is served after them. */
static void
deaths_in_many_threads_are_each_told_once (void)
{
  g_autoptr (GPtrArray) refs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSource) idle = g_idle_source_new ();
  g_autofree char *log = NULL;
  GThread         *threads[3];
  Worker           worker;

  worker_start (&worker);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      GPtrArray *objects = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint j = 0; j < 100; j++)
        {
          TestObject   *object = test_object_new ("it");
          GweakWeakRef *ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "main-context", worker.context, NULL);

          g_signal_connect (ref, "died", G_CALLBACK (count_atomically_cb), &worker);
          g_ptr_array_add (refs, ref);
          g_ptr_array_add (objects, object);
        }
      threads[i] = g_thread_new ("unref", unref_all_thread, objects);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  g_source_set_callback (idle, quit_idle_cb, &worker, NULL);
  g_source_attach (idle, worker.context);
  worker_join (&worker);
  log = test_log_take ();
  g_assert_cmpuint (strlen (log), ==, 2 * refs->len - 1);
}

static void
limit_files (struct rlimit *before)
{
  struct rlimit none;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, before), ==, 0);
  none = *before;
  none.rlim_cur = 0;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &none), ==, 0);
}

static void
without_file_descriptors_it_is_delivered (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = NULL;
  struct rlimit before;

  limit_files (&before);
  ref = new_in (context, object, "a", FALSE);
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);

  g_assert_finalize_object (object);
  assert_log ("");
  test_iterate (context);
  assert_log ("died:a finalized:a");
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "without a context it is at once", without_a_context_it_is_at_once },
    { "values change at once and emissions wait", values_change_at_once_and_emissions_wait },
    { "died and finalized come apart too", died_and_finalized_come_apart_too },
    { "properties/deferred means the constructor's context", deferred_means_the_constructors_context },
    { "properties/a context wins over deferred", a_context_wins_over_deferred },
    { "properties/a context alone reads as deferred", a_context_alone_reads_as_deferred },
    { "order/emissions keep their order", emissions_keep_their_order },
    { "order/deaths are told in their order", deaths_are_told_in_their_order },
    { "order/many deaths are one dispatch", many_deaths_are_one_dispatch },
    { "order/a dispatch delivers what was queued when it began", a_dispatch_delivers_what_was_queued_when_it_began },
    { "order/a loop in a handler goes on in order", a_loop_in_a_handler_goes_on_in_order },
    { "order/a death in a handler comes after what waits", a_death_in_a_handler_comes_after_what_waits },
    { "release/a reference released while queued is not called", a_reference_released_while_queued_is_not_called },
    { "clear/a reference cleared while queued notifies at once", a_reference_cleared_while_queued_notifies_at_once },
    { "clear/it is not deferred", clear_is_not_deferred },
    { "clear/between died and finalized, finalized does not come", cleared_between_died_and_finalized_finalized_does_not_come },
    { "dying is not deferred", dying_is_not_deferred },
    { "standing down is told in the context", standing_down_is_told_in_the_context },
    { "gone/a context that goes drops what is queued", a_context_that_goes_drops_what_is_queued },
    { "gone/a finalizer runs when its context goes", a_finalizer_runs_when_its_context_goes },
    { "gone/a finalizer that alone holds its context runs at once", a_finalizer_that_alone_holds_its_context_runs_at_once },
    { "gone/a waiting reference keeps its context", a_waiting_reference_keeps_its_context },
    { "without file descriptors it is delivered", without_file_descriptors_it_is_delivered },
    { "threads/another thread is told in its context", another_thread_is_told_in_its_context },
    { "threads/deaths in many threads are each told once", deaths_in_many_threads_are_each_told_once },
  };

  return test_run_cases (argc, argv, "dispatch", cases, G_N_ELEMENTS (cases));
}
