/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-set.h"

/* Walks over a set while it changes, and handlers that change it. */

/* Moves on and logs where to; "end" where the walk is over. */
static gboolean
step (GweakWeakSetIter *iter)
{
  gpointer item;
  gboolean found = gweak_weak_set_iter_next (iter, &item);

  test_log ("%s", found ? test_object_get_name (item) : "end");

  return found;
}

static void
walk_to_end (GweakWeakSetIter *iter)
{
  while (step (iter))
    ;
}

static void
visits_each_in_order (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "c a b");
  GweakWeakSetIter iter, other;

  gweak_weak_set_iter_init (&iter, set);
  gweak_weak_set_iter_init (&other, set);
  step (&iter);
  step (&iter);
  walk_to_end (&other);
  walk_to_end (&iter);
  step (&iter);
  assert_log ("c a c a b end b end end");
  g_assert_cmpuint (G_OBJECT (items->pdata[1])->ref_count, ==, 1);
}

static void
the_member_it_is_at_is_held (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a b c");
  GweakWeakSetIter iter;
  gpointer         a, b;

  test_set_log (set);
  gweak_weak_set_iter_init (&iter, set);
  g_assert_true (gweak_weak_set_iter_next (&iter, &a));
  g_ptr_array_remove (items, a);
  g_assert_cmpuint (G_OBJECT (a)->ref_count, ==, 1);
  g_assert_true (gweak_weak_set_contains (set, a));
  assert_log ("");

  g_assert_true (gweak_weak_set_iter_next (&iter, &b));
  assert_log ("size:2 -:died");
  g_ptr_array_remove (items, b);
  assert_log ("");
  gweak_weak_set_iter_clear (&iter);
  assert_log ("size:1 -:died");
  gweak_weak_set_iter_clear (&iter);
  step (&iter);
  assert_log ("end");
}

static void
the_member_is_not_needed (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a b");
  GweakWeakSetIter iter;

  gweak_weak_set_iter_init (&iter, set);
  g_assert_true (gweak_weak_set_iter_next (&iter, NULL));
  g_assert_true (gweak_weak_set_iter_next (&iter, NULL));
  g_assert_false (gweak_weak_set_iter_next (&iter, NULL));
}

static void
survives_deaths (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c d e f");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a b c d e f");
  GweakWeakSetIter iter;

  gweak_weak_set_iter_init (&iter, set);
  test_items_drop (items, "a");
  step (&iter);
  test_items_drop (items, "c d");
  step (&iter);
  test_items_drop (items, "f");
  walk_to_end (&iter);
  assert_log ("b e end");
  assert_items (set, "b e");
}

static void
survives_insertions_and_removals (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c d e f");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a b c");
  GweakWeakSetIter iter;

  gweak_weak_set_iter_init (&iter, set);
  step (&iter);
  test_set_add (set, items, "d e");
  gweak_weak_set_remove (set, test_items_get (items, "a"));
  gweak_weak_set_remove (set, test_items_get (items, "b"));
  step (&iter);
  gweak_weak_set_remove (set, test_items_get (items, "c"));
  test_set_add (set, items, "b a f");
  walk_to_end (&iter);
  assert_log ("a c d e b a f end");
}

/* So many that the places of the others change meanwhile. */
static void
survives_moves (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();
  GweakWeakSetIter iter;

  for (guint i = 0; i < 100; i++)
    {
      g_ptr_array_add (others, test_object_new (NULL));
      gweak_weak_set_add (set, others->pdata[i]);
    }
  test_set_add (set, items, "a b c");
  gweak_weak_set_iter_init (&iter, set);
  for (guint i = 0; i < 100; i++)
    g_assert_true (gweak_weak_set_iter_next (&iter, NULL));
  step (&iter);
  gweak_weak_set_remove (set, test_items_get (items, "a"));
  g_ptr_array_set_size (others, 0);
  walk_to_end (&iter);
  assert_log ("a b c end");
}

static void
survives_the_end_of_all (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a b c");
  GweakWeakSetIter iter;

  gweak_weak_set_iter_init (&iter, set);
  step (&iter);
  gweak_weak_set_remove_all (set);
  g_assert_false (gweak_weak_set_iter_remove (&iter));
  test_set_add (set, items, "c");
  walk_to_end (&iter);
  assert_log ("a c end");
}

static void
survives_the_set (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  GweakWeakSet    *set = test_set_of (items, "a b c");
  GweakWeakSetIter iter;

  gweak_weak_set_iter_init (&iter, set);
  step (&iter);
  g_assert_finalize_object (set);
  g_assert_false (gweak_weak_set_iter_remove (&iter));
  test_items_drop (items, "b");
  walk_to_end (&iter);
  assert_log ("a end");
}

static void
is_reused_after_a_clear (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a b");
  GweakWeakSetIter iter;

  gweak_weak_set_iter_init (&iter, set);
  step (&iter);
  gweak_weak_set_iter_clear (&iter);
  test_items_drop (items, "a");
  gweak_weak_set_iter_init (&iter, set);
  walk_to_end (&iter);
  assert_log ("a b end");
}

static void
removes_where_it_is (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a b c");
  GweakWeakSetIter iter;

  test_set_log (set);
  gweak_weak_set_iter_init (&iter, set);
  step (&iter);
  step (&iter);
  g_assert_true (gweak_weak_set_iter_remove (&iter));
  g_assert_false (gweak_weak_set_iter_remove (&iter));
  test_set_add (set, items, "b");
  walk_to_end (&iter);
  assert_log ("a b size:2 b:removed size:3 c b end");
}

typedef struct
{
  GweakWeakSet *set;   /* (unowned) */
  GPtrArray    *items; /* (unowned) */
} Scene;

static void
change_cb (gpointer item,
           gpointer user_data)
{
  Scene      *self = user_data;
  const char *name = test_object_get_name (item);

  test_log ("%s", name);
  if (g_str_equal (name, "a"))
    test_items_drop (self->items, "b");
  if (g_str_equal (name, "c"))
    gweak_weak_set_remove (self->set, item);
  if (g_str_equal (name, "d"))
    test_set_add (self->set, self->items, "f c");
  if (g_str_equal (name, "f"))
    gweak_weak_set_remove_all (self->set);
}

static void
a_function_changes_what_it_is_called_for (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c d e f");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a b c d e");
  Scene scene = { set, items };

  gweak_weak_set_foreach (set, change_cb, &scene);
  assert_log ("a c d e f");
  assert_items (set, "");
}

static void
drop_set_cb (gpointer item,
             gpointer user_data)
{
  test_log ("%s", test_object_get_name (item));
  g_clear_object ((GObject **) user_data);
}

static void
a_function_drops_the_set (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  GweakWeakSet *set = test_set_of (items, "a b c");

  g_object_add_weak_pointer (G_OBJECT (set), (gpointer *) &set);
  gweak_weak_set_foreach (set, drop_set_cb, &set);
  g_assert_null (set);
  assert_log ("a");
}

/* Handlers. */

static void
drop_next_cb (GweakWeakSet     *set,
              gpointer          item,
              GweakRemovalCause cause,
              gpointer          user_data)
{
  GPtrArray *items = user_data;
  guint      size = gweak_weak_set_get_size (set);

  g_assert_cmpuint (size, ==, items->len);
  if (items->len > 0)
    g_object_unref (g_ptr_array_steal_index (items, 0));
  test_log ("%u", size);
}

static void
members_die_inside_deaths (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c d");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a b c d");

  g_signal_connect (set, "removed", G_CALLBACK (drop_next_cb), items);
  test_items_drop (items, "a");
  assert_log ("0 1 2 3");
  assert_items (set, "");
}

static void
put_back_cb (GweakWeakSet     *set,
             gpointer          item,
             GweakRemovalCause cause,
             gpointer          user_data)
{
  if (item != NULL)
    g_assert_true (gweak_weak_set_add (set, item));
}

static void
a_handler_puts_back_what_left (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a b c");
  gulong id = g_signal_connect (set, "removed", G_CALLBACK (put_back_cb), NULL);

  gweak_weak_set_remove_all (set);
  assert_items (set, "a b c");
  gweak_weak_set_remove (set, test_items_get (items, "a"));
  assert_items (set, "b c a");
  gweak_weak_set_difference_update (set, set);
  assert_items (set, "b c a");
  g_signal_handler_disconnect (set, id);
  gweak_weak_set_difference_update (set, set);
  assert_items (set, "");
}

static void
drop_in_handler_cb (GweakWeakSet     *set,
                    gpointer          item,
                    GweakRemovalCause cause,
                    gpointer          user_data)
{
  test_log ("removed");
  g_object_unref (set);
}

static void
a_handler_drops_the_set (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  GweakWeakSet *set = test_set_of (items, "a b");

  g_object_add_weak_pointer (G_OBJECT (set), (gpointer *) &set);
  g_signal_connect (set, "removed", G_CALLBACK (drop_in_handler_cb), NULL);
  test_items_drop (items, "a");
  g_assert_null (set);
  test_items_drop (items, "b");
  assert_log ("removed");
}

static void
sets_of_sets_go (void)
{
  g_autoptr (GweakWeakSet) outer = gweak_weak_set_new ();
  g_autoptr (TestObject) object = test_object_new ("a");
  GweakWeakSet *inner = gweak_weak_set_new ();

  gweak_weak_set_add (inner, object);
  gweak_weak_set_add (outer, inner);
  gweak_weak_set_add (outer, outer);
  gweak_weak_set_add (inner, outer);
  g_assert_cmpuint (gweak_weak_set_get_size (outer), ==, 2);
  g_assert_finalize_object (inner);
  g_assert_cmpuint (gweak_weak_set_get_size (outer), ==, 1);
}

static void
a_member_holds_its_set (void)
{
  GweakWeakSet *set = gweak_weak_set_new ();
  TestObject   *object = test_object_new ("a");

  test_set_log (set);
  gweak_weak_set_add (set, object);
  test_object_hold (object, set);
  g_object_unref (set);
  g_object_add_weak_pointer (G_OBJECT (set), (gpointer *) &set);
  assert_log ("size:1");
  g_assert_finalize_object (object);
  g_assert_null (set);
}

/* CPython's test_weakset: test_weak_destroy_and_mutate_while_iterating. */
static void
what_died_under_a_walk_is_no_member (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c d e f");
  g_autoptr (GweakWeakSet) set = test_set_by_name_new ();
  g_autoptr (GweakWeakSet) copy = NULL;
  g_autoptr (TestObject) equal = test_object_new ("f");
  GweakWeakSetIter iter;

  test_set_add (set, items, "a b c d e f");
  copy = gweak_weak_set_copy (set);
  gweak_weak_set_iter_init (&iter, set);
  gweak_weak_set_iter_next (&iter, NULL);
  test_items_drop (items, "f");
  g_assert_false (gweak_weak_set_contains (set, equal));
  g_assert_false (gweak_weak_set_remove (set, equal));
  g_assert_true (gweak_weak_set_add (set, equal));
  g_assert_true (gweak_weak_set_contains (set, equal));
  gweak_weak_set_update (set, copy);
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, gweak_weak_set_get_size (copy) + 1);
  gweak_weak_set_remove_all (set);
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 0);
  g_assert_false (gweak_weak_set_iter_next (&iter, NULL));
}

/* Moves on as languages do that hold nothing between two calls. */
static void
step_from (GweakWeakSet *set,
           guint64      *place)
{
  g_autoptr (TestObject) item = gweak_weak_set_next_item (set, place);

  test_log ("%s", item != NULL ? test_object_get_name (item) : "end");
}

static void
a_place_survives_changes (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c d e f");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a b c d");
  guint64 place = 0;

  step_from (set, &place);
  test_items_drop (items, "a");
  step_from (set, &place);
  test_items_drop (items, "b c");
  test_set_add (set, items, "e");
  step_from (set, &place);
  step_from (set, &place);
  step_from (set, &place);
  test_set_add (set, items, "f");
  step_from (set, &place);
  step_from (set, &place);
  assert_log ("a b d e end f end");
}

static void
a_place_survives_moves (void)
{
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint64    place = 0;

  for (guint i = 0; i < 1000; i++)
    {
      g_ptr_array_add (items, test_object_new ("an-item"));
      gweak_weak_set_add (set, items->pdata[i]);
    }
  for (guint i = 0; i < 1000; i += 4)
    {
      g_autoptr (GObject) item = NULL;

      item = gweak_weak_set_next_item (set, &place);
      g_assert_true (item == items->pdata[i]);
      for (guint dead = i; dead < i + 4; dead++)
        g_clear_object (&items->pdata[dead]);
    }
  g_assert_null (gweak_weak_set_next_item (set, &place));
  g_ptr_array_set_free_func (items, NULL);
  g_ptr_array_unref (items);
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 0);
}

static void
a_place_is_needed (void)
{
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();
  guint64 place = 0;

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*place != NULL*");
  g_assert_null (gweak_weak_set_next_item (set, NULL));
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*GWEAK_IS_WEAK_SET*");
  g_assert_null (gweak_weak_set_next_item (NULL, &place));
  g_test_assert_expected_messages ();
  g_assert_null (gweak_weak_set_next_item (set, &place));
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "visits each member in order", visits_each_in_order },
    { "the member it is at is held", the_member_it_is_at_is_held },
    { "the member need not be asked for", the_member_is_not_needed },
    { "survives deaths", survives_deaths },
    { "survives insertions and removals", survives_insertions_and_removals },
    { "survives moves of the members", survives_moves },
    { "survives the end of all", survives_the_end_of_all },
    { "survives the set", survives_the_set },
    { "can be used again after a clear", is_reused_after_a_clear },
    { "removes where it is", removes_where_it_is },
    { "what died under a walk is no member", what_died_under_a_walk_is_no_member },
    { "foreach/the function changes the set", a_function_changes_what_it_is_called_for },
    { "foreach/the function drops the set", a_function_drops_the_set },
    { "handlers/members die inside deaths", members_die_inside_deaths },
    { "handlers/one puts back what left", a_handler_puts_back_what_left },
    { "handlers/one drops the set", a_handler_drops_the_set },
    { "a place/survives changes", a_place_survives_changes },
    { "a place/survives moves of the members", a_place_survives_moves },
    { "a place/is needed", a_place_is_needed },
    { "sets of sets go", sets_of_sets_go },
    { "a member holds its set", a_member_holds_its_set },
  };

  return test_run_cases (argc, argv, "weak-set-iter", cases, G_N_ELEMENTS (cases));
}
