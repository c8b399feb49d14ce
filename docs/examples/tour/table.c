/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

static gpointer
query_cb (gconstpointer key,
          gpointer      user_data,
          GError      **error)
{
  const char *path = key;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  tour_say ("'%s' is read from the disk.", path);

  return g_file_query_info (file, "standard::*", G_FILE_QUERY_INFO_NONE, NULL, error);
}

static GFileInfo *
look_up (GweakWeakHashTable *files,
         const char         *path)
{
  tour_say ("'%s' is asked for.", path);

  return gweak_weak_hash_table_get_or_insert (files, path, query_cb, NULL, NULL);
}

static void
say_size (GweakWeakHashTable *files)
{
  tour_say ("Files in the table: %u.", gweak_weak_hash_table_get_size (files));
}

/* What we know about files, as long as somebody uses it. */
void
tour_table (void)
{
  g_autoptr (GweakWeakHashTable) files =
    gweak_weak_hash_table_new (G_TYPE_STRING, G_TYPE_FILE_INFO, GWEAK_WEAKNESS_VALUES);
  g_autoptr (GFileInfo) root = NULL;
  g_autoptr (GFileInfo) again = NULL;
  g_autoptr (GFileInfo) tmp = NULL;

  tour_chapter ("A table of weak values shares them, and empties itself");
  root = look_up (files, "/");
  again = look_up (files, "/");
  tmp = look_up (files, "/tmp");
  say_size (files);

  g_clear_object (&root);
  g_clear_object (&tmp);
  say_size (files);
  g_clear_object (&again);
  say_size (files);
}
