/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-inspector-list-private.h"

#include "gweak-inspector-row-private.h"

#include <gtk/gtk.h>

#define MANY_CHANGES 16

/* Rows and what is listed are both in the order of tracking, and numbers are not
 * used again: rows of what died leave, and new ones come at the end.
 */
struct _GweakInspectorList
{
  GListStore *rows; /* (owned) of GweakInspectorRow */
};

GweakInspectorList *
gweak_inspector_list_new (void)
{
  GweakInspectorList *self = g_new0 (GweakInspectorList, 1);

  self->rows = g_list_store_new (GWEAK_TYPE_INSPECTOR_ROW);

  return self;
}

void
gweak_inspector_list_free (GweakInspectorList *self)
{
  g_object_unref (self->rows);
  g_free (self);
}

/* (transfer none) */
GListModel *
gweak_inspector_list_get_rows (GweakInspectorList *self)
{
  return G_LIST_MODEL (self->rows);
}

/* (transfer full): of GweakInspectorRow, each held */
static GPtrArray *
dup_rows (GweakInspectorList *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  gpointer   row;

  for (guint i = 0; (row = g_list_model_get_item (G_LIST_MODEL (self->rows), i)) != NULL; i++)
    g_ptr_array_add (rows, row);

  return rows;
}

static guint64
get_serial (GweakInspectorRow *row)
{
  return gweak_debug_object_get_serial (gweak_inspector_row_get_known (row));
}

/* What a refresh knows, and finds out. */
typedef struct
{
  gint64      now;
  gint64      patience;
  GHashTable *windows; /* (unowned) */
  GPtrArray  *rows;    /* (owned) those shown before */
  GPtrArray  *stay;    /* (owned) of (unowned) those that stay, and then the new ones */
  GArray     *gone;    /* (owned) of Run */
  guint       n_stay;
  gboolean    changed;
} Findings;

typedef struct
{
  guint position;
  guint n_rows;
} Run;

static void
note_gone (Findings *self,
           guint     position)
{
  Run  fresh = { position, 1 };
  Run *last = self->gone->len > 0 ? &g_array_index (self->gone, Run, self->gone->len - 1) : NULL;

  if (last != NULL && last->position + last->n_rows == position)
    last->n_rows++;
  else
    g_array_append_val (self->gone, fresh);
}

/* GTK lists a window from its construction until it is closed. */
static gboolean
is_closed_window (Findings         *self,
                  GweakDebugObject *known)
{
  return g_type_is_a (gweak_debug_object_get_object_type (known), GTK_TYPE_WINDOW) &&
         !g_hash_table_contains (self->windows, GSIZE_TO_POINTER (gweak_debug_object_get_address (known)));
}

static gboolean
update (Findings          *self,
        GweakInspectorRow *row,
        GweakDebugObject  *known)
{
  return gweak_inspector_row_update (row, known, self->now, self->patience, is_closed_window (self, known));
}

/* Updates the rows of what is still there. */
static void
match (Findings  *self,
       GPtrArray *known)
{
  guint next = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GweakInspectorRow *row = self->rows->pdata[i];

      if (next < known->len && gweak_debug_object_get_serial (known->pdata[next]) == get_serial (row))
        {
          self->changed |= update (self, row, known->pdata[next++]);
          g_ptr_array_add (self->stay, row);
        }
      else
        {
          note_gone (self, i);
        }
    }
  self->n_stay = next;
}

/* For what is new. `rows` owns them, too. */
static void
make_rows (Findings  *self,
           GPtrArray *known)
{
  for (guint i = self->n_stay; i < known->len; i++)
    {
      GweakInspectorRow *row = gweak_inspector_row_new (known->pdata[i]);

      update (self, row, known->pdata[i]);
      g_ptr_array_add (self->rows, row);
      g_ptr_array_add (self->stay, row);
    }
}

/* From the end, so that positions stay true. Every change costs the models above
 * a walk over their rows, so that many are made one.
 */
static void
apply (GweakInspectorList *self,
       Findings           *findings)
{
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->rows));

  if (findings->gone->len > MANY_CHANGES)
    {
      g_list_store_splice (self->rows, 0, n_shown, findings->stay->pdata, findings->stay->len);
      return;
    }

  if (findings->stay->len > findings->n_stay)
    g_list_store_splice (self->rows, n_shown, 0, findings->stay->pdata + findings->n_stay,
                         findings->stay->len - findings->n_stay);
  for (guint i = findings->gone->len; i > 0; i--)
    {
      Run *run = &g_array_index (findings->gone, Run, i - 1);

      g_list_store_splice (self->rows, run->position, run->n_rows, NULL, 0);
    }
}

/* Asks what is tracked, at @now; @windows has the addresses of the open ones.
 * Whether rows that stayed may have to be sorted and filtered anew.
 */
gboolean
gweak_inspector_list_refresh (GweakInspectorList *self,
                              gint64              now,
                              gint64              patience,
                              GHashTable         *windows)
{
  GPtrArray *known = gweak_debug_list_objects ();
  Findings   findings = {
      .now = now,
      .patience = patience,
      .windows = windows,
      .rows = dup_rows (self),
      .stay = g_ptr_array_new (),
      .gone = g_array_new (FALSE, FALSE, sizeof (Run)),
  };

  match (&findings, known);
  make_rows (&findings, known);
  apply (self, &findings);

  g_ptr_array_unref (findings.stay);
  g_ptr_array_unref (findings.rows);
  g_array_unref (findings.gone);
  g_ptr_array_unref (known);

  return findings.changed;
}
