/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "fuzz-stage.h"

G_BEGIN_DECLS

/* What a program does. One at a time. */
FuzzStage *real_new (void);
void       real_free (FuzzStage *stage);
void       real_snapshot (FuzzStage *stage);

G_END_DECLS
