/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench-tables.h"

#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The usable bytes that watches, references and entries of tables take, each
 * figure over many objects. A program of its own, because it takes the place of malloc(), which
 * would slow down what the others time.
 *
 *   memory [ROW...]          prints a line for each row
 *   memory --list            names the rows
 *   memory --smoke [--tap]   tests that all of it is given back
 */

#define N_OBJECTS 20000

/* Tables grow by doubling: the mean of sizes from one to twice as many. */
#define N_STEPS 8
#define STEP (N_OBJECTS / N_STEPS)

static gsize bytes_in_use; /* in a program of one thread */

extern void *__libc_malloc (size_t size);
extern void *__libc_calloc (size_t n,
                            size_t size);
extern void *__libc_realloc (void  *block,
                             size_t size);
extern void *__libc_memalign (size_t alignment,
                              size_t size);
extern void  __libc_free (void *block);

static void *
counted (void *block)
{
  bytes_in_use += malloc_usable_size (block);

  return block;
}

void *
malloc (size_t size)
{
  return counted (__libc_malloc (size));
}

void *
calloc (size_t n,
        size_t size)
{
  return counted (__libc_calloc (n, size));
}

void *
realloc (void  *block,
         size_t size)
{
  bytes_in_use -= malloc_usable_size (block);

  return counted (__libc_realloc (block, size));
}

void *
memalign (size_t alignment,
          size_t size)
{
  return counted (__libc_memalign (alignment, size));
}

void *
aligned_alloc (size_t alignment,
               size_t size)
{
  return memalign (alignment, size);
}

int
posix_memalign (void **block,
                size_t alignment,
                size_t size)
{
  *block = memalign (alignment, size);

  return *block != NULL ? 0 : ENOMEM;
}

void
free (void *block)
{
  bytes_in_use -= malloc_usable_size (block);
  __libc_free (block);
}

/* What one object gets. */
typedef gpointer (*AddFunc) (GObject *object);

typedef struct
{
  const char      *name;
  const char      *title;
  AddFunc          first; /* (nullable) before it is counted */
  AddFunc          add;
  GDestroyNotify   release;
  double           goal; /* at most; 0: only for orientation */
  const BenchKind *kind; /* (unowned) (nullable) of tables that all objects are put into instead */
  guint            n_tables;
} Row;

static void
moment_cb (GweakMoment moment,
           gpointer    user_data)
{
}

static void
notify_cb (gpointer data,
           GObject *where_the_object_was)
{
}

static void
ignore_cb (gpointer data)
{
}

static gpointer
add_watch (GObject *object)
{
  return gweak_watch_add (object, GWEAK_MOMENT_DIED, moment_cb, NULL, NULL);
}

static void
release_watch (gpointer watch)
{
  gweak_watch_unref (watch);
}

static gpointer
add_weak_ref (GObject *object)
{
  return gweak_weak_ref_new (object);
}

/* What knowing an object takes without gweak: a way from weak to strong, a weak
 * notify for its disposal, and data whose destroy notify tells that it goes.
 */
static gpointer
add_hooks (GObject *object)
{
  GWeakRef *weak_ref = g_new (GWeakRef, 1);

  g_weak_ref_init (weak_ref, object);
  g_object_weak_ref (object, notify_cb, NULL);
  g_object_set_qdata_full (object, g_quark_from_static_string ("hooks"), object, ignore_cb);

  return weak_ref;
}

static void
release_hooks (gpointer weak_ref)
{
  g_weak_ref_clear (weak_ref);
  g_free (weak_ref);
}

static const Row rows[] = {
  { "memory-first-watch", "first watch of an object", NULL, add_watch, release_watch, 400 },
  { "memory-watch", "each further watch", add_watch, add_watch, release_watch, 80 },
  { "memory-weak-ref", "a GweakWeakRef", add_watch, add_weak_ref, g_object_unref, 320 },
  { "memory-hooks", "GLib's own hooks", NULL, add_hooks, release_hooks, 0 },
  { "memory-values", "the one entry of an object, in a weak-value table", .kind = &bench_weak_values, .n_tables = 1 },
  { "hand-made-memory-values", "hand-made: the same", .kind = &bench_hand_made_values, .n_tables = 1 },
  { "memory-keys", "the one entry of an object, in a weak-key table", .kind = &bench_weak_keys, .n_tables = 1 },
  { "hand-made-memory-keys", "hand-made: the same", .kind = &bench_hand_made_keys, .n_tables = 1 },
  { "memory-values-ten", "each entry of an object in ten weak-value tables", .kind = &bench_weak_values, .n_tables = 10 },
  { "hand-made-memory-values-ten", "hand-made: the same", .kind = &bench_hand_made_values, .n_tables = 10 },
};

/* Objects, and what they got. */
typedef struct
{
  guint     n;
  GObject **objects; /* (owned) */
  gpointer *first;   /* (owned) */
  gpointer *added;   /* (owned) */
} Crowd;

static Crowd *
crowd_new (guint n)
{
  Crowd *crowd = g_new (Crowd, 1);

  crowd->n = n;
  crowd->objects = g_new (GObject *, n);
  crowd->first = g_new0 (gpointer, n);
  crowd->added = g_new0 (gpointer, n);
  for (guint i = 0; i < n; i++)
    crowd->objects[i] = g_object_new (G_TYPE_OBJECT, NULL);

  return crowd;
}

static void
crowd_add (Crowd    *crowd,
           AddFunc   add,
           gpointer *things)
{
  for (guint i = 0; i < crowd->n; i++)
    things[i] = add (crowd->objects[i]);
}

static void
crowd_release (Crowd         *crowd,
               gpointer      *things,
               GDestroyNotify release)
{
  for (guint i = 0; i < crowd->n; i++)
    if (things[i] != NULL)
      release (things[i]);
}

static void
crowd_free (Crowd *crowd)
{
  for (guint i = 0; i < crowd->n; i++)
    g_object_unref (crowd->objects[i]);
  g_free (crowd->objects);
  g_free (crowd->first);
  g_free (crowd->added);
  g_free (crowd);
}

static gpointer
make_table (const BenchKind *kind,
            Crowd           *crowd)
{
  gpointer table = kind->new_table ();

  for (guint i = 0; i < crowd->n; i++)
    kind->insert (table, &(BenchPair){ GUINT_TO_POINTER (i + 1), crowd->objects[i] });

  return table;
}

static double
measure_tables (const Row *row,
                guint      n)
{
  Crowd    *crowd = crowd_new (n);
  gpointer *tables = g_newa (gpointer, row->n_tables);
  gsize     before = bytes_in_use;
  double    result;

  for (guint i = 0; i < row->n_tables; i++)
    tables[i] = make_table (row->kind, crowd);
  result = (double) (bytes_in_use - before) / (n * row->n_tables);

  crowd_free (crowd);
  for (guint i = 0; i < row->n_tables; i++)
    row->kind->free_table (tables[i]);

  return result;
}

static double
measure_added (const Row *row,
               guint      n)
{
  Crowd *crowd = crowd_new (n);
  gsize  before;
  double result;

  if (row->first != NULL)
    crowd_add (crowd, row->first, crowd->first);
  before = bytes_in_use;
  crowd_add (crowd, row->add, crowd->added);
  result = (double) (bytes_in_use - before) / n;

  crowd_release (crowd, crowd->first, release_watch);
  crowd_release (crowd, crowd->added, row->release);
  crowd_free (crowd);

  return result;
}

/* Bytes for each of @n. */
static double
measure (const Row *row,
         guint      n)
{
  return row->kind != NULL ? measure_tables (row, n) : measure_added (row, n);
}

static double
measure_sizes (const Row *row)
{
  double sum = 0;

  for (guint i = 1; i <= N_STEPS; i++)
    sum += measure (row, N_OBJECTS + i * STEP);

  return sum / N_STEPS;
}

static void
print_row (const Row *row)
{
  double bytes;

  measure (row, 1);
  bytes = row->kind != NULL ? measure_sizes (row) : measure (row, N_OBJECTS);
  bench_print_row (&(BenchLine){
    .name = row->name,
    .work = row->title,
    .figure = "bytes",
    .goal = row->goal,
    .value = bytes,
    .lower = bytes,
    .upper = bytes,
  });
}

/* The second time nothing is left that stays for ever, like a type. */
static void
test_gives_all_back (gconstpointer row)
{
  gsize before;

  measure (row, 2);
  before = bytes_in_use;
  g_assert_cmpfloat (measure (row, 2), >=, sizeof (gpointer));
  g_assert_cmpuint (bytes_in_use, ==, before);
}

static int
smoke (int   argc,
       char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/benchmarks/%s/gives-all-back", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_gives_all_back);
    }

  return g_test_run ();
}

/* GLib reads this before main(). */
static void
count_slices_too (char *argv[])
{
  if (g_strcmp0 (g_getenv ("G_SLICE"), "always-malloc") == 0)
    return;

  g_setenv ("G_SLICE", "always-malloc", TRUE);
  execv ("/proc/self/exe", argv);
  g_error ("cannot start again: %s", g_strerror (errno));
}

int
main (int   argc,
      char *argv[])
{
  count_slices_too (argv);
  if (argc > 1 && strcmp (argv[1], "--smoke") == 0)
    return smoke (argc, argv);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (argc > 1 && strcmp (argv[1], "--list") == 0)
      puts (rows[i].name);
    else if (argc == 1 || g_strv_contains ((const char *const *) argv + 1, rows[i].name))
      print_row (&rows[i]);

  return 0;
}
