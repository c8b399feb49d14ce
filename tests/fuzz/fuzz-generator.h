/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "fuzz-operation.h"

G_BEGIN_DECLS

#define FUZZ_FAVOURITE(code) (G_GUINT64_CONSTANT (1) << (code))

/* What a random program is like. */
typedef struct
{
  const char *sentence;
  const char *kinds; /* words, of which a container's kind has one; NULL: all kinds */
  guint       n_objects;
  guint       n_keys;
  guint       n_containers;
  guint       length;
  guint       share;      /* of all operations, in per cent */
  guint64     favourites; /* codes, by FUZZ_FAVOURITE(), that come more often */
} FuzzProfile;

GArray *fuzz_program_generate (const FuzzProfile *profile,
                               guint32            seed,
                               guint32            episode);

G_END_DECLS
