/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#define GWEAK_INSIDE
#include <gweak/gweak-version.h>
#include <gweak/gweak-enums.h>
#include <gweak/gweak-error.h>
#include <gweak/gweak-reference.h>
#include <gweak/gweak-weak-ref.h>
#include <gweak/gweak-watch.h>
#include <gweak/gweak-finalizer.h>
#include <gweak/gweak-weak-method.h>
#include <gweak/gweak-bind-source.h>
#include <gweak/gweak-weak-hash-table.h>
#include <gweak/gweak-cache.h>
#include <gweak/gweak-weak-set.h>
#include <gweak/gweak-weak-list-store.h>
#include <gweak/gweak-debug.h>
#include <gweak/gweak-debug-object.h>
#undef GWEAK_INSIDE
