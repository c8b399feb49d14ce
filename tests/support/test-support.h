/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gweak/gweak.h>

G_BEGIN_DECLS

/* What a test program consists of: sentences about the type it is for. */
typedef struct
{
  const char *sentence;
  GTestFunc   test;
} TestCase;

int test_run_cases (int             argc,
                    char           *argv[],
                    const char     *type,
                    const TestCase *cases,
                    guint           n_cases);

/* The order of events, as one string: words separated by one space. Threads
 * may add to it.
 */
void  test_log (const char *format,
                ...) G_GNUC_PRINTF (1, 2);
char *test_log_take (void);

/* Compares what was logged since the last time with @expected, and forgets it. */
#define assert_log(expected)                  \
 G_STMT_START                                 \
 {                                            \
  g_autofree char *logged = test_log_take (); \
  g_assert_cmpstr (logged, ==, (expected));   \
 }                                            \
 G_STMT_END

/* @statement ends in one critical that names the function and what is wrong. */
#define assert_critical(pattern, statement)                               \
 G_STMT_START                                                             \
 {                                                                        \
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*" pattern "*"); \
  statement;                                                              \
  g_test_assert_expected_messages ();                                     \
 }                                                                        \
 G_STMT_END

/* Handlers and callbacks that log "<event>:<name>"; the name is their user data. */
void test_log_dying_cb (GweakReference *reference,
                        GObject        *referent,
                        gpointer        name);
void test_log_died_cb (GweakReference *reference,
                       gpointer        name);
void test_log_finalized_cb (GweakReference *reference,
                            gpointer        name);
void test_log_notify_cb (GObject    *object,
                         GParamSpec *pspec,
                         gpointer    name); /* "notify-alive:<name>" */
void test_log_moment_cb (GweakMoment moment,
                         gpointer    name);  /* a GweakWatchFunc */
void test_log_run_cb (gpointer name);     /* a GweakFinalizeFunc: "run:<name>" */
void test_log_destroy_cb (gpointer name); /* a GDestroyNotify: "destroy:<name>" */

/* Connects all of the above to @reference, the notifies too if @notifies. */
void test_log_connect (gpointer    reference,
                       const char *name,
                       gboolean    notifies);

/* A new plain reference to @object that logs as @name. */
GweakWeakRef *test_logged_ref (gpointer    object,
                               const char *name);

/* An object whose death can be scripted. */
#define TEST_TYPE_OBJECT (test_object_get_type ())
G_DECLARE_DERIVABLE_TYPE (TestObject, test_object, TEST, OBJECT, GObject)

typedef void (*TestHook) (TestObject *self,
                          gpointer    user_data);

struct _TestObjectClass
{
  GObjectClass parent_class;
};

TestObject *test_object_new (const char *name);
const char *test_object_get_name (TestObject *self);
void        test_object_set_value (TestObject *self,
                                   int         value); /* "value", an int property */
/* Called in dispose, before and after chaining up, and at the start of finalize. */
void test_object_before_dispose (TestObject *self,
                                 TestHook    hook,
                                 gpointer    user_data);
void test_object_after_dispose (TestObject *self,
                                TestHook    hook,
                                gpointer    user_data);
void test_object_in_finalize (TestObject *self,
                              TestHook    hook,
                              gpointer    user_data);
/* Makes the class's dispose not chain up for this object, and back. */
void test_object_never_chain_up (TestObject *self);
void test_object_chain_up_again (TestObject *self);
/* A strong reference that the object holds, released in its first dispose. */
void test_object_hold (TestObject *self,
                       gpointer    object);

/* Iterates @context until nothing is pending, and returns the number of dispatches. */
guint test_iterate (GMainContext *context);

G_END_DECLS
