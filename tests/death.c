/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

/* What every observer of one object finds when it is called. */
typedef struct
{
  GPtrArray *references; /* (owned) */
  guint      n_checked;
} Witness;

static void
check_all_dead (Witness *witness)
{
  for (guint i = 0; i < witness->references->len; i++)
    {
      g_assert_false (gweak_reference_is_alive (witness->references->pdata[i]));
      g_assert_null (gweak_reference_dup_referent (witness->references->pdata[i]));
    }
  witness->n_checked++;
}

static void
check_in_handler_cb (GweakReference *reference,
                     gpointer        user_data)
{
  check_all_dead (user_data);
}

static void
check_in_notify_cb (GObject    *object,
                    GParamSpec *pspec,
                    gpointer    user_data)
{
  check_all_dead (user_data);
}

static void
check_in_watch_cb (GweakMoment moment,
                   gpointer    user_data)
{
  check_all_dead (user_data);
}

static void
check_in_action_cb (gpointer user_data)
{
  check_all_dead (user_data);
}

static void
add_witnesses (Witness *witness,
               GObject *object)
{
  GweakReference *reference = GWEAK_REFERENCE (gweak_weak_ref_new (object));
  GweakFinalizer *finalizer = gweak_finalizer_new (object, check_in_action_cb, witness, NULL);

  g_signal_connect (reference, "notify", G_CALLBACK (check_in_notify_cb), witness);
  g_signal_connect (reference, "died", G_CALLBACK (check_in_handler_cb), witness);
  g_signal_connect (reference, "finalized", G_CALLBACK (check_in_handler_cb), witness);
  g_ptr_array_add (witness->references, reference);
  g_ptr_array_add (witness->references, finalizer);
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, check_in_watch_cb, witness, NULL));
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_FINALIZED, check_in_watch_cb, witness, NULL));
}

static void
all_say_dead_before_the_first_handler (void)
{
  TestObject *object = test_object_new ("it");
  Witness     witness = { g_ptr_array_new_with_free_func (g_object_unref), 0 };

  for (guint i = 0; i < 3; i++)
    add_witnesses (&witness, G_OBJECT (object));
  g_assert_finalize_object (object);

  /* Two notifies, two signals, two watches and an action. */
  g_assert_cmpuint (witness.n_checked, ==, 3 * 7);
  g_ptr_array_unref (witness.references);
}

static void
check_count_cb (GweakReference *reference,
                gpointer        husk)
{
  test_log ("%u", gweak_count_references (husk));
}

static void
counts_say_dead_before_the_first_handler (void)
{
  TestObject *husk = test_object_new ("it");
  g_autoptr (GweakWeakRef) older = gweak_weak_ref_new (husk);
  g_autoptr (GweakWeakRef) newer = gweak_weak_ref_new (husk);

  g_signal_connect (older, "died", G_CALLBACK (check_count_cb), husk);
  g_signal_connect (newer, "died", G_CALLBACK (check_count_cb), husk);
  g_object_run_dispose (G_OBJECT (husk));
  assert_log ("0 0");
  g_assert_finalize_object (husk);
}

static GweakFinalizer *
new_finalizer (gpointer    object,
               GweakMoment moment,
               const char *name)
{
  g_autoptr (GClosure) closure = g_cclosure_new (G_CALLBACK (test_log_run_cb), (gpointer) name, NULL);

  g_closure_sink (g_closure_ref (closure));

  return g_object_new (GWEAK_TYPE_FINALIZER, "referent", object, "moment", moment, "closure", closure, NULL);
}

static void
watch (gpointer    object,
       GweakMoment moment,
       const char *name)
{
  gweak_watch_unref (gweak_watch_add (object, moment, test_log_moment_cb, (gpointer) name, NULL));
}

static void
observers_of_all_kinds_are_told_newest_first (void)
{
  TestObject     *object = test_object_new ("it");
  GweakWeakRef   *a = test_logged_ref (object, "a");
  GweakFinalizer *c = NULL, *d = NULL;
  GweakWeakRef   *g = NULL;

  watch (object, GWEAK_MOMENT_DIED, "b");
  c = new_finalizer (object, GWEAK_MOMENT_DIED, "c");
  d = new_finalizer (object, GWEAK_MOMENT_FINALIZED, "d");
  watch (object, GWEAK_MOMENT_FINALIZED, "e");
  watch (object, GWEAK_MOMENT_DIED, "f");
  g = test_logged_ref (object, "g");

  g_assert_finalize_object (object);
  assert_log ("died:g died:f run:c died:b died:a "
              "finalized:g finalized:e run:d finalized:a");
  g_assert_finalize_object (a);
  g_assert_finalize_object (c);
  g_assert_finalize_object (d);
  g_assert_finalize_object (g);
}

static void
release_cb (gpointer instance,
            gpointer user_data)
{
  g_object_unref (g_steal_pointer ((gpointer *) user_data));
}

static void
a_reference_released_before_its_turn_is_not_called (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *a = test_logged_ref (object, "a");
  GweakWeakRef *b = test_logged_ref (object, "b");
  GweakWeakRef *c = test_logged_ref (object, "c");
  GweakWeakRef *d = test_logged_ref (object, "d");

  g_signal_connect (d, "died", G_CALLBACK (release_cb), &b);
  g_signal_connect (c, "finalized", G_CALLBACK (release_cb), &a);
  g_assert_finalize_object (object);
  assert_log ("died:d died:c died:a finalized:d finalized:c");
  g_assert_null (a);
  g_assert_null (b);
  g_assert_finalize_object (c);
  g_assert_finalize_object (d);
}

static void
remove_watch_cb (gpointer instance,
                 gpointer user_data)
{
  gboolean removed = gweak_watch_remove (g_steal_pointer ((GweakWatch **) user_data));

  test_log ("removed:%d", removed);
}

static void
a_watch_removed_before_its_turn_is_not_called (void)
{
  TestObject *object = test_object_new ("it");
  GweakWatch *a = gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, "a", test_log_destroy_cb);
  GweakWatch *b = gweak_watch_add (object, GWEAK_MOMENT_FINALIZED, test_log_moment_cb, "b", test_log_destroy_cb);
  g_autoptr (GweakWeakRef) c = test_logged_ref (object, "c");

  g_signal_connect (c, "died", G_CALLBACK (remove_watch_cb), &a);
  g_signal_connect (c, "finalized", G_CALLBACK (remove_watch_cb), &b);
  g_assert_finalize_object (object);
  assert_log ("died:c destroy:a removed:1 finalized:c destroy:b removed:1");
}

static void
detach_cb (gpointer instance,
           gpointer user_data)
{
  g_assert_null (gweak_finalizer_detach (user_data));
}

static void
a_finalizer_detached_before_its_turn_does_not_run (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakFinalizer) died = new_finalizer (object, GWEAK_MOMENT_DIED, "a");
  g_autoptr (GweakFinalizer) finalized = new_finalizer (object, GWEAK_MOMENT_FINALIZED, "b");
  g_autoptr (GweakWeakRef) c = test_logged_ref (object, "c");

  g_signal_connect (c, "died", G_CALLBACK (detach_cb), died);
  g_signal_connect (c, "finalized", G_CALLBACK (detach_cb), finalized);
  g_assert_finalize_object (object);
  assert_log ("died:c finalized:c");
}

static void
a_handler_may_release_its_own_reference (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *a = test_logged_ref (object, "a");
  GweakWeakRef *b = test_logged_ref (object, "b");

  g_signal_connect (b, "died", G_CALLBACK (release_cb), &b);
  g_assert_finalize_object (object);
  assert_log ("died:b died:a finalized:a");
  g_assert_null (b);
  g_assert_finalize_object (a);
}

/* All in one handler: the neighbours on both sides of the list, and itself. */
static void
release_all_cb (GweakReference *reference,
                gpointer        user_data)
{
  GweakWeakRef **refs = user_data;

  for (guint i = 0; i < 3; i++)
    g_clear_object (&refs[i]);
}

static void
a_handler_may_release_every_reference (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *refs[] = { test_logged_ref (object, "a"), test_logged_ref (object, "b"), test_logged_ref (object, "c") };

  g_signal_connect (refs[1], "died", G_CALLBACK (release_all_cb), refs);
  g_assert_finalize_object (object);
  assert_log ("died:c died:b");
}

static void
clear_all_cb (GweakReference *reference,
              gpointer        user_data)
{
  GweakReference **references = user_data;

  for (guint i = 0; i < 3; i++)
    gweak_reference_clear (references[i]);
}

static void
a_handler_may_clear_every_reference (void)
{
  TestObject   *object = test_object_new ("it");
  GweakWeakRef *refs[] = { test_logged_ref (object, "a"), test_logged_ref (object, "b"), test_logged_ref (object, "c") };

  g_signal_connect (refs[1], "died", G_CALLBACK (clear_all_cb), refs);
  g_assert_finalize_object (object);
  assert_log ("died:c died:b");
  for (guint i = 0; i < 3; i++)
    g_assert_finalize_object (refs[i]);
}

static void
stop_emission_cb (GweakReference *reference,
                  gpointer        user_data)
{
  g_signal_stop_emission_by_name (reference, "died");
}

static void
run_a_loop_cb (GweakReference *reference,
               gpointer        user_data)
{
  test_iterate (NULL);
  g_assert_cmpuint (gweak_count_references (user_data), ==, 0);
}

static void
complain_cb (GweakReference *reference,
             gpointer        user_data)
{
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*misbehaving*");
  g_critical ("misbehaving");
  g_test_assert_expected_messages ();
}

static void
a_misbehaving_handler_does_not_stop_the_others (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestObject) other = test_object_new ("other");
  g_autoptr (GweakWeakRef) a = test_logged_ref (object, "a");
  g_autoptr (GweakWeakRef) b = gweak_weak_ref_new (object);
  g_autoptr (GweakWeakRef) c = gweak_weak_ref_new (object);
  g_autoptr (GweakWeakRef) d = gweak_weak_ref_new (object);

  g_signal_connect (b, "died", G_CALLBACK (stop_emission_cb), NULL);
  test_log_connect (b, "b", FALSE);
  g_signal_connect (c, "died", G_CALLBACK (run_a_loop_cb), other);
  g_signal_connect (d, "died", G_CALLBACK (complain_cb), NULL);
  g_assert_finalize_object (object);
  assert_log ("died:a finalized:b finalized:a");
}

static void
a_death_inside_a_handler_is_told_inside (void)
{
  TestObject *outer = test_object_new ("outer");
  TestObject *inner = test_object_new ("inner");
  g_autoptr (GweakWeakRef) a = test_logged_ref (outer, "a");
  g_autoptr (GweakWeakRef) b = test_logged_ref (outer, "b");
  g_autoptr (GweakWeakRef) c = test_logged_ref (inner, "c");
  g_autoptr (GweakWeakRef) d = test_logged_ref (inner, "d");

  g_signal_connect (b, "died", G_CALLBACK (release_cb), &inner);
  g_assert_finalize_object (outer);
  g_assert_null (inner);
  assert_log ("died:b died:d died:c finalized:d finalized:c died:a finalized:b finalized:a");
}

/* Observers that a handler adds to a husk. */
typedef struct
{
  TestObject   *husk; /* (unowned) */
  GweakWeakRef *ref;  /* (owned) */
} Addition;

static void
add_observers_cb (GweakReference *reference,
                  gpointer        user_data)
{
  Addition *addition = user_data;

  addition->ref = test_logged_ref (addition->husk, "late");
  watch (addition->husk, GWEAK_MOMENT_DIED, "late-watch");
  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (addition->ref)));
}

static void
observers_added_in_a_handler_see_the_next_death (void)
{
  TestObject *husk = test_object_new ("it");
  Addition    addition = { husk, NULL };
  g_autoptr (GweakWeakRef) older = test_logged_ref (husk, "older");
  g_autoptr (GweakWeakRef) newer = test_logged_ref (husk, "newer");
  g_autoptr (TestObject) got = NULL;

  g_signal_connect (newer, "died", G_CALLBACK (add_observers_cb), &addition);
  g_object_run_dispose (G_OBJECT (husk));
  assert_log ("died:newer died:older");
  g_assert_cmpuint (gweak_count_references (husk), ==, 1);
  got = gweak_weak_ref_get (addition.ref);
  g_assert_true (got == husk);
  g_clear_object (&got);

  g_assert_finalize_object (husk);
  assert_log ("died:late-watch died:late finalized:late finalized:newer finalized:older");
  g_assert_finalize_object (addition.ref);
}

static void
add_and_dispose_cb (GweakReference *reference,
                    gpointer        user_data)
{
  Addition *addition = user_data;

  addition->ref = test_logged_ref (addition->husk, "inner");
  g_object_run_dispose (G_OBJECT (addition->husk));
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (addition->ref)));
}

/* The death inside does not make anybody hear of the outer one twice. */
static void
a_handler_may_dispose_of_the_husk_again (void)
{
  TestObject *husk = test_object_new ("it");
  Addition    addition = { husk, NULL };
  g_autoptr (GweakWeakRef) a = test_logged_ref (husk, "a");
  g_autoptr (GweakWeakRef) b = NULL;

  watch (husk, GWEAK_MOMENT_DIED, "watch");
  b = test_logged_ref (husk, "b");
  g_signal_connect (b, "died", G_CALLBACK (add_and_dispose_cb), &addition);
  g_object_run_dispose (G_OBJECT (husk));
  assert_log ("died:b died:inner died:watch died:a");
  g_assert_finalize_object (husk);
  assert_log ("finalized:inner finalized:b finalized:a");
  g_assert_finalize_object (addition.ref);
}

static void
add_to_other_cb (GweakReference *reference,
                 gpointer        user_data)
{
  Addition *addition = user_data;

  addition->ref = test_logged_ref (addition->husk, "other");
}

static void
a_handler_may_refer_to_another_object (void)
{
  TestObject *object = test_object_new ("it");
  TestObject *other = test_object_new ("other");
  Addition    addition = { other, NULL };
  g_autoptr (GweakWeakRef) ref = test_logged_ref (object, "a");

  g_signal_connect (ref, "died", G_CALLBACK (add_to_other_cb), &addition);
  g_assert_finalize_object (object);
  assert_log ("died:a finalized:a");
  g_assert_finalize_object (other);
  assert_log ("died:other finalized:other");
  g_assert_finalize_object (addition.ref);
}

#define MANY 100000

static guint many_left;

static void
expect_place_cb (GweakReference *reference,
                 gpointer        place)
{
  g_assert_cmpuint (GPOINTER_TO_UINT (place), ==, --many_left);
}

static void
expect_place_watch_cb (GweakMoment moment,
                       gpointer    place)
{
  g_assert_cmpuint (GPOINTER_TO_UINT (place), ==, --many_left);
}

static void
many_references_and_watches_die_in_order (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GPtrArray) references = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < MANY; i++)
    {
      GweakWeakRef *ref = gweak_weak_ref_new (object);

      g_signal_connect (ref, "died", G_CALLBACK (expect_place_cb), GUINT_TO_POINTER (2 * i));
      g_ptr_array_add (references, ref);
      gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, expect_place_watch_cb, GUINT_TO_POINTER (2 * i + 1), NULL));
    }
  g_assert_cmpuint (gweak_count_references (object), ==, MANY);

  many_left = 2 * MANY;
  g_assert_finalize_object (object);
  g_assert_cmpuint (many_left, ==, 0);
}

/* Each reference owns the next object: the tear-down must not recurse in
 * gweak, and GObject's own recursion is kept out by the main context.
 */
static void
many_deaths_one_after_the_other (void)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  TestObject *object = test_object_new ("last");
  g_autoptr (GPtrArray) references = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 1000; i++)
    {
      TestObject   *owner = test_object_new ("owner");
      GweakWeakRef *ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", owner, "main-context", context, NULL);
      TestObject  **owned = g_new (TestObject *, 1);

      *owned = object;
      g_signal_connect_data (ref, "died", G_CALLBACK (release_cb), owned, (GClosureNotify) (void (*) (void)) g_free, 0);
      g_ptr_array_add (references, ref);
      object = owner;
    }

  g_object_unref (object);
  g_assert_cmpuint (test_iterate (context), >=, 1000);
  for (guint i = 0; i < references->len; i++)
    g_assert_false (gweak_reference_is_alive (references->pdata[i]));
}

static gpointer
unref_thread (gpointer object)
{
  g_object_unref (object);
  test_log ("end-of-thread");

  return NULL;
}

static void
note_thread_cb (GweakReference *reference,
                gpointer        user_data)
{
  *(GThread **) user_data = g_thread_self ();
}

static void
it_is_told_in_the_thread_of_the_last_unref (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = test_logged_ref (object, "a");
  GThread *teller = NULL;
  GThread *thread;

  g_signal_connect (ref, "died", G_CALLBACK (note_thread_cb), &teller);
  thread = g_thread_new ("unref", unref_thread, object);
  g_thread_join (thread);
  g_assert_true (teller == thread);
  assert_log ("died:a finalized:a end-of-thread");
}

static void
run_dispose_is_a_death_and_memory_goes_later (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = test_logged_ref (object, "a");

  g_object_run_dispose (G_OBJECT (object));
  assert_log ("died:a");
  g_assert_null (gweak_weak_ref_get (ref));
  g_object_run_dispose (G_OBJECT (object));
  assert_log ("");
  g_assert_finalize_object (object);
  assert_log ("finalized:a");
}

/* While g_object_run_dispose() runs, GObject's own weak references still give
 * the object; ours do not.
 */
static void
log_answer_cb (GweakReference *reference,
               gpointer        user_data)
{
  g_autoptr (GObject) object = gweak_reference_dup_referent (reference);

  test_log (object != NULL ? "answers" : "silent");
}

static void
a_husk_is_not_handed_out (void)
{
  TestObject *husk = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (husk);

  g_signal_connect (ref, "notify::alive", G_CALLBACK (log_answer_cb), NULL);
  g_signal_connect (ref, "died", G_CALLBACK (log_answer_cb), NULL);
  g_object_run_dispose (G_OBJECT (husk));
  g_assert_null (gweak_weak_ref_get (ref));
  g_assert_finalize_object (husk);
  assert_log ("silent silent");
}

static void
a_reference_to_a_husk_sees_the_next_death (void)
{
  TestObject *husk = test_object_new ("it");
  g_autoptr (GweakWeakRef) before = test_logged_ref (husk, "before");
  g_autoptr (GweakWeakRef) after = NULL;
  g_autoptr (TestObject) got = NULL;

  g_object_run_dispose (G_OBJECT (husk));
  after = test_logged_ref (husk, "after");
  got = gweak_weak_ref_get (after);
  g_assert_true (got == husk);
  g_clear_object (&got);
  assert_log ("died:before");

  g_object_run_dispose (G_OBJECT (husk));
  assert_log ("died:after");
  g_assert_finalize_object (husk);
  assert_log ("finalized:after finalized:before");
}

/* The references of one object's dispose. */
typedef struct
{
  GweakWeakRef *refs[2]; /* (owned) */
  guint         n_refs;
} Born;

static void
refer_cb (TestObject *object,
          gpointer    user_data)
{
  Born *born = user_data;

  born->refs[born->n_refs] = test_logged_ref (object, born->n_refs == 0 ? "first" : "second");
  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (born->refs[born->n_refs])));
  born->n_refs++;
}

static void
release_born (Born *born)
{
  for (guint i = 0; i < born->n_refs; i++)
    g_assert_finalize_object (born->refs[i]);
}

static void
one_made_in_dispose_is_fired_by_it (void)
{
  TestObject *object = test_object_new ("it");
  Born        born = { { NULL }, 0 };

  test_object_before_dispose (object, refer_cb, &born);
  g_object_run_dispose (G_OBJECT (object));
  assert_log ("died:first");
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (born.refs[0])));

  g_assert_finalize_object (object);
  assert_log ("died:second finalized:second finalized:first");
  release_born (&born);
}

static void
one_made_in_dispose_joins_those_before (void)
{
  TestObject *object = test_object_new ("it");
  Born        born = { { NULL }, 0 };
  g_autoptr (GweakWeakRef) older = test_logged_ref (object, "older");

  test_object_before_dispose (object, refer_cb, &born);
  g_assert_finalize_object (object);
  assert_log ("died:first died:older finalized:first finalized:older");
  release_born (&born);
}

static void
one_made_late_in_dispose_is_fired_too (void)
{
  TestObject *object = test_object_new ("it");
  Born        born = { { NULL }, 0 };
  g_autoptr (GweakWeakRef) older = test_logged_ref (object, "older");

  test_object_after_dispose (object, refer_cb, &born);
  g_assert_finalize_object (object);
  assert_log ("died:older died:first finalized:first finalized:older");
  release_born (&born);
}

static void
keep_cb (TestObject *object,
         gpointer    user_data)
{
  *(TestObject **) user_data = g_object_ref (object);
}

static void
forget_hooks (TestObject *object)
{
  test_object_before_dispose (object, NULL, NULL);
  test_object_after_dispose (object, NULL, NULL);
}

/* Resurrected before GObject's own dispose: nothing fired. */
static TestObject *
resurrect_early (TestObject *object)
{
  TestObject *kept = NULL;

  test_object_before_dispose (object, keep_cb, &kept);
  test_object_never_chain_up (object);
  g_object_unref (object);
  g_assert_true (kept == object);
  forget_hooks (kept);
  test_object_chain_up_again (kept);

  return kept;
}

static void
a_resurrection_before_chaining_up_is_no_death (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = test_logged_ref (object, "a");
  g_autoptr (TestObject) got = NULL;

  object = resurrect_early (object);
  assert_log ("");
  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));

  g_assert_cmpuint (gweak_count_references (object), ==, 1);
  got = gweak_weak_ref_get (ref);
  g_assert_true (got == object);
  g_clear_object (&got);

  g_assert_finalize_object (object);
  assert_log ("died:a finalized:a");
}

static void
after_a_resurrection_any_call_with_the_object_brings_the_answers_back (void)
{
  for (guint call = 0; call < 5; call++)
    {
      TestObject *object = test_object_new ("it");
      g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);
      g_autoptr (TestObject) got = NULL;
      g_autoptr (GweakWeakRef) made = NULL;
      g_autoptr (GPtrArray) list = NULL;
      GweakWatch *added = NULL;

      object = resurrect_early (object);
      if (call == 0)
        made = gweak_weak_ref_new (object);
      else if (call == 1)
        made = gweak_weak_ref_get_shared (object);
      else if (call == 2)
        list = gweak_list_references (object);
      else if (call == 3)
        added = gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL);
      else
        g_object_unref (gweak_finalizer_new (object, test_log_run_cb, "f", NULL));

      got = gweak_weak_ref_get (ref);
      g_assert_true (got == object);
      g_clear_object (&got);
      g_clear_pointer (&added, gweak_watch_unref);
      g_assert_finalize_object (object);
    }
  assert_log ("died:w run:f");
}

static void
a_toggle_reference_survives_a_resurrection (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);

  test_log_connect (ref, "a", FALSE);
  object = resurrect_early (object);
  assert_log ("dying:a");
  g_assert_cmpuint (gweak_count_references (object), ==, 1);
  g_assert_finalize_object (object);
  assert_log ("dying:a died:a finalized:a");
}

static void
a_resurrection_after_chaining_up_is_a_death (void)
{
  TestObject *object = test_object_new ("it");
  TestObject *kept = NULL;
  g_autoptr (GweakWeakRef) before = test_logged_ref (object, "before");
  g_autoptr (GweakWeakRef) after = NULL;

  test_object_after_dispose (object, keep_cb, &kept);
  g_object_unref (object);
  g_assert_true (kept == object);
  forget_hooks (kept);
  assert_log ("died:before");
  g_assert_null (gweak_weak_ref_get (before));
  g_assert_cmpuint (gweak_count_references (kept), ==, 0);

  after = test_logged_ref (kept, "after");
  g_assert_finalize_object (kept);
  assert_log ("died:after finalized:after finalized:before");
}

static void
a_class_that_never_chains_up_dies_nonetheless (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) a = test_logged_ref (object, "a");

  watch (object, GWEAK_MOMENT_DIED, "b");
  watch (object, GWEAK_MOMENT_FINALIZED, "c");
  test_object_never_chain_up (object);
  g_object_run_dispose (G_OBJECT (object));
  assert_log ("");
  g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (a)));

  g_assert_finalize_object (object);
  assert_log ("died:b died:a finalized:c finalized:a");
}

static void
log_answers_cb (TestObject *object,
                gpointer    user_data)
{
  g_autoptr (GObject) got = gweak_weak_ref_get (user_data);

  /* GObject decided, but `died` has not come. */
  g_assert_true (got == NULL || got == (GObject *) object);
  test_log ("alive:%d", gweak_reference_is_alive (user_data));
}

static void
alive_means_that_died_has_not_come (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) ref = test_logged_ref (object, "a");

  test_object_before_dispose (object, log_answers_cb, ref);
  test_object_after_dispose (object, log_answers_cb, ref);
  g_assert_finalize_object (object);
  assert_log ("alive:1 died:a alive:0 finalized:a");
}

static void
owned_objects_die_with_their_owner (void)
{
  TestObject *parent = test_object_new ("parent");
  TestObject *child = test_object_new ("child");
  g_autoptr (GweakWeakRef) a = test_logged_ref (parent, "parent");
  g_autoptr (GweakWeakRef) b = test_logged_ref (child, "child");

  test_object_hold (parent, child);
  g_object_unref (child);
  assert_log ("");
  g_assert_finalize_object (parent);
  assert_log ("died:child finalized:child died:parent finalized:parent");
}

static void
rescue_cb (GweakReference *reference,
           GObject        *object,
           gpointer        user_data)
{
  *(GObject **) user_data = g_object_ref (object);
  g_signal_handlers_disconnect_by_func (reference, rescue_cb, user_data);
}

static void
an_object_dies_rescued_and_again (void)
{
  TestObject *object = test_object_new ("it");
  TestObject *rescued = NULL;
  g_autoptr (GweakWeakRef) plain = test_logged_ref (object, "plain");
  g_autoptr (GweakWeakRef) ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);

  test_log_connect (ref, "a", FALSE);
  g_signal_connect (ref, "dying", G_CALLBACK (rescue_cb), &rescued);
  g_object_unref (object);
  g_assert_true (rescued == object);
  assert_log ("dying:a");

  g_assert_finalize_object (rescued);
  assert_log ("dying:a died:a died:plain finalized:a finalized:plain");
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "order/all say dead before the first handler", all_say_dead_before_the_first_handler },
    { "order/counts say dead before the first handler", counts_say_dead_before_the_first_handler },
    { "order/observers of all kinds are told newest first", observers_of_all_kinds_are_told_newest_first },
    { "order/many references and watches die in order", many_references_and_watches_die_in_order },
    { "order/many deaths, one after the other", many_deaths_one_after_the_other },
    { "order/owned objects die with their owner", owned_objects_die_with_their_owner },
    { "release/a reference released before its turn is not called", a_reference_released_before_its_turn_is_not_called },
    { "release/a watch removed before its turn is not called", a_watch_removed_before_its_turn_is_not_called },
    { "release/a finalizer detached before its turn does not run", a_finalizer_detached_before_its_turn_does_not_run },
    { "release/a handler may release its own reference", a_handler_may_release_its_own_reference },
    { "release/a handler may release every reference", a_handler_may_release_every_reference },
    { "release/a handler may clear every reference", a_handler_may_clear_every_reference },
    { "handlers/a misbehaving one does not stop the others", a_misbehaving_handler_does_not_stop_the_others },
    { "handlers/a death inside one is told inside", a_death_inside_a_handler_is_told_inside },
    { "handlers/observers added in one see the next death", observers_added_in_a_handler_see_the_next_death },
    { "handlers/one may dispose of the husk again", a_handler_may_dispose_of_the_husk_again },
    { "handlers/one may refer to another object", a_handler_may_refer_to_another_object },
    { "it is told in the thread of the last unref", it_is_told_in_the_thread_of_the_last_unref },
    { "alive means that died has not come", alive_means_that_died_has_not_come },
    { "an object is dying, rescued, dying again, died and finalized", an_object_dies_rescued_and_again },
    { "husk/run_dispose is a death and memory goes later", run_dispose_is_a_death_and_memory_goes_later },
    { "husk/it is not handed out", a_husk_is_not_handed_out },
    { "husk/a reference to it sees the next death", a_reference_to_a_husk_sees_the_next_death },
    { "dispose/a reference made in it is fired by it", one_made_in_dispose_is_fired_by_it },
    { "dispose/a reference made in it joins those before", one_made_in_dispose_joins_those_before },
    { "dispose/a reference made late in it is fired too", one_made_late_in_dispose_is_fired_too },
    { "dispose/a class that never chains up dies nonetheless", a_class_that_never_chains_up_dies_nonetheless },
    { "resurrection/before chaining up it is no death", a_resurrection_before_chaining_up_is_no_death },
    { "resurrection/any call with the object brings the answers back", after_a_resurrection_any_call_with_the_object_brings_the_answers_back },
    { "resurrection/a toggle reference survives it", a_toggle_reference_survives_a_resurrection },
    { "resurrection/after chaining up it is a death", a_resurrection_after_chaining_up_is_a_death },
  };

  return test_run_cases (argc, argv, "death", cases, G_N_ELEMENTS (cases));
}
