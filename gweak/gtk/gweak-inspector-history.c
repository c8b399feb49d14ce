/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-inspector-history-private.h"

#include "gweak-inspector-row-private.h"

/* However short the interval is. */
#define MAX_SAMPLES 1000

struct _GweakInspectorHistory
{
  GArray *samples; /* (owned) of Sample, the oldest first */
};

typedef struct
{
  gint64      time;
  GHashTable *counts; /* (owned) GType → number */
} Sample;

static void
clear_sample (gpointer data)
{
  Sample *sample = data;

  g_hash_table_unref (sample->counts);
}

GweakInspectorHistory *
gweak_inspector_history_new (void)
{
  GweakInspectorHistory *self = g_new0 (GweakInspectorHistory, 1);

  self->samples = g_array_new (FALSE, FALSE, sizeof (Sample));
  g_array_set_clear_func (self->samples, clear_sample);

  return self;
}

void
gweak_inspector_history_free (GweakInspectorHistory *self)
{
  g_array_unref (self->samples);
  g_free (self);
}

static Sample *
get_sample (GweakInspectorHistory *self,
            guint                  number)
{
  return &g_array_index (self->samples, Sample, number);
}

static guint
get_count (GHashTable *counts,
           gpointer    type)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, type));
}

/* (transfer full) */
static GHashTable *
count_types (GListModel *rows)
{
  GHashTable        *counts = g_hash_table_new (NULL, NULL);
  GweakInspectorRow *row;

  for (guint i = 0; (row = g_list_model_get_item (rows, i)) != NULL; i++)
    {
      gpointer type = GSIZE_TO_POINTER (gweak_debug_object_get_object_type (gweak_inspector_row_get_known (row)));

      g_hash_table_insert (counts, type, GUINT_TO_POINTER (get_count (counts, type) + 1));
      g_object_unref (row);
    }

  return counts;
}

/* Drops what is older than @span. The newest of these stays, so that lines begin
 * at the edge.
 */
static void
forget (GweakInspectorHistory *self,
        gint64                 span)
{
  gint64 newest = get_sample (self, self->samples->len - 1)->time;
  guint  n_old = 0;

  while (n_old + 1 < self->samples->len && get_sample (self, n_old + 1)->time < newest - span)
    n_old++;
  if (self->samples->len - n_old > MAX_SAMPLES)
    n_old = self->samples->len - MAX_SAMPLES;
  g_array_remove_range (self->samples, 0, n_old);
}

/* Adds what @rows are at @time, and forgets what is older than @span before it. */
void
gweak_inspector_history_add (GweakInspectorHistory *self,
                             gint64                 time,
                             gint64                 span,
                             GListModel            *rows)
{
  Sample sample = { time, count_types (rows) };

  g_array_append_val (self->samples, sample);
  forget (self, span);
}

guint
gweak_inspector_history_get_n_samples (GweakInspectorHistory *self)
{
  return self->samples->len;
}

gint64
gweak_inspector_history_get_time (GweakInspectorHistory *self,
                                  guint                  sample)
{
  return get_sample (self, sample)->time;
}

guint
gweak_inspector_history_get_count (GweakInspectorHistory *self,
                                   guint                  sample,
                                   GType                  type)
{
  return get_count (get_sample (self, sample)->counts, GSIZE_TO_POINTER (type));
}

/* (transfer full): GType → the most there were of it */
static GHashTable *
find_peaks (GweakInspectorHistory *self)
{
  GHashTable    *peaks = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer       type, count;

  for (guint i = 0; i < self->samples->len; i++)
    {
      g_hash_table_iter_init (&iter, get_sample (self, i)->counts);
      while (g_hash_table_iter_next (&iter, &type, &count))
        if (GPOINTER_TO_UINT (count) > get_count (peaks, type))
          g_hash_table_insert (peaks, type, count);
    }

  return peaks;
}

/* The highest peak first; equal ones by name, so that they keep their places. */
static int
compare_peaks (gconstpointer a,
               gconstpointer b,
               gpointer      peaks)
{
  gpointer type_a = *(gpointer *) a, type_b = *(gpointer *) b;
  guint    peak_a = get_count (peaks, type_a), peak_b = get_count (peaks, type_b);

  if (peak_a != peak_b)
    return peak_a < peak_b ? 1 : -1;

  return g_strcmp0 (g_type_name (GPOINTER_TO_SIZE (type_a)), g_type_name (GPOINTER_TO_SIZE (type_b)));
}

/* Fills @types with up to @n_types of which there were the most, and @max with how
 * many there were of the first. Returns how many types it gave.
 */
guint
gweak_inspector_history_rank (GweakInspectorHistory *self,
                              GType                 *types,
                              guint                  n_types,
                              guint                 *max)
{
  GHashTable *peaks = find_peaks (self);
  guint       n_known;
  gpointer   *known = g_hash_table_get_keys_as_array (peaks, &n_known);

  g_qsort_with_data (known, n_known, sizeof (gpointer), compare_peaks, peaks);
  n_types = MIN (n_types, n_known);
  for (guint i = 0; i < n_types; i++)
    types[i] = GPOINTER_TO_SIZE (known[i]);
  *max = n_known > 0 ? get_count (peaks, known[0]) : 0;
  g_free (known);
  g_hash_table_unref (peaks);

  return n_types;
}
