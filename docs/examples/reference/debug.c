/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

int
main (void)
{
  /* begin:debug */
  GMenu        *menu, *other;
  GweakWeakRef *ref, *other_ref;
  char         *listing;

  gweak_debug_start ();

  menu = g_menu_new ();
  other = g_menu_new ();
  ref = gweak_weak_ref_new (menu);
  other_ref = gweak_weak_ref_new (other);
  g_object_unref (other); /* is finalized, and leaves the list */

  listing = gweak_debug_dump ();
  g_print ("%s", listing);
  g_free (listing);
  /* end:debug */

  g_object_unref (menu);
  g_object_unref (ref);
  g_object_unref (other_ref);

  return 0;
}
