/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-method-part-private.h"

#include <string.h>

/* What a GweakWeakMethod is called by: its plain part, and calls. */

static GweakTarget *
target_new (GClosure *closure,
            gboolean  is_function)
{
  GweakTarget *self = g_new (GweakTarget, 1);

  *self = (GweakTarget){ 1, g_closure_ref (closure), is_function };
  g_closure_sink (closure);

  return self;
}

void
gweak_target_unref (GweakTarget *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_closure_unref (self->closure);
  g_free (self);
}

/* Calls with @object, which is taken over, and @params. A swapped closure of a
 * function has the object before its arguments anyhow; what is passed as the
 * instance comes behind them.
 */
void
gweak_target_call (GweakTarget  *self,
                   GObject      *object,
                   GValue       *return_value,
                   guint         n_params,
                   const GValue *params,
                   gpointer      hint)
{
  GValue *values = g_newa (GValue, n_params + 1);

  /* What g_value_take_object() would leave. */
  values[0] = (GValue){ .g_type = G_OBJECT_TYPE (object), .data[0].v_pointer = object };
  if (n_params > 0)
    memcpy (&values[1], params, n_params * sizeof (GValue));

  if (self->is_function)
    g_cclosure_marshal_generic (self->closure, return_value, n_params + 1, values, hint, NULL);
  else
    g_closure_invoke (self->closure, return_value, n_params + 1, values, hint);

  g_object_unref (object);
}

/* With the death flipped, or the part cut, nobody takes the target any more. */
static void
drop_target (GweakMethodPart *part)
{
  GweakTracker *tracker = part->base.link.tracker;
  GweakTarget  *target;

  if (tracker != NULL)
    gweak_lock (&tracker->lock);
  target = g_steal_pointer (&part->target);
  if (tracker != NULL)
    gweak_unlock (&tracker->lock);

  g_clear_pointer (&target, gweak_target_unref);
}

/* The method is held, since it may have nobody else than its handlers. */
static void
part_died (GweakLink *link)
{
  GweakMethodPart *part = (GweakMethodPart *) link;
  GObject         *owner = link->ops->dup_owner (link);

  gweak_handler_disconnect_all (part);
  drop_target (part);
  gweak_reference_part_died (link);
  g_clear_object (&owner);
}

static void
part_forget (GweakLink *link,
             GObject   *owner)
{
  GweakMethodPart *part = (GweakMethodPart *) link;

  gweak_reference_part_cut (&part->base);
  gweak_handler_disconnect_all (part);
  drop_target (part);
  gweak_reference_part_forget (&part->base, owner);
}

static gpointer
part_identity (GweakLink *link)
{
  return ((GweakMethodPart *) link)->identity;
}

static void
part_free (GweakLink *link)
{
  GweakMethodPart *part = (GweakMethodPart *) link;

  g_assert (part->first_handler == NULL);

  g_clear_pointer (&part->target, gweak_target_unref);
  gweak_reference_part_clear (&part->base);
  g_free (part);
}

static const GweakLinkOps part_ops = {
  .kind = "methods",
  .dying = gweak_reference_part_dying,
  .died = part_died,
  .finalized = gweak_reference_part_finalized,
  .stood_down = gweak_reference_part_stood_down,
  .deliver = gweak_reference_part_deliver,
  .dup_owner = gweak_reference_part_dup_owner,
  .clear = part_forget,
  .identity = part_identity,
  .free = part_free,
};

GweakReferencePart *
gweak_method_part_new (void)
{
  GweakMethodPart *part = g_new (GweakMethodPart, 1);

  *part = (GweakMethodPart){ .target = NULL };
  gweak_reference_part_init (&part->base, &part_ops);

  return &part->base;
}

/* Before it is bound. The address of @object is only passed on by those who
 * hold it.
 */
void
gweak_method_part_set_function (GweakMethodPart *part,
                                GCallback        function,
                                GObject         *object)
{
  part->target = target_new (g_cclosure_new_swap (function, object, NULL), TRUE);
  part->identity = (gpointer) function;
}

/* Before it is bound. */
void
gweak_method_part_set_closure (GweakMethodPart *part,
                               GClosure        *closure)
{
  part->target = target_new (closure, FALSE);
  part->identity = closure;
  if (G_CLOSURE_NEEDS_MARSHAL (closure))
    g_closure_set_marshal (closure, g_cclosure_marshal_generic);
}

/* (nullable): what to call, if the object is alive. */
GweakTarget *
gweak_method_part_dup_target (GweakMethodPart *part)
{
  GweakTracker *tracker = part->base.link.tracker;
  GweakTarget  *target = NULL;

  if (tracker == NULL)
    return NULL;

  gweak_lock (&tracker->lock);
  if (gweak_link_is_alive (&part->base.link))
    {
      target = part->target;
      g_atomic_int_inc (&target->ref_count);
    }
  gweak_unlock (&tracker->lock);

  return target;
}

/* FALSE when the object is gone. */
gboolean
gweak_method_part_invoke (GweakMethodPart *part,
                          GValue          *return_value,
                          const GValue    *params,
                          guint            n_params)
{
  GObject     *object = gweak_link_dup_object (&part->base.link);
  GweakTarget *target;

  if (object == NULL)
    return FALSE;

  target = gweak_method_part_dup_target (part);
  if (target == NULL)
    {
      g_object_unref (object);
      return FALSE;
    }
  gweak_target_call (target, object, return_value, n_params, params, NULL);
  gweak_target_unref (target);

  return TRUE;
}
