/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-source.h"

/* Closures that are methods, and closures of methods. */

static void
destroyed_cb (gpointer  name,
              GClosure *closure)
{
  test_log_destroy_cb (name);
}

static void
moved_cb (TestObject *object,
          TestSource *source,
          int         by,
          const char *where,
          const char *data)
{
  test_log ("moved:%s,%s,%d,%s,%s", test_object_get_name (object), test_object_get_name (TEST_OBJECT (source)),
            by, where, data);
}

static GClosure *
moved_closure (const char *data)
{
  return g_cclosure_new (G_CALLBACK (moved_cb), (gpointer) data, destroyed_cb);
}

static void
object_source_arguments_data (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new_closure (object, moved_closure ("data"));

  gweak_weak_method_attach (method, source, "moved", 0);
  gweak_weak_method_attach (method, source, "moved::far", 0);
  test_source_move (source, "near", 3, "left");
  assert_log ("moved:it,from,3,left,data");

  g_assert_finalize_object (object);
  assert_log ("destroy:data");
  g_assert_false (test_source_is_heard (source));
}

static void
released_with_the_method (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  GweakWeakMethod *method = gweak_weak_method_new_closure (object, moved_closure ("data"));

  assert_log ("");
  g_assert_finalize_object (method);
  assert_log ("destroy:data");
}

static void
released_when_cleared (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new_closure (object, moved_closure ("data"));

  gweak_weak_method_attach (method, source, "moved", 0);
  gweak_reference_clear (GWEAK_REFERENCE (method));
  assert_log ("destroy:data");
}

static void
by_property (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = g_object_new (GWEAK_TYPE_WEAK_METHOD, "referent", object,
                                                     "closure", moved_closure ("data"), NULL);

  gweak_weak_method_attach (method, source, "moved", 0);
  test_source_move (source, NULL, 1, "up");
  assert_log ("moved:it,from,1,up,data");
  g_assert_finalize_object (object);
  assert_log ("destroy:data");
}

static void
unref_cb (gpointer  object,
          GClosure *closure)
{
  g_object_unref (object);
}

static GClosure *
owning_closure (TestObject *object)
{
  return g_cclosure_new (G_CALLBACK (test_told_cb), g_object_ref (object), unref_cb);
}

static void
one_that_owns_the_object_is_refused (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GweakWeakMethod) method = NULL;
  g_autoptr (GweakWeakMethod) made = NULL;

  assert_critical ("gweak_weak_method_new_closure: the closure must not own the object",
                   method = gweak_weak_method_new_closure (object, owning_closure (object)));
  assert_critical ("must not own its object",
                   made = g_object_new (GWEAK_TYPE_WEAK_METHOD, "referent", object,
                                        "closure", owning_closure (object), NULL));
  g_assert_cmpuint (gweak_weak_method_attach (method, source, "told", 0), ==, 0);
  g_assert_cmpuint (gweak_weak_method_attach (made, source, "told", 0), ==, 0);
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_finalize_object (object);
}

static void
one_that_knows_the_object_is_not (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  GClosure *closures[] = {
    g_cclosure_new (G_CALLBACK (test_told_cb), object, NULL),
    g_cclosure_new_object (G_CALLBACK (test_told_cb), G_OBJECT (object)),
  };

  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    {
      g_autoptr (GweakWeakMethod) method = gweak_weak_method_new_closure (object, closures[i]);

      gweak_weak_method_attach (method, source, "told", 0);
    }
  test_source_tell (source);
  assert_log ("told:it told:it");
  g_assert_finalize_object (object);
  g_assert_false (test_source_is_heard (source));
}

static void
bad_input (void)
{
  gpointer no_object[] = { NULL, NULL };
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GClosure) closure = moved_closure ("data");
  g_autoptr (GweakWeakMethod) none = NULL;

  g_closure_sink (g_closure_ref (closure));
  assert_critical ("gweak_weak_method_new_closure: *G_IS_OBJECT",
                   g_assert_null (gweak_weak_method_new_closure (no_object, closure)));
  assert_critical ("gweak_weak_method_new_closure: *closure",
                   g_assert_null (gweak_weak_method_new_closure (object, NULL)));
  g_clear_pointer (&closure, g_closure_unref);
  assert_log ("destroy:data");
  none = gweak_weak_method_new_closure (NULL, moved_closure ("unused"));
  assert_log ("destroy:unused");
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (none)));
}

static void
make_too_late (TestObject *object,
               gpointer    user_data)
{
  g_autoptr (GweakWeakMethod) method = NULL;

  assert_critical ("gweak_weak_method_new_closure: *is_counted",
                   method = gweak_weak_method_new_closure (object, moved_closure ("late")));
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (method)));
  assert_log ("destroy:late");
}

static void
too_late_in_finalize (void)
{
  TestObject *object = test_object_new ("it");

  test_object_in_finalize (object, make_too_late, NULL);
  g_assert_finalize_object (object);
}

static int
sum_cb (TestObject *object,
        int         a,
        int         b,
        const char *data)
{
  test_log ("sum:%s,%s", test_object_get_name (object), data);

  return a + b;
}

static void
invoked (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new_closure (object, g_cclosure_new (G_CALLBACK (sum_cb), (gpointer) "data", NULL));
  GValue params[2] = { G_VALUE_INIT, G_VALUE_INIT };
  g_auto (GValue) result = G_VALUE_INIT;

  g_value_init (&result, G_TYPE_INT);
  g_value_set_int (g_value_init (&params[0], G_TYPE_INT), 4);
  g_value_set_int (g_value_init (&params[1], G_TYPE_INT), 5);
  g_assert_true (gweak_weak_method_invoke (method, &result, params, 2));
  g_assert_cmpint (g_value_get_int (&result), ==, 9);
  assert_log ("sum:it,data");
  g_assert_finalize_object (object);
  g_assert_false (gweak_weak_method_invoke (method, &result, params, 2));
}

static void
equal_with_the_same_closure (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GClosure) closure = moved_closure ("data");
  g_autoptr (GweakWeakMethod) method = NULL, same = NULL, other = NULL;

  g_closure_sink (g_closure_ref (closure));
  method = gweak_weak_method_new_closure (object, closure);
  same = gweak_weak_method_new_closure (object, closure);
  other = gweak_weak_method_new_closure (object, moved_closure ("data"));
  g_assert_true (gweak_reference_equal (GWEAK_REFERENCE (method), GWEAK_REFERENCE (same)));
  g_assert_cmpuint (gweak_reference_hash (GWEAK_REFERENCE (method)), ==, gweak_reference_hash (GWEAK_REFERENCE (same)));
  g_assert_false (gweak_reference_equal (GWEAK_REFERENCE (method), GWEAK_REFERENCE (other)));
  g_assert_finalize_object (g_steal_pointer (&other));
  assert_log ("destroy:data");
  g_clear_object (&same);
  g_clear_object (&method);
  g_clear_pointer (&closure, g_closure_unref);
  assert_log ("destroy:data");
}

/* --- dup_closure --- */

static GClosure *
dup_closure_of (TestObject *object,
                GCallback   function)
{
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (object, function);

  return gweak_weak_method_dup_closure (method);
}

static void
connected_by_hand (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestSource) source = test_source_new ("from");
  g_autoptr (GClosure) closure = dup_closure_of (object, G_CALLBACK (test_moved_cb));

  g_signal_connect_closure (source, "moved", closure, FALSE);
  test_source_move (source, NULL, 3, "left");
  assert_log ("moved:it,3,left,from");
  g_assert_finalize_object (object);
  test_source_move (source, NULL, 3, "left");
  assert_log ("");
}

static gboolean
tick_cb (TestObject *object)
{
  test_log ("tick:%s", test_object_get_name (object));

  return G_SOURCE_CONTINUE;
}

static void
of_a_source (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = g_idle_source_new ();
  g_autoptr (GClosure) closure = dup_closure_of (object, G_CALLBACK (tick_cb));

  g_source_set_closure (source, closure);
  g_source_attach (source, context);
  g_main_context_iteration (context, FALSE);
  g_main_context_iteration (context, FALSE);
  assert_log ("tick:it tick:it");
  g_assert_finalize_object (object);
  g_main_context_iteration (context, FALSE);
  assert_log ("");
  g_assert_true (g_source_is_destroyed (source));
}

static gboolean
scale_cb (TestObject   *object,
          const GValue *from,
          GValue       *to,
          GBinding     *binding)
{
  g_value_set_int (to, 10 * g_value_get_int (from));
  test_log ("scale:%s", test_object_get_name (object));
  g_assert_true (G_IS_BINDING (binding));

  return TRUE;
}

static void
of_a_binding (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (TestObject) from = test_object_new ("from");
  g_autoptr (TestObject) to = test_object_new ("to");
  g_autoptr (GClosure) closure = dup_closure_of (object, G_CALLBACK (scale_cb));
  int value;

  g_object_bind_property_with_closures (from, "value", to, "value", G_BINDING_DEFAULT, closure, NULL);
  test_object_set_value (from, 4);
  g_object_get (to, "value", &value, NULL);
  g_assert_cmpint (value, ==, 40);
  assert_log ("scale:it");

  g_assert_finalize_object (object);
  test_object_set_value (from, 5);
  g_object_get (to, "value", &value, NULL);
  g_assert_cmpint (value, ==, 40);
  assert_log ("");
}

static void
log_cb (TestObject *object,
        int         number)
{
  test_log ("log:%s,%d", test_object_get_name (object), number);
}

static void
invoked_without_a_marshaller (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GClosure) closure = dup_closure_of (object, G_CALLBACK (log_cb));
  GValue number = G_VALUE_INIT;

  g_value_set_int (g_value_init (&number, G_TYPE_INT), 7);
  g_closure_invoke (closure, NULL, 1, &number, NULL);
  assert_log ("log:it,7");
  g_assert_finalize_object (object);
  g_closure_invoke (closure, NULL, 1, &number, NULL);
  assert_log ("");
}

static void
owns_the_method_alone (void)
{
  TestObject      *object = test_object_new ("it");
  GweakWeakMethod *method = gweak_weak_method_new (object, G_CALLBACK (log_cb));
  GClosure        *closure = gweak_weak_method_dup_closure (method);

  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_cmpuint (G_OBJECT (method)->ref_count, ==, 2);
  g_closure_unref (closure);
  g_assert_finalize_object (method);
  g_assert_finalize_object (object);
}

static void
of_a_dead_method (void)
{
  g_autoptr (GweakWeakMethod) dead = gweak_weak_method_new (NULL, G_CALLBACK (log_cb));
  g_autoptr (GClosure) closure = gweak_weak_method_dup_closure (dead);

  g_assert_nonnull (closure);
  g_closure_invoke (closure, NULL, 0, NULL, NULL);
  assert_log ("");
}

static void
of_a_cleared_method (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakWeakMethod) method = gweak_weak_method_new (object, G_CALLBACK (log_cb));
  g_autoptr (GClosure) before = gweak_weak_method_dup_closure (method);
  g_autoptr (GClosure) after = NULL;

  gweak_reference_clear (GWEAK_REFERENCE (method));
  after = gweak_weak_method_dup_closure (method);
  g_closure_invoke (before, NULL, 0, NULL, NULL);
  g_closure_invoke (after, NULL, 0, NULL, NULL);
  assert_log ("");
}

static const TestCase cases[] = {
  { "a closure gets the object, the source, the arguments and its data", object_source_arguments_data },
  { "a closure is released with the method", released_with_the_method },
  { "a closure is released when the method is cleared", released_when_cleared },
  { "a closure can be a property", by_property },
  { "one that owns the object is refused", one_that_owns_the_object_is_refused },
  { "one that only knows the object is not", one_that_knows_the_object_is_not },
  { "bad input is a critical", bad_input },
  { "in finalize it is too late", too_late_in_finalize },
  { "invoke passes the object, what it gets, and data", invoked },
  { "equal are methods with the same closure", equal_with_the_same_closure },
  { "a closure of a method can be connected", connected_by_hand },
  { "a closure of a method can be that of a source", of_a_source },
  { "a closure of a method can transform a property", of_a_binding },
  { "a closure of a method can be invoked", invoked_without_a_marshaller },
  { "a closure of a method owns that alone", owns_the_method_alone },
  { "a closure of a dead method does nothing", of_a_dead_method },
  { "a closure of a cleared method does nothing", of_a_cleared_method },
};

int
main (int   argc,
      char *argv[])
{
  return test_run_cases (argc, argv, "weak-method", cases, G_N_ELEMENTS (cases));
}
