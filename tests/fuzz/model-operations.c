/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model-private.h"

/* What operations on containers should do. */

/* For the time of an operation. */
static void
hold (Model       *self,
      ModelObject *object)
{
  if (object == NULL)
    return;

  model_object_ref (object);
  model_object_take_hand (self, object);
}

static void
release (Model       *self,
         ModelObject *object)
{
  if (object == NULL)
    return;

  model_object_leave_hand (self, object);
  model_object_unref (self, object);
}

/* Whether a side is there to be handed in. */
static gboolean
is_side (Model   *self,
         FuzzSide side,
         guint    number)
{
  return side != FUZZ_SIDE_OBJECT || model_get_object_in_hand (self, number) != NULL;
}

static ModelObject *
hold_side (Model   *self,
           FuzzSide side,
           guint    number)
{
  ModelObject *object = side == FUZZ_SIDE_OBJECT ? self->objects[number] : NULL;

  hold (self, object);

  return object;
}

static void
cancel_loads (Model          *self,
              ModelContainer *container,
              gint            key)
{
  for (guint i = 0; i < container->loads->len; i++)
    {
      ModelLoad *load = g_ptr_array_index (container->loads, i);

      if (key == FUZZ_NONE || load->key_class == model_container_get_key_class (self, container, key))
        load->cancelled = TRUE;
    }
}

/* The numbers of the sides of an entry as they are given out, with references. */
void
model_give_sides (Model      *self,
                  ModelEntry *entry,
                  ModelSides *sides,
                  guint       flags,
                  gboolean    stolen)
{
  const FuzzKind *kind = entry->container->kind;
  ModelObject    *key = (flags & 2) ? NULL : entry->key_object;
  ModelObject    *value = (flags & 4) ? NULL : entry->value_object;

  if (stolen && !(fuzz_kind_is_weak (kind, GWEAK_WEAKNESS_KEYS) ? (flags & 4) : (flags & 2)))
    entry->given_up = TRUE;
  if (key != NULL)
    model_object_ref (key);
  if (value != NULL)
    model_object_ref (value);
  model_sides_clear (self, sides);
  model_entry_unref (self, entry);

  model_give (self, TRUE, (flags & 2) ? FUZZ_NONE : entry->key, (flags & 4) ? FUZZ_NONE : entry->value);
  model_keep_or_drop (self, key, flags & 1);
  model_keep_or_drop (self, value, flags & 1);
}

static void
run_lookup (Model          *self,
            ModelContainer *container,
            gint            key,
            guint           flags)
{
  ModelSides  sides;
  ModelEntry *entry = model_container_find (self, container, key, &sides);

  if (entry != NULL)
    model_give_sides (self, entry, &sides, flags, FALSE);
  else
    model_give (self, FALSE, FUZZ_NONE, FUZZ_NONE);
}

static void
run_take (Model          *self,
          ModelContainer *container,
          gint            key,
          guint           flags)
{
  ModelSides  sides;
  ModelEntry *entry;

  cancel_loads (self, container, key);
  entry = model_container_find (self, container, key, &sides);
  if (entry == NULL)
    {
      model_give (self, FALSE, FUZZ_NONE, FUZZ_NONE);
      return;
    }

  model_container_remove (self, container, entry, GWEAK_REMOVAL_CAUSE_REMOVED);
  model_give_sides (self, entry, &sides, flags, TRUE);
}

static void
run_pop (Model          *self,
         ModelContainer *container,
         guint           flags)
{
  ModelSides  sides;
  ModelEntry *entry = model_container_pop (self, container, &sides);

  if (entry != NULL)
    model_give_sides (self, entry, &sides, flags, TRUE);
  else
    model_give (self, FALSE, FUZZ_NONE, FUZZ_NONE);
}

static void
insert_all (Model          *self,
            ModelContainer *container,
            ModelContainer *other)
{
  ModelIterator iterator;
  gboolean      is_new;
  guint         last = other->last_serial;

  model_iterator_begin (&iterator, other);
  while (model_iterator_next (self, &iterator) && iterator.current->serial <= last)
    model_container_insert (self, container, iterator.current->key, iterator.current->value, &is_new);
  model_iterator_clear (self, &iterator);
}

static void
run_update (Model          *self,
            ModelContainer *container,
            guint           number)
{
  ModelContainer *other = self->containers[number];

  if (other == NULL || fuzz_kind_owns (container->kind) || fuzz_kind_owns (other->kind) ||
      container->kind->type != other->kind->type || container->kind->key != other->kind->key || container->kind->value != other->kind->value)
    {
      model_skip (self);
      return;
    }

  other->n_refs++;
  if (other != container)
    insert_all (self, container, other);
  model_container_unref (self, other);
}

static void
run_copy (Model          *self,
          ModelContainer *container,
          guint           number)
{
  ModelContainer *copy;

  if (self->containers[number] != NULL || fuzz_kind_owns (container->kind))
    {
      model_skip (self);
      return;
    }

  copy = model_container_new (self, number, container->kind);
  insert_all (self, copy, container);
  copy->heard = TRUE;
  if (self->containers[number] == NULL)
    self->containers[number] = copy;
  else
    model_container_unref (self, copy);
}

static void
drop_made (Model   *self,
           FuzzSide side,
           gint     value)
{
  if (side == FUZZ_SIDE_OBJECT)
    model_object_unref (self, self->objects[value]);
  else if (side == FUZZ_SIDE_OWNED)
    fuzz_stage_add (&self->stage, FUZZ_EVENT_DESTROY, value, 0, 0, 0);
}

/* A value that the factory makes, with a reference; FUZZ_NONE: it does not. */
static gint
make_value (Model          *self,
            ModelContainer *container,
            gint            key,
            gint            value,
            FuzzEnd         end)
{
  FuzzSide side = container->kind->value;

  fuzz_stage_tell (&self->stage, FUZZ_EVENT_FACTORY, container->number, key, 0, 0);
  if (end == FUZZ_MADE_NOTHING || end == FUZZ_RAISED ||
      !is_side (self, side, value) || (side == FUZZ_SIDE_INT && value == 0))
    return FUZZ_NONE;
  if (side == FUZZ_SIDE_OBJECT)
    model_object_ref (self->objects[value]);
  if (end == FUZZ_MADE)
    return value;

  drop_made (self, side, value);

  return FUZZ_NONE;
}

/* With a reference, if it is an object, from an entry, which goes. */
static gint
take_value (Model      *self,
            ModelEntry *entry,
            ModelSides *sides)
{
  if (entry->value_object != NULL)
    model_object_ref (entry->value_object);
  model_sides_clear (self, sides);
  model_entry_unref (self, entry);

  return entry->value;
}

/* What was inserted after the key was removed is the result. */
static gint
yield_to_newer (Model          *self,
                ModelContainer *container,
                ModelLoad      *load,
                gint            value)
{
  ModelSides  sides;
  ModelEntry *entry = model_container_find (self, container, load->key, &sides);
  gint        newer;

  if (entry == NULL)
    return value;

  newer = take_value (self, entry, &sides);
  drop_made (self, container->kind->value, value);

  return newer;
}

/* Keeps what was made, unless somebody inserted meanwhile; then that one is the
 * result. What was removed meanwhile is not kept, but for what nobody would free.
 */
static gint
keep_made (Model          *self,
           ModelContainer *container,
           ModelLoad      *load,
           gint            value)
{
  const FuzzKind *kind = container->kind;
  gboolean        owned = kind->value == FUZZ_SIDE_OWNED, is_new;
  ModelSides      sides = { NULL };
  ModelEntry     *entry;

  if (load->cancelled && !owned)
    return yield_to_newer (self, container, load, value);

  entry = model_container_insert_surely (self, container, load->key, value, &sides, &is_new);
  if (!is_new)
    {
      drop_made (self, kind->value, value);
      value = take_value (self, entry, &sides);
      entry = NULL;
    }
  if (load->cancelled && !owned && entry != NULL)
    model_container_remove (self, container, entry, GWEAK_REMOVAL_CAUSE_REMOVED);
  if (entry != NULL)
    model_entry_unref (self, entry);

  return value;
}

static gint
make_and_keep (Model          *self,
               ModelContainer *container,
               gint            key,
               gint            value,
               FuzzEnd         end)
{
  ModelLoad *load = model_allocate (self, sizeof (ModelLoad));

  load->key = key;
  load->key_class = model_container_get_key_class (self, container, key);
  g_ptr_array_add (container->loads, load);
  value = make_value (self, container, key, value, end);
  if (value != FUZZ_NONE)
    value = keep_made (self, container, load, value);
  g_ptr_array_remove (container->loads, load);

  return value;
}

static gboolean
is_loading (Model          *self,
            ModelContainer *container,
            gint            key)
{
  for (guint i = 0; i < container->loads->len; i++)
    {
      ModelLoad *load = g_ptr_array_index (container->loads, i);

      if (load->key_class == model_container_get_key_class (self, container, key))
        return TRUE;
    }

  return FALSE;
}

enum
{
  NO_ERROR,
  RAISED,
  RECURSION
};

static gint
obtain (Model          *self,
        ModelContainer *container,
        const guint8   *arguments,
        gint           *error)
{
  gint        key = arguments[1], value;
  FuzzEnd     end = arguments[3] % FUZZ_N_ENDS;
  ModelSides  sides;
  ModelEntry *entry = model_container_find (self, container, key, &sides);

  *error = NO_ERROR;
  if (entry != NULL)
    return take_value (self, entry, &sides);
  if (is_loading (self, container, key))
    {
      *error = RECURSION;
      return FUZZ_NONE;
    }

  value = make_and_keep (self, container, key, arguments[2], end);
  if (end == FUZZ_RAISED || end == FUZZ_MADE_AND_RAISED)
    *error = RAISED;

  return value;
}

static void
run_obtain (Model          *self,
            ModelContainer *container,
            const guint8   *arguments)
{
  gint         value, error;
  ModelObject *object;

  if (container->kind->key == FUZZ_SIDE_OWNED)
    {
      model_skip (self);
      return;
    }

  value = obtain (self, container, arguments, &error);
  object = value != FUZZ_NONE && container->kind->value == FUZZ_SIDE_OBJECT ? self->objects[value] : NULL;
  if (container->kind->value == FUZZ_SIDE_INT)
    value = MAX (value, 0);
  model_give (self, value, error, 0);
  model_keep_or_drop (self, object, FALSE);
}

/* As the world's callback decides. */
static gboolean
is_chosen (ModelEntry *entry,
           guint       third)
{
  return (guint) (entry->key + entry->value) % 3 == third % 3;
}

static void
run_foreach (Model          *self,
             ModelContainer *container,
             gboolean        remove,
             guint           third)
{
  ModelIterator iterator;
  gint          n_removed = 0;

  model_iterator_begin (&iterator, container);
  while (model_iterator_next (self, &iterator))
    {
      ModelEntry *entry = iterator.current;

      model_object_take_hand (self, entry->key_object);
      model_object_take_hand (self, entry->value_object);
      fuzz_stage_tell (&self->stage, FUZZ_EVENT_EACH, container->number, entry->key, entry->value, 0);
      model_object_leave_hand (self, entry->value_object);
      model_object_leave_hand (self, entry->key_object);
      if (remove && is_chosen (entry, third))
        n_removed += model_container_remove (self, container, entry, GWEAK_REMOVAL_CAUSE_REMOVED);
    }
  model_give (self, n_removed, 0, 0);
}

static void
run_insert (Model          *self,
            ModelContainer *container,
            gint            key,
            gint            value)
{
  gboolean is_new;

  model_container_insert (self, container, key, value, &is_new);
  model_give (self, is_new, 0, 0);
}

static void
run_on_container (Model          *self,
                  ModelContainer *container,
                  FuzzCode        code,
                  const guint8   *arguments)
{
  switch (code)
    {
    case FUZZ_DROP:
      self->containers[arguments[0]] = NULL;
      model_container_unref (self, container);
      break;
    case FUZZ_INSERT:
      run_insert (self, container, arguments[1], arguments[2]);
      break;
    case FUZZ_LOOKUP:
      run_lookup (self, container, arguments[1], arguments[2] & 1);
      break;
    case FUZZ_REMOVE:
      run_take (self, container, arguments[1], 2 | 4);
      break;
    case FUZZ_STEAL:
      run_take (self, container, arguments[1], arguments[2]);
      break;
    case FUZZ_POP:
      run_pop (self, container, arguments[1]);
      break;
    case FUZZ_REMOVE_ALL:
      cancel_loads (self, container, FUZZ_NONE);
      model_container_remove_all (self, container);
      break;
    case FUZZ_UPDATE:
      run_update (self, container, arguments[1]);
      break;
    case FUZZ_COPY:
      run_copy (self, container, arguments[1]);
      break;
    case FUZZ_OBTAIN:
      run_obtain (self, container, arguments);
      break;
    case FUZZ_FOREACH:
    case FUZZ_FOREACH_REMOVE:
      run_foreach (self, container, code == FUZZ_FOREACH_REMOVE, arguments[1]);
      break;
    default:
      model_skip (self);
    }
}

/* With what it needs in hand, and held meanwhile. */
void
model_run_container_operation (Model        *self,
                               FuzzCode      code,
                               const guint8 *arguments)
{
  ModelContainer *container = self->containers[arguments[0]];
  const char     *letters = fuzz_code_get_arguments (code);
  gboolean        has_key = letters[1] == 'k', has_value = has_key && letters[2] == 'v';
  ModelObject    *key = NULL, *value = NULL;

  if (container == NULL || (has_key && !fuzz_kind_can_have_key (container->kind, arguments[1])) ||
      (has_key && !is_side (self, container->kind->key, arguments[1])) ||
      (has_value && code != FUZZ_OBTAIN && !is_side (self, container->kind->value, arguments[2])))
    {
      model_skip (self);
      return;
    }

  container->n_refs++;
  if (has_key)
    key = hold_side (self, container->kind->key, arguments[1]);
  if (has_value && code != FUZZ_OBTAIN)
    value = hold_side (self, container->kind->value, arguments[2]);
  if (container->kind->type == FUZZ_LIST && code != FUZZ_DROP)
    model_run_list_operation (self, container, code, arguments);
  else if (container->kind->type == FUZZ_CACHE && code != FUZZ_DROP)
    model_run_cache_operation (self, container, code, arguments);
  else if (container->kind->type == FUZZ_SET && code != FUZZ_DROP)
    model_run_set_operation (self, container, code, arguments);
  else
    run_on_container (self, container, code, arguments);
  release (self, value);
  release (self, key);
  model_container_unref (self, container);
}

static void
run_next (Model         *self,
          ModelIterator *iterator)
{
  gboolean found = model_iterator_next (self, iterator);

  model_give (self, found, found ? iterator->current->key : FUZZ_NONE, found ? iterator->current->value : FUZZ_NONE);
}

static void
run_remove_at (Model         *self,
               ModelIterator *iterator)
{
  ModelEntry *entry = model_entry_ref (iterator->current);
  gboolean    removed = model_container_remove (self, iterator->container, entry, GWEAK_REMOVAL_CAUSE_REMOVED);

  model_entry_unref (self, entry);
  model_give (self, removed, 0, 0);
}

void
model_run_iterator_operation (Model        *self,
                              FuzzCode      code,
                              const guint8 *arguments)
{
  ModelIterator  *iterator = &self->iterators[arguments[0]];
  ModelContainer *container = code == FUZZ_BEGIN ? self->containers[arguments[1]] : NULL;

  if ((code == FUZZ_BEGIN && (container == NULL || iterator->n_calls > 0 || !fuzz_kind_has_iterator (container->kind))) || (code == FUZZ_REMOVE_AT && iterator->current == NULL))
    {
      model_skip (self);
      return;
    }

  iterator->n_calls++;
  if (container != NULL)
    container->n_refs++;
  if (code == FUZZ_REMOVE_AT)
    run_remove_at (self, iterator);
  else if (code == FUZZ_NEXT)
    run_next (self, iterator);
  else
    model_iterator_clear (self, iterator);
  iterator->n_calls--;
  if (container != NULL)
    model_iterator_begin (iterator, container);
  if (container != NULL)
    model_container_unref (self, container);
}
