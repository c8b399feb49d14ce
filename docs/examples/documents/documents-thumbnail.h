/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "documents-picture.h"

#define DOCUMENTS_TYPE_THUMBNAIL (documents_thumbnail_get_type ())

G_DECLARE_FINAL_TYPE (DocumentsThumbnail, documents_thumbnail, DOCUMENTS, THUMBNAIL, GtkBox)

GdkTexture *documents_thumbnail_get_texture (DocumentsThumbnail *self);
