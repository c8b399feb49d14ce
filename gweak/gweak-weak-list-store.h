/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#if !defined(GWEAK_INSIDE) && !defined(GWEAK_COMPILATION)
# error "Only <gweak/gweak.h> can be included directly."
#endif

#include <gio/gio.h>
#include <gweak/gweak-version.h>

G_BEGIN_DECLS

#define GWEAK_TYPE_WEAK_LIST_STORE (gweak_weak_list_store_get_type ())

GWEAK_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (GweakWeakListStore, gweak_weak_list_store, GWEAK, WEAK_LIST_STORE, GObject)

/**
 * GweakWeakListStoreCompareFunc:
 * @a: (type GObject.Object): a member, or what is to become one
 * @b: (type GObject.Object): another one
 * @user_data: what was given to gweak_weak_list_store_sort() or
 *   gweak_weak_list_store_insert_sorted()
 *
 * Tells which of two objects comes first. Both are held during the call. In C it
 * is the same as a #GCompareDataFunc; languages get objects instead of pointers.
 *
 * Returns: less than, equal to or greater than 0 if @a comes before, with or
 *   after @b
 *
 * Since: 1.0
 */
typedef int (*GweakWeakListStoreCompareFunc) (gconstpointer a,
                                              gconstpointer b,
                                              gpointer      user_data);

GWEAK_AVAILABLE_IN_1_0
GweakWeakListStore *gweak_weak_list_store_new (GType referent_type) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GType gweak_weak_list_store_get_referent_type (GweakWeakListStore *self);

GWEAK_AVAILABLE_IN_1_0
void gweak_weak_list_store_append (GweakWeakListStore *self,
                                   gpointer            object);
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_list_store_insert (GweakWeakListStore *self,
                                   guint               position,
                                   gpointer            object);
GWEAK_AVAILABLE_IN_1_0
guint gweak_weak_list_store_insert_sorted (GweakWeakListStore           *self,
                                           gpointer                      object,
                                           GweakWeakListStoreCompareFunc compare,
                                           gpointer                      user_data);
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_list_store_remove (GweakWeakListStore *self,
                                   guint               position);
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_list_store_remove_all (GweakWeakListStore *self);
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_list_store_splice (GweakWeakListStore *self,
                                   guint               position,
                                   guint               n_removals,
                                   gpointer           *additions,
                                   guint               n_additions);
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_list_store_sort (GweakWeakListStore           *self,
                                 GweakWeakListStoreCompareFunc compare,
                                 gpointer                      user_data);

GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_list_store_find (GweakWeakListStore *self,
                                     gpointer            object,
                                     guint              *position);
GWEAK_AVAILABLE_IN_1_0
gpointer gweak_weak_list_store_dup_object (GweakWeakListStore *self,
                                           guint               position) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
