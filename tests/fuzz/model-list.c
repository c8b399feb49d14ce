/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model-private.h"

/* What operations on list stores should do. */

static ModelEntry *
get_member (ModelContainer *container,
            guint           position)
{
  return g_ptr_array_index (container->entries, position);
}

/* Of its object, with a reference; NULL: it died, or is about to. */
static ModelObject *
dup_object (ModelEntry *member)
{
  return model_observer_is_alive (member->key_observer) ? model_observer_dup_object (member->key_observer) : NULL;
}

static void
announce_change (Model          *self,
                 ModelContainer *container,
                 guint           position,
                 guint           n_removals,
                 guint           n_additions)
{
  container->n_refs++;
  fuzz_stage_tell (&self->stage, FUZZ_EVENT_ITEMS_CHANGED, container->number, position, n_removals, n_additions);
  if (n_removals != n_additions)
    model_container_notify_size (self, container);
  model_container_unref (self, container);
}

static void
insert (Model          *self,
        ModelContainer *container,
        guint           position,
        gint            number)
{
  ModelEntry *member = model_allocate (self, sizeof (ModelEntry));

  member->container = container;
  member->key = number;
  member->key_object = self->objects[number];
  member->in = TRUE;
  member->key_observer = model_observe (self, member->key_object, MODEL_MEMBER, member);
  g_ptr_array_insert (container->entries, position, member);
  container->size++;
}

static void
remove_range (ModelContainer *container,
              guint           position,
              guint           n)
{
  for (guint i = 0; i < n; i++)
    {
      ModelEntry *member = get_member (container, position + i);

      member->in = FALSE;
      model_observer_detach (member->key_observer);
    }
  if (n > 0)
    g_ptr_array_remove_range (container->entries, position, n);
  container->size -= n;
}

static void
change (Model          *self,
        ModelContainer *container,
        guint           position,
        guint           n_removals,
        gint            number,
        guint           n_additions)
{
  if (n_removals + n_additions == 0)
    return;

  remove_range (container, position, n_removals);
  for (guint i = 0; i < n_additions; i++)
    insert (self, container, position + i, number);
  announce_change (self, container, position, n_removals, n_additions);
}

static void
queue_if_needed (Model          *self,
                 ModelContainer *container)
{
  if (container->dead->len == 0 || container->queued)
    return;

  container->queued = TRUE;
  model_push_news (self, MODEL_LIST_NEWS, container);
}

/* The list hears of it in its context. */
void
model_list_member_died (Model      *self,
                        ModelEntry *entry)
{
  ModelContainer *container = entry->container;

  if (container->n_refs == 0)
    return;

  g_ptr_array_add (container->dead, entry);
  queue_if_needed (self, container);
}

static void
take_dead (ModelContainer *container)
{
  for (guint i = 0; i < container->dead->len; i++)
    {
      ModelEntry *member = g_ptr_array_index (container->dead, i);

      member->is_due = TRUE;
      g_ptr_array_add (container->due, member);
    }
  g_ptr_array_set_size (container->dead, 0);
}

/* What is due around a member leaves with it. */
static void
announce_run (Model          *self,
              ModelContainer *container,
              ModelEntry     *member)
{
  guint begin, end;

  g_ptr_array_find (container->entries, member, &begin);
  end = begin + 1;
  while (begin > 0 && get_member (container, begin - 1)->is_due)
    begin--;
  while (end < container->entries->len && get_member (container, end)->is_due)
    end++;
  remove_range (container, begin, end - begin);
  announce_change (self, container, begin, end - begin, 0);
}

/* While more is to be announced, who runs the context again goes on with that. */
static void
announce (Model          *self,
          ModelContainer *container)
{
  gboolean kept = FALSE;

  take_dead (container);
  while (container->due->len > 0)
    {
      ModelEntry *member = g_ptr_array_steal_index (container->due, 0);

      if (container->due->len > 0 && !kept && !container->queued)
        {
          kept = container->queued = TRUE;
          model_push_news_first (self, MODEL_LIST_NEWS, container);
        }
      if (member->in)
        announce_run (self, container, member);
    }

  if (kept && model_withdraw_first (self, container))
    {
      container->queued = FALSE;
      queue_if_needed (self, container);
    }
}

void
model_list_announce (Model          *self,
                     ModelContainer *container)
{
  container->queued = FALSE;
  if (container->n_refs == 0)
    return;

  container->n_refs++;
  announce (self, container);
  model_container_unref (self, container);
}

/* When it goes. */
void
model_list_forget (ModelContainer *container)
{
  remove_range (container, 0, container->entries->len);
}

/* Those that can be reached are compared, by bisection. */
static guint
search_sorted (Model          *self,
               ModelContainer *container,
               gint            value)
{
  guint begin = 0, end = container->entries->len;

  while (begin < end)
    {
      guint        middle = begin + (end - begin) / 2, position = middle;
      ModelObject *other = NULL;

      for (guint i = middle; other == NULL && i < end; i++)
        {
          other = dup_object (get_member (container, i));
          position = i;
        }
      if (other != NULL && other->value <= value)
        begin = position + 1;
      else
        end = middle;
      if (other != NULL)
        model_object_unref (self, other);
    }

  return begin;
}

/* The dead come last; all else by value, and by the order it had. */
static void
run_sort (Model          *self,
          ModelContainer *container)
{
  guint        n = container->entries->len, n_sorted = 0;
  ModelObject *objects[256];
  ModelEntry  *sorted[256];

  g_assert (n <= 256);

  for (guint i = 0; i < n; i++)
    {
      ModelEntry  *member = get_member (container, i);
      ModelObject *object = dup_object (member);
      guint        place = n_sorted;

      while (place > 0 && object != NULL && (objects[place - 1] == NULL || objects[place - 1]->value > object->value))
        {
          objects[place] = objects[place - 1];
          sorted[place] = sorted[place - 1];
          place--;
        }
      objects[place] = object;
      sorted[place] = member;
      n_sorted++;
    }
  for (guint i = 0; i < n; i++)
    g_ptr_array_index (container->entries, i) = sorted[i];
  if (n > 0)
    announce_change (self, container, 0, n, n);
  for (guint i = 0; i < n; i++)
    if (objects[i] != NULL)
      model_object_unref (self, objects[i]);
}

static void
run_find (Model          *self,
          ModelContainer *container,
          ModelObject    *object)
{
  gint position = FUZZ_NONE;

  model_object_revive (object);
  for (guint i = 0; position == FUZZ_NONE && i < container->entries->len; i++)
    {
      ModelEntry *member = get_member (container, i);

      if (member->key_object == object && model_observer_is_alive (member->key_observer))
        position = i;
    }
  model_give (self, position != FUZZ_NONE, position, 0);
}

static void
run_dup_object (Model          *self,
                ModelContainer *container,
                guint           position,
                gboolean        keep)
{
  ModelObject *object = position < container->entries->len ? dup_object (get_member (container, position)) : NULL;

  model_give (self, object != NULL ? (gint) object->number : FUZZ_NONE, 0, 0);
  model_keep_or_drop (self, object, keep);
}

static void
run_splice (Model          *self,
            ModelContainer *container,
            gint            number,
            guint           flags)
{
  guint position = number % (container->entries->len + 1);
  guint n_removals = MIN (flags & 3, container->entries->len - position);

  change (self, container, position, n_removals, number, flags >> 2);
}

static void
run_insert_sorted (Model          *self,
                   ModelContainer *container,
                   gint            number)
{
  guint position = search_sorted (self, container, self->objects[number]->value);

  change (self, container, position, 0, number, 1);
  model_give (self, position, 0, 0);
}

void
model_run_list_operation (Model          *self,
                          ModelContainer *container,
                          FuzzCode        code,
                          const guint8   *arguments)
{
  guint n = container->entries->len;

  switch (code)
    {
    case FUZZ_INSERT:
      change (self, container, arguments[2] % (n + 1), 0, arguments[1], 1);
      break;
    case FUZZ_OBTAIN:
      run_insert_sorted (self, container, arguments[1]);
      break;
    case FUZZ_LOOKUP:
      run_find (self, container, self->objects[arguments[1]]);
      break;
    case FUZZ_REMOVE:
      change (self, container, n > 0 ? arguments[1] % n : 0, MIN (n, 1), 0, 0);
      break;
    case FUZZ_STEAL:
      run_splice (self, container, arguments[1], arguments[2]);
      break;
    case FUZZ_POP:
      run_dup_object (self, container, arguments[1], arguments[1] & 1);
      break;
    case FUZZ_REMOVE_ALL:
      change (self, container, 0, n, 0, 0);
      break;
    case FUZZ_FOREACH:
    case FUZZ_FOREACH_REMOVE:
      run_sort (self, container);
      break;
    default:
      model_skip (self);
    }
}

/* Each member's object, if it can be had, and whether its reference is alive. */
void
model_list_snapshot (Model          *self,
                     ModelContainer *container)
{
  for (guint i = 0; i < container->entries->len; i++)
    {
      ModelObject *object = dup_object (get_member (container, i));

      fuzz_stage_add (&self->stage, FUZZ_EVENT_ENTRY, container->number,
                      object != NULL ? (gint) object->number : FUZZ_NONE, object != NULL, 0);
      if (object != NULL)
        model_object_unref (self, object);
    }
}
