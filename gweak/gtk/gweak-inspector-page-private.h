/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The page of GTK's Inspector that shows every tracked object. */
#define GWEAK_TYPE_INSPECTOR_PAGE (gweak_inspector_page_get_type ())
G_DECLARE_FINAL_TYPE (GweakInspectorPage, gweak_inspector_page, GWEAK, INSPECTOR_PAGE, GtkBox)

gboolean           gweak_inspector_page_is_refreshing (GweakInspectorPage *self);
void               gweak_inspector_page_refresh (GweakInspectorPage *self);
GtkSelectionModel *gweak_inspector_page_get_rows (GweakInspectorPage *self);

G_END_DECLS
