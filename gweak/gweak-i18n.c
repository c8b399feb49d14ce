/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-i18n-private.h"

#ifdef ENABLE_NLS
# include <libintl.h>
#endif

/* A library cannot count on its application to bind its domain. */
const char *
gweak_gettext (const char *string)
{
#ifdef ENABLE_NLS
  static gsize bound;

  if (g_once_init_enter (&bound))
    {
      bindtextdomain (GETTEXT_PACKAGE, GWEAK_LOCALEDIR);
      bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
      g_once_init_leave (&bound, 1);
    }

  return g_dgettext (GETTEXT_PACKAGE, string);
#else
  return string;
#endif
}
