/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz-generator.h"
#include "fuzz-regressions.h"
#include "fuzz-run.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* The model-based fuzz: random programs of many kinds, in the world and in a
 * naive model of it, which must tell the same story. A program that does not
 * is shrunk and printed.
 */
static const FuzzProfile profiles[] = {
  { "a few objects in a few containers", NULL, 5, 4, 3, 60, 20, 0 },
  { "many objects in large containers", "weak set", 60, 100, 4, 400, 10, 0 },
  { "sets", "set", 6, 6, 3, 80, 10,
    FUZZ_FAVOURITE (FUZZ_COMBINE) | FUZZ_FAVOURITE (FUZZ_REDUCE) | FUZZ_FAVOURITE (FUZZ_COMPARE) },
  { "caches", "cache", 12, 8, 2, 150, 15,
    FUZZ_FAVOURITE (FUZZ_INSERT) | FUZZ_FAVOURITE (FUZZ_RELEASE) | FUZZ_FAVOURITE (FUZZ_LOOKUP) |
      FUZZ_FAVOURITE (FUZZ_BOUND) | FUZZ_FAVOURITE (FUZZ_TRIM) },
  { "list stores", "list", 10, 8, 2, 80, 10,
    FUZZ_FAVOURITE (FUZZ_INSERT) | FUZZ_FAVOURITE (FUZZ_RELEASE) | FUZZ_FAVOURITE (FUZZ_ITERATE) },
  { "containers with toggle references", "toggle", 5, 4, 3, 60, 10, 0 },
  { "containers with functions", "equal", 8, 8, 3, 80, 10, 0 },
  { "containers that deliver in a context", "deferred", 6, 4, 3, 60, 10, 0 },
  { "containers that hold one side strongly", "strong owned", 6, 6, 4, 80, 5, 0 },
};

/* What the command line says; GWEAK_FUZZ_SEED and GWEAK_FUZZ_OPERATIONS outdo it. */
static struct
{
  gint  seed;
  gint  n_operations;
  char *replay;
} options = { .seed = -1 };

static const GOptionEntry entries[] = {
  { "seed", 0, 0, G_OPTION_ARG_INT, &options.seed, "Make other programs than always", "NUMBER" },
  { "operations", 0, 0, G_OPTION_ARG_INT, &options.n_operations, "How many operations in all", "NUMBER" },
  { "replay", 0, 0, G_OPTION_ARG_STRING, &options.replay, "Run one program, and say what it does wrong", "PROGRAM" },
  { NULL }
};

static gint
get_number (gint        option,
            const char *variable,
            gint        otherwise)
{
  const char *text = g_getenv (variable);

  if (text != NULL)
    return atoi (text);

  return option > 0 ? option : otherwise;
}

static guint
get_n_episodes (const FuzzProfile *profile)
{
  guint64 n_operations = get_number (options.n_operations, "GWEAK_FUZZ_OPERATIONS", 1000000);

  return MAX (n_operations * profile->share / 100 / profile->length, 1);
}

static guint
get_seed (void)
{
  return get_number (options.seed, "GWEAK_FUZZ_SEED", 1);
}

/* Says in *@episode how far it came. */
static void
run_episodes (const FuzzProfile *profile,
              volatile guint    *episode)
{
  g_autoptr (GString) report = g_string_new (NULL);
  gboolean good = TRUE;

  for (; good && *episode < get_n_episodes (profile); *episode += 1)
    {
      g_autoptr (GArray) program = fuzz_program_generate (profile, get_seed (), *episode);

      good = fuzz_run (program, report);
      if (!good)
        _exit (1);
    }
}

static void
say_what_is_wrong (GArray *program)
{
  g_autoptr (GString) report = g_string_new (NULL);
  g_autofree char *text = NULL;

  g_test_message ("It is being shrunk.");
  fuzz_shrink (program);
  text = fuzz_program_print (program);
  g_test_message ("%u operations do it: %s --replay='%s'", program->len, g_get_prgname (), text);
  g_test_fail_printf ("World and model differ.");
}

static void
test_profile (gconstpointer data)
{
  const FuzzProfile *profile = data;
  volatile guint    *episode = mmap (NULL, sizeof *episode, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pid_t              child;
  int                status;

  fflush (NULL);
  child = fork ();
  if (child == 0)
    {
      run_episodes (profile, episode);
      exit (0);
    }
  waitpid (child, &status, 0);

  if (*episode < get_n_episodes (profile))
    {
      g_autoptr (GArray) program = fuzz_program_generate (profile, get_seed (), *episode);

      g_test_message ("Seed %u, episode %u went wrong.", get_seed (), *episode);
      say_what_is_wrong (program);
    }
  else if (status != 0)
    {
      g_test_fail_printf ("It ended with status %d.", status);
    }
  munmap ((gpointer) episode, sizeof *episode);
}

static void
test_regression (gconstpointer data)
{
  const FuzzRegression *regression = data;
  g_autoptr (GArray) program = fuzz_program_parse (regression->program);
  g_autoptr (GString) report = g_string_new (NULL);

  if (!fuzz_run (program, report))
    g_test_fail_printf ("%s", report->str);
}

static int
replay (void)
{
  g_autoptr (GArray) program = fuzz_program_parse (options.replay);
  g_autoptr (GString) report = g_string_new (NULL);
  gboolean good = fuzz_run (program, report);

  g_print ("%s\n", good ? "World and model agree." : report->str);

  return !good;
}

static void
add_tests (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fuzz/%s behave as their model", profiles[i].sentence);

      g_test_add_data_func (path, &profiles[i], test_profile);
    }
  for (guint i = 0; i < fuzz_n_regressions; i++)
    {
      g_autofree char *path = g_strdup_printf ("/fuzz/%s", fuzz_regressions[i].sentence);

      g_test_add_data_func (path, &fuzz_regressions[i], test_regression);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  if (options.replay != NULL)
    return replay ();

  g_test_init (&argc, &argv, NULL);
  add_tests ();

  return g_test_run ();
}
