/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include <gio/gio.h>
#include <gmodule.h>

#include "gweak-inspector-page-private.h"

/* GTK 4 loads the modules in the directory "inspector" of its module path, which
 * GTK_PATH can extend, when the Inspector is opened for the first time, and never
 * unloads them. GIO derives the names of these functions from that of the file.
 */
#define POINT "gtk-inspector-page"

G_MODULE_EXPORT void   g_io_gweak_inspector_load (GIOModule *module);
G_MODULE_EXPORT void   g_io_gweak_inspector_unload (GIOModule *module);
G_MODULE_EXPORT char **g_io_gweak_inspector_query (void);

void
g_io_gweak_inspector_load (GIOModule *module)
{
  g_io_extension_point_implement (POINT, GWEAK_TYPE_INSPECTOR_PAGE, "gweak", 10);
}

void
g_io_gweak_inspector_unload (GIOModule *module)
{
}

/* For gio-querymodules. */
char **
g_io_gweak_inspector_query (void)
{
  const char *points[] = { POINT, NULL };

  return g_strdupv ((char **) points);
}
