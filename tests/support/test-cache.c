/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-cache.h"

static void
log_removed_cb (GweakCache       *cache,
                const GValue     *key,
                const GValue     *value,
                GweakRemovalCause cause,
                gpointer          user_data)
{
  const char *causes[] = { "died", "replaced", "removed", "cleared", "evicted" };
  TestObject *object = g_value_get_object (value);

  test_log ("%s:%s%s%s", causes[cause], g_value_get_string (key),
            object != NULL ? ":" : "", object != NULL ? test_object_get_name (object) : "");
}

void
test_cache_log_removed (GweakCache *cache)
{
  g_signal_connect (cache, "removed", G_CALLBACK (log_removed_cb), NULL);
}

GweakCache *
test_cache_new (void)
{
  GweakCache *cache = gweak_cache_new (G_TYPE_STRING, TEST_TYPE_OBJECT);

  test_cache_log_removed (cache);

  return cache;
}

void
test_cache_put (GweakCache *cache,
                const char *key,
                guint64     cost)
{
  g_autoptr (TestObject) object = test_object_new (key);

  gweak_cache_insert (cache, (gpointer) key, object, cost);
}

TestObject *
test_cache_hold (GweakCache *cache,
                 const char *key)
{
  TestObject *object = test_object_new (key);

  gweak_cache_insert (cache, (gpointer) key, object, 0);

  return object;
}

void
test_cache_touch (GweakCache *cache,
                  const char *key)
{
  g_autoptr (TestObject) object = gweak_cache_lookup (cache, key);

  g_assert_nonnull (object);
}

void
test_spin (gint64 microseconds)
{
  gint64 end = g_get_monotonic_time () + microseconds;

  while (g_get_monotonic_time () < end)
    g_thread_yield ();
}
