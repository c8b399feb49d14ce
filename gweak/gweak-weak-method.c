/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-method.h"

#include "gweak-method-part-private.h"
#include "gweak-reference-private.h"

/**
 * SECTION:gweak-weak-method
 * @Title: GweakWeakMethod
 * @Short_description: an object, weakly, and what to call on it
 * @See_also: #GweakReference, gweak_bind_source(), g_signal_connect_object(), #GSignalGroup
 *
 * A #GweakWeakMethod calls a function on an object for as long as that lives. It
 * never keeps the object alive, except during a call; and once the object died,
 * nothing is called any more, and every handler that was attached is gone.
 *
 * What is called gets the object first:
 *
 * - a function in C is called as g_signal_connect_object() calls it with
 *   %G_CONNECT_SWAPPED: the object, the arguments of the signal, and last the
 *   instance that emitted it
 * - a closure is called with the object, and then with everything that another
 *   closure would get in its place: of a signal, the instance and the arguments
 * - gweak_weak_method_invoke() calls either with the object, and then with what
 *   it is given
 *
 * Only what a closure owns is the method's; what it must not own is the object.
 *
 * An attached method needs no other owner: its handlers own it. They go when the
 * object died, by its last unref or by g_object_run_dispose(), in whatever thread
 * and also during the emission; when the method is cleared with
 * gweak_reference_clear(); and of course with their source, or by
 * g_signal_handler_disconnect(). Attaching one, and taking it off again, costs
 * the same however many there are.
 *
 * Handlers go at once, in the thread of the death, and before
 * #GweakReference::died is emitted. #GweakReference:main-context and
 * #GweakReference:deferred are about the signals of the method only.
 *
 * In several threads a call can begin as long as GObject has not decided that
 * the object goes, and the call holds it: whoever drops the last reference
 * meanwhile is not the last. A call that is under way is not waited for.
 */

/**
 * GweakWeakMethod:
 *
 * A weak reference to an object, with something to call on it.
 *
 * Since: 1.0
 */
struct _GweakWeakMethod
{
  GweakReference parent_instance;

  GClosure *closure; /* (owned) (nullable) only while under construction */
};

G_DEFINE_FINAL_TYPE (GweakWeakMethod, gweak_weak_method, GWEAK_TYPE_REFERENCE)

enum
{
  PROP_0,
  PROP_CLOSURE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static GweakMethodPart *
get_part (GweakWeakMethod *self)
{
  return (GweakMethodPart *) gweak_reference_get_part (self);
}

/* Whether @closure has to release @object when it goes, so that it holds it. The
 * guards come first, two each.
 */
static gboolean
closure_owns (GClosure *closure,
              GObject  *object)
{
  for (guint i = 0; i < closure->n_fnotifiers; i++)
    if (closure->notifiers[2 * closure->n_guards + i].data == object)
      return TRUE;

  return FALSE;
}

static void
gweak_weak_method_constructed (GObject *object)
{
  GweakWeakMethod       *self = GWEAK_WEAK_METHOD (object);
  GweakReferencePrivate *priv = gweak_reference_get_private (self);

  if (priv->referent != NULL && self->closure != NULL && closure_owns (self->closure, priv->referent))
    {
      g_critical ("The closure of a GweakWeakMethod must not own its object, which would never go");
      g_clear_object (&priv->referent);
    }
  if (self->closure == NULL)
    g_clear_object (&priv->referent);

  if (priv->referent != NULL)
    gweak_method_part_set_closure (get_part (self), self->closure);
  g_clear_pointer (&self->closure, g_closure_unref);

  G_OBJECT_CLASS (gweak_weak_method_parent_class)->constructed (object);
}

static void
gweak_weak_method_finalize (GObject *object)
{
  g_clear_pointer (&GWEAK_WEAK_METHOD (object)->closure, g_closure_unref);

  G_OBJECT_CLASS (gweak_weak_method_parent_class)->finalize (object);
}

static void
gweak_weak_method_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  GweakWeakMethod *self = GWEAK_WEAK_METHOD (object);

  switch (prop_id)
    {
    case PROP_CLOSURE:
      self->closure = g_value_dup_boxed (value);
      if (self->closure != NULL)
        g_closure_sink (self->closure);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gweak_weak_method_class_init (GweakWeakMethodClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = gweak_weak_method_constructed;
  object_class->finalize = gweak_weak_method_finalize;
  object_class->set_property = gweak_weak_method_set_property;

  /**
   * GweakWeakMethod:closure:
   *
   * What to call, as for gweak_weak_method_new_closure(). For constructing a
   * method with other properties, like #GweakReference:main-context or
   * #GweakReference:toggle. Without it there is nothing to call: the method is
   * dead from the start.
   *
   * Since: 1.0
   */
  props[PROP_CLOSURE] = g_param_spec_boxed ("closure", NULL, NULL, G_TYPE_CLOSURE,
                                            G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
gweak_weak_method_init (GweakWeakMethod *self)
{
  gweak_reference_get_private (self)->part = gweak_method_part_new ();
}

/**
 * gweak_weak_method_new: (skip)
 * @object: (nullable) (type GObject.Object): the object to call @method on
 * @method: what to call
 *
 * Makes a method of @object that calls a function. @method is called with
 * @object first, as by g_signal_connect_object() with %G_CONNECT_SWAPPED:
 *
 * |[<!-- language="C" -->
 * static void
 * panel_items_changed (Panel      *self,
 *                      guint       position,
 *                      guint       n_removed,
 *                      guint       n_added,
 *                      GListModel *model)
 * {
 *   g_print ("Items in the panel: %u\n", g_list_model_get_n_items (model));
 * }
 * ]|
 *
 * With %NULL for @object the method is dead from the start; so it is, with a
 * critical, when @object is being finalized.
 *
 * May be called from any thread that holds @object. Bindings use
 * gweak_weak_method_new_closure(). Modelled on CPython's `weakref.WeakMethod`.
 *
 * Returns: (transfer full): a new method; %NULL, with a critical, if @object is
 *   not a #GObject or @method is %NULL
 *
 * Since: 1.0
 */
GweakWeakMethod *
gweak_weak_method_new (gpointer  object,
                       GCallback method)
{
  GweakWeakMethod *self;

  g_return_val_if_fail (object == NULL || G_IS_OBJECT (object), NULL);
  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (object == NULL || gweak_object_is_counted (object), g_object_new (GWEAK_TYPE_WEAK_METHOD, NULL));

  self = g_object_new (GWEAK_TYPE_WEAK_METHOD, NULL);
  if (object != NULL)
    {
      gweak_method_part_set_function (get_part (self), method, object);
      gweak_reference_bind ((GweakReference *) self, object);
    }

  return self;
}

static void
release_floating (GClosure *closure)
{
  g_closure_ref (closure);
  g_closure_sink (closure);
  g_closure_unref (closure);
}

/* For no object, or one that @closure cannot be called on. */
static GweakWeakMethod *
new_dead (GClosure *closure)
{
  release_floating (closure);

  return g_object_new (GWEAK_TYPE_WEAK_METHOD, NULL);
}

/**
 * gweak_weak_method_new_closure:
 * @object: (nullable) (type GObject.Object): the object to call @closure on
 * @closure: what to call
 *
 * Makes a method of @object that calls a closure: with @object, and then with
 * everything that the closure would get in place of the method. As handler of a
 * signal, that is the instance, and then the arguments. A closure of a function
 * in C, as of g_cclosure_new(), gets its own data last.
 *
 * The closure is released when @object died, and must not own it: where one has
 * @object to release when it goes, that is a critical, and the method is dead
 * from the start. What functions of scripts hold cannot be seen.
 *
 * With %NULL for @object the method is dead from the start; so it is, with a
 * critical, when @object is being finalized.
 *
 * May be called from any thread that holds @object.
 *
 * Returns: (transfer full): a new method; %NULL, with a critical, if @object is
 *   not a #GObject or @closure is %NULL
 *
 * Since: 1.0
 */
GweakWeakMethod *
gweak_weak_method_new_closure (gpointer  object,
                               GClosure *closure)
{
  GweakWeakMethod *self;

  g_return_val_if_fail (object == NULL || G_IS_OBJECT (object), NULL);
  g_return_val_if_fail (closure != NULL, NULL);
  g_return_val_if_fail (object == NULL || gweak_object_is_counted (object), new_dead (closure));

  if (object == NULL)
    return new_dead (closure);
  if (closure_owns (closure, object))
    {
      g_critical ("%s: the closure must not own the object, which would never go", G_STRFUNC);
      return new_dead (closure);
    }

  self = g_object_new (GWEAK_TYPE_WEAK_METHOD, NULL);
  gweak_method_part_set_closure (get_part (self), closure);
  gweak_reference_bind ((GweakReference *) self, object);

  return self;
}

/**
 * gweak_weak_method_invoke:
 * @self: a #GweakWeakMethod
 * @return_value: (nullable): an initialized #GValue for what is returned, or
 *   %NULL
 * @params: (array length=n_params) (nullable): what to pass after the object
 * @n_params: how many
 *
 * Calls the method, if the object is alive: with the object, and then with
 * @params in their order. The object is held during the call.
 *
 * May be called from any thread. Modelled on calling what CPython's
 * `weakref.WeakMethod` gives, and on g_closure_invoke().
 *
 * Returns: whether it was called; %FALSE when the object is gone
 *
 * Since: 1.0
 */
gboolean
gweak_weak_method_invoke (GweakWeakMethod *self,
                          GValue          *return_value,
                          const GValue    *params,
                          guint            n_params)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_METHOD (self), FALSE);
  g_return_val_if_fail (return_value == NULL || G_IS_VALUE (return_value), FALSE);
  g_return_val_if_fail (params != NULL || n_params == 0, FALSE);

  return gweak_method_part_invoke (get_part (self), return_value, params, n_params);
}

/* Also whether the signal has details, if one is asked for. */
static gboolean
parse_signal (GObject    *source,
              const char *detailed_signal,
              guint      *signal_id,
              GQuark     *detail)
{
  GSignalQuery query;

  if (!g_signal_parse_name (detailed_signal, G_OBJECT_TYPE (source), signal_id, detail, TRUE))
    return FALSE;
  if (*detail == 0)
    return TRUE;

  g_signal_query (*signal_id, &query);

  return (query.signal_flags & G_SIGNAL_DETAILED) != 0;
}

/**
 * gweak_weak_method_attach:
 * @self: a #GweakWeakMethod
 * @source: (type GObject.Object): the object that has the signal
 * @detailed_signal: the signal, as `name` or `name::detail`
 * @flags: %G_CONNECT_AFTER or none; %G_CONNECT_SWAPPED is allowed, and changes
 *   nothing
 *
 * Calls the method at every emission of a signal, as long as the object is alive.
 * The object is held during the call; of one that is gone, the emission gets the
 * zero of what the signal returns.
 *
 * The handler goes with the object, with @source, with
 * gweak_reference_clear() on @self, or by g_signal_handler_disconnect(). It owns
 * @self, so that this can be released; only where @source is @self it does not.
 * @source is not held. There can be any number of handlers, also of one signal.
 *
 * May be called from any thread that holds @source. Modelled on
 * g_signal_connect_object().
 *
 * Returns: the id of the handler; 0 when the object is gone, and, with a
 *   critical, if @source has no such signal or is not a #GObject
 *
 * Since: 1.0
 */
gulong
gweak_weak_method_attach (GweakWeakMethod *self,
                          gpointer         source,
                          const char      *detailed_signal,
                          GConnectFlags    flags)
{
  guint  signal_id;
  GQuark detail;

  g_return_val_if_fail (GWEAK_IS_WEAK_METHOD (self), 0);
  g_return_val_if_fail (G_IS_OBJECT (source), 0);
  g_return_val_if_fail (gweak_object_is_counted (source), 0);
  g_return_val_if_fail (detailed_signal != NULL, 0);
  g_return_val_if_fail ((flags & ~(G_CONNECT_AFTER | G_CONNECT_SWAPPED)) == 0, 0);

  if (!parse_signal (source, detailed_signal, &signal_id, &detail))
    {
      g_critical ("%s: there is no signal '%s' of %s", G_STRFUNC, detailed_signal, G_OBJECT_TYPE_NAME (source));
      return 0;
    }

  return gweak_handler_connect (get_part (self), G_OBJECT (self), source, signal_id, detail, flags & G_CONNECT_AFTER);
}

/**
 * gweak_weak_method_dup_closure:
 * @self: a #GweakWeakMethod
 *
 * Makes a closure that calls the method, for whatever takes one: a binding of
 * properties, a #GSource, an accelerator. It owns @self. Once the object is
 * gone, it does nothing and returns the zero of what is asked for, so that a
 * #GSource that calls it ends.
 *
 * What takes a closure also says how a function in C is called by it: the object
 * comes first, and what is the instance or the first argument last. If it does
 * not say, the object comes first, and the rest follows in its order.
 *
 * May be called from any thread.
 *
 * Returns: (transfer full): a new closure; one that does nothing when the object
 *   is gone
 *
 * Since: 1.0
 */
GClosure *
gweak_weak_method_dup_closure (GweakWeakMethod *self)
{
  GClosure *closure;

  g_return_val_if_fail (GWEAK_IS_WEAK_METHOD (self), NULL);

  closure = gweak_handler_new_closure (get_part (self), G_OBJECT (self));
  g_closure_ref (closure);
  g_closure_sink (closure);

  return closure;
}
