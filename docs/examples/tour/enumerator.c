/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

#include <glib/gstdio.h>

static char *
make_folder (void)
{
  static const char *const names[] = { "a", "b", "c" };

  char *folder = g_dir_make_tmp ("gweak-tour-XXXXXX", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_file_set_contents (path, "", 0, NULL);
    }

  return folder;
}

static guint
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  for (const char *name; (name = g_dir_read_name (dir)) != NULL; n_files++)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);

  return n_files;
}

typedef struct
{
  char         *folder; /* (owned) */
  GweakWeakRef *ref;    /* (owned) (nullable) to the enumerator */
  guint         n_found;
  gboolean      done;
} Listing;

static void
died_cb (GweakReference *ref,
         gpointer        user_data)
{
  tour_news (GWEAK_MOMENT_DIED, "the enumerator");
}

static void
close_up_cb (gpointer user_data)
{
  Listing         *listing = user_data;
  g_autofree char *text = g_strdup_printf ("removed the folder with its %u files", remove_folder (listing->folder));

  tour_news (GWEAK_MOMENT_FINALIZED, text);
  listing->done = TRUE;
}

/* GIO works in threads of a pool, and the last reference may fall in any of
 * them. With `deferred` the news come here nevertheless.
 */
static void
watch (GFileEnumerator *enumerator,
       Listing         *listing)
{
  GClosure *close_up = g_cclosure_new (G_CALLBACK (close_up_cb), listing, NULL);

  listing->ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", enumerator, "deferred", TRUE, NULL);
  g_signal_connect (listing->ref, "died", G_CALLBACK (died_cb), NULL);

  g_object_unref (g_object_new (GWEAK_TYPE_FINALIZER, "referent", enumerator,
                                "closure", close_up, "deferred", TRUE, NULL));
}

static void
next_files_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GFileEnumerator *enumerator = G_FILE_ENUMERATOR (source);
  GList           *files = g_file_enumerator_next_files_finish (enumerator, result, NULL);
  Listing         *listing = user_data;

  if (files == NULL)
    {
      tour_say ("Found %u files.", listing->n_found);
      return;
    }

  listing->n_found += g_list_length (files);
  g_list_free_full (files, g_object_unref);
  g_file_enumerator_next_files_async (enumerator, 2, G_PRIORITY_DEFAULT, NULL, next_files_cb, listing);
}

/* Only what is pending holds the enumerator: when nothing is, it dies. */
static void
enumerate_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GFileEnumerator) enumerator = g_file_enumerate_children_finish (G_FILE (source), result, NULL);

  watch (enumerator, user_data);
  g_file_enumerator_next_files_async (enumerator, 2, G_PRIORITY_DEFAULT, NULL, next_files_cb, user_data);
}

void
tour_enumerator (void)
{
  Listing listing = { .folder = make_folder () };
  g_autoptr (GFile) folder = g_file_new_for_path (listing.folder);

  tour_chapter ("GFileEnumerator: it dies in any thread, we hear of it in ours");
  g_file_enumerate_children_async (folder, "standard::name", G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                                   NULL, enumerate_cb, &listing);
  tour_wait (&listing.done);

  g_object_unref (listing.ref);
  g_free (listing.folder);
}
