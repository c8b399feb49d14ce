/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "real-private.h"

/* Operations on containers. */

static gboolean
is_side (Real    *self,
         FuzzSide side,
         guint    number)
{
  return side != FUZZ_SIDE_OBJECT || real_get_object_in_hand (self, number) != NULL;
}

/* For the time of an operation. */
static gint
hold_side (Real    *self,
           FuzzSide side,
           guint    number)
{
  if (side != FUZZ_SIDE_OBJECT)
    return FUZZ_NONE;

  g_object_ref (self->objects[number]);
  real_object_take_hand (self, number);

  return number;
}

static void
release_side (Real *self,
              gint  number)
{
  if (number == FUZZ_NONE)
    return;

  real_object_leave_hand (self, number);
  g_object_unref (self->objects[number]);
}

/* What was given out, by one of the functions that lend or steal. */
static void
give_sides (Real           *self,
            const FuzzKind *kind,
            gboolean        found,
            gpointer        key,
            gpointer        value,
            guint           flags)
{
  real_give (self, found,
             found && !(flags & 2) ? real_side_to_number (kind->key, key) : FUZZ_NONE,
             found && !(flags & 4) ? real_side_to_number (kind->value, value) : FUZZ_NONE);
  if (kind->key == FUZZ_SIDE_OBJECT)
    real_keep_or_drop (self, key, flags & 1);
  if (kind->value == FUZZ_SIDE_OBJECT)
    real_keep_or_drop (self, value, flags & 1);
  real_side_free (kind->key, key);
  real_side_free (kind->value, value);
}

static void
run_insert (Real          *self,
            RealContainer *container,
            gint           key,
            gint           value)
{
  gboolean is_new = gweak_weak_hash_table_insert (container->object,
                                                  real_side_to_pointer (self, container->kind->key, key),
                                                  real_side_to_pointer (self, container->kind->value, value));

  real_give (self, is_new, 0, 0);
}

static void
run_lookup (Real          *self,
            RealContainer *container,
            gpointer       sought,
            guint          flags)
{
  const FuzzKind *kind = container->kind;
  gpointer        key = NULL, value = NULL;
  gboolean        found = gweak_weak_hash_table_lookup_extended (container->object, sought, &key, &value);

  give_sides (self, kind, found, key, value, flags);
}

static void
run_steal (Real          *self,
           RealContainer *container,
           gpointer       sought,
           guint          flags)
{
  const FuzzKind *kind = container->kind;
  gpointer        key = NULL, value = NULL;
  gboolean        found = gweak_weak_hash_table_steal_extended (container->object, sought,
                                                         (flags & 2) ? NULL : &key,
                                                         (flags & 4) ? NULL : &value);

  give_sides (self, kind, found, key, value, flags);
}

static void
run_remove (Real          *self,
            RealContainer *container,
            gpointer       sought)
{
  real_give (self, gweak_weak_hash_table_remove (container->object, sought), FUZZ_NONE, FUZZ_NONE);
}

static void
run_pop (Real          *self,
         RealContainer *container,
         guint          flags)
{
  const FuzzKind *kind = container->kind;
  gpointer        key = NULL, value = NULL;
  gboolean        found = gweak_weak_hash_table_pop (container->object,
                                              (flags & 2) ? NULL : &key, (flags & 4) ? NULL : &value);

  give_sides (self, kind, found, key, value, flags);
}

static void
run_update (Real          *self,
            RealContainer *container,
            guint          number)
{
  RealContainer *other = self->containers[number];

  if (other == NULL || fuzz_kind_owns (container->kind) || fuzz_kind_owns (other->kind) ||
      container->kind->type != other->kind->type || container->kind->key != other->kind->key || container->kind->value != other->kind->value)
    {
      real_skip (self);
      return;
    }

  g_object_ref (other->object);
  gweak_weak_hash_table_update (container->object, other->object);
  g_object_unref (other->object);
}

static void
run_copy (Real          *self,
          RealContainer *container,
          guint          number)
{
  RealContainer *copy;

  if (self->containers[number] != NULL || fuzz_kind_owns (container->kind))
    {
      real_skip (self);
      return;
    }

  copy = real_container_adopt (self, number, container->kind, gweak_weak_hash_table_copy (container->object));
  if (self->containers[number] == NULL)
    self->containers[number] = copy;
  else
    g_object_unref (copy->object);
}

typedef struct
{
  RealContainer *container; /* (unowned) */
  gint           key;
  gint           value;
  FuzzEnd        end;
} Factory;

#define FUZZ_ERROR (g_quark_from_static_string ("fuzz"))

static gpointer
factory_cb (gconstpointer key,
            gpointer      user_data,
            GError      **error)
{
  Factory *factory = user_data;
  Real    *self = factory->container->world;
  FuzzSide side = factory->container->kind->value;
  gpointer value;

  fuzz_stage_tell (&self->stage, FUZZ_EVENT_FACTORY, factory->container->number, factory->key, 0, 0);
  if (factory->end == FUZZ_RAISED || factory->end == FUZZ_MADE_AND_RAISED)
    g_set_error_literal (error, FUZZ_ERROR, 0, "The factory raised.");
  if (factory->end == FUZZ_MADE_NOTHING || factory->end == FUZZ_RAISED || !is_side (self, side, factory->value))
    return NULL;

  value = real_side_to_pointer (self, side, factory->value);
  if (side == FUZZ_SIDE_STRING)
    return g_strdup (value);
  if (side == FUZZ_SIDE_OBJECT)
    g_object_ref (value);

  return value;
}

enum
{
  NO_ERROR,
  RAISED,
  RECURSION,
  OTHER_ERROR
};

static gint
number_error (const GError *error)
{
  if (error == NULL)
    return NO_ERROR;
  if (error->domain == FUZZ_ERROR)
    return RAISED;

  return g_error_matches (error, GWEAK_ERROR, GWEAK_ERROR_RECURSION) ? RECURSION : OTHER_ERROR;
}

static void
run_obtain (Real          *self,
            RealContainer *container,
            const guint8  *arguments)
{
  Factory         factory = { container, arguments[1], arguments[2], arguments[3] % FUZZ_N_ENDS };
  const FuzzKind *kind = container->kind;
  gpointer        value;
  g_autoptr (GError) error = NULL;

  if (kind->key == FUZZ_SIDE_OWNED)
    {
      real_skip (self);
      return;
    }

  value = gweak_weak_hash_table_get_or_insert (container->object, real_side_to_pointer (self, kind->key, factory.key),
                                               factory_cb, &factory, &error);
  real_give (self, real_side_to_number (kind->value, value), number_error (error), 0);
  if (kind->value == FUZZ_SIDE_OBJECT)
    real_keep_or_drop (self, value, FALSE);
  real_side_free (kind->value, value);
}

typedef struct
{
  RealContainer *container; /* (unowned) */
  guint          third;
} Walk;

static void
each_cb (gpointer key,
         gpointer value,
         gpointer user_data)
{
  RealContainer  *container = ((Walk *) user_data)->container;
  Real           *self = container->world;
  const FuzzKind *kind = container->kind;
  gint            key_number = real_side_to_number (kind->key, key);
  gint            value_number = real_side_to_number (kind->value, value);

  real_object_take_hand (self, kind->key == FUZZ_SIDE_OBJECT ? key_number : FUZZ_NONE);
  real_object_take_hand (self, kind->value == FUZZ_SIDE_OBJECT ? value_number : FUZZ_NONE);
  fuzz_stage_tell (&self->stage, FUZZ_EVENT_EACH, container->number, key_number, value_number, 0);
  real_object_leave_hand (self, kind->value == FUZZ_SIDE_OBJECT ? value_number : FUZZ_NONE);
  real_object_leave_hand (self, kind->key == FUZZ_SIDE_OBJECT ? key_number : FUZZ_NONE);
}

static gboolean
test_cb (gpointer key,
         gpointer value,
         gpointer user_data)
{
  Walk           *walk = user_data;
  const FuzzKind *kind = walk->container->kind;
  gint            sum = real_side_to_number (kind->key, key) + real_side_to_number (kind->value, value);

  each_cb (key, value, user_data);

  return sum % 3 == (gint) walk->third % 3;
}

static void
run_foreach (Real          *self,
             RealContainer *container)
{
  Walk walk = { container, 0 };

  gweak_weak_hash_table_foreach (container->object, each_cb, &walk);
  real_give (self, 0, 0, 0);
}

static void
run_foreach_remove (Real          *self,
                    RealContainer *container,
                    guint          third)
{
  Walk walk = { container, third };

  real_give (self, gweak_weak_hash_table_foreach_remove (container->object, test_cb, &walk), 0, 0);
}

static void
run_drop (Real          *self,
          RealContainer *container,
          guint          number)
{
  self->containers[number] = NULL;
  g_object_unref (container->object);
}

static void
run_with_key (Real          *self,
              RealContainer *container,
              FuzzCode       code,
              const guint8  *arguments)
{
  gpointer key = real_side_to_pointer (self, container->kind->key, arguments[1]);

  if (code == FUZZ_LOOKUP)
    run_lookup (self, container, key, arguments[2] & 1);
  else if (code == FUZZ_REMOVE)
    run_remove (self, container, key);
  else
    run_steal (self, container, key, arguments[2]);
}

static void
run_on_container (Real          *self,
                  RealContainer *container,
                  FuzzCode       code,
                  const guint8  *arguments)
{
  switch (code)
    {
    case FUZZ_DROP:
      run_drop (self, container, arguments[0]);
      break;
    case FUZZ_INSERT:
      run_insert (self, container, arguments[1], arguments[2]);
      break;
    case FUZZ_POP:
      run_pop (self, container, arguments[1]);
      break;
    case FUZZ_REMOVE_ALL:
      gweak_weak_hash_table_remove_all (container->object);
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
      run_foreach (self, container);
      break;
    case FUZZ_FOREACH_REMOVE:
      run_foreach_remove (self, container, arguments[1]);
      break;
    case FUZZ_LOOKUP:
    case FUZZ_REMOVE:
    case FUZZ_STEAL:
      run_with_key (self, container, code, arguments);
      break;
    default:
      real_skip (self);
    }
}

void
real_run_container_operation (Real         *self,
                              FuzzCode      code,
                              const guint8 *arguments)
{
  RealContainer *container = self->containers[arguments[0]];
  const char    *letters = fuzz_code_get_arguments (code);
  gboolean       has_key = letters[1] == 'k', has_value = has_key && letters[2] == 'v' && code != FUZZ_OBTAIN;
  gint           key = FUZZ_NONE, value = FUZZ_NONE;
  gpointer       object;

  if (container == NULL || (has_key && !fuzz_kind_can_have_key (container->kind, arguments[1])) ||
      (has_key && !is_side (self, container->kind->key, arguments[1])) ||
      (has_value && !is_side (self, container->kind->value, arguments[2])))
    {
      real_skip (self);
      return;
    }

  object = g_object_ref (container->object);
  if (has_key)
    key = hold_side (self, container->kind->key, arguments[1]);
  if (has_value)
    value = hold_side (self, container->kind->value, arguments[2]);
  if (container->kind->type == FUZZ_LIST && code != FUZZ_DROP)
    real_run_list_operation (self, container, code, arguments);
  else if (container->kind->type == FUZZ_CACHE && code != FUZZ_DROP)
    real_run_cache_operation (self, container, code, arguments);
  else if (container->kind->type == FUZZ_SET && code != FUZZ_DROP)
    real_run_set_operation (self, container, code, arguments);
  else
    run_on_container (self, container, code, arguments);
  release_side (self, value);
  release_side (self, key);
  g_object_unref (object);
}
