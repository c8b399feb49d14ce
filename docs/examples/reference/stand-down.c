/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

/* What a script binding does to an object that carries state of a script. */
static void
toggle_cb (gpointer data,
           GObject *object,
           gboolean is_last_ref)
{
  g_print ("the binding: %s\n", is_last_ref ? "nobody else holds it" : "somebody else holds it");
}

int
main (void)
{
  GMenu *menu = g_menu_new ();

  /* begin:stand-down */
  GweakWeakRef *ref;
  gboolean      toggle;

  g_object_add_toggle_ref (G_OBJECT (menu), toggle_cb, NULL); /* the binding was here first */

  ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", menu, "toggle", TRUE, NULL);
  g_object_get (ref, "toggle", &toggle, NULL);
  g_print ("toggle: %s\n", toggle ? "TRUE" : "FALSE");
  /* end:stand-down */

  g_signal_connect_swapped (ref, "dying", G_CALLBACK (g_print), "dying\n");
  g_signal_connect_swapped (ref, "died", G_CALLBACK (g_print), "died\n");
  g_object_unref (menu);
  g_object_remove_toggle_ref (G_OBJECT (menu), toggle_cb, NULL);
  g_object_unref (ref);

  return 0;
}
