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

#define GWEAK_TYPE_WEAK_HASH_TABLE (gweak_weak_hash_table_get_type ())

GWEAK_AVAILABLE_IN_1_0
G_DECLARE_FINAL_TYPE (GweakWeakHashTable, gweak_weak_hash_table, GWEAK, WEAK_HASH_TABLE, GObject)

/**
 * GweakWeakHashTableFactory: (skip)
 * @key: the key
 * @user_data: what was given to gweak_weak_hash_table_get_or_insert()
 * @error: return location for a #GError
 *
 * Makes the value of a key that has none.
 *
 * Returns: (transfer full) (nullable): the value; %NULL, with or without @error
 *   set, makes gweak_weak_hash_table_get_or_insert() return %NULL and insert
 *   nothing
 *
 * Since: 1.0
 */
typedef gpointer (*GweakWeakHashTableFactory) (gconstpointer key,
                                               gpointer      user_data,
                                               GError      **error);

/**
 * GweakWeakHashTableFunc: (skip)
 * @key: a key
 * @value: its value
 * @user_data: what was given to gweak_weak_hash_table_foreach()
 *
 * Called for each entry of a table. Both sides are held during the call.
 *
 * Since: 1.0
 */
typedef void (*GweakWeakHashTableFunc) (gpointer key,
                                        gpointer value,
                                        gpointer user_data);

/**
 * GweakWeakHashTableTest: (skip)
 * @key: a key
 * @value: its value
 * @user_data: what was given to gweak_weak_hash_table_foreach_remove()
 *
 * Tells which entries are to be removed. Both sides are held during the call.
 *
 * Returns: whether to remove the entry
 *
 * Since: 1.0
 */
typedef gboolean (*GweakWeakHashTableTest) (gpointer key,
                                            gpointer value,
                                            gpointer user_data);

/**
 * GweakWeakHashTableValueFunc:
 * @key: a key
 * @value: its value
 * @user_data: what was given to gweak_weak_hash_table_foreach_value()
 *
 * Called for each entry of a table, for other languages than C. Both sides are
 * held during the call.
 *
 * Since: 1.0
 */
typedef void (*GweakWeakHashTableValueFunc) (const GValue *key,
                                             const GValue *value,
                                             gpointer      user_data);

/**
 * GweakWeakHashTableValueTest:
 * @key: a key
 * @value: its value
 * @user_data: what was given to gweak_weak_hash_table_foreach_remove_value()
 *
 * Tells which entries are to be removed, for other languages than C. Both sides
 * are held during the call.
 *
 * Returns: whether to remove the entry
 *
 * Since: 1.0
 */
typedef gboolean (*GweakWeakHashTableValueTest) (const GValue *key,
                                                 const GValue *value,
                                                 gpointer      user_data);

/**
 * GweakWeakHashTableIter: (skip)
 *
 * A walk over the entries of a #GweakWeakHashTable, made to live on the stack.
 * Its contents are private.
 *
 * Since: 1.0
 */
typedef struct _GweakWeakHashTableIter GweakWeakHashTableIter;

struct _GweakWeakHashTableIter
{
  /*< private >*/
  guint64 dummy[8];
};

GWEAK_AVAILABLE_IN_1_0
GweakWeakHashTable *gweak_weak_hash_table_new (GType         key_type,
                                               GType         value_type,
                                               GweakWeakness weakness) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GweakWeakHashTable *gweak_weak_hash_table_new_full (GType          key_type,
                                                    GType          value_type,
                                                    GweakWeakness  weakness,
                                                    GHashFunc      hash,
                                                    GEqualFunc     equal,
                                                    GDestroyNotify key_destroy,
                                                    GDestroyNotify value_destroy) G_GNUC_WARN_UNUSED_RESULT;

GWEAK_AVAILABLE_IN_1_0
GType gweak_weak_hash_table_get_key_type (GweakWeakHashTable *self);
GWEAK_AVAILABLE_IN_1_0
GType gweak_weak_hash_table_get_value_type (GweakWeakHashTable *self);
GWEAK_AVAILABLE_IN_1_0
GweakWeakness gweak_weak_hash_table_get_weakness (GweakWeakHashTable *self);
GWEAK_AVAILABLE_IN_1_0
guint gweak_weak_hash_table_get_size (GweakWeakHashTable *self);

GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_insert (GweakWeakHashTable *self,
                                       gpointer            key,
                                       gpointer            value);
GWEAK_AVAILABLE_IN_1_0
gpointer gweak_weak_hash_table_lookup (GweakWeakHashTable *self,
                                       gconstpointer       key) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_lookup_extended (GweakWeakHashTable *self,
                                                gconstpointer       lookup_key,
                                                gpointer           *key,
                                                gpointer           *value);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_contains (GweakWeakHashTable *self,
                                         gconstpointer       key);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_remove (GweakWeakHashTable *self,
                                       gconstpointer       key);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_steal_extended (GweakWeakHashTable *self,
                                               gconstpointer       lookup_key,
                                               gpointer           *key,
                                               gpointer           *value);
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_hash_table_remove_all (GweakWeakHashTable *self);
GWEAK_AVAILABLE_IN_1_0
gpointer gweak_weak_hash_table_get_or_insert (GweakWeakHashTable       *self,
                                              gconstpointer             key,
                                              GweakWeakHashTableFactory factory,
                                              gpointer                  user_data,
                                              GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_hash_table_foreach (GweakWeakHashTable    *self,
                                    GweakWeakHashTableFunc func,
                                    gpointer               user_data);
GWEAK_AVAILABLE_IN_1_0
guint gweak_weak_hash_table_foreach_remove (GweakWeakHashTable    *self,
                                            GweakWeakHashTableTest func,
                                            gpointer               user_data);
GWEAK_AVAILABLE_IN_1_0
GPtrArray *gweak_weak_hash_table_dup_keys (GweakWeakHashTable *self) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GPtrArray *gweak_weak_hash_table_dup_values (GweakWeakHashTable *self) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_pop (GweakWeakHashTable *self,
                                    gpointer           *key,
                                    gpointer           *value);
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_hash_table_update (GweakWeakHashTable *self,
                                   GweakWeakHashTable *other);
GWEAK_AVAILABLE_IN_1_0
GweakWeakHashTable *gweak_weak_hash_table_copy (GweakWeakHashTable *self) G_GNUC_WARN_UNUSED_RESULT;

GWEAK_AVAILABLE_IN_1_0
void gweak_weak_hash_table_iter_init (GweakWeakHashTableIter *iter,
                                      GweakWeakHashTable     *table);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_iter_next (GweakWeakHashTableIter *iter,
                                          gpointer               *key,
                                          gpointer               *value);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_iter_remove (GweakWeakHashTableIter *iter);
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_hash_table_iter_clear (GweakWeakHashTableIter *iter);

GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_insert_value (GweakWeakHashTable *self,
                                             const GValue       *key,
                                             const GValue       *value,
                                             GError            **error);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_lookup_value (GweakWeakHashTable *self,
                                             const GValue       *key,
                                             GValue             *value,
                                             GError            **error);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_lookup_extended_value (GweakWeakHashTable *self,
                                                      const GValue       *lookup_key,
                                                      GValue             *key,
                                                      GValue             *value,
                                                      GError            **error);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_contains_value (GweakWeakHashTable *self,
                                               const GValue       *key,
                                               GError            **error);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_remove_value (GweakWeakHashTable *self,
                                             const GValue       *key,
                                             GError            **error);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_steal_extended_value (GweakWeakHashTable *self,
                                                     const GValue       *lookup_key,
                                                     GValue             *key,
                                                     GValue             *value,
                                                     GError            **error);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_pop_value (GweakWeakHashTable *self,
                                          GValue             *key,
                                          GValue             *value);
GWEAK_AVAILABLE_IN_1_0
gboolean gweak_weak_hash_table_get_or_insert_value (GweakWeakHashTable *self,
                                                    const GValue       *key,
                                                    GClosure           *factory,
                                                    GValue             *value,
                                                    GError            **error);
GWEAK_AVAILABLE_IN_1_0
void gweak_weak_hash_table_foreach_value (GweakWeakHashTable         *self,
                                          GweakWeakHashTableValueFunc func,
                                          gpointer                    user_data);
GWEAK_AVAILABLE_IN_1_0
guint gweak_weak_hash_table_foreach_remove_value (GweakWeakHashTable         *self,
                                                  GweakWeakHashTableValueTest func,
                                                  gpointer                    user_data);
GWEAK_AVAILABLE_IN_1_0
GArray *gweak_weak_hash_table_dup_keys_value (GweakWeakHashTable *self) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GArray *gweak_weak_hash_table_dup_values_value (GweakWeakHashTable *self) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GArray *gweak_weak_hash_table_lookup_array (GweakWeakHashTable *self,
                                            const GValue       *key,
                                            GError            **error) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GArray *gweak_weak_hash_table_steal_array (GweakWeakHashTable *self,
                                           const GValue       *key,
                                           GError            **error) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GArray *gweak_weak_hash_table_pop_array (GweakWeakHashTable *self) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GArray *gweak_weak_hash_table_get_or_insert_array (GweakWeakHashTable *self,
                                                   const GValue       *key,
                                                   GClosure           *factory,
                                                   GError            **error) G_GNUC_WARN_UNUSED_RESULT;
GWEAK_AVAILABLE_IN_1_0
GArray *gweak_weak_hash_table_next_array (GweakWeakHashTable *self,
                                          guint64            *place) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
