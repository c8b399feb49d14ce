/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* For what users read: the messages of errors. */
#define _(string) gweak_gettext (string)

const char *gweak_gettext (const char *string) G_GNUC_FORMAT (1);

G_END_DECLS
