/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#if !defined(GWEAK_INSIDE) && !defined(GWEAK_COMPILATION)
# error "Only <gweak/gweak.h> can be included directly."
#endif

#include <glib-object.h>
#include <gweak/gweak-version.h>

G_BEGIN_DECLS

GWEAK_AVAILABLE_IN_1_0
void gweak_debug_start (void);
GWEAK_AVAILABLE_IN_1_0
char *gweak_debug_dump (void) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GPtrArray *gweak_debug_list_objects (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
