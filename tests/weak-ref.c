/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

/* A subclass with state and class handlers. */
#define TAGGED_TYPE_REF (tagged_ref_get_type ())
G_DECLARE_FINAL_TYPE (TaggedRef, tagged_ref, TAGGED, REF, GweakWeakRef)

struct _TaggedRef
{
  GweakWeakRef parent_instance;
  char        *tag; /* (owned) */
};

G_DEFINE_FINAL_TYPE (TaggedRef, tagged_ref, GWEAK_TYPE_WEAK_REF)

static void
tagged_ref_dying (GweakReference *reference,
                  GObject        *referent)
{
  test_log ("class-dying:%s", TAGGED_REF (reference)->tag);
}

static void
tagged_ref_died (GweakReference *reference)
{
  test_log ("class-died:%s", TAGGED_REF (reference)->tag);
}

static void
tagged_ref_finalized (GweakReference *reference)
{
  test_log ("class-finalized:%s", TAGGED_REF (reference)->tag);
}

static void
tagged_ref_finalize (GObject *object)
{
  g_free (TAGGED_REF (object)->tag);

  G_OBJECT_CLASS (tagged_ref_parent_class)->finalize (object);
}

static void
tagged_ref_class_init (TaggedRefClass *klass)
{
  GweakReferenceClass *reference_class = GWEAK_REFERENCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tagged_ref_finalize;
  reference_class->dying = tagged_ref_dying;
  reference_class->died = tagged_ref_died;
  reference_class->finalized = tagged_ref_finalized;
}

static void
tagged_ref_init (TaggedRef *self)
{
}

static TaggedRef *
tagged_ref_new (gpointer    object,
                const char *tag,
                gboolean    toggle)
{
  TaggedRef *self = g_object_new (TAGGED_TYPE_REF, "referent", object, "toggle", toggle, NULL);

  self->tag = g_strdup (tag);

  return self;
}

/* Logs the name that the referent has, or "dead". */
static void
log_answer (GweakWeakRef *ref)
{
  g_autoptr (TestObject) strong = gweak_weak_ref_get (ref);

  test_log ("%s", strong != NULL ? test_object_get_name (strong) : "dead");
}

static void
answers_while_the_object_lives (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);
  GweakReference *reference = GWEAK_REFERENCE (ref);

  log_answer (ref);
  g_assert_true (gweak_reference_is_alive (reference));

  g_assert_finalize_object (object);

  log_answer (ref);
  g_assert_false (gweak_reference_is_alive (reference));
  g_assert_null (gweak_reference_dup_referent (reference));
  assert_log ("it dead");
}

static void
what_it_gives_is_strong (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);
  TestObject *got = gweak_weak_ref_get (ref);
  TestObject *duped = gweak_reference_dup_referent (GWEAK_REFERENCE (ref));

  g_assert_true (got == object && duped == object);
  g_object_unref (object);
  g_object_unref (duped);
  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));

  g_assert_finalize_object (got);
}

static void
releasing_it_leaves_the_object (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *ref = test_logged_ref (object, "a");

  g_assert_finalize_object (ref);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
none_is_dead_from_the_start (void)
{
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (NULL);
  g_autoptr (GweakWeakRef) bare = g_object_new (GWEAK_TYPE_WEAK_REF, NULL);

  test_log_connect (ref, "a", TRUE);
  g_assert_null (gweak_weak_ref_get (ref));
  g_assert_null (gweak_weak_ref_get (bare));
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (bare)));
  gweak_reference_clear (GWEAK_REFERENCE (ref));
  assert_log ("");
}

static void
what_is_no_object_is_refused (void)
{
  gpointer no_object[] = { NULL, NULL };

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*G_IS_OBJECT*");
  g_assert_null (gweak_weak_ref_new (no_object));
  g_test_assert_expected_messages ();

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*G_IS_OBJECT*");
  g_assert_null (gweak_weak_ref_new_with_callback (no_object, (GweakDiedFunc) test_log_died_cb, NULL, NULL));
  g_test_assert_expected_messages ();

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*G_IS_OBJECT*");
  g_assert_null (gweak_weak_ref_get_shared (no_object));
  g_test_assert_expected_messages ();

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*G_IS_OBJECT*");
  g_assert_null (gweak_weak_ref_get_shared (NULL));
  g_test_assert_expected_messages ();

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*GWEAK_IS_WEAK_REF*");
  g_assert_null (gweak_weak_ref_get (NULL));
  g_test_assert_expected_messages ();
}

static void
try_in_finalize_cb (TestObject *object,
                    gpointer    user_data)
{
  g_autoptr (GweakWeakRef) ref = NULL;
  g_autoptr (GweakWeakRef) called = NULL;

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*gweak_weak_ref_new*");
  ref = gweak_weak_ref_new (object);
  g_test_assert_expected_messages ();
  test_log_connect (ref, "late", TRUE);
  log_answer (ref);

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*gweak_weak_ref_new*");
  called = gweak_weak_ref_new_with_callback (object, (GweakDiedFunc) test_log_died_cb, "called", test_log_destroy_cb);
  g_test_assert_expected_messages ();
  log_answer (called);

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*gweak_weak_ref_get_shared*");
  g_assert_null (gweak_weak_ref_get_shared (object));
  g_test_assert_expected_messages ();
}

static void
in_finalize_it_is_too_late (void)
{
  TestObject *object = test_object_new ("it");

  test_object_in_finalize (object, try_in_finalize_cb, NULL);
  g_assert_finalize_object (object);
  assert_log ("dead dead destroy:called");
}

static void
the_callback_gets_the_dead_reference_cb (GweakWeakRef *ref,
                                         gpointer      user_data)
{
  GweakWeakRef **expected = user_data;

  g_assert_true (ref == *expected);
  log_answer (ref);
}

static void
the_callback_gets_the_dead_reference (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *ref = NULL;

  ref = gweak_weak_ref_new_with_callback (object, the_callback_gets_the_dead_reference_cb, &ref, NULL);
  log_answer (ref);
  g_assert_finalize_object (object);
  assert_log ("it dead");
  g_assert_finalize_object (ref);
}

static void
the_callback_comes_only_if_the_reference_is_there (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *ref = gweak_weak_ref_new_with_callback (object, (GweakDiedFunc) test_log_died_cb, "a", test_log_destroy_cb);

  g_assert_finalize_object (ref);
  assert_log ("destroy:a");
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
the_callbacks_data_goes_with_the_reference (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *ref = gweak_weak_ref_new_with_callback (object, (GweakDiedFunc) test_log_died_cb, "a", test_log_destroy_cb);

  g_assert_finalize_object (object);
  assert_log ("died:a");
  g_assert_finalize_object (ref);
  assert_log ("destroy:a");
}

static void
a_callback_is_needed (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");

  g_test_expect_message ("gweak", G_LOG_LEVEL_CRITICAL, "*callback != NULL*");
  g_assert_null (gweak_weak_ref_new_with_callback (object, NULL, NULL, NULL));
  g_test_assert_expected_messages ();
  g_assert_cmpuint (gweak_count_references (object), ==, 0);
}

static void
floating_objects_are_neither_sunk_nor_referenced (void)
{
  gpointer object = g_object_new (G_TYPE_INITIALLY_UNOWNED, NULL);
  g_autoptr (GweakWeakRef) plain = gweak_weak_ref_new (object);
  g_autoptr (GweakWeakRef) called = gweak_weak_ref_new_with_callback (object, (GweakDiedFunc) test_log_died_cb, "b", NULL);
  g_autoptr (GweakWeakRef) shared = gweak_weak_ref_get_shared (object);
  g_autoptr (GweakWeakRef) constructed = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, NULL);

  g_assert_true (g_object_is_floating (object));
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_cmpuint (gweak_count_references (object), ==, 4);

  g_object_ref_sink (object);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_finalize_object (object);
  assert_log ("died:b");
  g_assert_null (gweak_weak_ref_get (plain));
  g_assert_null (gweak_weak_ref_get (constructed));
}

static void
reading_the_property_leaves_a_floating_object_floating (void)
{
  gpointer object = g_object_new (G_TYPE_INITIALLY_UNOWNED, NULL);
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);
  GObject *read = NULL;

  g_object_get (ref, "referent", &read, NULL);
  g_assert_true (read == object);
  g_assert_true (g_object_is_floating (object));
  g_object_unref (read);
  g_assert_true (g_object_is_floating (object));

  g_object_ref_sink (object);
  g_assert_finalize_object (object);
}

static void
the_shared_one_is_one (void)
{
  TestObject   *object = test_object_new ("it");
  TestObject   *other = test_object_new ("other");
  GweakWeakRef *first = gweak_weak_ref_get_shared (object);
  GweakWeakRef *again = gweak_weak_ref_get_shared (object);
  GweakWeakRef *others = gweak_weak_ref_get_shared (other);

  g_assert_true (first == again);
  g_assert_true (first != others);
  g_assert_true (G_OBJECT_TYPE (first) == GWEAK_TYPE_WEAK_REF);
  g_assert_cmpuint (gweak_count_references (object), ==, 1);
  log_answer (first);
  log_answer (others);
  assert_log ("it other");

  g_object_unref (again);
  g_assert_finalize_object (first);
  g_assert_finalize_object (others);
  g_assert_finalize_object (object);
  g_assert_finalize_object (other);
}

static void
the_shared_one_is_no_other_reference (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakWeakRef) plain = gweak_weak_ref_new (object);
  g_autoptr (TaggedRef) tagged = tagged_ref_new (object, "tagged", FALSE);
  g_autoptr (GweakWeakRef) deferred = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "deferred", TRUE, NULL);
  g_autoptr (GweakWeakRef) shared = gweak_weak_ref_get_shared (object);
  gboolean is_deferred = TRUE;

  g_assert_true (shared != plain);
  g_assert_true (shared != deferred);
  g_assert_false (TAGGED_IS_REF (shared));
  g_assert_true (G_OBJECT_TYPE (shared) == GWEAK_TYPE_WEAK_REF);
  g_object_get (shared, "deferred", &is_deferred, NULL);
  g_assert_false (is_deferred);
}

/* A new one is another even if it lies where the old one was, so the old one's
 * handler tells them apart.
 */
static void
after_its_release_there_is_a_new_shared_one (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *shared = gweak_weak_ref_get_shared (object);

  test_log_connect (shared, "first", FALSE);
  g_assert_finalize_object (shared);
  g_assert_cmpuint (gweak_count_references (object), ==, 0);

  shared = gweak_weak_ref_get_shared (object);
  test_log_connect (shared, "second", FALSE);
  log_answer (shared);
  g_assert_finalize_object (object);
  assert_log ("it died:second finalized:second");
  g_assert_finalize_object (shared);
}

static void
after_a_clear_there_is_a_new_shared_one (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakWeakRef) cleared = gweak_weak_ref_get_shared (object);
  g_autoptr (GweakWeakRef) shared = NULL;

  gweak_reference_clear (GWEAK_REFERENCE (cleared));
  shared = gweak_weak_ref_get_shared (object);

  g_assert_true (shared != cleared);
  log_answer (cleared);
  log_answer (shared);
  assert_log ("dead it");
}

static void
after_a_death_there_is_a_new_shared_one (void)
{
  TestObject *husk = test_object_new ("it");
  g_autoptr (GweakWeakRef) dead = gweak_weak_ref_get_shared (husk);
  g_autoptr (GweakWeakRef) shared = NULL;
  g_autoptr (GweakWeakRef) again = NULL;

  g_object_run_dispose (G_OBJECT (husk));
  shared = gweak_weak_ref_get_shared (husk);
  again = gweak_weak_ref_get_shared (husk);

  g_assert_true (shared != dead);
  g_assert_true (shared == again);
  log_answer (dead);
  log_answer (shared);
  g_assert_finalize_object (husk);
  log_answer (shared);
  assert_log ("dead it dead");
}

/* The handler belongs to the shared reference that just died. */
static void
share_husk_cb (GweakWeakRef *dead,
               gpointer      user_data)
{
  TestObject *husk = user_data;
  g_autoptr (GweakWeakRef) shared = gweak_weak_ref_get_shared (husk);

  g_assert_true (shared != dead);
  log_answer (shared);
}

static void
inside_a_death_there_is_a_new_shared_one (void)
{
  TestObject *husk = test_object_new ("it");
  g_autoptr (GweakWeakRef) shared = gweak_weak_ref_get_shared (husk);

  g_signal_connect (shared, "died", G_CALLBACK (share_husk_cb), husk);
  g_object_run_dispose (G_OBJECT (husk));
  assert_log ("it");
  g_assert_finalize_object (husk);
}

typedef struct
{
  TestObject   *object; /* (unowned) */
  GweakWeakRef *shared; /* (owned) */
} Successor;

static void
share_again_cb (gpointer data,
                GObject *where_the_shared_one_was)
{
  Successor *successor = data;

  successor->shared = gweak_weak_ref_get_shared (successor->object);
  g_assert_true ((GObject *) successor->shared != where_the_shared_one_was);
}

/* The tracker still knows the one that goes. */
static void
inside_its_release_there_is_a_new_shared_one (void)
{
  TestObject   *object = test_object_new ("it");
  Successor     successor = { object, NULL };
  GweakWeakRef *shared = gweak_weak_ref_get_shared (object);
  g_autoptr (GweakWeakRef) again = NULL;

  g_object_weak_ref (G_OBJECT (shared), share_again_cb, &successor);
  g_object_unref (shared);
  log_answer (successor.shared);
  assert_log ("it");

  again = gweak_weak_ref_get_shared (object);
  g_assert_true (again == successor.shared);
  g_assert_cmpuint (gweak_count_references (object), ==, 1);
  g_object_unref (successor.shared);
  g_assert_finalize_object (object);
}

typedef struct
{
  GObject      *object; /* (unowned) */
  GweakWeakRef *shared; /* (owned) */
  gint         *gate;   /* atomic: how many threads are at the start */
} Sharer;

static gpointer
share_thread (gpointer data)
{
  Sharer *sharer = data;

  g_atomic_int_inc (sharer->gate);
  while (g_atomic_int_get (sharer->gate) < 2)
    g_thread_yield ();
  sharer->shared = gweak_weak_ref_get_shared (sharer->object);

  return NULL;
}

static void
two_threads_get_the_same_shared_one (void)
{
  for (guint i = 0; i < 200; i++)
    {
      GObject *object = g_object_new (G_TYPE_OBJECT, NULL);
      gint     gate = 0;
      Sharer   one = { object, NULL, &gate }, two = { object, NULL, &gate };
      GThread *thread_one = g_thread_new ("one", share_thread, &one);
      GThread *thread_two = g_thread_new ("two", share_thread, &two);

      g_thread_join (thread_one);
      g_thread_join (thread_two);

      g_assert_nonnull (one.shared);
      g_assert_true (one.shared == two.shared);
      g_assert_cmpuint (gweak_count_references (object), ==, 1);
      g_object_unref (two.shared);
      g_assert_finalize_object (one.shared);
      g_assert_finalize_object (object);
    }
}

static void
a_subclass_keeps_its_state (void)
{
  TestObject *object = test_object_new ("it");
  TaggedRef  *ref = tagged_ref_new (object, "tag", FALSE);

  log_answer (GWEAK_WEAK_REF (ref));
  g_assert_finalize_object (object);
  log_answer (GWEAK_WEAK_REF (ref));
  g_assert_cmpstr (ref->tag, ==, "tag");
  assert_log ("it class-died:tag class-finalized:tag dead");
  g_assert_finalize_object (ref);
}

static void
class_handlers_come_first (void)
{
  TestObject *object = test_object_new ("it");
  TaggedRef  *ref = tagged_ref_new (object, "tag", TRUE);

  test_log_connect (ref, "tag", FALSE);
  g_assert_finalize_object (object);
  assert_log ("class-dying:tag dying:tag class-died:tag died:tag class-finalized:tag finalized:tag");
  g_assert_finalize_object (ref);
}

static void
a_reference_can_be_referred_to (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *inner = test_logged_ref (object, "inner");
  GweakWeakRef *outer = test_logged_ref (inner, "outer");
  GweakWeakRef *outermost = test_logged_ref (outer, "outermost");

  g_assert_true (gweak_reference_refers_to (GWEAK_REFERENCE (outer), inner));
  g_assert_finalize_object (object);
  assert_log ("died:inner finalized:inner");
  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (outer)));

  g_assert_finalize_object (inner);
  assert_log ("died:outer finalized:outer");
  g_assert_finalize_object (outermost);
  g_assert_finalize_object (outer);
  assert_log ("");
}

/* The reference that is released inside the death is itself referred to. */
static void
release_cb (GweakReference *reference,
            gpointer        user_data)
{
  g_object_unref (g_steal_pointer ((gpointer *) user_data));
}

static void
references_to_references_die_inside_deaths (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *inner = test_logged_ref (object, "inner");
  GweakWeakRef *outer = test_logged_ref (inner, "outer");
  GweakWeakRef *first = gweak_weak_ref_new (object);

  g_signal_connect (first, "died", G_CALLBACK (release_cb), &inner);
  g_assert_finalize_object (object);
  g_assert_null (inner);
  assert_log ("died:outer finalized:outer");
  g_assert_finalize_object (first);
  g_assert_finalize_object (outer);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "answers while the object lives and is dead after", answers_while_the_object_lives },
    { "what it gives is a strong reference", what_it_gives_is_strong },
    { "releasing it leaves the object as it was", releasing_it_leaves_the_object },
    { "without an object it is dead from the start", none_is_dead_from_the_start },
    { "what is no object is refused", what_is_no_object_is_refused },
    { "in finalize it is too late", in_finalize_it_is_too_late },
    { "the callback gets the dead reference", the_callback_gets_the_dead_reference },
    { "the callback comes only if the reference is still there", the_callback_comes_only_if_the_reference_is_there },
    { "the callback's data goes with the reference", the_callbacks_data_goes_with_the_reference },
    { "a callback is needed", a_callback_is_needed },
    { "floating objects are neither sunk nor referenced", floating_objects_are_neither_sunk_nor_referenced },
    { "reading the property leaves a floating object floating", reading_the_property_leaves_a_floating_object_floating },
    { "shared/an object has one", the_shared_one_is_one },
    { "shared/it is no reference that somebody made", the_shared_one_is_no_other_reference },
    { "shared/after its release there is a new one", after_its_release_there_is_a_new_shared_one },
    { "shared/after a clear there is a new one", after_a_clear_there_is_a_new_shared_one },
    { "shared/after a death there is a new one", after_a_death_there_is_a_new_shared_one },
    { "shared/inside a death there is a new one", inside_a_death_there_is_a_new_shared_one },
    { "shared/inside its release there is a new one", inside_its_release_there_is_a_new_shared_one },
    { "shared/two threads get the same", two_threads_get_the_same_shared_one },
    { "subclass/it keeps its state", a_subclass_keeps_its_state },
    { "subclass/class handlers come first", class_handlers_come_first },
    { "a reference can be referred to", a_reference_can_be_referred_to },
    { "references to references die inside deaths", references_to_references_die_inside_deaths },
  };

  return test_run_cases (argc, argv, "weak-ref", cases, G_N_ELEMENTS (cases));
}
