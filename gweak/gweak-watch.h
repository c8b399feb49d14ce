/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#if !defined(GWEAK_INSIDE) && !defined(GWEAK_COMPILATION)
# error "Only <gweak/gweak.h> can be included directly."
#endif

#include <gweak/gweak-enums.h>

G_BEGIN_DECLS

typedef struct _GweakWatch GweakWatch;

#define GWEAK_TYPE_WATCH (gweak_watch_get_type ())

/**
 * GweakWatchFunc:
 * @moment: the moment that came: %GWEAK_MOMENT_DIED or %GWEAK_MOMENT_FINALIZED
 * @user_data: what was given to gweak_watch_add()
 *
 * Called when the watched object reached @moment, in the thread where that
 * happens.
 *
 * Since: 1.0
 */
typedef void (*GweakWatchFunc) (GweakMoment moment,
                                gpointer    user_data);

GWEAK_AVAILABLE_IN_1_0
GType gweak_watch_get_type (void);
GWEAK_AVAILABLE_IN_1_0
GweakWatch *gweak_watch_add (gpointer       object,
                             GweakMoment    moment,
                             GweakWatchFunc callback,
                             gpointer       user_data,
                             GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GweakWatch *gweak_watch_ref (GweakWatch *watch);
GWEAK_AVAILABLE_IN_1_0
void gweak_watch_unref (GweakWatch *watch);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_watch_remove (GweakWatch *watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GweakWatch, gweak_watch_unref)

G_END_DECLS
