/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-entries-private.h"

G_BEGIN_DECLS

/* A search for a key, and what is to be released when the lock is. */
typedef struct
{
  const GweakKey *key;        /* (unowned) */
  GPtrArray      *candidates; /* (owned) (nullable) for a user's function, pinned; in the order of their coming */
} GweakSearch;

GweakEntry *gweak_search_begin (GweakSearch    *search,
                                GweakEntries   *self,
                                const GweakKey *key);
void        gweak_search_end (GweakSearch  *search,
                              GweakEntries *self);
GweakEntry *gweak_search_like (GweakEntries *self,
                               GweakEntry   *other);
gboolean    gweak_key_dup_sides (const GweakKey *key,
                                 GweakEntry     *entry,
                                 GweakSides     *sides);

G_END_DECLS
