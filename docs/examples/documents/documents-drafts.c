/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "documents-drafts.h"

#include "documents-i18n.h"

#include <glib/gstdio.h>

/* The temporary files of a session: a folder, and in it what was written into each
 * document and is not saved yet, so that a crash does not lose it. Finalizers
 * remove them, each with its document, the folder last.
 */
struct _DocumentsDrafts
{
  GObject parent_instance;

  char *folder; /* (owned) (nullable) immutable; none where nothing can be written */
  guint n_drafts;
};

G_DEFINE_FINAL_TYPE (DocumentsDrafts, documents_drafts, G_TYPE_OBJECT)

#define DELAY 500 /* milliseconds until what was written becomes a draft */

/* Of one document, which owns it. */
typedef struct
{
  char           *path;      /* (owned) immutable */
  GweakFinalizer *finalizer; /* (owned) immutable; removes the file */
  gboolean        pending;   /* a source will write it */
} Draft;

static G_DEFINE_QUARK (documents-draft, draft)

                         static void draft_free (gpointer data)
{
  Draft *self = data;

  g_free (self->path);
  g_object_unref (self->finalizer);
  g_free (self);
}

static Draft *
get_draft (DocumentsDocument *document)
{
  return g_object_get_qdata (G_OBJECT (document), draft_quark ());
}

static void
remove_file_cb (gpointer path)
{
  g_unlink (path);
}

static void
remove_folder_cb (gpointer path)
{
  g_rmdir (path);
}

static gboolean
write_draft_cb (gpointer data)
{
  DocumentsDocument *document = data;
  Draft             *draft = get_draft (document);
  g_autofree char   *text = documents_document_dup_text (document);
  g_autoptr (GError) error = NULL;

  draft->pending = FALSE;
  if (documents_document_get_modified (document) && !g_file_set_contents (draft->path, text, -1, &error))
    g_printerr ("%s\n", error->message);

  return G_SOURCE_REMOVE;
}

/* begin:draft */
static void
document_changed (DocumentsDrafts   *self,
                  DocumentsDocument *document)
{
  Draft *draft = get_draft (document);
  g_autoptr (GSource) source = g_timeout_source_new (DELAY);

  if (draft->pending)
    return;

  draft->pending = TRUE;
  g_source_set_callback (source, write_draft_cb, document, NULL);
  gweak_bind_source (source, document);
  g_source_attach (source, NULL);
}

void
documents_drafts_follow (DocumentsDrafts   *self,
                         DocumentsDocument *document)
{
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (self, G_CALLBACK (document_changed));
  Draft *draft = NULL;

  if (self->folder == NULL)
    return;

  draft = g_new0 (Draft, 1);
  draft->path = g_strdup_printf ("%s/draft-%u.txt", self->folder, ++self->n_drafts);
  draft->finalizer = gweak_finalizer_new (document, remove_file_cb, g_strdup (draft->path), g_free);
  g_object_set_qdata_full (G_OBJECT (document), draft_quark (), draft, draft_free);
  gweak_weak_method_attach (method, document, "changed", 0);
}
/* end:draft */

/* What cannot be saved stays where it is, and the user is told where. */
void
documents_drafts_keep (DocumentsDrafts   *self,
                       DocumentsDocument *document)
{
  Draft *draft = get_draft (document);

  if (draft == NULL)
    return;

  write_draft_cb (document);
  g_clear_object (&(GObject *){ gweak_finalizer_detach (draft->finalizer) });
  /* Translators: the name of a file */
  g_printerr (_ ("What was not saved is in %s\n"), draft->path);
}

static void
documents_drafts_finalize (GObject *object)
{
  DocumentsDrafts *self = DOCUMENTS_DRAFTS (object);

  g_free (self->folder);
  G_OBJECT_CLASS (documents_drafts_parent_class)->finalize (object);
}

static void
documents_drafts_class_init (DocumentsDraftsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = documents_drafts_finalize;
}

static void
documents_drafts_init (DocumentsDrafts *self)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("documents-XXXXXX", &error);
  if (self->folder == NULL)
    {
      g_printerr ("%s\n", error->message);
      return;
    }

  g_object_unref (gweak_finalizer_new (self, remove_folder_cb, g_strdup (self->folder), g_free));
}

DocumentsDrafts *
documents_drafts_new (void)
{
  return g_object_new (DOCUMENTS_TYPE_DRAFTS, NULL);
}

const char *
documents_drafts_get_folder (DocumentsDrafts *self)
{
  return self->folder;
}
