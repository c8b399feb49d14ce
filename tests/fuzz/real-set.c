/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "real-private.h"

/* Operations on sets. */

gpointer
real_set_new (Real           *world,
              const FuzzKind *kind)
{
  if (kind->functions)
    return gweak_weak_set_new_full (REAL_TYPE_OBJECT, real_hash_object, real_equal_objects);

  return g_object_new (GWEAK_TYPE_WEAK_SET,
                       "item-type", REAL_TYPE_OBJECT, "toggle", kind->toggle,
                       "main-context", kind->deferred ? world->context : NULL,
                       NULL);
}

static void
removed_cb (GweakWeakSet     *set,
            gpointer          item,
            GweakRemovalCause cause,
            RealContainer    *self)
{
  gint number = real_object_get_number (item);

  real_object_take_hand (self->world, number);
  fuzz_stage_tell (&self->world->stage, FUZZ_EVENT_REMOVED, self->number, number, FUZZ_NONE, cause);
  real_object_leave_hand (self->world, number);
}

static void
dying_cb (GweakWeakSet  *set,
          gpointer       item,
          RealContainer *self)
{
  gint number = real_object_get_number (item);

  real_object_take_hand (self->world, number);
  fuzz_stage_tell (&self->world->stage, FUZZ_EVENT_DYING, self->number, number, FUZZ_NONE, 0);
  real_object_leave_hand (self->world, number);
}

void
real_set_connect (RealContainer *self)
{
  g_signal_connect (self->object, "removed", G_CALLBACK (removed_cb), self);
  g_signal_connect (self->object, "dying", G_CALLBACK (dying_cb), self);
}

/* It goes where there is room. */
static void
adopt (Real          *self,
       RealContainer *container,
       guint          number,
       gpointer       made)
{
  RealContainer *adopted = real_container_adopt (self, number, container->kind, made);

  if (self->containers[number] == NULL)
    self->containers[number] = adopted;
  else
    g_object_unref (made);
}

static gpointer
combine (gpointer     set,
         gpointer     other,
         FuzzOperator how)
{
  switch (how)
    {
    case FUZZ_UNION:
      return gweak_weak_set_union (set, other);
    case FUZZ_INTERSECTION:
      return gweak_weak_set_intersection (set, other);
    case FUZZ_DIFFERENCE:
      return gweak_weak_set_difference (set, other);
    default:
      return gweak_weak_set_symmetric_difference (set, other);
    }
}

static gboolean
compare (gpointer       set,
         gpointer       other,
         FuzzComparison how)
{
  switch (how)
    {
    case FUZZ_EQUAL:
      return gweak_weak_set_equal (set, other);
    case FUZZ_SUBSET:
      return gweak_weak_set_is_subset (set, other);
    case FUZZ_SUPERSET:
      return gweak_weak_set_is_superset (set, other);
    default:
      return gweak_weak_set_is_disjoint (set, other);
    }
}

static void
reduce (gpointer set,
        gpointer other,
        guint    how)
{
  if (how & 1)
    gweak_weak_set_difference_update (set, other);
  else
    gweak_weak_set_intersection_update (set, other);
}

/* With another set, which is held meanwhile. */
static void
run_with_other (Real          *self,
                RealContainer *container,
                FuzzCode       code,
                const guint8  *arguments)
{
  RealContainer *other = self->containers[arguments[1]];
  gpointer       object;

  if (other == NULL || other->kind->type != FUZZ_SET ||
      (code == FUZZ_COMBINE && self->containers[arguments[2]] != NULL))
    {
      real_skip (self);
      return;
    }

  object = g_object_ref (other->object);
  if (code == FUZZ_UPDATE)
    gweak_weak_set_update (container->object, object);
  else if (code == FUZZ_COMBINE)
    adopt (self, container, arguments[2], combine (container->object, object, arguments[3] % FUZZ_N_OPERATORS));
  else if (code == FUZZ_COMPARE)
    real_give (self, compare (container->object, object, arguments[2] % FUZZ_N_COMPARISONS), 0, 0);
  else
    reduce (container->object, object, arguments[2]);
  g_object_unref (object);
}

static void
run_copy (Real          *self,
          RealContainer *container,
          guint          number)
{
  if (self->containers[number] != NULL)
    real_skip (self);
  else
    adopt (self, container, number, gweak_weak_set_copy (container->object));
}

static void
give_item (Real    *self,
           gpointer item,
           gboolean keep)
{
  real_give (self, real_object_get_number (item), 0, 0);
  real_keep_or_drop (self, item, keep);
}

static void
each_cb (gpointer item,
         gpointer user_data)
{
  RealContainer *container = user_data;
  gint           number = real_object_get_number (item);

  real_object_take_hand (container->world, number);
  fuzz_stage_tell (&container->world->stage, FUZZ_EVENT_EACH, container->number, number, FUZZ_NONE, 0);
  real_object_leave_hand (container->world, number);
}

void
real_run_set_operation (Real          *self,
                        RealContainer *container,
                        FuzzCode       code,
                        const guint8  *arguments)
{
  gpointer set = container->object;
  gpointer item = arguments[1] < FUZZ_N_OBJECTS ? self->objects[arguments[1]] : NULL;

  switch (code)
    {
    case FUZZ_INSERT:
      real_give (self, gweak_weak_set_add (set, item), 0, 0);
      break;
    case FUZZ_LOOKUP:
      real_give (self, gweak_weak_set_contains (set, item), 0, 0);
      break;
    case FUZZ_REMOVE:
    case FUZZ_STEAL:
      real_give (self, gweak_weak_set_remove (set, item), 0, 0);
      break;
    case FUZZ_OBTAIN:
      give_item (self, gweak_weak_set_intern (set, item), FALSE);
      break;
    case FUZZ_POP:
      give_item (self, gweak_weak_set_pop (set), arguments[1] & 1);
      break;
    case FUZZ_REMOVE_ALL:
      gweak_weak_set_remove_all (set);
      break;
    case FUZZ_FOREACH:
    case FUZZ_FOREACH_REMOVE:
      gweak_weak_set_foreach (set, each_cb, container);
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
      real_skip (self);
    }
}
