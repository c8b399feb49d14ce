/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#if !defined(GWEAK_INSIDE) && !defined(GWEAK_COMPILATION)
# error "Only <gweak/gweak.h> can be included directly."
#endif

#include <glib-object.h>
#include <gweak/gweak-version.h>

G_BEGIN_DECLS

/**
 * GWEAK_ERROR:
 *
 * The error domain of gweak. Its codes are #GweakError.
 *
 * Since: 1.0
 */
#define GWEAK_ERROR (gweak_error_quark ())
#define GWEAK_TYPE_ERROR (gweak_error_get_type ())

/**
 * GweakError:
 * @GWEAK_ERROR_DEAD: the object is out of reach: it died, or the reference to
 *   it was cleared.
 * @GWEAK_ERROR_TYPE: a value does not fit the type it is wanted for.
 * @GWEAK_ERROR_RECURSION: an operation needs its own result, directly or
 *   through a circle of waiting threads.
 *
 * What can go wrong without being the programmer's mistake.
 *
 * Since: 1.0
 */
typedef enum
{
  GWEAK_ERROR_DEAD,
  GWEAK_ERROR_TYPE,
  GWEAK_ERROR_RECURSION
} GweakError;

GWEAK_AVAILABLE_IN_1_0
GQuark gweak_error_quark (void);
GWEAK_AVAILABLE_IN_1_0
GType gweak_error_get_type (void);

G_END_DECLS
