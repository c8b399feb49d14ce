/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-inspector-tracking-private.h"

#include <gweak/gweak.h>

/* Objects are listed when somebody observes them with gweak. Where an application
 * does not, the page does, with a watch that does nothing.
 */
static void
finalized_cb (GweakMoment moment,
              gpointer    user_data)
{
}

static GQuark
get_quark (void)
{
  static GQuark quark;

  if (quark == 0)
    quark = g_quark_from_static_string ("gweak-inspector-tracked");

  return quark;
}

/* Makes @object, which the caller holds, be listed. */
void
gweak_inspector_track (GObject *object)
{
  if (g_object_get_qdata (object, get_quark ()) != NULL)
    return;

  g_object_set_qdata (object, get_quark (), GINT_TO_POINTER (TRUE));
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_FINALIZED, finalized_cb, NULL, NULL));
}

static GtkWidget *
get_next (GtkWidget *widget,
          GtkWidget *root)
{
  GtkWidget *next = gtk_widget_get_first_child (widget);

  while (next == NULL && widget != root)
    {
      next = gtk_widget_get_next_sibling (widget);
      widget = gtk_widget_get_parent (widget);
    }

  return next;
}

static void
track_below (GtkWidget *root)
{
  for (GtkWidget *widget = root; widget != NULL; widget = get_next (widget, root))
    gweak_inspector_track (G_OBJECT (widget));
}

/* Makes all windows be listed, and the widgets in them, but not @but. */
void
gweak_inspector_track_windows (GtkWidget *but)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget  *window;

  for (guint i = 0; (window = g_list_model_get_item (windows, i)) != NULL; i++)
    {
      if (window != but)
        track_below (window);
      g_object_unref (window);
    }
}

/* (transfer full): the addresses of the windows that are open */
GHashTable *
gweak_inspector_list_windows (void)
{
  GHashTable *addresses = g_hash_table_new (NULL, NULL);
  GListModel *windows = gtk_window_get_toplevels ();
  gpointer    window;

  for (guint i = 0; (window = g_list_model_get_item (windows, i)) != NULL; i++)
    {
      g_hash_table_add (addresses, window);
      g_object_unref (window);
    }

  return addresses;
}
