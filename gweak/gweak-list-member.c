/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-list-member-private.h"

#include "gweak-reference-private.h"

/* The plain parts of a GweakWeakListStore.
 *
 * A death may come in any thread. It puts the member on the core's list of the
 * dead, which needs no memory, and sees that the core has its place in the queue
 * of the store's context. All else happens there.
 *
 * A member has a count of its core, and the core of those of its members that
 * died unannounced. That ends when the store takes them, or goes.
 */

static void
core_free (GweakLink *link)
{
  GweakListCore *self = (GweakListCore *) link;

  g_assert (self->dead == NULL);

  gweak_release_weak_ref (&self->store);
  gweak_delivery_free (self->delivery);
  gweak_lock_clear (&self->lock);
  g_free (self);
}

/* The turn in the queue has come. A store that is going has nothing to announce. */
static void
core_deliver (GweakLink *link,
              GweakNews  news)
{
  GweakListCore *self = (GweakListCore *) link;
  GObject       *store;

  gweak_lock (&self->lock);
  self->queued = FALSE;
  gweak_unlock (&self->lock);

  store = g_weak_ref_get (&self->store);
  if (store == NULL)
    return;

  gweak_weak_list_store_announce (store);
  g_object_unref (store);
}

static const GweakLinkOps core_ops = { .kind = "list stores", .deliver = core_deliver, .free = core_free };

GweakListCore *
gweak_list_core_new (GObject      *store,
                     GMainContext *context)
{
  GweakListCore *self = g_new0 (GweakListCore, 1);

  gweak_link_init (&self->link, &core_ops);
  gweak_lock_init (&self->lock);
  g_weak_ref_init (&self->store, store);
  self->delivery = gweak_delivery_new (&self->link, context);

  return self;
}

static GweakListMember *
steal_dead (GweakListCore *self)
{
  self->last_dead = NULL;

  return g_steal_pointer (&self->dead);
}

/* Nothing is queued after this: the store is going. */
void
gweak_list_core_close (GweakListCore *self)
{
  GweakListMember *dead, *next;

  gweak_lock (&self->lock);
  self->closed = TRUE;
  dead = steal_dead (self);
  gweak_unlock (&self->lock);

  for (; dead != NULL; dead = next)
    {
      next = dead->next_dead;
      gweak_link_unref (&dead->link);
    }
}

/* Whether somebody has to queue the core: the caller, who does it at once. */
static gboolean
claim_place (GweakListCore *self)
{
  gboolean claimed = self->dead != NULL && !self->queued;

  if (claimed)
    self->queued = TRUE;

  return claimed;
}

static void
queue_if_needed (GweakListCore *self)
{
  gboolean claimed;

  gweak_lock (&self->lock);
  claimed = claim_place (self);
  gweak_unlock (&self->lock);

  if (claimed)
    gweak_delivery_push (self->delivery, GWEAK_NEWS_DIED);
}

/* @store is in hand, and was disposed of once: then it could not be reached. */
void
gweak_list_core_revive (GweakListCore *self,
                        GObject       *store)
{
  g_weak_ref_set (&self->store, store);
  queue_if_needed (self);
}

/* Those that died unannounced, in the order of their deaths. A count of each
 * passes to the caller.
 */
GweakListMember *
gweak_list_core_take_dead (GweakListCore *self)
{
  GweakListMember *dead;

  gweak_lock (&self->lock);
  dead = steal_dead (self);
  gweak_unlock (&self->lock);

  return dead;
}

/* The caller has more to announce than what its handlers are about to hear. One
 * that runs the context again gets the rest from there. Whether there is
 * something to end: not if deaths have queued the core already.
 */
gboolean
gweak_list_core_keep_turn (GweakListCore *self)
{
  gboolean kept;

  gweak_lock (&self->lock);
  kept = !self->queued;
  self->queued = TRUE;
  gweak_unlock (&self->lock);

  return kept && gweak_delivery_push_first (self->delivery, GWEAK_NEWS_DIED);
}

/* Deaths since then have relied on the place that is given up here. */
void
gweak_list_core_end_turn (GweakListCore *self,
                          gboolean       kept)
{
  if (!kept || !gweak_delivery_withdraw_first (self->delivery, GWEAK_NEWS_DIED))
    return;

  gweak_lock (&self->lock);
  self->queued = FALSE;
  gweak_unlock (&self->lock);
  queue_if_needed (self);
}

static void
member_died (GweakLink *link)
{
  GweakListMember *self = (GweakListMember *) link;
  GweakListCore   *core = self->core;
  gboolean         claimed = FALSE;

  gweak_lock (&core->lock);
  if (!core->closed)
    {
      gweak_link_ref (link);
      if (core->dead != NULL)
        core->last_dead->next_dead = self;
      else
        core->dead = self;
      core->last_dead = self;
      claimed = claim_place (core);
    }
  gweak_unlock (&core->lock);

  if (claimed)
    gweak_delivery_push (core->delivery, GWEAK_NEWS_DIED);
}

static void
member_free (GweakLink *link)
{
  GweakListMember *self = (GweakListMember *) link;

  gweak_release_weak_ref (&self->reference);
  gweak_link_unref (&self->core->link);
  g_free (self);
}

static const GweakLinkOps member_ops = { .kind = "list members", .died = member_died, .free = member_free };

/* A member for @object, which the caller holds. The caller has a count of it. */
GweakListMember *
gweak_list_member_new (GweakListCore *core,
                       GObject       *object)
{
  GweakListMember *self = g_new (GweakListMember, 1);

  *self = (GweakListMember){ .place = NULL };
  gweak_link_init (&self->link, &member_ops);
  gweak_link_ref (&core->link);
  self->core = core;
  gweak_link_attach (&self->link, gweak_tracker_obtain (object), object);

  return self;
}

/* Releases a member that leaves the sequence. One that died has nothing to
 * announce any more.
 */
void
gweak_list_member_remove (GweakListMember *self)
{
  self->place = NULL;
  if (gweak_link_detach (&self->link) & GWEAK_LINK_LISTED)
    gweak_link_unref (&self->link);
  gweak_link_unref (&self->link);
}

typedef struct
{
  GweakListCore *core;  /* (unowned) */
  GSequenceIter *first; /* (unowned) (nullable) */
} Search;

static void
visit_member (GweakLink *link,
              gpointer   data)
{
  GweakListMember *member = (GweakListMember *) link;
  Search          *search = data;

  if (member->core == search->core && member->place != NULL &&
      (search->first == NULL || g_sequence_iter_compare (member->place, search->first) < 0))
    search->first = member->place;
}

/* Where @object, which the caller holds, is first in the list. Takes as long as
 * it has observers, and not as the list is long.
 */
GSequenceIter *
gweak_list_core_find (GweakListCore *self,
                      GObject       *object)
{
  GweakTracker *tracker = gweak_tracker_peek (object);
  Search        search = { .core = self };

  if (tracker != NULL)
    gweak_tracker_visit (tracker, &member_ops, visit_member, &search);

  return search.first;
}

/* The plain part of the reference that stands for a member. The member's
 * GWeakRef serves as its own.
 */
typedef struct
{
  GweakReferencePart base;
  GweakListMember   *member; /* (owned) */
} MemberPart;

static gboolean
speaks_for (GObject   *reference,
            GweakLink *part)
{
  return &gweak_reference_get_part (reference)->link == part;
}

/* A reference that was cleared may have been replaced. */
static GObject *
part_dup_owner (GweakLink *link)
{
  GObject *owner = g_weak_ref_get (&((MemberPart *) link)->member->reference);

  if (owner != NULL && !speaks_for (owner, link))
    g_clear_object (&owner);

  return owner;
}

/* Whatever happens to the referent, a reference that was cleared does not stand
 * for the member any more.
 */
static void
part_forget (GweakLink *link,
             GObject   *owner)
{
  GweakListMember *member = ((MemberPart *) link)->member;

  g_atomic_pointer_compare_and_exchange (&member->part, link, NULL);
  gweak_reference_part_forget ((GweakReferencePart *) link, owner);
}

static void
part_free (GweakLink *link)
{
  MemberPart *self = (MemberPart *) link;

  gweak_reference_part_clear (&self->base);
  gweak_link_unref (&self->member->link);
  g_free (self);
}

static const GweakLinkOps part_ops = {
  .kind = "references",
  .dying = gweak_reference_part_dying,
  .died = gweak_reference_part_died,
  .finalized = gweak_reference_part_finalized,
  .stood_down = gweak_reference_part_stood_down,
  .deliver = gweak_reference_part_deliver,
  .dup_owner = part_dup_owner,
  .clear = part_forget,
  .free = part_free,
};

static GweakReferencePart *
part_new (GweakListMember *member)
{
  MemberPart *self = g_new (MemberPart, 1);

  gweak_reference_part_init (&self->base, &part_ops);
  gweak_link_ref (&member->link);
  self->member = member;
  self->base.delivery = gweak_delivery_new_beside (&self->base.link, member->core->delivery);

  return &self->base;
}

/* Without an object it is dead from the start. It emits in the context of the
 * store, where its users are.
 */
static GweakWeakRef *
make_reference (GweakListMember *self,
                GObject         *object,
                GMainContext    *context)
{
  GweakWeakRef          *reference = g_object_new (GWEAK_TYPE_WEAK_REF, NULL);
  GweakReferencePrivate *priv = gweak_reference_get_private (reference);

  priv->part = part_new (self);
  priv->context = g_main_context_ref (context);
  g_weak_ref_set (&self->reference, reference);
  g_atomic_pointer_set (&self->part, object != NULL ? &priv->part->link : NULL);
  if (object != NULL)
    gweak_reference_bind ((GweakReference *) reference, object);

  return reference;
}

/* Another thread may have made @object a husk meanwhile. That has a new life,
 * which the reference sees, and @self does not.
 */
static GweakWeakRef *
make_bound_reference (GweakListMember *self,
                      GObject         *object,
                      GMainContext    *context)
{
  GweakWeakRef *reference = make_reference (self, object, context);

  if (G_UNLIKELY (!gweak_link_is_alive (&self->link)))
    gweak_reference_clear ((GweakReference *) reference);

  return reference;
}

/* @current was cleared, or was made while the object could not be reached, which
 * a resurrection may have ended.
 */
static GweakWeakRef *
replace_reference (GweakListMember *self,
                   GweakWeakRef    *current,
                   GMainContext    *context)
{
  GObject      *object = gweak_link_dup_object (&self->link);
  GweakWeakRef *reference;

  if (object == NULL)
    return current != NULL ? current : make_reference (self, NULL, context);

  reference = make_bound_reference (self, object, context);
  g_clear_object (&current);
  g_object_unref (object);

  return reference;
}

/* The reference that stands for @self in a store of @context, made if nobody
 * holds it. It is dead if the member is.
 */
GweakWeakRef *
gweak_list_member_dup_reference (GweakListMember *self,
                                 GMainContext    *context)
{
  GweakWeakRef *reference = g_weak_ref_get (&self->reference);

  if (G_LIKELY (reference != NULL && g_atomic_pointer_get (&self->part) != NULL))
    return reference;

  return replace_reference (self, reference, context);
}
