/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-dispatch-private.h"
#include "gweak-reference.h"

G_BEGIN_DECLS

typedef struct _GweakWaiter GweakWaiter;

/* The plain part of a GweakReference: what the tracker and the delivery queues
 * know. It pins no GObject; `owner` is the way back.
 */
typedef struct
{
  GweakLink      link;
  GWeakRef       owner;    /* the GweakReference; unused by those that hold themselves */
  GweakDelivery *delivery; /* (owned) (nullable) set while nobody else knows us; NULL: tell at once */
  GweakWaiter   *waiters;  /* (owned) guarded by the tracker's lock */
  gint           notified; /* that the referent is gone; atomic */
} GweakReferencePart;

typedef struct
{
  GweakReferencePart *part;       /* (owned) immutable once constructed */
  GObject            *referent;   /* (owned) (nullable) only while under construction */
  GMainContext       *context;    /* (owned) (nullable) guarded by the tracker's lock once constructed */
  guint               toggle : 1; /* asked for; immutable once constructed */
} GweakReferencePrivate;

extern gint gweak_reference_private_offset;

static inline GweakReferencePrivate *
gweak_reference_get_private (gpointer self)
{
  return G_STRUCT_MEMBER_P (self, gweak_reference_private_offset);
}

static inline GweakReferencePart *
gweak_reference_get_part (gpointer self)
{
  return gweak_reference_get_private (self)->part;
}

void          gweak_reference_bind (GweakReference *self,
                                    GObject        *referent);
void          gweak_reference_part_init (GweakReferencePart *part,
                                         const GweakLinkOps *ops);
void          gweak_reference_part_clear (GweakReferencePart *part);
void          gweak_reference_part_died (GweakLink *link);
void          gweak_reference_part_finalized (GweakLink *link);
void          gweak_reference_part_dying (GweakLink *link,
                                          GObject   *object);
void          gweak_reference_part_stood_down (GweakLink *link);
void          gweak_reference_part_deliver (GweakLink *link,
                                            GweakNews  news);
GMainContext *gweak_reference_steal_context (GweakReference *self);
void          gweak_reference_forget (GweakReference *self);

G_END_DECLS
