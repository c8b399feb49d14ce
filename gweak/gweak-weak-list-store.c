/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-list-store-private.h"

/**
 * SECTION:gweak-weak-list-store
 * @Title: GweakWeakListStore
 * @Short_description: a list model of objects that it does not keep alive
 * @See_also: [Choosing a container][choosing], #GweakWeakRef, #GListStore, #GListModel
 *
 * A #GweakWeakListStore is a list of objects, its members, that leave it when they
 * die. It is a #GListStore that holds nobody.
 *
 * |[<!-- language="C" -->
 * static void
 * changed_cb (GListModel *model,
 *             guint       position,
 *             guint       n_removals,
 *             guint       n_additions,
 *             gpointer    user_data)
 * {
 *   g_print ("At %u: %u removed, %u added\n", position, n_removals, n_additions);
 * }
 *
 * static GweakWeakListStore *
 * list_files (GFile *files[],
 *             guint  n_files)
 * {
 *   GweakWeakListStore *store = gweak_weak_list_store_new (G_TYPE_FILE);
 *
 *   g_signal_connect (store, "items-changed", G_CALLBACK (changed_cb), NULL);
 *   for (guint i = 0; i < n_files; i++)
 *     gweak_weak_list_store_append (store, files[i]);
 *
 *   return store;
 * }
 * ]|
 *
 * What changes the list takes objects. The items of the #GListModel, however, are
 * references to them, each a #GweakWeakRef, since views and selections hold the items they
 * show, and would keep the members alive. An item is made when it is asked for,
 * and stays the same as long as anybody holds it. It notifies of the death in the
 * main context of the store. So an expression that looks up a member's title in
 * a list item of GTK takes one more step, over #GweakReference:referent, and
 * gives nothing once that has died.
 *
 * A store belongs to one main context: #GweakWeakListStore:main-context. Members
 * may die in any thread. Positions and #GweakWeakListStore:n-items do not change
 * with that, but in that context, where one dispatch announces all that died
 * when it began, in the order of their deaths: each time, the run of dead
 * members around one of them leaves with one #GListModel::items-changed. Members
 * that live are never announced as removed. Until then a dead member keeps its
 * position, and its item is a dead reference.
 *
 * As with every #GListModel, functions are to be called in the thread that runs
 * that context, and what they change is announced at once. Handlers may change
 * the store, let members die, and run the context again: then they hear of the
 * rest first. Stores can be made and released in any thread.
 *
 * The same object can be a member several times. Members neither hold the store
 * nor are held by it. An object that g_object_run_dispose() was called on has
 * died; it can become a member anew.
 */

enum
{
  PROP_0,
  PROP_REFERENT_TYPE,
  PROP_N_ITEMS,
  PROP_MAIN_CONTEXT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static GType
gweak_weak_list_store_get_item_type (GListModel *model)
{
  return GWEAK_TYPE_WEAK_REF;
}

static guint
gweak_weak_list_store_get_n_items (GListModel *model)
{
  GweakWeakListStore *self = (GweakWeakListStore *) model;

  gweak_weak_list_store_revive (self);

  return gweak_weak_list_store_get_length (self);
}

static gpointer
gweak_weak_list_store_get_item (GListModel *model,
                                guint       position)
{
  GweakWeakListStore *self = (GweakWeakListStore *) model;

  if (position >= gweak_weak_list_store_get_length (self))
    return NULL;

  return gweak_list_member_dup_reference (gweak_weak_list_store_get_member (self, position), self->context);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = gweak_weak_list_store_get_item_type;
  iface->get_n_items = gweak_weak_list_store_get_n_items;
  iface->get_item = gweak_weak_list_store_get_item;
}

/**
 * GweakWeakListStore:
 *
 * A #GListModel of objects that it does not keep alive.
 *
 * Since: 1.0
 */
G_DEFINE_FINAL_TYPE_WITH_CODE (GweakWeakListStore,
                               gweak_weak_list_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

void
gweak_weak_list_store_notify_n_items (GweakWeakListStore *self)
{
  g_object_notify_by_pspec ((GObject *) self, props[PROP_N_ITEMS]);
}

static void
gweak_weak_list_store_constructed (GObject *object)
{
  GweakWeakListStore *self = (GweakWeakListStore *) object;

  if (self->context == NULL)
    self->context = g_main_context_ref_thread_default ();
  self->core = gweak_list_core_new (object, self->context);

  G_OBJECT_CLASS (gweak_weak_list_store_parent_class)->constructed (object);
}

/* If this is not the end, the store goes on. */
static void
gweak_weak_list_store_dispose (GObject *object)
{
  ((GweakWeakListStore *) object)->disposed = TRUE;

  G_OBJECT_CLASS (gweak_weak_list_store_parent_class)->dispose (object);
}

/* In any thread. A dispatch under way would hold us, so nothing is due. */
static void
gweak_weak_list_store_finalize (GObject *object)
{
  GweakWeakListStore *self = (GweakWeakListStore *) object;

  g_assert (self->due == NULL);

  gweak_list_core_close (self->core);
  g_sequence_foreach (self->members, (GFunc) (void (*) (void)) gweak_list_member_remove, NULL);
  g_sequence_free (self->members);
  gweak_link_unref (&self->core->link);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (gweak_weak_list_store_parent_class)->finalize (object);
}

static void
gweak_weak_list_store_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  GweakWeakListStore *self = (GweakWeakListStore *) object;

  switch (prop_id)
    {
    case PROP_REFERENT_TYPE:
      g_value_set_gtype (value, self->referent_type);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, gweak_weak_list_store_get_length (self));
      break;
    case PROP_MAIN_CONTEXT:
      g_value_set_boxed (value, self->context);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gweak_weak_list_store_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  GweakWeakListStore *self = (GweakWeakListStore *) object;

  switch (prop_id)
    {
    case PROP_REFERENT_TYPE:
      self->referent_type = g_value_get_gtype (value);
      break;
    case PROP_MAIN_CONTEXT:
      self->context = g_value_dup_boxed (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
make_properties (void)
{
  /**
   * GweakWeakListStore:referent-type:
   *
   * What type members are of. The type of the items, which are references, is
   * always #GweakWeakRef.
   *
   * Since: 1.0
   */
  props[PROP_REFERENT_TYPE] = g_param_spec_gtype ("referent-type", NULL, NULL, G_TYPE_OBJECT,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakWeakListStore:n-items:
   *
   * The number of items, with the members whose death is not announced yet. It
   * changes, with a notify, right after #GListModel::items-changed.
   *
   * Since: 1.0
   */
  props[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * GweakWeakListStore:main-context:
   *
   * The main context in which deaths are announced, and in whose thread the
   * store is used. If none is given, that is the thread-default one of the
   * constructing thread.
   *
   * Since: 1.0
   */
  props[PROP_MAIN_CONTEXT] = g_param_spec_boxed ("main-context", NULL, NULL, G_TYPE_MAIN_CONTEXT,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
}

static void
gweak_weak_list_store_class_init (GweakWeakListStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = gweak_weak_list_store_constructed;
  object_class->dispose = gweak_weak_list_store_dispose;
  object_class->finalize = gweak_weak_list_store_finalize;
  object_class->get_property = gweak_weak_list_store_get_property;
  object_class->set_property = gweak_weak_list_store_set_property;

  make_properties ();
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
gweak_weak_list_store_init (GweakWeakListStore *self)
{
  self->members = g_sequence_new (NULL);
}

/* Whether @object can be a member. If not, there is a critical of @function. */
gboolean
gweak_weak_list_store_accept (GweakWeakListStore *self,
                              gpointer            object,
                              const char         *function)
{
  if (!G_IS_OBJECT (object))
    g_critical ("%s: not a GObject", function);
  else if (!gweak_object_is_counted (object))
    g_critical ("%s: the object is being finalized", function);
  else if (!g_type_is_a (G_OBJECT_TYPE (object), self->referent_type))
    g_critical ("%s: a %s is no %s", function, G_OBJECT_TYPE_NAME (object), g_type_name (self->referent_type));
  else
    return TRUE;

  return FALSE;
}

static gboolean
accept_objects (GweakWeakListStore *self,
                gpointer           *objects,
                guint               n_objects,
                const char         *function)
{
  for (guint i = 0; i < n_objects; i++)
    if (!gweak_weak_list_store_accept (self, objects[i], function))
      return FALSE;

  return TRUE;
}

/**
 * gweak_weak_list_store_new:
 * @referent_type: the type of the members: #GObject, a type derived from it, or
 *   an interface that needs it
 *
 * Makes a store that announces deaths in the thread-default main context of the
 * calling thread.
 *
 * May be called from any thread. Modelled on g_list_store_new().
 *
 * Returns: (transfer full): a new store; %NULL, with a critical, if
 *   @referent_type is no type of objects
 *
 * Since: 1.0
 */
GweakWeakListStore *
gweak_weak_list_store_new (GType referent_type)
{
  g_return_val_if_fail (g_type_is_a (referent_type, G_TYPE_OBJECT), NULL);

  return g_object_new (GWEAK_TYPE_WEAK_LIST_STORE, "referent-type", referent_type, NULL);
}

/**
 * gweak_weak_list_store_get_referent_type: (get-property referent-type)
 * @self: a #GweakWeakListStore
 *
 * Gets the type of the members.
 *
 * May be called from any thread.
 *
 * Returns: the type; %G_TYPE_INVALID, with a critical, if @self is no store
 *
 * Since: 1.0
 */
GType
gweak_weak_list_store_get_referent_type (GweakWeakListStore *self)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_LIST_STORE (self), G_TYPE_INVALID);

  return self->referent_type;
}

/**
 * gweak_weak_list_store_append:
 * @self: a #GweakWeakListStore
 * @object: (type GObject.Object): the object to add
 *
 * Adds @object at the end, without holding it. A floating @object is neither
 * sunk nor referenced. One that is of another type, or being finalized, is
 * refused with a critical.
 *
 * To be called in the thread of the #GweakWeakListStore:main-context. Modelled
 * on g_list_store_append().
 *
 * Since: 1.0
 */
void
gweak_weak_list_store_append (GweakWeakListStore *self,
                              gpointer            object)
{
  g_return_if_fail (GWEAK_IS_WEAK_LIST_STORE (self));

  if (gweak_weak_list_store_accept (self, object, G_STRFUNC))
    gweak_weak_list_store_change (self, gweak_weak_list_store_get_length (self), 0, &object, 1);
}

/**
 * gweak_weak_list_store_insert:
 * @self: a #GweakWeakListStore
 * @position: where @object will be; the number of items means at the end
 * @object: (type GObject.Object): the object to add
 *
 * Adds @object at @position. An @object is refused as by
 * gweak_weak_list_store_append(); a @position behind the end is a critical, and
 * nothing is added.
 *
 * To be called in the thread of the #GweakWeakListStore:main-context. Modelled
 * on g_list_store_insert().
 *
 * Since: 1.0
 */
void
gweak_weak_list_store_insert (GweakWeakListStore *self,
                              guint               position,
                              gpointer            object)
{
  g_return_if_fail (GWEAK_IS_WEAK_LIST_STORE (self));
  g_return_if_fail (position <= gweak_weak_list_store_get_length (self));

  if (gweak_weak_list_store_accept (self, object, G_STRFUNC))
    gweak_weak_list_store_change (self, position, 0, &object, 1);
}

/**
 * gweak_weak_list_store_remove:
 * @self: a #GweakWeakListStore
 * @position: the position of a member
 *
 * Removes the member at @position, dead or alive. A @position that is not there
 * is a critical.
 *
 * To be called in the thread of the #GweakWeakListStore:main-context. Modelled
 * on g_list_store_remove().
 *
 * Since: 1.0
 */
void
gweak_weak_list_store_remove (GweakWeakListStore *self,
                              guint               position)
{
  g_return_if_fail (GWEAK_IS_WEAK_LIST_STORE (self));
  g_return_if_fail (position < gweak_weak_list_store_get_length (self));

  gweak_weak_list_store_change (self, position, 1, NULL, 0);
}

/**
 * gweak_weak_list_store_remove_all:
 * @self: a #GweakWeakListStore
 *
 * Removes all members, with one #GListModel::items-changed if there are any.
 *
 * To be called in the thread of the #GweakWeakListStore:main-context. Modelled
 * on g_list_store_remove_all().
 *
 * Since: 1.0
 */
void
gweak_weak_list_store_remove_all (GweakWeakListStore *self)
{
  g_return_if_fail (GWEAK_IS_WEAK_LIST_STORE (self));

  gweak_weak_list_store_change (self, 0, gweak_weak_list_store_get_length (self), NULL, 0);
}

/**
 * gweak_weak_list_store_splice:
 * @self: a #GweakWeakListStore
 * @position: where to change the list
 * @n_removals: how many members to remove from there on
 * @additions: (nullable) (array length=n_additions) (element-type GObject.Object):
 *   the objects to add there
 * @n_additions: how many that are
 *
 * Changes the list with one #GListModel::items-changed, if it changes. If one of
 * the @additions is refused as by gweak_weak_list_store_append(), or the members
 * to remove are not there, there is a critical and nothing changes.
 *
 * To be called in the thread of the #GweakWeakListStore:main-context. Modelled
 * on g_list_store_splice().
 *
 * Since: 1.0
 */
void
gweak_weak_list_store_splice (GweakWeakListStore *self,
                              guint               position,
                              guint               n_removals,
                              gpointer           *additions,
                              guint               n_additions)
{
  g_return_if_fail (GWEAK_IS_WEAK_LIST_STORE (self));
  g_return_if_fail (position <= gweak_weak_list_store_get_length (self) && n_removals <= gweak_weak_list_store_get_length (self) - position);
  g_return_if_fail (n_additions == 0 || additions != NULL);

  if (accept_objects (self, additions, n_additions, G_STRFUNC))
    gweak_weak_list_store_change (self, position, n_removals, additions, n_additions);
}

/**
 * gweak_weak_list_store_find:
 * @self: a #GweakWeakListStore
 * @object: (type GObject.Object): the object to look for
 * @position: (out) (optional): return location for its first position; left as
 *   it is if @object is no member
 *
 * Looks for a member. Takes as long as @object has observers, and not as the
 * list is long.
 *
 * To be called in the thread of the #GweakWeakListStore:main-context. Modelled
 * on g_list_store_find().
 *
 * Returns: whether @object is a member; %FALSE, with a critical, if it is not a
 *   #GObject
 *
 * Since: 1.0
 */
gboolean
gweak_weak_list_store_find (GweakWeakListStore *self,
                            gpointer            object,
                            guint              *position)
{
  GSequenceIter *place;

  g_return_val_if_fail (GWEAK_IS_WEAK_LIST_STORE (self), FALSE);
  g_return_val_if_fail (G_IS_OBJECT (object), FALSE);

  place = gweak_list_core_find (self->core, object);
  if (place != NULL && position != NULL)
    *position = g_sequence_iter_get_position (place);

  return place != NULL;
}

/**
 * gweak_weak_list_store_dup_object:
 * @self: a #GweakWeakListStore
 * @position: a position
 *
 * Gets the member at @position, without making a reference for it.
 *
 * To be called in the thread of the #GweakWeakListStore:main-context.
 *
 * Returns: (transfer full) (nullable) (type GObject.Object): the object; %NULL
 *   if it died, or if there is nothing at @position
 *
 * Since: 1.0
 */
gpointer
gweak_weak_list_store_dup_object (GweakWeakListStore *self,
                                  guint               position)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_LIST_STORE (self), NULL);

  if (position >= gweak_weak_list_store_get_length (self))
    return NULL;

  return gweak_link_dup_object (&gweak_weak_list_store_get_member (self, position)->link);
}
