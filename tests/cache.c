/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-cache.h"

static void
a_value_is_found_and_kept (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  TestObject *object = test_object_new ("it");
  TestObject *found;

  gweak_cache_insert (cache, "key", object, 0);
  g_object_unref (object);

  found = gweak_cache_lookup (cache, "key");
  g_assert_true (found == object);
  g_assert_cmpuint (G_OBJECT (found)->ref_count, ==, 2);
  g_object_unref (found);

  g_assert_null (gweak_cache_lookup (cache, "other"));
  g_assert_true (gweak_cache_contains (cache, "key"));
  g_assert_false (gweak_cache_contains (cache, "other"));
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 1);
  assert_log ("");
}

static void
what_it_is_made_of_can_be_read (void)
{
  g_autoptr (GweakCache) cache = gweak_cache_new (G_TYPE_INT, TEST_TYPE_OBJECT);
  g_autoptr (GMainContext) context = NULL;
  GType    key_type, value_type;
  guint    max_idle, idle_ttl, n_entries, n_idle, n_in_use;
  guint64  max_idle_cost, idle_cost, hits, misses, loads, evictions;
  gboolean deferred;

  g_object_get (cache,
                "key-type", &key_type, "value-type", &value_type, "main-context", &context, "deferred", &deferred,
                "max-idle", &max_idle, "max-idle-cost", &max_idle_cost, "idle-ttl", &idle_ttl,
                "n-entries", &n_entries, "n-idle", &n_idle, "n-in-use", &n_in_use, "idle-cost", &idle_cost,
                "hits", &hits, "misses", &misses, "loads", &loads, "evictions", &evictions, NULL);

  g_assert_true (key_type == G_TYPE_INT && gweak_cache_get_key_type (cache) == G_TYPE_INT);
  g_assert_true (value_type == TEST_TYPE_OBJECT && gweak_cache_get_value_type (cache) == TEST_TYPE_OBJECT);
  g_assert_null (context);
  g_assert_false (deferred);
  g_assert_cmpuint (max_idle, ==, 64);
  g_assert_cmpuint (max_idle_cost, ==, 0);
  g_assert_cmpuint (idle_ttl, ==, 0);
  g_assert_cmpuint (n_entries + n_idle + n_in_use, ==, 0);
  g_assert_cmpuint (idle_cost + hits + misses + loads + evictions, ==, 0);
}

static void
bounds_can_be_constructed (void)
{
  g_autoptr (GweakCache) cache = g_object_new (GWEAK_TYPE_CACHE,
                                               "key-type", G_TYPE_STRING, "value-type", G_TYPE_OBJECT,
                                               "max-idle", 3, "max-idle-cost", G_GUINT64_CONSTANT (7), "idle-ttl", 3600000,
                                               "deferred", TRUE, NULL);

  g_assert_cmpuint (gweak_cache_get_max_idle (cache), ==, 3);
  g_assert_cmpuint (gweak_cache_get_max_idle_cost (cache), ==, 7);
  g_assert_cmpuint (gweak_cache_get_idle_ttl (cache), ==, 3600000);
}

static void
bounds_are_notified_when_they_change (void)
{
  g_autoptr (GweakCache) cache = gweak_cache_new (G_TYPE_STRING, TEST_TYPE_OBJECT);

  g_signal_connect (cache, "notify", G_CALLBACK (test_log_notify_cb), "it");
  gweak_cache_set_max_idle (cache, 64);
  gweak_cache_set_max_idle_cost (cache, 0);
  gweak_cache_set_idle_ttl (cache, 0);
  assert_log ("");

  gweak_cache_set_max_idle (cache, 1);
  g_object_set (cache, "max-idle-cost", G_GUINT64_CONSTANT (2), NULL);
  g_object_set (cache, "idle-ttl", 3, NULL);
  assert_log ("notify-max-idle:it notify-max-idle-cost:it notify-idle-ttl:it");
  g_assert_cmpuint (gweak_cache_get_max_idle (cache), ==, 1);
  g_assert_cmpuint (gweak_cache_get_max_idle_cost (cache), ==, 2);
  g_assert_cmpuint (gweak_cache_get_idle_ttl (cache), ==, 3);
}

static void
the_size_is_notified (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (TestObject) held = test_object_new ("held");

  g_signal_connect (cache, "notify::n-entries", G_CALLBACK (test_log_notify_cb), "it");
  test_cache_put (cache, "a", 0);
  gweak_cache_insert (cache, "b", held, 0);
  assert_log ("notify-n-entries:it notify-n-entries:it");
  gweak_cache_remove (cache, "a");
  assert_log ("notify-n-entries:it removed:a:a");
  gweak_cache_trim (cache, G_MEMORY_MONITOR_WARNING_LEVEL_CRITICAL);
  assert_log ("");
  gweak_cache_remove_all (cache);
  assert_log ("notify-n-entries:it cleared:b:held");
}

/* Eviction. */

static void
the_least_recently_used_goes_first (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();

  gweak_cache_set_max_idle (cache, 3);
  for (const char *key = "abcde"; *key != '\0'; key++)
    {
      char name[] = { *key, '\0' };

      test_cache_put (cache, name, 0);
    }
  /* What a call is about is in use meanwhile. */
  assert_log ("evicted:a");
  test_cache_touch (cache, "b");
  test_cache_touch (cache, "d");
  assert_log ("");
  test_cache_put (cache, "f", 0);
  test_cache_put (cache, "g", 0);
  test_cache_put (cache, "h", 0);
  assert_log ("evicted:c evicted:e evicted:b");
  gweak_cache_set_max_idle (cache, 0);
  assert_log ("evicted:d evicted:f evicted:g evicted:h");
  g_assert_cmpuint (gweak_cache_get_evictions (cache), ==, 8);
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 0);
}

static void
each_call_enforces_the_bounds (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  TestObject *held[4];

  gweak_cache_set_max_idle (cache, 1);
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    held[i] = test_cache_hold (cache, (char[]){ 'a' + i, '\0' });
  assert_log ("");

  g_object_unref (held[0]);
  g_object_unref (held[1]);
  g_assert_false (gweak_cache_contains (cache, "none"));
  assert_log ("evicted:a");
  g_object_unref (held[2]);
  g_assert_null (gweak_cache_lookup (cache, "none"));
  assert_log ("evicted:b");
  g_object_unref (held[3]);
  g_assert_false (gweak_cache_remove (cache, "none"));
  assert_log ("evicted:c");
  held[0] = test_cache_hold (cache, "a");
  held[1] = test_cache_hold (cache, "b");
  assert_log ("");
  g_object_unref (held[0]);
  test_cache_touch (cache, "b");
  assert_log ("evicted:d");
  g_object_unref (held[1]);
  held[0] = test_cache_hold (cache, "e");
  assert_log ("evicted:a");
  g_object_unref (held[0]);
}

static void
what_is_in_use_is_no_matter_of_bounds (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);

  gweak_cache_set_max_idle (cache, 2);
  gweak_cache_set_max_idle_cost (cache, 20);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      g_ptr_array_add (held, test_object_new (name));
      gweak_cache_insert (cache, name, held->pdata[i], 10);
    }
  assert_log ("");
  g_assert_cmpuint (gweak_cache_get_n_in_use (cache), ==, 100);
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 0);
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 0);
  g_assert_cmpuint (gweak_cache_get_evictions (cache), ==, 0);
}

/* One look after the other finds an idle value, so it does not stop. */
static void
one_call_finds_all_that_became_idle (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);

  gweak_cache_set_max_idle (cache, 2);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      g_ptr_array_add (held, test_cache_hold (cache, name));
    }
  g_ptr_array_set_size (held, 0);
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 100);
  g_assert_false (gweak_cache_contains (cache, "none"));
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 2);
  g_assert_true (gweak_cache_contains (cache, "98") && gweak_cache_contains (cache, "99"));
  g_free (test_log_take ());
}

static void
what_has_two_keys_looks_in_use_until_it_expires (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  TestObject *object = test_cache_hold (cache, "a");

  gweak_cache_insert (cache, "b", object, 0);
  g_object_unref (object);
  gweak_cache_trim (cache, G_MEMORY_MONITOR_WARNING_LEVEL_CRITICAL);
  g_assert_cmpuint (gweak_cache_get_n_in_use (cache), ==, 2);
  assert_log ("");

  gweak_cache_set_idle_ttl (cache, 1);
  test_spin (2000);
  g_assert_false (gweak_cache_contains (cache, "none"));
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 0);
  g_assert_cmpuint (gweak_cache_get_evictions (cache), ==, 2);
  g_free (test_log_take ());
}

/* Wherever it is, and wherever the last call stopped to look. */
static void
check_all_but_eight (guint  n_held,
                     guint *idle,
                     guint  n_idle)
{
  g_autoptr (GweakCache) cache = gweak_cache_new (G_TYPE_STRING, TEST_TYPE_OBJECT);
  g_autoptr (GPtrArray) held = g_ptr_array_new ();

  gweak_cache_set_max_idle (cache, 0);
  for (guint i = 0; i < n_held; i++)
    g_ptr_array_add (held, test_cache_hold (cache, (char[]){ 'a' + i, '\0' }));
  for (guint i = 0; i < n_idle; i++)
    g_object_unref (g_steal_pointer (&held->pdata[idle[i]]));

  g_assert_false (gweak_cache_contains (cache, "none"));
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 0);
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, n_held - n_idle);

  for (guint i = 0; i < held->len; i++)
    g_clear_object (&held->pdata[i]);
}

static void
with_eight_in_use_the_bounds_are_exact (void)
{
  for (guint i = 0; i < 9; i++)
    check_all_but_eight (9, &i, 1);
  for (guint i = 0; i < 10; i++)
    for (guint j = 0; j < i; j++)
      check_all_but_eight (10, (guint[]){ i, j }, 2);
  for (guint i = 0; i < 12; i++)
    for (guint j = 0; j < i; j++)
      for (guint k = 0; k < j; k++)
        for (guint l = 0; l < k; l++)
          check_all_but_eight (12, (guint[]){ i, j, k, l }, 4);
}

/* Among many that are in use, some become idle; a few calls see them all. */
static void
calls_go_round_what_is_in_use (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);

  gweak_cache_set_max_idle (cache, 0);
  for (guint i = 0; i < 160; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      g_ptr_array_add (held, test_cache_hold (cache, name));
    }
  for (guint i = 0; i < 160; i += 40)
    g_object_unref (g_steal_pointer (&held->pdata[i]));
  for (guint i = 0; i < 160; i++)
    if (held->pdata[i] == NULL)
      held->pdata[i] = g_object_new (G_TYPE_OBJECT, NULL);
  for (guint i = 0; i < 160 / 8 + 1; i++)
    g_assert_false (gweak_cache_contains (cache, "none"));
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 0);
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 156);
  g_assert_cmpuint (gweak_cache_get_evictions (cache), ==, 4);
  g_free (test_log_take ());
}

/* A hit that looked in vain, and then 64 that do not look. */
static void
hits_look_now_and_then (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (TestObject) one = NULL;
  TestObject *other;

  gweak_cache_set_max_idle (cache, 0);
  one = test_cache_hold (cache, "one");
  other = test_cache_hold (cache, "other");
  test_cache_touch (cache, "one");
  g_object_unref (other);
  for (guint i = 0; i < 64; i++)
    test_cache_touch (cache, "one");
  assert_log ("");
  test_cache_touch (cache, "one");
  assert_log ("evicted:other");
}

static void
an_evicted_value_is_found_again_and_kept_again (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  TestObject *object = test_cache_hold (cache, "a");
  TestObject *found;

  /* Not for being idle, but all the same. */
  gweak_cache_set_idle_ttl (cache, 1);
  test_spin (2000);
  g_assert_false (gweak_cache_contains (cache, "none"));
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_cmpuint (gweak_cache_get_evictions (cache), ==, 1);
  g_assert_cmpuint (gweak_cache_get_n_in_use (cache), ==, 1);
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 0);
  gweak_cache_set_idle_ttl (cache, 0);

  found = gweak_cache_lookup (cache, "a");
  g_assert_true (found == object);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 3);
  g_object_unref (found);
  g_object_unref (object);
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 1);
  assert_log ("");
  gweak_cache_set_max_idle (cache, 0);
  assert_log ("evicted:a");
}

static void
what_was_evicted_and_lived_on_dies_by_itself (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  TestObject *object = test_cache_hold (cache, "a");

  gweak_cache_set_idle_ttl (cache, 1);
  test_spin (2000);
  g_assert_false (gweak_cache_contains (cache, "none"));
  g_assert_true (gweak_cache_contains (cache, "a"));
  assert_log ("");
  g_assert_finalize_object (object);
  assert_log ("died:a");
  g_assert_false (gweak_cache_contains (cache, "a"));
}

/* Somebody who has it weakly takes it out of the idle ones. */
static void
what_others_got_hold_of_is_not_idle (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GweakWeakRef) ref = NULL;
  TestObject *object = test_cache_hold (cache, "a");

  gweak_cache_set_max_idle (cache, 1);
  ref = gweak_weak_ref_new (object);
  g_object_unref (object);
  test_cache_put (cache, "b", 0);
  test_cache_put (cache, "c", 0);
  assert_log ("evicted:a");

  g_assert_null (gweak_weak_ref_get (ref));
  g_clear_object (&ref);
  object = test_cache_hold (cache, "d");
  assert_log ("evicted:b");
  ref = gweak_weak_ref_new (object);
  g_object_unref (object);
  g_assert_false (gweak_cache_contains (cache, "none"));
  assert_log ("evicted:c");
  object = gweak_weak_ref_get (ref);
  g_assert_nonnull (object);
  test_cache_put (cache, "e", 0);
  g_assert_false (gweak_cache_contains (cache, "none"));
  assert_log ("");
  g_object_unref (object);
  g_assert_false (gweak_cache_contains (cache, "none"));
  assert_log ("evicted:d");
}

static void
toggled_cb (gpointer data,
            GObject *object,
            gboolean is_last)
{
  test_log (is_last ? "down" : "up");
}

static void
a_foreign_toggle_reference_counts_as_idle (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  TestObject *object = test_cache_hold (cache, "a");

  g_object_add_toggle_ref (G_OBJECT (object), toggled_cb, NULL);
  g_object_unref (object);
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 1);
  assert_log ("");

  gweak_cache_set_max_idle (cache, 0);
  assert_log ("down");
  g_assert_true (gweak_cache_contains (cache, "a"));
  g_object_unref (gweak_cache_lookup (cache, "a"));
  assert_log ("up down up");
  g_object_remove_toggle_ref (G_OBJECT (object), toggled_cb, NULL);
  g_assert_false (gweak_cache_contains (cache, "none"));
  assert_log ("evicted:a");
}

static void
our_own_toggle_reference_counts_as_idle (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  TestObject *object = test_cache_hold (cache, "a");
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);

  test_log_connect (ref, "ref", FALSE);
  g_object_unref (object);
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 1);
  gweak_cache_set_max_idle (cache, 0);
  assert_log ("dying:ref died:ref evicted:a finalized:ref");
}

static void
nothing_is_kept_with_no_room (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (TestObject) held = NULL;

  gweak_cache_set_max_idle (cache, 0);
  held = test_cache_hold (cache, "a");
  test_cache_put (cache, "b", 0);
  g_assert_false (gweak_cache_contains (cache, "b"));
  g_assert_true (gweak_cache_contains (cache, "a"));
  assert_log ("evicted:b");
}

static void
idle_values_may_cost_so_much (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();

  gweak_cache_set_max_idle_cost (cache, 10);
  test_cache_put (cache, "a", 4);
  test_cache_put (cache, "b", 6);
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 10);
  test_cache_put (cache, "c", 1);
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 11);
  g_assert_false (gweak_cache_contains (cache, "none"));
  assert_log ("evicted:a");
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 7);

  test_cache_put (cache, "too much", 11);
  test_cache_put (cache, "free", 0);
  assert_log ("evicted:b evicted:c evicted:too much");
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 0);
  gweak_cache_set_max_idle_cost (cache, 0);
  test_cache_put (cache, "too much", 11);
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 11);
  gweak_cache_set_max_idle_cost (cache, 10);
  assert_log ("evicted:free evicted:too much");
}

static void
costs_do_not_overflow (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();

  gweak_cache_set_max_idle_cost (cache, G_MAXUINT64);
  test_cache_put (cache, "a", G_MAXUINT64);
  g_assert_false (gweak_cache_contains (cache, "none"));
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, G_MAXUINT64);
  test_cache_put (cache, "b", G_MAXUINT64);
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, G_MAXUINT64);
  test_cache_put (cache, "c", 1);
  assert_log ("evicted:a");
  g_assert_false (gweak_cache_contains (cache, "none"));
  assert_log ("evicted:b");
  test_cache_put (cache, "d", G_MAXUINT64 - 1);
  g_assert_false (gweak_cache_contains (cache, "none"));
  assert_log ("");
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, G_MAXUINT64);
}

static void
inserting_again_sets_the_cost (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();

  test_cache_put (cache, "a", 4);
  test_cache_put (cache, "a", 7);
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 7);
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 1);
  assert_log ("replaced:a:a");
}

static void
what_is_kept_again_costs_what_it_cost (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  TestObject *object = test_object_new ("a");

  gweak_cache_insert (cache, "a", object, 7);
  gweak_cache_set_idle_ttl (cache, 1);
  test_spin (2000);
  g_assert_false (gweak_cache_contains (cache, "none"));
  g_assert_cmpuint (gweak_cache_get_evictions (cache), ==, 1);
  gweak_cache_set_idle_ttl (cache, 0);
  test_cache_touch (cache, "a");
  g_object_unref (object);
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 1);
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 7);
  gweak_cache_set_max_idle_cost (cache, 6);
  assert_log ("evicted:a");
}

static void
trimming_lets_idle_values_go (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (TestObject) held = test_cache_hold (cache, "held");

  for (guint i = 0; i < 33; i++)
    test_cache_put (cache, (char[]){ ' ' + i, '\0' }, 1);
  gweak_cache_trim (cache, G_MEMORY_MONITOR_WARNING_LEVEL_LOW);
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 16);
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 16);
  g_assert_true (gweak_cache_contains (cache, (char[]){ ' ' + 17, '\0' }));
  g_assert_false (gweak_cache_contains (cache, (char[]){ ' ' + 16, '\0' }));
  gweak_cache_trim (cache, G_MEMORY_MONITOR_WARNING_LEVEL_MEDIUM);
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 2);
  g_assert_true (gweak_cache_contains (cache, (char[]){ ' ' + 31, '\0' }));
  gweak_cache_trim (cache, G_MEMORY_MONITOR_WARNING_LEVEL_CRITICAL);
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 0);
  g_assert_cmpuint (gweak_cache_get_n_in_use (cache), ==, 1);
  g_assert_true (gweak_cache_contains (cache, "held"));
  g_assert_cmpuint (gweak_cache_get_evictions (cache), ==, 33);
  g_free (test_log_take ());
}

static void
put_watched (GweakCache    *cache,
             const char    *key,
             GweakWeakRef **ref)
{
  g_autoptr (TestObject) object = test_cache_hold (cache, key);

  *ref = gweak_weak_ref_new (object);
}

/* Others got hold of some since they were seen idle. */
static void
trimming_counts_what_is_idle_now (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GweakWeakRef) one = NULL;
  g_autoptr (GweakWeakRef) two = NULL;
  g_autoptr (TestObject) held = NULL;
  g_autoptr (TestObject) also_held = NULL;

  gweak_cache_set_max_idle (cache, 4);
  test_cache_put (cache, "a", 0);
  put_watched (cache, "b", &one);
  put_watched (cache, "c", &two);
  test_cache_put (cache, "d", 0);
  test_cache_put (cache, "e", 0);
  g_assert_false (gweak_cache_contains (cache, "none"));
  assert_log ("evicted:a");

  held = gweak_weak_ref_get (one);
  also_held = gweak_weak_ref_get (two);
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 2);
  gweak_cache_trim (cache, G_MEMORY_MONITOR_WARNING_LEVEL_LOW);
  assert_log ("evicted:d");
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 1);
  g_assert_cmpuint (gweak_cache_get_n_in_use (cache), ==, 2);
}

/* Time. */

static void
what_is_not_used_expires (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();

  gweak_cache_set_idle_ttl (cache, 1);
  test_cache_put (cache, "a", 0);
  test_spin (2000);
  g_assert_null (gweak_cache_lookup (cache, "a"));
  assert_log ("evicted:a");
  g_assert_cmpuint (gweak_cache_get_misses (cache), ==, 1);
  g_assert_cmpuint (gweak_cache_get_hits (cache), ==, 0);
}

/* Whether the cache had seen yet that it was idle or not. */
static void
what_was_used_first_expires_first (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  TestObject *object;

  gweak_cache_set_idle_ttl (cache, 3600000);
  gweak_cache_set_max_idle (cache, 2);
  object = test_cache_hold (cache, "a");
  test_cache_put (cache, "b", 0);
  test_cache_put (cache, "c", 0);
  g_assert_false (gweak_cache_contains (cache, "none"));
  gweak_cache_set_max_idle (cache, 64);
  g_object_unref (object);
  test_spin (2000);
  assert_log ("");
  gweak_cache_set_idle_ttl (cache, 1);
  assert_log ("evicted:a evicted:b evicted:c");
}

static void
what_is_in_use_expires_too_and_is_found (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  TestObject *object = test_cache_hold (cache, "a");
  g_autoptr (TestObject) found = NULL;

  gweak_cache_set_idle_ttl (cache, 1);
  test_spin (2000);
  found = gweak_cache_lookup (cache, "a");
  g_assert_true (found == object);
  g_assert_cmpuint (gweak_cache_get_evictions (cache), ==, 1);
  g_assert_cmpuint (gweak_cache_get_hits (cache), ==, 1);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 3);
  g_object_unref (object);
  assert_log ("");
}

static void
a_hit_lets_others_expire (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();

  test_cache_put (cache, "a", 0);
  gweak_cache_set_idle_ttl (cache, 3600000);
  test_cache_put (cache, "b", 0);
  test_spin (2000);
  test_cache_touch (cache, "b");
  assert_log ("");
  gweak_cache_set_idle_ttl (cache, 1);
  assert_log ("evicted:a");
  g_assert_true (gweak_cache_get_size (cache) <= 1);
  g_free (test_log_take ());
}

static void
a_long_time_is_not_over_soon (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();

  test_cache_put (cache, "a", 0);
  gweak_cache_set_idle_ttl (cache, G_MAXUINT);
  test_cache_put (cache, "b", 0);
  test_spin (2000);
  test_cache_touch (cache, "a");
  test_cache_touch (cache, "b");
  g_assert_false (gweak_cache_contains (cache, "none"));
  assert_log ("");
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 2);
}

/* How long @context would sleep, in milliseconds; -1: until somebody wakes it. */
static gint
get_sleep (GMainContext *context)
{
  GPollFD fds[8];
  gint    priority, timeout = 0;

  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  g_main_context_query (context, priority, &timeout, fds, G_N_ELEMENTS (fds));
  g_main_context_release (context);

  return timeout;
}

static void
there_is_a_timer_only_while_there_is_something_to_do (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GweakCache) cache = g_object_new (GWEAK_TYPE_CACHE, "key-type", G_TYPE_STRING, "value-type", TEST_TYPE_OBJECT,
                                               "main-context", context, NULL);
  TestObject *one = test_cache_hold (cache, "a"), *two;

  test_iterate (context);
  g_assert_cmpint (get_sleep (context), ==, -1);
  gweak_cache_set_max_idle (cache, 1);
  g_assert_cmpint (get_sleep (context), ==, -1);
  two = test_cache_hold (cache, "b");
  test_iterate (context);
  g_assert_cmpint (get_sleep (context), >=, 0);
  g_assert_cmpint (get_sleep (context), <=, 1000);

  g_object_unref (one);
  g_object_unref (two);
  while (gweak_cache_get_size (cache) == 2)
    g_main_context_iteration (context, TRUE);
  test_iterate (context);
  g_assert_cmpint (get_sleep (context), ==, -1);
  g_assert_true (gweak_cache_contains (cache, "b"));

  gweak_cache_set_idle_ttl (cache, 3600000);
  g_assert_cmpint (get_sleep (context), >, 1000);
  g_assert_cmpint (get_sleep (context), <=, 3600001);
  gweak_cache_set_idle_ttl (cache, 50);
  while (gweak_cache_get_size (cache) == 1)
    g_main_context_iteration (context, TRUE);
  test_iterate (context);
  g_assert_cmpint (get_sleep (context), ==, -1);
}

static void
the_timer_goes_on_while_something_can_expire (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();

  gweak_cache_set_idle_ttl (cache, 300);
  test_cache_put (cache, "a", 0);
  test_spin (150000);
  test_cache_put (cache, "b", 0);
  while (gweak_cache_get_size (cache) > 0)
    g_main_context_iteration (NULL, TRUE);
  assert_log ("evicted:a evicted:b");
}

static void
the_timer_is_in_the_constructors_context (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GweakCache) cache = NULL;

  g_main_context_push_thread_default (context);
  cache = test_cache_new ();
  g_main_context_pop_thread_default (context);

  gweak_cache_set_idle_ttl (cache, 1);
  test_cache_put (cache, "a", 0);
  while (gweak_cache_get_size (cache) == 1)
    g_main_context_iteration (context, TRUE);
  assert_log ("evicted:a");
}

static void
the_timer_does_not_keep_the_cache (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GweakCache *cache = g_object_new (GWEAK_TYPE_CACHE, "key-type", G_TYPE_STRING, "value-type", TEST_TYPE_OBJECT,
                                    "main-context", context, "max-idle", 0, "idle-ttl", 10000, NULL);
  TestObject *object = test_cache_hold (cache, "a");

  g_assert_cmpint (get_sleep (context), >=, 0);
  g_assert_finalize_object (cache);
  g_assert_cmpint (get_sleep (context), ==, -1);
  g_assert_finalize_object (object);
}

/* The cache and its value own each other, until the time of the value is over. */
static void
a_value_that_owns_its_cache_expires_with_it (void)
{
  GweakCache *cache = test_cache_new ();
  TestObject *object = test_cache_hold (cache, "a");
  g_autoptr (GweakWeakRef) of_cache = gweak_weak_ref_new (cache);
  g_autoptr (GweakWeakRef) of_object = gweak_weak_ref_new (object);

  gweak_cache_set_idle_ttl (cache, 1);
  test_object_hold (object, cache);
  g_object_unref (object);
  g_object_unref (cache);
  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (of_cache)));
  while (gweak_reference_is_alive (GWEAK_REFERENCE (of_cache)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (of_object)));
  g_free (test_log_take ());
}

/* Counters. */

static GObject *
make_named (gconstpointer key,
            guint64      *cost,
            gpointer      user_data,
            GError      **error)
{
  test_log ("make:%s", (const char *) key);
  *cost = 3;

  return G_OBJECT (test_object_new (key));
}

static void
it_counts (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (TestObject) held = NULL;

  g_assert_null (gweak_cache_lookup (cache, "a"));
  held = gweak_cache_get_or_insert (cache, "a", (GweakCacheFactory) make_named, NULL, NULL);
  g_object_unref (gweak_cache_get_or_insert (cache, "a", (GweakCacheFactory) make_named, NULL, NULL));
  test_cache_touch (cache, "a");
  g_assert_true (gweak_cache_contains (cache, "a"));
  g_assert_cmpuint (gweak_cache_get_hits (cache), ==, 2);
  g_assert_cmpuint (gweak_cache_get_misses (cache), ==, 2);
  g_assert_cmpuint (gweak_cache_get_loads (cache), ==, 1);
  g_assert_cmpuint (gweak_cache_get_evictions (cache), ==, 0);
  g_assert_cmpuint (gweak_cache_get_n_in_use (cache), ==, 1);
  g_clear_object (&held);
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 1);
  g_assert_cmpuint (gweak_cache_get_idle_cost (cache), ==, 3);
  gweak_cache_trim (cache, G_MEMORY_MONITOR_WARNING_LEVEL_CRITICAL);
  g_assert_cmpuint (gweak_cache_get_evictions (cache), ==, 1);
  assert_log ("make:a evicted:a");
}

/* Removal. */

static void
what_is_removed_is_told_whole_and_goes (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GweakWeakRef) ref = NULL;
  TestObject *object = test_cache_hold (cache, "a");

  ref = test_logged_ref (object, "ref");
  g_object_unref (object);
  g_assert_true (gweak_cache_remove (cache, "a"));
  assert_log ("removed:a:a died:ref finalized:ref");
  g_assert_false (gweak_cache_remove (cache, "a"));

  test_cache_put (cache, "a", 0);
  test_cache_put (cache, "b", 0);
  test_cache_put (cache, "a", 0);
  assert_log ("replaced:a:a");
  gweak_cache_remove_all (cache);
  assert_log ("cleared:a:a cleared:b:b");
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 0);
  gweak_cache_remove_all (cache);
  assert_log ("");
}

static void
what_is_removed_and_in_use_lives_on (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  TestObject *object = test_cache_hold (cache, "a");

  g_assert_true (gweak_cache_remove (cache, "a"));
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  assert_log ("removed:a:a");
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
a_value_that_is_disposed_of_leaves (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  TestObject *object = test_cache_hold (cache, "a");

  g_object_run_dispose (G_OBJECT (object));
  assert_log ("died:a");
  g_assert_cmpuint (gweak_cache_get_size (cache) + gweak_cache_get_n_idle (cache), ==, 0);
  g_assert_null (gweak_cache_lookup (cache, "a"));
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  gweak_cache_insert (cache, "a", object, 0);
  assert_log ("");
  g_assert_finalize_object (cache);
  cache = NULL;
  g_assert_finalize_object (object);
}

static void
in_a_context_all_is_told_there (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GweakCache) cache = g_object_new (GWEAK_TYPE_CACHE, "key-type", G_TYPE_STRING, "value-type", TEST_TYPE_OBJECT,
                                               "main-context", context, "max-idle", 1, NULL);
  g_autoptr (GweakWeakRef) ref = NULL;
  TestObject *object;

  test_cache_log_removed (cache);
  g_signal_connect (cache, "notify::n-entries", G_CALLBACK (test_log_notify_cb), "it");
  object = test_cache_hold (cache, "a");
  ref = test_logged_ref (object, "ref");
  g_object_unref (object);
  gweak_cache_remove (cache, "a");
  test_cache_put (cache, "b", 0);
  test_cache_put (cache, "c", 0);
  g_assert_false (gweak_cache_contains (cache, "none"));
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 1);
  assert_log ("");

  /* What was removed is whole for those who are told. */
  test_iterate (context);
  assert_log ("notify-n-entries:it removed:a:a died:ref finalized:ref evicted:b");
}

static void
without_its_context_nothing_is_told_and_nothing_leaks (void)
{
  GMainContext *context = g_main_context_new ();
  GweakCache   *cache = g_object_new (GWEAK_TYPE_CACHE, "key-type", G_TYPE_STRING, "value-type", TEST_TYPE_OBJECT,
                                      "main-context", context, NULL);
  g_autoptr (GweakWeakRef) ref = NULL;
  TestObject *object = test_cache_hold (cache, "a");

  test_cache_log_removed (cache);
  ref = gweak_weak_ref_new (object);
  g_object_unref (object);
  gweak_cache_remove (cache, "a");
  g_assert_finalize_object (cache);
  g_main_context_unref (context);
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));
  assert_log ("");
}

static void
dropping_the_cache_drops_its_values (void)
{
  GweakCache *cache = test_cache_new ();
  TestObject *held = test_cache_hold (cache, "a");
  TestObject *object = test_cache_hold (cache, "b");
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);

  g_object_unref (object);
  g_assert_finalize_object (cache);
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));
  g_assert_finalize_object (held);
  assert_log ("");
}

static void
a_disposed_cache_can_be_used (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();

  test_cache_put (cache, "a", 0);
  g_object_run_dispose (G_OBJECT (cache));
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 0);
  test_cache_put (cache, "a", 0);
  test_cache_touch (cache, "a");
}

/* Reentrancy. */

static void
use_the_cache_cb (TestObject *object,
                  gpointer    user_data)
{
  GweakCache *cache = user_data;

  g_assert_null (gweak_cache_lookup (cache, test_object_get_name (object)));
  test_log ("size:%u", gweak_cache_get_size (cache));
  if (gweak_cache_get_evictions (cache) < 3)
    test_cache_put (cache, "more", 0);
}

static void
a_dying_value_can_use_the_cache (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  TestObject *object = test_cache_hold (cache, "a");

  gweak_cache_set_max_idle (cache, 1);
  test_object_before_dispose (object, use_the_cache_cb, cache);
  g_object_unref (object);
  test_cache_put (cache, "b", 0);
  test_cache_put (cache, "c", 0);
  assert_log ("size:3 evicted:a");
  g_assert_false (gweak_cache_contains (cache, "none"));
  assert_log ("evicted:b evicted:c");
  g_assert_true (gweak_cache_contains (cache, "more"));
}

static void
put_again_cb (GweakCache       *cache,
              const GValue     *key,
              const GValue     *value,
              GweakRemovalCause cause,
              gpointer          user_data)
{
  guint *n_left = user_data;

  g_assert_false (gweak_cache_contains (cache, g_value_get_string (key)));
  if (*n_left > 0 && --*n_left > 0)
    test_cache_put (cache, g_value_get_string (key), 0);
}

static void
a_handler_can_use_the_cache (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  guint n_left = 5;

  g_signal_connect (cache, "removed", G_CALLBACK (put_again_cb), &n_left);
  gweak_cache_set_max_idle (cache, 1);
  test_cache_put (cache, "a", 0);
  test_cache_put (cache, "b", 0);
  test_cache_put (cache, "c", 0);
  g_assert_false (gweak_cache_contains (cache, "none"));
  g_signal_handlers_disconnect_by_func (cache, put_again_cb, &n_left);
  g_assert_false (gweak_cache_contains (cache, "none"));
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 1);
  g_assert_cmpuint (n_left, <, 5);
  g_free (test_log_take ());
}

/* What a value does in its dispose is the last that it does in the cache. */
static void
drop_cache_cb (TestObject *object,
               gpointer    user_data)
{
  g_clear_object ((GweakCache **) user_data);
}

static void
a_value_can_drop_the_last_reference_to_the_cache (void)
{
  GweakCache *cache = test_cache_new ();
  TestObject *object = test_cache_hold (cache, "a");
  GweakCache *owned = cache;
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (cache);

  gweak_cache_set_idle_ttl (cache, 1);
  test_object_before_dispose (object, drop_cache_cb, &owned);
  g_object_unref (object);
  while (gweak_reference_is_alive (GWEAK_REFERENCE (ref)))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (owned);
  g_free (test_log_take ());
}

static void
caches_in_caches_need_no_stack (void)
{
  GweakCache *cache = gweak_cache_new (G_TYPE_INT, GWEAK_TYPE_CACHE);

  for (guint i = 0; i < 20000; i++)
    {
      GweakCache *outer = gweak_cache_new (G_TYPE_INT, GWEAK_TYPE_CACHE);

      gweak_cache_insert (outer, NULL, cache, 0);
      g_object_unref (cache);
      cache = outer;
    }
  g_assert_finalize_object (cache);
}

/* Keys and bad input. */

static void
keys_of_other_types_do (void)
{
  g_autoptr (GweakCache) of_ints = gweak_cache_new (G_TYPE_INT, G_TYPE_OBJECT);
  g_autoptr (GweakCache) of_objects = gweak_cache_new (G_TYPE_OBJECT, G_TYPE_OBJECT);
  TestObject *key = test_object_new ("key"), *value = test_object_new ("value");

  gweak_cache_insert (of_ints, GINT_TO_POINTER (0), value, 0);
  gweak_cache_insert (of_ints, GINT_TO_POINTER (-1), key, 0);
  g_assert_true (gweak_cache_contains (of_ints, GINT_TO_POINTER (0)));
  g_assert_true (gweak_cache_contains (of_ints, GINT_TO_POINTER (-1)));
  g_assert_false (gweak_cache_contains (of_ints, GINT_TO_POINTER (1)));

  gweak_cache_insert (of_objects, key, value, 0);
  g_assert_cmpuint (G_OBJECT (key)->ref_count, ==, 3);
  g_assert_true (gweak_cache_contains (of_objects, key));
  g_assert_false (gweak_cache_contains (of_objects, value));
  gweak_cache_remove_all (of_ints);
  gweak_cache_remove_all (of_objects);
  g_assert_finalize_object (key);
  g_assert_finalize_object (value);
}

static void
a_floating_value_stays_floating (void)
{
  g_autoptr (GweakCache) cache = gweak_cache_new (G_TYPE_STRING, G_TYPE_INITIALLY_UNOWNED);
  gpointer object = g_object_new (G_TYPE_INITIALLY_UNOWNED, NULL);

  gweak_cache_insert (cache, "a", object, 0);
  g_assert_true (g_object_is_floating (object));
  g_assert_cmpuint (gweak_cache_get_n_in_use (cache), ==, 1);
  g_object_unref (g_object_ref_sink (object));
  g_assert_cmpuint (gweak_cache_get_n_idle (cache), ==, 1);
}

static void
expect (const char *what)
{
  g_autofree char *pattern = g_strdup_printf ("*%s*", what);

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, pattern);
}

static void
it_cannot_be_made_of_everything (void)
{
  GweakCache *cache;

  expect ("gweak_slot_kind_is_key");
  g_assert_null (gweak_cache_new (G_TYPE_NONE, G_TYPE_OBJECT));
  expect ("gweak_slot_kind_is_key");
  g_assert_null (gweak_cache_new (G_TYPE_BYTES, G_TYPE_OBJECT));
  expect ("is_object_type");
  g_assert_null (gweak_cache_new (G_TYPE_STRING, G_TYPE_STRING));
  expect ("is_object_type");
  cache = g_object_new (GWEAK_TYPE_CACHE, "key-type", G_TYPE_STRING, NULL);
  g_test_assert_expected_messages ();

  expect ("gweak_cache_is_usable");
  gweak_cache_insert (cache, "a", cache, 0);
  expect ("gweak_cache_is_usable");
  g_assert_null (gweak_cache_lookup (cache, "a"));
  expect ("gweak_cache_is_usable");
  g_assert_null (gweak_cache_get_or_insert (cache, "a", (GweakCacheFactory) make_named, NULL, NULL));
  expect ("gweak_cache_is_usable");
  g_assert_false (gweak_cache_contains (cache, "a"));
  expect ("gweak_cache_is_usable");
  g_assert_false (gweak_cache_remove (cache, "a"));
  expect ("gweak_cache_is_usable");
  gweak_cache_remove_all (cache);
  expect ("gweak_cache_is_usable");
  gweak_cache_trim (cache, G_MEMORY_MONITOR_WARNING_LEVEL_LOW);
  expect ("gweak_cache_is_usable");
  gweak_cache_set_max_idle (cache, 1);
  expect ("gweak_cache_is_usable");
  gweak_cache_set_max_idle_cost (cache, 1);
  expect ("gweak_cache_is_usable");
  gweak_cache_set_idle_ttl (cache, 1);
  g_assert_cmpuint (gweak_cache_get_max_idle (cache) + gweak_cache_get_size (cache) + gweak_cache_get_n_idle (cache), ==, 0);
  g_assert_cmpuint (gweak_cache_get_hits (cache), ==, 0);
  g_test_assert_expected_messages ();
  g_assert_finalize_object (cache);
}

static void
insert_in_finalize_cb (TestObject *object,
                       gpointer    cache)
{
  expect ("gweak_object_is_counted");
  gweak_cache_insert (cache, "a", object, 0);
  g_test_assert_expected_messages ();
}

static void
nothing_derives_from_it (void)
{
  g_assert_true (G_TYPE_IS_FINAL (GWEAK_TYPE_CACHE));
}

static void
bad_input_is_refused (void)
{
  g_autoptr (GweakCache) cache = test_cache_new ();
  g_autoptr (GObject) plain = g_object_new (G_TYPE_OBJECT, NULL);
  TestObject *object = test_object_new ("it");

  expect ("GWEAK_IS_CACHE*");
  gweak_cache_insert (NULL, "a", object, 0);
  expect ("is_key");
  gweak_cache_insert (cache, NULL, object, 0);
  expect ("G_TYPE_CHECK_INSTANCE_TYPE*");
  gweak_cache_insert (cache, "a", plain, 0);
  expect ("G_TYPE_CHECK_INSTANCE_TYPE*");
  gweak_cache_insert (cache, "a", NULL, 0);
  expect ("is_key");
  g_assert_null (gweak_cache_lookup (cache, NULL));
  expect ("is_key");
  g_assert_false (gweak_cache_contains (cache, NULL));
  expect ("is_key");
  g_assert_false (gweak_cache_remove (cache, NULL));
  expect ("is_key");
  g_assert_null (gweak_cache_get_or_insert (cache, NULL, (GweakCacheFactory) make_named, NULL, NULL));
  expect ("factory != NULL");
  g_assert_null (gweak_cache_get_or_insert (cache, "a", NULL, NULL, NULL));
  g_test_assert_expected_messages ();
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 0);

  test_object_in_finalize (object, insert_in_finalize_cb, cache);
  g_assert_finalize_object (object);
  g_assert_cmpuint (gweak_cache_get_size (cache), ==, 0);
  assert_log ("");
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "a value is found and kept", a_value_is_found_and_kept },
    { "what it is made of can be read", what_it_is_made_of_can_be_read },
    { "bounds can be constructed", bounds_can_be_constructed },
    { "bounds are notified when they change", bounds_are_notified_when_they_change },
    { "the size is notified", the_size_is_notified },
    { "eviction/the least recently used goes first", the_least_recently_used_goes_first },
    { "eviction/each call enforces the bounds", each_call_enforces_the_bounds },
    { "eviction/what is in use is no matter of bounds", what_is_in_use_is_no_matter_of_bounds },
    { "eviction/one call finds all that became idle", one_call_finds_all_that_became_idle },
    { "eviction/what has two keys looks in use until it expires", what_has_two_keys_looks_in_use_until_it_expires },
    { "eviction/with eight in use the bounds are exact", with_eight_in_use_the_bounds_are_exact },
    { "eviction/calls go round what is in use", calls_go_round_what_is_in_use },
    { "eviction/hits look now and then", hits_look_now_and_then },
    { "eviction/an evicted value is found again and kept again", an_evicted_value_is_found_again_and_kept_again },
    { "eviction/what was evicted and lived on dies by itself", what_was_evicted_and_lived_on_dies_by_itself },
    { "eviction/what others got hold of is not idle", what_others_got_hold_of_is_not_idle },
    { "eviction/a foreign toggle reference counts as idle", a_foreign_toggle_reference_counts_as_idle },
    { "eviction/our own toggle reference counts as idle", our_own_toggle_reference_counts_as_idle },
    { "eviction/nothing is kept with no room", nothing_is_kept_with_no_room },
    { "cost/idle values may cost so much", idle_values_may_cost_so_much },
    { "cost/costs do not overflow", costs_do_not_overflow },
    { "cost/inserting again sets the cost", inserting_again_sets_the_cost },
    { "cost/what is kept again costs what it cost", what_is_kept_again_costs_what_it_cost },
    { "trimming lets idle values go", trimming_lets_idle_values_go },
    { "trimming counts what is idle now", trimming_counts_what_is_idle_now },
    { "time/what is not used expires", what_is_not_used_expires },
    { "time/what was used first expires first", what_was_used_first_expires_first },
    { "time/what is in use expires too, and is found", what_is_in_use_expires_too_and_is_found },
    { "time/a hit lets others expire", a_hit_lets_others_expire },
    { "time/a long time is not over soon", a_long_time_is_not_over_soon },
    { "timer/there is one only while there is something to do", there_is_a_timer_only_while_there_is_something_to_do },
    { "timer/it goes on while something can expire", the_timer_goes_on_while_something_can_expire },
    { "timer/it is in the constructor's context", the_timer_is_in_the_constructors_context },
    { "timer/it does not keep the cache", the_timer_does_not_keep_the_cache },
    { "timer/a value that owns its cache expires with it", a_value_that_owns_its_cache_expires_with_it },
    { "it counts", it_counts },
    { "removal/what is removed is told whole, and goes", what_is_removed_is_told_whole_and_goes },
    { "removal/what is removed and in use lives on", what_is_removed_and_in_use_lives_on },
    { "removal/a value that is disposed of leaves", a_value_that_is_disposed_of_leaves },
    { "removal/in a context all is told there", in_a_context_all_is_told_there },
    { "removal/without its context nothing is told, and nothing leaks", without_its_context_nothing_is_told_and_nothing_leaks },
    { "removal/dropping the cache drops its values", dropping_the_cache_drops_its_values },
    { "removal/a disposed cache can be used", a_disposed_cache_can_be_used },
    { "inside/a dying value can use the cache", a_dying_value_can_use_the_cache },
    { "inside/a handler can use the cache", a_handler_can_use_the_cache },
    { "inside/a value can drop the last reference to the cache", a_value_can_drop_the_last_reference_to_the_cache },
    { "inside/caches in caches need no stack", caches_in_caches_need_no_stack },
    { "input/keys of other types do", keys_of_other_types_do },
    { "input/a floating value stays floating", a_floating_value_stays_floating },
    { "input/it cannot be made of everything", it_cannot_be_made_of_everything },
    { "input/nothing derives from it", nothing_derives_from_it },
    { "input/bad input is refused", bad_input_is_refused },
  };

  return test_run_cases (argc, argv, "cache", cases, G_N_ELEMENTS (cases));
}
