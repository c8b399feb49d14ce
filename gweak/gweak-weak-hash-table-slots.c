/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-hash-table-private.h"

#include "gweak-load-private.h"

/* What the functions of GweakWeakHashTable for C and those for other languages
 * have in common. Both bring keys and values into slots first.
 */

/* Nothing can be watched or referenced that is being finalized. */
static gboolean
is_counted (const GweakSlotKind *kind,
            GweakSlot            slot)
{
  return !gweak_slot_kind_is_object (kind) || slot.pointer == NULL || gweak_object_is_counted (slot.pointer);
}

gboolean
gweak_weak_hash_table_insert_slots (GweakWeakHashTable *self,
                                    GweakSlot           key,
                                    GweakSlot           value)
{
  GweakKey sought;

  g_return_val_if_fail (is_counted (&self->entries->key_kind, key), FALSE);
  g_return_val_if_fail (is_counted (&self->entries->value_kind, value), FALSE);

  gweak_key_init (&sought, self->entries, key);

  return gweak_entries_insert (self->entries, &sought, value, GWEAK_INSERT_REPLACE, NULL);
}

GweakEntry *
gweak_weak_hash_table_find_slot (GweakWeakHashTable *self,
                                 GweakSlot           key,
                                 GweakSides         *sides)
{
  GweakKey sought;

  gweak_key_init (&sought, self->entries, key);

  return gweak_entries_find (self->entries, &sought, sides);
}

/* The entry of @key, taken out, with its sides held. Another thread may have it
 * out first, and then the next one is tried.
 */
GweakEntry *
gweak_weak_hash_table_take_slot (GweakWeakHashTable *self,
                                 GweakSlot           key,
                                 GweakSides         *sides)
{
  GweakEntry *entry;
  GweakKey    sought;

  gweak_key_init (&sought, self->entries, key);
  gweak_load_cancel (self->entries, &sought);
  while ((entry = gweak_entries_find (self->entries, &sought, sides)) != NULL &&
         !gweak_entries_remove (self->entries, entry, GWEAK_REMOVAL_CAUSE_REMOVED))
    {
      gweak_sides_clear (sides);
      gweak_entry_unref (entry);
    }

  return entry;
}

/* One call of get_or_make(). */
typedef struct
{
  GweakWeakHashTable *self;  /* (unowned) */
  GweakKey            key;   /* (unowned) */
  GweakMakeFunc       make;  /* (unowned) with its data */
  gpointer            data;  /* (unowned) */
  GweakEntry         *entry; /* (owned) (nullable) what was put in */
} Request;

static GweakSlot
copy_value (GweakEntry       *entry,
            const GweakSides *sides)
{
  GweakEntries *entries = entry->entries;
  GweakSlot     slot = { .pointer = sides->value };

  return gweak_slot_copy (&entries->value_kind, (entries->weakness & GWEAK_WEAKNESS_VALUES) ? slot : entry->strong);
}

static gboolean
look_up (gpointer   data,
         GweakSlot *value)
{
  Request    *request = data;
  GweakSides  sides;
  GweakEntry *entry = gweak_entries_find (request->self->entries, &request->key, &sides);

  if (entry == NULL)
    return FALSE;

  *value = copy_value (entry, &sides);
  gweak_sides_clear (&sides);
  gweak_entry_unref (entry);

  return TRUE;
}

static gboolean
make_value (gpointer   data,
            GweakSlot *value,
            GError   **error)
{
  Request *request = data;

  return request->make (request->data, value, error);
}

static void
keep (gpointer   data,
      GweakSlot *value)
{
  Request      *request = data;
  GweakEntries *entries = request->self->entries;
  GweakEntry   *entry;
  GweakSides    sides;

  if (gweak_entries_insert_surely (entries, &request->key, *value, &entry, &sides))
    {
      request->entry = entry;
      return;
    }

  gweak_slot_clear (&entries->value_kind, value);
  *value = copy_value (entry, &sides);
  gweak_sides_clear (&sides);
  gweak_entry_unref (entry);
}

static void
forget (gpointer data)
{
  Request *request = data;

  if (request->entry != NULL)
    gweak_entries_remove (request->self->entries, request->entry, GWEAK_REMOVAL_CAUSE_REMOVED);
}

static const GweakLoadOps load_ops = { .look_up = look_up, .make = make_value, .keep = keep, .forget = forget };

/* The value of @key, which the caller owns: the one that is there, or what
 * @make gives, called once however many threads ask.
 */
gboolean
gweak_weak_hash_table_get_or_make (GweakWeakHashTable *self,
                                   GweakSlot           key,
                                   GweakMakeFunc       make,
                                   gpointer            data,
                                   GweakSlot          *value,
                                   GError            **error)
{
  Request  request = { .self = self, .make = make, .data = data };
  gboolean found;

  g_return_val_if_fail (is_counted (&self->entries->key_kind, key), FALSE);

  gweak_key_init (&request.key, self->entries, key);
  found = gweak_load (self->entries, &request.key, &load_ops, &request, value, error);
  g_clear_pointer (&request.entry, gweak_entry_unref);

  return found;
}
