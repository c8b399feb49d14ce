/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

#include <string.h>

static gpointer revived; /* (owned) (nullable) what came back from its dispose */

#define TYPE_SAMPLE (sample_get_type ())
G_DECLARE_FINAL_TYPE (Sample, sample, EXAMPLE, SAMPLE, GObject)

struct _Sample
{
  GObject parent_instance;

  gboolean comes_back;
};

G_DEFINE_FINAL_TYPE (Sample, sample, G_TYPE_OBJECT)

/* begin:dispose */
static void
sample_dispose (GObject *object)
{
  Sample *self = EXAMPLE_SAMPLE (object);

  g_print ("dispose of the class\n");
  if (self->comes_back)
    {
      self->comes_back = FALSE;
      revived = g_object_ref (self);
      return;
    }

  G_OBJECT_CLASS (sample_parent_class)->dispose (object);
}
/* end:dispose */

static void
sample_finalize (GObject *object)
{
  g_print ("finalize of the class\n");

  G_OBJECT_CLASS (sample_parent_class)->finalize (object);
}

static void
sample_class_init (SampleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sample_dispose;
  G_OBJECT_CLASS (klass)->finalize = sample_finalize;
}

static void
sample_init (Sample *self)
{
}

static void
say_state (GweakWeakRef *ref)
{
  GObject *object = gweak_weak_ref_get (ref);

  g_print ("  now: alive %s, get gives %s\n",
           gweak_reference_is_alive (GWEAK_REFERENCE (ref)) ? "TRUE" : "FALSE",
           object != NULL ? "the object" : "NULL");
  g_clear_object (&object);
}

/* begin:observe */
static GweakWeakRef *
observe (gpointer object)
{
  GweakWeakRef *ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);

  g_signal_connect_swapped (ref, "dying", G_CALLBACK (g_print), "dying\n");
  g_signal_connect_swapped (ref, "died", G_CALLBACK (g_print), "died\n");
  g_signal_connect_swapped (ref, "finalized", G_CALLBACK (g_print), "finalized\n");

  return ref;
}
/* end:observe */

static void
last_unref (void)
{
  /* begin:last-unref */
  Sample       *object = g_object_new (TYPE_SAMPLE, NULL);
  GweakWeakRef *ref = observe (object);

  g_print ("g_object_unref:\n");
  g_object_unref (object);
  say_state (ref);
  /* end:last-unref */
  g_object_unref (ref);
}

static void
run_dispose (void)
{
  /* begin:run-dispose */
  Sample       *object = g_object_new (TYPE_SAMPLE, NULL);
  GweakWeakRef *ref = observe (object), *second;

  g_print ("g_object_run_dispose:\n");
  g_object_run_dispose (G_OBJECT (object));
  say_state (ref);

  g_print ("a second reference, on the husk:\n");
  second = gweak_weak_ref_new (object);
  g_signal_connect_swapped (second, "died", G_CALLBACK (g_print), "died (the second)\n");
  say_state (second);

  g_print ("g_object_unref:\n");
  g_object_unref (object);
  /* end:run-dispose */
  g_object_unref (second);
  g_object_unref (ref);
}

static void
resurrection (void)
{
  /* begin:resurrection */
  Sample       *object = g_object_new (TYPE_SAMPLE, NULL);
  GweakWeakRef *ref = observe (object);

  object->comes_back = TRUE;
  g_print ("g_object_unref:\n");
  g_object_unref (object);
  say_state (ref);

  g_print ("gweak is called with the object:\n");
  gweak_count_references (revived);
  say_state (ref);

  g_print ("g_object_unref:\n");
  g_clear_object (&revived);
  say_state (ref);
  /* end:resurrection */
  g_object_unref (ref);
}

int
main (int    argc,
      char **argv)
{
  g_assert (argc == 2);

  if (strcmp (argv[1], "last-unref") == 0)
    last_unref ();
  else if (strcmp (argv[1], "run-dispose") == 0)
    run_dispose ();
  else
    resurrection ();

  return 0;
}
