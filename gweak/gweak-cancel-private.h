/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void gweak_cancel_listen (GSource      *source,
                          GCancellable *cancellable);
void gweak_cancel_forget (GSource      *source,
                          GCancellable *cancellable);
void gweak_cancel_return (GTask *task);

G_END_DECLS
