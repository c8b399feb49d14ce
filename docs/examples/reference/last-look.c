/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

/* begin:last-look */
static void
last_look (gpointer user_data)
{
  GweakFinalizer **finalizer = user_data;
  GMenuModel      *menu = gweak_finalizer_peek (*finalizer);

  g_print ("The menu goes with %d items.\n", g_menu_model_get_n_items (menu));
  g_object_unref (menu);
}

static GweakFinalizer *
look_at_the_end (GMenu           *menu,
                 GweakFinalizer **place)
{
  GClosure *closure = g_cclosure_new (G_CALLBACK (last_look), place, NULL);

  return g_object_new (GWEAK_TYPE_FINALIZER,
                       "referent", menu,
                       "closure", closure,
                       "moment", GWEAK_MOMENT_DYING,
                       NULL);
}
/* end:last-look */

int
main (void)
{
  GMenu          *menu = g_menu_new ();
  GweakFinalizer *finalizer = NULL;

  finalizer = look_at_the_end (menu, &finalizer);
  g_menu_append (menu, "Quit", "app.quit");
  g_menu_append (menu, "About", "app.about");

  g_object_unref (menu);
  g_object_unref (finalizer);

  return 0;
}
