/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>
#include <glib/gstdio.h>

/* begin:finalizer */
static void
remove_folder (gpointer path)
{
  g_print (g_rmdir (path) == 0 ? "The folder is removed.\n" : "The folder cannot be removed.\n");
}

static void
remove_folder_with (gpointer    object,
                    const char *path)
{
  g_object_unref (gweak_finalizer_new (object, remove_folder, g_strdup (path), g_free));
}
/* end:finalizer */

static void
by_hand (void)
{
  /* begin:by-hand */
  GMenu          *menu = g_menu_new ();
  GweakFinalizer *finalizer = gweak_finalizer_new (menu, (GweakFinalizeFunc) g_print, "The action runs.\n", NULL);

  g_assert_true (gweak_finalizer_run (finalizer));
  g_assert_false (gweak_finalizer_run (finalizer));
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (finalizer)));
  g_object_unref (menu); /* nothing is left to run */
  /* end:by-hand */
  g_object_unref (finalizer);
}

static void
detach (void)
{
  /* begin:detach */
  GMenu          *menu = g_menu_new ();
  GweakFinalizer *finalizer = gweak_finalizer_new (menu, (GweakFinalizeFunc) g_print, "This is not printed.\n", NULL);
  GMenu          *same = gweak_finalizer_detach (finalizer);

  g_assert_true (same == menu);
  g_object_unref (same);
  g_object_unref (menu);
  /* end:detach */
  g_object_unref (finalizer);
}

int
main (void)
{
  GError *error = NULL;
  char   *path = g_dir_make_tmp ("gweak-XXXXXX", &error);
  GMenu  *menu = g_menu_new ();

  g_assert_no_error (error);
  remove_folder_with (menu, path);
  g_object_unref (menu);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_free (path);

  by_hand ();
  detach ();

  return 0;
}
