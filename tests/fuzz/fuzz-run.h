/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "fuzz-operation.h"

G_BEGIN_DECLS

gboolean fuzz_run (const GArray *program,
                   GString      *report);
gboolean fuzz_run_elsewhere (const GArray *program);
void     fuzz_shrink (GArray *program);

G_END_DECLS
