/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-tables.h"

/* Without order, as hashes and identifiers are, and of 60 bits, which CPython's
 * integers hold in two digits. Those of the first 2 000 000 differ.
 */
static gpointer
make_key (guint64 number)
{
  number = (number ^ number >> 33) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  number = (number ^ number >> 33) * G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);

  return GSIZE_TO_POINTER ((number ^ number >> 33) >> 4);
}

static gpointer *
make_keys (guint n)
{
  gpointer *keys = g_new (gpointer, n);

  for (guint i = 0; i < n; i++)
    keys[i] = make_key (i + 1);

  return keys;
}

guint *
bench_make_permutation (guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (n);
  guint *permutation = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    {
      guint chosen = g_rand_int_range (random, 0, i + 1);

      permutation[i] = permutation[chosen];
      permutation[chosen] = i;
    }

  return permutation;
}

/* With @n_tables empty tables. */
BenchFixture *
bench_fixture_new (const BenchKind *kind,
                   guint            n_tables,
                   guint            size)
{
  BenchFixture *self = g_new0 (BenchFixture, 1);

  self->kind = kind;
  self->n_tables = n_tables;
  self->size = size;
  self->keys = make_keys (size);
  self->places = bench_make_permutation (size);
  self->shuffled = g_new (BenchPair, size);
  for (guint i = 0; i < n_tables; i++)
    self->tables[i] = kind->new_table ();

  return self;
}

/* With a full table. */
BenchFixture *
bench_fixture_new_full (const BenchKind *kind,
                        guint            size)
{
  BenchFixture *self = bench_fixture_new (kind, 1, size);

  bench_make (self, size, 1, kind);
  self->is_full = TRUE;

  return self;
}

void
bench_fixture_free (gpointer data)
{
  BenchFixture *self = data;

  if (self->is_full)
    bench_kill (self, self->size);
  for (guint i = 0; i < self->n_tables; i++)
    self->kind->free_table (self->tables[i]);
  g_free (self->keys);
  g_free (self->places);
  g_free (self->shuffled);
  g_free (self);
}
