/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-cache.h"

/* Values that a cache has made: by factories, and by asynchronous loads. */

static gpointer
make (gconstpointer key,
      guint64      *cost,
      gpointer      user_data,
      GError      **error)
{
  g_assert_cmpuint (*cost, ==, 0);
  test_log ("make:%s", (const char *) key);

  return test_object_new (user_data);
}

static void
a_factory_makes_what_is_missing (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (TestObject) made = gweak_cache_get_or_insert (cache, "a", make, "first", NULL);
  g_autoptr (TestObject) found = gweak_cache_get_or_insert (cache, "a", make, "second", NULL);

  g_assert_true (made == found);
  g_assert_cmpstr (test_object_get_name (made), ==, "first");
  g_assert_cmpuint (G_OBJECT (made)->ref_count, ==, 3);
  assert_log ("make:a");
}

static void
what_was_evicted_is_not_made_again_if_it_is_there (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (TestObject) made = gweak_cache_get_or_insert (cache, "a", make, "first", NULL);
  g_autoptr (TestObject) found = NULL;

  gweak_cache_set_idle_ttl (cache, 1);
  test_spin (2000);
  g_assert_false (gweak_cache_contains (cache, "none"));
  g_assert_cmpuint (G_OBJECT (made)->ref_count, ==, 1);
  gweak_cache_set_idle_ttl (cache, 0);
  found = gweak_cache_get_or_insert (cache, "a", make, "second", NULL);
  g_assert_true (made == found);
  assert_log ("make:a");
}

static gpointer
make_nothing (gconstpointer key,
              guint64      *cost,
              gpointer      user_data,
              GError      **error)
{
  if (user_data != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, user_data);

  return NULL;
}

static void
a_factory_can_make_nothing (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (gweak_cache_get_or_insert (cache, "a", make_nothing, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (gweak_cache_get_or_insert (cache, "a", make_nothing, "why", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (gweak_cache_get_or_insert (cache, "a", make_nothing, "why", NULL));
  g_assert_cmpuint (gweak_cache_get_loads (cache), ==, 3);
  g_assert_cmpuint (gweak_cache_get_misses (cache), ==, 3);
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 0);
}

static gpointer
make_wrong (gconstpointer key,
            guint64      *cost,
            gpointer      user_data,
            GError      **error)
{
  return user_data;
}

static void
a_factory_must_make_a_value (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GObject) plain = g_object_new (G_TYPE_OBJECT, NULL);

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*get_or_insert: what the factory made is no TestObject*");
  g_assert_null (gweak_cache_get_or_insert (cache, "a", make_wrong, plain, NULL));
  g_test_assert_expected_messages ();
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 0);
}

static gpointer
make_itself (gconstpointer key,
             guint64      *cost,
             gpointer      user_data,
             GError      **error)
{
  return gweak_cache_get_or_insert (user_data, key, make_itself, user_data, error);
}

static void
a_factory_cannot_need_its_value (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (gweak_cache_get_or_insert (cache, "a", make_itself, cache, &error));
  g_assert_error (error, GWEAK_ERROR, GWEAK_ERROR_RECURSION);
}

static gpointer
make_after_insert (gconstpointer key,
                   guint64      *cost,
                   gpointer      user_data,
                   GError      **error)
{
  test_cache_put (user_data, key, 1);
  *cost = 5;

  return test_object_new ("late");
}

static void
what_is_inserted_meanwhile_wins (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (TestObject) got = gweak_cache_get_or_insert (cache, "a", make_after_insert, cache, NULL);

  g_assert_cmpstr (test_object_get_name (got), ==, "a");
  g_clear_object (&got);
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 1);
  assert_log ("");
}

static gpointer
make_after_remove (gconstpointer key,
                   guint64      *cost,
                   gpointer      user_data,
                   GError      **error)
{
  g_assert_false (gweak_cache_remove (user_data, key));

  return test_object_new ("unkept");
}

static void
what_is_removed_meanwhile_is_not_kept (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  TestObject *got = gweak_cache_get_or_insert (cache, "a", make_after_remove, cache, NULL);

  g_assert_cmpstr (test_object_get_name (got), ==, "unkept");
  g_assert_false (gweak_cache_contains (cache, "a"));
  g_assert_finalize_object (got);
}

static gpointer
make_after_remove_all (gconstpointer key,
                       guint64      *cost,
                       gpointer      user_data,
                       GError      **error)
{
  gweak_cache_remove_all (user_data);

  return test_object_new ("made");
}

/* Also when there was nothing to remove yet; but not if it was of another cache. */
static void
what_is_removed_with_all_is_not_kept (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GweakCache) other = test_cache_new ();
  TestObject *got = gweak_cache_get_or_insert (cache, "a", make_after_remove_all, cache, NULL);

  g_assert_cmpstr (test_object_get_name (got), ==, "made");
  g_assert_false (gweak_cache_contains (cache, "a"));
  g_assert_finalize_object (got);

  got = gweak_cache_get_or_insert (cache, "a", make_after_remove_all, other, NULL);
  g_assert_true (gweak_cache_contains (cache, "a"));
  g_object_unref (got);
}

static gpointer
make_with_others (gconstpointer key,
                  guint64      *cost,
                  gpointer      user_data,
                  GError      **error)
{
  const char *name = key;

  if (*name > 'a')
    {
      char before[] = { *name - 1, '\0' };

      g_object_unref (gweak_cache_get_or_insert (user_data, before, make_with_others, user_data, NULL));
    }

  return test_object_new (key);
}

static void
a_factory_can_use_the_cache (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();

  gweak_cache_set_max_idle (cache, 2);
  g_object_unref (gweak_cache_get_or_insert (cache, "e", make_with_others, cache, NULL));
  g_assert_false (gweak_cache_contains (cache, "none"));
  assert_log ("evicted:a evicted:b evicted:c");
}

/* Loads. What is started waits in a list until a test returns it. */

typedef struct
{
  GQueue        tasks; /* of (owned) GTasks, oldest first */
  GCancellable *cancellable;
} Started;

static void
started_clear (Started *self)
{
  GTask *task;

  /* A task that goes without a word is a critical of newer GLibs. */
  while ((task = g_queue_pop_head (&self->tasks)) != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "left over");
      g_object_unref (task);
    }
  g_clear_object (&self->cancellable);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Started, started_clear)

static void
load (GTask        *task,
      gconstpointer key,
      GCancellable *cancellable,
      gpointer      user_data)
{
  Started *started = user_data;

  g_assert_true (g_task_get_cancellable (task) == cancellable);
  test_log ("load:%s", (const char *) key);
  g_queue_push_tail (&started->tasks, g_object_ref (task));
  g_set_object (&started->cancellable, cancellable);
}

static void
return_value (Started    *self,
              const char *name,
              guint64     cost)
{
  g_autoptr (GTask) task = g_queue_pop_head (&self->tasks);

  gweak_cache_set_load_cost (task, cost);
  g_task_return_pointer (task, test_object_new (name), g_object_unref);
}

static void
got_cb (GObject      *cache,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TestObject) value = gweak_cache_get_or_load_finish (GWEAK_CACHE (cache), result, &error);

  if (value != NULL)
    test_log ("%s:%s", (const char *) user_data, test_object_get_name (value));
  else if (error != NULL)
    test_log ("%s:error-%d", (const char *) user_data, error->code);
  else
    test_log ("%s:none", (const char *) user_data);
}

static void
ask (GweakCache   *cache,
     const char   *key,
     Started      *started,
     GCancellable *cancellable,
     const char   *who)
{
  gweak_cache_get_or_load_async (cache, key, load, started, cancellable, got_cb, (gpointer) who);
}

static void
a_load_brings_what_is_missing (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  ask (cache, "a", &started, NULL, "me");
  assert_log ("load:a");
  test_iterate (NULL);
  assert_log ("");
  return_value (&started, "value", 7);
  assert_log ("");
  test_iterate (NULL);
  assert_log ("me:value");
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 1);
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 7);
  g_assert_cmpuint (gweak_cache_get_loads (cache), ==, 1);
  g_assert_cmpuint (gweak_cache_get_misses (cache), ==, 1);

  ask (cache, "a", &started, NULL, "me");
  assert_log ("");
  test_iterate (NULL);
  assert_log ("me:value");
  g_assert_cmpuint (gweak_cache_get_hits (cache), ==, 1);
}

static void
many_wait_for_one_load (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  ask (cache, "a", &started, NULL, "one");
  ask (cache, "b", &started, NULL, "other");
  ask (cache, "a", &started, NULL, "two");
  ask (cache, "a", &started, NULL, "three");
  assert_log ("load:a load:b");
  return_value (&started, "value", 0);
  test_iterate (NULL);
  assert_log ("one:value two:value three:value");
  return_value (&started, "value", 0);
  test_iterate (NULL);
  assert_log ("other:value");
  g_assert_cmpuint (gweak_cache_get_loads (cache), ==, 2);
  g_assert_cmpuint (gweak_cache_get_misses (cache), ==, 4);
}

static void
each_is_told_in_its_own_context (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  g_main_context_push_thread_default (context);
  ask (cache, "a", &started, NULL, "there");
  g_main_context_pop_thread_default (context);
  ask (cache, "a", &started, NULL, "here");
  return_value (&started, "value", 0);
  test_iterate (NULL);
  assert_log ("load:a");
  test_iterate (context);
  assert_log ("there:value");
  test_iterate (NULL);
  assert_log ("here:value");
}

static void
an_error_is_for_all_who_wait (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };
  GTask *task;

  ask (cache, "a", &started, NULL, "one");
  ask (cache, "a", &started, NULL, "two");
  task = g_queue_pop_head (&started.tasks);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "not there");
  g_object_unref (task);
  test_iterate (NULL);
  assert_log ("load:a one:error-1 two:error-1");

  ask (cache, "a", &started, NULL, "again");
  return_value (&started, "value", 0);
  test_iterate (NULL);
  assert_log ("load:a again:value");
}

static void
a_load_can_bring_nothing (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };
  GTask *task;

  ask (cache, "a", &started, NULL, "me");
  task = g_queue_pop_head (&started.tasks);
  g_task_return_pointer (task, NULL, NULL);
  g_object_unref (task);
  test_iterate (NULL);
  assert_log ("load:a me:none");
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 0);
}

static void
a_load_must_bring_a_value (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };
  GTask *task;

  ask (cache, "a", &started, NULL, "me");
  task = g_queue_pop_head (&started.tasks);
  g_task_return_pointer (task, g_object_new (G_TYPE_OBJECT, NULL), g_object_unref);
  g_object_unref (task);
  test_iterate (NULL);
  assert_log ("load:a me:error-1");
}

static void
forget (GTask        *task,
        gconstpointer key,
        GCancellable *cancellable,
        gpointer      user_data)
{
  test_log ("forget:%s", (const char *) key);
}

static void
a_load_that_forgets_its_task_fails (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();

  gweak_cache_get_or_load_async (cache, "a", forget, NULL, NULL, got_cb, "me");
  test_iterate (NULL);
  assert_log ("forget:a me:error-0");
}

static void
load_again (GTask        *task,
            gconstpointer key,
            GCancellable *cancellable,
            gpointer      user_data)
{
  gweak_cache_get_or_load_async (g_task_get_source_object (task), key, load_again, user_data, NULL, got_cb, "inner");
  load (task, key, cancellable, user_data);
}

static void
a_load_cannot_need_its_value (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  gweak_cache_get_or_load_async (cache, "a", load_again, &started, NULL, got_cb, "outer");
  test_iterate (NULL);
  assert_log ("load:a inner:error-2");
  return_value (&started, "value", 0);
  test_iterate (NULL);
  assert_log ("outer:value");
}

static void
what_is_inserted_meanwhile_is_for_all (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  ask (cache, "a", &started, NULL, "one");
  test_cache_put (cache, "a", 2);
  ask (cache, "a", &started, NULL, "two");
  return_value (&started, "late", 5);
  test_iterate (NULL);
  assert_log ("load:a two:a one:a");
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 2);
}

static void
what_is_removed_meanwhile_is_only_returned (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  ask (cache, "a", &started, NULL, "one");
  g_assert_false (gweak_cache_remove (cache, "a"));
  ask (cache, "a", &started, NULL, "two");
  return_value (&started, "first", 0);
  test_iterate (NULL);
  assert_log ("load:a load:a one:first");
  g_assert_false (gweak_cache_contains (cache, "a"));
  return_value (&started, "second", 0);
  test_iterate (NULL);
  assert_log ("two:second");
  g_assert_true (gweak_cache_contains (cache, "a"));

  ask (cache, "b", &started, NULL, "three");
  gweak_cache_remove_all (cache);
  return_value (&started, "third", 0);
  test_iterate (NULL);
  assert_log ("load:b cleared:a:second three:third");
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 0);
}

/* All who asked have the one that the cache has. */
static void
what_is_inserted_after_a_removal_is_for_all (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (TestObject) inserted = test_object_new ("inserted");
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  ask (cache, "a", &started, NULL, "one");
  g_assert_false (gweak_cache_remove (cache, "a"));
  gweak_cache_insert (cache, "a", inserted, 0);
  return_value (&started, "loaded", 0);
  test_iterate (NULL);
  assert_log ("load:a one:inserted");
}

static void
who_cancels_stops_waiting (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  ask (cache, "a", &started, cancellable, "one");
  ask (cache, "a", &started, NULL, "two");
  g_cancellable_cancel (cancellable);
  assert_log ("load:a");
  test_iterate (NULL);
  assert_log ("one:error-19");
  g_assert_false (g_cancellable_is_cancelled (started.cancellable));
  return_value (&started, "value", 0);
  test_iterate (NULL);
  assert_log ("two:value");
}

static void
the_last_who_cancels_ends_the_load (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  ask (cache, "a", &started, cancellable, "one");
  ask (cache, "a", &started, cancellable, "two");
  g_cancellable_cancel (cancellable);
  test_iterate (NULL);
  assert_log ("load:a one:error-19 two:error-19");
  g_assert_true (g_cancellable_is_cancelled (started.cancellable));

  /* Who comes now does not get what was cancelled. */
  ask (cache, "a", &started, NULL, "three");
  return_value (&started, "ignored", 0);
  test_iterate (NULL);
  assert_log ("load:a");
  g_assert_false (gweak_cache_contains (cache, "a"));
  return_value (&started, "value", 0);
  test_iterate (NULL);
  assert_log ("three:value");
}

/* A load that nobody waits for any more is not to be kept: who removes the key
 * could not find it.
 */
static void
what_nobody_waits_for_is_not_kept (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  ask (cache, "a", &started, cancellable, "one");
  g_task_set_check_cancellable (g_queue_peek_head (&started.tasks), FALSE);
  g_cancellable_cancel (cancellable);
  test_iterate (NULL);
  assert_log ("load:a one:error-19");
  g_assert_false (gweak_cache_remove (cache, "a"));
  return_value (&started, "late", 0);
  test_iterate (NULL);
  g_assert_false (gweak_cache_contains (cache, "a"));
}

static void
a_reset_cancellable_has_cancelled_all_the_same (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  ask (cache, "a", &started, cancellable, "one");
  g_cancellable_cancel (cancellable);
  g_cancellable_reset (cancellable);
  test_iterate (NULL);
  assert_log ("load:a one:error-19");
}

static void
who_has_cancelled_starts_nothing (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  g_cancellable_cancel (cancellable);
  ask (cache, "a", &started, cancellable, "one");
  test_iterate (NULL);
  assert_log ("one:error-19");
  g_assert_cmpuint (gweak_cache_get_misses (cache) + gweak_cache_get_loads (cache), ==, 0);
}

static void
make_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  gweak_cache_set_load_cost (task, 9);
  g_task_return_pointer (task, test_object_new (task_data), g_object_unref);
}

static void
load_in_thread (GTask        *task,
                gconstpointer key,
                GCancellable *cancellable,
                gpointer      user_data)
{
  g_task_set_task_data (task, g_strdup (key), g_free);
  g_task_run_in_thread (task, make_in_thread);
}

static void
a_load_can_run_in_a_thread (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();

  gweak_cache_get_or_load_async (cache, "a", load_in_thread, NULL, NULL, got_cb, "one");
  gweak_cache_get_or_load_async (cache, "a", load_in_thread, NULL, NULL, got_cb, "two");
  while (gweak_cache_get_size (cache) == 0)
    g_main_context_iteration (NULL, TRUE);
  test_iterate (NULL);
  assert_log ("one:a two:a");
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 9);
}

static gpointer
make_while_loading (gconstpointer key,
                    guint64      *cost,
                    gpointer      user_data,
                    GError      **error)
{
  return test_object_new ("made");
}

static void
a_factory_does_not_wait_for_a_load (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (TestObject) made = NULL;
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  ask (cache, "a", &started, NULL, "one");
  made = gweak_cache_get_or_insert (cache, "a", make_while_loading, NULL, NULL);
  g_assert_cmpstr (test_object_get_name (made), ==, "made");
  return_value (&started, "loaded", 0);
  test_iterate (NULL);
  assert_log ("load:a one:made");
}

static void
who_waits_holds_the_cache (void)
{
  GweakCache *cache = test_cache_new ();
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (cache);
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  ask (cache, "a", &started, NULL, "one");
  g_object_unref (cache);
  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));
  return_value (&started, "value", 0);
  test_iterate (NULL);
  assert_log ("load:a one:value");
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));
}

static void
a_loaded_value_is_bounded (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_auto (Started) started = { .tasks = G_QUEUE_INIT };

  gweak_cache_set_max_idle (cache, 1);
  for (const char *key = "abc"; *key != '\0'; key++)
    {
      char name[] = { *key, '\0' };

      ask (cache, name, &started, NULL, "me");
      return_value (&started, name, 0);
      test_iterate (NULL);
    }
  g_assert_false (gweak_cache_contains (cache, "none"));
  assert_log ("load:a me:a load:b me:b evicted:a load:c me:c evicted:b");
}

static void
bad_input_is_refused (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GTask) task = g_task_new (cache, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*GWEAK_IS_CACHE*");
  gweak_cache_get_or_load_async (NULL, "a", forget, NULL, NULL, got_cb, NULL);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*is_key*");
  gweak_cache_get_or_load_async (cache, NULL, forget, NULL, NULL, got_cb, NULL);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*load != NULL*");
  gweak_cache_get_or_load_async (cache, "a", NULL, NULL, NULL, got_cb, NULL);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*G_IS_CANCELLABLE*");
  gweak_cache_get_or_load_async (cache, "a", forget, NULL, (GCancellable *) cache, got_cb, NULL);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*g_async_result_is_tagged*");
  g_assert_null (gweak_cache_get_or_load_finish (cache, G_ASYNC_RESULT (task), &error));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*load != NULL*");
  gweak_cache_set_load_cost (task, 1);
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*G_IS_TASK*");
  gweak_cache_set_load_cost (NULL, 1);
  g_test_assert_expected_messages ();
  g_task_return_boolean (task, TRUE);
  test_iterate (NULL);
  assert_log ("");
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "factory/it makes what is missing", a_factory_makes_what_is_missing },
    { "factory/what was evicted is not made again if it is there", what_was_evicted_is_not_made_again_if_it_is_there },
    { "factory/it can make nothing", a_factory_can_make_nothing },
    { "factory/it must make a value", a_factory_must_make_a_value },
    { "factory/it cannot need its value", a_factory_cannot_need_its_value },
    { "factory/what is inserted meanwhile wins", what_is_inserted_meanwhile_wins },
    { "factory/what is removed meanwhile is not kept", what_is_removed_meanwhile_is_not_kept },
    { "factory/what is removed with all is not kept", what_is_removed_with_all_is_not_kept },
    { "factory/it can use the cache", a_factory_can_use_the_cache },
    { "load/it brings what is missing", a_load_brings_what_is_missing },
    { "load/many wait for one", many_wait_for_one_load },
    { "load/each is told in its own context", each_is_told_in_its_own_context },
    { "load/an error is for all who wait", an_error_is_for_all_who_wait },
    { "load/it can bring nothing", a_load_can_bring_nothing },
    { "load/it must bring a value", a_load_must_bring_a_value },
    { "load/if it forgets its task it fails", a_load_that_forgets_its_task_fails },
    { "load/it cannot need its value", a_load_cannot_need_its_value },
    { "load/what is inserted meanwhile is for all", what_is_inserted_meanwhile_is_for_all },
    { "load/what is removed meanwhile is only returned", what_is_removed_meanwhile_is_only_returned },
    { "load/what is inserted after a removal is for all", what_is_inserted_after_a_removal_is_for_all },
    { "load/it can run in a thread", a_load_can_run_in_a_thread },
    { "load/a factory does not wait for it", a_factory_does_not_wait_for_a_load },
    { "load/who waits holds the cache", who_waits_holds_the_cache },
    { "load/what it brings is bounded", a_loaded_value_is_bounded },
    { "cancel/who cancels stops waiting", who_cancels_stops_waiting },
    { "cancel/the last one ends the load", the_last_who_cancels_ends_the_load },
    { "cancel/what nobody waits for is not kept", what_nobody_waits_for_is_not_kept },
    { "cancel/a reset cancellable has cancelled all the same", a_reset_cancellable_has_cancelled_all_the_same },
    { "cancel/who has cancelled starts nothing", who_has_cancelled_starts_nothing },
    { "bad input is refused", bad_input_is_refused },
  };

  return test_run_cases (argc, argv, "cache-load", cases, G_N_ELEMENTS (cases));
}
