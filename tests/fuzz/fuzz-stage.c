/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz-stage.h"

#include <string.h>

static const struct
{
  const char *name;
  char        subject;
} about_events[FUZZ_N_EVENTS] = {
  [FUZZ_EVENT_DISPOSE] = { "dispose", 'o' },
  [FUZZ_EVENT_FINALIZE] = { "finalize", 'o' },
  [FUZZ_EVENT_DIED] = { "died", 'w' },
  [FUZZ_EVENT_FINALIZED] = { "finalized", 'w' },
  [FUZZ_EVENT_REFERENCE_NOTIFY] = { "ref-notify", 'r' },
  [FUZZ_EVENT_REFERENCE_DYING] = { "ref-dying", 'r' },
  [FUZZ_EVENT_REFERENCE_DIED] = { "ref-died", 'r' },
  [FUZZ_EVENT_REFERENCE_FINALIZED] = { "ref-finalized", 'r' },
  [FUZZ_EVENT_NOTIFY] = { "notify", 'c' },
  [FUZZ_EVENT_REMOVED] = { "removed", 'c' },
  [FUZZ_EVENT_DYING] = { "dying", 'c' },
  [FUZZ_EVENT_EACH] = { "each", 'c' },
  [FUZZ_EVENT_FACTORY] = { "factory", 'c' },
  [FUZZ_EVENT_ITEMS_CHANGED] = { "items-changed", 'c' },
  [FUZZ_EVENT_DESTROY] = { "destroy", 'p' },
  [FUZZ_EVENT_WATCH_DESTROY] = { "watch-destroy", 'w' },
  [FUZZ_EVENT_GONE] = { "gone", 'c' },
  [FUZZ_EVENT_SKIP] = { "skip", 'n' },
  [FUZZ_EVENT_RESULT] = { "result", 'n' },
  [FUZZ_EVENT_SIZE] = { "size", 'c' },
  [FUZZ_EVENT_ENTRY] = { "entry", 'c' },
  [FUZZ_EVENT_CENSUS] = { "census", 'c' },
  [FUZZ_EVENT_COUNTERS] = { "counters", 'c' },
};

char
fuzz_event_get_subject (FuzzEventType type)
{
  return about_events[type].subject;
}

const char *
fuzz_event_get_name (FuzzEventType type)
{
  return about_events[type].name;
}

void
fuzz_stage_init (FuzzStage *self)
{
  self->events = g_array_new (FALSE, FALSE, sizeof (FuzzEvent));
  self->n_pending = 0;
}

void
fuzz_stage_clear (FuzzStage *self)
{
  g_array_unref (self->events);
}

/* What has nothing to let pass any more, after counting down. */
#define DUE (G_MAXUINT8)

/* Nothing happens inside. */
void
fuzz_stage_add (FuzzStage    *self,
                FuzzEventType type,
                gint          subject,
                gint          a,
                gint          b,
                gint          c)
{
  FuzzEvent event = { .type = type, .subject = subject, .a = a, .b = b, .c = c };

  if (type < FUZZ_N_TRIGGERS)
    event.sizes = self->get_sizes (self);
  g_array_append_val (self->events, event);
}

/* One event less to let pass, for each operation that waits for this one. */
static void
count_down (FuzzStage    *self,
            FuzzEventType type,
            gint          subject)
{
  for (guint i = 0; i < self->n_pending; i++)
    if (self->pending[i].arguments[0] == type && self->pending[i].arguments[1] == subject)
      self->pending[i].arguments[2] -= self->pending[i].arguments[2] != DUE;
}

/* The oldest operation whose event this is. */
static gboolean
take_pending (FuzzStage     *self,
              FuzzEventType  type,
              gint           subject,
              FuzzOperation *operation)
{
  for (guint i = 0; i < self->n_pending; i++)
    if (self->pending[i].arguments[0] == type && self->pending[i].arguments[1] == subject &&
        self->pending[i].arguments[2] == DUE)
      {
        *operation = fuzz_operation_of_when (&self->pending[i]);
        self->n_pending--;
        memmove (&self->pending[i], &self->pending[i + 1], (self->n_pending - i) * sizeof self->pending[0]);
        return TRUE;
      }

  return FALSE;
}

/* Runs what waits for this, all that does, each once. Whether something did. */
gboolean
fuzz_stage_tell (FuzzStage    *self,
                 FuzzEventType type,
                 gint          subject,
                 gint          a,
                 gint          b,
                 gint          c)
{
  FuzzOperation operation;
  gboolean      ran = FALSE;

  fuzz_stage_add (self, type, subject, a, b, c);
  count_down (self, type, subject);
  while (take_pending (self, type, subject, &operation))
    {
      self->run (self, &operation);
      ran = TRUE;
    }

  return ran;
}

void
fuzz_stage_wait (FuzzStage           *self,
                 const FuzzOperation *when)
{
  if (self->n_pending < FUZZ_N_PENDING)
    self->pending[self->n_pending++] = *when;
}

char *
fuzz_stage_print (FuzzStage *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->events->len; i++)
    {
      FuzzEvent *event = &g_array_index (self->events, FuzzEvent, i);

      g_string_append_printf (text, "    %s %c%d: %d %d %d", fuzz_event_get_name (event->type),
                              fuzz_event_get_subject (event->type), event->subject, event->a, event->b, event->c);
      if (event->type < FUZZ_N_TRIGGERS)
        g_string_append_printf (text, " (sizes %x)", event->sizes);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

gboolean
fuzz_stage_equal (FuzzStage *self,
                  FuzzStage *other)
{
  return self->events->len == other->events->len &&
         memcmp (self->events->data, other->events->data, self->events->len * sizeof (FuzzEvent)) == 0;
}
