/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-set.h"

GPtrArray *
test_items_new (const char *names)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) words = g_strsplit (names, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (items, test_object_new (words[i]));

  return items;
}

TestObject *
test_items_get (GPtrArray  *items,
                const char *name)
{
  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (test_object_get_name (items->pdata[i]), name))
      return items->pdata[i];

  g_assert_not_reached ();
}

void
test_items_drop (GPtrArray  *items,
                 const char *names)
{
  g_auto (GStrv) words = g_strsplit (names, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      TestObject *item = test_items_get (items, words[i]);
      guint       index;

      g_assert_true (g_ptr_array_find (items, item, &index));
      g_ptr_array_steal_index (items, index);
      g_assert_finalize_object (item);
    }
}

GweakWeakSet *
test_set_add (GweakWeakSet *set,
              GPtrArray    *items,
              const char   *names)
{
  g_auto (GStrv) words = g_strsplit (names, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    gweak_weak_set_add (set, test_items_get (items, words[i]));

  return set;
}

GweakWeakSet *
test_set_of (GPtrArray  *items,
             const char *names)
{
  return test_set_add (gweak_weak_set_new (), items, names);
}

static void
append_name_cb (gpointer item,
                gpointer user_data)
{
  GString *text = user_data;

  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, test_object_get_name (item));
}

char *
test_set_to_string (GweakWeakSet *set)
{
  GString *text = g_string_new (NULL);

  gweak_weak_set_foreach (set, append_name_cb, text);

  return g_string_free (text, FALSE);
}

static void
size_cb (GweakWeakSet *set,
         GParamSpec   *pspec,
         gpointer      user_data)
{
  guint size;

  g_object_get (set, "n-entries", &size, NULL);
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, size);
  test_log ("size:%u", size);
}

static void
removed_cb (GweakWeakSet     *set,
            gpointer          item,
            GweakRemovalCause cause,
            gpointer          user_data)
{
  g_autoptr (GEnumClass) causes = g_type_class_ref (GWEAK_TYPE_REMOVAL_CAUSE);
  const char *nick = g_enum_get_value (causes, cause)->value_nick;

  test_log ("%s:%s", item != NULL ? test_object_get_name (item) : "-", nick);
}

static void
dying_cb (GweakWeakSet *set,
          gpointer      item,
          gpointer      user_data)
{
  test_log ("dying:%s", test_object_get_name (item));
}

void
test_set_log (GweakWeakSet *set)
{
  g_signal_connect (set, "notify::n-entries", G_CALLBACK (size_cb), NULL);
  g_signal_connect (set, "removed", G_CALLBACK (removed_cb), NULL);
  g_signal_connect (set, "dying", G_CALLBACK (dying_cb), NULL);
}

static struct
{
  void (*hook) (gpointer user_data);
  gpointer user_data;
} before_equal;

void
test_name_before_equal (void (*hook) (gpointer user_data),
                        gpointer user_data)
{
  before_equal.hook = hook;
  before_equal.user_data = user_data;
}

guint
test_name_hash (gconstpointer object)
{
  return g_str_hash (test_object_get_name ((TestObject *) object));
}

gboolean
test_name_equal (gconstpointer a,
                 gconstpointer b)
{
  void (*hook) (gpointer) = before_equal.hook;

  before_equal.hook = NULL;
  if (hook != NULL)
    hook (before_equal.user_data);

  return g_str_equal (test_object_get_name ((TestObject *) a), test_object_get_name ((TestObject *) b));
}

GweakWeakSet *
test_set_by_name_new (void)
{
  return gweak_weak_set_new_full (TEST_TYPE_OBJECT, test_name_hash, test_name_equal);
}
