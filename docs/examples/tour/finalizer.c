/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

/* What the action needs, but never the object itself, which would not go then. */
typedef struct
{
  char *user;
  guint n_pages;
} Bill;

static Bill *
bill_new (const char *user,
          guint       n_pages)
{
  Bill *self = g_new (Bill, 1);

  self->user = g_strdup (user);
  self->n_pages = n_pages;

  return self;
}

static void
bill_free (Bill *self)
{
  g_free (self->user);
  g_free (self);
}

static void
send_bill_cb (gpointer user_data)
{
  Bill            *bill = user_data;
  g_autofree char *text = g_strdup_printf ("%s pays for %u pages", bill->user, bill->n_pages);

  tour_news (GWEAK_MOMENT_FINALIZED, text);
}

void
tour_finalizer (void)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new ("print", NULL);

  tour_chapter ("Nobody holds a finalizer, and its arguments are its own");

  /* It keeps itself until it ran. */
  g_object_unref (gweak_finalizer_new (action, send_bill_cb, bill_new ("Ada", 3), (GDestroyNotify) bill_free));
  tour_say ("The action has %u reference.", gweak_count_references (action));
  g_clear_object (&action);
}
