/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-enums.h"

G_DEFINE_ENUM_TYPE (GweakMoment, gweak_moment, G_DEFINE_ENUM_VALUE (GWEAK_MOMENT_DYING, "dying"), G_DEFINE_ENUM_VALUE (GWEAK_MOMENT_DIED, "died"), G_DEFINE_ENUM_VALUE (GWEAK_MOMENT_FINALIZED, "finalized"))
