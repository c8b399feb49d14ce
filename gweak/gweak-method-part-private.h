/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-reference-part-private.h"

G_BEGIN_DECLS

typedef struct _GweakHandler    GweakHandler;
typedef struct _GweakMethodPart GweakMethodPart;

/* What to call. A count of its own, since a GClosure has only 15 bits for that. */
typedef struct
{
  gint      ref_count;   /* atomic */
  GClosure *closure;     /* (owned) immutable */
  gboolean  is_function; /* a swapped closure with the object as its data; immutable */
} GweakTarget;

/* The plain part of a GweakWeakMethod. */
struct _GweakMethodPart
{
  GweakReferencePart base;
  GweakTarget       *target;        /* (owned) (nullable) until the object died; guarded by the tracker's lock */
  gpointer           identity;      /* (unowned) the function or the closure, to compare with; immutable once bound */
  GweakHandler      *first_handler; /* (unowned) guarded by the tracker's lock */
};

/* What a closure that calls a method has: a signal handler's, or somebody
 * else's. Owned by the closure, as its data.
 */
struct _GweakHandler
{
  gint             ref_count; /* atomic */
  guint            signal_id; /* immutable, as what follows, if nothing else is said */
  GweakMethodPart *part;      /* (owned) */
  GweakTarget     *target;    /* (owned) */
  GObject         *method;    /* (owned) (nullable) the GweakWeakMethod, unless the signal is its own */
  GweakTracker    *source;    /* (owned) (nullable) of the object that it is connected to */
  gulong           id;        /* set with the tracker's lock, before it is in the list */
  GweakHandler    *next;      /* (unowned) guarded by the tracker's lock */
  GweakHandler   **place;     /* (unowned) (nullable) what points here, if it is in the list; guarded by the tracker's lock */
  gboolean         gone;      /* the closure went; guarded by the tracker's lock */
  gint             stale;     /* atomic: the source could not be reached when the object died */
};

GweakReferencePart *gweak_method_part_new (void);
void                gweak_method_part_set_function (GweakMethodPart *part,
                                                    GCallback        function,
                                                    GObject         *object);
void                gweak_method_part_set_closure (GweakMethodPart *part,
                                                   GClosure        *closure);
GweakTarget        *gweak_method_part_dup_target (GweakMethodPart *part);
gboolean            gweak_method_part_invoke (GweakMethodPart *part,
                                              GValue          *return_value,
                                              const GValue    *params,
                                              guint            n_params);

void gweak_target_unref (GweakTarget *self);
void gweak_target_call (GweakTarget  *self,
                        GObject      *object,
                        GValue       *return_value,
                        guint         n_params,
                        const GValue *params,
                        gpointer      hint);

GClosure *gweak_handler_new_closure (GweakMethodPart *part,
                                     GObject         *method);
gulong    gweak_handler_connect (GweakMethodPart *part,
                                 GObject         *method,
                                 GObject         *source,
                                 guint            signal_id,
                                 GQuark           detail,
                                 gboolean         after);
void      gweak_handler_disconnect_all (GweakMethodPart *part);

G_END_DECLS
