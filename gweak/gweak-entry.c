/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-entries-private.h"

/* An entry as the tracker knows it, and what it says when it leaves. */

/* Bits of the link's mark. */
#define COUNTED (1 << 0)  /* the size of the container counted it */
#define GONE (1 << 1)     /* the size does not count it any more, or will not */
#define STOLEN (1 << 2)   /* somebody else owns the strong side now */
#define EVICTING (1 << 3) /* its container lets go of the weak side right now */
#define IN_ROOM (1 << 4)  /* it is in the room of its tracker */
#define CAUSE_SHIFT 5     /* why it left; written once, by who took it out */

/* How many entries one thread destroys inside each other. What comes deeper
 * waits for the outermost, so that a container of containers needs no stack.
 */
#define MAX_DEPTH 32

static __thread struct
{
  guint       depth;
  GweakEntry *waiting; /* (owned) chained by `next` */
} teardown;

static const GweakLinkOps link_ops;
static const GweakLinkOps value_link_ops;

static GweakEntry *
entry_of_value_link (GweakLink *link)
{
  return (GweakEntry *) ((char *) link - G_STRUCT_OFFSET (GweakEntryOfBoth, value_link));
}

static GweakPlace *
get_place (GweakEntry *self)
{
  return (GweakPlace *) ((char *) self + self->entries->place_offset);
}

gpointer
gweak_entry_get_extra (GweakEntry *self)
{
  return (char *) self + self->entries->extra_offset;
}

static GweakEntry *
init (GweakEntry   *self,
      GweakEntries *entries,
      guint         hash)
{
  gweak_link_init (&self->link, &link_ops);
  self->entries = gweak_entries_ref (entries);
  self->next = NULL;
  self->hash = hash;
  self->position = GWEAK_ENTRY_OUT;
  self->strong = (GweakSlot){ .pointer = NULL };
  if (gweak_entries_have_two_links (entries))
    {
      gweak_link_init (gweak_entry_get_value_link (self), &value_link_ops);
      gweak_link_ref (&self->link);
    }
  if (entries->ops->extra_size > 0)
    memset (gweak_entry_get_extra (self), 0, entries->ops->extra_size);
  if (entries->delivery != NULL)
    *get_place (self) = (GweakPlace){ .link = &self->link, .news = GWEAK_NEWS_DIED };

  return self;
}

/* The value's link needs nobody but the tracker's list. The entry asks for what
 * became of the value after that too, and so owns a count of the tracker.
 */
static void
attach_value_link (GweakEntry *self,
                   GObject    *object)
{
  gweak_link_attach (gweak_entry_get_value_link (self), gweak_tracker_obtain (object), object);
  gweak_tracker_ref (gweak_entry_get_value_link (self)->tracker);
  gweak_link_unref (gweak_entry_get_value_link (self));
}

/* A new entry, which the caller owns. It is attached to its weak sides, which
 * the caller holds, and in no index yet.
 */
GweakEntry *
gweak_entry_new (GweakEntries   *entries,
                 const GweakKey *key,
                 GweakSlot       value)
{
  GObject      *object = (entries->weakness & GWEAK_WEAKNESS_KEYS) ? key->slot.pointer : value.pointer;
  gpointer      room;
  GweakTracker *tracker = gweak_tracker_obtain_with_room (object, entries->entry_size, &room);
  GweakEntry   *self = init (room != NULL ? room : g_malloc (entries->entry_size), entries, key->hash);

  if (room != NULL)
    self->link.mark = IN_ROOM;
  if (!(entries->weakness & GWEAK_WEAKNESS_KEYS))
    self->strong = gweak_slot_copy (&entries->key_kind, key->slot);
  else if (!(entries->weakness & GWEAK_WEAKNESS_VALUES) && entries->has_values)
    self->strong = gweak_slot_copy (&entries->value_kind, value);

  gweak_link_attach (&self->link, tracker, object);
  if (gweak_entries_have_two_links (entries))
    attach_value_link (self, value.pointer);

  return self;
}

/* The same for the sides of @other, an entry of a set with the same hash and
 * equal functions, that the caller does not need to hold. It can be dead from
 * the start.
 */
GweakEntry *
gweak_entry_new_like (GweakEntries *entries,
                      GweakEntry   *other)
{
  GweakEntry *self = init (g_malloc (entries->entry_size), entries, other->hash);

  gweak_link_attach_beside (&self->link, &other->link);

  return self;
}

GweakEntry *
gweak_entry_ref (GweakEntry *self)
{
  gweak_link_ref (&self->link);
  return self;
}

void
gweak_entry_unref (GweakEntry *self)
{
  gweak_link_unref (&self->link);
}

static GweakSlotKind *
get_strong_kind (GweakEntries *entries)
{
  return (entries->weakness & GWEAK_WEAKNESS_KEYS) ? &entries->value_kind : &entries->key_kind;
}

/* Foreign code runs in this. */
static void
destroy (GweakEntry *self)
{
  GweakEntries *entries = self->entries;
  gint          mark = g_atomic_int_get (&self->link.mark);

  if (entries->ops->clear_extra != NULL)
    entries->ops->clear_extra (self);
  if (gweak_entries_have_two_links (entries))
    gweak_tracker_unref (gweak_entry_get_value_link (self)->tracker);
  else if (!(mark & STOLEN))
    gweak_slot_clear (get_strong_kind (entries), &self->strong);
  if (!(mark & IN_ROOM))
    g_free (self);
  gweak_entries_unref (entries);
}

static void
destroy_waiting (void)
{
  GweakEntry *entry;

  while ((entry = teardown.waiting) != NULL)
    {
      GweakTracker *tracker = entry->link.tracker;

      teardown.waiting = entry->next;
      destroy (entry);
      gweak_tracker_unref (tracker);
    }
}

static void
entry_free (GweakLink *link)
{
  GweakEntry *self = (GweakEntry *) link;

  if (teardown.depth == MAX_DEPTH)
    {
      gweak_tracker_ref (link->tracker);
      self->next = teardown.waiting;
      teardown.waiting = self;
      return;
    }

  teardown.depth++;
  destroy (self);
  if (teardown.depth == 1)
    destroy_waiting ();
  teardown.depth--;
}

static void
value_link_free (GweakLink *link)
{
  gweak_entry_unref (entry_of_value_link (link));
}

/* A plain pointer that the container would own stays somebody else's. */
void
gweak_entry_give_up_plain (GweakEntry *self)
{
  if (get_strong_kind (self->entries)->destroy != NULL)
    g_atomic_int_or ((guint *) &self->link.mark, STOLEN);
}

/* With the lock of the entries, without which nobody reads the size: it counts
 * the entry from here on. FALSE when one of its sides died before.
 */
gboolean
gweak_entry_count (GweakEntry *self)
{
  g_atomic_int_inc (&self->entries->n_live);
  if (!(g_atomic_int_or ((guint *) &self->link.mark, COUNTED) & GONE))
    return TRUE;

  g_atomic_int_add (&self->entries->n_live, -1);

  return FALSE;
}

/* By a death of one of its sides, and by who took it out; the first one counts. */
void
gweak_entry_uncount (GweakEntry *self)
{
  if (!(g_atomic_int_get (&self->link.mark) & GONE) &&
      (g_atomic_int_or ((guint *) &self->link.mark, GONE) & (COUNTED | GONE)) == COUNTED)
    g_atomic_int_add (&self->entries->n_live, -1);
}

static void
detach_link (GweakLink *link)
{
  if (gweak_link_detach (link) & GWEAK_LINK_LISTED)
    gweak_link_unref (link);
}

/* The caller pins it. */
void
gweak_entry_detach (GweakEntry *self)
{
  detach_link (&self->link);
  if (gweak_entries_have_two_links (self->entries))
    detach_link (gweak_entry_get_value_link (self));
}

/* Drops @object, the weak side, to which the container held a reference beside
 * the entry. If it dies of that, the cause is that it was evicted.
 */
void
gweak_entry_evict (GweakEntry *self,
                   GObject    *object)
{
  g_atomic_int_or ((guint *) &self->link.mark, EVICTING);
  g_object_unref (object);
  g_atomic_int_and ((guint *) &self->link.mark, ~EVICTING);
}

/* Asks for the objects' toggle references, which can be refused. An object that
 * is both sides is dying once.
 */
void
gweak_entry_request_toggle (GweakEntry *self)
{
  GweakSides sides;

  if (gweak_entry_dup_sides (self, &sides))
    {
      if (sides.key != NULL)
        gweak_link_request_toggle (&self->link, sides.key);
      if (sides.value != NULL && sides.value != sides.key)
        gweak_link_request_toggle (sides.key != NULL ? gweak_entry_get_value_link (self) : &self->link, sides.value);
    }
  gweak_sides_clear (&sides);
}

static GweakRemovalCause
get_cause (GweakEntry *self)
{
  return g_atomic_int_get (&self->link.mark) >> CAUSE_SHIFT;
}

static void
emit_removed (GweakEntry *self,
              GObject    *owner)
{
  GweakSides sides;

  gweak_entry_dup_sides (self, &sides);
  self->entries->ops->removed (owner, self, &sides, get_cause (self));
  gweak_sides_clear (&sides);
}

static void
report_now (GweakEntry *self,
            gboolean    size_changed)
{
  GObject *owner = g_weak_ref_get (&self->entries->owner);

  if (owner == NULL)
    return;

  if (size_changed)
    self->entries->ops->size_changed (owner);
  emit_removed (self, owner);
  g_object_unref (owner);
}

/* Tells that the caller took @self out, where listeners want to hear of it. */
void
gweak_entry_report (GweakEntry       *self,
                    GweakRemovalCause cause,
                    gboolean          size_changed)
{
  g_atomic_int_or ((guint *) &self->link.mark, (guint) cause << CAUSE_SHIFT);

  if (self->entries->delivery == NULL)
    {
      report_now (self, size_changed);
      return;
    }

  if (size_changed)
    gweak_entries_queue_size (self->entries);
  gweak_delivery_push_place (self->entries->delivery, get_place (self));
}

static void
entry_deliver (GweakLink *link,
               GweakNews  news)
{
  report_now ((GweakEntry *) link, FALSE);
}

static GweakRemovalCause
get_cause_of_death (GweakEntry *self)
{
  return (g_atomic_int_get (&self->link.mark) & EVICTING) ? GWEAK_REMOVAL_CAUSE_EVICTED : GWEAK_REMOVAL_CAUSE_DIED;
}

/* The weak side of which a death came leaves the list by itself. */
static void
die (GweakEntry *self,
     GweakLink  *other)
{
  gboolean heard;

  if (!gweak_entries_leave_dead (self->entries, self, &heard))
    return;

  if (other != NULL)
    detach_link (other);
  if (heard)
    gweak_entry_report (self, get_cause_of_death (self), TRUE);
}

static void
entry_died (GweakLink *link)
{
  GweakEntry *self = (GweakEntry *) link;

  die (self, gweak_entries_have_two_links (self->entries) ? gweak_entry_get_value_link (self) : NULL);
}

static void
value_link_died (GweakLink *link)
{
  GweakEntry *self = entry_of_value_link (link);

  die (self, &self->link);
}

static void
flip (GweakEntry *self)
{
  gweak_entry_uncount (self);
  gweak_index_prefetch_removal (&self->entries->index, self);
}

static void
entry_flip (GweakLink *link)
{
  flip ((GweakEntry *) link);
}

static void
value_link_flip (GweakLink *link)
{
  flip (entry_of_value_link (link));
}

static void
emit_dying (GweakEntry *self)
{
  GObject   *owner = g_weak_ref_get (&self->entries->owner);
  GweakSides sides;

  if (owner == NULL)
    return;

  if (gweak_entry_dup_sides (self, &sides))
    self->entries->ops->dying (owner, self, &sides);
  gweak_sides_clear (&sides);
  g_object_unref (owner);
}

static void
entry_dying (GweakLink *link,
             GObject   *object)
{
  emit_dying ((GweakEntry *) link);
}

static void
value_link_dying (GweakLink *link,
                  GObject   *object)
{
  emit_dying (entry_of_value_link (link));
}

/* The others of the container still have theirs, so that says nothing. */
static void
entry_stood_down (GweakLink *link)
{
}

/* Whether the value could own the key: something that can own, and that nobody
 * but the entry is seen to hold.
 */
static gboolean
entry_may_hold (GweakLink *link)
{
  GweakEntry *self = (GweakEntry *) link;
  GObject    *value = self->strong.pointer;

  if (self->entries->weakness != GWEAK_WEAKNESS_KEYS || !self->entries->has_values)
    return FALSE;

  switch (self->entries->value_kind.fundamental)
    {
    case G_TYPE_OBJECT:
      return value != NULL && g_atomic_int_get ((gint *) &value->ref_count) == 1;
    case G_TYPE_BOXED:
      return value != NULL;
    case G_TYPE_POINTER:
      return value != NULL && self->entries->value_kind.destroy != NULL;
    default:
      return FALSE;
    }
}

static const GweakLinkOps link_ops = {
  .kind = "entries",
  .flip = entry_flip,
  .dying = entry_dying,
  .died = entry_died,
  .stood_down = entry_stood_down,
  .deliver = entry_deliver,
  .may_hold = entry_may_hold,
  .free = entry_free,
};

static const GweakLinkOps value_link_ops = {
  .kind = "entries",
  .flip = value_link_flip,
  .dying = value_link_dying,
  .died = value_link_died,
  .stood_down = entry_stood_down,
  .free = value_link_free,
};
