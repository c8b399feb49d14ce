/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "real-private.h"

/* Iterators over containers of each type. */

void
real_iterator_begin (RealIterator  *iterator,
                     RealContainer *container)
{
  if (container->kind->type == FUZZ_SET)
    gweak_weak_set_iter_init (&iterator->iter.set, container->object);
  else
    gweak_weak_hash_table_iter_init (&iterator->iter.table, container->object);
  iterator->kind = container->kind;
  iterator->is_at = FALSE;
}

gboolean
real_iterator_next (RealIterator *iterator,
                    gint         *key,
                    gint         *value)
{
  gpointer key_pointer = NULL, value_pointer = NULL;

  iterator->is_at = FALSE;
  if (iterator->kind == NULL)
    return FALSE;

  if (iterator->kind->type == FUZZ_SET)
    iterator->is_at = gweak_weak_set_iter_next (&iterator->iter.set, &key_pointer);
  else
    iterator->is_at = gweak_weak_hash_table_iter_next (&iterator->iter.table, &key_pointer, &value_pointer);
  *key = iterator->is_at ? real_side_to_number (iterator->kind->key, key_pointer) : FUZZ_NONE;
  *value = iterator->is_at ? real_side_to_number (iterator->kind->value, value_pointer) : FUZZ_NONE;

  return iterator->is_at;
}

gboolean
real_iterator_remove (RealIterator *iterator)
{
  if (iterator->kind->type == FUZZ_SET)
    return gweak_weak_set_iter_remove (&iterator->iter.set);

  return gweak_weak_hash_table_iter_remove (&iterator->iter.table);
}

void
real_iterator_clear (RealIterator *iterator)
{
  iterator->is_at = FALSE;
  if (iterator->kind != NULL && iterator->kind->type == FUZZ_SET)
    gweak_weak_set_iter_clear (&iterator->iter.set);
  else if (iterator->kind != NULL)
    gweak_weak_hash_table_iter_clear (&iterator->iter.table);
  iterator->is_at = FALSE;
}

static void
run_next (Real         *self,
          RealIterator *iterator)
{
  gint     key = FUZZ_NONE, value = FUZZ_NONE;
  gboolean found = real_iterator_next (iterator, &key, &value);

  real_give (self, found, key, value);
}

void
real_run_iterator_operation (Real         *self,
                             FuzzCode      code,
                             const guint8 *arguments)
{
  RealIterator  *iterator = &self->iterators[arguments[0]];
  RealContainer *container = code == FUZZ_BEGIN ? self->containers[arguments[1]] : NULL;
  gpointer       object = container != NULL ? g_object_ref (container->object) : NULL;

  if ((code == FUZZ_BEGIN && (container == NULL || iterator->n_calls > 0 || !fuzz_kind_has_iterator (container->kind))) || (code == FUZZ_REMOVE_AT && !iterator->is_at))
    {
      real_skip (self);
      g_clear_object (&object);
      return;
    }

  iterator->n_calls++;
  if (code == FUZZ_REMOVE_AT)
    real_give (self, real_iterator_remove (iterator), 0, 0);
  else if (code == FUZZ_NEXT)
    run_next (self, iterator);
  else
    real_iterator_clear (iterator);
  iterator->n_calls--;
  if (container != NULL)
    real_iterator_begin (iterator, container);
  g_clear_object (&object);
}
