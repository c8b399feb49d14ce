/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "documents-application.h"

void documents_actions_add (DocumentsApplication *application);

/* What the actions do, in documents-application.c. */
void documents_application_new_document (DocumentsApplication *self);
void documents_application_close_documents (DocumentsApplication *self);
void documents_application_set_text_size (DocumentsApplication *self,
                                          int                   text_size);
void documents_application_reset_text_size (DocumentsApplication *self);
