/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "documents-thumbnail.h"

/* Shows a picture, once it is loaded. What it shows it holds, so that the cache
 * counts it as in use; a row of a view that shows something else lets go of it.
 */
struct _DocumentsThumbnail
{
  GtkBox parent_instance;

  GtkPicture       *image;   /* (unowned) a child */
  DocumentsPicture *picture; /* (owned) (nullable) */
  guint             size;
  GCancellable     *loading; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (DocumentsThumbnail, documents_thumbnail, GTK_TYPE_BOX)

typedef enum
{
  PROP_PICTURE = 1,
  PROP_SIZE
} DocumentsThumbnailProperty;

static GParamSpec *properties[PROP_SIZE + 1];

static void
show_texture (DocumentsThumbnail *self,
              GdkTexture         *texture)
{
  g_autoptr (DocumentsGallery) gallery = self->picture != NULL ? documents_picture_dup_gallery (self->picture) : NULL;

  gtk_picture_set_paintable (self->image, GDK_PAINTABLE (texture));
  if (gallery != NULL)
    documents_gallery_queue_count (gallery);
}

/* begin:loaded */
/* The widget may be gone, or show another picture. */
static void
loaded_cb (GObject      *gallery,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GweakWeakRef) ref = data;
  g_autoptr (DocumentsThumbnail) self = gweak_weak_ref_get (ref);
  g_autoptr (GdkTexture) texture = documents_gallery_load_finish (DOCUMENTS_GALLERY (gallery), result, NULL);

  if (self == NULL || g_task_get_cancellable (G_TASK (result)) != self->loading)
    return;

  g_clear_object (&self->loading);
  if (texture != NULL)
    show_texture (self, texture);
}
/* end:loaded */

static void
stop_loading (DocumentsThumbnail *self)
{
  g_autoptr (GCancellable) loading = g_steal_pointer (&self->loading);

  g_cancellable_cancel (loading);
}

static void
start_loading (DocumentsThumbnail *self)
{
  g_autoptr (DocumentsGallery) gallery = documents_picture_dup_gallery (self->picture);
  const char *path = g_file_peek_path (documents_picture_get_file (self->picture));

  if (gallery == NULL || path == NULL)
    return;

  self->loading = g_cancellable_new ();
  documents_gallery_load_async (gallery, path, self->size, self->loading, loaded_cb, gweak_weak_ref_new (self));
}

static void
set_picture (DocumentsThumbnail *self,
             DocumentsPicture   *picture)
{
  if (self->picture == picture)
    return;

  stop_loading (self);
  show_texture (self, NULL);
  g_set_object (&self->picture, picture);
  gtk_widget_set_visible (GTK_WIDGET (self), picture != NULL);
  gtk_picture_set_alternative_text (self->image, picture != NULL ? documents_picture_get_name (picture) : NULL);
  if (picture != NULL)
    start_loading (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PICTURE]);
}

static void
documents_thumbnail_dispose (GObject *object)
{
  DocumentsThumbnail *self = DOCUMENTS_THUMBNAIL (object);

  stop_loading (self);
  g_clear_object (&self->picture);
  G_OBJECT_CLASS (documents_thumbnail_parent_class)->dispose (object);
}

static void
documents_thumbnail_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  DocumentsThumbnail *self = DOCUMENTS_THUMBNAIL (object);

  switch ((DocumentsThumbnailProperty) prop_id)
    {
    case PROP_PICTURE:
      g_value_set_object (value, self->picture);
      break;
    case PROP_SIZE:
      g_value_set_uint (value, self->size);
      break;
    }
}

static void
documents_thumbnail_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  DocumentsThumbnail *self = DOCUMENTS_THUMBNAIL (object);

  switch ((DocumentsThumbnailProperty) prop_id)
    {
    case PROP_PICTURE:
      set_picture (self, g_value_get_object (value));
      break;
    case PROP_SIZE:
      self->size = g_value_get_uint (value);
      gtk_widget_set_size_request (GTK_WIDGET (self->image), self->size, self->size * 3 / 4);
      break;
    }
}

static void
documents_thumbnail_class_init (DocumentsThumbnailClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = documents_thumbnail_dispose;
  object_class->get_property = documents_thumbnail_get_property;
  object_class->set_property = documents_thumbnail_set_property;

  properties[PROP_PICTURE] = g_param_spec_object ("picture", NULL, NULL, DOCUMENTS_TYPE_PICTURE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIZE] = g_param_spec_uint ("size", NULL, NULL, 1, 4096, 128, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
documents_thumbnail_init (DocumentsThumbnail *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->image = GTK_PICTURE (gtk_picture_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->image), TRUE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->image));
}

GdkTexture *
documents_thumbnail_get_texture (DocumentsThumbnail *self)
{
  GdkPaintable *paintable = gtk_picture_get_paintable (self->image);

  return paintable != NULL ? GDK_TEXTURE (paintable) : NULL;
}
