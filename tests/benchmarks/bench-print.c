/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench.h"

#include <stdio.h>

static const char *
or_dash (const char *string)
{
  return string != NULL ? string : "-";
}

void
bench_print_row (const BenchLine *line)
{
  const double numbers[] = {
    line->goal,
    line->value,
    line->lower,
    line->upper,
    line->work_cost,
    line->baseline_cost,
    line->disturbance,
  };

  printf ("%s\t%s\t%s\t%s", line->name, line->work, or_dash (line->baseline), line->figure);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    printf ("\t%.5g", numbers[i]);
  printf ("\n");
  fflush (stdout);
}
