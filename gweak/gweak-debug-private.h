/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-debug.h"
#include "gweak-tracker-private.h"

G_BEGIN_DECLS

void gweak_debug_tracked (GweakTracker *tracker);
void gweak_debug_died (GweakTracker *tracker);
void gweak_debug_finalized (GweakTracker *tracker);
void gweak_debug_stood_down (GObject *object);

G_END_DECLS
