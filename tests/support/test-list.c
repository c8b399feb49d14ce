/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-list.h"

/* Longer lists are not compared at every change. */
#define COMPARED_LENGTH 300

struct _TestList
{
  GListModel *model;     /* (unowned) it goes before us or is disconnected */
  GPtrArray  *addresses; /* (owned) of members: not to be touched */
  GString    *changes;   /* (owned) */
  guint       n_changes;
};

/* The address of a member that can be reached. */
static gpointer
peek_address (GListModel *model,
              guint       position)
{
  g_autoptr (GweakWeakRef) item = g_list_model_get_item (model, position);
  g_autoptr (GObject) object = NULL;

  g_assert_true (GWEAK_IS_WEAK_REF (item));
  object = gweak_weak_ref_get (item);

  return object;
}

/* Somebody who died is still where it was. */
static void
compare_member (TestList *self,
                guint     position)
{
  gpointer address = peek_address (self->model, position);

  if (address != NULL)
    g_assert_true (address == self->addresses->pdata[position]);
}

static void
compare (TestList *self)
{
  guint n_items = g_list_model_get_n_items (self->model);

  g_assert_cmpuint (n_items, ==, self->addresses->len);
  g_assert_null (g_list_model_get_item (self->model, n_items));
  if (n_items <= COMPARED_LENGTH)
    for (guint i = 0; i < n_items; i++)
      compare_member (self, i);
}

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       n_removals,
                  guint       n_additions,
                  gpointer    data)
{
  TestList *self = data;

  g_assert_cmpuint (position + n_removals, <=, self->addresses->len);
  if (n_removals > 0)
    g_ptr_array_remove_range (self->addresses, position, n_removals);
  for (guint i = position; i < position + n_additions; i++)
    g_ptr_array_insert (self->addresses, i, peek_address (model, i));

  self->n_changes++;
  g_string_append_printf (self->changes, "%s%u-%u+%u", self->changes->len > 0 ? " " : "", position, n_removals, n_additions);
  compare (self);
}

TestList *
test_list_new (GListModel *model)
{
  TestList *self = g_new0 (TestList, 1);

  self->model = model;
  g_object_add_weak_pointer (G_OBJECT (model), (gpointer *) &self->model);
  self->addresses = g_ptr_array_new ();
  self->changes = g_string_new (NULL);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (self->addresses, peek_address (model, i));
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), self);

  return self;
}

void
test_list_free (TestList *self)
{
  if (self->model != NULL)
    {
      compare (self);
      g_object_remove_weak_pointer (G_OBJECT (self->model), (gpointer *) &self->model);
      g_signal_handlers_disconnect_by_data (self->model, self);
    }
  g_assert_cmpstr (self->changes->str, ==, "");
  g_string_free (self->changes, TRUE);
  g_ptr_array_unref (self->addresses);
  g_free (self);
}

char *
test_list_take_changes (TestList *self)
{
  char *changes = g_strdup (self->changes->str);

  g_string_set_size (self->changes, 0);
  self->n_changes = 0;

  return changes;
}

guint
test_list_count_changes (TestList *self)
{
  return self->n_changes;
}

char *
test_list_render (GListModel *model)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GweakWeakRef) item = g_list_model_get_item (model, i);
      g_autoptr (TestObject) object = NULL;

      g_assert_true (GWEAK_IS_WEAK_REF (item));
      object = gweak_weak_ref_get (item);
      g_assert_true (gweak_reference_is_alive (GWEAK_REFERENCE (item)) == (object != NULL));
      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", object != NULL ? test_object_get_name (object) : "-");
    }

  return g_string_free (text, FALSE);
}

int
test_list_compare (gconstpointer a,
                   gconstpointer b,
                   gpointer      user_data)
{
  return g_strcmp0 (test_object_get_name (TEST_OBJECT ((gpointer) a)), test_object_get_name (TEST_OBJECT ((gpointer) b)));
}

int
test_list_compare_values (gconstpointer a,
                          gconstpointer b,
                          gpointer      user_data)
{
  int first, second;

  g_object_get ((gpointer) a, "value", &first, NULL);
  g_object_get ((gpointer) b, "value", &second, NULL);

  return first - second;
}
