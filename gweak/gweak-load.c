/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-load-private.h"

#include "gweak-error.h"
#include "gweak-i18n-private.h"

/* Values that are being made, so that each is made once however many threads
 * ask for it. The first one makes it, the others wait, unless they would wait
 * for themselves. All containers share one list and one lock: it is as long as
 * there are threads at this work.
 */

typedef enum
{
  RUNNING,
  SUCCEEDED,
  FAILED
} State;

typedef struct _Load Load;

struct _Load
{
  gint          ref_count; /* guarded by `loads.lock`, as all but the immutable */
  GweakEntries *entries;   /* (owned) immutable */
  GweakSlot     key;       /* (owned) immutable */
  guint         hash;      /* immutable */
  GThread      *thread;    /* (unowned) who makes the value; immutable */
  Load         *next;      /* (unowned) */
  GweakSlot     value;     /* (owned) once SUCCEEDED, and then immutable */
  State         state;
  gboolean      cancelled; /* removed meanwhile: not to be kept */
};

/* Somebody who waits. Lives on the stack of its thread. */
typedef struct _Waiting Waiting;

struct _Waiting
{
  GThread *thread; /* (unowned) */
  Load    *load;   /* (owned) */
  Waiting *next;   /* (unowned) guarded by `loads.lock` */
};

static struct
{
  GweakLock lock;
  GCond     finished;
  Load     *first;   /* (unowned) who makes a value owns its load; guarded by `lock`, as all here */
  Waiting  *waiting; /* (unowned) */
  guint     changes; /* of the list, by a load that began */
} loads;

/* With the lock; the last one is to be freed without it. */
static Load *
load_unref (Load *self)
{
  return --self->ref_count == 0 ? self : NULL;
}

/* Plain pointers that a container owns are not copied, and stay its own. */
static void
release_copy (const GweakSlotKind *kind,
              GweakSlot           *slot)
{
  if (kind->destroy == NULL)
    gweak_slot_clear (kind, slot);
}

/* Foreign code can run in this. */
static void
load_free (Load *self)
{
  if (self == NULL)
    return;

  if (self->state == SUCCEEDED)
    release_copy (&self->entries->value_kind, &self->value);
  release_copy (&self->entries->key_kind, &self->key);
  gweak_entries_unref (self->entries);
  g_free (self);
}

static Load *
load_new (GweakEntries   *entries,
          const GweakKey *key)
{
  Load *self = g_new0 (Load, 1);

  self->ref_count = 1;
  self->entries = gweak_entries_ref (entries);
  self->key = gweak_slot_copy (&entries->key_kind, key->slot);
  self->hash = key->hash;
  self->thread = g_thread_self ();

  return self;
}

static void
release (Load *self)
{
  gweak_lock (&loads.lock);
  self = load_unref (self);
  gweak_unlock (&loads.lock);
  load_free (self);
}

/* A plain pointer that the container owns is kept all the same: nobody else
 * would free it.
 */
static gboolean
is_to_be_kept (Load *self)
{
  return !self->cancelled || self->entries->value_kind.destroy != NULL;
}

/* What is not kept is not for callers that come after the removal, but the one
 * that makes it would still need it to make itself.
 */
static gboolean
can_be_joined (Load *self)
{
  return is_to_be_kept (self) || self->thread == g_thread_self ();
}

static Load *
find_of_hash (Load           *load,
              GweakEntries   *entries,
              const GweakKey *key)
{
  while (load != NULL && !(load->entries == entries && load->hash == key->hash && can_be_joined (load)))
    load = load->next;

  return load;
}

/* Without the lock. */
static gboolean
is_of_key (Load           *self,
           const GweakKey *key)
{
  GweakSlotKind *kind = &self->entries->key_kind;
  GweakSlot      slot = key->slot;

  if (self->entries->equal == NULL)
    return gweak_slot_equal (kind, self->key, slot);

  return self->entries->equal (gweak_slot_peek (kind, &self->key), gweak_slot_peek (kind, &slot));
}

static GPtrArray *
ref_all_of_hash (GweakEntries   *entries,
                 const GweakKey *key)
{
  GPtrArray *found = g_ptr_array_new ();

  for (Load *load = loads.first; (load = find_of_hash (load, entries, key)) != NULL; load = load->next)
    {
      load->ref_count++;
      g_ptr_array_add (found, load);
    }

  return found;
}

/* Takes the load of @key, with a reference, from @candidates, which it consumes. */
static Load *
pick (GPtrArray      *candidates,
      const GweakKey *key)
{
  Load *found = NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      Load *load = candidates->pdata[i];

      if (found == NULL && is_of_key (load, key))
        found = load;
      else
        release (load);
    }
  g_ptr_array_unref (candidates);

  return found;
}

/* With the lock, which it releases while it compares: the load of @key, with a
 * reference.
 */
static Load *
find (GweakEntries   *entries,
      const GweakKey *key)
{
  Load *found = NULL;
  guint changes;

  do
    {
      GPtrArray *candidates = ref_all_of_hash (entries, key);

      changes = loads.changes;
      if (candidates->len > 0)
        {
          gweak_unlock (&loads.lock);
          found = pick (candidates, key);
          gweak_lock (&loads.lock);
        }
      else
        {
          g_ptr_array_unref (candidates);
        }
    }
  while (found == NULL && changes != loads.changes);

  return found;
}

static void
enter (Load *self)
{
  self->next = loads.first;
  loads.first = self;
  loads.changes++;
  g_atomic_int_inc (&self->entries->n_loads);
}

static void
leave (Load *self)
{
  Load **place = &loads.first;

  while (*place != self)
    place = &(*place)->next;
  *place = self->next;
  g_atomic_int_add (&self->entries->n_loads, -1);
}

/* The load of @key: @mine, which enters, or that of another caller, with a
 * reference.
 */
static Load *
join (Load           *mine,
      const GweakKey *key)
{
  Load *other;

  gweak_lock (&loads.lock);
  other = find (mine->entries, key);
  if (other == NULL)
    enter (mine);
  gweak_unlock (&loads.lock);

  return other != NULL ? other : mine;
}

static Load *
awaited_by (GThread *thread)
{
  for (Waiting *waiting = loads.waiting; waiting != NULL; waiting = waiting->next)
    if (waiting->thread == thread)
      return waiting->load;

  return NULL;
}

/* Whether the calling thread, or one that waits for it, makes the value. */
static gboolean
would_wait_for_itself (Load *load)
{
  GThread *self = g_thread_self ();

  while (load != NULL && load->thread != self)
    load = load->state == RUNNING ? awaited_by (load->thread) : NULL;

  return load != NULL;
}

static void
leave_waiting (Waiting *self)
{
  Waiting **place = &loads.waiting;

  while (*place != self)
    place = &(*place)->next;
  *place = self->next;
}

/* FALSE where waiting would never end. */
static gboolean
wait_for (Load *load)
{
  Waiting  waiting = { .thread = g_thread_self (), .load = load };
  gboolean endless;

  gweak_lock (&loads.lock);
  endless = load->state == RUNNING && would_wait_for_itself (load);
  if (!endless)
    {
      waiting.next = loads.waiting;
      loads.waiting = &waiting;
      while (load->state == RUNNING)
        g_cond_wait (&loads.finished, &loads.lock);
      leave_waiting (&waiting);
    }
  gweak_unlock (&loads.lock);

  return !endless;
}

static void
finish (Load            *self,
        State            state,
        const GweakSlot *value)
{
  if (state == SUCCEEDED)
    self->value = gweak_slot_copy (&self->entries->value_kind, *value);

  gweak_lock (&loads.lock);
  self->state = state;
  leave (self);
  g_cond_broadcast (&loads.finished);
  self = load_unref (self);
  gweak_unlock (&loads.lock);
  load_free (self);
}

static gboolean
is_cancelled (Load *self)
{
  gboolean result;

  gweak_lock (&loads.lock);
  result = !is_to_be_kept (self);
  gweak_unlock (&loads.lock);

  return result;
}

/* Takes what was inserted since the key was removed, if there is such a value. */
static void
yield_to_newer (GweakEntries       *entries,
                const GweakLoadOps *ops,
                gpointer            data,
                GweakSlot          *value)
{
  GweakSlot newer;

  if (!ops->look_up (data, &newer))
    return;

  gweak_slot_clear (&entries->value_kind, value);
  *value = newer;
}

/* Who removes the key cancels first, then looks for an entry: it finds ours, or
 * we see that we were cancelled.
 */
static void
keep (Load               *self,
      const GweakLoadOps *ops,
      gpointer            data,
      GweakSlot          *value)
{
  if (is_cancelled (self))
    {
      yield_to_newer (self->entries, ops, data, value);
      return;
    }

  ops->keep (data, value);
  if (is_cancelled (self))
    ops->forget (data);
}

/* The value may have come between looking it up and entering. */
static gboolean
make (Load               *self,
      const GweakLoadOps *ops,
      gpointer            data,
      GweakSlot          *value,
      GError            **error)
{
  gboolean made;

  if (ops->look_up (data, value))
    {
      finish (self, SUCCEEDED, value);
      return TRUE;
    }

  made = ops->make (data, value, error);
  if (made)
    keep (self, ops, data, value);
  finish (self, made ? SUCCEEDED : FAILED, value);

  return made;
}

/* Waits for what another caller makes. Whether that came to an end, a value or
 * none, or an error.
 */
static gboolean
share (Load      *load,
       GweakSlot *value,
       gboolean  *found,
       GError   **error)
{
  gboolean endless = !wait_for (load);

  *found = !endless && load->state == SUCCEEDED;
  if (*found)
    *value = gweak_slot_copy (&load->entries->value_kind, load->value);
  if (endless)
    g_set_error_literal (error, GWEAK_ERROR, GWEAK_ERROR_RECURSION, _ ("The value is needed to make itself"));
  release (load);

  return *found || endless;
}

/* The value of @key, which the caller owns then: the one that is there, or one
 * that is made now, once, by the first thread that asks. FALSE when this
 * thread's own @ops gave none, or when it would wait for itself. A floating key
 * is there until the end because our load, which sank it, is.
 */
gboolean
gweak_load (GweakEntries       *entries,
            const GweakKey     *key,
            const GweakLoadOps *ops,
            gpointer            data,
            GweakSlot          *value,
            GError            **error)
{
  gboolean found = FALSE, done = FALSE;
  Load    *mine = NULL, *load;

  while (!done && !(found = ops->look_up (data, value)))
    {
      if (mine == NULL)
        mine = load_new (entries, key);
      load = join (mine, key);
      if (load == mine)
        return make (mine, ops, data, value, error);
      done = share (load, value, &found, error);
    }
  if (mine != NULL)
    release (mine);

  return found;
}

/* What is being made for @key now will not be kept. */
void
gweak_load_cancel (GweakEntries   *entries,
                   const GweakKey *key)
{
  Load *load;

  if (g_atomic_int_get (&entries->n_loads) == 0)
    return;

  gweak_lock (&loads.lock);
  load = find (entries, key);
  if (load != NULL)
    {
      load->cancelled = TRUE;
      load = load_unref (load);
    }
  gweak_unlock (&loads.lock);
  load_free (load);
}

/* The same for all keys. */
void
gweak_load_cancel_all (GweakEntries *entries)
{
  gweak_lock (&loads.lock);
  for (Load *load = loads.first; load != NULL; load = load->next)
    if (load->entries == entries)
      load->cancelled = TRUE;
  gweak_unlock (&loads.lock);
}
