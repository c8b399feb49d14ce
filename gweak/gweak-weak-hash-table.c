/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-hash-table-private.h"

#include "gweak-load-private.h"

/**
 * SECTION:gweak-weak-hash-table
 * @Title: GweakWeakHashTable
 * @Short_description: a hash table that keeps its keys or its values weakly
 * @See_also: [Choosing a container][choosing], #GweakWeakSet, #GweakCache, #GHashTable
 *
 * A #GweakWeakHashTable maps keys to values without keeping one of them alive:
 * the keys, the values, or both. An entry leaves at the moment its weak side
 * died, in whatever thread that happens and whoever walks over the table.
 *
 * With %GWEAK_WEAKNESS_VALUES it is an index of objects that live elsewhere,
 * as CPython's `WeakValueDictionary`; with %GWEAK_WEAKNESS_KEYS it attaches
 * data to objects, as its `WeakKeyDictionary`. A value that owns its key keeps
 * it, and so itself, alive: let it reach the key through a #GweakWeakRef (see
 * [Values that need their key][needs-key]).
 *
 * |[<!-- language="C" -->
 * static void
 * removed_cb (GweakWeakHashTable *table,
 *             const GValue       *key,
 *             const GValue       *value,
 *             GweakRemovalCause   cause,
 *             gpointer            user_data)
 * {
 *   g_print ("Nobody has the results for '%s' any more\n", g_value_get_string (key));
 * }
 *
 * static GweakWeakHashTable *
 * make_searches (void)
 * {
 *   GweakWeakHashTable *searches;
 *
 *   searches = gweak_weak_hash_table_new (G_TYPE_STRING, G_TYPE_LIST_STORE, GWEAK_WEAKNESS_VALUES);
 *   g_signal_connect (searches, "removed", G_CALLBACK (removed_cb), NULL);
 *
 *   return searches;
 * }
 * ]|
 *
 * The results of a search are in the table as long as somebody has them, and
 * everybody who asks for the same gets the same:
 *
 * |[<!-- language="C" -->
 * static gpointer
 * search_cb (gconstpointer key,
 *            gpointer      user_data,
 *            GError      **error)
 * {
 *   const char *query = key;
 *
 *   g_print ("Searching for '%s'\n", query);
 *
 *   return g_list_store_new (G_TYPE_FILE);
 * }
 *
 * static GListStore *
 * dup_results (GweakWeakHashTable *searches,
 *              const char         *query)
 * {
 *   return gweak_weak_hash_table_get_or_insert (searches, query, search_cb, NULL, NULL);
 * }
 * ]|
 *
 * # Types
 *
 * A weak side is a #GObject, or an interface. The other side can be that too,
 * held strongly, and any of these, by which functions for C take and return it:
 *
 * - integers up to the size of a pointer, booleans, enumerations, flags and
 *   #GType, in a pointer, as GINT_TO_POINTER() makes
 * - #gint64 and #guint64, and as values #gfloat and #gdouble, as a pointer to
 *   the number; what is returned is to be freed with g_free()
 * - strings, #GVariant and boxed types, copied or referenced
 * - %G_TYPE_POINTER, as it is
 *
 * Keys of a boxed type need functions that hash and compare them:
 * gweak_weak_hash_table_new_full(). Objects and plain pointers as keys compare
 * by identity, everything else by value, unless there are such functions.
 *
 * In other languages the same functions take and return any value, which is
 * brought to the type of the table; what does not fit is %GWEAK_ERROR_TYPE.
 *
 * # Size and signals
 *
 * The size never counts an entry whose weak side died, also inside the handlers
 * of that death. #GweakWeakHashTable::removed tells of every entry that leaves,
 * and why. #GObject::notify of #GweakWeakHashTable:n-entries comes before it.
 *
 * All functions may be called from any thread. One that is called with
 * something else than it asks for, or on a table that was constructed with
 * types that cannot be, prints a critical, does nothing and returns %NULL,
 * %FALSE or 0.
 */

/**
 * GweakWeakHashTable:
 *
 * A hash table with weak keys, weak values, or both.
 *
 * Since: 1.0
 */
G_DEFINE_FINAL_TYPE (GweakWeakHashTable, gweak_weak_hash_table, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_KEY_TYPE,
  PROP_VALUE_TYPE,
  PROP_WEAKNESS,
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

static void
entries_removed (GObject          *owner,
                 GweakEntry       *entry,
                 const GweakSides *sides,
                 GweakRemovalCause cause)
{
  GValue key = G_VALUE_INIT, value = G_VALUE_INIT;

  if (!g_signal_has_handler_pending (owner, signals[REMOVED], 0, FALSE))
    return;

  gweak_entry_key_to_value (entry, sides, &key);
  gweak_entry_value_to_value (entry, sides, &value);
  g_signal_emit (owner, signals[REMOVED], 0, &key, &value, cause);
  g_value_unset (&value);
  g_value_unset (&key);
}

static void
entries_dying (GObject          *owner,
               GweakEntry       *entry,
               const GweakSides *sides)
{
  GValue key = G_VALUE_INIT, value = G_VALUE_INIT;

  gweak_entry_key_to_value (entry, sides, &key);
  gweak_entry_value_to_value (entry, sides, &value);
  g_signal_emit (owner, signals[DYING], 0, &key, &value);
  g_value_unset (&value);
  g_value_unset (&key);
}

static const GweakEntriesOps entries_ops = {
  .size_changed = entries_size_changed,
  .removed = entries_removed,
  .dying = entries_dying,
};

static gboolean
is_object_type (GType type)
{
  return g_type_is_a (type, G_TYPE_OBJECT) || G_TYPE_IS_INTERFACE (type);
}

/* Boxed keys pass here, since functions can still come. */
static gboolean
can_be_made (GweakWeakHashTable *self)
{
  g_return_val_if_fail (gweak_slot_kind_is_key (self->key_type, TRUE), FALSE);
  g_return_val_if_fail (gweak_slot_kind_is_value (self->value_type), FALSE);
  g_return_val_if_fail ((self->weakness & (GWEAK_WEAKNESS_KEYS | GWEAK_WEAKNESS_VALUES)) != 0, FALSE);
  g_return_val_if_fail (!(self->weakness & GWEAK_WEAKNESS_KEYS) || is_object_type (self->key_type), FALSE);
  g_return_val_if_fail (!(self->weakness & GWEAK_WEAKNESS_VALUES) || is_object_type (self->value_type), FALSE);

  return TRUE;
}

static void
gweak_weak_hash_table_constructed (GObject *object)
{
  GweakWeakHashTable *self = GWEAK_WEAK_HASH_TABLE (object);

  if (can_be_made (self))
    self->entries = gweak_entries_new (&(GweakEntriesConfig){
      .ops = &entries_ops,
      .owner = object,
      .key_type = self->key_type,
      .value_type = self->value_type,
      .weakness = self->weakness,
      .context = self->context,
      .toggle = self->toggle,
    });
  self->is_usable = self->entries != NULL && gweak_slot_kind_is_key (self->key_type, FALSE);

  G_OBJECT_CLASS (gweak_weak_hash_table_parent_class)->constructed (object);
}

/* Its values may own it. */
static void
gweak_weak_hash_table_dispose (GObject *object)
{
  GweakWeakHashTable *self = GWEAK_WEAK_HASH_TABLE (object);

  if (self->entries != NULL)
    gweak_entries_remove_all (self->entries, TRUE);

  G_OBJECT_CLASS (gweak_weak_hash_table_parent_class)->dispose (object);
}

static void
gweak_weak_hash_table_finalize (GObject *object)
{
  GweakWeakHashTable *self = GWEAK_WEAK_HASH_TABLE (object);

  if (self->entries != NULL)
    {
      gweak_entries_set_listener (self->entries, NULL);
      gweak_entries_remove_all (self->entries, TRUE);
      gweak_entries_unref (self->entries);
    }
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (gweak_weak_hash_table_parent_class)->finalize (object);
}

static void
gweak_weak_hash_table_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  GweakWeakHashTable *self = GWEAK_WEAK_HASH_TABLE (object);

  switch (prop_id)
    {
    case PROP_KEY_TYPE:
      g_value_set_gtype (value, self->key_type);
      break;
    case PROP_VALUE_TYPE:
      g_value_set_gtype (value, self->value_type);
      break;
    case PROP_WEAKNESS:
      g_value_set_flags (value, self->weakness);
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
      g_value_set_uint (value, self->entries != NULL ? gweak_entries_get_size (self->entries) : 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gweak_weak_hash_table_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  GweakWeakHashTable *self = GWEAK_WEAK_HASH_TABLE (object);

  switch (prop_id)
    {
    case PROP_KEY_TYPE:
      self->key_type = g_value_get_gtype (value);
      break;
    case PROP_VALUE_TYPE:
      self->value_type = g_value_get_gtype (value);
      break;
    case PROP_WEAKNESS:
      self->weakness = g_value_get_flags (value);
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
   * GweakWeakHashTable:key-type:
   *
   * The type of keys.
   *
   * Since: 1.0
   */
  props[PROP_KEY_TYPE] = g_param_spec_gtype ("key-type", NULL, NULL, G_TYPE_NONE,
                                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakWeakHashTable:value-type:
   *
   * The type of values.
   *
   * Since: 1.0
   */
  props[PROP_VALUE_TYPE] = g_param_spec_gtype ("value-type", NULL, NULL, G_TYPE_NONE,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakWeakHashTable:weakness:
   *
   * Which sides are weak. None is a critical.
   *
   * Since: 1.0
   */
  props[PROP_WEAKNESS] = g_param_spec_flags ("weakness", NULL, NULL, GWEAK_TYPE_WEAKNESS, GWEAK_WEAKNESS_VALUES,
                                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakWeakHashTable:n-entries:
   *
   * The number of living entries. It changes, with a notify, when entries come
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
   * GweakWeakHashTable:toggle:
   *
   * Beware of script wrappers: what #GweakReference:toggle warns of is true
   * here for each object on a weak side.
   *
   * Whether the table asks for the toggle references of its weak objects, so
   * that #GweakWeakHashTable::dying is emitted. Where an object's has to yield
   * to a foreign one, nothing is emitted for that object.
   *
   * Since: 1.0
   */
  props[PROP_TOGGLE] = g_param_spec_boolean ("toggle", NULL, NULL, FALSE,
                                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakWeakHashTable:main-context:
   *
   * The main context in which everything but #GweakWeakHashTable::dying is
   * emitted. %NULL, the default, means at once, in the thread that changed the
   * table or dropped the last reference to an object in it.
   *
   * Since: 1.0
   */
  props[PROP_MAIN_CONTEXT] = g_param_spec_boxed ("main-context", NULL, NULL, G_TYPE_MAIN_CONTEXT,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakWeakHashTable:deferred:
   *
   * Short for a #GweakWeakHashTable:main-context that is the thread-default one
   * of the constructing thread. Reads %TRUE whenever there is a main context.
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
   * GweakWeakHashTable::removed:
   * @self: the table
   * @key: the key; a side that died holds %NULL
   * @value: the value; likewise
   * @cause: why it left
   *
   * Emitted when an entry left. The table does not have it any more, and
   * #GweakWeakHashTable:n-entries does not count it.
   *
   * It is emitted in the thread where that happened, or in the
   * #GweakWeakHashTable:main-context. A weak side that did not die is held
   * during the emission. Modelled on the removal listeners of Guava.
   *
   * Since: 1.0
   */
  signals[REMOVED] = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST | G_SIGNAL_NO_HOOKS, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 3,
                                   G_TYPE_VALUE | G_SIGNAL_TYPE_STATIC_SCOPE,
                                   G_TYPE_VALUE | G_SIGNAL_TYPE_STATIC_SCOPE,
                                   GWEAK_TYPE_REMOVAL_CAUSE);

  /**
   * GweakWeakHashTable::dying:
   * @self: the table
   * @key: the key, whole
   * @value: the value, whole
   *
   * Emitted when the last strong reference to an object on a weak side is gone
   * that is not gweak's own, if #GweakWeakHashTable:toggle was asked for: the
   * last chance to save what it holds, or, by taking a reference, to rescue it.
   *
   * It is emitted in the thread that dropped the reference, also when
   * #GweakWeakHashTable:main-context is set; see #GweakReference::dying.
   *
   * Since: 1.0
   */
  signals[DYING] = g_signal_new ("dying", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2,
                                 G_TYPE_VALUE | G_SIGNAL_TYPE_STATIC_SCOPE,
                                 G_TYPE_VALUE | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
gweak_weak_hash_table_class_init (GweakWeakHashTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = gweak_weak_hash_table_constructed;
  object_class->dispose = gweak_weak_hash_table_dispose;
  object_class->finalize = gweak_weak_hash_table_finalize;
  object_class->get_property = gweak_weak_hash_table_get_property;
  object_class->set_property = gweak_weak_hash_table_set_property;

  make_properties_of_content ();
  make_properties_of_delivery ();
  g_object_class_install_properties (object_class, N_PROPS, props);
  make_signals (G_TYPE_FROM_CLASS (klass));
}

static void
gweak_weak_hash_table_init (GweakWeakHashTable *self)
{
}

/**
 * gweak_weak_hash_table_new:
 * @key_type: the type of keys
 * @value_type: the type of values
 * @weakness: which sides are weak
 *
 * Makes an empty table.
 *
 * May be called from any thread. Modelled on CPython's `WeakKeyDictionary` and
 * `WeakValueDictionary`.
 *
 * Returns: (transfer full): a new table; %NULL, with a critical, if one of the
 *   types cannot be a key or a value, if @weakness is empty, or if a weak side
 *   is no object
 *
 * Since: 1.0
 */
GweakWeakHashTable *
gweak_weak_hash_table_new (GType         key_type,
                           GType         value_type,
                           GweakWeakness weakness)
{
  g_return_val_if_fail (gweak_slot_kind_is_key (key_type, FALSE), NULL);

  return gweak_weak_hash_table_new_full (key_type, value_type, weakness, NULL, NULL, NULL, NULL);
}

/* Plain pointers have no functions of their own; what is weak is not owned, nor
 * is a GType, which derives from them.
 */
static gboolean
can_own (GType    type,
         gboolean is_weak)
{
  return !is_weak && G_TYPE_FUNDAMENTAL (type) == G_TYPE_POINTER && type != G_TYPE_GTYPE;
}

/* While nobody else knows @self. */
void
gweak_weak_hash_table_use_functions (GweakWeakHashTable *self,
                                     GHashFunc           hash,
                                     GEqualFunc          equal)
{
  gweak_entries_use_functions (self->entries, hash, equal);
  self->is_usable |= equal != NULL;
}

/**
 * gweak_weak_hash_table_new_full: (skip)
 * @key_type: the type of keys
 * @value_type: the type of values
 * @weakness: which sides are weak
 * @hash: (nullable): how to hash a key
 * @equal: (nullable): how to compare keys; given if and only if @hash is
 * @key_destroy: (nullable): how to free keys that are plain pointers
 * @value_destroy: (nullable): how to free values that are plain pointers
 *
 * Makes an empty table whose keys are hashed and compared by @hash and @equal.
 * They get keys as they are passed in C, and are called in whatever thread uses
 * the table, never with a lock held; weak keys are held meanwhile.
 *
 * With a destroy notify, gweak_weak_hash_table_insert() takes the pointer over,
 * and it is freed when its entry goes and nobody walks over that any more.
 * Pointers that are given out are not copied, and are there as long as their
 * entry is.
 *
 * May be called from any thread. Modelled on g_hash_table_new_full().
 *
 * Returns: (transfer full): a new table; %NULL, with a critical, where
 *   gweak_weak_hash_table_new() gives that, and if a destroy notify is given
 *   for a side that is weak or no %G_TYPE_POINTER
 *
 * Since: 1.0
 */
GweakWeakHashTable *
gweak_weak_hash_table_new_full (GType          key_type,
                                GType          value_type,
                                GweakWeakness  weakness,
                                GHashFunc      hash,
                                GEqualFunc     equal,
                                GDestroyNotify key_destroy,
                                GDestroyNotify value_destroy)
{
  GweakWeakHashTable *self;

  g_return_val_if_fail ((hash == NULL) == (equal == NULL), NULL);
  g_return_val_if_fail (gweak_slot_kind_is_key (key_type, hash != NULL), NULL);
  g_return_val_if_fail (gweak_slot_kind_is_value (value_type), NULL);
  g_return_val_if_fail (weakness != 0 && (weakness & ~(GWEAK_WEAKNESS_KEYS | GWEAK_WEAKNESS_VALUES)) == 0, NULL);
  g_return_val_if_fail (!(weakness & GWEAK_WEAKNESS_KEYS) || is_object_type (key_type), NULL);
  g_return_val_if_fail (!(weakness & GWEAK_WEAKNESS_VALUES) || is_object_type (value_type), NULL);
  g_return_val_if_fail (key_destroy == NULL || can_own (key_type, weakness & GWEAK_WEAKNESS_KEYS), NULL);
  g_return_val_if_fail (value_destroy == NULL || can_own (value_type, weakness & GWEAK_WEAKNESS_VALUES), NULL);

  self = g_object_new (GWEAK_TYPE_WEAK_HASH_TABLE,
                       "key-type", key_type,
                       "value-type", value_type,
                       "weakness", weakness,
                       NULL);
  gweak_weak_hash_table_use_functions (self, hash, equal);
  self->entries->key_kind.destroy = key_destroy;
  self->entries->value_kind.destroy = value_destroy;

  return self;
}

/**
 * gweak_weak_hash_table_get_key_type:
 * @self: a #GweakWeakHashTable
 *
 * Gets the type of keys.
 *
 * Returns: the type
 *
 * Since: 1.0
 */
GType
gweak_weak_hash_table_get_key_type (GweakWeakHashTable *self)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), G_TYPE_INVALID);

  return self->key_type;
}

/**
 * gweak_weak_hash_table_get_value_type:
 * @self: a #GweakWeakHashTable
 *
 * Gets the type of values.
 *
 * Returns: the type
 *
 * Since: 1.0
 */
GType
gweak_weak_hash_table_get_value_type (GweakWeakHashTable *self)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), G_TYPE_INVALID);

  return self->value_type;
}

/**
 * gweak_weak_hash_table_get_weakness:
 * @self: a #GweakWeakHashTable
 *
 * Gets which sides are weak.
 *
 * Returns: the flags
 *
 * Since: 1.0
 */
GweakWeakness
gweak_weak_hash_table_get_weakness (GweakWeakHashTable *self)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), 0);

  return self->weakness;
}

/**
 * gweak_weak_hash_table_get_size:
 * @self: a #GweakWeakHashTable
 *
 * Counts the living entries. Those whose weak side died do not count, also
 * inside the handlers of that death.
 *
 * Returns: their number
 *
 * Since: 1.0
 */
guint
gweak_weak_hash_table_get_size (GweakWeakHashTable *self)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self), 0);

  return self->entries != NULL ? gweak_entries_get_size (self->entries) : 0;
}

/**
 * gweak_weak_hash_table_remove_all:
 * @self: a #GweakWeakHashTable
 *
 * Removes all entries, with %GWEAK_REMOVAL_CAUSE_CLEARED. Values that are being
 * made meanwhile are not kept.
 *
 * Since: 1.0
 */
void
gweak_weak_hash_table_remove_all (GweakWeakHashTable *self)
{
  g_return_if_fail (GWEAK_IS_WEAK_HASH_TABLE (self));
  g_return_if_fail (gweak_weak_hash_table_is_usable (self));

  gweak_load_cancel_all (self->entries);
  gweak_entries_remove_all (self->entries, FALSE);
}
