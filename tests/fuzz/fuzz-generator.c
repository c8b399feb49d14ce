/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz-generator.h"

#include "model.h"

#include <string.h>

/* Random programs. The model runs along, so that most operations make sense. */

static const guint weights[FUZZ_N_CODES] = {
  [FUZZ_NEW] = 90,
  [FUZZ_REF] = 10,
  [FUZZ_UNREF] = 25,
  [FUZZ_RELEASE] = 60,
  [FUZZ_DISPOSE] = 12,
  [FUZZ_HOLD] = 12,
  [FUZZ_WATCH] = 20,
  [FUZZ_UNWATCH] = 14,
  [FUZZ_REFER] = 35,
  [FUZZ_CLEAR] = 4,
  [FUZZ_FORGET] = 12,
  [FUZZ_GET] = 8,
  [FUZZ_MAKE] = 40,
  [FUZZ_DROP] = 10,
  [FUZZ_INSERT] = 130,
  [FUZZ_LOOKUP] = 20,
  [FUZZ_REMOVE] = 20,
  [FUZZ_STEAL] = 15,
  [FUZZ_POP] = 15,
  [FUZZ_REMOVE_ALL] = 6,
  [FUZZ_UPDATE] = 8,
  [FUZZ_COPY] = 8,
  [FUZZ_OBTAIN] = 20,
  [FUZZ_FOREACH] = 8,
  [FUZZ_FOREACH_REMOVE] = 8,
  [FUZZ_COMBINE] = 8,
  [FUZZ_REDUCE] = 6,
  [FUZZ_COMPARE] = 8,
  [FUZZ_BOUND] = 8,
  [FUZZ_TRIM] = 6,
  [FUZZ_BEGIN] = 25,
  [FUZZ_NEXT] = 50,
  [FUZZ_REMOVE_AT] = 10,
  [FUZZ_END] = 6,
  [FUZZ_ITERATE] = 15,
  [FUZZ_WHEN] = 130,
};

typedef struct
{
  const FuzzProfile *profile;
  GRand             *rand;    /* (owned) */
  FuzzStage         *model;   /* (owned) */
  GArray            *program; /* (owned) what came so far */
} Generator;

/* How often to look for an argument that makes sense. */
#define N_TRIES 6

static gint
get_weight (Generator *self,
            FuzzCode   code)
{
  return weights[code] * ((self->profile->favourites & FUZZ_FAVOURITE (code)) ? 5 : 1);
}

static guint
draw_code (Generator *self,
           gboolean   nested)
{
  guint total = 0, code = 0;
  gint  drawn;

  for (guint i = 0; i < FUZZ_N_CODES; i++)
    total += get_weight (self, i);

  do
    {
      drawn = g_rand_int_range (self->rand, 0, total);
      for (code = 0; drawn >= get_weight (self, code); code++)
        drawn -= get_weight (self, code);
    }
  while (nested && code == FUZZ_WHEN);

  return code;
}

/* Who hears that an object is dying often rescues it. */
static guint
draw_code_within (Generator    *self,
                  FuzzEventType event)
{
  if ((event == FUZZ_EVENT_DYING || event == FUZZ_EVENT_REFERENCE_DYING) && g_rand_boolean (self->rand))
    return FUZZ_REF;

  return draw_code (self, TRUE);
}

static gboolean
is_of_profile (Generator      *self,
               const FuzzKind *kind)
{
  g_auto (GStrv) words = NULL;

  if (self->profile->kinds == NULL)
    return TRUE;

  words = g_strsplit (self->profile->kinds, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (kind->name, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static guint
draw_kind (Generator *self)
{
  guint kind;

  do
    kind = g_rand_int_range (self->rand, 0, fuzz_n_kinds);
  while (!is_of_profile (self, &fuzz_kinds[kind]));

  return kind;
}

static guint
count (Generator *self,
       char       letter)
{
  switch (letter)
    {
    case 'o':
      return self->profile->n_objects;
    case 'k':
    case 'v':
      return MAX (self->profile->n_keys, self->profile->n_objects);
    case 'c':
      return self->profile->n_containers;
    case 'i':
    case 'I':
      return FUZZ_N_ITERATORS;
    case 'w':
      return FUZZ_N_WATCHES;
    case 'r':
      return FUZZ_N_REFERENCES;
    case 'T':
      return FUZZ_N_TRIGGERS;
    default:
      return 8;
    }
}

/* What a side of a container is, by its letter. */
static char
get_side_letter (Generator *self,
                 char       letter,
                 guint      container)
{
  const FuzzKind *kind = model_get_kind (self->model, container);

  if (kind == NULL || (letter == 'v' && kind->value == FUZZ_SIDE_NONE) || (letter == 'k' ? kind->key : kind->value) != FUZZ_SIDE_OBJECT)
    return letter;

  return 'o';
}

/* Whether an operation makes something, and so needs a number that is free. */
static gboolean
is_made (FuzzCode code,
         guint    i)
{
  switch (code)
    {
    case FUZZ_NEW:
    case FUZZ_MAKE:
    case FUZZ_WATCH:
    case FUZZ_REFER:
      return i == 0;
    case FUZZ_COPY:
      return i == 1;
    case FUZZ_COMBINE:
      return i == 2;
    default:
      return FALSE;
    }
}

static guint
draw_number (Generator *self,
             char       letter,
             gboolean   there)
{
  guint number = 0;

  for (guint i = 0; i < N_TRIES; i++)
    {
      number = g_rand_int_range (self->rand, 0, count (self, letter));
      if (model_has (self->model, letter, number) == there)
        break;
    }

  return number;
}

static guint
draw_argument (Generator    *self,
               FuzzCode      code,
               const guint8 *arguments,
               guint         i)
{
  char letter = fuzz_code_get_arguments (code)[i];

  if (letter == 'K')
    return draw_kind (self);
  if (letter == 's')
    letter = fuzz_event_get_subject (arguments[0]);
  else if (letter == 'k' || letter == 'v')
    letter = get_side_letter (self, letter, arguments[0]);

  return draw_number (self, letter, code != FUZZ_BEGIN || i > 0 ? !is_made (code, i) : g_rand_boolean (self->rand));
}

static void
draw_arguments (Generator *self,
                FuzzCode   code,
                guint8    *arguments)
{
  for (guint i = 0; fuzz_code_get_arguments (code)[i] != '\0'; i++)
    arguments[i] = draw_argument (self, code, arguments, i);
}

/* What happens inside an event is often about what the event is about. */
static void
relate (Generator     *self,
        FuzzOperation *when)
{
  const char *letters = fuzz_code_get_arguments (when->then);
  char        subject = fuzz_event_get_subject (when->arguments[0]);
  gint        object = model_get_object (self->model, subject, when->arguments[1]);

  if (g_rand_boolean (self->rand))
    return;

  for (guint i = 0; letters[i] != '\0'; i++)
    if (letters[i] == subject && !is_made (when->then, i))
      when->then_arguments[i] = when->arguments[1];
    else if (object != FUZZ_NONE && strchr ("okv", letters[i]) != NULL)
      when->then_arguments[i] = object;
}

static void
append (Generator    *self,
        FuzzOperation operation)
{
  g_array_append_val (self->program, operation);
  g_array_set_size (self->model->events, 0);
  self->model->run (self->model, &operation);
}

static void
append_random (Generator *self)
{
  FuzzOperation operation = { .code = draw_code (self, FALSE) };

  draw_arguments (self, operation.code, operation.arguments);
  if (operation.code == FUZZ_WHEN)
    {
      operation.arguments[2] = g_rand_boolean (self->rand) ? 0 : operation.arguments[2];
      operation.then = draw_code_within (self, operation.arguments[0]);
      draw_arguments (self, operation.then, operation.then_arguments);
      relate (self, &operation);
    }
  append (self, operation);
}

/* An object that survives its next death. */
static void
append_rescue (Generator *self)
{
  guint reference = draw_number (self, 'r', FALSE), object = draw_number (self, 'o', TRUE);

  append (self, (FuzzOperation){ .code = FUZZ_REFER, .arguments = { reference, object, 1 } });
  append (self, (FuzzOperation){
                  .code = FUZZ_WHEN,
                  .arguments = { FUZZ_EVENT_REFERENCE_DYING, reference },
                  .then = FUZZ_REF,
                  .then_arguments = { object } });
}

/* Half of what there can be is there from the start. */
static void
append_beginning (Generator *self)
{
  for (guint i = 0; i < self->profile->n_containers; i += 2)
    append (self, (FuzzOperation){ .code = FUZZ_MAKE, .arguments = { i, draw_kind (self) } });
  for (guint i = 0; i < self->profile->n_objects; i += 2)
    append (self, (FuzzOperation){ .code = FUZZ_NEW, .arguments = { i, i } });
}

GArray *
fuzz_program_generate (const FuzzProfile *profile,
                       guint32            seed,
                       guint32            episode)
{
  Generator self = { .profile = profile, .model = model_new (), .program = fuzz_program_new () };

  self.rand = g_rand_new_with_seed_array ((guint32[]){ seed, episode, g_str_hash (profile->sentence) }, 3);
  append_beginning (&self);
  while (self.program->len < profile->length)
    if (g_rand_int_range (self.rand, 0, 50) == 0)
      append_rescue (&self);
    else
      append_random (&self);
  g_rand_free (self.rand);
  model_free (self.model);

  return self.program;
}
