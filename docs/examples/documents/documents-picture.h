/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "documents-gallery.h"

#define DOCUMENTS_TYPE_PICTURE (documents_picture_get_type ())

G_DECLARE_FINAL_TYPE (DocumentsPicture, documents_picture, DOCUMENTS, PICTURE, GObject)

DocumentsPicture *documents_picture_new (DocumentsGallery *gallery,
                                         GFile            *file);

GFile            *documents_picture_get_file (DocumentsPicture *self);
const char       *documents_picture_get_name (DocumentsPicture *self);
DocumentsGallery *documents_picture_dup_gallery (DocumentsPicture *self);
int               documents_picture_compare (DocumentsPicture *self,
                                             DocumentsPicture *other);
