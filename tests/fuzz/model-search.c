/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model-private.h"

/* What is found by a key. */

gint
model_container_get_key_class (Model          *self,
                               ModelContainer *container,
                               gint            key)
{
  if (!container->kind->functions)
    return key;

  return container->kind->key == FUZZ_SIDE_OBJECT ? self->objects[key]->value : FUZZ_KEY_CLASS (key);
}

static gboolean
has_key (Model      *self,
         ModelEntry *entry,
         gint        key)
{
  ModelContainer *container = entry->container;

  if (!container->kind->functions)
    return container->kind->key == FUZZ_SIDE_OBJECT ? entry->key_object == self->objects[key] : entry->key == key;
  if (container->kind->key != FUZZ_SIDE_OBJECT)
    return FUZZ_KEY_CLASS (entry->key) == FUZZ_KEY_CLASS (key);

  return entry->key_object->value == self->objects[key]->value;
}

/* Who looks for an object has it in hand: one in its dispose, or that survived
 * that, answers again.
 */
static void
revive_key (Model      *self,
            ModelEntry *entry,
            gint        key)
{
  if (entry->key_observer != NULL && entry->key_object == self->objects[key] && !entry->key_object->reachable)
    model_object_revive (entry->key_object);
}

/* A user's function cannot be asked about what nobody can reach any more. */
static gboolean
is_found (Model      *self,
          ModelEntry *entry,
          gint        key)
{
  if (!model_entry_is_alive (entry))
    return FALSE;
  if (entry->container->kind->functions && entry->key_observer != NULL)
    {
      revive_key (self, entry, key);
      if (!entry->key_object->reachable)
        return FALSE;
    }

  return has_key (self, entry, key);
}

static ModelEntry *
find_latest_before (ModelContainer *container,
                    guint           stamp)
{
  ModelEntry *found = NULL;

  for (guint i = 0; i < container->entries->len; i++)
    {
      ModelEntry *entry = g_ptr_array_index (container->entries, i);

      if (entry->stamp < stamp && (found == NULL || entry->stamp > found->stamp))
        found = entry;
    }

  return found;
}

/* The living entry of a key; the latest, if a resurrection made two of it. */
ModelEntry *
model_container_search (Model          *self,
                        ModelContainer *container,
                        gint            key)
{
  ModelEntry *entry;

  if (!container->kind->functions)
    {
      for (guint i = container->entries->len; i-- > 0;)
        if (is_found (self, g_ptr_array_index (container->entries, i), key))
          return g_ptr_array_index (container->entries, i);
      return NULL;
    }

  entry = find_latest_before (container, G_MAXUINT);
  while (entry != NULL && !is_found (self, entry, key))
    entry = find_latest_before (container, entry->stamp);

  return entry;
}

/* With a count of it, and the weak sides held. */
ModelEntry *
model_container_find (Model          *self,
                      ModelContainer *container,
                      gint            key,
                      ModelSides     *sides)
{
  ModelEntry *entry;

  *sides = (ModelSides){ NULL };
  entry = model_container_search (self, container, key);
  if (entry == NULL)
    return NULL;

  revive_key (self, entry, key);
  model_entry_ref (entry);
  if (model_entry_dup_sides (self, entry, sides))
    return entry;

  model_sides_clear (self, sides);
  model_entry_unref (self, entry);

  return NULL;
}
