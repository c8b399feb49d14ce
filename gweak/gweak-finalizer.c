/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-finalizer.h"

#include "gweak-finalizer-part-private.h"
#include "gweak-reference-private.h"

/**
 * SECTION:gweak-finalizer
 * @Title: GweakFinalizer
 * @Short_description: an action that runs once, when an object goes
 * @See_also: #GweakReference, #GweakWatch
 *
 * A #GweakFinalizer calls a function once: when its object goes, or by hand, or
 * at a normal exit of the process, whichever comes first. Nobody has to hold
 * it: it keeps itself alive until it ran, was detached, or the process ends.
 * It is what CPython's `weakref.finalize` is to Python objects.
 *
 * At the object's death it runs at its #GweakFinalizer:moment.
 *
 * The action must not hold the object, directly or through anything it owns,
 * or the object never goes. Where the object itself is given as user data, or
 * as data or watched object of a closure, that is a critical.
 */

/**
 * GweakFinalizer:
 *
 * An action that runs once, when an object goes.
 *
 * Since: 1.0
 */
struct _GweakFinalizer
{
  GweakReference parent_instance;

  GClosure *closure; /* (owned) (nullable) only while under construction */
};

G_DEFINE_FINAL_TYPE (GweakFinalizer, gweak_finalizer, GWEAK_TYPE_REFERENCE)

enum
{
  PROP_0,
  PROP_MOMENT,
  PROP_AT_EXIT,
  PROP_CLOSURE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static GweakFinalizerPart *
get_part (GweakFinalizer *self)
{
  return (GweakFinalizerPart *) gweak_reference_get_part (self);
}

/* For a new @self that has nothing but its defaults. */
static GweakFinalizer *
start (GweakFinalizer   *self,
       GObject          *object,
       GweakFinalizeFunc func,
       gpointer          data,
       GDestroyNotify    destroy)
{
  GweakFinalizerPart *part = get_part (self);

  gweak_finalizer_part_arm (part, (GObject *) self, func, data, destroy);
  gweak_reference_bind ((GweakReference *) self, object);
  gweak_finalizer_part_enter_exit (part);

  return self;
}

static void
invoke_closure_cb (gpointer user_data)
{
  g_closure_invoke (user_data, NULL, 0, NULL, NULL);
}

/* GLib's own marshallers want an instance. */
static void
marshal_action (GClosure     *closure,
                GValue       *return_value,
                guint         n_params,
                const GValue *params,
                gpointer      hint,
                gpointer      marshal_data)
{
  GweakFinalizeFunc func = (GweakFinalizeFunc) ((GCClosure *) closure)->callback;

  func (closure->data);
}

static GClosure *
ref_sink_closure (GClosure *closure)
{
  g_closure_ref (closure);
  g_closure_sink (closure);

  return closure;
}

/* Closures of C get the marshaller of a GweakFinalizeFunc. */
static GClosure *
prepare_closure (GClosure *closure)
{
  ref_sink_closure (closure);
  if (G_CLOSURE_NEEDS_MARSHAL (closure))
    g_closure_set_marshal (closure, marshal_action);

  return closure;
}

/* Whether @closure has @object as its data, or is bound to its life. The
 * notifiers are the guards (two each), the finalize and the invalidate ones.
 */
static gboolean
closure_knows (GClosure *closure,
               GObject  *object)
{
  guint n_notifiers = 2 * closure->n_guards + closure->n_fnotifiers + closure->n_inotifiers;

  if (closure->data == object)
    return TRUE;
  for (guint i = 0; i < n_notifiers; i++)
    if (closure->notifiers[i].data == object)
      return TRUE;

  return FALSE;
}

/* Whether @closure can act for @object. If not, there is a critical of
 * @function, and a floating closure goes.
 */
static gboolean
accept_closure (GClosure   *closure,
                GObject    *object,
                const char *function)
{
  if (!gweak_object_is_counted (object))
    g_critical ("%s: the object is being finalized", function);
  else if (closure_knows (closure, object))
    g_critical ("%s: the closure must not be bound to the object, which would never go", function);
  else
    return TRUE;

  g_closure_unref (ref_sink_closure (closure));

  return FALSE;
}

static void
gweak_finalizer_constructed (GObject *object)
{
  GweakFinalizer        *self = (GweakFinalizer *) object;
  GweakFinalizerPart    *part = get_part (self);
  GweakReferencePrivate *priv = gweak_reference_get_private (self);

  if (priv->referent != NULL && self->closure != NULL && closure_knows (self->closure, priv->referent))
    {
      g_critical ("The closure of a GweakFinalizer must not be bound to its object, which would never go");
      g_clear_object (&priv->referent);
    }
  if (self->closure == NULL)
    g_clear_object (&priv->referent);

  if (priv->referent != NULL)
    {
      priv->toggle |= part->moment == GWEAK_MOMENT_DYING;
      gweak_finalizer_part_arm (part, object, invoke_closure_cb, prepare_closure (self->closure),
                                (GDestroyNotify) g_closure_unref);
    }
  g_clear_pointer (&self->closure, g_closure_unref);

  G_OBJECT_CLASS (gweak_finalizer_parent_class)->constructed (object);

  if (part->at_exit && gweak_finalizer_part_is_pending (part))
    gweak_finalizer_part_enter_exit (part);
}

static void
gweak_finalizer_finalize (GObject *object)
{
  g_clear_pointer (&GWEAK_FINALIZER (object)->closure, g_closure_unref);

  G_OBJECT_CLASS (gweak_finalizer_parent_class)->finalize (object);
}

static void
gweak_finalizer_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  GweakFinalizer *self = GWEAK_FINALIZER (object);

  switch (prop_id)
    {
    case PROP_MOMENT:
      g_value_set_enum (value, gweak_finalizer_get_moment (self));
      break;
    case PROP_AT_EXIT:
      g_value_set_boolean (value, gweak_finalizer_get_at_exit (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gweak_finalizer_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  GweakFinalizer *self = GWEAK_FINALIZER (object);

  switch (prop_id)
    {
    case PROP_MOMENT:
      get_part (self)->moment = g_value_get_enum (value);
      break;
    case PROP_AT_EXIT:
      gweak_finalizer_set_at_exit (self, g_value_get_boolean (value));
      break;
    case PROP_CLOSURE:
      if (g_value_get_boxed (value) != NULL)
        self->closure = ref_sink_closure (g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gweak_finalizer_class_init (GweakFinalizerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = gweak_finalizer_constructed;
  object_class->finalize = gweak_finalizer_finalize;
  object_class->get_property = gweak_finalizer_get_property;
  object_class->set_property = gweak_finalizer_set_property;

  /**
   * GweakFinalizer:moment:
   *
   * The moment of the object's death at which the action runs.
   *
   * With %GWEAK_MOMENT_DYING, which asks for #GweakReference:toggle by itself,
   * gweak_finalizer_peek() still gives the whole object inside the action.
   * Where that moment does not come, since a foreign toggle reference is in the
   * way or by g_object_run_dispose(), the action runs at %GWEAK_MOMENT_DIED.
   *
   * Since: 1.0
   */
  props[PROP_MOMENT] = g_param_spec_enum ("moment", NULL, NULL, GWEAK_TYPE_MOMENT, GWEAK_MOMENT_FINALIZED,
                                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakFinalizer:at-exit:
   *
   * Whether the action runs at a normal exit of the process, if it did not
   * before. It can be changed while the finalizer is alive; afterwards it
   * reads %FALSE. Modelled on CPython's `finalize.atexit`.
   *
   * Since: 1.0
   */
  props[PROP_AT_EXIT] = g_param_spec_boolean ("at-exit", NULL, NULL, TRUE,
                                              G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakFinalizer:closure:
   *
   * The action, as a closure without arguments. For constructing a finalizer
   * with properties; see also gweak_finalizer_new_closure(). Without an action
   * there is nothing to wait for: the finalizer is dead from the start.
   *
   * Since: 1.0
   */
  props[PROP_CLOSURE] = g_param_spec_boxed ("closure", NULL, NULL, G_TYPE_CLOSURE,
                                            G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
gweak_finalizer_init (GweakFinalizer *self)
{
  gweak_reference_get_private (self)->part = gweak_finalizer_part_new ();
}

/**
 * gweak_finalizer_new:
 * @object: (type GObject.Object): the object to wait for
 * @callback: (scope notified): the action
 * @user_data: data for @callback
 * @destroy: (nullable): called on @user_data after the action ran, or when it
 *   will not run any more
 *
 * Makes a finalizer of @object, with all properties at their defaults: the
 * action runs when @object is finalized, in the thread where that happens, or
 * at exit. The finalizer keeps itself alive; release the returned reference
 * when you do not need it.
 *
 * May be called from any thread that holds @object. Modelled on CPython's
 * `weakref.finalize`.
 *
 * Returns: (transfer full): a new finalizer; %NULL, with a critical and with
 *   @user_data destroyed, if @object is being finalized or is @user_data;
 *   %NULL, with a critical, if it is not a #GObject
 *
 * Since: 1.0
 */
GweakFinalizer *
gweak_finalizer_new (gpointer          object,
                     GweakFinalizeFunc callback,
                     gpointer          user_data,
                     GDestroyNotify    destroy)
{
  g_return_val_if_fail (G_IS_OBJECT (object), NULL);
  g_return_val_if_fail (callback != NULL, NULL);

  if (!gweak_object_is_counted (object) || user_data == object)
    {
      g_critical ("%s: %s", G_STRFUNC,
                  user_data == object ? "user_data must not be the object, which would never go"
                                      : "the object is being finalized");
      if (destroy != NULL)
        destroy (user_data);
      return NULL;
    }

  return start (g_object_new (GWEAK_TYPE_FINALIZER, NULL), object, callback, user_data, destroy);
}

/**
 * gweak_finalizer_new_closure:
 * @object: (type GObject.Object): the object to wait for
 * @closure: the action, a closure without arguments
 *
 * Makes a finalizer of @object, like gweak_finalizer_new().
 *
 * May be called from any thread that holds @object.
 *
 * Returns: (transfer full): a new finalizer; %NULL, with a critical and with a
 *   floating @closure released, if @object is being finalized, or is the data
 *   or the watched object of @closure; %NULL, with a critical, if it is not a
 *   #GObject
 *
 * Since: 1.0
 */
GweakFinalizer *
gweak_finalizer_new_closure (gpointer  object,
                             GClosure *closure)
{
  g_return_val_if_fail (G_IS_OBJECT (object), NULL);
  g_return_val_if_fail (closure != NULL, NULL);

  if (!accept_closure (closure, object, G_STRFUNC))
    return NULL;

  return start (g_object_new (GWEAK_TYPE_FINALIZER, NULL), object,
                invoke_closure_cb, prepare_closure (closure), (GDestroyNotify) g_closure_unref);
}

/**
 * gweak_finalizer_new_full:
 * @object: (type GObject.Object): the object to wait for
 * @moment: the #GweakFinalizer:moment
 * @context: (nullable): the #GweakReference:main-context, or %NULL
 * @closure: the action, a closure without arguments
 *
 * Makes a finalizer of @object with what can only be said at the beginning.
 * For languages that make closures of functions for arguments, but not for
 * properties; in C, g_object_new() does the same.
 *
 * May be called from any thread that holds @object. Bad input is answered as by
 * gweak_finalizer_new_closure().
 *
 * Returns: (transfer full): a new finalizer; %NULL, with a critical, for bad
 *   input
 *
 * Since: 1.0
 */
GweakFinalizer *
gweak_finalizer_new_full (gpointer      object,
                          GweakMoment   moment,
                          GMainContext *context,
                          GClosure     *closure)
{
  g_return_val_if_fail (G_IS_OBJECT (object), NULL);
  g_return_val_if_fail (closure != NULL, NULL);

  if (!accept_closure (closure, object, G_STRFUNC))
    return NULL;

  return g_object_new (GWEAK_TYPE_FINALIZER,
                       "referent", object,
                       "moment", moment,
                       "main-context", context,
                       "closure", closure,
                       NULL);
}

/**
 * gweak_finalizer_run:
 * @self: a #GweakFinalizer
 *
 * Runs the action now, in the calling thread, unless it ran, was detached, or
 * another thread is running it. Afterwards @self is dead.
 *
 * May be called from any thread. Modelled on calling CPython's
 * `weakref.finalize`.
 *
 * Returns: %TRUE if this call ran the action
 *
 * Since: 1.0
 */
gboolean
gweak_finalizer_run (GweakFinalizer *self)
{
  g_return_val_if_fail (GWEAK_IS_FINALIZER (self), FALSE);

  return gweak_finalizer_part_run (get_part (self));
}

/**
 * gweak_finalizer_detach:
 * @self: a #GweakFinalizer
 *
 * Makes sure that the action will not run. Afterwards @self is dead.
 *
 * May be called from any thread. Modelled on CPython's `finalize.detach()`.
 *
 * Returns: (transfer full) (nullable) (type GObject.Object): the object; %NULL
 *   if it is dead, or if the action ran, was detached or is running
 *
 * Since: 1.0
 */
gpointer
gweak_finalizer_detach (GweakFinalizer *self)
{
  g_return_val_if_fail (GWEAK_IS_FINALIZER (self), NULL);

  return gweak_finalizer_part_detach (get_part (self));
}

/**
 * gweak_finalizer_peek:
 * @self: a #GweakFinalizer
 *
 * Gets the object without detaching it.
 *
 * May be called from any thread. Modelled on CPython's `finalize.peek()`.
 *
 * Returns: (transfer full) (nullable) (type GObject.Object): the object, or
 *   %NULL if @self is dead
 *
 * Since: 1.0
 */
gpointer
gweak_finalizer_peek (GweakFinalizer *self)
{
  g_return_val_if_fail (GWEAK_IS_FINALIZER (self), NULL);

  return gweak_link_dup_object (&get_part (self)->base.link);
}

/**
 * gweak_finalizer_get_moment: (get-property moment)
 * @self: a #GweakFinalizer
 *
 * Gets the moment at which the action runs.
 *
 * May be called from any thread.
 *
 * Returns: the moment
 *
 * Since: 1.0
 */
GweakMoment
gweak_finalizer_get_moment (GweakFinalizer *self)
{
  g_return_val_if_fail (GWEAK_IS_FINALIZER (self), GWEAK_MOMENT_FINALIZED);

  return get_part (self)->moment;
}

/**
 * gweak_finalizer_get_at_exit: (get-property at-exit)
 * @self: a #GweakFinalizer
 *
 * Whether the action will run at a normal exit.
 *
 * May be called from any thread.
 *
 * Returns: whether it will; %FALSE once it ran or was detached
 *
 * Since: 1.0
 */
gboolean
gweak_finalizer_get_at_exit (GweakFinalizer *self)
{
  g_return_val_if_fail (GWEAK_IS_FINALIZER (self), FALSE);

  return gweak_exit_is_entered (&get_part (self)->exit_entry);
}

/**
 * gweak_finalizer_set_at_exit: (set-property at-exit)
 * @self: a #GweakFinalizer
 * @at_exit: whether the action is to run at a normal exit
 *
 * Says whether the action is to run at a normal exit of the process, if it did
 * not before. Does nothing once it ran or was detached.
 *
 * May be called from any thread.
 *
 * Since: 1.0
 */
void
gweak_finalizer_set_at_exit (GweakFinalizer *self,
                             gboolean        at_exit)
{
  GweakFinalizerPart *part;

  g_return_if_fail (GWEAK_IS_FINALIZER (self));

  part = get_part (self);
  if (!gweak_finalizer_part_is_armed (part))
    {
      part->at_exit = at_exit;
      return;
    }
  if (!gweak_finalizer_part_is_pending (part) || gweak_exit_is_entered (&part->exit_entry) == !!at_exit)
    return;

  if (at_exit)
    gweak_finalizer_part_enter_exit (part);
  else
    gweak_exit_leave (&part->exit_entry);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AT_EXIT]);
}

/**
 * gweak_finalizer_run_at_exit:
 *
 * Runs, newest first, every pending finalizer whose #GweakFinalizer:at-exit is
 * %TRUE, in the calling thread, also those made meanwhile. gweak does so by
 * itself at a normal exit of the process that made them. Call it where the end
 * comes earlier: when an interpreter shuts down, or before a plug-in goes.
 *
 * Main contexts for delivery are bypassed. May be called from any thread, at
 * any time, any number of times.
 *
 * Since: 1.0
 */
void
gweak_finalizer_run_at_exit (void)
{
  gweak_exit_run ();
}
