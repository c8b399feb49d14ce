/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-enums.h"

/**
 * SECTION:gweak-enums
 * @Title: GweakMoment
 * @Short_description: the three moments of an object's death
 * @See_also: #GweakReference::dying, #GweakReference::died, #GweakReference::finalized
 *
 * An object that goes is dying first, while it can still be rescued; then it
 * died, and is out of reach; at last it is finalized, and its memory is freed.
 */

G_DEFINE_ENUM_TYPE (GweakMoment, gweak_moment, G_DEFINE_ENUM_VALUE (GWEAK_MOMENT_DYING, "dying"), G_DEFINE_ENUM_VALUE (GWEAK_MOMENT_DIED, "died"), G_DEFINE_ENUM_VALUE (GWEAK_MOMENT_FINALIZED, "finalized"))
