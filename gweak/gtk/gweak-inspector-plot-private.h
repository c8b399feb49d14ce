/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How many objects of the most frequent types there were over time, as lines, with
 * a legend.
 */
#define GWEAK_TYPE_INSPECTOR_PLOT (gweak_inspector_plot_get_type ())
G_DECLARE_FINAL_TYPE (GweakInspectorPlot, gweak_inspector_plot, GWEAK, INSPECTOR_PLOT, GtkBox)

void gweak_inspector_plot_add (GweakInspectorPlot *self,
                               gint64              time,
                               GListModel         *rows);

G_END_DECLS
