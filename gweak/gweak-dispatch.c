/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-dispatch-private.h"

#include <errno.h>
#include <glib-unix.h>
#include <unistd.h>

/* Delivery of emissions into a main context.
 *
 * Each context that was ever asked for has one queue, which belongs to one
 * source of the context. The queue holds plain parts only; their owners are
 * upgraded at their turn. When the context goes, its source does, and what is
 * left in the queue is given back as undeliverable.
 *
 * A death needs no memory: the places in the queue are made with the observer.
 *
 * A thread with news must not touch the context, which may be going in another
 * thread at that moment. So it wakes the source through a pipe, which belongs to
 * the queue.
 */

typedef struct _GweakQueue GweakQueue;

/* One place for each piece of news, since each comes at most once. */
struct _GweakDelivery
{
  GweakQueue *queue; /* (owned) */
  GweakPlace  places[GWEAK_N_NEWS];
};

struct _GweakQueue
{
  gint        ref_count; /* atomic: the source and every delivery */
  GweakLock   lock;
  GSource    *source;  /* (unowned) by its context; NULL once that was destroyed; guarded by `lock` */
  int         pipe[2]; /* to read and to write; -1 where there is none; immutable once attached */
  GweakPlace *first;   /* (unowned) guarded by `lock` */
  GweakPlace *last;    /* (unowned) guarded by `lock` */
  guint       length;  /* guarded by `lock` */
};

typedef struct
{
  GSource       parent;
  GweakQueue   *queue;   /* (owned) */
  GMainContext *context; /* (unowned) owns us: the key in `queues` */
} GweakSource;

/* The construct properties `main-context` and `deferred` speak of one context;
 * the explicit one wins.
 */
void
gweak_context_set (GMainContext **self,
                   GMainContext  *context)
{
  if (context == NULL)
    return;

  g_clear_pointer (self, g_main_context_unref);
  *self = g_main_context_ref (context);
}

void
gweak_context_set_deferred (GMainContext **self,
                            gboolean       deferred)
{
  if (deferred && *self == NULL)
    *self = g_main_context_ref_thread_default ();
}

static GweakLock   queues_lock;
static GHashTable *queues; /* (owned) (unowned) GMainContext → (unowned) GweakQueue; guarded by `queues_lock` */

static void
close_pipe (GweakQueue *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->pipe); i++)
    {
      if (self->pipe[i] >= 0)
        close (self->pipe[i]);
      self->pipe[i] = -1;
    }
}

static void
queue_unref (GweakQueue *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;

  g_assert (self->first == NULL);
  close_pipe (self);
  gweak_lock_clear (&self->lock);
  g_free (self);
}

/* Without file descriptors left there is no pipe. */
static void
open_pipe (GweakQueue *self)
{
  self->pipe[0] = self->pipe[1] = -1;

  if (!g_unix_open_pipe (self->pipe, FD_CLOEXEC, NULL) ||
      !g_unix_set_fd_nonblocking (self->pipe[0], TRUE, NULL) ||
      !g_unix_set_fd_nonblocking (self->pipe[1], TRUE, NULL))
    close_pipe (self);
}

/* With the lock. A full pipe wakes as well. Where there is no pipe, only a
 * context that goes at this very moment is in danger.
 */
static void
wake (GweakQueue *self)
{
  gssize n;

  if (self->pipe[1] < 0)
    {
      g_source_set_ready_time (self->source, 0);
      return;
    }

  do
    n = write (self->pipe[1], "", 1);
  while (n < 0 && errno == EINTR);
}

/* With the lock. Without a pipe there is nothing to read, and no waiting. */
static void
sleep_again (GweakQueue *self)
{
  char   buffer[16];
  gssize n;

  do
    n = read (self->pipe[0], buffer, sizeof buffer);
  while (n > 0 || (n < 0 && errno == EINTR));
}

/* With the lock. */
static GweakPlace *
queue_pop (GweakQueue *self)
{
  GweakPlace *place = self->first;

  if (place == NULL)
    return NULL;

  self->first = place->next;
  if (self->first == NULL)
    self->last = NULL;
  self->length--;

  return place;
}

/* One dispatch delivers what was queued when it began. A handler that runs the
 * context again goes on with the rest, in order.
 */
static gboolean
source_dispatch (GSource    *source,
                 GSourceFunc callback,
                 gpointer    user_data)
{
  GweakQueue *queue = ((GweakSource *) source)->queue;
  GweakPlace *place;
  guint       n_left;

  gweak_lock (&queue->lock);
  sleep_again (queue);
  g_source_set_ready_time (source, -1);
  n_left = queue->length;
  while (n_left-- > 0 && (place = queue_pop (queue)) != NULL)
    {
      GweakLink *link = place->link;

      /* Lest a handler that never returns holds the others up. */
      g_source_set_ready_time (source, queue->first != NULL ? 0 : -1);
      gweak_unlock (&queue->lock);
      link->ops->deliver (link, place->news);
      gweak_link_unref (link);
      gweak_lock (&queue->lock);
    }
  gweak_unlock (&queue->lock);

  return G_SOURCE_CONTINUE;
}

static void
give_back (GweakLink *link,
           GweakNews  news)
{
  if (link->ops->undeliverable != NULL)
    link->ops->undeliverable (link, news);
}

static void
forget_queue (GweakSource *source)
{
  gweak_lock (&queues_lock);
  if (g_hash_table_lookup (queues, source->context) == source->queue)
    g_hash_table_remove (queues, source->context);
  gweak_unlock (&queues_lock);
}

static void
source_finalize (GSource *source)
{
  GweakQueue *queue = ((GweakSource *) source)->queue;
  GweakPlace *place;

  forget_queue ((GweakSource *) source);

  gweak_lock (&queue->lock);
  queue->source = NULL;
  while ((place = queue_pop (queue)) != NULL)
    {
      GweakLink *link = place->link;

      gweak_unlock (&queue->lock);
      give_back (link, place->news);
      gweak_link_unref (link);
      gweak_lock (&queue->lock);
    }
  gweak_unlock (&queue->lock);

  queue_unref (queue);
}

static GSourceFuncs source_funcs = { .dispatch = source_dispatch, .finalize = source_finalize };

static GweakSource *
source_new (GMainContext *context)
{
  GSource     *source = g_source_new (&source_funcs, sizeof (GweakSource));
  GweakSource *self = (GweakSource *) source;

  g_source_set_static_name (source, "gweak: deliver deaths");
  g_source_set_can_recurse (source, TRUE);
  self->context = context;
  self->queue = g_new0 (GweakQueue, 1);
  self->queue->ref_count = 1;
  self->queue->source = source;
  gweak_lock_init (&self->queue->lock);
  open_pipe (self->queue);
  if (self->queue->pipe[0] >= 0)
    g_source_add_unix_fd (source, self->queue->pipe[0], G_IO_IN);

  return self;
}

/* With `queues_lock`: whether the context of @self is still there. A context is
 * freed before its sources go, so that another one can have its address while
 * our source is still to go.
 */
static gboolean
is_attached (GweakQueue *self)
{
  gboolean attached;

  gweak_lock (&self->lock);
  attached = self->source != NULL && !g_source_is_destroyed (self->source);
  gweak_unlock (&self->lock);

  return attached;
}

/* The queue of @context, which the caller holds. */
static GweakQueue *
queue_obtain (GMainContext *context)
{
  GweakSource *source = NULL;
  GweakQueue  *queue;

  gweak_lock (&queues_lock);
  if (queues == NULL)
    queues = g_hash_table_new (NULL, NULL);
  queue = g_hash_table_lookup (queues, context);
  if (queue == NULL || !is_attached (queue))
    {
      source = source_new (context);
      queue = source->queue;
      g_hash_table_insert (queues, context, queue);
    }
  g_atomic_int_inc (&queue->ref_count);
  gweak_unlock (&queues_lock);

  if (source != NULL)
    {
      g_source_attach ((GSource *) source, context);
      g_source_unref ((GSource *) source);
    }

  return queue;
}

/* Takes over a count of @queue. */
static GweakDelivery *
new_in_queue (GweakLink  *link,
              GweakQueue *queue)
{
  GweakDelivery *self = g_new0 (GweakDelivery, 1);

  self->queue = queue;
  for (guint i = 0; i < G_N_ELEMENTS (self->places); i++)
    {
      self->places[i].link = link;
      self->places[i].news = i;
    }

  return self;
}

/* The places of @link, which owns them, in the queue of @context. */
GweakDelivery *
gweak_delivery_new (GweakLink    *link,
                    GMainContext *context)
{
  return new_in_queue (link, queue_obtain (context));
}

/* Likewise in the queue of @other, without the lock of all queues. */
GweakDelivery *
gweak_delivery_new_beside (GweakLink     *link,
                           GweakDelivery *other)
{
  g_atomic_int_inc (&other->queue->ref_count);

  return new_in_queue (link, other->queue);
}

void
gweak_delivery_free (GweakDelivery *self)
{
  if (self == NULL)
    return;

  queue_unref (self->queue);
  g_free (self);
}

static gboolean
queue_push (GweakQueue *self,
            GweakPlace *place)
{
  gboolean deliverable;

  gweak_lock (&self->lock);
  deliverable = self->source != NULL;
  if (deliverable)
    {
      place->next = NULL;
      if (self->last != NULL)
        self->last->next = place;
      else
        self->first = place;
      self->last = place;
      if (self->length++ == 0)
        wake (self);
    }
  gweak_unlock (&self->lock);

  return deliverable;
}

/* Queues @place, which is in no queue, in that of @self, and pins its link until
 * it was delivered or given back.
 */
void
gweak_delivery_push_place (GweakDelivery *self,
                           GweakPlace    *place)
{
  GweakLink *link = gweak_link_ref (place->link);

  if (queue_push (self->queue, place))
    return;

  give_back (link, place->news);
  gweak_link_unref (link);
}

/* Queues @news of the link that owns @self, at most once each. */
void
gweak_delivery_push (GweakDelivery *self,
                     GweakNews      news)
{
  gweak_delivery_push_place (self, &self->places[news]);
}

/* Puts @news, which is not queued, before all that waits, so that a handler that
 * runs the context again goes on with it. FALSE if the context is gone.
 */
gboolean
gweak_delivery_push_first (GweakDelivery *self,
                           GweakNews      news)
{
  GweakQueue *queue = self->queue;
  GweakPlace *place = &self->places[news];
  gboolean    deliverable;

  gweak_lock (&queue->lock);
  deliverable = queue->source != NULL;
  if (deliverable)
    {
      gweak_link_ref (place->link);
      place->next = queue->first;
      queue->first = place;
      if (queue->last == NULL)
        queue->last = place;
      queue->length++;
      g_source_set_ready_time (queue->source, 0);
    }
  gweak_unlock (&queue->lock);

  return deliverable;
}

/* Takes that back. FALSE if such a handler has seen to it: whatever that put
 * first is gone again when it returns.
 */
gboolean
gweak_delivery_withdraw_first (GweakDelivery *self,
                               GweakNews      news)
{
  GweakQueue *queue = self->queue;
  GweakPlace *place = &self->places[news];
  gboolean    found;

  gweak_lock (&queue->lock);
  found = queue->first == place;
  if (found)
    {
      queue_pop (queue);
      if (queue->source != NULL)
        g_source_set_ready_time (queue->source, queue->first != NULL ? 0 : -1);
    }
  gweak_unlock (&queue->lock);

  if (found)
    gweak_link_unref (place->link);

  return found;
}
