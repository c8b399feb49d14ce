/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-tracker-private.h"

#include "gweak-debug-private.h"
#include "gweak-toggle-private.h"

/* One tracker per object, in the object's qdata, is all that gweak keeps of
 * it. It holds GObject's own hooks once, whatever the number of observers: a
 * GWeakRef for the way from weak to strong, a weak notify for `died` and the
 * destroy notify of its qdata for `finalized`. Observers are links in a list.
 *
 * The weak notify is never unregistered: g_object_weak_unref() against
 * g_object_run_dispose() in another thread crashes GLib < 2.80. Observers are
 * cancelled in the list instead.
 */

/* A walk over the list that survives whatever its callbacks do: removing a
 * link moves every cursor that was to visit it next. Lives on the stack of the
 * walking thread.
 */
struct _GweakCursor
{
  GweakCursor *outer; /* (unowned) the other walks; guarded by the tracker's lock */
  GweakLink   *next;  /* (unowned) guarded by the tracker's lock */
};

static GQuark tracker_quark; /* immutable once the library is loaded */

static void make_quark (void) __attribute__ ((constructor));

static void
make_quark (void)
{
  tracker_quark = g_quark_from_static_string ("gweak-tracker");
}

static void
enter_walk (GweakTracker *self,
            GweakCursor  *cursor,
            GweakLink    *first)
{
  cursor->outer = self->cursors;
  cursor->next = first;
  self->cursors = cursor;
}

/* Walks of different threads may end in any order. */
static void
leave_walk (GweakTracker *self,
            GweakCursor  *cursor)
{
  GweakCursor **place = &self->cursors;

  while (*place != cursor)
    place = &(*place)->outer;
  *place = cursor->outer;
}

/* With the lock; read without it, too, by who looks whether there is anybody. */
static void
set_newest (GweakTracker *self,
            GweakLink    *link)
{
  __atomic_store_n (&self->newest, link, __ATOMIC_RELAXED);
}

static void
list_push (GweakTracker *self,
           GweakLink    *link)
{
  link->newer = NULL;
  link->older = self->newest;
  if (self->newest != NULL)
    self->newest->newer = link;
  set_newest (self, link);
}

/* With the lock: @link, or with NULL any, is no longer the shared one. */
static void
forget_shared (GweakTracker *self,
               GweakLink    *link)
{
  GweakShared *shared = g_atomic_pointer_get (&self->shared);

  if (shared != NULL && (link == NULL || shared->link == link))
    shared->link = NULL;
}

/* The list's count of @link passes to the caller. */
static void
list_remove (GweakTracker *self,
             GweakLink    *link)
{
  for (GweakCursor *cursor = self->cursors; cursor != NULL; cursor = cursor->outer)
    if (cursor->next == link)
      cursor->next = link->older;

  if (link->newer != NULL)
    link->newer->older = link->older;
  else
    set_newest (self, link->older);
  if (link->older != NULL)
    link->older->newer = link->newer;

  forget_shared (self, link);
}

/* With the lock. */
static void
count_living (GweakLink *link,
              gint       change)
{
  if (link->state & GWEAK_LINK_TOGGLE)
    link->tracker->n_toggle_links += change;
  if (link->ops->flip != NULL)
    link->tracker->n_flip_links += change;
}

/* Makes every living link dead, before any observer hears of it, by counting
 * the death, and returns how many of them were users of the toggle reference.
 * Only those that keep counts of the living are visited. Links of earlier
 * deaths (of a husk) are behind the living ones, since links enter at the head.
 */
static guint
flip_living (GweakTracker *self)
{
  guint n_users = self->n_toggle_links;

  for (GweakLink *link = self->newest; self->n_flip_links > 0; link = link->older)
    if (link->ops->flip != NULL)
      {
        link->ops->flip (link);
        self->n_flip_links--;
      }
  self->n_toggle_links = 0;
  forget_shared (self, NULL);
  __atomic_store_n (&self->n_deaths, self->n_deaths + 1, __ATOMIC_RELEASE);

  return n_users;
}

/* The next link that died and was not told, pinned. One that waits for no later
 * moment leaves the list, and the list's count is the pin. Links that have
 * nothing to say about `died` are passed over.
 */
static GweakLink *
take_untold (GweakTracker *self,
             GweakCursor  *cursor)
{
  for (GweakLink *link; (link = cursor->next) != NULL && !gweak_link_is (link, GWEAK_LINK_TOLD);)
    {
      cursor->next = link->older;
      if (link->older != NULL)
        __builtin_prefetch (link->older->older);

      if (link->ops->died == NULL)
        {
          gweak_link_change (link, 0, GWEAK_LINK_TOLD);
          continue;
        }
      if (link->ops->finalized != NULL)
        {
          gweak_link_change (link, 0, GWEAK_LINK_TOLD);
          return gweak_link_ref (link);
        }
      list_remove (self, link);
      gweak_link_change (link, GWEAK_LINK_LISTED, GWEAK_LINK_TOLD);
      return link;
    }

  return NULL;
}

/* A death: flip everything, then tell one observer at a time, newest first. */
static void
die (GweakTracker *self)
{
  GweakCursor cursor;
  GweakLink  *link;
  guint       n_users;

  gweak_lock (&self->lock);
  self->notified = FALSE;
  n_users = flip_living (self);
  enter_walk (self, &cursor, self->newest);

  if (n_users > 0)
    {
      gweak_unlock (&self->lock);
      gweak_toggle_unuse (self, n_users);
      gweak_lock (&self->lock);
    }

  while ((link = take_untold (self, &cursor)) != NULL && cursor.next != NULL)
    {
      gweak_unlock (&self->lock);
      link->ops->died (link);
      gweak_link_unref (link);
      gweak_lock (&self->lock);
    }
  leave_walk (self, &cursor);
  gweak_unlock (&self->lock);

  /* Nobody comes after the last one, so that it needs no walk. */
  if (link != NULL)
    {
      link->ops->died (link);
      gweak_link_unref (link);
    }
}

/* The object may be in its last unref, with a reference count of 0 on GLib >=
 * 2.86, or be a husk in g_object_run_dispose(): it is not touched. The weak
 * notify has a count of the tracker, since GLib < 2.86 can call it after the
 * object's qdata went, for handlers that go on watching what is dying.
 */
static void
died_cb (gpointer data,
         GObject *where_the_object_was)
{
  GweakTracker *self = data;

  gweak_debug_died (self);
  die (self);
  gweak_tracker_unref (self);
}

/* The next link to tell about `finalized`, for the caller to release. Nobody comes
 * any more: the object goes.
 */
static GweakLink *
take_newest (GweakTracker *self)
{
  GweakLink *link;

  if (__atomic_load_n (&self->newest, __ATOMIC_ACQUIRE) == NULL)
    return NULL;

  gweak_lock (&self->lock);
  link = self->newest;
  if (link != NULL && gweak_link_is_alive (link))
    {
      /* Made in the last moment, by a handler of `died`. */
      gweak_unlock (&self->lock);
      die (self);
      gweak_lock (&self->lock);
      link = self->newest;
    }
  if (link != NULL)
    {
      list_remove (self, link);
      gweak_link_change (link, GWEAK_LINK_LISTED, 0);
    }
  gweak_unlock (&self->lock);

  return link;
}

/* Destroy notify of the qdata: takes over the object's count of the tracker. */
static void
finalized_cb (gpointer data)
{
  GweakTracker *self = data;
  GweakLink    *link;

  gweak_debug_finalized (self);

  while ((link = take_newest (self)) != NULL)
    {
      if (link->ops->finalized != NULL)
        link->ops->finalized (link);
      gweak_link_unref (link);
    }

  gweak_tracker_unref (self);
}

static void
gweak_tracker_free (GweakTracker *self)
{
  g_assert (self->newest == NULL);

  gweak_toggle_free (self->toggle);
  gweak_release_weak_ref (&self->referent);
  if (self->shared != NULL)
    gweak_release_weak_ref (&self->shared->reference);
  g_free (self->shared);
  gweak_lock_clear (&self->lock);
  g_free (self);
}

static GweakTracker *
gweak_tracker_new (GObject *object,
                   gsize    room)
{
  GweakTracker *self = g_malloc (sizeof (GweakTracker) + room); /* faster than calloc() */

  *self = (GweakTracker){ .ref_count = 1, .object = object };
  gweak_lock_init (&self->lock);
  g_weak_ref_init (&self->referent, object);

  return self;
}

/* Threads that hold the object may race here; the first one wins. */
static GweakTracker *
create (GObject  *object,
        gsize     size,
        gpointer *room)
{
  GweakTracker *self = gweak_tracker_new (object, size);

  if (g_object_replace_qdata (object, tracker_quark, NULL, self, finalized_cb, NULL))
    {
      gweak_debug_tracked (self);
      if (room != NULL)
        *room = gweak_tracker_get_room (self);
      return self;
    }

  gweak_tracker_unref (self);

  return gweak_tracker_peek (object);
}

/* Whether GLib has left the GWeakRef as it was set. Every GLib since 2.32
 * stores the object's address there, some with a lock bit; a different value
 * only means that the question must be asked properly, so this can cost time
 * but not truth. Synchronising this read would cost as much as asking.
 */
__attribute__ ((no_sanitize ("thread"))) static inline gboolean
referent_looks_set (GweakTracker *self)
{
  return *(GObject *volatile *) &self->referent.priv.p == self->object;
}

/* @object is in hand, so an empty GWeakRef means a resurrection in dispose or
 * a husk: what did not fire answers again. Not so in finalize, where it would
 * give out an object that goes.
 */
static void
revive (GweakTracker *self,
        GObject      *object)
{
  GObject *strong = g_weak_ref_get (&self->referent);

  if (strong != NULL)
    {
      g_object_unref (strong);
    }
  else if (gweak_object_is_counted (object))
    {
      g_weak_ref_set (&self->referent, object);
      gweak_toggle_rearm (self, object);
    }
}

/* The tracker of @object, which the caller holds, if it has one. It lives as
 * long as the object.
 */
GweakTracker *
gweak_tracker_peek (GObject *object)
{
  GweakTracker *self;

  if (g_atomic_pointer_get (&object->qdata) == NULL)
    return NULL;

  self = g_datalist_id_get_data (&object->qdata, tracker_quark);
  if (self != NULL && G_UNLIKELY (!referent_looks_set (self)))
    revive (self, object);

  return self;
}

/* The tracker of @object, which the caller holds, made now if need be. It
 * lives as long as the object.
 */
GweakTracker *
gweak_tracker_obtain (GObject *object)
{
  GweakTracker *self = gweak_tracker_peek (object);

  return G_LIKELY (self != NULL) ? self : create (object, 0, NULL);
}

/* The same. A tracker that is made now has @size bytes of room, for the observer
 * that it is made for: with one piece of memory less, and both side by side. The
 * room is there as long as the tracker. NULL in @room: there was a tracker. ASan
 * looks after separate pieces better.
 */
GweakTracker *
gweak_tracker_obtain_with_room (GObject  *object,
                                gsize     size,
                                gpointer *room)
{
  GweakTracker *self = gweak_tracker_peek (object);

  *room = NULL;
#ifdef __SANITIZE_ADDRESS__
  room = NULL;
  size = 0;
#endif

  return self != NULL ? self : create (object, size, room);
}

GweakTracker *
gweak_tracker_ref (GweakTracker *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
gweak_tracker_unref (GweakTracker *self)
{
  if (g_atomic_int_dec_and_test (&self->ref_count))
    gweak_tracker_free (self);
}

/* Lives as long as @self. */
GweakShared *
gweak_tracker_obtain_shared (GweakTracker *self)
{
  GweakShared *shared = g_atomic_pointer_get (&self->shared), *fresh;

  if (G_LIKELY (shared != NULL))
    return shared;

  fresh = g_new0 (GweakShared, 1);
  if (g_atomic_pointer_compare_and_exchange (&self->shared, NULL, fresh))
    return fresh;

  g_free (fresh);

  return g_atomic_pointer_get (&self->shared);
}

/* The next link that wants to hear of `dying`, pinned. */
static GweakLink *
take_toggle_user (GweakCursor *cursor)
{
  for (GweakLink *link; (link = cursor->next) != NULL && gweak_link_is_alive (link);)
    {
      cursor->next = link->older;
      if (link->state & GWEAK_LINK_TOGGLE)
        return gweak_link_ref (link);
    }

  return NULL;
}

/* Tells every user of the toggle reference, newest first, that @object is
 * dying. The caller holds @object. Observers that come meanwhile are not told.
 * Whether one of them rescued it: somebody besides the @n_refs that were there
 * held it when the observer was done.
 */
gboolean
gweak_tracker_emit_dying (GweakTracker *self,
                          GObject      *object,
                          gint          n_refs)
{
  GweakCursor cursor;
  GweakLink  *link;
  gboolean    rescued = FALSE;

  gweak_lock (&self->lock);
  enter_walk (self, &cursor, self->newest);
  while ((link = take_toggle_user (&cursor)) != NULL)
    {
      gweak_unlock (&self->lock);
      link->ops->dying (link, object);
      rescued |= g_atomic_int_get ((gint *) &object->ref_count) > n_refs;
      gweak_link_unref (link);
      gweak_lock (&self->lock);
    }
  leave_walk (self, &cursor);
  gweak_unlock (&self->lock);

  return rescued;
}

/* The toggle reference was yielded: its users become passive, and hear of it. */
void
gweak_tracker_stand_down (GweakTracker *self)
{
  GweakCursor cursor;
  GweakLink  *link;
  guint       n_users = 0;

  gweak_lock (&self->lock);
  enter_walk (self, &cursor, self->newest);
  while ((link = take_toggle_user (&cursor)) != NULL)
    {
      n_users++;
      self->n_toggle_links--;
      gweak_link_change (link, GWEAK_LINK_TOGGLE, 0);
      gweak_unlock (&self->lock);
      link->ops->stood_down (link);
      gweak_link_unref (link);
      gweak_lock (&self->lock);
    }
  leave_walk (self, &cursor);
  gweak_unlock (&self->lock);

  if (n_users > 0)
    gweak_toggle_unuse (self, n_users);
}

static gboolean
is_living_reference (GweakLink *link)
{
  return gweak_link_is_alive (link) && link->ops->dup_owner != NULL;
}

guint
gweak_tracker_count_references (GweakTracker *self)
{
  guint count = 0;

  gweak_lock (&self->lock);
  for (GweakLink *link = self->newest; link != NULL; link = link->older)
    count += is_living_reference (link);
  gweak_unlock (&self->lock);

  return count;
}

/* The living GweakReferences, newest first; with @dead, also those of a husk. */
GPtrArray *
gweak_tracker_list_references (GweakTracker *self,
                               gboolean      dead)
{
  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify) gweak_link_unref);
  GPtrArray *references = g_ptr_array_new_with_free_func (g_object_unref);

  gweak_lock (&self->lock);
  for (GweakLink *link = self->newest; link != NULL; link = link->older)
    if (dead ? link->ops->dup_owner != NULL : is_living_reference (link))
      g_ptr_array_add (links, gweak_link_ref (link));
  gweak_unlock (&self->lock);

  for (guint i = 0; i < links->len; i++)
    {
      GweakLink *link = links->pdata[i];
      GObject   *owner = link->ops->dup_owner (link);

      if (owner != NULL)
        g_ptr_array_add (references, owner);
    }
  g_ptr_array_unref (links);

  return references;
}

/* With the lock: makes @link the newest observer. */
static void
enter_list (GweakTracker *self,
            GweakLink    *link)
{
  list_push (self, link);
  link->birth = self->n_deaths;
  gweak_link_change (link, 0, GWEAK_LINK_LISTED);
  count_living (link, 1);
}

/* Shows the living links with @ops to @visit, which runs under the lock: it is
 * internal code, as `flip` is, and calls nobody.
 */
void
gweak_tracker_visit (GweakTracker       *self,
                     const GweakLinkOps *ops,
                     GweakVisitFunc      visit,
                     gpointer            data)
{
  gweak_lock (&self->lock);
  for (GweakLink *link = self->newest; link != NULL && gweak_link_is_alive (link); link = link->older)
    if (link->ops == ops)
      visit (link, data);
  gweak_unlock (&self->lock);
}

/* Makes @link the newest observer of @object, which the caller holds. The list
 * takes a count of it.
 */
void
gweak_tracker_insert (GweakTracker *self,
                      GObject      *object,
                      GweakLink    *link)
{
  gweak_lock (&self->lock);
  if (!self->notified)
    {
      /* Under the lock, so that who finds it registered can rely on it. */
      g_object_weak_ref (object, died_cb, gweak_tracker_ref (self));
      self->notified = TRUE;
    }
  enter_list (self, link);
  gweak_unlock (&self->lock);
}

/* The same without the object. While @other is alive, the weak notify is there.
 * FALSE when @other died or was removed.
 */
gboolean
gweak_tracker_insert_beside (GweakTracker *self,
                             GweakLink    *other,
                             GweakLink    *link)
{
  gboolean alive;

  gweak_lock (&self->lock);
  alive = gweak_link_is_alive (other);
  if (alive)
    enter_list (self, link);
  gweak_unlock (&self->lock);

  return alive;
}

/* Takes @link off the list, if it is there, for good. Returns the state it was
 * in: with GWEAK_LINK_LISTED, the list's count passes to the caller.
 */
GweakLinkState
gweak_tracker_remove (GweakTracker *self,
                      GweakLink    *link)
{
  GweakLinkState state;
  gboolean       alive;

  gweak_lock (&self->lock);
  state = link->state;
  alive = gweak_link_is_alive (link);
  if (alive)
    count_living (link, -1);
  if (state & GWEAK_LINK_LISTED)
    list_remove (self, link);
  gweak_link_change (link, ~0, GWEAK_LINK_CLEARED);
  gweak_unlock (&self->lock);

  if (alive && (state & GWEAK_LINK_TOGGLE))
    gweak_toggle_unuse (self, 1);

  return state;
}
