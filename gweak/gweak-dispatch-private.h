/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-tracker-private.h"

G_BEGIN_DECLS

typedef struct _GweakDelivery GweakDelivery;
typedef struct _GweakPlace    GweakPlace;

/* A place in a queue, for one piece of news of one link. */
struct _GweakPlace
{
  GweakPlace *next; /* (unowned) guarded by the queue's lock */
  GweakLink  *link; /* (unowned) it owns the place; pinned while queued */
  GweakNews   news; /* immutable */
};

void gweak_context_set (GMainContext **self,
                        GMainContext  *context);
void gweak_context_set_deferred (GMainContext **self,
                                 gboolean       deferred);

GweakDelivery *gweak_delivery_new (GweakLink    *link,
                                   GMainContext *context);
GweakDelivery *gweak_delivery_new_beside (GweakLink     *link,
                                          GweakDelivery *other);
void           gweak_delivery_free (GweakDelivery *self);
void           gweak_delivery_push (GweakDelivery *self,
                                    GweakNews      news);
void           gweak_delivery_push_place (GweakDelivery *self,
                                          GweakPlace    *place);

/* In the context's thread, while it delivers. */
gboolean gweak_delivery_push_first (GweakDelivery *self,
                                    GweakNews      news);
gboolean gweak_delivery_withdraw_first (GweakDelivery *self,
                                        GweakNews      news);

G_END_DECLS
