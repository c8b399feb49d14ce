/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Keys and values as other languages pass them. Each GValue lives until the next
 * but three.
 */
GValue       *test_value_new (GType type);
const GValue *test_string (const char *text);
const GValue *test_number (double real);

G_END_DECLS
