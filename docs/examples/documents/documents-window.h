/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "documents-application.h"

#define DOCUMENTS_TYPE_WINDOW (documents_window_get_type ())

G_DECLARE_FINAL_TYPE (DocumentsWindow, documents_window, DOCUMENTS, WINDOW, GtkApplicationWindow)

DocumentsWindow *documents_window_new (DocumentsApplication *application);

void documents_window_follow (DocumentsWindow   *self,
                              DocumentsDocument *document);
