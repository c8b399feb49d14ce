/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gio/gio.h>

#include <string.h>

/* A program without GTK, in the same environment. */

static void
assert_not_loaded (const char *library)
{
  g_autofree char *maps = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  g_assert_null (strstr (maps, library));
}

static void
a_program_without_gtk_stays_so (void)
{
  g_assert_nonnull (g_vfs_get_default ());
  g_assert_nonnull (g_io_extension_point_lookup (G_VFS_EXTENSION_POINT_NAME));
  g_assert_null (g_io_extension_point_lookup ("gtk-inspector-page"));
  assert_not_loaded ("libgtk");
  assert_not_loaded ("libgweak");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inspector-absent/a program without GTK stays so", a_program_without_gtk_stays_so);

  return g_test_run ();
}
