/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-cache-private.h"

/* The functions of GweakCache for C, where keys are pointers. */

static gboolean
is_key (GweakCache   *self,
        gconstpointer key)
{
  return gweak_slot_kind_accepts (&self->entries->key_kind, key);
}

static GweakSlot
borrow_key (GweakCache   *self,
            gconstpointer key)
{
  return gweak_slot_borrow (&self->entries->key_kind, key);
}

/**
 * gweak_cache_insert: (skip)
 * @self: a #GweakCache
 * @key: a key
 * @value: its value
 * @cost: what it costs, for #GweakCache:max-idle-cost
 *
 * Sets the value of @key, and keeps it. A value that is there already is
 * replaced, also by itself, and leaves with %GWEAK_REMOVAL_CAUSE_REPLACED.
 *
 * No object can be inserted that is being finalized: a critical.
 *
 * May be called from any thread that holds both.
 *
 * Since: 1.0
 */
void
gweak_cache_insert (GweakCache *self,
                    gpointer    key,
                    gpointer    value,
                    guint64     cost)
{
  g_return_if_fail (GWEAK_IS_CACHE (self));
  g_return_if_fail (gweak_cache_is_usable (self));
  g_return_if_fail (is_key (self, key));
  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (value, self->value_type));
  g_return_if_fail (gweak_object_is_counted (value));

  gweak_cache_insert_slot (self, borrow_key (self, key), value, cost);
}

/**
 * gweak_cache_lookup: (skip)
 * @self: a #GweakCache
 * @key: a key
 *
 * Gets the value of @key, and counts that as a use of it. A value that was
 * evicted, and that somebody holds, is kept again.
 *
 * Returns: (transfer full) (nullable): the value; %NULL if there is none
 *
 * Since: 1.0
 */
gpointer
gweak_cache_lookup (GweakCache   *self,
                    gconstpointer key)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), NULL);
  g_return_val_if_fail (gweak_cache_is_usable (self), NULL);
  g_return_val_if_fail (is_key (self, key), NULL);

  return gweak_cache_lookup_slot (self, borrow_key (self, key));
}

/* A factory, and what it is called with. */
typedef struct
{
  GweakCache       *self;      /* (unowned) */
  gconstpointer     key;       /* (unowned) */
  GweakCacheFactory factory;   /* (unowned) */
  gpointer          user_data; /* (unowned) */
} Call;

static GObject *
call_factory (gpointer data,
              guint64 *cost,
              GError **error)
{
  Call    *call = data;
  GError  *raised = NULL;
  gpointer made = call->factory (call->key, cost, call->user_data, &raised);

  /* One that gives a value and raises all the same has raised. */
  if (raised != NULL)
    {
      g_propagate_error (error, raised);
      g_clear_object ((GObject **) &made);
      return NULL;
    }
  if (made != NULL && !G_TYPE_CHECK_INSTANCE_TYPE (made, call->self->value_type))
    {
      g_critical ("gweak_cache_get_or_insert: what the factory made is no %s", g_type_name (call->self->value_type));
      return NULL;
    }

  return made;
}

/**
 * gweak_cache_get_or_insert: (skip)
 * @self: a #GweakCache
 * @key: a key
 * @factory: how to make the value
 * @user_data: data for @factory
 * @error: return location for a #GError
 *
 * Gets the value of @key, and if there is none, has @factory make it and keeps
 * it. The factory runs once, without locks, in the thread that asked first;
 * other threads that ask for the same key wait for it, and get the same value.
 *
 * If the factory returns %NULL, nothing is kept and this call returns %NULL; the
 * next one that waits tries its own. What is inserted meanwhile wins over what
 * the factory makes. If the key is removed meanwhile, the result is returned to
 * those who asked before, but not kept; another thread that asks after the removal
 * makes its own.
 *
 * Where the factory asks for the same key again, or waits for a thread that waits
 * for it, that fails with %GWEAK_ERROR_RECURSION.
 *
 * A factory does not wait for a load of gweak_cache_get_or_load_async(), which may
 * need this very thread; the value that is there first is the one for all.
 *
 * May be called from any thread that holds @key. Modelled on the caches of Guava.
 *
 * Returns: (transfer full) (nullable): the value
 *
 * Since: 1.0
 */
gpointer
gweak_cache_get_or_insert (GweakCache       *self,
                           gconstpointer     key,
                           GweakCacheFactory factory,
                           gpointer          user_data,
                           GError          **error)
{
  Call call = { self, key, factory, user_data };

  g_return_val_if_fail (GWEAK_IS_CACHE (self), NULL);
  g_return_val_if_fail (gweak_cache_is_usable (self), NULL);
  g_return_val_if_fail (is_key (self, key), NULL);
  g_return_val_if_fail (factory != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return gweak_cache_get_or_make (self, borrow_key (self, key), call_factory, &call, error);
}

/* A load function, and what it is called with. */
typedef struct
{
  GweakCache        *self;      /* (unowned) */
  GweakCacheLoadFunc load;      /* (unowned) */
  gpointer           user_data; /* (unowned) */
} LoadCall;

static void
call_load (gpointer         data,
           GTask           *task,
           const GweakSlot *key,
           GCancellable    *cancellable)
{
  LoadCall *call = data;
  GweakSlot slot = *key;

  call->load (task, gweak_slot_peek (&call->self->entries->key_kind, &slot), cancellable, call->user_data);
}

static GObject *
read_pointer (GTask   *task,
              GError **error)
{
  return g_task_propagate_pointer (task, error);
}

/**
 * gweak_cache_get_or_load_async: (skip)
 * @self: a #GweakCache
 * @key: a key
 * @load: how to load the value
 * @load_data: data for @load; needed only as long as this call
 * @cancellable: (nullable): to stop waiting
 * @callback: called when the value is there
 * @user_data: data for @callback
 *
 * Gets the value of @key, and if there is none, has @load load it and keeps it.
 * @load is called at once, in this thread, if at all: whoever asks for the same
 * key before the value is there waits for the same load. @callback is called in
 * the thread-default main context of this thread, and there
 * gweak_cache_get_or_load_finish() gives the value.
 *
 * @load gets a #GTask to return the value or an error with, which belongs to the
 * thread-default main context of this thread too: that has to run until the load
 * is over, even if this caller does not wait as long as others. All who wait get
 * the same; after an error, the next one who asks loads anew. If the task is
 * forgotten, they get %G_IO_ERROR_FAILED.
 *
 * @cancellable is for this caller's waiting only. @load gets a #GCancellable of
 * its own, which is cancelled when all who waited cancelled. What is inserted
 * meanwhile wins over what @load gives. If the key is removed meanwhile, the
 * result is returned to those who wait, but not kept.
 *
 * Where @load asks for the same key again before it returns, that fails with
 * %GWEAK_ERROR_RECURSION. If it does so later it waits for itself, until that is
 * cancelled.
 *
 * May be called from any thread that holds @key.
 *
 * Since: 1.0
 */
void
gweak_cache_get_or_load_async (GweakCache         *self,
                               gconstpointer       key,
                               GweakCacheLoadFunc  load,
                               gpointer            load_data,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  LoadCall call = { self, load, load_data };
  GTask   *task;

  g_return_if_fail (GWEAK_IS_CACHE (self));
  g_return_if_fail (gweak_cache_is_usable (self));
  g_return_if_fail (is_key (self, key));
  g_return_if_fail (load != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gweak_cache_get_or_load_async);
  gweak_cache_load (self, borrow_key (self, key), task, call_load, &call, read_pointer);
}

/**
 * gweak_cache_contains: (skip)
 * @self: a #GweakCache
 * @key: a key
 *
 * Checks whether there is a value of @key. That is no use of it.
 *
 * Returns: whether there is
 *
 * Since: 1.0
 */
gboolean
gweak_cache_contains (GweakCache   *self,
                      gconstpointer key)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), FALSE);
  g_return_val_if_fail (gweak_cache_is_usable (self), FALSE);
  g_return_val_if_fail (is_key (self, key), FALSE);

  return gweak_cache_contains_slot (self, borrow_key (self, key));
}

/**
 * gweak_cache_remove: (skip)
 * @self: a #GweakCache
 * @key: a key
 *
 * Removes the value of @key, with %GWEAK_REMOVAL_CAUSE_REMOVED, also if it is in
 * use. One that is being made or loaded is not kept.
 *
 * Returns: whether there was one
 *
 * Since: 1.0
 */
gboolean
gweak_cache_remove (GweakCache   *self,
                    gconstpointer key)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), FALSE);
  g_return_val_if_fail (gweak_cache_is_usable (self), FALSE);
  g_return_val_if_fail (is_key (self, key), FALSE);

  return gweak_cache_remove_slot (self, borrow_key (self, key));
}
