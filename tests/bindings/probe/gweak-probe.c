/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gweak-probe.h"

/* What scripts cannot see by themselves, without a hand in anything of gweak. */

static GMutex  lock;
static GArray *finalized; /* (owned) gboolean by id; guarded by `lock` */

static void
finalized_cb (gpointer data)
{
  g_mutex_lock (&lock);
  g_array_index (finalized, gboolean, GPOINTER_TO_UINT (data) - 1) = TRUE;
  g_mutex_unlock (&lock);
}

/**
 * gweak_probe_add:
 * @object: an object
 *
 * Notes when @object is finalized, by nothing but its qdata.
 *
 * Returns: a number for gweak_probe_is_finalized()
 */
guint
gweak_probe_add (GObject *object)
{
  const gboolean no = FALSE;
  char          *key;
  guint          id;

  g_mutex_lock (&lock);
  if (finalized == NULL)
    finalized = g_array_new (FALSE, FALSE, sizeof (gboolean));
  g_array_append_val (finalized, no);
  id = finalized->len;
  g_mutex_unlock (&lock);

  key = g_strdup_printf ("gweak-probe-%u", id);
  g_object_set_data_full (object, key, GUINT_TO_POINTER (id), finalized_cb);
  g_free (key);

  return id;
}

/**
 * gweak_probe_is_finalized:
 * @id: what gweak_probe_add() returned
 *
 * Returns: whether the object was finalized
 */
gboolean
gweak_probe_is_finalized (guint id)
{
  gboolean result;

  g_mutex_lock (&lock);
  result = g_array_index (finalized, gboolean, id - 1);
  g_mutex_unlock (&lock);

  return result;
}

static gpointer
run_dispose_cb (gpointer object)
{
  g_object_run_dispose (object);

  return NULL;
}

/**
 * gweak_probe_run_dispose_in_thread:
 * @object: an object
 *
 * Disposes of @object in another thread, and waits for it.
 */
void
gweak_probe_run_dispose_in_thread (GObject *object)
{
  g_thread_join (g_thread_new ("dispose", run_dispose_cb, object));
}
