/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "gweak-reference-part-private.h"

G_BEGIN_DECLS

void gweak_waiter_start (GweakReferencePart *part,
                         GTask              *task);
void gweak_waiters_finish (GweakReferencePart *part);

G_END_DECLS
