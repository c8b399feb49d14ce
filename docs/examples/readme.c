/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

int
main (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (menu);
  g_autoptr (GweakWeakHashTable) menus = gweak_weak_hash_table_new (G_TYPE_STRING, G_TYPE_MENU, GWEAK_WEAKNESS_VALUES);

  g_signal_connect_swapped (ref, "died", G_CALLBACK (g_print), "The menu died.\n");
  gweak_weak_hash_table_insert (menus, "edit", menu);
  g_object_unref (menu);

  g_assert_null (gweak_weak_ref_get (ref));
  g_print ("Menus in the table: %u\n", gweak_weak_hash_table_get_size (menus));
}
