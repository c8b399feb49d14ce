/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "documents-document.h"
#include "documents-drafts.h"
#include "documents-gallery.h"
#include "documents-picture.h"

#define DOCUMENTS_RESOURCES "/org/example/Documents"

#define DOCUMENTS_TYPE_APPLICATION (documents_application_get_type ())

G_DECLARE_FINAL_TYPE (DocumentsApplication, documents_application, DOCUMENTS, APPLICATION, GtkApplication)

DocumentsApplication *documents_application_new (void);

GListModel       *documents_application_get_editors (DocumentsApplication *self);
DocumentsGallery *documents_application_get_gallery (DocumentsApplication *self);
DocumentsDrafts  *documents_application_get_drafts (DocumentsApplication *self);
guint             documents_application_get_text_size (DocumentsApplication *self);
void              documents_application_open_picture (DocumentsApplication *self,
                                                      DocumentsPicture     *picture);
