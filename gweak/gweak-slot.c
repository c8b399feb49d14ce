/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-slot-private.h"

#include <string.h>

/* Keys and values of any type that a container takes. The integers that C code
 * hands in can have anything in the upper bits of their pointer; in a slot they
 * are themselves, so that they can be compared without knowing their type.
 */

/* G_TYPE_INTERFACE itself is refused: no object is an instance of it. */
static gboolean
objects_can_implement (GType iface)
{
  GType needed;

  if (iface == G_TYPE_INTERFACE)
    return FALSE;

  needed = g_type_interface_instantiatable_prerequisite (iface);

  return needed == G_TYPE_INVALID || g_type_is_a (needed, G_TYPE_OBJECT);
}

gboolean
gweak_slot_kind_is_key (GType    type,
                        gboolean has_functions)
{
  switch (G_TYPE_FUNDAMENTAL (type))
    {
    case G_TYPE_FLOAT:
    case G_TYPE_DOUBLE:
      return FALSE;
    case G_TYPE_BOXED:
      return has_functions && gweak_slot_kind_is_value (type);
    default:
      return gweak_slot_kind_is_value (type);
    }
}

/* Of enums, flags and boxed types only derived ones: the fundamental types
 * say nothing about what is there, and are abstract.
 */
gboolean
gweak_slot_kind_is_value (GType type)
{
  switch (G_TYPE_FUNDAMENTAL (type))
    {
    case G_TYPE_CHAR:
    case G_TYPE_UCHAR:
    case G_TYPE_BOOLEAN:
    case G_TYPE_INT:
    case G_TYPE_UINT:
    case G_TYPE_LONG:
    case G_TYPE_ULONG:
    case G_TYPE_INT64:
    case G_TYPE_UINT64:
    case G_TYPE_FLOAT:
    case G_TYPE_DOUBLE:
    case G_TYPE_STRING:
    case G_TYPE_VARIANT:
    case G_TYPE_POINTER:
    case G_TYPE_OBJECT:
      return TRUE;
    case G_TYPE_ENUM:
    case G_TYPE_FLAGS:
    case G_TYPE_BOXED:
      return !G_TYPE_IS_VALUE_ABSTRACT (type);
    case G_TYPE_INTERFACE:
      return objects_can_implement (type);
    default:
      return FALSE;
    }
}

static GweakSlotPassing
passing_of (GType fundamental)
{
  switch (fundamental)
    {
    case G_TYPE_INT64:
    case G_TYPE_UINT64:
    case G_TYPE_FLOAT:
    case G_TYPE_DOUBLE:
      return GWEAK_SLOT_BOXED;
    default:
      return GWEAK_SLOT_DIRECT;
    }
}

/* GType itself derives from G_TYPE_POINTER, and owns nothing. */
void
gweak_slot_kind_init (GweakSlotKind *self,
                      GType          type,
                      GDestroyNotify destroy)
{
  GType fundamental = G_TYPE_FUNDAMENTAL (type);

  g_assert (gweak_slot_kind_is_value (type));

  *self = (GweakSlotKind){
    .type = type,
    .fundamental = fundamental == G_TYPE_INTERFACE ? G_TYPE_OBJECT : fundamental,
    .passing = passing_of (fundamental),
    .destroy = fundamental == G_TYPE_POINTER && type != G_TYPE_GTYPE ? destroy : NULL,
  };
}

gboolean
gweak_slot_kind_is_object (const GweakSlotKind *self)
{
  return self->fundamental == G_TYPE_OBJECT;
}

/* Whether a slot of @self points to something that has to be there. */
static gboolean
is_reference (const GweakSlotKind *self)
{
  switch (self->fundamental)
    {
    case G_TYPE_STRING:
    case G_TYPE_VARIANT:
    case G_TYPE_BOXED:
    case G_TYPE_OBJECT:
      return TRUE;
    default:
      return FALSE;
    }
}

/* An interface without prerequisites can be that of an instance that is no object. */
static gboolean
is_object_of (gconstpointer pointer,
              GType         type)
{
  return G_IS_OBJECT (pointer) && (type == G_TYPE_OBJECT || G_TYPE_CHECK_INSTANCE_TYPE (pointer, type));
}

gboolean
gweak_slot_kind_accepts (const GweakSlotKind *self,
                         gconstpointer        pointer)
{
  if (self->passing == GWEAK_SLOT_BOXED)
    return pointer != NULL;
  if (!is_reference (self))
    return TRUE;
  if (pointer == NULL)
    return self->accepts_null;

  return !gweak_slot_kind_is_object (self) || is_object_of (pointer, self->type);
}

/* Serialises @variant, and finds out whether it is in normal form, both of
 * which it remembers. Serialising drops its children, which can be the last
 * ones to hold data that foreign code frees.
 */
static void
settle_variant (GVariant *variant)
{
  g_variant_get_data (variant);
  g_variant_is_normal_form (variant);
}

/* What of an integer in a pointer is the integer. */
static gint64
integer_in_pointer (GType         fundamental,
                    gconstpointer pointer)
{
  gssize bits = (gssize) pointer;

  switch (fundamental)
    {
    case G_TYPE_BOOLEAN:
      return (gint) bits != 0;
    case G_TYPE_CHAR:
      return (gint8) bits;
    case G_TYPE_UCHAR:
      return (guint8) bits;
    case G_TYPE_INT:
    case G_TYPE_ENUM:
      return (gint) bits;
    case G_TYPE_UINT:
    case G_TYPE_FLAGS:
      return (guint) bits;
    case G_TYPE_LONG:
      return (glong) bits;
    case G_TYPE_ULONG:
      return (gulong) bits;
    default:
      g_assert_not_reached ();
    }
}

GweakSlot
gweak_slot_borrow_content (const GweakSlotKind *kind,
                           gconstpointer        pointer)
{
  switch (kind->fundamental)
    {
    case G_TYPE_VARIANT:
      if (pointer != NULL)
        settle_variant ((GVariant *) pointer);
      return (GweakSlot){ .pointer = (gpointer) pointer };
    case G_TYPE_STRING:
    case G_TYPE_BOXED:
    case G_TYPE_OBJECT:
    case G_TYPE_POINTER:
      return (GweakSlot){ .pointer = (gpointer) pointer };
    case G_TYPE_INT64:
    case G_TYPE_UINT64:
      return (GweakSlot){ .integer = *(const gint64 *) pointer };
    case G_TYPE_FLOAT:
      return (GweakSlot){ .single = *(const gfloat *) pointer };
    case G_TYPE_DOUBLE:
      return (GweakSlot){ .number = *(const gdouble *) pointer };
    default:
      return (GweakSlot){ .integer = integer_in_pointer (kind->fundamental, pointer) };
    }
}

GweakSlot
gweak_slot_copy_in (const GweakSlotKind *kind,
                    gconstpointer        pointer)
{
  return gweak_slot_copy (kind, gweak_slot_borrow (kind, pointer));
}

/* Of something that is there. */
static gpointer
copy_reference (const GweakSlotKind *kind,
                gpointer             pointer)
{
  switch (kind->fundamental)
    {
    case G_TYPE_STRING:
      return g_strdup (pointer);
    case G_TYPE_VARIANT:
      return g_variant_ref_sink (pointer);
    case G_TYPE_BOXED:
      return g_boxed_copy (kind->type, pointer);
    case G_TYPE_OBJECT:
      return g_object_ref (pointer);
    default:
      g_assert_not_reached ();
    }
}

GweakSlot
gweak_slot_copy (const GweakSlotKind *kind,
                 GweakSlot            slot)
{
  if (!is_reference (kind) || slot.pointer == NULL)
    return slot;

  return (GweakSlot){ .pointer = copy_reference (kind, slot.pointer) };
}

/* For arrays, which do not look whether there is something to free. */
static void
unref_variant (gpointer variant)
{
  if (variant != NULL)
    g_variant_unref (variant);
}

static void
unref_object (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
}

GDestroyNotify
gweak_slot_kind_get_release (const GweakSlotKind *kind)
{
  switch (kind->fundamental)
    {
    case G_TYPE_STRING:
      return g_free;
    case G_TYPE_VARIANT:
      return unref_variant;
    case G_TYPE_OBJECT:
      return unref_object;
    default:
      return kind->passing == GWEAK_SLOT_BOXED ? g_free : NULL;
    }
}

void
gweak_slot_kind_release (const GweakSlotKind *kind,
                         gpointer             copy)
{
  GDestroyNotify release = gweak_slot_kind_get_release (kind);

  if (copy == NULL)
    return;

  if (release != NULL)
    release (copy);
  else if (kind->fundamental == G_TYPE_BOXED)
    g_boxed_free (kind->type, copy);
}

/* The container owns references, and plain pointers if there is a `destroy`,
 * which like g_free() is not called for what is not there.
 */
void
gweak_slot_clear (const GweakSlotKind *kind,
                  GweakSlot           *slot)
{
  GweakSlot old = *slot;

  *slot = (GweakSlot){ .integer = 0 };

  if (is_reference (kind))
    gweak_slot_kind_release (kind, old.pointer);
  else if (kind->destroy != NULL && old.pointer != NULL)
    kind->destroy (old.pointer);
}

gpointer
gweak_slot_peek (const GweakSlotKind *kind,
                 GweakSlot           *slot)
{
  if (kind->passing == GWEAK_SLOT_BOXED)
    return slot; /* all members of a union are where it is */
  if (is_reference (kind) || kind->fundamental == G_TYPE_POINTER)
    return slot->pointer;

  return (gpointer) (gssize) slot->integer;
}

gpointer
gweak_slot_copy_out (const GweakSlotKind *kind,
                     GweakSlot            slot)
{
  GweakSlot copy = gweak_slot_copy (kind, slot);

  if (kind->passing == GWEAK_SLOT_BOXED)
    return g_memdup2 (&copy, kind->fundamental == G_TYPE_FLOAT ? sizeof copy.single : sizeof copy);

  return gweak_slot_peek (kind, &copy);
}

/* All of less than eight bytes. They may overlap, since the size is known to
 * the hash: a copy of a varying size would take as long as the rest of it.
 */
static guint64
load_tail (const char *bytes,
           gsize       size)
{
  guint32 first, last;

  if (size == 0)
    return 0;
  if (size < sizeof first)
    return (guint8) bytes[0] | (guint8) bytes[size / 2] << 8 | (guint8) bytes[size - 1] << 16;

  memcpy (&first, bytes, sizeof first);
  memcpy (&last, bytes + size - sizeof last, sizeof last);

  return first | (guint64) last << 32;
}

static inline guint64
mix (guint64 hash,
     guint64 word)
{
  return (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
}

/* Eight bytes at a time: most of a lookup by string is its hash. */
static guint
hash_bytes (const char *bytes,
            gsize       size)
{
  guint64 hash = size, word;

  for (; size >= sizeof word; size -= sizeof word, bytes += sizeof word)
    {
      memcpy (&word, bytes, sizeof word);
      hash = mix (hash, word);
      hash ^= hash >> 32; /* a product knows nothing of the upper bits in its lower ones */
    }

  return gweak_slot_spread (mix (hash, load_tail (bytes, size)));
}

/* The bytes of the normal form: those of @variant, unless they came from
 * outside and are damaged. Two variants are equal if these are, and their
 * types. This is g_variant_equal(), except that that compares texts when it
 * knows no better, in which one NaN is like the other.
 */
static guint
hash_variant (GVariant *variant)
{
  GVariant *normal = g_variant_get_normal_form (variant);
  gsize     size = g_variant_get_size (normal);
  guint     hash = size > 0 ? hash_bytes (g_variant_get_data (normal), size) : 0;

  g_variant_unref (normal);

  return hash;
}

static gboolean
equal_variants (GVariant *a,
                GVariant *b)
{
  GVariant *normal_a = g_variant_get_normal_form (a);
  GVariant *normal_b = g_variant_get_normal_form (b);
  gboolean  equal = g_variant_equal (normal_a, normal_b);

  g_variant_unref (normal_a);
  g_variant_unref (normal_b);

  return equal;
}

/* Of strings and variants. */
guint
gweak_slot_hash_content (const GweakSlotKind *kind,
                         GweakSlot            slot)
{
  if (slot.pointer == NULL)
    return 0;
  if (kind->fundamental == G_TYPE_STRING)
    return hash_bytes (slot.pointer, strlen (slot.pointer));

  return hash_variant (slot.pointer);
}

gboolean
gweak_slot_equal_content (const GweakSlotKind *kind,
                          GweakSlot            a,
                          GweakSlot            b)
{
  if (a.pointer == NULL || b.pointer == NULL)
    return a.pointer == b.pointer;
  if (kind->fundamental == G_TYPE_STRING)
    return strcmp (a.pointer, b.pointer) == 0;

  return equal_variants (a.pointer, b.pointer);
}
