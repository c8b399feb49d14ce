/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many of each there can be at a time. Everything is named by its number. */
#define FUZZ_N_OBJECTS 64
#define FUZZ_N_CONTAINERS 8
#define FUZZ_N_ITERATORS 4
#define FUZZ_N_WATCHES 8
#define FUZZ_N_REFERENCES 6

typedef enum
{
  FUZZ_NEW,            /* an object: its value, and whether its dispose is stubborn */
  FUZZ_REF,            /* take a reference to an object that is in hand */
  FUZZ_UNREF,          /* drop one */
  FUZZ_RELEASE,        /* drop all of them */
  FUZZ_DISPOSE,        /* g_object_run_dispose() */
  FUZZ_BREAK,          /* the same on one that nobody needs to have in hand, for cycles */
  FUZZ_HOLD,           /* the first object holds the second until it is disposed */
  FUZZ_WATCH,          /* a watch, an object, whether for `finalized` */
  FUZZ_UNWATCH,        /* remove it; or let go of it, and leave it armed */
  FUZZ_REFER,          /* a reference, an object, flags: 1: toggle, 2: delivered in a context */
  FUZZ_CLEAR,          /* gweak_reference_clear() */
  FUZZ_FORGET,         /* release a reference */
  FUZZ_GET,            /* upgrade a reference; whether to keep the object */
  FUZZ_MAKE,           /* a container, its kind */
  FUZZ_DROP,           /* release it */
  FUZZ_INSERT,         /* container, key, value */
  FUZZ_LOOKUP,         /* container, key, whether to keep the sides */
  FUZZ_REMOVE,         /* container, key */
  FUZZ_STEAL,          /* container, key, flags: 1: keep the sides, 2: not the key, 4: not the value */
  FUZZ_POP,            /* container, the same flags */
  FUZZ_REMOVE_ALL,     /* container */
  FUZZ_UPDATE,         /* container, another one */
  FUZZ_COPY,           /* container, where the copy goes */
  FUZZ_OBTAIN,         /* get_or_insert(): container, key, value, how the factory ends */
  FUZZ_FOREACH,        /* container */
  FUZZ_FOREACH_REMOVE, /* container, which third of the entries */
  FUZZ_COMBINE,        /* set, another one, where the new one goes, which operator */
  FUZZ_REDUCE,         /* set, another one, in which way */
  FUZZ_COMPARE,        /* set, another one, how */
  FUZZ_BOUND,          /* cache, how many idle values, what they may cost */
  FUZZ_TRIM,           /* cache, how severely */
  FUZZ_BEGIN,          /* an iterator, a container */
  FUZZ_NEXT,           /* move an iterator */
  FUZZ_REMOVE_AT,      /* remove what an iterator is at */
  FUZZ_END,            /* clear an iterator */
  FUZZ_ITERATE,        /* run the main context until nothing is pending */
  FUZZ_WHEN,           /* an event, of a subject, after so many: another operation, once, inside it */
  FUZZ_N_CODES
} FuzzCode;

#define FUZZ_N_ARGUMENTS 4

/* How the factory of FUZZ_OBTAIN ends. */
typedef enum
{
  FUZZ_MADE,
  FUZZ_MADE_NOTHING,
  FUZZ_RAISED,
  FUZZ_MADE_AND_RAISED, /* which counts as having raised */
  FUZZ_N_ENDS
} FuzzEnd;

/* The operators of sets, as third arguments. */
typedef enum
{
  FUZZ_UNION,
  FUZZ_INTERSECTION,
  FUZZ_DIFFERENCE,
  FUZZ_SYMMETRIC_DIFFERENCE,
  FUZZ_N_OPERATORS
} FuzzOperator;

typedef enum
{
  FUZZ_EQUAL,
  FUZZ_SUBSET,
  FUZZ_SUPERSET,
  FUZZ_DISJOINT,
  FUZZ_N_COMPARISONS
} FuzzComparison;

/* One step of a program. Plain data, so that it can be kept, shrunk and printed. */
typedef struct
{
  guint8 code;
  guint8 arguments[FUZZ_N_ARGUMENTS]; /* of FUZZ_WHEN: type and subject of the event, and how many to let pass */
  guint8 then;                        /* of FUZZ_WHEN: the code of the other operation */
  guint8 then_arguments[FUZZ_N_ARGUMENTS];
} FuzzOperation;

/* What an operation is about: a letter for each argument. */
const char *fuzz_code_get_arguments (FuzzCode code);

FuzzOperation fuzz_operation_of_when (const FuzzOperation *when);
GArray       *fuzz_program_new (void);
char         *fuzz_program_print (const GArray *program);
GArray       *fuzz_program_parse (const char *text);

G_END_DECLS
