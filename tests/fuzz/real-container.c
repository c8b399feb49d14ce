/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "real-private.h"

#include <stdlib.h>

/* Containers of each kind, and the numbers of what is in them. */

static Real *world_of_pointers; /* (unowned) a destroy notify of a plain pointer gets nothing else */

/* Letters of different case are the same to the functions. */
static char *
name_key (guint number)
{
  return g_strdup_printf ("%c%u", (number & 1) ? 'K' : 'k', FUZZ_KEY_CLASS (number));
}

static const char *
get_key_name (guint number)
{
  static char *names[256];

  if (names[number] == NULL)
    names[number] = name_key (number);

  return names[number];
}

static gint
number_key (const char *name)
{
  return 2 * atoi (name + 1) + (name[0] == 'K');
}

static guint
hash_string (gconstpointer key)
{
  return FUZZ_KEY_CLASS (number_key (key)) % 5;
}

static gboolean
equal_strings (gconstpointer a,
               gconstpointer b)
{
  return FUZZ_KEY_CLASS (number_key (a)) == FUZZ_KEY_CLASS (number_key (b));
}

guint
real_hash_object (gconstpointer key)
{
  return REAL_OBJECT ((gpointer) key)->value % 3;
}

gboolean
real_equal_objects (gconstpointer a,
                    gconstpointer b)
{
  return REAL_OBJECT ((gpointer) a)->value == REAL_OBJECT ((gpointer) b)->value;
}

/* No pointer is NULL. */
#define FIRST_POINTER 1000

gpointer
real_side_to_pointer (Real    *self,
                      FuzzSide side,
                      gint     number)
{
  switch (side)
    {
    case FUZZ_SIDE_OBJECT:
      return self->objects[number];
    case FUZZ_SIDE_STRING:
      return (gpointer) get_key_name (number);
    case FUZZ_SIDE_OWNED:
      return GINT_TO_POINTER (FIRST_POINTER + number);
    default:
      return GINT_TO_POINTER (number);
    }
}

gint
real_side_to_number (FuzzSide side,
                     gpointer pointer)
{
  if (side == FUZZ_SIDE_INT)
    return GPOINTER_TO_INT (pointer);
  if (pointer == NULL || side == FUZZ_SIDE_NONE)
    return FUZZ_NONE;

  switch (side)
    {
    case FUZZ_SIDE_OBJECT:
      return real_object_get_number (pointer);
    case FUZZ_SIDE_STRING:
      return number_key (pointer);
    default:
      return GPOINTER_TO_INT (pointer) - FIRST_POINTER;
    }
}

/* Objects are for who asked. */
void
real_side_free (FuzzSide side,
                gpointer pointer)
{
  if (side == FUZZ_SIDE_STRING)
    g_free (pointer);
}

static void
destroy_cb (gpointer pointer)
{
  fuzz_stage_add (&world_of_pointers->stage, FUZZ_EVENT_DESTROY, real_side_to_number (FUZZ_SIDE_OWNED, pointer), 0, 0, 0);
}

static gint
value_to_number (FuzzSide      side,
                 const GValue *value)
{
  switch (side)
    {
    case FUZZ_SIDE_OBJECT:
      return real_object_get_number (g_value_get_object (value));
    case FUZZ_SIDE_INT:
      return g_value_get_int (value);
    case FUZZ_SIDE_STRING:
      return number_key (g_value_get_string (value));
    default:
      return real_side_to_number (side, g_value_get_pointer (value));
    }
}

/* The number of an object in hand. */
static gint
take_hand (Real         *world,
           FuzzSide      side,
           const GValue *value)
{
  gint number = side == FUZZ_SIDE_OBJECT ? value_to_number (side, value) : FUZZ_NONE;

  real_object_take_hand (world, number);

  return number;
}

static void
removed_cb (GObject          *object,
            const GValue     *key,
            const GValue     *value,
            GweakRemovalCause cause,
            RealContainer    *self)
{
  gint key_object = take_hand (self->world, self->kind->key, key);
  gint value_object = take_hand (self->world, self->kind->value, value);

  fuzz_stage_tell (&self->world->stage, FUZZ_EVENT_REMOVED, self->number,
                   value_to_number (self->kind->key, key), value_to_number (self->kind->value, value), cause);
  real_object_leave_hand (self->world, value_object);
  real_object_leave_hand (self->world, key_object);
}

static void
dying_cb (GObject       *object,
          const GValue  *key,
          const GValue  *value,
          RealContainer *self)
{
  gint key_object = take_hand (self->world, self->kind->key, key);
  gint value_object = take_hand (self->world, self->kind->value, value);

  fuzz_stage_tell (&self->world->stage, FUZZ_EVENT_DYING, self->number,
                   value_to_number (self->kind->key, key), value_to_number (self->kind->value, value), 0);
  real_object_leave_hand (self->world, value_object);
  real_object_leave_hand (self->world, key_object);
}

static void
notify_cb (GObject       *object,
           GParamSpec    *pspec,
           RealContainer *self)
{
  guint size;

  g_object_get (object, "n-entries", &size, NULL);
  fuzz_stage_tell (&self->world->stage, FUZZ_EVENT_NOTIFY, self->number, size, 0, 0);
}

static void
gone_cb (gpointer data)
{
  RealContainer *self = data;

  fuzz_stage_add (&self->world->stage, FUZZ_EVENT_GONE, self->number, 0, 0, 0);
  g_free (self);
}

static void
connect (RealContainer *self)
{
  g_signal_connect (self->object, "notify::n-entries", G_CALLBACK (notify_cb), self);
  if (self->kind->type == FUZZ_SET)
    {
      real_set_connect (self);
      return;
    }

  g_signal_connect (self->object, "removed", G_CALLBACK (removed_cb), self);
  if (self->kind->type == FUZZ_TABLE)
    g_signal_connect (self->object, "dying", G_CALLBACK (dying_cb), self);
}

RealContainer *
real_container_adopt (Real           *world,
                      guint           number,
                      const FuzzKind *kind,
                      gpointer        object)
{
  RealContainer *self = g_new0 (RealContainer, 1);

  self->world = world;
  self->number = number;
  self->kind = kind;
  self->object = object;
  g_object_set_data_full (object, "fuzz", self, gone_cb);
  if (kind->type == FUZZ_LIST)
    real_list_connect (self);
  else
    connect (self);

  return self;
}

GType
real_side_get_type (FuzzSide side)
{
  switch (side)
    {
    case FUZZ_SIDE_OBJECT:
      return REAL_TYPE_OBJECT;
    case FUZZ_SIDE_INT:
      return G_TYPE_INT;
    case FUZZ_SIDE_STRING:
      return G_TYPE_STRING;
    default:
      return G_TYPE_POINTER;
    }
}

static GweakWeakHashTable *
table_new (Real           *world,
           const FuzzKind *kind)
{
  gboolean objects = kind->key == FUZZ_SIDE_OBJECT;

  if (kind->toggle || kind->deferred)
    return g_object_new (GWEAK_TYPE_WEAK_HASH_TABLE,
                         "key-type", real_side_get_type (kind->key), "value-type", real_side_get_type (kind->value),
                         "weakness", kind->weakness, "toggle", kind->toggle,
                         "main-context", kind->deferred ? world->context : NULL,
                         NULL);

  return gweak_weak_hash_table_new_full (real_side_get_type (kind->key), real_side_get_type (kind->value), kind->weakness,
                                         !kind->functions ? NULL : objects ? real_hash_object
                                                                           : hash_string,
                                         !kind->functions ? NULL : objects ? real_equal_objects
                                                                           : equal_strings,
                                         kind->key == FUZZ_SIDE_OWNED ? destroy_cb : NULL,
                                         kind->value == FUZZ_SIDE_OWNED ? destroy_cb : NULL);
}

RealContainer *
real_container_new (Real           *world,
                    guint           number,
                    const FuzzKind *kind)
{
  gpointer object;

  world_of_pointers = world;
  switch (kind->type)
    {
    case FUZZ_SET:
      object = real_set_new (world, kind);
      break;
    case FUZZ_LIST:
      object = real_list_new (world);
      break;
    case FUZZ_CACHE:
      object = real_cache_new (world, kind);
      break;
    default:
      object = table_new (world, kind);
    }

  return real_container_adopt (world, number, kind, object);
}

guint
real_container_get_size (RealContainer *self)
{
  switch (self->kind->type)
    {
    case FUZZ_SET:
      return gweak_weak_set_get_size (self->object);
    case FUZZ_LIST:
      return g_list_model_get_n_items (self->object);
    case FUZZ_CACHE:
      return gweak_cache_get_size (self->object);
    default:
      return gweak_weak_hash_table_get_size (self->object);
    }
}
