/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

/* What we know about files, as long as somebody uses it. Maps paths to
 * references.
 */
static GHashTable *cache;

/* By then the path may have a new entry, which stays. */
static void
died_cb (GweakWeakRef *ref,
         gpointer      user_data)
{
  const char *path = user_data;

  if (g_hash_table_lookup (cache, path) == ref)
    g_hash_table_remove (cache, path);
}

static void
remember (const char *path,
          GFileInfo  *info)
{
  GweakWeakRef *ref = gweak_weak_ref_new_with_callback (info, died_cb, g_strdup (path), g_free);

  g_hash_table_replace (cache, g_strdup (path), ref);
}

static GFileInfo *
recall (const char *path)
{
  GweakWeakRef *ref = g_hash_table_lookup (cache, path);

  return ref != NULL ? gweak_weak_ref_get (ref) : NULL;
}

static GFileInfo *
look_up (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GFileInfo *info = recall (path);

  tour_say ("'%s' comes from the %s.", path, info != NULL ? "cache" : "disk");
  if (info == NULL)
    {
      info = g_file_query_info (file, "standard::*", G_FILE_QUERY_INFO_NONE, NULL, NULL);
      remember (path, info);
    }

  return info;
}

static void
say_size (void)
{
  tour_say ("Files in the cache: %u.", g_hash_table_size (cache));
}

void
tour_cache (void)
{
  g_autoptr (GFileInfo) root = NULL;
  g_autoptr (GFileInfo) again = NULL;
  g_autoptr (GFileInfo) tmp = NULL;

  tour_chapter ("A cache of references empties itself");
  cache = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  root = look_up ("/");
  again = look_up ("/");
  tmp = look_up ("/tmp");
  say_size ();

  g_clear_object (&root);
  g_clear_object (&tmp);
  say_size ();
  g_clear_object (&again);
  say_size ();

  g_clear_pointer (&cache, g_hash_table_unref);
}
