/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-i18n-private.h"

G_BEGIN_DECLS

/* Marks what is translated where it is used. */
#define N_(string) (string)

G_END_DECLS
