/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-cache-private.h"

/* The functions of GweakCache for other languages than C, where keys are GValues.
 * In those languages they have the names of their pendants for C.
 */

/* A GValue that was brought to the type of the keys. */
typedef struct
{
  GValue    holder; /* (owned) what `slot` borrows from */
  GweakSlot slot;
} Key;

static gboolean
bring_key (GweakCache   *self,
           const GValue *value,
           Key          *key,
           GError      **error)
{
  *key = (Key){ .holder = G_VALUE_INIT };

  return gweak_slot_from_value (&self->entries->key_kind, value, &key->holder, &key->slot, error);
}

static void
key_clear (Key *key)
{
  if (G_IS_VALUE (&key->holder))
    g_value_unset (&key->holder);
}

/* FALSE, with GWEAK_ERROR_TYPE, if @value is none of the type. */
gboolean
gweak_cache_check_value (GweakCache *self,
                         GObject    *value,
                         GError    **error)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (value, self->value_type))
    return TRUE;

  gweak_slot_complain_about_type (G_OBJECT_TYPE (value), self->value_type, error);

  return FALSE;
}

/**
 * gweak_cache_insert_value: (rename-to gweak_cache_insert)
 * @self: a #GweakCache
 * @key: a key
 * @value: its value
 * @cost: what it costs
 * @error: return location for a #GError
 *
 * Sets the value of @key, and keeps it: gweak_cache_insert() for other languages.
 * What does not fit the types of the cache is %GWEAK_ERROR_TYPE.
 *
 * Returns: whether it was set; %FALSE with @error set
 *
 * Since: 1.0
 */
gboolean
gweak_cache_insert_value (GweakCache   *self,
                          const GValue *key,
                          GObject      *value,
                          guint64       cost,
                          GError      **error)
{
  Key      brought;
  gboolean fits;

  g_return_val_if_fail (GWEAK_IS_CACHE (self), FALSE);
  g_return_val_if_fail (gweak_cache_is_usable (self), FALSE);
  g_return_val_if_fail (G_IS_VALUE (key), FALSE);
  g_return_val_if_fail (G_IS_OBJECT (value), FALSE);
  g_return_val_if_fail (gweak_object_is_counted (value), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  fits = bring_key (self, key, &brought, error) && gweak_cache_check_value (self, value, error);
  if (fits)
    gweak_cache_insert_slot (self, brought.slot, value, cost);
  key_clear (&brought);

  return fits;
}

/**
 * gweak_cache_lookup_value: (rename-to gweak_cache_lookup)
 * @self: a #GweakCache
 * @key: a key
 * @error: return location for a #GError
 *
 * Gets the value of @key: gweak_cache_lookup() for other languages.
 *
 * Returns: (transfer full) (nullable): the value; %NULL, without @error set, if
 *   there is none, and with %GWEAK_ERROR_TYPE, if @key does not fit the cache
 *
 * Since: 1.0
 */
GObject *
gweak_cache_lookup_value (GweakCache   *self,
                          const GValue *key,
                          GError      **error)
{
  Key      brought;
  GObject *value = NULL;

  g_return_val_if_fail (GWEAK_IS_CACHE (self), NULL);
  g_return_val_if_fail (gweak_cache_is_usable (self), NULL);
  g_return_val_if_fail (G_IS_VALUE (key), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (bring_key (self, key, &brought, error))
    value = gweak_cache_lookup_slot (self, brought.slot);
  key_clear (&brought);

  return value;
}

/* A factory, and what it is called with. */
typedef struct
{
  GweakCache        *self;      /* (unowned) */
  const GValue      *key;       /* (unowned) */
  GweakCacheMakeFunc factory;   /* (unowned) */
  gpointer           user_data; /* (unowned) */
} Call;

static GObject *
call_factory (gpointer data,
              guint64 *cost,
              GError **error)
{
  Call    *call = data;
  GObject *made = call->factory (call->key, cost, call->user_data);

  if (made != NULL && !gweak_cache_check_value (call->self, made, error))
    g_clear_object (&made);

  return made;
}

/**
 * gweak_cache_get_or_insert_value: (rename-to gweak_cache_get_or_insert)
 * @self: a #GweakCache
 * @key: a key
 * @factory: (scope call) (closure user_data): how to make the value
 * @user_data: data for @factory
 * @error: return location for a #GError
 *
 * Gets the value of @key, and if there is none, has @factory make it and keeps
 * it: gweak_cache_get_or_insert() for other languages.
 *
 * Returns: (transfer full) (nullable): the value; %NULL, without @error set, if
 *   the factory gave none or raised; with %GWEAK_ERROR_TYPE, if @key or what the
 *   factory made does not fit the cache, and with %GWEAK_ERROR_RECURSION, if the
 *   value is needed to make itself
 *
 * Since: 1.0
 */
GObject *
gweak_cache_get_or_insert_value (GweakCache        *self,
                                 const GValue      *key,
                                 GweakCacheMakeFunc factory,
                                 gpointer           user_data,
                                 GError           **error)
{
  Call     call = { self, key, factory, user_data };
  Key      brought;
  GObject *value = NULL;

  g_return_val_if_fail (GWEAK_IS_CACHE (self), NULL);
  g_return_val_if_fail (gweak_cache_is_usable (self), NULL);
  g_return_val_if_fail (G_IS_VALUE (key), NULL);
  g_return_val_if_fail (factory != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (bring_key (self, key, &brought, error))
    value = gweak_cache_get_or_make (self, brought.slot, call_factory, &call, error);
  key_clear (&brought);

  return value;
}

/* A closure that loads, and what it is called with. */
typedef struct
{
  GweakCache *self; /* (unowned) */
  GClosure   *load; /* (unowned) */
} LoadCall;

static void
call_load (gpointer         data,
           GTask           *task,
           const GweakSlot *key,
           GCancellable    *cancellable)
{
  LoadCall *call = data;
  GValue    params[3] = { G_VALUE_INIT, G_VALUE_INIT, G_VALUE_INIT };

  g_value_init (&params[0], G_TYPE_TASK);
  g_value_set_object (&params[0], task);
  gweak_slot_to_value (&call->self->entries->key_kind, key, &params[1]);
  g_value_init (&params[2], G_TYPE_CANCELLABLE);
  g_value_set_object (&params[2], cancellable);

  g_closure_invoke (call->load, NULL, G_N_ELEMENTS (params), params, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (params); i++)
    g_value_unset (&params[i]);
}

static GObject *
read_value (GTask   *task,
            GError **error)
{
  GValue   value = G_VALUE_INIT;
  GObject *object = NULL;

  if (!g_task_propagate_value (task, &value, error))
    return NULL;

  if (G_VALUE_HOLDS_OBJECT (&value))
    object = g_value_dup_object (&value);
  else if (!g_value_fits_pointer (&value) || g_value_peek_pointer (&value) != NULL)
    gweak_slot_complain_about_type (G_VALUE_TYPE (&value), G_TYPE_OBJECT, error);
  g_value_unset (&value);

  return object;
}

/**
 * gweak_cache_get_or_load_value_async: (rename-to gweak_cache_get_or_load_async)
 * @self: a #GweakCache
 * @key: a key
 * @load: how to load the value: called with a #GTask, the key and a #GCancellable
 * @cancellable: (nullable): to stop waiting
 * @callback: (scope async): called when the value is there
 * @user_data: data for @callback
 *
 * Gets the value of @key, and if there is none, has @load load it and keeps it:
 * gweak_cache_get_or_load_async() for other languages. @load returns its task
 * with g_task_return_value() or g_task_return_error(), and before that
 * gweak_cache_set_load_cost() can say what the value costs.
 *
 * A @key that does not fit the cache is %GWEAK_ERROR_TYPE in
 * gweak_cache_get_or_load_finish(); so is what is no value of it.
 *
 * Since: 1.0
 */
void
gweak_cache_get_or_load_value_async (GweakCache         *self,
                                     const GValue       *key,
                                     GClosure           *load,
                                     GCancellable       *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer            user_data)
{
  LoadCall call = { self, load };
  GError  *error = NULL;
  GTask   *task;
  Key      brought;

  g_return_if_fail (GWEAK_IS_CACHE (self));
  g_return_if_fail (gweak_cache_is_usable (self));
  g_return_if_fail (G_IS_VALUE (key));
  g_return_if_fail (load != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, gweak_cache_get_or_load_async);
  g_closure_sink (g_closure_ref (load));
  if (G_CLOSURE_NEEDS_MARSHAL (load))
    g_closure_set_marshal (load, g_cclosure_marshal_generic);
  if (bring_key (self, key, &brought, &error))
    {
      gweak_cache_load (self, brought.slot, task, call_load, &call, read_value);
    }
  else
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  key_clear (&brought);
  g_closure_unref (load);
}

/**
 * gweak_cache_get_or_load_finish:
 * @self: a #GweakCache
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Gets what came of gweak_cache_get_or_load_async().
 *
 * Returns: (transfer full) (nullable) (type GObject.Object): the value; %NULL with
 *   @error set, which can be %G_IO_ERROR_CANCELLED, %GWEAK_ERROR_RECURSION, or
 *   what the load gave; without, if that gave neither value nor error
 *
 * Since: 1.0
 */
gpointer
gweak_cache_get_or_load_finish (GweakCache   *self,
                                GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (GWEAK_IS_CACHE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gweak_cache_get_or_load_async), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * gweak_cache_contains_value: (rename-to gweak_cache_contains)
 * @self: a #GweakCache
 * @key: a key
 * @error: return location for a #GError
 *
 * Checks whether there is a value of @key: gweak_cache_contains() for other
 * languages.
 *
 * Returns: whether there is; %FALSE, with %GWEAK_ERROR_TYPE, if @key does not
 *   fit the cache
 *
 * Since: 1.0
 */
gboolean
gweak_cache_contains_value (GweakCache   *self,
                            const GValue *key,
                            GError      **error)
{
  Key      brought;
  gboolean found;

  g_return_val_if_fail (GWEAK_IS_CACHE (self), FALSE);
  g_return_val_if_fail (gweak_cache_is_usable (self), FALSE);
  g_return_val_if_fail (G_IS_VALUE (key), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  found = bring_key (self, key, &brought, error) && gweak_cache_contains_slot (self, brought.slot);
  key_clear (&brought);

  return found;
}

/**
 * gweak_cache_remove_value: (rename-to gweak_cache_remove)
 * @self: a #GweakCache
 * @key: a key
 * @error: return location for a #GError
 *
 * Removes the value of @key: gweak_cache_remove() for other languages.
 *
 * Returns: whether there was one; %FALSE, with %GWEAK_ERROR_TYPE, if @key does
 *   not fit the cache
 *
 * Since: 1.0
 */
gboolean
gweak_cache_remove_value (GweakCache   *self,
                          const GValue *key,
                          GError      **error)
{
  Key      brought;
  gboolean removed;

  g_return_val_if_fail (GWEAK_IS_CACHE (self), FALSE);
  g_return_val_if_fail (gweak_cache_is_usable (self), FALSE);
  g_return_val_if_fail (G_IS_VALUE (key), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  removed = bring_key (self, key, &brought, error) && gweak_cache_remove_slot (self, brought.slot);
  key_clear (&brought);

  return removed;
}
