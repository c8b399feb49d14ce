/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model-private.h"

/* References. */

/* Its properties, by the order in which they are notified. */
enum
{
  ALIVE,
  REFERENT
};

ModelReference *
model_reference_new (Model       *self,
                     guint        number,
                     ModelObject *object,
                     guint        flags)
{
  ModelReference *reference = model_allocate (self, sizeof (ModelReference));

  reference->number = number;
  reference->n_refs = 1;
  reference->deferred = (flags & 2) != 0;
  reference->observer = model_observe (self, object, MODEL_REFERENCE, reference);
  if (flags & 1)
    model_observer_request_toggle (reference->observer);

  return reference;
}

static void
tell (Model          *self,
      ModelReference *reference,
      FuzzEventType   type,
      gint            about)
{
  fuzz_stage_tell (&self->stage, type, reference->number, about, 0, 0);
}

static void
notify_dead (Model          *self,
             ModelReference *reference)
{
  if (reference->notified)
    return;

  reference->notified = TRUE;
  tell (self, reference, FUZZ_EVENT_REFERENCE_NOTIFY, ALIVE);
  tell (self, reference, FUZZ_EVENT_REFERENCE_NOTIFY, REFERENT);
}

void
model_reference_clear (Model          *self,
                       ModelReference *reference)
{
  model_observer_detach (reference->observer);
  reference->cleared = TRUE;
  notify_dead (self, reference);
}

/* GObject notifies of nothing during a last unref. */
void
model_reference_unref (Model          *self,
                       ModelReference *reference)
{
  if (--reference->n_refs > 0)
    return;

  model_observer_detach (reference->observer);
  reference->cleared = TRUE;
}

void
model_reference_dying (Model          *self,
                       ModelReference *reference)
{
  ModelObject *object = reference->observer->object;

  if (reference->n_refs == 0)
    return;

  reference->n_refs++;
  model_object_take_hand (self, object);
  tell (self, reference, FUZZ_EVENT_REFERENCE_DYING, object->number);
  model_object_leave_hand (self, object);
  model_reference_unref (self, reference);
}

static void
emit (Model          *self,
      ModelReference *reference,
      ModelNewsType   type)
{
  if (reference->cleared)
    return;

  if (type == MODEL_FINALIZED_NEWS)
    {
      tell (self, reference, FUZZ_EVENT_REFERENCE_FINALIZED, 0);
      return;
    }

  notify_dead (self, reference);
  if (!reference->cleared)
    tell (self, reference, FUZZ_EVENT_REFERENCE_DIED, 0);
}

void
model_reference_deliver (Model          *self,
                         ModelReference *reference,
                         ModelNewsType   type)
{
  if (reference->n_refs == 0)
    return;

  reference->n_refs++;
  emit (self, reference, type);
  model_reference_unref (self, reference);
}

static void
bring (Model          *self,
       ModelReference *reference,
       ModelNewsType   type)
{
  if (reference->deferred)
    model_push_news (self, type, reference);
  else
    model_reference_deliver (self, reference, type);
}

void
model_reference_died (Model          *self,
                      ModelReference *reference)
{
  bring (self, reference, MODEL_DIED_NEWS);
}

void
model_reference_finalized (Model          *self,
                           ModelReference *reference)
{
  bring (self, reference, MODEL_FINALIZED_NEWS);
}
