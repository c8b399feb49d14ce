/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-tracker-private.h"

G_BEGIN_DECLS

typedef struct _GweakDelivery GweakDelivery;

GweakDelivery *gweak_delivery_new (GweakLink    *link,
                                   GMainContext *context);
void           gweak_delivery_free (GweakDelivery *self);
void           gweak_delivery_push (GweakDelivery *self,
                                    GweakNews      news);

G_END_DECLS
