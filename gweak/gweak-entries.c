/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-search-private.h"

/* The engine under the hash table, the set and the cache.
 *
 * An entry leaves by its address when a weak side of it died, never by its key:
 * the size does not count it from the moment of the death, and a search passes
 * it over; it goes when its turn among the observers comes, and who inserts the
 * same key in between has an entry beside it.
 *
 * For how a key is found, see gweak-search.c.
 */

static void entries_deliver (GweakLink *link,
                             GweakNews  news);
static void entries_free (GweakLink *link);

/* The count of a container is that of a link, so that a queue can pin it. */
static const GweakLinkOps link_ops = { .kind = "containers", .deliver = entries_deliver, .free = entries_free };

/* The type's own part of the container comes behind ours. */
#define STATE_OFFSET ((sizeof (GweakEntries) + 7) & ~(gsize) 7)

static gsize
align (gsize offset)
{
  gsize alignment = sizeof (gpointer) - 1;

  return (offset + alignment) & ~alignment;
}

static void
lay_out_entry (GweakEntries *self)
{
  gboolean both = gweak_entries_have_two_links (self);

  self->extra_offset = align (both ? sizeof (GweakEntryOfBoth) : sizeof (GweakEntry));
  self->place_offset = align (self->extra_offset + self->ops->extra_size);
  self->entry_size = self->place_offset + (self->delivery != NULL ? sizeof (GweakPlace) : 0);
}

GweakEntries *
gweak_entries_new (const GweakEntriesConfig *config)
{
  GweakEntries *self = g_malloc0 (STATE_OFFSET + config->ops->state_size);

  gweak_link_init (&self->link, &link_ops);
  gweak_lock_init (&self->lock);
  self->ops = config->ops;
  g_weak_ref_init (&self->owner, config->owner);
  self->listener = config->owner;
  if (config->context != NULL)
    self->delivery = gweak_delivery_new (&self->link, config->context);
  gweak_slot_kind_init (&self->key_kind, config->key_type, NULL);
  self->has_values = config->value_type != G_TYPE_NONE;
  if (self->has_values)
    gweak_slot_kind_init (&self->value_kind, config->value_type, NULL);
  self->value_kind.accepts_null = !(config->weakness & GWEAK_WEAKNESS_VALUES);
  self->weakness = config->weakness;
  self->toggle = config->toggle;
  self->by_identity = sizeof (gpointer) == sizeof (GweakSlot) &&
                      self->key_kind.fundamental != G_TYPE_STRING && self->key_kind.fundamental != G_TYPE_VARIANT;
  lay_out_entry (self);

  return self;
}

/* While nobody else knows @self. */
void
gweak_entries_use_functions (GweakEntries *self,
                             GHashFunc     hash,
                             GEqualFunc    equal)
{
  self->hash = hash;
  self->equal = equal;
}

GweakEntries *
gweak_entries_ref (GweakEntries *self)
{
  gweak_link_ref (&self->link);
  return self;
}

void
gweak_entries_unref (GweakEntries *self)
{
  gweak_link_unref (&self->link);
}

static void
entries_free (GweakLink *link)
{
  GweakEntries *self = (GweakEntries *) link;

  if (self->ops->clear_state != NULL)
    self->ops->clear_state (self);
  gweak_index_clear (&self->index);
  gweak_release_weak_ref (&self->owner);
  gweak_delivery_free (self->delivery);
  gweak_lock_clear (&self->lock);
  g_free (self);
}

gpointer
gweak_entries_get_state (GweakEntries *self)
{
  return (char *) self + STATE_OFFSET;
}

/* The owner, or NULL: nobody listens, in the owner's finalize, and while it is
 * filled before anybody knows it.
 */
void
gweak_entries_set_listener (GweakEntries *self,
                            GObject      *listener)
{
  gweak_lock (&self->lock);
  self->listener = listener;
  gweak_unlock (&self->lock);
}

/* With the lock: whether a removal has to be reported. GLib's lock of signals
 * is a leaf, and the owner can be in its last unref, but not finalized. What is
 * delivered later is for who listens then.
 */
static gboolean
is_heard (GweakEntries *self)
{
  if (self->listener == NULL)
    return FALSE;

  return self->delivery != NULL ||
         g_signal_handler_find (self->listener, G_SIGNAL_MATCH_UNBLOCKED, 0, 0, NULL, NULL, NULL) != 0;
}

guint
gweak_entries_get_size (GweakEntries *self)
{
  guint size;

  /* A replacement counts the new one before it forgets the old one. */
  gweak_lock (&self->lock);
  size = g_atomic_int_get (&self->n_live);
  gweak_unlock (&self->lock);

  return size;
}

/* Of the newest entry now: where a walk ends that does not visit what comes
 * meanwhile.
 */
guint64
gweak_entries_get_last_serial (GweakEntries *self)
{
  guint64 serial;

  gweak_lock (&self->lock);
  serial = self->index.last_serial;
  gweak_unlock (&self->lock);

  return serial;
}

static void
entries_deliver (GweakLink *link,
                 GweakNews  news)
{
  GweakEntries *self = (GweakEntries *) link;
  GObject      *owner = g_weak_ref_get (&self->owner);

  g_atomic_int_set (&self->size_told, FALSE);
  if (owner == NULL)
    return;

  self->ops->size_changed (owner);
  g_object_unref (owner);
}

/* What is in the queue already tells of this change too. */
void
gweak_entries_queue_size (GweakEntries *self)
{
  if (g_atomic_int_compare_and_exchange (&self->size_told, FALSE, TRUE))
    gweak_delivery_push (self->delivery, GWEAK_NEWS_DIED);
}

/* The caller holds @owner. */
static void
tell_size_of (GweakEntries *self,
              GObject      *owner)
{
  if (self->delivery != NULL)
    gweak_entries_queue_size (self);
  else
    self->ops->size_changed (owner);
}

/* Whether @entry, whose sides could not be had, is what a search finds: GObject
 * has decided on a death that we have not heard of yet. If not, it was replaced or
 * died, and there can be another one of its key.
 */
gboolean
gweak_entries_has (GweakEntries *self,
                   GweakEntry   *entry)
{
  gboolean has;

  gweak_lock (&self->lock);
  has = entry->position != GWEAK_ENTRY_OUT && gweak_entry_is_alive (entry);
  gweak_unlock (&self->lock);

  return has;
}

/* The entry of @key, pinned, with its weak sides held. */
GweakEntry *
gweak_entries_find (GweakEntries   *self,
                    const GweakKey *key,
                    GweakSides     *sides)
{
  GweakEntry *entry;
  gboolean    is_last = FALSE;

  *sides = (GweakSides){ NULL };
  while (!is_last && (entry = gweak_entries_find_pinned (self, key)) != NULL)
    {
      if (gweak_key_dup_sides (key, entry, sides))
        return entry;

      is_last = gweak_entries_has (self, entry);
      gweak_sides_clear (sides);
      gweak_entry_unref (entry);
    }

  return NULL;
}

/* Whether @key is there, and did not die. */
gboolean
gweak_entries_contains (GweakEntries   *self,
                        const GweakKey *key)
{
  GweakSides  sides;
  GweakEntry *entry = gweak_entries_find (self, key, &sides);

  if (entry == NULL)
    return FALSE;

  gweak_sides_clear (&sides);
  gweak_entry_unref (entry);

  return TRUE;
}

/* With the lock. */
static void
leave_state (GweakEntries *self,
             GweakEntry   *entry)
{
  if (self->ops->taken_out != NULL)
    self->ops->taken_out (entry);
}

/* With the lock: @entry goes in, in place of @old, unless it died meanwhile. */
gboolean
gweak_entries_put_in (GweakEntries *self,
                      GweakEntry   *entry,
                      GweakEntry   *old)
{
  if (!gweak_entry_count (entry))
    return FALSE;
  if (!gweak_entry_is_alive (entry))
    {
      gweak_entry_uncount (entry);
      return FALSE;
    }

  if (old != NULL)
    {
      gweak_entry_uncount (old);
      gweak_index_replace (&self->index, old, entry);
      leave_state (self, old);
    }
  else
    {
      gweak_index_add (&self->index, entry);
    }

  return TRUE;
}

/* GObject clears the way back to an owner that is disposed of. One that goes on
 * being used is heard of again.
 */
static void
revive_owner (GweakEntries *self,
              GObject      *owner)
{
  if (g_atomic_int_compare_and_exchange (&self->is_disposed, TRUE, FALSE))
    g_weak_ref_set (&self->owner, owner);
}

/* What is left to do without the lock when @fresh went in. The @owner is held by
 * who inserts.
 */
static void
settle_in (GweakEntries *self,
           GweakEntry   *fresh,
           GweakEntry   *old,
           GObject      *owner,
           gboolean      heard)
{
  if (owner != NULL && G_UNLIKELY (g_atomic_int_get (&self->is_disposed)))
    revive_owner (self, owner);
  if (old != NULL)
    {
      gweak_entry_detach (old);
      if (heard)
        gweak_entry_report (old, GWEAK_REMOVAL_CAUSE_REPLACED, FALSE);
    }
  else if (owner != NULL)
    {
      tell_size_of (self, owner);
    }
  if (self->toggle)
    gweak_entry_request_toggle (fresh);
}

/* Puts @fresh in, which is attached and pinned, into a container that the caller
 * holds. Gives back the entry that is in then, pinned, in @in; @fresh itself if
 * that died. Whether the key is new.
 */
static gboolean
admit (GweakEntries   *self,
       const GweakKey *key,
       GweakEntry     *fresh,
       GweakInsertMode mode,
       GweakEntry    **in)
{
  GweakSearch search;
  GweakEntry *old = gweak_search_begin (&search, self, key);
  gboolean    keep = old != NULL && mode == GWEAK_INSERT_IF_ABSENT;
  gboolean    done, heard;
  GObject    *owner;

  if (old != NULL)
    gweak_entry_ref (old);
  done = !keep && gweak_entries_put_in (self, fresh, old);
  heard = done && old != NULL && is_heard (self);
  owner = self->listener;
  gweak_search_end (&search, self);

  if (done)
    settle_in (self, fresh, old, owner, heard);
  else
    gweak_entry_detach (fresh);
  if (!done && mode == GWEAK_INSERT_IF_ABSENT)
    gweak_entry_give_up_plain (fresh);
  if (in != NULL)
    *in = gweak_entry_ref (keep ? old : fresh);
  if (old != NULL)
    gweak_entry_unref (old);

  return done && old == NULL;
}

/* Inserts copies of @key and @value. Plain pointers that the container owns are
 * taken over, but by GWEAK_INSERT_IF_ABSENT only if they go in. Whether the key
 * is new.
 */
gboolean
gweak_entries_insert (GweakEntries   *self,
                      const GweakKey *key,
                      GweakSlot       value,
                      GweakInsertMode mode,
                      GweakEntry    **entry)
{
  GweakEntry *fresh = gweak_entry_new (self, key, value);
  gboolean    is_new = admit (self, key, fresh, mode, entry);

  gweak_entry_unref (fresh);

  return is_new;
}

/* Inserts copies of @key and @value, unless there is a living entry of that key.
 * Gives back the one that is in, pinned; if it was there before, with its weak
 * sides held. One whose object GObject is about to let go of, which we have not
 * heard of yet, goes first. Whether the key is new.
 */
gboolean
gweak_entries_insert_surely (GweakEntries   *self,
                             const GweakKey *key,
                             GweakSlot       value,
                             GweakEntry    **entry,
                             GweakSides     *sides)
{
  for (;;)
    {
      *sides = (GweakSides){ NULL };
      if (gweak_entries_insert (self, key, value, GWEAK_INSERT_IF_ABSENT, entry))
        return TRUE;
      if (gweak_entry_dup_sides (*entry, sides))
        return FALSE;

      gweak_entries_remove (self, *entry, GWEAK_REMOVAL_CAUSE_DIED);
      gweak_sides_clear (sides);
      gweak_entry_unref (*entry);
    }
}

/* Inserts the key of @other, an entry of a container of weak keys only, unless
 * there is one like it. Nobody needs to hold it, since neither container has a
 * user's functions.
 */
gboolean
gweak_entries_insert_like (GweakEntries *self,
                           GweakEntry   *other)
{
  GweakEntry *fresh = gweak_entry_new_like (self, other);
  GweakKey    key = { .slot.pointer = other->link.tracker->object, .hash = other->hash };
  gboolean    is_new = admit (self, &key, fresh, GWEAK_INSERT_IF_ABSENT, NULL);

  gweak_entry_unref (fresh);

  return is_new;
}

/* With the lock. */
static gboolean
take_out (GweakEntries *self,
          GweakEntry   *entry)
{
  if (entry->position == GWEAK_ENTRY_OUT)
    return FALSE;

  gweak_entry_uncount (entry);
  gweak_index_remove (&self->index, entry);
  leave_state (self, entry);

  return TRUE;
}

/* Takes @entry out, which the caller pins. FALSE when it is out already, or
 * dead, which is for its death to report.
 */
gboolean
gweak_entries_remove (GweakEntries     *self,
                      GweakEntry       *entry,
                      GweakRemovalCause cause)
{
  gboolean removed, heard;

  gweak_lock (&self->lock);
  removed = gweak_entry_is_alive (entry) && take_out (self, entry);
  heard = removed && is_heard (self);
  gweak_unlock (&self->lock);

  if (removed)
    gweak_entry_detach (entry);
  if (heard)
    gweak_entry_report (entry, cause, TRUE);

  return removed;
}

/* At the turn of a dead entry: whether it was in until now. */
gboolean
gweak_entries_leave_dead (GweakEntries *self,
                          GweakEntry   *entry,
                          gboolean     *heard)
{
  gboolean was_in;

  gweak_lock (&self->lock);
  was_in = take_out (self, entry);
  *heard = was_in && is_heard (self);
  gweak_unlock (&self->lock);

  return was_in;
}

/* With the lock: all living entries, pinned and taken out, in order. */
static GPtrArray *
take_all_out (GweakEntries *self)
{
  GPtrArray    *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) gweak_entry_unref);
  GweakBookmark bookmark = { 0 };
  GweakEntry   *entry;

  while ((entry = gweak_index_next (&self->index, &bookmark)) != NULL)
    if (gweak_entry_is_alive (entry))
      {
        g_ptr_array_add (entries, gweak_entry_ref (entry));
        take_out (self, entry);
      }

  return entries;
}

/* Takes everything out, but what is dead and waits for its turn. The caller holds
 * the container; or it does so @silently, since that is disposed of.
 */
void
gweak_entries_remove_all (GweakEntries *self,
                          gboolean      silently)
{
  GPtrArray *entries;
  GObject   *owner;
  gboolean   heard;

  gweak_lock (&self->lock);
  entries = take_all_out (self);
  owner = self->listener;
  heard = !silently && entries->len > 0 && is_heard (self);
  gweak_unlock (&self->lock);

  if (silently)
    g_atomic_int_set (&self->is_disposed, TRUE);
  for (guint i = 0; i < entries->len; i++)
    gweak_entry_detach (entries->pdata[i]);
  if (heard)
    tell_size_of (self, owner);
  for (guint i = 0; heard && i < entries->len; i++)
    gweak_entry_report (entries->pdata[i], GWEAK_REMOVAL_CAUSE_CLEARED, FALSE);
  g_ptr_array_unref (entries);
}

/* With the lock: the newest living entry before @bookmark, pinned. That moves
 * there, so that a search that goes on does not begin anew.
 */
static GweakEntry *
find_newest_before (GweakEntries  *self,
                    GweakBookmark *bookmark)
{
  guint i = bookmark->epoch == self->index.epoch ? MIN (bookmark->position, self->index.end) : self->index.end;

  for (; i > self->index.first; i--)
    {
      GweakEntry *entry = self->index.order[i - 1];

      if (entry == NULL)
        continue;
      if (!gweak_entry_is_alive (entry))
        gweak_index_leave_order (&self->index, entry);
      else if (entry->serial < bookmark->serial)
        {
          *bookmark = (GweakBookmark){ .serial = entry->serial, .position = i - 1, .epoch = self->index.epoch };
          return gweak_entry_ref (entry);
        }
    }

  return NULL;
}

/* Takes the newest entry out, pinned, with its weak sides held. One that is just
 * dying is passed over.
 */
GweakEntry *
gweak_entries_pop (GweakEntries *self,
                   GweakSides   *sides)
{
  GweakBookmark bookmark = { .serial = G_MAXUINT64, .position = G_MAXUINT };

  for (;;)
    {
      GweakEntry *entry;

      gweak_lock (&self->lock);
      entry = find_newest_before (self, &bookmark);
      gweak_unlock (&self->lock);

      if (entry == NULL)
        return NULL;
      if (gweak_entry_dup_sides (entry, sides) &&
          gweak_entries_remove (self, entry, GWEAK_REMOVAL_CAUSE_REMOVED))
        return entry;

      gweak_sides_clear (sides);
      gweak_entry_unref (entry);
    }
}
