/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

static gboolean
tick_cb (gpointer name)
{
  test_log ("tick:%s", (char *) name);

  return G_SOURCE_CONTINUE;
}

static gboolean
once_cb (gpointer name)
{
  test_log ("once:%s", (char *) name);

  return G_SOURCE_REMOVE;
}

static GSource *
idle_source (GSourceFunc callback,
             const char *name)
{
  GSource *source = g_idle_source_new ();

  g_source_set_callback (source, callback, (gpointer) name, test_log_destroy_cb);

  return source;
}

static void
assert_no_observers (gpointer object)
{
  g_autofree char *listing = gweak_debug_dump ();
  g_autofree char *place = g_strdup_printf ("at %p: reference count 1, no observers", object);

  g_assert_nonnull (strstr (listing, place));
}

static void
destroyed_at_the_death (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = idle_source (tick_cb, "a");

  gweak_bind_source (source, object);
  g_source_attach (source, context);
  g_main_context_iteration (context, FALSE);
  assert_log ("tick:a");
  g_assert_finalize_object (object);
  assert_log ("destroy:a");
  g_assert_true (g_source_is_destroyed (source));
  g_assert_false (g_main_context_iteration (context, FALSE));
  assert_log ("");
}

static void
bound_after_attaching (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = idle_source (tick_cb, "a");

  g_source_attach (source, context);
  gweak_bind_source (source, object);
  g_main_context_iteration (context, FALSE);
  g_object_run_dispose (G_OBJECT (object));
  assert_log ("tick:a destroy:a");
  g_assert_false (g_main_context_iteration (context, FALSE));
  g_assert_finalize_object (object);
}

static void
never_attached (void)
{
  TestObject *object = test_object_new ("it");
  GSource    *source = idle_source (tick_cb, "a");

  gweak_bind_source (source, object);
  g_assert_finalize_object (object);
  g_assert_true (g_source_is_destroyed (source));
  g_source_unref (source);
  assert_log ("destroy:a");
}

static void
nothing_is_held (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  GSource *source = idle_source (tick_cb, "a");

  gweak_bind_source (source, object);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_source_unref (source);
  assert_log ("destroy:a");
  assert_no_observers (object);
}

static void
one_that_finished_is_forgotten (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = idle_source (once_cb, "a");

  gweak_bind_source (source, object);
  g_source_attach (source, context);
  g_main_context_iteration (context, FALSE);
  assert_log ("once:a destroy:a");
  assert_no_observers (object);
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
one_that_was_destroyed_is_forgotten (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = idle_source (tick_cb, "a");

  g_source_attach (source, context);
  gweak_bind_source (source, object);
  g_source_destroy (source);
  assert_log ("destroy:a");
  assert_no_observers (object);
  gweak_bind_source (source, object);
  assert_no_observers (object);
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
one_that_went_with_its_context_is_forgotten (void)
{
  TestObject   *object = test_object_new ("it");
  GMainContext *context = g_main_context_new ();
  GSource      *source = idle_source (tick_cb, "a");

  gweak_bind_source (source, object);
  g_source_attach (source, context);
  g_source_unref (source);
  g_main_context_unref (context);
  assert_log ("destroy:a");
  assert_no_observers (object);
  g_assert_finalize_object (object);
}

static gboolean
drop_cb (gpointer object)
{
  test_log ("drop");
  g_object_unref (object);

  return G_SOURCE_CONTINUE;
}

static void
destroyed_in_its_callback (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, drop_cb, object, NULL);
  gweak_bind_source (source, object);
  g_source_attach (source, context);
  g_main_context_iteration (context, FALSE);
  g_assert_true (g_source_is_destroyed (source));
  g_assert_false (g_main_context_iteration (context, FALSE));
  assert_log ("drop");
}

/* The last reference is dropped by the source that goes. */
static void
data_that_owns_the_object (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GMainContext) context = g_main_context_new ();
  GSource *source = g_idle_source_new ();
  GSource *unattached = g_idle_source_new ();

  g_object_add_weak_pointer (G_OBJECT (object), (gpointer *) &object);
  g_source_set_callback (source, once_cb, object, g_object_unref);
  g_source_set_callback (unattached, once_cb, g_object_ref (object), g_object_unref);
  gweak_bind_source (source, object);
  gweak_bind_source (unattached, object);
  g_source_attach (source, context);
  g_source_destroy (source);
  g_source_unref (source);
  g_assert_nonnull (object);
  g_source_unref (unattached);
  g_assert_null (object);
}

static void
several_objects (void)
{
  TestObject *first = test_object_new ("first");
  TestObject *second = test_object_new ("second");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = idle_source (tick_cb, "a");

  gweak_bind_source (source, first);
  gweak_bind_source (source, second);
  gweak_bind_source (source, second);
  g_source_attach (source, context);
  g_assert_finalize_object (first);
  assert_log ("destroy:a");
  assert_no_observers (second);
  g_assert_finalize_object (second);
  assert_log ("");
}

static void
newest_first (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GMainContext) context = g_main_context_new ();
  static const char *const names[] = { "1", "2", "3" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSource) source = idle_source (tick_cb, names[i]);

      g_source_attach (source, context);
      gweak_bind_source (source, object);
    }
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, (gpointer) "w", NULL));
  g_assert_finalize_object (object);
  assert_log ("died:w destroy:3 destroy:2 destroy:1");
}

static void
dispose_cb (GSource *source)
{
  test_log ("dispose");
}

static void
its_hooks_stay_free (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GMainContext) context = g_main_context_new ();
  GSource *source = idle_source (tick_cb, "a");

  g_source_set_dispose_function (source, dispose_cb);
  gweak_bind_source (source, object);
  g_source_set_callback (source, tick_cb, (gpointer) "b", test_log_destroy_cb);
  g_source_set_priority (source, G_PRIORITY_LOW);
  g_source_attach (source, context);
  g_main_context_iteration (context, FALSE);
  assert_log ("destroy:a tick:b");
  g_assert_finalize_object (object);
  assert_log ("destroy:b");
  g_source_unref (source);
  assert_log ("dispose");
}

static void
a_sleeper_is_not_woken (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = g_timeout_source_new_seconds (3600);

  g_source_set_callback (source, tick_cb, (gpointer) "a", test_log_destroy_cb);
  gweak_bind_source (source, object);
  g_source_attach (source, context);
  g_assert_false (g_main_context_iteration (context, FALSE));
  g_assert_false (g_main_context_pending (context));
  assert_log ("");
  g_source_set_ready_time (source, 0);
  g_assert_true (g_main_context_iteration (context, FALSE));
  assert_log ("tick:a");
  g_assert_finalize_object (object);
  assert_log ("destroy:a");
}

static gpointer
unref_in_thread (gpointer object)
{
  g_object_unref (object);

  return NULL;
}

static void
the_death_may_be_elsewhere (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = idle_source (tick_cb, "a");

  gweak_bind_source (source, object);
  g_source_attach (source, context);
  g_thread_join (g_thread_new (NULL, unref_in_thread, object));
  assert_log ("destroy:a");
  g_assert_false (g_main_context_iteration (context, FALSE));
}

static void
bind_in_finalize (TestObject *object,
                  gpointer    source)
{
  assert_critical ("gweak_bind_source: the object is being finalized", gweak_bind_source (source, object));
}

static void
bind_in_dispose (TestObject *object,
                 gpointer    source)
{
  gweak_bind_source (source, object);
}

static void
bound_in_dispose (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GSource) before = idle_source (tick_cb, "a");
  g_autoptr (GSource) after = idle_source (tick_cb, "b");
  g_autoptr (GSource) late = idle_source (tick_cb, "c");

  test_object_before_dispose (object, bind_in_dispose, before);
  test_object_after_dispose (object, bind_in_dispose, after);
  test_object_in_finalize (object, bind_in_finalize, late);
  g_assert_finalize_object (object);
  g_assert_true (g_source_is_destroyed (before));
  g_assert_true (g_source_is_destroyed (after));
  g_assert_true (g_source_is_destroyed (late));
  g_clear_pointer (&late, g_source_unref);
  g_clear_pointer (&after, g_source_unref);
  g_clear_pointer (&before, g_source_unref);
  assert_log ("destroy:c destroy:b destroy:a");
}

static void
no_object_destroys_at_once (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = idle_source (tick_cb, "a");

  g_source_attach (source, context);
  gweak_bind_source (source, NULL);
  g_assert_true (g_source_is_destroyed (source));
  assert_log ("destroy:a");
}

static void
bad_input (void)
{
  gpointer no_object[] = { NULL, NULL };
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GSource) source = g_idle_source_new ();

  assert_critical ("gweak_bind_source: *source", gweak_bind_source (NULL, object));
  assert_critical ("gweak_bind_source: *G_IS_OBJECT", gweak_bind_source (source, no_object));
  g_assert_false (g_source_is_destroyed (source));
}

static const TestCase cases[] = {
  { "a source is destroyed when the object died, and its data freed once", destroyed_at_the_death },
  { "it can be bound after attaching", bound_after_attaching },
  { "it need not be attached", never_attached },
  { "neither source nor object is held", nothing_is_held },
  { "one that finished is forgotten", one_that_finished_is_forgotten },
  { "one that was destroyed is forgotten", one_that_was_destroyed_is_forgotten },
  { "one that went with its context is forgotten", one_that_went_with_its_context_is_forgotten },
  { "it is destroyed in its own callback", destroyed_in_its_callback },
  { "its data may own the object", data_that_owns_the_object },
  { "the first of several objects destroys it", several_objects },
  { "sources go newest first among the observers", newest_first },
  { "callback and dispose function stay free", its_hooks_stay_free },
  { "one that sleeps is not woken", a_sleeper_is_not_woken },
  { "the death may be in another thread", the_death_may_be_elsewhere },
  { "it is bound in dispose, and destroyed at once in finalize", bound_in_dispose },
  { "no object destroys it at once", no_object_destroys_at_once },
  { "bad input is a critical", bad_input },
};

int
main (int   argc,
      char *argv[])
{
  gweak_debug_start ();

  return test_run_cases (argc, argv, "bind-source", cases, G_N_ELEMENTS (cases));
}
