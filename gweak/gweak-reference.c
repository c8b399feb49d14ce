/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-reference-private.h"

#include "gweak-waiter-private.h"

/**
 * SECTION:gweak-reference
 * @Title: GweakReference
 * @Short_description: what all weak references have in common
 * @See_also: #GweakWeakRef, #GweakFinalizer, #GweakWeakMethod
 *
 * A #GweakReference refers to one object, its referent, for its whole life,
 * without keeping it alive. While the referent lives,
 * gweak_reference_dup_referent() gives a strong reference to it; after its
 * death it gives %NULL.
 *
 * The death of the referent is told as it happens, in three signals:
 * #GweakReference::dying, #GweakReference::died and
 * #GweakReference::finalized. Each of the references, methods, watches and finalizers
 * of an object says that it is dead before the first handler of any of them
 * runs. Handlers are called newest reference first, and a reference that was
 * released before its turn is passed over.
 *
 * Without #GweakReference:main-context and #GweakReference:deferred, signals
 * are emitted at once, in the thread that dropped the object's last reference.
 * With one of them, every emission happens in that main context, while the
 * values of properties still change at once.
 *
 * References can be made, used and released in any thread. One that is disposed
 * of itself, by g_object_run_dispose(), is cleared.
 *
 * A reference that was made inside the dispose of its referent, before that
 * chained up, is fired by it. One that was made on a husk, an object that
 * lives on after g_object_run_dispose(), sees the next death. Once the
 * reference count of an object is 0, it is too late: trying so is a critical,
 * and gives a reference that is dead from the start.
 *
 * A function that is called with something else than it asks for prints a
 * critical, does nothing and returns %NULL, %FALSE or 0.
 */

/**
 * GweakReference:
 *
 * The abstract base class of weak references.
 *
 * Since: 1.0
 */
G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GweakReference, gweak_reference, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_REFERENT,
  PROP_ALIVE,
  PROP_TOGGLE,
  PROP_MAIN_CONTEXT,
  PROP_DEFERRED,
  N_PROPS
};

enum
{
  DYING,
  DIED,
  FINALIZED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint       signals[N_SIGNALS];

gint gweak_reference_private_offset;

/* What the plain part has to say, in the thread where it is wanted. */

void
gweak_reference_notify_dead (GObject *self)
{
  g_object_notify_by_pspec (self, props[PROP_ALIVE]);
  g_object_notify_by_pspec (self, props[PROP_REFERENT]);
}

void
gweak_reference_notify_toggle (GObject *self)
{
  g_object_notify_by_pspec (self, props[PROP_TOGGLE]);
}

void
gweak_reference_emit_dying (GObject *self,
                            GObject *object)
{
  g_signal_emit (self, signals[DYING], 0, object);
}

void
gweak_reference_emit_died (GObject *self)
{
  g_signal_emit (self, signals[DIED], 0);
}

void
gweak_reference_emit_finalized (GObject *self)
{
  g_signal_emit (self, signals[FINALIZED], 0);
}

/* The context, which @self gives up, so that a context, its source, its queue
 * and an object that keeps itself alive form no cycle.
 */
GMainContext *
gweak_reference_steal_context (GweakReference *self)
{
  GweakReferencePrivate *priv = gweak_reference_get_private (self);
  GweakLock             *lock = &priv->part->link.tracker->lock;
  GMainContext          *context;

  gweak_lock (lock);
  context = g_steal_pointer (&priv->context);
  gweak_unlock (lock);

  return context;
}

static GMainContext *
ref_context (GweakReferencePrivate *priv)
{
  return priv->context != NULL ? g_main_context_ref (priv->context) : NULL;
}

/* While it is not bound, nobody can give the context up. */
static GMainContext *
dup_context (GweakReferencePrivate *priv)
{
  GweakTracker *tracker = priv->part != NULL ? priv->part->link.tracker : NULL;
  GMainContext *context;

  if (tracker == NULL)
    return ref_context (priv);

  gweak_lock (&tracker->lock);
  context = ref_context (priv);
  gweak_unlock (&tracker->lock);

  return context;
}

/* Binds @self, which nobody else knows yet and which has all else it needs, to
 * @referent, which the caller holds.
 */
void
gweak_reference_bind (GweakReference *self,
                      GObject        *referent)
{
  GweakReferencePrivate *priv = gweak_reference_get_private (self);
  GweakReferencePart    *part = gweak_reference_get_part (self);

  gweak_reference_part_own (part, (GObject *) self);
  if (priv->context != NULL && part->delivery == NULL)
    part->delivery = gweak_delivery_new (&part->link, priv->context);

  gweak_link_attach (&part->link, gweak_tracker_obtain (referent), referent);
  if (priv->toggle)
    gweak_link_request_toggle (&part->link, referent);
}

static void
gweak_reference_constructed (GObject *object)
{
  GweakReferencePrivate *priv = gweak_reference_get_private (object);

  if (priv->referent != NULL)
    {
      gweak_reference_bind ((GweakReference *) object, priv->referent);
      g_clear_object (&priv->referent);
    }

  G_OBJECT_CLASS (gweak_reference_parent_class)->constructed (object);
}

/* The owner's GWeakRef in the plain part is of no use after this: nothing could
 * be told any more.
 */
static void
gweak_reference_dispose (GObject *object)
{
  GweakLink *link = &gweak_reference_get_part (object)->link;

  if (!gweak_link_is (link, GWEAK_LINK_CLEARED))
    link->ops->clear (link, object);

  G_OBJECT_CLASS (gweak_reference_parent_class)->dispose (object);
}

static void
gweak_reference_finalize (GObject *object)
{
  GweakReferencePrivate *priv = gweak_reference_get_private (object);
  GweakReferencePart    *part = gweak_reference_get_part (object);

  /* Where a subclass does not chain up its dispose. */
  if (!gweak_link_is (&part->link, GWEAK_LINK_CLEARED))
    gweak_reference_part_cut (part);
  gweak_link_unref (&part->link);
  g_clear_object (&priv->referent);
  g_clear_pointer (&priv->context, g_main_context_unref);

  G_OBJECT_CLASS (gweak_reference_parent_class)->finalize (object);
}

static gboolean
is_toggle_user (GweakLink *link)
{
  return gweak_link_is (link, GWEAK_LINK_TOGGLE) && gweak_link_is_alive (link);
}

static void
gweak_reference_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  GweakReference        *self = GWEAK_REFERENCE (object);
  GweakReferencePrivate *priv = gweak_reference_get_private (self);

  switch (prop_id)
    {
    case PROP_REFERENT:
      g_value_take_object (value, gweak_reference_dup_referent (self));
      break;
    case PROP_ALIVE:
      g_value_set_boolean (value, gweak_reference_is_alive (self));
      break;
    case PROP_TOGGLE:
      g_value_set_boolean (value, is_toggle_user (&gweak_reference_get_part (self)->link));
      break;
    case PROP_MAIN_CONTEXT:
      g_value_take_boxed (value, dup_context (priv));
      break;
    case PROP_DEFERRED:
      g_value_set_boolean (value, gweak_reference_get_part (self)->delivery != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_referent (GweakReferencePrivate *priv,
              GObject               *object)
{
  if (object != NULL)
    priv->referent = g_object_ref (object);
}

static void
gweak_reference_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  GweakReferencePrivate *priv = gweak_reference_get_private (object);

  switch (prop_id)
    {
    case PROP_REFERENT:
      set_referent (priv, g_value_get_object (value));
      break;
    case PROP_TOGGLE:
      priv->toggle |= g_value_get_boolean (value);
      break;
    case PROP_MAIN_CONTEXT:
      gweak_context_set (&priv->context, g_value_get_boxed (value));
      break;
    case PROP_DEFERRED:
      gweak_context_set_deferred (&priv->context, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
make_properties_of_the_referent (void)
{
  /**
   * GweakReference:referent:
   *
   * The object that is referred to. Reading it gives a strong reference, or
   * %NULL once the object died. It changes, with a notify, exactly once.
   *
   * %NULL, the default, makes a reference that is dead from the start.
   *
   * Since: 1.0
   */
  props[PROP_REFERENT] = g_param_spec_object ("referent", NULL, NULL, G_TYPE_OBJECT,
                                              G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakReference:alive:
   *
   * Whether the referent has not died. It becomes %FALSE once, with a notify,
   * and never %TRUE again. Reading it takes no strong reference.
   *
   * Since: 1.0
   */
  props[PROP_ALIVE] = g_param_spec_boolean ("alive", NULL, NULL, FALSE,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * GweakReference:toggle:
   *
   * Beware of script wrappers. A toggle reference is a strong reference, and
   * GObject notifies nobody when an object has two of them. PyGObject up to
   * 3.54 adds one when the wrapper gets an attribute, GJS at the first
   * expando, for every instance of a JavaScript class and at `connect`. gweak
   * looks for such a reference and stands down, at the latest a minute after
   * both are all that is left, if the main context is iterated in which the
   * first toggle was asked for; this property then reads %FALSE. What gweak
   * cannot see is a cycle through a wrapper: it keeps such an object alive
   * until the reference is cleared. So ask for it only for objects that scripts
   * do not put state on.
   *
   * Whether this reference shares the object's one toggle reference, so that
   * #GweakReference::dying is emitted.
   *
   * It reads %FALSE when nothing was asked for, where gweak stood down, which is
   * notified, and once the reference is dead.
   *
   * Since: 1.0
   */
  props[PROP_TOGGLE] = g_param_spec_boolean ("toggle", NULL, NULL, FALSE,
                                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
}

static void
make_properties_of_delivery (void)
{
  /**
   * GweakReference:main-context:
   *
   * The main context in which everything but #GweakReference::dying is
   * emitted. %NULL, the default, means at once, in the thread that dropped the
   * last reference. A #GweakFinalizer gives it up when its object died, so that
   * a context and what is queued in it can go.
   *
   * Since: 1.0
   */
  props[PROP_MAIN_CONTEXT] = g_param_spec_boxed ("main-context", NULL, NULL, G_TYPE_MAIN_CONTEXT,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakReference:deferred:
   *
   * Short for a #GweakReference:main-context that is the thread-default one of
   * the constructing thread. Reads %TRUE whenever emissions are delivered to a
   * main context, so not for a reference that is dead from the start.
   *
   * Since: 1.0
   */
  props[PROP_DEFERRED] = g_param_spec_boolean ("deferred", NULL, NULL, FALSE,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
}

static void
make_dying_signal (GType type)
{
  /**
   * GweakReference::dying:
   * @self: the reference
   * @referent: the object, whole
   *
   * Emitted when the last strong reference to the object that is not gweak's
   * own is gone, if #GweakReference:toggle was asked for and granted.
   *
   * A handler that takes a reference rescues the object: somebody must hold it
   * when the handler returns. Every reference with a toggle hears of a drop,
   * newest first, also when an earlier handler rescued. After a rescue the next
   * drop is emitted again; where a handler drops what another one rescued, from
   * inside. The emission holds the object, and a handler may do anything with it.
   *
   * It is emitted in the thread that dropped the reference, also when
   * #GweakReference:main-context is set. When gweak itself holds the object
   * for a moment, to look for foreign toggle references, that can be the thread
   * that looks. A handler in JavaScript always rescues, since the engine keeps
   * the object until its next collection.
   *
   * Since: 1.0
   */
  signals[DYING] = g_signal_new ("dying", type, G_SIGNAL_RUN_FIRST,
                                 G_STRUCT_OFFSET (GweakReferenceClass, dying),
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
make_other_signals (GType type)
{
  /**
   * GweakReference::died:
   * @self: the reference, which is dead
   *
   * Emitted when the object was disposed: by its last unref, or by
   * g_object_run_dispose(). Notifies of #GweakReference:alive and
   * #GweakReference:referent come before.
   *
   * It is emitted in the thread where that happens, or in the
   * #GweakReference:main-context. Modelled on the callbacks of CPython's
   * `weakref.ref`, and on g_object_weak_ref().
   *
   * Since: 1.0
   */
  signals[DIED] = g_signal_new ("died", type, G_SIGNAL_RUN_FIRST,
                                G_STRUCT_OFFSET (GweakReferenceClass, died),
                                NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * GweakReference::finalized:
   * @self: the reference, which is dead
   *
   * Emitted when the object's memory is being freed, exactly once. If there
   * was a g_object_run_dispose(), that can be long after #GweakReference::died.
   *
   * It is emitted in the thread where that happens, or in the
   * #GweakReference:main-context.
   *
   * Since: 1.0
   */
  signals[FINALIZED] = g_signal_new ("finalized", type, G_SIGNAL_RUN_FIRST,
                                     G_STRUCT_OFFSET (GweakReferenceClass, finalized),
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gweak_reference_class_init (GweakReferenceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  gweak_reference_private_offset = g_type_class_get_instance_private_offset (klass);

  object_class->constructed = gweak_reference_constructed;
  object_class->dispose = gweak_reference_dispose;
  object_class->finalize = gweak_reference_finalize;
  object_class->get_property = gweak_reference_get_property;
  object_class->set_property = gweak_reference_set_property;

  make_properties_of_the_referent ();
  make_properties_of_delivery ();
  g_object_class_install_properties (object_class, N_PROPS, props);
  make_dying_signal (G_TYPE_FROM_CLASS (klass));
  make_other_signals (G_TYPE_FROM_CLASS (klass));
}

static void
gweak_reference_init (GweakReference *self)
{
}

/**
 * gweak_reference_dup_referent:
 * @self: a #GweakReference
 *
 * Gets a strong reference to the object, if it is alive. Safe against a last
 * unref in any other thread: the object that is returned lives as long as the
 * caller keeps it.
 *
 * It can return %NULL while #GweakReference:alive still reads %TRUE, in the
 * short time after GObject decided and before #GweakReference::died.
 *
 * May be called from any thread. Modelled on g_weak_ref_get().
 *
 * Returns: (transfer full) (nullable) (type GObject.Object): the referent, or
 *   %NULL
 *
 * Since: 1.0
 */
gpointer
gweak_reference_dup_referent (GweakReference *self)
{
  g_return_val_if_fail (GWEAK_IS_REFERENCE (self), NULL);

  return gweak_link_dup_object (&gweak_reference_get_part (self)->link);
}

/**
 * gweak_reference_is_alive:
 * @self: a #GweakReference
 *
 * Whether the referent has not died. Takes no strong reference, so the answer
 * is history when it arrives, unless it is %FALSE.
 *
 * May be called from any thread.
 *
 * Returns: %TRUE until the object died
 *
 * Since: 1.0
 */
gboolean
gweak_reference_is_alive (GweakReference *self)
{
  g_return_val_if_fail (GWEAK_IS_REFERENCE (self), FALSE);

  return gweak_link_is_alive (&gweak_reference_get_part (self)->link);
}

/**
 * gweak_reference_refers_to:
 * @self: a #GweakReference
 * @object: (nullable) (type GObject.Object): an object
 *
 * Whether @self is alive and its referent is @object. Compares without taking
 * a strong reference, so that it disturbs nobody. With %NULL: whether @self is
 * dead.
 *
 * May be called from any thread. Modelled on Java's `Reference.refersTo()`.
 *
 * Returns: whether @self refers to @object
 *
 * Since: 1.0
 */
gboolean
gweak_reference_refers_to (GweakReference *self,
                           gpointer        object)
{
  GweakLink *link;
  gboolean   alive;

  g_return_val_if_fail (GWEAK_IS_REFERENCE (self), FALSE);
  g_return_val_if_fail (object == NULL || G_IS_OBJECT (object), FALSE);

  link = &gweak_reference_get_part (self)->link;
  alive = gweak_link_is_alive (link);

  return object == NULL ? !alive : alive && link->tracker->object == object;
}

/**
 * gweak_reference_clear:
 * @self: a #GweakReference
 *
 * Forgets the referent now. #GweakReference:alive and
 * #GweakReference:referent are notified at once, in the calling thread, and no
 * signal follows, also where the object died but this reference was not told
 * yet. On a reference that was told, it only keeps a
 * #GweakReference::finalized away that was still to come. A
 * #GweakFinalizer is detached: its action will not run. The handlers of a
 * #GweakWeakMethod are disconnected.
 *
 * May be called from any thread. Modelled on Java's `Reference.clear()`.
 *
 * Since: 1.0
 */
void
gweak_reference_clear (GweakReference *self)
{
  GweakLink *link;

  g_return_if_fail (GWEAK_IS_REFERENCE (self));

  link = &gweak_reference_get_part (self)->link;
  link->ops->clear (link, G_OBJECT (self));
}

/* What besides the referent makes references equal. */
static gpointer
get_identity (GweakLink *link)
{
  return link->ops->identity != NULL ? link->ops->identity (link) : NULL;
}

static gboolean
mean_the_same (GweakLink *link,
               GweakLink *other)
{
  return gweak_link_is_alive (link) && gweak_link_is_alive (other) &&
         link->tracker == other->tracker && get_identity (link) == get_identity (other);
}

/**
 * gweak_reference_hash:
 * @self: a #GweakReference
 *
 * A hash that goes with gweak_reference_equal(), and that survives the death
 * of the referent.
 *
 * May be called from any thread. Modelled on CPython's `weakref.ref`.
 *
 * Returns: the hash
 *
 * Since: 1.0
 */
guint
gweak_reference_hash (GweakReference *self)
{
  GweakLink *link;

  g_return_val_if_fail (GWEAK_IS_REFERENCE (self), 0);

  link = &gweak_reference_get_part (self)->link;
  if (link->tracker == NULL)
    return g_direct_hash (self);

  return g_direct_hash (link->tracker->object) ^ g_direct_hash (get_identity (link));
}

/**
 * gweak_reference_equal:
 * @self: a #GweakReference
 * @other: another #GweakReference
 *
 * Two references that are both alive are equal if they have the same referent,
 * and, of a #GweakWeakMethod, the same method. Otherwise a reference equals only
 * itself.
 *
 * May be called from any thread. Modelled on CPython's `weakref.ref`, with
 * objects compared by identity.
 *
 * Returns: whether they are equal
 *
 * Since: 1.0
 */
gboolean
gweak_reference_equal (GweakReference *self,
                       GweakReference *other)
{
  g_return_val_if_fail (GWEAK_IS_REFERENCE (self), FALSE);
  g_return_val_if_fail (GWEAK_IS_REFERENCE (other), FALSE);

  if (self == other)
    return TRUE;

  return mean_the_same (&gweak_reference_get_part (self)->link, &gweak_reference_get_part (other)->link);
}

/**
 * gweak_reference_to_string:
 * @self: a #GweakReference
 *
 * Describes @self for people: its type and address, and those of the referent,
 * as in `GweakWeakRef 0x…; to 'GtkWindow' at 0x…`, or that it is `dead`; all that
 * in angle brackets.
 *
 * May be called from any thread.
 *
 * Returns: (transfer full): the description
 *
 * Since: 1.0
 */
char *
gweak_reference_to_string (GweakReference *self)
{
  GObject *object;
  char    *string;

  g_return_val_if_fail (GWEAK_IS_REFERENCE (self), NULL);

  object = gweak_reference_dup_referent (self);
  if (object == NULL)
    return g_strdup_printf ("<%s %p; dead>", G_OBJECT_TYPE_NAME (self), (gpointer) self);

  string = g_strdup_printf ("<%s %p; to '%s' at %p>", G_OBJECT_TYPE_NAME (self), (gpointer) self,
                            G_OBJECT_TYPE_NAME (object), (gpointer) object);
  g_object_unref (object);

  return string;
}

/**
 * gweak_reference_wait_async:
 * @self: a #GweakReference
 * @cancellable: (nullable): a #GCancellable
 * @callback: (scope async): what to call when the referent died
 * @user_data: data for @callback
 *
 * Waits for the death of the referent. Holds @self, not the referent. The
 * callback is called in the thread-default main context of the caller, never
 * inside the death itself; if the referent is dead already, it is called soon.
 * As with every asynchronous operation, that context has to be iterated until
 * then.
 *
 * If @self is cleared meanwhile, gweak_reference_wait_finish() fails with
 * %GWEAK_ERROR_DEAD.
 *
 * May be called from any thread.
 *
 * Since: 1.0
 */
void
gweak_reference_wait_async (GweakReference     *self,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (GWEAK_IS_REFERENCE (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gweak_reference_wait_async);
  gweak_waiter_start (gweak_reference_get_part (self), task);
}

/**
 * gweak_reference_wait_finish:
 * @self: a #GweakReference
 * @result: the result that the callback got
 * @error: return location for a #GError
 *
 * Finishes gweak_reference_wait_async(). To be called in its callback, which may
 * be in any thread.
 *
 * Returns: %TRUE when the referent died, %FALSE with @error set when the wait
 *   was cancelled or @self was cleared
 *
 * Since: 1.0
 */
gboolean
gweak_reference_wait_finish (GweakReference *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (GWEAK_IS_REFERENCE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * gweak_count_references:
 * @object: (type GObject.Object): an object
 *
 * Counts the living references to @object, its finalizers and methods among them,
 * but not plain watches.
 *
 * May be called from any thread that holds @object. Modelled on CPython's
 * `weakref.getweakrefcount()`.
 *
 * Returns: their number; 0, with a critical, if @object is not a #GObject
 *
 * Since: 1.0
 */
guint
gweak_count_references (gpointer object)
{
  GweakTracker *tracker;

  g_return_val_if_fail (G_IS_OBJECT (object), 0);

  tracker = gweak_tracker_peek (object);

  return tracker != NULL ? gweak_tracker_count_references (tracker) : 0;
}

/**
 * gweak_list_references:
 * @object: (type GObject.Object): an object
 *
 * Lists the living references to @object, newest first.
 *
 * May be called from any thread that holds @object. Modelled on CPython's
 * `weakref.getweakrefs()`.
 *
 * Returns: (transfer container) (element-type GweakReference): the references,
 *   which the array holds; %NULL, with a critical, if @object is not a #GObject
 *
 * Since: 1.0
 */
GPtrArray *
gweak_list_references (gpointer object)
{
  GweakTracker *tracker;

  g_return_val_if_fail (G_IS_OBJECT (object), NULL);

  tracker = gweak_tracker_peek (object);
  if (tracker == NULL)
    return g_ptr_array_new_with_free_func (g_object_unref);

  return gweak_tracker_list_references (tracker, FALSE);
}
