/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-method-part-private.h"

/* The closures that call a method. One that is connected to a signal is in the
 * list of its method, so that it is disconnected when the object dies; the object
 * that has the signal is reached through the GWeakRef of its tracker.
 *
 * A closure owns its handler, which owns the method: so one that is attached
 * needs no other owner. Nothing leads from the method to its source but weakly.
 */

/* As many are looked for one by one among the handlers of their source. */
#define FEW 256

static void
handler_unref (GweakHandler *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_clear_pointer (&self->source, gweak_tracker_unref);
  gweak_target_unref (self->target);
  g_clear_object (&self->method);
  gweak_link_unref (&self->part->base.link);
  g_free (self);
}

static GweakLock *
get_lock (GweakHandler *self)
{
  return &self->part->base.link.tracker->lock;
}

/* With the lock. */
static void
unlist (GweakHandler *self)
{
  *self->place = self->next;
  if (self->next != NULL)
    self->next->place = self->place;
  self->place = NULL;
}

/* Whether it is in the list now: not when the object died meanwhile. */
static gboolean
list (GweakHandler *self,
      gulong        id)
{
  GweakMethodPart *part = self->part;
  gboolean         listed;

  gweak_lock (get_lock (self));
  self->id = id;
  listed = gweak_link_is_alive (&part->base.link);
  if (listed && !self->gone)
    {
      self->next = part->first_handler;
      self->place = &part->first_handler;
      if (self->next != NULL)
        self->next->place = &self->next;
      part->first_handler = self;
    }
  gweak_unlock (get_lock (self));

  return listed;
}

static void
closure_finalized_cb (gpointer  data,
                      GClosure *closure)
{
  GweakHandler *self = data;

  gweak_lock (get_lock (self));
  self->gone = TRUE;
  if (self->place != NULL)
    unlist (self);
  gweak_unlock (get_lock (self));

  if (self->source != NULL)
    g_atomic_int_add (&self->source->shared->n_handlers, -1);
  handler_unref (self);
}

/* Says nothing when it was disconnected already. @self is pinned, so that no
 * other closure has it as its data.
 */
static void
disconnect_if_connected (GweakHandler *self,
                         GObject      *source)
{
  g_signal_handlers_disconnect_matched (source, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DATA,
                                        self->signal_id, 0, NULL, NULL, self);
}

/* Among many, searching for each would take quadratic time. By its number a
 * handler is found at once, but GLib warns of one that another thread disconnects
 * in between.
 */
static void
disconnect (GweakHandler *self,
            GObject      *source)
{
  if (g_atomic_int_get (&self->source->shared->n_handlers) <= FEW)
    disconnect_if_connected (self, source);
  else if (g_signal_handler_is_connected (source, self->id))
    g_signal_handler_disconnect (source, self->id);
}

/* Of a source that was resurrected in its dispose, and is in hand again. */
static void
disconnect_stale (GweakHandler *self,
                  gpointer      source)
{
  if (g_atomic_int_get (&self->stale))
    disconnect_if_connected (self, source);
}

static GObject *
dup_object (GweakHandler *self)
{
  return gweak_link_dup_object (&self->part->base.link);
}

/* If whoever has the closure said how to marshal it, functions are called so. */
static void
marshal_method (GClosure     *closure,
                GValue       *return_value,
                guint         n_params,
                const GValue *params,
                gpointer      hint,
                gpointer      marshal_data)
{
  GweakHandler *self = marshal_data;
  GObject      *object = dup_object (self);

  if (G_UNLIKELY (object == NULL))
    {
      if (self->source != NULL)
        disconnect_stale (self, g_value_peek_pointer (params));
    }
  else if (self->target->is_function && closure->marshal != NULL)
    {
      closure->marshal (self->target->closure, return_value, n_params, params, hint, NULL);
      g_object_unref (object);
    }
  else
    {
      gweak_target_call (self->target, object, return_value, n_params, params, hint);
    }
}

/* Functions that get little are called through one of these. GLib calls a plain
 * closure of C without making values of the arguments, where nobody else wants
 * them.
 */

static GCallback
get_function (GweakHandler *self)
{
  return ((GCClosure *) self->target->closure)->callback;
}

static void
call_bare (GweakHandler *self,
           gpointer      source)
{
  GObject *object = dup_object (self);

  if (G_UNLIKELY (object == NULL))
    {
      disconnect_stale (self, source);
      return;
    }
  ((void (*) (GObject *, gpointer)) get_function (self)) (object, source);
  g_object_unref (object);
}

static void
call_with_pointer (GweakHandler *self,
                   gpointer      argument,
                   gpointer      source)
{
  GObject *object = dup_object (self);

  if (G_UNLIKELY (object == NULL))
    {
      disconnect_stale (self, source);
      return;
    }
  ((void (*) (GObject *, gpointer, gpointer)) get_function (self)) (object, argument, source);
  g_object_unref (object);
}

static gboolean
is_pointer (GType type)
{
  switch (G_TYPE_FUNDAMENTAL (type & ~G_SIGNAL_TYPE_STATIC_SCOPE))
    {
    case G_TYPE_BOXED:
    case G_TYPE_INTERFACE:
    case G_TYPE_OBJECT:
    case G_TYPE_PARAM:
    case G_TYPE_POINTER:
    case G_TYPE_STRING:
    case G_TYPE_VARIANT:
      return TRUE;
    default:
      return FALSE;
    }
}

/* (nullable) */
static GCallback
find_shortcut (GweakHandler *self)
{
  GSignalQuery query;

  if (!self->target->is_function)
    return NULL;

  g_signal_query (self->signal_id, &query);
  if (query.return_type != G_TYPE_NONE || query.n_params > 1)
    return NULL;
  if (query.n_params == 0)
    return G_CALLBACK (call_bare);

  return is_pointer (query.param_types[0]) ? G_CALLBACK (call_with_pointer) : NULL;
}

static GweakHandler *
handler_new (GweakMethodPart *part,
             GweakTarget     *target,
             GObject         *method)
{
  GweakHandler *self = g_new (GweakHandler, 1);

  *self = (GweakHandler){ .ref_count = 1, .part = part, .target = target };
  gweak_link_ref (&part->base.link);
  if (method != NULL)
    self->method = g_object_ref (method);

  return self;
}

/* A floating closure that owns @handler. It has no marshaller of its own, so that
 * whoever gets it sets that of C functions.
 */
static GClosure *
make_closure (GweakHandler *handler)
{
  GClosure *closure = g_closure_new_simple (sizeof (GClosure), handler);

  g_closure_set_meta_marshal (closure, handler, marshal_method);
  g_closure_add_finalize_notifier (closure, handler, closure_finalized_cb);

  return closure;
}

static void
marshal_nothing (GClosure     *closure,
                 GValue       *return_value,
                 guint         n_params,
                 const GValue *params,
                 gpointer      hint,
                 gpointer      marshal_data)
{
}

static GClosure *
make_idle_closure (void)
{
  GClosure *closure = g_closure_new_simple (sizeof (GClosure), NULL);

  g_closure_set_marshal (closure, marshal_nothing);

  return closure;
}

/* A floating closure; one that does nothing when the object is gone. */
GClosure *
gweak_handler_new_closure (GweakMethodPart *part,
                           GObject         *method)
{
  GweakTarget *target = gweak_method_part_dup_target (part);

  return target != NULL ? make_closure (handler_new (part, target, method)) : make_idle_closure ();
}

static void
release_floating (GClosure *closure)
{
  g_closure_ref (closure);
  g_closure_sink (closure);
  g_closure_unref (closure);
}

/* With @handler, which is new and pinned. */
static gulong
connect_handler (GweakHandler *handler,
                 GObject      *source,
                 GQuark        detail,
                 gboolean      after)
{
  GCallback shortcut = find_shortcut (handler);
  GClosure *closure;
  gulong    id;

  closure = shortcut != NULL ? g_cclosure_new_swap (shortcut, handler, closure_finalized_cb) : make_closure (handler);
  g_atomic_int_inc (&gweak_tracker_obtain_shared (handler->source)->n_handlers);
  id = g_signal_connect_closure_by_id (source, handler->signal_id, detail, closure, after);
  if (id == 0)
    release_floating (closure);
  else if (!list (handler, id))
    disconnect_if_connected (handler, source);

  return id;
}

/* Returns the handler's id, or 0 when the object is gone. */
gulong
gweak_handler_connect (GweakMethodPart *part,
                       GObject         *method,
                       GObject         *source,
                       guint            signal_id,
                       GQuark           detail,
                       gboolean         after)
{
  GweakTarget  *target = gweak_method_part_dup_target (part);
  GweakHandler *handler;
  gulong        id;

  if (target == NULL)
    return 0;

  handler = handler_new (part, target, source != method ? method : NULL);
  handler->signal_id = signal_id;
  handler->source = gweak_tracker_ref (gweak_tracker_obtain (source));
  g_atomic_int_inc (&handler->ref_count);
  id = connect_handler (handler, source, detail, after);
  handler_unref (handler);

  return id;
}

/* (nullable) (transfer full) */
static GweakHandler *
take_first (GweakMethodPart *part)
{
  GweakTracker *tracker = part->base.link.tracker;
  GweakHandler *handler;

  gweak_lock (&tracker->lock);
  handler = part->first_handler;
  if (handler != NULL)
    {
      unlist (handler);
      g_atomic_int_inc (&handler->ref_count);
    }
  gweak_unlock (&tracker->lock);

  return handler;
}

/* When none can come any more. */
void
gweak_handler_disconnect_all (GweakMethodPart *part)
{
  GweakHandler *handler;

  if (part->base.link.tracker == NULL)
    return;

  while ((handler = take_first (part)) != NULL)
    {
      GObject *source = g_weak_ref_get (&handler->source->referent);

      if (source != NULL)
        disconnect (handler, source);
      else
        g_atomic_int_set (&handler->stale, TRUE);
      g_clear_object (&source);
      handler_unref (handler);
    }
}
