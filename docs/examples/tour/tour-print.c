/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

static GThread *main_thread; /* immutable after the first chapter began */
static guint    n_chapters;

void
tour_chapter (const char *title)
{
  main_thread = g_thread_self ();
  n_chapters++;
  g_print ("%s%u. %s\n", n_chapters > 1 ? "\n" : "", n_chapters, title);
}

void
tour_say (const char *format,
          ...)
{
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_print ("   %s\n", text);
}

void
tour_news (GweakMoment moment,
           const char *what)
{
  const char *thread = g_thread_self () == main_thread ? "main" : "worker";
  GEnumClass *moments = g_type_class_ref (GWEAK_TYPE_MOMENT);

  tour_say ("[%s thread, %s] %s", thread, g_enum_get_value (moments, moment)->value_nick, what);
  g_type_class_unref (moments);
}

void
tour_wait (gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
}
