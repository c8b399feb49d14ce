/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "real-private.h"

/* Operations on caches. */

gpointer
real_cache_new (Real           *world,
                const FuzzKind *kind)
{
  GweakCache *cache = gweak_cache_new (real_side_get_type (kind->key), REAL_TYPE_OBJECT);

  gweak_cache_set_max_idle (cache, FUZZ_MAX_IDLE);

  return cache;
}

typedef struct
{
  RealContainer *container; /* (unowned) */
  const guint8  *arguments; /* (unowned) */
  FuzzEnd        end;
} Factory;

#define FUZZ_ERROR (g_quark_from_static_string ("fuzz"))

static guint
get_cost (gint value)
{
  return value & 7;
}

static gpointer
factory_cb (gconstpointer key,
            guint64      *cost,
            gpointer      user_data,
            GError      **error)
{
  Factory    *factory = user_data;
  Real       *self = factory->container->world;
  RealObject *made;

  fuzz_stage_tell (&self->stage, FUZZ_EVENT_FACTORY, factory->container->number, factory->arguments[1], 0, 0);
  if (factory->end == FUZZ_RAISED)
    {
      g_set_error_literal (error, FUZZ_ERROR, 0, "The factory raised.");
      return NULL;
    }

  *cost = get_cost (factory->arguments[2]);
  made = real_get_object_in_hand (self, factory->arguments[2]);

  return made != NULL ? g_object_ref (made) : NULL;
}

enum
{
  NO_ERROR,
  RAISED,
  RECURSION,
  OTHER_ERROR
};

static gint
number_error (const GError *error)
{
  if (error == NULL)
    return NO_ERROR;
  if (error->domain == FUZZ_ERROR)
    return RAISED;

  return g_error_matches (error, GWEAK_ERROR, GWEAK_ERROR_RECURSION) ? RECURSION : OTHER_ERROR;
}

static void
give_value (Real         *self,
            gpointer      value,
            const GError *error,
            gboolean      keep)
{
  real_give (self, real_object_get_number (value), number_error (error), 0);
  real_keep_or_drop (self, value, keep);
}

static void
run_obtain (Real          *self,
            RealContainer *container,
            gpointer       key,
            const guint8  *arguments)
{
  Factory factory = { container, arguments, (arguments[3] & 1) ? FUZZ_RAISED : FUZZ_MADE };
  g_autoptr (GError) error = NULL;
  gpointer value = gweak_cache_get_or_insert (container->object, key, factory_cb, &factory, &error);

  give_value (self, value, error, FALSE);
}

static void
run_trim (RealContainer *container,
          guint          level)
{
  const GMemoryMonitorWarningLevel levels[] = {
    G_MEMORY_MONITOR_WARNING_LEVEL_LOW,
    G_MEMORY_MONITOR_WARNING_LEVEL_MEDIUM,
    G_MEMORY_MONITOR_WARNING_LEVEL_CRITICAL,
  };

  gweak_cache_trim (container->object, levels[level % 3]);
}

static void
run_with_key (Real          *self,
              RealContainer *container,
              FuzzCode       code,
              const guint8  *arguments)
{
  gpointer cache = container->object;
  gpointer key = real_side_to_pointer (self, container->kind->key, arguments[1]);

  switch (code)
    {
    case FUZZ_INSERT:
      gweak_cache_insert (cache, key, self->objects[arguments[2]], get_cost (arguments[2]));
      break;
    case FUZZ_LOOKUP:
      if (arguments[2] & 2)
        real_give (self, gweak_cache_contains (cache, key), 0, 0);
      else
        give_value (self, gweak_cache_lookup (cache, key), NULL, arguments[2] & 1);
      break;
    case FUZZ_OBTAIN:
      run_obtain (self, container, key, arguments);
      break;
    default:
      real_give (self, gweak_cache_remove (cache, key), 0, 0);
    }
}

void
real_run_cache_operation (Real          *self,
                          RealContainer *container,
                          FuzzCode       code,
                          const guint8  *arguments)
{
  switch (code)
    {
    case FUZZ_INSERT:
    case FUZZ_LOOKUP:
    case FUZZ_OBTAIN:
    case FUZZ_REMOVE:
    case FUZZ_STEAL:
      run_with_key (self, container, code, arguments);
      break;
    case FUZZ_REMOVE_ALL:
      gweak_cache_remove_all (container->object);
      break;
    case FUZZ_BOUND:
      gweak_cache_set_max_idle (container->object, arguments[1]);
      gweak_cache_set_max_idle_cost (container->object, (arguments[2] & 3) * 5);
      break;
    case FUZZ_TRIM:
      run_trim (container, arguments[1]);
      break;
    default:
      real_skip (self);
    }
}

void
real_cache_snapshot (Real          *self,
                     RealContainer *container)
{
  GweakCache *cache = container->object;

  fuzz_stage_add (&self->stage, FUZZ_EVENT_CENSUS, container->number, gweak_cache_get_n_idle (cache),
                  gweak_cache_get_n_in_use (cache), gweak_cache_get_idle_cost (cache));
  fuzz_stage_add (&self->stage, FUZZ_EVENT_COUNTERS, container->number, gweak_cache_get_hits (cache),
                  gweak_cache_get_misses (cache),
                  gweak_cache_get_loads (cache) * 1000 + gweak_cache_get_evictions (cache));
}
