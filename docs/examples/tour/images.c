/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

#include <glib/gstdio.h>

static const char *const names[] = { "sun", "moon", "star" };

static char *
make_folder (void)
{
  char *folder = g_dir_make_tmp ("gweak-tour-XXXXXX", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_file_set_contents (path, "P1 1 1 0\n", -1, NULL);
    }

  return folder;
}

static void
remove_folder (const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
loaded_cb (GObject      *file,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (file), result, NULL, &error);

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  gweak_cache_set_load_cost (task, g_bytes_get_size (bytes));
  g_task_return_pointer (task, g_bytes_icon_new (bytes), g_object_unref);
}

static void
load_cb (GTask        *task,
         gconstpointer key,
         GCancellable *cancellable,
         gpointer      user_data)
{
  g_autoptr (GFile) file = g_file_new_for_path (key);
  g_autofree char *name = g_file_get_basename (file);

  tour_say ("'%s' is loaded.", name);
  g_file_load_bytes_async (file, cancellable, loaded_cb, g_object_ref (task));
}

typedef struct
{
  GIcon   *image; /* (owned) (nullable) */
  gboolean done;
} Request;

static void
got_cb (GObject      *images,
        GAsyncResult *result,
        gpointer      user_data)
{
  Request *request = user_data;

  request->image = gweak_cache_get_or_load_finish (GWEAK_CACHE (images), result, NULL);
  request->done = TRUE;
}

/* There is no way to ask for an image twice and have it twice: who asks while it
 * is loaded waits for the same, and what somebody has is found.
 */
static void
request_image (GweakCache *images,
               const char *folder,
               const char *name,
               Request    *request)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  *request = (Request){ NULL, FALSE };
  gweak_cache_get_or_load_async (images, path, load_cb, NULL, NULL, got_cb, request);
}

static GIcon *
get_image (GweakCache *images,
           const char *folder,
           const char *name)
{
  Request request;

  request_image (images, folder, name, &request);
  tour_wait (&request.done);

  return request.image;
}

static GIcon *
get_image_twice (GweakCache *images,
                 const char *folder,
                 const char *name)
{
  Request one, other;

  request_image (images, folder, name, &one);
  request_image (images, folder, name, &other);
  tour_wait (&one.done);
  tour_wait (&other.done);
  tour_say ("Two asked for it, and got %s.", one.image == other.image ? "the same" : "one each");
  g_object_unref (other.image);

  return one.image;
}

static void
say_state (GweakCache *images)
{
  tour_say ("In use: %u, idle: %u, evicted: %" G_GUINT64_FORMAT ".", gweak_cache_get_n_in_use (images),
            gweak_cache_get_n_idle (images), gweak_cache_get_evictions (images));
}

void
tour_images (void)
{
  g_autoptr (GweakCache) images = gweak_cache_new (G_TYPE_STRING, G_TYPE_ICON);
  g_autofree char *folder = make_folder ();
  g_autoptr (GIcon) sun = NULL;
  g_autoptr (GIcon) moon = NULL;
  g_autoptr (GIcon) star = NULL;

  tour_chapter ("A cache keeps images that nobody uses, but not too many");
  sun = get_image_twice (images, folder, "sun");
  moon = get_image (images, folder, "moon");
  star = get_image (images, folder, "star");
  say_state (images);

  g_clear_object (&sun);
  g_clear_object (&moon);
  say_state (images);
  gweak_cache_set_max_idle (images, 1);
  say_state (images);

  moon = get_image (images, folder, "moon");
  tour_say ("'moon' was still there.");
  sun = get_image (images, folder, "sun");
  say_state (images);
  remove_folder (folder);
}
