/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gweak/gweak.h>

void     documents_ledger_add (gpointer window);
void     documents_ledger_read (guint *n_opened,
                                guint *n_finalized);
guint    documents_ledger_count_observed (void);
gboolean documents_ledger_print (void);
