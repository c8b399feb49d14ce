/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-list-member-private.h"
#include "gweak-weak-list-store.h"

G_BEGIN_DECLS

struct _GweakWeakListStore
{
  GObject parent_instance;

  /* All of this belongs to the thread of the context. */
  GType            referent_type; /* immutable, as the next two, once constructed */
  GMainContext    *context;       /* (owned) */
  GweakListCore   *core;          /* (owned) */
  GSequence       *members;       /* (owned) of (owned) GweakListMembers */
  GSequenceIter   *last_place;    /* (unowned) (nullable) in `members`, where somebody looked last */
  guint            last_position; /* of `last_place` */
  guint            n_changes;     /* how often `members` changed */
  GweakListMember *due;           /* (owned) a count of each: they died, and are to be announced */
  GweakListMember *last_due;      /* (unowned) */
  gboolean         disposed;      /* the core has lost us */
};

static inline guint
gweak_weak_list_store_get_length (GweakWeakListStore *self)
{
  return g_sequence_get_length (self->members);
}

GweakListMember *gweak_weak_list_store_get_member (GweakWeakListStore *self,
                                                   guint               position);
void             gweak_weak_list_store_revive (GweakWeakListStore *self);
void             gweak_weak_list_store_change (GweakWeakListStore *self,
                                               guint               position,
                                               guint               n_removals,
                                               gpointer           *additions,
                                               guint               n_additions);
void             gweak_weak_list_store_rearrange (GweakWeakListStore *self,
                                                  GweakListMember   **members);
gboolean         gweak_weak_list_store_accept (GweakWeakListStore *self,
                                               gpointer            object,
                                               const char         *function);
void             gweak_weak_list_store_notify_n_items (GweakWeakListStore *self);

G_END_DECLS
