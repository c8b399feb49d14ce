/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-dispatch-private.h"
#include "gweak-enums.h"
#include "gweak-slot-private.h"

G_BEGIN_DECLS

typedef struct _GweakEntries GweakEntries;
typedef struct _GweakEntry   GweakEntry;

/* One entry of a container. Immutable, and reference counted. In the index it
 * is pinned by the list of the tracker that it is linked to; it leaves that at
 * its death, or by being detached after it was taken out.
 */
struct _GweakEntry
{
  GweakLink     link;     /* to the weak side; where both are, to the key. Its count is the entry's */
  GweakEntry   *next;     /* (unowned) in the bucket; guarded by the lock of the entries */
  GweakSlot     strong;   /* (owned) the side that is not weak, if there is one; immutable */
  guint         hash;     /* immutable */
  guint         position; /* in the order, or one of those below; guarded by the lock of the entries */
  GweakEntries *entries;  /* (owned) */
  guint64       serial;   /* the order of insertion; immutable once in the index */
};

/* It is not in the index: not yet, or who took it out reports that. */
#define GWEAK_ENTRY_OUT (G_MAXUINT)

/* It died, waits for its turn, and has left the order. */
#define GWEAK_ENTRY_UNORDERED (G_MAXUINT - 1)

/* An entry with two weak sides. */
typedef struct
{
  GweakEntry base;
  GweakLink  value_link; /* holds a count of the entry until its own is 0 */
} GweakEntryOfBoth;

/* The weak sides of an entry, held. */
typedef struct
{
  GObject *key;   /* (owned) (nullable) */
  GObject *value; /* (owned) (nullable) */
} GweakSides;

/* A key that is looked for. */
typedef struct
{
  GweakSlot slot; /* (unowned) */
  guint     hash;
} GweakKey;

GweakEntry *gweak_entry_new (GweakEntries   *entries,
                             const GweakKey *key,
                             GweakSlot       value);
GweakEntry *gweak_entry_new_like (GweakEntries *entries,
                                  GweakEntry   *other);
GweakEntry *gweak_entry_ref (GweakEntry *self);
void        gweak_entry_unref (GweakEntry *self);

gboolean gweak_entry_count (GweakEntry *self);
void     gweak_entry_uncount (GweakEntry *self);
void     gweak_entry_give_up_plain (GweakEntry *self);
void     gweak_entry_detach (GweakEntry *self);
void     gweak_entry_evict (GweakEntry *self,
                            GObject    *object);
void     gweak_entry_request_toggle (GweakEntry *self);
void     gweak_entry_report (GweakEntry       *self,
                             GweakRemovalCause cause,
                             gboolean          size_changed);

gboolean gweak_entry_dup_sides (GweakEntry *self,
                                GweakSides *sides);
void     gweak_sides_clear (GweakSides *self);
gpointer gweak_entry_peek_key (GweakEntry       *self,
                               const GweakSides *sides);
gpointer gweak_entry_peek_value (GweakEntry       *self,
                                 const GweakSides *sides);
gpointer gweak_entry_copy_value (GweakEntry *self);
gpointer gweak_entry_take_key (GweakEntry *self,
                               GweakSides *sides);
gpointer gweak_entry_take_value (GweakEntry *self,
                                 GweakSides *sides);
void     gweak_entry_key_to_value (GweakEntry       *self,
                                   const GweakSides *sides,
                                   GValue           *value);
void     gweak_entry_value_to_value (GweakEntry       *self,
                                     const GweakSides *sides,
                                     GValue           *value);
gpointer gweak_entry_get_extra (GweakEntry *self);

G_END_DECLS
