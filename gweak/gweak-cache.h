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

/**
 * GweakCacheMakeFunc:
 * @key: the key
 * @cost: (out): what the value costs; 0 at first
 * @user_data: what was given to gweak_cache_get_or_insert_value()
 *
 * Makes the value of a key that has none: #GweakCacheFactory for other
 * languages.
 *
 * Returns: (transfer full) (nullable): the value; %NULL makes
 *   gweak_cache_get_or_insert_value() return %NULL and keep nothing
 *
 * Since: 1.0
 */
typedef GObject *(*GweakCacheMakeFunc) (const GValue *key,
                                        guint64      *cost,
                                        gpointer      user_data);

/**
 * GweakCacheLoadFunc: (skip)
 * @task: to be returned with the value
 * @key: the key; only for as long as the call
 * @cancellable: cancelled when nobody waits for the value any more
 * @user_data: what was given to gweak_cache_get_or_load_async()
 *
 * Starts to load the value of a key that has none. When it is there, in whatever
 * thread, g_task_return_pointer() on @task gives it away, with
 * g_object_unref(), and before that gweak_cache_set_load_cost() tells what it
 * costs; g_task_return_error() tells everybody who waits why there is none.
 *
 * Since: 1.0
 */
typedef void (*GweakCacheLoadFunc) (GTask        *task,
                                    gconstpointer key,
                                    GCancellable *cancellable,
                                    gpointer      user_data);

GWEAK_AVAILABLE_IN_1_0
GweakCache *gweak_cache_new (GType key_type,
                             GType value_type) G_GNUC_WARN_UNUSED_RESULT;

GWEAK_AVAILABLE_IN_1_0
GType gweak_cache_get_key_type (GweakCache *self);
GWEAK_AVAILABLE_IN_1_0
GType gweak_cache_get_value_type (GweakCache *self);
GWEAK_AVAILABLE_IN_1_0
guint gweak_cache_get_size (GweakCache *self);

GWEAK_AVAILABLE_IN_1_0
guint gweak_cache_get_max_idle (GweakCache *self);
GWEAK_AVAILABLE_IN_1_0
void gweak_cache_set_max_idle (GweakCache *self,
                               guint       max_idle);
GWEAK_AVAILABLE_IN_1_0
guint64 gweak_cache_get_max_idle_cost (GweakCache *self);
GWEAK_AVAILABLE_IN_1_0
void gweak_cache_set_max_idle_cost (GweakCache *self,
                                    guint64     max_idle_cost);
GWEAK_AVAILABLE_IN_1_0
guint gweak_cache_get_idle_ttl (GweakCache *self);
GWEAK_AVAILABLE_IN_1_0
void gweak_cache_set_idle_ttl (GweakCache *self,
                               guint       idle_ttl);

GWEAK_AVAILABLE_IN_1_0
guint gweak_cache_get_n_idle (GweakCache *self);
GWEAK_AVAILABLE_IN_1_0
guint gweak_cache_get_n_in_use (GweakCache *self);
GWEAK_AVAILABLE_IN_1_0
guint64 gweak_cache_get_idle_cost (GweakCache *self);
GWEAK_AVAILABLE_IN_1_0
guint64 gweak_cache_get_hits (GweakCache *self);
GWEAK_AVAILABLE_IN_1_0
guint64 gweak_cache_get_misses (GweakCache *self);
GWEAK_AVAILABLE_IN_1_0
guint64 gweak_cache_get_loads (GweakCache *self);
GWEAK_AVAILABLE_IN_1_0
guint64 gweak_cache_get_evictions (GweakCache *self);

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
void gweak_cache_get_or_load_async (GweakCache         *self,
                                    gconstpointer       key,
                                    GweakCacheLoadFunc  load,
                                    gpointer            load_data,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
GWEAK_AVAILABLE_IN_1_0
gpointer gweak_cache_get_or_load_finish (GweakCache   *self,
                                         GAsyncResult *result,
                                         GError      **error) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
void gweak_cache_set_load_cost (GTask  *task,
                                guint64 cost);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_cache_contains (GweakCache   *self,
                               gconstpointer key);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_cache_remove (GweakCache   *self,
                             gconstpointer key);
GWEAK_AVAILABLE_IN_1_0
void gweak_cache_remove_all (GweakCache *self);
GWEAK_AVAILABLE_IN_1_0
void gweak_cache_trim (GweakCache                *self,
                       GMemoryMonitorWarningLevel level);

GWEAK_AVAILABLE_IN_1_0
gboolean gweak_cache_insert_value (GweakCache   *self,
                                   const GValue *key,
                                   GObject      *value,
                                   guint64       cost,
                                   GError      **error);
GWEAK_AVAILABLE_IN_1_0
GObject *gweak_cache_lookup_value (GweakCache   *self,
                                   const GValue *key,
                                   GError      **error) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GObject *gweak_cache_get_or_insert_value (GweakCache        *self,
                                          const GValue      *key,
                                          GweakCacheMakeFunc factory,
                                          gpointer           user_data,
                                          GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
void gweak_cache_get_or_load_value_async (GweakCache         *self,
                                          const GValue       *key,
                                          GClosure           *load,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_cache_contains_value (GweakCache   *self,
                                     const GValue *key,
                                     GError      **error);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_cache_remove_value (GweakCache   *self,
                                   const GValue *key,
                                   GError      **error);

G_END_DECLS
