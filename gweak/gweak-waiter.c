/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-waiter-private.h"

#include "gweak-error.h"
#include "gweak-i18n-private.h"
#include "gweak-task-source-private.h"

/* Those who wait for a death asynchronously. A death only wakes the waiter's
 * source; the task returns in its own main context, so no callback ever runs
 * inside an object's dispose, or a script engine's garbage collection.
 *
 * A waiter is a source, which is in its context before anybody can wake it, and
 * in its reference's list until it was woken or cancelled.
 */
struct _GweakWaiter
{
  GweakTaskSource     parent; /* its task holds the reference, and so `part` */
  GweakWaiter        *next;   /* (owned) guarded by the tracker's lock */
  GweakReferencePart *part;   /* (unowned) */
  gboolean            over;   /* dispatched; guarded by the tracker's lock */
  gboolean            died;   /* what to return; guarded by the tracker's lock until woken */
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

  gweak_task_source_unref (found);

  return TRUE;
}

/* In the context of the task: by the death, by a clear or by the cancellable. */
static gboolean
waiter_dispatch (GSource    *source,
                 GSourceFunc callback,
                 gpointer    user_data)
{
  GweakWaiter *self = (GweakWaiter *) source;
  GTask       *task = self->parent.task;
  gboolean     was_waiting = take_out (self);

  gweak_task_source_stop_listening (self);
  if (was_waiting || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    gweak_task_source_return_cancelled (self);
  else if (self->died)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, GWEAK_ERROR, GWEAK_ERROR_DEAD, "%s",
                             _ ("The reference was cleared before its object died"));

  return G_SOURCE_REMOVE;
}

static void
waiter_finalize (GSource *source)
{
  g_object_unref (((GweakWaiter *) source)->parent.task);
}

static GSourceFuncs waiter_funcs = { .dispatch = waiter_dispatch, .finalize = waiter_finalize };

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
      part->waiters = gweak_task_source_ref (self);
    }
  gweak_unlock (&tracker->lock);

  return waiting;
}

/* Returns @task once the referent died. Takes over @task. */
void
gweak_waiter_start (GweakReferencePart *part,
                    GTask              *task)
{
  GweakWaiter *self = gweak_task_source_new (&waiter_funcs, sizeof (GweakWaiter), "gweak: wait for a death", task);

  self->part = part;
  gweak_task_source_listen (self);
  if (!put_in (self))
    gweak_task_source_wake (self);
  gweak_task_source_unref (self);
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
      gweak_task_source_wake (waiter);
      gweak_task_source_unref (waiter);
    }
}
