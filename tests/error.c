/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

#include <libintl.h>
#include <locale.h>

static void
the_domain_has_a_name (void)
{
  g_assert_cmpstr (g_quark_to_string (GWEAK_ERROR), ==, "gweak-error-quark");
  g_assert_true (GWEAK_ERROR == gweak_error_quark ());
}

static void
codes_have_nicks (void)
{
  static const struct
  {
    GweakError  code;
    const char *name;
    const char *nick;
  } codes[] = {
    { GWEAK_ERROR_DEAD, "GWEAK_ERROR_DEAD", "dead" },
    { GWEAK_ERROR_TYPE, "GWEAK_ERROR_TYPE", "type" },
    { GWEAK_ERROR_RECURSION, "GWEAK_ERROR_RECURSION", "recursion" },
  };
  GEnumClass *klass = g_type_class_ref (GWEAK_TYPE_ERROR);

  g_assert_cmpuint (klass->n_values, ==, G_N_ELEMENTS (codes));
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      GEnumValue *value = g_enum_get_value (klass, codes[i].code);

      g_assert_nonnull (value);
      g_assert_cmpstr (value->value_name, ==, codes[i].name);
      g_assert_cmpstr (value->value_nick, ==, codes[i].nick);
    }
  g_type_class_unref (klass);
}

static void
moments_have_nicks (void)
{
  GEnumClass *klass = g_type_class_ref (GWEAK_TYPE_MOMENT);

  g_assert_cmpuint (klass->n_values, ==, 3);
  g_assert_cmpstr (g_enum_get_value (klass, GWEAK_MOMENT_DYING)->value_nick, ==, "dying");
  g_assert_cmpstr (g_enum_get_value (klass, GWEAK_MOMENT_DIED)->value_nick, ==, "died");
  g_assert_cmpstr (g_enum_get_value (klass, GWEAK_MOMENT_FINALIZED)->value_nick, ==, "finalized");
  g_type_class_unref (klass);
}

static void
take_error_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_assert_false (gweak_reference_wait_finish (GWEAK_REFERENCE (source), result, user_data));
}

static GError *
make_dead_error (void)
{
  GObject        *object = g_object_new (G_TYPE_OBJECT, NULL);
  GweakReference *reference = GWEAK_REFERENCE (gweak_weak_ref_new (object));
  GError         *error = NULL;

  gweak_reference_wait_async (reference, NULL, take_error_cb, &error);
  gweak_reference_clear (reference);
  test_iterate (NULL);
  g_object_unref (reference);
  g_object_unref (object);

  return error;
}

static void
dead_says_what_happened (void)
{
  g_autoptr (GError) error = make_dead_error ();

  g_assert_error (error, GWEAK_ERROR, GWEAK_ERROR_DEAD);
  g_assert_cmpstr (error->message, !=, "");
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

/* Where the build puts the catalogues. */
static char *
find_catalogues (const char *language)
{
  g_autofree char *directory = g_test_build_filename (G_TEST_BUILT, "..", "po", NULL);
  g_autofree char *catalogue = g_build_filename (directory, language, "LC_MESSAGES", "gweak-1.mo", NULL);

  return g_file_test (catalogue, G_FILE_TEST_EXISTS) ? g_steal_pointer (&directory) : NULL;
}

/* In a process of its own, since GLib and the C library remember languages. */
static void
check_message (const char *catalogues,
               const char *language)
{
  g_autoptr (GError) before = NULL;
  g_autoptr (GError) error = NULL;

  /* Where the catalogues may be installed already. */
  g_assert_nonnull (setlocale (LC_ALL, "C"));
  before = make_dead_error ();

  g_setenv ("LANGUAGE", language, TRUE);
  g_assert_nonnull (setlocale (LC_ALL, "C.UTF-8"));
  bindtextdomain ("gweak-1", catalogues);
  error = make_dead_error ();
  g_assert_cmpstr (error->message, !=, before->message);
  g_assert_cmpstr (error->message, ==, dgettext ("gweak-1", before->message));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
messages_are_translated (gconstpointer language)
{
  g_autofree char *catalogues = find_catalogues (language);

  if (catalogues == NULL)
    {
      g_test_skip ("built without translations");
    }
  else if (g_test_subprocess ())
    {
      check_message (catalogues, language);
    }
  else
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error/the domain has a name", the_domain_has_a_name);
  g_test_add_func ("/error/codes have nicks", codes_have_nicks);
  g_test_add_func ("/error/moments have nicks", moments_have_nicks);
  g_test_add_func ("/error/dead says what happened", dead_says_what_happened);

  g_test_add_data_func ("/error/messages are translated into German", "de", messages_are_translated);
  g_test_add_data_func ("/error/messages are translated into French", "fr", messages_are_translated);
  g_test_add_data_func ("/error/messages are translated into Japanese", "ja", messages_are_translated);

  return g_test_run ();
}
