/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz-run.h"

#include <string.h>

/* Makes a program that fails as small as it can be. */

static GArray *
copy_without (const GArray *program,
              guint         first,
              guint         n)
{
  GArray *copy = g_array_copy ((GArray *) program);

  g_array_remove_range (copy, first, n);

  return copy;
}

static void
replace (GArray *program,
         GArray *other)
{
  g_array_set_size (program, 0);
  g_array_append_vals (program, other->data, other->len);
}

/* Takes out what is not needed, in pieces of @n operations, the last first. */
static gboolean
drop_pieces (GArray *program,
             guint   n)
{
  gboolean dropped = FALSE;

  for (guint end = program->len; end > 0; end -= MIN (end, n))
    {
      guint first = end > n ? end - n : 0;
      g_autoptr (GArray) candidate = copy_without (program, first, end - first);

      if (!fuzz_run_elsewhere (candidate))
        {
          replace (program, candidate);
          dropped = TRUE;
        }
    }

  return dropped;
}

static gboolean
drop_operations (GArray *program)
{
  gboolean dropped = FALSE;

  for (guint n = MAX (program->len / 2, 1); n > 0; n /= 2)
    dropped |= drop_pieces (program, n);

  return dropped;
}

/* What comes when does not matter: do it at once. */
static gboolean
try_at_once (GArray *program,
             guint   i)
{
  FuzzOperation *operation = &g_array_index (program, FuzzOperation, i);
  FuzzOperation  saved = *operation;

  if (operation->code != FUZZ_WHEN)
    return FALSE;

  *operation = fuzz_operation_of_when (&saved);
  if (!fuzz_run_elsewhere (program))
    return TRUE;
  g_array_index (program, FuzzOperation, i) = saved;

  return FALSE;
}

/* Smaller numbers are easier to read. */
static gboolean
lower_number (GArray *program,
              guint8 *number)
{
  guint8 saved = *number;

  for (*number = 0; *number < saved; *number += 1)
    if (!fuzz_run_elsewhere (program))
      return TRUE;

  return FALSE;
}

static gboolean
simplify_operation (GArray *program,
                    guint   i)
{
  FuzzOperation *operation = &g_array_index (program, FuzzOperation, i);
  const char    *letters = fuzz_code_get_arguments (operation->code);
  gboolean       simpler = try_at_once (program, i);

  for (guint j = 0; j < strlen (letters); j++)
    if (letters[j] != 'T')
      simpler |= lower_number (program, &operation->arguments[j]);
  if (operation->code != FUZZ_WHEN)
    return simpler;

  letters = fuzz_code_get_arguments (operation->then);
  for (guint j = 0; j < strlen (letters); j++)
    simpler |= lower_number (program, &operation->then_arguments[j]);

  return simpler;
}

static gboolean
simplify_operations (GArray *program)
{
  gboolean simpler = FALSE;

  for (guint i = 0; i < program->len; i++)
    simpler |= simplify_operation (program, i);

  return simpler;
}

/* The caller knows that @program fails. */
void
fuzz_shrink (GArray *program)
{
  do
    while (drop_operations (program))
      ;
  while (simplify_operations (program));
}
