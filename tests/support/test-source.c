/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-source.h"

struct _TestSource
{
  TestObject parent_instance;
};

enum
{
  TOLD,
  MOVED,
  ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TestSource, test_source, TEST_TYPE_OBJECT)

static void
test_source_class_init (TestSourceClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[TOLD] = g_signal_new ("told", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
  signals[ASKED] = g_signal_new ("asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_INT, 1, G_TYPE_INT);
}

static void
test_source_init (TestSource *self)
{
}

TestSource *
test_source_new (const char *name)
{
  return g_object_new (TEST_TYPE_SOURCE, "name", name, NULL);
}

void
test_source_tell (TestSource *self)
{
  g_signal_emit (self, signals[TOLD], 0);
}

void
test_source_move (TestSource *self,
                  const char *detail,
                  int         by,
                  const char *where)
{
  g_signal_emit (self, signals[MOVED], g_quark_from_string (detail), by, where);
}

int
test_source_ask (TestSource *self,
                 int         number)
{
  int answer = -1;

  g_signal_emit (self, signals[ASKED], 0, number, &answer);

  return answer;
}

gboolean
test_source_is_heard (TestSource *self)
{
  for (guint i = 0; i < N_SIGNALS; i++)
    if (g_signal_handler_find (self, G_SIGNAL_MATCH_ID, signals[i], 0, NULL, NULL, NULL) != 0)
      return TRUE;

  return FALSE;
}

void
test_told_cb (TestObject *object,
              TestSource *source)
{
  test_log ("told:%s", test_object_get_name (object));
  g_assert_true (TEST_IS_SOURCE (source));
}

void
test_moved_cb (TestObject *object,
               int         by,
               const char *where,
               TestSource *source)
{
  test_log ("moved:%s,%d,%s,%s", test_object_get_name (object), by, where,
            test_object_get_name (TEST_OBJECT (source)));
}

int
test_asked_cb (TestObject *object,
               int         number,
               TestSource *source)
{
  test_log ("asked:%s,%d", test_object_get_name (object), number);

  return 2 * number;
}

gulong
test_attach_told (TestObject *object,
                  TestSource *source)
{
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (object, G_CALLBACK (test_told_cb));

  return gweak_weak_method_attach (method, source, "told", 0);
}
