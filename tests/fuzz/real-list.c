/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "real-private.h"

/* Operations on list stores. */

gpointer
real_list_new (Real *world)
{
  return g_object_new (GWEAK_TYPE_WEAK_LIST_STORE,
                       "referent-type", REAL_TYPE_OBJECT, "main-context", world->context,
                       NULL);
}

static void
items_changed_cb (GListModel    *model,
                  guint          position,
                  guint          n_removals,
                  guint          n_additions,
                  RealContainer *self)
{
  fuzz_stage_tell (&self->world->stage, FUZZ_EVENT_ITEMS_CHANGED, self->number, position, n_removals, n_additions);
}

static void
notify_cb (GListModel    *model,
           GParamSpec    *pspec,
           RealContainer *self)
{
  fuzz_stage_tell (&self->world->stage, FUZZ_EVENT_NOTIFY, self->number, g_list_model_get_n_items (model), 0, 0);
}

void
real_list_connect (RealContainer *self)
{
  g_signal_connect (self->object, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect (self->object, "notify::n-items", G_CALLBACK (notify_cb), self);
}

static int
compare_values (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  return ((const RealObject *) a)->value - ((const RealObject *) b)->value;
}

static void
run_find (Real    *self,
          gpointer store,
          gpointer object)
{
  guint    position = FUZZ_NONE;
  gboolean found = gweak_weak_list_store_find (store, object, &position);

  real_give (self, found, position, 0);
}

static void
run_dup_object (Real    *self,
                gpointer store,
                guint    position,
                gboolean keep)
{
  gpointer object = gweak_weak_list_store_dup_object (store, position);

  real_give (self, real_object_get_number (object), 0, 0);
  real_keep_or_drop (self, object, keep);
}

static void
run_splice (Real    *self,
            gpointer store,
            guint    number,
            guint    flags)
{
  guint    n = g_list_model_get_n_items (store);
  guint    position = number % (n + 1);
  gpointer object = self->objects[number];
  gpointer additions[] = { object, object };

  gweak_weak_list_store_splice (store, position, MIN (flags & 3, n - position), additions, (flags >> 2) & 1);
}

static void
run_remove (gpointer store,
            guint    number)
{
  guint n = g_list_model_get_n_items (store);

  if (n > 0)
    gweak_weak_list_store_remove (store, number % n);
}

static void
run_insert (gpointer store,
            gpointer object,
            guint    position)
{
  guint n = g_list_model_get_n_items (store);

  if (position % (n + 1) == n)
    gweak_weak_list_store_append (store, object);
  else
    gweak_weak_list_store_insert (store, position % (n + 1), object);
}

void
real_run_list_operation (Real          *self,
                         RealContainer *container,
                         FuzzCode       code,
                         const guint8  *arguments)
{
  gpointer store = container->object;
  gpointer object = arguments[1] < FUZZ_N_OBJECTS ? self->objects[arguments[1]] : NULL;

  switch (code)
    {
    case FUZZ_INSERT:
      run_insert (store, object, arguments[2]);
      break;
    case FUZZ_OBTAIN:
      real_give (self, gweak_weak_list_store_insert_sorted (store, object, compare_values, NULL), 0, 0);
      break;
    case FUZZ_LOOKUP:
      run_find (self, store, object);
      break;
    case FUZZ_REMOVE:
      run_remove (store, arguments[1]);
      break;
    case FUZZ_STEAL:
      run_splice (self, store, arguments[1], arguments[2]);
      break;
    case FUZZ_POP:
      run_dup_object (self, store, arguments[1], arguments[1] & 1);
      break;
    case FUZZ_REMOVE_ALL:
      gweak_weak_list_store_remove_all (store);
      break;
    case FUZZ_FOREACH:
    case FUZZ_FOREACH_REMOVE:
      gweak_weak_list_store_sort (store, compare_values, NULL);
      break;
    default:
      real_skip (self);
    }
}

/* An item is a reference, and tells of the same object. */
void
real_list_snapshot (Real          *self,
                    RealContainer *container)
{
  guint n = g_list_model_get_n_items (container->object);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GweakReference) item = g_list_model_get_item (container->object, i);
      g_autoptr (GObject) object = gweak_weak_list_store_dup_object (container->object, i);
      g_autoptr (GObject) referent = gweak_reference_dup_referent (item);

      g_assert_true (object == referent);
      fuzz_stage_add (&self->stage, FUZZ_EVENT_ENTRY, container->number, real_object_get_number (object),
                      gweak_reference_is_alive (item), 0);
    }
}
