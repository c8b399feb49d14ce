/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "test-support.h"

G_BEGIN_DECLS

/* A cache of TestObjects under strings that logs what is removed. */
GweakCache *test_cache_new (void);
/* "<cause>:<key>" and, if it is there, ":<name of the value>". */
void test_cache_log_removed (GweakCache *cache);

/* Inserts a new object of the name @key, and lets go of it. */
void test_cache_put (GweakCache *cache,
                     const char *key,
                     guint64     cost);
/* The same, but holds it. */
TestObject *test_cache_hold (GweakCache *cache,
                             const char *key);
/* Looks @key up, which is there, and lets go of what it finds. */
void test_cache_touch (GweakCache *cache,
                       const char *key);

/* Until the clock is so many microseconds further. */
void test_spin (gint64 microseconds);

G_END_DECLS
