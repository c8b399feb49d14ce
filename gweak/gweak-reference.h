/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#if !defined(GWEAK_INSIDE) && !defined(GWEAK_COMPILATION)
# error "Only <gweak/gweak.h> can be included directly."
#endif

#include <gio/gio.h>
#include <gweak/gweak-enums.h>

G_BEGIN_DECLS

#define GWEAK_TYPE_REFERENCE (gweak_reference_get_type ())

GWEAK_AVAILABLE_IN_1_0
G_DECLARE_DERIVABLE_TYPE (GweakReference, gweak_reference, GWEAK, REFERENCE, GObject)

/**
 * GweakReferenceClass:
 * @parent_class: the parent class
 * @dying: class handler of #GweakReference::dying
 * @died: class handler of #GweakReference::died
 * @finalized: class handler of #GweakReference::finalized
 *
 * The class structure of #GweakReference. The class handlers run before
 * connected handlers.
 *
 * Since: 1.0
 */
struct _GweakReferenceClass
{
  GObjectClass parent_class;

  void (*dying) (GweakReference *self,
                 GObject        *referent);
  void (*died) (GweakReference *self);
  void (*finalized) (GweakReference *self);

  /*< private >*/
  gpointer padding[8];
};

GWEAK_AVAILABLE_IN_1_0
gpointer gweak_reference_dup_referent (GweakReference *self) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_reference_is_alive (GweakReference *self);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_reference_refers_to (GweakReference *self,
                                    gpointer        object);
GWEAK_AVAILABLE_IN_1_0
void gweak_reference_clear (GweakReference *self);
GWEAK_AVAILABLE_IN_1_0
guint gweak_reference_hash (GweakReference *self);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_reference_equal (GweakReference *self,
                                GweakReference *other);
GWEAK_AVAILABLE_IN_1_0
char *gweak_reference_to_string (GweakReference *self) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
void gweak_reference_wait_async (GweakReference     *self,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_reference_wait_finish (GweakReference *self,
                                      GAsyncResult   *result,
                                      GError        **error);

GWEAK_AVAILABLE_IN_1_0
guint gweak_count_references (gpointer object);
GWEAK_AVAILABLE_IN_1_0
GPtrArray *gweak_list_references (gpointer object) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
