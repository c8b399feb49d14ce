/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-tracker-private.h"

G_BEGIN_DECLS

/* A place among what is to run at a normal exit. Embedded in its owner. */
typedef struct _GweakExitEntry GweakExitEntry;

struct _GweakExitEntry
{
  GweakLink      *link;    /* (unowned) of the part that embeds us; immutable */
  GweakExitEntry *newer;   /* (unowned) guarded by the lock of the pending finalizers, as all below */
  GweakExitEntry *older;   /* (unowned) */
  guint64         serial;  /* the order in which entries were made */
  guint           process; /* which one made it, as a generation of forks */
  gboolean        entered;
};

void     gweak_exit_number (GweakExitEntry *entry);
void     gweak_exit_enter (GweakExitEntry *entry);
void     gweak_exit_leave (GweakExitEntry *entry);
gboolean gweak_exit_is_entered (GweakExitEntry *entry);
void     gweak_exit_run (void);

G_END_DECLS
