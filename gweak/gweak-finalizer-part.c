/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-finalizer-part-private.h"

#include "gweak-reference-private.h"

/* The claim on the action is what makes it run exactly once. */
typedef enum
{
  UNARMED, /* no action, or no object: nothing will ever run */
  PENDING,
  CLAIMED
} Claim;

static void
drop_action (GweakFinalizerPart *part)
{
  GDestroyNotify destroy = g_steal_pointer (&part->destroy);
  gpointer       data = g_steal_pointer (&part->data);

  part->func = NULL;
  if (destroy != NULL)
    destroy (data);
}

static gboolean
claim (GweakFinalizerPart *part)
{
  if (!g_atomic_int_compare_and_exchange (&part->claim, PENDING, CLAIMED))
    return FALSE;

  gweak_exit_leave (&part->exit_entry);

  return TRUE;
}

/* Whether `self` can be used until release(). */
static gboolean
hold (GweakFinalizerPart *part)
{
  gint n_holds = g_atomic_int_get (&part->n_holds);

  while (n_holds > 0 &&
         !__atomic_compare_exchange_n (&part->n_holds, &n_holds, n_holds + 1, FALSE, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
    ;

  return n_holds > 0;
}

static void
release (GweakFinalizerPart *part)
{
  if (g_atomic_int_dec_and_test (&part->n_holds))
    g_object_unref (part->self);
}

/* With the claim. While `dying` is told, the whole object can still be peeked. */
static void
act (GweakFinalizerPart *part,
     gboolean            dying)
{
  if (!dying)
    gweak_reference_part_forget (&part->base, part->self);
  part->func (part->data);
  drop_action (part);
  if (dying)
    gweak_reference_part_forget (&part->base, part->self);
  release (part);
}

/* DYING comes late where it does not come at all: without a toggle reference,
 * or by g_object_run_dispose().
 */
static gboolean
is_due (GweakFinalizerPart *part,
        GweakNews           news)
{
  return news == (part->moment == GWEAK_MOMENT_FINALIZED ? GWEAK_NEWS_FINALIZED : GWEAK_NEWS_DIED);
}

static void
run_if_due (GweakLink *link,
            GweakNews  news)
{
  GweakFinalizerPart *part = (GweakFinalizerPart *) link;

  if (is_due (part, news))
    gweak_finalizer_part_run (part);
}

static void
part_dying (GweakLink *link,
            GObject   *object)
{
  GweakFinalizerPart *part = (GweakFinalizerPart *) link;

  gweak_reference_part_dying (link, object);
  if (part->moment == GWEAK_MOMENT_DYING && claim (part))
    act (part, TRUE);
}

/* The context may go with this, and then what was queued runs here and now. */
static void
give_up_context (GweakFinalizerPart *part)
{
  GMainContext *context;

  if (!hold (part))
    return;

  context = gweak_reference_steal_context ((GweakReference *) part->self);
  g_clear_pointer (&context, g_main_context_unref);
  release (part);
}

static void
part_died (GweakLink *link)
{
  GweakFinalizerPart *part = (GweakFinalizerPart *) link;

  gweak_reference_part_died (link);
  if (part->base.delivery != NULL)
    give_up_context (part);
}

static void
part_deliver (GweakLink *link,
              GweakNews  news)
{
  gweak_reference_part_deliver (link, news);
  run_if_due (link, news);
}

static void
part_at_exit (GweakLink *link)
{
  gweak_finalizer_part_run ((GweakFinalizerPart *) link);
}

/* With the claim: the action will not run. */
static void
let_go (GweakFinalizerPart *part)
{
  gweak_reference_part_forget (&part->base, part->self);
  drop_action (part);
  release (part);
}

static void
part_forget (GweakLink *link,
             GObject   *owner)
{
  GweakFinalizerPart *part = (GweakFinalizerPart *) link;

  if (claim (part))
    let_go (part);
  else
    gweak_reference_part_forget (&part->base, owner);
}

static GObject *
part_dup_owner (GweakLink *link)
{
  GweakFinalizerPart *part = (GweakFinalizerPart *) link;
  GObject            *self;

  if (!hold (part))
    return NULL;

  self = g_object_ref (part->self);
  release (part);

  return self;
}

static void
part_free (GweakLink *link)
{
  GweakFinalizerPart *part = (GweakFinalizerPart *) link;

  gweak_reference_part_clear (&part->base);
  g_free (part);
}

static const GweakLinkOps part_ops = {
  .kind = "finalizers",
  .dying = part_dying,
  .died = part_died,
  .finalized = gweak_reference_part_finalized,
  .stood_down = gweak_reference_part_stood_down,
  .deliver = part_deliver,
  .undeliverable = run_if_due,
  .at_exit = part_at_exit,
  .dup_owner = part_dup_owner,
  .clear = part_forget,
  .free = part_free,
};

GweakReferencePart *
gweak_finalizer_part_new (void)
{
  GweakFinalizerPart *part = g_new (GweakFinalizerPart, 1);

  *part = (GweakFinalizerPart){ .moment = GWEAK_MOMENT_FINALIZED };
  gweak_reference_part_init (&part->base, &part_ops);
  part->exit_entry.link = &part->base.link;

  return &part->base;
}

gboolean
gweak_finalizer_part_is_armed (GweakFinalizerPart *part)
{
  return g_atomic_int_get (&part->claim) != UNARMED;
}

gboolean
gweak_finalizer_part_is_pending (GweakFinalizerPart *part)
{
  return g_atomic_int_get (&part->claim) == PENDING;
}

/* Who claims leaves; if that was before we entered, we leave for them. */
void
gweak_finalizer_part_enter_exit (GweakFinalizerPart *part)
{
  gweak_exit_enter (&part->exit_entry);
  if (!gweak_finalizer_part_is_pending (part))
    gweak_exit_leave (&part->exit_entry);
}

/* Before it is bound: gives the finalizer its action. From here on it keeps
 * itself alive.
 */
void
gweak_finalizer_part_arm (GweakFinalizerPart *part,
                          GObject            *self,
                          GweakFinalizeFunc   func,
                          gpointer            data,
                          GDestroyNotify      destroy)
{
  part->func = func;
  part->data = data;
  part->destroy = destroy;
  part->self = g_object_ref (self);
  part->n_holds = 1;
  gweak_exit_number (&part->exit_entry);
  g_atomic_int_set (&part->claim, PENDING);
}

/* Runs the action, unless somebody else has claimed it. */
gboolean
gweak_finalizer_part_run (GweakFinalizerPart *part)
{
  if (!claim (part))
    return FALSE;

  act (part, FALSE);

  return TRUE;
}

/* Makes sure that the action does not run, unless somebody else has claimed it;
 * then NULL.
 */
GObject *
gweak_finalizer_part_detach (GweakFinalizerPart *part)
{
  GObject *object;

  if (!claim (part))
    return NULL;

  object = gweak_link_dup_object (&part->base.link);
  let_go (part);

  return object;
}
