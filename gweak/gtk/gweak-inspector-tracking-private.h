/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void        gweak_inspector_track (GObject *object);
void        gweak_inspector_track_windows (GtkWidget *but);
GHashTable *gweak_inspector_list_windows (void);

G_END_DECLS
