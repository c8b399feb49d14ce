/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "fuzz-kind.h"
#include "fuzz-stage.h"

G_BEGIN_DECLS

/* How many objects an object can hold. */
#define FUZZ_N_HELD 4

/* What a program should do. */
FuzzStage *model_new (void);
void       model_free (FuzzStage *stage);
void       model_snapshot (FuzzStage *stage);

/* What there is, by letters of fuzz_code_get_arguments(). */
gboolean model_has (FuzzStage *stage,
                    char       letter,
                    guint      number);
/* The object that a watch or a reference is about; FUZZ_NONE: there is no such. */
gint            model_get_object (FuzzStage *stage,
                                  char       letter,
                                  guint      number);
const FuzzKind *model_get_kind (FuzzStage *stage,
                                guint      container);

G_END_DECLS
