/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-debug-object.h"
#include "gweak-tracker-private.h"

G_BEGIN_DECLS

/* What the list of tracked objects knows of one. */
typedef struct
{
  GType   type;
  guint64 serial;
  gint64  tracked_time;  /* monotonic */
  gint64  disposed_time; /* likewise; 0: not yet */
} GweakDebugRecord;

GweakDebugObject *gweak_debug_object_new (GweakTracker           *tracker,
                                          const GweakDebugRecord *record);
guint             gweak_debug_object_count_handlers (GweakDebugObject *self);

G_END_DECLS
