/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-search-private.h"

/* How the entry of a key is found.
 *
 * Keys that gweak can compare itself are compared under the lock. For a user's
 * functions all entries of the hash are pinned, and the lock is released for the
 * comparisons. If others of that hash came meanwhile, they are compared too; none
 * is compared twice.
 */

/* With the lock, as those below. The address of a dead key can be that of a
 * living object.
 */
static GweakEntry *
find_weak_key (GweakEntry     *entry,
               const GweakKey *key)
{
  while (entry != NULL && !(entry->hash == key->hash && entry->link.tracker->object == key->slot.pointer && gweak_entry_is_alive (entry)))
    entry = entry->next;

  return entry;
}

static GweakEntry *
find_identical (GweakEntry     *entry,
                const GweakKey *key)
{
  while (entry != NULL && !(entry->strong.pointer == key->slot.pointer && gweak_entry_is_alive (entry)))
    entry = entry->next;

  return entry;
}

static GweakEntry *
find_equal (GweakEntry          *entry,
            const GweakKey      *key,
            const GweakSlotKind *kind)
{
  while (entry != NULL &&
         !(entry->hash == key->hash && gweak_slot_equal (kind, entry->strong, key->slot) && gweak_entry_is_alive (entry)))
    entry = entry->next;

  return entry;
}

static GweakEntry *
find_compared (GweakEntries   *self,
               const GweakKey *key)
{
  GweakEntry *entry = gweak_index_get_first (&self->index, key->hash);

  if (self->weakness & GWEAK_WEAKNESS_KEYS)
    return find_weak_key (entry, key);
  if (self->by_identity)
    return find_identical (entry, key);

  return find_equal (entry, key, &self->key_kind);
}

/* With the lock: the entry of the same weak key as that of @other, which need not
 * be held. Where no user's function is to be asked, an object's tracker says as
 * much as the object does.
 */
GweakEntry *
gweak_search_like (GweakEntries *self,
                   GweakEntry   *other)
{
  GweakEntry *entry = gweak_index_get_first (&self->index, other->hash);

  while (entry != NULL && !(entry->link.tracker == other->link.tracker && gweak_entry_is_alive (entry)))
    entry = entry->next;

  return entry;
}

/* Holds the weak sides of @entry, which was found by @key. That is in hand; where
 * it is the same object, and in its dispose, it answers again.
 */
gboolean
gweak_key_dup_sides (const GweakKey *key,
                     GweakEntry     *entry,
                     GweakSides     *sides)
{
  if (gweak_entry_dup_sides (entry, sides))
    return TRUE;
  if (!(entry->entries->weakness & GWEAK_WEAKNESS_KEYS) || sides->key != NULL ||
      entry->link.tracker->object != key->slot.pointer || !gweak_entry_is_alive (entry))
    return FALSE;

  gweak_sides_clear (sides);
  gweak_tracker_peek (key->slot.pointer);

  return gweak_entry_dup_sides (entry, sides);
}

/* Without the lock, on a pinned entry. A strong key can be compared whatever
 * became of the value, and a weak one too.
 */
static gboolean
is_equal_by_function (GweakEntries   *self,
                      GweakEntry     *entry,
                      const GweakKey *key)
{
  gboolean   is_weak = (self->weakness & GWEAK_WEAKNESS_KEYS) != 0;
  GweakSlot  slot = key->slot;
  GweakSides sides = { NULL };
  gboolean   equal;

  if (is_weak)
    gweak_key_dup_sides (key, entry, &sides);
  equal = (!is_weak || sides.key != NULL) &&
          self->equal (gweak_entry_peek_key (entry, &sides), gweak_slot_peek (&self->key_kind, &slot));
  gweak_sides_clear (&sides);

  return equal;
}

/* With the lock: the newest of the candidates that is still in. */
static GweakEntry *
find_newest_candidate (GweakSearch *search)
{
  for (guint i = search->candidates->len; i > 0; i--)
    {
      GweakEntry *entry = search->candidates->pdata[i - 1];

      if (entry->position != GWEAK_ENTRY_OUT)
        return entry;
    }

  return NULL;
}

static void
reverse (GPtrArray *pointers,
         guint      first)
{
  for (guint last = pointers->len; last > first + 1; first++)
    {
      gpointer pointer = pointers->pdata[first];

      pointers->pdata[first] = pointers->pdata[--last];
      pointers->pdata[last] = pointer;
    }
}

/* With the lock: appends the entries of the hash that came since the last time,
 * pinned, the newest last. In their bucket those of one hash are in the reverse
 * order, so that all before the newest that is known are new. Returns how many.
 */
static guint
collect_candidates (GweakEntries *self,
                    GweakSearch  *search)
{
  GweakEntry *known = find_newest_candidate (search);
  guint       n_known = search->candidates->len;
  GweakEntry *entry = gweak_index_get_first (&self->index, search->key->hash);

  for (; entry != known; entry = entry->next)
    if (entry->hash == search->key->hash && gweak_entry_is_alive (entry))
      g_ptr_array_add (search->candidates, gweak_entry_ref (entry));
  reverse (search->candidates, n_known);

  return search->candidates->len - n_known;
}

/* With the lock, which is released for the comparisons: whether the entry is in
 * afterwards too, and equal.
 */
static gboolean
is_candidate_equal (GweakEntries *self,
                    GweakSearch  *search,
                    GweakEntry   *entry)
{
  gboolean equal;

  gweak_unlock (&self->lock);
  equal = is_equal_by_function (self, entry, search->key);
  gweak_lock (&self->lock);

  return equal && entry->position != GWEAK_ENTRY_OUT && gweak_entry_is_alive (entry);
}

/* With the lock, which is released for the comparisons. That there is no entry
 * is true when none came meanwhile.
 */
static GweakEntry *
find_by_function (GweakEntries *self,
                  GweakSearch  *search)
{
  guint n;

  search->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) gweak_entry_unref);
  while ((n = collect_candidates (self, search)) > 0)
    for (guint i = search->candidates->len; n > 0; n--)
      {
        GweakEntry *entry = search->candidates->pdata[--i];

        if (is_candidate_equal (self, search, entry))
          return entry;
      }

  return NULL;
}

/* Takes the lock, which gweak_search_end() gives up. The entry that it gives is in,
 * and was alive.
 */
GweakEntry *
gweak_search_begin (GweakSearch    *search,
                    GweakEntries   *self,
                    const GweakKey *key)
{
  *search = (GweakSearch){ .key = key };
  gweak_lock (&self->lock);

  return self->equal == NULL ? find_compared (self, key) : find_by_function (self, search);
}

void
gweak_search_end (GweakSearch  *search,
                  GweakEntries *self)
{
  gweak_unlock (&self->lock);
  if (search->candidates != NULL)
    g_ptr_array_unref (search->candidates);
}

/* The entry of @key, pinned. Its weak sides can be about to go, which we have not
 * heard of yet.
 */
GweakEntry *
gweak_entries_find_pinned (GweakEntries   *self,
                           const GweakKey *key)
{
  GweakSearch search;
  GweakEntry *entry = gweak_search_begin (&search, self, key);

  if (entry != NULL)
    gweak_entry_ref (entry);
  gweak_search_end (&search, self);

  return entry;
}

/* The same for the key of @other, as gweak_search_like() says. */
GweakEntry *
gweak_entries_find_like (GweakEntries *self,
                         GweakEntry   *other)
{
  GweakEntry *entry;

  gweak_lock (&self->lock);
  entry = gweak_search_like (self, other);
  if (entry != NULL)
    gweak_entry_ref (entry);
  gweak_unlock (&self->lock);

  return entry;
}
