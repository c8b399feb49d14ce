/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The class of what is suspected to leak, in style sheets. */
#define GWEAK_INSPECTOR_SUSPECT "gweak-suspect"

void        gweak_inspector_columns_add (GtkColumnView *view);
gboolean    gweak_inspector_columns_sort (GtkColumnView *view,
                                          const char    *id,
                                          GtkSortType    direction);
GMenuModel *gweak_inspector_columns_create_menu (const char *action);

G_END_DECLS
