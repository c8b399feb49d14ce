/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-exit-private.h"

#include <pthread.h>
#include <stdlib.h>

/* What is still to run when the process ends normally, newest first. A forked
 * child starts with nothing: what its parent made is the parent's to run.
 */
static struct
{
  GweakLock       lock;
  GweakExitEntry *newest; /* (unowned) in the order of their serials; guarded by `lock`, as all here */
  guint64         last_serial;
  guint           process;    /* counts forks */
  gboolean        registered; /* with atexit(), at least once, and not run yet */
} pending;

static void
before_fork (void)
{
  gweak_lock (&pending.lock);
}

static void
after_fork_in_parent (void)
{
  gweak_unlock (&pending.lock);
}

/* Entries of the parent are left where they are; their generation tells. */
static void
after_fork_in_child (void)
{
  pending.newest = NULL;
  pending.process++;
  pending.registered = FALSE;
  gweak_unlock (&pending.lock);
}

static void prepare_forks (void) __attribute__ ((constructor));

static void
prepare_forks (void)
{
  pthread_atfork (before_fork, after_fork_in_parent, after_fork_in_child);
}

static void
set_registered (gboolean registered)
{
  gweak_lock (&pending.lock);
  pending.registered = registered;
  gweak_unlock (&pending.lock);
}

static void
exit_cb (void)
{
  set_registered (FALSE);
  gweak_exit_run ();
}

/* Gives @entry, which is new, its place in the order. One that is made while
 * exit handlers run registers another handler, which the C library then runs
 * as well. Threads may do so twice, so that each can rely on it.
 */
void
gweak_exit_number (GweakExitEntry *entry)
{
  gboolean registered;

  gweak_lock (&pending.lock);
  entry->serial = ++pending.last_serial;
  entry->process = pending.process;
  registered = pending.registered;
  gweak_unlock (&pending.lock);

  if (!registered && atexit (exit_cb) == 0)
    set_registered (TRUE);
}

static void
unlink_entry (GweakExitEntry *entry)
{
  if (entry->newer != NULL)
    entry->newer->older = entry->older;
  else
    pending.newest = entry->older;
  if (entry->older != NULL)
    entry->older->newer = entry->newer;
  entry->entered = FALSE;
}

/* In the order in which entries were made, whenever they enter again. */
static void
link_entry (GweakExitEntry *entry)
{
  GweakExitEntry *newer = NULL;
  GweakExitEntry *older = pending.newest;

  for (; older != NULL && older->serial > entry->serial; older = older->older)
    newer = older;

  entry->newer = newer;
  entry->older = older;
  if (newer != NULL)
    newer->older = entry;
  else
    pending.newest = entry;
  if (older != NULL)
    older->newer = entry;
  entry->entered = TRUE;
}

static gboolean
is_inherited (GweakExitEntry *entry)
{
  return entry->process != pending.process;
}

/* Does nothing in a process that did not make @entry. */
void
gweak_exit_enter (GweakExitEntry *entry)
{
  gweak_lock (&pending.lock);
  if (!entry->entered && !is_inherited (entry))
    link_entry (entry);
  gweak_unlock (&pending.lock);
}

void
gweak_exit_leave (GweakExitEntry *entry)
{
  gweak_lock (&pending.lock);
  if (entry->entered && !is_inherited (entry))
    unlink_entry (entry);
  entry->entered = FALSE;
  gweak_unlock (&pending.lock);
}

gboolean
gweak_exit_is_entered (GweakExitEntry *entry)
{
  gboolean entered;

  gweak_lock (&pending.lock);
  entered = entry->entered && !is_inherited (entry);
  gweak_unlock (&pending.lock);

  return entered;
}

/* The newest entry's link, pinned. */
static GweakLink *
take_newest (void)
{
  GweakLink *link = NULL;

  gweak_lock (&pending.lock);
  if (pending.newest != NULL)
    {
      link = gweak_link_ref (pending.newest->link);
      unlink_entry (pending.newest);
    }
  gweak_unlock (&pending.lock);

  return link;
}

/* Runs everything that is pending, also what is made meanwhile. Any number of
 * threads may do so at once; each entry is taken by one.
 */
void
gweak_exit_run (void)
{
  GweakLink *link;

  while ((link = take_newest ()) != NULL)
    {
      link->ops->at_exit (link);
      gweak_link_unref (link);
    }
}
