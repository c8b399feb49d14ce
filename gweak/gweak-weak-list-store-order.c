/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-list-store-private.h"

/* Comparing the members of a list that may die and change meanwhile. */

/* The first member from *@position on, but before @end, that can be reached. */
static GObject *
dup_next_object (GweakWeakListStore *self,
                 guint              *position,
                 guint               end)
{
  GObject *object = NULL;

  for (guint i = *position; object == NULL && i < end; i++)
    {
      object = gweak_link_dup_object (&gweak_weak_list_store_get_member (self, i)->link);
      *position = i;
    }

  return object;
}

/* The position behind the last member that comes before or with @object. The
 * comparison and the release of what was compared can change the store; then it
 * starts again.
 */
static guint
search (GweakWeakListStore           *self,
        GObject                      *object,
        GweakWeakListStoreCompareFunc compare,
        gpointer                      user_data)
{
  guint begin = 0, end = gweak_weak_list_store_get_length (self), n_changes = self->n_changes;

  while (begin < end)
    {
      guint    middle = begin + (end - begin) / 2;
      guint    position = middle;
      GObject *other = dup_next_object (self, &position, end);

      if (other != NULL && compare (other, object, user_data) <= 0)
        begin = position + 1;
      else
        end = middle;

      g_clear_object (&other);
      if (self->n_changes != n_changes)
        {
          n_changes = self->n_changes;
          begin = 0;
          end = gweak_weak_list_store_get_length (self);
        }
    }

  return begin;
}

/**
 * gweak_weak_list_store_insert_sorted:
 * @self: a #GweakWeakListStore
 * @object: (type GObject.Object): the object to add
 * @compare: (scope call): tells which of two objects comes first
 * @user_data: data for @compare
 *
 * Adds @object where it belongs by @compare in a list that is sorted: behind the
 * last member that comes before or with it. Members that died are not compared,
 * and stay where they are.
 *
 * An @object is refused as by gweak_weak_list_store_append(). If @compare
 * changes the store, the search starts again.
 *
 * To be called in the thread of the #GweakWeakListStore:main-context. Modelled
 * on g_list_store_insert_sorted().
 *
 * Returns: the position of @object; 0, with a critical, if nothing was added
 *
 * Since: 1.0
 */
guint
gweak_weak_list_store_insert_sorted (GweakWeakListStore           *self,
                                     gpointer                      object,
                                     GweakWeakListStoreCompareFunc compare,
                                     gpointer                      user_data)
{
  guint position;

  g_return_val_if_fail (GWEAK_IS_WEAK_LIST_STORE (self), 0);
  g_return_val_if_fail (compare != NULL, 0);

  if (!gweak_weak_list_store_accept (self, object, G_STRFUNC))
    return 0;

  position = search (self, object, compare, user_data);
  gweak_weak_list_store_change (self, position, 0, &object, 1);

  return position;
}

/* A member under sorting. */
typedef struct
{
  GweakListMember *member; /* (unowned) of no use once the store changed */
  GObject         *object; /* (owned) (nullable) NULL: it died */
} Sortable;

typedef struct
{
  GweakWeakListStoreCompareFunc compare;
  gpointer                      user_data;
} Order;

/* The dead cannot be compared: they come last, and stay in their order. */
static int
compare_sortables_cb (gconstpointer a,
                      gconstpointer b,
                      gpointer      user_data)
{
  GObject     *first = ((const Sortable *) a)->object, *second = ((const Sortable *) b)->object;
  const Order *order = user_data;

  if (first == NULL || second == NULL)
    return (first == NULL) - (second == NULL);

  return order->compare (first, second, order->user_data);
}

static void
clear_sortable (gpointer data)
{
  g_clear_object (&((Sortable *) data)->object);
}

static GArray *
upgrade_members (GweakWeakListStore *self)
{
  GArray *sortables = g_array_sized_new (FALSE, FALSE, sizeof (Sortable), gweak_weak_list_store_get_length (self));

  g_array_set_clear_func (sortables, clear_sortable);
  for (guint i = 0; i < gweak_weak_list_store_get_length (self); i++)
    {
      GweakListMember *member = gweak_weak_list_store_get_member (self, i);
      Sortable         sortable = { member, gweak_link_dup_object (&member->link) };

      g_array_append_val (sortables, sortable);
    }

  return sortables;
}

/* The objects are held until everybody has heard of the new order, since
 * releasing them can change the store.
 */
static void
arrange (GweakWeakListStore *self,
         GArray             *sortables)
{
  GweakListMember **members = g_new (GweakListMember *, sortables->len);

  for (guint i = 0; i < sortables->len; i++)
    members[i] = g_array_index (sortables, Sortable, i).member;
  gweak_weak_list_store_rearrange (self, members);
  g_free (members);
}

/**
 * gweak_weak_list_store_sort:
 * @self: a #GweakWeakListStore
 * @compare: (scope call): tells which of two objects comes first
 * @user_data: data for @compare
 *
 * Sorts the members by @compare, which gets the objects, with one
 * #GListModel::items-changed for the whole list. What compares equal stays in
 * its order. All members are held meanwhile; those that died are not compared,
 * and go to the end, in their order. If @compare changes the store, it starts
 * again.
 *
 * To be called in the thread of the #GweakWeakListStore:main-context. Modelled
 * on g_list_store_sort().
 *
 * Since: 1.0
 */
void
gweak_weak_list_store_sort (GweakWeakListStore           *self,
                            GweakWeakListStoreCompareFunc compare,
                            gpointer                      user_data)
{
  Order   order = { compare, user_data };
  GArray *sortables = NULL;
  guint   n_changes;

  g_return_if_fail (GWEAK_IS_WEAK_LIST_STORE (self));
  g_return_if_fail (compare != NULL);

  do
    {
      g_clear_pointer (&sortables, g_array_unref);
      n_changes = self->n_changes;
      sortables = upgrade_members (self);
      g_array_sort_with_data (sortables, compare_sortables_cb, &order);
    }
  while (self->n_changes != n_changes);

  if (sortables->len > 0)
    arrange (self, sortables);
  g_array_unref (sortables);
}
