/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-inspector-details-private.h"

#include "gweak-inspector-columns-private.h"
#include "gweak-inspector-i18n-private.h"

/* Of a hundred thousand observers, nobody reads all. */
#define MAX_REFERENCES 100

#define INDENT "    "
#define MARGIN 6

struct _GweakInspectorDetails
{
  GtkBox             parent_instance;
  GtkWidget         *verdict; /* (unowned) a child, as the next */
  GtkWidget         *text;    /* (unowned) */
  GweakInspectorRow *row;     /* (owned) (nullable) */
};

G_DEFINE_TYPE (GweakInspectorDetails, gweak_inspector_details, GTK_TYPE_BOX)

static void
append_line (GString    *text,
             const char *label,
             char       *value)
{
  /* Translators: a label, and what it is the label of */
  g_string_append_printf (text, _ ("%s: %s"), label, value);
  g_string_append_c (text, '\n');
  g_free (value);
}

/* One kind to a line. */
static void
append_observers (GString           *text,
                  GweakInspectorRow *row)
{
  guint count = gweak_debug_object_count_observers (gweak_inspector_row_get_known (row), NULL);
  char *kinds = gweak_inspector_row_dup_kinds (row, "\n" INDENT);

  append_line (text, _ ("Observers"), g_strdup_printf ("%u", count));
  if (count > 0)
    g_string_append_printf (text, INDENT "%s\n", kinds);
  g_free (kinds);
}

/* References can be told apart by their addresses, as they are printed anywhere. */
static void
append_references (GString          *text,
                   GweakDebugObject *known)
{
  GPtrArray *references = gweak_debug_object_list_references (known);

  if (references->len > 0)
    append_line (text, _ ("References to it"), g_strdup_printf ("%u", references->len));
  for (guint i = 0; i < MIN (references->len, MAX_REFERENCES); i++)
    {
      char *name = gweak_reference_to_string (references->pdata[i]);

      g_string_append_printf (text, INDENT "%s\n", name);
      g_free (name);
    }
  if (references->len > MAX_REFERENCES)
    {
      /* Translators: below a list: a number of lines that are not shown */
      g_string_append (text, INDENT);
      g_string_append_printf (text, _ ("and %u more"), references->len - MAX_REFERENCES);
      g_string_append_c (text, '\n');
    }
  g_ptr_array_unref (references);
}

/* Nothing in it changes with the time alone, so that it can be selected. */
static char *
describe (GweakInspectorRow *row)
{
  GweakDebugObject *known = gweak_inspector_row_get_known (row);
  GString          *text = g_string_new (NULL);

  append_line (text, _ ("Type"), gweak_inspector_row_dup_type (row));
  append_line (text, _ ("Address"), gweak_inspector_row_dup_address (row));
  append_line (text, _ ("Reference count"), gweak_inspector_row_dup_ref_count (row));
  append_line (text, _ ("Toggle reference"), gweak_inspector_row_dup_toggle (row));
  append_observers (text, row);
  append_references (text, known);
  g_string_truncate (text, text->len - 1);

  return g_string_free (text, FALSE);
}

static const char *
get_verdict (GweakInspectorRow *row)
{
  GweakDebugObject *known = gweak_inspector_row_get_known (row);

  if (gweak_inspector_row_is_suspect (row) && gweak_debug_object_get_disposed_time (known) != 0)
    return _ ("Suspected leak: it was disposed of, and somebody still holds it.");
  if (gweak_inspector_row_is_suspect (row))
    return _ ("Suspected leak: the window was closed, and somebody still holds it.");
  if (gweak_debug_object_get_held_by_value (known))
    return _ ("Suspected leak: perhaps its own value in a table of weak keys holds it.");

  return NULL;
}

static void
set_label (GtkWidget  *label,
           const char *text)
{
  gtk_widget_set_visible (label, text != NULL);
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
}

static void
show (GweakInspectorDetails *self)
{
  char *text;

  if (self->row == NULL)
    {
      set_label (self->verdict, NULL);
      set_label (self->text, _ ("Select an object to see who observes it."));
      return;
    }

  text = describe (self->row);
  set_label (self->verdict, get_verdict (self->row));
  set_label (self->text, text);
  g_free (text);
}

static void
forget (GweakInspectorDetails *self)
{
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_clear_object (&self->row);
}

static void
gweak_inspector_details_dispose (GObject *object)
{
  forget (GWEAK_INSPECTOR_DETAILS (object));

  G_OBJECT_CLASS (gweak_inspector_details_parent_class)->dispose (object);
}

static void
gweak_inspector_details_class_init (GweakInspectorDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gweak_inspector_details_dispose;
}

static GtkWidget *
create_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_yalign (GTK_LABEL (label), 0.0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_start (label, MARGIN);
  gtk_widget_set_margin_end (label, MARGIN);

  return label;
}

static void
gweak_inspector_details_init (GweakInspectorDetails *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->verdict = create_label ();
  gtk_widget_add_css_class (self->verdict, GWEAK_INSPECTOR_SUSPECT);
  self->text = create_label ();
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->text);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), MARGIN);
  gtk_box_append (GTK_BOX (self), self->verdict);
  gtk_box_append (GTK_BOX (self), scrolled);
  show (self);
}

/* @row: (nullable): shown as it changes */
void
gweak_inspector_details_set_row (GweakInspectorDetails *self,
                                 GweakInspectorRow     *row)
{
  if (row == self->row)
    return;

  forget (self);
  if (row != NULL)
    {
      self->row = g_object_ref (row);
      g_signal_connect_swapped (row, "changed", G_CALLBACK (show), self);
    }
  show (self);
}
