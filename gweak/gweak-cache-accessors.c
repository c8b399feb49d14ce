/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-cache-private.h"

/* What can be asked of a cache, and set. On one that was constructed badly
 * everything reads 0.
 */

static GweakCacheBounds
get_bounds (GweakCache *self)
{
  GweakCacheBounds bounds = { 0 };

  if (self->entries != NULL)
    {
      gweak_lock (&self->entries->lock);
      bounds = gweak_cache_state (self->entries)->bounds;
      gweak_unlock (&self->entries->lock);
    }

  return bounds;
}

static GweakCacheCounters
get_counters (GweakCache *self)
{
  GweakCacheCounters counters = { 0 };

  if (self->entries != NULL)
    {
      gweak_lock (&self->entries->lock);
      counters = gweak_cache_state (self->entries)->counters;
      gweak_unlock (&self->entries->lock);
    }

  return counters;
}

static GweakCacheCensus
get_census (GweakCache *self)
{
  GweakCacheCensus census = { 0 };

  if (self->entries != NULL)
    gweak_cache_take_census (self->entries, &census);

  return census;
}

/* What is too much now goes at once. */
static void
tell_bounds (GweakCache *self,
             const char *name)
{
  g_object_notify (G_OBJECT (self), name);
  gweak_cache_enforce_on_all (self->entries);
  gweak_cache_ensure_timer (self->entries, self->timer_context);
}

/**
 * gweak_cache_get_key_type:
 * @self: a #GweakCache
 *
 * Gets the type of keys.
 *
 * Returns: the type
 *
 * Since: 1.0
 */
GType
gweak_cache_get_key_type (GweakCache *self)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), G_TYPE_INVALID);

  return self->key_type;
}

/**
 * gweak_cache_get_value_type:
 * @self: a #GweakCache
 *
 * Gets the type of values.
 *
 * Returns: the type
 *
 * Since: 1.0
 */
GType
gweak_cache_get_value_type (GweakCache *self)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), G_TYPE_INVALID);

  return self->value_type;
}

/**
 * gweak_cache_get_size:
 * @self: a #GweakCache
 *
 * Counts the values that can be found. Those that died do not count, also inside
 * the handlers of that death.
 *
 * Returns: their number
 *
 * Since: 1.0
 */
guint
gweak_cache_get_size (GweakCache *self)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), 0);

  return self->entries != NULL ? gweak_entries_get_size (self->entries) : 0;
}

/**
 * gweak_cache_get_max_idle:
 * @self: a #GweakCache
 *
 * Gets how many idle values are kept.
 *
 * Returns: the bound
 *
 * Since: 1.0
 */
guint
gweak_cache_get_max_idle (GweakCache *self)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), 0);

  return get_bounds (self).max_idle;
}

/**
 * gweak_cache_set_max_idle:
 * @self: a #GweakCache
 * @max_idle: the bound
 *
 * Sets how many idle values are kept. What is too much now goes at once.
 *
 * Since: 1.0
 */
void
gweak_cache_set_max_idle (GweakCache *self,
                          guint       max_idle)
{
  GweakCacheState *state;
  gboolean         changed;

  g_return_if_fail (GWEAK_IS_CACHE (self));
  g_return_if_fail (gweak_cache_is_usable (self));

  state = gweak_cache_state (self->entries);
  gweak_lock (&self->entries->lock);
  changed = state->bounds.max_idle != max_idle;
  state->bounds.max_idle = max_idle;
  gweak_unlock (&self->entries->lock);

  if (changed)
    tell_bounds (self, "max-idle");
}

/**
 * gweak_cache_get_max_idle_cost:
 * @self: a #GweakCache
 *
 * Gets what the idle values may cost together.
 *
 * Returns: the bound; 0: anything
 *
 * Since: 1.0
 */
guint64
gweak_cache_get_max_idle_cost (GweakCache *self)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), 0);

  return get_bounds (self).max_idle_cost;
}

/**
 * gweak_cache_set_max_idle_cost:
 * @self: a #GweakCache
 * @max_idle_cost: the bound; 0: anything
 *
 * Sets what the idle values may cost together. What is too much now goes at once.
 *
 * Since: 1.0
 */
void
gweak_cache_set_max_idle_cost (GweakCache *self,
                               guint64     max_idle_cost)
{
  GweakCacheState *state;
  gboolean         changed;

  g_return_if_fail (GWEAK_IS_CACHE (self));
  g_return_if_fail (gweak_cache_is_usable (self));

  state = gweak_cache_state (self->entries);
  gweak_lock (&self->entries->lock);
  changed = state->bounds.max_idle_cost != max_idle_cost;
  state->bounds.max_idle_cost = max_idle_cost;
  gweak_unlock (&self->entries->lock);

  if (changed)
    tell_bounds (self, "max-idle-cost");
}

/**
 * gweak_cache_get_idle_ttl:
 * @self: a #GweakCache
 *
 * Gets how long a value is kept that is not asked for.
 *
 * Returns: milliseconds; 0: for ever
 *
 * Since: 1.0
 */
guint
gweak_cache_get_idle_ttl (GweakCache *self)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), 0);

  return get_bounds (self).idle_ttl;
}

/**
 * gweak_cache_set_idle_ttl:
 * @self: a #GweakCache
 * @idle_ttl: milliseconds; 0: for ever
 *
 * Sets how long a value is kept that is not asked for. What is too old now goes
 * at once; see #GweakCache:idle-ttl.
 *
 * Since: 1.0
 */
void
gweak_cache_set_idle_ttl (GweakCache *self,
                          guint       idle_ttl)
{
  GweakCacheState *state;
  gboolean         changed;

  g_return_if_fail (GWEAK_IS_CACHE (self));
  g_return_if_fail (gweak_cache_is_usable (self));

  state = gweak_cache_state (self->entries);
  gweak_lock (&self->entries->lock);
  changed = state->bounds.idle_ttl != idle_ttl;
  gweak_cache_set_ttl (state, idle_ttl);
  gweak_unlock (&self->entries->lock);

  if (changed)
    tell_bounds (self, "idle-ttl");
}

/**
 * gweak_cache_get_n_idle:
 * @self: a #GweakCache
 *
 * Counts the idle values, as #GweakCache:n-idle.
 *
 * Returns: their number
 *
 * Since: 1.0
 */
guint
gweak_cache_get_n_idle (GweakCache *self)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), 0);

  return get_census (self).n_idle;
}

/**
 * gweak_cache_get_n_in_use:
 * @self: a #GweakCache
 *
 * Counts the values that are in use, as #GweakCache:n-in-use.
 *
 * Returns: their number
 *
 * Since: 1.0
 */
guint
gweak_cache_get_n_in_use (GweakCache *self)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), 0);

  return get_census (self).n_in_use;
}

/**
 * gweak_cache_get_idle_cost:
 * @self: a #GweakCache
 *
 * Adds up what the idle values cost, as #GweakCache:idle-cost.
 *
 * Returns: the sum
 *
 * Since: 1.0
 */
guint64
gweak_cache_get_idle_cost (GweakCache *self)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), 0);

  return get_census (self).idle_cost;
}

/**
 * gweak_cache_get_hits:
 * @self: a #GweakCache
 *
 * Gets how often a value was found.
 *
 * Returns: the count
 *
 * Since: 1.0
 */
guint64
gweak_cache_get_hits (GweakCache *self)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), 0);

  return get_counters (self).hits;
}

/**
 * gweak_cache_get_misses:
 * @self: a #GweakCache
 *
 * Gets how often a value was not found.
 *
 * Returns: the count
 *
 * Since: 1.0
 */
guint64
gweak_cache_get_misses (GweakCache *self)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), 0);

  return get_counters (self).misses;
}

/**
 * gweak_cache_get_loads:
 * @self: a #GweakCache
 *
 * Gets how often a factory or a load function was called.
 *
 * Returns: the count
 *
 * Since: 1.0
 */
guint64
gweak_cache_get_loads (GweakCache *self)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), 0);

  return get_counters (self).loads;
}

/**
 * gweak_cache_get_evictions:
 * @self: a #GweakCache
 *
 * Gets how often the cache let a value go.
 *
 * Returns: the count
 *
 * Since: 1.0
 */
guint64
gweak_cache_get_evictions (GweakCache *self)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), 0);

  return get_counters (self).evictions;
}
