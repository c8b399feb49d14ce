/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "model-private.h"

/* What operations on sets should do. */

/* The members that a container had when this began and that are alive at their
 * turn. Where no function is to be asked, nobody needs to reach them.
 */
typedef struct
{
  ModelIterator   iterator;
  ModelContainer *asked;
  guint           last;
  gboolean        hold;
} Members;

static void
members_begin (Members        *members,
               ModelContainer *of,
               ModelContainer *asked)
{
  model_iterator_begin (&members->iterator, of);
  members->asked = asked;
  members->last = of->last_serial;
  members->hold = of->kind->functions || asked->kind->functions;
}

static gboolean
members_next (Model   *self,
              Members *members)
{
  gboolean found = members->hold ? model_iterator_next (self, &members->iterator)
                                 : model_iterator_step (self, &members->iterator);

  if (found && members->iterator.current->serial <= members->last)
    return TRUE;

  model_iterator_clear (self, &members->iterator);

  return FALSE;
}

static ModelEntry *
find (Model   *self,
      Members *members)
{
  return model_container_search (self, members->asked, members->iterator.current->key);
}

static void
insert_member (Model          *self,
               Members        *members,
               ModelContainer *into)
{
  ModelSides  sides = { NULL };
  ModelEntry *entry;
  gboolean    is_new;

  if (!members->hold)
    {
      model_container_insert_like (self, into, members->iterator.current);
      return;
    }

  entry = model_container_insert_surely (self, into, members->iterator.current->key, FUZZ_NONE, &sides, &is_new);
  model_sides_clear (self, &sides);
  model_entry_unref (self, entry);
}

static void
insert_all (Model          *self,
            ModelContainer *container,
            ModelContainer *other)
{
  Members members;

  members_begin (&members, other, container);
  while (members_next (self, &members))
    insert_member (self, &members, container);
}

static void
insert_some (Model          *self,
             ModelContainer *container,
             ModelContainer *of,
             ModelContainer *other,
             gboolean        contained)
{
  Members members;

  members_begin (&members, of, other);
  while (members_next (self, &members))
    if ((find (self, &members) != NULL) == contained)
      insert_member (self, &members, container);
}

static gboolean
is_subset (Model          *self,
           ModelContainer *container,
           ModelContainer *other)
{
  Members  members;
  gboolean result = TRUE;

  members_begin (&members, container, other);
  while (result && members_next (self, &members))
    result = find (self, &members) != NULL;
  model_iterator_clear (self, &members.iterator);

  return result;
}

static gboolean
is_disjoint (Model          *self,
             ModelContainer *container,
             ModelContainer *other)
{
  Members  members;
  gboolean result = TRUE;

  members_begin (&members, other, container);
  while (result && members_next (self, &members))
    result = find (self, &members) == NULL;
  model_iterator_clear (self, &members.iterator);

  return result;
}

static ModelContainer *
make_alike (Model          *self,
            ModelContainer *container,
            guint           number)
{
  ModelContainer *made = model_container_new (self, number, container->kind);

  made->unmade = TRUE;

  return made;
}

/* What has the members of @other, and the functions of @container. */
static ModelContainer *
adapt (Model          *self,
       ModelContainer *container,
       ModelContainer *other)
{
  FuzzKind       *kind;
  ModelContainer *adapted;

  if (container->kind->functions == other->kind->functions)
    return other;

  kind = model_allocate (self, sizeof (FuzzKind));
  *kind = *container->kind;
  kind->toggle = kind->deferred = FALSE;
  adapted = model_container_new (self, 0, kind);
  insert_all (self, adapted, other);

  return adapted;
}

static void
release_adapted (Model          *self,
                 ModelContainer *adapted,
                 ModelContainer *other)
{
  if (adapted != other)
    model_container_clear_silently (self, adapted);
}

/* It goes where there is room. */
static void
adopt (Model          *self,
       ModelContainer *made)
{
  made->unmade = FALSE;
  made->heard = TRUE;
  if (self->containers[made->number] == NULL)
    self->containers[made->number] = made;
  else
    model_container_unref (self, made);
}

static void
run_combine (Model          *self,
             ModelContainer *container,
             ModelContainer *other,
             guint           number,
             FuzzOperator    how)
{
  ModelContainer *made = make_alike (self, container, number), *adapted;

  if (how == FUZZ_UNION)
    {
      insert_all (self, made, container);
      insert_all (self, made, other);
    }
  else
    {
      adapted = adapt (self, container, other);
      insert_some (self, made, container, adapted, how == FUZZ_INTERSECTION);
      if (how == FUZZ_SYMMETRIC_DIFFERENCE)
        insert_some (self, made, adapted, container, FALSE);
      release_adapted (self, adapted, other);
    }
  adopt (self, made);
}

static void
keep_contained (Model          *self,
                ModelContainer *container,
                ModelContainer *other)
{
  ModelContainer *adapted = adapt (self, container, other);
  Members         members;

  members_begin (&members, container, adapted);
  while (members_next (self, &members))
    if (find (self, &members) == NULL)
      model_container_remove (self, container, members.iterator.current, GWEAK_REMOVAL_CAUSE_REMOVED);
  release_adapted (self, adapted, other);
}

static void
remove_contained (Model          *self,
                  ModelContainer *container,
                  ModelContainer *other)
{
  Members     members;
  ModelEntry *found;

  members_begin (&members, other, container);
  while (members_next (self, &members))
    if ((found = find (self, &members)) != NULL)
      model_container_remove (self, container, found, GWEAK_REMOVAL_CAUSE_REMOVED);
}

static gboolean
compare (Model          *self,
         ModelContainer *container,
         ModelContainer *other,
         FuzzComparison  how)
{
  ModelContainer *adapted;
  gboolean        result;

  if (how == FUZZ_SUPERSET)
    return is_subset (self, other, container);
  if (how == FUZZ_DISJOINT)
    return is_disjoint (self, container, other);

  adapted = adapt (self, container, other);
  result = is_subset (self, container, adapted) && (how == FUZZ_SUBSET || is_subset (self, adapted, container));
  release_adapted (self, adapted, other);

  return result;
}

/* With another set, which is held meanwhile. */
static void
run_with_other (Model          *self,
                ModelContainer *container,
                FuzzCode        code,
                const guint8   *arguments)
{
  ModelContainer *other = self->containers[arguments[1]];

  if (other == NULL || other->kind->type != FUZZ_SET ||
      (code == FUZZ_COMBINE && self->containers[arguments[2]] != NULL))
    {
      model_skip (self);
      return;
    }

  other->n_refs++;
  if (code == FUZZ_UPDATE && other != container)
    insert_all (self, container, other);
  else if (code == FUZZ_COMBINE)
    run_combine (self, container, other, arguments[2], arguments[3] % FUZZ_N_OPERATORS);
  else if (code == FUZZ_COMPARE)
    model_give (self, compare (self, container, other, arguments[2] % FUZZ_N_COMPARISONS), 0, 0);
  else if (code == FUZZ_REDUCE && (arguments[2] & 1))
    remove_contained (self, container, other);
  else if (code == FUZZ_REDUCE && other != container)
    keep_contained (self, container, other);
  model_container_unref (self, other);
}

static void
run_copy (Model          *self,
          ModelContainer *container,
          guint           number)
{
  ModelContainer *copy;

  if (self->containers[number] != NULL)
    {
      model_skip (self);
      return;
    }

  copy = make_alike (self, container, number);
  insert_all (self, copy, container);
  adopt (self, copy);
}

static void
run_add (Model          *self,
         ModelContainer *container,
         gint            item)
{
  ModelSides  sides = { NULL };
  gboolean    is_new;
  ModelEntry *entry = model_container_insert_surely (self, container, item, FUZZ_NONE, &sides, &is_new);

  model_entry_unref (self, entry);
  model_sides_clear (self, &sides);
  model_give (self, is_new, 0, 0);
}

static void
run_contains (Model          *self,
              ModelContainer *container,
              gint            item)
{
  ModelSides  sides;
  ModelEntry *entry = model_container_find (self, container, item, &sides);

  model_give (self, entry != NULL, 0, 0);
  if (entry == NULL)
    return;

  model_sides_clear (self, &sides);
  model_entry_unref (self, entry);
}

static void
run_remove (Model          *self,
            ModelContainer *container,
            gint            item)
{
  ModelSides  sides;
  ModelEntry *entry = model_container_find (self, container, item, &sides);

  if (entry != NULL)
    {
      model_container_remove (self, container, entry, GWEAK_REMOVAL_CAUSE_REMOVED);
      model_sides_clear (self, &sides);
      model_entry_unref (self, entry);
    }
  model_give (self, entry != NULL, 0, 0);
}

static void
run_intern (Model          *self,
            ModelContainer *container,
            gint            item)
{
  ModelSides  sides = { NULL };
  gboolean    is_new = FALSE;
  ModelEntry *entry = model_container_find (self, container, item, &sides);

  if (entry == NULL)
    entry = model_container_insert_surely (self, container, item, FUZZ_NONE, &sides, &is_new);
  model_entry_unref (self, entry);
  model_give (self, is_new ? item : (gint) sides.key->number, 0, 0);
  model_sides_clear (self, &sides);
}

static void
run_pop (Model          *self,
         ModelContainer *container,
         gboolean        keep)
{
  ModelSides  sides = { NULL };
  ModelEntry *entry = model_container_pop (self, container, &sides);

  if (entry != NULL)
    model_entry_unref (self, entry);
  model_give (self, sides.key != NULL ? (gint) sides.key->number : FUZZ_NONE, 0, 0);
  model_keep_or_drop (self, sides.key, keep);
}

static void
run_foreach (Model          *self,
             ModelContainer *container)
{
  ModelIterator iterator;

  model_iterator_begin (&iterator, container);
  while (model_iterator_next (self, &iterator))
    {
      model_object_take_hand (self, iterator.sides.key);
      fuzz_stage_tell (&self->stage, FUZZ_EVENT_EACH, container->number, iterator.current->key, FUZZ_NONE, 0);
      model_object_leave_hand (self, iterator.sides.key);
    }
}

void
model_run_set_operation (Model          *self,
                         ModelContainer *container,
                         FuzzCode        code,
                         const guint8   *arguments)
{
  switch (code)
    {
    case FUZZ_INSERT:
      run_add (self, container, arguments[1]);
      break;
    case FUZZ_LOOKUP:
      run_contains (self, container, arguments[1]);
      break;
    case FUZZ_REMOVE:
    case FUZZ_STEAL:
      run_remove (self, container, arguments[1]);
      break;
    case FUZZ_OBTAIN:
      run_intern (self, container, arguments[1]);
      break;
    case FUZZ_POP:
      run_pop (self, container, arguments[1] & 1);
      break;
    case FUZZ_REMOVE_ALL:
      model_container_remove_all (self, container);
      break;
    case FUZZ_FOREACH:
    case FUZZ_FOREACH_REMOVE:
      run_foreach (self, container);
      break;
    case FUZZ_COPY:
      run_copy (self, container, arguments[1]);
      break;
    case FUZZ_UPDATE:
    case FUZZ_COMBINE:
    case FUZZ_REDUCE:
    case FUZZ_COMPARE:
      run_with_other (self, container, code, arguments);
      break;
    default:
      model_skip (self);
    }
}
