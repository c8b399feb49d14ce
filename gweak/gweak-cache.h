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

#define GWEAK_TYPE_CACHE (gweak_cache_get_type ())

GWEAK_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (GweakCache, gweak_cache, GWEAK, CACHE, GObject)

/**
 * GweakCacheFactory: (skip)
 * @key: the key
 * @cost: (out): what the value costs; 0 at first
 * @user_data: what was given to gweak_cache_get_or_insert()
 * @error: return location for a #GError
 *
 * Makes the value of a key that has none.
 *
 * Returns: (transfer full) (nullable): the value; %NULL, with or without @error
 *   set, makes gweak_cache_get_or_insert() return %NULL and keep nothing
 *
 * Since: 1.0
 */
typedef gpointer (*GweakCacheFactory) (gconstpointer key,
                                       guint64      *cost,
                                       gpointer      user_data,
                                       GError      **error);

GWEAK_AVAILABLE_IN_1_0
GweakCache *gweak_cache_new (GType key_type,
                             GType value_type) G_GNUC_WARN_UNUSED_RESULT;

GWEAK_AVAILABLE_IN_1_0
void gweak_cache_insert (GweakCache *self,
                         gpointer    key,
                         gpointer    value,
                         guint64     cost);
GWEAK_AVAILABLE_IN_1_0
gpointer gweak_cache_lookup (GweakCache   *self,
                             gconstpointer key) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
gpointer gweak_cache_get_or_insert (GweakCache       *self,
                                    gconstpointer     key,
                                    GweakCacheFactory factory,
                                    gpointer          user_data,
                                    GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_cache_contains (GweakCache   *self,
                               gconstpointer key);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_cache_remove (GweakCache   *self,
                             gconstpointer key);
GWEAK_AVAILABLE_IN_1_0
void gweak_cache_remove_all (GweakCache *self);

G_END_DECLS
