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
bench_print_row (const char *name,
                 const char *work,
                 const char *baseline,
                 const char *figure,
                 double      goal,
                 double      value,
                 double      lower,
                 double      upper,
                 double      work_cost,
                 double      baseline_cost)
{
  printf ("%s\t%s\t%s\t%s\t%g\t%.5g\t%.5g\t%.5g\t%.5g\t%.5g\n",
          name, work, or_dash (baseline), figure, goal, value, lower, upper, work_cost, baseline_cost);
  fflush (stdout);
}
