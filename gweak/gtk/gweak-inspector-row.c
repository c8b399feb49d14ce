/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-inspector-row-private.h"

#include "gweak-inspector-i18n-private.h"

#include <string.h>

struct _GweakInspectorRow
{
  GObject           parent_instance;
  GweakDebugObject *known;  /* (owned) the newest */
  gint64            now;    /* when that was found out; monotonic, as all times */
  gint64            closed; /* since when it is known to be a closed window; 0: it is none */
  gboolean          suspect;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (GweakInspectorRow, gweak_inspector_row, G_TYPE_OBJECT)

/* The kinds of observers that are known today, for translators; others are shown
 * as libgweak names them.
 */
G_GNUC_UNUSED static const char *kinds[] = {
  /* Translators: this and the following are kinds of observers, followed by a colon and their number */
  N_ ("references"),
  N_ ("finalizers"),
  N_ ("watches"),
  N_ ("entries"),
  N_ ("list members"),
  N_ ("methods"),
  N_ ("sources"),
};

static void
gweak_inspector_row_finalize (GObject *object)
{
  GweakInspectorRow *self = GWEAK_INSPECTOR_ROW (object);

  gweak_debug_object_unref (self->known);

  G_OBJECT_CLASS (gweak_inspector_row_parent_class)->finalize (object);
}

static void
gweak_inspector_row_class_init (GweakInspectorRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gweak_inspector_row_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_FIRST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
gweak_inspector_row_init (GweakInspectorRow *self)
{
}

GweakInspectorRow *
gweak_inspector_row_new (GweakDebugObject *known)
{
  GweakInspectorRow *self = g_object_new (GWEAK_TYPE_INSPECTOR_ROW, NULL);

  self->known = gweak_debug_object_ref (known);

  return self;
}

static gboolean
observers_differ (GweakDebugObject *known,
                  GweakDebugObject *other)
{
  const char *const *ours = gweak_debug_object_get_kinds (known);

  if (!g_strv_equal (ours, gweak_debug_object_get_kinds (other)))
    return TRUE;
  for (guint i = 0; ours[i] != NULL; i++)
    if (gweak_debug_object_count_observers (known, ours[i]) != gweak_debug_object_count_observers (other, ours[i]))
      return TRUE;

  return FALSE;
}

/* In what rows are sorted and filtered by. */
static gboolean
differ (GweakDebugObject *known,
        GweakDebugObject *other)
{
  return gweak_debug_object_get_ref_count (known) != gweak_debug_object_get_ref_count (other) ||
         !g_str_equal (gweak_debug_object_get_toggle_state (known), gweak_debug_object_get_toggle_state (other)) ||
         observers_differ (known, other);
}

/* When it should have gone: when it was disposed of or, a window, closed. 0: not
 * yet.
 */
gint64
gweak_inspector_row_get_end (GweakInspectorRow *self)
{
  gint64 disposed = gweak_debug_object_get_disposed_time (self->known);

  return disposed != 0 ? disposed : self->closed;
}

/* Renews what is known of the object, at @now; @closed: it is a window that was
 * closed. It is suspected to leak once it should have gone longer than @patience
 * ago, in microseconds. Whether its place among others may have changed.
 */
gboolean
gweak_inspector_row_update (GweakInspectorRow *self,
                            GweakDebugObject  *known,
                            gint64             now,
                            gint64             patience,
                            gboolean           closed)
{
  gint64   old_end = gweak_inspector_row_get_end (self), end;
  gboolean was_suspect = self->suspect, changed = differ (self->known, known);

  gweak_debug_object_ref (known);
  gweak_debug_object_unref (self->known);
  self->known = known;
  self->now = now;
  if (!closed)
    self->closed = 0;
  else if (self->closed == 0)
    self->closed = now;
  end = gweak_inspector_row_get_end (self);
  self->suspect = end != 0 && now - end >= patience;
  g_signal_emit (self, signals[CHANGED], 0);

  return changed || end != old_end || self->suspect != was_suspect;
}

/* (transfer none) */
GweakDebugObject *
gweak_inspector_row_get_known (GweakInspectorRow *self)
{
  return self->known;
}

gboolean
gweak_inspector_row_is_suspect (GweakInspectorRow *self)
{
  return self->suspect;
}

static gboolean
contains (char       *text,
          const char *folded)
{
  char    *folded_text = g_utf8_casefold (text, -1);
  gboolean found = strstr (folded_text, folded) != NULL;

  g_free (folded_text);
  g_free (text);

  return found;
}

/* Whether @folded, as of g_utf8_casefold(), is in one of its texts. */
gboolean
gweak_inspector_row_matches (GweakInspectorRow *self,
                             const char        *folded)
{
  return contains (gweak_inspector_row_dup_type (self), folded) ||
         contains (gweak_inspector_row_dup_address (self), folded) ||
         contains (gweak_inspector_row_dup_observers (self), folded) ||
         contains (gweak_inspector_row_dup_toggle (self), folded) ||
         contains (gweak_inspector_row_dup_state (self), folded);
}

char *
gweak_inspector_row_dup_type (GweakInspectorRow *self)
{
  return g_strdup (g_type_name (gweak_debug_object_get_object_type (self->known)));
}

char *
gweak_inspector_row_dup_address (GweakInspectorRow *self)
{
  return g_strdup_printf ("%p", GSIZE_TO_POINTER (gweak_debug_object_get_address (self->known)));
}

char *
gweak_inspector_row_dup_ref_count (GweakInspectorRow *self)
{
  guint n_refs = gweak_debug_object_get_ref_count (self->known);

  /* Translators: in place of a reference count that is not known */
  return n_refs > 0 ? g_strdup_printf ("%u", n_refs) : g_strdup (_ ("?"));
}

/* "references: 2, watches: 1", with @separator in between */
char *
gweak_inspector_row_dup_kinds (GweakInspectorRow *self,
                               const char        *separator)
{
  const char *const *names = gweak_debug_object_get_kinds (self->known);
  GString           *text = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (text, separator);
      /* Translators: a kind of observers, and their number */
      g_string_append_printf (text, _ ("%s: %u"), gweak_gettext (names[i]),
                              gweak_debug_object_count_observers (self->known, names[i]));
    }

  return g_string_free (text, FALSE);
}

char *
gweak_inspector_row_dup_observers (GweakInspectorRow *self)
{
  if (gweak_debug_object_count_observers (self->known, NULL) == 0)
    return g_strdup (_ ("none"));

  /* Translators: between the items of a list */
  return gweak_inspector_row_dup_kinds (self, _ (", "));
}

char *
gweak_inspector_row_dup_toggle (GweakInspectorRow *self)
{
  const char *state = gweak_debug_object_get_toggle_state (self->known);

  if (g_str_equal (state, "armed"))
    /* Translators: of gweak's toggle reference: it is on the object */
    return g_strdup (_ ("armed"));
  if (g_str_equal (state, "waiting"))
    /* Translators: of gweak's toggle reference: it is wanted, and not on the object for now */
    return g_strdup (_ ("waiting"));

  /* Translators: of gweak's toggle reference: nobody asked for it */
  return g_strdup (_ ("off"));
}

static char *
dup_span (gint64 span)
{
  guint seconds = MAX (span, 0) / G_USEC_PER_SEC;

  if (seconds >= 60 * 60)
    /* Translators: hours and minutes, abbreviated */
    return g_strdup_printf (_ ("%u h %u min"), seconds / 3600, seconds / 60 % 60);
  if (seconds >= 60)
    /* Translators: minutes and seconds, abbreviated */
    return g_strdup_printf (_ ("%u min %u s"), seconds / 60, seconds % 60);

  /* Translators: seconds, abbreviated */
  return g_strdup_printf (_ ("%u s"), seconds);
}

char *
gweak_inspector_row_dup_age (GweakInspectorRow *self)
{
  return dup_span (self->now - gweak_debug_object_get_tracked_time (self->known));
}

/* @span: of time, already formatted */
static char *
dup_end (GweakInspectorRow *self,
         const char        *span)
{
  if (gweak_debug_object_get_disposed_time (self->known) != 0)
    {
      if (self->suspect)
        /* Translators: a span of time, as in 12 s */
        return g_strdup_printf (_ ("suspected leak: disposed of %s ago"), span);

      /* Translators: a span of time, as in 12 s */
      return g_strdup_printf (_ ("disposed of %s ago"), span);
    }

  if (self->suspect)
    /* Translators: of a window: a span of time, as in 12 s */
    return g_strdup_printf (_ ("suspected leak: closed %s ago"), span);

  /* Translators: of a window: a span of time, as in 12 s */
  return g_strdup_printf (_ ("closed %s ago"), span);
}

char *
gweak_inspector_row_dup_state (GweakInspectorRow *self)
{
  gint64 end = gweak_inspector_row_get_end (self);
  char  *span, *text;

  if (end == 0)
    return g_strdup (gweak_debug_object_get_ref_count (self->known) > 0 ? _ ("alive") : _ ("disposed of"));

  span = dup_span (self->now - end);
  text = dup_end (self, span);
  g_free (span);

  return text;
}
