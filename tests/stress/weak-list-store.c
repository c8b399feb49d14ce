/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-list.h"
#include "test-race.h"

#define ROUNDS 1500
#define N_OBJECTS 16

/* Members die in two threads; the first thread has the store. */
typedef struct
{
  GMainContext       *context;            /* (owned) */
  GweakWeakListStore *store;              /* (owned) */
  TestList           *mirror;             /* (owned) (nullable) */
  TestObject         *objects[N_OBJECTS]; /* (owned) by who drops them: odd and even ones */
  GweakWeakRef       *items[N_OBJECTS];   /* (owned) by who takes them; atomic */
  TestCount           finalized[N_OBJECTS];
  TestCount           told[N_OBJECTS];
  gint                n_dropping; /* threads that still drop */
  guint               seed;
  gboolean            makes_husks;
} Round;

static guint
next_random (Round *self,
             guint  end)
{
  self->seed = self->seed * 1664525u + 1013904223u;

  return (self->seed >> 8) % end;
}

static guint
get_n_items (Round *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}

static void
prepare (gpointer data)
{
  Round        *self = data;
  GMainContext *context = self->context;
  guint         seed = self->seed;

  *self = (Round){ .context = context, .seed = seed, .n_dropping = 2 };
  self->store = g_object_new (GWEAK_TYPE_WEAK_LIST_STORE, "main-context", context, NULL);
  for (guint i = 0; i < N_OBJECTS; i++)
    {
      self->objects[i] = test_object_new_counted (&self->finalized[i]);
      gweak_weak_list_store_append (self->store, self->objects[i]);
    }
}

static void
prepare_mirror (gpointer data)
{
  Round *self = data;

  prepare (self);
  self->mirror = test_list_new (G_LIST_MODEL (self->store));
}

static void
drop_every_other (Round *self,
                  guint  begin)
{
  for (guint i = begin; i < N_OBJECTS; i += 2)
    {
      g_object_unref (self->objects[i]);
      test_race_jitter ();
    }
  g_atomic_int_add (&self->n_dropping, -1);
}

static void
drop_even (gpointer data)
{
  drop_every_other (data, 0);
}

static void
drop_odd (gpointer data)
{
  drop_every_other (data, 1);
}

static void
iterate (Round *self)
{
  while (g_main_context_iteration (self->context, FALSE))
    ;
}

static int
compare_addresses_cb (gconstpointer a,
                      gconstpointer b,
                      gpointer      user_data)
{
  return a < b ? -1 : a > b;
}

/* What is done to a member that may be dying. */
static void
change_something (Round *self)
{
  guint position = next_random (self, get_n_items (self));
  g_autoptr (GObject) object = gweak_weak_list_store_dup_object (self->store, position);
  guint found = G_MAXUINT;

  switch (next_random (self, 6))
    {
    case 0:
      gweak_weak_list_store_remove (self->store, position);
      break;
    case 1:
      if (object != NULL)
        gweak_weak_list_store_append (self->store, object);
      break;
    case 2:
      if (object != NULL)
        gweak_weak_list_store_splice (self->store, position, 1, (gpointer *) &object, 1);
      break;
    case 3:
      gweak_weak_list_store_sort (self->store, compare_addresses_cb, NULL);
      break;
    case 4:
      if (object != NULL)
        gweak_weak_list_store_insert_sorted (self->store, object, compare_addresses_cb, NULL);
      break;
    default:
      /* What is held can only have become a husk. */
      if (object != NULL && !gweak_weak_list_store_find (self->store, object, &found))
        g_assert_true (self->makes_husks);
      else if (object != NULL)
        g_assert_cmpuint (found, <=, position);
    }
}

static void
look_at (Round *self,
         guint  position)
{
  g_autoptr (GweakWeakRef) item = g_list_model_get_item (G_LIST_MODEL (self->store), position);
  g_autoptr (GweakWeakRef) again = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  g_assert_true (GWEAK_IS_WEAK_REF (item));
  g_assert_true (item == again || !gweak_reference_is_alive (GWEAK_REFERENCE (item)));
}

static void
change_and_iterate (gpointer data)
{
  Round   *self = data;
  gboolean over;

  do
    {
      over = g_atomic_int_get (&self->n_dropping) == 0;
      if (get_n_items (self) > 0)
        {
          change_something (self);
          test_race_jitter ();
        }
      if (get_n_items (self) > 0)
        look_at (self, next_random (self, get_n_items (self)));
      if (next_random (self, 3) == 0)
        g_main_context_iteration (self->context, FALSE);
    }
  while (!over);
}

static void
check_finalized (Round *self)
{
  for (guint i = 0; i < N_OBJECTS; i++)
    g_assert_cmpint (test_counted (&self->finalized[i]), ==, 1);
}

/* The dead have left, and there was nobody else. */
static void
check_left (gpointer data)
{
  Round *self = data;

  iterate (self);
  check_finalized (self);
  g_assert_cmpuint (get_n_items (self), ==, 0);
  g_free (test_list_take_changes (self->mirror));
  test_list_free (self->mirror);
  g_assert_finalize_object (self->store);
}

static void
race (const TestRace *race)
{
  Round round = { .context = g_main_context_new (), .seed = g_test_rand_int () };

  test_race (race, &round, ROUNDS);
  g_main_context_unref (round.context);
}

static void
the_dead_leave_a_store_that_changes (void)
{
  race (&(TestRace){ prepare_mirror, { change_and_iterate, drop_even, drop_odd }, check_left });
}

/* Husks can be appended again, and die a second time. */
static void
dispose_every_other (Round *self,
                     guint  begin)
{
  for (guint i = begin; i < N_OBJECTS; i += 2)
    {
      g_object_run_dispose (G_OBJECT (self->objects[i]));
      test_race_jitter ();
      g_object_unref (self->objects[i]);
    }
  g_atomic_int_add (&self->n_dropping, -1);
}

static void
dispose_even (gpointer data)
{
  dispose_every_other (data, 0);
}

static void
dispose_odd (gpointer data)
{
  dispose_every_other (data, 1);
}

static void
prepare_husks (gpointer data)
{
  prepare_mirror (data);
  ((Round *) data)->makes_husks = TRUE;
}

static void
husks_leave_a_store_that_changes (void)
{
  race (&(TestRace){ prepare_husks, { change_and_iterate, dispose_even, dispose_odd }, check_left });
}

/* Items are made in the first thread, and go in the others. */
static void
died_cb (GweakReference *item,
         gpointer        told)
{
  g_assert_false (gweak_reference_is_alive (item));
  test_count (told);
}

static void
make_items (gpointer data)
{
  Round   *self = data;
  gboolean over;

  do
    {
      over = g_atomic_int_get (&self->n_dropping) == 0;
      for (guint i = 0; i < get_n_items (self); i++)
        {
          GweakWeakRef *item = g_list_model_get_item (G_LIST_MODEL (self->store), i);
          GweakWeakRef *old;

          if (next_random (self, 8) == 0)
            gweak_reference_clear (GWEAK_REFERENCE (item));
          old = g_atomic_pointer_exchange (&self->items[i], item);
          g_clear_object (&old);
        }
      g_main_context_iteration (self->context, FALSE);
    }
  while (!over);
}

static void
drop_item (Round *self,
           guint  position)
{
  GweakWeakRef *item = g_atomic_pointer_exchange (&self->items[position], NULL);
  g_autoptr (GObject) object = NULL;

  if (item == NULL)
    return;

  object = gweak_weak_ref_get (item);
  g_object_unref (item);
}

static void
drop_items_and_objects (Round *self,
                        guint  begin)
{
  for (guint i = begin; i < N_OBJECTS; i += 2)
    {
      for (guint n = 0; n < 8; n++)
        drop_item (self, (i + n) % N_OBJECTS);
      g_object_unref (self->objects[i]);
    }
  g_atomic_int_add (&self->n_dropping, -1);
}

static void
drop_even_items (gpointer data)
{
  drop_items_and_objects (data, 0);
}

static void
drop_odd_items (gpointer data)
{
  drop_items_and_objects (data, 1);
}

static void
check_items_left (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    g_clear_object (&self->items[i]);
  check_left (self);
}

static void
items_come_and_go (void)
{
  race (&(TestRace){ prepare_mirror, { make_items, drop_even_items, drop_odd_items }, check_items_left });
}

/* Who holds an item is told once, in the thread of the context. */
static void
prepare_held (gpointer data)
{
  Round *self = data;

  prepare (self);
  for (guint i = 0; i < N_OBJECTS; i++)
    {
      self->items[i] = g_list_model_get_item (G_LIST_MODEL (self->store), i);
      g_signal_connect (self->items[i], "died", G_CALLBACK (died_cb), &self->told[i]);
    }
}

static void
tell (gpointer data)
{
  Round   *self = data;
  gboolean over;

  do
    {
      over = g_atomic_int_get (&self->n_dropping) == 0;
      iterate (self);
      g_thread_yield ();
    }
  while (!over);
}

static void
check_told (gpointer data)
{
  Round *self = data;

  iterate (self);
  check_finalized (self);
  g_assert_cmpuint (get_n_items (self), ==, 0);
  for (guint i = 0; i < N_OBJECTS; i++)
    {
      g_assert_cmpint (test_counted (&self->told[i]), ==, 1);
      g_assert_finalize_object (self->items[i]);
    }
  g_assert_finalize_object (self->store);
}

static void
held_items_are_told_once (void)
{
  race (&(TestRace){ prepare_held, { tell, drop_even, drop_odd }, check_told });
}

/* The store goes while members die and deaths are being announced. */
static void
drop_store (gpointer data)
{
  Round *self = data;

  test_race_jitter ();
  g_object_unref (self->store);
  drop_odd (data);
}

static void
check_without_store (gpointer data)
{
  Round *self = data;

  iterate (self);
  check_finalized (self);
}

static void
a_store_goes_in_any_thread (void)
{
  race (&(TestRace){ prepare, { tell, drop_even, drop_store }, check_without_store });
}

static void
prepare_own_context (gpointer data)
{
  Round        *self = data;
  GMainContext *context = self->context;

  self->context = g_main_context_new ();
  prepare (self);
  g_main_context_unref (self->context);
  self->context = context;
}

static void
drop_nothing (gpointer data)
{
}

static void
a_store_takes_its_context_along (void)
{
  race (&(TestRace){ prepare_own_context, { drop_nothing, drop_even, drop_store }, check_without_store });
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stress/weak-list-store/the dead leave a store that changes", the_dead_leave_a_store_that_changes);
  g_test_add_func ("/stress/weak-list-store/husks leave a store that changes", husks_leave_a_store_that_changes);
  g_test_add_func ("/stress/weak-list-store/items come and go", items_come_and_go);
  g_test_add_func ("/stress/weak-list-store/held items are told once", held_items_are_told_once);
  g_test_add_func ("/stress/weak-list-store/a store goes in any thread", a_store_goes_in_any_thread);
  g_test_add_func ("/stress/weak-list-store/a store takes its context along", a_store_takes_its_context_along);

  return g_test_run ();
}
