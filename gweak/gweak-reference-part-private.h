/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-dispatch-private.h"

G_BEGIN_DECLS

typedef struct _GweakWaiter GweakWaiter;

/* The plain part of a GweakReference: what the tracker and the delivery queues
 * know. It pins no GObject; `owner` is the way back.
 */
typedef struct
{
  GweakLink      link;
  GWeakRef       owner;    /* the GweakReference; GLib sees to its threads; unused by those that hold themselves */
  GweakDelivery *delivery; /* (owned) (nullable) set while nobody else knows us; NULL: tell at once */
  GweakWaiter   *waiters;  /* (owned) guarded by the tracker's lock */
  gint           notified; /* that the referent is gone; atomic */
} GweakReferencePart;

GweakReferencePart *gweak_reference_part_new (void);
void                gweak_reference_part_init (GweakReferencePart *part,
                                               const GweakLinkOps *ops);
void                gweak_reference_part_clear (GweakReferencePart *part);
void                gweak_reference_part_own (GweakReferencePart *part,
                                              GObject            *owner);
void                gweak_reference_part_cut (GweakReferencePart *part);
void                gweak_reference_part_forget (GweakReferencePart *part,
                                                 GObject            *owner);

/* For the ops of parts that embed this one. */
GObject *gweak_reference_part_dup_owner (GweakLink *link);
void     gweak_reference_part_died (GweakLink *link);
void     gweak_reference_part_finalized (GweakLink *link);
void     gweak_reference_part_dying (GweakLink *link,
                                     GObject   *object);
void     gweak_reference_part_stood_down (GweakLink *link);
void     gweak_reference_part_deliver (GweakLink *link,
                                       GweakNews  news);

G_END_DECLS
