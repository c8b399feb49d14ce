/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-debug-private.h"

#include "gweak-toggle-private.h"

#include <stdlib.h>
#include <unistd.h>

/**
 * SECTION:gweak-debug
 * @Title: Debugging
 * @Short_description: what is tracked, and what leaks
 *
 * With the environment variable `GWEAK_DEBUG`, a comma-separated list, gweak
 * tells on the standard error output what it sees:
 *
 * - `leaks`: keep a list of tracked objects from the start, and print what is
 *   left of it at exit
 * - `toggles`: one line for each type whose objects gweak stood down for, since
 *   a foreign toggle reference was in the way
 * - `deaths`: one line for each moment of a tracked object's death
 *
 * gweak_debug_start() and gweak_debug_dump() do the same as `leaks` at any
 * time. Without any of them there is no list, and no cost.
 */

typedef enum
{
  LEAKS = 1 << 0,
  TOGGLES = 1 << 1,
  DEATHS = 1 << 2
} Flags;

static const GDebugKey keys[] = {
  { "leaks", LEAKS },
  { "toggles", TOGGLES },
  { "deaths", DEATHS },
};

static struct
{
  GweakLock   lock;
  GHashTable *tracked;    /* (owned) (nullable) the GweakTrackers since the start, each pinned, → GType; guarded by `lock` */
  GHashTable *told_types; /* (owned) (nullable) GType; guarded by `lock` */
  gint        flags;      /* Flags; atomic */
  pid_t       process;    /* the one to list leaks for; immutable once the library is loaded */
} debug;

static gboolean
is_on (Flags flag)
{
  return G_UNLIKELY (g_atomic_int_get (&debug.flags) & flag);
}

/* Not in forked children: what their parent tracks is the parent's to tell. */
static void
dump_at_exit (void)
{
  char *listing;

  if (getpid () != debug.process)
    return;

  listing = gweak_debug_dump ();
  g_printerr ("%s", listing);
  g_free (listing);
}

static void
start (void)
{
  gweak_lock (&debug.lock);
  if (debug.tracked == NULL)
    debug.tracked = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) gweak_tracker_unref, NULL);
  gweak_unlock (&debug.lock);

  g_atomic_int_or (&debug.flags, LEAKS);
}

/* Before the first object can be tracked. */
__attribute__ ((constructor)) static void
read_environment (void)
{
  const char *wishes = g_getenv ("GWEAK_DEBUG");
  guint       flags = wishes != NULL ? g_parse_debug_string (wishes, keys, G_N_ELEMENTS (keys)) : 0;

  g_atomic_int_set (&debug.flags, flags);
  if (flags & LEAKS)
    {
      start ();
      debug.process = getpid ();
      atexit (dump_at_exit);
    }
}

static void
note (GweakTracker *tracker,
      const char   *what)
{
  g_printerr ("gweak: object at %p %s\n", (gpointer) tracker->object, what);
}

/* @tracker is new; its object is held by the caller. */
void
gweak_debug_tracked (GweakTracker *tracker)
{
  GType type = G_OBJECT_TYPE (tracker->object);

  if (is_on (DEATHS))
    g_printerr ("gweak: object at %p is tracked, a %s\n", (gpointer) tracker->object, g_type_name (type));
  if (!is_on (LEAKS))
    return;

  gweak_lock (&debug.lock);
  g_hash_table_insert (debug.tracked, gweak_tracker_ref (tracker), GSIZE_TO_POINTER (type));
  gweak_unlock (&debug.lock);
}

void
gweak_debug_died (GweakTracker *tracker)
{
  if (is_on (DEATHS))
    note (tracker, "died");
}

void
gweak_debug_finalized (GweakTracker *tracker)
{
  gboolean found;

  if (is_on (DEATHS))
    note (tracker, "was finalized");
  if (!is_on (LEAKS))
    return;

  gweak_lock (&debug.lock);
  found = g_hash_table_steal (debug.tracked, tracker);
  gweak_unlock (&debug.lock);

  if (found)
    gweak_tracker_unref (tracker);
}

/* One line per type. */
void
gweak_debug_stood_down (GObject *object)
{
  gboolean is_new;

  if (!is_on (TOGGLES))
    return;

  gweak_lock (&debug.lock);
  if (debug.told_types == NULL)
    debug.told_types = g_hash_table_new (NULL, NULL);
  is_new = g_hash_table_add (debug.told_types, GSIZE_TO_POINTER (G_OBJECT_TYPE (object)));
  gweak_unlock (&debug.lock);

  if (is_new)
    g_printerr ("gweak: standing down for objects of type %s: they have another toggle reference\n",
                G_OBJECT_TYPE_NAME (object));
}

/* Counts by kind, in the order of first sight, newest first. */
static void
append_observers (GString      *listing,
                  GweakTracker *tracker)
{
  const char *kinds[16] = { NULL };
  guint       counts[G_N_ELEMENTS (kinds)] = { 0 };
  guint       i;

  gweak_lock (&tracker->lock);
  for (GweakLink *link = tracker->newest; link != NULL; link = link->older)
    {
      for (i = 0; kinds[i] != NULL && kinds[i] != link->ops->kind; i++)
        ;
      kinds[i] = link->ops->kind;
      counts[i]++;
    }
  gweak_unlock (&tracker->lock);

  if (kinds[0] == NULL)
    g_string_append (listing, ", no observers");
  for (i = 0; kinds[i] != NULL; i++)
    g_string_append_printf (listing, ", %u %s", counts[i], kinds[i]);
}

/* (transfer container): those that can be asked, each pinned. */
static GPtrArray *
list_holders (GweakTracker *tracker)
{
  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify) gweak_link_unref);

  gweak_lock (&tracker->lock);
  for (GweakLink *link = tracker->newest; link != NULL; link = link->older)
    if (link->ops->may_hold != NULL)
      g_ptr_array_add (links, gweak_link_ref (link));
  gweak_unlock (&tracker->lock);

  return links;
}

/* A value that owns its key keeps itself in a table for good. */
static gboolean
may_be_held_by_a_value (GweakTracker *tracker)
{
  GPtrArray *links = list_holders (tracker);
  gboolean   may = FALSE;

  for (guint i = 0; i < links->len && !may; i++)
    {
      GweakLink *link = links->pdata[i];

      may = link->ops->may_hold (link);
    }
  g_ptr_array_unref (links);

  return may;
}

/* An object that only its qdata knows, a husk or one in its last unref, cannot
 * be upgraded: its count is not known.
 */
static void
append_tracked (GString      *listing,
                GweakTracker *tracker,
                GType         type)
{
  const char *toggle = gweak_toggle_describe (tracker);
  GObject    *object = g_weak_ref_get (&tracker->referent);
  int         n_refs = object != NULL ? g_atomic_int_get ((gint *) &object->ref_count) - 1 : 0;

  g_string_append_printf (listing, "%s at %p: ", g_type_name (type), (gpointer) tracker->object);
  if (object != NULL)
    g_string_append_printf (listing, "reference count %d", n_refs);
  else
    g_string_append (listing, "disposed of");
  append_observers (listing, tracker);
  g_string_append_printf (listing, ", toggle reference %s", toggle);
  if (n_refs - g_str_equal (toggle, "armed") == 1 && may_be_held_by_a_value (tracker))
    g_string_append (listing, ", perhaps held by its own value");
  g_string_append_c (listing, '\n');
  g_clear_object (&object);
}

/* A copy, so that nothing foreign is called under the lock. */
static GHashTable *
copy_tracked (void)
{
  GHashTable    *copy = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) gweak_tracker_unref, NULL);
  GHashTableIter iter;
  gpointer       tracker, type;

  gweak_lock (&debug.lock);
  if (debug.tracked != NULL)
    {
      g_hash_table_iter_init (&iter, debug.tracked);
      while (g_hash_table_iter_next (&iter, &tracker, &type))
        g_hash_table_insert (copy, gweak_tracker_ref (tracker), type);
    }
  gweak_unlock (&debug.lock);

  return copy;
}

/**
 * gweak_debug_start:
 *
 * Starts the list of tracked objects for gweak_debug_dump(): those that are
 * tracked from now on. Does nothing if it was started before.
 *
 * May be called from any thread.
 *
 * Since: 1.0
 */
void
gweak_debug_start (void)
{
  start ();
}

/**
 * gweak_debug_dump:
 *
 * Lists every object that was tracked since gweak_debug_start() and was not
 * finalized: its type, address, reference count, observers by kind and the
 * state of its toggle reference, one line each below a heading. The weak key of
 * a #GweakWeakHashTable that has one reference left is marked if the table has a
 * value under it that could own it.
 *
 * May be called from any thread.
 *
 * Returns: (transfer full): the listing
 *
 * Since: 1.0
 */
char *
gweak_debug_dump (void)
{
  GHashTable    *tracked = copy_tracked ();
  GString       *listing = g_string_new (NULL);
  GHashTableIter iter;
  gpointer       tracker, type;

  g_string_append_printf (listing, "gweak: %u tracked objects\n", g_hash_table_size (tracked));
  g_hash_table_iter_init (&iter, tracked);
  while (g_hash_table_iter_next (&iter, &tracker, &type))
    append_tracked (listing, tracker, GPOINTER_TO_SIZE (type));
  g_hash_table_unref (tracked);

  return g_string_free (listing, FALSE);
}
