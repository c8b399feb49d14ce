/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-toggle-private.h"

/* An observer as the tracker knows it: see GweakLink. */

void
gweak_link_init (GweakLink          *self,
                 const GweakLinkOps *ops)
{
  self->ops = ops;
  self->tracker = NULL;
  self->ref_count = 1;
  self->state = 0;
  self->birth = 0;
  self->mark = 0;
}

/* When nobody has a count of @self any more. That may be in the room of its
 * tracker.
 */
void
gweak_link_free (GweakLink *self)
{
  GweakTracker *tracker = self->tracker;

  self->ops->free (self);
  if (tracker != NULL)
    gweak_tracker_unref (tracker);
}

/* Makes @self the newest observer of @object, which the caller holds. The list
 * takes a count of @self.
 */
void
gweak_link_attach (GweakLink    *self,
                   GweakTracker *tracker,
                   GObject      *object)
{
  g_assert (self->tracker == NULL);

  self->tracker = gweak_tracker_ref (tracker);
  self->ref_count++; /* nobody else knows it yet */
  gweak_tracker_insert (tracker, object, self);
}

/* The same for the referent of @other, which nobody needs to hold. FALSE when
 * that died: @self is dead from the start.
 */
gboolean
gweak_link_attach_beside (GweakLink *self,
                          GweakLink *other)
{
  gboolean attached;

  g_assert (self->tracker == NULL);

  self->tracker = gweak_tracker_ref (other->tracker);
  self->ref_count++; /* nobody else knows it yet */
  attached = gweak_tracker_insert_beside (self->tracker, other, self);
  if (!attached)
    self->ref_count--;

  return attached;
}

/* After this nothing is called on @self that has not begun. Returns the state
 * it was in: with GWEAK_LINK_LISTED, the list's count passes to the caller.
 */
GweakLinkState
gweak_link_detach (GweakLink *self)
{
  return self->tracker != NULL ? gweak_tracker_remove (self->tracker, self) : 0;
}

/* Makes @self, which is attached, hear of `dying`. FALSE when a foreign toggle
 * reference is in the way. The caller holds @object.
 */
gboolean
gweak_link_request_toggle (GweakLink *self,
                           GObject   *object)
{
  gboolean live;

  if (!gweak_toggle_use (self->tracker, object))
    return FALSE;

  gweak_lock (&self->tracker->lock);
  live = gweak_link_is_alive (self);
  if (live)
    {
      gweak_link_change (self, 0, GWEAK_LINK_TOGGLE);
      self->tracker->n_toggle_links++;
    }
  gweak_unlock (&self->tracker->lock);

  /* While another thread had it off, ours counted on that one, which may have
   * stood down without us. Then it is tried again.
   */
  if (live)
    gweak_toggle_rearm (self->tracker, object);
  else
    gweak_toggle_unuse (self->tracker, 1);

  return live;
}

/* The referent, or NULL once it died. Checking after the upgrade is enough:
 * what was alive then is what the caller gets.
 */
GObject *
gweak_link_dup_object (GweakLink *self)
{
  GObject *object;

  if (!gweak_link_is_alive (self))
    return NULL;

  object = g_weak_ref_get (&self->tracker->referent);
  if (object != NULL && G_UNLIKELY (!gweak_link_is_alive (self)))
    g_clear_object (&object);

  return object;
}
