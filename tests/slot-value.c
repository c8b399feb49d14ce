/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gweak-slot-private.h"

#include <float.h>
#include <gobject/gvaluecollector.h>
#include <math.h>

#include "test-support.h"

static GweakSlotKind
kind_of (GType type)
{
  GweakSlotKind kind;

  gweak_slot_kind_init (&kind, type, NULL);

  return kind;
}

/* What is in @slot, in a form to read. */
static char *
describe (const GweakSlotKind *kind,
          GweakSlot            slot)
{
  switch (kind->fundamental)
    {
    case G_TYPE_FLOAT:
      return g_strdup_printf ("%.9g", slot.single);
    case G_TYPE_DOUBLE:
      return g_strdup_printf ("%.17g", slot.number);
    case G_TYPE_ULONG:
    case G_TYPE_UINT64:
      return g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64) slot.integer);
    case G_TYPE_STRING:
      return slot.pointer != NULL ? g_strdup_printf ("\"%s\"", (char *) slot.pointer) : g_strdup ("NULL");
    case G_TYPE_VARIANT:
      return slot.pointer != NULL ? g_variant_print (slot.pointer, TRUE) : g_strdup ("NULL");
    case G_TYPE_BOXED:
    case G_TYPE_OBJECT:
    case G_TYPE_POINTER:
      return g_strdup (slot.pointer != NULL ? "it" : "NULL");
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, slot.integer);
    }
}

/* What becomes of @value in a side of the kind, and that it is the same in the
 * GValue that bindings get back; or the message of the error.
 */
static char *
bring (const GweakSlotKind *kind,
       const GValue        *value)
{
  g_auto (GValue) holder = G_VALUE_INIT;
  g_auto (GValue) back = G_VALUE_INIT;
  g_auto (GValue) again = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *returned = NULL;
  GweakSlot        slot = { NULL };

  if (!gweak_slot_from_value (kind, value, &holder, &slot, &error))
    {
      g_assert_error (error, GWEAK_ERROR, GWEAK_ERROR_TYPE);
      g_assert_false (G_IS_VALUE (&holder));
      return g_strdup (error->message);
    }
  g_assert_no_error (error);
  text = describe (kind, slot);

  gweak_slot_to_value (kind, &slot, &back);
  g_value_unset (&holder);
  g_assert_true (gweak_slot_from_value (kind, &back, &again, &slot, NULL));
  returned = describe (kind, slot);
  g_assert_cmpstr (returned, ==, text);

  return g_steal_pointer (&text);
}

/* A GValue of @type, with a value as in a variable argument list. */
static void
collect (GValue *value,
         GType   type,
         va_list arguments)
{
  char *problem = NULL;

  G_VALUE_COLLECT_INIT (value, type, arguments, 0, &problem);
  g_assert_null (problem);
}

static void
assert_brings (GType       wanted,
               const char *expected,
               GType       type,
               ...)
{
  GweakSlotKind kind = kind_of (wanted);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, type);
  collect (&value, type, arguments);
  va_end (arguments);

  text = bring (&kind, &value);
  g_assert_cmpstr (text, ==, expected);
}

/* The same where NULL is a value. */
static void
assert_brings_nullable (GType       wanted,
                        const char *expected,
                        GType       type,
                        ...)
{
  GweakSlotKind kind = kind_of (wanted);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, type);
  collect (&value, type, arguments);
  va_end (arguments);

  kind.accepts_null = TRUE;
  text = bring (&kind, &value);
  g_assert_cmpstr (text, ==, expected);
}

static const GType number_types[] = {
  G_TYPE_BOOLEAN,
  G_TYPE_CHAR,
  G_TYPE_UCHAR,
  G_TYPE_INT,
  G_TYPE_UINT,
  G_TYPE_LONG,
  G_TYPE_ULONG,
  G_TYPE_INT64,
  G_TYPE_UINT64,
  G_TYPE_FLOAT,
  G_TYPE_DOUBLE
};

static void
assert_brings_number (GType wanted,
                      GType type,
                      gint  number)
{
  GweakSlotKind kind = kind_of (wanted);
  g_auto (GValue) source = G_VALUE_INIT;
  g_auto (GValue) value = G_VALUE_INIT;
  g_autofree char *expected = g_strdup_printf ("%d", number);
  g_autofree char *text = NULL;

  g_value_init (&source, G_TYPE_INT);
  g_value_set_int (&source, number);
  g_value_init (&value, type);
  g_assert_true (g_value_transform (&source, &value));

  text = bring (&kind, &value);
  g_assert_cmpstr (text, ==, expected);
}

static void
numbers_fit_numbers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (number_types); i++)
    for (guint j = 0; j < G_N_ELEMENTS (number_types); j++)
      for (gint number = 0; number <= 1; number++)
        assert_brings_number (number_types[i], number_types[j], number);
}

static void
enums_and_flags_are_numbers (void)
{
  const GType named_types[] = { GWEAK_TYPE_MOMENT, GWEAK_TYPE_WEAKNESS };

  for (guint i = 0; i < G_N_ELEMENTS (named_types); i++)
    for (guint j = 0; j < G_N_ELEMENTS (number_types); j++)
      {
        assert_brings_number (number_types[j], named_types[i], 1);
        assert_brings_number (named_types[i], number_types[j], 1);
      }
}

static void
small_numbers_must_be_in_range (void)
{
  assert_brings (G_TYPE_CHAR, "-128", G_TYPE_INT, -128);
  assert_brings (G_TYPE_CHAR, "127", G_TYPE_INT, 127);
  assert_brings (G_TYPE_CHAR, "The number -129 does not fit gchar", G_TYPE_INT, -129);
  assert_brings (G_TYPE_CHAR, "The number 128 does not fit gchar", G_TYPE_INT, 128);
  assert_brings (G_TYPE_UCHAR, "255", G_TYPE_INT, 255);
  assert_brings (G_TYPE_UCHAR, "The number 300 does not fit guchar", G_TYPE_INT, 300);
  assert_brings (G_TYPE_UCHAR, "The number -1 does not fit guchar", G_TYPE_INT, -1);
  assert_brings (G_TYPE_UCHAR, "The number -1 does not fit guchar", G_TYPE_CHAR, -1);
  assert_brings (G_TYPE_BOOLEAN, "The number 2 does not fit gboolean", G_TYPE_INT, 2);
  assert_brings (G_TYPE_BOOLEAN, "The number -1 does not fit gboolean", G_TYPE_INT, -1);
}

static void
wide_numbers_must_be_in_range (void)
{
  assert_brings (G_TYPE_INT, "-2147483648", G_TYPE_INT64, (gint64) G_MININT);
  assert_brings (G_TYPE_INT, "The number -2147483649 does not fit gint", G_TYPE_INT64, (gint64) G_MININT - 1);
  assert_brings (G_TYPE_INT, "2147483647", G_TYPE_DOUBLE, 2147483647.0);
  assert_brings (G_TYPE_INT, "The number 2147483648 does not fit gint", G_TYPE_DOUBLE, 2147483648.0);
  assert_brings (G_TYPE_UINT, "4294967295", G_TYPE_UINT64, (guint64) G_MAXUINT);
  assert_brings (G_TYPE_UINT, "The number 4294967296 does not fit guint", G_TYPE_UINT64, (guint64) G_MAXUINT + 1);
  assert_brings (G_TYPE_UINT, "The number -1 does not fit guint", G_TYPE_INT, -1);
  assert_brings (G_TYPE_ULONG, "The number -1 does not fit gulong", G_TYPE_LONG, -1L);
  assert_brings (G_TYPE_INT64, "-9223372036854775808", G_TYPE_INT64, G_MININT64);
  assert_brings (G_TYPE_INT64, "9223372036854775807", G_TYPE_UINT64, (guint64) G_MAXINT64);
  assert_brings (G_TYPE_INT64, "The number 9223372036854775808 does not fit gint64", G_TYPE_UINT64, (guint64) G_MAXINT64 + 1);
  assert_brings (G_TYPE_UINT64, "18446744073709551615", G_TYPE_UINT64, G_MAXUINT64);
  assert_brings (G_TYPE_UINT64, "The number -9223372036854775808 does not fit guint64", G_TYPE_INT64, G_MININT64);
}

static void
doubles_must_be_integers_to_fit_them (void)
{
  assert_brings (G_TYPE_INT, "-5", G_TYPE_DOUBLE, -5.0);
  assert_brings (G_TYPE_INT, "0", G_TYPE_DOUBLE, -0.0);
  assert_brings (G_TYPE_INT, "The number 2.5 does not fit gint", G_TYPE_DOUBLE, 2.5);
  assert_brings (G_TYPE_INT, "The number -0.5 does not fit gint", G_TYPE_FLOAT, -0.5);
  assert_brings (G_TYPE_INT64, "The number nan does not fit gint64", G_TYPE_DOUBLE, (gdouble) NAN);
  assert_brings (G_TYPE_INT64, "The number inf does not fit gint64", G_TYPE_DOUBLE, (gdouble) INFINITY);
  assert_brings (G_TYPE_UINT64, "The number -inf does not fit guint64", G_TYPE_DOUBLE, -(gdouble) INFINITY);
  assert_brings (G_TYPE_INT64, "9007199254740992", G_TYPE_DOUBLE, 9007199254740993.0);
  assert_brings (G_TYPE_INT64, "-9223372036854775808", G_TYPE_DOUBLE, -0x1p63);
  assert_brings (G_TYPE_INT64, "9223372036854774784", G_TYPE_DOUBLE, nextafter (0x1p63, 0));
  assert_brings (G_TYPE_INT64, "The number 9.22337203685478e+18 does not fit gint64", G_TYPE_DOUBLE, 0x1p63);
  assert_brings (G_TYPE_INT64, "The number -9.22337203685478e+18 does not fit gint64", G_TYPE_DOUBLE, nextafter (-0x1p63, -0x1p64));
  assert_brings (G_TYPE_UINT64, "9223372036854775808", G_TYPE_DOUBLE, 0x1p63);
  assert_brings (G_TYPE_UINT64, "18446744073709549568", G_TYPE_DOUBLE, nextafter (0x1p64, 0));
  assert_brings (G_TYPE_UINT64, "The number 1.84467440737096e+19 does not fit guint64", G_TYPE_DOUBLE, 0x1p64);
  assert_brings (GWEAK_TYPE_MOMENT, "2", G_TYPE_DOUBLE, 2.0);
  assert_brings (GWEAK_TYPE_WEAKNESS, "3", G_TYPE_DOUBLE, 3.0);
  assert_brings (G_TYPE_BOOLEAN, "The number 0.5 does not fit gboolean", G_TYPE_DOUBLE, 0.5);
}

static void
numbers_are_rounded_to_floating_point (void)
{
  assert_brings (G_TYPE_FLOAT, "0.100000001", G_TYPE_DOUBLE, 0.1);
  assert_brings (G_TYPE_FLOAT, "16777216", G_TYPE_INT, 16777217);
  assert_brings (G_TYPE_DOUBLE, "0.10000000000000001", G_TYPE_DOUBLE, 0.1);
  assert_brings (G_TYPE_DOUBLE, "9007199254740992", G_TYPE_INT64, G_GINT64_CONSTANT (9007199254740993));
  assert_brings (G_TYPE_DOUBLE, "1.8446744073709552e+19", G_TYPE_UINT64, G_MAXUINT64);
  assert_brings (G_TYPE_DOUBLE, "-9.2233720368547758e+18", G_TYPE_INT64, G_MININT64);
  assert_brings (G_TYPE_DOUBLE, "nan", G_TYPE_FLOAT, (gdouble) NAN);
  assert_brings (G_TYPE_FLOAT, "inf", G_TYPE_DOUBLE, (gdouble) INFINITY);
  assert_brings (G_TYPE_FLOAT, "-inf", G_TYPE_DOUBLE, -(gdouble) INFINITY);
  assert_brings (G_TYPE_FLOAT, "3.40282347e+38", G_TYPE_DOUBLE, (gdouble) FLT_MAX);
  assert_brings (G_TYPE_FLOAT, "The number 1e+300 does not fit gfloat", G_TYPE_DOUBLE, 1e300);
  assert_brings (G_TYPE_FLOAT, "The number -1e+300 does not fit gfloat", G_TYPE_DOUBLE, -1e300);
}

static void
enums_and_flags_have_the_numbers_they_name (void)
{
  assert_brings (GWEAK_TYPE_MOMENT, "0", G_TYPE_INT, 0);
  assert_brings (GWEAK_TYPE_MOMENT, "The number 3 does not fit GweakMoment", G_TYPE_INT, 3);
  assert_brings (GWEAK_TYPE_MOMENT, "The number -1 does not fit GweakMoment", G_TYPE_INT, -1);
  assert_brings (GWEAK_TYPE_MOMENT, "The number 4294967296 does not fit GweakMoment", G_TYPE_INT64, G_GINT64_CONSTANT (0x100000000));
  assert_brings (GWEAK_TYPE_MOMENT, "7", GWEAK_TYPE_MOMENT, 7);
  assert_brings (GWEAK_TYPE_WEAKNESS, "0", G_TYPE_INT, 0);
  assert_brings (GWEAK_TYPE_WEAKNESS, "The number 5 does not fit GweakWeakness", G_TYPE_INT, 5);
  assert_brings (GWEAK_TYPE_WEAKNESS, "The number -1 does not fit GweakWeakness", G_TYPE_INT, -1);
  assert_brings (GWEAK_TYPE_WEAKNESS, "2147483653", GWEAK_TYPE_WEAKNESS, 0x80000005);
  assert_brings (GWEAK_TYPE_MOMENT, "A value of type GweakRemovalCause does not fit GweakMoment", GWEAK_TYPE_REMOVAL_CAUSE, 1);
  assert_brings (GWEAK_TYPE_MOMENT, "A value of type GweakWeakness does not fit GweakMoment", GWEAK_TYPE_WEAKNESS, 1);
  assert_brings (GWEAK_TYPE_WEAKNESS, "A value of type GweakMoment does not fit GweakWeakness", GWEAK_TYPE_MOMENT, 1);
}

static void
only_strings_fit_strings (void)
{
  assert_brings (G_TYPE_STRING, "\"text\"", G_TYPE_STRING, "text");
  assert_brings (G_TYPE_STRING, "\"\"", G_TYPE_STRING, "");
  assert_brings (G_TYPE_STRING, "A value of type gint does not fit gchararray", G_TYPE_INT, 1);
  assert_brings (G_TYPE_STRING, "A value of type gdouble does not fit gchararray", G_TYPE_DOUBLE, 1.0);
  assert_brings (G_TYPE_STRING, "A value of type gboolean does not fit gchararray", G_TYPE_BOOLEAN, TRUE);
  assert_brings (G_TYPE_STRING, "A value of type GweakMoment does not fit gchararray", GWEAK_TYPE_MOMENT, 1);
  assert_brings (G_TYPE_STRING, "A value of type GStrv does not fit gchararray", G_TYPE_STRV, NULL);
}

static void
strings_fit_only_strings (void)
{
  assert_brings (G_TYPE_INT, "A value of type gchararray does not fit gint", G_TYPE_STRING, "1");
  assert_brings (G_TYPE_DOUBLE, "A value of type gchararray does not fit gdouble", G_TYPE_STRING, "1");
  assert_brings (G_TYPE_BOOLEAN, "A value of type gchararray does not fit gboolean", G_TYPE_STRING, "TRUE");
  assert_brings (GWEAK_TYPE_MOMENT, "A value of type gchararray does not fit GweakMoment", G_TYPE_STRING, "dying");
  assert_brings (G_TYPE_STRV, "A value of type gchararray does not fit GStrv", G_TYPE_STRING, "text");
  assert_brings (G_TYPE_VARIANT, "A value of type gchararray does not fit GVariant", G_TYPE_STRING, "text");
  assert_brings (G_TYPE_OBJECT, "A value of type gchararray does not fit GObject", G_TYPE_STRING, "text");
}

static void
objects_fit_what_they_are (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_OBJECT);

  assert_brings (G_TYPE_OBJECT, "it", TEST_TYPE_OBJECT, object);
  assert_brings (TEST_TYPE_OBJECT, "it", TEST_TYPE_OBJECT, object);
  assert_brings (TEST_TYPE_OBJECT, "it", G_TYPE_OBJECT, object);
  assert_brings (G_TYPE_LIST_MODEL, "it", G_TYPE_LIST_STORE, store);
  assert_brings (G_TYPE_LIST_MODEL, "it", G_TYPE_LIST_MODEL, store);
  assert_brings (G_TYPE_LIST_MODEL, "it", G_TYPE_OBJECT, store);
  assert_brings (G_TYPE_LIST_STORE, "it", G_TYPE_LIST_MODEL, store);
  assert_brings (TEST_TYPE_OBJECT, "A value of type GListStore does not fit TestObject", G_TYPE_LIST_STORE, store);
  assert_brings (TEST_TYPE_OBJECT, "A value of type GListStore does not fit TestObject", G_TYPE_OBJECT, store);
  assert_brings (G_TYPE_LIST_MODEL, "A value of type TestObject does not fit GListModel", G_TYPE_OBJECT, object);
  assert_brings (TEST_TYPE_OBJECT, "A value of type gint does not fit TestObject", G_TYPE_INT, 1);
  assert_brings (G_TYPE_INT, "A value of type TestObject does not fit gint", TEST_TYPE_OBJECT, object);

  g_assert_finalize_object (g_steal_pointer (&object));
  g_assert_finalize_object (g_steal_pointer (&store));
}

static void
interfaces_without_prerequisites_are_read_as_objects (void)
{
  GweakSlotKind kind = kind_of (G_TYPE_TYPE_PLUGIN);
  g_auto (GValue) dead = G_VALUE_INIT;
  g_autoptr (TestObject) object = test_object_new ("it");

  assert_brings (G_TYPE_TYPE_PLUGIN, "A value of type TestObject does not fit GTypePlugin", TEST_TYPE_OBJECT, object);
  gweak_slot_to_value (&kind, NULL, &dead);
  g_assert_true (G_VALUE_HOLDS_OBJECT (&dead));
}

static void
what_is_brought_is_held_by_the_holder (void)
{
  GweakSlotKind kind = kind_of (TEST_TYPE_OBJECT);
  TestObject   *object = test_object_new ("it");
  GValue        value = G_VALUE_INIT, holder = G_VALUE_INIT;
  GweakSlot     slot;

  g_value_init (&value, G_TYPE_OBJECT);
  g_value_take_object (&value, object);
  g_assert_true (gweak_slot_from_value (&kind, &value, &holder, &slot, NULL));
  g_value_unset (&value);
  g_assert_true (slot.pointer == object);
  g_assert_cmpstr (test_object_get_name (slot.pointer), ==, "it");
  g_object_add_weak_pointer (slot.pointer, &slot.pointer);
  g_value_unset (&holder);
  g_assert_null (slot.pointer);
}

static void
floating_objects_stay_floating (void)
{
  GObject *object = g_object_new (G_TYPE_INITIALLY_UNOWNED, NULL);

  assert_brings (G_TYPE_OBJECT, "it", G_TYPE_OBJECT, object);
  g_assert_true (g_object_is_floating (object));
  g_assert_cmpuint (object->ref_count, ==, 1);
  g_object_ref_sink (object);
  g_assert_finalize_object (object);
}

static void
nothing_fits_where_it_is_accepted (void)
{
  const GType types[] = { G_TYPE_STRING, G_TYPE_VARIANT, G_TYPE_STRV, TEST_TYPE_OBJECT, G_TYPE_LIST_MODEL };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *message = g_strdup_printf ("NULL does not fit %s", g_type_name (types[i]));

      assert_brings (types[i], message, types[i], NULL);
      assert_brings_nullable (types[i], "NULL", types[i], NULL);
    }
  assert_brings (TEST_TYPE_OBJECT, "NULL does not fit TestObject", G_TYPE_OBJECT, NULL);
  assert_brings_nullable (TEST_TYPE_OBJECT, "NULL", G_TYPE_OBJECT, NULL);
  assert_brings_nullable (TEST_TYPE_OBJECT, "A value of type gchararray does not fit TestObject", G_TYPE_STRING, NULL);
}

static void
an_empty_value_is_nothing (void)
{
  const GType types[] = { G_TYPE_STRING, G_TYPE_INT, TEST_TYPE_OBJECT, G_TYPE_VALUE };
  GValue      empty = G_VALUE_INIT;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GweakSlotKind    kind = kind_of (types[i]);
      g_autofree char *message = g_strdup_printf ("NULL does not fit %s", g_type_name (types[i]));
      g_autofree char *text = bring (&kind, &empty);

      g_assert_cmpstr (text, ==, message);
    }
}

static void
variants_fit_variants (void)
{
  assert_brings (G_TYPE_VARIANT, "uint32 5", G_TYPE_VARIANT, g_variant_new_uint32 (5));
  assert_brings (G_TYPE_VARIANT, "()", G_TYPE_VARIANT, g_variant_new_tuple (NULL, 0));
  assert_brings (G_TYPE_VARIANT, "A value of type gint does not fit GVariant", G_TYPE_INT, 5);
}

static void
boxed_fit_their_type (void)
{
  const char *const strings[] = { "a", "b", NULL };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a", 1);

  assert_brings (G_TYPE_STRV, "it", G_TYPE_STRV, strings);
  assert_brings (G_TYPE_BYTES, "it", G_TYPE_BYTES, bytes);
  assert_brings (G_TYPE_BYTES, "A value of type GStrv does not fit GBytes", G_TYPE_STRV, strings);
  assert_brings (G_TYPE_STRV, "A value of type GBytes does not fit GStrv", G_TYPE_BYTES, bytes);
  assert_brings (G_TYPE_BYTES, "A value of type gpointer does not fit GBytes", G_TYPE_POINTER, bytes);
}

static void
bytes_from_double_cb (const GValue *from,
                      GValue       *to)
{
  gdouble number = g_value_get_double (from);

  g_value_take_boxed (to, number > 0 ? g_bytes_new (&number, sizeof number) : NULL);
}

static void
registered_transformations_are_used (void)
{
  g_value_register_transform_func (G_TYPE_DOUBLE, G_TYPE_BYTES, bytes_from_double_cb);

  assert_brings (G_TYPE_BYTES, "it", G_TYPE_DOUBLE, 1.0);
  assert_brings (G_TYPE_BYTES, "NULL does not fit GBytes", G_TYPE_DOUBLE, -1.0);
  assert_brings_nullable (G_TYPE_BYTES, "NULL", G_TYPE_DOUBLE, -1.0);
}

static void
pointers_fit_their_type (void)
{
  GType derived = g_pointer_type_register_static ("TestPointer");
  int   variable;

  assert_brings (G_TYPE_POINTER, "it", G_TYPE_POINTER, &variable);
  assert_brings (G_TYPE_POINTER, "NULL", G_TYPE_POINTER, NULL);
  assert_brings (G_TYPE_POINTER, "it", derived, &variable);
  assert_brings (derived, "it", derived, &variable);
  assert_brings (derived, "A value of type gpointer does not fit TestPointer", G_TYPE_POINTER, &variable);
  assert_brings (G_TYPE_GTYPE, "it", G_TYPE_GTYPE, TEST_TYPE_OBJECT);
  assert_brings (G_TYPE_GTYPE, "A value of type gpointer does not fit GType", G_TYPE_POINTER, &variable);
  assert_brings (G_TYPE_GTYPE, "A value of type gulong does not fit GType", G_TYPE_ULONG, (gulong) TEST_TYPE_OBJECT);
  assert_brings (G_TYPE_POINTER, "A value of type gint does not fit gpointer", G_TYPE_INT, 1);
}

static void
types_come_back_as_types (void)
{
  GweakSlotKind kind = kind_of (G_TYPE_GTYPE);
  GweakSlot     slot = gweak_slot_copy_in (&kind, GSIZE_TO_POINTER (TEST_TYPE_OBJECT));
  g_auto (GValue) value = G_VALUE_INIT;

  gweak_slot_to_value (&kind, &slot, &value);
  g_assert_true (g_value_get_gtype (&value) == TEST_TYPE_OBJECT);
}

static void
values_in_values_are_unwrapped (void)
{
  g_auto (GValue) number = G_VALUE_INIT;
  g_auto (GValue) wrapped = G_VALUE_INIT;

  g_value_init (&number, G_TYPE_INT);
  g_value_set_int (&number, 5);
  g_value_init (&wrapped, G_TYPE_VALUE);
  g_value_set_boxed (&wrapped, &number);

  assert_brings (G_TYPE_INT64, "5", G_TYPE_VALUE, &number);
  assert_brings (G_TYPE_INT64, "5", G_TYPE_VALUE, &wrapped);
  assert_brings (G_TYPE_STRING, "A value of type gint does not fit gchararray", G_TYPE_VALUE, &wrapped);
  assert_brings (G_TYPE_INT64, "A value of type GValue does not fit gint64", G_TYPE_VALUE, NULL);
}

static void
any_value_fits_values (void)
{
  GweakSlotKind kind = kind_of (G_TYPE_VALUE);
  g_auto (GValue) number = G_VALUE_INIT;
  g_auto (GValue) holder = G_VALUE_INIT;
  GweakSlot slot;

  g_value_init (&number, G_TYPE_INT);
  g_value_set_int (&number, 5);
  g_assert_true (gweak_slot_from_value (&kind, &number, &holder, &slot, NULL));
  g_assert_cmpint (g_value_get_int (slot.pointer), ==, 5);

  assert_brings (G_TYPE_VALUE, "it", G_TYPE_STRING, "text");
  assert_brings (G_TYPE_VALUE, "it", G_TYPE_VALUE, &number);
  assert_brings (G_TYPE_VALUE, "NULL does not fit GValue", G_TYPE_VALUE, NULL);
}

static void
a_dead_side_reads_as_nothing_of_its_type (void)
{
  const GType types[] = { G_TYPE_INT, G_TYPE_DOUBLE, G_TYPE_STRING, G_TYPE_VARIANT, G_TYPE_STRV, G_TYPE_POINTER, TEST_TYPE_OBJECT, G_TYPE_LIST_MODEL };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GweakSlotKind kind = kind_of (types[i]);
      g_auto (GValue) value = G_VALUE_INIT;

      gweak_slot_to_value (&kind, NULL, &value);
      g_assert_true (G_VALUE_TYPE (&value) == types[i]);
      if (g_value_fits_pointer (&value))
        g_assert_null (g_value_peek_pointer (&value));
    }
}

/* The slot's own value is not in what bindings get. */
static void
values_are_copies (void)
{
  GweakSlotKind kind = kind_of (G_TYPE_STRING);
  GweakSlot     slot = gweak_slot_copy_in (&kind, "text");
  g_auto (GValue) value = G_VALUE_INIT;

  gweak_slot_to_value (&kind, &slot, &value);
  g_assert_true (g_value_get_string (&value) != slot.pointer);
  gweak_slot_clear (&kind, &slot);
  g_assert_cmpstr (g_value_get_string (&value), ==, "text");
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "numbers fit numbers", numbers_fit_numbers },
    { "enums and flags are numbers", enums_and_flags_are_numbers },
    { "small numbers must be in range", small_numbers_must_be_in_range },
    { "wide numbers must be in range", wide_numbers_must_be_in_range },
    { "doubles must be integers to fit them", doubles_must_be_integers_to_fit_them },
    { "numbers are rounded to floating point", numbers_are_rounded_to_floating_point },
    { "enums and flags have the numbers they name", enums_and_flags_have_the_numbers_they_name },
    { "only strings fit strings", only_strings_fit_strings },
    { "strings fit only strings", strings_fit_only_strings },
    { "objects fit what they are", objects_fit_what_they_are },
    { "interfaces without prerequisites are read as objects", interfaces_without_prerequisites_are_read_as_objects },
    { "what is brought is held by the holder", what_is_brought_is_held_by_the_holder },
    { "floating objects stay floating", floating_objects_stay_floating },
    { "nothing fits where it is accepted", nothing_fits_where_it_is_accepted },
    { "an empty value is nothing", an_empty_value_is_nothing },
    { "variants fit variants", variants_fit_variants },
    { "boxed fit their type", boxed_fit_their_type },
    { "registered transformations are used", registered_transformations_are_used },
    { "pointers fit their type", pointers_fit_their_type },
    { "types come back as types", types_come_back_as_types },
    { "values in values are unwrapped", values_in_values_are_unwrapped },
    { "any value fits values", any_value_fits_values },
    { "a dead side reads as nothing of its type", a_dead_side_reads_as_nothing_of_its_type },
    { "values are copies", values_are_copies },
  };

  return test_run_cases (argc, argv, "slot-value", cases, G_N_ELEMENTS (cases));
}
