/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-watch.h"

#include "gweak-tracker-private.h"

/**
 * SECTION:gweak-watch
 * @Title: GweakWatch
 * @Short_description: the fast path for C: a callback at an object's death
 * @See_also: #GweakWeakRef, #GweakFinalizer, g_object_weak_ref()
 *
 * A #GweakWatch calls a function at one moment of an object's death. It is the
 * replacement for g_object_weak_ref(): adding and removing one takes the same
 * time however many there are, can be done from any thread, also against the
 * death itself, and needs no #GObject.
 *
 * |[<!-- language="C" -->
 * static void
 * model_died_cb (GweakMoment moment,
 *                gpointer    user_data)
 * {
 *   Panel *self = user_data;
 *
 *   g_print ("The model died.\n");
 *   g_clear_pointer (&self->watch, gweak_watch_unref);
 * }
 *
 * static Panel *
 * panel_new (GListModel *model)
 * {
 *   Panel *self = g_new0 (Panel, 1);
 *
 *   self->watch = gweak_watch_add (model, GWEAK_MOMENT_DIED, model_died_cb, self, NULL);
 *
 *   return self;
 * }
 *
 * static void
 * panel_free (Panel *self)
 * {
 *   if (self->watch != NULL)
 *     gweak_watch_remove (g_steal_pointer (&self->watch));
 *   g_free (self);
 * }
 * ]|
 */

/**
 * GweakWatch: (skip)
 *
 * A callback that waits for one moment of an object's death. It is reference
 * counted, and stays armed when its last reference is released.
 *
 * Since: 1.0
 */
struct _GweakWatch
{
  GweakLink      link;
  GweakWatchFunc callback;  /* immutable, as the next two */
  gpointer       user_data; /* (owned) if `destroy` is set, by who takes the watch off the list */
  GDestroyNotify destroy;
};

G_DEFINE_BOXED_TYPE (GweakWatch, gweak_watch, gweak_watch_ref, gweak_watch_unref)

static void
destroy_data (GweakWatch *self)
{
  if (self->destroy != NULL)
    self->destroy (self->user_data);
}

static void
watch_died (GweakLink *link)
{
  GweakWatch *self = (GweakWatch *) link;

  self->callback (GWEAK_MOMENT_DIED, self->user_data);
  destroy_data (self);
}

static void
watch_finalized (GweakLink *link)
{
  GweakWatch *self = (GweakWatch *) link;

  self->callback (GWEAK_MOMENT_FINALIZED, self->user_data);
  destroy_data (self);
}

static void
watch_free (GweakLink *link)
{
  g_free (link);
}

static const GweakLinkOps died_ops = { .kind = "watches", .died = watch_died, .free = watch_free };
static const GweakLinkOps finalized_ops = { .kind = "watches", .finalized = watch_finalized, .free = watch_free };

/**
 * gweak_watch_add: (skip)
 * @object: (type GObject.Object): the object to watch
 * @moment: %GWEAK_MOMENT_DIED or %GWEAK_MOMENT_FINALIZED
 * @callback: what to call at @moment
 * @user_data: data for @callback
 * @destroy: (nullable): called on @user_data after @callback, or when the watch
 *   is removed; not where none is returned
 *
 * Watches for @moment. The callback runs in the thread where that happens, once
 * at most. Bindings use #GweakWeakRef or #GweakFinalizer.
 *
 * %GWEAK_MOMENT_DYING needs a toggle reference, which only a #GweakReference
 * can share: a critical.
 *
 * May be called from any thread that holds @object. Modelled on g_object_weak_ref().
 *
 * Returns: (transfer full): a new watch; %NULL, with a critical, if @object is
 *   not a #GObject or is being finalized
 *
 * Since: 1.0
 */
GweakWatch *
gweak_watch_add (gpointer       object,
                 GweakMoment    moment,
                 GweakWatchFunc callback,
                 gpointer       user_data,
                 GDestroyNotify destroy)
{
  GweakWatch *self;

  g_return_val_if_fail (G_IS_OBJECT (object), NULL);
  g_return_val_if_fail (gweak_object_is_counted (object), NULL);
  g_return_val_if_fail (moment == GWEAK_MOMENT_DIED || moment == GWEAK_MOMENT_FINALIZED, NULL);
  g_return_val_if_fail (callback != NULL, NULL);

  self = g_new (GweakWatch, 1);
  gweak_link_init (&self->link, moment == GWEAK_MOMENT_DIED ? &died_ops : &finalized_ops);
  self->callback = callback;
  self->user_data = user_data;
  self->destroy = destroy;
  gweak_link_attach (&self->link, gweak_tracker_obtain (object), object);

  return self;
}

/**
 * gweak_watch_ref: (skip)
 * @watch: a #GweakWatch
 *
 * Takes a reference. May be called from any thread.
 *
 * Returns: (transfer full): @watch; %NULL, with a critical, if that is %NULL
 *
 * Since: 1.0
 */
GweakWatch *
gweak_watch_ref (GweakWatch *watch)
{
  g_return_val_if_fail (watch != NULL, NULL);

  gweak_link_ref (&watch->link);

  return watch;
}

/**
 * gweak_watch_unref: (skip)
 * @watch: (transfer full): a #GweakWatch
 *
 * Releases a reference. The watch stays armed until it fired. May be called
 * from any thread. %NULL is a critical.
 *
 * Since: 1.0
 */
void
gweak_watch_unref (GweakWatch *watch)
{
  g_return_if_fail (watch != NULL);

  gweak_link_unref (&watch->link);
}

/**
 * gweak_watch_remove: (skip)
 * @watch: (transfer full): a #GweakWatch
 *
 * Disarms @watch, and releases a reference. May be called from any thread, also
 * inside the callback of @watch or of another.
 *
 * Returns: %TRUE if the callback never runs, and the user data was destroyed;
 *   %FALSE if it ran, is running, or the watch was removed before, and with a
 *   critical if @watch is %NULL
 *
 * Since: 1.0
 */
gboolean
gweak_watch_remove (GweakWatch *watch)
{
  gboolean removed;

  g_return_val_if_fail (watch != NULL, FALSE);

  removed = (gweak_link_detach (&watch->link) & GWEAK_LINK_LISTED) != 0;
  if (removed)
    {
      destroy_data (watch);
      gweak_link_unref (&watch->link);
    }
  gweak_link_unref (&watch->link);

  return removed;
}
