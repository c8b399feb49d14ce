/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-reference-part-private.h"
#include "gweak-reference.h"

G_BEGIN_DECLS

typedef struct
{
  GweakReferencePart *part;       /* (owned) made when asked for, then immutable */
  GObject            *referent;   /* (owned) (nullable) only while under construction */
  GMainContext       *context;    /* (owned) (nullable) guarded by the tracker's lock once constructed */
  guint               toggle : 1; /* asked for; immutable once constructed */
} GweakReferencePrivate;

extern gint gweak_reference_private_offset;

static inline GweakReferencePrivate *
gweak_reference_get_private (gpointer self)
{
  return G_STRUCT_MEMBER_P (self, gweak_reference_private_offset);
}

static inline GweakReferencePart *
gweak_reference_get_part (gpointer self)
{
  GweakReferencePrivate *priv = gweak_reference_get_private (self);

  /* Asked for by a setter of a subclass, while @self is under construction. */
  if (G_UNLIKELY (priv->part == NULL))
    priv->part = gweak_reference_part_new ();

  return priv->part;
}

void          gweak_reference_bind (GweakReference *self,
                                    GObject        *referent);
GMainContext *gweak_reference_steal_context (GweakReference *self);

void gweak_reference_notify_dead (GObject *self);
void gweak_reference_notify_toggle (GObject *self);
void gweak_reference_emit_dying (GObject *self,
                                 GObject *object);
void gweak_reference_emit_died (GObject *self);
void gweak_reference_emit_finalized (GObject *self);

G_END_DECLS
