/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static GMenu *menu; /* (owned) by the process, to its end */

static void
say (gpointer text)
{
  g_print ("%s\n", (char *) text);
}

int
main (void)
{
  pid_t child;
  int   status;

  /* begin:at-exit */
  GweakFinalizer *first, *second, *third;

  menu = g_menu_new ();
  first = gweak_finalizer_new (menu, say, "the first", NULL);
  second = gweak_finalizer_new (menu, say, "the second", NULL);
  third = gweak_finalizer_new (menu, say, "the third", NULL);
  gweak_finalizer_set_at_exit (second, FALSE);

  child = fork ();
  if (child == 0)
    exit (0); /* runs none of its parent's finalizers */

  waitpid (child, &status, 0);
  g_print ("The child is gone, the parent exits.\n");
  /* end:at-exit */
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);

  g_object_unref (first);
  g_object_unref (second);
  g_object_unref (third);

  return 0;
}
