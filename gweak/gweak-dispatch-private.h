/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-tracker-private.h"

G_BEGIN_DECLS

typedef struct _GweakDelivery GweakDelivery;

GweakDelivery *gweak_delivery_new (GweakLink    *link,
                                   GMainContext *context);
GweakDelivery *gweak_delivery_new_beside (GweakLink     *link,
                                          GweakDelivery *other);
void           gweak_delivery_free (GweakDelivery *self);
void           gweak_delivery_push (GweakDelivery *self,
                                    GweakNews      news);

/* In the context's thread, while it delivers. */
gboolean gweak_delivery_push_first (GweakDelivery *self,
                                    GweakNews      news);
gboolean gweak_delivery_withdraw_first (GweakDelivery *self,
                                        GweakNews      news);

G_END_DECLS
