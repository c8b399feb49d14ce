/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "test-support.h"

G_BEGIN_DECLS

/* Follows a list model of GweakWeakRefs by its changes alone. At each of them the
 * model must be what they add up to. It holds neither the model nor items nor
 * members.
 */
typedef struct _TestList TestList;

TestList *test_list_new (GListModel *model);
void      test_list_free (TestList *self);

/* The changes since the last time, as "<position>-<removed>+<added>", separated
 * by one space.
 */
char *test_list_take_changes (TestList *self);
guint test_list_count_changes (TestList *self);

/* Compares the changes since the last time with @expected, and forgets them. */
#define assert_changes(list, expected)                        \
 G_STMT_START                                                 \
 {                                                            \
  g_autofree char *changes = test_list_take_changes ((list)); \
  g_assert_cmpstr (changes, ==, (expected));                  \
 }                                                            \
 G_STMT_END

/* The names of the referents of @model, separated by one space; "-": a dead one. */
char *test_list_render (GListModel *model);

/* Compare TestObjects: by name, or by value. */
int test_list_compare (gconstpointer a,
                       gconstpointer b,
                       gpointer      user_data);
int test_list_compare_values (gconstpointer a,
                              gconstpointer b,
                              gpointer      user_data);

G_END_DECLS
