/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "documents-document.h"

#define DOCUMENTS_TYPE_DRAFTS (documents_drafts_get_type ())

G_DECLARE_FINAL_TYPE (DocumentsDrafts, documents_drafts, DOCUMENTS, DRAFTS, GObject)

DocumentsDrafts *documents_drafts_new (void);

const char *documents_drafts_get_folder (DocumentsDrafts *self);
void        documents_drafts_follow (DocumentsDrafts   *self,
                                     DocumentsDocument *document);
void        documents_drafts_keep (DocumentsDrafts   *self,
                                   DocumentsDocument *document);
