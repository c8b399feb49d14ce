/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-table.h"

char *
test_side_to_string (GType         type,
                     gconstpointer side)
{
  if (type == G_TYPE_INT)
    return g_strdup_printf ("%d", GPOINTER_TO_INT (side));
  if (side == NULL)
    return g_strdup ("-");
  if (type == G_TYPE_STRING)
    return g_strdup (side);
  if (TEST_IS_OBJECT ((gpointer) side))
    return g_strdup (test_object_get_name (TEST_OBJECT ((gpointer) side)));

  return g_strdup (g_type_name (type));
}

char *
test_value_to_string (const GValue *value)
{
  if (G_VALUE_HOLDS_INT (value))
    return test_side_to_string (G_TYPE_INT, GINT_TO_POINTER (g_value_get_int (value)));

  return test_side_to_string (G_VALUE_TYPE (value), g_value_peek_pointer (value));
}

char *
test_table_to_string (GweakWeakHashTable *table)
{
  GType                  key_type = gweak_weak_hash_table_get_key_type (table);
  GType                  value_type = gweak_weak_hash_table_get_value_type (table);
  GString               *text = g_string_new (NULL);
  GweakWeakHashTableIter iter;
  gpointer               key, value;
  guint                  n = 0, n_entries;

  gweak_weak_hash_table_iter_init (&iter, table);
  while (gweak_weak_hash_table_iter_next (&iter, &key, &value))
    {
      g_autofree char *key_text = test_side_to_string (key_type, key);
      g_autofree char *value_text = test_side_to_string (value_type, value);

      g_string_append_printf (text, "%s%s=%s", n++ > 0 ? " " : "", key_text, value_text);
      g_assert_true (gweak_weak_hash_table_contains (table, key));
    }
  g_assert_cmpuint (gweak_weak_hash_table_get_size (table), ==, n);
  g_object_get (table, "n-entries", &n_entries, NULL);
  g_assert_cmpuint (n_entries, ==, n);

  return g_string_free (text, FALSE);
}

static void
log_removed_cb (GweakWeakHashTable *table,
                const GValue       *key,
                const GValue       *value,
                GweakRemovalCause   cause)
{
  static const char *causes[] = { "died", "replaced", "removed", "cleared", "evicted" };
  g_autofree char   *key_text = test_value_to_string (key);
  g_autofree char   *value_text = test_value_to_string (value);

  g_assert_true (G_VALUE_TYPE (key) == gweak_weak_hash_table_get_key_type (table));
  g_assert_true (G_VALUE_TYPE (value) == gweak_weak_hash_table_get_value_type (table));
  test_log ("%s=%s:%s", key_text, value_text, causes[cause]);
}

static void
log_dying_cb (GweakWeakHashTable *table,
              const GValue       *key,
              const GValue       *value)
{
  g_autofree char *key_text = test_value_to_string (key);
  g_autofree char *value_text = test_value_to_string (value);

  test_log ("dying:%s=%s", key_text, value_text);
}

static void
log_size_cb (GweakWeakHashTable *table,
             GParamSpec         *pspec)
{
  test_log ("size:%u", gweak_weak_hash_table_get_size (table));
}

void
test_table_log (GweakWeakHashTable *table)
{
  g_signal_connect (table, "removed", G_CALLBACK (log_removed_cb), NULL);
  g_signal_connect (table, "dying", G_CALLBACK (log_dying_cb), NULL);
  g_signal_connect (table, "notify::n-entries", G_CALLBACK (log_size_cb), NULL);
}

static GType
get_side_type (GweakWeakness weakness,
               GweakWeakness side)
{
  return (weakness & side) ? TEST_TYPE_OBJECT : G_TYPE_STRING;
}

GweakWeakHashTable *
test_table_new (GweakWeakness weakness)
{
  return gweak_weak_hash_table_new (get_side_type (weakness, GWEAK_WEAKNESS_KEYS),
                                    get_side_type (weakness, GWEAK_WEAKNESS_VALUES), weakness);
}

GweakWeakHashTable *
test_table_new_with (GweakWeakness weakness,
                     gboolean      toggle,
                     GMainContext *context)
{
  return g_object_new (GWEAK_TYPE_WEAK_HASH_TABLE,
                       "key-type", get_side_type (weakness, GWEAK_WEAKNESS_KEYS),
                       "value-type", get_side_type (weakness, GWEAK_WEAKNESS_VALUES),
                       "weakness", weakness,
                       "toggle", toggle,
                       "main-context", context,
                       NULL);
}
