/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-set-private.h"

/**
 * SECTION:gweak-weak-set
 * @Title: GweakWeakSet
 * @Short_description: a set of objects that it does not keep alive
 * @See_also: [Choosing a container][choosing], #GweakWeakHashTable, #GweakWeakListStore
 *
 * A #GweakWeakSet has each of its members once, without keeping it alive. A
 * member leaves at the moment it died, in whatever thread that happens and
 * whoever walks over the set. That is what a registry of observers or of open
 * documents needs.
 *
 * Members compare by identity, unless there are functions that compare them by
 * what they mean. Then gweak_weak_set_intern() gives one object for all that are
 * equal:
 *
 * |[<!-- language="C" -->
 * static GweakWeakSet *
 * make_files (void)
 * {
 *   return gweak_weak_set_new_full (G_TYPE_FILE, g_file_hash, (GEqualFunc) g_file_equal);
 * }
 *
 * static GFile *
 * intern_path (GweakWeakSet *files,
 *              const char   *path)
 * {
 *   GFile *file = g_file_new_for_path (path);
 *   GFile *first = gweak_weak_set_intern (files, file);
 *
 *   g_object_unref (file);
 *
 *   return first;
 * }
 * ]|
 *
 * The size never counts a member that died, also inside the handlers of that
 * death. #GweakWeakSet::removed tells of every member that leaves, and why.
 * #GObject::notify of #GweakWeakSet:n-entries comes before it.
 *
 * # Sets and other sets
 *
 * The functions that take another set follow CPython's `WeakSet`, as does most
 * here. What they make is of the kind of the first set, as gweak_weak_set_copy()
 * says. Where the two have different functions, those of the first decide what
 * is equal. Members that enter the first set or what is made of it, or that its
 * functions are called with, must be of its #GweakWeakSet:item-type: unless that
 * of the second set is the same, or derived from it, there is a critical where
 * members of the second set enter, and where the functions differ.
 *
 * Each member is looked at when its turn comes, and those that died before do
 * not count. Members that come meanwhile, from another thread or a handler, are
 * not looked at. Both sets can be the same one.
 *
 * All functions may be called from any thread that holds the sets and what it
 * hands in. One that is called with something else than it asks for prints a
 * critical, does nothing and returns %NULL, %FALSE or 0.
 */

/**
 * GweakWeakSet:
 *
 * A set of weakly held objects.
 *
 * Since: 1.0
 */
G_DEFINE_FINAL_TYPE (GweakWeakSet, gweak_weak_set, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ITEM_TYPE,
  PROP_TOGGLE,
  PROP_MAIN_CONTEXT,
  PROP_DEFERRED,
  PROP_N_ENTRIES,
  N_PROPS
};

enum
{
  REMOVED,
  DYING,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint       signals[N_SIGNALS];

static void
entries_size_changed (GObject *owner)
{
  g_object_notify_by_pspec (owner, props[PROP_N_ENTRIES]);
}

/* What died is not handed out, even if somebody resurrected it since. */
static void
entries_removed (GObject          *owner,
                 GweakEntry       *entry,
                 const GweakSides *sides,
                 GweakRemovalCause cause)
{
  g_signal_emit (owner, signals[REMOVED], 0, cause != GWEAK_REMOVAL_CAUSE_DIED ? sides->key : NULL, cause);
}

static void
entries_dying (GObject          *owner,
               GweakEntry       *entry,
               const GweakSides *sides)
{
  g_signal_emit (owner, signals[DYING], 0, sides->key);
}

static const GweakEntriesOps entries_ops = {
  .size_changed = entries_size_changed,
  .removed = entries_removed,
  .dying = entries_dying,
};

static void
gweak_weak_set_constructed (GObject *object)
{
  GweakWeakSet *self = GWEAK_WEAK_SET (object);

  self->entries = gweak_entries_new (&(GweakEntriesConfig){
    .ops = &entries_ops,
    .owner = object,
    .key_type = self->item_type,
    .value_type = G_TYPE_NONE,
    .weakness = GWEAK_WEAKNESS_KEYS,
    .context = self->context,
    .toggle = self->toggle,
  });

  G_OBJECT_CLASS (gweak_weak_set_parent_class)->constructed (object);
}

static void
gweak_weak_set_dispose (GObject *object)
{
  gweak_entries_remove_all (GWEAK_WEAK_SET (object)->entries, TRUE);

  G_OBJECT_CLASS (gweak_weak_set_parent_class)->dispose (object);
}

static void
gweak_weak_set_finalize (GObject *object)
{
  GweakWeakSet *self = GWEAK_WEAK_SET (object);

  gweak_entries_set_listener (self->entries, NULL);
  gweak_entries_remove_all (self->entries, TRUE);
  gweak_entries_unref (self->entries);
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (gweak_weak_set_parent_class)->finalize (object);
}

static void
gweak_weak_set_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  GweakWeakSet *self = GWEAK_WEAK_SET (object);

  switch (prop_id)
    {
    case PROP_ITEM_TYPE:
      g_value_set_gtype (value, self->item_type);
      break;
    case PROP_TOGGLE:
      g_value_set_boolean (value, self->toggle);
      break;
    case PROP_MAIN_CONTEXT:
      g_value_set_boxed (value, self->context);
      break;
    case PROP_DEFERRED:
      g_value_set_boolean (value, self->context != NULL);
      break;
    case PROP_N_ENTRIES:
      g_value_set_uint (value, gweak_entries_get_size (self->entries));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gweak_weak_set_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  GweakWeakSet *self = GWEAK_WEAK_SET (object);

  switch (prop_id)
    {
    case PROP_ITEM_TYPE:
      self->item_type = g_value_get_gtype (value);
      break;
    case PROP_TOGGLE:
      self->toggle = g_value_get_boolean (value);
      break;
    case PROP_MAIN_CONTEXT:
      gweak_context_set (&self->context, g_value_get_boxed (value));
      break;
    case PROP_DEFERRED:
      gweak_context_set_deferred (&self->context, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
make_properties_of_content (void)
{
  /**
   * GweakWeakSet:item-type:
   *
   * The type of members: #GObject, a type derived from it, or an interface that
   * only objects have. GLib warns of another one, and then it is #GObject.
   *
   * Since: 1.0
   */
  props[PROP_ITEM_TYPE] = g_param_spec_gtype ("item-type", NULL, NULL, G_TYPE_OBJECT,
                                              G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakWeakSet:n-entries:
   *
   * The number of living members. It changes, with a notify, when members come
   * and go.
   *
   * Since: 1.0
   */
  props[PROP_N_ENTRIES] = g_param_spec_uint ("n-entries", NULL, NULL, 0, G_MAXUINT, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
make_properties_of_delivery (void)
{
  /**
   * GweakWeakSet:toggle:
   *
   * Beware of script wrappers: what #GweakReference:toggle warns of is true
   * here for each member.
   *
   * Whether the set asks for the toggle references of its members, so that
   * #GweakWeakSet::dying is emitted. Where a member's has to yield to a foreign
   * one, nothing is emitted for that member.
   *
   * Since: 1.0
   */
  props[PROP_TOGGLE] = g_param_spec_boolean ("toggle", NULL, NULL, FALSE,
                                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakWeakSet:main-context:
   *
   * The main context in which everything but #GweakWeakSet::dying is emitted.
   * %NULL, the default, means at once, in the thread that changed the set or
   * dropped the last reference to a member.
   *
   * Since: 1.0
   */
  props[PROP_MAIN_CONTEXT] = g_param_spec_boxed ("main-context", NULL, NULL, G_TYPE_MAIN_CONTEXT,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakWeakSet:deferred:
   *
   * Short for a #GweakWeakSet:main-context that is the thread-default one of the
   * constructing thread. Reads %TRUE whenever there is a main context.
   *
   * Since: 1.0
   */
  props[PROP_DEFERRED] = g_param_spec_boolean ("deferred", NULL, NULL, FALSE,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
}

static void
make_signals (GType type)
{
  /**
   * GweakWeakSet::removed:
   * @self: the set
   * @item: (nullable): what left; %NULL if it died
   * @cause: why it left
   *
   * Emitted when a member left. The set does not have it any more, and
   * #GweakWeakSet:n-entries does not count it.
   *
   * It is emitted in the thread where that happened, or in the
   * #GweakWeakSet:main-context. What died since it was removed is %NULL too.
   * Modelled on the removal listeners of Guava.
   *
   * Since: 1.0
   */
  signals[REMOVED] = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST | G_SIGNAL_NO_HOOKS, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_OBJECT, GWEAK_TYPE_REMOVAL_CAUSE);

  /**
   * GweakWeakSet::dying:
   * @self: the set
   * @item: the member, whole
   *
   * Emitted when the last strong reference to a member is gone that is not
   * gweak's own, if #GweakWeakSet:toggle was asked for: the last chance to save
   * what it holds, or, by taking a reference, to rescue it.
   *
   * It is emitted in the thread that dropped the reference, also when
   * #GweakWeakSet:main-context is set; see #GweakReference::dying.
   *
   * Since: 1.0
   */
  signals[DYING] = g_signal_new ("dying", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
gweak_weak_set_class_init (GweakWeakSetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = gweak_weak_set_constructed;
  object_class->dispose = gweak_weak_set_dispose;
  object_class->finalize = gweak_weak_set_finalize;
  object_class->get_property = gweak_weak_set_get_property;
  object_class->set_property = gweak_weak_set_set_property;

  make_properties_of_content ();
  make_properties_of_delivery ();
  g_object_class_install_properties (object_class, N_PROPS, props);
  make_signals (G_TYPE_FROM_CLASS (klass));
}

/* GLib does not set a type that it warned of. */
static void
gweak_weak_set_init (GweakWeakSet *self)
{
  self->item_type = G_TYPE_OBJECT;
}

/**
 * gweak_weak_set_new:
 *
 * Makes an empty set of objects of any type, which compare by identity.
 *
 * May be called from any thread. Modelled on CPython's `WeakSet`.
 *
 * Returns: (transfer full): a new set
 *
 * Since: 1.0
 */
GweakWeakSet *
gweak_weak_set_new (void)
{
  return g_object_new (GWEAK_TYPE_WEAK_SET, NULL);
}

/**
 * gweak_weak_set_new_full: (skip)
 * @item_type: the type of members
 * @hash: (nullable): how to hash a member
 * @equal: (nullable): how to compare members; given if and only if @hash is
 *
 * Makes an empty set whose members are hashed and compared by @hash and @equal.
 * They are called in whatever thread uses the set, never with a lock held;
 * members are held meanwhile. What they look at must not change while an object
 * is a member.
 *
 * May be called from any thread.
 *
 * Returns: (transfer full): a new set; %NULL, with a critical, if @item_type is
 *   no type of objects, or if one of the functions is missing
 *
 * Since: 1.0
 */
GweakWeakSet *
gweak_weak_set_new_full (GType      item_type,
                         GHashFunc  hash,
                         GEqualFunc equal)
{
  GweakWeakSet *self;

  g_return_val_if_fail (g_type_is_a (item_type, G_TYPE_OBJECT), NULL);
  g_return_val_if_fail ((hash == NULL) == (equal == NULL), NULL);

  self = g_object_new (GWEAK_TYPE_WEAK_SET, "item-type", item_type, NULL);
  gweak_entries_use_functions (self->entries, hash, equal);

  return self;
}

/**
 * gweak_weak_set_get_item_type:
 * @self: a #GweakWeakSet
 *
 * Gets the type of members.
 *
 * Returns: the type
 *
 * Since: 1.0
 */
GType
gweak_weak_set_get_item_type (GweakWeakSet *self)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), G_TYPE_INVALID);

  return self->item_type;
}

/**
 * gweak_weak_set_get_size:
 * @self: a #GweakWeakSet
 *
 * Counts the living members. Those that died do not count, also inside the
 * handlers of that death.
 *
 * Returns: their number
 *
 * Since: 1.0
 */
guint
gweak_weak_set_get_size (GweakWeakSet *self)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_SET (self), 0);

  return gweak_entries_get_size (self->entries);
}
