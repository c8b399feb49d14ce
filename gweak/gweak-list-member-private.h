/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-dispatch-private.h"
#include "gweak-weak-ref.h"

G_BEGIN_DECLS

typedef struct _GweakListCore   GweakListCore;
typedef struct _GweakListMember GweakListMember;

/* The plain part of a GweakWeakListStore: what its members and the queue of its
 * context know. It pins no GObject; `store` is the way back. Its link observes
 * nothing, and is what the queue holds.
 */
struct _GweakListCore
{
  GweakLink        link;
  GWeakRef         store;    /* the GweakWeakListStore; GLib sees to its threads */
  GweakDelivery   *delivery; /* (owned) set while nobody else knows us */
  GweakLock        lock;
  GweakListMember *dead;       /* (owned) a count of each: they died, and the store does not know; guarded by `lock` */
  GweakListMember *last_dead;  /* (unowned) guarded by `lock` */
  guint            queued : 1; /* the place in the queue is taken; guarded by `lock` */
  guint            closed : 1; /* the store is gone; guarded by `lock` */
};

/* An object in a list: an observer of it. What has no lock belongs to the thread
 * of the store's context.
 */
struct _GweakListMember
{
  GweakLink        link;
  GWeakRef         reference; /* the GweakWeakRef that stands for it in the model; set by that thread only */
  GweakLink       *part;      /* (unowned) (nullable) of that, until it is cleared; atomic, only for comparison */
  GSequenceIter   *place;     /* (unowned) (nullable) in the store's sequence, while it is there */
  GweakListCore   *core;      /* (owned) immutable */
  GweakListMember *next_dead; /* (owned) guarded by the core's lock until the store takes it */
  guint            due : 1;   /* the store has heard of its death, and has yet to announce it */
};

GweakListCore *gweak_list_core_new (GObject      *store,
                                    GMainContext *context);
void           gweak_list_core_close (GweakListCore *self);
void           gweak_list_core_revive (GweakListCore *self,
                                       GObject       *store);

/* In the thread of the store's context, while the core is told. */
GweakListMember *gweak_list_core_take_dead (GweakListCore *self);
gboolean         gweak_list_core_keep_turn (GweakListCore *self);
void             gweak_list_core_end_turn (GweakListCore *self,
                                           gboolean       kept);

/* In that thread. */
GweakListMember *gweak_list_member_new (GweakListCore *core,
                                        GObject       *object);
void             gweak_list_member_remove (GweakListMember *self);
GweakWeakRef    *gweak_list_member_dup_reference (GweakListMember *self,
                                                  GMainContext    *context);
GSequenceIter   *gweak_list_core_find (GweakListCore *self,
                                       GObject       *object);

/* What the store does when the core is told. */
void gweak_weak_list_store_announce (GObject *store);

G_END_DECLS
