/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#if !defined(GWEAK_INSIDE) && !defined(GWEAK_COMPILATION)
# error "Only <gweak/gweak.h> can be included directly."
#endif

#include <gweak/gweak-reference.h>

G_BEGIN_DECLS

#define GWEAK_TYPE_WEAK_METHOD (gweak_weak_method_get_type ())

GWEAK_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (GweakWeakMethod, gweak_weak_method, GWEAK, WEAK_METHOD, GweakReference)

GWEAK_AVAILABLE_IN_1_0
GweakWeakMethod *gweak_weak_method_new (gpointer  object,
                                        GCallback method) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GweakWeakMethod *gweak_weak_method_new_closure (gpointer  object,
                                                GClosure *closure) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_method_invoke (GweakWeakMethod *self,
                                   GValue          *return_value,
                                   const GValue    *params,
                                   guint            n_params);
GWEAK_AVAILABLE_IN_1_0
gulong gweak_weak_method_attach (GweakWeakMethod *self,
                                 gpointer         source,
                                 const char      *detailed_signal,
                                 GConnectFlags    flags);
GWEAK_AVAILABLE_IN_1_0
GClosure *gweak_weak_method_dup_closure (GweakWeakMethod *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
