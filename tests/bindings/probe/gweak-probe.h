/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

guint    gweak_probe_add (GObject *object);
gboolean gweak_probe_is_finalized (guint id);
void     gweak_probe_run_dispose_in_thread (GObject *object);

G_END_DECLS
