/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "bench.h"

/* Handlers that go with an object, against GLib's own, and what a call costs. */

#define FEW 10
#define MANY 100000

typedef struct
{
  gpointer         source; /* (owned) a GListStore, or a BenchTeller */
  GObject         *object; /* (owned) */
  GweakWeakMethod *method; /* (owned) */
} Pair;

static guint n_calls;
static guint told_signal;

/* With a signal that costs as little as one can. */
#define BENCH_TYPE_TELLER (bench_teller_get_type ())
G_DECLARE_FINAL_TYPE (BenchTeller, bench_teller, BENCH, TELLER, GObject)

struct _BenchTeller
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (BenchTeller, bench_teller, G_TYPE_OBJECT)

static void
bench_teller_class_init (BenchTellerClass *klass)
{
  told_signal = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bench_teller_init (BenchTeller *self)
{
}

static void
told_cb (GObject *object,
         GObject *source)
{
  n_calls++;
}

static void
changed_cb (GObject    *object,
            guint       position,
            guint       n_removed,
            guint       n_added,
            GListModel *source)
{
  n_calls++;
}

static Pair *
pair_new (void)
{
  Pair *self = g_new (Pair, 1);

  self->source = g_list_store_new (G_TYPE_OBJECT);
  self->object = g_object_new (G_TYPE_OBJECT, NULL);
  self->method = gweak_weak_method_new (self->object, G_CALLBACK (changed_cb));

  return self;
}

static void
tear_down_pair (gpointer data)
{
  Pair *self = data;

  g_object_unref (self->source);
  g_object_unref (self->object);
  g_object_unref (self->method);
  g_free (self);
}

static gulong
attach (Pair *self)
{
  return gweak_weak_method_attach (self->method, self->source, "items-changed", 0);
}

static gulong
connect_object (Pair *self)
{
  return g_signal_connect_object (self->source, "items-changed", G_CALLBACK (changed_cb), self->object, G_CONNECT_SWAPPED);
}

static gpointer
set_up_attached (guint size)
{
  Pair *self = pair_new ();

  for (guint i = 0; i < size; i++)
    attach (self);

  return self;
}

static gpointer
set_up_connected (guint size)
{
  Pair *self = pair_new ();

  for (guint i = 0; i < size; i++)
    connect_object (self);

  return self;
}

static gpointer
set_up_plain (guint size)
{
  Pair *self = pair_new ();

  for (guint i = 0; i < size; i++)
    g_signal_connect_swapped (self->source, "items-changed", G_CALLBACK (changed_cb), self->object);

  return self;
}

static Pair *
telling_pair_new (void)
{
  Pair *self = g_new (Pair, 1);

  self->source = g_object_new (BENCH_TYPE_TELLER, NULL);
  self->object = g_object_new (G_TYPE_OBJECT, NULL);
  self->method = gweak_weak_method_new (self->object, G_CALLBACK (told_cb));

  return self;
}

static gpointer
set_up_telling (guint size)
{
  Pair *self = telling_pair_new ();

  gweak_weak_method_attach (self->method, self->source, "told", 0);

  return self;
}

static gpointer
set_up_plain_telling (guint size)
{
  Pair *self = telling_pair_new ();

  g_signal_connect_swapped (self->source, "told", G_CALLBACK (told_cb), self->object);

  return self;
}

static gpointer
set_up_connected_telling (guint size)
{
  Pair *self = telling_pair_new ();

  g_signal_connect_object (self->source, "told", G_CALLBACK (told_cb), self->object, G_CONNECT_SWAPPED);

  return self;
}

/* As languages make them, without the short cuts that GLib has for C. */
static GClosure *
closure_new (gpointer data)
{
  GClosure *closure = g_cclosure_new (G_CALLBACK (changed_cb), data, NULL);

  g_closure_set_marshal (closure, g_cclosure_marshal_generic);

  return closure;
}

static gpointer
set_up_closure_method (guint size)
{
  Pair            *self = pair_new ();
  GweakWeakMethod *method = gweak_weak_method_new_closure (self->object, closure_new (NULL));

  gweak_weak_method_attach (method, self->source, "items-changed", 0);
  g_object_unref (method);

  return self;
}

static gpointer
set_up_closure (guint size)
{
  Pair *self = pair_new ();

  g_signal_connect_closure (self->source, "items-changed", closure_new (self->object), FALSE);

  return self;
}

static guint
run_attach (gpointer data,
            guint    n)
{
  Pair *self = data;
  guint n_done = 0;

  for (guint i = 0; i < n; i++)
    {
      gulong id = attach (self);

      g_signal_handler_disconnect (self->source, id);
      n_done += id > 0;
    }

  return n_done;
}

static guint
run_connect_object (gpointer data,
                    guint    n)
{
  Pair *self = data;
  guint n_done = 0;

  for (guint i = 0; i < n; i++)
    {
      gulong id = connect_object (self);

      g_signal_handler_disconnect (self->source, id);
      n_done += id > 0;
    }

  return n_done;
}

static guint
run_emission (gpointer data,
              guint    n)
{
  Pair *self = data;

  n_calls = 0;
  for (guint i = 0; i < n; i++)
    g_list_model_items_changed (G_LIST_MODEL (self->source), 0, 0, 0);

  return n_calls;
}

static guint
run_telling (gpointer data,
             guint    n)
{
  Pair *self = data;

  n_calls = 0;
  for (guint i = 0; i < n; i++)
    g_signal_emit (self->source, told_signal, 0);

  return n_calls;
}

static const BenchSide attach_few = {
  "attach + disconnect, 10 handlers of the object",
  set_up_attached, run_attach, tear_down_pair, FEW, 5000
};

static const BenchSide connect_few = {
  "g_signal_connect_object + disconnect, 10 handlers of the object",
  set_up_connected, run_connect_object, tear_down_pair, FEW, 5000
};

static const BenchSide attach_many = {
  "attach + disconnect, 100 000 handlers of the object",
  set_up_attached, run_attach, tear_down_pair, MANY, 5000, TRUE
};

static const BenchSide connect_many = {
  "g_signal_connect_object + disconnect, 100 000 handlers of the object",
  set_up_connected, run_connect_object, tear_down_pair, MANY, 50, TRUE
};

static const BenchSide emission = {
  "emission with 3 arguments, weak method",
  set_up_attached, run_emission, tear_down_pair, 1, 20000
};

static const BenchSide plain_emission = {
  "emission with 3 arguments, g_signal_connect",
  set_up_plain, run_emission, tear_down_pair, 1, 20000
};

static const BenchSide telling = {
  "emission without arguments, weak method",
  set_up_telling, run_telling, tear_down_pair, 1, 20000
};

static const BenchSide plain_telling = {
  "emission without arguments, g_signal_connect",
  set_up_plain_telling, run_telling, tear_down_pair, 1, 20000
};

static const BenchSide connected_telling = {
  "emission without arguments, g_signal_connect_object",
  set_up_connected_telling, run_telling, tear_down_pair, 1, 20000
};

static const BenchSide closure_emission = {
  "emission with 3 arguments, weak method of a closure",
  set_up_closure_method, run_emission, tear_down_pair, 1, 20000
};

static const BenchSide plain_closure_emission = {
  "emission with 3 arguments, plain closure",
  set_up_closure, run_emission, tear_down_pair, 1, 20000
};

const BenchRow bench_method_rows[] = {
  { "method-attach", &attach_few, &connect_few, BENCH_RATIO, 1.2 },
  { "method-attach-many", &attach_many, &attach_few, BENCH_RATIO, 1.5 },
  { "connect-object-many", &connect_many, &connect_few, BENCH_RATIO, 0 },
  { "method-emission", &emission, &plain_emission, BENCH_RATIO, 1.3 },
  { "method-emission-bare", &telling, &plain_telling, BENCH_RATIO, 1.3 },
  { "method-emission-guarded", &telling, &connected_telling, BENCH_RATIO, 0 },
  { "method-emission-closure", &closure_emission, &plain_closure_emission, BENCH_RATIO, 0 },
  { NULL }
};
