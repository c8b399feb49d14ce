/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "documents-application.h"
#include "documents-i18n.h"
#include "documents-ledger.h"

#include <locale.h>

/* documents [FOLDER]: notes and pictures, each in a window. When it ends, it says
 * what became of the windows.
 */
int
main (int   argc,
      char *argv[])
{
  DocumentsApplication *application = NULL;
  int                   status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, DOCUMENTS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  gweak_debug_start ();
  application = documents_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  g_object_unref (application);

  return documents_ledger_print () ? status : 1;
}
