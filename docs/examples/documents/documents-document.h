/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <gweak/gweak.h>

#define DOCUMENTS_TYPE_DOCUMENT (documents_document_get_type ())

G_DECLARE_FINAL_TYPE (DocumentsDocument, documents_document, DOCUMENTS, DOCUMENT, GObject)

DocumentsDocument *documents_document_new (GFile *file);

GFile         *documents_document_get_file (DocumentsDocument *self);
const char    *documents_document_get_title (DocumentsDocument *self);
gboolean       documents_document_get_modified (DocumentsDocument *self);
GtkTextBuffer *documents_document_get_buffer (DocumentsDocument *self);
char          *documents_document_dup_text (DocumentsDocument *self);
gboolean       documents_document_save (DocumentsDocument *self,
                                        GError           **error);
