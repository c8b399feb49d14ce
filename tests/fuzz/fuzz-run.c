/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz-run.h"

#include "model.h"
#include "real.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs a program in the world and in its model, step by step. */
typedef struct
{
  FuzzStage *real;  /* (owned) */
  FuzzStage *model; /* (owned) */
} Pair;

static void
append (GArray  *program,
        FuzzCode code,
        guint    n)
{
  for (guint i = 0; i < n; i++)
    {
      FuzzOperation operation = { .code = code, .arguments = { i } };

      g_array_append_val (program, operation);
    }
}

/* Releases everything, and breaks cycles. */
static GArray *
make_end (void)
{
  GArray *program = g_array_new (FALSE, TRUE, sizeof (FuzzOperation));

  append (program, FUZZ_END, FUZZ_N_ITERATORS);
  append (program, FUZZ_UNWATCH, FUZZ_N_WATCHES);
  append (program, FUZZ_RELEASE, FUZZ_N_OBJECTS / 16);
  append (program, FUZZ_DROP, FUZZ_N_CONTAINERS);
  append (program, FUZZ_RELEASE, FUZZ_N_OBJECTS);
  append (program, FUZZ_FORGET, FUZZ_N_REFERENCES);
  append (program, FUZZ_ITERATE, 1);
  append (program, FUZZ_BREAK, FUZZ_N_OBJECTS);
  append (program, FUZZ_ITERATE, 1);

  return program;
}

static void
print_difference (Pair                *pair,
                  const FuzzOperation *operation,
                  GString             *report)
{
  g_autoptr (GArray) program = g_array_new (FALSE, FALSE, sizeof (FuzzOperation));
  g_autofree char *text = NULL;
  g_autofree char *real = fuzz_stage_print (pair->real);
  g_autofree char *model = fuzz_stage_print (pair->model);

  g_array_append_vals (program, operation, 1);
  text = fuzz_program_print (program);
  g_string_append_printf (report, "\"%s\" gave\n%sand should have given\n%s", text, real, model);
}

static void
step (FuzzStage           *stage,
      const FuzzOperation *operation,
      void (*snapshot) (FuzzStage *stage))
{
  g_array_set_size (stage->events, 0);
  stage->run (stage, operation);
  snapshot (stage);
}

static gboolean
is_there (FuzzStage           *model,
          const FuzzOperation *operation)
{
  return model_has (model, fuzz_code_get_arguments (operation->code)[0], operation->arguments[0]);
}

/* Whether both did the same. */
static gboolean
run_all (Pair         *pair,
         const GArray *program,
         gboolean      only_what_is_there,
         GString      *report)
{
  for (guint i = 0; i < program->len; i++)
    {
      const FuzzOperation *operation = &g_array_index (program, FuzzOperation, i);

      if (only_what_is_there && !is_there (pair->model, operation))
        continue;
      step (pair->real, operation, real_snapshot);
      step (pair->model, operation, model_snapshot);
      if (!fuzz_stage_equal (pair->real, pair->model))
        {
          print_difference (pair, operation, report);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
is_all_gone (FuzzStage *stage)
{
  FuzzEvent *last = &g_array_index (stage->events, FuzzEvent, stage->events->len - 1);

  return last->type == FUZZ_EVENT_SIZE && last->a == 0;
}

/* Whether the world did what its model says. If not, says in @report what they
 * differ in; the world is left as it is then.
 */
gboolean
fuzz_run (const GArray *program,
          GString      *report)
{
  Pair pair = { real_new (), model_new () };
  g_autoptr (GArray) end = make_end ();

  if (!run_all (&pair, program, FALSE, report))
    return FALSE;

  pair.real->n_pending = pair.model->n_pending = 0;
  if (!run_all (&pair, end, TRUE, report))
    return FALSE;

  if (!is_all_gone (pair.real))
    {
      g_string_append (report, "Objects are left.\n");
      return FALSE;
    }

  real_free (pair.real);
  model_free (pair.model);

  return TRUE;
}

/* A program that never ends is wrong as well. */
#define SECONDS 60

static void
run_quietly (const GArray *program)
{
  g_autoptr (GString) report = g_string_new (NULL);
  int null = open ("/dev/null", O_WRONLY);

  alarm (SECONDS);
  dup2 (null, STDOUT_FILENO);
  dup2 (null, STDERR_FILENO);
  _exit (!fuzz_run (program, report));
}

/* The same in a process of its own, since what is wrong can crash. */
gboolean
fuzz_run_elsewhere (const GArray *program)
{
  int   status;
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    run_quietly (program);
  waitpid (child, &status, 0);

  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}
