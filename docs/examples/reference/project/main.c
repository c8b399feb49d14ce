/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
/* begin:program */
#include <gweak/gweak.h>

int
main (void)
{
  GMenu        *menu = g_menu_new ();
  GweakWeakRef *ref = gweak_weak_ref_new (menu);

  g_object_unref (menu);
  g_print ("gweak %s: alive: %d\n", GWEAK_VERSION_S, gweak_reference_is_alive (GWEAK_REFERENCE (ref)));
  g_object_unref (ref);

  return 0;
}
/* end:program */
