/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "real-private.h"

/* The world: what a program really does. */

RealObject *
real_get_object_in_hand (Real *self,
                         guint number)
{
  if (number >= FUZZ_N_OBJECTS || self->n_own_refs[number] + self->n_in_hand[number] == 0)
    return NULL;

  return self->objects[number];
}

/* What an operation gave out, and the program keeps or drops. */
void
real_keep_or_drop (Real    *self,
                   gpointer object,
                   gboolean keep)
{
  if (object == NULL)
    return;

  if (keep)
    self->n_own_refs[real_object_get_number (object)]++;
  else
    g_object_unref (object);
}

void
real_skip (Real *self)
{
  fuzz_stage_add (&self->stage, FUZZ_EVENT_SKIP, 0, 0, 0, 0);
}

void
real_give (Real *self,
           gint  a,
           gint  b,
           gint  c)
{
  fuzz_stage_add (&self->stage, FUZZ_EVENT_RESULT, 0, a, b, c);
}

static void
run_new (Real         *self,
         const guint8 *arguments)
{
  guint number = arguments[0];

  if (self->objects[number] != NULL)
    {
      real_skip (self);
      return;
    }

  self->objects[number] = real_object_new (self, number, arguments[1], arguments[2]);
  self->n_own_refs[number] = 1;
}

static void
drop_own_ref (Real *self,
              guint number)
{
  self->n_own_refs[number]--;
  g_object_unref (self->objects[number]);
}

static void
run_hold (Real       *self,
          RealObject *object,
          guint       number)
{
  RealObject *other = real_get_object_in_hand (self, number);

  if (other == NULL || object->n_held == FUZZ_N_HELD)
    {
      real_skip (self);
      return;
    }

  object->held[object->n_held++] = g_object_ref (G_OBJECT (other));
}

static void
run_object_operation (Real         *self,
                      FuzzCode      code,
                      const guint8 *arguments)
{
  guint       number = arguments[0];
  RealObject *object = real_get_object_in_hand (self, number);

  if (object == NULL || ((code == FUZZ_UNREF || code == FUZZ_RELEASE) && self->n_own_refs[number] == 0))
    {
      real_skip (self);
      return;
    }

  switch (code)
    {
    case FUZZ_REF:
      g_object_ref (object);
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
      g_object_run_dispose (G_OBJECT (object));
      break;
    default:
      run_hold (self, object, arguments[1]);
    }
}

static void
run_break (Real *self,
           guint number)
{
  if (self->objects[number] != NULL)
    g_object_run_dispose (G_OBJECT (self->objects[number]));
}

static Real *world_of_watches; /* (unowned) a watch's data is its number */

static void
moment_cb (GweakMoment moment,
           gpointer    number)
{
  fuzz_stage_tell (&world_of_watches->stage, moment == GWEAK_MOMENT_DIED ? FUZZ_EVENT_DIED : FUZZ_EVENT_FINALIZED,
                   GPOINTER_TO_INT (number), 0, 0, 0);
}

static void
destroy_cb (gpointer number)
{
  fuzz_stage_add (&world_of_watches->stage, FUZZ_EVENT_WATCH_DESTROY, GPOINTER_TO_INT (number), 0, 0, 0);
}

static void
run_watch (Real         *self,
           const guint8 *arguments)
{
  guint       number = arguments[0];
  RealObject *object = real_get_object_in_hand (self, arguments[1]);

  if (object == NULL || self->watches[number] != NULL)
    {
      real_skip (self);
      return;
    }

  self->watches[number] = gweak_watch_add (object, (arguments[2] & 1) ? GWEAK_MOMENT_FINALIZED : GWEAK_MOMENT_DIED,
                                           moment_cb, GINT_TO_POINTER (number), destroy_cb);
}

static void
run_unwatch (Real         *self,
             const guint8 *arguments)
{
  GweakWatch *watch = g_steal_pointer (&self->watches[arguments[0]]);

  if (watch == NULL)
    real_skip (self);
  else if (arguments[1] & 1)
    gweak_watch_unref (watch);
  else
    real_give (self, gweak_watch_remove (watch), 0, 0);
}

static void
reference_event (gpointer      reference,
                 FuzzEventType type,
                 gint          about)
{
  fuzz_stage_tell (&world_of_watches->stage, type, GPOINTER_TO_INT (g_object_get_data (reference, "fuzz")), about, 0, 0);
}

static void
reference_notify_cb (GObject    *reference,
                     GParamSpec *pspec,
                     gpointer    user_data)
{
  reference_event (reference, FUZZ_EVENT_REFERENCE_NOTIFY, g_str_equal (pspec->name, "referent"));
}

static void
reference_dying_cb (GweakReference *reference,
                    GObject        *referent,
                    gpointer        user_data)
{
  gint number = real_object_get_number (referent);

  real_object_take_hand (world_of_watches, number);
  reference_event (reference, FUZZ_EVENT_REFERENCE_DYING, number);
  real_object_leave_hand (world_of_watches, number);
}

static void
reference_died_cb (GweakReference *reference,
                   gpointer        user_data)
{
  reference_event (reference, FUZZ_EVENT_REFERENCE_DIED, 0);
}

static void
reference_finalized_cb (GweakReference *reference,
                        gpointer        user_data)
{
  reference_event (reference, FUZZ_EVENT_REFERENCE_FINALIZED, 0);
}

static void
run_refer (Real         *self,
           const guint8 *arguments)
{
  guint           number = arguments[0], flags = arguments[2];
  RealObject     *object = real_get_object_in_hand (self, arguments[1]);
  GweakReference *reference;

  if (object == NULL || self->references[number] != NULL)
    {
      real_skip (self);
      return;
    }

  reference = g_object_new (GWEAK_TYPE_WEAK_REF,
                            "referent", object, "toggle", (flags & 1) != 0,
                            "main-context", (flags & 2) ? self->context : NULL,
                            NULL);
  g_object_set_data (G_OBJECT (reference), "fuzz", GINT_TO_POINTER (number));
  g_signal_connect (reference, "notify", G_CALLBACK (reference_notify_cb), NULL);
  g_signal_connect (reference, "dying", G_CALLBACK (reference_dying_cb), NULL);
  g_signal_connect (reference, "died", G_CALLBACK (reference_died_cb), NULL);
  g_signal_connect (reference, "finalized", G_CALLBACK (reference_finalized_cb), NULL);
  self->references[number] = reference;
}

static void
run_get (Real           *self,
         GweakReference *reference,
         gboolean        keep)
{
  gboolean alive = gweak_reference_is_alive (reference);
  gpointer object = gweak_weak_ref_get (GWEAK_WEAK_REF (reference));

  real_give (self, alive, real_object_get_number (object), 0);
  real_keep_or_drop (self, object, keep);
}

static void
run_reference_operation (Real         *self,
                         FuzzCode      code,
                         const guint8 *arguments)
{
  GweakReference *reference = self->references[arguments[0]];

  if (reference == NULL)
    {
      real_skip (self);
      return;
    }

  g_object_ref (reference);
  if (code == FUZZ_CLEAR)
    {
      gweak_reference_clear (reference);
    }
  else if (code == FUZZ_GET)
    {
      run_get (self, reference, arguments[1] & 1);
    }
  else
    {
      self->references[arguments[0]] = NULL;
      g_object_unref (reference);
    }
  g_object_unref (reference);
}

static void
run_make (Real *self,
          guint number,
          guint kind)
{
  if (self->containers[number] != NULL)
    {
      real_skip (self);
      return;
    }

  self->containers[number] = real_container_new (self, number, &fuzz_kinds[kind]);
}

static void
iterate (Real *self)
{
  while (g_main_context_iteration (self->context, FALSE))
    ;
}

static void
run (FuzzStage           *stage,
     const FuzzOperation *operation)
{
  Real         *self = (Real *) stage;
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
      real_run_iterator_operation (self, operation->code, arguments);
      break;
    case FUZZ_ITERATE:
      iterate (self);
      break;
    case FUZZ_WHEN:
      fuzz_stage_wait (stage, operation);
      break;
    default:
      real_run_container_operation (self, operation->code, arguments);
    }
}

static guint32
get_sizes (FuzzStage *stage)
{
  Real   *self = (Real *) stage;
  guint32 sizes = 0;

  for (guint i = 0; i < FUZZ_N_CONTAINERS; i++)
    sizes = sizes * 31 + (self->containers[i] != NULL ? real_container_get_size (self->containers[i]) : 0);

  return sizes;
}

static gboolean
contains (Real          *self,
          RealContainer *container,
          gint           key)
{
  gpointer pointer = real_side_to_pointer (self, container->kind->key, key);

  if (container->kind->type == FUZZ_SET)
    return gweak_weak_set_contains (container->object, pointer);

  return gweak_weak_hash_table_contains (container->object, pointer);
}

static void
snapshot_container (Real          *self,
                    RealContainer *container)
{
  RealIterator iterator;
  gint         key, value;

  fuzz_stage_add (&self->stage, FUZZ_EVENT_SIZE, container->number, real_container_get_size (container), 0, 0);
  if (container->kind->type == FUZZ_LIST)
    {
      real_list_snapshot (self, container);
      return;
    }
  if (container->kind->type == FUZZ_CACHE)
    {
      real_cache_snapshot (self, container);
      return;
    }

  real_iterator_begin (&iterator, container);
  while (real_iterator_next (&iterator, &key, &value))
    fuzz_stage_add (&self->stage, FUZZ_EVENT_ENTRY, container->number, key, value, contains (self, container, key));
}

void
real_snapshot (FuzzStage *stage)
{
  Real *self = (Real *) stage;
  guint n_objects = 0;

  for (guint i = 0; i < FUZZ_N_CONTAINERS; i++)
    if (self->containers[i] != NULL)
      snapshot_container (self, self->containers[i]);
  for (guint i = 0; i < FUZZ_N_OBJECTS; i++)
    n_objects += self->objects[i] != NULL;
  fuzz_stage_add (stage, FUZZ_EVENT_SIZE, FUZZ_NONE, n_objects, 0, 0);
}

FuzzStage *
real_new (void)
{
  Real *self = g_new0 (Real, 1);

  fuzz_stage_init (&self->stage);
  self->stage.run = run;
  self->stage.get_sizes = get_sizes;
  self->context = g_main_context_new ();
  world_of_watches = self;

  return &self->stage;
}

void
real_free (FuzzStage *stage)
{
  Real *self = (Real *) stage;

  g_main_context_unref (self->context);
  fuzz_stage_clear (stage);
  g_free (self);
}
