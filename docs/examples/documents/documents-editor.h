/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "documents-application.h"

#define DOCUMENTS_TYPE_EDITOR (documents_editor_get_type ())

G_DECLARE_FINAL_TYPE (DocumentsEditor, documents_editor, DOCUMENTS, EDITOR, GtkApplicationWindow)

DocumentsEditor *documents_editor_new (DocumentsApplication *application,
                                       DocumentsDocument    *document,
                                       DocumentsPicture     *picture);

DocumentsDocument *documents_editor_get_document (DocumentsEditor *self);
