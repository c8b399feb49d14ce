/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-tracker-private.h"

G_BEGIN_DECLS

gboolean    gweak_toggle_use (GweakTracker *tracker,
                              GObject      *object);
void        gweak_toggle_unuse (GweakTracker *tracker,
                                guint         n_users);
void        gweak_toggle_rearm (GweakTracker *tracker,
                                GObject      *object);
void        gweak_toggle_probe (guint n_looks);
void        gweak_toggle_probe_some (void);
guint       gweak_toggle_count_armed (void);
void        gweak_toggle_free (GweakToggle *self);
const char *gweak_toggle_describe (GweakTracker *tracker);

G_END_DECLS
