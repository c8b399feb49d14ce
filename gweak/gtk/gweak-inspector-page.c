/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-inspector-page-private.h"

#include "gweak-inspector-columns-private.h"
#include "gweak-inspector-details-private.h"
#include "gweak-inspector-i18n-private.h"
#include "gweak-inspector-list-private.h"
#include "gweak-inspector-plot-private.h"
#include "gweak-inspector-tracking-private.h"

#define INTERVAL_MS 1000
#define PATIENCE_MS 10000

#define MARGIN 6

/* While it is mapped, and only then, it asks every `interval` what is tracked. */
struct _GweakInspectorPage
{
  GtkBox              parent_instance;
  GweakInspectorList *list;          /* (owned) */
  GtkColumnView      *view;          /* (unowned) a child, as all widgets */
  GtkSelectionModel  *rows;          /* (owned) as shown: filtered and sorted */
  GtkFilter          *filter;        /* (owned) */
  GtkSorter          *sorter;        /* (owned) of `view` */
  GtkWidget          *only_suspects; /* (unowned) */
  GtkWidget          *track_widgets; /* (unowned) */
  GtkWidget          *track_object;  /* (unowned) */
  GtkWidget          *plot;          /* (unowned) */
  GtkWidget          *details;       /* (unowned) */
  GtkWidget          *status;        /* (unowned) */
  GtkCssProvider     *style;         /* (owned) */
  char               *needle;        /* (owned) what is searched for, with the case folded */
  char               *sorted_by;     /* (owned) (nullable) the column that the menu sorted by */
  GtkSortType         direction;
  GWeakRef            object; /* selected in the Inspector; no reference of gweak's, which would make it be tracked */
  guint               interval;
  guint               patience;
  guint               timeout; /* 0: not mapped */
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_OBJECT,
  PROP_INTERVAL,
  PROP_PATIENCE,
  N_PROPS
} GweakInspectorPageProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_TYPE (GweakInspectorPage, gweak_inspector_page, GTK_TYPE_BOX)

static const char css[] =
  "." GWEAK_INSPECTOR_SUSPECT " { font-weight: bold; color: @error_color; }"
  "row:selected ." GWEAK_INSPECTOR_SUSPECT " { color: inherit; }";

static guint
count_suspects (GListModel *rows)
{
  GweakInspectorRow *row;
  guint              count = 0;

  for (guint i = 0; (row = g_list_model_get_item (rows, i)) != NULL; i++)
    {
      count += gweak_inspector_row_is_suspect (row);
      g_object_unref (row);
    }

  return count;
}

static void
show_status (GweakInspectorPage *self)
{
  GListModel *rows = gweak_inspector_list_get_rows (self->list);
  char       *text = g_strdup_printf (_ ("Objects: %u; suspected leaks: %u; shown: %u"),
                                      g_list_model_get_n_items (rows), count_suspects (rows),
                                      g_list_model_get_n_items (G_LIST_MODEL (self->rows)));

  gtk_label_set_label (GTK_LABEL (self->status), text);
  g_free (text);
}

static void
show_object (GweakInspectorPage *self)
{
  GObject *object = g_weak_ref_get (&self->object);

  gtk_widget_set_sensitive (self->track_object, object != NULL);
  g_clear_object (&object);
}

/* Asks what is tracked now, and shows it. */
void
gweak_inspector_page_refresh (GweakInspectorPage *self)
{
  GHashTable *windows;
  gint64      now;

  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->track_widgets)))
    gweak_inspector_track_windows (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));

  windows = gweak_inspector_list_windows ();
  now = g_get_monotonic_time ();
  if (gweak_inspector_list_refresh (self->list, now, (gint64) self->patience * 1000, windows))
    {
      gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
      gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
    }
  g_hash_table_unref (windows);
  gweak_inspector_plot_add (GWEAK_INSPECTOR_PLOT (self->plot), now, gweak_inspector_list_get_rows (self->list));
  show_status (self);
  show_object (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  gweak_inspector_page_refresh (user_data);

  return G_SOURCE_CONTINUE;
}

static void
stop (GweakInspectorPage *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
}

static void
start (GweakInspectorPage *self)
{
  stop (self);
  self->timeout = g_timeout_add (self->interval, refresh_cb, self);
}

static void
gweak_inspector_page_map (GtkWidget *widget)
{
  GweakInspectorPage *self = GWEAK_INSPECTOR_PAGE (widget);

  GTK_WIDGET_CLASS (gweak_inspector_page_parent_class)->map (widget);

  gweak_debug_start ();
  gweak_inspector_page_refresh (self);
  start (self);
}

static void
gweak_inspector_page_unmap (GtkWidget *widget)
{
  stop (GWEAK_INSPECTOR_PAGE (widget));

  GTK_WIDGET_CLASS (gweak_inspector_page_parent_class)->unmap (widget);
}

static void
gweak_inspector_page_realize (GtkWidget *widget)
{
  GweakInspectorPage *self = GWEAK_INSPECTOR_PAGE (widget);

  GTK_WIDGET_CLASS (gweak_inspector_page_parent_class)->realize (widget);
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (widget), GTK_STYLE_PROVIDER (self->style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
gweak_inspector_page_unrealize (GtkWidget *widget)
{
  GweakInspectorPage *self = GWEAK_INSPECTOR_PAGE (widget);

  gtk_style_context_remove_provider_for_display (gtk_widget_get_display (widget), GTK_STYLE_PROVIDER (self->style));
  GTK_WIDGET_CLASS (gweak_inspector_page_parent_class)->unrealize (widget);
}

static gboolean
filter_cb (gpointer item,
           gpointer user_data)
{
  GweakInspectorPage *self = user_data;

  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->only_suspects)) && !gweak_inspector_row_is_suspect (item))
    return FALSE;

  return self->needle[0] == '\0' || gweak_inspector_row_matches (item, self->needle);
}

static void
search_changed_cb (GtkSearchEntry     *entry,
                   GweakInspectorPage *self)
{
  g_free (self->needle);
  self->needle = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (entry)), -1);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_status (self);
}

static void
only_suspects_cb (GtkCheckButton     *button,
                  GweakInspectorPage *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  show_status (self);
}

static void
track_object_cb (GtkButton          *button,
                 GweakInspectorPage *self)
{
  GObject *object = g_weak_ref_get (&self->object);

  if (object != NULL)
    gweak_inspector_track (object);
  g_clear_object (&object);
  gweak_inspector_page_refresh (self);
}

static void
selected_cb (GtkSingleSelection *selection,
             GParamSpec         *pspec,
             GweakInspectorPage *self)
{
  gweak_inspector_details_set_row (GWEAK_INSPECTOR_DETAILS (self->details), gtk_single_selection_get_selected_item (selection));
}

/* The same column again: the other way round. */
static void
sort_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  GweakInspectorPage *self = GWEAK_INSPECTOR_PAGE (widget);
  const char         *id = g_variant_get_string (parameter, NULL);
  gboolean            again = g_strcmp0 (self->sorted_by, id) == 0;

  self->direction = again && self->direction == GTK_SORT_ASCENDING ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING;
  if (gweak_inspector_columns_sort (self->view, id, self->direction))
    {
      g_free (self->sorted_by);
      self->sorted_by = g_strdup (id);
    }
}

static void
gweak_inspector_page_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  GweakInspectorPage *self = GWEAK_INSPECTOR_PAGE (object);

  switch ((GweakInspectorPageProperty) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, _ ("Weak references"));
      break;
    case PROP_OBJECT:
      g_value_take_object (value, g_weak_ref_get (&self->object));
      break;
    case PROP_INTERVAL:
      g_value_set_uint (value, self->interval);
      break;
    case PROP_PATIENCE:
      g_value_set_uint (value, self->patience);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gweak_inspector_page_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  GweakInspectorPage *self = GWEAK_INSPECTOR_PAGE (object);

  switch ((GweakInspectorPageProperty) prop_id)
    {
    case PROP_OBJECT:
      g_weak_ref_set (&self->object, g_value_get_object (value));
      show_object (self);
      break;
    case PROP_INTERVAL:
      self->interval = g_value_get_uint (value);
      if (self->timeout != 0)
        start (self);
      break;
    case PROP_PATIENCE:
      self->patience = g_value_get_uint (value);
      break;
    case PROP_TITLE:
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gweak_inspector_page_dispose (GObject *object)
{
  GweakInspectorPage *self = GWEAK_INSPECTOR_PAGE (object);

  stop (self);
  if (self->rows != NULL)
    g_signal_handlers_disconnect_by_data (self->rows, self);

  G_OBJECT_CLASS (gweak_inspector_page_parent_class)->dispose (object);
}

static void
gweak_inspector_page_finalize (GObject *object)
{
  GweakInspectorPage *self = GWEAK_INSPECTOR_PAGE (object);

  g_object_unref (self->rows);
  g_object_unref (self->filter);
  g_object_unref (self->sorter);
  g_object_unref (self->style);
  gweak_inspector_list_free (self->list);
  g_weak_ref_clear (&self->object);
  g_free (self->needle);
  g_free (self->sorted_by);

  G_OBJECT_CLASS (gweak_inspector_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_STATIC_STRINGS;

  /* The first two are what GTK's Inspector asks of a page. */
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | flags);
  properties[PROP_OBJECT] = g_param_spec_object ("object", NULL, NULL, G_TYPE_OBJECT, G_PARAM_READWRITE | flags);
  /* In milliseconds: how often to look, and how long after its disposal an object is no suspect. */
  properties[PROP_INTERVAL] = g_param_spec_uint ("interval", NULL, NULL, 1, G_MAXUINT, INTERVAL_MS, G_PARAM_READWRITE | flags);
  properties[PROP_PATIENCE] = g_param_spec_uint ("patience", NULL, NULL, 0, G_MAXUINT, PATIENCE_MS, G_PARAM_READWRITE | flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
gweak_inspector_page_class_init (GweakInspectorPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = gweak_inspector_page_get_property;
  object_class->set_property = gweak_inspector_page_set_property;
  object_class->dispose = gweak_inspector_page_dispose;
  object_class->finalize = gweak_inspector_page_finalize;
  widget_class->map = gweak_inspector_page_map;
  widget_class->unmap = gweak_inspector_page_unmap;
  widget_class->realize = gweak_inspector_page_realize;
  widget_class->unrealize = gweak_inspector_page_unrealize;

  install_properties (object_class);
  gtk_widget_class_install_action (widget_class, "weak-references.sort", "s", sort_cb);
}

static void
set_accessible_label (GtkWidget  *widget,
                      const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static GtkWidget *
create_search (GweakInspectorPage *self)
{
  GtkWidget *entry = gtk_search_entry_new ();

  gtk_widget_set_hexpand (entry, TRUE);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (entry), GTK_WIDGET (self->view));
  set_accessible_label (entry, _ ("Search tracked objects"));
  g_signal_connect (entry, "search-changed", G_CALLBACK (search_changed_cb), self);

  return entry;
}

static GtkWidget *
create_check (const char *label,
              const char *tooltip)
{
  GtkWidget *button = gtk_check_button_new_with_mnemonic (label);

  gtk_widget_set_tooltip_text (button, tooltip);

  return button;
}

static GtkWidget *
create_sort_button (void)
{
  GtkWidget  *button = gtk_menu_button_new ();
  GMenuModel *menu = gweak_inspector_columns_create_menu ("weak-references.sort");

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("_Sort"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_set_tooltip_text (button, _ ("Sort by a column; again: the other way round"));
  g_object_unref (menu);

  return button;
}

static GtkWidget *
create_toolbar (GweakInspectorPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, MARGIN);

  self->only_suspects = create_check (_ ("Only suspected _leaks"), _ ("Show only what was disposed of, or closed, long ago"));
  g_signal_connect (self->only_suspects, "toggled", G_CALLBACK (only_suspects_cb), self);
  self->track_widgets = create_check (_ ("Track all _widgets"), _ ("Observe all windows and the widgets in them, so that they are listed"));
  g_signal_connect_swapped (self->track_widgets, "toggled", G_CALLBACK (gweak_inspector_page_refresh), self);
  self->track_object = gtk_button_new_with_mnemonic (_ ("_Track Selected Object"));
  gtk_widget_set_tooltip_text (self->track_object, _ ("Observe what is selected on the page of objects, so that it is listed"));
  g_signal_connect (self->track_object, "clicked", G_CALLBACK (track_object_cb), self);

  gtk_box_append (GTK_BOX (bar), create_search (self));
  gtk_box_append (GTK_BOX (bar), self->only_suspects);
  gtk_box_append (GTK_BOX (bar), self->track_widgets);
  gtk_box_append (GTK_BOX (bar), self->track_object);
  gtk_box_append (GTK_BOX (bar), create_sort_button ());

  return bar;
}

static void
create_models (GweakInspectorPage *self)
{
  GListModel         *list = gweak_inspector_list_get_rows (self->list);
  GListModel         *filtered, *sorted;
  GtkSingleSelection *selection;

  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
  self->sorter = g_object_ref (gtk_column_view_get_sorter (self->view));
  filtered = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (list), g_object_ref (self->filter)));
  sorted = G_LIST_MODEL (gtk_sort_list_model_new (filtered, g_object_ref (self->sorter)));
  selection = gtk_single_selection_new (sorted);
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect (selection, "notify::selected-item", G_CALLBACK (selected_cb), self);
  self->rows = GTK_SELECTION_MODEL (selection);
}

static GtkWidget *
create_table (GweakInspectorPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gweak_inspector_columns_add (self->view);
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  set_accessible_label (GTK_WIDGET (self->view), _ ("Tracked objects"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_size_request (scrolled, -1, 80);

  return scrolled;
}

static GtkWidget *
create_panes (GweakInspectorPage *self)
{
  GtkWidget *panes = gtk_paned_new (GTK_ORIENTATION_VERTICAL);

  self->details = g_object_new (GWEAK_TYPE_INSPECTOR_DETAILS, NULL);
  gtk_widget_set_size_request (self->details, -1, 160);
  set_accessible_label (self->details, _ ("Details of the selected object"));
  gtk_paned_set_start_child (GTK_PANED (panes), create_table (self));
  gtk_paned_set_end_child (GTK_PANED (panes), self->details);
  gtk_paned_set_shrink_start_child (GTK_PANED (panes), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (panes), FALSE);
  gtk_paned_set_resize_end_child (GTK_PANED (panes), FALSE);

  return panes;
}

static gboolean
is_listed_from_the_start (void)
{
  static const GDebugKey keys[] = { { "leaks", 1 } };

  return g_parse_debug_string (g_getenv ("GWEAK_DEBUG"), keys, G_N_ELEMENTS (keys)) != 0;
}

static GtkWidget *
create_note (void)
{
  GtkWidget *note = gtk_label_new (_ ("What was tracked before this page was opened is not listed. To see it, start the program with GWEAK_DEBUG=leaks."));

  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (note), 0.0);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_set_visible (note, !is_listed_from_the_start ());

  return note;
}

static void
add (GweakInspectorPage *self,
     GtkWidget          *child)
{
  gtk_widget_set_margin_start (child, MARGIN);
  gtk_widget_set_margin_end (child, MARGIN);
  gtk_box_append (GTK_BOX (self), child);
}

static void
gweak_inspector_page_init (GweakInspectorPage *self)
{
  self->list = gweak_inspector_list_new ();
  self->interval = INTERVAL_MS;
  self->patience = PATIENCE_MS;
  self->needle = g_strdup ("");
  g_weak_ref_init (&self->object, NULL);
  self->style = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (self->style, css, -1);

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), MARGIN);
  gtk_widget_set_margin_top (GTK_WIDGET (self), MARGIN);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), MARGIN);
  add (self, create_toolbar (self));
  add (self, create_note ());
  add (self, create_panes (self));
  create_models (self);
  gtk_column_view_set_model (self->view, self->rows);
  self->plot = g_object_new (GWEAK_TYPE_INSPECTOR_PLOT, NULL);
  add (self, self->plot);
  self->status = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->status), 0.0);
  add (self, self->status);
  show_status (self);
  show_object (self);
}

/* Whether it looks what is tracked again and again. */
gboolean
gweak_inspector_page_is_refreshing (GweakInspectorPage *self)
{
  return self->timeout != 0;
}

/* (transfer none): the rows as they are shown */
GtkSelectionModel *
gweak_inspector_page_get_rows (GweakInspectorPage *self)
{
  return self->rows;
}
