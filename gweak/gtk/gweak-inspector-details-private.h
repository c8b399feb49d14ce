/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "gweak-inspector-row-private.h"

G_BEGIN_DECLS

/* What is known of one object, and who observes it. */
#define GWEAK_TYPE_INSPECTOR_DETAILS (gweak_inspector_details_get_type ())
G_DECLARE_FINAL_TYPE (GweakInspectorDetails, gweak_inspector_details, GWEAK, INSPECTOR_DETAILS, GtkBox)

void gweak_inspector_details_set_row (GweakInspectorDetails *self,
                                      GweakInspectorRow     *row);

G_END_DECLS
