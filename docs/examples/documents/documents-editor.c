/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "documents-editor.h"

#include "documents-i18n.h"
#include "documents-thumbnail.h"

/* The window of a document. It is the document's only lasting owner: with the last
 * window goes the document.
 */
struct _DocumentsEditor
{
  GtkApplicationWindow parent_instance;

  DocumentsDocument  *document; /* (owned) (nullable) NULL once disposed of */
  DocumentsPicture   *picture;  /* (owned) (nullable) */
  GtkTextView        *view;     /* (unowned) of the template */
  DocumentsThumbnail *image;    /* (unowned) of the template */
};

G_DEFINE_FINAL_TYPE (DocumentsEditor, documents_editor, GTK_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_DOCUMENT = 1,
  PROP_PICTURE
} DocumentsEditorProperty;

static GParamSpec *properties[PROP_PICTURE + 1];

static const char *const text_sizes[] = { "text-small", "text-normal", "text-large", "text-huge" };

/* begin:observer */
static void
text_size_changed (DocumentsEditor      *self,
                   GParamSpec           *pspec,
                   DocumentsApplication *application)
{
  guint size = documents_application_get_text_size (application);

  for (guint i = 0; i < G_N_ELEMENTS (text_sizes); i++)
    if (i == size)
      gtk_widget_add_css_class (GTK_WIDGET (self->view), text_sizes[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->view), text_sizes[i]);
}

static void
follow_text_size (DocumentsEditor      *self,
                  DocumentsApplication *application)
{
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (self, G_CALLBACK (text_size_changed));

  gweak_weak_method_attach (method, application, "notify::text-size", 0);
  text_size_changed (self, NULL, application);
}
/* end:observer */

static void
save (GtkWidget  *widget,
      const char *action,
      GVariant   *parameter)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog = NULL;

  if (documents_document_save (DOCUMENTS_EDITOR (widget)->document, &error))
    return;

  dialog = gtk_message_dialog_new (GTK_WINDOW (widget), GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT, GTK_MESSAGE_ERROR, GTK_BUTTONS_CLOSE, "%s", _ ("The document could not be saved"));
  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s", error->message);
  g_signal_connect (dialog, "response", G_CALLBACK (gtk_window_destroy), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
documents_editor_dispose (GObject *object)
{
  DocumentsEditor *self = DOCUMENTS_EDITOR (object);

  g_clear_object (&self->document);
  g_clear_object (&self->picture);
  G_OBJECT_CLASS (documents_editor_parent_class)->dispose (object);
}

static void
documents_editor_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  DocumentsEditor *self = DOCUMENTS_EDITOR (object);

  switch ((DocumentsEditorProperty) prop_id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_PICTURE:
      g_value_set_object (value, self->picture);
      break;
    }
}

static void
documents_editor_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  DocumentsEditor *self = DOCUMENTS_EDITOR (object);

  switch ((DocumentsEditorProperty) prop_id)
    {
    case PROP_DOCUMENT:
      self->document = g_value_dup_object (value);
      break;
    case PROP_PICTURE:
      self->picture = g_value_dup_object (value);
      break;
    }
}

static void
documents_editor_class_init (DocumentsEditorClass *class)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = documents_editor_dispose;
  object_class->get_property = documents_editor_get_property;
  object_class->set_property = documents_editor_set_property;

  properties[PROP_DOCUMENT] = g_param_spec_object ("document", NULL, NULL, DOCUMENTS_TYPE_DOCUMENT, flags);
  properties[PROP_PICTURE] = g_param_spec_object ("picture", NULL, NULL, DOCUMENTS_TYPE_PICTURE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (DOCUMENTS_TYPE_THUMBNAIL);
  gtk_widget_class_set_template_from_resource (widget_class, DOCUMENTS_RESOURCES "/editor.ui");
  gtk_widget_class_bind_template_child (widget_class, DocumentsEditor, view);
  gtk_widget_class_bind_template_child (widget_class, DocumentsEditor, image);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save);
}

static void
documents_editor_init (DocumentsEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

DocumentsEditor *
documents_editor_new (DocumentsApplication *application,
                      DocumentsDocument    *document,
                      DocumentsPicture     *picture)
{
  DocumentsEditor *self = g_object_new (DOCUMENTS_TYPE_EDITOR,
                                        "application", application,
                                        "title", documents_document_get_title (document),
                                        "document", document,
                                        "picture", picture,
                                        NULL);

  gtk_text_view_set_buffer (self->view, documents_document_get_buffer (document));
  g_object_set (self->image, "picture", picture, NULL);
  follow_text_size (self, application);

  return self;
}

/* NULL once the window was disposed of. */
DocumentsDocument *
documents_editor_get_document (DocumentsEditor *self)
{
  return self->document;
}
