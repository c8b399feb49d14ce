/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench.h"

/* Sets of objects, against GHashTables that hold theirs strongly. */

#define SIZE 100000

typedef struct
{
  guint     size;    /* of each set; one half of it is also in the other */
  GObject **objects; /* (owned) of both sets */
  guint     n_objects;
  gpointer  one;    /* (owned) */
  gpointer  other;  /* (owned) */
  gpointer  result; /* (owned) (nullable) */
  void (*free_set) (gpointer set);
} Sets;

static Sets *
sets_new (guint size,
          void (*free_set) (gpointer set))
{
  Sets *sets = g_new0 (Sets, 1);

  sets->size = size;
  sets->n_objects = size + size / 2;
  sets->objects = g_new (GObject *, sets->n_objects);
  for (guint i = 0; i < sets->n_objects; i++)
    sets->objects[i] = g_object_new (G_TYPE_OBJECT, NULL);
  sets->free_set = free_set;

  return sets;
}

static void
free_sets (gpointer data)
{
  Sets *sets = data;

  sets->free_set (sets->one);
  sets->free_set (sets->other);
  if (sets->result != NULL)
    sets->free_set (sets->result);
  for (guint i = 0; i < sets->n_objects; i++)
    g_object_unref (sets->objects[i]);
  g_free (sets->objects);
  g_free (sets);
}

static GweakWeakSet *
fill_weak_set (GObject **objects,
               guint     size)
{
  GweakWeakSet *set = gweak_weak_set_new ();

  for (guint i = 0; i < size; i++)
    gweak_weak_set_add (set, objects[i]);

  return set;
}

static gpointer
set_up_weak_sets (guint size)
{
  Sets *sets = sets_new (size, g_object_unref);

  sets->one = fill_weak_set (sets->objects, size);
  sets->other = fill_weak_set (sets->objects + size / 2, size);

  return sets;
}

static GHashTable *
strong_set_new (void)
{
  return g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

static GHashTable *
fill_strong_set (GObject **objects,
                 guint     size)
{
  GHashTable *set = strong_set_new ();

  for (guint i = 0; i < size; i++)
    g_hash_table_add (set, g_object_ref (objects[i]));

  return set;
}

static void
free_strong_set (gpointer set)
{
  g_hash_table_unref (set);
}

static gpointer
set_up_strong_sets (guint size)
{
  Sets *sets = sets_new (size, free_strong_set);

  sets->one = fill_strong_set (sets->objects, size);
  sets->other = fill_strong_set (sets->objects + size / 2, size);

  return sets;
}

static void
update_strong_set (GHashTable *set,
                   GHashTable *other)
{
  GHashTableIter iter;
  gpointer       object;

  g_hash_table_iter_init (&iter, other);
  while (g_hash_table_iter_next (&iter, &object, NULL))
    g_hash_table_add (set, g_object_ref (object));
}

/* The union has half as many again. */
static guint
run_weak_union (gpointer data,
                guint    n)
{
  Sets *sets = data;

  sets->result = gweak_weak_set_union (sets->one, sets->other);

  return gweak_weak_set_get_size (sets->result) - n / 2;
}

static guint
run_strong_union (gpointer data,
                  guint    n)
{
  Sets *sets = data;

  sets->result = strong_set_new ();
  update_strong_set (sets->result, sets->one);
  update_strong_set (sets->result, sets->other);

  return g_hash_table_size (sets->result) - n / 2;
}

static const BenchSide weak_union = {
  "weak sets: union of two with 100 000, half of them in both, each",
  set_up_weak_sets, run_weak_union, free_sets, SIZE, 0
};

static const BenchSide strong_union = {
  "GHashTables with strong references: the same",
  set_up_strong_sets, run_strong_union, free_sets, SIZE, 0
};

const BenchRow bench_set_rows[] = {
  { "set-union", &weak_union, &strong_union, BENCH_RATIO, 2, NULL, 15 },
  { NULL }
};
