/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench.h"

#include <string.h>

#ifdef HAVE_CALLGRIND
# include <valgrind/callgrind.h>
#endif

/* Work and baseline run in many short slices in turn, so that whatever else the
 * machine does hits both alike, and the figure is the median of what the rounds
 * gave. A round in which the kernel let a thread wait for a processor is
 * repeated; a row that never came to rest says so.
 *
 *   benchmarks [--rounds=N] [ROW...]   times, and prints a line for each row
 *   benchmarks --count [ROW...]        for callgrind: dumps the instructions of
 *                                      each side, named ROW/SIDE/OPERATIONS;
 *                                      the largest sides in a smaller size
 *   benchmarks --list                  names the rows
 *   benchmarks --smoke [--tap]         tests that each side does what it says
 */

#define N_ROUNDS 31
#define COUNTED 1000          /* operations that are counted */
#define COUNTED_AMONG 100000u /* at most */
#define SMOKE 20u             /* size and operations of a smoke test */

/* Of the time of a round, what may be waiting. */
#define QUIET 0.01
#define PATIENCE 10 /* rounds at most for each that is wanted */
#define PAUSE (20 * G_TIME_SPAN_MILLISECOND)

static const BenchRow *const groups[] = {
  bench_watch_rows,
  bench_death_rows,
  bench_reference_rows,
  bench_thread_rows,
  bench_table_rows,
  bench_table_thread_rows,
  bench_set_rows,
  bench_list_store_rows,
  bench_cache_rows,
  bench_method_rows,
};

static const char *const figure_names[] = { "ratio", "growth", "speedup", "ns" };

typedef void (*RowFunc) (const BenchRow *row,
                         gpointer        user_data);

gpointer
bench_set_up_object (guint size)
{
  return g_object_new (G_TYPE_OBJECT, NULL);
}

/* What the sides of a row keep set up from round to round. */
typedef struct
{
  gpointer work; /* (owned) (nullable) as the next two */
  gpointer baseline;
  gpointer apart;
} Kept;

/* Nanoseconds an operation; of one round. */
typedef struct
{
  double work;
  double baseline;
  double figure;
  double disturbance; /* how much of the time threads waited for a processor */
} Round;

/* Of the round under way; nanoseconds. */
static double elapsed;
static gint64 waited; /* atomic */

/* For how long the calling thread has been ready to run, and was not. 0 where
 * the kernel does not tell.
 */
static gint64
get_waited (void)
{
  g_autofree char *statistics = NULL;
  char            *second;

  if (!g_file_get_contents ("/proc/thread-self/schedstat", &statistics, NULL, NULL))
    return 0;
  g_ascii_strtoull (statistics, &second, 10);

  return g_ascii_strtoull (second, NULL, 10);
}

static void
add_waited (gint64 nanoseconds)
{
  __atomic_add_fetch (&waited, nanoseconds, __ATOMIC_RELAXED);
}

void
bench_end_thread (void)
{
  add_waited (get_waited ());
}

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);

  return 1e9 * time.tv_sec + time.tv_nsec;
}

static guint
count_operations (const BenchSide *side)
{
  return side->n_operations > 0 ? side->n_operations : side->size;
}

/* What does not do its work is not worth measuring. */
static void
run_checked (const BenchSide *side,
             gpointer         data,
             guint            n)
{
  guint n_done = side->run (data, n);

  if (n_done != n)
    g_error ("%s: %u of %u operations did what they are for", side->title, n_done, n);
}

static gpointer
set_up_warm (const BenchSide *side)
{
  gpointer data = side->set_up (side->size);

  if (side->n_operations > 0)
    run_checked (side, data, side->n_operations / 16);

  return data;
}

static void
tear_down (const BenchSide *side,
           gpointer         data)
{
  if (side->tear_down != NULL)
    side->tear_down (data);
}

/* The same in small, to load and link whatever it needs. */
static void
rehearse (const BenchSide *side)
{
  guint    size = MIN (side->size, SMOKE);
  gpointer data = side->set_up (size);

  run_checked (side, data, side->n_operations > 0 ? SMOKE : size);
  tear_down (side, data);
}

/* Nanoseconds an operation. */
static double
time_slice (const BenchSide *side,
            gpointer        *kept)
{
  gpointer data = *kept != NULL ? *kept : set_up_warm (side);
  guint    n = count_operations (side);
  gint64   waited_before = get_waited ();
  double   begin = now (), end;

  run_checked (side, data, n);
  end = now ();
  elapsed += end - begin;
  add_waited (get_waited () - waited_before);
  if (side->is_kept)
    *kept = data;
  else
    tear_down (side, data);

  return (end - begin) / n;
}

static void
tear_down_kept (const BenchSide *side,
                gpointer         data)
{
  if (data != NULL)
    tear_down (side, data);
}

static double
figure_of (const BenchRow *row,
           double          work,
           double          baseline)
{
  switch (row->figure)
    {
    case BENCH_RATIO:
      return work / baseline;
    case BENCH_GROWTH:
      return work * count_operations (row->work) / (baseline * count_operations (row->baseline));
    case BENCH_SPEEDUP:
      return baseline / work;
    case BENCH_NANOSECONDS:
      return work;
    default:
      g_assert_not_reached ();
    }
}

/* Neither side always comes first. */
static Round
time_round (const BenchRow *row,
            gboolean        baseline_first,
            Kept           *kept)
{
  Round  round = { 0 };
  double apart = 0;

  elapsed = 0;
  waited = 0;
  if (row->apart != NULL)
    apart = time_slice (row->apart, &kept->apart);
  if (baseline_first && row->baseline != NULL)
    round.baseline = time_slice (row->baseline, &kept->baseline) - apart;
  round.work = time_slice (row->work, &kept->work) - apart;
  if (!baseline_first && row->baseline != NULL)
    round.baseline = time_slice (row->baseline, &kept->baseline) - apart;
  round.figure = figure_of (row, round.work, round.baseline);
  round.disturbance = waited / elapsed;

  return round;
}

static int
compare_disturbances (gconstpointer a,
                      gconstpointer b)
{
  const Round *x = a, *y = b;

  return (x->disturbance > y->disturbance) - (x->disturbance < y->disturbance);
}

/* The @n_rounds quietest. */
static GArray *
time_rounds (const BenchRow *row,
             guint           n_rounds)
{
  GArray *rounds = g_array_new (FALSE, FALSE, sizeof (Round));
  Kept    kept = { NULL };
  guint   n_quiet = 0;

  for (guint i = 0; i < PATIENCE * n_rounds && n_quiet < n_rounds; i++)
    {
      Round round = time_round (row, i % 2, &kept);

      g_array_append_val (rounds, round);
      if (round.disturbance <= QUIET)
        n_quiet++;
      else
        g_usleep (PAUSE);
    }
  tear_down_kept (row->work, kept.work);
  tear_down_kept (row->baseline, kept.baseline);
  tear_down_kept (row->apart, kept.apart);
  g_array_sort (rounds, compare_disturbances);
  g_array_set_size (rounds, n_rounds);

  return rounds;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Of the member at @offset of each round. */
static double
quantile (GArray *rounds,
          gsize   offset,
          double  rank)
{
  g_autofree double *values = g_new (double, rounds->len);

  for (guint i = 0; i < rounds->len; i++)
    values[i] = G_STRUCT_MEMBER (double, &g_array_index (rounds, Round, i), offset);
  qsort (values, rounds->len, sizeof *values, compare_doubles);

  return values[(guint) (rank * (rounds->len - 1) + 0.5)];
}

static void
time_row (const BenchRow *row,
          gpointer        user_data)
{
  guint n_rounds = *(guint *) user_data;
  g_autoptr (GArray) rounds = NULL;

  rehearse (row->work);
  if (row->baseline != NULL)
    rehearse (row->baseline);
  if (row->apart != NULL)
    rehearse (row->apart);
  rounds = time_rounds (row, row->n_rounds > 0 ? MIN (row->n_rounds, n_rounds) : n_rounds);

  bench_print_row (&(BenchLine){
    .name = row->name,
    .work = row->work->title,
    .baseline = row->baseline != NULL ? row->baseline->title : NULL,
    .figure = figure_names[row->figure],
    .goal = row->goal,
    .value = quantile (rounds, G_STRUCT_OFFSET (Round, figure), 0.5),
    .lower = quantile (rounds, G_STRUCT_OFFSET (Round, figure), 0.25),
    .upper = quantile (rounds, G_STRUCT_OFFSET (Round, figure), 0.75),
    .work_cost = quantile (rounds, G_STRUCT_OFFSET (Round, work), 0.5),
    .baseline_cost = quantile (rounds, G_STRUCT_OFFSET (Round, baseline), 0.5),
    .disturbance = quantile (rounds, G_STRUCT_OFFSET (Round, disturbance), 0.5),
  });
}

#ifdef HAVE_CALLGRIND
static void
count_side (const BenchRow  *row,
            const BenchSide *side,
            const char      *which)
{
  guint            size = MIN (side->size, COUNTED_AMONG);
  guint            n = side->n_operations > 0 ? COUNTED : size;
  g_autofree char *name = g_strdup_printf ("%s/%s/%u", row->name, which, n);
  gpointer         data;

  rehearse (side);
  data = side->set_up (size);
  CALLGRIND_START_INSTRUMENTATION;
  run_checked (side, data, n);
  CALLGRIND_STOP_INSTRUMENTATION;
  CALLGRIND_DUMP_STATS_AT (name);
  tear_down (side, data);
}

static void
count_row (const BenchRow *row,
           gpointer        user_data)
{
  count_side (row, row->work, "work");
  if (row->baseline != NULL)
    count_side (row, row->baseline, "baseline");
  if (row->apart != NULL)
    count_side (row, row->apart, "apart");
}
#endif

static void
list_row (const BenchRow *row,
          gpointer        user_data)
{
  g_print ("%s\n", row->name);
}

static void
test_side (gconstpointer side)
{
  rehearse (side);
}

static void
add_test (const BenchRow *row,
          gpointer        user_data)
{
  g_autofree char *work = g_strdup_printf ("/benchmarks/%s/work", row->name);
  g_autofree char *baseline = g_strdup_printf ("/benchmarks/%s/baseline", row->name);
  g_autofree char *apart = g_strdup_printf ("/benchmarks/%s/apart", row->name);

  g_test_add_data_func (work, row->work, test_side);
  if (row->baseline != NULL)
    g_test_add_data_func (baseline, row->baseline, test_side);
  if (row->apart != NULL)
    g_test_add_data_func (apart, row->apart, test_side);
}

static gboolean
is_wanted (const BenchRow *row,
           char          **names)
{
  return names == NULL || *names == NULL || g_strv_contains ((const char *const *) names, row->name);
}

static guint
foreach_row (char   **names,
             RowFunc  func,
             gpointer user_data)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const BenchRow *row = groups[i]; row->name != NULL; row++)
      if (is_wanted (row, names))
        {
          func (row, user_data);
          n++;
        }

  return n;
}

static int
smoke (int   argc,
       char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  foreach_row (NULL, add_test, NULL);

  return g_test_run ();
}

int
main (int   argc,
      char *argv[])
{
  guint    n_rounds = N_ROUNDS;
  gboolean count = FALSE, list = FALSE;
  g_auto (GStrv) names = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, NULL, "N" },
    { "count", 0, 0, G_OPTION_ARG_NONE, &count, NULL, NULL },
    { "list", 0, 0, G_OPTION_ARG_NONE, &list, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &names, NULL, NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("[ROW...]");
  RowFunc func = time_row;

  if (argc > 1 && strcmp (argv[1], "--smoke") == 0)
    return smoke (argc, argv);

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);
  if (n_rounds < 1)
    n_rounds = 1;

#ifdef HAVE_CALLGRIND
  if (count)
    func = count_row;
#else
  if (count)
    g_error ("built without valgrind's headers");
#endif
  if (list)
    func = list_row;

  return foreach_row (names, func, &n_rounds) > 0 ? 0 : 2;
}
