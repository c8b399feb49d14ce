/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

#define PANEL_TYPE (panel_get_type ())
G_DECLARE_FINAL_TYPE (Panel, panel, REFERENCE, PANEL, GObject)

struct _Panel
{
  GObject          parent_instance;
  GweakWeakMethod *method; /* (owned) (nullable) of this panel, attached to its model */
};

G_DEFINE_FINAL_TYPE (Panel, panel, G_TYPE_OBJECT)

static void
panel_finalize (GObject *object)
{
  g_print ("The panel is gone\n");
  g_clear_object (&((Panel *) object)->method);

  G_OBJECT_CLASS (panel_parent_class)->finalize (object);
}

static void
panel_class_init (PanelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = panel_finalize;
}

static void
panel_init (Panel *self)
{
}

/* begin:method */
static void
panel_items_changed (Panel      *self,
                     guint       position,
                     guint       n_removed,
                     guint       n_added,
                     GListModel *model)
{
  g_print ("Items in the panel: %u\n", g_list_model_get_n_items (model));
}
/* end:method */

/* begin:attach */
static void
panel_observe (Panel      *self,
               GListModel *model)
{
  GweakWeakMethod *method = gweak_weak_method_new (self, G_CALLBACK (panel_items_changed));

  gweak_weak_method_attach (method, model, "items-changed", 0);
  g_object_unref (method);
}
/* end:attach */

/* begin:set-model */
static void
panel_set_model (Panel      *self,
                 GListModel *model)
{
  if (self->method != NULL)
    gweak_reference_clear (GWEAK_REFERENCE (self->method));
  g_clear_object (&self->method);

  self->method = gweak_weak_method_new (self, G_CALLBACK (panel_items_changed));
  gweak_weak_method_attach (self->method, model, "items-changed", 0);
}
/* end:set-model */

static void
append_item (GListStore *store)
{
  GSimpleAction *item = g_simple_action_new ("item", NULL);

  g_print ("An item more\n");
  g_list_store_append (store, item);
  g_object_unref (item);
}

static void
observe (void)
{
  GListStore *store = g_list_store_new (G_TYPE_SIMPLE_ACTION);
  Panel      *panel = g_object_new (PANEL_TYPE, NULL);

  panel_observe (panel, G_LIST_MODEL (store));
  append_item (store);
  g_object_unref (panel);
  append_item (store);
  g_object_unref (store);
}

static void
change_model (void)
{
  GListStore *first = g_list_store_new (G_TYPE_SIMPLE_ACTION);
  GListStore *second = g_list_store_new (G_TYPE_SIMPLE_ACTION);
  Panel      *panel = g_object_new (PANEL_TYPE, NULL);

  panel_set_model (panel, G_LIST_MODEL (first));
  panel_set_model (panel, G_LIST_MODEL (second));
  append_item (first);
  append_item (second);
  g_object_unref (panel);
  g_object_unref (second);
  g_object_unref (first);
}

/* begin:closure */
static gboolean
panel_describe (Panel        *self,
                const GValue *enabled,
                GValue       *state,
                GBinding     *binding)
{
  g_value_set_variant (state, g_variant_new_boolean (!g_value_get_boolean (enabled)));

  return TRUE;
}

static void
panel_bind (Panel         *self,
            GSimpleAction *from,
            GSimpleAction *to)
{
  GweakWeakMethod *method = gweak_weak_method_new (self, G_CALLBACK (panel_describe));
  GClosure        *closure = gweak_weak_method_dup_closure (method);

  g_object_bind_property_with_closures (from, "enabled", to, "state", G_BINDING_DEFAULT, closure, NULL);
  g_closure_unref (closure);
  g_object_unref (method);
}
/* end:closure */

static void
print_state (GSimpleAction *action)
{
  GVariant *state = g_action_get_state (G_ACTION (action));

  g_print ("The state is %s\n", g_variant_get_boolean (state) ? "true" : "false");
  g_variant_unref (state);
}

static void
bind (void)
{
  GSimpleAction *from = g_simple_action_new ("from", NULL);
  GSimpleAction *to = g_simple_action_new_stateful ("to", NULL, g_variant_new_boolean (FALSE));
  Panel         *panel = g_object_new (PANEL_TYPE, NULL);

  panel_bind (panel, from, to);
  g_simple_action_set_enabled (from, FALSE);
  print_state (to);
  g_object_unref (panel);
  g_simple_action_set_enabled (from, TRUE);
  print_state (to);
  g_object_unref (to);
  g_object_unref (from);
}

static gboolean
tick_cb (gpointer user_data)
{
  g_print ("Tick\n");

  return G_SOURCE_CONTINUE;
}

/* begin:bind-source */
static void
panel_start_clock (Panel *self)
{
  GSource *source = g_timeout_source_new (10);

  g_source_set_callback (source, tick_cb, self, NULL);
  gweak_bind_source (source, self);
  g_source_attach (source, NULL);
  g_source_unref (source);
}
/* end:bind-source */

static void
tick (void)
{
  Panel *panel = g_object_new (PANEL_TYPE, NULL);

  panel_start_clock (panel);
  g_main_context_iteration (NULL, TRUE);
  g_object_unref (panel);
  g_print ("%s\n", g_main_context_find_source_by_user_data (NULL, panel) != NULL ? "The clock goes on" : "The clock is gone");
}

int
main (void)
{
  observe ();
  change_model ();
  bind ();
  tick ();

  return 0;
}
