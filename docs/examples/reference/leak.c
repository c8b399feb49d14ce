/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

/* begin:leak */
static GMenu *recent; /* (owned) but nobody releases it */

static void
recent_died_cb (GweakMoment moment,
                gpointer    user_data)
{
  g_print ("The menu died.\n");
}

int
main (void)
{
  recent = g_menu_new ();
  gweak_watch_unref (gweak_watch_add (recent, GWEAK_MOMENT_DIED, recent_died_cb, NULL, NULL));

  return 0;
}
/* end:leak */
