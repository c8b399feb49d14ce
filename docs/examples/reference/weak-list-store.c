/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

/* begin:weak-list-store */
static void
changed_cb (GListModel *model,
            guint       position,
            guint       n_removals,
            guint       n_additions,
            gpointer    user_data)
{
  g_print ("At %u: %u removed, %u added\n", position, n_removals, n_additions);
}

static GweakWeakListStore *
list_files (GFile *files[],
            guint  n_files)
{
  GweakWeakListStore *store = gweak_weak_list_store_new (G_TYPE_FILE);

  g_signal_connect (store, "items-changed", G_CALLBACK (changed_cb), NULL);
  for (guint i = 0; i < n_files; i++)
    gweak_weak_list_store_append (store, files[i]);

  return store;
}
/* end:weak-list-store */

int
main (void)
{
  GFile *files[] = {
    g_file_new_for_path ("/etc/hostname"),
    g_file_new_for_path ("/etc/hosts"),
    g_file_new_for_path ("/etc/fstab"),
  };
  GweakWeakListStore *store = list_files (files, G_N_ELEMENTS (files));

  g_object_unref (files[1]);
  g_object_unref (files[0]);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_object_unref (files[2]);
  g_object_unref (store);

  return 0;
}
