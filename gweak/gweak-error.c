/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-error.h"

G_DEFINE_QUARK (gweak - error - quark, gweak_error)

G_DEFINE_ENUM_TYPE (GweakError, gweak_error, G_DEFINE_ENUM_VALUE (GWEAK_ERROR_DEAD, "dead"), G_DEFINE_ENUM_VALUE (GWEAK_ERROR_TYPE, "type"), G_DEFINE_ENUM_VALUE (GWEAK_ERROR_RECURSION, "recursion"))
