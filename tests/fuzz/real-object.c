/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "real-private.h"

G_DEFINE_FINAL_TYPE (RealObject, real_object, G_TYPE_OBJECT)

static void
release_held (RealObject *self)
{
  GObject *held[FUZZ_N_HELD];
  guint    n_held = self->n_held;

  for (guint i = 0; i < n_held; i++)
    held[i] = self->held[i];
  self->n_held = 0;
  for (guint i = 0; i < n_held; i++)
    g_object_unref (held[i]);
}

static void
real_object_dispose (GObject *object)
{
  RealObject *self = REAL_OBJECT (object);
  Real       *world = self->world;
  gboolean    ran;

  world->n_in_hand[self->number]++;
  ran = fuzz_stage_tell (&world->stage, FUZZ_EVENT_DISPOSE, self->number, 0, 0, 0);
  world->n_in_hand[self->number]--;
  if (ran && self->stubborn)
    return;

  release_held (self);
  G_OBJECT_CLASS (real_object_parent_class)->dispose (object);
}

static void
real_object_finalize (GObject *object)
{
  RealObject *self = REAL_OBJECT (object);
  Real       *world = self->world;

  g_assert (world->n_own_refs[self->number] == 0 && world->n_in_hand[self->number] == 0);
  world->objects[self->number] = NULL;
  fuzz_stage_tell (&world->stage, FUZZ_EVENT_FINALIZE, self->number, 0, 0, 0);
  release_held (self);

  G_OBJECT_CLASS (real_object_parent_class)->finalize (object);
}

static void
real_object_class_init (RealObjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = real_object_dispose;
  object_class->finalize = real_object_finalize;
}

static void
real_object_init (RealObject *self)
{
}

RealObject *
real_object_new (Real *world,
                 guint number,
                 gint  value,
                 guint flags)
{
  RealObject *self = g_object_new (REAL_TYPE_OBJECT, NULL);

  self->world = world;
  self->number = number;
  self->value = value;
  self->stubborn = (flags & 1) != 0;

  return self;
}

gint
real_object_get_number (gpointer object)
{
  return object != NULL ? (gint) REAL_OBJECT (object)->number : FUZZ_NONE;
}

void
real_object_take_hand (Real *self,
                       gint  number)
{
  if (number != FUZZ_NONE)
    self->n_in_hand[number]++;
}

void
real_object_leave_hand (Real *self,
                        gint  number)
{
  if (number != FUZZ_NONE)
    self->n_in_hand[number]--;
}
