/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

/* Settings in files. A file is read once for all who ask for it at the same time,
 * and written when nobody has its settings any more, if they were changed.
 */

#define TYPE_SETTINGS (settings_get_type ())
G_DECLARE_FINAL_TYPE (Settings, settings, EXAMPLE, SETTINGS, GObject)

struct _Settings
{
  GObject parent_instance;

  GKeyFile *keys; /* (owned) */
  gboolean  dirty;
};

G_DEFINE_FINAL_TYPE (Settings, settings, G_TYPE_OBJECT)

static void
settings_set_width (Settings *self,
                    int       width)
{
  g_key_file_set_integer (self->keys, "window", "width", width);
  self->dirty = TRUE;
}

static int
settings_get_width (Settings *self)
{
  return g_key_file_get_integer (self->keys, "window", "width", NULL);
}

static void
settings_finalize (GObject *object)
{
  g_key_file_unref (EXAMPLE_SETTINGS (object)->keys);

  G_OBJECT_CLASS (settings_parent_class)->finalize (object);
}

static void
settings_class_init (SettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = settings_finalize;
}

static void
settings_init (Settings *self)
{
  self->keys = g_key_file_new ();
}

/* begin:dying */
static void
dying_cb (GweakWeakHashTable *table,
          const GValue       *key,
          const GValue       *value,
          gpointer            user_data)
{
  GFile    *file = g_value_get_object (key);
  Settings *settings = g_value_get_object (value);
  GError   *error = NULL;
  char     *text;
  gsize     length;

  if (!settings->dirty)
    return;

  text = g_key_file_to_data (settings->keys, &length, NULL);
  if (g_file_replace_contents (file, text, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    settings->dirty = FALSE;
  else
    g_warning ("%s", error->message);

  g_clear_error (&error);
  g_free (text);
}

static GweakWeakHashTable *
make_table (void)
{
  GweakWeakHashTable *table = g_object_new (GWEAK_TYPE_WEAK_HASH_TABLE,
                                            "key-type", G_TYPE_FILE,
                                            "value-type", TYPE_SETTINGS,
                                            "weakness", GWEAK_WEAKNESS_VALUES,
                                            "toggle", TRUE,
                                            NULL);

  g_signal_connect (table, "dying", G_CALLBACK (dying_cb), NULL);

  return table;
}
/* end:dying */

static gpointer
load_cb (gconstpointer key,
         gpointer      user_data,
         GError      **error)
{
  Settings *settings = NULL;
  char     *text;
  gsize     length;

  if (!g_file_load_contents (G_FILE (key), NULL, &text, &length, NULL, error))
    return NULL;

  settings = g_object_new (TYPE_SETTINGS, NULL);
  g_key_file_load_from_data (settings->keys, text, length, G_KEY_FILE_NONE, NULL);
  g_free (text);
  g_print ("Loaded\n");

  return settings;
}

static Settings *
get_settings (GweakWeakHashTable *table,
              GFile              *file)
{
  Settings *settings = gweak_weak_hash_table_get_or_insert (table, file, load_cb, NULL, NULL);

  g_assert_nonnull (settings);

  return settings;
}

static void
print_file (GFile *file)
{
  char *text;

  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
  g_print ("%s", text);
  g_free (text);
}

static void
use_settings (GweakWeakHashTable *table,
              GFile              *file)
{
  /* begin:use */
  Settings *mine = get_settings (table, file);
  Settings *yours = get_settings (table, file); /* the same */

  settings_set_width (mine, 2 * settings_get_width (yours));
  g_object_unref (mine);
  g_object_unref (yours); /* written here */

  mine = get_settings (table, file); /* read again */
  g_print ("The width is %d\n", settings_get_width (mine));
  g_object_unref (mine); /* nothing to write */
  /* end:use */
}

int
main (void)
{
  GFileIOStream      *stream;
  GFile              *file = g_file_new_tmp ("gweak-XXXXXX.ini", &stream, NULL);
  GweakWeakHashTable *table = make_table ();

  g_object_unref (stream);
  g_file_replace_contents (file, "[window]\nwidth=400\n", 19, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, NULL);
  use_settings (table, file);
  print_file (file);

  g_file_delete (file, NULL, NULL);
  g_object_unref (table);
  g_object_unref (file);

  return 0;
}
