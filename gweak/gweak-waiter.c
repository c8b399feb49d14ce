/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-waiter-private.h"

#include "gweak-cancel-private.h"
#include "gweak-error.h"
#include "gweak-i18n-private.h"

/* Those who wait for a death asynchronously. A death only wakes the waiter's
 * source; the task returns in its own main context, so no callback ever runs
 * inside an object's dispose, or a script engine's garbage collection.
 *
 * A waiter is a source, which is in its context before anybody can wake it, and
 * in its reference's list until it was woken or cancelled.
 */
struct _GweakWaiter
{
  GSource             parent;
  GweakWaiter        *next; /* (owned) guarded by the tracker's lock */
  GTask              *task; /* (owned) it holds the reference, and so `part` */
  GweakReferencePart *part; /* (unowned) */
  gboolean            over; /* dispatched; guarded by the tracker's lock */
  gboolean            died; /* what to return; guarded by the tracker's lock until woken */
};

/* Of a part that was bound. */
static gboolean
has_died (GweakReferencePart *part)
{
  return (guint) g_atomic_int_get (&part->link.tracker->n_deaths) != part->link.birth;
}

/* Whether neither the death nor a clear came before. */
static gboolean
take_out (GweakWaiter *self)
{
  GweakTracker *tracker = self->part->link.tracker;
  GweakWaiter **place = &self->part->waiters;
  GweakWaiter  *found = NULL;

  if (tracker == NULL)
    return FALSE;

  gweak_lock (&tracker->lock);
  self->over = TRUE;
  while (*place != NULL && *place != self)
    place = &(*place)->next;
  if (*place == self)
    {
      found = self;
      *place = self->next;
    }
  gweak_unlock (&tracker->lock);

  if (found == NULL)
    return FALSE;

  g_source_unref ((GSource *) found);

  return TRUE;
}

/* In the context of the task: by the death, by a clear or by the cancellable. */
static gboolean
waiter_dispatch (GSource    *source,
                 GSourceFunc callback,
                 gpointer    user_data)
{
  GweakWaiter *self = (GweakWaiter *) source;
  gboolean     was_waiting = take_out (self);

  gweak_cancel_forget (source, g_task_get_cancellable (self->task));
  if (g_task_return_error_if_cancelled (self->task))
    return G_SOURCE_REMOVE;

  if (was_waiting)
    gweak_cancel_return (self->task);
  else if (self->died)
    g_task_return_boolean (self->task, TRUE);
  else
    g_task_return_new_error (self->task, GWEAK_ERROR, GWEAK_ERROR_DEAD, "%s",
                             _ ("The reference was cleared before its object died"));

  return G_SOURCE_REMOVE;
}

static void
waiter_finalize (GSource *source)
{
  g_object_unref (((GweakWaiter *) source)->task);
}

static GSourceFuncs waiter_funcs = { .dispatch = waiter_dispatch, .finalize = waiter_finalize };

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* FALSE when there is nothing to wait for any more. */
static gboolean
put_in (GweakWaiter *self)
{
  GweakReferencePart *part = self->part;
  GweakTracker       *tracker = part->link.tracker;
  gboolean            waiting;

  if (tracker == NULL)
    {
      self->died = TRUE;
      return FALSE;
    }

  gweak_lock (&tracker->lock);
  waiting = gweak_link_is_alive (&part->link) && !self->over;
  if (!self->over)
    self->died = has_died (part);
  if (waiting)
    {
      gweak_link_change (&part->link, 0, GWEAK_LINK_AWAITED);
      self->next = part->waiters;
      part->waiters = (GweakWaiter *) g_source_ref ((GSource *) self);
    }
  gweak_unlock (&tracker->lock);

  return waiting;
}

/* Returns @task once the referent died. Takes over @task. */
void
gweak_waiter_start (GweakReferencePart *part,
                    GTask              *task)
{
  GSource     *source = g_source_new (&waiter_funcs, sizeof (GweakWaiter));
  GweakWaiter *self = (GweakWaiter *) source;

  self->task = task;
  self->part = part;
  g_source_set_static_name (source, "gweak: wait for a death");
  g_source_set_callback (source, wake_cb, NULL, NULL);
  g_source_attach (source, g_task_get_context (task));

  gweak_cancel_listen (source, g_task_get_cancellable (task));
  if (!put_in (self))
    g_source_set_ready_time (source, 0);
  g_source_unref (source);
}

/* Wakes all who wait on @part, which died or was cleared. */
void
gweak_waiters_finish (GweakReferencePart *part)
{
  GweakTracker *tracker = part->link.tracker;
  GweakWaiter  *waiter, *next;
  gboolean      died;

  gweak_lock (&tracker->lock);
  died = has_died (part);
  waiter = g_steal_pointer (&part->waiters);
  gweak_unlock (&tracker->lock);

  for (; waiter != NULL; waiter = next)
    {
      next = waiter->next;
      waiter->died = died;
      g_source_set_ready_time ((GSource *) waiter, 0);
      g_source_unref ((GSource *) waiter);
    }
}
