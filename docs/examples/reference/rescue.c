/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

static gpointer saved; /* (owned) (nullable) */

/* begin:rescue */
static void
dying_cb (GweakReference *reference,
          GObject        *referent,
          gpointer        user_data)
{
  gboolean *wanted = user_data;

  g_print ("It is dying.\n");
  if (*wanted)
    saved = g_object_ref (referent);
}
/* end:rescue */

int
main (void)
{
  GMenu        *menu = g_menu_new ();
  GweakWeakRef *ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", menu, "toggle", TRUE, NULL);
  gboolean      wanted = TRUE;

  g_signal_connect (ref, "dying", G_CALLBACK (dying_cb), &wanted);
  g_signal_connect_swapped (ref, "died", G_CALLBACK (g_print), "It died.\n");

  /* begin:use */
  g_object_unref (menu); /* dying_cb() saves it */
  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));

  wanted = FALSE;
  g_clear_object (&saved); /* dying_cb() is called again */
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));
  /* end:use */

  g_object_unref (ref);

  return 0;
}
