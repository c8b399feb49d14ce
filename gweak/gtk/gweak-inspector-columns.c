/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-inspector-columns-private.h"

#include "gweak-inspector-i18n-private.h"
#include "gweak-inspector-row-private.h"

/* The columns of the table of tracked objects, in their order. */
typedef struct
{
  const char *id;    /* for the action that sorts by it */
  const char *title; /* to be translated */
  char *(*dup_text) (GweakInspectorRow *row);
  int (*compare) (GweakInspectorRow *a,
                  GweakInspectorRow *b);
  gboolean is_number;
  gboolean expands;
} Column;

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_types (GweakInspectorRow *a,
               GweakInspectorRow *b)
{
  GType type_a = gweak_debug_object_get_object_type (gweak_inspector_row_get_known (a));
  GType type_b = gweak_debug_object_get_object_type (gweak_inspector_row_get_known (b));

  return type_a == type_b ? 0 : g_strcmp0 (g_type_name (type_a), g_type_name (type_b));
}

static int
compare_addresses (GweakInspectorRow *a,
                   GweakInspectorRow *b)
{
  gsize address_a = gweak_debug_object_get_address (gweak_inspector_row_get_known (a));
  gsize address_b = gweak_debug_object_get_address (gweak_inspector_row_get_known (b));

  return (address_a > address_b) - (address_a < address_b);
}

static int
compare_ref_counts (GweakInspectorRow *a,
                    GweakInspectorRow *b)
{
  return compare_numbers (gweak_debug_object_get_ref_count (gweak_inspector_row_get_known (a)),
                          gweak_debug_object_get_ref_count (gweak_inspector_row_get_known (b)));
}

static int
compare_observers (GweakInspectorRow *a,
                   GweakInspectorRow *b)
{
  return compare_numbers (gweak_debug_object_count_observers (gweak_inspector_row_get_known (a), NULL),
                          gweak_debug_object_count_observers (gweak_inspector_row_get_known (b), NULL));
}

static int
compare_toggles (GweakInspectorRow *a,
                 GweakInspectorRow *b)
{
  return g_strcmp0 (gweak_debug_object_get_toggle_state (gweak_inspector_row_get_known (a)),
                    gweak_debug_object_get_toggle_state (gweak_inspector_row_get_known (b)));
}

/* The youngest first. */
static int
compare_ages (GweakInspectorRow *a,
              GweakInspectorRow *b)
{
  return compare_numbers (gweak_debug_object_get_tracked_time (gweak_inspector_row_get_known (b)),
                          gweak_debug_object_get_tracked_time (gweak_inspector_row_get_known (a)));
}

/* What should have gone first, first; the living last. */
static int
compare_states (GweakInspectorRow *a,
                GweakInspectorRow *b)
{
  gint64 end_a = gweak_inspector_row_get_end (a), end_b = gweak_inspector_row_get_end (b);

  return compare_numbers (end_a != 0 ? end_a : G_MAXINT64, end_b != 0 ? end_b : G_MAXINT64);
}

static const Column columns[] = {
  { "type", N_ ("Type"), gweak_inspector_row_dup_type, compare_types, FALSE, TRUE },
  { "address", N_ ("Address"), gweak_inspector_row_dup_address, compare_addresses, FALSE, FALSE },
  /* Translators: the heading of a column with reference counts */
  { "ref-count", N_ ("References"), gweak_inspector_row_dup_ref_count, compare_ref_counts, TRUE, FALSE },
  { "observers", N_ ("Observers"), gweak_inspector_row_dup_observers, compare_observers, FALSE, TRUE },
  /* Translators: the heading of a column with the states of toggle references */
  { "toggle", N_ ("Toggle"), gweak_inspector_row_dup_toggle, compare_toggles, FALSE, FALSE },
  /* Translators: the heading of a column with the time since an object is tracked */
  { "age", N_ ("Age"), gweak_inspector_row_dup_age, compare_ages, TRUE, FALSE },
  { "state", N_ ("State"), gweak_inspector_row_dup_state, compare_states, FALSE, FALSE },
};

static void
show (GtkListItem  *item,
      const Column *column)
{
  GtkWidget         *label = gtk_list_item_get_child (item);
  GweakInspectorRow *row = gtk_list_item_get_item (item);
  char              *text = column->dup_text (row);

  gtk_label_set_label (GTK_LABEL (label), text);
  g_free (text);
  if (gweak_inspector_row_is_suspect (row))
    gtk_widget_add_css_class (label, GWEAK_INSPECTOR_SUSPECT);
  else
    gtk_widget_remove_css_class (label, GWEAK_INSPECTOR_SUSPECT);
}

static const Column *
get_column (GtkListItem *item)
{
  return g_object_get_data (G_OBJECT (item), "gweak-column");
}

static void
changed_cb (GweakInspectorRow *row,
            GtkListItem       *item)
{
  show (item, get_column (item));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          const Column             *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column->is_number ? 1.0 : 0.0);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  if (column->expands)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  g_object_set_data (G_OBJECT (item), "gweak-column", (gpointer) column);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         const Column             *column)
{
  g_signal_connect (gtk_list_item_get_item (item), "changed", G_CALLBACK (changed_cb), item);
  show (item, column);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           const Column             *column)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), changed_cb, item);
}

static GtkListItemFactory *
create_factory (const Column *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), (gpointer) column);

  return factory;
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      user_data)
{
  const Column *column = user_data;

  return column->compare (GWEAK_INSPECTOR_ROW ((gpointer) a), GWEAK_INSPECTOR_ROW ((gpointer) b));
}

void
gweak_inspector_columns_add (GtkColumnView *view)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const Column        *about = &columns[i];
      GtkColumnViewColumn *column = gtk_column_view_column_new (gweak_gettext (about->title), create_factory (about));
      GtkSorter           *sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cb, (gpointer) about, NULL));

      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, about->expands);
      gtk_column_view_append_column (view, column);
      g_object_unref (sorter);
      g_object_unref (column);
    }
}

/* FALSE if there is no column of that name. */
gboolean
gweak_inspector_columns_sort (GtkColumnView *view,
                              const char    *id,
                              GtkSortType    direction)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (columns[i].id, id))
      {
        GtkColumnViewColumn *column = g_list_model_get_item (gtk_column_view_get_columns (view), i);

        gtk_column_view_sort_by_column (view, column, direction);
        g_object_unref (column);

        return TRUE;
      }

  return FALSE;
}

/* (transfer full): items that activate @action with the name of a column. */
GMenuModel *
gweak_inspector_columns_create_menu (const char *action)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GMenuItem *item = g_menu_item_new (gweak_gettext (columns[i].title), NULL);

      g_menu_item_set_action_and_target (item, action, "s", columns[i].id);
      g_menu_append_item (menu, item);
      g_object_unref (item);
    }

  return G_MENU_MODEL (menu);
}
