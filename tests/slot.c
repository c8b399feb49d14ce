/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gweak-slot-private.h"

#include <math.h>

#include "test-support.h"

static GweakSlotKind
kind_of (GType type)
{
  GweakSlotKind kind;

  gweak_slot_kind_init (&kind, type, NULL);

  return kind;
}

static GType
make_interface (const char *name,
                GType       prerequisite)
{
  GType type = g_type_register_static_simple (G_TYPE_INTERFACE, name, sizeof (GTypeInterface), NULL, 0, NULL, 0);

  if (prerequisite != G_TYPE_INVALID)
    g_type_interface_add_prerequisite (type, prerequisite);

  return type;
}

/* A boxed type that is a string, and logs who copies and frees it. */
static gpointer
copy_logged (gpointer boxed)
{
  test_log ("copy:%s", (const char *) boxed);
  return g_strdup (boxed);
}

static void
free_logged (gpointer boxed)
{
  test_log ("free:%s", (const char *) boxed);
  g_free (boxed);
}

static GType
logged_type (void)
{
  static GType type;

  if (type == G_TYPE_INVALID)
    type = g_boxed_type_register_static ("TestLogged", copy_logged, free_logged);

  return type;
}

static void
keys_are_what_can_be_compared (void)
{
  const GType types[] = {
    G_TYPE_CHAR, G_TYPE_UCHAR, G_TYPE_BOOLEAN, G_TYPE_INT, G_TYPE_UINT, G_TYPE_LONG, G_TYPE_ULONG, G_TYPE_INT64,
    G_TYPE_UINT64, G_TYPE_STRING, G_TYPE_VARIANT, G_TYPE_POINTER, G_TYPE_GTYPE, G_TYPE_OBJECT, GWEAK_TYPE_MOMENT,
    G_TYPE_APPLICATION_FLAGS, TEST_TYPE_OBJECT, G_TYPE_INPUT_STREAM, G_TYPE_LIST_MODEL, G_TYPE_INITIALLY_UNOWNED,
    g_pointer_type_register_static ("TestPointer")
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_assert_true (gweak_slot_kind_is_key (types[i], FALSE));
      g_assert_true (gweak_slot_kind_is_key (types[i], TRUE));
      g_assert_true (gweak_slot_kind_is_value (types[i]));
    }
}

static void
boxed_keys_need_functions (void)
{
  const GType types[] = { G_TYPE_STRV, G_TYPE_BYTES, G_TYPE_VALUE, logged_type () };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_assert_false (gweak_slot_kind_is_key (types[i], FALSE));
      g_assert_true (gweak_slot_kind_is_key (types[i], TRUE));
      g_assert_true (gweak_slot_kind_is_value (types[i]));
    }
}

static void
floating_point_numbers_are_values_only (void)
{
  const GType types[] = { G_TYPE_FLOAT, G_TYPE_DOUBLE };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_assert_false (gweak_slot_kind_is_key (types[i], FALSE));
      g_assert_false (gweak_slot_kind_is_key (types[i], TRUE));
      g_assert_true (gweak_slot_kind_is_value (types[i]));
    }
}

static void
other_types_are_neither (void)
{
  const GType types[] = {
    G_TYPE_INVALID, G_TYPE_NONE, G_TYPE_INTERFACE, G_TYPE_ENUM, G_TYPE_FLAGS, G_TYPE_BOXED, G_TYPE_PARAM, G_TYPE_PARAM_INT
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_assert_false (gweak_slot_kind_is_key (types[i], FALSE));
      g_assert_false (gweak_slot_kind_is_key (types[i], TRUE));
      g_assert_false (gweak_slot_kind_is_value (types[i]));
    }
}

static void
interfaces_must_be_of_objects (void)
{
  GType of_objects = make_interface ("TestOfObjects", TEST_TYPE_OBJECT);
  GType of_params = make_interface ("TestOfParams", G_TYPE_PARAM);

  g_assert_true (gweak_slot_kind_is_key (of_objects, FALSE));
  g_assert_true (gweak_slot_kind_is_key (make_interface ("TestOfAnything", G_TYPE_INVALID), FALSE));
  g_assert_true (gweak_slot_kind_is_key (make_interface ("TestIndirectly", of_objects), FALSE));
  g_assert_false (gweak_slot_kind_is_value (of_params));
  g_assert_false (gweak_slot_kind_is_value (make_interface ("TestIndirectlyParams", of_params)));
}

static void
objects_and_interfaces_are_objects (void)
{
  GweakSlotKind object = kind_of (TEST_TYPE_OBJECT), model = kind_of (G_TYPE_LIST_MODEL), string = kind_of (G_TYPE_STRING);

  g_assert_true (gweak_slot_kind_is_object (&object));
  g_assert_true (gweak_slot_kind_is_object (&model));
  g_assert_true (model.type == G_TYPE_LIST_MODEL);
  g_assert_false (gweak_slot_kind_is_object (&string));
}

typedef struct
{
  GType    type;
  gpointer in;
  gint64   integer;
  gpointer out;
} Direct;

static void
check_direct (const Direct *about)
{
  GweakSlotKind kind = kind_of (about->type);
  GweakSlot     slot = gweak_slot_copy_in (&kind, about->in);
  GweakSlot     borrowed = gweak_slot_borrow (&kind, about->in);
  GweakSlot     copy = gweak_slot_copy (&kind, slot);

  g_assert_true (kind.passing == GWEAK_SLOT_DIRECT);
  g_assert_true (gweak_slot_kind_accepts (&kind, about->in));
  g_assert_cmpint (slot.integer, ==, about->integer);
  g_assert_true (gweak_slot_equal (&kind, slot, borrowed) && gweak_slot_equal (&kind, slot, copy));
  g_assert_cmpuint (gweak_slot_hash (&kind, slot), ==, gweak_slot_hash (&kind, borrowed));
  g_assert_true (gweak_slot_copy_out (&kind, slot) == about->out);
  g_assert_true (gweak_slot_peek (&kind, &slot) == about->out);
  g_assert_null (gweak_slot_kind_get_release (&kind));
  gweak_slot_kind_release (&kind, about->out);
  gweak_slot_clear (&kind, &copy);
  gweak_slot_clear (&kind, &slot);
  g_assert_cmpint (slot.integer, ==, 0);
}

static void
integers_are_passed_in_pointers (void)
{
  const Direct cases[] = {
    { G_TYPE_CHAR, GINT_TO_POINTER (G_MININT8), G_MININT8, GINT_TO_POINTER (G_MININT8) },
    { G_TYPE_UCHAR, GUINT_TO_POINTER (G_MAXUINT8), G_MAXUINT8, GUINT_TO_POINTER (G_MAXUINT8) },
    { G_TYPE_BOOLEAN, GINT_TO_POINTER (TRUE), TRUE, GINT_TO_POINTER (TRUE) },
    { G_TYPE_BOOLEAN, NULL, FALSE, NULL },
    { G_TYPE_INT, GINT_TO_POINTER (G_MININT), G_MININT, GINT_TO_POINTER (G_MININT) },
    { G_TYPE_INT, GINT_TO_POINTER (G_MAXINT), G_MAXINT, GINT_TO_POINTER (G_MAXINT) },
    { G_TYPE_UINT, GUINT_TO_POINTER (G_MAXUINT), G_MAXUINT, GUINT_TO_POINTER (G_MAXUINT) },
    { G_TYPE_LONG, (gpointer) G_MINLONG, G_MINLONG, (gpointer) G_MINLONG },
    { G_TYPE_ULONG, GSIZE_TO_POINTER (G_MAXULONG), (gint64) G_MAXULONG, GSIZE_TO_POINTER (G_MAXULONG) },
    { GWEAK_TYPE_MOMENT, GINT_TO_POINTER (-7), -7, GINT_TO_POINTER (-7) },
    { G_TYPE_APPLICATION_FLAGS, GUINT_TO_POINTER (0x80000001), 0x80000001, GUINT_TO_POINTER (0x80000001) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_direct (&cases[i]);
}

static void
what_is_no_part_of_an_integer_does_not_matter (void)
{
  const Direct cases[] = {
    { G_TYPE_CHAR, GSIZE_TO_POINTER (0x1234ff), -1, GINT_TO_POINTER (-1) },
    { G_TYPE_UCHAR, GSIZE_TO_POINTER (0x1234ff), 255, GINT_TO_POINTER (255) },
    { G_TYPE_BOOLEAN, GINT_TO_POINTER (0x100), TRUE, GINT_TO_POINTER (TRUE) },
#if GLIB_SIZEOF_SIZE_T > 4
    { G_TYPE_BOOLEAN, (gpointer) G_GINT64_CONSTANT (0x500000000), FALSE, NULL },
    { G_TYPE_INT, (gpointer) G_GINT64_CONSTANT (0x5ffffffff), -1, GINT_TO_POINTER (-1) },
    { G_TYPE_INT, (gpointer) G_GINT64_CONSTANT (0xffffffff), -1, GINT_TO_POINTER (-1) },
    { G_TYPE_UINT, GINT_TO_POINTER (-1), G_MAXUINT, GUINT_TO_POINTER (G_MAXUINT) },
    { GWEAK_TYPE_MOMENT, (gpointer) G_GINT64_CONSTANT (0x500000002), 2, GINT_TO_POINTER (2) },
    { G_TYPE_APPLICATION_FLAGS, GINT_TO_POINTER (-1), G_MAXUINT, GUINT_TO_POINTER (G_MAXUINT) },
#endif
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_direct (&cases[i]);
}

/* @size bytes at @number come back as they went in. */
static void
check_boxed (GType         type,
             gconstpointer number,
             gsize         size)
{
  GweakSlotKind kind = kind_of (type);
  GweakSlot     slot = gweak_slot_copy_in (&kind, number);
  GweakSlot     borrowed = gweak_slot_borrow (&kind, number);
  GweakSlot     copy = gweak_slot_copy (&kind, slot);
  gpointer      out = gweak_slot_copy_out (&kind, copy);

  g_assert_true (kind.passing == GWEAK_SLOT_BOXED);
  g_assert_false (gweak_slot_kind_accepts (&kind, NULL));
  g_assert_true (gweak_slot_kind_accepts (&kind, number));
  g_assert_cmpmem (gweak_slot_peek (&kind, &slot), size, number, size);
  g_assert_cmpmem (gweak_slot_peek (&kind, &borrowed), size, number, size);
  g_assert_cmpmem (out, size, number, size);
  g_assert_true (gweak_slot_kind_get_release (&kind) == g_free);
  gweak_slot_kind_release (&kind, out);
  gweak_slot_clear (&kind, &copy);
  gweak_slot_clear (&kind, &slot);
}

static void
wide_numbers_are_passed_by_address (void)
{
  const gint64  integers[] = { G_MININT64, -1, 0, 1, G_MAXINT64 };
  const gdouble doubles[] = { -G_MAXDOUBLE, -0.0, 0.0, 0.1, 9007199254740993.0, INFINITY, NAN };

  for (guint i = 0; i < G_N_ELEMENTS (integers); i++)
    {
      check_boxed (G_TYPE_INT64, &integers[i], sizeof integers[i]);
      check_boxed (G_TYPE_UINT64, &integers[i], sizeof integers[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (doubles); i++)
    {
      gfloat single = (gfloat) doubles[i];

      check_boxed (G_TYPE_DOUBLE, &doubles[i], sizeof doubles[i]);
      check_boxed (G_TYPE_FLOAT, &single, sizeof single);
    }
}

static void
strings_are_copied (void)
{
  GweakSlotKind kind = kind_of (G_TYPE_STRING);
  char          text[] = "text";
  GweakSlot     slot = gweak_slot_copy_in (&kind, text);
  GweakSlot     copy = gweak_slot_copy (&kind, slot);
  char         *out = gweak_slot_copy_out (&kind, slot);

  g_assert_true (gweak_slot_peek (&kind, &slot) == slot.pointer);
  g_assert_true (slot.pointer != text && copy.pointer != slot.pointer && out != slot.pointer);
  text[0] = 'n';
  g_assert_cmpstr (slot.pointer, ==, "text");
  g_assert_true (gweak_slot_equal (&kind, slot, copy));
  g_assert_false (gweak_slot_equal (&kind, slot, gweak_slot_borrow (&kind, text)));

  gweak_slot_clear (&kind, &slot);
  g_assert_null (slot.pointer);
  g_assert_cmpstr (copy.pointer, ==, "text");
  gweak_slot_clear (&kind, &copy);
  g_assert_cmpstr (out, ==, "text");
  gweak_slot_kind_get_release (&kind) (out);
}

static void
nothing_is_no_empty_string (void)
{
  GweakSlotKind kind = kind_of (G_TYPE_STRING);
  GweakSlot     nothing = gweak_slot_copy_in (&kind, NULL);
  GweakSlot     empty = gweak_slot_borrow (&kind, "");

  g_assert_false (gweak_slot_equal (&kind, nothing, empty));
  g_assert_false (gweak_slot_equal (&kind, empty, nothing));
  g_assert_true (gweak_slot_equal (&kind, nothing, nothing));
  g_assert_cmpuint (gweak_slot_hash (&kind, nothing), ==, gweak_slot_hash (&kind, nothing));
  g_assert_cmpuint (gweak_slot_hash (&kind, empty), ==, gweak_slot_hash (&kind, gweak_slot_borrow (&kind, &"x"[1])));
}

static void
variants_are_sunk_and_referenced (void)
{
  GweakSlotKind kind = kind_of (G_TYPE_VARIANT);
  GVariant     *variant = g_variant_new_string ("text");
  GweakSlot     borrowed = gweak_slot_borrow (&kind, variant);
  GweakSlot     slot;
  GVariant     *out;

  g_assert_true (g_variant_is_floating (variant));
  slot = gweak_slot_copy_in (&kind, variant);
  g_assert_false (g_variant_is_floating (variant));
  g_assert_true (slot.pointer == variant && borrowed.pointer == variant);

  out = gweak_slot_copy_out (&kind, slot);
  gweak_slot_clear (&kind, &slot);
  g_assert_cmpstr (g_variant_get_string (out, NULL), ==, "text");

  slot = gweak_slot_copy_in (&kind, out);
  gweak_slot_kind_get_release (&kind) (out);
  g_assert_true (gweak_slot_peek (&kind, &slot) == out);
  gweak_slot_clear (&kind, &slot);
}

static void
boxed_are_copied_by_their_type (void)
{
  GweakSlotKind kind = kind_of (logged_type ());
  char          text[] = "it";
  GweakSlot     slot = gweak_slot_copy_in (&kind, text);
  GweakSlot     copy;
  gpointer      out;

  assert_log ("copy:it");
  g_assert_true (gweak_slot_borrow (&kind, text).pointer == text);
  g_assert_true (gweak_slot_peek (&kind, &slot) == slot.pointer);
  assert_log ("");

  copy = gweak_slot_copy (&kind, slot);
  gweak_slot_clear (&kind, &slot);
  out = gweak_slot_copy_out (&kind, copy);
  gweak_slot_clear (&kind, &copy);
  assert_log ("copy:it free:it copy:it free:it");
  g_assert_null (gweak_slot_kind_get_release (&kind));
  gweak_slot_kind_release (&kind, out);
  assert_log ("free:it");
}

static void
objects_are_referenced (void)
{
  GweakSlotKind kind = kind_of (TEST_TYPE_OBJECT);
  TestObject   *object = test_object_new ("it");
  GweakSlot     borrowed = gweak_slot_borrow (&kind, object);
  GweakSlot     slot, copy;
  gpointer      out;

  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_true (gweak_slot_peek (&kind, &borrowed) == object);
  slot = gweak_slot_copy_in (&kind, object);
  copy = gweak_slot_copy (&kind, slot);
  out = gweak_slot_copy_out (&kind, slot);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 4);

  gweak_slot_kind_get_release (&kind) (out);
  gweak_slot_clear (&kind, &copy);
  g_object_unref (object);
  g_assert_finalize_object ((GObject *) slot.pointer);
}

static void
floating_objects_stay_floating (void)
{
  GweakSlotKind kind = kind_of (G_TYPE_INITIALLY_UNOWNED);
  GObject      *object = g_object_new (G_TYPE_INITIALLY_UNOWNED, NULL);
  GweakSlot     slot = gweak_slot_copy_in (&kind, object);

  g_assert_true (g_object_is_floating (object));
  g_assert_cmpuint (object->ref_count, ==, 2);
  gweak_slot_clear (&kind, &slot);
  g_assert_true (g_object_is_floating (object));
  g_object_ref_sink (object);
  g_assert_finalize_object (object);
}

static void
plain_pointers_are_as_they_are (void)
{
  const GType types[] = { G_TYPE_POINTER, G_TYPE_GTYPE };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GweakSlotKind kind = kind_of (types[i]);
      gpointer      pointer = GSIZE_TO_POINTER (TEST_TYPE_OBJECT);
      GweakSlot     slot = gweak_slot_copy_in (&kind, pointer);
      GweakSlot     copy = gweak_slot_copy (&kind, slot);

      g_assert_true (gweak_slot_kind_accepts (&kind, NULL));
      g_assert_true (slot.pointer == pointer && copy.pointer == pointer);
      g_assert_true (gweak_slot_copy_out (&kind, slot) == pointer);
      g_assert_true (gweak_slot_peek (&kind, &slot) == pointer);
      g_assert_null (gweak_slot_kind_get_release (&kind));
      g_assert_cmpuint (gweak_slot_hash (&kind, slot), ==, gweak_slot_hash (&kind, copy));
      gweak_slot_kind_release (&kind, pointer);
      gweak_slot_clear (&kind, &copy);
      gweak_slot_clear (&kind, &slot);
      g_assert_null (slot.pointer);
    }
}

static void
plain_pointers_can_be_owned (void)
{
  char          name[] = "it";
  GweakSlotKind kind;
  GweakSlot     slot, nothing = { NULL };

  gweak_slot_kind_init (&kind, G_TYPE_POINTER, test_log_destroy_cb);
  slot = gweak_slot_copy_in (&kind, name);
  g_assert_true (slot.pointer == name);
  gweak_slot_kind_release (&kind, gweak_slot_copy_out (&kind, slot));
  assert_log ("");
  gweak_slot_clear (&kind, &slot);
  assert_log ("destroy:it");
  gweak_slot_clear (&kind, &slot);
  gweak_slot_clear (&kind, &nothing);
  assert_log ("");
}

static void
what_is_no_plain_pointer_is_released_by_its_type (void)
{
  const GType types[] = { G_TYPE_GTYPE, G_TYPE_INT, G_TYPE_INT64 };
  gint64      integer = 5;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GweakSlotKind kind;
      GweakSlot     slot;

      gweak_slot_kind_init (&kind, types[i], test_log_destroy_cb);
      slot = gweak_slot_copy_in (&kind, &integer);
      gweak_slot_clear (&kind, &slot);
      assert_log ("");
    }
}

static void
nothing_is_copied_as_nothing (void)
{
  const GType types[] = { G_TYPE_STRING, G_TYPE_VARIANT, G_TYPE_STRV, TEST_TYPE_OBJECT, G_TYPE_LIST_MODEL };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GweakSlotKind kind = kind_of (types[i]);
      GweakSlot     slot = gweak_slot_copy_in (&kind, NULL);
      GweakSlot     copy = gweak_slot_copy (&kind, slot);

      g_assert_null (slot.pointer);
      g_assert_null (copy.pointer);
      g_assert_null (gweak_slot_copy_out (&kind, slot));
      g_assert_null (gweak_slot_peek (&kind, &slot));
      gweak_slot_kind_release (&kind, NULL);
      gweak_slot_clear (&kind, &slot);

      g_assert_false (gweak_slot_kind_accepts (&kind, NULL));
      kind.accepts_null = TRUE;
      g_assert_true (gweak_slot_kind_accepts (&kind, NULL));
    }
}

static void
objects_must_be_of_the_type (void)
{
  GweakSlotKind any = kind_of (G_TYPE_OBJECT), test = kind_of (TEST_TYPE_OBJECT), model = kind_of (G_TYPE_LIST_MODEL);
  GweakSlotKind string = kind_of (G_TYPE_STRING);
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GListStore) store = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GParamSpec) no_object = g_param_spec_ref_sink (g_param_spec_int ("a", NULL, NULL, 0, 1, 0, 0));

  g_assert_true (gweak_slot_kind_accepts (&any, object));
  g_assert_true (gweak_slot_kind_accepts (&test, object));
  g_assert_true (gweak_slot_kind_accepts (&model, store));
  g_assert_false (gweak_slot_kind_accepts (&test, store));
  g_assert_false (gweak_slot_kind_accepts (&model, object));
  g_assert_false (gweak_slot_kind_accepts (&any, no_object));
  g_assert_true (gweak_slot_kind_accepts (&string, "text"));
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "kind/keys are what can be compared", keys_are_what_can_be_compared },
    { "kind/boxed keys need functions", boxed_keys_need_functions },
    { "kind/floating-point numbers are values only", floating_point_numbers_are_values_only },
    { "kind/other types are neither", other_types_are_neither },
    { "kind/interfaces must be of objects", interfaces_must_be_of_objects },
    { "kind/objects and interfaces are objects", objects_and_interfaces_are_objects },
    { "integers are passed in pointers", integers_are_passed_in_pointers },
    { "what is no part of an integer does not matter", what_is_no_part_of_an_integer_does_not_matter },
    { "wide numbers are passed by address", wide_numbers_are_passed_by_address },
    { "strings are copied", strings_are_copied },
    { "nothing is no empty string", nothing_is_no_empty_string },
    { "variants are sunk and referenced", variants_are_sunk_and_referenced },
    { "boxed are copied by their type", boxed_are_copied_by_their_type },
    { "objects are referenced", objects_are_referenced },
    { "floating objects stay floating", floating_objects_stay_floating },
    { "plain pointers are as they are", plain_pointers_are_as_they_are },
    { "plain pointers can be owned", plain_pointers_can_be_owned },
    { "what is no plain pointer is released by its type", what_is_no_plain_pointer_is_released_by_its_type },
    { "nothing is copied as nothing", nothing_is_copied_as_nothing },
    { "objects must be of the type", objects_must_be_of_the_type },
  };

  return test_run_cases (argc, argv, "slot", cases, G_N_ELEMENTS (cases));
}
