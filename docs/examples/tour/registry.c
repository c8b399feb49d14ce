/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

/* Who wants to hear of which action. The actions are keys, and not held: when one
 * is gone, those that observed it go too. The observers are actions themselves,
 * which are activated with a name.
 */
typedef struct
{
  GweakWeakHashTable *observers; /* (owned) GAction → GListStore of GSimpleAction */
} Registry;

static void
removed_cb (GweakWeakHashTable *table,
            const GValue       *key,
            const GValue       *value,
            GweakRemovalCause   cause,
            gpointer            user_data)
{
  GListModel *observers = g_value_get_object (value);

  tour_say ("An action is gone, and so are its observers: %u.", g_list_model_get_n_items (observers));
}

static gpointer
make_list_cb (gconstpointer key,
              gpointer      user_data,
              GError      **error)
{
  return g_list_store_new (G_TYPE_ACTION);
}

static void
note_cb (GSimpleAction *observer,
         GVariant      *name,
         gpointer       user_data)
{
  tour_say ("The %s notes '%s'.", g_action_get_name (G_ACTION (observer)), g_variant_get_string (name, NULL));
}

static void
registry_observe (Registry   *self,
                  GAction    *action,
                  const char *name)
{
  g_autoptr (GSimpleAction) observer = g_simple_action_new (name, G_VARIANT_TYPE_STRING);
  g_autoptr (GListStore) list =
    gweak_weak_hash_table_get_or_insert (self->observers, action, make_list_cb, NULL, NULL);

  g_signal_connect (observer, "activate", G_CALLBACK (note_cb), NULL);
  g_list_store_append (list, observer);
}

static void
registry_tell (Registry *self,
               GAction  *action)
{
  g_autoptr (GListModel) list = gweak_weak_hash_table_lookup (self->observers, action);

  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GAction) observer = g_list_model_get_item (list, i);

      g_action_activate (observer, g_variant_new_string (g_action_get_name (action)));
    }
}

static void
say_size (Registry *self)
{
  tour_say ("Actions that are observed: %u.", gweak_weak_hash_table_get_size (self->observers));
}

void
tour_registry (void)
{
  Registry registry = { gweak_weak_hash_table_new (G_TYPE_ACTION, G_TYPE_LIST_STORE, GWEAK_WEAKNESS_KEYS) };
  g_autoptr (GSimpleAction) print = g_simple_action_new ("print", NULL);
  g_autoptr (GSimpleAction) save = g_simple_action_new ("save", NULL);

  tour_chapter ("A registry of observers forgets those whose object is gone");
  g_signal_connect (registry.observers, "removed", G_CALLBACK (removed_cb), NULL);
  registry_observe (&registry, G_ACTION (print), "log");
  registry_observe (&registry, G_ACTION (print), "status bar");
  registry_observe (&registry, G_ACTION (save), "log");

  registry_tell (&registry, G_ACTION (print));
  registry_tell (&registry, G_ACTION (save));
  say_size (&registry);
  g_clear_object (&print);
  say_size (&registry);
  registry_tell (&registry, G_ACTION (save));
  g_clear_object (&save);
  say_size (&registry);

  g_object_unref (registry.observers);
}
