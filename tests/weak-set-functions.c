/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-set.h"

/* Sets with functions that say what is equal. */

static guint
same_hash (gconstpointer object)
{
  return 0;
}

static gboolean
never_equal (gconstpointer a,
             gconstpointer b)
{
  return FALSE;
}

static void
what_is_equal_to_nothing_is_never_in (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new_full (G_TYPE_OBJECT, same_hash, never_equal);

  test_set_add (set, items, "a b c a");
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 4);
  g_assert_false (gweak_weak_set_contains (set, items->pdata[0]));
  g_assert_false (gweak_weak_set_is_subset (set, set));
  test_items_drop (items, "a");
  assert_items (set, "b c");
}

static void
the_first_of_equals_stays (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  g_autoptr (GPtrArray) equals = test_items_new ("a b");
  g_autoptr (GweakWeakSet) set = test_set_add (test_set_by_name_new (), items, "a");

  test_set_log (set);
  g_assert_false (gweak_weak_set_add (set, equals->pdata[0]));
  g_assert_true (gweak_weak_set_contains (set, equals->pdata[0]));
  assert_log ("");
  test_items_drop (items, "a");
  assert_log ("size:0 -:died");
  g_assert_false (gweak_weak_set_contains (set, equals->pdata[0]));
  g_assert_true (gweak_weak_set_add (set, equals->pdata[0]));
  g_assert_true (gweak_weak_set_remove (set, equals->pdata[0]));
  assert_log ("size:1 size:0 a:removed");
}

static void
intern_gives_one_of_equals (void)
{
  g_autoptr (GPtrArray) equals = test_items_new ("a a a b");
  g_autoptr (GweakWeakSet) set = test_set_by_name_new ();
  TestObject *first, *second, *other;

  first = gweak_weak_set_intern (set, equals->pdata[0]);
  g_assert_true (first == equals->pdata[0]);
  g_assert_cmpuint (G_OBJECT (first)->ref_count, ==, 2);
  second = gweak_weak_set_intern (set, equals->pdata[1]);
  g_assert_true (second == first);
  g_assert_cmpuint (G_OBJECT (first)->ref_count, ==, 3);
  g_assert_cmpuint (G_OBJECT (equals->pdata[1])->ref_count, ==, 1);
  other = gweak_weak_set_intern (set, equals->pdata[3]);
  g_assert_true (other == equals->pdata[3]);
  assert_items (set, "a b");
  g_object_unref (other);
  g_object_unref (second);

  g_ptr_array_remove_index (equals, 0);
  g_assert_finalize_object (first);
  first = gweak_weak_set_intern (set, equals->pdata[1]);
  g_assert_true (first == equals->pdata[1]);
  g_object_unref (first);
}

static void
without_functions_intern_gives_the_object (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a");
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TestObject) interned = gweak_weak_set_intern (set, items->pdata[0]);

      g_assert_true (interned == items->pdata[0]);
    }
  assert_items (set, "a");
}

typedef struct
{
  GweakWeakSet *set;
  GPtrArray    *items;
  const char   *names;
} Scene;

static void
intern_equal_cb (TestObject *object,
                 gpointer    user_data)
{
  Scene *self = user_data;
  g_autoptr (TestObject) interned = gweak_weak_set_intern (self->set, self->items->pdata[0]);

  g_assert_true (interned == self->items->pdata[0]);
  g_assert_true (gweak_weak_set_contains (self->set, interned));
  test_log ("interned");
}

/* GObject has let go of the member, and nobody was told. */
static void
what_is_dying_gives_way_to_an_equal (void)
{
  g_autoptr (GPtrArray) equals = test_items_new ("a");
  g_autoptr (GweakWeakSet) set = test_set_by_name_new ();
  TestObject *object = test_object_new ("a");
  Scene       scene = { set, equals, NULL };

  gweak_weak_set_add (set, object);
  test_set_log (set);
  test_object_before_dispose (object, intern_equal_cb, &scene);
  g_assert_finalize_object (object);
  assert_log ("size:2 interned size:1 -:died");
  assert_items (set, "a");
}

static void
drop_seed_cb (gpointer user_data)
{
  g_object_unref (user_data);
}

static void
rescue_cb (TestObject *object,
           gpointer    user_data)
{
  *(GObject **) user_data = g_object_ref (G_OBJECT (object));
}

/* The comparison was the last to hold the member. Somebody rescued it, but nobody
 * can reach it by the set.
 */
static void
what_cannot_be_reached_gives_way_to_an_equal (void)
{
  g_autoptr (GPtrArray) equals = test_items_new ("a");
  g_autoptr (GweakWeakSet) set = test_set_by_name_new ();
  TestObject *object = test_object_new ("a"), *rescued = NULL;

  gweak_weak_set_add (set, object);
  test_set_log (set);
  test_object_before_dispose (object, rescue_cb, &rescued);
  test_object_never_chain_up (object);
  test_name_before_equal (drop_seed_cb, object);
  g_assert_true (gweak_weak_set_add (set, equals->pdata[0]));
  g_assert_true (rescued == object);
  assert_log ("size:0 -:died size:1");

  test_object_before_dispose (object, NULL, NULL);
  test_object_chain_up_again (object);
  g_assert_finalize_object (rescued);
  assert_log ("");
  g_assert_true (gweak_weak_set_contains (set, equals->pdata[0]));
}

static void
empty_cb (gpointer user_data)
{
  Scene *self = user_data;

  gweak_weak_set_remove_all (self->set);
  test_set_add (self->set, self->items, self->names);
}

static void
a_function_changes_the_set_it_is_called_for (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  g_autoptr (GPtrArray) equals = test_items_new ("a b c");
  g_autoptr (GweakWeakSet) set = test_set_add (test_set_by_name_new (), items, "a b");
  Scene emptied = { set, items, "b" }, filled = { set, items, "a" };

  test_name_before_equal (empty_cb, &emptied);
  g_assert_false (gweak_weak_set_contains (set, equals->pdata[0]));
  assert_items (set, "b");

  test_name_before_equal (empty_cb, &filled);
  g_assert_false (gweak_weak_set_remove (set, equals->pdata[1]));
  assert_items (set, "a");

  test_name_before_equal (empty_cb, &emptied);
  g_assert_true (gweak_weak_set_add (set, equals->pdata[0]));
  assert_items (set, "b a");
  g_assert_false (gweak_weak_set_contains (set, items->pdata[2]));
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "what is equal to nothing is never in", what_is_equal_to_nothing_is_never_in },
    { "the first of equals stays", the_first_of_equals_stays },
    { "what is dying gives way to an equal", what_is_dying_gives_way_to_an_equal },
    { "what cannot be reached gives way to an equal", what_cannot_be_reached_gives_way_to_an_equal },
    { "intern/gives one of equals", intern_gives_one_of_equals },
    { "intern/without functions gives the object", without_functions_intern_gives_the_object },
    { "a function changes the set it is called for", a_function_changes_the_set_it_is_called_for },
  };

  return test_run_cases (argc, argv, "weak-set-functions", cases, G_N_ELEMENTS (cases));
}
