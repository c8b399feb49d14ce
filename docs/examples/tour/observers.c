/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

/* Switches actions on and off with the network. Holds none of them: what
 * observes the network for an action vanishes with the action.
 */
typedef struct
{
  GPtrArray *actions; /* (owned) of GweakWeakRef */
} Network;

static void
died_cb (GweakWeakRef *ref,
         gpointer      user_data)
{
  Network *self = user_data;

  g_ptr_array_remove (self->actions, ref);
}

static void
network_serve (Network       *self,
               GSimpleAction *action)
{
  g_ptr_array_add (self->actions, gweak_weak_ref_new_with_callback (action, died_cb, self, NULL));
}

static gpointer
copy_ref (gconstpointer ref,
          gpointer      user_data)
{
  return g_object_ref ((gpointer) ref);
}

/* What is called here may drop actions, so this walks over a copy. */
static void
network_set_available (Network *self,
                       gboolean available)
{
  g_autoptr (GPtrArray) refs = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_extend (refs, self->actions, copy_ref, NULL);
  for (guint i = 0; i < refs->len; i++)
    {
      g_autoptr (GSimpleAction) action = gweak_weak_ref_get (refs->pdata[i]);

      if (action != NULL)
        g_simple_action_set_enabled (action, available);
    }
}

static void
notify_enabled_cb (GAction *action)
{
  tour_say ("'%s' is %s.", g_action_get_name (action), g_action_get_enabled (action) ? "on" : "off");
}

static GSimpleAction *
make_action (Network    *network,
             const char *name)
{
  GSimpleAction *action = g_simple_action_new (name, NULL);

  g_signal_connect (action, "notify::enabled", G_CALLBACK (notify_enabled_cb), NULL);
  network_serve (network, action);

  return action;
}

void
tour_observers (void)
{
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func (g_object_unref);
  Network network = { actions };
  g_autoptr (GSimpleAction) send = make_action (&network, "send");
  GSimpleAction *receive = make_action (&network, "receive");

  tour_chapter ("Observers vanish with the object that they serve");
  network_set_available (&network, FALSE);

  g_clear_object (&send);
  tour_say ("'send' is gone, %u observer is left.", actions->len);
  network_set_available (&network, TRUE);

  g_object_unref (receive);
}
