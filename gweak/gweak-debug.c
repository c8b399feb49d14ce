/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-debug-private.h"

#include "gweak-debug-object-private.h"

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
 * time, and gweak_debug_list_objects() for programs. Without any of them there
 * is no list, and no cost.
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

/* One of them. */
typedef struct
{
  GweakTracker    *tracker; /* (owned) */
  GweakDebugRecord record;
} Tracked;

static struct
{
  GweakLock   lock;
  GHashTable *tracked;     /* (owned) (nullable) the GweakTrackers since the start, each pinned, → (owned) GweakDebugRecord; guarded by `lock` */
  guint64     last_serial; /* guarded by `lock` */
  GHashTable *told_types;  /* (owned) (nullable) GType; guarded by `lock` */
  gint        flags;       /* Flags; atomic */
  pid_t       process;     /* the one to list leaks for; immutable once the library is loaded */
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
    debug.tracked = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) gweak_tracker_unref, g_free);
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
  GType             type = G_OBJECT_TYPE (tracker->object);
  GweakDebugRecord *record;

  if (is_on (DEATHS))
    g_printerr ("gweak: object at %p is tracked, a %s\n", (gpointer) tracker->object, g_type_name (type));
  if (!is_on (LEAKS))
    return;

  record = g_new0 (GweakDebugRecord, 1);
  record->type = type;
  record->tracked_time = g_get_monotonic_time ();
  gweak_lock (&debug.lock);
  record->serial = ++debug.last_serial;
  g_hash_table_insert (debug.tracked, gweak_tracker_ref (tracker), record);
  gweak_unlock (&debug.lock);
}

void
gweak_debug_died (GweakTracker *tracker)
{
  GweakDebugRecord *record;

  if (is_on (DEATHS))
    note (tracker, "died");
  if (!is_on (LEAKS))
    return;

  gweak_lock (&debug.lock);
  record = g_hash_table_lookup (debug.tracked, tracker);
  if (record != NULL)
    record->disposed_time = g_get_monotonic_time ();
  gweak_unlock (&debug.lock);
}

void
gweak_debug_finalized (GweakTracker *tracker)
{
  gpointer record;
  gboolean found;

  if (is_on (DEATHS))
    note (tracker, "was finalized");
  if (!is_on (LEAKS))
    return;

  gweak_lock (&debug.lock);
  found = g_hash_table_steal_extended (debug.tracked, tracker, NULL, &record);
  gweak_unlock (&debug.lock);

  if (found)
    {
      gweak_tracker_unref (tracker);
      g_free (record);
    }
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

/* A copy, so that nothing foreign is called under the lock. */
static GArray *
copy_tracked (void)
{
  GArray        *copy = g_array_new (FALSE, FALSE, sizeof (Tracked));
  GHashTableIter iter;
  gpointer       tracker, record;

  gweak_lock (&debug.lock);
  if (debug.tracked != NULL)
    {
      g_hash_table_iter_init (&iter, debug.tracked);
      while (g_hash_table_iter_next (&iter, &tracker, &record))
        {
          Tracked tracked = { gweak_tracker_ref (tracker), *(GweakDebugRecord *) record };

          g_array_append_val (copy, tracked);
        }
    }
  gweak_unlock (&debug.lock);

  return copy;
}

static int
compare_tracked (gconstpointer a,
                 gconstpointer b)
{
  guint64 serial_a = ((const Tracked *) a)->record.serial, serial_b = ((const Tracked *) b)->record.serial;

  return (serial_a > serial_b) - (serial_a < serial_b);
}

static void
append_object (GString          *listing,
               GweakDebugObject *object)
{
  const char *const *kinds = gweak_debug_object_get_kinds (object);
  guint              n_refs = gweak_debug_object_get_ref_count (object);

  g_string_append_printf (listing, "%s at %p: ", g_type_name (gweak_debug_object_get_object_type (object)),
                          GSIZE_TO_POINTER (gweak_debug_object_get_address (object)));
  if (n_refs > 0)
    g_string_append_printf (listing, "reference count %u", n_refs);
  else
    g_string_append (listing, "disposed of");
  if (kinds[0] == NULL)
    g_string_append (listing, ", no observers");
  for (guint i = 0; kinds[i] != NULL; i++)
    g_string_append_printf (listing, ", %u %s", gweak_debug_object_count_observers (object, kinds[i]), kinds[i]);
  if (gweak_debug_object_count_handlers (object) > 0)
    g_string_append_printf (listing, ", %u handlers of methods", gweak_debug_object_count_handlers (object));
  g_string_append_printf (listing, ", toggle reference %s", gweak_debug_object_get_toggle_state (object));
  if (gweak_debug_object_get_held_by_value (object))
    g_string_append (listing, ", perhaps held by its own value");
  g_string_append_c (listing, '\n');
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
 * finalized: its type, address, reference count, observers by kind, how many
 * handlers of methods are attached to it, and the state of its toggle reference,
 * one line each below a heading. The weak key of a #GweakWeakHashTable that has
 * one reference left is marked if the table has a value under it that could own
 * it.
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
  GPtrArray *objects = gweak_debug_list_objects ();
  GString   *listing = g_string_new (NULL);

  g_string_append_printf (listing, "gweak: %u tracked objects\n", objects->len);
  for (guint i = 0; i < objects->len; i++)
    append_object (listing, objects->pdata[i]);
  g_ptr_array_unref (objects);

  return g_string_free (listing, FALSE);
}

/**
 * gweak_debug_list_objects:
 *
 * Lists what gweak_debug_dump() tells, for programs: one entry for every object
 * that was tracked since gweak_debug_start() and was not finalized. Each object
 * is held for the moment in which its reference count is read; it dies in this
 * thread if another releases the last other reference just then.
 *
 * May be called from any thread.
 *
 * Returns: (transfer container) (element-type GweakDebugObject): the objects,
 *   in the order in which they were tracked
 *
 * Since: 1.0
 */
GPtrArray *
gweak_debug_list_objects (void)
{
  GArray    *tracked = copy_tracked ();
  GPtrArray *objects = g_ptr_array_new_full (tracked->len, (GDestroyNotify) gweak_debug_object_unref);

  g_array_sort (tracked, compare_tracked);
  for (guint i = 0; i < tracked->len; i++)
    {
      Tracked *one = &g_array_index (tracked, Tracked, i);

      g_ptr_array_add (objects, gweak_debug_object_new (one->tracker, &one->record));
      gweak_tracker_unref (one->tracker);
    }
  g_array_unref (tracked);

  return objects;
}
