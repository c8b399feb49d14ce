/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A program that went wrong once, shrunk, or that is rarely made up. */
typedef struct
{
  const char *sentence;
  const char *program;
} FuzzRegression;

extern const FuzzRegression fuzz_regressions[];
extern const guint          fuzz_n_regressions;

G_END_DECLS
