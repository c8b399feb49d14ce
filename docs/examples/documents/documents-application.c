/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "documents-application.h"

#include "documents-actions.h"
#include "documents-editor.h"
#include "documents-i18n.h"
#include "documents-ledger.h"
#include "documents-window.h"

/* What the windows have in common. It holds none of them: GTK does, until they are
 * closed.
 */
struct _DocumentsApplication
{
  GtkApplication parent_instance;

  GFile              *folder;    /* (owned) where documents and pictures are */
  GweakWeakHashTable *documents; /* (owned) immutable; path → DocumentsDocument, weakly */
  GweakWeakListStore *editors;   /* (owned) immutable, of DocumentsEditor */
  DocumentsGallery   *gallery;   /* (owned) immutable */
  DocumentsDrafts    *drafts;    /* (owned) immutable */
  guint               text_size;
};

G_DEFINE_FINAL_TYPE (DocumentsApplication, documents_application, GTK_TYPE_APPLICATION)

#define PROP_TEXT_SIZE 1
#define NORMAL_TEXT_SIZE 1
#define MAX_TEXT_SIZE 3

/* begin:dying */
/* The last one lets go of a document, which is still whole. */
static void
dying_cb (GweakWeakHashTable *documents,
          const GValue       *path,
          const GValue       *value,
          DocumentsDrafts    *drafts)
{
  DocumentsDocument *document = g_value_get_object (value);
  g_autoptr (GError) error = NULL;

  if (!documents_document_get_modified (document) || documents_document_save (document, &error))
    return;

  g_printerr ("%s\n", error->message);
  documents_drafts_keep (drafts, document);
}

static void
make_table (DocumentsApplication *self)
{
  self->documents = g_object_new (GWEAK_TYPE_WEAK_HASH_TABLE,
                                  "key-type", G_TYPE_STRING,
                                  "value-type", DOCUMENTS_TYPE_DOCUMENT,
                                  "weakness", GWEAK_WEAKNESS_VALUES,
                                  "toggle", TRUE,
                                  NULL);
  g_signal_connect_object (self->documents, "dying", G_CALLBACK (dying_cb), self->drafts, 0);
}
/* end:dying */

static DocumentsWindow *
find_window (DocumentsApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (DOCUMENTS_IS_WINDOW (l->data))
      return l->data;

  return NULL;
}

/* Whoever asks for a file that is open gets its window. */
static gboolean
present_editor_of (DocumentsApplication *self,
                   DocumentsDocument    *document)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->editors)); i++)
    {
      g_autoptr (DocumentsEditor) editor = gweak_weak_list_store_dup_object (self->editors, i);

      if (editor == NULL || documents_editor_get_document (editor) != document)
        continue;
      gtk_window_present (GTK_WINDOW (editor));
      return TRUE;
    }

  return FALSE;
}

/* begin:open */
static void
open_file (DocumentsApplication *self,
           GFile                *file,
           DocumentsPicture     *picture)
{
  g_autoptr (DocumentsDocument) document = gweak_weak_hash_table_lookup (self->documents, g_file_peek_path (file));
  DocumentsEditor *editor = NULL;

  if (document != NULL && present_editor_of (self, document))
    return;

  if (document == NULL)
    {
      document = documents_document_new (file);
      gweak_weak_hash_table_insert (self->documents, (gpointer) g_file_peek_path (file), document);
      documents_drafts_follow (self->drafts, document);
    }
  if (find_window (self) != NULL)
    documents_window_follow (find_window (self), document);

  editor = documents_editor_new (self, document, picture);
  gweak_weak_list_store_append (self->editors, editor);
  documents_ledger_add (editor);
  gtk_window_present (GTK_WINDOW (editor));
}
/* end:open */

/* The notes about a picture are in a text file beside it. */
void
documents_application_open_picture (DocumentsApplication *self,
                                    DocumentsPicture     *picture)
{
  g_autofree char *name = g_strconcat (documents_picture_get_name (picture), ".txt", NULL);
  g_autoptr (GFile) folder = g_file_get_parent (documents_picture_get_file (picture));
  g_autoptr (GFile) file = g_file_get_child (folder, name);

  open_file (self, file, picture);
}

static gboolean
is_taken (DocumentsApplication *self,
          GFile                *file)
{
  return gweak_weak_hash_table_contains (self->documents, g_file_peek_path (file)) || g_file_query_exists (file, NULL);
}

static GFile *
make_untitled (DocumentsApplication *self)
{
  for (guint i = 1;; i++)
    {
      /* Translators: the name of a new document, with a number */
      g_autofree char *title = g_strdup_printf (_ ("Untitled %u"), i);
      g_autofree char *name = g_strconcat (title, ".txt", NULL);
      g_autoptr (GFile) file = g_file_get_child (self->folder, name);

      if (!is_taken (self, file))
        return g_steal_pointer (&file);
    }
}

void
documents_application_new_document (DocumentsApplication *self)
{
  g_autoptr (GFile) file = make_untitled (self);

  open_file (self, file, NULL);
}

void
documents_application_close_documents (DocumentsApplication *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->editors));

  while (n-- > 0)
    {
      g_autoptr (GtkWindow) editor = gweak_weak_list_store_dup_object (self->editors, n);

      if (editor != NULL)
        gtk_window_close (editor);
    }
}

void
documents_application_set_text_size (DocumentsApplication *self,
                                     int                   text_size)
{
  text_size = CLAMP (text_size, 0, MAX_TEXT_SIZE);
  if (self->text_size == (guint) text_size)
    return;

  self->text_size = text_size;
  g_object_notify (G_OBJECT (self), "text-size");
}

void
documents_application_reset_text_size (DocumentsApplication *self)
{
  documents_application_set_text_size (self, NORMAL_TEXT_SIZE);
}

static void
documents_application_startup (GApplication *application)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  G_APPLICATION_CLASS (documents_application_parent_class)->startup (application);
  gtk_css_provider_load_from_resource (style, DOCUMENTS_RESOURCES "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  documents_actions_add (DOCUMENTS_APPLICATION (application));
}

static void
documents_application_activate (GApplication *application)
{
  DocumentsApplication *self = DOCUMENTS_APPLICATION (application);
  DocumentsWindow      *window = find_window (self);

  if (window == NULL)
    {
      documents_gallery_show_folder (self->gallery, self->folder);
      window = documents_window_new (self);
      documents_ledger_add (window);
    }
  gtk_window_present (GTK_WINDOW (window));
}

/* A folder is shown; anything else is opened. */
static void
documents_application_open (GApplication *application,
                            GFile       **files,
                            int           n_files,
                            const char   *hint)
{
  DocumentsApplication *self = DOCUMENTS_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    if (g_file_query_file_type (files[i], G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY)
      {
        g_set_object (&self->folder, files[i]);
        documents_gallery_show_folder (self->gallery, self->folder);
      }

  documents_application_activate (application);
  for (int i = 0; i < n_files; i++)
    if (!g_file_equal (self->folder, files[i]) && g_file_peek_path (files[i]) != NULL)
      open_file (self, files[i], NULL);
}

/* begin:shutdown */
/* Also after SIGTERM: windows that are still open go, and with them their documents. */
static void
documents_application_shutdown (GApplication *application)
{
  GList *windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (application)));

  g_list_free_full (windows, (GDestroyNotify) gtk_window_destroy);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  G_APPLICATION_CLASS (documents_application_parent_class)->shutdown (application);
}
/* end:shutdown */

static void
documents_application_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  g_assert (prop_id == PROP_TEXT_SIZE);
  g_value_set_uint (value, DOCUMENTS_APPLICATION (object)->text_size);
}

static void
documents_application_finalize (GObject *object)
{
  DocumentsApplication *self = DOCUMENTS_APPLICATION (object);

  g_object_unref (self->folder);
  g_object_unref (self->documents);
  g_object_unref (self->editors);
  g_object_unref (self->gallery);
  g_object_unref (self->drafts);
  G_OBJECT_CLASS (documents_application_parent_class)->finalize (object);
}

static void
documents_application_class_init (DocumentsApplicationClass *class)
{
  GObjectClass      *object_class = G_OBJECT_CLASS (class);
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  object_class->finalize = documents_application_finalize;
  object_class->get_property = documents_application_get_property;
  application_class->startup = documents_application_startup;
  application_class->activate = documents_application_activate;
  application_class->open = documents_application_open;
  application_class->shutdown = documents_application_shutdown;
  g_object_class_install_property (object_class, PROP_TEXT_SIZE,
                                   g_param_spec_uint ("text-size", NULL, NULL, 0, MAX_TEXT_SIZE, NORMAL_TEXT_SIZE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
documents_application_init (DocumentsApplication *self)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  self->folder = g_file_new_for_path (documents != NULL ? documents : g_get_home_dir ());
  self->text_size = NORMAL_TEXT_SIZE;
  self->editors = gweak_weak_list_store_new (DOCUMENTS_TYPE_EDITOR);
  self->gallery = documents_gallery_new ();
  self->drafts = documents_drafts_new ();
  make_table (self);
}

DocumentsApplication *
documents_application_new (void)
{
  return g_object_new (DOCUMENTS_TYPE_APPLICATION,
                       "application-id", "org.example.Documents",
                       "resource-base-path", DOCUMENTS_RESOURCES,
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

GListModel *
documents_application_get_editors (DocumentsApplication *self)
{
  return G_LIST_MODEL (self->editors);
}

DocumentsGallery *
documents_application_get_gallery (DocumentsApplication *self)
{
  return self->gallery;
}

DocumentsDrafts *
documents_application_get_drafts (DocumentsApplication *self)
{
  return self->drafts;
}

guint
documents_application_get_text_size (DocumentsApplication *self)
{
  return self->text_size;
}
