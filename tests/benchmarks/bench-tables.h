/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "bench.h"
#include "hand-made.h"

G_BEGIN_DECLS

/* The two sides of an entry. Which one is the key depends on the table. */
typedef struct
{
  gpointer key;
  GObject *object; /* (owned by whoever made the pairs) */
} BenchPair;

/* A kind of table. Its functions are inline, and so is what runs them, since an
 * operation costs little more than a call.
 */
typedef struct
{
  gpointer (*new_table) (void);
  void (*insert) (gpointer         table,
                  const BenchPair *pair);
  /* Whether the right thing was found. */
  gboolean (*find) (gpointer         table,
                    const BenchPair *pair);
  guint (*get_size) (gpointer table);
  void (*free_table) (gpointer table);
} BenchKind;

/* What rows about tables set up. */
#define BENCH_MAX_TABLES 10

typedef struct
{
  const BenchKind *kind;                     /* (unowned) (nullable) static */
  gpointer         tables[BENCH_MAX_TABLES]; /* (owned) */
  guint            n_tables;
  guint            size;
  gpointer        *keys;     /* (owned) without order */
  guint           *places;   /* (owned) of the pairs of these keys in `shuffled` */
  BenchPair       *shuffled; /* (owned) pairs in random order, once they are made */
  gboolean         is_full;  /* `shuffled` owns its objects */
  guint            next;     /* to be found */
} BenchFixture;

BenchFixture *bench_fixture_new (const BenchKind *kind,
                                 guint            n_tables,
                                 guint            size);
BenchFixture *bench_fixture_new_full (const BenchKind *kind,
                                      guint            size);
void          bench_fixture_free (gpointer self);

/* Finds entries in random order. */
G_ALWAYS_INLINE static inline guint
bench_find (BenchFixture    *self,
            guint            n,
            const BenchKind *kind)
{
  guint n_found = 0;

  for (guint i = 0; i < n; i++)
    {
      n_found += kind->find (self->tables[0], &self->shuffled[self->next]);
      if (++self->next == self->size)
        self->next = 0;
    }

  return n_found;
}

/* Makes @n objects, at most a full table, which go into @n_tables. */
G_ALWAYS_INLINE static inline void
bench_make (BenchFixture    *self,
            guint            n,
            guint            n_tables,
            const BenchKind *kind)
{
  for (guint i = 0; i < n; i++)
    {
      BenchPair pair = { self->keys[i], g_object_new (G_TYPE_OBJECT, NULL) };

      for (guint j = 0; j < n_tables; j++)
        kind->insert (self->tables[j], &pair);
      self->shuffled[n == self->size ? self->places[i] : i] = pair;
    }
}

/* They die in random order. */
static inline void
bench_kill (BenchFixture *self,
            guint         n)
{
  for (guint i = 0; i < n; i++)
    g_object_unref (self->shuffled[i].object);
}

/* New objects, @n in all, at most a full table at a time: each is inserted,
 * found if @find, and dies.
 */
G_ALWAYS_INLINE static inline guint
bench_live (BenchFixture    *self,
            guint            n,
            const BenchKind *kind,
            gboolean         find)
{
  guint n_lived = 0;

  for (guint n_left = n, n_now; n_left > 0; n_left -= n_now)
    {
      n_now = MIN (n_left, self->size);
      bench_make (self, n_now, 1, kind);
      for (guint i = 0; find && i < n_now; i++)
        if (!kind->find (self->tables[0], &self->shuffled[i]))
          return 0;
      n_lived += kind->get_size (self->tables[0]);
      bench_kill (self, n_now);
      n_lived -= kind->get_size (self->tables[0]);
    }

  return n_lived;
}

/* The same in no table. */
static inline guint
bench_live_bare (BenchFixture *self,
                 guint         n)
{
  for (guint n_left = n, n_now; n_left > 0; n_left -= n_now)
    {
      n_now = MIN (n_left, self->size);
      bench_make (self, n_now, 0, NULL);
      bench_kill (self, n_now);
    }

  return n;
}

/* The baseline of whatever is found by a key: among 1000. */
extern const BenchSide bench_hand_made_find;

/* The kinds. */

static inline gpointer
bench_weak_values_new (void)
{
  return gweak_weak_hash_table_new (G_TYPE_ULONG, G_TYPE_OBJECT, GWEAK_WEAKNESS_VALUES);
}

static inline gpointer
bench_weak_keys_new (void)
{
  return gweak_weak_hash_table_new (G_TYPE_OBJECT, G_TYPE_ULONG, GWEAK_WEAKNESS_KEYS);
}

static inline gpointer
bench_hand_made_new (void)
{
  return hand_made_table_new ();
}

static inline void
bench_weak_values_insert (gpointer         table,
                          const BenchPair *pair)
{
  gweak_weak_hash_table_insert (table, pair->key, pair->object);
}

static inline void
bench_weak_keys_insert (gpointer         table,
                        const BenchPair *pair)
{
  gweak_weak_hash_table_insert (table, pair->object, pair->key);
}

static inline void
bench_hand_made_values_insert (gpointer         table,
                               const BenchPair *pair)
{
  hand_made_table_insert (table, pair->key, pair->object);
}

static inline void
bench_hand_made_keys_insert (gpointer         table,
                             const BenchPair *pair)
{
  hand_made_table_insert_weak_key (table, pair->object, pair->key);
}

static inline gboolean
bench_weak_values_find (gpointer         table,
                        const BenchPair *pair)
{
  GObject *value = gweak_weak_hash_table_lookup (table, pair->key);

  g_object_unref (value);

  return value == pair->object;
}

static inline gboolean
bench_weak_keys_find (gpointer         table,
                      const BenchPair *pair)
{
  return gweak_weak_hash_table_lookup (table, pair->object) == pair->key;
}

static inline gboolean
bench_hand_made_values_find (gpointer         table,
                             const BenchPair *pair)
{
  GObject *value = hand_made_table_lookup (table, pair->key);

  g_object_unref (value);

  return value == pair->object;
}

static inline gboolean
bench_hand_made_keys_find (gpointer         table,
                           const BenchPair *pair)
{
  gpointer value;

  return hand_made_table_lookup_weak_key (table, pair->object, &value) && value == pair->key;
}

static inline guint
bench_weak_table_get_size (gpointer table)
{
  return gweak_weak_hash_table_get_size (table);
}

static inline guint
bench_hand_made_get_size (gpointer table)
{
  return hand_made_table_get_size (table);
}

static inline void
bench_hand_made_free (gpointer table)
{
  hand_made_table_free (table);
}

static const BenchKind bench_weak_values = {
  bench_weak_values_new,
  bench_weak_values_insert,
  bench_weak_values_find,
  bench_weak_table_get_size,
  g_object_unref
};

static const BenchKind bench_weak_keys = {
  bench_weak_keys_new,
  bench_weak_keys_insert,
  bench_weak_keys_find,
  bench_weak_table_get_size,
  g_object_unref
};

static const BenchKind bench_hand_made_values = {
  bench_hand_made_new,
  bench_hand_made_values_insert,
  bench_hand_made_values_find,
  bench_hand_made_get_size,
  bench_hand_made_free
};

static const BenchKind bench_hand_made_keys = {
  bench_hand_made_new,
  bench_hand_made_keys_insert,
  bench_hand_made_keys_find,
  bench_hand_made_get_size,
  bench_hand_made_free
};

G_END_DECLS
