/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

static const char *const names[] = { "open", "save", "print" };

/* begin:make */
static gpointer
read_icon_cb (gconstpointer key,
              guint64      *cost,
              gpointer      user_data,
              GError      **error)
{
  GFile  *file = g_file_new_for_path (key);
  GBytes *bytes = g_file_load_bytes (file, NULL, NULL, error);
  GIcon  *icon = NULL;

  if (bytes != NULL)
    {
      icon = g_bytes_icon_new (bytes);
      *cost = g_bytes_get_size (bytes);
      g_bytes_unref (bytes);
    }
  g_object_unref (file);

  return icon;
}

static GIcon *
get_icon (GweakCache *icons,
          const char *path,
          GError    **error)
{
  return gweak_cache_get_or_insert (icons, path, read_icon_cb, NULL, error);
}
/* end:make */

/* begin:load */
static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask  *task = user_data;
  GError *error = NULL;
  GBytes *bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (bytes != NULL)
    {
      gweak_cache_set_load_cost (task, g_bytes_get_size (bytes));
      g_task_return_pointer (task, g_bytes_icon_new (bytes), g_object_unref);
      g_bytes_unref (bytes);
    }
  else
    {
      g_task_return_error (task, error);
    }
  g_object_unref (task);
}

static void
load_icon_cb (GTask        *task,
              gconstpointer key,
              GCancellable *cancellable,
              gpointer      user_data)
{
  GFile *file = g_file_new_for_path (key);

  g_file_load_bytes_async (file, cancellable, loaded_cb, g_object_ref (task));
  g_object_unref (file);
}

static void
get_icon_async (GweakCache         *icons,
                const char         *path,
                GCancellable       *cancellable,
                GAsyncReadyCallback callback,
                gpointer            user_data)
{
  gweak_cache_get_or_load_async (icons, path, load_icon_cb, NULL, cancellable, callback, user_data);
}
/* end:load */

static void
print_icons (const char *when,
             GweakCache *icons)
{
  g_print ("%s: %u in use, %u idle, which cost %" G_GUINT64_FORMAT "\n", when,
           gweak_cache_get_n_in_use (icons), gweak_cache_get_n_idle (icons), gweak_cache_get_idle_cost (icons));
}

static void
use_icons (char *paths[])
{
  /* begin:use */
  GweakCache *icons = gweak_cache_new (G_TYPE_STRING, G_TYPE_ICON);
  GIcon      *used[3];

  gweak_cache_set_max_idle (icons, 2);
  for (guint i = 0; i < G_N_ELEMENTS (used); i++)
    used[i] = get_icon (icons, paths[i], NULL);
  print_icons ("Made", icons);

  for (guint i = 0; i < G_N_ELEMENTS (used); i++)
    g_object_unref (used[i]);
  print_icons ("Released", icons);

  g_assert_false (gweak_cache_contains (icons, paths[0])); /* was used before the others */
  print_icons ("Bounded", icons);

  gweak_cache_trim (icons, G_MEMORY_MONITOR_WARNING_LEVEL_CRITICAL);
  print_icons ("Trimmed", icons);
  /* end:use */

  g_object_unref (icons);
}

static void
got_icon_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  guint *n_pending = user_data;
  GIcon *icon = gweak_cache_get_or_load_finish (GWEAK_CACHE (source), result, NULL);

  g_assert_true (G_IS_BYTES_ICON (icon));
  g_object_unref (icon);
  (*n_pending)--;
}

static void
load_icons (char *paths[])
{
  /* begin:two */
  GweakCache *icons = gweak_cache_new (G_TYPE_STRING, G_TYPE_ICON);
  guint       n_pending = 2;

  get_icon_async (icons, paths[0], NULL, got_icon_cb, &n_pending);
  get_icon_async (icons, paths[0], NULL, got_icon_cb, &n_pending);
  while (n_pending > 0)
    g_main_context_iteration (NULL, TRUE);

  g_print ("Loads: %" G_GUINT64_FORMAT "\n", gweak_cache_get_loads (icons));
  /* end:two */

  g_object_unref (icons);
}

int
main (int    argc,
      char **argv)
{
  char  *folder = g_dir_make_tmp ("gweak-icons-XXXXXX", NULL);
  char  *paths[G_N_ELEMENTS (names)];
  GFile *file;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      paths[i] = g_build_filename (folder, names[i], NULL);
      g_file_set_contents (paths[i], "an image, or so", 15, NULL);
    }

  if (argc > 1)
    load_icons (paths);
  else
    use_icons (paths);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      file = g_file_new_for_path (paths[i]);
      g_file_delete (file, NULL, NULL);
      g_object_unref (file);
      g_free (paths[i]);
    }
  file = g_file_new_for_path (folder);
  g_file_delete (file, NULL, NULL);
  g_object_unref (file);
  g_free (folder);

  return 0;
}
