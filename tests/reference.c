/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

/* A direct subclass of the abstract class, with state. */
#define COUNTING_TYPE_REFERENCE (counting_reference_get_type ())
G_DECLARE_FINAL_TYPE (CountingReference, counting_reference, COUNTING, REFERENCE, GweakReference)

struct _CountingReference
{
  GweakReference parent_instance;
  guint          n_died;
  guint          n_finalized;
  gboolean       was_alive; /* when asked in init */
};

G_DEFINE_FINAL_TYPE (CountingReference, counting_reference, GWEAK_TYPE_REFERENCE)

static void
counting_reference_died (GweakReference *reference)
{
  COUNTING_REFERENCE (reference)->n_died++;
}

static void
counting_reference_finalized (GweakReference *reference)
{
  COUNTING_REFERENCE (reference)->n_finalized++;
}

static void
counting_reference_class_init (CountingReferenceClass *klass)
{
  GWEAK_REFERENCE_CLASS (klass)->died = counting_reference_died;
  GWEAK_REFERENCE_CLASS (klass)->finalized = counting_reference_finalized;
}

static void
counting_reference_init (CountingReference *self)
{
  GweakReference *reference = GWEAK_REFERENCE (self);

  self->was_alive = gweak_reference_is_alive (reference);
  g_assert_null (gweak_reference_dup_referent (reference));
  g_assert_false (gweak_reference_refers_to (reference, self));
  g_object_get (self, "toggle", &self->was_alive, "deferred", &self->was_alive, "alive", &self->was_alive, NULL);
}

/* One whose dispose does not chain up. */
typedef GweakWeakRef      StubbornRef;
typedef GweakWeakRefClass StubbornRefClass;

static GType stubborn_ref_get_type (void);
G_DEFINE_TYPE (StubbornRef, stubborn_ref, GWEAK_TYPE_WEAK_REF)

static void
stubborn_ref_dispose (GObject *object)
{
}

static void
stubborn_ref_class_init (StubbornRefClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stubborn_ref_dispose;
}

static void
stubborn_ref_init (StubbornRef *self)
{
}

static GweakReference *
logged (gpointer    object,
        const char *name)
{
  GweakReference *reference = GWEAK_REFERENCE (gweak_weak_ref_new (object));

  test_log_connect (reference, name, TRUE);

  return reference;
}

static void
it_can_be_asked_under_construction (void)
{
  TestObject        *object = test_object_new ("it");
  CountingReference *reference = g_object_new (COUNTING_TYPE_REFERENCE, "referent", object, NULL);

  g_assert_false (reference->was_alive);
  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (reference)));
  g_assert_finalize_object (object);
  g_assert_cmpuint (reference->n_died, ==, 1);
  g_assert_finalize_object (reference);
}

static void
one_that_never_chains_up_leaves_its_object (void)
{
  TestObject     *object = test_object_new ("it");
  GweakReference *reference = g_object_new (stubborn_ref_get_type (), "referent", object, NULL);

  test_log_connect (reference, "a", TRUE);
  g_assert_finalize_object (reference);
  g_assert_cmpuint (gweak_count_references (object), ==, 0);
  g_assert_finalize_object (object);
  assert_log ("");
}

/* What g_object_run_dispose() does to references themselves. */
static void
one_that_is_disposed_of_is_cleared (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakReference) reference = logged (object, "a");
  g_autoptr (GweakWeakRef) shared = gweak_weak_ref_get_shared (object), heir = NULL;

  g_object_run_dispose (G_OBJECT (reference));
  g_object_run_dispose (G_OBJECT (shared));
  g_assert_false (gweak_reference_is_alive (reference));
  g_assert_cmpuint (gweak_count_references (object), ==, 0);
  heir = gweak_weak_ref_get_shared (object);
  g_assert_true (heir != shared);
  assert_log ("notify-alive:a notify-referent:a");

  g_assert_finalize_object (object);
  assert_log ("");
}

static void
the_class_is_abstract (void)
{
  g_assert_true (G_TYPE_IS_ABSTRACT (GWEAK_TYPE_REFERENCE));
  g_assert_true (G_TYPE_IS_DERIVABLE (GWEAK_TYPE_REFERENCE));
  g_assert_true (G_TYPE_IS_DERIVABLE (GWEAK_TYPE_WEAK_REF));
  g_assert_true (g_type_parent (GWEAK_TYPE_WEAK_REF) == GWEAK_TYPE_REFERENCE);
}

static void
it_can_be_subclassed_directly (void)
{
  TestObject        *object = test_object_new ("it");
  CountingReference *reference = g_object_new (COUNTING_TYPE_REFERENCE, "referent", object, NULL);

  g_assert_true (gweak_reference_refers_to (GWEAK_REFERENCE (reference), object));
  g_object_run_dispose (G_OBJECT (object));
  g_assert_cmpuint (reference->n_died, ==, 1);
  g_assert_cmpuint (reference->n_finalized, ==, 0);

  g_assert_finalize_object (object);
  g_assert_cmpuint (reference->n_died, ==, 1);
  g_assert_cmpuint (reference->n_finalized, ==, 1);
  g_assert_finalize_object (reference);
}

static void
properties_are_as_promised (void)
{
  const struct
  {
    const char *name;
    GType       type;
    GParamFlags flags;
  } promised[] = {
    { "referent", G_TYPE_OBJECT, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY },
    { "alive", G_TYPE_BOOLEAN, G_PARAM_READABLE },
    { "toggle", G_TYPE_BOOLEAN, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY },
    { "main-context", G_TYPE_MAIN_CONTEXT, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY },
    { "deferred", G_TYPE_BOOLEAN, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY },
  };
  GObjectClass *klass = g_type_class_ref (GWEAK_TYPE_REFERENCE);

  for (guint i = 0; i < G_N_ELEMENTS (promised); i++)
    {
      GParamSpec *pspec = g_object_class_find_property (klass, promised[i].name);

      g_assert_nonnull (pspec);
      g_assert_true (pspec->value_type == promised[i].type);
      g_assert_cmpuint (pspec->flags & (G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY), ==, promised[i].flags);
    }
  g_type_class_unref (klass);
}

static void
it_is_constructed_with_properties (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, NULL);
  g_autoptr (TestObject) read = NULL;
  g_autoptr (GMainContext) context = NULL;
  gboolean alive = FALSE, toggle = TRUE, deferred = TRUE;

  g_object_get (ref, "referent", &read, "alive", &alive, "toggle", &toggle,
                "deferred", &deferred, "main-context", &context, NULL);
  g_assert_true (read == object);
  g_assert_true (alive);
  g_assert_false (toggle);
  g_assert_false (deferred);
  g_assert_null (context);

  g_clear_object (&read);
  g_assert_finalize_object (object);
  g_object_get (ref, "referent", &read, "alive", &alive, NULL);
  g_assert_null (read);
  g_assert_false (alive);
}

static void
toggle_reads_false_after_death (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);
  gboolean toggle = FALSE;

  g_object_get (ref, "toggle", &toggle, NULL);
  g_assert_true (toggle);
  g_assert_finalize_object (object);
  g_object_get (ref, "toggle", &toggle, NULL);
  g_assert_false (toggle);
}

static gboolean
object_to_int_cb (GBinding     *binding,
                  const GValue *from,
                  GValue       *to,
                  gpointer      user_data)
{
  g_value_set_int (to, g_value_get_object (from) != NULL ? 2 : 3);

  return TRUE;
}

static int
value_of (TestObject *object)
{
  int value;

  g_object_get (object, "value", &value, NULL);

  return value;
}

static void
alive_can_be_bound (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestObject) target = test_object_new ("target");
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);

  g_object_bind_property (ref, "alive", target, "value", G_BINDING_SYNC_CREATE);
  g_assert_cmpint (value_of (target), ==, 1);
  g_assert_finalize_object (object);
  g_assert_cmpint (value_of (target), ==, 0);
}

static void
referent_can_be_bound (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestObject) target = test_object_new ("target");
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);

  g_object_bind_property_full (ref, "referent", target, "value", G_BINDING_SYNC_CREATE,
                               object_to_int_cb, NULL, NULL, NULL);
  g_assert_cmpint (value_of (target), ==, 2);
  g_assert_finalize_object (object);
  g_assert_cmpint (value_of (target), ==, 3);
}

static void
a_bound_alive_hears_of_a_clear (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestObject) target = test_object_new ("target");
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);

  g_object_bind_property (ref, "alive", target, "value", G_BINDING_SYNC_CREATE);
  gweak_reference_clear (GWEAK_REFERENCE (ref));
  g_assert_cmpint (value_of (target), ==, 0);
}

static void
notifies_come_once_and_before_died (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakReference) reference = logged (object, "a");

  g_object_run_dispose (G_OBJECT (object));
  assert_log ("notify-alive:a notify-referent:a died:a");
  g_object_run_dispose (G_OBJECT (object));
  assert_log ("");
  g_assert_finalize_object (object);
  assert_log ("finalized:a");
}

static void
clear_notifies_and_nothing_else (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakReference) reference = logged (object, "a");

  gweak_reference_clear (reference);
  assert_log ("notify-alive:a notify-referent:a");
  g_assert_false (gweak_reference_is_alive (reference));
  g_assert_null (gweak_reference_dup_referent (reference));
  g_assert_cmpuint (gweak_count_references (object), ==, 0);

  gweak_reference_clear (reference);
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
clear_between_died_and_finalized_keeps_finalized_away (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakReference) reference = logged (object, "a");

  g_object_run_dispose (G_OBJECT (object));
  assert_log ("notify-alive:a notify-referent:a died:a");
  gweak_reference_clear (reference);
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
clear_cb (gpointer    instance,
          GParamSpec *pspec,
          gpointer    user_data)
{
  gweak_reference_clear (user_data);
}

static void
clear_in_a_notify_keeps_died_away (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakReference) reference = logged (object, "a");

  g_signal_connect (reference, "notify::alive", G_CALLBACK (clear_cb), reference);
  g_assert_finalize_object (object);
  assert_log ("notify-alive:a notify-referent:a");
}

static void
clear_of_others_cb (GweakReference *reference,
                    gpointer        user_data)
{
  gweak_reference_clear (user_data);
  test_log ("cleared");
}

/* The older one says dead already, but nobody was told so. */
static void
clear_before_its_turn_notifies_at_once (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakReference) older = logged (object, "older");
  g_autoptr (GweakWeakRef) newer = gweak_weak_ref_new (object);

  g_signal_connect (newer, "died", G_CALLBACK (clear_of_others_cb), older);
  g_assert_finalize_object (object);
  assert_log ("notify-alive:older notify-referent:older cleared");
}

static void
clear_lets_go_of_the_toggle_reference (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);

  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 2);
  test_log_connect (ref, "a", FALSE);
  gweak_reference_clear (GWEAK_REFERENCE (ref));
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
clear_in_dying_cb (GweakReference *reference,
                   GObject        *referent,
                   gpointer        user_data)
{
  gweak_reference_clear (reference);
}

static void
clear_in_dying_keeps_died_away (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);

  test_log_connect (ref, "a", TRUE);
  g_signal_connect (ref, "dying", G_CALLBACK (clear_in_dying_cb), NULL);
  g_assert_finalize_object (object);
  assert_log ("dying:a notify-alive:a notify-referent:a");
}

static void
living_references_to_one_object_are_equal (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestObject) other = test_object_new ("other");
  g_autoptr (GweakReference) one = logged (object, "one");
  g_autoptr (GweakReference) two = g_object_new (COUNTING_TYPE_REFERENCE, "referent", object, NULL);
  g_autoptr (GweakReference) others = logged (other, "others");

  g_assert_true (gweak_reference_equal (one, one));
  g_assert_true (gweak_reference_equal (one, two));
  g_assert_true (gweak_reference_equal (two, one));
  g_assert_false (gweak_reference_equal (one, others));
  g_assert_cmpuint (gweak_reference_hash (one), ==, gweak_reference_hash (two));
}

static void
dead_references_equal_themselves_only (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestObject) other = test_object_new ("other");
  g_autoptr (GweakReference) one = logged (object, "one");
  g_autoptr (GweakReference) two = logged (object, "two");
  g_autoptr (GweakReference) others = logged (other, "others");
  g_autoptr (GweakReference) never = logged (NULL, "never");
  g_autoptr (GweakReference) likewise = logged (NULL, "likewise");
  guint hash = gweak_reference_hash (one);

  gweak_reference_clear (two);
  g_assert_false (gweak_reference_equal (one, two));
  g_assert_false (gweak_reference_equal (two, one));
  g_assert_true (gweak_reference_equal (two, two));

  g_assert_finalize_object (object);
  g_assert_true (gweak_reference_equal (one, one));
  g_assert_false (gweak_reference_equal (one, two));
  g_assert_false (gweak_reference_equal (one, others));
  g_assert_false (gweak_reference_equal (never, likewise));
  g_assert_true (gweak_reference_equal (never, never));
  g_assert_cmpuint (gweak_reference_hash (one), ==, hash);
  g_assert_cmpuint (gweak_reference_hash (two), ==, hash);
  g_free (test_log_take ());
}

static void
it_can_be_a_key_of_a_hash_table (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GHashTable) table = g_hash_table_new_full ((GHashFunc) gweak_reference_hash, (GEqualFunc) gweak_reference_equal,
                                                        g_object_unref, NULL);
  g_autoptr (GweakReference) probe = GWEAK_REFERENCE (gweak_weak_ref_new (object));
  GweakReference *key = GWEAK_REFERENCE (gweak_weak_ref_new (object));

  g_hash_table_add (table, key);
  g_assert_true (g_hash_table_contains (table, probe));

  g_assert_finalize_object (object);
  g_assert_false (g_hash_table_contains (table, probe));
  g_assert_true (g_hash_table_contains (table, key));
  g_assert_true (g_hash_table_remove (table, key));
}

static void
references_before_and_after_a_death_differ (void)
{
  TestObject *husk = test_object_new ("it");
  g_autoptr (GweakReference) before = GWEAK_REFERENCE (gweak_weak_ref_new (husk));
  g_autoptr (GweakReference) after = NULL;

  g_object_run_dispose (G_OBJECT (husk));
  after = GWEAK_REFERENCE (gweak_weak_ref_new (husk));
  g_assert_false (gweak_reference_equal (before, after));
  g_assert_false (gweak_reference_equal (after, before));
  g_assert_finalize_object (husk);
}

static void
to_string_describes_it (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakReference) reference = GWEAK_REFERENCE (gweak_weak_ref_new (object));
  g_autoptr (GweakReference) counting = g_object_new (COUNTING_TYPE_REFERENCE, "referent", object, NULL);
  g_autofree char *living = gweak_reference_to_string (reference);
  g_autofree char *living_too = gweak_reference_to_string (counting);
  g_autofree char *dead = NULL;
  g_autofree char *expected = g_strdup_printf ("<GweakWeakRef %p; to 'TestObject' at %p>", (gpointer) reference, (gpointer) object);
  g_autofree char *expected_too = g_strdup_printf ("<CountingReference %p; to 'TestObject' at %p>", (gpointer) counting, (gpointer) object);
  g_autofree char *expected_dead = g_strdup_printf ("<GweakWeakRef %p; dead>", (gpointer) reference);

  g_assert_cmpstr (living, ==, expected);
  g_assert_cmpstr (living_too, ==, expected_too);
  g_assert_finalize_object (object);
  dead = gweak_reference_to_string (reference);
  g_assert_cmpstr (dead, ==, expected_dead);
}

static void
refers_to_compares (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestObject) other = test_object_new ("other");
  g_autoptr (GweakReference) reference = GWEAK_REFERENCE (gweak_weak_ref_new (object));

  g_assert_true (gweak_reference_refers_to (reference, object));
  g_assert_false (gweak_reference_refers_to (reference, other));
  g_assert_false (gweak_reference_refers_to (reference, NULL));

  g_object_run_dispose (G_OBJECT (object));
  g_assert_false (gweak_reference_refers_to (reference, object));
  g_assert_true (gweak_reference_refers_to (reference, NULL));
  g_assert_finalize_object (object);
}

static void
count_toggle_cb (gpointer data,
                 GObject *object,
                 gboolean is_last_ref)
{
  ++*(guint *) data;
}

/* Somebody who watches the reference count sees what an upgrade does to it. */
static void
asking_takes_no_reference (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakReference) reference = GWEAK_REFERENCE (gweak_weak_ref_new (object));
  guint    n_toggled = 0;
  gboolean alive = FALSE;

  g_object_add_toggle_ref (G_OBJECT (object), count_toggle_cb, &n_toggled);
  g_object_unref (object);
  g_assert_cmpuint (n_toggled, ==, 1);

  g_assert_true (gweak_reference_refers_to (reference, object));
  g_assert_true (gweak_reference_is_alive (reference));
  g_object_get (reference, "alive", &alive, NULL);
  g_assert_true (alive);
  gweak_reference_hash (reference);
  g_assert_cmpuint (n_toggled, ==, 1);

  g_object_unref (gweak_reference_dup_referent (reference));
  g_assert_cmpuint (n_toggled, ==, 3);
  g_object_remove_toggle_ref (G_OBJECT (object), count_toggle_cb, &n_toggled);
  g_assert_false (gweak_reference_is_alive (reference));
}

static void
count_counts_living_references (void)
{
  TestObject *object = test_object_new ("it");
  GweakWatch *watch = NULL;
  g_autoptr (GweakReference) one = NULL;
  g_autoptr (GweakReference) two = NULL;
  g_autoptr (GweakFinalizer) finalizer = NULL;

  g_assert_cmpuint (gweak_count_references (object), ==, 0);
  one = GWEAK_REFERENCE (gweak_weak_ref_new (object));
  two = GWEAK_REFERENCE (gweak_weak_ref_new (object));
  g_assert_cmpuint (gweak_count_references (object), ==, 2);
  finalizer = gweak_finalizer_new (object, test_log_run_cb, "f", NULL);
  g_assert_cmpuint (gweak_count_references (object), ==, 3);
  watch = gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL);
  g_assert_cmpuint (gweak_count_references (object), ==, 3);

  gweak_reference_clear (one);
  g_assert_cmpuint (gweak_count_references (object), ==, 2);
  g_clear_object (&two);
  g_assert_cmpuint (gweak_count_references (object), ==, 1);
  g_object_run_dispose (G_OBJECT (object));
  g_assert_cmpuint (gweak_count_references (object), ==, 0);

  gweak_watch_unref (watch);
  g_assert_finalize_object (object);
  assert_log ("died:w run:f");
}

static void
list_lists_living_references_newest_first (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GPtrArray) none = gweak_list_references (object);
  GweakReference *oldest = GWEAK_REFERENCE (gweak_weak_ref_new (object));
  GweakReference *cleared = GWEAK_REFERENCE (gweak_weak_ref_new (object));
  g_autoptr (GweakFinalizer) finalizer = gweak_finalizer_new (object, test_log_run_cb, "f", NULL);
  GweakWatch     *watch = gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL);
  GweakReference *newest = g_object_new (COUNTING_TYPE_REFERENCE, "referent", object, NULL);
  GPtrArray      *list;

  gweak_reference_clear (cleared);
  list = gweak_list_references (object);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (list->len, ==, 3);
  g_assert_true (list->pdata[0] == newest);
  g_assert_true (list->pdata[1] == finalizer);
  g_assert_true (list->pdata[2] == oldest);

  g_object_unref (oldest);
  g_assert_true (GWEAK_IS_REFERENCE (list->pdata[2]));
  g_ptr_array_unref (list);
  g_assert_cmpuint (gweak_count_references (object), ==, 2);

  g_object_unref (gweak_finalizer_detach (finalizer));
  gweak_watch_remove (watch);
  g_assert_finalize_object (cleared);
  g_assert_finalize_object (newest);
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
ask_in_finalize_cb (TestObject *object,
                    gpointer    user_data)
{
  g_autoptr (GPtrArray) list = gweak_list_references (object);

  test_log ("%u-%u", gweak_count_references (object), list->len);
}

static void
in_finalize_there_is_none (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakReference) reference = logged (object, "a");

  test_object_in_finalize (object, ask_in_finalize_cb, NULL);
  g_assert_finalize_object (object);
  assert_log ("notify-alive:a notify-referent:a died:a 0-0 finalized:a");
}

static void
what_is_no_object_has_no_references (void)
{
  gpointer no_object[] = { NULL, NULL };
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakReference) reference = GWEAK_REFERENCE (gweak_weak_ref_new (object));

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*G_IS_OBJECT*");
  g_assert_cmpuint (gweak_count_references (no_object), ==, 0);
  g_test_assert_expected_messages ();

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*G_IS_OBJECT*");
  g_assert_null (gweak_list_references (NULL));
  g_test_assert_expected_messages ();

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*G_IS_OBJECT*");
  g_assert_false (gweak_reference_refers_to (reference, no_object));
  g_test_assert_expected_messages ();
}

static void
what_is_no_reference_is_refused (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakReference) reference = GWEAK_REFERENCE (gweak_weak_ref_new (object));
  gpointer no_reference = object;

#define ASSERT_REFUSED(expression)                                              \
 g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*GWEAK_IS_REFERENCE*"); \
 expression;                                                                    \
 g_test_assert_expected_messages ()

  ASSERT_REFUSED (g_assert_null (gweak_reference_dup_referent (no_reference)));
  ASSERT_REFUSED (g_assert_false (gweak_reference_is_alive (no_reference)));
  ASSERT_REFUSED (g_assert_false (gweak_reference_refers_to (no_reference, object)));
  ASSERT_REFUSED (gweak_reference_clear (no_reference));
  ASSERT_REFUSED (g_assert_cmpuint (gweak_reference_hash (no_reference), ==, 0));
  ASSERT_REFUSED (g_assert_false (gweak_reference_equal (no_reference, reference)));
  ASSERT_REFUSED (g_assert_false (gweak_reference_equal (reference, no_reference)));
  ASSERT_REFUSED (g_assert_null (gweak_reference_to_string (no_reference)));
  ASSERT_REFUSED (gweak_reference_wait_async (no_reference, NULL, NULL, NULL));
  ASSERT_REFUSED (g_assert_false (gweak_reference_wait_finish (no_reference, NULL, NULL)));
#undef ASSERT_REFUSED
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "it can be asked under construction", it_can_be_asked_under_construction },
    { "one that never chains up leaves its object", one_that_never_chains_up_leaves_its_object },
    { "one that is disposed of is cleared", one_that_is_disposed_of_is_cleared },
    { "the class is abstract", the_class_is_abstract },
    { "it can be subclassed directly", it_can_be_subclassed_directly },
    { "properties/they are as promised", properties_are_as_promised },
    { "properties/it is constructed with them", it_is_constructed_with_properties },
    { "properties/toggle reads false after death", toggle_reads_false_after_death },
    { "properties/alive can be bound", alive_can_be_bound },
    { "properties/referent can be bound", referent_can_be_bound },
    { "properties/a bound alive hears of a clear", a_bound_alive_hears_of_a_clear },
    { "properties/notifies come once and before died", notifies_come_once_and_before_died },
    { "clear/notifies and nothing else", clear_notifies_and_nothing_else },
    { "clear/between died and finalized it keeps finalized away", clear_between_died_and_finalized_keeps_finalized_away },
    { "clear/in a notify it keeps died away", clear_in_a_notify_keeps_died_away },
    { "clear/before its turn in a death it notifies at once", clear_before_its_turn_notifies_at_once },
    { "clear/lets go of the toggle reference", clear_lets_go_of_the_toggle_reference },
    { "clear/in dying it keeps died away", clear_in_dying_keeps_died_away },
    { "equality/living references to one object are equal", living_references_to_one_object_are_equal },
    { "equality/dead references equal themselves only", dead_references_equal_themselves_only },
    { "equality/a reference can be a key of a hash table", it_can_be_a_key_of_a_hash_table },
    { "equality/references before and after a death differ", references_before_and_after_a_death_differ },
    { "to_string describes it, living and dead", to_string_describes_it },
    { "refers_to compares until death", refers_to_compares },
    { "asking takes no reference", asking_takes_no_reference },
    { "count counts living references", count_counts_living_references },
    { "list lists living references, newest first", list_lists_living_references_newest_first },
    { "in finalize there is no reference", in_finalize_there_is_none },
    { "what is no object has no references", what_is_no_object_has_no_references },
    { "what is no reference is refused", what_is_no_reference_is_refused },
  };

  return test_run_cases (argc, argv, "reference", cases, G_N_ELEMENTS (cases));
}
