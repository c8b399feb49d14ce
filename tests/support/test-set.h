/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "test-support.h"

G_BEGIN_DECLS

/* Objects by their names, which are words separated by one space. The array
 * owns them.
 */
GPtrArray  *test_items_new (const char *names);
TestObject *test_items_get (GPtrArray  *items,
                            const char *name);
/* Drops those, which have to be finalized by that. */
void test_items_drop (GPtrArray  *items,
                      const char *names);

/* Sets of them. The first one returns its @set, to which it adds. */
GweakWeakSet *test_set_add (GweakWeakSet *set,
                            GPtrArray    *items,
                            const char   *names);
GweakWeakSet *test_set_of (GPtrArray  *items,
                           const char *names);
/* The names of the members, in order. */
char *test_set_to_string (GweakWeakSet *set);

#define assert_items(set, expected)                     \
 G_STMT_START                                           \
 {                                                      \
  g_autofree char *contents = test_set_to_string (set); \
  g_assert_cmpstr (contents, ==, (expected));           \
 }                                                      \
 G_STMT_END

/* Logs "size:<n>" for each notify, "<item>:<cause>" for each removal, with "-" for
 * an item that died, and "dying:<item>".
 */
void test_set_log (GweakWeakSet *set);

/* A set whose members are equal if their names are. */
GweakWeakSet *test_set_by_name_new (void);
guint         test_name_hash (gconstpointer object);
gboolean      test_name_equal (gconstpointer a,
                               gconstpointer b);

/* Is called, once, in the next comparison by test_name_equal(), before it is
 * done.
 */
void test_name_before_equal (void (*hook) (gpointer user_data),
                             gpointer user_data);

G_END_DECLS
