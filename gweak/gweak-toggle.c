/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-toggle-private.h"

#include "gweak-debug-private.h"
#include "gweak-probe-private.h"

/* The one toggle reference that the users of `dying` share on an object.
 *
 * GObject judges deaths, we only ask. A toggle notify may come late, in another
 * thread, out of order, even after the toggle reference was removed. So its
 * data is a number, fresh at every arming, and its direction is only counted:
 * `balance` is the downs minus the ups delivered since arming. Whoever finds it
 * at 1 claims the toggle; the claim, and nothing else, gives the right to use
 * the object without holding it (our toggle reference does) and to remove the
 * toggle reference. The claimer pins the object. From then on no 1-2 transition
 * can start, so a balance other than 0 means that a notify is still in flight:
 * unpin, and leave it to that one.
 */
struct _GweakToggle
{
  GweakTracker *tracker;         /* (unowned) it owns this struct; immutable */
  GObject      *object;          /* (owned) through the toggle reference while `armed`; guarded by the table's lock */
  GweakToggle  *previous, *next; /* (unowned) the armed ones; guarded by the table's lock */
  gsize         number;          /* of this arming; the rest is guarded by the table's lock */
  gint          balance;
  gint64        alone_since; /* a probe found the object unheld and no down delivered; 0: not since the last notify */
  guint         n_users;     /* links with GWEAK_LINK_TOGGLE */
  guint         armed : 1;
  guint         claimed : 1;
  guint         requested : 1; /* somebody came while the claimer had it disarmed */
};

/* How many to look at in passing, where toggle references are asked for. */
#define PROBE_SOME 4

/* How long a down that GLib decided to deliver can stay in flight. */
#define IN_FLIGHT_SECONDS 5

static struct
{
  GweakLock    lock;
  GHashTable  *by_number; /* (owned) number → (unowned) GweakToggle; guarded by `lock`, as all here */
  GweakToggle *first;     /* (unowned) ring of the armed ones, the next to probe first */
  gsize        last_number;
} table;

static void settle (GweakToggle *self,
                    gboolean     was_last);

static gboolean
has_toggle_reference (GObject *object)
{
  return (g_datalist_get_flags (&object->qdata) & 1) != 0;
}

static void
toggle_notify_cb (gpointer data,
                  GObject *untrusted,
                  gboolean is_last_ref)
{
  GweakToggle *self;
  gboolean     claimed = FALSE;

  gweak_lock (&table.lock);
  self = g_hash_table_lookup (table.by_number, data);
  if (self != NULL)
    {
      self->balance += is_last_ref ? 1 : -1;
      self->alone_since = 0;
      claimed = is_last_ref && !self->claimed && self->balance == 1;
      if (claimed)
        self->claimed = TRUE;
    }
  gweak_unlock (&table.lock);

  /* Ups only count: on GLib < 2.80 they can come under GWeakRef's global lock. */
  if (claimed)
    settle (self, TRUE);
}

static void
ring_insert (GweakToggle *self)
{
  if (table.first == NULL)
    {
      self->previous = self->next = self;
      table.first = self;
      return;
    }

  self->next = table.first;
  self->previous = table.first->previous;
  self->previous->next = self;
  self->next->previous = self;
}

static void
ring_remove (GweakToggle *self)
{
  self->previous->next = self->next;
  self->next->previous = self->previous;
  if (table.first == self)
    table.first = self->next == self ? NULL : self->next;
}

static void
enter_table (GweakToggle *self,
             GObject     *object)
{
  gweak_lock (&table.lock);
  if (table.by_number == NULL)
    table.by_number = g_hash_table_new (NULL, NULL);
  self->object = object;
  self->number = ++table.last_number;
  self->balance = 0;
  self->alone_since = 0;
  self->armed = TRUE;
  g_hash_table_insert (table.by_number, GSIZE_TO_POINTER (self->number), self);
  ring_insert (self);
  gweak_unlock (&table.lock);
}

static void
leave_table (GweakToggle *self)
{
  gweak_lock (&table.lock);
  g_hash_table_remove (table.by_number, GSIZE_TO_POINTER (self->number));
  ring_remove (self);
  self->object = NULL;
  self->armed = FALSE;
  gweak_unlock (&table.lock);
}

static void
add_reference (GweakToggle *self,
               GObject     *object)
{
  enter_table (self, object);
  g_object_add_toggle_ref (object, toggle_notify_cb, GSIZE_TO_POINTER (self->number));
}

static void
remove_reference (GweakToggle *self,
                  GObject     *object)
{
  gpointer number = GSIZE_TO_POINTER (self->number);

  leave_table (self);
  g_object_remove_toggle_ref (object, toggle_notify_cb, number);
}

/* GLib < 2.79.1 delivers an up inside g_weak_ref_get(), under the lock that a
 * change of any GWeakRef takes. So this returns when the ups that began before
 * it are counted, or can no more be counted to an arming after it. Later GLibs
 * need no waiting: their notifies carry the number of the arming in which the
 * change happened.
 */
static void
wait_for_ups (void)
{
  GWeakRef any;

  g_weak_ref_init (&any, NULL);
}

/* Two pins while the toggle reference is off or comes on: under one, GLib < 2.79
 * can lose the next down.
 */
static void
pin_twice (GObject *object)
{
  g_object_ref (object);
  g_object_ref (object);
}

static void
unpin_twice (GObject *object)
{
  g_object_unref (object);
  g_object_unref (object);
}

/* Gives the claim up, unless the last user went while it was held. */
static gboolean
give_up_claim (GweakToggle *self)
{
  gboolean given_up;

  gweak_lock (&table.lock);
  given_up = !self->armed || self->n_users > 0;
  if (given_up)
    self->claimed = FALSE;
  gweak_unlock (&table.lock);

  return given_up;
}

static void
stand_down (GweakToggle *self,
            GObject     *object)
{
  gweak_debug_stood_down (object);
  gweak_tracker_stand_down (self->tracker);
}

/* With the claim, which it gives up. The caller holds @object. */
static gboolean
arm (GweakToggle *self,
     GObject     *object)
{
  if (has_toggle_reference (object))
    {
      give_up_claim (self);
      stand_down (self, object);
      return FALSE;
    }

  pin_twice (object);
  wait_for_ups ();
  add_reference (self, object);
  gweak_probe_ensure ();
  if (!give_up_claim (self))
    settle (self, FALSE);
  unpin_twice (object);

  return TRUE;
}

/* With the claim and a pin: whether every notify of this arming was delivered.
 * If not, the one in flight will claim. An up in flight could make up for a
 * down in flight, so there must be none; where objects are taken without a
 * GWeakRef, somebody holds them already, and that is no up.
 */
static gboolean
is_balanced (GweakToggle *self)
{
  gboolean balanced;

  wait_for_ups ();

  gweak_lock (&table.lock);
  balanced = self->balance == 0;
  if (!balanced)
    self->claimed = FALSE;
  gweak_unlock (&table.lock);

  return balanced;
}

static gboolean
has_users (GweakToggle *self)
{
  gboolean result;

  gweak_lock (&table.lock);
  result = self->n_users > 0;
  gweak_unlock (&table.lock);

  return result;
}

/* The toggle reference and the claimer's pin. */
#define N_OWN_REFS 2

/* With a pin: whether nobody but us holds @object at this instant. Only a
 * hint; somebody can upgrade a weak reference at any time.
 */
static gboolean
is_ours_alone (GObject *object)
{
  return g_atomic_int_get ((gint *) &object->ref_count) == N_OWN_REFS;
}

/* With the claim and a pin: emits `dying` if @object is ours alone. Whether
 * that was the end of it; a rescue may be over again, and then the next drop
 * hides behind the pin.
 */
static gboolean
announce (GweakToggle *self,
          GObject     *object)
{
  if (!has_users (self) || !is_ours_alone (object))
    return FALSE;

  return !gweak_tracker_emit_dying (self->tracker, object, N_OWN_REFS);
}

/* With the claim and a pin: keeps the toggle reference, and gives the claim up,
 * when somebody else holds @object, so that the next drop is seen as well. Also
 * when this one was not @announced to the end: the next may be letting go of
 * the pin.
 */
static gboolean
keep_armed (GweakToggle *self,
            GObject     *object,
            gboolean     announced)
{
  gboolean keep;

  gweak_lock (&table.lock);
  keep = self->n_users > 0 && (!announced || !is_ours_alone (object));
  if (keep)
    self->claimed = FALSE;
  gweak_unlock (&table.lock);

  return keep;
}

/* With the claim, disarmed: gives it up, unless a new user relies on it. */
static gboolean
give_up_disarmed (GweakToggle *self)
{
  gboolean given_up;

  gweak_lock (&table.lock);
  given_up = !self->requested;
  self->requested = FALSE;
  if (given_up)
    self->claimed = FALSE;
  gweak_unlock (&table.lock);

  return given_up;
}

/* With the claim, after the toggle reference went: if somebody upgraded
 * meanwhile, the object lives on and is watched again.
 */
static void
rearm_survivor (GweakToggle *self)
{
  GObject *survivor;

  do
    survivor = has_users (self) ? g_weak_ref_get (&self->tracker->referent) : NULL;
  while (survivor == NULL && !give_up_disarmed (self));

  if (survivor != NULL)
    {
      arm (self, survivor);
      g_object_unref (survivor);
    }
}

/* With the claim, which it gives up: emits `dying` if @was_last, then lets go
 * of the object unless somebody else holds it and somebody still asks.
 */
static void
settle (GweakToggle *self,
        gboolean     was_last)
{
  GObject      *object = self->object;
  GweakTracker *tracker;
  gboolean      announced;

  g_object_ref (object);
  if (!is_balanced (self))
    {
      g_object_unref (object);
      return;
    }

  tracker = gweak_tracker_ref (self->tracker);
  announced = was_last && announce (self, object);

  if (keep_armed (self, object, announced))
    {
      g_object_unref (object);
    }
  else
    {
      remove_reference (self, object);
      g_object_unref (object);
      rearm_survivor (self);
    }
  gweak_tracker_unref (tracker);
}

static GweakToggle *
obtain (GweakTracker *tracker)
{
  if (tracker->toggle == NULL)
    {
      tracker->toggle = g_new0 (GweakToggle, 1);
      tracker->toggle->tracker = tracker;
    }

  return tracker->toggle;
}

/* One more user of the toggle reference of @object, which the caller holds.
 * FALSE, and no user more, when a foreign toggle reference is in the way.
 */
gboolean
gweak_toggle_use (GweakTracker *tracker,
                  GObject      *object)
{
  GweakToggle *self;
  gboolean     claimed;

  gweak_toggle_probe_some ();

  gweak_lock (&table.lock);
  self = obtain (tracker);
  self->n_users++;
  claimed = !self->armed && !self->claimed;
  self->requested = !self->armed && self->claimed;
  if (claimed)
    self->claimed = TRUE;
  gweak_unlock (&table.lock);

  if (!claimed || arm (self, object))
    return TRUE;

  gweak_toggle_unuse (tracker, 1);

  return FALSE;
}

/* @n_users fewer users; with the last one the toggle reference goes. */
void
gweak_toggle_unuse (GweakTracker *tracker,
                    guint         n_users)
{
  GweakToggle *self;
  gboolean     claimed;

  gweak_lock (&table.lock);
  self = tracker->toggle;
  g_assert (self->n_users >= n_users);
  self->n_users -= n_users;
  claimed = self->n_users == 0 && self->armed && !self->claimed;
  if (claimed)
    self->claimed = TRUE;
  gweak_unlock (&table.lock);

  if (claimed)
    settle (self, FALSE);
}

/* @object, which the caller holds, came back from a death that nobody saw. */
void
gweak_toggle_rearm (GweakTracker *tracker,
                    GObject      *object)
{
  GweakToggle *self;
  gboolean     claimed;

  gweak_lock (&table.lock);
  self = tracker->toggle;
  claimed = self != NULL && self->n_users > 0 && !self->armed && !self->claimed;
  if (claimed)
    self->claimed = TRUE;
  gweak_unlock (&table.lock);

  if (claimed)
    arm (self, object);
}

void
gweak_toggle_free (GweakToggle *self)
{
  g_assert (self == NULL || !self->armed);

  g_free (self);
}

/* For the debug listing. */
const char *
gweak_toggle_describe (GweakTracker *tracker)
{
  const char *state = "off";

  gweak_lock (&table.lock);
  if (tracker->toggle != NULL && tracker->toggle->armed)
    state = "armed";
  else if (tracker->toggle != NULL && tracker->toggle->n_users > 0)
    state = "waiting";
  gweak_unlock (&table.lock);

  return state;
}

/* With the claim, two pins and a balance of 0: takes our toggle reference off
 * and looks whether another is there. Two toggle references silence each
 * other, so then ours stays off.
 */
static void
look_for_others (GweakToggle *self,
                 GObject     *object)
{
  remove_reference (self, object);

  if (has_toggle_reference (object))
    {
      give_up_claim (self);
      stand_down (self, object);
      return;
    }

  add_reference (self, object);
  if (!give_up_claim (self))
    settle (self, FALSE);
}

static void
probe (GweakToggle *self)
{
  GObject      *object = self->object;
  GweakTracker *tracker = gweak_tracker_ref (self->tracker);

  pin_twice (object);
  if (is_balanced (self))
    look_for_others (self, object);
  unpin_twice (object);
  gweak_tracker_unref (tracker);
}

/* GLib < 2.79.1 reads the reference count and the presence of a toggle reference
 * one after the other, so that a drop can go unnotified that begins before the
 * arming and ends after it. It is seen here, since nothing else explains a
 * quiet object that only we hold. With the table's lock.
 */
static gboolean
is_drop_lost (GweakToggle *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->alone_since == 0)
    self->alone_since = now;

  return now - self->alone_since >= IN_FLIGHT_SECONDS * G_USEC_PER_SEC;
}

/* Whether the object has exactly two references, which is what ours and a
 * forgotten foreign one look like, or is waiting for a lost drop. With the
 * table's lock.
 */
static gboolean
is_candidate (GweakToggle *self)
{
  gint ref_count = g_atomic_int_get ((gint *) &self->object->ref_count);

  if (self->claimed || ref_count > 2)
    return FALSE;
  if (ref_count == 2)
    return TRUE;
  if (self->balance > 0 || !is_drop_lost (self))
    return FALSE;

  self->balance = 1;

  return TRUE;
}

/* Claims the next armed toggle that a probe can tell something about. Sees
 * @n_looks at most.
 */
static GweakToggle *
claim_candidate (guint *n_looks)
{
  GweakToggle *found = NULL;

  gweak_lock (&table.lock);
  while (found == NULL && table.first != NULL && *n_looks > 0)
    {
      GweakToggle *self = table.first;

      table.first = self->next;
      *n_looks -= 1;
      if (is_candidate (self))
        found = self;
    }
  if (found != NULL)
    found->claimed = TRUE;
  gweak_unlock (&table.lock);

  return found;
}

/* Looks at @n_looks armed toggles at most. */
void
gweak_toggle_probe (guint n_looks)
{
  GweakToggle *candidate;

  while ((candidate = claim_candidate (&n_looks)) != NULL)
    probe (candidate);
}

/* Called in passing by whoever works with toggle references anyway. */
void
gweak_toggle_probe_some (void)
{
  gweak_toggle_probe (PROBE_SOME);
}

guint
gweak_toggle_count_armed (void)
{
  guint count;

  gweak_lock (&table.lock);
  count = table.by_number != NULL ? g_hash_table_size (table.by_number) : 0;
  gweak_unlock (&table.lock);

  return count;
}
