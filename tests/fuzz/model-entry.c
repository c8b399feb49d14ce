/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model-private.h"

/* Entries, and walks over them. */

ModelEntry *
model_entry_ref (ModelEntry *entry)
{
  entry->n_refs++;
  return entry;
}

static void
release_side (Model       *self,
              ModelEntry  *entry,
              FuzzSide     side,
              ModelObject *object,
              gint         number)
{
  if (side == FUZZ_SIDE_OBJECT)
    model_object_unref (self, object);
  else if (side == FUZZ_SIDE_OWNED && !entry->given_up)
    fuzz_stage_add (&self->stage, FUZZ_EVENT_DESTROY, number, 0, 0, 0);
}

/* The side that is not weak goes with the entry. */
void
model_entry_unref (Model      *self,
                   ModelEntry *entry)
{
  const FuzzKind *kind = entry->container->kind;

  if (--entry->n_refs > 0)
    return;

  if (entry->is_owner)
    model_object_unref (self, entry->value_object);
  if (!fuzz_kind_is_weak (kind, GWEAK_WEAKNESS_KEYS))
    release_side (self, entry, kind->key, entry->key_object, entry->key);
  if (!fuzz_kind_is_weak (kind, GWEAK_WEAKNESS_VALUES))
    release_side (self, entry, kind->value, entry->value_object, entry->value);
}

static gboolean
is_alive_or_none (ModelObserver *observer)
{
  return observer == NULL || model_observer_is_alive (observer);
}

gboolean
model_entry_is_alive (ModelEntry *entry)
{
  return is_alive_or_none (entry->key_observer) && is_alive_or_none (entry->value_observer);
}

/* Holds the weak sides, those that can be reached. Whether all can. */
gboolean
model_entry_dup_sides (Model      *self,
                       ModelEntry *entry,
                       ModelSides *sides)
{
  sides->key = entry->key_observer != NULL ? model_observer_dup_object (entry->key_observer) : NULL;
  sides->value = entry->value_observer != NULL ? model_observer_dup_object (entry->value_observer) : NULL;

  return (entry->key_observer == NULL || sides->key != NULL) && (entry->value_observer == NULL || sides->value != NULL);
}

void
model_sides_clear (Model      *self,
                   ModelSides *sides)
{
  ModelObject *key = g_steal_pointer (&sides->key), *value = g_steal_pointer (&sides->value);

  if (key != NULL)
    model_object_unref (self, key);
  if (value != NULL)
    model_object_unref (self, value);
}

void
model_iterator_begin (ModelIterator  *iterator,
                      ModelContainer *container)
{
  *iterator = (ModelIterator){ .container = container };
}

static void
let_go (Model         *self,
        ModelIterator *iterator)
{
  ModelEntry *current = g_steal_pointer (&iterator->current);
  ModelSides  sides = iterator->sides;

  iterator->sides = (ModelSides){ NULL };
  model_sides_clear (self, &sides);
  if (current != NULL)
    model_entry_unref (self, current);
}

static ModelEntry *
find_next (ModelIterator *iterator)
{
  for (guint i = 0; i < iterator->container->entries->len; i++)
    {
      ModelEntry *entry = g_ptr_array_index (iterator->container->entries, i);

      if (entry->serial > iterator->serial && model_entry_is_alive (entry))
        return entry;
    }

  return NULL;
}

/* What is let go of can die, and others with it, and handlers can use the iterator,
 * before the next one is looked for. Its weak sides are not held.
 */
gboolean
model_iterator_step (Model         *self,
                     ModelIterator *iterator)
{
  ModelEntry *entry;

  while (iterator->current != NULL)
    let_go (self, iterator);
  if (iterator->container == NULL)
    return FALSE;

  entry = find_next (iterator);
  if (entry == NULL)
    {
      iterator->container = NULL;
      return FALSE;
    }
  iterator->serial = entry->serial;
  iterator->current = model_entry_ref (entry);

  return TRUE;
}

gboolean
model_iterator_next (Model         *self,
                     ModelIterator *iterator)
{
  while (model_iterator_step (self, iterator))
    if (model_entry_dup_sides (self, iterator->current, &iterator->sides))
      return TRUE;

  return FALSE;
}

void
model_iterator_clear (Model         *self,
                      ModelIterator *iterator)
{
  while (iterator->current != NULL)
    let_go (self, iterator);
  iterator->container = NULL;
}
