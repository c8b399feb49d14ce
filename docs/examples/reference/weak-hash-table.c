/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

/* begin:get-or-insert */
static gpointer
search_cb (gconstpointer key,
           gpointer      user_data,
           GError      **error)
{
  const char *query = key;

  g_print ("Searching for '%s'\n", query);

  return g_list_store_new (G_TYPE_FILE);
}

static GListStore *
dup_results (GweakWeakHashTable *searches,
             const char         *query)
{
  return gweak_weak_hash_table_get_or_insert (searches, query, search_cb, NULL, NULL);
}
/* end:get-or-insert */

/* begin:removed */
static void
removed_cb (GweakWeakHashTable *table,
            const GValue       *key,
            const GValue       *value,
            GweakRemovalCause   cause,
            gpointer            user_data)
{
  g_print ("Nobody has the results for '%s' any more\n", g_value_get_string (key));
}

static GweakWeakHashTable *
make_searches (void)
{
  GweakWeakHashTable *searches;

  searches = gweak_weak_hash_table_new (G_TYPE_STRING, G_TYPE_LIST_STORE, GWEAK_WEAKNESS_VALUES);
  g_signal_connect (searches, "removed", G_CALLBACK (removed_cb), NULL);

  return searches;
}
/* end:removed */

static void
print_keys (GweakWeakHashTable *table)
{
  GweakWeakHashTableIter iter;
  gpointer               key, value;

  /* begin:iter */
  gweak_weak_hash_table_iter_init (&iter, table);
  while (gweak_weak_hash_table_iter_next (&iter, &key, &value))
    g_print ("%s\n", (char *) key);
  /* end:iter */
}

int
main (void)
{
  GweakWeakHashTable *searches = make_searches ();
  GListStore         *first = dup_results (searches, "weak");
  GListStore         *second = dup_results (searches, "weak");

  g_assert_true (first == second);
  print_keys (searches);

  g_object_unref (first);
  g_object_unref (second);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (searches), ==, 0);
  g_object_unref (searches);

  return 0;
}
