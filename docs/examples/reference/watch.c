/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

typedef struct
{
  GweakWatch *watch; /* (owned) (nullable) */
} Panel;

/* begin:watch */
static void
model_died_cb (GweakMoment moment,
               gpointer    user_data)
{
  Panel *self = user_data;

  g_print ("The model died.\n");
  g_clear_pointer (&self->watch, gweak_watch_unref);
}

static Panel *
panel_new (GListModel *model)
{
  Panel *self = g_new0 (Panel, 1);

  self->watch = gweak_watch_add (model, GWEAK_MOMENT_DIED, model_died_cb, self, NULL);

  return self;
}

static void
panel_free (Panel *self)
{
  if (self->watch != NULL)
    gweak_watch_remove (g_steal_pointer (&self->watch));
  g_free (self);
}
/* end:watch */

int
main (void)
{
  GListModel *model = G_LIST_MODEL (g_list_store_new (G_TYPE_OBJECT));
  Panel      *first = panel_new (model);
  Panel      *second = panel_new (model);

  panel_free (second);
  g_object_unref (model);
  g_assert_null (first->watch);
  panel_free (first);

  return 0;
}
