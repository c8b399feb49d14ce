/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "documents-document.h"

/* A text and the file that it belongs to. It knows nothing of windows, nor of who
 * saves it when.
 */
struct _DocumentsDocument
{
  GObject parent_instance;

  GFile         *file;   /* (owned) immutable */
  char          *title;  /* (owned) immutable */
  GtkTextBuffer *buffer; /* (owned) immutable */
  gboolean       modified;
};

G_DEFINE_FINAL_TYPE (DocumentsDocument, documents_document, G_TYPE_OBJECT)

typedef enum
{
  PROP_FILE = 1,
  PROP_TITLE,
  PROP_BUFFER,
  PROP_MODIFIED
} DocumentsDocumentProperty;

static GParamSpec *properties[PROP_MODIFIED + 1];
static guint       changed_signal;

static void
set_modified (DocumentsDocument *self,
              gboolean           modified)
{
  if (self->modified == modified)
    return;

  self->modified = modified;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODIFIED]);
}

static void
buffer_changed (DocumentsDocument *self,
                GtkTextBuffer     *buffer)
{
  set_modified (self, TRUE);
  g_signal_emit (self, changed_signal, 0);
}

static char *
make_title (GFile *file)
{
  char *title = g_file_get_basename (file);

  if (g_str_has_suffix (title, ".txt"))
    title[strlen (title) - strlen (".txt")] = '\0';

  return title;
}

/* What is not there yet, or is no text, begins empty. */
static void
load (DocumentsDocument *self)
{
  g_autofree char *text = NULL;
  gsize            length;

  if (g_file_load_contents (self->file, NULL, &text, &length, NULL, NULL) && g_utf8_validate (text, length, NULL))
    gtk_text_buffer_set_text (self->buffer, text, length);
}

/* A text view may hold the buffer for longer than the document lives. */
static void
documents_document_constructed (GObject *object)
{
  DocumentsDocument *self = DOCUMENTS_DOCUMENT (object);
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (self, G_CALLBACK (buffer_changed));

  G_OBJECT_CLASS (documents_document_parent_class)->constructed (object);
  self->title = make_title (self->file);
  load (self);
  gweak_weak_method_attach (method, self->buffer, "changed", 0);
}

static void
documents_document_finalize (GObject *object)
{
  DocumentsDocument *self = DOCUMENTS_DOCUMENT (object);

  g_object_unref (self->file);
  g_free (self->title);
  g_object_unref (self->buffer);
  G_OBJECT_CLASS (documents_document_parent_class)->finalize (object);
}

static void
documents_document_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  DocumentsDocument *self = DOCUMENTS_DOCUMENT (object);

  switch ((DocumentsDocumentProperty) prop_id)
    {
    case PROP_FILE:
      g_value_set_object (value, self->file);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_BUFFER:
      g_value_set_object (value, self->buffer);
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, self->modified);
      break;
    }
}

static void
documents_document_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  g_assert (prop_id == PROP_FILE);
  DOCUMENTS_DOCUMENT (object)->file = g_value_dup_object (value);
}

static void
documents_document_class_init (DocumentsDocumentClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->constructed = documents_document_constructed;
  object_class->finalize = documents_document_finalize;
  object_class->get_property = documents_document_get_property;
  object_class->set_property = documents_document_set_property;

  properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUFFER] = g_param_spec_object ("buffer", NULL, NULL, GTK_TYPE_TEXT_BUFFER, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  changed_signal = g_signal_new ("changed", DOCUMENTS_TYPE_DOCUMENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
documents_document_init (DocumentsDocument *self)
{
  self->buffer = gtk_text_buffer_new (NULL);
}

DocumentsDocument *
documents_document_new (GFile *file)
{
  return g_object_new (DOCUMENTS_TYPE_DOCUMENT, "file", file, NULL);
}

GFile *
documents_document_get_file (DocumentsDocument *self)
{
  return self->file;
}

const char *
documents_document_get_title (DocumentsDocument *self)
{
  return self->title;
}

gboolean
documents_document_get_modified (DocumentsDocument *self)
{
  return self->modified;
}

GtkTextBuffer *
documents_document_get_buffer (DocumentsDocument *self)
{
  return self->buffer;
}

char *
documents_document_dup_text (DocumentsDocument *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

gboolean
documents_document_save (DocumentsDocument *self,
                         GError           **error)
{
  g_autofree char *text = documents_document_dup_text (self);

  if (!g_file_replace_contents (self->file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, error))
    return FALSE;

  set_modified (self, FALSE);

  return TRUE;
}
