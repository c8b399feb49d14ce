/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>
#include <gweak/gweak.h>

#define DOCUMENTS_TYPE_GALLERY (documents_gallery_get_type ())

G_DECLARE_FINAL_TYPE (DocumentsGallery, documents_gallery, DOCUMENTS, GALLERY, GObject)

DocumentsGallery *documents_gallery_new (void);

void        documents_gallery_show_folder (DocumentsGallery *self,
                                           GFile            *folder);
GListModel *documents_gallery_get_pictures (DocumentsGallery *self);
GweakCache *documents_gallery_get_cache (DocumentsGallery *self);
void        documents_gallery_forget_unused (DocumentsGallery *self);
void        documents_gallery_queue_count (DocumentsGallery *self);

void        documents_gallery_load_async (DocumentsGallery   *self,
                                          const char         *path,
                                          guint               size,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
GdkTexture *documents_gallery_load_finish (DocumentsGallery *self,
                                           GAsyncResult     *result,
                                           GError          **error);
