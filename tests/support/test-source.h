/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "test-support.h"

G_BEGIN_DECLS

/* An object that emits: "told", "moved" (int, string) with details, and "asked"
 * (int), which returns an int.
 */
#define TEST_TYPE_SOURCE (test_source_get_type ())
G_DECLARE_FINAL_TYPE (TestSource, test_source, TEST, SOURCE, TestObject)

TestSource *test_source_new (const char *name);
void        test_source_tell (TestSource *self);
void        test_source_move (TestSource *self,
                              const char *detail,
                              int         by,
                              const char *where);
int         test_source_ask (TestSource *self,
                             int         number);

/* Whether anybody is connected to any of these. */
gboolean test_source_is_heard (TestSource *self);

/* Functions to call on a TestObject. They log "<event>:<name of the object>", and
 * what they got.
 */
void test_told_cb (TestObject *object,
                   TestSource *source);
void test_moved_cb (TestObject *object,
                    int         by,
                    const char *where,
                    TestSource *source);
int  test_asked_cb (TestObject *object,
                    int         number,
                    TestSource *source); /* the double */

/* A method of @object that logs, attached to "told" of @source, and owned by that alone. */
gulong test_attach_told (TestObject *object,
                         TestSource *source);

G_END_DECLS
