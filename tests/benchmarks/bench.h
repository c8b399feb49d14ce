/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gweak/gweak.h>

G_BEGIN_DECLS

/* One of the things that a row compares. A slice sets up, runs for a few
 * milliseconds, and tears down; only running is timed and counted.
 */
typedef struct
{
  const char *title;
  gpointer (*set_up) (guint size);
  /* Does @n operations, and returns how many of them did what they are for. */
  guint (*run) (gpointer data,
                guint    n);
  void (*tear_down) (gpointer data); /* (nullable) */
  guint    size;                     /* of what is set up */
  guint    n_operations;             /* in a slice; 0: `size`, and what is not kept may be used up */
  gboolean is_kept;                  /* set up once for all slices: running leaves it as it was */
} BenchSide;

typedef enum
{
  BENCH_RATIO,      /* an operation of the work costs so many of the baseline */
  BENCH_GROWTH,     /* a slice of the work costs so many of the baseline */
  BENCH_SPEEDUP,    /* an operation of the baseline costs so many of the work */
  BENCH_NANOSECONDS /* of an operation of the work; there is no baseline */
} BenchFigure;

/* A row of the table. */
typedef struct
{
  const char      *name;
  const BenchSide *work;
  const BenchSide *baseline; /* (nullable) */
  BenchFigure      figure;
  double           goal;     /* at most; of a speed-up, at least; 0: only for orientation */
  const BenchSide *apart;    /* (nullable) what work and baseline do besides; taken off both */
  guint            n_rounds; /* at most; 0: as many as of any row */
} BenchRow;

/* Each ends with a row without a name. */
extern const BenchRow bench_watch_rows[];
extern const BenchRow bench_reference_rows[];
extern const BenchRow bench_death_rows[];
extern const BenchRow bench_thread_rows[];
extern const BenchRow bench_table_rows[];
extern const BenchRow bench_table_thread_rows[];
extern const BenchRow bench_set_rows[];
extern const BenchRow bench_list_store_rows[];
extern const BenchRow bench_cache_rows[];
extern const BenchRow bench_method_rows[];

/* A set_up and its tear_down that many sides share: one plain object. */
gpointer bench_set_up_object (guint size);

/* The numbers below @n in random order; to be freed. */
guint *bench_make_permutation (guint n);

/* Has to be called at the end of every other thread that takes part in a run. */
void bench_end_thread (void);

typedef guint (*BenchWork) (gpointer data,
                            guint    n);

/* Does @n operations in @n_threads threads, each of them on one of @data, and
 * returns how many did what they are for.
 */
guint bench_run_threads (BenchWork work,
                         gpointer *data,
                         guint     n_threads,
                         guint     n);

/* What is printed of a row. */
typedef struct
{
  const char *name;
  const char *work;
  const char *baseline; /* (nullable) */
  const char *figure;
  double      goal;
  double      value;
  double      lower; /* the quartiles of `value` */
  double      upper;
  double      work_cost;
  double      baseline_cost;
  double      disturbance; /* how much of the time threads waited for a processor */
} BenchLine;

/* For table.py: the fields in this order, separated by tabs. */
void bench_print_row (const BenchLine *line);

G_END_DECLS
