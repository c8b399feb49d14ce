/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-entries-private.h"

/* The two sides of an entry: how its weak ones are held, and either is looked at,
 * copied and put into values, also when it was taken out or died.
 */

static gboolean
has_died (GweakLink *link)
{
  return g_atomic_int_get ((gint *) &link->tracker->n_deaths) != (gint) link->birth;
}

/* The object that @link is or was attached to, if it has not died since. It can
 * die and live on as a husk while it is taken.
 */
static GObject *
dup_former_object (GweakLink *link)
{
  GObject *object;

  if (has_died (link))
    return NULL;

  object = g_weak_ref_get (&link->tracker->referent);
  if (object != NULL && G_UNLIKELY (has_died (link)))
    g_clear_object (&object);

  return object;
}

/* Holds the weak sides, also of an entry that was taken out. FALSE when one of
 * them is gone; the other is held all the same.
 */
gboolean
gweak_entry_dup_sides (GweakEntry *self,
                       GweakSides *sides)
{
  GweakWeakness weakness = self->entries->weakness;

  *sides = (GweakSides){ NULL };
  if (weakness == GWEAK_WEAKNESS_VALUES)
    return (sides->value = dup_former_object (&self->link)) != NULL;

  sides->key = dup_former_object (&self->link);
  if (weakness == GWEAK_WEAKNESS_KEYS)
    return sides->key != NULL;

  sides->value = dup_former_object (gweak_entry_get_value_link (self));

  return sides->key != NULL && sides->value != NULL;
}

void
gweak_sides_clear (GweakSides *self)
{
  g_clear_object (&self->key);
  g_clear_object (&self->value);
}

/* For C code to look at while @self and @sides are held. */
gpointer
gweak_entry_peek_key (GweakEntry       *self,
                      const GweakSides *sides)
{
  if (self->entries->weakness & GWEAK_WEAKNESS_KEYS)
    return sides->key;

  return gweak_slot_peek (&self->entries->key_kind, &self->strong);
}

gpointer
gweak_entry_peek_value (GweakEntry       *self,
                        const GweakSides *sides)
{
  if (self->entries->weakness & GWEAK_WEAKNESS_VALUES)
    return sides->value;

  return gweak_slot_peek (&self->entries->value_kind, &self->strong);
}

/* The value, for C code to own, also of an entry that was taken out. The key is
 * not held for that.
 */
gpointer
gweak_entry_copy_value (GweakEntry *self)
{
  GweakEntries *entries = self->entries;

  if (!(entries->weakness & GWEAK_WEAKNESS_VALUES))
    return gweak_slot_copy_out (&entries->value_kind, self->strong);

  return dup_former_object (gweak_entries_have_two_links (entries) ? gweak_entry_get_value_link (self) : &self->link);
}

/* For C code to own. A weak side is taken from @sides. */
gpointer
gweak_entry_take_key (GweakEntry *self,
                      GweakSides *sides)
{
  if (self->entries->weakness & GWEAK_WEAKNESS_KEYS)
    return g_steal_pointer (&sides->key);

  return gweak_slot_copy_out (&self->entries->key_kind, self->strong);
}

gpointer
gweak_entry_take_value (GweakEntry *self,
                        GweakSides *sides)
{
  if (self->entries->weakness & GWEAK_WEAKNESS_VALUES)
    return g_steal_pointer (&sides->value);

  return gweak_slot_copy_out (&self->entries->value_kind, self->strong);
}

/* Sets the zeroed @value; a dead side reads NULL. */
static void
side_to_value (const GweakSlotKind *kind,
               gboolean             is_weak,
               GObject             *object,
               const GweakSlot     *strong,
               GValue              *value)
{
  GweakSlot slot = { .pointer = object };

  if (is_weak)
    gweak_slot_to_value (kind, object != NULL ? &slot : NULL, value);
  else
    gweak_slot_to_value (kind, strong, value);
}

void
gweak_entry_key_to_value (GweakEntry       *self,
                          const GweakSides *sides,
                          GValue           *value)
{
  GweakEntries *entries = self->entries;

  side_to_value (&entries->key_kind, entries->weakness & GWEAK_WEAKNESS_KEYS, sides->key, &self->strong, value);
}

void
gweak_entry_value_to_value (GweakEntry       *self,
                            const GweakSides *sides,
                            GValue           *value)
{
  GweakEntries *entries = self->entries;

  side_to_value (&entries->value_kind, entries->weakness & GWEAK_WEAKNESS_VALUES, sides->value, &self->strong, value);
}
