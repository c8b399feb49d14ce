/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-race.h"

/* Caches that some threads use while others let their values go. Every object that
 * is made dies once, and no value that anybody got dies before it is dropped.
 */

#define ROUNDS 3000
#define N_KEYS 16

typedef struct
{
  GweakCache   *cache;        /* (owned) */
  TestObject   *held[N_KEYS]; /* (owned) by who drops them */
  TestCount     made, finalized, removed, answered, cancelled;
  gint          n_callers; /* of asynchronous loads */
  guint         max_idle;
  guint         idle_ttl;
  GCancellable *cancellable; /* (owned) (nullable) */
} Round;

static void
removed_cb (GweakCache       *cache,
            const GValue     *key,
            const GValue     *value,
            GweakRemovalCause cause,
            Round            *self)
{
  test_count (&self->removed);
}

static TestObject *
make_object (Round *self)
{
  TestObject *object = test_object_new_counted (&self->finalized);

  test_count (&self->made);
  test_object_set_value (object, 42);

  return object;
}

static void
prepare (gpointer data)
{
  Round *self = data;

  *self = (Round){ .n_callers = self->n_callers, .max_idle = self->max_idle, .idle_ttl = self->idle_ttl };
  self->cache = gweak_cache_new (G_TYPE_INT, TEST_TYPE_OBJECT);
  gweak_cache_set_max_idle (self->cache, self->max_idle);
  gweak_cache_set_idle_ttl (self->cache, self->idle_ttl);
  g_signal_connect (self->cache, "removed", G_CALLBACK (removed_cb), self);
}

static void
prepare_full (gpointer data)
{
  Round *self = data;

  prepare (data);
  for (guint i = 0; i < N_KEYS; i++)
    {
      self->held[i] = make_object (self);
      gweak_cache_insert (self->cache, GUINT_TO_POINTER (i), self->held[i], i);
    }
}

/* What somebody got is whole for as long as it is held. */
static void
use (TestObject *object)
{
  int value = 0;

  if (object == NULL)
    return;

  g_object_get (object, "value", &value, NULL);
  g_assert_cmpint (value, ==, 42);
  g_object_unref (object);
}

static void
drop_held (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_KEYS; i++)
    {
      g_object_unref (self->held[i]);
      test_race_jitter ();
    }
}

static void
look_up_all (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < 4 * N_KEYS; i++)
    use (gweak_cache_lookup (self->cache, GUINT_TO_POINTER (i % N_KEYS)));
}

static gpointer
make (gconstpointer key,
      guint64      *cost,
      gpointer      user_data,
      GError      **error)
{
  test_race_jitter ();
  *cost = GPOINTER_TO_UINT (key);

  return make_object (user_data);
}

static void
get_or_insert_all (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < 2 * N_KEYS; i++)
    use (gweak_cache_get_or_insert (self->cache, GUINT_TO_POINTER (i % N_KEYS), make, self, NULL));
}

static void
replace_some (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_KEYS; i += 3)
    {
      g_autoptr (TestObject) object = make_object (self);

      gweak_cache_insert (self->cache, GUINT_TO_POINTER (i), object, 1);
      test_race_jitter ();
    }
}

static void
remove_some (gpointer data)
{
  Round *self = data;

  for (guint i = 1; i < N_KEYS; i += 3)
    {
      gweak_cache_remove (self->cache, GUINT_TO_POINTER (i));
      test_race_jitter ();
    }
  gweak_cache_remove_all (self->cache);
}

static void
trim (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_KEYS; i++)
    {
      gweak_cache_trim (self->cache, i % 2 == 0 ? G_MEMORY_MONITOR_WARNING_LEVEL_CRITICAL : G_MEMORY_MONITOR_WARNING_LEVEL_LOW);
      test_race_jitter ();
    }
}

static void
count (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_KEYS; i++)
    {
      g_assert_cmpuint (gweak_cache_get_n_idle (self->cache), <=, N_KEYS);
      g_assert_cmpuint (gweak_cache_get_n_in_use (self->cache), <=, N_KEYS);
      g_assert_cmpuint (gweak_cache_get_size (self->cache), <=, N_KEYS);
    }
}

/* Nobody holds anything any more, so the bound is exact now. */
static void
check (gpointer data)
{
  Round *self = data;

  g_assert_false (gweak_cache_contains (self->cache, GUINT_TO_POINTER (N_KEYS)));
  if (self->idle_ttl == 0)
    {
      g_assert_cmpuint (gweak_cache_get_n_idle (self->cache), <=, self->max_idle);
      g_assert_cmpuint (gweak_cache_get_n_in_use (self->cache), ==, 0);
    }
  g_assert_finalize_object (self->cache);
  g_assert_cmpint (test_counted (&self->finalized), ==, test_counted (&self->made));
}

static void
values_are_looked_up_while_they_are_let_go (void)
{
  const TestRace race = { prepare_full, { drop_held, look_up_all, trim, count }, check };
  Round          round = { .max_idle = 4 };

  test_race (&race, &round, ROUNDS);
}

static void
what_expires_is_looked_up (void)
{
  const TestRace race = { prepare_full, { drop_held, look_up_all, look_up_all, get_or_insert_all }, check };
  Round          round = { .max_idle = 4, .idle_ttl = 1 };

  test_race (&race, &round, ROUNDS / 4);
}

static void
values_are_replaced_and_removed_while_they_are_used (void)
{
  const TestRace race = { prepare_full, { drop_held, replace_some, remove_some, get_or_insert_all }, check };
  Round          round = { .max_idle = 2 };

  test_race (&race, &round, ROUNDS);
}

/* As the threads hold what they got until all have it, there is one of each. */
static void
get_all (gpointer data)
{
  Round      *self = data;
  TestObject *got[N_KEYS];

  for (guint i = 0; i < N_KEYS; i++)
    got[i] = gweak_cache_get_or_insert (self->cache, GUINT_TO_POINTER (i), make, self, NULL);
  test_count (&self->answered);
  while (test_counted (&self->answered) < 4)
    g_thread_yield ();
  for (guint i = 0; i < N_KEYS; i++)
    use (got[i]);
}

static void
check_once (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->made), ==, N_KEYS);
  g_assert_cmpuint (gweak_cache_get_loads (self->cache), ==, N_KEYS);
  g_assert_cmpuint (gweak_cache_get_hits (self->cache) + gweak_cache_get_misses (self->cache), ==, 4 * N_KEYS);
  check (self);
}

static void
who_misses_the_same_key_makes_it_once (void)
{
  const TestRace race = { prepare, { get_all, get_all, get_all, get_all }, check_once };
  Round          round = { .max_idle = 0 };

  test_race (&race, &round, ROUNDS);
}

/* Asynchronous loads, from threads with a context each. */

static void
make_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Round *self = task_data;

  test_race_jitter ();
  gweak_cache_set_load_cost (task, 1);
  g_task_return_pointer (task, make_object (self), g_object_unref);
}

static void
load (GTask        *task,
      gconstpointer key,
      GCancellable *cancellable,
      gpointer      user_data)
{
  g_task_set_task_data (task, user_data, NULL);
  g_task_run_in_thread (task, make_in_thread);
}

/* Of one caller. */
typedef struct
{
  Round   *round; /* (unowned) */
  guint    n_left;
  GThread *thread; /* (unowned) */
} Caller;

static void
got_cb (GObject      *cache,
        GAsyncResult *result,
        gpointer      user_data)
{
  Caller *caller = user_data;
  g_autoptr (GError) error = NULL;
  TestObject *value = gweak_cache_get_or_load_finish (GWEAK_CACHE (cache), result, &error);

  g_assert_true (caller->thread == g_thread_self ());
  if (value == NULL)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      test_count (&caller->round->cancelled);
    }
  else
    {
      test_count (&caller->round->answered);
    }
  use (value);
  caller->n_left--;
}

static void
get_or_load_all (Round        *self,
                 GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  Caller caller = { self, N_KEYS, g_thread_self () };

  g_main_context_push_thread_default (context);
  for (guint i = 0; i < N_KEYS; i++)
    gweak_cache_get_or_load_async (self->cache, GUINT_TO_POINTER (i), load, self, cancellable, got_cb, &caller);
  while (caller.n_left > 0)
    g_main_context_iteration (context, TRUE);
  /* Others may wait for what was begun here. */
  while (g_main_context_iteration (context, FALSE) ||
         test_counted (&self->answered) + test_counted (&self->cancelled) < self->n_callers * N_KEYS)
    g_thread_yield ();
  g_main_context_pop_thread_default (context);
}

static void
load_all (gpointer data)
{
  get_or_load_all (data, NULL);
}

static void
load_and_cancel (gpointer data)
{
  Round *self = data;

  get_or_load_all (self, self->cancellable);
}

static void
cancel (gpointer data)
{
  g_cancellable_cancel (((Round *) data)->cancellable);
}

static void
prepare_cancel (gpointer data)
{
  Round *self = data;

  prepare (self);
  self->cancellable = g_cancellable_new ();
}

/* A thread of GLib's that loaded a value can hold the task, and with that the cache,
 * a moment longer.
 */
static void
drop_cache_after_loads (Round *self)
{
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (self->cache);

  g_object_unref (self->cache);
  while (gweak_reference_is_alive (GWEAK_REFERENCE (ref)))
    g_thread_yield ();
  while (test_counted (&self->finalized) < test_counted (&self->made))
    g_thread_yield ();
  g_assert_cmpint (test_counted (&self->finalized), ==, test_counted (&self->made));
}

static void
check_loads (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->answered), ==, 3 * N_KEYS);
  g_assert_cmpuint (gweak_cache_get_loads (self->cache), ==, N_KEYS);
  drop_cache_after_loads (self);
}

static void
who_waits_for_the_same_key_has_it_loaded_once (void)
{
  const TestRace race = { prepare, { load_all, load_all, load_all }, check_loads };
  Round          round = { .n_callers = 3, .max_idle = N_KEYS };

  test_race (&race, &round, ROUNDS / 3);
}

static void
check_cancelled (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->answered) + test_counted (&self->cancelled), ==, 2 * N_KEYS);
  g_assert_cmpint (test_counted (&self->answered), >=, N_KEYS);
  drop_cache_after_loads (self);
  g_assert_finalize_object (self->cancellable);
}

static void
some_cancel_what_others_wait_for (void)
{
  const TestRace race = { prepare_cancel, { load_all, load_and_cancel, cancel }, check_cancelled };
  Round          round = { .n_callers = 2, .max_idle = N_KEYS };

  test_race (&race, &round, ROUNDS / 3);
}

/* The end of a cache. */

typedef struct
{
  Round         round;
  GMainContext *context; /* (owned) of the cache's timer */
} End;

static void
prepare_end (gpointer data)
{
  End   *self = data;
  Round *round = &self->round;

  *round = (Round){ NULL };
  self->context = g_main_context_new ();
  round->cache = g_object_new (GWEAK_TYPE_CACHE, "key-type", G_TYPE_INT, "value-type", TEST_TYPE_OBJECT,
                               "main-context", self->context, "max-idle", 0, "idle-ttl", 1, NULL);
  for (guint i = 0; i < N_KEYS; i++)
    gweak_cache_insert (round->cache, GUINT_TO_POINTER (i), round->held[i] = make_object (round), 0);
}

static void
drop_cache (gpointer data)
{
  drop_held (data);
  g_object_unref (((Round *) data)->cache);
}

static void
run_context (gpointer data)
{
  End *self = data;

  for (guint i = 0; i < 64; i++)
    g_main_context_iteration (self->context, FALSE);
}

static void
warn (gpointer data)
{
  g_autoptr (GMemoryMonitor) monitor = g_memory_monitor_dup_default ();

  for (guint i = 0; i < 4 && monitor != NULL; i++)
    g_signal_emit_by_name (monitor, "low-memory-warning", G_MEMORY_MONITOR_WARNING_LEVEL_LOW);
}

static void
check_end (gpointer data)
{
  End *self = data;

  g_main_context_unref (self->context);
  g_assert_cmpint (test_counted (&self->round.finalized), ==, N_KEYS);
}

static void
a_cache_ends_while_its_timer_and_a_warning_are_at_work (void)
{
  const TestRace race = { prepare_end, { drop_cache, run_context, warn }, check_end };
  End            end;

  /* So that warnings are heard of. */
  test_iterate (NULL);
  test_race (&race, &end, ROUNDS);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "values are looked up while they are let go", values_are_looked_up_while_they_are_let_go },
    { "what expires is looked up", what_expires_is_looked_up },
    { "values are replaced and removed while they are used", values_are_replaced_and_removed_while_they_are_used },
    { "who misses the same key makes it once", who_misses_the_same_key_makes_it_once },
    { "who waits for the same key has it loaded once", who_waits_for_the_same_key_has_it_loaded_once },
    { "some cancel what others wait for", some_cancel_what_others_wait_for },
    { "a cache ends while its timer and a warning are at work", a_cache_ends_while_its_timer_and_a_warning_are_at_work },
  };

  return test_run_cases (argc, argv, "stress/cache", cases, G_N_ELEMENTS (cases));
}
