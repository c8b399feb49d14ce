/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-source.h"

/* What a method calls, and with what. */

static GweakWeakMethod *
told_method (gpointer object)
{
  return gweak_weak_method_new (object, G_CALLBACK (test_told_cb));
}

static gboolean
is_alive (GweakWeakMethod *method)
{
  return gweak_reference_is_alive (GWEAK_REFERENCE (method));
}

static void
object_first_source_last (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (object, G_CALLBACK (test_moved_cb));

  g_assert_cmpuint (gweak_weak_method_attach (method, source, "moved", 0), >, 0);
  test_source_move (source, NULL, 3, "left");
  assert_log ("moved:it,3,left,from");
}

static void
it_returns (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (object, G_CALLBACK (test_asked_cb));

  gweak_weak_method_attach (method, source, "asked", 0);
  g_assert_cmpint (test_source_ask (source, 21), ==, 42);
  assert_log ("asked:it,21");
}

static void
the_object_is_not_kept (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = told_method (object);

  gweak_weak_method_attach (method, source, "told", 0);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  test_source_tell (source);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_finalize_object (object);
  test_source_tell (source);
  assert_log ("told:it");
}

static void
the_source_is_not_kept (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  TestSource *source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = told_method (object);

  gweak_weak_method_attach (method, source, "told", 0);
  g_assert_finalize_object (source);
  g_assert_true (is_alive (method));
}

static void
details_and_after (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestObject) last = test_object_new ("last");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (object, G_CALLBACK (test_moved_cb));
  g_autoptr (GweakWeakMethod) after = gweak_weak_method_new (last, G_CALLBACK (test_moved_cb));

  gweak_weak_method_attach (after, source, "moved", G_CONNECT_AFTER);
  gweak_weak_method_attach (method, source, "moved::far", G_CONNECT_SWAPPED);
  test_source_move (source, "near", 1, "x");
  assert_log ("moved:last,1,x,from");
  test_source_move (source, "far", 2, "y");
  assert_log ("moved:it,2,y,from moved:last,2,y,from");
}

static void
a_handler_like_any (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = told_method (object);
  gulong id = gweak_weak_method_attach (method, source, "told", 0);

  g_assert_true (g_signal_handler_is_connected (source, id));
  g_signal_handler_block (source, id);
  test_source_tell (source);
  assert_log ("");
  g_signal_handler_unblock (source, id);
  test_source_tell (source);
  assert_log ("told:it");
  g_signal_handler_disconnect (source, id);
  test_source_tell (source);
  assert_log ("");
  g_assert_false (test_source_is_heard (source));
  g_assert_cmpuint (G_OBJECT (method)->ref_count, ==, 1);
}

static void
many_handlers (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (TestSource) other = test_source_new ("other");
  g_autoptr (GweakWeakMethod) method = told_method (object);

  gweak_weak_method_attach (method, source, "told", 0);
  gweak_weak_method_attach (method, source, "told", 0);
  gweak_weak_method_attach (method, other, "told", 0);
  test_source_tell (source);
  test_source_tell (other);
  assert_log ("told:it told:it told:it");
  g_assert_cmpuint (gweak_count_references (object), ==, 1);

  g_assert_finalize_object (object);
  g_assert_false (test_source_is_heard (source));
  g_assert_false (test_source_is_heard (other));
}

static void
handlers_keep_the_method (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  GweakWeakMethod *method = told_method (object);
  gulong           id = gweak_weak_method_attach (method, source, "told", 0);

  g_object_add_weak_pointer (G_OBJECT (method), (gpointer *) &method);
  g_object_unref (method);
  g_assert_nonnull (method);
  test_source_tell (source);
  assert_log ("told:it");
  g_signal_handler_disconnect (source, id);
  g_assert_null (method);
  g_assert_finalize_object (object);
}

static void
its_own_object_as_source (void)
{
  TestSource *source = test_source_new ("it");

  test_attach_told (TEST_OBJECT (source), source);
  test_source_tell (source);
  assert_log ("told:it");
  g_assert_finalize_object (source);
}

static void
ring_cb (TestObject *object,
         const char *detail,
         GObject    *source)
{
  test_log ("ring:%s", test_object_get_name (object));
}

static void
itself_as_source (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  GweakWeakMethod *method = gweak_weak_method_new (object, G_CALLBACK (ring_cb));

  g_assert_cmpuint (gweak_weak_method_attach (method, method, "notify::alive", 0), >, 0);
  g_object_notify (G_OBJECT (method), "alive");
  assert_log ("ring:it");
  g_assert_finalize_object (method);
}

static void
itself_as_source_at_death (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (object, G_CALLBACK (ring_cb));
  gulong id = gweak_weak_method_attach (method, method, "died", 0);

  g_assert_true (g_signal_handler_is_connected (method, id));
  g_assert_finalize_object (object);
  g_assert_false (g_signal_handler_is_connected (method, id));
  assert_log ("");
}

static void
release_cb (TestObject *object,
            TestSource *source)
{
  test_log ("release:%s", test_object_get_name (object));
  g_object_unref (object);
  test_log ("still:%s", test_object_get_name (object));
}

static void
a_call_holds_the_object (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (object, G_CALLBACK (release_cb));

  g_object_add_weak_pointer (G_OBJECT (object), (gpointer *) &object);
  gweak_weak_method_attach (method, source, "told", 0);
  test_source_tell (source);
  assert_log ("release:it still:it");
  g_assert_null (object);
  g_assert_false (test_source_is_heard (source));
  test_source_tell (source);
  assert_log ("");
}

static void
again_cb (TestObject *object,
          TestSource *source)
{
  static int depth;

  test_log ("in");
  if (depth++ < 2)
    test_source_tell (source);
  depth--;
  test_log ("out");
}

static void
a_call_inside_a_call (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (object, G_CALLBACK (again_cb));

  gweak_weak_method_attach (method, source, "told", 0);
  test_source_tell (source);
  assert_log ("in in in out out out");
}

/* --- invoke --- */

static double
weigh_cb (TestObject *object,
          int         number,
          const char *unit)
{
  test_log ("weigh:%s,%d,%s", test_object_get_name (object), number, unit);

  return 1.5 * number;
}

static void
invoke_passes_what_it_gets (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (object, G_CALLBACK (weigh_cb));
  g_auto (GValue) result = G_VALUE_INIT;
  GValue params[2] = { G_VALUE_INIT, G_VALUE_INIT };

  g_value_init (&result, G_TYPE_DOUBLE);
  g_value_set_int (g_value_init (&params[0], G_TYPE_INT), 4);
  g_value_set_static_string (g_value_init (&params[1], G_TYPE_STRING), "kg");
  g_assert_true (gweak_weak_method_invoke (method, &result, params, 2));
  g_assert_cmpfloat (g_value_get_double (&result), ==, 6);
  g_assert_true (gweak_weak_method_invoke (method, NULL, params, 2));
  assert_log ("weigh:it,4,kg weigh:it,4,kg");

  g_assert_finalize_object (object);
  g_assert_false (gweak_weak_method_invoke (method, &result, params, 2));
  g_assert_cmpfloat (g_value_get_double (&result), ==, 6);
  assert_log ("");
}

static void
drop_cb (TestObject *object)
{
  g_object_unref (object);
  test_log ("still:%s", test_object_get_name (object));
}

static void
invoke_without_anything (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (object, G_CALLBACK (drop_cb));

  g_object_add_weak_pointer (G_OBJECT (object), (gpointer *) &object);
  g_assert_true (gweak_weak_method_invoke (method, NULL, NULL, 0));
  g_assert_null (object);
  g_assert_false (gweak_weak_method_invoke (method, NULL, NULL, 0));
  assert_log ("still:it");
}

/* --- as a reference --- */

static gboolean
equal (gpointer a,
       gpointer b)
{
  gboolean is_equal = gweak_reference_equal (a, b);

  g_assert_true (gweak_reference_equal (b, a) == is_equal);
  if (is_equal)
    g_assert_cmpuint (gweak_reference_hash (a), ==, gweak_reference_hash (b));

  return is_equal;
}

static void
equal_with_object_and_method (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestObject) stranger = test_object_new ("other");
  g_autoptr (GweakWeakMethod) method = told_method (object);
  g_autoptr (GweakWeakMethod) same = told_method (object);
  g_autoptr (GweakWeakMethod) other_method = gweak_weak_method_new (object, G_CALLBACK (test_moved_cb));
  g_autoptr (GweakWeakMethod) other_object = told_method (stranger);
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (object);
  guint hash = gweak_reference_hash (GWEAK_REFERENCE (method));

  g_assert_true (equal (method, same));
  g_assert_false (equal (method, other_method));
  g_assert_false (equal (method, other_object));
  g_assert_false (equal (method, ref));

  g_assert_finalize_object (object);
  g_assert_true (equal (method, method));
  g_assert_false (equal (method, same));
  g_assert_cmpuint (gweak_reference_hash (GWEAK_REFERENCE (method)), ==, hash);
  g_assert_cmpuint (gweak_reference_hash (GWEAK_REFERENCE (same)), ==, hash);
}

static void
listed_with_the_references (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GPtrArray) references = NULL;

  test_attach_told (object, source);
  g_assert_cmpuint (gweak_count_references (object), ==, 1);
  references = gweak_list_references (object);
  g_assert_cmpuint (references->len, ==, 1);
  g_assert_true (GWEAK_IS_WEAK_METHOD (references->pdata[0]));
  g_assert_true (gweak_reference_refers_to (references->pdata[0], object));
}

static void
named_in_the_listing (void)
{
  TestObject *object;
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autofree char *listing = NULL;
  g_autoptr (GSource) timer = g_idle_source_new ();

  gweak_debug_start ();
  object = test_object_new ("it");
  test_attach_told (object, source);
  test_attach_told (object, source);
  gweak_bind_source (timer, object);
  listing = gweak_debug_dump ();
  g_assert_nonnull (strstr (listing, ", 1 sources, 2 methods, "));
  g_assert_nonnull (strstr (listing, "reference count 1, no observers, 2 handlers of methods, "));
  g_assert_finalize_object (object);
}

static void
described_for_people (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakMethod) method = told_method (object);
  g_autofree char *alive = gweak_reference_to_string (GWEAK_REFERENCE (method));
  g_autofree char *dead = NULL;

  g_assert_true (g_pattern_match_simple ("<GweakWeakMethod 0x*; to 'TestObject' at 0x*>", alive));
  g_assert_finalize_object (object);
  dead = gweak_reference_to_string (GWEAK_REFERENCE (method));
  g_assert_true (g_pattern_match_simple ("<GweakWeakMethod 0x*; dead>", dead));
}

/* --- bad input --- */

static void
no_such_signal (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = told_method (object);
  static const char *const names[] = { "nonsense", "", "told::detail", "moved:", "moved::", "moved:far", "notify:alive" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    assert_critical ("gweak_weak_method_attach: there is no signal *of TestSource",
                     g_assert_cmpuint (gweak_weak_method_attach (method, source, names[i], 0), ==, 0));
  g_assert_false (test_source_is_heard (source));
  g_assert_cmpuint (G_OBJECT (method)->ref_count, ==, 1);
}

static void
no_such_things (void)
{
  gpointer no_object[] = { NULL, NULL };
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = told_method (object);
  GValue unset = G_VALUE_INIT;

  assert_critical ("gweak_weak_method_new: *G_IS_OBJECT", g_assert_null (told_method (no_object)));
  assert_critical ("gweak_weak_method_new: *method", g_assert_null (gweak_weak_method_new (object, NULL)));
  assert_critical ("gweak_weak_method_attach: *G_IS_OBJECT",
                   g_assert_cmpuint (gweak_weak_method_attach (method, no_object, "told", 0), ==, 0));
  assert_critical ("gweak_weak_method_attach: *detailed_signal",
                   g_assert_cmpuint (gweak_weak_method_attach (method, source, NULL, 0), ==, 0));
  assert_critical ("gweak_weak_method_attach: *flags",
                   g_assert_cmpuint (gweak_weak_method_attach (method, source, "told", 64), ==, 0));
  assert_critical ("gweak_weak_method_attach: *WEAK_METHOD",
                   g_assert_cmpuint (gweak_weak_method_attach ((gpointer) source, source, "told", 0), ==, 0));
  assert_critical ("gweak_weak_method_invoke: *WEAK_METHOD",
                   g_assert_false (gweak_weak_method_invoke ((gpointer) source, NULL, NULL, 0)));
  assert_critical ("gweak_weak_method_invoke: *params",
                   g_assert_false (gweak_weak_method_invoke (method, NULL, NULL, 1)));
  assert_critical ("gweak_weak_method_invoke: *return_value",
                   g_assert_false (gweak_weak_method_invoke (method, &unset, NULL, 0)));
  assert_critical ("gweak_weak_method_dup_closure: *WEAK_METHOD",
                   g_assert_null (gweak_weak_method_dup_closure ((gpointer) source)));
  assert_log ("");
}

static void
assert_dead (GweakWeakMethod *method)
{
  g_autoptr (TestSource) source = test_source_new ("from");

  g_assert_false (is_alive (method));
  g_assert_cmpuint (gweak_weak_method_attach (method, source, "told", 0), ==, 0);
  g_assert_false (gweak_weak_method_invoke (method, NULL, NULL, 0));
  g_assert_false (test_source_is_heard (source));
  gweak_reference_clear (GWEAK_REFERENCE (method));
}

static void
dead_from_the_start (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakWeakMethod) none = told_method (NULL);
  g_autoptr (GweakWeakMethod) bare = g_object_new (GWEAK_TYPE_WEAK_METHOD, NULL);
  g_autoptr (GweakWeakMethod) without = g_object_new (GWEAK_TYPE_WEAK_METHOD, "referent", object, NULL);

  assert_dead (none);
  assert_dead (bare);
  assert_dead (without);
  g_assert_false (gweak_reference_equal (GWEAK_REFERENCE (none), GWEAK_REFERENCE (bare)));
  assert_log ("");
}

static void
make_too_late (TestObject *object,
               gpointer    user_data)
{
  g_autoptr (GweakWeakMethod) method = NULL;
  TestSource *source = user_data;

  assert_critical ("gweak_weak_method_new: *is_counted", method = told_method (object));
  assert_dead (method);
  g_clear_object (&method);
  method = told_method (source);
  assert_critical ("gweak_weak_method_attach: *is_counted",
                   g_assert_cmpuint (gweak_weak_method_attach (method, object, "notify", 0), ==, 0));
}

static void
too_late_in_finalize (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");

  test_object_in_finalize (object, make_too_late, source);
  g_assert_finalize_object (object);
}

static const TestCase cases[] = {
  { "a function gets the object, the arguments and the source", object_first_source_last },
  { "what it returns, the emission returns", it_returns },
  { "the object is not kept", the_object_is_not_kept },
  { "the source is not kept", the_source_is_not_kept },
  { "details and the place after the class are as asked for", details_and_after },
  { "a handler is blocked and disconnected like any other", a_handler_like_any },
  { "one method has many handlers", many_handlers },
  { "handlers keep the method", handlers_keep_the_method },
  { "its object can be the source", its_own_object_as_source },
  { "it can be its own source, and goes nevertheless", itself_as_source },
  { "as its own source it is not called at the death", itself_as_source_at_death },
  { "a call holds the object", a_call_holds_the_object },
  { "a call can be inside another", a_call_inside_a_call },
  { "invoke passes the object, and then what it gets", invoke_passes_what_it_gets },
  { "invoke needs no values", invoke_without_anything },
  { "equal are living ones with the same object and method", equal_with_object_and_method },
  { "it is listed with the references of its object", listed_with_the_references },
  { "methods and bound sources are kinds of their own in the listing", named_in_the_listing },
  { "it is described for people", described_for_people },
  { "a signal that is not there is a critical", no_such_signal },
  { "bad input is a critical", no_such_things },
  { "without object or closure it is dead from the start", dead_from_the_start },
  { "in finalize it is too late", too_late_in_finalize },
};

int
main (int   argc,
      char *argv[])
{
  return test_run_cases (argc, argv, "weak-method", cases, G_N_ELEMENTS (cases));
}
