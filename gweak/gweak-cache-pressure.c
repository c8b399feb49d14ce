/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-cache-private.h"

/* Memory warnings, for all caches together.
 *
 * GLib's memory monitor is one for the process, and tells in the main context
 * that was the thread-default one where it was first asked for. So it is asked
 * for in the global default main context, which outlives all others: there a
 * warning trims every cache, whatever threads use them. A program that does not
 * run that context gets no warnings.
 */
static struct
{
  GweakLock       lock;
  GList          *caches;  /* (unowned) `warned` of their states; guarded by `lock` */
  gboolean        sought;  /* the monitor; guarded by `lock` */
  GMemoryMonitor *monitor; /* (owned) (nullable) only for the thread of the default context */
} warnings;

static GPtrArray *
ref_caches (void)
{
  GPtrArray *caches = g_ptr_array_new_with_free_func ((GDestroyNotify) gweak_entries_unref);

  gweak_lock (&warnings.lock);
  for (GList *node = warnings.caches; node != NULL; node = node->next)
    g_ptr_array_add (caches, gweak_entries_ref (node->data));
  gweak_unlock (&warnings.lock);

  return caches;
}

static void
low_memory_cb (GMemoryMonitor            *monitor,
               GMemoryMonitorWarningLevel level,
               gpointer                   user_data)
{
  GPtrArray *caches = ref_caches ();

  for (guint i = 0; i < caches->len; i++)
    gweak_cache_relieve (caches->pdata[i], level);
  g_ptr_array_unref (caches);
}

static gboolean
find_monitor_cb (gpointer user_data)
{
  g_main_context_push_thread_default (g_main_context_default ());
  warnings.monitor = g_memory_monitor_dup_default ();
  g_main_context_pop_thread_default (g_main_context_default ());

  if (warnings.monitor != NULL)
    g_signal_connect (warnings.monitor, "low-memory-warning", G_CALLBACK (low_memory_cb), NULL);

  return G_SOURCE_REMOVE;
}

static void
find_monitor (void)
{
  GSource *source = g_idle_source_new ();

  g_source_set_static_name (source, "gweak: find the memory monitor");
  g_source_set_callback (source, find_monitor_cb, NULL, NULL);
  g_source_attach (source, NULL);
  g_source_unref (source);
}

/* For a new cache. */
void
gweak_cache_heed_warnings (GweakEntries *entries)
{
  GList   *node = &gweak_cache_state (entries)->warned;
  gboolean sought;

  gweak_lock (&warnings.lock);
  node->next = warnings.caches;
  if (node->next != NULL)
    node->next->prev = node;
  warnings.caches = node;
  sought = warnings.sought;
  warnings.sought = TRUE;
  gweak_unlock (&warnings.lock);

  if (!sought)
    find_monitor ();
}

/* For a cache that goes. */
void
gweak_cache_ignore_warnings (GweakEntries *entries)
{
  gweak_lock (&warnings.lock);
  warnings.caches = g_list_remove_link (warnings.caches, &gweak_cache_state (entries)->warned);
  gweak_unlock (&warnings.lock);
}
