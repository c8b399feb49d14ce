/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "gweak-entries-private.h"

G_BEGIN_DECLS

gboolean gweak_members_have_same_functions (GweakEntries *self,
                                            GweakEntries *other);
void     gweak_members_insert (GweakEntries *self,
                               GweakEntries *other);
void     gweak_members_fill (GweakEntries *self,
                             GweakEntries *other);
void     gweak_members_select (GweakEntries *self,
                               GweakEntries *of,
                               GweakEntries *other,
                               gboolean      contained);
gboolean gweak_members_are_subset (GweakEntries *self,
                                   GweakEntries *other);
gboolean gweak_members_are_disjoint (GweakEntries *self,
                                     GweakEntries *other);
void     gweak_members_keep (GweakEntries *self,
                             GweakEntries *other);
void     gweak_members_remove (GweakEntries *self,
                               GweakEntries *other);

GweakEntries *gweak_members_adapt (GweakEntries *self,
                                   GweakEntries *like);
void          gweak_members_release (GweakEntries *adapted,
                                     GweakEntries *self);

G_END_DECLS
