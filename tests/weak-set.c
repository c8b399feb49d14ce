/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-set.h"

static void
has_each_object_once (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();
  TestObject *a = test_items_get (items, "a");

  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 0);
  g_assert_false (gweak_weak_set_contains (set, a));
  g_assert_true (gweak_weak_set_add (set, a));
  g_assert_false (gweak_weak_set_add (set, a));
  g_assert_true (gweak_weak_set_contains (set, a));
  g_assert_false (gweak_weak_set_contains (set, test_items_get (items, "b")));
  test_set_add (set, items, "c b a");
  assert_items (set, "a c b");
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 3);

  g_assert_true (gweak_weak_set_remove (set, a));
  g_assert_false (gweak_weak_set_remove (set, a));
  g_assert_false (gweak_weak_set_contains (set, a));
  assert_items (set, "c b");
}

static void
keeps_nothing_alive (void)
{
  TestObject *object = test_object_new ("a");
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();

  gweak_weak_set_add (set, object);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_cmpuint (gweak_count_references (object), ==, 0);
  g_assert_finalize_object (object);
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 0);
  assert_items (set, "");
}

static void
nothing_is_left_of_a_set (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  GweakWeakSet *set = test_set_of (items, "a b");

  test_set_log (set);
  g_assert_finalize_object (set);
  test_items_drop (items, "a b");
  assert_log ("");
}

/* As a table does, it goes on working. */
static void
a_set_that_was_disposed_of_tells_what_comes_then (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("before after");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "before");

  g_object_run_dispose (G_OBJECT (set));
  assert_items (set, "");
  test_set_log (set);
  test_set_add (set, items, "after");
  assert_log ("size:1");
  test_items_drop (items, "after");
  assert_log ("size:0 -:died");
  test_items_drop (items, "before");
  assert_log ("");
}

static void
a_floating_member_stays_floating (void)
{
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();
  GObject *object = g_object_new (G_TYPE_INITIALLY_UNOWNED, NULL);

  gweak_weak_set_add (set, object);
  g_assert_true (g_object_is_floating (object));
  g_assert_true (gweak_weak_set_contains (set, object));
  g_assert_true (g_object_is_floating (object));
  g_object_ref_sink (object);
  g_assert_finalize_object (object);
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 0);
}

static void
check_size_cb (TestObject *object,
               gpointer    user_data)
{
  test_log ("in-dispose:%u", gweak_weak_set_get_size (user_data));
}

static void
a_death_is_counted_before_it_is_told (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a b c");
  g_autoptr (GweakWeakSet) newer = test_set_of (items, "a b");

  test_set_log (set);
  test_set_log (newer);
  test_object_after_dispose (test_items_get (items, "a"), check_size_cb, set);
  test_items_drop (items, "a");
  assert_log ("size:1 -:died size:2 -:died in-dispose:2");
  test_items_drop (items, "b c");
  assert_log ("size:0 -:died size:1 -:died size:0 -:died");
}

static void
what_leaves_says_why (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c d");
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();
  g_autoptr (TestObject) popped = NULL;

  test_set_log (set);
  test_set_add (set, items, "a b c d a");
  assert_log ("size:1 size:2 size:3 size:4");
  gweak_weak_set_remove (set, test_items_get (items, "b"));
  assert_log ("size:3 b:removed");
  popped = gweak_weak_set_pop (set);
  assert_log ("size:2 d:removed");
  gweak_weak_set_remove_all (set);
  assert_log ("size:0 a:cleared c:cleared");
  gweak_weak_set_remove_all (set);
  assert_log ("");
}

static void
pop_gives_the_newest (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a b c");
  TestObject *c;

  test_items_drop (items, "b");
  c = gweak_weak_set_pop (set);
  g_assert_cmpstr (test_object_get_name (c), ==, "c");
  g_assert_cmpuint (G_OBJECT (c)->ref_count, ==, 2);
  g_object_unref (c);
  g_assert_true (gweak_weak_set_pop (set) == test_items_get (items, "a"));
  g_object_unref (test_items_get (items, "a"));
  g_assert_null (gweak_weak_set_pop (set));
}

static void
pop_all_cb (TestObject *object,
            gpointer    user_data)
{
  GweakWeakSet *set = user_data;
  TestObject   *popped;

  /* GObject has let go of the object, and nobody was told. */
  while ((popped = gweak_weak_set_pop (set)) != NULL)
    {
      test_log ("%s", test_object_get_name (popped));
      g_object_unref (popped);
    }
  assert_items (set, "");

  /* With the object in hand, it answers again. */
  g_assert_true (gweak_weak_set_contains (set, object));
  assert_items (set, "b");
  g_assert_true (gweak_weak_set_remove (set, object));
  assert_items (set, "");
}

static void
pop_passes_the_dying_over (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a c b");

  test_object_before_dispose (test_items_get (items, "b"), pop_all_cb, set);
  test_items_drop (items, "b");
  assert_log ("c a");
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 0);
}

static void
its_items_are_listed_in_order (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b c d");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "d b a c");
  g_autoptr (GPtrArray) listed = NULL;

  test_items_drop (items, "b");
  listed = gweak_weak_set_dup_items (set);
  g_assert_cmpuint (listed->len, ==, 3);
  g_assert_true (listed->pdata[0] == test_items_get (items, "d"));
  g_assert_true (listed->pdata[2] == test_items_get (items, "c"));
  g_assert_cmpuint (G_OBJECT (listed->pdata[2])->ref_count, ==, 2);
}

static void
a_husk_leaves_and_can_come_again (void)
{
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();
  TestObject *husk = test_object_new ("husk");

  test_set_log (set);
  gweak_weak_set_add (set, husk);
  g_object_run_dispose (G_OBJECT (husk));
  assert_log ("size:1 size:0 -:died");
  g_assert_false (gweak_weak_set_contains (set, husk));
  g_assert_true (gweak_weak_set_add (set, husk));
  assert_items (set, "husk");
  g_assert_finalize_object (husk);
  assert_log ("size:1 size:0 -:died");
}

static void
rescue_cb (TestObject *object,
           gpointer    user_data)
{
  *(GObject **) user_data = g_object_ref (G_OBJECT (object));
}

static void
what_was_resurrected_in_dispose_is_still_a_member (void)
{
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();
  TestObject *object = test_object_new ("a");
  TestObject *rescued = NULL;

  test_set_log (set);
  gweak_weak_set_add (set, object);
  test_object_before_dispose (object, rescue_cb, &rescued);
  test_object_never_chain_up (object);
  g_object_unref (object);
  g_assert_true (rescued == object);
  assert_log ("size:1");
  g_assert_false (gweak_weak_set_add (set, rescued));
  assert_items (set, "a");

  test_object_before_dispose (object, NULL, NULL);
  test_object_chain_up_again (object);
  g_assert_finalize_object (rescued);
  assert_log ("size:0 -:died");
}

static void
try_to_enter_cb (TestObject *object,
                 gpointer    user_data)
{
  GweakWeakSet *set = user_data;

  assert_critical ("gweak_weak_set_add*counted", g_assert_false (gweak_weak_set_add (set, object)));
  assert_critical ("gweak_weak_set_intern*counted", g_assert_null (gweak_weak_set_intern (set, object)));
  g_assert_false (gweak_weak_set_contains (set, object));
  g_assert_false (gweak_weak_set_remove (set, object));
}

static void
in_finalize_it_is_too_late (void)
{
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();
  TestObject *object = test_object_new ("a");

  gweak_weak_set_add (set, object);
  test_object_in_finalize (object, try_to_enter_cb, set);
  g_assert_finalize_object (object);
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 0);
}

static void
many_come_and_go (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();

  for (guint i = 0; i < 20000; i++)
    {
      g_ptr_array_add (items, test_object_new (NULL));
      g_assert_true (gweak_weak_set_add (set, items->pdata[i]));
    }
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 20000);

  for (guint i = 19990; i > 0; i--)
    g_ptr_array_remove_index_fast (items, (i * 7919u) % items->len);
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 10);
  for (guint i = 0; i < items->len; i++)
    g_assert_true (gweak_weak_set_contains (set, items->pdata[i]));
}

/* Properties. */

static void
assert_properties (GweakWeakSet *set,
                   GType         item_type,
                   gboolean      toggle,
                   GMainContext *context)
{
  g_autoptr (GMainContext) its_context = NULL;
  GType    its_type;
  gboolean its_toggle, deferred;

  g_object_get (set, "item-type", &its_type, "toggle", &its_toggle, "main-context", &its_context, "deferred", &deferred, NULL);
  g_assert_cmpuint (its_type, ==, item_type);
  g_assert_cmpuint (gweak_weak_set_get_item_type (set), ==, item_type);
  g_assert_cmpint (its_toggle, ==, toggle);
  g_assert_true (its_context == context);
  g_assert_cmpint (deferred, ==, context != NULL);
}

static void
it_is_what_it_was_constructed_as (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GweakWeakSet) plain = gweak_weak_set_new ();
  g_autoptr (GweakWeakSet) full = gweak_weak_set_new_full (G_TYPE_ACTION, NULL, NULL);
  g_autoptr (GweakWeakSet) deferred = g_object_new (GWEAK_TYPE_WEAK_SET, "deferred", TRUE, NULL);
  g_autoptr (GweakWeakSet) all = g_object_new (GWEAK_TYPE_WEAK_SET, "deferred", TRUE, "main-context", context,
                                               "toggle", TRUE, "item-type", TEST_TYPE_OBJECT, NULL);

  assert_properties (plain, G_TYPE_OBJECT, FALSE, NULL);
  assert_properties (full, G_TYPE_ACTION, FALSE, NULL);
  assert_properties (deferred, G_TYPE_OBJECT, FALSE, g_main_context_default ());
  assert_properties (all, TEST_TYPE_OBJECT, TRUE, context);
}

static void
members_are_of_the_type (void)
{
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new_full (G_TYPE_ACTION, NULL, NULL);
  g_autoptr (GSimpleAction) action = g_simple_action_new ("a", NULL);
  g_autoptr (TestObject) other = test_object_new ("other");

  g_assert_true (gweak_weak_set_add (set, action));
  g_assert_true (gweak_weak_set_contains (set, action));
  assert_critical ("gweak_weak_set_add*is_item", g_assert_false (gweak_weak_set_add (set, other)));
  assert_critical ("gweak_weak_set_remove*is_item", g_assert_false (gweak_weak_set_remove (set, other)));
  assert_critical ("gweak_weak_set_contains*is_item", g_assert_false (gweak_weak_set_contains (set, other)));
  assert_critical ("gweak_weak_set_intern*is_item", g_assert_null (gweak_weak_set_intern (set, other)));
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 1);
  g_assert_cmpuint (gweak_count_references (other), ==, 0);
}

static void
what_is_no_object_is_refused (void)
{
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();
  GweakWeakSetIter iter;
  gpointer         no_object[] = { NULL, NULL };
  gpointer         item;

  assert_critical ("gweak_weak_set_new_full*item_type", g_assert_null (gweak_weak_set_new_full (G_TYPE_STRING, NULL, NULL)));
  assert_critical ("gweak_weak_set_new_full*item_type", g_assert_null (gweak_weak_set_new_full (G_TYPE_INVALID, NULL, NULL)));
  assert_critical ("gweak_weak_set_new_full*equal", g_assert_null (gweak_weak_set_new_full (G_TYPE_OBJECT, g_direct_hash, NULL)));
  assert_critical ("gweak_weak_set_new_full*equal", g_assert_null (gweak_weak_set_new_full (G_TYPE_OBJECT, NULL, g_direct_equal)));

  assert_critical ("gweak_weak_set_add*is_item", g_assert_false (gweak_weak_set_add (set, NULL)));
  assert_critical ("gweak_weak_set_add*is_item", g_assert_false (gweak_weak_set_add (set, no_object)));
  assert_critical ("gweak_weak_set_remove*is_item", g_assert_false (gweak_weak_set_remove (set, NULL)));
  assert_critical ("gweak_weak_set_contains*is_item", g_assert_false (gweak_weak_set_contains (set, NULL)));
  assert_critical ("gweak_weak_set_intern*is_item", g_assert_null (gweak_weak_set_intern (set, NULL)));
  assert_critical ("gweak_weak_set_foreach*func", gweak_weak_set_foreach (set, NULL, NULL));

  gweak_weak_set_iter_init (&iter, set);
  assert_critical ("iter_remove*current", g_assert_false (gweak_weak_set_iter_remove (&iter)));
  g_assert_false (gweak_weak_set_iter_next (&iter, &item));
  assert_critical ("iter_remove*current", g_assert_false (gweak_weak_set_iter_remove (&iter)));
  assert_critical ("iter_init*IS_WEAK_SET", gweak_weak_set_iter_init (&iter, NULL));
  g_assert_false (gweak_weak_set_iter_next (&iter, &item));
  gweak_weak_set_iter_clear (&iter);
  assert_critical ("iter_init*iter", gweak_weak_set_iter_init (NULL, set));
  assert_critical ("iter_next*iter", g_assert_false (gweak_weak_set_iter_next (NULL, &item)));
  assert_critical ("iter_remove*iter", g_assert_false (gweak_weak_set_iter_remove (NULL)));
  assert_critical ("iter_clear*iter", gweak_weak_set_iter_clear (NULL));
}

static void
what_is_no_set_is_refused (void)
{
  g_autoptr (TestObject) object = test_object_new ("a");
  gpointer no_set = object;

  assert_critical ("gweak_weak_set_get_item_type*IS_WEAK_SET", g_assert_cmpuint (gweak_weak_set_get_item_type (no_set), ==, 0));
  assert_critical ("gweak_weak_set_get_size*IS_WEAK_SET", g_assert_cmpuint (gweak_weak_set_get_size (no_set), ==, 0));
  assert_critical ("gweak_weak_set_add*IS_WEAK_SET", g_assert_false (gweak_weak_set_add (no_set, object)));
  assert_critical ("gweak_weak_set_remove*IS_WEAK_SET", g_assert_false (gweak_weak_set_remove (no_set, object)));
  assert_critical ("gweak_weak_set_contains*IS_WEAK_SET", g_assert_false (gweak_weak_set_contains (no_set, object)));
  assert_critical ("gweak_weak_set_intern*IS_WEAK_SET", g_assert_null (gweak_weak_set_intern (no_set, object)));
  assert_critical ("gweak_weak_set_pop*IS_WEAK_SET", g_assert_null (gweak_weak_set_pop (no_set)));
  assert_critical ("gweak_weak_set_remove_all*IS_WEAK_SET", gweak_weak_set_remove_all (no_set));
  assert_critical ("gweak_weak_set_foreach*IS_WEAK_SET", gweak_weak_set_foreach (no_set, NULL, NULL));
  assert_critical ("gweak_weak_set_dup_items*IS_WEAK_SET", g_assert_null (gweak_weak_set_dup_items (no_set)));
  g_assert_cmpuint (gweak_count_references (object), ==, 0);
}

static void
a_type_of_no_objects_is_warned_of (void)
{
  g_autoptr (GweakWeakSet) set = NULL;
  gboolean warns = glib_check_version (2, 80, 0) != NULL;

  g_test_expect_message ("GLib-GObject", warns ? G_LOG_LEVEL_WARNING : G_LOG_LEVEL_CRITICAL, "*item-type*");
  set = g_object_new (GWEAK_TYPE_WEAK_SET, "item-type", G_TYPE_STRING, NULL);
  g_test_assert_expected_messages ();
  assert_properties (set, G_TYPE_OBJECT, FALSE, NULL);
}

/* Delivery. */

static void
what_is_deferred_waits_for_the_context (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GPtrArray) items = test_items_new ("a b c d e");
  g_autoptr (GweakWeakSet) set = g_object_new (GWEAK_TYPE_WEAK_SET, "main-context", context, NULL);

  test_set_log (set);
  test_set_add (set, items, "a b c d");
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 4);
  g_assert_cmpuint (test_iterate (context), ==, 1);
  assert_log ("size:4");

  test_items_drop (items, "a c");
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 2);
  gweak_weak_set_remove (set, test_items_get (items, "b"));
  gweak_weak_set_remove_all (set);
  g_assert_cmpuint (test_iterate (NULL), ==, 0);
  assert_log ("");
  g_assert_cmpuint (test_iterate (context), ==, 1);
  assert_log ("size:0 -:died -:died b:removed d:cleared");
}

static void
what_died_since_its_removal_is_not_handed_out (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  g_autoptr (GweakWeakSet) set = g_object_new (GWEAK_TYPE_WEAK_SET, "deferred", TRUE, NULL);

  test_set_add (set, items, "a b");
  test_set_log (set);
  gweak_weak_set_remove_all (set);
  test_items_drop (items, "a");
  test_iterate (NULL);
  assert_log ("size:0 -:cleared b:cleared");
}

static void
nothing_is_delivered_to_a_set_that_went (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  GweakWeakSet *set = g_object_new (GWEAK_TYPE_WEAK_SET, "deferred", TRUE, NULL);

  test_set_add (set, items, "a b");
  test_set_log (set);
  test_items_drop (items, "a");
  g_assert_finalize_object (set);
  test_items_drop (items, "b");
  test_iterate (NULL);
  assert_log ("");
}

static void
a_set_outlives_what_is_queued_in_its_context (void)
{
  GMainContext *context = g_main_context_new ();
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  GweakWeakSet *set = g_object_new (GWEAK_TYPE_WEAK_SET, "main-context", context, NULL);

  test_set_add (set, items, "a b");
  test_items_drop (items, "a");
  g_main_context_unref (context);
  g_assert_finalize_object (set);
  test_items_drop (items, "b");
}

/* The toggle reference. */

static void
rescue_once_cb (GweakWeakSet *set,
                gpointer      item,
                gpointer      user_data)
{
  gpointer *rescued = user_data;

  if (*rescued == NULL)
    *rescued = g_object_ref (item);
}

static void
with_toggle_there_is_a_last_chance (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  g_autoptr (GweakWeakSet) set = g_object_new (GWEAK_TYPE_WEAK_SET, "toggle", TRUE, "deferred", TRUE, NULL);
  GObject *a, *rescued = NULL;

  test_set_log (set);
  test_set_add (set, items, "a b");
  test_iterate (NULL);
  assert_log ("size:2");

  g_signal_connect (set, "dying", G_CALLBACK (rescue_once_cb), &rescued);
  a = g_ptr_array_steal_index (items, 0);
  g_object_unref (a);
  g_assert_true (rescued == a);
  assert_log ("dying:a");
  assert_items (set, "a b");

  g_assert_finalize_object (rescued);
  assert_log ("dying:a");
  test_iterate (NULL);
  assert_log ("size:1 -:died");
}

static void
without_toggle_nobody_is_dying (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a");
  g_autoptr (GweakWeakSet) set = test_set_of (items, "a");

  test_set_log (set);
  test_items_drop (items, "a");
  assert_log ("size:0 -:died");
}

static void
what_left_hears_of_no_dying (void)
{
  g_autoptr (GPtrArray) items = test_items_new ("a b");
  g_autoptr (GweakWeakSet) set = g_object_new (GWEAK_TYPE_WEAK_SET, "toggle", TRUE, NULL);

  test_set_add (set, items, "a b");
  gweak_weak_set_remove (set, test_items_get (items, "a"));
  test_set_log (set);
  test_items_drop (items, "a");
  assert_log ("");
  test_items_drop (items, "b");
  assert_log ("dying:b size:0 -:died");
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "a set that was disposed of tells what comes then", a_set_that_was_disposed_of_tells_what_comes_then },
    { "has each object once", has_each_object_once },
    { "keeps nothing alive", keeps_nothing_alive },
    { "nothing is left of it when it goes", nothing_is_left_of_a_set },
    { "a floating member stays floating", a_floating_member_stays_floating },
    { "a death is counted before it is told", a_death_is_counted_before_it_is_told },
    { "what leaves says why", what_leaves_says_why },
    { "pop gives the newest member", pop_gives_the_newest },
    { "pop passes the dying over", pop_passes_the_dying_over },
    { "its items are listed in order", its_items_are_listed_in_order },
    { "a husk leaves and can come again", a_husk_leaves_and_can_come_again },
    { "what was resurrected in dispose is still a member", what_was_resurrected_in_dispose_is_still_a_member },
    { "in finalize it is too late", in_finalize_it_is_too_late },
    { "many come and go", many_come_and_go },
    { "properties/it is what it was constructed as", it_is_what_it_was_constructed_as },
    { "properties/members are of the type", members_are_of_the_type },
    { "properties/a type that is not of objects is warned of", a_type_of_no_objects_is_warned_of },
    { "bad input/what is no object is refused", what_is_no_object_is_refused },
    { "bad input/what is no set is refused", what_is_no_set_is_refused },
    { "delivery/what is deferred waits for the context", what_is_deferred_waits_for_the_context },
    { "delivery/what died since its removal is not handed out", what_died_since_its_removal_is_not_handed_out },
    { "delivery/nothing is delivered to a set that went", nothing_is_delivered_to_a_set_that_went },
    { "delivery/a set outlives its context and what is queued there", a_set_outlives_what_is_queued_in_its_context },
    { "toggle/there is a last chance", with_toggle_there_is_a_last_chance },
    { "toggle/without it nobody is dying", without_toggle_nobody_is_dying },
    { "toggle/what left hears of no dying", what_left_hears_of_no_dying },
  };

  return test_run_cases (argc, argv, "weak-set", cases, G_N_ELEMENTS (cases));
}
