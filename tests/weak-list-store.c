/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-list.h"

/* @statement ends in one critical that names the function and what is wrong. */
#define assert_critical(pattern, statement)                               \
 G_STMT_START                                                             \
 {                                                                        \
  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*" pattern "*"); \
  statement;                                                              \
  g_test_assert_expected_messages ();                                     \
 }                                                                        \
 G_STMT_END

/* The lists of these tests are of objects that are named by one letter. A Fixture
 * has them, the store and a mirror of it that every change goes through.
 */
typedef struct
{
  GweakWeakListStore *store;   /* (owned) */
  TestList           *mirror;  /* (owned) */
  TestObject         *all[26]; /* (owned) by letter */
} Fixture;

static TestObject *
get_object (Fixture *self,
            char     letter)
{
  TestObject **object = &self->all[letter - 'a'];
  const char   name[] = { letter, '\0' };

  if (*object == NULL)
    *object = test_object_new (name);

  return *object;
}

/* Appends one object for each letter in @letters, and forgets the changes. */
static void
set_up (Fixture    *self,
        const char *letters)
{
  *self = (Fixture){ .store = gweak_weak_list_store_new (TEST_TYPE_OBJECT) };
  self->mirror = test_list_new (G_LIST_MODEL (self->store));
  for (; *letters != '\0'; letters++)
    gweak_weak_list_store_append (self->store, get_object (self, *letters));
  g_free (test_list_take_changes (self->mirror));
}

/* Changes that nobody asked for fail the test. */
static void
tear_down (Fixture *self)
{
  assert_changes (self->mirror, "");
  test_list_free (self->mirror);
  g_assert_finalize_object (self->store);
  for (guint i = 0; i < G_N_ELEMENTS (self->all); i++)
    g_clear_object (&self->all[i]);
  assert_log ("");
  g_assert_cmpuint (test_iterate (NULL), ==, 0);
}

/* Their last references go, in this order. */
static void
let_die (Fixture    *self,
         const char *letters)
{
  for (; *letters != '\0'; letters++)
    {
      TestObject *object = g_steal_pointer (&self->all[*letters - 'a']);

      g_assert_finalize_object (object);
    }
}

typedef struct
{
  Fixture    *fixture;
  const char *letters;
} Killing;

static gpointer
kill_thread (gpointer data)
{
  Killing *self = data;

  let_die (self->fixture, self->letters);

  return NULL;
}

static void
kill_elsewhere (Fixture    *self,
                const char *letters)
{
  Killing killing = { self, letters };

  g_thread_join (g_thread_new ("kill", kill_thread, &killing));
}

static GweakWeakRef *
get_item (Fixture *self,
          guint    position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->store), position);
}

/* The content, by the items. */
#define assert_content(self, expected)                                        \
 G_STMT_START                                                                 \
 {                                                                            \
  g_autofree char *content = test_list_render (G_LIST_MODEL ((self)->store)); \
  g_assert_cmpstr (content, ==, (expected));                                  \
 }                                                                            \
 G_STMT_END

static void
is_a_model_of_references (void)
{
  Fixture       self;
  GweakWeakRef *item;
  TestObject   *referent;

  set_up (&self, "ab");
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (self.store)) == GWEAK_TYPE_WEAK_REF);
  g_assert_true (gweak_weak_list_store_get_referent_type (self.store) == TEST_TYPE_OBJECT);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self.store)), ==, 2);
  item = get_item (&self, 1);
  g_assert_true (G_OBJECT_TYPE (item) == GWEAK_TYPE_WEAK_REF);
  referent = gweak_weak_ref_get (item);
  g_assert_true (referent == self.all['b' - 'a']);
  g_assert_null (get_item (&self, 2));
  g_assert_null (get_item (&self, G_MAXUINT));
  g_object_unref (referent);
  g_assert_finalize_object (item);
  tear_down (&self);
}

static void
a_member_leaves_when_it_dies (void)
{
  Fixture self;

  set_up (&self, "abc");
  assert_content (&self, "a b c");
  let_die (&self, "b");
  assert_content (&self, "a - c");
  assert_changes (self.mirror, "");
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  assert_content (&self, "a c");
  assert_changes (self.mirror, "1-1+0");
  tear_down (&self);
}

static void
it_holds_no_member_and_no_member_holds_it (void)
{
  Fixture self;

  set_up (&self, "a");
  g_assert_cmpuint (G_OBJECT (self.all[0])->ref_count, ==, 1);
  g_assert_cmpuint (G_OBJECT (self.store)->ref_count, ==, 1);
  tear_down (&self);
}

static void
an_item_is_the_same_while_somebody_holds_it (void)
{
  Fixture       self;
  GweakWeakRef *first, *second, *other;

  set_up (&self, "ab");
  first = get_item (&self, 0);
  second = get_item (&self, 0);
  other = get_item (&self, 1);
  g_assert_true (first == second);
  g_assert_true (first != other);
  g_assert_cmpuint (gweak_count_references (self.all[0]), ==, 1);
  g_object_unref (first);
  g_assert_finalize_object (second);
  g_assert_finalize_object (other);
  g_assert_cmpuint (gweak_count_references (self.all[0]), ==, 0);

  first = get_item (&self, 0);
  g_assert_true (gweak_reference_refers_to (GWEAK_REFERENCE (first), self.all[0]));
  g_assert_finalize_object (first);
  tear_down (&self);
}

static void
an_item_outlives_member_and_store (void)
{
  Fixture       self;
  GweakWeakRef *a, *b;

  set_up (&self, "ab");
  a = get_item (&self, 0);
  b = get_item (&self, 1);
  gweak_weak_list_store_remove (self.store, 0);
  assert_changes (self.mirror, "0-1+0");
  g_assert_true (gweak_reference_refers_to (GWEAK_REFERENCE (a), self.all[0]));
  test_log_connect (a, "a", FALSE);
  test_log_connect (b, "b", FALSE);
  test_list_free (self.mirror);
  g_assert_finalize_object (self.store);

  g_assert_true (gweak_reference_refers_to (GWEAK_REFERENCE (b), self.all[1]));
  let_die (&self, "ab");
  assert_log ("");
  test_iterate (NULL);
  assert_log ("died:a finalized:a died:b finalized:b");
  g_assert_finalize_object (a);
  g_assert_finalize_object (b);
}

/* What was made for the dead is dead from the start, and one too. */
static void
an_item_of_a_dead_member_is_a_dead_reference (void)
{
  Fixture       self;
  GweakWeakRef *held, *late, *again;

  set_up (&self, "ab");
  held = get_item (&self, 0);
  let_die (&self, "ab");
  again = get_item (&self, 0);
  g_assert_true (held == again);
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (held)));
  g_object_unref (again);

  late = get_item (&self, 1);
  again = get_item (&self, 1);
  g_assert_true (late == again && late != held);
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (late)));
  g_object_unref (again);
  g_assert_finalize_object (late);
  late = get_item (&self, 1);
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (late)));
  g_assert_finalize_object (late);

  test_iterate (NULL);
  assert_changes (self.mirror, "0-2+0");
  g_assert_finalize_object (held);
  tear_down (&self);
}

static void
items_tell_in_the_context_of_the_store (void)
{
  Fixture       self;
  GMainContext *context, *item_context;
  GweakWeakRef *item;
  gboolean      deferred;

  set_up (&self, "a");
  item = get_item (&self, 0);
  g_object_get (self.store, "main-context", &context, NULL);
  g_object_get (item, "main-context", &item_context, "deferred", &deferred, NULL);
  g_assert_true (context == g_main_context_default () && item_context == context && deferred);
  g_main_context_unref (context);
  g_main_context_unref (item_context);

  test_log_connect (item, "a", TRUE);
  kill_elsewhere (&self, "a");
  assert_log ("");
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  assert_log ("notify-alive:a notify-referent:a died:a finalized:a");
  assert_changes (self.mirror, "0-1+0");
  g_assert_finalize_object (item);
  tear_down (&self);
}

static void
a_cleared_item_is_replaced (void)
{
  Fixture       self;
  GweakWeakRef *cleared, *fresh, *again;

  set_up (&self, "a");
  cleared = get_item (&self, 0);
  gweak_reference_clear (GWEAK_REFERENCE (cleared));
  fresh = get_item (&self, 0);
  again = get_item (&self, 0);
  g_assert_true (fresh != cleared && fresh == again);
  g_assert_true (gweak_reference_refers_to (GWEAK_REFERENCE (fresh), self.all[0]));
  g_object_unref (again);
  test_log_connect (fresh, "fresh", FALSE);
  test_log_connect (cleared, "cleared", FALSE);

  let_die (&self, "a");
  test_iterate (NULL);
  assert_log ("died:fresh finalized:fresh");
  assert_changes (self.mirror, "0-1+0");
  g_assert_finalize_object (cleared);
  g_assert_finalize_object (fresh);
  tear_down (&self);
}

static void
a_wait_on_an_item_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  test_log (gweak_reference_wait_finish (GWEAK_REFERENCE (source), result, NULL) ? "waited" : "failed");
}

static void
an_item_can_be_waited_for (void)
{
  Fixture       self;
  GweakWeakRef *item;

  set_up (&self, "a");
  item = get_item (&self, 0);
  gweak_reference_wait_async (GWEAK_REFERENCE (item), NULL, a_wait_on_an_item_cb, NULL);
  let_die (&self, "a");
  test_iterate (NULL);
  assert_log ("waited");
  assert_changes (self.mirror, "0-1+0");
  g_assert_finalize_object (item);
  tear_down (&self);
}

static void
deaths_are_few_exact_changes (void)
{
  Fixture self;

  set_up (&self, "abcdefgh");
  let_die (&self, "cgbd");
  kill_elsewhere (&self, "h");
  assert_content (&self, "a - - - e f - -");
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  assert_changes (self.mirror, "1-3+0 3-2+0");
  assert_content (&self, "a e f");

  let_die (&self, "eaf");
  test_iterate (NULL);
  assert_changes (self.mirror, "0-3+0");
  tear_down (&self);
}

static void
alternate_deaths_are_one_change_each (void)
{
  Fixture self;

  set_up (&self, "abcdef");
  let_die (&self, "eac");
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  assert_changes (self.mirror, "4-1+0 0-1+0 1-1+0");
  assert_content (&self, "b d f");
  tear_down (&self);
}

static void
members_can_be_changed_by_hand (void)
{
  Fixture  self;
  gpointer additions[2];

  set_up (&self, "");
  additions[0] = get_object (&self, 'e');
  additions[1] = get_object (&self, 'f');
  gweak_weak_list_store_append (self.store, get_object (&self, 'a'));
  gweak_weak_list_store_append (self.store, get_object (&self, 'b'));
  gweak_weak_list_store_insert (self.store, 0, get_object (&self, 'c'));
  gweak_weak_list_store_insert (self.store, 3, get_object (&self, 'd'));
  assert_content (&self, "c a b d");
  assert_changes (self.mirror, "0-0+1 1-0+1 0-0+1 3-0+1");

  gweak_weak_list_store_splice (self.store, 1, 2, additions, 2);
  assert_content (&self, "c e f d");
  gweak_weak_list_store_splice (self.store, 4, 0, additions, 1);
  gweak_weak_list_store_splice (self.store, 0, 1, NULL, 0);
  assert_content (&self, "e f d e");
  assert_changes (self.mirror, "1-2+2 4-0+1 0-1+0");

  gweak_weak_list_store_remove (self.store, 3);
  gweak_weak_list_store_remove (self.store, 0);
  assert_content (&self, "f d");
  assert_changes (self.mirror, "3-1+0 0-1+0");
  gweak_weak_list_store_remove_all (self.store);
  assert_content (&self, "");
  assert_changes (self.mirror, "0-2+0");
  tear_down (&self);
}

static void
what_changes_nothing_is_no_change (void)
{
  Fixture self;

  set_up (&self, "");
  gweak_weak_list_store_remove_all (self.store);
  gweak_weak_list_store_splice (self.store, 0, 0, NULL, 0);
  gweak_weak_list_store_sort (self.store, test_list_compare, NULL);
  assert_changes (self.mirror, "");
  tear_down (&self);
}

static void
n_items_is_notified_after_each_change_of_it (void)
{
  Fixture self;

  set_up (&self, "ba");
  g_signal_connect (self.store, "notify", G_CALLBACK (test_log_notify_cb), (gpointer) "");
  gweak_weak_list_store_sort (self.store, test_list_compare, NULL);
  gweak_weak_list_store_splice (self.store, 0, 1, (gpointer *) &self.all[1], 1);
  assert_log ("");
  gweak_weak_list_store_remove (self.store, 0);
  assert_log ("notify-n-items:");
  let_die (&self, "b");
  assert_log ("");
  test_iterate (NULL);
  assert_log ("notify-n-items:");
  assert_changes (self.mirror, "0-2+2 0-1+1 0-1+0 0-1+0");
  tear_down (&self);
}

/* With "- b - -", of which only the last two are removed by hand. */
static void
the_dead_can_be_removed_by_hand (void)
{
  Fixture self;

  set_up (&self, "abcd");
  let_die (&self, "acd");
  assert_content (&self, "- b - -");
  gweak_weak_list_store_remove (self.store, 2);
  gweak_weak_list_store_splice (self.store, 2, 1, (gpointer *) &self.all[1], 1);
  assert_content (&self, "- b b");
  assert_changes (self.mirror, "2-1+0 2-1+1");
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  assert_content (&self, "b b");
  assert_changes (self.mirror, "0-1+0");

  let_die (&self, "b");
  gweak_weak_list_store_remove_all (self.store);
  assert_changes (self.mirror, "0-2+0");
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  tear_down (&self);
}

static void
twice_in_the_list_is_two_members (void)
{
  Fixture       self;
  GweakWeakRef *first, *last;

  set_up (&self, "abab");
  first = get_item (&self, 0);
  last = get_item (&self, 2);
  g_assert_true (first != last);
  g_assert_true (gweak_reference_equal (GWEAK_REFERENCE (first), GWEAK_REFERENCE (last)));
  gweak_weak_list_store_append (self.store, self.all[0]);
  assert_changes (self.mirror, "4-0+1");
  gweak_weak_list_store_remove (self.store, 0);
  assert_changes (self.mirror, "0-1+0");
  assert_content (&self, "b a b a");

  let_die (&self, "a");
  test_iterate (NULL);
  assert_content (&self, "b b");
  assert_changes (self.mirror, "3-1+0 1-1+0");
  g_assert_finalize_object (first);
  g_assert_finalize_object (last);
  tear_down (&self);
}

static void
an_object_can_be_in_two_stores (void)
{
  Fixture self, other;

  set_up (&self, "ab");
  set_up (&other, "");
  gweak_weak_list_store_append (other.store, self.all[0]);
  assert_changes (other.mirror, "0-0+1");
  let_die (&self, "a");
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  assert_changes (self.mirror, "0-1+0");
  assert_changes (other.mirror, "0-1+0");
  tear_down (&other);
  tear_down (&self);
}

static void
a_husk_has_died (void)
{
  Fixture self;

  set_up (&self, "ab");
  g_object_run_dispose (G_OBJECT (self.all[0]));
  assert_content (&self, "- b");
  g_assert_null (gweak_weak_list_store_dup_object (self.store, 0));
  g_assert_false (gweak_weak_list_store_find (self.store, self.all[0], NULL));

  /* It becomes a member anew. */
  gweak_weak_list_store_append (self.store, self.all[0]);
  assert_content (&self, "- b a");
  assert_changes (self.mirror, "2-0+1");
  test_iterate (NULL);
  assert_content (&self, "b a");
  assert_changes (self.mirror, "0-1+0");
  let_die (&self, "a");
  test_iterate (NULL);
  assert_changes (self.mirror, "1-1+0");
  tear_down (&self);
}

static void
log_content_hook (TestObject *object,
                  gpointer    data)
{
  Fixture         *self = data;
  g_autofree char *content = test_list_render (G_LIST_MODEL (self->store));
  g_autoptr (GObject) strong = gweak_weak_list_store_dup_object (self->store, 0);

  g_assert_null (strong);
  test_log ("[%s]", content);
}

/* GObject has decided, and `died` has not come. */
static void
in_dispose_a_member_cannot_be_reached (void)
{
  Fixture self;

  set_up (&self, "ab");
  test_object_before_dispose (self.all[0], log_content_hook, &self);
  test_object_after_dispose (self.all[0], log_content_hook, &self);
  let_die (&self, "a");
  assert_log ("[- b] [- b]");
  test_iterate (NULL);
  assert_changes (self.mirror, "0-1+0");
  tear_down (&self);
}

static void
rescue_hook (TestObject *object,
             gpointer    data)
{
  Fixture *self = data;

  self->all['z' - 'a'] = g_object_ref (object);
  self->all['y' - 'a'] = (gpointer) get_item (self, 0);
}

/* In this dispose, an item was made that is dead from the start. */
static void
a_resurrected_member_stays (void)
{
  Fixture       self;
  TestObject   *object;
  GweakWeakRef *item;

  set_up (&self, "ab");
  object = g_steal_pointer (&self.all[0]);
  test_object_never_chain_up (object);
  test_object_before_dispose (object, rescue_hook, &self);
  g_object_unref (object);
  test_object_before_dispose (object, NULL, NULL);
  test_object_chain_up_again (object);
  g_assert_false (gweak_reference_is_alive ((gpointer) self.all['y' - 'a']));
  g_assert_true (gweak_weak_list_store_find (self.store, object, NULL));

  item = get_item (&self, 0);
  g_assert_true (gweak_reference_refers_to (GWEAK_REFERENCE (item), object));
  g_assert_finalize_object (item);
  g_assert_cmpuint (test_iterate (NULL), ==, 0);
  assert_content (&self, "a b");
  let_die (&self, "z");
  test_iterate (NULL);
  assert_changes (self.mirror, "0-1+0");
  tear_down (&self);
}

static void
finds_the_first_position (void)
{
  Fixture self;
  guint   position = 77;
  g_autoptr (TestObject) other = test_object_new ("other");
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (other);

  set_up (&self, "abcbab");
  g_assert_true (gweak_weak_list_store_find (self.store, self.all[1], &position));
  g_assert_cmpuint (position, ==, 1);
  gweak_weak_list_store_remove (self.store, 1);
  assert_changes (self.mirror, "1-1+0");
  g_assert_true (gweak_weak_list_store_find (self.store, self.all[1], &position));
  g_assert_cmpuint (position, ==, 2);
  g_assert_true (gweak_weak_list_store_find (self.store, self.all[1], NULL));
  g_assert_false (gweak_weak_list_store_find (self.store, other, &position));
  g_assert_false (gweak_weak_list_store_find (self.store, ref, &position));
  g_assert_cmpuint (position, ==, 2);
  tear_down (&self);
}

static void
gives_strong_objects (void)
{
  Fixture     self;
  TestObject *a, *b;

  set_up (&self, "abc");
  let_die (&self, "c");
  a = gweak_weak_list_store_dup_object (self.store, 0);
  b = gweak_weak_list_store_dup_object (self.store, 1);
  g_assert_true (a == self.all[0] && b == self.all[1]);
  g_assert_null (gweak_weak_list_store_dup_object (self.store, 2));
  g_assert_null (gweak_weak_list_store_dup_object (self.store, 3));
  g_clear_object (&self.all[0]);
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  assert_changes (self.mirror, "2-1+0");
  assert_content (&self, "a b");
  g_object_unref (b);
  g_assert_finalize_object (a);
  test_iterate (NULL);
  assert_changes (self.mirror, "0-1+0");
  tear_down (&self);
}

/* Neighbours are found another way, which must survive changes. */
static void
any_position_can_be_asked_for_at_any_time (void)
{
  Fixture     self;
  const guint walk[] = { 0, 1, 2, 1, 0, 3, 3, 2, 0 };

  set_up (&self, "abcd");
  for (guint i = 0; i < G_N_ELEMENTS (walk); i++)
    {
      g_autoptr (TestObject) object = gweak_weak_list_store_dup_object (self.store, walk[i]);

      g_assert_true (object == self.all[walk[i]]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (walk); i++)
    {
      g_autoptr (TestObject) object = gweak_weak_list_store_dup_object (self.store, walk[i]);

      gweak_weak_list_store_remove (self.store, walk[i]);
      gweak_weak_list_store_insert (self.store, walk[i], object);
      assert_content (&self, "a b c d");
    }
  g_free (test_list_take_changes (self.mirror));
  tear_down (&self);
}

static void
sorts_what_it_holds_meanwhile (void)
{
  Fixture self;

  set_up (&self, "dacb");
  gweak_weak_list_store_sort (self.store, test_list_compare, NULL);
  assert_content (&self, "a b c d");
  assert_changes (self.mirror, "0-4+4");
  let_die (&self, "b");
  test_iterate (NULL);
  assert_changes (self.mirror, "1-1+0");
  tear_down (&self);
}

static void
sorting_is_stable (void)
{
  Fixture self;

  set_up (&self, "dacb");
  for (guint i = 0; i < 4; i++)
    test_object_set_value (self.all[i], i % 2);
  gweak_weak_list_store_sort (self.store, test_list_compare_values, NULL);
  assert_content (&self, "a c d b");
  assert_changes (self.mirror, "0-4+4");
  tear_down (&self);
}

static void
the_dead_are_sorted_to_the_end (void)
{
  Fixture self;

  set_up (&self, "edcbaf");
  let_die (&self, "dbf");
  gweak_weak_list_store_sort (self.store, test_list_compare, NULL);
  assert_content (&self, "a c e - - -");
  assert_changes (self.mirror, "0-6+6");
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  assert_changes (self.mirror, "3-3+0");

  let_die (&self, "ace");
  gweak_weak_list_store_sort (self.store, test_list_compare, NULL);
  assert_changes (self.mirror, "0-3+3");
  test_iterate (NULL);
  assert_changes (self.mirror, "0-3+0");
  tear_down (&self);
}

static void
inserts_where_it_belongs (void)
{
  Fixture self;

  set_up (&self, "");
  for (const char *letters = "caebdb"; *letters != '\0'; letters++)
    gweak_weak_list_store_insert_sorted (self.store, get_object (&self, *letters), test_list_compare, NULL);
  assert_content (&self, "a b b c d e");
  assert_changes (self.mirror, "0-0+1 0-0+1 2-0+1 1-0+1 3-0+1 2-0+1");
  tear_down (&self);
}

static void
the_dead_are_not_compared_when_inserting (void)
{
  Fixture self;

  set_up (&self, "abcdeg");
  let_die (&self, "bcd");
  g_assert_cmpuint (gweak_weak_list_store_insert_sorted (self.store, get_object (&self, 'f'), test_list_compare, NULL), ==, 5);
  assert_content (&self, "a - - - e f g");
  let_die (&self, "ae");
  g_assert_cmpuint (gweak_weak_list_store_insert_sorted (self.store, get_object (&self, 'z'), test_list_compare, NULL), ==, 7);
  g_assert_cmpuint (gweak_weak_list_store_insert_sorted (self.store, get_object (&self, 'm'), test_list_compare, NULL), ==, 7);
  let_die (&self, "fgmz");
  g_assert_cmpuint (gweak_weak_list_store_insert_sorted (self.store, get_object (&self, 'k'), test_list_compare, NULL), ==, 0);
  assert_content (&self, "k - - - - - - - - -");
  assert_changes (self.mirror, "5-0+1 7-0+1 7-0+1 0-0+1");
  test_iterate (NULL);
  assert_changes (self.mirror, "1-9+0");
  tear_down (&self);
}

/* A comparison that lets members die, appends one, and runs the context. */
typedef struct
{
  Fixture    *fixture;
  const char *kills;
  guint       n_appends;
} Meddling;

static int
meddle_cb (gconstpointer a,
           gconstpointer b,
           gpointer      user_data)
{
  Meddling *self = user_data;
  int       order = test_list_compare (a, b, NULL);

  if (self->n_appends > 0)
    {
      self->n_appends--;
      gweak_weak_list_store_append (self->fixture->store, get_object (self->fixture, 'm'));
    }
  if (self->kills != NULL)
    {
      const char *kills = g_steal_pointer (&self->kills);

      for (; *kills != '\0'; kills++)
        g_clear_object (&self->fixture->all[*kills - 'a']);
      test_iterate (NULL);
    }

  return order;
}

static void
a_comparison_may_change_the_store (void)
{
  Fixture  self;
  Meddling meddling = { &self, NULL, 2 };

  set_up (&self, "zca");
  gweak_weak_list_store_sort (self.store, meddle_cb, &meddling);
  assert_content (&self, "a c m m z");
  assert_changes (self.mirror, "3-0+1 4-0+1 0-5+5");

  meddling.n_appends = 1;
  gweak_weak_list_store_insert_sorted (self.store, get_object (&self, 'b'), meddle_cb, &meddling);
  assert_content (&self, "a b c m m z m");
  assert_changes (self.mirror, "5-0+1 1-0+1");
  tear_down (&self);
}

/* All members are held by the sort itself; who died goes when it is over. */
static void
members_may_die_inside_a_comparison (void)
{
  Fixture  self;
  Meddling meddling = { &self, "cb", 0 };

  set_up (&self, "dcba");
  gweak_weak_list_store_sort (self.store, meddle_cb, &meddling);
  assert_content (&self, "a - - d");
  assert_changes (self.mirror, "0-4+4");
  test_iterate (NULL);
  assert_changes (self.mirror, "1-2+0");

  meddling.kills = "ad";
  gweak_weak_list_store_insert_sorted (self.store, get_object (&self, 'b'), meddle_cb, &meddling);
  test_iterate (NULL);
  assert_content (&self, "b");
  g_free (test_list_take_changes (self.mirror));
  tear_down (&self);
}

/* Handlers that do @act once. */
typedef struct
{
  Fixture *fixture;
  void (*act) (Fixture *fixture);
} Reaction;

static void
react_cb (GListModel *model,
          guint       position,
          guint       n_removals,
          guint       n_additions,
          gpointer    user_data)
{
  Reaction *self = user_data;
  void (*act) (Fixture * fixture) = g_steal_pointer (&self->act);

  if (act != NULL)
    act (self->fixture);
}

static void
react (Fixture  *self,
       Reaction *reaction,
       void (*act) (Fixture *fixture))
{
  *reaction = (Reaction){ self, act };
  g_signal_connect (self->store, "items-changed", G_CALLBACK (react_cb), reaction);
}

static void
kill_e (Fixture *self)
{
  let_die (self, "e");
}

static void
who_dies_in_a_handler_waits_for_the_next_dispatch (void)
{
  Fixture  self;
  Reaction reaction;

  set_up (&self, "abcdef");
  react (&self, &reaction, kill_e);
  let_die (&self, "bd");
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  assert_changes (self.mirror, "1-1+0 2-1+0");
  assert_content (&self, "a c - f");
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  assert_changes (self.mirror, "2-1+0");
  tear_down (&self);
}

static void
insert_into_the_dead (Fixture *self)
{
  gweak_weak_list_store_insert (self->store, 4, get_object (self, 'x'));
}

static void
a_handler_can_split_a_run (void)
{
  Fixture  self;
  Reaction reaction;

  set_up (&self, "abcdefg");
  react (&self, &reaction, insert_into_the_dead);
  let_die (&self, "bdef");
  test_iterate (NULL);
  assert_content (&self, "a c x g");
  assert_changes (self.mirror, "1-1+0 4-0+1 2-2+0 3-1+0");
  tear_down (&self);
}

static void
remove_between_the_dead (Fixture *self)
{
  gweak_weak_list_store_remove (self->store, 3);
}

static void
a_handler_can_join_runs (void)
{
  Fixture  self;
  Reaction reaction;

  set_up (&self, "abcdefg");
  react (&self, &reaction, remove_between_the_dead);
  let_die (&self, "adfc");
  test_iterate (NULL);
  assert_content (&self, "b g");
  assert_changes (self.mirror, "0-1+0 3-1+0 1-3+0");
  tear_down (&self);
}

static void
remove_everything (Fixture *self)
{
  gweak_weak_list_store_remove_all (self->store);
}

static void
a_handler_can_remove_what_is_to_be_announced (void)
{
  Fixture  self;
  Reaction reaction;

  set_up (&self, "abcdef");
  react (&self, &reaction, remove_everything);
  let_die (&self, "ace");
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  assert_changes (self.mirror, "0-1+0 0-5+0");
  tear_down (&self);
}

static void
sort_everything (Fixture *self)
{
  gweak_weak_list_store_sort (self->store, test_list_compare, NULL);
}

static void
a_handler_can_sort (void)
{
  Fixture  self;
  Reaction reaction;

  set_up (&self, "fedcba");
  react (&self, &reaction, sort_everything);
  let_die (&self, "eca");
  test_iterate (NULL);
  assert_content (&self, "b d f");
  assert_changes (self.mirror, "1-1+0 0-5+5 3-2+0");
  tear_down (&self);
}

static void
kill_and_iterate (Fixture *self)
{
  let_die (self, "fg");
  test_log ("%u", test_iterate (NULL));
  assert_content (self, "b d h");
}

/* It gets the rest of what is being announced, and what died since. */
static void
a_handler_can_run_the_context (void)
{
  Fixture  self;
  Reaction reaction;

  set_up (&self, "abcdefgh");
  react (&self, &reaction, kill_and_iterate);
  let_die (&self, "ace");
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  assert_log ("1");
  assert_changes (self.mirror, "0-1+0 1-1+0 2-3+0");
  tear_down (&self);
}

static void
iterate_only (Fixture *self)
{
  test_log ("%u", test_iterate (NULL));
}

static void
a_handler_of_the_last_change_has_nothing_to_run (void)
{
  Fixture  self;
  Reaction reaction;

  set_up (&self, "ab");
  react (&self, &reaction, iterate_only);
  let_die (&self, "a");
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  assert_log ("0");
  assert_changes (self.mirror, "0-1+0");
  tear_down (&self);
}

static void
kill_d_and_iterate (Fixture *self)
{
  let_die (self, "d");
  iterate_only (self);
}

/* What else waits in the same queue comes too, and has such a handler itself. */
static void
a_handler_that_runs_the_context_gets_other_stores_too (void)
{
  Fixture  self, other;
  Reaction reaction, other_reaction;

  set_up (&self, "abcde");
  set_up (&other, "xyz");
  react (&self, &reaction, kill_d_and_iterate);
  react (&other, &other_reaction, iterate_only);
  let_die (&self, "ac");
  let_die (&other, "xz");
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  assert_log ("1 1");
  assert_changes (self.mirror, "0-1+0 1-2+0");
  assert_changes (other.mirror, "0-1+0 1-1+0");
  tear_down (&other);
  tear_down (&self);
}

static void
drop_store (Fixture *self)
{
  g_object_unref (self->store);
}

static void
a_handler_can_release_the_store (void)
{
  Fixture  self;
  Reaction reaction;

  set_up (&self, "abcde");
  react (&self, &reaction, drop_store);
  let_die (&self, "ac");
  g_object_add_weak_pointer (G_OBJECT (self.store), (gpointer *) &self.store);
  test_iterate (NULL);
  g_assert_null (self.store);
  assert_changes (self.mirror, "0-1+0 1-1+0");

  self.store = gweak_weak_list_store_new (TEST_TYPE_OBJECT);
  react (&self, &reaction, drop_store);
  g_object_add_weak_pointer (G_OBJECT (self.store), (gpointer *) &self.store);
  gweak_weak_list_store_append (self.store, get_object (&self, 'x'));
  g_assert_null (self.store);

  test_list_free (self.mirror);
  for (guint i = 0; i < G_N_ELEMENTS (self.all); i++)
    g_clear_object (&self.all[i]);
  g_assert_cmpuint (test_iterate (NULL), ==, 0);
}

static void
a_store_can_go_with_deaths_on_the_way (void)
{
  Fixture self;

  set_up (&self, "abc");
  let_die (&self, "ab");
  test_list_free (self.mirror);
  g_assert_finalize_object (self.store);
  let_die (&self, "c");
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
}

static gpointer
unref_thread (gpointer object)
{
  g_object_unref (object);

  return NULL;
}

static void
a_store_can_go_in_any_thread (void)
{
  Fixture self;

  set_up (&self, "abc");
  let_die (&self, "b");
  test_list_free (self.mirror);
  g_object_add_weak_pointer (G_OBJECT (self.store), (gpointer *) &self.store);
  g_thread_join (g_thread_new ("unref", unref_thread, self.store));
  g_assert_null (self.store);
  let_die (&self, "ac");
  test_iterate (NULL);
}

static void
a_context_can_go_with_its_store (void)
{
  GMainContext       *context = g_main_context_new ();
  TestObject         *a = test_object_new ("a"), *b = test_object_new ("b");
  GweakWeakListStore *store = g_object_new (GWEAK_TYPE_WEAK_LIST_STORE, "main-context", context, NULL);

  g_main_context_unref (context);
  gweak_weak_list_store_append (store, a);
  gweak_weak_list_store_append (store, b);
  g_assert_finalize_object (a);
  g_assert_finalize_object (store);
  g_assert_finalize_object (b);
}

static void
deaths_are_announced_in_the_context_of_the_store (void)
{
  GMainContext       *context = g_main_context_new ();
  GMainContext       *own;
  GweakWeakListStore *store;
  TestObject         *object = test_object_new ("a");
  TestList           *mirror;

  g_main_context_push_thread_default (context);
  store = gweak_weak_list_store_new (G_TYPE_OBJECT);
  g_main_context_pop_thread_default (context);
  g_object_get (store, "main-context", &own, NULL);
  g_assert_true (own == context);
  g_main_context_unref (own);

  mirror = test_list_new (G_LIST_MODEL (store));
  gweak_weak_list_store_append (store, object);
  g_assert_finalize_object (object);
  g_assert_cmpuint (test_iterate (NULL), ==, 0);
  g_assert_cmpuint (test_iterate (context), ==, 1);
  assert_changes (mirror, "0-0+1 0-1+0");
  test_list_free (mirror);
  g_assert_finalize_object (store);
  g_main_context_unref (context);
}

static void
properties_construct_it (void)
{
  GMainContext *context = g_main_context_new (), *own;
  g_autoptr (GweakWeakListStore) plain = g_object_new (GWEAK_TYPE_WEAK_LIST_STORE, NULL);
  g_autoptr (GweakWeakListStore) store = g_object_new (GWEAK_TYPE_WEAK_LIST_STORE,
                                                       "referent-type", G_TYPE_ACTION,
                                                       "main-context", context,
                                                       NULL);
  g_autoptr (GSimpleAction) action = g_simple_action_new ("action", NULL);
  GType type;
  guint n_items;

  g_assert_true (gweak_weak_list_store_get_referent_type (plain) == G_TYPE_OBJECT);
  g_object_get (plain, "main-context", &own, NULL);
  g_assert_true (own == g_main_context_default ());
  g_main_context_unref (own);

  gweak_weak_list_store_append (store, action);
  g_object_get (store, "referent-type", &type, "main-context", &own, "n-items", &n_items, NULL);
  g_assert_true (type == G_TYPE_ACTION && own == context);
  g_assert_cmpuint (n_items, ==, 1);
  g_main_context_unref (own);
  g_main_context_unref (context);
}

static void
a_disposed_store_goes_on (void)
{
  Fixture self;

  set_up (&self, "abc");
  let_die (&self, "a");
  g_object_run_dispose (G_OBJECT (self.store));
  test_list_free (self.mirror);
  let_die (&self, "b");
  test_iterate (NULL);
  assert_content (&self, "- - c");
  self.mirror = test_list_new (G_LIST_MODEL (self.store));
  test_iterate (NULL);
  assert_changes (self.mirror, "0-2+0");

  g_object_run_dispose (G_OBJECT (self.store));
  test_list_free (self.mirror);
  gweak_weak_list_store_append (self.store, get_object (&self, 'd'));
  self.mirror = test_list_new (G_LIST_MODEL (self.store));
  let_die (&self, "dc");
  test_iterate (NULL);
  assert_changes (self.mirror, "0-2+0");
  tear_down (&self);
}

static void
a_floating_object_stays_floating (void)
{
  GInitiallyUnowned *floating = g_object_new (G_TYPE_INITIALLY_UNOWNED, NULL);
  g_autoptr (GweakWeakListStore) store = gweak_weak_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GObject) item = NULL;
  GObject *strong;

  gweak_weak_list_store_append (store, floating);
  g_assert_true (g_object_is_floating (floating));
  item = g_list_model_get_item (G_LIST_MODEL (store), 0);
  strong = gweak_weak_list_store_dup_object (store, 0);
  g_object_unref (strong);
  g_assert_true (g_object_is_floating (floating));
  g_assert_cmpuint (G_OBJECT (floating)->ref_count, ==, 1);
  g_object_unref (floating);
  test_iterate (NULL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
}

/* A store is an object too, and so is an item. */
static void
stores_and_items_can_be_members (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  GweakWeakListStore *inner = gweak_weak_list_store_new (G_TYPE_OBJECT);
  GweakWeakListStore *outer = gweak_weak_list_store_new (G_TYPE_OBJECT);
  GObject            *item;
  TestList           *mirror;

  gweak_weak_list_store_append (inner, object);
  item = g_list_model_get_item (G_LIST_MODEL (inner), 0);
  gweak_weak_list_store_append (outer, inner);
  gweak_weak_list_store_append (outer, item);
  gweak_weak_list_store_append (outer, outer);
  mirror = test_list_new (G_LIST_MODEL (outer));

  g_assert_finalize_object (item);
  test_iterate (NULL);
  assert_changes (mirror, "1-1+0");
  g_assert_finalize_object (inner);
  test_iterate (NULL);
  assert_changes (mirror, "0-1+0");
  test_list_free (mirror);
  g_assert_finalize_object (outer);
}

#define N_MANY 100000

static void
many_deaths_are_one_dispatch (void)
{
  g_autoptr (GweakWeakListStore) store = gweak_weak_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_full (N_MANY, g_object_unref);
  TestList *mirror;
  guint     n_runs = 0, n_left = 0;
  gboolean  in_run = FALSE;

  for (guint i = 0; i < N_MANY; i++)
    g_ptr_array_add (objects, g_object_new (G_TYPE_OBJECT, NULL));
  gweak_weak_list_store_splice (store, 0, 0, objects->pdata, objects->len);
  mirror = test_list_new (G_LIST_MODEL (store));

  for (guint i = N_MANY; i > 0; i--)
    if (g_test_rand_bit ())
      {
        n_runs += !in_run;
        in_run = TRUE;
        g_ptr_array_remove_index (objects, i - 1);
      }
    else
      {
        in_run = FALSE;
        n_left++;
      }

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, N_MANY);
  g_assert_cmpuint (test_iterate (NULL), ==, 1);
  g_assert_cmpuint (test_list_count_changes (mirror), ==, n_runs);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, n_left);
  for (guint i = 0; i < n_left; i++)
    {
      g_autoptr (GObject) object = gweak_weak_list_store_dup_object (store, i);

      g_assert_true (object == objects->pdata[i]);
    }
  g_free (test_list_take_changes (mirror));
  test_list_free (mirror);
}

static void
bad_members_are_refused (void)
{
  Fixture self;
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);
  GParamSpec *pspec = g_param_spec_ref_sink (g_param_spec_boolean ("a", NULL, NULL, FALSE, G_PARAM_READABLE));
  gpointer    additions[] = { NULL, other };

  set_up (&self, "a");
  additions[0] = get_object (&self, 'b');
  assert_critical ("gweak_weak_list_store_append*not a GObject", gweak_weak_list_store_append (self.store, NULL));
  assert_critical ("gweak_weak_list_store_append*not a GObject", gweak_weak_list_store_append (self.store, pspec));
  assert_critical ("gweak_weak_list_store_append*GObject is no TestObject", gweak_weak_list_store_append (self.store, other));
  assert_critical ("gweak_weak_list_store_insert*GObject is no TestObject", gweak_weak_list_store_insert (self.store, 0, other));
  assert_critical ("gweak_weak_list_store_insert_sorted*GObject is no TestObject",
                   gweak_weak_list_store_insert_sorted (self.store, other, test_list_compare, NULL));
  assert_critical ("gweak_weak_list_store_splice*GObject is no TestObject",
                   gweak_weak_list_store_splice (self.store, 0, 1, additions, 2));
  assert_critical ("gweak_weak_list_store_find*G_IS_OBJECT",
                   g_assert_false (gweak_weak_list_store_find (self.store, NULL, NULL)));
  assert_content (&self, "a");
  g_param_spec_unref (pspec);
  tear_down (&self);
}

static void
bad_positions_are_refused (void)
{
  Fixture     self;
  TestObject *b;

  set_up (&self, "a");
  b = get_object (&self, 'b');
  assert_critical ("gweak_weak_list_store_insert*position", gweak_weak_list_store_insert (self.store, 2, b));
  assert_critical ("gweak_weak_list_store_remove*position", gweak_weak_list_store_remove (self.store, 1));
  assert_critical ("gweak_weak_list_store_splice*position", gweak_weak_list_store_splice (self.store, 2, 0, (gpointer *) &b, 1));
  assert_critical ("gweak_weak_list_store_splice*n_removals", gweak_weak_list_store_splice (self.store, 0, 2, (gpointer *) &b, 1));
  assert_critical ("gweak_weak_list_store_splice*n_removals", gweak_weak_list_store_splice (self.store, 1, G_MAXUINT, NULL, 0));
  assert_critical ("gweak_weak_list_store_splice*additions", gweak_weak_list_store_splice (self.store, 0, 0, NULL, 1));
  assert_content (&self, "a");
  tear_down (&self);
}

static void
a_comparison_is_needed (void)
{
  Fixture self;

  set_up (&self, "a");
  assert_critical ("gweak_weak_list_store_sort*compare", gweak_weak_list_store_sort (self.store, NULL, NULL));
  assert_critical ("gweak_weak_list_store_insert_sorted*compare",
                   gweak_weak_list_store_insert_sorted (self.store, get_object (&self, 'b'), NULL, NULL));
  tear_down (&self);
}

static void
what_is_no_store_is_refused (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  gpointer no_stores[] = { NULL, object };

  for (guint i = 0; i < G_N_ELEMENTS (no_stores); i++)
    {
      gpointer self = no_stores[i];

      assert_critical ("gweak_weak_list_store_append*GWEAK_IS_WEAK_LIST_STORE", gweak_weak_list_store_append (self, object));
      assert_critical ("gweak_weak_list_store_insert*GWEAK_IS_WEAK_LIST_STORE", gweak_weak_list_store_insert (self, 0, object));
      assert_critical ("gweak_weak_list_store_insert_sorted*GWEAK_IS_WEAK_LIST_STORE",
                       gweak_weak_list_store_insert_sorted (self, object, test_list_compare, NULL));
      assert_critical ("gweak_weak_list_store_remove*GWEAK_IS_WEAK_LIST_STORE", gweak_weak_list_store_remove (self, 0));
      assert_critical ("gweak_weak_list_store_remove_all*GWEAK_IS_WEAK_LIST_STORE", gweak_weak_list_store_remove_all (self));
      assert_critical ("gweak_weak_list_store_splice*GWEAK_IS_WEAK_LIST_STORE", gweak_weak_list_store_splice (self, 0, 0, NULL, 0));
      assert_critical ("gweak_weak_list_store_sort*GWEAK_IS_WEAK_LIST_STORE",
                       gweak_weak_list_store_sort (self, test_list_compare, NULL));
      assert_critical ("gweak_weak_list_store_find*GWEAK_IS_WEAK_LIST_STORE",
                       g_assert_false (gweak_weak_list_store_find (self, object, NULL)));
      assert_critical ("gweak_weak_list_store_dup_object*GWEAK_IS_WEAK_LIST_STORE",
                       g_assert_null (gweak_weak_list_store_dup_object (self, 0)));
      assert_critical ("gweak_weak_list_store_get_referent_type*GWEAK_IS_WEAK_LIST_STORE",
                       g_assert_true (gweak_weak_list_store_get_referent_type (self) == G_TYPE_INVALID));
    }
}

static void
members_have_to_be_objects (void)
{
  assert_critical ("gweak_weak_list_store_new*g_type_is_a", g_assert_null (gweak_weak_list_store_new (G_TYPE_STRING)));
  assert_critical ("gweak_weak_list_store_new*g_type_is_a", g_assert_null (gweak_weak_list_store_new (G_TYPE_INVALID)));
}

static void
append_hook (TestObject *object,
             gpointer    store)
{
  assert_critical ("gweak_weak_list_store_append*finalized", gweak_weak_list_store_append (store, object));
}

static void
in_finalize_it_is_too_late (void)
{
  Fixture self;

  set_up (&self, "a");
  test_object_in_finalize (self.all[0], append_hook, self.store);
  let_die (&self, "a");
  test_iterate (NULL);
  assert_changes (self.mirror, "0-1+0");
  tear_down (&self);
}

static void
append_in_dispose_hook (TestObject *object,
                        gpointer    store)
{
  gweak_weak_list_store_append (store, object);
}

static void
in_dispose_a_member_dies_with_the_others (void)
{
  Fixture self;

  set_up (&self, "ab");
  test_object_before_dispose (self.all[0], append_in_dispose_hook, self.store);
  let_die (&self, "a");
  assert_content (&self, "- b -");
  test_iterate (NULL);
  assert_changes (self.mirror, "2-0+1 2-1+0 0-1+0");
  tear_down (&self);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "is a list model of references", is_a_model_of_references },
    { "a member leaves when it dies", a_member_leaves_when_it_dies },
    { "it holds no member, and no member holds it", it_holds_no_member_and_no_member_holds_it },
    { "twice in the list is two members", twice_in_the_list_is_two_members },
    { "an object can be in two stores", an_object_can_be_in_two_stores },
    { "stores and items can be members", stores_and_items_can_be_members },
    { "a floating object stays floating", a_floating_object_stays_floating },
    { "item/is the same while somebody holds it", an_item_is_the_same_while_somebody_holds_it },
    { "item/outlives member and store", an_item_outlives_member_and_store },
    { "item/of a dead member is a dead reference", an_item_of_a_dead_member_is_a_dead_reference },
    { "item/tells in the context of the store", items_tell_in_the_context_of_the_store },
    { "item/is replaced when it was cleared", a_cleared_item_is_replaced },
    { "item/can be waited for", an_item_can_be_waited_for },
    { "deaths/are few exact changes", deaths_are_few_exact_changes },
    { "deaths/of members apart are one change each", alternate_deaths_are_one_change_each },
    { "deaths/many of them are one dispatch", many_deaths_are_one_dispatch },
    { "deaths/a husk has died", a_husk_has_died },
    { "deaths/in dispose a member cannot be reached", in_dispose_a_member_cannot_be_reached },
    { "deaths/who enters in dispose dies with the others", in_dispose_a_member_dies_with_the_others },
    { "deaths/a resurrected member stays", a_resurrected_member_stays },
    { "changes/by hand are told at once", members_can_be_changed_by_hand },
    { "changes/of nothing are none", what_changes_nothing_is_no_change },
    { "changes/of the number are notified afterwards", n_items_is_notified_after_each_change_of_it },
    { "changes/the dead can be removed by hand", the_dead_can_be_removed_by_hand },
    { "finds the first position", finds_the_first_position },
    { "gives strong objects", gives_strong_objects },
    { "any position can be asked for at any time", any_position_can_be_asked_for_at_any_time },
    { "order/sorts", sorts_what_it_holds_meanwhile },
    { "order/sorting is stable", sorting_is_stable },
    { "order/the dead are sorted to the end", the_dead_are_sorted_to_the_end },
    { "order/inserts where it belongs", inserts_where_it_belongs },
    { "order/the dead are not compared when inserting", the_dead_are_not_compared_when_inserting },
    { "order/a comparison may change the store", a_comparison_may_change_the_store },
    { "order/members may die inside a comparison", members_may_die_inside_a_comparison },
    { "handlers/who dies in one waits for the next dispatch", who_dies_in_a_handler_waits_for_the_next_dispatch },
    { "handlers/can split a run of the dead", a_handler_can_split_a_run },
    { "handlers/can join runs of the dead", a_handler_can_join_runs },
    { "handlers/can remove what is to be announced", a_handler_can_remove_what_is_to_be_announced },
    { "handlers/can sort", a_handler_can_sort },
    { "handlers/can run the context", a_handler_can_run_the_context },
    { "handlers/of the last change have nothing to run", a_handler_of_the_last_change_has_nothing_to_run },
    { "handlers/that run the context get other stores too", a_handler_that_runs_the_context_gets_other_stores_too },
    { "handlers/can release the store", a_handler_can_release_the_store },
    { "store/can go with deaths on the way", a_store_can_go_with_deaths_on_the_way },
    { "store/can go in any thread", a_store_can_go_in_any_thread },
    { "store/a context can go with it", a_context_can_go_with_its_store },
    { "store/announces deaths in its context", deaths_are_announced_in_the_context_of_the_store },
    { "store/properties construct it", properties_construct_it },
    { "store/goes on when it was disposed of", a_disposed_store_goes_on },
    { "bad input/members", bad_members_are_refused },
    { "bad input/positions", bad_positions_are_refused },
    { "bad input/a comparison is needed", a_comparison_is_needed },
    { "bad input/what is no store", what_is_no_store_is_refused },
    { "bad input/members have to be objects", members_have_to_be_objects },
    { "bad input/in finalize it is too late", in_finalize_it_is_too_late },
  };

  return test_run_cases (argc, argv, "weak-list-store", cases, G_N_ELEMENTS (cases));
}
