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
  gpointer pointer; /* (owned) by who has the slot, unless its kind is plain */
  gint64   integer;
  gdouble  number;
} GweakSlot;

/* How C code hands a side in and out. */
typedef enum
{
  GWEAK_SLOT_DIRECT, /* as a pointer or an integer in one, as GINT_TO_POINTER() makes */
  GWEAK_SLOT_BOXED   /* as a pointer to a gint64, guint64, gfloat or gdouble */
} GweakSlotPassing;

/* What one side of a container holds: a type, and how to hash, compare, copy
 * and release it. Immutable, and embedded in the container.
 */
typedef struct
{
  GType            type;        /* what the user asked for */
  GType            fundamental; /* of `type`; G_TYPE_OBJECT for an interface that needs an object */
  GweakSlotPassing passing;
  GDestroyNotify   destroy; /* (nullable) of plain pointers that the container owns */
} GweakSlotKind;

/* What can be a key or a value at all. A boxed key needs functions. */
gboolean gweak_slot_kind_is_key (GType    type,
                                 gboolean has_functions);
gboolean gweak_slot_kind_is_value (GType type);
void     gweak_slot_kind_init (GweakSlotKind *self,
                               GType          type,
                               GDestroyNotify destroy);
gboolean gweak_slot_kind_is_object (const GweakSlotKind *self);
/* Whether a key must not be NULL: objects, strings, variants and boxed types. */
gboolean gweak_slot_kind_is_reference (const GweakSlotKind *self);

/* Foreign code can run in these: not under a lock. */

/* A slot that owns a copy of what C code handed in. With a `destroy`, plain
 * pointers are taken over as they are.
 */
GweakSlot gweak_slot_copy_in (const GweakSlotKind *kind,
                              gconstpointer        pointer);
GweakSlot gweak_slot_copy (const GweakSlotKind *kind,
                           GweakSlot            slot);
void      gweak_slot_clear (const GweakSlotKind *kind,
                            GweakSlot           *slot);

/* A copy for C code, which owns it. */
gpointer gweak_slot_copy_out (const GweakSlotKind *kind,
                              GweakSlot            slot);
/* How to release what gweak_slot_copy_out() made. NULL: there is nothing to do. */
GDestroyNotify gweak_slot_kind_get_release (const GweakSlotKind *kind);

/* For C code to look at while @slot is there, which may live in an entry. */
gpointer gweak_slot_peek (const GweakSlotKind *kind,
                          GweakSlot           *slot);
/* A slot that borrows what C code handed in. */
GweakSlot gweak_slot_borrow (const GweakSlotKind *kind,
                             gconstpointer        pointer);

/* Sets the zeroed @value to a copy of @slot, or to what a dead side reads as if
 * that is NULL.
 */
void gweak_slot_to_value (const GweakSlotKind *kind,
                          const GweakSlot     *slot,
                          GValue              *value);

/* Brings @value to the type of @kind. @slot borrows from the zeroed *@holder,
 * which the caller unsets when it is done, if it was set. FALSE, with
 * GWEAK_ERROR_TYPE, if it does not fit, or is NULL where something is @needed.
 */
gboolean gweak_slot_from_value (const GweakSlotKind *kind,
                                const GValue        *value,
                                gboolean             needed,
                                GValue              *holder,
                                GweakSlot           *slot,
                                GError             **error);

/* Whether @value holds nothing, as languages hand their null. */
gboolean gweak_slot_value_is_null (const GValue *value);

/* Nothing foreign runs in these: also under a lock. Not for boxed types. */
guint    gweak_slot_hash (const GweakSlotKind *kind,
                          GweakSlot            slot);
gboolean gweak_slot_equal (const GweakSlotKind *kind,
                           GweakSlot            a,
                           GweakSlot            b);

G_END_DECLS
