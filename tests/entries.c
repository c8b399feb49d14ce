/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-support.h"

#include "gweak-entries-private.h"

/* The engine under the containers, where what they show is not enough: the
 * index, and what cannot be timed from outside.
 */

/* An index of entries that are nothing else. */
#define N_ENTRIES 3000

typedef struct
{
  GweakIndex index;
  GweakEntry entries[N_ENTRIES];
  GPtrArray *model; /* (owned) what is in, in order */
} Fixture;

static void
set_up (Fixture *self,
        guint    n_hashes)
{
  *self = (Fixture){ .model = g_ptr_array_new () };
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      self->entries[i].hash = i % n_hashes * 0x10001;
      self->entries[i].position = GWEAK_ENTRY_OUT;
    }
}

static void
add (Fixture    *self,
     GweakEntry *entry)
{
  gweak_index_add (&self->index, entry);
  g_ptr_array_add (self->model, entry);
}

static void
take (Fixture    *self,
      GweakEntry *entry)
{
  gweak_index_remove (&self->index, entry);
  g_assert_true (g_ptr_array_remove (self->model, entry));
  g_assert_cmpuint (entry->position, ==, GWEAK_ENTRY_OUT);
}

static void
replace (Fixture    *self,
         GweakEntry *old,
         GweakEntry *entry)
{
  guint i;

  entry->hash = old->hash;
  gweak_index_replace (&self->index, old, entry);
  g_assert_true (g_ptr_array_find (self->model, old, &i));
  self->model->pdata[i] = entry;
}

static void
check_order (Fixture *self)
{
  GweakBookmark bookmark = { 0 };

  for (guint i = 0; i < self->model->len; i++)
    g_assert_true (gweak_index_next (&self->index, &bookmark) == self->model->pdata[i]);
  g_assert_null (gweak_index_next (&self->index, &bookmark));
  g_assert_cmpuint (self->index.n_entries, ==, self->model->len);
}

static gboolean
is_found (Fixture    *self,
          GweakEntry *entry)
{
  GweakEntry *found = gweak_index_get_first (&self->index, entry->hash);

  while (found != NULL && found != entry)
    found = found->next;

  return found != NULL;
}

static void
check_buckets (Fixture *self)
{
  for (guint i = 0; i < N_ENTRIES; i++)
    g_assert_true (is_found (self, &self->entries[i]) == (self->entries[i].position != GWEAK_ENTRY_OUT));
}

static void
tear_down (Fixture *self)
{
  while (self->model->len > 0)
    take (self, self->model->pdata[self->model->len / 2]);
  gweak_index_clear (&self->index);
  g_ptr_array_unref (self->model);
}

static void
the_index_grows_and_shrinks (void)
{
  Fixture f;
  guint   largest;

  set_up (&f, N_ENTRIES);
  check_order (&f);
  for (guint i = 0; i < N_ENTRIES; i++)
    add (&f, &f.entries[i]);
  check_order (&f);
  check_buckets (&f);
  largest = f.index.bucket_bits;
  g_assert_cmpuint (1u << largest, >=, N_ENTRIES / 2);
  g_assert_cmpuint (f.index.order_size, <=, 2 * N_ENTRIES);

  for (guint i = 0; i < N_ENTRIES; i++)
    if (i % 100 != 0)
      take (&f, &f.entries[i]);
  check_order (&f);
  check_buckets (&f);
  g_assert_cmpuint (f.index.bucket_bits, <=, largest - 4);
  g_assert_cmpuint (f.index.order_size, <=, 200);
  tear_down (&f);
}

/* First in, first out: the order wanders through its places. */
static void
a_queue_needs_no_more_room (void)
{
  Fixture f;

  set_up (&f, 7);
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      add (&f, &f.entries[i]);
      if (i >= 10)
        take (&f, &f.entries[i - 10]);
    }
  check_order (&f);
  g_assert_cmpuint (f.index.order_size, <=, 64);
  tear_down (&f);
}

static void
entries_of_one_hash_are_newest_first (void)
{
  Fixture     f;
  GweakEntry *entry;

  set_up (&f, 1);
  for (guint i = 0; i < 100; i++)
    add (&f, &f.entries[i]);
  replace (&f, &f.entries[50], &f.entries[100]);
  take (&f, &f.entries[99]);
  entry = gweak_index_get_first (&f.index, 0);
  g_assert_true (entry == &f.entries[100]);
  for (guint i = 99; i-- > 0;)
    if (i != 50)
      {
        entry = entry->next;
        g_assert_true (entry == &f.entries[i]);
      }
  g_assert_null (entry->next);
  check_order (&f);
  tear_down (&f);
}

/* A walk gets every entry after the one it is at, whatever happened since. */
static void
check_walk (Fixture             *self,
            const GweakBookmark *bookmark)
{
  GweakBookmark copy = *bookmark;

  for (guint i = 0; i < self->model->len; i++)
    {
      GweakEntry *entry = self->model->pdata[i];

      if (entry->serial > bookmark->serial)
        g_assert_true (gweak_index_next (&self->index, &copy) == entry);
    }
  g_assert_null (gweak_index_next (&self->index, &copy));
}

static GweakEntry *
pick_in (Fixture *self)
{
  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return self->model->pdata[0];
    case 1:
      return self->model->pdata[self->model->len - 1];
    default:
      return self->model->pdata[g_test_rand_int_range (0, (gint) self->model->len)];
    }
}

static GweakEntry *
pick_out (Fixture *self)
{
  GweakEntry *entry;

  do
    entry = &self->entries[g_test_rand_int_range (0, N_ENTRIES)];
  while (entry->position != GWEAK_ENTRY_OUT);

  return entry;
}

static void
change (Fixture *self,
        gint     n_wanted)
{
  gint n = (gint) self->model->len;

  if (n > 0 && g_test_rand_int_range (0, 10) == 0)
    replace (self, pick_in (self), pick_out (self));
  else if (n == 0 || (n < N_ENTRIES - 2 && g_test_rand_int_range (0, 2 * n_wanted) >= n))
    add (self, pick_out (self));
  else
    take (self, pick_in (self));
}

static void
walks_survive_every_change (void)
{
  Fixture f;

  for (guint round = 0; round < 20; round++)
    {
      GweakBookmark bookmarks[4] = { { 0 } };
      gint          n_wanted = g_test_rand_int_range (1, 300);

      set_up (&f, (guint) g_test_rand_int_range (1, 100));
      for (guint i = 0; i < 2000; i++)
        {
          change (&f, i % 500 < 250 ? n_wanted : n_wanted / 10 + 1);
          gweak_index_next (&f.index, &bookmarks[g_test_rand_int_range (0, G_N_ELEMENTS (bookmarks))]);
          if (i % 50 == 0)
            for (guint n = 0; n < G_N_ELEMENTS (bookmarks); n++)
              check_walk (&f, &bookmarks[n]);
        }
      check_order (&f);
      check_buckets (&f);
      tear_down (&f);
    }
}

/* Containers, whose owner is any object. */
static void
size_changed (GObject *owner)
{
  test_log ("size");
}

static void
removed (GObject          *owner,
         GweakEntry       *entry,
         const GweakSides *sides,
         GweakRemovalCause cause)
{
  test_log ("removed:%d", cause);
}

static void
clear_extra (GweakEntry *entry)
{
  test_log ("clear:%d", *(gint *) gweak_entry_get_extra (entry));
}

static const GweakEntriesOps ops = { .extra_size = sizeof (gint), .size_changed = size_changed, .removed = removed, .clear_extra = clear_extra };

static GweakEntries *
make_entries (GObject      *owner,
              GweakWeakness weakness)
{
  return gweak_entries_new (&(GweakEntriesConfig){
    .ops = &ops,
    .owner = owner,
    .key_type = (weakness & GWEAK_WEAKNESS_KEYS) ? TEST_TYPE_OBJECT : G_TYPE_INT,
    .value_type = TEST_TYPE_OBJECT,
    .weakness = weakness,
  });
}

static void
drop_entries (GweakEntries *entries)
{
  gweak_entries_remove_all (entries, TRUE);
  gweak_entries_set_listener (entries, NULL);
  gweak_entries_unref (entries);
}

/* As it can be for an object that is disposed of by hand in another thread. */
static void
what_dies_on_its_way_in_is_not_counted (void)
{
  g_autoptr (GObject) owner = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (TestObject) object = test_object_new ("it");
  GweakEntries *entries = make_entries (owner, GWEAK_WEAKNESS_VALUES);
  GweakKey      key;
  GweakEntry   *entry;

  gweak_key_init (&key, entries, (GweakSlot){ .integer = 1 });
  entry = gweak_entry_new (entries, &key, (GweakSlot){ .pointer = object });
  g_assert_true (gweak_entry_is_alive (entry));
  entry->link.ops->flip (&entry->link);
  g_assert_false (gweak_entry_count (entry));
  g_assert_cmpuint (gweak_entries_get_size (entries), ==, 0);
  gweak_entry_uncount (entry);
  g_assert_cmpuint (gweak_entries_get_size (entries), ==, 0);
  gweak_entry_detach (entry);
  gweak_entry_unref (entry);

  entry = gweak_entry_new (entries, &key, (GweakSlot){ .pointer = object });
  g_assert_true (gweak_entry_count (entry));
  g_assert_cmpuint (gweak_entries_get_size (entries), ==, 1);
  entry->link.ops->flip (&entry->link);
  g_assert_cmpuint (gweak_entries_get_size (entries), ==, 0);
  gweak_entry_uncount (entry);
  g_assert_cmpuint (gweak_entries_get_size (entries), ==, 0);
  gweak_entry_detach (entry);
  gweak_entry_unref (entry);
  drop_entries (entries);
  assert_log ("clear:0 clear:0");
}

static void
an_entry_of_the_dead_does_not_come_in (void)
{
  g_autoptr (GObject) owner = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (TestObject) object = test_object_new ("it");
  g_autoptr (TestObject) value = test_object_new ("v");
  GweakEntries *entries = make_entries (owner, GWEAK_WEAKNESS_KEYS | GWEAK_WEAKNESS_VALUES);
  GweakSlot     value_slot = { .pointer = value };
  GweakKey      key;
  GweakEntry   *entry, *in = NULL;
  GweakSides    sides;

  gweak_key_init (&key, entries, (GweakSlot){ .pointer = object });
  g_assert_true (gweak_entries_insert (entries, &key, value_slot, GWEAK_INSERT_REPLACE, &entry));
  g_assert_true (gweak_entries_has (entries, entry));
  g_object_run_dispose (G_OBJECT (object));
  g_assert_false (gweak_entries_has (entries, entry));
  g_assert_false (gweak_entries_remove (entries, entry, GWEAK_REMOVAL_CAUSE_REMOVED));
  g_assert_false (gweak_entry_dup_sides (entry, &sides));
  g_assert_null (sides.key);
  g_assert_true (sides.value == (GObject *) value);
  gweak_sides_clear (&sides);
  gweak_entry_unref (entry);

  g_assert_true (gweak_entries_insert_surely (entries, &key, value_slot, &in, &sides));
  g_assert_true (gweak_entries_has (entries, in));
  g_assert_null (sides.key);
  gweak_entry_unref (in);
  g_assert_false (gweak_entries_insert_surely (entries, &key, value_slot, &in, &sides));
  g_assert_true (sides.key == (GObject *) object);
  gweak_sides_clear (&sides);
  gweak_entry_unref (in);
  drop_entries (entries);
  g_free (test_log_take ());
}

/* Inside the dispose of its value an entry is there, but nobody can have it. */
static void
insert_in_dispose_cb (TestObject *object,
                      gpointer    user_data)
{
  GweakEntries *entries = user_data;
  g_autoptr (TestObject) other = test_object_new ("other");
  GweakKey    key;
  GweakEntry *entry;
  GweakSides  sides;

  gweak_key_init (&key, entries, (GweakSlot){ .integer = 1 });
  g_assert_cmpuint (gweak_entries_get_size (entries), ==, 1);
  g_assert_null (gweak_entries_find (entries, &key, &sides));
  g_assert_true (gweak_entries_insert_surely (entries, &key, (GweakSlot){ .pointer = other }, &entry, &sides));
  g_assert_cmpuint (gweak_entries_get_size (entries), ==, 1);
  gweak_entry_unref (entry);
}

static void
what_is_about_to_go_makes_room (void)
{
  g_autoptr (GObject) owner = g_object_new (G_TYPE_OBJECT, NULL);
  TestObject   *object = test_object_new ("it");
  GweakEntries *entries = make_entries (owner, GWEAK_WEAKNESS_VALUES);
  GweakKey      key;
  gulong        handler = g_signal_connect_swapped (owner, "notify", G_CALLBACK (test_log_run_cb), "notify");

  gweak_key_init (&key, entries, (GweakSlot){ .integer = 1 });
  gweak_entries_insert (entries, &key, (GweakSlot){ .pointer = object }, GWEAK_INSERT_REPLACE, NULL);
  test_object_before_dispose (object, insert_in_dispose_cb, entries);
  g_free (test_log_take ());
  g_assert_finalize_object (object);
  assert_log ("clear:0 size removed:0 clear:0 size size removed:0 clear:0");
  g_assert_cmpuint (gweak_entries_get_size (entries), ==, 0);
  g_signal_handler_disconnect (owner, handler);
  drop_entries (entries);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "index/it grows and shrinks", the_index_grows_and_shrinks },
    { "index/a queue needs no more room", a_queue_needs_no_more_room },
    { "index/entries of one hash are newest first", entries_of_one_hash_are_newest_first },
    { "index/walks survive every change", walks_survive_every_change },
    { "what dies on its way in is not counted", what_dies_on_its_way_in_is_not_counted },
    { "an entry of the dead does not come in", an_entry_of_the_dead_does_not_come_in },
    { "what is about to go makes room", what_is_about_to_go_makes_room },
  };

  return test_run_cases (argc, argv, "entries", cases, G_N_ELEMENTS (cases));
}
