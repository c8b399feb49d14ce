/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

#include <string.h>

/* begin:leak */
typedef struct
{
  GListModel *list; /* (owned) the key: neither ever goes */
  guint       n_changes;
} LeakyCounter;

static gpointer
leaky_counter_new_cb (gconstpointer key,
                      gpointer      user_data,
                      GError      **error)
{
  LeakyCounter *self = g_new0 (LeakyCounter, 1);

  self->list = g_object_ref ((gpointer) key);

  return self;
}

static void
leaky_counter_free (LeakyCounter *self)
{
  g_print ("Freed a leaky counter\n");
  g_object_unref (self->list);
  g_free (self);
}
/* end:leak */

/* begin:weak */
typedef struct
{
  GweakWeakRef *list; /* (owned) to the key */
  guint         n_changes;
} Counter;

static gpointer
counter_new_cb (gconstpointer key,
                gpointer      user_data,
                GError      **error)
{
  Counter *self = g_new0 (Counter, 1);

  self->list = gweak_weak_ref_get_shared ((gpointer) key);

  return self;
}

static void
counter_free (Counter *self)
{
  g_print ("Freed a counter\n");
  g_object_unref (self->list);
  g_free (self);
}
/* end:weak */

static GweakWeakHashTable *volatile leaky_counters; /* (owned) as long as the process lives, as such tables do */

static void
count_in_vain (void)
{
  GListStore *list = g_list_store_new (G_TYPE_FILE);

  leaky_counters = gweak_weak_hash_table_new_full (G_TYPE_LIST_MODEL, G_TYPE_POINTER, GWEAK_WEAKNESS_KEYS,
                                                   NULL, NULL, NULL, (GDestroyNotify) leaky_counter_free);
  g_assert_nonnull (gweak_weak_hash_table_get_or_insert (leaky_counters, list, leaky_counter_new_cb, NULL, NULL));
  g_object_unref (list);
}

static void
count_well (void)
{
  /* begin:count */
  GListStore         *list = g_list_store_new (G_TYPE_FILE);
  GweakWeakHashTable *counters;
  Counter            *counter;

  counters = gweak_weak_hash_table_new_full (G_TYPE_LIST_MODEL, G_TYPE_POINTER, GWEAK_WEAKNESS_KEYS,
                                             NULL, NULL, NULL, (GDestroyNotify) counter_free);
  counter = gweak_weak_hash_table_get_or_insert (counters, list, counter_new_cb, NULL, NULL);
  counter->n_changes++;

  g_print ("Lists with a counter: %u\n", gweak_weak_hash_table_get_size (counters));
  g_object_unref (list);
  g_print ("Lists with a counter: %u\n", gweak_weak_hash_table_get_size (counters));
  /* end:count */

  g_object_unref (counters);
}

int
main (int    argc,
      char **argv)
{
  if (argc > 1 && strcmp (argv[1], "leak") == 0)
    count_in_vain ();
  else
    count_well ();

  return 0;
}
