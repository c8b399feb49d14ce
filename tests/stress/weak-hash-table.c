/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-race.h"
#include "test-table.h"

/* Tables whose objects die in some threads while others work with them. Every
 * insertion makes one entry, and every entry leaves once.
 */

#define ROUNDS 1500
#define N_OBJECTS 32

#define KEYS GWEAK_WEAKNESS_KEYS
#define VALUES GWEAK_WEAKNESS_VALUES

typedef struct
{
  GweakWeakHashTable *table; /* (owned) */
  GweakWeakHashTable *other; /* (owned) (nullable) */
  GweakWeakness       weakness;
  gboolean            toggle;
  GHashFunc           hash; /* (nullable) */
  GEqualFunc          equal;
  TestObject         *keys[N_OBJECTS];   /* (owned) by who drops them */
  TestObject         *values[N_OBJECTS]; /* (owned) by who drops them */
  TestObject         *heirs[N_OBJECTS];  /* (owned) */
  TestObject         *rescued;           /* (owned) (nullable) atomic */
  TestCount           finalized, inserted, removed, died, dying, made;
  TestCount           ready;
} Round;

static gpointer
nth_key (Round *self,
         guint  n)
{
  return (self->weakness & KEYS) ? (gpointer) self->keys[n] : GUINT_TO_POINTER (n + 1);
}

static void
removed_cb (GweakWeakHashTable *table,
            const GValue       *key,
            const GValue       *value,
            GweakRemovalCause   cause,
            Round              *self)
{
  test_count (&self->removed);
  if (cause == GWEAK_REMOVAL_CAUSE_DIED)
    test_count (&self->died);
}

/* No thread ever sees more than can be there, or less than none. */
static void
check_size (Round *self)
{
  g_assert_cmpuint (gweak_weak_hash_table_get_size (self->table), <=, N_OBJECTS);
}

static void
size_cb (GweakWeakHashTable *table,
         GParamSpec         *pspec,
         Round              *self)
{
  check_size (self);
}

static GweakWeakHashTable *
make_table (Round *self)
{
  GType key_type = (self->weakness & KEYS) ? TEST_TYPE_OBJECT : G_TYPE_UINT;

  if (self->hash != NULL)
    return gweak_weak_hash_table_new_full (key_type, TEST_TYPE_OBJECT, self->weakness, self->hash, self->equal, NULL, NULL);

  return g_object_new (GWEAK_TYPE_WEAK_HASH_TABLE,
                       "key-type", key_type,
                       "value-type", TEST_TYPE_OBJECT,
                       "weakness", self->weakness,
                       "toggle", self->toggle,
                       NULL);
}

static void
insert (Round      *self,
        guint       n,
        TestObject *value)
{
  test_count (&self->inserted);
  gweak_weak_hash_table_insert (self->table, nth_key (self, n), value);
}

static void
begin (Round *self)
{
  GweakWeakness weakness = self->weakness;

  *self = (Round){ .weakness = weakness, .toggle = self->toggle, .hash = self->hash, .equal = self->equal };
  self->table = make_table (self);
  g_signal_connect (self->table, "removed", G_CALLBACK (removed_cb), self);
  g_signal_connect (self->table, "notify::n-entries", G_CALLBACK (size_cb), self);
}

static void
prepare_full (gpointer data)
{
  Round *self = data;

  begin (self);
  for (guint i = 0; i < N_OBJECTS; i++)
    {
      self->keys[i] = test_object_new_counted (&self->finalized);
      self->values[i] = test_object_new_counted (&self->finalized);
      self->heirs[i] = test_object_new_counted (&self->finalized);
      insert (self, i, self->values[i]);
    }
}

static void
drop_values (Round *self,
             guint  from)
{
  for (guint i = from; i < N_OBJECTS; i += 2)
    {
      g_object_unref (self->values[i]);
      test_race_jitter ();
    }
}

static void
drop_even_values (gpointer data)
{
  drop_values (data, 0);
}

static void
drop_odd_values (gpointer data)
{
  drop_values (data, 1);
}

/* Heirs come in where values die. */
static void
insert_and_look_up (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    {
      g_autoptr (TestObject) found = gweak_weak_hash_table_lookup (self->table, nth_key (self, i));

      g_assert_true (found == NULL || TEST_IS_OBJECT (found));
      check_size (self);
      if (i % 4 == 0)
        insert (self, i, self->heirs[i]);
      else if (i % 4 == 1)
        gweak_weak_hash_table_remove (self->table, nth_key (self, i));
    }
}

static void
iterate (gpointer data)
{
  Round                 *self = data;
  GweakWeakHashTableIter iter;
  gpointer               value;
  guint                  n = 0;

  gweak_weak_hash_table_iter_init (&iter, self->table);
  while (gweak_weak_hash_table_iter_next (&iter, NULL, &value))
    {
      g_assert_cmpint (g_atomic_int_get ((gint *) &G_OBJECT (value)->ref_count), >, 0);
      test_race_jitter ();
      if (++n % 7 == 0)
        gweak_weak_hash_table_iter_remove (&iter);
    }
  check_size (self);
}

static void
iterate_twice (gpointer data)
{
  iterate (data);
  iterate (data);
}

static void
end (Round *self)
{
  guint size = gweak_weak_hash_table_get_size (self->table);

  g_assert_cmpint (test_counted (&self->removed) + (gint) size, ==, test_counted (&self->inserted));
  for (guint i = 0; i < N_OBJECTS; i++)
    {
      g_clear_object (&self->heirs[i]);
      g_clear_object (&self->keys[i]);
    }
  if (self->weakness & VALUES)
    g_assert_cmpuint (gweak_weak_hash_table_get_size (self->table), ==, 0);
  if (self->other != NULL)
    g_assert_cmpuint (gweak_weak_hash_table_get_size (self->other), ==, 0);
  g_clear_object (&self->other);
  g_assert_finalize_object (self->table);
}

static void
check_values_gone (gpointer data)
{
  Round *self = data;

  end (self);
  g_assert_cmpint (test_counted (&self->finalized), ==, 3 * N_OBJECTS);
}

static void
values_die_under_lookups_and_walks (void)
{
  const TestRace race = { prepare_full, { drop_even_values, drop_odd_values, insert_and_look_up, iterate_twice }, check_values_gone };
  Round          round = { .weakness = VALUES };

  test_race (&race, &round, ROUNDS);
}

static void
toggled_values_die_under_lookups_and_walks (void)
{
  const TestRace race = { prepare_full, { drop_even_values, drop_odd_values, insert_and_look_up, iterate_twice }, check_values_gone };
  Round          round = { .weakness = VALUES, .toggle = TRUE };

  test_race (&race, &round, ROUNDS);
}

/* All of one hash, in functions that take their time. */
static guint
poor_hash (gconstpointer key)
{
  return 1;
}

static gboolean
slow_equal (gconstpointer a,
            gconstpointer b)
{
  test_race_jitter ();

  return a == b;
}

static void
functions_compare_while_values_die (void)
{
  const TestRace race = { prepare_full, { drop_even_values, drop_odd_values, insert_and_look_up, iterate_twice }, check_values_gone };
  Round          round = { .weakness = VALUES, .hash = poor_hash, .equal = slow_equal };

  test_race (&race, &round, ROUNDS / 10);
}

/* Weak keys, whose droppers do not hold what the others ask for. */
static void
drop_keys (Round *self,
           guint  from)
{
  for (guint i = from; i < N_OBJECTS; i += 2)
    {
      g_object_unref (g_steal_pointer (&self->keys[i]));
      test_race_jitter ();
    }
}

static void
drop_even_keys (gpointer data)
{
  drop_keys (data, 0);
}

static void
drop_odd_keys (gpointer data)
{
  drop_keys (data, 1);
}

static void
insert_anew (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    {
      test_count (&self->inserted);
      gweak_weak_hash_table_insert (self->table, self->heirs[i], self->heirs[(i + 1) % N_OBJECTS]);
      if (i % 3 == 0)
        gweak_weak_hash_table_remove (self->table, self->heirs[i]);
      test_race_jitter ();
    }
}

/* Holds each key that it finds, and works with it. */
static void
look_up_what_is_there (gpointer data)
{
  Round *self = data;
  g_autoptr (GPtrArray) keys = gweak_weak_hash_table_dup_keys (self->table);

  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (TestObject) value = gweak_weak_hash_table_lookup (self->table, keys->pdata[i]);

      if (value != NULL && i % 5 == 0)
        gweak_weak_hash_table_remove (self->table, keys->pdata[i]);
      if (value != NULL && i % 5 == 1)
        {
          test_count (&self->inserted);
          gweak_weak_hash_table_insert (self->table, keys->pdata[i], value);
        }
    }
}

static void
check_keys_gone (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    g_clear_object (&self->values[i]);
  gweak_weak_hash_table_remove_all (self->table);
  end (self);
  g_assert_cmpint (test_counted (&self->finalized), ==, 3 * N_OBJECTS);
}

static void
prepare_keys (gpointer data)
{
  prepare_full (data);
  g_signal_handlers_disconnect_by_func (((Round *) data)->table, size_cb, data);
}

static void
keys_die_under_insertions_and_lookups (void)
{
  const TestRace race = { prepare_keys, { drop_even_keys, drop_odd_keys, insert_anew, look_up_what_is_there }, check_keys_gone };
  Round          round = { .weakness = KEYS };

  test_race (&race, &round, ROUNDS);
}

static void
toggled_keys_die_under_insertions_and_lookups (void)
{
  const TestRace race = { prepare_keys, { drop_even_keys, drop_odd_keys, insert_anew, look_up_what_is_there }, check_keys_gone };
  Round          round = { .weakness = KEYS, .toggle = TRUE };

  test_race (&race, &round, ROUNDS);
}

/* Both sides of every entry at once. */
static void
drop_all_keys (gpointer data)
{
  drop_keys (data, 0);
  drop_keys (data, 1);
}

static void
drop_all_values (gpointer data)
{
  drop_values (data, 0);
  drop_values (data, 1);
}

static void
check_both_gone (gpointer data)
{
  Round *self = data;

  g_assert_cmpuint (gweak_weak_hash_table_get_size (self->table), ==, 0);
  end (self);
  g_assert_cmpint (test_counted (&self->finalized), ==, 3 * N_OBJECTS);
}

static void
both_sides_die_at_once (void)
{
  const TestRace race = { prepare_full, { drop_all_keys, drop_all_values, iterate_twice }, check_both_gone };
  Round          round = { .weakness = KEYS | VALUES };

  test_race (&race, &round, ROUNDS);
}

static void
toggled_both_sides_die_at_once (void)
{
  const TestRace race = { prepare_full, { drop_all_keys, drop_all_values, iterate_twice }, check_both_gone };
  Round          round = { .weakness = KEYS | VALUES, .toggle = TRUE };

  test_race (&race, &round, ROUNDS);
}

/* A table that goes while what is in it dies. */
static void
drop_table (gpointer data)
{
  g_object_unref (((Round *) data)->table);
}

static void
check_table_gone (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < N_OBJECTS; i++)
    {
      g_object_unref (self->keys[i]);
      g_object_unref (self->heirs[i]);
    }
  g_assert_cmpint (test_counted (&self->finalized), ==, 3 * N_OBJECTS);
}

static void
a_table_goes_while_values_die (void)
{
  const TestRace race = { prepare_full, { drop_even_values, drop_odd_values, drop_table }, check_table_gone };
  Round          round = { .weakness = VALUES };

  test_race (&race, &round, ROUNDS);
  round.toggle = TRUE;
  test_race (&race, &round, ROUNDS);
}

/* One key: replaced and removed while its value dies. */
static void
prepare_one (gpointer data)
{
  Round *self = data;

  begin (self);
  self->values[0] = test_object_new_counted (&self->finalized);
  self->heirs[0] = test_object_new_counted (&self->finalized);
  self->keys[0] = test_object_new_counted (&self->finalized);
  insert (self, 0, self->values[0]);
}

static void
drop_value (gpointer data)
{
  g_object_unref (((Round *) data)->values[0]);
}

static void
replace (gpointer data)
{
  Round *self = data;

  insert (self, 0, self->heirs[0]);
}

static void
take_out (gpointer data)
{
  Round *self = data;

  gweak_weak_hash_table_remove (self->table, nth_key (self, 0));
}

static void
pop (gpointer data)
{
  gweak_weak_hash_table_pop (((Round *) data)->table, NULL, NULL);
}

static void
check_one (gpointer data)
{
  Round *self = data;

  end (self);
  g_assert_cmpint (test_counted (&self->finalized), ==, 3);
}

static void
one_entry_leaves_for_one_cause (void)
{
  const TestRace race = { prepare_one, { drop_value, replace, take_out, pop }, check_one };
  Round          round = { .weakness = VALUES };

  test_race (&race, &round, 5 * ROUNDS);
  round.toggle = TRUE;
  test_race (&race, &round, 5 * ROUNDS);
}

static void
an_heir_stays (gpointer data)
{
  Round *self = data;

  g_assert_true (gweak_weak_hash_table_contains (self->table, nth_key (self, 0)));
  g_assert_cmpuint (gweak_weak_hash_table_get_size (self->table), ==, 1);
  check_one (data);
}

static void
a_death_does_not_take_the_heir (void)
{
  const TestRace race = { prepare_one, { drop_value, replace }, an_heir_stays };
  Round          round = { .weakness = VALUES };

  test_race (&race, &round, 10 * ROUNDS);
}

/* A key that always has a living value. */
static void
replace_always (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < 20; i++)
    {
      TestObject *old = self->heirs[0];

      self->heirs[0] = test_object_new (NULL);
      insert (self, 0, self->heirs[0]);
      g_object_unref (old);
    }
  test_count (&self->ready);
}

static void
find_always (gpointer data)
{
  Round *self = data;

  while (test_counted (&self->ready) == 0)
    {
      g_autoptr (TestObject) found = gweak_weak_hash_table_lookup (self->table, nth_key (self, 0));
      g_autoptr (TestObject) again = NULL;

      g_assert_nonnull (found);
      g_assert_true (gweak_weak_hash_table_lookup_extended (self->table, nth_key (self, 0), NULL, (gpointer *) &again));
      g_assert_nonnull (again);
      g_assert_cmpuint (gweak_weak_hash_table_get_size (self->table), ==, 1);
    }
}

static void
prepare_always (gpointer data)
{
  Round *self = data;

  prepare_one (self);
  insert (self, 0, self->heirs[0]);
}

static void
check_always (gpointer data)
{
  Round *self = data;

  g_object_unref (self->values[0]);
  end (self);
}

static void
what_is_always_there_is_always_found (void)
{
  const TestRace race = { prepare_always, { replace_always, find_always, find_always }, check_always };
  Round          round = { .weakness = VALUES };

  test_race (&race, &round, ROUNDS);
  round = (Round){ .weakness = KEYS | VALUES };
  test_race (&race, &round, ROUNDS);
  round = (Round){ .weakness = VALUES, .hash = poor_hash, .equal = slow_equal };
  test_race (&race, &round, ROUNDS / 4);
}

/* get_or_insert(). */
static gpointer
make_cb (gconstpointer key,
         gpointer      data,
         GError      **error)
{
  Round *self = data;

  test_count (&self->made);
  test_race_jitter ();

  return test_object_new_counted (&self->finalized);
}

static void
prepare_empty (gpointer data)
{
  begin (data);
}

/* What is made stays until all four have it. */
static void
get_or_insert (gpointer data)
{
  Round      *self = data;
  TestObject *value = gweak_weak_hash_table_get_or_insert (self->table, GUINT_TO_POINTER (1), make_cb, self, NULL);

  g_assert_nonnull (value);
  test_count (&self->ready);
  while (test_counted (&self->ready) < 4)
    g_thread_yield ();
  g_object_unref (value);
}

static void
check_made_once (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->made), ==, 1);
  g_assert_cmpint (test_counted (&self->finalized), ==, 1);
  g_assert_cmpint (test_counted (&self->died), ==, 1);
  g_assert_finalize_object (self->table);
}

static void
four_threads_make_it_once (void)
{
  const TestRace race = { prepare_empty, { get_or_insert, get_or_insert, get_or_insert, get_or_insert }, check_made_once };
  Round          round = { .weakness = VALUES };

  test_race (&race, &round, 2 * ROUNDS);
}

/* What is made and dropped, inserted and removed by others: nobody gets nothing. */
static void
get_or_insert_and_drop (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < 8; i++)
    {
      TestObject *value = gweak_weak_hash_table_get_or_insert (self->table, GUINT_TO_POINTER (1 + i % 2), make_cb, self, NULL);

      g_assert_nonnull (value);
      g_object_unref (value);
    }
}

static void
insert_and_remove (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < 8; i++)
    {
      TestObject *value = test_object_new (NULL);

      gweak_weak_hash_table_insert (self->table, GUINT_TO_POINTER (1 + i % 2), value);
      test_race_jitter ();
      if (i % 3 == 0)
        gweak_weak_hash_table_remove_all (self->table);
      else
        gweak_weak_hash_table_remove (self->table, GUINT_TO_POINTER (1 + i % 2));
      g_object_unref (value);
    }
}

static void
check_nothing_left (gpointer data)
{
  Round *self = data;

  g_assert_cmpint (test_counted (&self->finalized), ==, test_counted (&self->made));
  g_assert_cmpuint (gweak_weak_hash_table_get_size (self->table), ==, 0);
  g_assert_finalize_object (self->table);
}

static void
everybody_gets_something (void)
{
  const TestRace race = { prepare_empty, { get_or_insert_and_drop, get_or_insert_and_drop, get_or_insert_and_drop, insert_and_remove }, check_nothing_left };
  Round          round = { .weakness = VALUES };

  test_race (&race, &round, 2 * ROUNDS);
}

/* Tables that are made of one whose values die. */
static void
copy_all (gpointer data)
{
  Round *self = data;

  self->other = gweak_weak_hash_table_copy (self->table);
  gweak_weak_hash_table_update (self->other, self->table);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (self->other), <=, N_OBJECTS);
}

static void
copies_lose_what_dies (void)
{
  const TestRace race = { prepare_full, { drop_even_values, drop_odd_values, copy_all }, check_values_gone };
  Round          round = { .weakness = VALUES };

  test_race (&race, &round, ROUNDS);
  round.weakness = KEYS | VALUES;
  test_race (&race, &round, ROUNDS);
}

/* Who is dying may be rescued, by a handler or by a lookup. */
static void
rescue_cb (GweakWeakHashTable *table,
           const GValue       *key,
           const GValue       *value,
           Round              *self)
{
  test_count (&self->dying);
  if (test_counted (&self->dying) == 1)
    g_atomic_pointer_set (&self->rescued, g_value_dup_object (value));
}

static void
prepare_rescue (gpointer data)
{
  Round *self = data;

  prepare_one (data);
  g_signal_connect (self->table, "dying", G_CALLBACK (rescue_cb), self);
}

static void
look_up_and_drop (gpointer data)
{
  Round *self = data;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (TestObject) found = gweak_weak_hash_table_lookup (self->table, nth_key (self, 0));

      g_assert_true (found == NULL || found == self->values[0]);
      test_race_jitter ();
    }
}

static void
check_rescued (gpointer data)
{
  Round      *self = data;
  TestObject *rescued = g_atomic_pointer_get (&self->rescued);

  g_assert_true (rescued == self->values[0]);
  g_assert_cmpint (test_counted (&self->died), ==, 0);
  g_assert_true (gweak_weak_hash_table_contains (self->table, nth_key (self, 0)));
  g_object_unref (rescued);
  g_assert_cmpint (test_counted (&self->died), ==, 1);
  g_assert_cmpint (test_counted (&self->dying), >=, 2);
  check_one (data);
}

static void
who_is_rescued_stays (void)
{
  const TestRace race = { prepare_rescue, { drop_value, look_up_and_drop, look_up_and_drop }, check_rescued };
  Round          round = { .weakness = VALUES, .toggle = TRUE };

  test_race (&race, &round, 3 * ROUNDS);
}

/* Husks: inserted while they are disposed of. */
static void
dispose_value (gpointer data)
{
  g_object_run_dispose (G_OBJECT (((Round *) data)->values[0]));
}

static void
insert_value (gpointer data)
{
  Round *self = data;

  insert (self, 0, self->values[0]);
}

static void
insert_value_elsewhere (gpointer data)
{
  Round *self = data;

  insert (self, 1, self->values[0]);
}

/* What came in while it was disposed of answers again with the object in hand;
 * what died on its way in never was there.
 */
static void
check_husk (gpointer data)
{
  Round *self = data;
  guint  n = 0;

  g_assert_cmpuint (gweak_count_references (self->values[0]), ==, 0);
  for (guint i = 0; i < 2; i++)
    n += gweak_weak_hash_table_contains (self->table, nth_key (self, i));
  g_assert_cmpuint (gweak_weak_hash_table_get_size (self->table), ==, n);
  g_assert_finalize_object (self->values[0]);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (self->table), ==, 0);
  g_assert_cmpint (test_counted (&self->removed), <=, test_counted (&self->inserted));
  self->inserted = self->removed;
  check_one (data);
}

static void
husks_are_counted_right (void)
{
  const TestRace race = { prepare_one, { dispose_value, insert_value, insert_value_elsewhere }, check_husk };
  Round          round = { .weakness = VALUES };

  test_race (&race, &round, 5 * ROUNDS);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "values die under lookups and walks", values_die_under_lookups_and_walks },
    { "toggled values die under lookups and walks", toggled_values_die_under_lookups_and_walks },
    { "functions compare while values die", functions_compare_while_values_die },
    { "keys die under insertions and lookups", keys_die_under_insertions_and_lookups },
    { "toggled keys die under insertions and lookups", toggled_keys_die_under_insertions_and_lookups },
    { "both sides die at once", both_sides_die_at_once },
    { "toggled both sides die at once", toggled_both_sides_die_at_once },
    { "a table goes while values die", a_table_goes_while_values_die },
    { "one entry leaves for one cause", one_entry_leaves_for_one_cause },
    { "a death does not take the heir", a_death_does_not_take_the_heir },
    { "what is always there is always found", what_is_always_there_is_always_found },
    { "four threads make it once", four_threads_make_it_once },
    { "everybody gets something", everybody_gets_something },
    { "copies lose what dies", copies_lose_what_dies },
    { "who is rescued stays", who_is_rescued_stays },
    { "husks are counted right", husks_are_counted_right },
  };

  return test_run_cases (argc, argv, "stress/weak-hash-table", cases, G_N_ELEMENTS (cases));
}
