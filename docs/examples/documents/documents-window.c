/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "documents-window.h"

#include "documents-editor.h"
#include "documents-thumbnail.h"

/* The main window: what is open, the pictures of the folder, and a status line.
 * It shows most by expressions, which are in window.ui. What scripts hold is set here: what an
 * expression about an object is bound to must not outlive that object, or GTK 4.8 crashes.
 */
struct _DocumentsWindow
{
  GtkApplicationWindow parent_instance;

  GListModel         *editors; /* (owned) (nullable) of GweakWeakRef; NULL once disposed of, as the next */
  DocumentsGallery   *gallery; /* (owned) (nullable) */
  GweakWeakRef       *recent;  /* (owned) (nullable) to the document that was changed last */
  GtkStack           *stack;   /* (unowned) of the template, as all below */
  GtkListView        *open;
  GtkGridView        *pictures;
  GtkSingleSelection *selection; /* of the editors */
  GtkFilterListModel *found;     /* of the pictures */
  GtkListItemFactory *factory;   /* of the pictures */
};

G_DEFINE_FINAL_TYPE (DocumentsWindow, documents_window, GTK_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_EDITORS = 1,
  PROP_GALLERY,
  PROP_RECENT
} DocumentsWindowProperty;

static GParamSpec *properties[PROP_RECENT + 1];

/* begin:recent */
static void
document_changed (DocumentsWindow   *self,
                  DocumentsDocument *document)
{
  if (self->recent != NULL && gweak_reference_refers_to (GWEAK_REFERENCE (self->recent), document))
    return;

  g_clear_object (&self->recent);
  self->recent = gweak_weak_ref_new (document);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECENT]);
}

void
documents_window_follow (DocumentsWindow   *self,
                         DocumentsDocument *document)
{
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (self, G_CALLBACK (document_changed));

  gweak_weak_method_attach (method, document, "changed", 0);
}
/* end:recent */

static void
editors_changed (DocumentsWindow *self,
                 guint            position,
                 guint            n_removed,
                 guint            n_added,
                 GListModel      *editors)
{
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (editors) > 0 ? "some" : "none");
}

static void
editor_activated (DocumentsWindow *self,
                  guint            position,
                  GtkListView     *view)
{
  g_autoptr (GweakWeakRef) item = g_list_model_get_item (self->editors, position);
  g_autoptr (GtkWindow) editor = item != NULL ? gweak_weak_ref_get (item) : NULL;

  if (editor != NULL)
    gtk_window_present (editor);
}

static void
picture_activated (DocumentsWindow *self,
                   guint            position,
                   GtkGridView     *view)
{
  g_autoptr (DocumentsPicture) picture = g_list_model_get_item (G_LIST_MODEL (gtk_grid_view_get_model (view)), position);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (picture != NULL && application != NULL)
    documents_application_open_picture (DOCUMENTS_APPLICATION (application), picture);
}

static void
set_up_row (DocumentsWindow    *self,
            GtkListItem        *item,
            GtkListItemFactory *factory)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_box_append (GTK_BOX (row), g_object_new (DOCUMENTS_TYPE_THUMBNAIL, "size", 112, NULL));
  gtk_box_append (GTK_BOX (row), label);
  gtk_list_item_set_child (item, row);
}

static void
bind_row (DocumentsWindow    *self,
          GtkListItem        *item,
          GtkListItemFactory *factory)
{
  GtkWidget        *row = gtk_list_item_get_child (item);
  DocumentsPicture *picture = gtk_list_item_get_item (item);

  g_object_set (gtk_widget_get_first_child (row), "picture", picture, NULL);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (row)), documents_picture_get_name (picture));
}

static void
unbind_row (DocumentsWindow    *self,
            GtkListItem        *item,
            GtkListItemFactory *factory)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  g_object_set (gtk_widget_get_first_child (row), "picture", NULL, NULL);
}

static void
observe (DocumentsWindow *self,
         gpointer         source,
         const char      *detailed_signal,
         GCallback        callback)
{
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (self, callback);

  gweak_weak_method_attach (method, source, detailed_signal, 0);
}

static void
documents_window_constructed (GObject *object)
{
  DocumentsWindow *self = DOCUMENTS_WINDOW (object);

  G_OBJECT_CLASS (documents_window_parent_class)->constructed (object);
  observe (self, self->factory, "setup", G_CALLBACK (set_up_row));
  observe (self, self->factory, "bind", G_CALLBACK (bind_row));
  observe (self, self->factory, "unbind", G_CALLBACK (unbind_row));
  observe (self, self->editors, "items-changed", G_CALLBACK (editors_changed));
  observe (self, self->open, "activate", G_CALLBACK (editor_activated));
  observe (self, self->pictures, "activate", G_CALLBACK (picture_activated));
  gtk_single_selection_set_model (self->selection, self->editors);
  gtk_filter_list_model_set_model (self->found, documents_gallery_get_pictures (self->gallery));
  editors_changed (self, 0, 0, 0, self->editors);
}

static void
documents_window_dispose (GObject *object)
{
  DocumentsWindow *self = DOCUMENTS_WINDOW (object);

  g_clear_object (&self->editors);
  g_clear_object (&self->gallery);
  g_clear_object (&self->recent);
  G_OBJECT_CLASS (documents_window_parent_class)->dispose (object);
}

static void
documents_window_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  DocumentsWindow *self = DOCUMENTS_WINDOW (object);

  switch ((DocumentsWindowProperty) prop_id)
    {
    case PROP_EDITORS:
      g_value_set_object (value, self->editors);
      break;
    case PROP_GALLERY:
      g_value_set_object (value, self->gallery);
      break;
    case PROP_RECENT:
      g_value_set_object (value, self->recent);
      break;
    }
}

static void
documents_window_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  DocumentsWindow *self = DOCUMENTS_WINDOW (object);

  switch ((DocumentsWindowProperty) prop_id)
    {
    case PROP_EDITORS:
      self->editors = g_value_dup_object (value);
      break;
    case PROP_GALLERY:
      self->gallery = g_value_dup_object (value);
      break;
    case PROP_RECENT:
      g_assert_not_reached ();
    }
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  properties[PROP_EDITORS] = g_param_spec_object ("editors", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_GALLERY] = g_param_spec_object ("gallery", NULL, NULL, DOCUMENTS_TYPE_GALLERY, flags);
  properties[PROP_RECENT] = g_param_spec_object ("recent", NULL, NULL, GWEAK_TYPE_WEAK_REF, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
documents_window_class_init (DocumentsWindowClass *class)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->constructed = documents_window_constructed;
  object_class->dispose = documents_window_dispose;
  object_class->get_property = documents_window_get_property;
  object_class->set_property = documents_window_set_property;
  install_properties (object_class);

  /* What the template names. */
  g_type_ensure (DOCUMENTS_TYPE_EDITOR);
  g_type_ensure (DOCUMENTS_TYPE_THUMBNAIL);
  gtk_widget_class_set_template_from_resource (widget_class, DOCUMENTS_RESOURCES "/window.ui");
  gtk_widget_class_bind_template_child (widget_class, DocumentsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, DocumentsWindow, open);
  gtk_widget_class_bind_template_child (widget_class, DocumentsWindow, pictures);
  gtk_widget_class_bind_template_child (widget_class, DocumentsWindow, selection);
  gtk_widget_class_bind_template_child (widget_class, DocumentsWindow, found);
  gtk_widget_class_bind_template_child (widget_class, DocumentsWindow, factory);
}

static void
documents_window_init (DocumentsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

DocumentsWindow *
documents_window_new (DocumentsApplication *application)
{
  return g_object_new (DOCUMENTS_TYPE_WINDOW,
                       "application", application,
                       "editors", documents_application_get_editors (application),
                       "gallery", documents_application_get_gallery (application),
                       NULL);
}
