/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz-kind.h"

#define WEAK_KEYS GWEAK_WEAKNESS_KEYS
#define WEAK_VALUES GWEAK_WEAKNESS_VALUES
#define WEAK_BOTH (GWEAK_WEAKNESS_KEYS | GWEAK_WEAKNESS_VALUES)

const FuzzKind fuzz_kinds[] = {
  { "string-weak", FUZZ_SIDE_STRING, FUZZ_SIDE_OBJECT, WEAK_VALUES, .deferred = FALSE },
  { "int-weak", FUZZ_SIDE_INT, FUZZ_SIDE_OBJECT, WEAK_VALUES, .deferred = FALSE },
  { "weak-int", FUZZ_SIDE_OBJECT, FUZZ_SIDE_INT, WEAK_KEYS, .deferred = FALSE },
  { "weak-string", FUZZ_SIDE_OBJECT, FUZZ_SIDE_STRING, WEAK_KEYS, .deferred = FALSE },
  { "weak-strong", FUZZ_SIDE_OBJECT, FUZZ_SIDE_OBJECT, WEAK_KEYS, .deferred = FALSE },
  { "strong-weak", FUZZ_SIDE_OBJECT, FUZZ_SIDE_OBJECT, WEAK_VALUES, .deferred = FALSE },
  { "weak-weak", FUZZ_SIDE_OBJECT, FUZZ_SIDE_OBJECT, WEAK_BOTH, .deferred = FALSE },
  { "weak-owned", FUZZ_SIDE_OBJECT, FUZZ_SIDE_OWNED, WEAK_KEYS, .deferred = FALSE },
  { "owned-weak", FUZZ_SIDE_OWNED, FUZZ_SIDE_OBJECT, WEAK_VALUES, .deferred = FALSE },
  { "equal-string-weak", FUZZ_SIDE_STRING, FUZZ_SIDE_OBJECT, WEAK_VALUES, .functions = TRUE },
  { "equal-weak-strong", FUZZ_SIDE_OBJECT, FUZZ_SIDE_OBJECT, WEAK_KEYS, .functions = TRUE },
  { "equal-weak-int", FUZZ_SIDE_OBJECT, FUZZ_SIDE_INT, WEAK_KEYS, .functions = TRUE },
  { "equal-weak-weak", FUZZ_SIDE_OBJECT, FUZZ_SIDE_OBJECT, WEAK_BOTH, .functions = TRUE },
  { "toggle-int-weak", FUZZ_SIDE_INT, FUZZ_SIDE_OBJECT, WEAK_VALUES, .toggle = TRUE },
  { "toggle-weak-strong", FUZZ_SIDE_OBJECT, FUZZ_SIDE_OBJECT, WEAK_KEYS, .toggle = TRUE },
  { "toggle-weak-weak", FUZZ_SIDE_OBJECT, FUZZ_SIDE_OBJECT, WEAK_BOTH, .toggle = TRUE },
  { "deferred-int-weak", FUZZ_SIDE_INT, FUZZ_SIDE_OBJECT, WEAK_VALUES, .deferred = TRUE },
  { "deferred-weak-strong", FUZZ_SIDE_OBJECT, FUZZ_SIDE_OBJECT, WEAK_KEYS, .deferred = TRUE },
  { "deferred-weak-weak", FUZZ_SIDE_OBJECT, FUZZ_SIDE_OBJECT, WEAK_BOTH, .deferred = TRUE },
  { "set", FUZZ_SIDE_OBJECT, FUZZ_SIDE_NONE, WEAK_KEYS, .type = FUZZ_SET },
  { "equal-set", FUZZ_SIDE_OBJECT, FUZZ_SIDE_NONE, WEAK_KEYS, .functions = TRUE, .type = FUZZ_SET },
  { "toggle-set", FUZZ_SIDE_OBJECT, FUZZ_SIDE_NONE, WEAK_KEYS, .toggle = TRUE, .type = FUZZ_SET },
  { "deferred-set", FUZZ_SIDE_OBJECT, FUZZ_SIDE_NONE, WEAK_KEYS, .deferred = TRUE, .type = FUZZ_SET },
  { "cache-int", FUZZ_SIDE_INT, FUZZ_SIDE_OBJECT, WEAK_VALUES, .type = FUZZ_CACHE },
  { "cache-string", FUZZ_SIDE_STRING, FUZZ_SIDE_OBJECT, WEAK_VALUES, .type = FUZZ_CACHE },
  { "cache-object", FUZZ_SIDE_OBJECT, FUZZ_SIDE_OBJECT, WEAK_VALUES, .type = FUZZ_CACHE },
  { "list", FUZZ_SIDE_OBJECT, FUZZ_SIDE_NONE, WEAK_KEYS, .deferred = TRUE, .type = FUZZ_LIST },
  { "deferred-toggle-int-weak", FUZZ_SIDE_INT, FUZZ_SIDE_OBJECT, WEAK_VALUES, .toggle = TRUE, .deferred = TRUE },
};

const guint fuzz_n_kinds = G_N_ELEMENTS (fuzz_kinds);
