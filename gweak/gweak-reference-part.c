/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-reference-part-private.h"

#include "gweak-reference-private.h"
#include "gweak-waiter-private.h"

static void
part_forget (GweakLink *link,
             GObject   *owner)
{
  gweak_reference_part_forget ((GweakReferencePart *) link, owner);
}

static void
part_free (GweakLink *link)
{
  GweakReferencePart *part = (GweakReferencePart *) link;

  gweak_reference_part_clear (part);
  g_free (part);
}

static const GweakLinkOps part_ops = {
  .kind = "references",
  .dying = gweak_reference_part_dying,
  .died = gweak_reference_part_died,
  .finalized = gweak_reference_part_finalized,
  .stood_down = gweak_reference_part_stood_down,
  .deliver = gweak_reference_part_deliver,
  .dup_owner = gweak_reference_part_dup_owner,
  .clear = part_forget,
  .free = part_free,
};

/* A part that its GObject does not hold by itself. */
GweakReferencePart *
gweak_reference_part_new (void)
{
  GweakReferencePart *part = g_new (GweakReferencePart, 1);

  gweak_reference_part_init (part, &part_ops);

  return part;
}

void
gweak_reference_part_init (GweakReferencePart *part,
                           const GweakLinkOps *ops)
{
  *part = (GweakReferencePart){ .waiters = NULL };
  gweak_link_init (&part->link, ops);
}

void
gweak_reference_part_clear (GweakReferencePart *part)
{
  g_assert (part->waiters == NULL);

  gweak_release_weak_ref (&part->owner);
  gweak_delivery_free (part->delivery);
}

/* Before it is attached: @owner is who speaks for @part. */
void
gweak_reference_part_own (GweakReferencePart *part,
                          GObject            *owner)
{
  if (part->link.ops->dup_owner == gweak_reference_part_dup_owner)
    g_weak_ref_init (&part->owner, owner);
}

/* For parts that their GObject does not hold by itself. */
GObject *
gweak_reference_part_dup_owner (GweakLink *link)
{
  return g_weak_ref_get (&((GweakReferencePart *) link)->owner);
}

/* Once: by the death, or by who clears before that has its turn. */
static void
notify_dead (GweakReferencePart *part,
             GObject            *owner)
{
  if (g_atomic_int_compare_and_exchange (&part->notified, FALSE, TRUE))
    gweak_reference_notify_dead (owner);
}

/* A handler of a notify may clear the reference, and then nothing more comes. */
static void
emit_died (GweakReferencePart *part,
           GObject            *owner)
{
  notify_dead (part, owner);
  if (!gweak_link_is (&part->link, GWEAK_LINK_CLEARED))
    gweak_reference_emit_died (owner);
}

/* In the thread where observers want to hear of @news. A reference that was
 * cleared while this waited for its turn has nothing to say.
 */
static void
emit (GweakReferencePart *part,
      GObject            *owner,
      GweakNews           news)
{
  if (gweak_link_is (&part->link, GWEAK_LINK_CLEARED))
    return;

  switch (news)
    {
    case GWEAK_NEWS_STOOD_DOWN:
      gweak_reference_notify_toggle (owner);
      break;
    case GWEAK_NEWS_DIED:
      emit_died (part, owner);
      break;
    case GWEAK_NEWS_FINALIZED:
      gweak_reference_emit_finalized (owner);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
tell (GweakLink *link,
      GweakNews  news)
{
  GweakReferencePart *part = (GweakReferencePart *) link;

  if (part->delivery != NULL)
    gweak_delivery_push (part->delivery, news);
  else
    link->ops->deliver (link, news);
}

void
gweak_reference_part_died (GweakLink *link)
{
  if (gweak_link_is (link, GWEAK_LINK_AWAITED))
    gweak_waiters_finish ((GweakReferencePart *) link);
  tell (link, GWEAK_NEWS_DIED);
}

void
gweak_reference_part_finalized (GweakLink *link)
{
  tell (link, GWEAK_NEWS_FINALIZED);
}

void
gweak_reference_part_stood_down (GweakLink *link)
{
  tell (link, GWEAK_NEWS_STOOD_DOWN);
}

void
gweak_reference_part_deliver (GweakLink *link,
                              GweakNews  news)
{
  GObject *owner = link->ops->dup_owner (link);

  if (owner == NULL)
    return;

  emit ((GweakReferencePart *) link, owner, news);
  g_object_unref (owner);
}

/* Never deferred: only now can the object be rescued. */
void
gweak_reference_part_dying (GweakLink *link,
                            GObject   *object)
{
  GObject *owner = link->ops->dup_owner (link);

  if (owner == NULL)
    return;

  gweak_reference_emit_dying (owner, object);
  g_object_unref (owner);
}

/* Detaches from the referent for good. */
void
gweak_reference_part_cut (GweakReferencePart *part)
{
  GweakLinkState state = gweak_link_detach (&part->link);

  if (state & GWEAK_LINK_AWAITED)
    gweak_waiters_finish (part);
  if (state & GWEAK_LINK_LISTED)
    gweak_link_unref (&part->link);
}

/* Forgets the referent, and says so unless its death was told. */
void
gweak_reference_part_forget (GweakReferencePart *part,
                             GObject            *owner)
{
  gweak_reference_part_cut (part);
  if (part->link.tracker != NULL)
    notify_dead (part, owner);
}
