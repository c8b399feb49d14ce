/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model-private.h"

/* How objects live and die, and who is told in which order. */

static void die (Model       *self,
                 ModelObject *object);
static void settle (Model       *self,
                    ModelObject *object);

ModelObject *
model_object_new (Model *self,
                  guint  number,
                  gint   value,
                  guint  flags)
{
  ModelObject *object = model_allocate (self, sizeof (ModelObject));

  object->number = number;
  object->value = value;
  object->stubborn = (flags & 1) != 0;
  object->n_refs = 1;
  object->observers = model_allocate_array (self);

  return object;
}

void
model_object_take_hand (Model       *self,
                        ModelObject *object)
{
  if (object != NULL)
    self->n_in_hand[object->number]++;
}

void
model_object_leave_hand (Model       *self,
                         ModelObject *object)
{
  if (object != NULL)
    self->n_in_hand[object->number]--;
}

static void
release_held (Model       *self,
              ModelObject *object)
{
  ModelObject *held[FUZZ_N_HELD];
  guint        n_held = object->n_held;

  for (guint i = 0; i < n_held; i++)
    held[i] = object->held[i];
  object->n_held = 0;
  for (guint i = 0; i < n_held; i++)
    model_object_unref (self, held[i]);
}

static void
dispose (Model       *self,
         ModelObject *object)
{
  gboolean ran;

  model_object_take_hand (self, object);
  ran = fuzz_stage_tell (&self->stage, FUZZ_EVENT_DISPOSE, object->number, 0, 0, 0);
  model_object_leave_hand (self, object);
  if (ran && object->stubborn)
    return;

  release_held (self, object);
  if (object->watched)
    die (self, object);
  if (self->old_glib)
    object->reachable = FALSE;
}

static ModelObserver *
get_newest (ModelObject *object)
{
  guint n = object->observers->len;

  return n > 0 ? g_ptr_array_index (object->observers, n - 1) : NULL;
}

static void
tell_finalized (Model         *self,
                ModelObserver *observer)
{
  observer->listed = FALSE;
  g_ptr_array_remove (observer->object->observers, observer);

  if (observer->type == MODEL_REFERENCE)
    model_reference_finalized (self, observer->owner);
  else if (observer->type == MODEL_FINAL_WATCH)
    {
      ModelWatch *watch = observer->owner;

      fuzz_stage_tell (&self->stage, FUZZ_EVENT_FINALIZED, watch->number, 0, 0, 0);
      fuzz_stage_add (&self->stage, FUZZ_EVENT_WATCH_DESTROY, watch->number, 0, 0, 0);
    }
}

static void
finalize (Model       *self,
          ModelObject *object)
{
  ModelObserver *observer;

  object->n_refs = 0;
  object->reachable = FALSE;
  self->objects[object->number] = NULL;
  fuzz_stage_tell (&self->stage, FUZZ_EVENT_FINALIZE, object->number, 0, 0, 0);
  release_held (self, object);

  while ((observer = get_newest (object)) != NULL)
    tell_finalized (self, observer);
}

/* From here on no weak reference gives the object, but it has not died yet. */
static void
drop_last (Model       *self,
           ModelObject *object)
{
  object->n_refs = 1;
  object->reachable = FALSE;
  dispose (self, object);

  if (object->n_refs > 1 || object->armed)
    {
      model_object_unref (self, object);
      return;
    }

  if (object->watched)
    die (self, object);
  finalize (self, object);
}

void
model_object_ref (ModelObject *object)
{
  object->n_refs++;
}

void
model_object_unref (Model       *self,
                    ModelObject *object)
{
  g_assert (object->n_refs > 0);

  if (--object->n_refs > 0)
    return;

  if (object->armed)
    settle (self, object);
  else
    drop_last (self, object);
}

/* A dispose that an object survives uses up what watched it, in every GLib. */
void
model_object_run_dispose (Model       *self,
                          ModelObject *object)
{
  object->n_refs++;
  dispose (self, object);
  if (!self->old_glib)
    object->reachable = FALSE;
  model_object_unref (self, object);
}

/* gweak was called with the object in hand. */
void
model_object_revive (ModelObject *object)
{
  object->reachable = TRUE;
  if (object->n_users > 0 && !object->armed && !object->claimed)
    object->armed = TRUE;
}

ModelObserver *
model_observe (Model            *self,
               ModelObject      *object,
               ModelObserverType type,
               gpointer          owner)
{
  ModelObserver *observer = model_allocate (self, sizeof (ModelObserver));

  model_object_revive (object);
  object->watched = TRUE;
  observer->type = type;
  observer->object = object;
  observer->owner = owner;
  observer->birth = object->n_deaths;
  observer->listed = TRUE;
  g_ptr_array_add (object->observers, observer);

  return observer;
}

gboolean
model_observer_is_alive (ModelObserver *observer)
{
  return observer->listed && observer->birth == observer->object->n_deaths;
}

/* The object, unless it died or is about to. */
ModelObject *
model_observer_dup_object (ModelObserver *observer)
{
  ModelObject *object = observer->object;

  if (observer->birth != object->n_deaths || !object->reachable)
    return NULL;

  model_object_ref (object);

  return object;
}

static void
unuse (ModelObject *object,
       guint        n_users)
{
  object->n_users -= n_users;
  if (object->n_users == 0 && !object->claimed)
    object->armed = FALSE;
}

/* Whether it was still to be told of something. */
gboolean
model_observer_detach (ModelObserver *observer)
{
  gboolean was_listed = observer->listed;
  gboolean was_alive = model_observer_is_alive (observer);

  if (was_listed)
    g_ptr_array_remove (observer->object->observers, observer);
  observer->listed = FALSE;
  if (was_alive && observer->toggle)
    unuse (observer->object, 1);

  return was_listed;
}

void
model_observer_request_toggle (ModelObserver *observer)
{
  ModelObject *object = observer->object;

  if (!model_observer_is_alive (observer))
    return;

  observer->toggle = TRUE;
  object->n_users++;
  if (!object->claimed)
    object->armed = TRUE;
}

/* Those that are there when something begins, newest first. */
static GPtrArray *
snapshot_observers (ModelObject *object)
{
  GPtrArray *observers = g_ptr_array_sized_new (object->observers->len + 1);

  for (guint i = object->observers->len; i-- > 0;)
    g_ptr_array_add (observers, g_ptr_array_index (object->observers, i));

  return observers;
}

static void
flip (ModelObject *object)
{
  for (guint i = 0; i < object->observers->len; i++)
    {
      ModelObserver *observer = g_ptr_array_index (object->observers, i);

      if (model_observer_is_alive (observer) && (observer->type == MODEL_KEY || observer->type == MODEL_VALUE))
        model_entry_flip (observer->owner);
    }
  object->n_deaths++;
  if (object->n_users > 0)
    unuse (object, object->n_users);
}

static void
tell_died (Model         *self,
           ModelObserver *observer)
{
  ModelWatch *watch = observer->owner;

  observer->told = TRUE;
  if (observer->type == MODEL_FINAL_WATCH)
    return;

  if (observer->type == MODEL_REFERENCE)
    {
      model_reference_died (self, observer->owner);
      return;
    }

  observer->listed = FALSE;
  g_ptr_array_remove (observer->object->observers, observer);
  if (observer->type == MODEL_WATCH)
    {
      fuzz_stage_tell (&self->stage, FUZZ_EVENT_DIED, watch->number, 0, 0, 0);
      fuzz_stage_add (&self->stage, FUZZ_EVENT_WATCH_DESTROY, watch->number, 0, 0, 0);
    }
  else if (observer->type == MODEL_MEMBER)
    model_list_member_died (self, observer->owner);
  else
    model_entry_died (self, observer->owner, observer);
}

/* Everybody is dead before the first is told. Who is gone when its turn comes is
 * not told; nor who was told by an earlier death.
 */
static void
die (Model       *self,
     ModelObject *object)
{
  GPtrArray *observers;

  object->watched = FALSE;
  flip (object);
  observers = snapshot_observers (object);
  for (guint i = 0; i < observers->len; i++)
    {
      ModelObserver *observer = g_ptr_array_index (observers, i);

      if (!observer->listed)
        continue;
      if (observer->told)
        break;
      tell_died (self, observer);
    }
  g_ptr_array_unref (observers);
}

/* Whether one of them rescued the object, which has one pin: somebody else held
 * it when the observer was done.
 */
static gboolean
emit_dying (Model       *self,
            ModelObject *object)
{
  GPtrArray *observers = snapshot_observers (object);
  gboolean   rescued = FALSE;

  for (guint i = 0; i < observers->len; i++)
    {
      ModelObserver *observer = g_ptr_array_index (observers, i);

      if (!model_observer_is_alive (observer) || !observer->toggle)
        continue;
      if (observer->type == MODEL_REFERENCE)
        model_reference_dying (self, observer->owner);
      else
        model_entry_dying (self, observer->owner);
      rescued |= object->n_refs > 1;
    }
  g_ptr_array_unref (observers);

  return rescued;
}

/* Once for each drop: who rescues makes the next one count. */
static void
settle (Model       *self,
        ModelObject *object)
{
  gboolean to_the_end;

  object->claimed = TRUE;
  object->n_refs++;
  to_the_end = object->n_users > 0 && !emit_dying (self, object);

  if (object->n_users > 0 && (!to_the_end || object->n_refs > 1))
    {
      object->claimed = FALSE;
      model_object_unref (self, object);
      return;
    }

  object->armed = FALSE;
  model_object_unref (self, object);
  object->claimed = FALSE;
  if (object->n_refs > 0 && object->n_users > 0 && object->reachable)
    object->armed = TRUE;
}
