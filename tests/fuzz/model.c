/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model-private.h"

/* What each operation should do. */

gpointer
model_allocate (Model *self,
                gsize  size)
{
  gpointer memory = g_malloc0 (size);

  g_ptr_array_add (self->garbage, memory);

  return memory;
}

GPtrArray *
model_allocate_array (Model *self)
{
  GPtrArray *array = g_ptr_array_new ();

  g_ptr_array_add (self->arrays, array);

  return array;
}

void
model_push_news (Model        *self,
                 ModelNewsType type,
                 gpointer      subject)
{
  ModelNews *news = model_allocate (self, sizeof (ModelNews));

  news->type = type;
  news->subject = subject;
  g_queue_push_tail (&self->news, news);
}

void
model_push_news_first (Model        *self,
                       ModelNewsType type,
                       gpointer      subject)
{
  model_push_news (self, type, subject);
  g_queue_push_head (&self->news, g_queue_pop_tail (&self->news));
}

/* Whether it was still there. */
gboolean
model_withdraw_first (Model   *self,
                      gpointer subject)
{
  ModelNews *first = g_queue_peek_head (&self->news);

  if (first == NULL || first->type != MODEL_LIST_NEWS || first->subject != subject)
    return FALSE;

  g_queue_pop_head (&self->news);

  return TRUE;
}

static void
iterate (Model *self)
{
  ModelNews *news;

  while ((news = g_queue_pop_head (&self->news)) != NULL)
    switch (news->type)
      {
      case MODEL_SIZE_NEWS:
        model_container_deliver_size (self, news->subject);
        break;
      case MODEL_LIST_NEWS:
        model_list_announce (self, news->subject);
        break;
      case MODEL_ENTRY_NEWS:
        model_entry_deliver (self, news->subject);
        break;
      default:
        model_reference_deliver (self, news->subject, news->type);
      }
}

void
model_skip (Model *self)
{
  fuzz_stage_add (&self->stage, FUZZ_EVENT_SKIP, 0, 0, 0, 0);
}

void
model_give (Model *self,
            gint   a,
            gint   b,
            gint   c)
{
  fuzz_stage_add (&self->stage, FUZZ_EVENT_RESULT, 0, a, b, c);
}

ModelObject *
model_get_object_in_hand (Model *self,
                          guint  number)
{
  if (number >= FUZZ_N_OBJECTS || self->n_own_refs[number] + self->n_in_hand[number] == 0)
    return NULL;

  return self->objects[number];
}

static void
drop_own_ref (Model *self,
              guint  number)
{
  self->n_own_refs[number]--;
  model_object_unref (self, self->objects[number]);
}

/* What an operation gave out, and the program keeps or drops. */
void
model_keep_or_drop (Model       *self,
                    ModelObject *object,
                    gboolean     keep)
{
  if (object == NULL)
    return;

  if (keep)
    self->n_own_refs[object->number]++;
  else
    model_object_unref (self, object);
}

static void
run_new (Model        *self,
         const guint8 *arguments)
{
  guint number = arguments[0];

  if (self->objects[number] != NULL)
    {
      model_skip (self);
      return;
    }

  self->objects[number] = model_object_new (self, number, arguments[1], arguments[2]);
  self->n_own_refs[number] = 1;
}

static void
run_hold (Model       *self,
          ModelObject *object,
          guint        number)
{
  ModelObject *other = model_get_object_in_hand (self, number);

  if (other == NULL || object->n_held == FUZZ_N_HELD)
    {
      model_skip (self);
      return;
    }

  model_object_ref (other);
  object->held[object->n_held++] = other;
}

static void
run_object_operation (Model        *self,
                      FuzzCode      code,
                      const guint8 *arguments)
{
  guint        number = arguments[0];
  ModelObject *object = model_get_object_in_hand (self, number);

  if (object == NULL || ((code == FUZZ_UNREF || code == FUZZ_RELEASE) && self->n_own_refs[number] == 0))
    {
      model_skip (self);
      return;
    }

  switch (code)
    {
    case FUZZ_REF:
      model_object_ref (object);
      self->n_own_refs[number]++;
      break;
    case FUZZ_UNREF:
      drop_own_ref (self, number);
      break;
    case FUZZ_RELEASE:
      while (self->n_own_refs[number] > 0)
        drop_own_ref (self, number);
      break;
    case FUZZ_DISPOSE:
      model_object_run_dispose (self, object);
      break;
    default:
      run_hold (self, object, arguments[1]);
    }
}

static void
run_break (Model *self,
           guint  number)
{
  if (self->objects[number] != NULL)
    model_object_run_dispose (self, self->objects[number]);
}

static void
run_watch (Model        *self,
           const guint8 *arguments)
{
  ModelObject *object = model_get_object_in_hand (self, arguments[1]);
  ModelWatch  *watch;

  if (object == NULL || self->watches[arguments[0]] != NULL)
    {
      model_skip (self);
      return;
    }

  watch = model_allocate (self, sizeof (ModelWatch));
  watch->number = arguments[0];
  watch->observer = model_observe (self, object, (arguments[2] & 1) ? MODEL_FINAL_WATCH : MODEL_WATCH, watch);
  self->watches[watch->number] = watch;
}

static void
run_unwatch (Model        *self,
             const guint8 *arguments)
{
  ModelWatch *watch = g_steal_pointer (&self->watches[arguments[0]]);

  if (watch == NULL)
    {
      model_skip (self);
      return;
    }
  if (arguments[1] & 1)
    return;

  if (model_observer_detach (watch->observer))
    {
      fuzz_stage_add (&self->stage, FUZZ_EVENT_WATCH_DESTROY, watch->number, 0, 0, 0);
      model_give (self, TRUE, 0, 0);
    }
  else
    model_give (self, FALSE, 0, 0);
}

static void
run_refer (Model        *self,
           const guint8 *arguments)
{
  ModelObject *object = model_get_object_in_hand (self, arguments[1]);

  if (object == NULL || self->references[arguments[0]] != NULL)
    {
      model_skip (self);
      return;
    }

  self->references[arguments[0]] = model_reference_new (self, arguments[0], object, arguments[2]);
}

static void
run_get (Model          *self,
         ModelReference *reference,
         gboolean        keep)
{
  gboolean     alive = model_observer_is_alive (reference->observer);
  ModelObject *object = alive ? model_observer_dup_object (reference->observer) : NULL;

  model_give (self, alive, object != NULL ? (gint) object->number : FUZZ_NONE, 0);
  model_keep_or_drop (self, object, keep);
}

static void
run_reference_operation (Model        *self,
                         FuzzCode      code,
                         const guint8 *arguments)
{
  ModelReference *reference = self->references[arguments[0]];

  if (reference == NULL)
    {
      model_skip (self);
      return;
    }

  reference->n_refs++;
  if (code == FUZZ_CLEAR)
    {
      model_reference_clear (self, reference);
    }
  else if (code == FUZZ_GET)
    {
      run_get (self, reference, arguments[1] & 1);
    }
  else
    {
      self->references[arguments[0]] = NULL;
      model_reference_unref (self, reference);
    }
  model_reference_unref (self, reference);
}

static void
run_make (Model *self,
          guint  number,
          guint  kind)
{
  if (self->containers[number] != NULL)
    {
      model_skip (self);
      return;
    }

  self->containers[number] = model_container_new (self, number, &fuzz_kinds[kind]);
  self->containers[number]->heard = TRUE;
  self->containers[number]->max_idle = FUZZ_MAX_IDLE;
}

static void
run (FuzzStage           *stage,
     const FuzzOperation *operation)
{
  Model        *self = (Model *) stage;
  const guint8 *arguments = operation->arguments;

  switch ((FuzzCode) operation->code)
    {
    case FUZZ_NEW:
      run_new (self, arguments);
      break;
    case FUZZ_REF:
    case FUZZ_UNREF:
    case FUZZ_RELEASE:
    case FUZZ_DISPOSE:
    case FUZZ_HOLD:
      run_object_operation (self, operation->code, arguments);
      break;
    case FUZZ_BREAK:
      run_break (self, arguments[0]);
      break;
    case FUZZ_WATCH:
      run_watch (self, arguments);
      break;
    case FUZZ_UNWATCH:
      run_unwatch (self, arguments);
      break;
    case FUZZ_REFER:
      run_refer (self, arguments);
      break;
    case FUZZ_CLEAR:
    case FUZZ_FORGET:
    case FUZZ_GET:
      run_reference_operation (self, operation->code, arguments);
      break;
    case FUZZ_MAKE:
      run_make (self, arguments[0], arguments[1]);
      break;
    case FUZZ_BEGIN:
    case FUZZ_NEXT:
    case FUZZ_REMOVE_AT:
    case FUZZ_END:
      model_run_iterator_operation (self, operation->code, arguments);
      break;
    case FUZZ_ITERATE:
      iterate (self);
      break;
    case FUZZ_WHEN:
      fuzz_stage_wait (stage, operation);
      break;
    default:
      model_run_container_operation (self, operation->code, arguments);
    }
}

static guint32
get_sizes (FuzzStage *stage)
{
  Model  *self = (Model *) stage;
  guint32 sizes = 0;

  for (guint i = 0; i < FUZZ_N_CONTAINERS; i++)
    sizes = sizes * 31 + (self->containers[i] != NULL ? self->containers[i]->size : 0);

  return sizes;
}

/* Not where a resurrection made two entries of a key, and the later one's value
 * cannot be had.
 */
static gboolean
contains (Model          *self,
          ModelContainer *container,
          gint            key)
{
  ModelSides  sides;
  ModelEntry *entry = model_container_find (self, container, key, &sides);

  if (entry == NULL)
    return FALSE;

  model_sides_clear (self, &sides);
  model_entry_unref (self, entry);

  return TRUE;
}

static void
snapshot_container (Model          *self,
                    ModelContainer *container)
{
  fuzz_stage_add (&self->stage, FUZZ_EVENT_SIZE, container->number, container->size, 0, 0);
  if (container->kind->type == FUZZ_LIST)
    {
      model_list_snapshot (self, container);
      return;
    }
  if (container->kind->type == FUZZ_CACHE)
    {
      model_cache_snapshot (self, container);
      return;
    }
  for (guint i = 0; i < container->entries->len; i++)
    {
      ModelEntry *entry = g_ptr_array_index (container->entries, i);
      ModelSides  sides;

      if (!model_entry_is_alive (entry))
        continue;
      if (model_entry_dup_sides (self, entry, &sides))
        fuzz_stage_add (&self->stage, FUZZ_EVENT_ENTRY, container->number, entry->key, entry->value,
                        contains (self, container, entry->key));
      model_sides_clear (self, &sides);
    }
}

void
model_snapshot (FuzzStage *stage)
{
  Model *self = (Model *) stage;
  guint  n_objects = 0;

  for (guint i = 0; i < FUZZ_N_CONTAINERS; i++)
    if (self->containers[i] != NULL)
      snapshot_container (self, self->containers[i]);
  for (guint i = 0; i < FUZZ_N_OBJECTS; i++)
    n_objects += self->objects[i] != NULL;
  fuzz_stage_add (stage, FUZZ_EVENT_SIZE, FUZZ_NONE, n_objects, 0, 0);
}

gboolean
model_has (FuzzStage *stage,
           char       letter,
           guint      number)
{
  Model *self = (Model *) stage;

  switch (letter)
    {
    case 'o':
      return self->objects[number] != NULL && self->n_own_refs[number] > 0;
    case 'O':
      return self->objects[number] != NULL;
    case 'c':
      return self->containers[number] != NULL;
    case 'i':
      return self->iterators[number].container != NULL;
    case 'I':
      return self->iterators[number].current != NULL;
    case 'w':
      return self->watches[number] != NULL;
    case 'r':
      return self->references[number] != NULL;
    default:
      return TRUE;
    }
}

gint
model_get_object (FuzzStage *stage,
                  char       letter,
                  guint      number)
{
  Model *self = (Model *) stage;

  if (letter == 'o')
    return number;
  if (letter == 'w' && self->watches[number] != NULL)
    return self->watches[number]->observer->object->number;
  if (letter == 'r' && self->references[number] != NULL)
    return self->references[number]->observer->object->number;

  return FUZZ_NONE;
}

const FuzzKind *
model_get_kind (FuzzStage *stage,
                guint      container)
{
  Model *self = (Model *) stage;

  return self->containers[container] != NULL ? self->containers[container]->kind : NULL;
}

FuzzStage *
model_new (void)
{
  Model *self = g_new0 (Model, 1);

  fuzz_stage_init (&self->stage);
  self->stage.run = run;
  self->stage.get_sizes = get_sizes;
  self->garbage = g_ptr_array_new_with_free_func (g_free);
  self->arrays = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->old_glib = glib_check_version (2, 80, 0) != NULL;
  g_queue_init (&self->news);

  return &self->stage;
}

void
model_free (FuzzStage *stage)
{
  Model *self = (Model *) stage;

  g_queue_clear (&self->news);
  g_ptr_array_unref (self->arrays);
  g_ptr_array_unref (self->garbage);
  fuzz_stage_clear (stage);
  g_free (self);
}
