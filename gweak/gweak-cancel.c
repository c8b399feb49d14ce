/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-cancel-private.h"

/* Sources that a GCancellable wakes. It has a source of its own as well, but on
 * GLib 2.74 that leaks when it goes while it is being cancelled.
 */

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      source)
{
  g_source_set_ready_time (source, 0);
}

static void
source_unref_cb (gpointer  source,
                 GClosure *closure)
{
  g_source_unref (source);
}

/* Wakes @source, which is attached, when @cancellable, if there is one, is
 * cancelled, or was.
 */
void
gweak_cancel_listen (GSource      *source,
                     GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;

  g_signal_connect_data (cancellable, "cancelled", G_CALLBACK (cancelled_cb),
                         g_source_ref (source), source_unref_cb, 0);
  if (g_cancellable_is_cancelled (cancellable))
    g_source_set_ready_time (source, 0);
}

/* Waits for no handler in another thread, as g_cancellable_disconnect() would:
 * a handler that runs holds @source.
 */
void
gweak_cancel_forget (GSource      *source,
                     GCancellable *cancellable)
{
  if (cancellable != NULL)
    g_signal_handlers_disconnect_by_func (cancellable, cancelled_cb, source);
}

/* Returns @task, which was cancelled, though its cancellable can have been reset
 * since.
 */
void
gweak_cancel_return (GTask *task)
{
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s",
                             g_dgettext ("glib20", "Operation was cancelled"));
}
