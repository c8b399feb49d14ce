/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "gweak-slot-private.h"

#include <string.h>

#include "test-support.h"

static GweakSlotKind
kind_of (GType type)
{
  GweakSlotKind kind;

  gweak_slot_kind_init (&kind, type, NULL);

  return kind;
}

static GVariant *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *variant = g_variant_parse (NULL, text, NULL, NULL, &error);

  g_assert_no_error (error);

  return variant;
}

/* From bytes that are not trusted, @offset bytes after an address that suits. */
static GVariant *
variant_from_bytes (const char   *type,
                    gconstpointer data,
                    gsize         size,
                    gsize         offset)
{
  char *copy = g_malloc (size + 16);

  memcpy (copy + offset, data, size);

  return g_variant_ref_sink (g_variant_new_from_data (G_VARIANT_TYPE (type), copy + offset, size, FALSE, g_free, copy));
}

/* Multiples of every power of two, as of aligned addresses, in a table of
 * 1024: with a perfect random hash 631 of its places would be taken.
 */
static void
hashes_of_integers_spread (void)
{
  GweakSlotKind kind = kind_of (G_TYPE_INT64);

  for (guint shift = 0; shift < 54; shift++)
    {
      gboolean taken[1024] = { FALSE };
      guint    n_taken = 0;

      for (gint64 i = 0; i < 1024; i++)
        taken[gweak_slot_hash (&kind, (GweakSlot){ .integer = i << shift }) % 1024] = TRUE;
      for (guint i = 0; i < 1024; i++)
        n_taken += taken[i];
      g_assert_cmpuint (n_taken, >, 450);
    }
}

static void
hashes_of_strings_spread (void)
{
  GweakSlotKind kind = kind_of (G_TYPE_STRING);

  for (guint length = 1; length < 32; length++)
    {
      gboolean taken[1024] = { FALSE };
      guint    n_taken = 0;

      for (guint i = 0; i < 1024; i++)
        {
          g_autofree char *text = g_strdup_printf ("%0*u", (int) length, i);

          taken[gweak_slot_hash (&kind, (GweakSlot){ .pointer = text }) % 1024] = TRUE;
        }
      for (guint i = 0; i < 1024; i++)
        n_taken += taken[i];
      g_assert_cmpuint (n_taken, >, 580);
    }
}

static void
integers_are_compared_by_value (void)
{
  const GType types[] = { G_TYPE_CHAR, G_TYPE_UINT, G_TYPE_LONG, GWEAK_TYPE_MOMENT, GWEAK_TYPE_WEAKNESS, G_TYPE_BOOLEAN };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GweakSlotKind kind = kind_of (types[i]);
      GweakSlot     one = gweak_slot_borrow (&kind, GINT_TO_POINTER (1));

      g_assert_true (gweak_slot_equal (&kind, one, gweak_slot_borrow (&kind, GINT_TO_POINTER (1))));
      g_assert_false (gweak_slot_equal (&kind, one, gweak_slot_borrow (&kind, NULL)));
    }
}

/* Neither their lower halves decide, nor what a double has of them. */
static void
wide_integers_are_compared_whole (void)
{
  const GType types[] = { G_TYPE_INT64, G_TYPE_UINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GweakSlotKind kind = kind_of (types[i]);
      guint64       number = G_GUINT64_CONSTANT (0x8000000000000000);
      guint64       same = number, next = number + 1, low = 0;
      GweakSlot     slot = gweak_slot_borrow (&kind, &number);

      g_assert_true (gweak_slot_equal (&kind, slot, gweak_slot_borrow (&kind, &same)));
      g_assert_false (gweak_slot_equal (&kind, slot, gweak_slot_borrow (&kind, &next)));
      g_assert_false (gweak_slot_equal (&kind, slot, gweak_slot_borrow (&kind, &low)));
      g_assert_cmpuint (gweak_slot_hash (&kind, slot), ==, gweak_slot_hash (&kind, gweak_slot_borrow (&kind, &same)));
    }
}

static void
strings_are_compared_by_content (void)
{
  GweakSlotKind kind = kind_of (G_TYPE_STRING);
  char          text[] = "a text longer than eight";

  for (gsize i = 0; i < strlen (text); i++)
    {
      g_autofree char *same = g_strdup (text + i);
      GweakSlot        slot = gweak_slot_borrow (&kind, text + i), other = gweak_slot_borrow (&kind, same);

      g_assert_true (gweak_slot_equal (&kind, slot, other));
      g_assert_cmpuint (gweak_slot_hash (&kind, slot), ==, gweak_slot_hash (&kind, other));
      same[strlen (same) - 1] = 'T';
      g_assert_false (gweak_slot_equal (&kind, slot, other));
      g_assert_cmpuint (gweak_slot_hash (&kind, slot), !=, gweak_slot_hash (&kind, other));
    }
}

static void
objects_are_compared_by_identity (void)
{
  GweakSlotKind kind = kind_of (TEST_TYPE_OBJECT);
  g_autoptr (TestObject) one = test_object_new ("same"), other = test_object_new ("same");
  GweakSlot slot = gweak_slot_borrow (&kind, one);

  g_assert_true (gweak_slot_equal (&kind, slot, gweak_slot_borrow (&kind, one)));
  g_assert_false (gweak_slot_equal (&kind, slot, gweak_slot_borrow (&kind, other)));
}

static void
assert_equal_variants (gpointer a,
                       gpointer b)
{
  GweakSlotKind kind = kind_of (G_TYPE_VARIANT);
  GweakSlot     slot_a = gweak_slot_borrow (&kind, a), slot_b = gweak_slot_borrow (&kind, b);

  g_assert_true (gweak_slot_equal (&kind, slot_a, slot_b));
  g_assert_true (gweak_slot_equal (&kind, slot_b, slot_a));
  g_assert_cmpuint (gweak_slot_hash (&kind, slot_a), ==, gweak_slot_hash (&kind, slot_b));
}

static const char *const variant_texts[] = {
  "true", "byte 0x7f", "int16 -5", "uint16 5", "5", "uint32 5", "int64 -9223372036854775808",
  "uint64 18446744073709551615", "handle 5", "0.0", "-0.0", "0.1", "''", "'text'", "'a text longer than eight'",
  "objectpath '/a'", "signature 'a{sv}'", "()", "@ai []", "@a{sv} {}", "@mi nothing", "just 5", "just just ''", "(5,)",
  "(byte 1, int64 2, 'three', [4, 5])", "[1, 2, 3]", "[3, 2, 1]", "b'bytes'", "<5>", "<uint32 5>", "<<'deep'>>",
  "{'a': <1>, 'b': <{'c': <(true, 0.5)>}>}", "{'b': <{'c': <(true, 0.5)>}>, 'a': <1>}", "{1: 'one', 2: 'two'}",
  "[['a', 'b'], @as [], ['']]"
};

/* Trusted and built as a tree, and from bytes that nobody vouches for, at
 * addresses that are aligned as their type wants and such that are not.
 */
static void
equal_variants_have_equal_hashes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (variant_texts); i++)
    {
      g_autoptr (GVariant) tree = parse (variant_texts[i]);
      g_autoptr (GVariant) serialised = parse (variant_texts[i]);
      gconstpointer data = g_variant_get_data (serialised);
      gsize         size = g_variant_get_size (serialised);

      for (gsize offset = 0; offset < 8; offset++)
        {
          g_autoptr (GVariant) untrusted = variant_from_bytes (g_variant_get_type_string (tree), data != NULL ? data : "", size, offset);

          assert_equal_variants (serialised, untrusted);
          assert_equal_variants (tree, untrusted);
        }
      assert_equal_variants (tree, serialised);
    }
}

static void
different_variants_are_different (void)
{
  GweakSlotKind kind = kind_of (G_TYPE_VARIANT);

  for (guint i = 0; i < G_N_ELEMENTS (variant_texts); i++)
    for (guint j = 0; j < i; j++)
      {
        g_autoptr (GVariant) a = parse (variant_texts[i]);
        g_autoptr (GVariant) b = parse (variant_texts[j]);
        GweakSlot slot_a = gweak_slot_borrow (&kind, a), slot_b = gweak_slot_borrow (&kind, b);

        g_assert_false (gweak_slot_equal (&kind, slot_a, slot_b));
        g_assert_false (g_variant_equal (a, b));
      }
}

/* What GVariant reads into damaged bytes is what it would have been. */
static void
damaged_variants_are_what_they_are_read_as (void)
{
  const struct
  {
    const char *type;
    const char *bytes;
    gsize       size;
    const char *text;
  } cases[] = {
    { "i", "\1\2", 2, "0" },
    { "b", "\2", 1, "true" },
    { "s", "no end", 6, "''" },
    { "s", "\xff\xfe", 3, "''" },
    { "as", "a\0bc\2\4", 6, "['a', '']" },
    { "(is)", "\5\0\0", 3, "(0, '')" },
    { "v", "\5\0\0\0", 4, "<()>" },
    { "d", "", 0, "0.0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) damaged = variant_from_bytes (cases[i].type, cases[i].bytes, cases[i].size, 0);
      g_autoptr (GVariant) other = variant_from_bytes (cases[i].type, cases[i].bytes, cases[i].size, 4);
      g_autoptr (GVariant) whole = parse (cases[i].text);

      g_assert_false (g_variant_is_normal_form (damaged));
      g_assert_true (g_variant_equal (damaged, whole));
      assert_equal_variants (damaged, whole);
      assert_equal_variants (damaged, other);
    }
}

/* g_variant_equal() says so of bytes that nobody vouches for, and the opposite
 * of values that were made here.
 */
static void
nans_are_different_if_their_bits_are (void)
{
  GweakSlotKind kind = kind_of (G_TYPE_VARIANT);
  const guint64 bits[] = { G_GUINT64_CONSTANT (0x7ff8000000000000), G_GUINT64_CONSTANT (0x7ff8000000000001) };
  g_autoptr (GVariant) one = variant_from_bytes ("d", &bits[0], 8, 0);
  g_autoptr (GVariant) same = variant_from_bytes ("d", &bits[0], 8, 4);
  g_autoptr (GVariant) other = variant_from_bytes ("d", &bits[1], 8, 0);

  g_assert_true (g_variant_equal (one, other));
  assert_equal_variants (one, same);
  g_assert_false (gweak_slot_equal (&kind, gweak_slot_borrow (&kind, one), gweak_slot_borrow (&kind, other)));
}

static void
free_bytes_cb (gpointer data)
{
  test_log ("freed");
  g_free (data);
}

/* Serialising a tree drops its children, which can free foreign data. Hashes
 * and comparisons are made under locks, so it has to be done before.
 */
static void
borrowing_a_variant_leaves_nothing_foreign_to_do (void)
{
  GweakSlotKind kind = kind_of (G_TYPE_VARIANT);
  gint32       *number = g_new0 (gint32, 1);
  GVariant     *child = g_variant_new_from_data (G_VARIANT_TYPE_INT32, number, sizeof *number, FALSE, free_bytes_cb, number);
  g_autoptr (GVariant) tree = g_variant_ref_sink (g_variant_new_tuple (&child, 1));
  g_autoptr (GVariant) other = parse ("(0,)");
  GweakSlot slot;

  assert_log ("");
  slot = gweak_slot_borrow (&kind, tree);
  assert_log ("freed");
  gweak_slot_hash (&kind, slot);
  g_assert_true (gweak_slot_equal (&kind, slot, gweak_slot_borrow (&kind, other)));
  assert_log ("");
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "integers spread", hashes_of_integers_spread },
    { "strings spread", hashes_of_strings_spread },
    { "integers are compared by value", integers_are_compared_by_value },
    { "wide integers are compared whole", wide_integers_are_compared_whole },
    { "strings are compared by content", strings_are_compared_by_content },
    { "objects are compared by identity", objects_are_compared_by_identity },
    { "variant/equal ones have equal hashes", equal_variants_have_equal_hashes },
    { "variant/different ones are different", different_variants_are_different },
    { "variant/damaged ones are what they are read as", damaged_variants_are_what_they_are_read_as },
    { "variant/NaNs are different if their bits are", nans_are_different_if_their_bits_are },
    { "variant/borrowing one leaves nothing foreign to do", borrowing_a_variant_leaves_nothing_foreign_to_do },
  };

  return test_run_cases (argc, argv, "slot-hash", cases, G_N_ELEMENTS (cases));
}
