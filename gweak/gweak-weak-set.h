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

#define GWEAK_TYPE_WEAK_SET (gweak_weak_set_get_type ())

GWEAK_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (GweakWeakSet, gweak_weak_set, GWEAK, WEAK_SET, GObject)

/**
 * GweakWeakSetFunc:
 * @item: (type GObject.Object): a member
 * @user_data: what was given to gweak_weak_set_foreach()
 *
 * Called for each member of a set, which is held during the call.
 *
 * Since: 1.0
 */
typedef void (*GweakWeakSetFunc) (gpointer item,
                                  gpointer user_data);

/**
 * GweakWeakSetIter: (skip)
 *
 * A walk over the members of a #GweakWeakSet, made to live on the stack. Its
 * contents are private.
 *
 * Since: 1.0
 */
typedef struct _GweakWeakSetIter GweakWeakSetIter;

struct _GweakWeakSetIter
{
  /*< private >*/
  guint64 dummy[8];
};

GWEAK_AVAILABLE_IN_1_0
GweakWeakSet *gweak_weak_set_new (void) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GweakWeakSet *gweak_weak_set_new_full (GType      item_type,
                                       GHashFunc  hash,
                                       GEqualFunc equal) G_GNUC_WARN_UNUSED_RESULT;

GWEAK_AVAILABLE_IN_1_0
GType gweak_weak_set_get_item_type (GweakWeakSet *self);
GWEAK_AVAILABLE_IN_1_0
guint gweak_weak_set_get_size (GweakWeakSet *self);

GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_set_add (GweakWeakSet *self,
                             gpointer      item);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_set_remove (GweakWeakSet *self,
                                gpointer      item);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_set_contains (GweakWeakSet *self,
                                  gpointer      item);
GWEAK_AVAILABLE_IN_1_0
gpointer gweak_weak_set_intern (GweakWeakSet *self,
                                gpointer      object) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
gpointer gweak_weak_set_pop (GweakWeakSet *self) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_set_remove_all (GweakWeakSet *self);
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_set_foreach (GweakWeakSet    *self,
                             GweakWeakSetFunc func,
                             gpointer         user_data);
GWEAK_AVAILABLE_IN_1_0
GPtrArray *gweak_weak_set_dup_items (GweakWeakSet *self) G_GNUC_WARN_UNUSED_RESULT;

GWEAK_AVAILABLE_IN_1_0
GweakWeakSet *gweak_weak_set_copy (GweakWeakSet *self) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_set_equal (GweakWeakSet *self,
                               GweakWeakSet *other);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_set_is_subset (GweakWeakSet *self,
                                   GweakWeakSet *other);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_set_is_superset (GweakWeakSet *self,
                                     GweakWeakSet *other);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_set_is_disjoint (GweakWeakSet *self,
                                     GweakWeakSet *other);
GWEAK_AVAILABLE_IN_1_0
GweakWeakSet *gweak_weak_set_union (GweakWeakSet *self,
                                    GweakWeakSet *other) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GweakWeakSet *gweak_weak_set_intersection (GweakWeakSet *self,
                                           GweakWeakSet *other) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GweakWeakSet *gweak_weak_set_difference (GweakWeakSet *self,
                                         GweakWeakSet *other) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GweakWeakSet *gweak_weak_set_symmetric_difference (GweakWeakSet *self,
                                                   GweakWeakSet *other) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_set_update (GweakWeakSet *self,
                            GweakWeakSet *other);
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_set_intersection_update (GweakWeakSet *self,
                                         GweakWeakSet *other);
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_set_difference_update (GweakWeakSet *self,
                                       GweakWeakSet *other);

GWEAK_AVAILABLE_IN_1_0
void gweak_weak_set_iter_init (GweakWeakSetIter *iter,
                               GweakWeakSet     *set);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_set_iter_next (GweakWeakSetIter *iter,
                                   gpointer         *item);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_set_iter_remove (GweakWeakSetIter *iter);
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_set_iter_clear (GweakWeakSetIter *iter);
GWEAK_AVAILABLE_IN_1_0
gpointer gweak_weak_set_next_item (GweakWeakSet *self,
                                   guint64      *place) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
