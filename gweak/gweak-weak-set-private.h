/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-entries-private.h"
#include "gweak-weak-set.h"

G_BEGIN_DECLS

struct _GweakWeakSet
{
  GObject parent_instance;

  GweakEntries *entries; /* (owned) made when constructed, then immutable */

  /* What it is constructed from; immutable then. */
  GMainContext *context; /* (owned) (nullable) */
  GType         item_type;
  gboolean      toggle;
};

G_END_DECLS
