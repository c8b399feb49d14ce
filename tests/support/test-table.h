/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "test-support.h"

G_BEGIN_DECLS

/* A side as one word: the name of a TestObject, the text of a string, the digits
 * of a number, "-" for NULL.
 */
char *test_side_to_string (GType         type,
                           gconstpointer side);
char *test_value_to_string (const GValue *value);

/* All living entries in their order: "<key>=<value> <key>=<value>". */
char *test_table_to_string (GweakWeakHashTable *table);

/* Also that every way to count them says as many. */
#define assert_table(table, expected)                       \
 G_STMT_START                                               \
 {                                                          \
  g_autofree char *contents = test_table_to_string (table); \
  g_assert_cmpstr (contents, ==, (expected));               \
 }                                                          \
 G_STMT_END

/* Logs "size:<n>" for each notify, "<key>=<value>:<cause>" for each removal, and
 * "dying:<key>=<value>".
 */
void test_table_log (GweakWeakHashTable *table);

/* Makes a table of TestObjects, and of strings on the side that is not weak. */
GweakWeakHashTable *test_table_new (GweakWeakness weakness);
GweakWeakHashTable *test_table_new_with (GweakWeakness weakness,
                                         gboolean      toggle,
                                         GMainContext *context); /* (nullable) */

G_END_DECLS
