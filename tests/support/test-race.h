/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "test-support.h"

G_BEGIN_DECLS

#define TEST_RACE_MAX_RUNNERS 4

typedef void (*TestRaceFunc) (gpointer data);

/* What is done round after round. The runners start at once, each in a thread
 * of its own, the first in the test's; the others run alone.
 */
typedef struct
{
  TestRaceFunc prepare;
  TestRaceFunc runners[TEST_RACE_MAX_RUNNERS]; /* up to the first NULL */
  TestRaceFunc check;                          /* when every runner is back */
} TestRace;

/* Runs @n_rounds of @race. GWEAK_STRESS_SECONDS says for how many seconds
 * instead; `-m slow` means 30.
 */
void test_race (const TestRace *race,
                gpointer        data,
                guint           n_rounds);

/* Spends a short time that differs from call to call. */
void test_race_jitter (void);

/* Counts what must happen to one thing, from any thread. */
typedef gint TestCount;

static inline void
test_count (TestCount *count)
{
  g_atomic_int_inc (count);
}

static inline gint
test_counted (TestCount *count)
{
  return g_atomic_int_get (count);
}

/* An object that counts how often it was finalized in *@finalized. */
TestObject *test_object_new_counted (TestCount *finalized);

/* Counts; a GDestroyNotify or a GweakFinalizeFunc. */
void test_count_cb (gpointer count);

G_END_DECLS
