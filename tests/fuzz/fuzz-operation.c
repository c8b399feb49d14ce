/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz-operation.h"

#include "fuzz-kind.h"
#include "fuzz-stage.h"

#include <stdlib.h>
#include <string.h>

/* Programs: how they are written and read. */

/* Letters of arguments: o, c, i, w, r are numbers of an object, a container, an
 * iterator, a watch, a reference; k and v a key and a value, which are numbers of
 * objects where such a side is an object; K a kind of container; x flags; and T
 * an event with its subject. O is an object that need not be in hand, I an
 * iterator that is at an entry.
 */
static const struct
{
  const char *name;
  const char *arguments;
} about_codes[FUZZ_N_CODES] = {
  [FUZZ_NEW] = { "new", "oxx" },
  [FUZZ_REF] = { "ref", "o" },
  [FUZZ_UNREF] = { "unref", "o" },
  [FUZZ_RELEASE] = { "release", "o" },
  [FUZZ_DISPOSE] = { "dispose", "o" },
  [FUZZ_BREAK] = { "break", "O" },
  [FUZZ_HOLD] = { "hold", "oo" },
  [FUZZ_WATCH] = { "watch", "wox" },
  [FUZZ_UNWATCH] = { "unwatch", "wx" },
  [FUZZ_REFER] = { "refer", "rox" },
  [FUZZ_CLEAR] = { "clear", "r" },
  [FUZZ_FORGET] = { "forget", "r" },
  [FUZZ_GET] = { "get", "rx" },
  [FUZZ_MAKE] = { "make", "cK" },
  [FUZZ_DROP] = { "drop", "c" },
  [FUZZ_INSERT] = { "insert", "ckv" },
  [FUZZ_LOOKUP] = { "lookup", "ckx" },
  [FUZZ_REMOVE] = { "remove", "ck" },
  [FUZZ_STEAL] = { "steal", "ckx" },
  [FUZZ_POP] = { "pop", "cx" },
  [FUZZ_REMOVE_ALL] = { "remove-all", "c" },
  [FUZZ_UPDATE] = { "update", "cc" },
  [FUZZ_COPY] = { "copy", "cc" },
  [FUZZ_OBTAIN] = { "obtain", "ckvx" },
  [FUZZ_FOREACH] = { "foreach", "c" },
  [FUZZ_FOREACH_REMOVE] = { "foreach-remove", "cx" },
  [FUZZ_COMBINE] = { "combine", "cccx" },
  [FUZZ_REDUCE] = { "reduce", "ccx" },
  [FUZZ_COMPARE] = { "compare", "ccx" },
  [FUZZ_BOUND] = { "bound", "cxx" },
  [FUZZ_TRIM] = { "trim", "cx" },
  [FUZZ_BEGIN] = { "begin", "ic" },
  [FUZZ_NEXT] = { "next", "i" },
  [FUZZ_REMOVE_AT] = { "remove-at", "I" },
  [FUZZ_END] = { "end", "i" },
  [FUZZ_ITERATE] = { "iterate", "" },
  [FUZZ_WHEN] = { "when", "Tsx" },
};

const char *
fuzz_code_get_arguments (FuzzCode code)
{
  return about_codes[code].arguments;
}

FuzzOperation
fuzz_operation_of_when (const FuzzOperation *when)
{
  FuzzOperation operation = { .code = when->then };

  memcpy (operation.arguments, when->then_arguments, sizeof operation.arguments);

  return operation;
}

GArray *
fuzz_program_new (void)
{
  return g_array_new (FALSE, TRUE, sizeof (FuzzOperation));
}

static void
print_argument (GString *text,
                char     letter,
                guint    number)
{
  g_string_append_c (text, ' ');
  if (letter == 'T')
    g_string_append (text, fuzz_event_get_name (number));
  else if (letter == 'K')
    g_string_append (text, fuzz_kinds[number].name);
  else if (strchr ("kvx", letter) != NULL)
    g_string_append_printf (text, "%u", number);
  else
    g_string_append_printf (text, "%c%u", g_ascii_tolower (letter), number);
}

static void
print_operation (GString      *text,
                 FuzzCode      code,
                 const guint8 *arguments)
{
  const char *letters = about_codes[code].arguments;

  g_string_append (text, about_codes[code].name);
  for (guint i = 0; letters[i] != '\0'; i++)
    print_argument (text, letters[i] != 's' ? letters[i] : fuzz_event_get_subject (arguments[i - 1]), arguments[i]);
}

/* As fuzz_program_parse() reads it. */
char *
fuzz_program_print (const GArray *program)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < program->len; i++)
    {
      const FuzzOperation *operation = &g_array_index (program, FuzzOperation, i);

      if (i > 0)
        g_string_append (text, "; ");
      print_operation (text, operation->code, operation->arguments);
      if (operation->code == FUZZ_WHEN)
        {
          g_string_append (text, " do ");
          print_operation (text, operation->then, operation->then_arguments);
        }
    }

  return g_string_free (text, FALSE);
}

/* The next word, which is cut off from *@rest. */
static const char *
take_word (char **rest)
{
  char *word;

  while ((word = strsep (rest, " \n")) != NULL && *word == '\0')
    ;
  if (word == NULL)
    g_error ("An operation ends early.");

  return word;
}

static guint
parse_kind (const char *word)
{
  for (guint i = 0; i < fuzz_n_kinds; i++)
    if (strcmp (word, fuzz_kinds[i].name) == 0)
      return i;
  g_error ("There is no kind of container \"%s\".", word);
}

static guint
parse_event (const char *word)
{
  for (guint i = 0; i < FUZZ_N_TRIGGERS; i++)
    if (strcmp (word, fuzz_event_get_name (i)) == 0)
      return i;
  g_error ("There is no event \"%s\".", word);
}

static guint
parse_code (const char *word)
{
  for (guint i = 0; i < FUZZ_N_CODES; i++)
    if (strcmp (word, about_codes[i].name) == 0)
      return i;
  g_error ("There is no operation \"%s\".", word);
}

static guint
parse_number (const char *word)
{
  return atoi (word + strspn (word, "ociwr"));
}

static guint
parse_operation (char  **rest,
                 guint8 *arguments)
{
  guint       code = parse_code (take_word (rest));
  const char *letters = about_codes[code].arguments;

  for (guint i = 0; letters[i] != '\0'; i++)
    {
      const char *word = take_word (rest);

      if (letters[i] == 'T')
        arguments[i] = parse_event (word);
      else if (letters[i] == 'K')
        arguments[i] = parse_kind (word);
      else
        arguments[i] = parse_number (word);
    }

  return code;
}

GArray *
fuzz_program_parse (const char *text)
{
  GArray *program = fuzz_program_new ();
  g_auto (GStrv) lines = g_strsplit (text, ";", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      FuzzOperation operation = { 0 };
      char         *rest = g_strstrip (lines[i]);

      if (*rest == '\0')
        continue;
      operation.code = parse_operation (&rest, operation.arguments);
      if (operation.code == FUZZ_WHEN)
        {
          take_word (&rest); /* "do" */
          operation.then = parse_operation (&rest, operation.then_arguments);
        }
      g_array_append_val (program, operation);
    }

  return program;
}
