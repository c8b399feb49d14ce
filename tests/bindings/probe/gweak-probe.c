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
  GArray *ids = data;

  g_mutex_lock (&lock);
  for (guint i = 0; i < ids->len; i++)
    g_array_index (finalized, gboolean, g_array_index (ids, guint, i) - 1) = TRUE;
  g_mutex_unlock (&lock);
  g_array_unref (ids);
}

static guint
add_id (GArray *ids)
{
  const gboolean no = FALSE;
  guint          id;

  g_mutex_lock (&lock);
  if (finalized == NULL)
    finalized = g_array_new (FALSE, FALSE, sizeof (gboolean));
  g_array_append_val (finalized, no);
  id = finalized->len;
  g_array_append_val (ids, id);
  g_mutex_unlock (&lock);

  return id;
}

/**
 * gweak_probe_add:
 * @object: an object
 *
 * Notes when @object is finalized, by nothing but its qdata. Not from two threads
 * for one object.
 *
 * Returns: a number for gweak_probe_is_finalized()
 */
guint
gweak_probe_add (GObject *object)
{
  GArray *ids = g_object_get_data (object, "gweak-probe");

  if (ids == NULL)
    {
      ids = g_array_new (FALSE, FALSE, sizeof (guint));
      g_object_set_data_full (object, "gweak-probe", ids, finalized_cb);
    }

  return add_id (ids);
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
