/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-exit-private.h"
#include "gweak-finalizer.h"
#include "gweak-reference-part-private.h"

G_BEGIN_DECLS

/* The plain part of a GweakFinalizer, which holds that as long as there is
 * something to run.
 */
typedef struct
{
  GweakReferencePart base;
  GweakExitEntry     exit_entry;
  GObject           *self;    /* (owned) the finalizer, while `n_holds` > 0 */
  gint               n_holds; /* atomic: one while pending, one for each who is telling it something */
  GweakFinalizeFunc  func;    /* as the next two, immutable while pending, then the claim's */
  gpointer           data;    /* (owned) if `destroy` is set */
  GDestroyNotify     destroy;
  GweakMoment        moment;  /* immutable once constructed */
  gboolean           at_exit; /* wished for; only while unarmed */
  gint               claim;   /* atomic: who has it owns the action */
} GweakFinalizerPart;

GweakReferencePart *gweak_finalizer_part_new (void);
void                gweak_finalizer_part_arm (GweakFinalizerPart *part,
                                              GObject            *self,
                                              GweakFinalizeFunc   func,
                                              gpointer            data,
                                              GDestroyNotify      destroy);
gboolean            gweak_finalizer_part_is_armed (GweakFinalizerPart *part);
gboolean            gweak_finalizer_part_is_pending (GweakFinalizerPart *part);
void                gweak_finalizer_part_enter_exit (GweakFinalizerPart *part);
gboolean            gweak_finalizer_part_run (GweakFinalizerPart *part);
GObject            *gweak_finalizer_part_detach (GweakFinalizerPart *part);

G_END_DECLS
