/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

int
test_run_cases (int             argc,
                char           *argv[],
                const char     *type,
                const TestCase *cases,
                guint           n_cases)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%s/%s", type, cases[i].sentence);

      g_test_add_func (path, cases[i].test);
    }

  return g_test_run ();
}

static GMutex   log_lock;
static GString *log_text; /* (owned) guarded by `log_lock` */

void
test_log (const char *format,
          ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_mutex_lock (&log_lock);
  if (log_text == NULL)
    log_text = g_string_new (NULL);
  if (log_text->len > 0)
    g_string_append_c (log_text, ' ');
  g_string_append_vprintf (log_text, format, arguments);
  g_mutex_unlock (&log_lock);
  va_end (arguments);
}

char *
test_log_take (void)
{
  char *text;

  g_mutex_lock (&log_lock);
  text = log_text != NULL ? g_string_free (g_steal_pointer (&log_text), FALSE) : g_strdup ("");
  g_mutex_unlock (&log_lock);

  return text;
}

void
test_log_dying_cb (GweakReference *reference,
                   GObject        *referent,
                   gpointer        name)
{
  g_assert_true (G_IS_OBJECT (referent));
  g_assert_true (gweak_reference_refers_to (reference, referent));
  test_log ("dying:%s", (char *) name);
}

void
test_log_died_cb (GweakReference *reference,
                  gpointer        name)
{
  g_assert_false (gweak_reference_is_alive (reference));
  g_assert_null (gweak_reference_dup_referent (reference));
  test_log ("died:%s", (char *) name);
}

void
test_log_finalized_cb (GweakReference *reference,
                       gpointer        name)
{
  g_assert_false (gweak_reference_is_alive (reference));
  test_log ("finalized:%s", (char *) name);
}

void
test_log_notify_cb (GObject    *object,
                    GParamSpec *pspec,
                    gpointer    name)
{
  test_log ("notify-%s:%s", pspec->name, (char *) name);
}

void
test_log_moment_cb (GweakMoment moment,
                    gpointer    name)
{
  const char *moments[] = { "dying", "died", "finalized" };

  test_log ("%s:%s", moments[moment], (char *) name);
}

void
test_log_run_cb (gpointer name)
{
  test_log ("run:%s", (char *) name);
}

void
test_log_destroy_cb (gpointer name)
{
  test_log ("destroy:%s", (char *) name);
}

void
test_log_connect (gpointer    reference,
                  const char *name,
                  gboolean    notifies)
{
  g_signal_connect (reference, "dying", G_CALLBACK (test_log_dying_cb), (gpointer) name);
  g_signal_connect (reference, "died", G_CALLBACK (test_log_died_cb), (gpointer) name);
  g_signal_connect (reference, "finalized", G_CALLBACK (test_log_finalized_cb), (gpointer) name);
  if (notifies)
    g_signal_connect (reference, "notify", G_CALLBACK (test_log_notify_cb), (gpointer) name);
}

GweakWeakRef *
test_logged_ref (gpointer    object,
                 const char *name)
{
  GweakWeakRef *ref = gweak_weak_ref_new (object);

  test_log_connect (ref, name, FALSE);

  return ref;
}

typedef struct
{
  TestHook hook;
  gpointer user_data;
} Hook;

typedef struct
{
  char      *name; /* (owned) */
  GPtrArray *held; /* (owned) of GObjects */
  Hook       before_dispose, after_dispose, in_finalize;
  gboolean   never_chain_up;
  int        value;
} TestObjectPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (TestObject, test_object, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_NAME,
  PROP_VALUE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static TestObjectPrivate *
priv_of (gpointer self)
{
  return test_object_get_instance_private (self);
}

static void
call_hook (TestObject *self,
           Hook        hook)
{
  if (hook.hook != NULL)
    hook.hook (self, hook.user_data);
}

static void
test_object_dispose (GObject *object)
{
  TestObject        *self = TEST_OBJECT (object);
  TestObjectPrivate *priv = priv_of (self);

  call_hook (self, priv->before_dispose);
  g_ptr_array_set_size (priv->held, 0);
  if (!priv->never_chain_up)
    G_OBJECT_CLASS (test_object_parent_class)->dispose (object);
  call_hook (self, priv->after_dispose);
}

static void
test_object_finalize (GObject *object)
{
  TestObject        *self = TEST_OBJECT (object);
  TestObjectPrivate *priv = priv_of (self);

  call_hook (self, priv->in_finalize);
  g_ptr_array_unref (priv->held);
  g_free (priv->name);

  G_OBJECT_CLASS (test_object_parent_class)->finalize (object);
}

static void
test_object_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  TestObjectPrivate *priv = priv_of (object);

  if (prop_id == PROP_NAME)
    g_value_set_string (value, priv->name);
  else
    g_value_set_int (value, priv->value);
}

static void
test_object_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  TestObjectPrivate *priv = priv_of (object);

  if (prop_id == PROP_NAME)
    priv->name = g_value_dup_string (value);
  else
    priv->value = g_value_get_int (value);
}

static void
test_object_class_init (TestObjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = test_object_dispose;
  object_class->finalize = test_object_finalize;
  object_class->get_property = test_object_get_property;
  object_class->set_property = test_object_set_property;

  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_VALUE] = g_param_spec_int ("value", NULL, NULL, G_MININT, G_MAXINT, 0,
                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
test_object_init (TestObject *self)
{
  priv_of (self)->held = g_ptr_array_new_with_free_func (g_object_unref);
}

TestObject *
test_object_new (const char *name)
{
  return g_object_new (TEST_TYPE_OBJECT, "name", name, NULL);
}

const char *
test_object_get_name (TestObject *self)
{
  return priv_of (self)->name;
}

void
test_object_set_value (TestObject *self,
                       int         value)
{
  g_object_set (self, "value", value, NULL);
}

void
test_object_before_dispose (TestObject *self,
                            TestHook    hook,
                            gpointer    user_data)
{
  priv_of (self)->before_dispose = (Hook){ hook, user_data };
}

void
test_object_after_dispose (TestObject *self,
                           TestHook    hook,
                           gpointer    user_data)
{
  priv_of (self)->after_dispose = (Hook){ hook, user_data };
}

void
test_object_in_finalize (TestObject *self,
                         TestHook    hook,
                         gpointer    user_data)
{
  priv_of (self)->in_finalize = (Hook){ hook, user_data };
}

void
test_object_never_chain_up (TestObject *self)
{
  priv_of (self)->never_chain_up = TRUE;
}

void
test_object_chain_up_again (TestObject *self)
{
  priv_of (self)->never_chain_up = FALSE;
}

void
test_object_hold (TestObject *self,
                  gpointer    object)
{
  g_ptr_array_add (priv_of (self)->held, g_object_ref (object));
}

guint
test_iterate (GMainContext *context)
{
  guint n = 0;

  while (g_main_context_iteration (context, FALSE))
    n++;

  return n;
}
