/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz-regressions.h"

const FuzzRegression fuzz_regressions[] = {
  { "an entry that waits in a queue knows that its value died",
    "make c0 deferred-weak-weak; new o0 0 0; new o1 0 0; insert c0 0 1; release o1;"
    "new o1 0 0; watch w0 o1 0; iterate" },
  { "an entry that is being removed knows that its value died",
    "make c0 weak-weak; new o0 0 0; new o1 0 0; insert c0 0 1; when notify c0 0 do release o1; remove c0 0" },
  { "an iterator passes over what left when it let go of an entry",
    "make c0 string-weak; new o0 0 0; new o1 0 0; insert c0 0 0; insert c0 1 1; begin i0 c0; next i0; release o0;"
    "when removed c0 0 do remove c0 1; next i0" },
  { "an iterator can be used by what happens when it lets go of an entry",
    "make c0 string-weak; new o0 0 0; new o1 0 0; insert c0 0 0; insert c0 1 1; begin i0 c0; next i0; release o0;"
    "when removed c0 0 do next i0; next i0" },
  { "an iterator can be ended by what happens when it lets go of an entry",
    "make c0 string-weak; new o0 0 0; insert c0 0 0; begin i0 c0; next i0; release o0;"
    "when removed c0 0 do end i0; next i0" },
  { "an iterator can be ended by what happens when it removes an entry",
    "make c0 weak-strong; new o0 0 0; new o1 0 0; insert c0 0 1; begin i0 c0; next i0;"
    "when notify c0 0 do end i0; remove-at i0" },
  { "an object finds its own entry in its dispose",
    "make c0 weak-int; new o0 0 0; insert c0 0 1; when dispose o0 0 do lookup c0 0 0; release o0" },
  { "an object finds its own entry in its dispose by a function",
    "make c0 equal-weak-int; new o0 0 0; insert c0 0 1; when dispose o0 0 do remove c0 0; release o0" },
  { "an operator of sets does not visit what comes meanwhile",
    "make c0 set; new o0 0 0; insert c0 0 0; when notify c0 0 do insert c0 0 0; reduce c0 c0 1" },
  { "a list announces what dies while it announces",
    "make c0 list; new o0 0 0; new o1 0 0; insert c0 0 0; insert c0 1 1; insert c0 0 2; release o0;"
    "when notify c0 0 do release o1; iterate" },
  { "sets compare what is in its dispose as there",
    "make c1 set; make c0 set; new o2 0 0; when dispose o2 0 do compare c1 c0 0; insert c0 2 0; release o2" },
  { "an evicted value that was rescued is kept again",
    "make c0 cache-int; new o0 0 0; refer r0 o0 1; insert c0 0 0; release o0; when ref-dying r0 0 do ref o0;"
    "bound c0 0 0; lookup c0 0 0; release o0; lookup c0 0 0" },
};

const guint fuzz_n_regressions = G_N_ELEMENTS (fuzz_regressions);
