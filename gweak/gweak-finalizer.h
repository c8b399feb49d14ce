/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#if !defined(GWEAK_INSIDE) && !defined(GWEAK_COMPILATION)
# error "Only <gweak/gweak.h> can be included directly."
#endif

#include <gweak/gweak-reference.h>

G_BEGIN_DECLS

#define GWEAK_TYPE_FINALIZER (gweak_finalizer_get_type ())

GWEAK_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (GweakFinalizer, gweak_finalizer, GWEAK, FINALIZER, GweakReference)

/**
 * GweakFinalizeFunc:
 * @user_data: what was given to gweak_finalizer_new()
 *
 * The action of a finalizer. Called in the thread where its moment comes, in
 * the #GweakReference:main-context if there is one, or in the thread that runs
 * it by hand or ends the process.
 *
 * Since: 1.0
 */
typedef void (*GweakFinalizeFunc) (gpointer user_data);

GWEAK_AVAILABLE_IN_1_0
GweakFinalizer *gweak_finalizer_new (gpointer          object,
                                     GweakFinalizeFunc callback,
                                     gpointer          user_data,
                                     GDestroyNotify    destroy);
GWEAK_AVAILABLE_IN_1_0
GweakFinalizer *gweak_finalizer_new_closure (gpointer  object,
                                             GClosure *closure);
GWEAK_AVAILABLE_IN_1_0
GweakFinalizer *gweak_finalizer_new_full (gpointer      object,
                                          GweakMoment   moment,
                                          GMainContext *context,
                                          GClosure     *closure);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_finalizer_run (GweakFinalizer *self);
GWEAK_AVAILABLE_IN_1_0
gpointer gweak_finalizer_detach (GweakFinalizer *self) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
gpointer gweak_finalizer_peek (GweakFinalizer *self) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GweakMoment gweak_finalizer_get_moment (GweakFinalizer *self);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_finalizer_get_at_exit (GweakFinalizer *self);
GWEAK_AVAILABLE_IN_1_0
void gweak_finalizer_set_at_exit (GweakFinalizer *self,
                                  gboolean        at_exit);
GWEAK_AVAILABLE_IN_1_0
void gweak_finalizer_run_at_exit (void);

G_END_DECLS
