/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gweak/gweak.h>

G_BEGIN_DECLS

/* What the chapters print with. */
void tour_chapter (const char *title);
void tour_say (const char *format,
               ...) G_GNUC_PRINTF (1, 2);

/* Prints that @moment came, and in which thread the news did. */
void tour_news (GweakMoment moment,
                const char *what);

/* Runs the main loop until @done, which something in it sets. */
void tour_wait (gboolean *done);

/* Known from Python. */
void tour_reference (void);
void tour_callback (void);
void tour_finalizer (void);
void tour_tree (void);
void tour_observers (void);
void tour_table (void);
void tour_registry (void);
void tour_images (void);
void tour_documents (void);
void tour_moments (void);

/* Objects of others. */
void tour_subprocess (void);
void tour_enumerator (void);
void tour_connection (void);

void tour_exit (void);

G_END_DECLS
