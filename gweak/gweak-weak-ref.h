/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#if !defined(GWEAK_INSIDE) && !defined(GWEAK_COMPILATION)
# error "Only <gweak/gweak.h> can be included directly."
#endif

#include <gweak/gweak-reference.h>

G_BEGIN_DECLS

#define GWEAK_TYPE_WEAK_REF (gweak_weak_ref_get_type ())

GWEAK_AVAILABLE_IN_1_0
G_DECLARE_DERIVABLE_TYPE (GweakWeakRef, gweak_weak_ref, GWEAK, WEAK_REF, GweakReference)

/**
 * GweakWeakRefClass:
 * @parent_class: the parent class
 *
 * The class structure of #GweakWeakRef.
 *
 * Since: 1.0
 */
struct _GweakWeakRefClass
{
  GweakReferenceClass parent_class;

  /*< private >*/
  gpointer padding[8];
};

/**
 * GweakDiedFunc:
 * @ref: the reference, which is dead
 * @user_data: what was given to gweak_weak_ref_new_with_callback()
 *
 * Called when the referent of @ref died, in the thread where that happens.
 *
 * Since: 1.0
 */
typedef void (*GweakDiedFunc) (GweakWeakRef *ref,
                               gpointer      user_data);

GWEAK_AVAILABLE_IN_1_0
GweakWeakRef *gweak_weak_ref_new (gpointer object) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GweakWeakRef *gweak_weak_ref_new_with_callback (gpointer       object,
                                                GweakDiedFunc  callback,
                                                gpointer       user_data,
                                                GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GweakWeakRef *gweak_weak_ref_get_shared (gpointer object) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
gpointer gweak_weak_ref_get (GweakWeakRef *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
