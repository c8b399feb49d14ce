/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-index-private.h"

G_BEGIN_DECLS

/* What a type of container adds. All of it but `taken_out` is called without
 * locks.
 */
typedef struct
{
  gsize extra_size; /* of its own part of each entry, all zeros at first */
  gsize state_size; /* of its own part of the container, all zeros at first */

  /* With the lock: @entry, which was in the index, is not any more. */
  void (*taken_out) (GweakEntry *entry); /* (nullable) */

  /* In the thread where listeners want to hear of it, @owner being held. */
  void (*size_changed) (GObject *owner);
  void (*removed) (GObject          *owner,
                   GweakEntry       *entry,
                   const GweakSides *sides,
                   GweakRemovalCause cause);
  void (*dying) (GObject          *owner,
                 GweakEntry       *entry,
                 const GweakSides *sides); /* (nullable) */

  void (*clear_extra) (GweakEntry *entry);     /* (nullable) @entry is going */
  void (*clear_state) (GweakEntries *entries); /* (nullable) @entries is going */
} GweakEntriesOps;

/* How to make a container. Nothing in it is kept but what is copied. */
typedef struct
{
  const GweakEntriesOps *ops;
  GObject               *owner;
  GType                  key_type;
  GType                  value_type; /* G_TYPE_NONE: there are only keys */
  GweakWeakness          weakness;
  GMainContext          *context; /* (nullable) */
  gboolean               toggle;
} GweakEntriesConfig;

/* The plain part of a container. */
struct _GweakEntries
{
  GweakLink              link;     /* never attached: its count is ours, and it delivers changes of the size */
  const GweakEntriesOps *ops;      /* (unowned) static; immutable, as all up to `lock` */
  GWeakRef               owner;    /* the container; GLib sees to its threads */
  GweakDelivery         *delivery; /* (owned) (nullable) NULL: tell at once */
  GweakSlotKind          key_kind;
  GweakSlotKind          value_kind;
  GHashFunc              hash; /* (nullable) a user's, as the next */
  GEqualFunc             equal;
  GweakWeakness          weakness;
  gboolean               has_values;
  gboolean               by_identity; /* keys are equal if they are the same pointer */
  gboolean               toggle;
  gsize                  extra_offset; /* in an entry: of the container's own part */
  gsize                  place_offset; /* of its place in a queue, if there is a `delivery` */
  gsize                  entry_size;

  GweakLock  lock;
  GweakIndex index;       /* guarded by `lock`; entries that died stay until their turn */
  GObject   *listener;    /* (unowned) (nullable) the owner, but while it is made and finalized; guarded by `lock` */
  gint       n_live;      /* changed atomically, and up only with `lock`: what the size says */
  gint       is_disposed; /* atomic: the owner was, and `owner` is to be set again */
  gint       size_told;   /* atomic: a change of the size waits in the queue */
  gint       n_loads;     /* atomic: values that are being made */
};

/* A walk over a container. It holds what it is at, and nothing else. */
typedef struct
{
  GweakEntries *entries; /* (owned) (nullable) */
  GweakEntry   *current; /* (owned) (nullable) */
  GweakSides    sides;   /* of `current` */
  GweakBookmark bookmark;
} GweakWalk;

/* What to do about a living entry that has the key already. */
typedef enum
{
  GWEAK_INSERT_REPLACE,
  GWEAK_INSERT_IF_ABSENT
} GweakInsertMode;

GweakEntries *gweak_entries_new (const GweakEntriesConfig *config);
void          gweak_entries_use_functions (GweakEntries *self,
                                           GHashFunc     hash,
                                           GEqualFunc    equal);
GweakEntries *gweak_entries_ref (GweakEntries *self);
void          gweak_entries_unref (GweakEntries *self);
void          gweak_entries_set_listener (GweakEntries *self,
                                          GObject      *listener);
gpointer      gweak_entries_get_state (GweakEntries *self);
guint         gweak_entries_get_size (GweakEntries *self);
guint64       gweak_entries_get_last_serial (GweakEntries *self);
void          gweak_entries_queue_size (GweakEntries *self);

GweakEntry *gweak_entries_find (GweakEntries   *self,
                                const GweakKey *key,
                                GweakSides     *sides);
GweakEntry *gweak_entries_find_pinned (GweakEntries   *self,
                                       const GweakKey *key);
GweakEntry *gweak_entries_find_like (GweakEntries *self,
                                     GweakEntry   *other);
gboolean    gweak_entries_has (GweakEntries *self,
                               GweakEntry   *entry);
gboolean    gweak_entries_contains (GweakEntries   *self,
                                    const GweakKey *key);
gboolean    gweak_entries_insert (GweakEntries   *self,
                                  const GweakKey *key,
                                  GweakSlot       value,
                                  GweakInsertMode mode,
                                  GweakEntry    **entry);
gboolean    gweak_entries_insert_surely (GweakEntries   *self,
                                         const GweakKey *key,
                                         GweakSlot       value,
                                         GweakEntry    **entry,
                                         GweakSides     *sides);
gboolean    gweak_entries_insert_like (GweakEntries *self,
                                       GweakEntry   *other);
gboolean    gweak_entries_put_in (GweakEntries *self,
                                  GweakEntry   *entry,
                                  GweakEntry   *old);
void        gweak_entries_fill (GweakEntries *self,
                                GweakEntries *other);
gboolean    gweak_entries_remove (GweakEntries     *self,
                                  GweakEntry       *entry,
                                  GweakRemovalCause cause);
void        gweak_entries_remove_all (GweakEntries *self,
                                      gboolean      silently);
GweakEntry *gweak_entries_pop (GweakEntries *self,
                               GweakSides   *sides);
gboolean    gweak_entries_leave_dead (GweakEntries *self,
                                      GweakEntry   *entry,
                                      gboolean     *heard);

void     gweak_walk_init (GweakWalk    *self,
                          GweakEntries *entries);
void     gweak_walk_init_after (GweakWalk    *self,
                                GweakEntries *entries,
                                guint64       serial);
gboolean gweak_walk_step (GweakWalk *self);
gboolean gweak_walk_next (GweakWalk *self);
gboolean gweak_walk_remove (GweakWalk *self);
void     gweak_walk_clear (GweakWalk *self);

static inline gboolean
gweak_entries_have_two_links (const GweakEntries *self)
{
  return self->weakness == (GWEAK_WEAKNESS_KEYS | GWEAK_WEAKNESS_VALUES);
}

static inline GweakLink *
gweak_entry_get_value_link (GweakEntry *self)
{
  return &((GweakEntryOfBoth *) self)->value_link;
}

/* Whether neither of its weak sides died, and it was not taken out. */
static inline gboolean
gweak_entry_is_alive (GweakEntry *self)
{
  return gweak_link_is_alive (&self->link) &&
         (G_LIKELY (!gweak_entries_have_two_links (self->entries)) ||
          gweak_link_is_alive (gweak_entry_get_value_link (self)));
}

/* A key that borrows @slot. A user's function can run in this. */
static inline void
gweak_key_init (GweakKey           *self,
                const GweakEntries *entries,
                GweakSlot           slot)
{
  self->slot = slot;
  self->hash = G_UNLIKELY (entries->hash != NULL) ? entries->hash (gweak_slot_peek (&entries->key_kind, &self->slot))
                                                  : gweak_slot_hash (&entries->key_kind, slot);
}

G_END_DECLS
