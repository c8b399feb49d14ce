/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A source that returns a task when it is woken. Embedded first in a struct. */
typedef struct
{
  GSource parent;
  GTask  *task; /* (owned) immutable */
} GweakTaskSource;

gpointer gweak_task_source_new (GSourceFuncs *funcs,
                                guint         size,
                                const char   *name,
                                GTask        *task);
gpointer gweak_task_source_ref (gpointer source);
void     gweak_task_source_unref (gpointer source);
void     gweak_task_source_wake (gpointer source);
void     gweak_task_source_listen (gpointer source);
void     gweak_task_source_stop_listening (gpointer source);
void     gweak_task_source_return_cancelled (gpointer source);

G_END_DECLS
