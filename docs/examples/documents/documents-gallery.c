/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "documents-gallery.h"

#include "documents-picture.h"

/* The pictures of a folder, and a cache of their thumbnails. Whoever shows one
 * holds it; the cache bounds only those that nobody shows.
 */
struct _DocumentsGallery
{
  GObject parent_instance;

  GListStore *pictures; /* (owned) immutable, of DocumentsPicture */
  GweakCache *cache;    /* (owned) immutable, of GdkTextures by size and path */
  guint       n_begun;  /* loads since there were none */
  guint       n_loading;
  guint       in_use, idle, evicted; /* as the properties last said */
  gboolean    counting;              /* a source will count */
};

G_DEFINE_FINAL_TYPE (DocumentsGallery, documents_gallery, G_TYPE_OBJECT)

typedef enum
{
  PROP_PICTURES = 1,
  PROP_FRACTION,
  PROP_LOADING,
  PROP_IN_USE,
  PROP_IDLE,
  PROP_EVICTED
} DocumentsGalleryProperty;

static GParamSpec *properties[PROP_EVICTED + 1];

#define MAX_IDLE 24
#define COUNT_DELAY 100 /* milliseconds; what is shown no more is held until the next frame */

static void
set_number (DocumentsGallery        *self,
            guint                   *field,
            guint                    number,
            DocumentsGalleryProperty property)
{
  if (*field == number)
    return;

  *field = number;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static gboolean
count_cb (gpointer data)
{
  DocumentsGallery *self = data;

  self->counting = FALSE;
  set_number (self, &self->in_use, gweak_cache_get_n_in_use (self->cache), PROP_IN_USE);
  set_number (self, &self->idle, gweak_cache_get_n_idle (self->cache), PROP_IDLE);
  set_number (self, &self->evicted, gweak_cache_get_evictions (self->cache), PROP_EVICTED);

  return G_SOURCE_REMOVE;
}

static void
loading_changed (DocumentsGallery *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
load_began (DocumentsGallery *self)
{
  self->n_begun++;
  self->n_loading++;
  loading_changed (self);
}

static void
load_ended (DocumentsGallery *self)
{
  self->n_loading--;
  if (self->n_loading == 0)
    self->n_begun = 0;
  loading_changed (self);
  documents_gallery_queue_count (self);
}

/* begin:load */
/* Runs in a thread of GLib's. */
static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      key,
             GCancellable *cancellable)
{
  GError *error = NULL;
  char   *path = NULL;
  guint64 size = g_ascii_strtoull (key, &path, 10);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file_at_scale (path + 1, size, size, TRUE, &error);

  if (pixbuf == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  gweak_cache_set_load_cost (task, gdk_pixbuf_get_byte_length (pixbuf));
  g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
}

static void
load_cb (GTask        *task,
         gconstpointer key,
         GCancellable *cancellable,
         gpointer      user_data)
{
  g_task_set_task_data (task, g_strdup (key), g_free);
  g_task_run_in_thread (task, load_thread);
}
/* end:load */

static void
loaded_cb (GObject      *cache,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GTask) task = data;
  DocumentsGallery *self = g_task_get_source_object (task);
  GError           *error = NULL;
  GdkTexture       *texture = gweak_cache_get_or_load_finish (GWEAK_CACHE (cache), result, &error);

  load_ended (self);
  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
documents_gallery_load_async (DocumentsGallery   *self,
                              const char         *path,
                              guint               size,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  GTask           *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *key = g_strdup_printf ("%u %s", size, path);

  load_began (self);
  gweak_cache_get_or_load_async (self->cache, key, load_cb, NULL, cancellable, loaded_cb, task);
}

GdkTexture *
documents_gallery_load_finish (DocumentsGallery *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
documents_gallery_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  DocumentsGallery *self = DOCUMENTS_GALLERY (object);

  switch ((DocumentsGalleryProperty) prop_id)
    {
    case PROP_PICTURES:
      g_value_set_object (value, self->pictures);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->n_begun > 0 ? 1 - (double) self->n_loading / self->n_begun : 0);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->n_loading > 0);
      break;
    case PROP_IN_USE:
      g_value_set_uint (value, self->in_use);
      break;
    case PROP_IDLE:
      g_value_set_uint (value, self->idle);
      break;
    case PROP_EVICTED:
      g_value_set_uint (value, self->evicted);
      break;
    }
}

static void
documents_gallery_finalize (GObject *object)
{
  DocumentsGallery *self = DOCUMENTS_GALLERY (object);

  g_object_unref (self->pictures);
  g_object_unref (self->cache);
  G_OBJECT_CLASS (documents_gallery_parent_class)->finalize (object);
}

static void
documents_gallery_class_init (DocumentsGalleryClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags   flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = documents_gallery_finalize;
  object_class->get_property = documents_gallery_get_property;

  properties[PROP_PICTURES] = g_param_spec_object ("pictures", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_IN_USE] = g_param_spec_uint ("in-use", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_IDLE] = g_param_spec_uint ("idle", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_EVICTED] = g_param_spec_uint ("evicted", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
documents_gallery_init (DocumentsGallery *self)
{
  g_autoptr (GweakWeakMethod) count = gweak_weak_method_new (self, G_CALLBACK (documents_gallery_queue_count));

  self->pictures = g_list_store_new (DOCUMENTS_TYPE_PICTURE);
  self->cache = gweak_cache_new (G_TYPE_STRING, GDK_TYPE_TEXTURE);
  gweak_cache_set_max_idle (self->cache, MAX_IDLE);
  gweak_weak_method_attach (count, self->cache, "removed", 0);
}

DocumentsGallery *
documents_gallery_new (void)
{
  return g_object_new (DOCUMENTS_TYPE_GALLERY, NULL);
}

static gboolean
is_picture (GFileInfo *info)
{
  const char *type = g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_STANDARD_FAST_CONTENT_TYPE);

  return type != NULL && g_content_type_is_mime_type (type, "image/*");
}

static int
compare_pictures (gconstpointer a,
                  gconstpointer b,
                  gpointer      user_data)
{
  return documents_picture_compare ((gpointer) a, (gpointer) b);
}

/* A folder that cannot be read shows nothing. */
void
documents_gallery_show_folder (DocumentsGallery *self,
                               GFile            *folder)
{
  g_autoptr (GFileEnumerator) enumerator = NULL;
  GFileInfo *info = NULL;
  GFile     *file = NULL;

  g_list_store_remove_all (self->pictures);
  enumerator = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_FAST_CONTENT_TYPE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  while (enumerator != NULL && g_file_enumerator_iterate (enumerator, &info, &file, NULL, NULL) && info != NULL)
    {
      g_autoptr (DocumentsPicture) picture = NULL;

      if (!is_picture (info))
        continue;
      picture = documents_picture_new (self, file);
      g_list_store_insert_sorted (self->pictures, picture, compare_pictures, NULL);
    }
}

GListModel *
documents_gallery_get_pictures (DocumentsGallery *self)
{
  return G_LIST_MODEL (self->pictures);
}

GweakCache *
documents_gallery_get_cache (DocumentsGallery *self)
{
  return self->cache;
}

void
documents_gallery_forget_unused (DocumentsGallery *self)
{
  gweak_cache_trim (self->cache, G_MEMORY_MONITOR_WARNING_LEVEL_CRITICAL);
  documents_gallery_queue_count (self);
}

/* A cache counts when it is asked, so it is asked when something happened. What is
 * too much the cache drops a bit later, and tells.
 */
void
documents_gallery_queue_count (DocumentsGallery *self)
{
  g_autoptr (GSource) source = g_timeout_source_new (COUNT_DELAY);

  if (self->counting)
    return;

  self->counting = TRUE;
  g_source_set_callback (source, count_cb, self, NULL);
  gweak_bind_source (source, self);
  g_source_attach (source, NULL);
}
