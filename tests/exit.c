/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Most tests need a process of their own: this program again, which acts out a
 * scenario and ends. What its finalizers say goes unbuffered to its standard
 * output, and the test compares all of that.
 */
typedef struct
{
  const char *name;
  void (*act) (void);
  const char *expected;
  int         status;
} Scenario;

static const char *program;

/* Held until the end, so that only the exit can run their finalizers. */
static TestObject *one, *other;

static void
say_cb (gpointer word)
{
  dprintf (STDOUT_FILENO, "%s ", (const char *) word);
}

static GweakFinalizer *
saying_finalizer (gpointer    object,
                  const char *word)
{
  return gweak_finalizer_new (object, say_cb, (gpointer) word, NULL);
}

static void
leave_finalizer (gpointer    object,
                 const char *word)
{
  g_object_unref (saying_finalizer (object, word));
}

static GweakFinalizer *
finalizer_in (gpointer      object,
              GMainContext *context,
              const char   *word)
{
  return g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, "main-context", context,
                       "closure", g_cclosure_new (G_CALLBACK (say_cb), (gpointer) word, NULL), NULL);
}

static void
run_newest_first (void)
{
  leave_finalizer (one, "1");
  leave_finalizer (other, "2");
  leave_finalizer (one, "3");
}

static void
exit_with_status (void)
{
  leave_finalizer (one, "a");
  exit (3);
}

static gpointer
exit_in_thread (gpointer unused)
{
  exit (4);
}

static void
exit_from_a_thread (void)
{
  leave_finalizer (one, "a");
  g_thread_join (g_thread_new ("exit", exit_in_thread, NULL));
}

static void
leave_without_exit (void)
{
  leave_finalizer (one, "a");
  dprintf (STDOUT_FILENO, "leave ");
  _exit (5);
}

static void
skip_what_is_done (void)
{
  GweakFinalizer *run = saying_finalizer (one, "run");
  GweakFinalizer *detached = saying_finalizer (one, "detached");
  GweakFinalizer *cleared = saying_finalizer (one, "cleared");
  TestObject     *dead = test_object_new ("dead");

  leave_finalizer (dead, "dead");
  leave_finalizer (one, "pending");
  g_object_unref (dead);
  gweak_finalizer_run (run);
  g_object_unref (gweak_finalizer_detach (detached));
  gweak_reference_clear (GWEAK_REFERENCE (cleared));
  g_object_unref (run);
  g_object_unref (detached);
  g_object_unref (cleared);
  dprintf (STDOUT_FILENO, "exit: ");
}

static void
heed_at_exit (void)
{
  GweakFinalizer *never = saying_finalizer (one, "never");
  GweakFinalizer *again = saying_finalizer (one, "again");

  leave_finalizer (one, "always");
  gweak_finalizer_set_at_exit (never, FALSE);
  gweak_finalizer_set_at_exit (again, FALSE);
  gweak_finalizer_set_at_exit (again, TRUE);
  g_object_unref (never);
  g_object_unref (again);
}

static void
make_another_cb (gpointer word)
{
  say_cb (word);
  leave_finalizer (other, "made-meanwhile");
}

static void
make_during_exit (void)
{
  leave_finalizer (one, "old");
  g_object_unref (gweak_finalizer_new (one, make_another_cb, (gpointer) "new", NULL));
}

static void
make_in_handler (void)
{
  dprintf (STDOUT_FILENO, "handler ");
  leave_finalizer (one, "made-in-handler");
}

/* Exit handlers run last in, first out. */
static void
make_before_ours (void)
{
  leave_finalizer (one, "a");
  atexit (make_in_handler);
}

static void
make_after_ours (void)
{
  atexit (make_in_handler);
  leave_finalizer (one, "a");
}

static void
make_first_of_all_in_handler (void)
{
  atexit (make_in_handler);
}

static gboolean
never_dispatch_cb (gpointer unused)
{
  g_assert_not_reached ();
}

static void
bypass_contexts (void)
{
  static GMainContext *context;

  TestObject *dead = test_object_new ("dead");
  GSource    *source = g_idle_source_new ();

  context = g_main_context_new ();
  g_source_set_callback (source, never_dispatch_cb, NULL, NULL);
  g_source_attach (source, context);
  g_source_unref (source);

  g_object_unref (finalizer_in (one, context, "living"));
  g_object_unref (finalizer_in (dead, context, "queued"));
  g_object_unref (dead);
  dprintf (STDOUT_FILENO, "exit: ");
}

static void
wait_for (pid_t child)
{
  int status;

  if (child < 0 || waitpid (child, &status, 0) != child || !WIFEXITED (status) || WEXITSTATUS (status) != 0)
    dprintf (STDOUT_FILENO, "the-child-failed ");
  dprintf (STDOUT_FILENO, "| ");
}

static void
fork_one_that_exits (void)
{
  pid_t child;

  leave_finalizer (one, "parent");
  child = fork ();
  if (child == 0)
    exit (0);
  wait_for (child);
}

static void
fork_one_with_its_own (void)
{
  pid_t child;

  leave_finalizer (one, "parent-old");
  leave_finalizer (other, "parent-new");
  child = fork ();
  if (child == 0)
    {
      leave_finalizer (one, "child-old");
      leave_finalizer (other, "child-new");
      exit (0);
    }
  wait_for (child);
  leave_finalizer (one, "parent-newest");
}

static void
fork_one_that_forks (void)
{
  pid_t child;

  leave_finalizer (one, "parent");
  child = fork ();
  if (child == 0)
    {
      leave_finalizer (one, "child");
      child = fork ();
      if (child == 0)
        {
          leave_finalizer (one, "grandchild");
          exit (0);
        }
      wait_for (child);
      exit (0);
    }
  wait_for (child);
}

/* A child cannot make what it inherited its own. */
static void
fork_one_that_insists (void)
{
  GweakFinalizer *finalizer = saying_finalizer (one, "parent");
  pid_t           child = fork ();

  if (child == 0)
    {
      gweak_finalizer_set_at_exit (finalizer, FALSE);
      gweak_finalizer_set_at_exit (finalizer, TRUE);
      gweak_finalizer_run_at_exit ();
      g_object_unref (finalizer);
      exit (0);
    }
  wait_for (child);
  g_object_unref (finalizer);
}

/* By death or by hand it still runs there. */
static void
fork_one_that_runs_by_hand (void)
{
  GweakFinalizer *finalizer = saying_finalizer (one, "by-hand");
  TestObject     *dropped = test_object_new ("dropped");
  pid_t           child;

  leave_finalizer (dropped, "by-death");
  child = fork ();
  if (child == 0)
    {
      gweak_finalizer_run (finalizer);
      g_object_unref (dropped);
      g_object_unref (finalizer);
      exit (0);
    }
  wait_for (child);
  gweak_reference_clear (GWEAK_REFERENCE (finalizer));
  g_object_unref (finalizer);
  g_object_unref (dropped);
}

static void
run_by_hand_before (void)
{
  leave_finalizer (one, "by-hand");
  gweak_finalizer_run_at_exit ();
  dprintf (STDOUT_FILENO, "exit: ");
}

static void
recurse_cb (gpointer word)
{
  say_cb (word);
  gweak_finalizer_run_at_exit ();
  dprintf (STDOUT_FILENO, "done ");
}

static void
run_by_hand_inside (void)
{
  leave_finalizer (one, "old");
  g_object_unref (gweak_finalizer_new (one, recurse_cb, (gpointer) "new(", NULL));
}

static void
peek_cb (gpointer place)
{
  GweakFinalizer *finalizer = *(GweakFinalizer **) place;
  g_autoptr (GObject) object = gweak_finalizer_peek (finalizer);

  dprintf (STDOUT_FILENO, "%s ", object == NULL && !gweak_reference_is_alive (GWEAK_REFERENCE (finalizer)) ? "spent" : "alive");
  g_clear_object ((GweakFinalizer **) place);
}

static void
look_at_itself (void)
{
  static GweakFinalizer *finalizer;

  finalizer = gweak_finalizer_new (one, peek_cb, &finalizer, NULL);
}

static void
drop_other_cb (gpointer word)
{
  say_cb (word);
  g_clear_object (&other);
}

static void
drop_during_exit (void)
{
  leave_finalizer (one, "oldest");
  leave_finalizer (other, "by-death");
  leave_finalizer (one, "old");
  g_object_unref (gweak_finalizer_new (one, drop_other_cb, (gpointer) "new", NULL));
}

static void
detach_cb (gpointer place)
{
  GweakFinalizer *finalizer = g_steal_pointer ((GweakFinalizer **) place);

  g_object_unref (gweak_finalizer_detach (finalizer));
  g_object_unref (finalizer);
  dprintf (STDOUT_FILENO, "detach ");
}

static void
detach_during_exit (void)
{
  static GweakFinalizer *finalizer;

  leave_finalizer (one, "oldest");
  finalizer = saying_finalizer (one, "detached");
  g_object_unref (gweak_finalizer_new (one, detach_cb, &finalizer, NULL));
}

static const Scenario scenarios[] = {
  { "a normal exit runs them newest first", run_newest_first, "3 2 1 ", 0 },
  { "exit runs them and keeps its status", exit_with_status, "a ", 3 },
  { "exit in another thread runs them", exit_from_a_thread, "a ", 4 },
  { "_exit runs none", leave_without_exit, "leave ", 5 },
  { "what ran or was detached does not run", skip_what_is_done, "dead run exit: pending ", 0 },
  { "where at-exit is FALSE it does not run", heed_at_exit, "always again ", 0 },
  { "made during exit it runs", make_during_exit, "new made-meanwhile old ", 0 },
  { "made in an exit handler before ours it runs", make_before_ours, "handler made-in-handler a ", 0 },
  { "made in an exit handler after ours it runs", make_after_ours, "a handler made-in-handler ", 0 },
  { "the first of all can be made in an exit handler", make_first_of_all_in_handler, "handler made-in-handler ", 0 },
  { "contexts are bypassed", bypass_contexts, "exit: queued living ", 0 },
  { "a forked child runs none of its parent's", fork_one_that_exits, "| parent ", 0 },
  { "a forked child runs its own", fork_one_with_its_own, "child-new child-old | parent-newest parent-new parent-old ", 0 },
  { "a forked child's child runs its own", fork_one_that_forks, "grandchild | child | parent ", 0 },
  { "a forked child cannot take its parent's over", fork_one_that_insists, "| parent ", 0 },
  { "in a forked child deaths and hands still run them", fork_one_that_runs_by_hand, "by-hand by-death | by-death ", 0 },
  { "run by hand before they do not run again", run_by_hand_before, "by-hand exit: ", 0 },
  { "an action can run the others", run_by_hand_inside, "new( old done ", 0 },
  { "inside its action it is spent", look_at_itself, "spent ", 0 },
  { "what a death runs meanwhile runs once", drop_during_exit, "new by-death old oldest ", 0 },
  { "what is detached meanwhile does not run", detach_during_exit, "detach oldest ", 0 },
};

static int
act_out (const char *name)
{
  one = test_object_new ("one");
  other = test_object_new ("other");

  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    if (strcmp (scenarios[i].name, name) == 0)
      {
        scenarios[i].act ();
        return 0;
      }

  return 99;
}

static void
scenario_ends_as_expected (gconstpointer user_data)
{
  const Scenario  *scenario = user_data;
  const char      *arguments[] = { program, "--scenario", scenario->name, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (output, ==, scenario->expected);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, scenario->status);
}

#define N_MANY 2000

static gint n_ready;

static gpointer
run_at_exit_in_thread (gpointer unused)
{
  g_atomic_int_inc (&n_ready);
  while (g_atomic_int_get (&n_ready) < 2)
    g_thread_yield ();
  gweak_finalizer_run_at_exit ();

  return NULL;
}

static void
count_cb (gpointer counter)
{
  g_atomic_int_inc ((gint *) counter);
}

static void
two_threads_claim_each_once (void)
{
  TestObject      *object = test_object_new ("it");
  g_autofree gint *counters = g_new0 (gint, N_MANY);
  GThread         *threads[2];

  for (guint i = 0; i < N_MANY; i++)
    g_object_unref (gweak_finalizer_new (object, count_cb, &counters[i], NULL));

  n_ready = 0;
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("exit", run_at_exit_in_thread, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  for (guint i = 0; i < N_MANY; i++)
    g_assert_cmpint (counters[i], ==, 1);
  g_assert_cmpuint (gweak_count_references (object), ==, 0);
  g_assert_finalize_object (object);
  for (guint i = 0; i < N_MANY; i++)
    g_assert_cmpint (counters[i], ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--scenario") == 0)
    return act_out (argv[2]);

  g_test_init (&argc, &argv, NULL);
  program = argv[0];

  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    {
      g_autofree char *path = g_strconcat ("/exit/", scenarios[i].name, NULL);

      g_test_add_data_func (path, &scenarios[i], scenario_ends_as_expected);
    }
  g_test_add_func ("/exit/two threads claim each once", two_threads_claim_each_once);

  return g_test_run ();
}
