/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "real.h"

#include "fuzz-kind.h"
#include "model.h"

G_BEGIN_DECLS

typedef struct _Real          Real;
typedef struct _RealContainer RealContainer;

#define REAL_TYPE_OBJECT (real_object_get_type ())
G_DECLARE_FINAL_TYPE (RealObject, real_object, REAL, OBJECT, GObject)

/* An object that tells of its death, and during which operations can run. */
struct _RealObject
{
  GObject parent_instance;

  Real    *world;  /* (unowned) */
  guint    number; /* its name */
  gint     value;  /* objects of the same value are equal to user functions */
  gboolean stubborn;
  GObject *held[FUZZ_N_HELD]; /* (owned) */
  guint    n_held;
};

struct _RealContainer
{
  Real           *world; /* (unowned) */
  guint           number;
  const FuzzKind *kind;
  gpointer        object; /* (unowned) which this belongs to */
};

typedef struct
{
  union
  {
    GweakWeakHashTableIter table;
    GweakWeakSetIter       set;
  } iter;
  const FuzzKind *kind;    /* NULL: it never began */
  gboolean        is_at;   /* it is at an entry */
  guint           n_calls; /* under way: it cannot begin anew */
} RealIterator;

struct _Real
{
  FuzzStage       stage;
  RealObject     *objects[FUZZ_N_OBJECTS];    /* (unowned) from birth to finalization */
  guint           n_own_refs[FUZZ_N_OBJECTS]; /* of the program */
  guint           n_in_hand[FUZZ_N_OBJECTS];
  RealContainer  *containers[FUZZ_N_CONTAINERS]; /* their objects are owned */
  RealIterator    iterators[FUZZ_N_ITERATORS];
  GweakWatch     *watches[FUZZ_N_WATCHES];       /* (owned) */
  GweakReference *references[FUZZ_N_REFERENCES]; /* (owned) */
  GMainContext   *context;                       /* (owned) */
};

RealObject *real_object_new (Real *world,
                             guint number,
                             gint  value,
                             guint flags);
gint        real_object_get_number (gpointer object);
void        real_object_take_hand (Real *self,
                                   gint  number);
void        real_object_leave_hand (Real *self,
                                    gint  number);

RealContainer *real_container_new (Real           *world,
                                   guint           number,
                                   const FuzzKind *kind);
RealContainer *real_container_adopt (Real           *world,
                                     guint           number,
                                     const FuzzKind *kind,
                                     gpointer        object);
gpointer       real_list_new (Real *world);
void           real_list_connect (RealContainer *self);
gpointer       real_cache_new (Real           *world,
                               const FuzzKind *kind);
GType          real_side_get_type (FuzzSide side);
gpointer       real_set_new (Real           *world,
                             const FuzzKind *kind);
void           real_set_connect (RealContainer *self);
guint          real_container_get_size (RealContainer *self);
guint          real_hash_object (gconstpointer key);
gboolean       real_equal_objects (gconstpointer a,
                                   gconstpointer b);
gpointer       real_side_to_pointer (Real    *self,
                                     FuzzSide side,
                                     gint     number);
gint           real_side_to_number (FuzzSide side,
                                    gpointer pointer);
void           real_side_free (FuzzSide side,
                               gpointer pointer);

void     real_iterator_begin (RealIterator  *iterator,
                              RealContainer *container);
gboolean real_iterator_next (RealIterator *iterator,
                             gint         *key,
                             gint         *value);
gboolean real_iterator_remove (RealIterator *iterator);
void     real_iterator_clear (RealIterator *iterator);

void real_run_container_operation (Real         *self,
                                   FuzzCode      code,
                                   const guint8 *arguments);
void real_run_set_operation (Real          *self,
                             RealContainer *container,
                             FuzzCode       code,
                             const guint8  *arguments);
void real_run_cache_operation (Real          *self,
                               RealContainer *container,
                               FuzzCode       code,
                               const guint8  *arguments);
void real_cache_snapshot (Real          *self,
                          RealContainer *container);
void real_run_list_operation (Real          *self,
                              RealContainer *container,
                              FuzzCode       code,
                              const guint8  *arguments);
void real_list_snapshot (Real          *self,
                         RealContainer *container);
void real_run_iterator_operation (Real         *self,
                                  FuzzCode      code,
                                  const guint8 *arguments);

RealObject *real_get_object_in_hand (Real *self,
                                     guint number);
void        real_keep_or_drop (Real    *self,
                               gpointer object,
                               gboolean keep);
void        real_skip (Real *self);
void        real_give (Real *self,
                       gint  a,
                       gint  b,
                       gint  c);

G_END_DECLS
