/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>

#include "gweak-lock-private.h"

G_BEGIN_DECLS

typedef struct _GweakCursor  GweakCursor;
typedef struct _GweakLink    GweakLink;
typedef struct _GweakToggle  GweakToggle;
typedef struct _GweakTracker GweakTracker;

/* What can be told later, in a main context. */
typedef enum
{
  GWEAK_NEWS_STOOD_DOWN,
  GWEAK_NEWS_DIED,
  GWEAK_NEWS_FINALIZED,
  GWEAK_N_NEWS
} GweakNews;

/* What an observer does when its turn comes. All but `free` may be NULL.
 * Only `flip` runs under the tracker's lock; it marks plain state and touches
 * nothing else. The others run without locks, in the thread of the event, on a
 * link that the caller pinned.
 */
typedef struct
{
  const char *kind; /* plural, for the debug listing */

  void (*flip) (GweakLink *link);
  void (*dying) (GweakLink *link,
                 GObject   *object);
  void (*died) (GweakLink *link);
  void (*finalized) (GweakLink *link);
  void (*stood_down) (GweakLink *link); /* the toggle reference was yielded to a foreign one */

  /* A delivery to a main context: its turn came, or the context was destroyed before. */
  void (*deliver) (GweakLink *link,
                   GweakNews  news);
  void (*undeliverable) (GweakLink *link,
                         GweakNews  news);

  void (*at_exit) (GweakLink *link);

  /* For the links of GweakReferences, which are their owners. */
  GObject *(*dup_owner) (GweakLink *link); /* (transfer full) (nullable) */
  void (*clear) (GweakLink *link,
                 GObject   *owner);
  /* What tells observers of one object apart that are of the same kind. */
  gpointer (*identity) (GweakLink *link);

  /* For the debug listing: whether its owner owns something that could hold the object. */
  gboolean (*may_hold) (GweakLink *link);

  void (*free) (GweakLink *link);
} GweakLinkOps;

typedef enum
{
  GWEAK_LINK_LISTED = 1 << 0,  /* in the tracker's list, which owns one count of the link */
  GWEAK_LINK_TOLD = 1 << 1,    /* had its turn at `died` */
  GWEAK_LINK_TOGGLE = 1 << 2,  /* counted as a user of the tracker's toggle reference, while alive */
  GWEAK_LINK_CLEARED = 1 << 3, /* detached by hand: nothing more is to be told */
  GWEAK_LINK_AWAITED = 1 << 4  /* somebody waits for its death asynchronously */
} GweakLinkState;

/* The reference-counted plain part of an observer. Embedded first in the
 * owner's own struct. What is needed to use it comes last, beside the owner's
 * own members.
 */
struct _GweakLink
{
  const GweakLinkOps *ops;       /* (unowned) static; immutable */
  GweakLink          *newer;     /* (unowned) the list owns its links; guarded by the tracker's lock */
  GweakLink          *older;     /* (unowned) likewise */
  GweakTracker       *tracker;   /* (owned) (nullable) set once, by attaching; NULL: never had a referent */
  gint                ref_count; /* atomic */
  gint                state;     /* GweakLinkState; written under the tracker's lock, read atomically */
  guint               birth;     /* how many deaths the tracker had seen; set by attaching */
  gint                mark;      /* atomic: the owner's own, 0 at first; here, where it takes no room */
};

/* What few objects have: a shared GweakWeakRef, and handlers of methods that are
 * connected to them.
 */
typedef struct
{
  GWeakRef   reference;  /* GLib sees to its threads */
  GweakLink *link;       /* (unowned) its plain part, while listed; decides which one is shared; guarded by the tracker's lock */
  gint       n_handlers; /* atomic */
} GweakShared;

typedef void (*GweakVisitFunc) (GweakLink *link,
                                gpointer   data);

struct _GweakTracker
{
  gint         ref_count; /* atomic: one for the object's qdata, one per attached link, plus pins */
  guint        n_deaths;  /* written under `lock`, read atomically: a link of an earlier one is dead */
  GweakLock    lock;
  GObject     *object;              /* (unowned) the address; dereferenced only by callers that hold the object */
  GWeakRef     referent;            /* the way from weak to strong; GLib sees to its threads */
  GweakShared *shared;              /* (owned) (nullable) made at the first request, atomically; then immutable */
  GweakLink   *newest;              /* (owned) head of the list; guarded by `lock` */
  GweakCursor *cursors;             /* (unowned) the walks under way, on their threads' stacks; guarded by `lock` */
  GweakToggle *toggle;              /* (owned) (nullable) made at the first request; guarded by the toggle table's lock */
  guint        n_flip_links;        /* living ones with a `flip`; guarded by `lock` */
  guint        n_toggle_links : 31; /* living ones with GWEAK_LINK_TOGGLE; guarded by `lock` */
  guint        notified : 1;        /* our weak notify is registered; guarded by `lock` */
};

GweakTracker  *gweak_tracker_peek (GObject *object);
GweakTracker  *gweak_tracker_obtain (GObject *object);
GweakTracker  *gweak_tracker_obtain_with_room (GObject  *object,
                                               gsize     size,
                                               gpointer *room);
GweakTracker  *gweak_tracker_ref (GweakTracker *self);
void           gweak_tracker_unref (GweakTracker *self);
GweakShared   *gweak_tracker_obtain_shared (GweakTracker *self);
gboolean       gweak_tracker_emit_dying (GweakTracker *self,
                                         GObject      *object,
                                         gint          n_refs);
void           gweak_tracker_stand_down (GweakTracker *self);
void           gweak_tracker_insert (GweakTracker *self,
                                     GObject      *object,
                                     GweakLink    *link);
gboolean       gweak_tracker_insert_beside (GweakTracker *self,
                                            GweakLink    *other,
                                            GweakLink    *link);
GweakLinkState gweak_tracker_remove (GweakTracker *self,
                                     GweakLink    *link);
guint          gweak_tracker_count_references (GweakTracker *self);
GPtrArray     *gweak_tracker_list_references (GweakTracker *self,
                                              gboolean      dead);
void           gweak_tracker_visit (GweakTracker       *self,
                                    const GweakLinkOps *ops,
                                    GweakVisitFunc      visit,
                                    gpointer            data);

void     gweak_link_init (GweakLink          *self,
                          const GweakLinkOps *ops);
void     gweak_link_free (GweakLink *self);
void     gweak_link_attach (GweakLink    *self,
                            GweakTracker *tracker,
                            GObject      *object);
gboolean gweak_link_attach_beside (GweakLink *self,
                                   GweakLink *other);
gboolean gweak_link_request_toggle (GweakLink *self,
                                    GObject   *object);
GObject *gweak_link_dup_object (GweakLink *self);

GweakLinkState gweak_link_detach (GweakLink *self);

/* Where gweak_tracker_obtain_with_room() makes room: for whatever has 64 bits. */
#define GWEAK_TRACKER_ROOM ((sizeof (GweakTracker) + 7) & ~(gsize) 7)

static inline gboolean
gweak_link_is (GweakLink     *self,
               GweakLinkState state)
{
  return (__atomic_load_n (&self->state, __ATOMIC_ACQUIRE) & state) != 0;
}

/* Whether the referent has not died. One death turns this for all links. */
static inline gboolean
gweak_link_is_alive (GweakLink *self)
{
  return gweak_link_is (self, GWEAK_LINK_LISTED) &&
         __atomic_load_n (&self->tracker->n_deaths, __ATOMIC_ACQUIRE) == self->birth;
}

static inline GweakLink *
gweak_link_ref (GweakLink *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

static inline void
gweak_link_unref (GweakLink *self)
{
  if (g_atomic_int_dec_and_test (&self->ref_count))
    gweak_link_free (self);
}

/* With the tracker's lock. */
static inline void
gweak_link_change (GweakLink *self,
                   gint       remove,
                   gint       add)
{
  __atomic_store_n (&self->state, (self->state & ~remove) | add, __ATOMIC_RELEASE);
}

/* g_weak_ref_clear() takes GLib's lock even if there is nothing to do. A
 * GWeakRef that is all zeros is as good as one in fresh static storage, which
 * needs none; that is what GLib leaves of it when the object dies.
 */
static inline void
gweak_release_weak_ref (GWeakRef *weak_ref)
{
  if (weak_ref->priv.p != NULL)
    g_weak_ref_clear (weak_ref);
}

/* TRUE when @object can be watched: false, with a critical of the caller, once it is being finalized. */
static inline gboolean
gweak_object_is_counted (gpointer object)
{
  return g_atomic_int_get (&((GObject *) object)->ref_count) > 0;
}

G_END_DECLS
