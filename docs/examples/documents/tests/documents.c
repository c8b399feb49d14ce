/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "drive.h"

#include <glib/gstdio.h>
#include <signal.h>

/* The application is driven from inside of its main loop: by its actions, keys and
 * rows. Each time, nothing may be left when it has ended.
 */

#define N_PICTURES 40

static gboolean
one_is_open (Drive *drive)
{
  return drive_count_editors (drive) == 1;
}

static gboolean
none_is_open (Drive *drive)
{
  return drive_count_editors (drive) == 0;
}

static gboolean
the_first_is_active (Drive *drive)
{
  return gtk_window_is_active (GTK_WINDOW (drive_get_editor (drive, 0)));
}

static const char *
get_page (Drive *drive)
{
  return gtk_stack_get_visible_child_name (drive_find (drive->window, "stack"));
}

static void
close_some_and_all (Drive *drive)
{
  g_assert_cmpstr (get_page (drive), ==, "none");
  drive_activate (drive, "app.new");
  drive_activate (drive, "app.new");
  g_assert_cmpuint (drive_count_editors (drive), ==, 2);
  g_assert_cmpstr (get_page (drive), ==, "some");

  gtk_window_close (GTK_WINDOW (drive_get_editor (drive, 0)));
  drive_until (drive, one_is_open);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (drive_get_editor (drive, 0))), ==, "Untitled 2");

  drive_activate (drive, "app.close-documents");
  drive_until (drive, none_is_open);
  g_assert_cmpstr (get_page (drive), ==, "none");
}

static gboolean
status_is_shown (Drive *drive)
{
  return gtk_widget_get_mapped (drive_find (drive->window, "status"));
}

static gboolean
status_is_clear (Drive *drive)
{
  return !status_is_shown (drive);
}

static const char *
get_status (Drive *drive)
{
  return gtk_label_get_label (drive_find (drive->window, "recent-title"));
}

static void
change_and_close (Drive *drive)
{
  g_assert_true (status_is_clear (drive));
  drive_activate (drive, "app.new");
  drive_activate (drive, "app.new");
  drive_write (drive_get_editor (drive, 0), "Some text");
  drive_until (drive, status_is_shown);
  g_assert_cmpstr (get_status (drive), ==, "Untitled 1");
  drive_write (drive_get_editor (drive, 1), "Another text");
  g_assert_cmpstr (get_status (drive), ==, "Untitled 2");

  gtk_window_close (GTK_WINDOW (drive_get_editor (drive, 1)));
  drive_until (drive, status_is_clear);
  drive_until (drive, one_is_open);
}

static void
write_and_close (Drive *drive)
{
  g_autofree char *text = NULL;

  drive_activate (drive, "app.new");
  drive_activate (drive, "app.new");
  drive_write (drive_get_editor (drive, 0), "Not saved by hand");
  g_assert_null (drive_read (drive, "Untitled 1.txt"));
  drive_activate (drive, "app.close-documents");
  drive_until (drive, none_is_open);

  text = drive_read (drive, "Untitled 1.txt");
  g_assert_cmpstr (text, ==, "Not saved by hand");
  g_assert_null (drive_read (drive, "Untitled 2.txt"));
}

static gboolean
there_is_a_draft (Drive *drive)
{
  return drive_count_files (drive->drafts) == 1;
}

static void
draft_and_close (Drive *drive)
{
  drive_activate (drive, "app.new");
  drive_write (drive_get_editor (drive, 0), "A draft");
  drive_until (drive, there_is_a_draft);

  gtk_window_close (GTK_WINDOW (drive_get_editor (drive, 0)));
  drive_until (drive, none_is_open);
  g_assert_cmpuint (drive_count_files (drive->drafts), ==, 0);

  /* One that is open at the end goes, too. */
  drive_activate (drive, "app.new");
  drive_write (drive_get_editor (drive, 0), "Another draft");
  drive_until (drive, there_is_a_draft);
}

static void
activate_pictures (Drive *drive)
{
  GtkWidget       *pictures = drive_find (drive->window, "pictures");
  DocumentsEditor *editor = NULL;
  g_autofree char *text = NULL;

  g_signal_emit_by_name (pictures, "activate", 1);
  g_assert_cmpuint (drive_count_editors (drive), ==, 1);
  editor = drive_get_editor (drive, 0);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (editor)), ==, "Landscape 02");
  g_signal_emit_by_name (pictures, "activate", 1);
  g_assert_cmpuint (drive_count_editors (drive), ==, 1);

  drive_write (editor, "About a landscape");
  gtk_window_close (GTK_WINDOW (editor));
  drive_until (drive, none_is_open);
  text = drive_read (drive, "Landscape 02.txt");
  g_assert_cmpstr (text, ==, "About a landscape");

  g_signal_emit_by_name (pictures, "activate", 1);
  g_free (text);
  text = documents_document_dup_text (documents_editor_get_document (drive_get_editor (drive, 0)));
  g_assert_cmpstr (text, ==, "About a landscape");
}

static void
use_keys (Drive *drive)
{
  g_autofree char *text = NULL;
  GtkWidget       *view = NULL;

  drive_key (GTK_WINDOW (drive->window), GDK_KEY_n, GDK_CONTROL_MASK);
  view = drive_find (drive_get_editor (drive, 0), "view");
  g_assert_true (gtk_widget_has_css_class (view, "text-normal"));
  drive_key (GTK_WINDOW (drive->window), GDK_KEY_plus, GDK_CONTROL_MASK);
  g_assert_true (gtk_widget_has_css_class (view, "text-large"));
  drive_key (GTK_WINDOW (drive->window), GDK_KEY_0, GDK_CONTROL_MASK);
  g_assert_true (gtk_widget_has_css_class (view, "text-normal"));

  drive_write (drive_get_editor (drive, 0), "Saved by hand");
  drive_key (GTK_WINDOW (drive_get_editor (drive, 0)), GDK_KEY_s, GDK_CONTROL_MASK);
  text = drive_read (drive, "Untitled 1.txt");
  g_assert_cmpstr (text, ==, "Saved by hand");
  drive_key (GTK_WINDOW (drive_get_editor (drive, 0)), GDK_KEY_w, GDK_CONTROL_MASK);
  drive_until (drive, none_is_open);
}

static void
find (Drive      *drive,
      const char *name)
{
  gtk_editable_set_text (drive_find (drive->window, "search"), name);
}

static gboolean
some_are_evicted (Drive *drive)
{
  return drive_is_settled (drive) && drive_read_number (drive, "evicted") > 0;
}

static gboolean
one_is_in_use_and_some_are_evicted (Drive *drive)
{
  return drive_read_number (drive, "in-use") == 1 && some_are_evicted (drive);
}

static gboolean
none_is_in_use_and_some_are_evicted (Drive *drive)
{
  return drive_is_settled (drive) && drive_read_number (drive, "in-use") == 0;
}

static gboolean
all_are_in_use (Drive *drive)
{
  return drive_is_settled (drive) && drive_read_number (drive, "in-use") == N_PICTURES;
}

static gboolean
none_is_idle (Drive *drive)
{
  return drive_is_settled (drive) && drive_read_number (drive, "idle") == 0;
}

/* What is shown is in use. What is not shown any more is idle, or evicted. */
static void
find_and_forget (Drive *drive)
{
  GweakCache *cache = documents_gallery_get_cache (documents_application_get_gallery (drive->application));
  guint       max_idle = gweak_cache_get_max_idle (cache);

  drive_until (drive, all_are_in_use);
  g_assert_cmpuint (gweak_cache_get_loads (cache), ==, N_PICTURES);
  find (drive, "07");
  drive_until (drive, one_is_in_use_and_some_are_evicted);
  g_assert_cmpuint (drive_read_number (drive, "idle"), ==, max_idle);
  g_assert_cmpuint (drive_read_number (drive, "evicted"), ==, N_PICTURES - 1 - max_idle);

  find (drive, "");
  drive_until (drive, all_are_in_use);
  g_assert_cmpuint (gweak_cache_get_loads (cache), ==, 2 * N_PICTURES - 1 - max_idle);

  find (drive, "nothing like it");
  drive_until (drive, none_is_in_use_and_some_are_evicted);
  drive_activate (drive, "app.forget-thumbnails");
  drive_until (drive, none_is_idle);
}

static void
write_and_be_told_to_end (Drive *drive)
{
  drive_activate (drive, "app.new");
  drive_write (drive_get_editor (drive, 0), "Not saved by hand");
  drive_until (drive, there_is_a_draft);
  drive->saved = "Not saved by hand";
  drive->ends = TRUE;
  raise (SIGTERM);
}

/* Where the file should be is a folder. */
static void
write_what_cannot_be_saved (Drive *drive)
{
  g_autofree char *path = g_build_filename (drive->folder, "Untitled 1.txt", NULL);
  g_autofree char *draft = g_build_filename (drive->drafts, "draft-1.txt", NULL);
  g_autofree char *text = NULL;

  drive_activate (drive, "app.new");
  drive_write (drive_get_editor (drive, 0), "Cannot be saved");
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  gtk_window_close (GTK_WINDOW (drive_get_editor (drive, 0)));
  drive_until (drive, none_is_open);

  g_file_get_contents (draft, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, "Cannot be saved");
  g_assert_cmpint (g_unlink (draft), ==, 0);
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
activate_a_row (Drive *drive)
{
  GtkWidget *open = drive_find (drive->window, "open");

  drive_activate (drive, "app.new");
  drive_activate (drive, "app.new");
  g_signal_emit_by_name (open, "activate", 0);
  drive_until (drive, the_first_is_active);
}

/* What shows no text has a name all the same. */
static void
ask_for_names (Drive *drive)
{
  GtkWidget *editor = NULL;

  drive_activate (drive, "app.new");
  editor = GTK_WIDGET (drive_get_editor (drive, 0));
  gtk_test_accessible_assert_property (drive_find (drive->window, "new"), GTK_ACCESSIBLE_PROPERTY_LABEL, "New Document");
  gtk_test_accessible_assert_property (drive_find (drive->window, "find"), GTK_ACCESSIBLE_PROPERTY_LABEL, "Find Pictures");
  gtk_test_accessible_assert_property (drive_find (drive->window, "menu"), GTK_ACCESSIBLE_PROPERTY_LABEL, "Main Menu");
  gtk_test_accessible_assert_property (drive_find (drive->window, "search"), GTK_ACCESSIBLE_PROPERTY_LABEL, "Find pictures by name");
  gtk_test_accessible_assert_property (drive_find (drive->window, "pictures"), GTK_ACCESSIBLE_PROPERTY_LABEL, "Pictures");
  gtk_test_accessible_assert_property (drive_find (drive->window, "progress"), GTK_ACCESSIBLE_PROPERTY_LABEL, "Loading Pictures");
  gtk_test_accessible_assert_property (drive_find (editor, "view"), GTK_ACCESSIBLE_PROPERTY_LABEL, "Text");
}

/* The same is shown in the reference. */
static void
show_it (Drive *drive)
{
  drive_until (drive, all_are_in_use);
  g_signal_emit_by_name (drive_find (drive->window, "pictures"), "activate", 2);
  drive_activate (drive, "app.new");
  drive_write (drive_get_editor (drive, 0), "From the hill, on an evening in November.\n\nWhen this window closes, all of it goes: the document, its draft, and whoever watched it.\n");
  drive_until (drive, status_is_shown);
  drive_until (drive, drive_is_settled);
  drive_picture (drive->window, "documents.png");
  drive_picture (drive_get_editor (drive, 0), "documents-editor.png");

  gtk_toggle_button_set_active (drive_find (drive->window, "find"), TRUE);
  find (drive, "Landscape 1");
  gtk_window_close (GTK_WINDOW (drive_get_editor (drive, 0)));
  drive_until (drive, some_are_evicted);
  drive_until (drive, status_is_clear);
  drive_picture (drive->window, "documents-find.png");
}

typedef struct
{
  const char *path;
  DriveSteps  steps;
} TestCase;

static const TestCase test_cases[] = {
  { "/documents/the list shrinks as windows close", close_some_and_all },
  { "/documents/the status line shows what was changed and clears itself", change_and_close },
  { "/documents/what was not saved is on the disk when its window is closed", write_and_close },
  { "/documents/drafts come and go with their documents", draft_and_close },
  { "/documents/a picture has notes, and one window", activate_pictures },
  { "/documents/everything can be done by keys", use_keys },
  { "/documents/the window tells what is in use, idle and evicted", find_and_forget },
  { "/documents/SIGTERM ends it as always", write_and_be_told_to_end },
  { "/documents/what cannot be saved stays a draft", write_what_cannot_be_saved },
  { "/documents/a row leads to its window", activate_a_row },
  { "/documents/all has accessible names", ask_for_names },
  { "/documents/it looks as in the reference", show_it },
};

static void
run (gconstpointer data)
{
  const TestCase *test_case = data;

  drive_run (N_PICTURES, test_case->steps);
}

/* It is told to end once its window is there. */
static void
wait_for_window (GSubprocess *process)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stderr_pipe (process));

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

      g_assert_nonnull (line);
      if (g_str_has_suffix (line, "is tracked, a DocumentsWindow"))
        break;
    }
}

static GSubprocess *
spawn (const char        *folder,
       const char *const *environment)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = NULL;

  g_subprocess_launcher_setenv (launcher, "TMPDIR", folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "GWEAK_DEBUG", "deaths", TRUE);
  g_subprocess_launcher_setenv (launcher, "G_DEBUG", "fatal-criticals", TRUE);
  for (guint i = 0; environment[i] != NULL; i += 2)
    g_subprocess_launcher_setenv (launcher, environment[i], environment[i + 1], TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, DOCUMENTS, folder, NULL);
  g_assert_no_error (error);

  return process;
}

/* Returns what the program says in the end. */
static char *
run_and_signal (const char *const *environment)
{
  g_autofree char *folder = g_dir_make_tmp ("documents-test-XXXXXX", NULL);
  g_autoptr (GSubprocess) process = spawn (folder, environment);
  g_autoptr (GError) error = NULL;
  char *said = NULL;

  wait_for_window (process);
  g_assert_cmpuint (drive_count_files (folder), ==, 1);
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  g_assert_cmpint (g_rmdir (folder), ==, 0);

  return said;
}

static void
the_program_says_that_nothing_is_left (void)
{
  g_autofree char *said = run_and_signal ((const char *const[]){ "LC_ALL", "C", NULL });

  g_assert_cmpstr (said, ==, "1 window was opened.\n1 window was finalized.\nNo live observer is left.\n");
}

static void
the_program_is_translated (void)
{
  g_autofree char *said = NULL;

  if (!g_file_test (DOCUMENTS_LOCALEDIR "/de", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("built without translations");
      return;
    }

  said = run_and_signal ((const char *const[]){ "LC_ALL", "C.UTF-8", "LANGUAGE", "de", NULL });
  g_assert_cmpstr (said, ==, "1 Fenster wurde geöffnet.\n1 Fenster wurde freigegeben.\nKein lebender Beobachter ist übrig.\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GTK_A11Y", "test", TRUE);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }

  for (guint i = 0; i < G_N_ELEMENTS (test_cases); i++)
    g_test_add_data_func (test_cases[i].path, &test_cases[i], run);
  g_test_add_func ("/documents/the program says that nothing is left", the_program_says_that_nothing_is_left);
  g_test_add_func ("/documents/the program is translated", the_program_is_translated);

  return g_test_run ();
}
