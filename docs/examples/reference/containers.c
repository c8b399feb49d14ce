/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

/* begin:values */
static gpointer
query_cb (gconstpointer key,
          gpointer      user_data,
          GError      **error)
{
  GFile     *file = g_file_new_for_path (key);
  GFileInfo *info = g_file_query_info (file, "standard::*", G_FILE_QUERY_INFO_NONE, NULL, error);

  g_object_unref (file);

  return info;
}

static GFileInfo *
get_info (GweakWeakHashTable *infos,
          const char         *path,
          GError            **error)
{
  return gweak_weak_hash_table_get_or_insert (infos, path, query_cb, NULL, error);
}
/* end:values */

/* begin:keys */
static void
count_use (GweakWeakHashTable *uses,
           GAction            *action)
{
  guint n = GPOINTER_TO_UINT (gweak_weak_hash_table_lookup (uses, action));

  gweak_weak_hash_table_insert (uses, action, GUINT_TO_POINTER (n + 1));
}
/* end:keys */

static void
show_values (void)
{
  GweakWeakHashTable *infos = gweak_weak_hash_table_new (G_TYPE_STRING, G_TYPE_FILE_INFO, GWEAK_WEAKNESS_VALUES);
  GFileInfo          *one = get_info (infos, "/", NULL);
  GFileInfo          *other = get_info (infos, "/", NULL);

  g_print ("The same information: %s\n", one == other ? "yes" : "no");
  g_object_unref (one);
  g_object_unref (other);
  g_print ("Files in the index: %u\n", gweak_weak_hash_table_get_size (infos));
  g_object_unref (infos);
}

static void
show_keys (void)
{
  GweakWeakHashTable *uses = gweak_weak_hash_table_new (G_TYPE_ACTION, G_TYPE_UINT, GWEAK_WEAKNESS_KEYS);
  GSimpleAction      *action = g_simple_action_new ("print", NULL);

  count_use (uses, G_ACTION (action));
  count_use (uses, G_ACTION (action));
  g_print ("Used: %u times\n", GPOINTER_TO_UINT (gweak_weak_hash_table_lookup (uses, action)));
  g_object_unref (action);
  g_print ("Actions that are counted: %u\n", gweak_weak_hash_table_get_size (uses));
  g_object_unref (uses);
}

static void
show_both (void)
{
  GMenu         *menu = g_menu_new ();
  GSimpleAction *action = g_simple_action_new ("print", NULL);

  /* begin:both */
  GweakWeakHashTable *menu_of = gweak_weak_hash_table_new (G_TYPE_ACTION, G_TYPE_MENU_MODEL,
                                                           GWEAK_WEAKNESS_KEYS | GWEAK_WEAKNESS_VALUES);

  gweak_weak_hash_table_insert (menu_of, action, menu);
  /* end:both */

  g_object_unref (menu);
  g_print ("Actions with a menu: %u\n", gweak_weak_hash_table_get_size (menu_of));
  g_object_unref (action);
  g_object_unref (menu_of);
}

int
main (void)
{
  show_values ();
  show_keys ();
  show_both ();

  return 0;
}
