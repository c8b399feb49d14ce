/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

/* What a view of open documents would show. It holds the items of the model, which
 * are references, and so no document.
 */
static void
show_cb (GListModel *documents,
         guint       position,
         guint       n_removed,
         guint       n_added,
         gpointer    user_data)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (GweakWeakRef) item = g_list_model_get_item (documents, i);
      g_autoptr (GFile) document = gweak_weak_ref_get (item);
      g_autofree char *name = document != NULL ? g_file_get_basename (document) : g_strdup ("something dead");

      g_string_append_printf (names, " %s", name);
    }
  tour_say ("At %u, %u removed, %u added:%s", position, n_removed, n_added, names->len > 0 ? names->str : " nothing");
}

static GFile *
open_document (GweakWeakListStore *documents,
               const char         *path)
{
  GFile *document = g_file_new_for_path (path);

  gweak_weak_list_store_append (documents, document);

  return document;
}

/* Deaths are announced in the main context, many of them at once. */
static void
run_main_loop (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
tour_documents (void)
{
  g_autoptr (GweakWeakListStore) documents = gweak_weak_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) letter = NULL;
  g_autoptr (GFile) notes = NULL;
  g_autoptr (GFile) photo = NULL;

  tour_chapter ("A list of open documents shows those that are open");
  g_signal_connect (documents, "items-changed", G_CALLBACK (show_cb), NULL);
  letter = open_document (documents, "/home/ada/letter");
  notes = open_document (documents, "/home/ada/notes");
  photo = open_document (documents, "/home/ada/photo");

  g_clear_object (&notes);
  run_main_loop ();
  tour_say ("One was closed.");
  g_clear_object (&letter);
  g_clear_object (&photo);
  run_main_loop ();
  tour_say ("All were closed.");
}
