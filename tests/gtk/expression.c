/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

#include <gtk/gtk.h>

/* The window comes first, since `referent` is set at construction. */
static const char interface[] =
  "<interface>"
  "  <object class='GtkWindow' id='window'>"
  "    <property name='title'>first</property>"
  "  </object>"
  "  <object class='GweakWeakRef' id='reference'>"
  "    <property name='referent'>window</property>"
  "    <property name='deferred'>True</property>"
  "  </object>"
  "  <object class='GtkLabel' id='label'>"
  "    <binding name='label'>"
  "      <lookup name='title' type='GtkWindow'>"
  "        <lookup name='referent'>reference</lookup>"
  "      </lookup>"
  "    </binding>"
  "  </object>"
  "</interface>";

typedef struct
{
  GtkWindow    *window;    /* (owned) by GTK until it is destroyed */
  GweakWeakRef *reference; /* (owned) */
  GtkLabel     *label;     /* (owned) */
} Interface;

static void
build (Interface *self)
{
  GtkBuilder *builder = gtk_builder_new ();
  g_autoptr (GError) error = NULL;

  gtk_builder_add_from_string (builder, interface, -1, &error);
  g_assert_no_error (error);
  self->window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));
  self->reference = g_object_ref (GWEAK_WEAK_REF (gtk_builder_get_object (builder, "reference")));
  self->label = g_object_ref (GTK_LABEL (gtk_builder_get_object (builder, "label")));
  g_object_unref (builder);
}

static void
release (Interface *self)
{
  g_object_unref (self->label);
  g_assert_finalize_object (self->reference);
}

static void
a_builder_makes_references_and_lookups (void)
{
  Interface self;
  gboolean  deferred = FALSE;

  build (&self);
  g_assert_true (gweak_reference_refers_to (GWEAK_REFERENCE (self.reference), self.window));
  g_object_get (self.reference, "deferred", &deferred, NULL);
  g_assert_true (deferred);
  g_assert_cmpstr (gtk_label_get_label (self.label), ==, "first");

  gtk_window_set_title (self.window, "second");
  g_assert_cmpstr (gtk_label_get_label (self.label), ==, "second");

  gtk_window_destroy (self.window);
  release (&self);
}

static void
a_destroyed_window_is_dead_and_gone (void)
{
  Interface self;

  build (&self);
  test_log_connect (self.reference, "window", TRUE);
  g_object_add_weak_pointer (G_OBJECT (self.window), (gpointer *) &self.window);
  gtk_window_destroy (self.window);

  /* Neither the lookup nor the label held it. */
  g_assert_null (self.window);
  g_assert_null (gweak_weak_ref_get (self.reference));
  assert_log ("");
  test_iterate (NULL);
  assert_log ("notify-alive:window notify-referent:window died:window finalized:window");
  release (&self);
}

/* GTK 4 lets go of the window and does not dispose of it. */
static void
a_destroyed_window_that_somebody_holds_dies_with_its_last_reference (void)
{
  Interface  self;
  GtkWindow *held = NULL;

  build (&self);
  held = g_object_ref (self.window);
  test_log_connect (self.reference, "window", FALSE);
  gtk_window_destroy (self.window);
  test_iterate (NULL);
  assert_log ("");
  g_assert_true (gweak_reference_refers_to (GWEAK_REFERENCE (self.reference), held));

  g_assert_finalize_object (held);
  test_iterate (NULL);
  assert_log ("died:window finalized:window");
  release (&self);
}

static GtkExpression *
referent_of_this (void)
{
  return gtk_property_expression_new (GWEAK_TYPE_WEAK_REF, NULL, "referent");
}

static GtkExpression *
value_of_referent (void)
{
  return gtk_property_expression_new (TEST_TYPE_OBJECT, referent_of_this (), "value");
}

/* Logs what @expression says about @reference: a number, an object's name,
 * "NULL" or "nothing".
 */
static void
log_evaluation (GtkExpression *expression,
                gpointer       reference)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (!gtk_expression_evaluate (expression, reference, &value))
    test_log ("nothing");
  else if (G_VALUE_HOLDS_INT (&value))
    test_log ("%d", g_value_get_int (&value));
  else if (g_value_get_object (&value) == NULL)
    test_log ("NULL");
  else
    test_log ("%s", test_object_get_name (g_value_get_object (&value)));
}

static void
an_expression_sees_null_after_death (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) reference = gweak_weak_ref_new (object);
  g_autoptr (GtkExpression) referent = referent_of_this ();
  g_autoptr (GtkExpression) value = value_of_referent ();

  test_object_set_value (object, 7);
  log_evaluation (referent, reference);
  log_evaluation (value, reference);
  g_assert_finalize_object (object);
  log_evaluation (referent, reference);
  log_evaluation (value, reference);
  assert_log ("it 7 NULL nothing");
}

/* A watched expression, and who hears of its changes. */
typedef struct
{
  GtkExpression *expression;
  gpointer       reference;
  GThread       *thread; /* where it must be evaluated */
} Watched;

static void
changed_cb (gpointer user_data)
{
  Watched *watched = user_data;

  g_assert_true (g_thread_self () == watched->thread);
  log_evaluation (watched->expression, watched->reference);
}

static GtkExpressionWatch *
watch (Watched       *watched,
       GtkExpression *expression,
       gpointer       reference)
{
  *watched = (Watched){ expression, reference, g_thread_self () };

  return gtk_expression_watch (expression, reference, changed_cb, watched, NULL);
}

static void
a_watched_expression_does_not_hold_the_referent (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) reference = gweak_weak_ref_new (object);
  g_autoptr (GtkExpression) value = value_of_referent ();
  Watched             watched;
  GtkExpressionWatch *expression_watch = watch (&watched, value, reference);

  test_object_set_value (object, 7);
  test_object_set_value (object, 8);
  g_assert_finalize_object (object);
  assert_log ("7 8 nothing");
  gtk_expression_watch_unwatch (expression_watch);
}

static gpointer
unref_thread (gpointer object)
{
  g_object_unref (object);

  return NULL;
}

static void
with_deferred_the_expression_hears_in_its_own_thread (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) reference = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "deferred", TRUE, NULL);
  g_autoptr (GtkExpression) referent = referent_of_this ();
  g_autoptr (GtkExpression) value = value_of_referent ();
  Watched             watched_referent, watched_value;
  GtkExpressionWatch *referent_watch = watch (&watched_referent, referent, reference);
  GtkExpressionWatch *value_watch = watch (&watched_value, value, reference);

  test_log_connect (reference, "it", FALSE);
  g_thread_join (g_thread_new ("unref", unref_thread, object));
  assert_log ("");
  log_evaluation (referent, reference);
  log_evaluation (value, reference);
  assert_log ("NULL nothing");

  test_iterate (NULL);
  assert_log ("NULL nothing died:it finalized:it");
  gtk_expression_watch_unwatch (referent_watch);
  gtk_expression_watch_unwatch (value_watch);
}

static void
a_cleared_reference_is_heard_of (void)
{
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (GweakWeakRef) reference = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "deferred", TRUE, NULL);
  g_autoptr (GtkExpression) value = value_of_referent ();
  Watched             watched;
  GtkExpressionWatch *expression_watch = watch (&watched, value, reference);

  test_object_set_value (object, 7);
  gweak_reference_clear (GWEAK_REFERENCE (reference));
  test_object_set_value (object, 8);
  assert_log ("7 nothing");
  gtk_expression_watch_unwatch (expression_watch);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }

  g_test_add_func ("/expression/a builder makes references and lookups", a_builder_makes_references_and_lookups);
  g_test_add_func ("/expression/a destroyed window is dead and gone", a_destroyed_window_is_dead_and_gone);
  g_test_add_func ("/expression/a destroyed window that somebody holds dies with its last reference", a_destroyed_window_that_somebody_holds_dies_with_its_last_reference);
  g_test_add_func ("/expression/an expression sees NULL after death", an_expression_sees_null_after_death);
  g_test_add_func ("/expression/a watched expression does not hold the referent", a_watched_expression_does_not_hold_the_referent);
  g_test_add_func ("/expression/with deferred the expression hears in its own thread", with_deferred_the_expression_hears_in_its_own_thread);
  g_test_add_func ("/expression/a cleared reference is heard of", a_cleared_reference_is_heard_of);

  return g_test_run ();
}
