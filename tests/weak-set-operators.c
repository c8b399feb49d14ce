/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-set.h"

/* Sets and other sets. */

typedef GweakWeakSet *(*MakeFunc) (GweakWeakSet *self,
                                   GweakWeakSet *other);
typedef void (*ChangeFunc) (GweakWeakSet *self,
                            GweakWeakSet *other);
typedef gboolean (*CheckFunc) (GweakWeakSet *self,
                               GweakWeakSet *other);

static const MakeFunc makers[] = {
  gweak_weak_set_union,
  gweak_weak_set_intersection,
  gweak_weak_set_difference,
  gweak_weak_set_symmetric_difference,
};

static const ChangeFunc changers[] = {
  gweak_weak_set_update,
  gweak_weak_set_intersection_update,
  gweak_weak_set_difference_update,
};

static const CheckFunc checks[] = {
  gweak_weak_set_equal,
  gweak_weak_set_is_subset,
  gweak_weak_set_is_superset,
  gweak_weak_set_is_disjoint,
};

/* What all operators make of two sets. */
typedef struct
{
  const char *self, *other;
  const char *made[G_N_ELEMENTS (makers)];
  const char *changed[G_N_ELEMENTS (changers)];
  gboolean    answers[G_N_ELEMENTS (checks)];
} Example;

static const Example examples[] = {
  { "", "", { "", "", "", "" }, { "", "", "" }, { TRUE, TRUE, TRUE, TRUE } },
  { "a b", "", { "a b", "", "a b", "a b" }, { "a b", "", "a b" }, { FALSE, FALSE, TRUE, TRUE } },
  { "", "a b", { "a b", "", "", "a b" }, { "a b", "", "" }, { FALSE, TRUE, FALSE, TRUE } },
  { "b a", "a b", { "b a", "b a", "", "" }, { "b a", "b a", "" }, { TRUE, TRUE, TRUE, FALSE } },
  { "a b", "c d", { "a b c d", "", "a b", "a b c d" }, { "a b c d", "", "a b" }, { FALSE, FALSE, FALSE, TRUE } },
  { "a b", "c b a", { "a b c", "a b", "", "c" }, { "a b c", "a b", "" }, { FALSE, TRUE, FALSE, FALSE } },
  { "c b a", "a b", { "c b a", "b a", "c", "c" }, { "c b a", "b a", "c" }, { FALSE, FALSE, TRUE, FALSE } },
  { "a b c", "d c b", { "a b c d", "b c", "a", "a d" }, { "a b c d", "b c", "a" }, { FALSE, FALSE, FALSE, FALSE } },
};

static void
check_example (const Example *example,
               GPtrArray     *items,
               GPtrArray     *other_items,
               GweakWeakSet *(*new_set) (void) )
{
  g_autoptr (GweakWeakSet) self = test_set_add (new_set (), items, example->self);
  g_autoptr (GweakWeakSet) other = test_set_add (new_set (), other_items, example->other);

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autoptr (GweakWeakSet) made = makers[i](self, other);

      assert_items (made, example->made[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (changers); i++)
    {
      g_autoptr (GweakWeakSet) copy = gweak_weak_set_copy (self);

      changers[i](copy, other);
      assert_items (copy, example->changed[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    g_assert_cmpint (checks[i](self, other), ==, example->answers[i]);

  assert_items (self, example->self);
  assert_items (other, example->other);
}

static void
they_are_those_of_sets (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c d");

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    check_example (&examples[i], items, items, gweak_weak_set_new);
}

/* The sets have different objects, which are equal. */
static void
with_functions_they_are_the_same (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c d");
  g_autoptr (GPtrArray) equals = test_items_new ("a b c d");

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    check_example (&examples[i], items, equals, test_set_by_name_new);
}

static void
what_is_made_has_the_members_of_the_first (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  g_autoptr (GPtrArray) equals = test_items_new ("b c");
  g_autoptr (GweakWeakSet) self = test_set_add (test_set_by_name_new (), items, "a b");
  g_autoptr (GweakWeakSet) other = test_set_add (test_set_by_name_new (), equals, "b c");

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GweakWeakSet) made = makers[i](self, other);
      g_autoptr (GObject) b = gweak_weak_set_intern (made, equals->pdata[0]);

      g_assert_true (b == items->pdata[1]);
    }
}

static void
on_the_set_itself_they_are_safe (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  const char *made[] = { "a b c", "a b c", "", "" };
  const char *changed[] = { "a b c", "a b c", "" };

  for (guint by_name = 0; by_name < 2; by_name++)
    {
      g_autoptr (GweakWeakSet) set = test_set_add (by_name ? test_set_by_name_new () : gweak_weak_set_new (), items, "a b c");

      for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
        g_assert_cmpint (checks[i](set, set), ==, checks[i] != gweak_weak_set_is_disjoint);
      for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
        {
          g_autoptr (GweakWeakSet) result = makers[i](set, set);

          assert_items (result, made[i]);
        }
      for (guint i = 0; i < G_N_ELEMENTS (changers); i++)
        {
          changers[i](set, set);
          assert_items (set, changed[i]);
        }
    }
}

static void
what_they_do_in_place_is_told (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c d");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a b");
  g_autoptr (GweakWeakSet) other = test_set_of (items, "b c d");

  test_set_log (set);
  gweak_weak_set_update (set, other);
  assert_log ("size:3 size:4");
  gweak_weak_set_intersection_update (set, other);
  assert_log ("size:3 a:removed");
  gweak_weak_set_remove (other, test_items_get (items, "b"));
  gweak_weak_set_difference_update (set, other);
  assert_log ("size:2 c:removed size:1 d:removed");
  gweak_weak_set_update (set, set);
  gweak_weak_set_intersection_update (set, set);
  assert_log ("");
  gweak_weak_set_difference_update (set, set);
  assert_log ("size:0 b:removed");
}

static void
what_they_make_is_of_the_kind_of_the_first (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  g_autoptr (GweakWeakSet) self = g_object_new (GWEAK_TYPE_WEAK_SET, "item-type", TEST_TYPE_OBJECT,
                                                "toggle", TRUE, "main-context", context, NULL);
  g_autoptr (GweakWeakSet) other = test_set_add (test_set_by_name_new (), items, "a");

  test_set_log (self);
  test_set_add (self, items, "a b");
  for (guint i = 0; i <= G_N_ELEMENTS (makers); i++)
    {
      g_autoptr (GweakWeakSet) made = i > 0 ? makers[i - 1](self, other) : gweak_weak_set_copy (self);
      g_autoptr (GMainContext) its_context = NULL;
      g_autoptr (TestObject) new_item = test_object_new ("a");
      gboolean toggle;

      g_object_get (made, "main-context", &its_context, "toggle", &toggle, NULL);
      g_assert_true (its_context == context && toggle);
      g_assert_cmpuint (gweak_weak_set_get_item_type (made), ==, TEST_TYPE_OBJECT);
      g_assert_false (gweak_weak_set_contains (made, new_item));
      g_assert_finalize_object (g_steal_pointer (&made));
    }

  test_iterate (context);
  assert_log ("size:2");
}

static void
what_they_make_says_nothing_of_that (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  g_autoptr (GweakWeakSet) self = g_object_new (GWEAK_TYPE_WEAK_SET, "deferred", TRUE, NULL);

  test_set_add (self, items, "a b");
  test_iterate (NULL);
  for (guint by_name = 0; by_name < 2; by_name++)
    for (guint i = 0; i <= G_N_ELEMENTS (makers); i++)
      {
        g_autoptr (GweakWeakSet) other = by_name ? test_set_by_name_new () : gweak_weak_set_new ();
        g_autoptr (GweakWeakSet) made = i > 0 ? makers[i - 1](self, other) : gweak_weak_set_copy (self);

        test_set_log (made);
        g_assert_cmpuint (test_iterate (NULL), ==, 0);
        assert_log ("");
        gweak_weak_set_remove_all (made);
        test_iterate (NULL);
        if (i != 2)
          assert_log ("size:0 a:cleared b:cleared");
      }
}

static void
what_they_make_lives_by_itself (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  GweakWeakSet *self = test_set_of (items, "a b");
  GweakWeakSet *other = test_set_of (items, "b c");
  g_autoptr (GweakWeakSet) made = gweak_weak_set_union (self, other);

  test_set_log (made);
  g_assert_finalize_object (self);
  g_assert_finalize_object (other);
  assert_items (made, "a b c");
  test_items_drop (items, "b");
  assert_log ("size:2 -:died");
  assert_items (made, "a c");
}

/* Functions. */

static void
the_functions_of_the_first_decide (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  g_autoptr (GPtrArray) equals = test_items_new ("b c");
  g_autoptr (GweakWeakSet) by_name = test_set_add (test_set_by_name_new (), items, "a b");
  g_autoptr (GweakWeakSet) by_identity = test_set_add (gweak_weak_set_new_full (TEST_TYPE_OBJECT, NULL, NULL), equals, "b c");
  const char *made_by_name[] = { "a b c", "b", "a", "a c" };
  const char *made_by_identity[] = { "b c a b", "", "b c", "b c a b" };

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autoptr (GweakWeakSet) one = makers[i](by_name, by_identity);
      g_autoptr (GweakWeakSet) other = makers[i](by_identity, by_name);

      assert_items (one, made_by_name[i]);
      assert_items (other, made_by_identity[i]);
    }
  g_assert_false (gweak_weak_set_is_disjoint (by_name, by_identity));
  g_assert_true (gweak_weak_set_is_disjoint (by_identity, by_name));

  gweak_weak_set_intersection_update (by_identity, by_name);
  assert_items (by_identity, "");
  test_set_add (by_identity, equals, "b");
  g_assert_true (gweak_weak_set_is_subset (by_identity, by_identity));
  g_assert_false (gweak_weak_set_is_subset (by_identity, by_name));
  g_assert_true (gweak_weak_set_is_superset (by_name, by_identity));
  gweak_weak_set_intersection_update (by_name, by_identity);
  assert_items (by_name, "b");
  g_assert_true (gweak_weak_set_equal (by_name, by_identity));
  g_assert_false (gweak_weak_set_equal (by_identity, by_name));
  gweak_weak_set_difference_update (by_identity, by_name);
  assert_items (by_identity, "b");
  gweak_weak_set_difference_update (by_name, by_identity);
  assert_items (by_name, "");
  gweak_weak_set_update (by_name, by_identity);
  assert_items (by_name, "b");
}

typedef struct
{
  GweakWeakSet *set;
  GPtrArray    *items;
  const char   *names;
} Scene;

static void
all_refuse (GweakWeakSet *self,
            GweakWeakSet *other,
            const char   *why)
{
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, why);
      g_assert_null (makers[i](self, other));
    }
  for (guint i = 0; i < G_N_ELEMENTS (changers); i++)
    {
      g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, why);
      changers[i](self, other);
    }
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, why);
      g_assert_false (checks[i](self, other));
    }
  g_test_assert_expected_messages ();
}

static void
what_is_no_set_is_refused (void)
{
  g_autoptr (TestObject) object = test_object_new ("a");
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();

  gweak_weak_set_add (set, object);
  all_refuse (set, NULL, "*GWEAK_IS_WEAK_SET (other)*");
  all_refuse (NULL, set, "*GWEAK_IS_WEAK_SET (self)*");
  all_refuse (set, (gpointer) object, "*GWEAK_IS_WEAK_SET (other)*");
  assert_critical ("gweak_weak_set_copy*GWEAK_IS_WEAK_SET (self)", g_assert_null (gweak_weak_set_copy ((gpointer) object)));
  assert_items (set, "a");
}

/* Types. */

static void
members_of_another_type_do_not_enter (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  g_autoptr (GweakWeakSet) narrow = test_set_add (gweak_weak_set_new_full (TEST_TYPE_OBJECT, NULL, NULL), items, "a b");
  g_autoptr (GweakWeakSet) wide = test_set_of (items, "b c");
  g_autoptr (GweakWeakSet) all = gweak_weak_set_union (wide, narrow);
  g_autoptr (GweakWeakSet) common = gweak_weak_set_intersection (narrow, wide);
  g_autoptr (GweakWeakSet) rest = gweak_weak_set_difference (narrow, wide);

  assert_items (all, "b c a");
  g_assert_cmpuint (gweak_weak_set_get_item_type (all), ==, G_TYPE_OBJECT);
  assert_items (common, "b");
  g_assert_cmpuint (gweak_weak_set_get_item_type (common), ==, TEST_TYPE_OBJECT);
  assert_items (rest, "a");
  g_assert_false (gweak_weak_set_is_subset (narrow, wide));
  g_assert_false (gweak_weak_set_is_superset (narrow, wide));

  assert_critical ("gweak_weak_set_union*can_have", g_assert_null (gweak_weak_set_union (narrow, wide)));
  assert_critical ("gweak_weak_set_symmetric_difference*can_have",
                   g_assert_null (gweak_weak_set_symmetric_difference (narrow, wide)));
  assert_critical ("gweak_weak_set_update*can_have", gweak_weak_set_update (narrow, wide));
  assert_items (narrow, "a b");
}

static void
functions_are_not_called_with_another_type (void)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new ("a", NULL);
  g_autoptr (GweakWeakSet) by_name = test_set_by_name_new ();
  g_autoptr (GweakWeakSet) actions = gweak_weak_set_new ();

  gweak_weak_set_add (actions, action);
  all_refuse (by_name, actions, "*can_*");
  g_assert_cmpuint (gweak_weak_set_get_size (by_name), ==, 0);
}

/* What happens meanwhile. */

static void
drop_cb (gpointer user_data)
{
  Scene *self = user_data;

  test_items_drop (self->items, self->names);
}

static void
members_die_meanwhile (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autoptr (GPtrArray) items = test_items_new ("a b c");
      g_autoptr (GPtrArray) equals = test_items_new ("a b c");
      g_autoptr (GweakWeakSet) self = test_set_add (test_set_by_name_new (), items, "a b c");
      g_autoptr (GweakWeakSet) other = test_set_add (test_set_by_name_new (), equals, "a b c");
      g_autoptr (GweakWeakSet) made = NULL;
      const char *expected[] = { "a c b", "a c", "", "b" };
      Scene       scene = { self, items, "b" };

      test_name_before_equal (drop_cb, &scene);
      made = makers[i](self, other);
      assert_items (made, expected[i]);
      assert_items (self, "a c");
    }
}

static void
what_dies_meanwhile_does_not_count (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autoptr (GPtrArray) items = test_items_new ("a b c");
      g_autoptr (GPtrArray) equals = test_items_new ("a c");
      g_autoptr (GweakWeakSet) self = test_set_add (test_set_by_name_new (), items, "a b c");
      g_autoptr (GweakWeakSet) other = test_set_add (test_set_by_name_new (), equals, "a c");
      Scene scene = { self, items, "b" };

      test_name_before_equal (drop_cb, &scene);
      g_assert_cmpint (checks[i](self, other), ==, checks[i] != gweak_weak_set_is_disjoint);
    }
}

static void
compare_in_dispose (TestObject *object,
                    gpointer    user_data)
{
  GweakWeakSet **sets = user_data;

  test_log ("%d", gweak_weak_set_is_subset (sets[0], sets[1]));
  test_log ("%d", gweak_weak_set_is_superset (sets[1], sets[0]));
  test_log ("%d", gweak_weak_set_equal (sets[0], sets[1]));
  test_log ("%d", gweak_weak_set_is_disjoint (sets[0], sets[2]));
  test_log ("%u", gweak_weak_set_get_size (sets[0]));
}

/* It has not died yet, though nobody can have it any more: the size counts it too. */
static void
what_is_in_dispose_counts (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  g_autoptr (GweakWeakSet) self = test_set_of (items, "a b");
  g_autoptr (GweakWeakSet) without = test_set_of (items, "a");
  g_autoptr (GweakWeakSet) with = test_set_of (items, "b c");
  GweakWeakSet *sets[] = { self, without, with };

  compare_in_dispose (NULL, sets);
  assert_log ("0 0 0 0 2");
  test_object_before_dispose (items->pdata[1], compare_in_dispose, sets);
  test_items_drop (items, "b");
  assert_log ("0 0 0 0 2");
}

static void
empty_cb (gpointer user_data)
{
  Scene *self = user_data;

  gweak_weak_set_remove_all (self->set);
  test_set_add (self->set, self->items, self->names);
}

static void
a_function_changes_the_sets_of_an_operator (void)
{
  for (guint i = 0; i < 2 * G_N_ELEMENTS (changers); i++)
    {
      g_autoptr (GPtrArray) items = test_items_new ("a b c d");
      g_autoptr (GPtrArray) equals = test_items_new ("a b c d");
      g_autoptr (GweakWeakSet) self = test_set_add (test_set_by_name_new (), items, "a b c");
      g_autoptr (GweakWeakSet) other = test_set_add (test_set_by_name_new (), equals, "a b c");
      const char *expected[] = { "d a b c", "d", "d", "a b c", "", "b c" };
      Scene       scene = { i < 3 ? self : other, items, "d" };

      test_name_before_equal (empty_cb, &scene);
      changers[i % 3](self, other);
      assert_items (self, expected[i]);
    }
}

static void
add_new (Scene *self)
{
  TestObject *object = test_object_new ("new");

  g_ptr_array_add (self->items, object);
  gweak_weak_set_add (self->set, object);
}

static void
add_at_notify_cb (GweakWeakSet *set,
                  GParamSpec   *pspec,
                  gpointer      user_data)
{
  add_new (user_data);
}

static void
add_at_removal_cb (GweakWeakSet     *set,
                   gpointer          item,
                   GweakRemovalCause cause,
                   gpointer          user_data)
{
  add_new (user_data);
}

static void
what_comes_meanwhile_is_not_looked_at (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  g_autoptr (GweakWeakSet) self = gweak_weak_set_new ();
  g_autoptr (GweakWeakSet) other = test_set_of (items, "a b");
  Scene scene = { other, items, NULL };

  g_signal_connect (self, "notify::n-entries", G_CALLBACK (add_at_notify_cb), &scene);
  gweak_weak_set_update (self, other);
  assert_items (self, "a b");
  assert_items (other, "a b new new");

  g_signal_connect (other, "removed", G_CALLBACK (add_at_removal_cb), &scene);
  gweak_weak_set_difference_update (other, other);
  assert_items (other, "new new new new");
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "they are those of sets", they_are_those_of_sets },
    { "with functions they are the same", with_functions_they_are_the_same },
    { "what is made has the members of the first", what_is_made_has_the_members_of_the_first },
    { "on the set itself they are safe", on_the_set_itself_they_are_safe },
    { "what they do in place is told", what_they_do_in_place_is_told },
    { "what they make is of the kind of the first", what_they_make_is_of_the_kind_of_the_first },
    { "what they make says nothing of that", what_they_make_says_nothing_of_that },
    { "what they make lives by itself", what_they_make_lives_by_itself },
    { "functions/those of the first decide", the_functions_of_the_first_decide },
    { "types/members of another do not enter", members_of_another_type_do_not_enter },
    { "types/functions are not called with another", functions_are_not_called_with_another_type },
    { "bad input/what is no set is refused", what_is_no_set_is_refused },
    { "meanwhile/members die", members_die_meanwhile },
    { "meanwhile/what dies does not count", what_dies_meanwhile_does_not_count },
    { "meanwhile/what is in dispose counts", what_is_in_dispose_counts },
    { "meanwhile/a function changes the sets of an operator", a_function_changes_the_sets_of_an_operator },
    { "meanwhile/what comes is not looked at", what_comes_meanwhile_is_not_looked_at },
  };

  return test_run_cases (argc, argv, "weak-set-operators", cases, G_N_ELEMENTS (cases));
}
