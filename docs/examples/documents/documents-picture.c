/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "documents-picture.h"

/* A file that is a picture, as an item of the gallery's list. The gallery owns its
 * pictures, so they have it weakly.
 */
struct _DocumentsPicture
{
  GObject parent_instance;

  GweakWeakRef *gallery; /* (owned) immutable */
  GFile        *file;    /* (owned) immutable */
  char         *name;    /* (owned) immutable */
};

G_DEFINE_FINAL_TYPE (DocumentsPicture, documents_picture, G_TYPE_OBJECT)

#define PROP_NAME 1

static void
documents_picture_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  g_assert (prop_id == PROP_NAME);
  g_value_set_string (value, DOCUMENTS_PICTURE (object)->name);
}

static void
documents_picture_finalize (GObject *object)
{
  DocumentsPicture *self = DOCUMENTS_PICTURE (object);

  g_object_unref (self->gallery);
  g_object_unref (self->file);
  g_free (self->name);
  G_OBJECT_CLASS (documents_picture_parent_class)->finalize (object);
}

static void
documents_picture_class_init (DocumentsPictureClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = documents_picture_finalize;
  object_class->get_property = documents_picture_get_property;
  g_object_class_install_property (object_class, PROP_NAME,
                                   g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
documents_picture_init (DocumentsPicture *self)
{
}

static char *
make_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  char            *name = g_filename_display_name (base);
  char            *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';

  return name;
}

DocumentsPicture *
documents_picture_new (DocumentsGallery *gallery,
                       GFile            *file)
{
  DocumentsPicture *self = g_object_new (DOCUMENTS_TYPE_PICTURE, NULL);

  self->gallery = gweak_weak_ref_get_shared (gallery);
  self->file = g_object_ref (file);
  self->name = make_name (file);

  return self;
}

GFile *
documents_picture_get_file (DocumentsPicture *self)
{
  return self->file;
}

const char *
documents_picture_get_name (DocumentsPicture *self)
{
  return self->name;
}

/* NULL after the gallery. */
DocumentsGallery *
documents_picture_dup_gallery (DocumentsPicture *self)
{
  return gweak_weak_ref_get (self->gallery);
}

int
documents_picture_compare (DocumentsPicture *self,
                           DocumentsPicture *other)
{
  return g_utf8_collate (self->name, other->name);
}
