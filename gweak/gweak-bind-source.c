/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-bind-source.h"

#include "gweak-tracker-private.h"

/**
 * SECTION:gweak-bind-source
 * @Title: Sources bound to objects
 * @Short_description: timeouts and idle functions that end with an object
 * @See_also: #GweakWeakMethod, #GSource
 *
 * A source whose callback works on an object must not outlive it. Instead of
 * keeping the source's id in the object, and removing it in dispose, bind it:
 *
 * |[<!-- language="C" -->
 * static void
 * panel_start_clock (Panel *self)
 * {
 *   GSource *source = g_timeout_source_new (10);
 *
 *   g_source_set_callback (source, tick_cb, self, NULL);
 *   gweak_bind_source (source, self);
 *   g_source_attach (source, NULL);
 *   g_source_unref (source);
 * }
 * ]|
 */

/* What binds a source to an object is a child of the source that is never ready.
 * It goes when the source is destroyed or freed, and tells so, without taking a
 * place that somebody else may need: the callback, or the dispose function.
 *
 * GLib lets go of a child before it frees its parent, and its context lets go of
 * an attached source after that. So while the child has not told, there is the
 * memory of the source, and of an attached one a reference.
 */
typedef struct
{
  GweakLink link;
  GSource  *source; /* (unowned) (nullable) until the child told; guarded by the tracker's lock */
  gboolean  ended;  /* the child told; guarded by the tracker's lock */
} Bond;

/* With the lock. An unattached source may be in its last unref. */
static GSource *
upgrade (GSource *source)
{
  guint n_refs = __atomic_load_n (&source->ref_count, __ATOMIC_ACQUIRE);

  while (n_refs > 0 &&
         !__atomic_compare_exchange_n (&source->ref_count, &n_refs, n_refs + 1, FALSE, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
    ;

  return n_refs > 0 ? source : NULL;
}

static void
bond_died (GweakLink *link)
{
  Bond    *self = (Bond *) link;
  GSource *source;

  gweak_lock (&link->tracker->lock);
  source = self->source != NULL ? upgrade (self->source) : NULL;
  gweak_unlock (&link->tracker->lock);

  if (source != NULL)
    {
      g_source_destroy (source);
      g_source_unref (source);
    }
}

static void
bond_free (GweakLink *link)
{
  g_free (link);
}

static const GweakLinkOps bond_ops = { .kind = "sources", .died = bond_died, .free = bond_free };

/* Takes over the child's count of the bond. */
static void
child_ended_cb (gpointer data)
{
  Bond *self = data;

  gweak_lock (&self->link.tracker->lock);
  self->source = NULL;
  self->ended = TRUE;
  gweak_unlock (&self->link.tracker->lock);

  if (gweak_link_detach (&self->link) & GWEAK_LINK_LISTED)
    gweak_link_unref (&self->link);
  gweak_link_unref (&self->link);
}

static gboolean
dispatch_nothing (GSource    *source,
                  GSourceFunc callback,
                  gpointer    user_data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
nothing_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
add_child (GSource *source,
           Bond    *bond)
{
  static GSourceFuncs funcs = { .dispatch = dispatch_nothing };
  GSource            *child = g_source_new (&funcs, sizeof (GSource));

  gweak_link_ref (&bond->link);
  g_source_set_static_name (child, "gweak-bind-source");
  g_source_set_callback (child, nothing_cb, bond, child_ended_cb);
  g_source_add_child_source (source, child);
  g_source_unref (child);
}

/* Whether the object was alive when the bond came into force. */
static gboolean
enforce (Bond    *self,
         GSource *source)
{
  gboolean alive;

  gweak_lock (&self->link.tracker->lock);
  alive = self->ended || gweak_link_is_alive (&self->link);
  if (!self->ended)
    self->source = source;
  gweak_unlock (&self->link.tracker->lock);

  return alive;
}

static void
bind_source (GSource *source,
             GObject *object)
{
  Bond *bond = g_new (Bond, 1);

  *bond = (Bond){ .source = NULL };
  gweak_link_init (&bond->link, &bond_ops);
  gweak_link_attach (&bond->link, gweak_tracker_obtain (object), object);
  add_child (source, bond);
  if (!enforce (bond, source))
    g_source_destroy (source);
  gweak_link_unref (&bond->link);
}

/**
 * gweak_bind_source:
 * @source: a #GSource
 * @object: (nullable) (type GObject.Object): the object that it is for
 *
 * Destroys @source when @object died, in the thread where that happens. Its data
 * is freed by that, once. A callback that runs in another thread meanwhile is not
 * waited for, and keeps the data until it returns.
 *
 * A source that ended before, by itself or by g_source_destroy(), is forgotten
 * with that; neither @source nor @object is held. With %NULL for @object, @source
 * is destroyed at once; so it is, with a critical, when @object is being
 * finalized. Nothing happens to a source that is destroyed already.
 *
 * @source can be bound before or after it was attached, to several objects, and
 * can be used in every way afterwards: it gets a child that is never ready.
 *
 * May be called from any thread that holds both. If the context of @source runs
 * in another thread, bind it before attaching it, so that it cannot end
 * meanwhile. Until it is attached, a #GSource is for one thread at a time: then
 * @object must not die in another one while @source is freed.
 *
 * Since: 1.0
 */
void
gweak_bind_source (GSource *source,
                   gpointer object)
{
  g_return_if_fail (source != NULL);
  g_return_if_fail (object == NULL || G_IS_OBJECT (object));

  if (g_source_is_destroyed (source))
    return;

  if (object != NULL && gweak_object_is_counted (object))
    {
      bind_source (source, object);
      return;
    }
  if (object != NULL)
    g_critical ("%s: the object is being finalized", G_STRFUNC);
  g_source_destroy (source);
}
