/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

static void
print_path (GweakWeakRef *ref)
{
  /* begin:get */
  GFile *file = gweak_weak_ref_get (ref);

  if (file != NULL)
    {
      g_print ("The path is %s.\n", g_file_peek_path (file));
      g_object_unref (file);
    }
  else
    {
      g_print ("The file object is gone.\n");
    }
  /* end:get */
}

int
main (void)
{
  /* begin:new */
  GFile        *file = g_file_new_for_path ("/etc/hostname");
  GweakWeakRef *ref = gweak_weak_ref_new (file);
  /* end:new */

  print_path (ref);
  g_object_unref (file);
  print_path (ref);

  g_object_unref (ref);

  return 0;
}
