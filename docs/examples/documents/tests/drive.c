/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "drive.h"

#include <glib/gstdio.h>

static void
make_pictures (const char *folder,
               guint       n)
{
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autoptr (GError) error = NULL;
  const char *argv[] = { MAKE_PICTURES, folder, number, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static gboolean
drive_cb (gpointer data)
{
  Drive      *self = data;
  DriveSteps *steps = g_object_get_data (G_OBJECT (self->application), "steps");

  self->window = DOCUMENTS_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (self->application)));
  drive_until (self, drive_is_settled);
  (*steps) (self);
  self->driven = TRUE;
  if (!self->ends)
    g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);

  return G_SOURCE_REMOVE;
}

static void
begin (Drive *self,
       guint  n_pictures)
{
  g_autoptr (GError) error = NULL;

  gweak_debug_start ();
  self->folder = g_dir_make_tmp ("documents-test-XXXXXX", &error);
  g_assert_no_error (error);
  make_pictures (self->folder, n_pictures);
  self->application = documents_application_new ();
  self->drafts = g_strdup (documents_drafts_get_folder (documents_application_get_drafts (self->application)));
}

/* Nothing is left. */
static void
end (Drive *self)
{
  g_autofree char *text = drive_read (self, "Untitled 1.txt");
  guint            n_opened, n_finalized;

  g_assert_true (self->driven);
  g_assert_finalize_object (self->application);
  documents_ledger_read (&n_opened, &n_finalized);
  g_assert_cmpuint (n_opened, ==, n_finalized);
  g_assert_cmpuint (documents_ledger_count_observed (), ==, 0);
  g_assert_false (g_file_test (self->drafts, G_FILE_TEST_EXISTS));
  if (self->saved != NULL)
    g_assert_cmpstr (text, ==, self->saved);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->drafts);
}

/* Runs the application in a folder of its own; @steps are done inside of its main
 * loop, and then it quits.
 */
void
drive_run (guint      n_pictures,
           DriveSteps steps)
{
  Drive self = { NULL };

  begin (&self, n_pictures);
  g_object_set_data (G_OBJECT (self.application), "steps", &steps);
  g_idle_add (drive_cb, &self);
  g_assert_cmpint (g_application_run (G_APPLICATION (self.application), 2, (char *[]){ (char *) "documents", self.folder, NULL }), ==, 0);
  end (&self);
}

void
drive_until (Drive         *self,
             DriveCondition condition)
{
  while (!condition (self))
    g_main_context_iteration (NULL, TRUE);
}

guint
drive_read_number (Drive      *self,
                   const char *label)
{
  return g_ascii_strtoull (gtk_label_get_label (drive_find (self->window, label)), NULL, 10);
}

/* It is on the screen, all is loaded, and the numbers say so. */
gboolean
drive_is_settled (Drive *self)
{
  DocumentsGallery *gallery = documents_application_get_gallery (self->application);
  GweakCache       *cache = documents_gallery_get_cache (gallery);
  gboolean          loading;

  g_object_get (gallery, "loading", &loading, NULL);

  return !loading && gtk_widget_get_mapped (GTK_WIDGET (self->window)) &&
         drive_read_number (self, "in-use") == gweak_cache_get_n_in_use (cache) &&
         drive_read_number (self, "idle") == gweak_cache_get_n_idle (cache) &&
         drive_read_number (self, "evicted") == gweak_cache_get_evictions (cache);
}

void
drive_activate (Drive      *self,
                const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->window), action, NULL));
}

static gboolean
is_trigger_of (GtkShortcut    *shortcut,
               guint           key,
               GdkModifierType state)
{
  g_autofree char *wanted = gtk_accelerator_name (key, state);
  g_autofree char *trigger = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

  return strstr (trigger, wanted) != NULL;
}

/* What the window does for a key that nothing inside of it takes. */
void
drive_key (GtkWindow      *window,
           guint           key,
           GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          if (!is_trigger_of (shortcut, key, state))
            continue;
          g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, GTK_WIDGET (window), NULL));
          return;
        }
    }
  g_assert_not_reached ();
}

gpointer
drive_find (gpointer    widget,
            const char *id)
{
  if (g_strcmp0 (gtk_buildable_get_buildable_id (widget), id) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = drive_find (child, id);

      if (found != NULL)
        return found;
    }

  return NULL;
}

guint
drive_count_editors (Drive *self)
{
  return g_list_model_get_n_items (documents_application_get_editors (self->application));
}

/* GTK holds it. */
DocumentsEditor *
drive_get_editor (Drive *self,
                  guint  position)
{
  g_autoptr (DocumentsEditor) editor = gweak_weak_list_store_dup_object (GWEAK_WEAK_LIST_STORE (documents_application_get_editors (self->application)), position);

  g_assert_nonnull (editor);

  return editor;
}

void
drive_write (DocumentsEditor *editor,
             const char      *text)
{
  gtk_text_buffer_set_text (documents_document_get_buffer (documents_editor_get_document (editor)), text, -1);
}

/* NULL if there is none. */
char *
drive_read (Drive      *self,
            const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  char            *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text;
}

guint
drive_count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* For the reference, if DOCUMENTS_PICTURES names a folder. */
void
drive_picture (gpointer    window,
               const char *name)
{
  const char      *folder = g_getenv ("DOCUMENTS_PICTURES");
  g_autofree char *path = NULL;
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  if (folder == NULL)
    return;

  path = g_build_filename (folder, name, NULL);
  for (guint i = 0; i < 30; i++)
    {
      g_usleep (20000);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  paintable = gtk_widget_paintable_new (window);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (window), node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
