/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model-private.h"

/* What comes into a container and leaves it. */

ModelContainer *
model_container_new (Model          *self,
                     guint           number,
                     const FuzzKind *kind)
{
  ModelContainer *container = model_allocate (self, sizeof (ModelContainer));

  container->number = number;
  container->kind = kind;
  container->n_refs = 1;
  container->entries = model_allocate_array (self);
  container->dead = model_allocate_array (self);
  container->due = model_allocate_array (self);
  container->loads = model_allocate_array (self);

  return container;
}

/* A notify inside one of the same property makes that one come again: GObject's
 * own way.
 */
void
model_container_notify_size (Model          *self,
                             ModelContainer *container)
{
  container->notify_again = TRUE;
  if (container->notifying)
    return;

  container->notifying = TRUE;
  while (container->notify_again)
    {
      container->notify_again = FALSE;
      fuzz_stage_tell (&self->stage, FUZZ_EVENT_NOTIFY, container->number, container->size, 0, 0);
    }
  container->notifying = FALSE;
}

static void
tell_size_now (Model          *self,
               ModelContainer *container)
{
  if (container->n_refs == 0)
    return;

  container->n_refs++;
  if (container->heard)
    model_container_notify_size (self, container);
  model_container_unref (self, container);
}

void
model_container_deliver_size (Model          *self,
                              ModelContainer *container)
{
  container->size_told = FALSE;
  tell_size_now (self, container);
}

static void
tell_size (Model          *self,
           ModelContainer *container)
{
  if (!container->kind->deferred)
    {
      tell_size_now (self, container);
    }
  else if (!container->size_told)
    {
      container->size_told = TRUE;
      model_push_news (self, MODEL_SIZE_NEWS, container);
    }
}

static void
emit_removed (Model      *self,
              ModelEntry *entry)
{
  ModelContainer *container = entry->container;
  const FuzzKind *kind = container->kind;
  ModelSides      sides;
  ModelObject    *key, *value;

  if (!container->heard)
    return;

  model_entry_dup_sides (self, entry, &sides);
  key = fuzz_kind_is_weak (kind, GWEAK_WEAKNESS_KEYS) ? sides.key : entry->key_object;
  value = fuzz_kind_is_weak (kind, GWEAK_WEAKNESS_VALUES) ? sides.value : entry->value_object;
  model_object_take_hand (self, key);
  model_object_take_hand (self, value);
  fuzz_stage_tell (&self->stage, FUZZ_EVENT_REMOVED, container->number,
                   kind->key == FUZZ_SIDE_OBJECT && key == NULL ? FUZZ_NONE : entry->key,
                   kind->value == FUZZ_SIDE_OBJECT && value == NULL ? FUZZ_NONE : entry->value,
                   entry->cause);
  model_object_leave_hand (self, value);
  model_object_leave_hand (self, key);
  model_sides_clear (self, &sides);
}

static void
report_now (Model      *self,
            ModelEntry *entry,
            gboolean    size_changed)
{
  ModelContainer *container = entry->container;

  if (container->n_refs == 0)
    return;

  container->n_refs++;
  if (size_changed)
    tell_size_now (self, container);
  emit_removed (self, entry);
  model_container_unref (self, container);
}

void
model_entry_deliver (Model      *self,
                     ModelEntry *entry)
{
  report_now (self, entry, FALSE);
  model_entry_unref (self, entry);
}

static void
report (Model            *self,
        ModelEntry       *entry,
        GweakRemovalCause cause,
        gboolean          size_changed)
{
  entry->cause = cause;
  if (!entry->container->kind->deferred)
    {
      report_now (self, entry, size_changed);
      return;
    }

  if (size_changed)
    tell_size (self, entry->container);
  model_push_news (self, MODEL_ENTRY_NEWS, model_entry_ref (entry));
}

static void
uncount (ModelEntry *entry)
{
  if (entry->counted)
    entry->container->size--;
  entry->counted = FALSE;
}

void
model_entry_flip (ModelEntry *entry)
{
  uncount (entry);
}

static void
take_out (ModelEntry *entry)
{
  uncount (entry);
  entry->in = FALSE;
  entry->rank = MODEL_NOT_KEPT;
  g_ptr_array_remove (entry->container->entries, entry);
}

/* No observer of it will hear of anything. */
static void
detach (Model      *self,
        ModelEntry *entry)
{
  if (entry->key_observer != NULL)
    model_observer_detach (entry->key_observer);
  if (entry->value_observer != NULL)
    model_observer_detach (entry->value_observer);
  if (entry->attached)
    {
      entry->attached = FALSE;
      model_entry_unref (self, entry);
    }
}

/* The turn of an entry of which a side died. */
void
model_entry_died (Model         *self,
                  ModelEntry    *entry,
                  ModelObserver *observer)
{
  model_entry_ref (entry);
  if (entry->in)
    {
      take_out (entry);
      detach (self, entry);
      if (entry->container->n_refs > 0)
        report (self, entry, entry->evicting ? GWEAK_REMOVAL_CAUSE_EVICTED : GWEAK_REMOVAL_CAUSE_DIED, TRUE);
    }
  model_entry_unref (self, entry);
}

void
model_entry_dying (Model      *self,
                   ModelEntry *entry)
{
  ModelContainer *container = entry->container;
  ModelSides      sides;

  if (container->n_refs == 0)
    return;

  container->n_refs++;
  model_entry_ref (entry);
  if (model_entry_dup_sides (self, entry, &sides))
    {
      ModelObject *key = entry->key_object, *value = entry->value_object;

      model_object_take_hand (self, key);
      model_object_take_hand (self, value);
      fuzz_stage_tell (&self->stage, FUZZ_EVENT_DYING, container->number, entry->key, entry->value, 0);
      model_object_leave_hand (self, value);
      model_object_leave_hand (self, key);
    }
  model_sides_clear (self, &sides);
  model_container_unref (self, container);
  model_entry_unref (self, entry);
}

static ModelEntry *
entry_new (Model          *self,
           ModelContainer *container,
           gint            key,
           gint            value)
{
  const FuzzKind *kind = container->kind;
  ModelEntry     *entry = model_allocate (self, sizeof (ModelEntry));

  entry->container = container;
  entry->key = key;
  entry->value = value;
  entry->n_refs = 2;
  entry->attached = TRUE;
  if (kind->key == FUZZ_SIDE_OBJECT)
    entry->key_object = self->objects[key];
  if (kind->value == FUZZ_SIDE_OBJECT)
    entry->value_object = self->objects[value];

  if (fuzz_kind_is_weak (kind, GWEAK_WEAKNESS_KEYS))
    entry->key_observer = model_observe (self, entry->key_object, MODEL_KEY, entry);
  else if (entry->key_object != NULL)
    model_object_ref (entry->key_object);
  if (fuzz_kind_is_weak (kind, GWEAK_WEAKNESS_VALUES))
    entry->value_observer = model_observe (self, entry->value_object, MODEL_VALUE, entry);
  else if (entry->value_object != NULL)
    model_object_ref (entry->value_object);

  return entry;
}

/* An entry that replaces one takes its place in the order. */
static void
put_in (ModelContainer *container,
        ModelEntry     *entry,
        ModelEntry     *old)
{
  guint index;

  entry->stamp = ++container->last_stamp;
  entry->in = entry->counted = TRUE;
  container->size++;
  if (old == NULL)
    {
      entry->serial = ++container->last_serial;
      g_ptr_array_add (container->entries, entry);
      return;
    }

  entry->serial = old->serial;
  g_ptr_array_find (container->entries, old, &index);
  g_ptr_array_insert (container->entries, index, entry);
  take_out (old);
}

/* An object that is both sides is dying once. */
static void
request_toggle (Model      *self,
                ModelEntry *entry)
{
  ModelSides sides;

  if (model_entry_dup_sides (self, entry, &sides))
    {
      if (entry->key_observer != NULL)
        model_observer_request_toggle (entry->key_observer);
      if (entry->value_observer != NULL && entry->value_object != sides.key)
        model_observer_request_toggle (entry->value_observer);
    }
  model_sides_clear (self, &sides);
}

/* What is delivered later is for who listens then. */
static gboolean
is_heard (ModelContainer *container)
{
  return container->n_refs > 0 && !container->unmade && (container->heard || container->kind->deferred);
}

/* Puts an entry in, in place of @old. */
static void
settle_in (Model      *self,
           ModelEntry *entry,
           ModelEntry *old)
{
  ModelContainer *container = entry->container;

  put_in (container, entry, old);
  if (old != NULL)
    {
      detach (self, old);
      if (is_heard (container))
        report (self, old, GWEAK_REMOVAL_CAUSE_REPLACED, FALSE);
    }
  else if (is_heard (container))
    {
      tell_size (self, container);
    }
  if (container->kind->toggle)
    request_toggle (self, entry);
  if (old != NULL)
    model_entry_unref (self, old);
}

/* In place of what is there. Gives back the new entry, with a count. */
ModelEntry *
model_container_put (Model          *self,
                     ModelContainer *container,
                     gint            key,
                     gint            value)
{
  ModelEntry *entry = entry_new (self, container, key, value);
  ModelEntry *old = model_container_search (self, container, key);

  if (old != NULL)
    model_entry_ref (old);
  entry->replaced = old != NULL;
  settle_in (self, entry, old);

  return entry;
}

void
model_container_insert (Model          *self,
                        ModelContainer *container,
                        gint            key,
                        gint            value,
                        gboolean       *is_new)
{
  ModelEntry *entry = model_container_put (self, container, key, value);

  *is_new = !entry->replaced;
  model_entry_unref (self, entry);
}

/* Inserts, unless there is a living entry of that key which can be given out. One
 * that is about to die goes first. Gives back the one that is in.
 */
ModelEntry *
model_container_insert_surely (Model          *self,
                               ModelContainer *container,
                               gint            key,
                               gint            value,
                               ModelSides     *sides,
                               gboolean       *is_new)
{
  ModelEntry *entry, *old;

  for (;;)
    {
      entry = entry_new (self, container, key, value);
      old = model_container_search (self, container, key);
      *is_new = old == NULL;
      if (old == NULL)
        {
          settle_in (self, entry, NULL);
          return entry;
        }

      model_entry_ref (old);
      entry->given_up = TRUE;
      detach (self, entry);
      model_entry_unref (self, entry);
      if (model_entry_dup_sides (self, old, sides))
        return old;

      model_container_remove (self, container, old, GWEAK_REMOVAL_CAUSE_DIED);
      model_sides_clear (self, sides);
      model_entry_unref (self, old);
    }
}

/* A member of another set, which nobody needs to reach, unless there is one. */
void
model_container_insert_like (Model          *self,
                             ModelContainer *container,
                             ModelEntry     *other)
{
  ModelObject *object = other->key_object;
  gboolean     reachable = object->reachable;
  ModelEntry  *entry, *old;

  if (!model_entry_is_alive (other))
    return;

  entry = entry_new (self, container, other->key, FUZZ_NONE);
  object->reachable = reachable;
  old = model_container_search (self, container, other->key);
  if (old == NULL)
    settle_in (self, entry, NULL);
  else
    detach (self, entry);
  model_entry_unref (self, entry);
}

gboolean
model_container_remove (Model            *self,
                        ModelContainer   *container,
                        ModelEntry       *entry,
                        GweakRemovalCause cause)
{
  if (!entry->in || !model_entry_is_alive (entry))
    return FALSE;

  take_out (entry);
  detach (self, entry);
  if (is_heard (container))
    report (self, entry, cause, TRUE);

  return TRUE;
}

static GPtrArray *
take_all_out (ModelContainer *container)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < container->entries->len; i++)
    {
      ModelEntry *entry = g_ptr_array_index (container->entries, i);

      if (model_entry_is_alive (entry))
        g_ptr_array_add (all, model_entry_ref (entry));
    }
  for (guint i = 0; i < all->len; i++)
    take_out (g_ptr_array_index (all, i));

  return all;
}

static void
remove_all (Model          *self,
            ModelContainer *container,
            gboolean        silently)
{
  GPtrArray *all = take_all_out (container);
  gboolean   tell = !silently && all->len > 0 && is_heard (container);

  for (guint i = 0; i < all->len; i++)
    detach (self, g_ptr_array_index (all, i));
  if (tell)
    tell_size (self, container);
  for (guint i = 0; tell && i < all->len; i++)
    report (self, g_ptr_array_index (all, i), GWEAK_REMOVAL_CAUSE_CLEARED, FALSE);
  for (guint i = 0; i < all->len; i++)
    model_entry_unref (self, g_ptr_array_index (all, i));
  g_ptr_array_unref (all);
}

void
model_container_remove_all (Model          *self,
                            ModelContainer *container)
{
  remove_all (self, container, FALSE);
}

ModelEntry *
model_container_pop (Model          *self,
                     ModelContainer *container,
                     ModelSides     *sides)
{
  for (guint i = container->entries->len; i-- > 0;)
    {
      ModelEntry *entry = g_ptr_array_index (container->entries, i);

      if (!model_entry_is_alive (entry))
        continue;
      model_entry_ref (entry);
      if (model_entry_dup_sides (self, entry, sides))
        {
          model_container_remove (self, container, entry, GWEAK_REMOVAL_CAUSE_REMOVED);
          return entry;
        }
      model_sides_clear (self, sides);
      model_entry_unref (self, entry);
    }

  return NULL;
}

void
model_container_clear_silently (Model          *self,
                                ModelContainer *container)
{
  remove_all (self, container, TRUE);
}

/* Its values may die with it, and nobody hears of that from it. */
void
model_container_unref (Model          *self,
                       ModelContainer *container)
{
  if (--container->n_refs > 0)
    return;

  if (container->kind->type == FUZZ_LIST)
    model_list_forget (container);
  else
    remove_all (self, container, TRUE);
  fuzz_stage_add (&self->stage, FUZZ_EVENT_GONE, container->number, 0, 0, 0);
}
