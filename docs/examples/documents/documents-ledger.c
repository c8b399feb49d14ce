/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "documents-ledger.h"

#include "documents-i18n.h"

#include <stdio.h>

/* What became of every window. It is kept by the main thread alone, in which GTK's
 * windows live and die, and it outlives the application.
 */
static struct
{
  guint n_opened;
  guint n_finalized;
} ledger;

static void
finalized_cb (GweakMoment moment,
              gpointer    user_data)
{
  ledger.n_finalized++;
}

/* begin:ledger */
void
documents_ledger_add (gpointer window)
{
  GweakWatch *watch = gweak_watch_add (window, GWEAK_MOMENT_FINALIZED, finalized_cb, NULL, NULL);

  gweak_watch_unref (watch);
  ledger.n_opened++;
}
/* end:ledger */

void
documents_ledger_read (guint *n_opened,
                       guint *n_finalized)
{
  *n_opened = ledger.n_opened;
  *n_finalized = ledger.n_finalized;
}

/* How many objects somebody observes that are not finalized: only what was
 * observed since gweak_debug_start() is counted.
 */
guint
documents_ledger_count_observed (void)
{
  g_autofree char *dump = gweak_debug_dump ();
  guint            n = 0;

  g_assert (sscanf (dump, "gweak: %u tracked objects", &n) == 1);

  return n;
}

/* Says whether anything is left, and what. */
gboolean
documents_ledger_print (void)
{
  guint n_observed = documents_ledger_count_observed ();

  g_print (ngettext ("%u window was opened.\n", "%u windows were opened.\n", ledger.n_opened), ledger.n_opened);
  g_print (ngettext ("%u window was finalized.\n", "%u windows were finalized.\n", ledger.n_finalized), ledger.n_finalized);
  if (n_observed == 0)
    {
      g_print (_ ("No live observer is left.\n"));
    }
  else
    {
      g_autofree char *dump = gweak_debug_dump ();

      g_print ("%s", dump);
    }

  return n_observed == 0 && ledger.n_opened == ledger.n_finalized;
}
