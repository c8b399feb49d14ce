/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-error.h"

/**
 * SECTION:gweak-error
 * @Title: Errors
 * @Short_description: the error domain of gweak
 *
 * What a program cannot prevent is a #GError of the domain %GWEAK_ERROR. What
 * a programmer did wrong is a critical.
 */

/**
 * gweak_error_quark:
 *
 * Gets the error domain. In C, use %GWEAK_ERROR.
 *
 * May be called from any thread.
 *
 * Returns: the quark of the error domain
 *
 * Since: 1.0
 */
GQuark
gweak_error_quark (void)
{
  /* Not G_DEFINE_QUARK(), whose argument clang-format takes for a subtraction. */
  return g_quark_from_static_string ("gweak-error-quark");
}

G_DEFINE_ENUM_TYPE (GweakError, gweak_error, G_DEFINE_ENUM_VALUE (GWEAK_ERROR_DEAD, "dead"), G_DEFINE_ENUM_VALUE (GWEAK_ERROR_TYPE, "type"), G_DEFINE_ENUM_VALUE (GWEAK_ERROR_RECURSION, "recursion"))
