/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "documents-actions.h"

#include "documents-i18n.h"

#include <glib-unix.h>
#include <signal.h>

/* What menus, keys and signals of the system do. The application owns its actions,
 * and they have it weakly.
 */
static void
new_document (DocumentsApplication *application)
{
  documents_application_new_document (application);
}

static void
close_documents (DocumentsApplication *application)
{
  documents_application_close_documents (application);
}

static void
larger_text (DocumentsApplication *application)
{
  documents_application_set_text_size (application, documents_application_get_text_size (application) + 1);
}

static void
smaller_text (DocumentsApplication *application)
{
  documents_application_set_text_size (application, (int) documents_application_get_text_size (application) - 1);
}

static void
normal_text (DocumentsApplication *application)
{
  documents_application_reset_text_size (application);
}

static void
forget_thumbnails (DocumentsApplication *application)
{
  documents_gallery_forget_unused (documents_application_get_gallery (application));
}

static void
show_about (DocumentsApplication *application)
{
  gtk_show_about_dialog (gtk_application_get_active_window (GTK_APPLICATION (application)),
                         "program-name", _ ("Documents"),
                         "logo-icon-name", "x-office-document",
                         "comments", _ ("Texts and pictures in windows that leave nothing behind"),
                         "copyright", "© 2026 The gweak authors",
                         "license-type", GTK_LICENSE_LGPL_2_1,
                         NULL);
}

static void
quit (DocumentsApplication *application)
{
  g_application_quit (G_APPLICATION (application));
}

typedef struct
{
  const char *name;
  void (*activate) (DocumentsApplication *application);
  const char *accels[3];
} Action;

static const Action actions[] = {
  { "new", new_document, { "<Control>n" } },
  { "close-documents", close_documents, { "<Control><Shift>w" } },
  { "larger-text", larger_text, { "<Control>plus", "<Control>equal" } },
  { "smaller-text", smaller_text, { "<Control>minus" } },
  { "normal-text", normal_text, { "<Control>0" } },
  { "forget-thumbnails", forget_thumbnails, { NULL } },
  { "about", show_about, { NULL } },
  { "quit", quit, { "<Control>q" } },
};

static void
set_accels (DocumentsApplication *application,
            const char           *action,
            const char *const    *accels)
{
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), action, accels);
}

static void
add (DocumentsApplication *application,
     const Action         *about)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (about->name, NULL);
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (application, G_CALLBACK (about->activate));
  g_autofree char *name = g_strconcat ("app.", about->name, NULL);

  gweak_weak_method_attach (method, action, "activate", 0);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
  set_accels (application, name, about->accels);
}

/* begin:signals */
static gboolean
signalled_cb (gpointer application)
{
  quit (application);

  return G_SOURCE_REMOVE;
}

/* A signal of the system quits the main loop, and all ends as always. */
static void
quit_on (DocumentsApplication *application,
         int                   number)
{
  g_autoptr (GSource) source = g_unix_signal_source_new (number);

  g_source_set_callback (source, signalled_cb, application, NULL);
  gweak_bind_source (source, application);
  g_source_attach (source, NULL);
}
/* end:signals */

void
documents_actions_add (DocumentsApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    add (application, &actions[i]);

  set_accels (application, "window.close", (const char *const[]){ "<Control>w", NULL });
  set_accels (application, "win.save", (const char *const[]){ "<Control>s", NULL });
  quit_on (application, SIGTERM);
  quit_on (application, SIGINT);
  quit_on (application, SIGHUP);
}
