/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-cache-private.h"

#include "gweak-error.h"
#include "gweak-i18n-private.h"
#include "gweak-task-source-private.h"

/* Values that are loaded asynchronously: one load for a key, and any number of
 * callers that wait for it, each in its own main context. Who waits is a source
 * there, and only that is woken, whatever thread or callback the load ends in.
 *
 * The lock of the entries guards the table of loads, and what is in them.
 */

typedef struct _Load   Load;
typedef struct _Waiter Waiter;

struct _Load
{
  gint             ref_count;   /* atomic */
  guint            hash;        /* immutable */
  GweakSlot        key;         /* (owned) immutable */
  GweakEntries    *entries;     /* (owned) immutable */
  GCancellable    *cancellable; /* (owned) immutable */
  GweakCacheReader read;        /* immutable */
  GThread         *starter;     /* (unowned) inside of the load function; guarded by the lock, as all below */
  Waiter          *waiters;     /* (owned) */
  guint64          cost;
  gboolean         removed; /* not to be kept */
};

typedef enum
{
  NEW,
  WAITING, /* in the list of its load, which owns a reference */
  ENDING,  /* the load ended, and will serve it at once */
  SERVED,  /* with a value, an error, or neither */
  GIVEN_UP /* cancelled before that */
} WaiterState;

struct _Waiter
{
  GweakTaskSource parent; /* its task holds the cache */
  Load           *load;   /* (owned) guarded by the lock, as all below; immutable once WAITING */
  Waiter         *next;   /* (owned) */
  WaiterState     state;
  GObject        *value; /* (owned) (nullable) */
  GError         *error; /* (owned) (nullable) */
};

static GQuark load_quark; /* of the load, on its task; immutable once the library is loaded */

static void make_quark (void) __attribute__ ((constructor));

static void
make_quark (void)
{
  load_quark = g_quark_from_static_string ("gweak-cache-load");
}

static guint
load_hash (gconstpointer data)
{
  return ((const Load *) data)->hash;
}

/* Nothing foreign runs here: a cache has no functions of its user's. */
static gboolean
load_equal (gconstpointer a,
            gconstpointer b)
{
  const Load *one = a, *other = b;

  return one->hash == other->hash && gweak_slot_equal (&one->entries->key_kind, one->key, other->key);
}

static Load *
load_new (GweakEntries    *entries,
          const GweakKey  *key,
          GweakCacheReader read)
{
  Load *self = g_new0 (Load, 1);

  self->ref_count = 1;
  self->hash = key->hash;
  self->key = gweak_slot_copy (&entries->key_kind, key->slot);
  self->entries = gweak_entries_ref (entries);
  self->cancellable = g_cancellable_new ();
  self->read = read;
  self->starter = g_thread_self ();

  return self;
}

static Load *
load_ref (Load *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

static void
load_unref (Load *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_object_unref (self->cancellable);
  gweak_slot_clear (&self->entries->key_kind, &self->key);
  gweak_entries_unref (self->entries);
  g_free (self);
}

/* With the lock. The table owns no count: who loads does. */
static GHashTable *
get_loads (GweakEntries *entries)
{
  GweakCacheState *state = gweak_cache_state (entries);

  if (state->loading == NULL)
    state->loading = g_hash_table_new (load_hash, load_equal);

  return state->loading;
}

/* With the lock: nobody joins @self any more. */
static void
leave_table (Load *self)
{
  GHashTable *loads = get_loads (self->entries);

  if (g_hash_table_lookup (loads, self) == self)
    g_hash_table_remove (loads, self);
}

static GweakLock *
get_lock (Waiter *self)
{
  return &GWEAK_CACHE (g_task_get_source_object (self->parent.task))->entries->lock;
}

/* With the lock. */
static void
leave_list (Waiter *self)
{
  Waiter **place = &self->load->waiters;

  while (*place != self)
    place = &(*place)->next;
  *place = self->next;
}

/* With the lock: nobody waits for @self any more. Who removes the key from now on
 * does not find it, so that nothing it brings can be kept.
 */
static void
abandon (Load *self)
{
  leave_table (self);
  self->removed = TRUE;
}

/* At its turn: the cancellable woke it, if the load has not ended. The last one
 * that gives up ends the load.
 */
static WaiterState
stop_waiting (Waiter *self)
{
  WaiterState state, former;
  gboolean    is_last = FALSE;

  gweak_lock (get_lock (self));
  former = self->state;
  if (former == WAITING)
    {
      leave_list (self);
      is_last = self->load->waiters == NULL;
    }
  if (is_last)
    abandon (self->load);
  if (former == WAITING || former == NEW)
    self->state = GIVEN_UP;
  state = self->state;
  gweak_unlock (get_lock (self));

  if (former == WAITING)
    gweak_task_source_unref (self);
  if (is_last)
    g_cancellable_cancel (self->load->cancellable);

  return state;
}

/* In the context of the task: by the end of the load or by the cancellable. */
static gboolean
waiter_dispatch (GSource    *source,
                 GSourceFunc callback,
                 gpointer    user_data)
{
  Waiter     *self = (Waiter *) source;
  GTask      *task = self->parent.task;
  WaiterState state;

  g_source_set_ready_time (source, -1);
  state = stop_waiting (self);
  if (state == ENDING)
    return G_SOURCE_CONTINUE;

  gweak_task_source_stop_listening (self);
  if (state == GIVEN_UP)
    gweak_task_source_return_cancelled (self);
  else if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&self->value), g_object_unref);

  return G_SOURCE_REMOVE;
}

/* Its context may have gone before its turn. */
static void
waiter_finalize (GSource *source)
{
  Waiter *self = (Waiter *) source;

  g_clear_object (&self->value);
  g_clear_error (&self->error);
  g_object_unref (self->parent.task);
  load_unref (self->load);
}

static GSourceFuncs waiter_funcs = { .dispatch = waiter_dispatch, .finalize = waiter_finalize };

/* Takes over @task. */
static Waiter *
waiter_new (GTask *task,
            Load  *load)
{
  Waiter *self = gweak_task_source_new (&waiter_funcs, sizeof (Waiter), "gweak: wait for a value", task);

  self->load = load_ref (load);

  return self;
}

/* With the lock. A load that a waiter was made for, and that is not @load, is
 * held by the caller.
 */
static void
join (Waiter *self,
      Load   *load)
{
  if (self->load != load)
    {
      load_unref (self->load);
      self->load = load_ref (load);
    }
  self->next = load->waiters;
  self->state = WAITING;
  load->waiters = gweak_task_source_ref (self);
}

/* Those who waited, in the order in which they came. */
static Waiter *
take_waiters (Load *self)
{
  Waiter *waiter, *next, *first = NULL;

  gweak_lock (&self->entries->lock);
  leave_table (self);
  for (waiter = g_steal_pointer (&self->waiters); waiter != NULL; waiter = next)
    {
      next = waiter->next;
      waiter->state = ENDING;
      waiter->next = first;
      first = waiter;
    }
  gweak_unlock (&self->entries->lock);

  return first;
}

/* Takes over @value and @error. */
static void
serve (Waiter  *self,
       GObject *value,
       GError  *error)
{
  gweak_lock (get_lock (self));
  self->value = value;
  self->error = error;
  self->state = SERVED;
  gweak_unlock (get_lock (self));

  gweak_task_source_wake (self);
}

/* Takes over @value and @error. The first end counts. */
static void
finish (Load    *self,
        GObject *value,
        GError  *error)
{
  Waiter *waiter = take_waiters (self), *next;

  for (; waiter != NULL; waiter = next)
    {
      next = waiter->next;
      serve (waiter, value != NULL ? g_object_ref (value) : NULL, error != NULL ? g_error_copy (error) : NULL);
      gweak_task_source_unref (waiter);
    }
  g_clear_object (&value);
  g_clear_error (&error);
}

static gboolean
is_removed (Load *self)
{
  gboolean result;

  gweak_lock (&self->entries->lock);
  result = self->removed;
  gweak_unlock (&self->entries->lock);

  return result;
}

/* What was inserted since the key was removed, or else @value, which it takes
 * over.
 */
static GObject *
yield_to_newer (GweakCache     *cache,
                const GweakKey *key,
                GObject        *value)
{
  GObject *newer = gweak_cache_look_up (cache, key, FALSE);

  if (newer == NULL)
    return value;

  g_object_unref (value);

  return newer;
}

/* Keeps @value, which it takes over, if there is none yet, and returns the one
 * that is there. Who removes the key marks the load first, and then looks for an
 * entry: it finds ours, or we see that we were marked.
 */
static GObject *
keep (Load       *self,
      GweakCache *cache,
      GObject    *value)
{
  GweakKey    key = { .slot = self->key, .hash = self->hash };
  GweakEntry *fresh = NULL;

  if (is_removed (self))
    return yield_to_newer (cache, &key, value);

  value = gweak_cache_put_in (cache, &key, value, self->cost, &fresh);
  if (fresh == NULL)
    return value;

  if (is_removed (self))
    gweak_entries_remove (self->entries, fresh, GWEAK_REMOVAL_CAUSE_REMOVED);
  gweak_entry_unref (fresh);

  return value;
}

static void
loaded_cb (GObject      *cache,
           GAsyncResult *result,
           gpointer      data)
{
  Load    *self = data;
  GError  *error = NULL;
  GObject *value = self->read (G_TASK (result), &error);

  if (value != NULL && !gweak_cache_check_value (GWEAK_CACHE (cache), value, &error))
    g_clear_object (&value);
  if (value != NULL)
    value = keep (self, GWEAK_CACHE (cache), value);
  finish (self, value, error);
  gweak_cache_settle (GWEAK_CACHE (cache));
}

static GError *
make_forgotten_error (void)
{
  return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The load ended without a result"));
}

/* Destroy notify of the task's qdata. */
static void
task_gone_cb (gpointer data)
{
  Load *self = data;

  finish (self, NULL, make_forgotten_error ());
  load_unref (self);
}

/* The load function raised, or lost it: nobody else can return it any more. */
static void
return_forgotten (GTask *task)
{
  if (g_atomic_int_get ((gint *) &G_OBJECT (task)->ref_count) == 1 && !g_task_get_completed (task))
    g_task_return_error (task, make_forgotten_error ());
}

static void
leave_start (Load *self)
{
  gweak_lock (&self->entries->lock);
  self->starter = NULL;
  gweak_unlock (&self->entries->lock);
}

static void
call_starter (Load             *self,
              GweakCache       *cache,
              GweakCacheStarter starter,
              gpointer          data)
{
  GTask *task = g_task_new (cache, self->cancellable, loaded_cb, self);

  g_task_set_source_tag (task, gweak_cache_load);
  g_object_set_qdata_full (G_OBJECT (task), load_quark, load_ref (self), task_gone_cb);
  gweak_cache_count (cache, &gweak_cache_state (self->entries)->counters.loads);
  starter (data, task, &self->key, self->cancellable);
  leave_start (self);
  return_forgotten (task);
  g_object_unref (task);
}

/* Of a load that was just entered: the value may have come in between, or nobody
 * may want it any more.
 */
static void
start (Load             *self,
       GweakCache       *cache,
       GweakCacheStarter starter,
       gpointer          data)
{
  GweakKey key = { .slot = self->key, .hash = self->hash };
  GObject *value = gweak_cache_look_up (cache, &key, FALSE);

  if (value != NULL)
    finish (self, value, NULL);
  else if (!g_cancellable_is_cancelled (self->cancellable))
    call_starter (self, cache, starter, data);
}

/* With the lock: the load that @self is to wait for, unless it has given up: @mine,
 * or that of another caller. NULL where it would wait for itself.
 */
static Load *
choose_load (Waiter *self,
             Load   *mine)
{
  GHashTable *loads = get_loads (mine->entries);
  Load       *load = g_hash_table_lookup (loads, mine);

  if (load != NULL)
    return load->starter != g_thread_self () ? load : NULL;

  if (self->state == NEW)
    g_hash_table_add (loads, mine);

  return mine;
}

/* Makes @self wait for a load of the key of @mine, and returns that. */
static Load *
enter (Waiter *self,
       Load   *mine)
{
  Load    *load;
  gboolean has_given_up;

  gweak_lock (&mine->entries->lock);
  load = choose_load (self, mine);
  if (self->state == NEW && load != NULL)
    join (self, load);
  else if (self->state == NEW)
    self->state = ENDING;
  has_given_up = self->state == GIVEN_UP;
  gweak_unlock (&mine->entries->lock);

  if (has_given_up)
    g_cancellable_cancel (mine->cancellable);

  return load;
}

static void
wait_for (GweakCache       *self,
          Load             *mine,
          GTask            *task,
          GweakCacheStarter starter,
          gpointer          data)
{
  Waiter *waiter = waiter_new (task, mine);
  Load   *load;

  gweak_task_source_listen (waiter);
  load = enter (waiter, mine);
  if (load == mine)
    start (mine, self, starter, data);
  else if (load == NULL)
    serve (waiter, NULL, g_error_new_literal (GWEAK_ERROR, GWEAK_ERROR_RECURSION, _ ("The value is needed to make itself")));
  gweak_task_source_unref (waiter);
}

/* Returns @task, which it takes over, with the value of @key: the one that is
 * there, or the one that @starter loads, called once however many ask.
 */
void
gweak_cache_load (GweakCache       *self,
                  GweakSlot         key,
                  GTask            *task,
                  GweakCacheStarter starter,
                  gpointer          data,
                  GweakCacheReader  read)
{
  GObject *value;
  GweakKey sought;
  Load    *mine;

  gweak_key_init (&sought, self->entries, key);
  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
    }
  else if ((value = gweak_cache_look_up (self, &sought, TRUE)) != NULL)
    {
      g_task_return_pointer (task, value, g_object_unref);
      g_object_unref (task);
    }
  else
    {
      mine = load_new (self->entries, &sought, read);
      wait_for (self, mine, task, starter, data);
      load_unref (mine);
    }
}

/* With the lock: it is not to be kept, and who comes now loads anew. */
static void
mark_removed (Load *self)
{
  self->removed = TRUE;
  g_hash_table_remove (get_loads (self->entries), self);
}

/* What is being loaded for @key now will not be kept. */
void
gweak_cache_cancel_load (GweakEntries   *entries,
                         const GweakKey *key)
{
  Load  probe = { .hash = key->hash, .key = key->slot, .entries = entries };
  Load *load = NULL;

  gweak_lock (&entries->lock);
  if (gweak_cache_state (entries)->loading != NULL)
    load = g_hash_table_lookup (get_loads (entries), &probe);
  if (load != NULL)
    mark_removed (load);
  gweak_unlock (&entries->lock);
}

/* The same for all keys. */
void
gweak_cache_cancel_loads (GweakEntries *entries)
{
  GHashTableIter iter;
  gpointer       load;

  gweak_lock (&entries->lock);
  if (gweak_cache_state (entries)->loading != NULL)
    {
      g_hash_table_iter_init (&iter, get_loads (entries));
      while (g_hash_table_iter_next (&iter, &load, NULL))
        ((Load *) load)->removed = TRUE;
      g_hash_table_remove_all (get_loads (entries));
    }
  gweak_unlock (&entries->lock);
}

/**
 * gweak_cache_set_load_cost:
 * @task: the task that a load function was given
 * @cost: what the value costs
 *
 * Sets what the value that @task is returned with costs, for
 * #GweakCache:max-idle-cost. It is 0 otherwise. To be called before that.
 *
 * May be called from any thread. Any other task is a critical.
 *
 * Since: 1.0
 */
void
gweak_cache_set_load_cost (GTask  *task,
                           guint64 cost)
{
  Load *load;

  g_return_if_fail (G_IS_TASK (task));
  load = g_object_get_qdata (G_OBJECT (task), load_quark);
  g_return_if_fail (load != NULL);

  gweak_lock (&load->entries->lock);
  load->cost = cost;
  gweak_unlock (&load->entries->lock);
}
