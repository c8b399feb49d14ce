/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-debug-object-private.h"

#include "gweak-toggle-private.h"

#include <string.h>

/* The observers of one kind. */
typedef struct
{
  const char *kind; /* (unowned) static */
  guint       count;
} Tally;

/**
 * GweakDebugObject:
 *
 * What gweak_debug_list_objects() found out about one tracked object. It does
 * not change, does not hold the object, and outlives it.
 *
 * Since: 1.0
 */
struct _GweakDebugObject
{
  gint             ref_count;     /* atomic; the rest is immutable */
  GweakTracker    *tracker;       /* (owned) a pin: it does not hold the object */
  GweakDebugRecord record;        /* as it was then */
  const char      *toggle_state;  /* (unowned) static */
  const char     **kinds;         /* (owned) of (unowned) static strings, %NULL-terminated */
  guint           *counts;        /* (owned) beside `kinds` */
  guint            n_refs;        /* 0: not known */
  gboolean         held_by_value; /* perhaps */
};

G_DEFINE_BOXED_TYPE (GweakDebugObject, gweak_debug_object, gweak_debug_object_ref, gweak_debug_object_unref)

/* The linker need not have made one string of equal ones. */
static gboolean
is_kind (const char *kind,
         const char *other)
{
  return kind == other || g_str_equal (kind, other);
}

static Tally *
find_tally (GArray     *tallies,
            const char *kind)
{
  Tally fresh = { .kind = kind };

  for (guint i = 0; i < tallies->len; i++)
    if (is_kind (g_array_index (tallies, Tally, i).kind, kind))
      return &g_array_index (tallies, Tally, i);
  g_array_append_val (tallies, fresh);

  return &g_array_index (tallies, Tally, tallies->len - 1);
}

/* (transfer full): of Tally, in the order of first sight, newest first. */
static GArray *
tally_observers (GweakTracker *tracker)
{
  GArray *tallies = g_array_new (FALSE, FALSE, sizeof (Tally));

  gweak_lock (&tracker->lock);
  for (GweakLink *link = tracker->newest; link != NULL; link = link->older)
    find_tally (tallies, link->ops->kind)->count++;
  gweak_unlock (&tracker->lock);

  return tallies;
}

static void
count_observers (GweakDebugObject *self)
{
  GArray *tallies = tally_observers (self->tracker);

  self->kinds = g_new0 (const char *, tallies->len + 1);
  self->counts = g_new0 (guint, tallies->len + 1);
  for (guint i = 0; i < tallies->len; i++)
    {
      self->kinds[i] = g_array_index (tallies, Tally, i).kind;
      self->counts[i] = g_array_index (tallies, Tally, i).count;
    }
  g_array_unref (tallies);
}

/* It can be tracked only because methods of others are attached to it. */
guint
gweak_debug_object_count_handlers (GweakDebugObject *self)
{
  GweakShared *shared = g_atomic_pointer_get (&self->tracker->shared);

  return shared != NULL ? (guint) g_atomic_int_get (&shared->n_handlers) : 0;
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

/* The reference count is ours to read only while the object is held. An object
 * that only its qdata knows, a husk or one in its last unref, cannot be upgraded.
 */
GweakDebugObject *
gweak_debug_object_new (GweakTracker           *tracker,
                        const GweakDebugRecord *record)
{
  GweakDebugObject *self = g_new0 (GweakDebugObject, 1);
  GObject          *object;
  guint             n_toggles;

  self->ref_count = 1;
  self->tracker = gweak_tracker_ref (tracker);
  self->record = *record;
  self->toggle_state = gweak_toggle_describe (tracker);
  count_observers (self);

  object = g_weak_ref_get (&tracker->referent);
  if (object != NULL)
    self->n_refs = g_atomic_int_get ((gint *) &object->ref_count) - 1;
  g_clear_object (&object);

  n_toggles = g_str_equal (self->toggle_state, "armed");
  self->held_by_value = self->n_refs == n_toggles + 1 && may_be_held_by_a_value (tracker);

  return self;
}

static void
gweak_debug_object_free (GweakDebugObject *self)
{
  gweak_tracker_unref (self->tracker);
  g_free (self->kinds);
  g_free (self->counts);
  g_free (self);
}

/**
 * gweak_debug_object_ref: (skip)
 * @self: a #GweakDebugObject
 *
 * Takes a reference. May be called from any thread.
 *
 * Returns: (transfer full): @self; %NULL, with a critical, if that is %NULL
 *
 * Since: 1.0
 */
GweakDebugObject *
gweak_debug_object_ref (GweakDebugObject *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);

  return self;
}

/**
 * gweak_debug_object_unref: (skip)
 * @self: (transfer full): a #GweakDebugObject
 *
 * Releases a reference. May be called from any thread. %NULL is a critical.
 *
 * Since: 1.0
 */
void
gweak_debug_object_unref (GweakDebugObject *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_int_dec_and_test (&self->ref_count))
    gweak_debug_object_free (self);
}

/**
 * gweak_debug_object_get_serial:
 * @self: a #GweakDebugObject
 *
 * Gives the number of the object in the order in which objects were tracked.
 * No two objects have the same, whereas an address is used again.
 *
 * May be called from any thread.
 *
 * Returns: the number; 0, with a critical, if @self is %NULL
 *
 * Since: 1.0
 */
guint64
gweak_debug_object_get_serial (GweakDebugObject *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->record.serial;
}

/**
 * gweak_debug_object_get_object_type:
 * @self: a #GweakDebugObject
 *
 * Gives the type of the object. May be called from any thread.
 *
 * Returns: the type; %G_TYPE_INVALID, with a critical, if @self is %NULL
 *
 * Since: 1.0
 */
GType
gweak_debug_object_get_object_type (GweakDebugObject *self)
{
  g_return_val_if_fail (self != NULL, G_TYPE_INVALID);

  return self->record.type;
}

/**
 * gweak_debug_object_get_address:
 * @self: a #GweakDebugObject
 *
 * Gives the address of the object, to be shown and compared. It is no pointer:
 * nothing holds the object.
 *
 * May be called from any thread.
 *
 * Returns: the address; 0, with a critical, if @self is %NULL
 *
 * Since: 1.0
 */
gsize
gweak_debug_object_get_address (GweakDebugObject *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return GPOINTER_TO_SIZE (self->tracker->object);
}

/**
 * gweak_debug_object_get_ref_count:
 * @self: a #GweakDebugObject
 *
 * Gives the reference count of the object. Of one that was disposed of it is
 * not known, since it cannot be reached through gweak.
 *
 * May be called from any thread.
 *
 * Returns: the reference count; 0 if the object was disposed of, and, with a
 *   critical, if @self is %NULL
 *
 * Since: 1.0
 */
guint
gweak_debug_object_get_ref_count (GweakDebugObject *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_refs;
}

/**
 * gweak_debug_object_get_toggle_state:
 * @self: a #GweakDebugObject
 *
 * Tells what gweak's toggle reference on the object did: `off`, when nobody
 * asked for it, or gweak stood down; `armed`; or `waiting`, when it is asked for
 * and off for now.
 *
 * May be called from any thread.
 *
 * Returns: one of these words; %NULL, with a critical, if @self is %NULL
 *
 * Since: 1.0
 */
const char *
gweak_debug_object_get_toggle_state (GweakDebugObject *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->toggle_state;
}

/**
 * gweak_debug_object_get_held_by_value:
 * @self: a #GweakDebugObject
 *
 * Tells whether the object is the weak key of a #GweakWeakHashTable and has one
 * reference left, which the value under it could be the owner of.
 *
 * May be called from any thread.
 *
 * Returns: %TRUE if perhaps its own value holds it; %FALSE if not, and, with a
 *   critical, if @self is %NULL
 *
 * Since: 1.0
 */
gboolean
gweak_debug_object_get_held_by_value (GweakDebugObject *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->held_by_value;
}

/**
 * gweak_debug_object_get_tracked_time:
 * @self: a #GweakDebugObject
 *
 * Tells since when the object is tracked. May be called from any thread.
 *
 * Returns: the time, as of g_get_monotonic_time(); 0, with a critical, if @self
 *   is %NULL
 *
 * Since: 1.0
 */
gint64
gweak_debug_object_get_tracked_time (GweakDebugObject *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->record.tracked_time;
}

/**
 * gweak_debug_object_get_disposed_time:
 * @self: a #GweakDebugObject
 *
 * Tells when the object was disposed of, by its last unref or by
 * g_object_run_dispose(); when several times, the last. Since it was listed, it
 * was not finalized: long after that time, somebody holds a husk.
 *
 * May be called from any thread.
 *
 * Returns: the time, as of g_get_monotonic_time(); 0 if it was not disposed of,
 *   and, with a critical, if @self is %NULL
 *
 * Since: 1.0
 */
gint64
gweak_debug_object_get_disposed_time (GweakDebugObject *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->record.disposed_time;
}

/**
 * gweak_debug_object_get_kinds:
 * @self: a #GweakDebugObject
 *
 * Names the kinds of observers that the object had, as plurals, like
 * `references`: first that of the newest observer. Later versions may know
 * more kinds.
 *
 * May be called from any thread.
 *
 * Returns: (transfer none) (array zero-terminated=1): the kinds; %NULL, with a
 *   critical, if @self is %NULL
 *
 * Since: 1.0
 */
const char *const *
gweak_debug_object_get_kinds (GweakDebugObject *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kinds;
}

/**
 * gweak_debug_object_count_observers:
 * @self: a #GweakDebugObject
 * @kind: (nullable): one of gweak_debug_object_get_kinds(); %NULL: any
 *
 * Counts the observers that the object had. May be called from any thread.
 *
 * Returns: their number; 0, with a critical, if @self is %NULL
 *
 * Since: 1.0
 */
guint
gweak_debug_object_count_observers (GweakDebugObject *self,
                                    const char       *kind)
{
  guint count = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; self->kinds[i] != NULL; i++)
    if (kind == NULL || is_kind (self->kinds[i], kind))
      count += self->counts[i];

  return count;
}

/**
 * gweak_debug_object_list_references:
 * @self: a #GweakDebugObject
 *
 * Lists the references that observe the object now, also those that are dead
 * since it was disposed of: who made them may be who still holds it. Finalizers
 * are among them; observers without a #GObject, like watches and the entries of
 * containers, are not.
 *
 * May be called from any thread.
 *
 * Returns: (transfer container) (element-type GweakReference): new references
 *   to them, newest first; empty if the object was finalized; %NULL, with a
 *   critical, if @self is %NULL
 *
 * Since: 1.0
 */
GPtrArray *
gweak_debug_object_list_references (GweakDebugObject *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return gweak_tracker_list_references (self->tracker, TRUE);
}
