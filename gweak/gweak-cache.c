/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-cache-private.h"

#include "gweak-load-private.h"

/**
 * SECTION:gweak-cache
 * @Title: GweakCache
 * @Short_description: strong for what was used lately, weak for the rest
 * @See_also: [Choosing a container][choosing], #GweakWeakHashTable
 *
 * A #GweakCache maps keys to objects that can be made again. It keeps a few of
 * those that nobody uses, and finds the others as long as anybody does:
 *
 * - A value is “in use” while somebody besides the cache
 *   holds it. That it is in the cache costs nothing then, and it is no matter of
 *   any bound.
 * - A value is “idle” when only the cache holds it.
 *   #GweakCache:max-idle, #GweakCache:max-idle-cost and #GweakCache:idle-ttl
 *   bound these, and memory warnings do.
 * - A value is “evicted” when the cache dropped its reference.
 *   If it was idle it dies of that. If not, its entry stays, weak: a lookup finds
 *   the value, and it is kept again. The entry leaves when the value died.
 *
 * This keeps the icons of files:
 *
 * |[<!-- language="C" -->
 * static gpointer
 * read_icon_cb (gconstpointer key,
 *               guint64      *cost,
 *               gpointer      user_data,
 *               GError      **error)
 * {
 *   GFile  *file = g_file_new_for_path (key);
 *   GBytes *bytes = g_file_load_bytes (file, NULL, NULL, error);
 *   GIcon  *icon = NULL;
 *
 *   if (bytes != NULL)
 *     {
 *       icon = g_bytes_icon_new (bytes);
 *       *cost = g_bytes_get_size (bytes);
 *       g_bytes_unref (bytes);
 *     }
 *   g_object_unref (file);
 *
 *   return icon;
 * }
 *
 * static GIcon *
 * get_icon (GweakCache *icons,
 *           const char *path,
 *           GError    **error)
 * {
 *   return gweak_cache_get_or_insert (icons, path, read_icon_cb, NULL, error);
 * }
 * ]|
 *
 * The chapter [Caches][caches] has more of this, and a picture.
 *
 * # What is idle
 *
 * The cache looks at the reference count of a value. That says who is worth
 * evicting, and nothing else: whatever it says, no value is lost that somebody
 * holds.
 *
 * What is not seen is who holds the wrapper of a value in a script. A wrapper
 * without state holds its object until it is collected: such a value is in use.
 * A wrapper with state, say an attribute of an instance, is tied to its object by
 * a toggle reference, which counts as nobody: such a value is idle when only
 * scripts have it. If it is evicted it is found all the same.
 *
 * A value can own its wrapper without that the two are tied so, as by a signal
 * handler that refers to the wrapper, and in PyGObject since 3.55, which has no
 * toggle references, by any cycle. It looks in use for ever, because no such cycle
 * is collected while the cache has a reference. For these there is
 * #GweakCache:idle-ttl, which does not care what looks in use.
 *
 * It helps as well with a value that is kept under several keys, or by several
 * caches: each holds it for the others, so it looks in use for ever. Nothing but
 * its removal helps with a value that its key holds, or that is its own key.
 *
 * # When the bounds hold
 *
 * Nobody tells when a value becomes idle, so the bounds are enforced by every
 * call, over what it knows. It always knows of the values that became idle in
 * its view: those that it, or a call before it, saw idle, and that were not
 * looked up since. Of the others it looks at nine in turn, and at nine more after
 * each idle one that it finds. So, with up to eight values in use, the bounds are
 * exact after each call; with more, values that were dropped since wait for one
 * of the next calls. Only hits are exempt, up to 64 of them, after a hit that
 * looked and found nothing. What is evicted is always what was used longest ago
 * of the idle values that are known.
 *
 * Without calls a timer looks at everything. It runs in the
 * #GweakCache:main-context, or else in the thread-default one of the constructing
 * thread, only while more values are kept than may be idle, or while some can
 * expire; after a second at first, and less and less often, down to every 16
 * seconds, as long as it finds nothing.
 *
 * # Memory warnings
 *
 * Each cache is trimmed, as by gweak_cache_trim(), when the #GMemoryMonitor of
 * the process warns. That is heard of in the global default main context, and
 * only if a program runs that.
 *
 * # Types
 *
 * Keys are what keys of a #GweakWeakHashTable can be, but for boxed types;
 * objects as keys are held, and compare by identity. Values are objects. They are
 * referenced; a floating one is not sunk.
 *
 * All functions may be called from any thread. One that is called with something
 * else than it asks for, or on a cache that was constructed with types that
 * cannot be, prints a critical, does nothing and returns %NULL, %FALSE or 0.
 */

/**
 * GweakCache:
 *
 * A cache of objects.
 *
 * Since: 1.0
 */
G_DEFINE_FINAL_TYPE (GweakCache, gweak_cache, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_KEY_TYPE,
  PROP_VALUE_TYPE,
  PROP_MAX_IDLE,
  PROP_MAX_IDLE_COST,
  PROP_IDLE_TTL,
  PROP_MAIN_CONTEXT,
  PROP_DEFERRED,
  PROP_N_ENTRIES,
  PROP_N_IDLE,
  PROP_N_IN_USE,
  PROP_IDLE_COST,
  PROP_HITS,
  PROP_MISSES,
  PROP_LOADS,
  PROP_EVICTIONS,
  N_PROPS
};

enum
{
  REMOVED,
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

static const GweakEntriesOps entries_ops = {
  .extra_size = sizeof (GweakCacheExtra),
  .state_size = sizeof (GweakCacheState),
  .taken_out = gweak_cache_entry_taken_out,
  .size_changed = entries_size_changed,
  .removed = entries_removed,
  .clear_extra = gweak_cache_entry_cleared,
  .clear_state = gweak_cache_clear_state,
};

static gboolean
is_object_type (GType type)
{
  return g_type_is_a (type, G_TYPE_OBJECT) || G_TYPE_IS_INTERFACE (type);
}

static gboolean
can_be_made (GweakCache *self)
{
  g_return_val_if_fail (gweak_slot_kind_is_key (self->key_type, FALSE), FALSE);
  g_return_val_if_fail (is_object_type (self->value_type), FALSE);

  return TRUE;
}

static void
make_entries (GweakCache *self)
{
  self->entries = gweak_entries_new (&(GweakEntriesConfig){
    .ops = &entries_ops,
    .owner = G_OBJECT (self),
    .key_type = self->key_type,
    .value_type = self->value_type,
    .weakness = GWEAK_WEAKNESS_VALUES,
    .context = self->context,
  });
  g_assert (self->entries->extra_offset == sizeof (GweakEntry));
  gweak_cache_init_state (self->entries);
  gweak_cache_heed_warnings (self->entries);
}

/* What is writable is set after this. */
static void
gweak_cache_constructed (GObject *object)
{
  GweakCache *self = GWEAK_CACHE (object);

  if (self->context != NULL)
    self->timer_context = g_main_context_ref (self->context);
  else
    self->timer_context = g_main_context_ref_thread_default ();

  if (can_be_made (self))
    make_entries (self);

  G_OBJECT_CLASS (gweak_cache_parent_class)->constructed (object);
}

/* Its values may own it. */
static void
gweak_cache_dispose (GObject *object)
{
  GweakCache *self = GWEAK_CACHE (object);

  if (self->entries != NULL)
    gweak_entries_remove_all (self->entries, TRUE);

  G_OBJECT_CLASS (gweak_cache_parent_class)->dispose (object);
}

static void
gweak_cache_finalize (GObject *object)
{
  GweakCache *self = GWEAK_CACHE (object);

  if (self->entries != NULL)
    {
      gweak_cache_ignore_warnings (self->entries);
      gweak_cache_drop_timer (self->entries);
      gweak_entries_set_listener (self->entries, NULL);
      gweak_entries_remove_all (self->entries, TRUE);
      gweak_entries_unref (self->entries);
    }
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->timer_context, g_main_context_unref);

  G_OBJECT_CLASS (gweak_cache_parent_class)->finalize (object);
}

static void
gweak_cache_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  GweakCache *self = GWEAK_CACHE (object);

  switch (prop_id)
    {
    case PROP_KEY_TYPE:
      g_value_set_gtype (value, self->key_type);
      break;
    case PROP_VALUE_TYPE:
      g_value_set_gtype (value, self->value_type);
      break;
    case PROP_MAX_IDLE:
      g_value_set_uint (value, gweak_cache_get_max_idle (self));
      break;
    case PROP_MAX_IDLE_COST:
      g_value_set_uint64 (value, gweak_cache_get_max_idle_cost (self));
      break;
    case PROP_IDLE_TTL:
      g_value_set_uint (value, gweak_cache_get_idle_ttl (self));
      break;
    case PROP_MAIN_CONTEXT:
      g_value_set_boxed (value, self->context);
      break;
    case PROP_DEFERRED:
      g_value_set_boolean (value, self->context != NULL);
      break;
    case PROP_N_ENTRIES:
      g_value_set_uint (value, gweak_cache_get_size (self));
      break;
    case PROP_N_IDLE:
      g_value_set_uint (value, gweak_cache_get_n_idle (self));
      break;
    case PROP_N_IN_USE:
      g_value_set_uint (value, gweak_cache_get_n_in_use (self));
      break;
    case PROP_IDLE_COST:
      g_value_set_uint64 (value, gweak_cache_get_idle_cost (self));
      break;
    case PROP_HITS:
      g_value_set_uint64 (value, gweak_cache_get_hits (self));
      break;
    case PROP_MISSES:
      g_value_set_uint64 (value, gweak_cache_get_misses (self));
      break;
    case PROP_LOADS:
      g_value_set_uint64 (value, gweak_cache_get_loads (self));
      break;
    case PROP_EVICTIONS:
      g_value_set_uint64 (value, gweak_cache_get_evictions (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* Both construct properties speak of one context; the explicit one wins. */
static void
set_context (GweakCache   *self,
             GMainContext *context)
{
  if (context == NULL)
    return;

  g_clear_pointer (&self->context, g_main_context_unref);
  self->context = g_main_context_ref (context);
}

static void
set_deferred (GweakCache *self,
              gboolean    deferred)
{
  if (deferred && self->context == NULL)
    self->context = g_main_context_ref_thread_default ();
}

static void
gweak_cache_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  GweakCache *self = GWEAK_CACHE (object);

  switch (prop_id)
    {
    case PROP_KEY_TYPE:
      self->key_type = g_value_get_gtype (value);
      break;
    case PROP_VALUE_TYPE:
      self->value_type = g_value_get_gtype (value);
      break;
    case PROP_MAX_IDLE:
      gweak_cache_set_max_idle (self, g_value_get_uint (value));
      break;
    case PROP_MAX_IDLE_COST:
      gweak_cache_set_max_idle_cost (self, g_value_get_uint64 (value));
      break;
    case PROP_IDLE_TTL:
      gweak_cache_set_idle_ttl (self, g_value_get_uint (value));
      break;
    case PROP_MAIN_CONTEXT:
      set_context (self, g_value_get_boxed (value));
      break;
    case PROP_DEFERRED:
      set_deferred (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
make_properties_of_content (void)
{
  /**
   * GweakCache:key-type:
   *
   * The type of keys.
   *
   * Since: 1.0
   */
  props[PROP_KEY_TYPE] = g_param_spec_gtype ("key-type", NULL, NULL, G_TYPE_NONE,
                                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakCache:value-type:
   *
   * The type of values: that of objects, or an interface.
   *
   * Since: 1.0
   */
  props[PROP_VALUE_TYPE] = g_param_spec_gtype ("value-type", NULL, NULL, G_TYPE_NONE,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakCache:n-entries:
   *
   * The number of values that can be found: those that are kept, and those that
   * were evicted and that somebody holds. It changes, with a notify, when entries
   * come and go.
   *
   * Since: 1.0
   */
  props[PROP_N_ENTRIES] = g_param_spec_uint ("n-entries", NULL, NULL, 0, G_MAXUINT, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * GweakCache:n-idle:
   *
   * How many values nobody but the cache holds. It is counted when it is read, and
   * never notified.
   *
   * Since: 1.0
   */
  props[PROP_N_IDLE] = g_param_spec_uint ("n-idle", NULL, NULL, 0, G_MAXUINT, 0,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * GweakCache:n-in-use:
   *
   * How many values can be found that somebody holds, whether the cache keeps them
   * or not: all that are not idle. It is counted when it is read, and never
   * notified.
   *
   * Since: 1.0
   */
  props[PROP_N_IN_USE] = g_param_spec_uint ("n-in-use", NULL, NULL, 0, G_MAXUINT, 0,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * GweakCache:idle-cost:
   *
   * What the idle values cost together, or the largest number there is if that is
   * more. It is counted when it is read, and never notified.
   *
   * Since: 1.0
   */
  props[PROP_IDLE_COST] = g_param_spec_uint64 ("idle-cost", NULL, NULL, 0, G_MAXUINT64, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
make_properties_of_bounds (void)
{
  /**
   * GweakCache:max-idle:
   *
   * How many idle values to keep. With 0 the cache finds what somebody uses, and
   * keeps nothing.
   *
   * Since: 1.0
   */
  props[PROP_MAX_IDLE] = g_param_spec_uint ("max-idle", NULL, NULL, 0, G_MAXUINT, GWEAK_CACHE_MAX_IDLE,
                                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakCache:max-idle-cost:
   *
   * What the idle values may cost together; 0 means anything. What one costs is
   * said when it is inserted.
   *
   * Since: 1.0
   */
  props[PROP_MAX_IDLE_COST] = g_param_spec_uint64 ("max-idle-cost", NULL, NULL, 0, G_MAXUINT64, 0,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakCache:idle-ttl:
   *
   * How long to keep a value that was not inserted or looked up again, in
   * milliseconds; 0 means for ever.
   *
   * It is true of all values, whatever they look like: also of those that are in
   * use, since some only look so, in reference cycles of scripts. For a value
   * that is in use it changes little, as it is found all the same, and kept again.
   *
   * When it is set the first time, or after 0, all values count as used at that
   * moment.
   *
   * Since: 1.0
   */
  props[PROP_IDLE_TTL] = g_param_spec_uint ("idle-ttl", NULL, NULL, 0, G_MAXUINT, 0,
                                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
make_properties_of_delivery (void)
{
  /**
   * GweakCache:main-context:
   *
   * The main context in which everything is emitted, and the timer runs. %NULL,
   * the default, means at once, in the thread that changed the cache or dropped
   * the last reference to a value; the timer then runs in the thread-default
   * context of the constructing thread.
   *
   * Since: 1.0
   */
  props[PROP_MAIN_CONTEXT] = g_param_spec_boxed ("main-context", NULL, NULL, G_TYPE_MAIN_CONTEXT,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * GweakCache:deferred:
   *
   * Short for a #GweakCache:main-context that is the thread-default one of the
   * constructing thread. Reads %TRUE whenever there is a main context.
   *
   * Since: 1.0
   */
  props[PROP_DEFERRED] = g_param_spec_boolean ("deferred", NULL, NULL, FALSE,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
}

static void
make_properties_of_counters (void)
{
  /**
   * GweakCache:hits:
   *
   * How often a value that was asked for was found. It is never notified, as the
   * other counters.
   *
   * Since: 1.0
   */
  props[PROP_HITS] = g_param_spec_uint64 ("hits", NULL, NULL, 0, G_MAXUINT64, 0,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * GweakCache:misses:
   *
   * How often a value that was asked for was not found, also if it was made then,
   * or another caller was making it.
   *
   * Since: 1.0
   */
  props[PROP_MISSES] = g_param_spec_uint64 ("misses", NULL, NULL, 0, G_MAXUINT64, 0,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * GweakCache:loads:
   *
   * How often a factory or a load function was called.
   *
   * Since: 1.0
   */
  props[PROP_LOADS] = g_param_spec_uint64 ("loads", NULL, NULL, 0, G_MAXUINT64, 0,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * GweakCache:evictions:
   *
   * How often the cache let a value go because of a bound, its age, or
   * gweak_cache_trim(), whether that was in use or died.
   *
   * Since: 1.0
   */
  props[PROP_EVICTIONS] = g_param_spec_uint64 ("evictions", NULL, NULL, 0, G_MAXUINT64, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
make_signals (GType type)
{
  /**
   * GweakCache::removed:
   * @self: the cache
   * @key: the key
   * @value: the value; %NULL if it died
   * @cause: why it left
   *
   * Emitted when an entry left. The cache does not have it any more, and
   * #GweakCache:n-entries does not count it.
   *
   * The cause is %GWEAK_REMOVAL_CAUSE_EVICTED if the value died of being evicted:
   * inside the call, or the turn of the timer, that let it go. A value that was
   * evicted and lived on, since somebody held it, leaves when it dies, with
   * %GWEAK_REMOVAL_CAUSE_DIED. What was replaced, removed or cleared is whole, and
   * goes after the emission if nobody else holds it.
   *
   * It is emitted in the thread where that happened, or in the
   * #GweakCache:main-context. Modelled on the removal listeners of Guava.
   *
   * Since: 1.0
   */
  signals[REMOVED] = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST | G_SIGNAL_NO_HOOKS, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 3,
                                   G_TYPE_VALUE | G_SIGNAL_TYPE_STATIC_SCOPE,
                                   G_TYPE_VALUE | G_SIGNAL_TYPE_STATIC_SCOPE,
                                   GWEAK_TYPE_REMOVAL_CAUSE);
}

static void
gweak_cache_class_init (GweakCacheClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = gweak_cache_constructed;
  object_class->dispose = gweak_cache_dispose;
  object_class->finalize = gweak_cache_finalize;
  object_class->get_property = gweak_cache_get_property;
  object_class->set_property = gweak_cache_set_property;

  make_properties_of_content ();
  make_properties_of_bounds ();
  make_properties_of_delivery ();
  make_properties_of_counters ();
  g_object_class_install_properties (object_class, N_PROPS, props);
  make_signals (G_TYPE_FROM_CLASS (klass));
}

static void
gweak_cache_init (GweakCache *self)
{
}

/**
 * gweak_cache_new:
 * @key_type: the type of keys
 * @value_type: the type of values
 *
 * Makes an empty cache.
 *
 * May be called from any thread.
 *
 * Returns: (transfer full): a new cache; %NULL, with a critical, if @key_type
 *   cannot be the type of a key, or @value_type is not that of objects
 *
 * Since: 1.0
 */
GweakCache *
gweak_cache_new (GType key_type,
                 GType value_type)
{
  g_return_val_if_fail (gweak_slot_kind_is_key (key_type, FALSE), NULL);
  g_return_val_if_fail (is_object_type (value_type), NULL);

  return g_object_new (GWEAK_TYPE_CACHE, "key-type", key_type, "value-type", value_type, NULL);
}

/**
 * gweak_cache_remove_all:
 * @self: a #GweakCache
 *
 * Removes all entries, with %GWEAK_REMOVAL_CAUSE_CLEARED. Values that are being
 * made or loaded meanwhile are not kept.
 *
 * Since: 1.0
 */
void
gweak_cache_remove_all (GweakCache *self)
{
  g_return_if_fail (GWEAK_IS_CACHE (self));
  g_return_if_fail (gweak_cache_is_usable (self));

  gweak_load_cancel_all (self->entries);
  gweak_cache_cancel_loads (self->entries);
  gweak_entries_remove_all (self->entries, FALSE);
}

/**
 * gweak_cache_trim:
 * @self: a #GweakCache
 * @level: how short memory is
 *
 * Evicts idle values, those used longest ago first: with
 * %G_MEMORY_MONITOR_WARNING_LEVEL_LOW half of them stay, with
 * %G_MEMORY_MONITOR_WARNING_LEVEL_MEDIUM an eighth, and with
 * %G_MEMORY_MONITOR_WARNING_LEVEL_CRITICAL none. Fractions are rounded down;
 * levels in between are taken for the lower one.
 *
 * The memory monitor calls this by itself: see above. Modelled on Android's
 * `onTrimMemory()`.
 *
 * May be called from any thread.
 *
 * Since: 1.0
 */
void
gweak_cache_trim (GweakCache                *self,
                  GMemoryMonitorWarningLevel level)
{
  g_return_if_fail (GWEAK_IS_CACHE (self));
  g_return_if_fail (gweak_cache_is_usable (self));

  gweak_cache_relieve (self->entries, level);
}
