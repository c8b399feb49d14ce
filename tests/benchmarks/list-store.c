/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench.h"

/* The weak list store, against GListStore; and many deaths in one. */

#define SIZE 1000000
#define HELD 20000 /* positions whose references exist */
#define FEW 10000
#define MANY 100000

/* A list, and its positions in random order. */
typedef struct
{
  guint         size;
  GMainContext *context;   /* (owned) the weak store's own */
  GListModel   *model;     /* (owned) */
  GObject     **objects;   /* (owned) in the order of the list */
  guint        *positions; /* (owned) */
  gpointer     *held;      /* (owned) (nullable) the items at the first so many positions */
  guint         n_held;
  guint         n_used; /* so many positions are asked for, in turn */
  guint         next;
  guint         n_dead; /* objects at the first so many positions were dropped */
} List;

static List *
list_new (guint size)
{
  List *list = g_new0 (List, 1);

  list->size = size;
  list->n_used = size;
  list->context = g_main_context_new ();
  list->positions = bench_make_permutation (size);
  list->objects = g_new (GObject *, size);
  for (guint i = 0; i < size; i++)
    list->objects[i] = g_object_new (G_TYPE_OBJECT, NULL);

  return list;
}

static void
free_list (gpointer data)
{
  List *list = data;

  for (guint i = 0; i < list->n_held; i++)
    g_object_unref (list->held[i]);
  g_object_unref (list->model);
  for (guint i = list->n_dead; i < list->size; i++)
    g_object_unref (list->objects[list->positions[i]]);
  g_main_context_unref (list->context);
  g_free (list->held);
  g_free (list->positions);
  g_free (list->objects);
  g_free (list);
}

static gpointer
set_up_weak (guint size)
{
  List               *list = list_new (size);
  GweakWeakListStore *store;

  g_main_context_push_thread_default (list->context);
  store = gweak_weak_list_store_new (G_TYPE_OBJECT);
  g_main_context_pop_thread_default (list->context);
  for (guint i = 0; i < size; i++)
    gweak_weak_list_store_append (store, list->objects[i]);
  list->model = G_LIST_MODEL (store);

  return list;
}

static gpointer
set_up_strong (guint size)
{
  List       *list = list_new (size);
  GListStore *store = g_list_store_new (G_TYPE_OBJECT);

  for (guint i = 0; i < size; i++)
    g_list_store_append (store, list->objects[i]);
  list->model = G_LIST_MODEL (store);

  return list;
}

/* Only what is at some of the positions is asked for. */
static void
hold_some (List *list)
{
  list->n_held = list->n_used = MIN (list->size, HELD);
  list->held = g_new (gpointer, list->n_held);
  for (guint i = 0; i < list->n_held; i++)
    list->held[i] = g_list_model_get_item (list->model, list->positions[i]);
}

static gpointer
set_up_held_weak (guint size)
{
  List *list = set_up_weak (size);

  hold_some (list);

  return list;
}

static gpointer
set_up_held_strong (guint size)
{
  List *list = set_up_strong (size);

  hold_some (list);

  return list;
}

static guint
next_position (List *list)
{
  guint position = list->positions[list->next];

  if (++list->next == list->n_used)
    list->next = 0;

  return position;
}

static guint
run_get_item (gpointer data,
              guint    n)
{
  List *list = data;
  guint n_got = 0;

  for (guint i = 0; i < n; i++)
    {
      gpointer item = g_list_model_get_item (list->model, next_position (list));

      n_got += item != NULL;
      g_object_unref (item);
    }

  return n_got;
}

static guint
run_get_held (gpointer data,
              guint    n)
{
  List *list = data;
  guint n_got = 0;

  for (guint i = 0; i < n; i++)
    {
      guint    place = list->next;
      gpointer item = g_list_model_get_item (list->model, next_position (list));

      n_got += item == list->held[place];
      g_object_unref (item);
    }

  return n_got;
}

static guint
run_dup_object (gpointer data,
                guint    n)
{
  List *list = data;
  guint n_got = 0;

  for (guint i = 0; i < n; i++)
    {
      guint    position = next_position (list);
      GObject *object = gweak_weak_list_store_dup_object (GWEAK_WEAK_LIST_STORE (list->model), position);

      n_got += object == list->objects[position];
      g_object_unref (object);
    }

  return n_got;
}

static guint
run_get_object (gpointer data,
                guint    n)
{
  List *list = data;
  guint n_got = 0;

  for (guint i = 0; i < n; i++)
    {
      guint    position = next_position (list);
      GObject *object = g_list_model_get_item (list->model, position);

      n_got += object == list->objects[position];
      g_object_unref (object);
    }

  return n_got;
}

/* Every second object, at random. All of them leave in one dispatch. */
static guint
run_death_of_half (gpointer data,
                   guint    n)
{
  List *list = data;

  for (guint i = 0; i < n / 2; i++)
    g_object_unref (list->objects[list->positions[list->n_dead++]]);
  g_main_context_iteration (list->context, FALSE);

  return 2 * (n - g_list_model_get_n_items (list->model));
}

static const BenchSide get_held = {
  "weak list store: get_item + unref, the reference exists, random among 1 000 000",
  set_up_held_weak, run_get_held, free_list, SIZE, HELD, TRUE
};

static const BenchSide get_held_strong = {
  "GListStore: the same",
  set_up_held_strong, run_get_held, free_list, SIZE, HELD, TRUE
};

static const BenchSide get_made = {
  "weak list store: get_item + unref, the reference must be made, random among 1 000 000",
  set_up_weak, run_get_item, free_list, SIZE, HELD, TRUE
};

static const BenchSide dup_object = {
  "weak list store: dup_object + unref, random among 1 000 000",
  set_up_weak, run_dup_object, free_list, SIZE, HELD, TRUE
};

static const BenchSide get_strong = {
  "GListStore: get_item + unref",
  set_up_strong, run_get_object, free_list, SIZE, HELD, TRUE
};

static const BenchSide many_deaths = {
  "weak list store: a random half of 100 000 dies and leaves, each",
  set_up_weak, run_death_of_half, free_list, MANY, 0
};

static const BenchSide few_deaths = {
  "a random half of 10 000, each",
  set_up_weak, run_death_of_half, free_list, FEW, 0
};

/* Linear-logarithmic growth is 12.5, and a tenth fits into caches that the whole
 * does not fit into; quadratic growth would be 100.
 */
const BenchRow bench_list_store_rows[] = {
  { "list-get", &get_held, &get_held_strong, BENCH_RATIO, 2 },
  { "list-make", &get_made, &get_strong, BENCH_RATIO, 8 },
  { "list-dup", &dup_object, &get_strong, BENCH_RATIO, 2 },
  { "list-death-growth", &many_deaths, &few_deaths, BENCH_GROWTH, 15, NULL, 15 },
  { NULL }
};
