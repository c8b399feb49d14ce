/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* One side, key or value, of an entry of a container. What is wider than a
 * pointer on some machine, or no integer, is stored by itself.
 */
typedef union
{
  gpointer pointer; /* (owned) (nullable) by who has the slot, unless its kind is plain */
  gint64   integer; /* every integer, boolean, enum and flags value; of a guint64 the bits */
  gdouble  number;
  gfloat   single;
} GweakSlot;

/* How C code hands a side in and out. */
typedef enum
{
  GWEAK_SLOT_DIRECT, /* as a pointer or an integer in one, as GINT_TO_POINTER() makes */
  GWEAK_SLOT_BOXED   /* as a pointer to a gint64, guint64, gfloat or gdouble */
} GweakSlotPassing;

/* What one side of a container holds: a type, and how to hash, compare, copy
 * and release it. Embedded in the container, and immutable once that is there.
 */
typedef struct
{
  GType            type;         /* what the user asked for */
  GType            fundamental;  /* of `type`; G_TYPE_OBJECT for an interface that needs an object */
  GweakSlotPassing passing;      /* how C code hands `type` in and out */
  gboolean         accepts_null; /* FALSE at first; for the owner of strong values to set */
  GDestroyNotify   destroy;      /* (nullable) of plain pointers that the container owns */
} GweakSlotKind;

/* What can be a key or a value at all. A boxed key needs functions. */
gboolean gweak_slot_kind_is_key (GType    type,
                                 gboolean has_functions);
gboolean gweak_slot_kind_is_value (GType type);
void     gweak_slot_kind_init (GweakSlotKind *self,
                               GType          type,
                               GDestroyNotify destroy);
gboolean gweak_slot_kind_is_object (const GweakSlotKind *self);
/* Whether C code may hand in @pointer: there, where it must be, and an object
 * of the type. Everything below relies on it.
 */
gboolean  gweak_slot_kind_accepts (const GweakSlotKind *self,
                                   gconstpointer        pointer);
GweakSlot gweak_slot_borrow_content (const GweakSlotKind *kind,
                                     gconstpointer        pointer);

/* Foreign code can run in these: not under a lock. */

/* A slot that owns a copy of what C code handed in. With a `destroy`, plain
 * pointers are taken over as they are. A floating variant is sunk. An object is
 * referenced, and stays floating if it was: that is between its maker and who
 * sinks it.
 */
GweakSlot gweak_slot_copy_in (const GweakSlotKind *kind,
                              gconstpointer        pointer);
/* A plain pointer is the same in the copy: only one of the two may be cleared
 * if there is a `destroy`.
 */
GweakSlot gweak_slot_copy (const GweakSlotKind *kind,
                           GweakSlot            slot);
void      gweak_slot_clear (const GweakSlotKind *kind,
                            GweakSlot           *slot);

/* A copy for C code, which owns it. Plain pointers stay the container's. */
gpointer gweak_slot_copy_out (const GweakSlotKind *kind,
                              GweakSlot            slot);
/* How to release what gweak_slot_copy_out() made, also where that is NULL. NULL:
 * there is nothing to do, or @kind is boxed, and only g_boxed_free(), with the
 * type, can.
 */
GDestroyNotify gweak_slot_kind_get_release (const GweakSlotKind *kind);
/* Releases what gweak_slot_copy_out() made, of every kind. */
void gweak_slot_kind_release (const GweakSlotKind *kind,
                              gpointer             copy);

/* For C code to look at while @slot is there, which may live in an entry. */
gpointer gweak_slot_peek (const GweakSlotKind *kind,
                          GweakSlot           *slot);
/* Sets the zeroed @value to a copy of @slot, or to what a dead side reads as if
 * that is NULL.
 */
void gweak_slot_to_value (const GweakSlotKind *kind,
                          const GweakSlot     *slot,
                          GValue              *value);

/* Brings @value to the type of @kind. @slot borrows from *@holder, which is
 * zeroed before and which the caller unsets when it is done. FALSE, with
 * GWEAK_ERROR_TYPE and nothing to unset, if it does not fit or is NULL where
 * @kind does not accept that.
 */
gboolean gweak_slot_from_value (const GweakSlotKind *kind,
                                const GValue        *value,
                                GValue              *holder,
                                GweakSlot           *slot,
                                GError             **error);

/* Sets GWEAK_ERROR_TYPE. */
void gweak_slot_complain_about_type (GType    type,
                                     GType    wanted,
                                     GError **error);

guint    gweak_slot_hash_content (const GweakSlotKind *kind,
                                  GweakSlot            slot);
gboolean gweak_slot_equal_content (const GweakSlotKind *kind,
                                   GweakSlot            a,
                                   GweakSlot            b);

/* A slot that borrows what C code handed in. */
static inline GweakSlot
gweak_slot_borrow (const GweakSlotKind *kind,
                   gconstpointer        pointer)
{
  if (kind->fundamental == G_TYPE_OBJECT || kind->fundamental == G_TYPE_POINTER)
    return (GweakSlot){ .pointer = (gpointer) pointer };

  return gweak_slot_borrow_content (kind, pointer);
}

/* Spreads the differences between addresses and integers, which are often in
 * a few bits, over all of a hash: multiplies by 2^64 over the golden ratio.
 */
static inline guint
gweak_slot_spread (guint64 bits)
{
  bits ^= bits >> 32;
  bits *= G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return (guint) (bits >> 32) ^ (guint) (bits >> 49);
}

/* Nothing foreign runs in these: also under a lock. For keys without functions
 * of their own: not for boxed types and not for floating-point numbers.
 */

static inline guint
gweak_slot_hash (const GweakSlotKind *kind,
                 GweakSlot            slot)
{
  switch (kind->fundamental)
    {
    case G_TYPE_OBJECT:
    case G_TYPE_POINTER:
      return gweak_slot_spread (GPOINTER_TO_SIZE (slot.pointer));
    case G_TYPE_STRING:
    case G_TYPE_VARIANT:
      return gweak_slot_hash_content (kind, slot);
    default:
      return gweak_slot_spread (slot.integer);
    }
}

static inline gboolean
gweak_slot_equal (const GweakSlotKind *kind,
                  GweakSlot            a,
                  GweakSlot            b)
{
  switch (kind->fundamental)
    {
    case G_TYPE_OBJECT:
    case G_TYPE_POINTER:
      return a.pointer == b.pointer;
    case G_TYPE_STRING:
    case G_TYPE_VARIANT:
      return a.pointer == b.pointer || gweak_slot_equal_content (kind, a, b);
    default:
      return a.integer == b.integer;
    }
}

G_END_DECLS
