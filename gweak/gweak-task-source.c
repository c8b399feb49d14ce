/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-task-source-private.h"

/* Sources that return a task, in the context of that. They are woken from any
 * thread, by what the task waits for or by its cancellable, and so no callback
 * ever runs inside of the waker.
 *
 * GCancellable has a source as well, but on GLib 2.74 that leaks when it goes
 * while it is being cancelled.
 */

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Takes over @task. The finalize of @funcs is to unref it. The new source is
 * attached, and sleeps.
 */
gpointer
gweak_task_source_new (GSourceFuncs *funcs,
                       guint         size,
                       const char   *name,
                       GTask        *task)
{
  GSource *source = g_source_new (funcs, size);

  ((GweakTaskSource *) source)->task = task;
  g_source_set_static_name (source, name);
  g_source_set_callback (source, wake_cb, NULL, NULL);
  g_source_attach (source, g_task_get_context (task));

  return source;
}

gpointer
gweak_task_source_ref (gpointer source)
{
  return g_source_ref (source);
}

/* Outside of its context, the last one that lets go of a source may let go of the
 * context too, by the task. GLib still looks at that then.
 */
void
gweak_task_source_unref (gpointer source)
{
  GweakTaskSource *self = source;
  GMainContext    *context = g_main_context_ref (g_task_get_context (self->task));

  g_source_unref (source);
  g_main_context_unref (context);
}

void
gweak_task_source_wake (gpointer source)
{
  g_source_set_ready_time (source, 0);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      source)
{
  gweak_task_source_wake (source);
}

static void
source_unref_cb (gpointer  source,
                 GClosure *closure)
{
  gweak_task_source_unref (source);
}

/* Wakes @source when the task's cancellable, if there is one, is cancelled, or
 * was.
 */
void
gweak_task_source_listen (gpointer source)
{
  GCancellable *cancellable = g_task_get_cancellable (((GweakTaskSource *) source)->task);

  if (cancellable == NULL)
    return;

  g_signal_connect_data (cancellable, "cancelled", G_CALLBACK (cancelled_cb),
                         gweak_task_source_ref (source), source_unref_cb, 0);
  if (g_cancellable_is_cancelled (cancellable))
    gweak_task_source_wake (source);
}

/* Waits for no handler in another thread, as g_cancellable_disconnect() would:
 * a handler that runs holds @source.
 */
void
gweak_task_source_stop_listening (gpointer source)
{
  GCancellable *cancellable = g_task_get_cancellable (((GweakTaskSource *) source)->task);

  if (cancellable != NULL)
    g_signal_handlers_disconnect_by_func (cancellable, cancelled_cb, source);
}

/* Returns the task, which was cancelled, though its cancellable can have been
 * reset since.
 */
void
gweak_task_source_return_cancelled (gpointer source)
{
  GTask *task = ((GweakTaskSource *) source)->task;

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s",
                             g_dgettext ("glib20", "Operation was cancelled"));
}
