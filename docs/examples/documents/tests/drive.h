/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "documents-application.h"
#include "documents-editor.h"
#include "documents-ledger.h"
#include "documents-window.h"

/* A folder of pictures, and an application that shows it. */
typedef struct
{
  char                 *folder;      /* (owned) */
  char                 *drafts;      /* (owned) the folder of the drafts */
  DocumentsApplication *application; /* (owned) */
  DocumentsWindow      *window;      /* (unowned) the main window */
  gboolean              driven;      /* the steps were done */
  gboolean              ends;        /* the steps saw to the end themselves */
  const char           *saved;       /* (unowned) (nullable) what the first new document must hold in the end */
} Drive;

typedef gboolean (*DriveCondition) (Drive *drive);
typedef void (*DriveSteps) (Drive *drive);

void drive_run (guint      n_pictures,
                DriveSteps steps);

void     drive_until (Drive         *self,
                      DriveCondition condition);
gboolean drive_is_settled (Drive *self);

guint            drive_read_number (Drive *self, const char *label);
void             drive_activate (Drive      *self,
                                 const char *action);
void             drive_key (GtkWindow      *window,
                            guint           key,
                            GdkModifierType state);
gpointer         drive_find (gpointer    widget,
                             const char *id);
DocumentsEditor *drive_get_editor (Drive *self,
                                   guint  position);
guint            drive_count_editors (Drive *self);
void             drive_write (DocumentsEditor *editor,
                              const char      *text);
char            *drive_read (Drive      *self,
                             const char *name);
guint            drive_count_files (const char *folder);
void             drive_picture (gpointer    window,
                                const char *name);
