/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "model.h"

G_BEGIN_DECLS

/* The reference model is arrays and linear search. Nothing it allocates is freed
 * before its end, so that it cannot go wrong where the library might.
 */

typedef struct _Model          Model;
typedef struct _ModelContainer ModelContainer;
typedef struct _ModelEntry     ModelEntry;
typedef struct _ModelObject    ModelObject;
typedef struct _ModelReference ModelReference;
typedef struct _ModelWatch     ModelWatch;

typedef enum
{
  MODEL_WATCH,
  MODEL_FINAL_WATCH,
  MODEL_REFERENCE,
  MODEL_KEY,
  MODEL_VALUE,
  MODEL_MEMBER
} ModelObserverType;

/* Somebody in an object's one list. */
typedef struct
{
  ModelObserverType type;
  ModelObject      *object;
  gpointer          owner; /* by type: a watch, a reference or an entry */
  guint             birth; /* how many deaths the object had seen */
  gboolean          listed;
  gboolean          told; /* of the death */
  gboolean          toggle;
} ModelObserver;

struct _ModelObject
{
  guint        number;
  gint         value;
  gboolean     stubborn;  /* its dispose does not chain up after somebody did something in it */
  guint        n_refs;    /* all but gweak's toggle reference */
  gboolean     reachable; /* by weak references */
  gboolean     watched;   /* its next death will be seen */
  guint        n_deaths;
  guint        n_users;   /* of the toggle reference, as long as they live */
  gboolean     armed;     /* the toggle reference is there */
  gboolean     claimed;   /* somebody is just deciding about it */
  GPtrArray   *observers; /* of ModelObservers, oldest first */
  ModelObject *held[FUZZ_N_HELD];
  guint        n_held;
};

struct _ModelWatch
{
  guint          number;
  ModelObserver *observer;
};

struct _ModelReference
{
  guint          number;
  guint          n_refs;
  ModelObserver *observer;
  gboolean       deferred;
  gboolean       cleared;
  gboolean       notified;
};

/* The sides that are held. */
typedef struct
{
  ModelObject *key;
  ModelObject *value;
} ModelSides;

/* What a cache knows of a value. */
typedef enum
{
  MODEL_NOT_KEPT,
  MODEL_BUSY, /* it was given out, and not seen idle since */
  MODEL_IDLE
} ModelRank;

struct _ModelEntry
{
  ModelContainer   *container;
  gint              key; /* the number of an object, or what is no object */
  gint              value;
  ModelObject      *key_object;
  ModelObject      *value_object;
  ModelObserver    *key_observer; /* where that side is weak */
  ModelObserver    *value_observer;
  gboolean          in;
  gboolean          counted;
  gboolean          replaced; /* another one, when it came */
  gboolean          attached; /* its observers have a count of it */
  gboolean          given_up; /* what it owns is somebody else's now */
  guint             n_refs;
  guint             serial; /* its place in the order */
  guint             stamp;  /* when it came: who is found first among equals */
  GweakRemovalCause cause;

  /* In a cache. */
  ModelRank rank;
  gboolean  is_due;   /* in a list: to be announced */
  gboolean  is_owner; /* it holds its value */
  gboolean  evicting;
  guint     used; /* when it was last */
  guint     cost;
};

/* Somebody makes a value. */
typedef struct
{
  gint     key;
  gint     key_class;
  gboolean cancelled;
} ModelLoad;

struct _ModelContainer
{
  guint           number;
  const FuzzKind *kind;
  guint           n_refs;
  gboolean        heard;  /* handlers are connected */
  gboolean        unmade; /* nobody knows it yet */
  gint            size;
  gboolean        size_told;
  gboolean        notifying;
  gboolean        notify_again;
  GPtrArray      *entries; /* of ModelEntries in order; dead ones stay until their turn */
  GPtrArray      *loads;   /* of ModelLoads */
  guint           last_serial;
  guint           last_stamp;

  /* Of a cache. */
  guint max_idle;
  guint max_idle_cost;
  guint clock;
  guint n_quiet; /* hits that need not look */
  guint hits;
  guint misses;
  guint n_loaded;
  guint evictions;

  /* Of a list: members that died, and what it knows of that. */
  GPtrArray *dead;
  GPtrArray *due;
  gboolean   queued;
};

typedef struct
{
  ModelContainer *container; /* NULL: it is over */
  ModelEntry     *current;
  ModelSides      sides;
  guint           serial;
  guint           n_calls; /* under way */
} ModelIterator;

typedef enum
{
  MODEL_SIZE_NEWS,
  MODEL_ENTRY_NEWS,
  MODEL_DIED_NEWS,
  MODEL_FINALIZED_NEWS,
  MODEL_LIST_NEWS
} ModelNewsType;

/* What waits for the main context. */
typedef struct
{
  ModelNewsType type;
  gpointer      subject;
} ModelNews;

struct _Model
{
  FuzzStage       stage;
  ModelObject    *objects[FUZZ_N_OBJECTS];
  guint           n_own_refs[FUZZ_N_OBJECTS]; /* of the program */
  guint           n_in_hand[FUZZ_N_OBJECTS];
  ModelContainer *containers[FUZZ_N_CONTAINERS];
  ModelIterator   iterators[FUZZ_N_ITERATORS];
  ModelWatch     *watches[FUZZ_N_WATCHES];
  ModelReference *references[FUZZ_N_REFERENCES];
  GQueue          news;
  GPtrArray      *garbage;
  GPtrArray      *arrays;
  gboolean        old_glib; /* before 2.80 */
};

gpointer   model_allocate (Model *self,
                           gsize  size);
GPtrArray *model_allocate_array (Model *self);
void       model_push_news_first (Model        *self,
                                  ModelNewsType type,
                                  gpointer      subject);
gboolean   model_withdraw_first (Model   *self,
                                 gpointer subject);
void       model_push_news (Model        *self,
                            ModelNewsType type,
                            gpointer      subject);

ModelObject *model_object_new (Model *self,
                               guint  number,
                               gint   value,
                               guint  flags);
void         model_object_ref (ModelObject *object);
void         model_object_unref (Model       *self,
                                 ModelObject *object);
void         model_object_run_dispose (Model       *self,
                                       ModelObject *object);
void         model_object_revive (ModelObject *object);
void         model_object_take_hand (Model       *self,
                                     ModelObject *object);
void         model_object_leave_hand (Model       *self,
                                      ModelObject *object);

ModelObserver *model_observe (Model            *self,
                              ModelObject      *object,
                              ModelObserverType type,
                              gpointer          owner);
gboolean       model_observer_is_alive (ModelObserver *observer);
ModelObject   *model_observer_dup_object (ModelObserver *observer);
gboolean       model_observer_detach (ModelObserver *observer);
void           model_observer_request_toggle (ModelObserver *observer);

ModelReference *model_reference_new (Model       *self,
                                     guint        number,
                                     ModelObject *object,
                                     guint        flags);
void            model_reference_unref (Model          *self,
                                       ModelReference *reference);
void            model_reference_clear (Model          *self,
                                       ModelReference *reference);
void            model_reference_dying (Model          *self,
                                       ModelReference *reference);
void            model_reference_died (Model          *self,
                                      ModelReference *reference);
void            model_reference_finalized (Model          *self,
                                           ModelReference *reference);
void            model_reference_deliver (Model          *self,
                                         ModelReference *reference,
                                         ModelNewsType   type);

ModelContainer *model_container_new (Model          *self,
                                     guint           number,
                                     const FuzzKind *kind);
void            model_container_clear_silently (Model          *self,
                                                ModelContainer *container);
void            model_container_unref (Model          *self,
                                       ModelContainer *container);
void            model_container_notify_size (Model          *self,
                                             ModelContainer *container);
ModelEntry     *model_container_put (Model          *self,
                                     ModelContainer *container,
                                     gint            key,
                                     gint            value);
void            model_container_insert (Model          *self,
                                        ModelContainer *container,
                                        gint            key,
                                        gint            value,
                                        gboolean       *is_new);
void            model_container_insert_like (Model          *self,
                                             ModelContainer *container,
                                             ModelEntry     *other);
ModelEntry     *model_container_search (Model          *self,
                                        ModelContainer *container,
                                        gint            key);
ModelEntry     *model_container_insert_surely (Model          *self,
                                               ModelContainer *container,
                                               gint            key,
                                               gint            value,
                                               ModelSides     *sides,
                                               gboolean       *is_new);
ModelEntry     *model_container_find (Model          *self,
                                      ModelContainer *container,
                                      gint            key,
                                      ModelSides     *sides);
gboolean        model_container_remove (Model            *self,
                                        ModelContainer   *container,
                                        ModelEntry       *entry,
                                        GweakRemovalCause cause);
void            model_container_remove_all (Model          *self,
                                            ModelContainer *container);
ModelEntry     *model_container_pop (Model          *self,
                                     ModelContainer *container,
                                     ModelSides     *sides);
gint            model_container_get_key_class (Model          *self,
                                               ModelContainer *container,
                                               gint            key);
void            model_container_deliver_size (Model          *self,
                                              ModelContainer *container);

ModelEntry *model_entry_ref (ModelEntry *entry);
void        model_entry_unref (Model      *self,
                               ModelEntry *entry);
gboolean    model_entry_is_alive (ModelEntry *entry);
gboolean    model_entry_dup_sides (Model      *self,
                                   ModelEntry *entry,
                                   ModelSides *sides);
void        model_sides_clear (Model      *self,
                               ModelSides *sides);
void        model_entry_flip (ModelEntry *entry);
void        model_entry_dying (Model      *self,
                               ModelEntry *entry);
void        model_entry_died (Model         *self,
                              ModelEntry    *entry,
                              ModelObserver *observer);
void        model_entry_deliver (Model      *self,
                                 ModelEntry *entry);

void     model_iterator_begin (ModelIterator  *iterator,
                               ModelContainer *container);
gboolean model_iterator_step (Model         *self,
                              ModelIterator *iterator);
gboolean model_iterator_next (Model         *self,
                              ModelIterator *iterator);
void     model_iterator_clear (Model         *self,
                               ModelIterator *iterator);

void model_give_sides (Model      *self,
                       ModelEntry *entry,
                       ModelSides *sides,
                       guint       flags,
                       gboolean    stolen);
void model_run_container_operation (Model        *self,
                                    FuzzCode      code,
                                    const guint8 *arguments);
void model_run_set_operation (Model          *self,
                              ModelContainer *container,
                              FuzzCode        code,
                              const guint8   *arguments);
void model_run_cache_operation (Model          *self,
                                ModelContainer *container,
                                FuzzCode        code,
                                const guint8   *arguments);
void model_cache_snapshot (Model          *self,
                           ModelContainer *container);
void model_run_list_operation (Model          *self,
                               ModelContainer *container,
                               FuzzCode        code,
                               const guint8   *arguments);
void model_list_member_died (Model      *self,
                             ModelEntry *entry);
void model_list_announce (Model          *self,
                          ModelContainer *container);
void model_list_forget (ModelContainer *container);
void model_list_snapshot (Model          *self,
                          ModelContainer *container);
void model_run_iterator_operation (Model        *self,
                                   FuzzCode      code,
                                   const guint8 *arguments);

ModelObject *model_get_object_in_hand (Model *self,
                                       guint  number);
void         model_keep_or_drop (Model       *self,
                                 ModelObject *object,
                                 gboolean     keep);
void         model_skip (Model *self);
void         model_give (Model *self,
                         gint   a,
                         gint   b,
                         gint   c);

G_END_DECLS
