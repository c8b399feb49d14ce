/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-slot-private.h"

#include <math.h>

#include "gweak-error.h"
#include "gweak-i18n-private.h"

/* Keys and values as GValues, for bindings, which guess the type of a GValue:
 * what they guess has to become what the container holds. g_value_transform()
 * is the model; but it truncates numbers, makes strings for display, and turns
 * an object of another class into NULL, and each of these would make one key
 * out of several. So:
 *
 * - A number fits every type of numbers that has this very number. Only to a
 *   floating-point type, which is never a key, is it rounded. An enumeration
 *   or flags type has the numbers that it has names for, and no number of
 *   another one; a value that has its type already is not looked at.
 * - A string fits strings, and nothing else does. The texts that GLib makes of
 *   numbers depend on the locale and are the same for different numbers.
 * - An object fits the classes and interfaces that it is an instance of.
 * - What is left is up to g_value_transform().
 */

/* A number from a GValue: a double, or a sign and 64 bits of two's complement. */
typedef struct
{
  gboolean is_real;
  gboolean is_negative;
  guint64  integer; /* unless `is_real` */
  gdouble  real;    /* if `is_real` */
} Number;

/* What an integer type has. */
typedef struct
{
  GType   fundamental;
  gint64  min;
  guint64 max;
} Range;

static const Range ranges[] = {
  { G_TYPE_BOOLEAN, FALSE, TRUE },
  { G_TYPE_CHAR, G_MININT8, G_MAXINT8 },
  { G_TYPE_UCHAR, 0, G_MAXUINT8 },
  { G_TYPE_INT, G_MININT, G_MAXINT },
  { G_TYPE_UINT, 0, G_MAXUINT },
  { G_TYPE_LONG, G_MINLONG, G_MAXLONG },
  { G_TYPE_ULONG, 0, G_MAXULONG },
  { G_TYPE_INT64, G_MININT64, G_MAXINT64 },
  { G_TYPE_UINT64, 0, G_MAXUINT64 },
  { G_TYPE_ENUM, G_MININT, G_MAXINT },
  { G_TYPE_FLAGS, 0, G_MAXUINT },
};

/* NULL: no integers. */
static const Range *
range_of (GType fundamental)
{
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (ranges[i].fundamental == fundamental)
      return &ranges[i];

  return NULL;
}

static gboolean
is_real (GType fundamental)
{
  return fundamental == G_TYPE_FLOAT || fundamental == G_TYPE_DOUBLE;
}

static gboolean
is_number (GType fundamental)
{
  return is_real (fundamental) || range_of (fundamental) != NULL;
}

/* An interface without prerequisites has no GValues of its own. */
static GType
value_type_of (const GweakSlotKind *kind)
{
  return G_TYPE_IS_VALUE (kind->type) ? kind->type : G_TYPE_OBJECT;
}

/* A dead side holds nothing, which reads as NULL. */
void
gweak_slot_to_value (const GweakSlotKind *kind,
                     const GweakSlot     *slot,
                     GValue              *value)
{
  g_value_init (value, value_type_of (kind));
  if (slot == NULL)
    return;

  switch (kind->fundamental)
    {
    case G_TYPE_BOOLEAN:
      g_value_set_boolean (value, slot->integer);
      break;
    case G_TYPE_CHAR:
      g_value_set_schar (value, slot->integer);
      break;
    case G_TYPE_UCHAR:
      g_value_set_uchar (value, slot->integer);
      break;
    case G_TYPE_INT:
      g_value_set_int (value, slot->integer);
      break;
    case G_TYPE_UINT:
      g_value_set_uint (value, slot->integer);
      break;
    case G_TYPE_LONG:
      g_value_set_long (value, slot->integer);
      break;
    case G_TYPE_ULONG:
      g_value_set_ulong (value, slot->integer);
      break;
    case G_TYPE_INT64:
      g_value_set_int64 (value, slot->integer);
      break;
    case G_TYPE_UINT64:
      g_value_set_uint64 (value, slot->integer);
      break;
    case G_TYPE_ENUM:
      g_value_set_enum (value, slot->integer);
      break;
    case G_TYPE_FLAGS:
      g_value_set_flags (value, slot->integer);
      break;
    case G_TYPE_FLOAT:
      g_value_set_float (value, slot->single);
      break;
    case G_TYPE_DOUBLE:
      g_value_set_double (value, slot->number);
      break;
    case G_TYPE_STRING:
      g_value_set_string (value, slot->pointer);
      break;
    case G_TYPE_VARIANT:
      g_value_set_variant (value, slot->pointer);
      break;
    case G_TYPE_BOXED:
      g_value_set_boxed (value, slot->pointer);
      break;
    case G_TYPE_OBJECT:
      g_value_set_object (value, slot->pointer);
      break;
    case G_TYPE_POINTER: /* a GType too */
      g_value_set_pointer (value, slot->pointer);
      break;
    default:
      g_assert_not_reached ();
    }
}

static Number
signed_number (gint64 integer)
{
  return (Number){ .integer = integer, .is_negative = integer < 0 };
}

static Number
unsigned_number (guint64 integer)
{
  return (Number){ .integer = integer };
}

static Number
real_number (gdouble real)
{
  return (Number){ .real = real, .is_real = TRUE };
}

static Number
get_number (const GValue *value)
{
  switch (G_TYPE_FUNDAMENTAL (G_VALUE_TYPE (value)))
    {
    case G_TYPE_BOOLEAN:
      return signed_number (g_value_get_boolean (value) != FALSE);
    case G_TYPE_CHAR:
      return signed_number (g_value_get_schar (value));
    case G_TYPE_UCHAR:
      return unsigned_number (g_value_get_uchar (value));
    case G_TYPE_INT:
      return signed_number (g_value_get_int (value));
    case G_TYPE_UINT:
      return unsigned_number (g_value_get_uint (value));
    case G_TYPE_LONG:
      return signed_number (g_value_get_long (value));
    case G_TYPE_ULONG:
      return unsigned_number (g_value_get_ulong (value));
    case G_TYPE_INT64:
      return signed_number (g_value_get_int64 (value));
    case G_TYPE_UINT64:
      return unsigned_number (g_value_get_uint64 (value));
    case G_TYPE_ENUM:
      return signed_number (g_value_get_enum (value));
    case G_TYPE_FLAGS:
      return unsigned_number (g_value_get_flags (value));
    case G_TYPE_FLOAT:
      return real_number (g_value_get_float (value));
    case G_TYPE_DOUBLE:
      return real_number (g_value_get_double (value));
    default:
      g_assert_not_reached ();
    }
}

static gdouble
to_real (const Number *number)
{
  if (number->is_real)
    return number->real;

  return number->is_negative ? (gdouble) (gint64) number->integer : (gdouble) number->integer;
}

/* Not NaN, nor anything beyond 64 bits: the comparison sees to that. */
static gboolean
make_integer (Number *number)
{
  gdouble real = number->real;

  if (!number->is_real)
    return TRUE;
  if (!(real >= -0x1p63 && real < 0x1p64))
    return FALSE;

  *number = real < 0 ? signed_number ((gint64) real) : unsigned_number ((guint64) real);

  return to_real (number) == real;
}

static gboolean
is_in_range (const Number *number,
             const Range  *range)
{
  if (number->is_negative)
    return (gint64) number->integer >= range->min;

  return number->integer <= range->max;
}

static gboolean
has_name (GType         type,
          const Number *number)
{
  gpointer type_class = g_type_class_ref (type);
  gboolean has;

  if (G_IS_ENUM_CLASS (type_class))
    has = g_enum_get_value (type_class, (gint64) number->integer) != NULL;
  else
    has = (number->integer & ~(guint64) G_FLAGS_CLASS (type_class)->mask) == 0;
  g_type_class_unref (type_class);

  return has;
}

static gboolean
is_named (GType type)
{
  return G_TYPE_IS_ENUM (type) || G_TYPE_IS_FLAGS (type);
}

static gboolean
number_to_integer (const GweakSlotKind *kind,
                   Number               number,
                   gboolean             needs_name,
                   GweakSlot           *slot)
{
  if (!make_integer (&number) || !is_in_range (&number, range_of (kind->fundamental)))
    return FALSE;
  if (needs_name && !has_name (kind->type, &number))
    return FALSE;

  *slot = (GweakSlot){ .integer = number.integer };

  return TRUE;
}

/* A finite number stays finite. */
static gboolean
number_to_real (const GweakSlotKind *kind,
                const Number        *number,
                GweakSlot           *slot)
{
  gdouble real = to_real (number);

  if (kind->fundamental == G_TYPE_DOUBLE)
    *slot = (GweakSlot){ .number = real };
  else if (!isfinite (real) || ABS (real) <= G_MAXFLOAT)
    *slot = (GweakSlot){ .single = (gfloat) real };
  else
    return FALSE;

  return TRUE;
}

void
gweak_slot_complain_about_type (GType    type,
                                GType    wanted,
                                GError **error)
{
  g_set_error (error, GWEAK_ERROR, GWEAK_ERROR_TYPE,
               /* Translators: the names of two types, as of a class */
               _ ("A value of type %s does not fit %s"), g_type_name (type), g_type_name (wanted));
}

static void
complain_about_null (GType    wanted,
                     GError **error)
{
  g_set_error (error, GWEAK_ERROR, GWEAK_ERROR_TYPE,
               /* Translators: the name of a type; NULL is what a variable holds that holds nothing */
               _ ("NULL does not fit %s"), g_type_name (wanted));
}

static void
complain_about_number (const Number *number,
                       GType         wanted,
                       GError      **error)
{
  char text[MAX (G_ASCII_DTOSTR_BUF_SIZE, 32)];

  if (number->is_real)
    g_ascii_formatd (text, sizeof text, "%.15g", number->real);
  else if (number->is_negative)
    g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, (gint64) number->integer);
  else
    g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT, number->integer);

  g_set_error (error, GWEAK_ERROR, GWEAK_ERROR_TYPE,
               /* Translators: a number, and the name of the type that is wanted */
               _ ("The number %s does not fit %s"), text, g_type_name (wanted));
}

/* A number of a named type means nothing in another. */
static gboolean
can_be_number_of (GType type,
                  GType wanted)
{
  if (is_named (type) && is_named (wanted))
    return g_type_is_a (type, wanted);

  return is_number (G_TYPE_FUNDAMENTAL (type));
}

static gboolean
number_from_value (const GweakSlotKind *kind,
                   const GValue        *value,
                   GweakSlot           *slot,
                   GError             **error)
{
  GType    type = G_VALUE_TYPE (value);
  Number   number;
  gboolean fits;

  if (!can_be_number_of (type, kind->type))
    {
      gweak_slot_complain_about_type (type, kind->type, error);
      return FALSE;
    }

  number = get_number (value);
  if (is_real (kind->fundamental))
    fits = number_to_real (kind, &number, slot);
  else
    fits = number_to_integer (kind, number, is_named (kind->type) && !is_named (type), slot);
  if (!fits)
    complain_about_number (&number, kind->type, error);

  return fits;
}

/* The object in @value, which can hold none: NULL. */
static GObject *
get_object (const GValue *value)
{
  return G_VALUE_HOLDS_OBJECT (value) ? g_value_get_object (value) : NULL;
}

static gboolean
set_object (const GweakSlotKind *kind,
            GValue              *holder,
            GObject             *object)
{
  if (object != NULL && !gweak_slot_kind_accepts (kind, object))
    return FALSE;

  g_value_set_object (holder, object);

  return TRUE;
}

/* What JavaScript makes of its null. */
static gboolean
is_null (const GValue *value)
{
  return G_VALUE_TYPE (value) == G_TYPE_POINTER && g_value_get_pointer (value) == NULL;
}

/* Into the empty @holder of the type of @kind. */
static gboolean
bring (const GweakSlotKind *kind,
       const GValue        *value,
       GValue              *holder)
{
  if (is_null (value))
    return TRUE;
  if (gweak_slot_kind_is_object (kind) && G_VALUE_HOLDS_OBJECT (value))
    return set_object (kind, holder, g_value_get_object (value));
  if (kind->fundamental == G_TYPE_STRING && !G_VALUE_HOLDS_STRING (value))
    return FALSE;
  if (kind->type == G_TYPE_VALUE && !G_VALUE_HOLDS (value, G_TYPE_VALUE))
    {
      g_value_set_boxed (holder, value);
      return TRUE;
    }

  return g_value_transform (value, holder);
}

static gboolean
pointer_from_value (const GweakSlotKind *kind,
                    const GValue        *value,
                    GValue              *holder,
                    GError             **error)
{
  g_value_init (holder, value_type_of (kind));

  if (!bring (kind, value, holder))
    {
      /* The type of an object that is there says more than that of its GValue. */
      GObject *object = get_object (value);

      gweak_slot_complain_about_type (object != NULL ? G_OBJECT_TYPE (object) : G_VALUE_TYPE (value), kind->type, error);
      return FALSE;
    }
  if (!gweak_slot_kind_accepts (kind, g_value_peek_pointer (holder)))
    {
      complain_about_null (kind->type, error);
      return FALSE;
    }

  return TRUE;
}

/* Bindings can wrap a GValue in another. */
static const GValue *
unwrap (const GweakSlotKind *kind,
        const GValue        *value)
{
  while (kind->type != G_TYPE_VALUE && G_VALUE_HOLDS (value, G_TYPE_VALUE) && g_value_get_boxed (value) != NULL)
    value = g_value_get_boxed (value);

  return value;
}

gboolean
gweak_slot_from_value (const GweakSlotKind *kind,
                       const GValue        *value,
                       GValue              *holder,
                       GweakSlot           *slot,
                       GError             **error)
{
  value = unwrap (kind, value);

  if (!G_IS_VALUE (value))
    {
      complain_about_null (kind->type, error);
      return FALSE;
    }
  if (is_number (kind->fundamental))
    return number_from_value (kind, value, slot, error);

  if (!pointer_from_value (kind, value, holder, error))
    {
      g_value_unset (holder);
      return FALSE;
    }
  *slot = gweak_slot_borrow (kind, g_value_peek_pointer (holder));

  return TRUE;
}
