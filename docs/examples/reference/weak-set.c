/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

/* begin:intern */
static GweakWeakSet *
make_files (void)
{
  return gweak_weak_set_new_full (G_TYPE_FILE, g_file_hash, (GEqualFunc) g_file_equal);
}

static GFile *
intern_path (GweakWeakSet *files,
             const char   *path)
{
  GFile *file = g_file_new_for_path (path);
  GFile *first = gweak_weak_set_intern (files, file);

  g_object_unref (file);

  return first;
}
/* end:intern */

int
main (void)
{
  GweakWeakSet *files = make_files ();
  GFile        *one = intern_path (files, "/etc/hosts");
  GFile        *other = intern_path (files, "/etc/../etc/hosts");

  g_print ("The same: %s\n", one == other ? "yes" : "no");
  g_object_unref (one);
  g_object_unref (other);
  g_print ("Files: %u\n", gweak_weak_set_get_size (files));
  g_object_unref (files);

  return 0;
}
