/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model-private.h"

/* What operations on caches should do, as long as they have few values. */

/* Hits that look at nothing, after one that looked in vain. */
#define N_QUIET_HITS 64

typedef struct
{
  guint n;
  guint cost;
} Sum;

static ModelEntry *
get_entry (ModelContainer *container,
           guint           i)
{
  return g_ptr_array_index (container->entries, i);
}

static Sum
sum_of_rank (ModelContainer *container,
             ModelRank       rank)
{
  Sum sum = { 0, 0 };

  for (guint i = 0; i < container->entries->len; i++)
    if (get_entry (container, i)->rank == rank)
      {
        sum.n++;
        sum.cost += get_entry (container, i)->cost;
      }

  return sum;
}

static gboolean
is_too_much (ModelContainer *container,
             Sum             sum,
             guint           max_idle)
{
  return sum.n > max_idle || (container->max_idle_cost > 0 && sum.cost > container->max_idle_cost);
}

static gboolean
can_be_over (ModelContainer *container)
{
  Sum idle = sum_of_rank (container, MODEL_IDLE), busy = sum_of_rank (container, MODEL_BUSY);

  return is_too_much (container, (Sum){ idle.n + busy.n, idle.cost + busy.cost }, container->max_idle);
}

/* Nobody but the cache has the value, or is about to. */
static gboolean
is_idle (ModelEntry *entry)
{
  return entry->n_refs == 1 && entry->value_object->n_refs == 1;
}

/* Says how many changed. */
static guint
sort_out (ModelContainer *container,
          ModelRank       from,
          ModelRank       to)
{
  guint n_changed = 0;

  for (guint i = 0; i < container->entries->len; i++)
    {
      ModelEntry *entry = get_entry (container, i);

      if (entry->rank == from && is_idle (entry) == (to == MODEL_IDLE))
        {
          entry->rank = to;
          n_changed++;
        }
    }

  return n_changed;
}

static ModelEntry *
find_oldest_idle (ModelContainer *container)
{
  ModelEntry *found = NULL;

  for (guint i = 0; i < container->entries->len; i++)
    {
      ModelEntry *entry = get_entry (container, i);

      if (entry->rank == MODEL_IDLE && (found == NULL || entry->used < found->used))
        found = entry;
    }

  return found;
}

/* What is not idle any more is found out when it would go. */
static ModelEntry *
find_victim (ModelContainer *container,
             guint           max_idle)
{
  while (is_too_much (container, sum_of_rank (container, MODEL_IDLE), max_idle))
    {
      ModelEntry *entry = find_oldest_idle (container);

      if (is_idle (entry))
        return entry;
      entry->rank = MODEL_BUSY;
    }

  return NULL;
}

static void
evict (Model          *self,
       ModelContainer *container,
       guint           max_idle)
{
  ModelEntry *victim;

  while ((victim = find_victim (container, MIN (max_idle, container->max_idle))) != NULL)
    {
      model_entry_ref (victim);
      victim->rank = MODEL_NOT_KEPT;
      victim->is_owner = FALSE;
      victim->evicting = TRUE;
      container->evictions++;
      model_object_unref (self, victim->value_object);
      victim->evicting = FALSE;
      model_entry_unref (self, victim);
    }
}

static void
enforce (Model          *self,
         ModelContainer *container,
         gboolean        is_hit)
{
  if (can_be_over (container))
    {
      guint n_found = sort_out (container, MODEL_BUSY, MODEL_IDLE);

      container->n_quiet = is_hit && n_found == 0 ? N_QUIET_HITS : 0;
    }
  evict (self, container, G_MAXUINT);
}

/* Takes over a reference to the value. */
static void
keep (Model       *self,
      ModelEntry  *entry,
      ModelObject *value,
      gint         cost)
{
  gboolean taken = FALSE;

  if (entry->in && model_entry_is_alive (entry))
    {
      taken = !entry->is_owner;
      entry->is_owner = TRUE;
      entry->rank = MODEL_BUSY;
      if (cost != FUZZ_NONE)
        entry->cost = cost;
      entry->used = ++entry->container->clock;
    }
  if (!taken)
    model_object_unref (self, value);
}

static gboolean
is_look_due (ModelContainer *container)
{
  if (!can_be_over (container))
    return FALSE;
  if (container->n_quiet == 0)
    return TRUE;

  container->n_quiet--;

  return FALSE;
}

static ModelObject *
find_weak (Model          *self,
           ModelContainer *container,
           gint            key)
{
  ModelSides  sides;
  ModelEntry *entry = model_container_find (self, container, key, &sides);

  if (entry == NULL)
    return NULL;

  model_object_ref (sides.value);
  keep (self, entry, sides.value, FUZZ_NONE);
  model_entry_unref (self, entry);

  return sides.value;
}

static ModelObject *
look_up_kept (Model          *self,
              ModelContainer *container,
              ModelEntry     *entry,
              gboolean        counts)
{
  ModelObject *value = entry->value_object;
  gboolean     due;

  entry->used = container->clock;
  entry->rank = MODEL_BUSY;
  container->hits += counts;
  due = is_look_due (container);
  model_object_ref (value);
  if (due)
    enforce (self, container, TRUE);

  return value;
}

/* With a reference. */
static ModelObject *
look_up (Model          *self,
         ModelContainer *container,
         gint            key,
         gboolean        counts)
{
  ModelEntry  *entry = model_container_search (self, container, key);
  ModelObject *value = NULL;

  if (entry != NULL)
    container->clock++;
  if (entry != NULL && entry->rank != MODEL_NOT_KEPT)
    return look_up_kept (self, container, entry, counts);

  if (entry != NULL)
    value = find_weak (self, container, key);
  if (counts && value != NULL)
    container->hits++;
  else if (counts)
    container->misses++;
  enforce (self, container, FALSE);

  return value;
}

static void
give_value (Model       *self,
            ModelObject *value,
            gint         error,
            gboolean     keep_it)
{
  model_give (self, value != NULL ? (gint) value->number : FUZZ_NONE, error, 0);
  model_keep_or_drop (self, value, keep_it);
}

static guint
get_cost (gint value)
{
  return value & 7;
}

static void
run_insert (Model          *self,
            ModelContainer *container,
            gint            key,
            gint            value)
{
  ModelEntry  *entry = model_container_put (self, container, key, value);
  ModelObject *object = entry->value_object;

  model_object_ref (object);
  keep (self, entry, object, get_cost (value));
  model_entry_unref (self, entry);
  enforce (self, container, FALSE);
}

static void
run_contains (Model          *self,
              ModelContainer *container,
              gint            key)
{
  ModelSides  sides;
  ModelEntry *entry;

  enforce (self, container, FALSE);
  entry = model_container_find (self, container, key, &sides);
  if (entry != NULL)
    {
      model_sides_clear (self, &sides);
      model_entry_unref (self, entry);
    }
  model_give (self, entry != NULL, 0, 0);
}

static void
cancel_loads (ModelContainer *container,
              gint            key)
{
  for (guint i = 0; i < container->loads->len; i++)
    {
      ModelLoad *load = g_ptr_array_index (container->loads, i);

      if (key == FUZZ_NONE || load->key == key)
        load->cancelled = TRUE;
    }
}

static void
run_remove (Model          *self,
            ModelContainer *container,
            gint            key)
{
  ModelSides  sides;
  ModelEntry *entry;

  cancel_loads (container, key);
  entry = model_container_find (self, container, key, &sides);
  if (entry != NULL)
    {
      model_container_remove (self, container, entry, GWEAK_REMOVAL_CAUSE_REMOVED);
      model_entry_unref (self, entry);
      model_sides_clear (self, &sides);
    }
  enforce (self, container, FALSE);
  model_give (self, entry != NULL, 0, 0);
}

/* The value that is in then, with a reference; if it is the one that was made, its
 * entry too.
 */
static ModelObject *
put_in (Model          *self,
        ModelContainer *container,
        gint            key,
        ModelObject    *made,
        ModelEntry    **fresh)
{
  ModelSides  sides = { NULL };
  gboolean    is_new;
  ModelEntry *entry = model_container_insert_surely (self, container, key, made->number, &sides, &is_new);

  if (is_new)
    {
      model_object_ref (made);
      keep (self, entry, made, get_cost (made->number));
      *fresh = entry;
      return made;
    }

  model_object_unref (self, made);
  model_object_ref (sides.value);
  keep (self, entry, sides.value, FUZZ_NONE);
  model_entry_unref (self, entry);

  return sides.value;
}

static ModelObject *
keep_made (Model          *self,
           ModelContainer *container,
           ModelLoad      *load,
           ModelObject    *made)
{
  ModelEntry  *fresh = NULL;
  ModelObject *value;

  if (load->cancelled)
    {
      value = look_up (self, container, load->key, FALSE);
      if (value == NULL)
        return made;
      model_object_unref (self, made);
      return value;
    }

  value = put_in (self, container, load->key, made, &fresh);
  if (fresh != NULL && load->cancelled)
    model_container_remove (self, container, fresh, GWEAK_REMOVAL_CAUSE_REMOVED);
  if (fresh != NULL)
    model_entry_unref (self, fresh);

  return value;
}

static ModelObject *
call_factory (Model          *self,
              ModelContainer *container,
              const guint8   *arguments,
              FuzzEnd         end)
{
  ModelObject *made;

  container->n_loaded++;
  fuzz_stage_tell (&self->stage, FUZZ_EVENT_FACTORY, container->number, arguments[1], 0, 0);
  made = end == FUZZ_MADE ? model_get_object_in_hand (self, arguments[2]) : NULL;
  if (made != NULL)
    model_object_ref (made);

  return made;
}

static ModelObject *
make (Model          *self,
      ModelContainer *container,
      const guint8   *arguments,
      FuzzEnd         end)
{
  ModelLoad   *load = model_allocate (self, sizeof (ModelLoad));
  ModelObject *value;
  gboolean     made;

  load->key = arguments[1];
  g_ptr_array_add (container->loads, load);
  value = look_up (self, container, load->key, FALSE);
  made = value == NULL;
  if (made)
    value = call_factory (self, container, arguments, end);
  if (made && value != NULL)
    value = keep_made (self, container, load, value);
  g_ptr_array_remove (container->loads, load);
  if (made)
    enforce (self, container, FALSE);

  return value;
}

static gboolean
is_loading (ModelContainer *container,
            gint            key)
{
  for (guint i = 0; i < container->loads->len; i++)
    if (((ModelLoad *) g_ptr_array_index (container->loads, i))->key == key)
      return TRUE;

  return FALSE;
}

enum
{
  NO_ERROR,
  RAISED,
  RECURSION
};

/* What raises may come to nothing: another one put the value in meanwhile. */
static void
run_obtain (Model          *self,
            ModelContainer *container,
            const guint8   *arguments)
{
  FuzzEnd      end = (arguments[3] & 1) ? FUZZ_RAISED : FUZZ_MADE;
  ModelObject *value = look_up (self, container, arguments[1], TRUE);
  guint        n_loaded = container->n_loaded;

  if (value != NULL)
    give_value (self, value, NO_ERROR, FALSE);
  else if (is_loading (container, arguments[1]))
    give_value (self, NULL, RECURSION, FALSE);
  else
    {
      value = make (self, container, arguments, end);
      give_value (self, value, end == FUZZ_RAISED && value == NULL && container->n_loaded > n_loaded ? RAISED : NO_ERROR, FALSE);
    }
}

static void
run_bound (Model          *self,
           ModelContainer *container,
           guint           max_idle,
           guint           max_idle_cost)
{
  if (container->max_idle != max_idle)
    {
      container->max_idle = max_idle;
      enforce (self, container, FALSE);
    }
  if (container->max_idle_cost != max_idle_cost)
    {
      container->max_idle_cost = max_idle_cost;
      enforce (self, container, FALSE);
    }
}

static void
run_trim (Model          *self,
          ModelContainer *container,
          guint           level)
{
  const guint divisors[] = { 2, 8, 0 };
  guint       divisor = divisors[level % 3];

  sort_out (container, MODEL_IDLE, MODEL_BUSY);
  sort_out (container, MODEL_BUSY, MODEL_IDLE);
  evict (self, container, divisor > 0 ? sum_of_rank (container, MODEL_IDLE).n / divisor : 0);
}

void
model_run_cache_operation (Model          *self,
                           ModelContainer *container,
                           FuzzCode        code,
                           const guint8   *arguments)
{
  switch (code)
    {
    case FUZZ_INSERT:
      run_insert (self, container, arguments[1], arguments[2]);
      break;
    case FUZZ_LOOKUP:
      if (arguments[2] & 2)
        run_contains (self, container, arguments[1]);
      else
        give_value (self, look_up (self, container, arguments[1], TRUE), NO_ERROR, arguments[2] & 1);
      break;
    case FUZZ_REMOVE:
    case FUZZ_STEAL:
      run_remove (self, container, arguments[1]);
      break;
    case FUZZ_REMOVE_ALL:
      cancel_loads (container, FUZZ_NONE);
      model_container_remove_all (self, container);
      break;
    case FUZZ_OBTAIN:
      run_obtain (self, container, arguments);
      break;
    case FUZZ_BOUND:
      run_bound (self, container, arguments[1], (arguments[2] & 3) * 5);
      break;
    case FUZZ_TRIM:
      run_trim (self, container, arguments[1]);
      break;
    default:
      model_skip (self);
    }
}

/* What is alive and not idle is in use. */
void
model_cache_snapshot (Model          *self,
                      ModelContainer *container)
{
  Sum idle = { 0, 0 };

  for (guint i = 0; i < container->entries->len; i++)
    {
      ModelEntry *entry = get_entry (container, i);

      if (entry->rank != MODEL_NOT_KEPT && is_idle (entry) && model_entry_is_alive (entry))
        {
          idle.n++;
          idle.cost += entry->cost;
        }
    }
  fuzz_stage_add (&self->stage, FUZZ_EVENT_CENSUS, container->number, idle.n, container->size - idle.n, idle.cost);
  fuzz_stage_add (&self->stage, FUZZ_EVENT_COUNTERS, container->number, container->hits, container->misses,
                  container->n_loaded * 1000 + container->evictions);
}
