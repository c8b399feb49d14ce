/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-entries-private.h"

G_BEGIN_DECLS

/* How a container gets at the value of a key. All of it is called without
 * locks, and gives a value that the caller owns.
 */
typedef struct
{
  gboolean (*look_up) (gpointer   data,
                       GweakSlot *value);
  gboolean (*make) (gpointer   data,
                    GweakSlot *value,
                    GError   **error);
  /* Inserts *@value, which was made; where there is one now, that takes its place. */
  void (*keep) (gpointer   data,
                GweakSlot *value);
  /* Takes out again what keep() put in. */
  void (*forget) (gpointer data);
} GweakLoadOps;

gboolean gweak_load (GweakEntries       *entries,
                     const GweakKey     *key,
                     const GweakLoadOps *ops,
                     gpointer            data,
                     GweakSlot          *value,
                     GError            **error);
void     gweak_load_cancel (GweakEntries   *entries,
                            const GweakKey *key);
void     gweak_load_cancel_all (GweakEntries *entries);

G_END_DECLS
