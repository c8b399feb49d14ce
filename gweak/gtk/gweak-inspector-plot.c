/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-inspector-plot-private.h"

#include "gweak-inspector-history-private.h"
#include "gweak-inspector-i18n-private.h"

#define SPAN_SECONDS 120
#define SPAN ((gint64) SPAN_SECONDS * G_USEC_PER_SEC)

#define HEIGHT 120
#define MARGIN 6

struct _GweakInspectorPlot
{
  GtkBox                 parent_instance;
  GtkWidget             *area;    /* (unowned) a child, as the next */
  GtkWidget             *legend;  /* (unowned) */
  GweakInspectorHistory *history; /* (owned) */
};

G_DEFINE_TYPE (GweakInspectorPlot, gweak_inspector_plot, GTK_TYPE_BOX)

/* GNOME's palette, of tones that are seen on light and on dark. */
static const char *const colors[] = { "#3584e4", "#e66100", "#26a269", "#c061cb", "#e5a50a", "#865e3c" };

#define N_LINES G_N_ELEMENTS (colors)

/* Where things are, in the area. */
typedef struct
{
  double left, top, width, height;
  guint  max; /* what the height stands for */
  gint64 end; /* the time at the right edge */
} Frame;

/* A number of 1, 2 or 5 and zeros. */
static guint
round_up (guint number)
{
  for (guint unit = 1;; unit *= 10)
    for (guint i = 0; i < 3; i++)
      {
        guint rounded = unit * (guint[]){ 1, 2, 5 }[i];

        if (rounded >= number || rounded > G_MAXUINT / 10)
          return rounded;
      }
}

static double
get_x (Frame *frame,
       gint64 time)
{
  double x = frame->left + frame->width * (1 - (double) (frame->end - time) / SPAN);

  return MAX (x, frame->left);
}

static double
get_y (Frame *frame,
       guint  count)
{
  return frame->top + frame->height * (1 - (double) count / frame->max);
}

/* Below @y, and before @x or behind. */
static void
draw_text (GtkWidget  *widget,
           cairo_t    *cr,
           const char *text,
           double      x,
           double      y,
           gboolean    before)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  int          width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  cairo_move_to (cr, before ? x - width : x, y);
  pango_cairo_show_layout (cr, layout);
  g_object_unref (layout);
}

static int
measure_text (GtkWidget  *widget,
              const char *text,
              int        *height)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  int          width;

  pango_layout_get_pixel_size (layout, &width, height);
  g_object_unref (layout);

  return width;
}

/* In the colour of text, with less weight. */
static void
set_color (GtkWidget *widget,
           cairo_t   *cr,
           double     weight)
{
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= weight;
  gdk_cairo_set_source_rgba (cr, &color);
}

/* The horizontal lines at nothing, half and @max, and what they mean. */
static void
draw_frame (GtkWidget *widget,
            cairo_t   *cr,
            Frame     *frame,
            int        text_height)
{
  char *max = g_strdup_printf ("%u", frame->max);
  /* Translators: seconds, abbreviated */
  char *past = g_strdup_printf (_ ("%u s ago"), SPAN_SECONDS);

  set_color (widget, cr, 0.15);
  for (guint i = 0; i < 3; i++)
    {
      double y = (int) (frame->top + frame->height * i / 2) + 0.5;

      cairo_move_to (cr, frame->left, y);
      cairo_line_to (cr, frame->left + frame->width, y);
    }
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);

  set_color (widget, cr, 0.55);
  draw_text (widget, cr, max, frame->left - MARGIN, frame->top - text_height / 2.0, TRUE);
  draw_text (widget, cr, "0", frame->left - MARGIN, frame->top + frame->height - text_height / 2.0, TRUE);
  draw_text (widget, cr, past, frame->left, frame->top + frame->height + MARGIN / 2, FALSE);
  draw_text (widget, cr, _ ("now"), frame->left + frame->width, frame->top + frame->height + MARGIN / 2, TRUE);
  g_free (max);
  g_free (past);
}

static void
draw_line (GweakInspectorHistory *history,
           cairo_t               *cr,
           Frame                 *frame,
           GType                  type,
           const char            *color)
{
  guint   n_samples = gweak_inspector_history_get_n_samples (history);
  GdkRGBA rgba;

  cairo_new_path (cr);
  for (guint i = 0; i < n_samples; i++)
    {
      double x = get_x (frame, gweak_inspector_history_get_time (history, i));

      /* Steps: nothing is known of what was between. */
      if (i > 0)
        cairo_line_to (cr, x, get_y (frame, gweak_inspector_history_get_count (history, i - 1, type)));
      cairo_line_to (cr, x, get_y (frame, gweak_inspector_history_get_count (history, i, type)));
    }
  gdk_rgba_parse (&rgba, color);
  gdk_cairo_set_source_rgba (cr, &rgba);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        user_data)
{
  GweakInspectorPlot *self = user_data;
  GtkWidget          *widget = GTK_WIDGET (area);
  GType               types[N_LINES];
  Frame               frame;
  guint               n_types, n_samples = gweak_inspector_history_get_n_samples (self->history);
  int                 text_width, text_height;
  char               *max;

  n_types = gweak_inspector_history_rank (self->history, types, N_LINES, &frame.max);
  if (n_samples == 0)
    return;

  frame.max = round_up (frame.max);
  max = g_strdup_printf ("%u", frame.max);
  text_width = measure_text (widget, max, &text_height);
  g_free (max);
  frame.left = text_width + 2 * MARGIN;
  frame.top = text_height / 2 + MARGIN;
  frame.width = width - frame.left - MARGIN;
  frame.height = height - frame.top - text_height - MARGIN;
  frame.end = gweak_inspector_history_get_time (self->history, n_samples - 1);

  draw_frame (widget, cr, &frame, text_height);
  for (guint i = n_types; i > 0; i--)
    draw_line (self->history, cr, &frame, types[i - 1], colors[i - 1]);
}

static void
gweak_inspector_plot_finalize (GObject *object)
{
  GweakInspectorPlot *self = GWEAK_INSPECTOR_PLOT (object);

  gweak_inspector_history_free (self->history);

  G_OBJECT_CLASS (gweak_inspector_plot_parent_class)->finalize (object);
}

static void
gweak_inspector_plot_class_init (GweakInspectorPlotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gweak_inspector_plot_finalize;
}

static GtkWidget *
create_area (GweakInspectorPlot *self)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);

  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, self, NULL);
  gtk_widget_set_hexpand (area, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (area),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Objects by type over time"),
                                  -1);

  return area;
}

static void
gweak_inspector_plot_init (GweakInspectorPlot *self)
{
  self->history = gweak_inspector_history_new ();
  self->area = create_area (self);
  self->legend = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->legend), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->legend), 0.0);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_append (GTK_BOX (self), self->area);
  gtk_box_append (GTK_BOX (self), self->legend);
}

/* What each line stands for, and how many there are now. */
static void
update_legend (GweakInspectorPlot *self)
{
  GString *markup = g_string_new (NULL);
  GType    types[N_LINES];
  guint    max, last = gweak_inspector_history_get_n_samples (self->history) - 1;
  guint    n_types = gweak_inspector_history_rank (self->history, types, N_LINES, &max);

  for (guint i = 0; i < n_types; i++)
    g_string_append_printf (markup, "%s<span foreground=\"%s\">■</span> %s %u", i > 0 ? "   " : "", colors[i],
                            g_type_name (types[i]), gweak_inspector_history_get_count (self->history, last, types[i]));
  gtk_label_set_markup (GTK_LABEL (self->legend), markup->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, gtk_label_get_text (GTK_LABEL (self->legend)),
                                  -1);
  g_string_free (markup, TRUE);
}

/* Adds what @rows are at @time, in microseconds. */
void
gweak_inspector_plot_add (GweakInspectorPlot *self,
                          gint64              time,
                          GListModel         *rows)
{
  gweak_inspector_history_add (self->history, time, SPAN, rows);
  update_legend (self);
  gtk_widget_queue_draw (self->area);
}
