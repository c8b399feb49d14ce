/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gweak/gweak.h>

G_BEGIN_DECLS

/* What a side of a container is. */
typedef enum
{
  FUZZ_SIDE_OBJECT,
  FUZZ_SIDE_INT,
  FUZZ_SIDE_STRING,
  FUZZ_SIDE_OWNED, /* a plain pointer with a destroy notify */
  FUZZ_SIDE_NONE
} FuzzSide;

typedef enum
{
  FUZZ_TABLE,
  FUZZ_SET,
  FUZZ_CACHE,
  FUZZ_LIST
} FuzzType;

typedef struct
{
  const char   *name;
  FuzzSide      key;
  FuzzSide      value;
  GweakWeakness weakness;
  gboolean      functions; /* keys that are not the same can be equal */
  gboolean      toggle;
  gboolean      deferred;
  FuzzType      type;
} FuzzKind;

extern const FuzzKind fuzz_kinds[];
extern const guint    fuzz_n_kinds;

/* Keys that are the same to the functions of a container are of one class. An
 * object's is its value.
 */
#define FUZZ_KEY_CLASS(number) ((number) / 2)

static inline gboolean
fuzz_kind_is_weak (const FuzzKind *self,
                   GweakWeakness   side)
{
  return (self->weakness & side) != 0;
}

/* A cache looks at no more values at a time, and then says exactly what is idle. */
#define FUZZ_N_CACHED 8

/* How many may be idle at first. */
#define FUZZ_MAX_IDLE 4

static inline gboolean
fuzz_kind_has_iterator (const FuzzKind *self)
{
  return self->type == FUZZ_TABLE || self->type == FUZZ_SET;
}

static inline gboolean
fuzz_kind_can_have_key (const FuzzKind *self,
                        guint           key)
{
  return self->type != FUZZ_CACHE || key < FUZZ_N_CACHED;
}

static inline gboolean
fuzz_kind_owns (const FuzzKind *self)
{
  return self->key == FUZZ_SIDE_OWNED || self->value == FUZZ_SIDE_OWNED;
}

G_END_DECLS
