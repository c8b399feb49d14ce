/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "fuzz-operation.h"

G_BEGIN_DECLS

/* What happens, as the world and its model both tell it. */
typedef enum
{
  /* Those that an operation can wait for, of an object, ... */
  FUZZ_EVENT_DISPOSE,          /* dispose began */
  FUZZ_EVENT_FINALIZE,         /* finalize began */
  FUZZ_EVENT_DIED,             /* of a watch, from here on */
  FUZZ_EVENT_FINALIZED,        /* likewise */
  FUZZ_EVENT_REFERENCE_NOTIFY, /* of a reference, from here on: which property */
  FUZZ_EVENT_REFERENCE_DYING,
  FUZZ_EVENT_REFERENCE_DIED,
  FUZZ_EVENT_REFERENCE_FINALIZED,
  FUZZ_EVENT_NOTIFY,        /* of a container, from here on: its size */
  FUZZ_EVENT_REMOVED,       /* key, value, cause */
  FUZZ_EVENT_DYING,         /* key, value */
  FUZZ_EVENT_EACH,          /* key, value */
  FUZZ_EVENT_FACTORY,       /* key */
  FUZZ_EVENT_ITEMS_CHANGED, /* of a list: position, removed, added */
  FUZZ_N_TRIGGERS,

  /* ... and the others. */
  FUZZ_EVENT_DESTROY = FUZZ_N_TRIGGERS, /* of a pointer */
  FUZZ_EVENT_WATCH_DESTROY,             /* of a watch's data */
  FUZZ_EVENT_GONE,                      /* of a container */
  FUZZ_EVENT_SKIP,                      /* of an operation that makes no sense now */
  FUZZ_EVENT_RESULT,                    /* of an operation: what it gave back */
  FUZZ_EVENT_SIZE,                      /* of a container, between operations */
  FUZZ_EVENT_ENTRY,                     /* of a container, between operations: key, value, found by its key */
  FUZZ_EVENT_CENSUS,                    /* of a cache: how many are idle and in use, and what the idle ones cost */
  FUZZ_EVENT_COUNTERS,                  /* of a cache: hits, misses, loads and evictions */
  FUZZ_N_EVENTS
} FuzzEventType;

typedef struct
{
  guint16 type;
  gint16  subject;
  gint32  a, b, c;
  guint32 sizes; /* of all containers, as they read at that moment */
} FuzzEvent;

/* NULL, or a side that is not asked for. */
#define FUZZ_NONE (-1)

/* What comes before the first argument of FUZZ_WHEN, in letters of fuzz_code_get_arguments(). */
char        fuzz_event_get_subject (FuzzEventType type);
const char *fuzz_event_get_name (FuzzEventType type);

#define FUZZ_N_PENDING 16

typedef struct _FuzzStage FuzzStage;

/* The part of a world and of its model that is the same: where things happen, and
 * what is still to happen then.
 */
struct _FuzzStage
{
  GArray       *events; /* (owned) of FuzzEvents */
  FuzzOperation pending[FUZZ_N_PENDING];
  guint         n_pending;

  void (*run) (FuzzStage           *stage,
               const FuzzOperation *operation);
  guint32 (*get_sizes) (FuzzStage *stage);
};

void     fuzz_stage_init (FuzzStage *self);
void     fuzz_stage_clear (FuzzStage *self);
gboolean fuzz_stage_tell (FuzzStage    *self,
                          FuzzEventType type,
                          gint          subject,
                          gint          a,
                          gint          b,
                          gint          c);
void     fuzz_stage_add (FuzzStage    *self,
                         FuzzEventType type,
                         gint          subject,
                         gint          a,
                         gint          b,
                         gint          c);
void     fuzz_stage_wait (FuzzStage           *self,
                          const FuzzOperation *when);
char    *fuzz_stage_print (FuzzStage *self);
gboolean fuzz_stage_equal (FuzzStage *self,
                           FuzzStage *other);

G_END_DECLS
