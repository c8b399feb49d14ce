/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"

#include "gweak-weak-ref.h"

#include "gweak-reference-private.h"

/**
 * SECTION:gweak-weak-ref
 * @Title: GweakWeakRef
 * @Short_description: a weak reference that is an object
 * @See_also: #GweakReference, #GweakWatch, #GWeakRef
 *
 * A #GweakWeakRef is to a #GObject what `weakref.ref` is to a Python object:
 * it refers to it without keeping it alive, and tells when it died.
 *
 * Being an object with properties and signals itself, it can be used from
 * every language, in GtkBuilder files, in property bindings and expressions,
 * and it can be subclassed to carry data. Where only C code wants to hear of a
 * death, a #GweakWatch is lighter.
 *
 * |[<!-- language="C" -->
 * GFile        *file = g_file_new_for_path ("/etc/hostname");
 * GweakWeakRef *ref = gweak_weak_ref_new (file);
 * ]|
 *
 * And later:
 *
 * |[<!-- language="C" -->
 * GFile *file = gweak_weak_ref_get (ref);
 *
 * if (file != NULL)
 *   {
 *     g_print ("The path is %s.\n", g_file_peek_path (file));
 *     g_object_unref (file);
 *   }
 * else
 *   {
 *     g_print ("The file object is gone.\n");
 *   }
 * ]|
 */

/**
 * GweakWeakRef:
 *
 * A weak reference to an object.
 *
 * Since: 1.0
 */
G_DEFINE_TYPE (GweakWeakRef, gweak_weak_ref, GWEAK_TYPE_REFERENCE)

static void
gweak_weak_ref_class_init (GweakWeakRefClass *klass)
{
}

static void
gweak_weak_ref_init (GweakWeakRef *self)
{
}

/* Binding it afterwards spares GObject looking up and copying a property. */
static GweakWeakRef *
new_for (GObject *object)
{
  GweakWeakRef *self = g_object_new (GWEAK_TYPE_WEAK_REF, NULL);

  if (object != NULL)
    gweak_reference_bind ((GweakReference *) self, object);

  return self;
}

/**
 * gweak_weak_ref_new:
 * @object: (nullable) (type GObject.Object): the object to refer to
 *
 * Makes a new reference to @object. A floating @object is neither sunk nor
 * referenced. With %NULL the reference is dead from the start; so it is, with a
 * critical, when @object is being finalized.
 *
 * May be called from any thread that holds @object. Modelled on CPython's
 * `weakref.ref`.
 *
 * Returns: (transfer full): a new reference; %NULL, with a critical, if
 *   @object is not a #GObject
 *
 * Since: 1.0
 */
GweakWeakRef *
gweak_weak_ref_new (gpointer object)
{
  g_return_val_if_fail (object == NULL || G_IS_OBJECT (object), NULL);
  g_return_val_if_fail (object == NULL || gweak_object_is_counted (object), new_for (NULL));

  return new_for (object);
}

/**
 * gweak_weak_ref_new_with_callback:
 * @object: (nullable) (type GObject.Object): the object to refer to
 * @callback: (scope notified): what to call when @object died
 * @user_data: data for @callback
 * @destroy: (nullable): called on @user_data when the reference goes, so not
 *   where none is returned
 *
 * Makes a new reference to @object, and connects @callback to its
 * #GweakReference::died. Like in CPython, the callback is called only if the
 * reference is still there, and gets the dead reference.
 *
 * May be called from any thread that holds @object. Bad input is answered as by
 * gweak_weak_ref_new().
 *
 * Returns: (transfer full): a new reference
 *
 * Since: 1.0
 */
GweakWeakRef *
gweak_weak_ref_new_with_callback (gpointer       object,
                                  GweakDiedFunc  callback,
                                  gpointer       user_data,
                                  GDestroyNotify destroy)
{
  GweakWeakRef *self;

  g_return_val_if_fail (callback != NULL, NULL);

  self = gweak_weak_ref_new (object);
  if (self != NULL)
    g_signal_connect_data (self, "died", G_CALLBACK (callback), user_data, (GClosureNotify) (void (*) (void)) destroy, 0);

  return self;
}

static gboolean
is_alive (GweakWeakRef *self)
{
  return gweak_link_is_alive (&gweak_reference_get_part (self)->link);
}

/* Makes @fresh the shared reference, unless one that lives was first: that one
 * is returned. The plain part in the tracker decides, under its lock; one whose
 * owner is being finalized counts as absent.
 */
static GweakWeakRef *
share (GweakTracker *tracker,
       GweakShared  *shared,
       GweakWeakRef *fresh)
{
  GweakLink    *mine = &gweak_reference_get_part (fresh)->link;
  GweakLink    *absent = NULL, *current;
  GweakWeakRef *other = NULL;

  do
    {
      gweak_lock (&tracker->lock);
      current = shared->link;
      if (current == absent)
        current = NULL;
      if (current != NULL)
        gweak_link_ref (current);
      else if (gweak_link_is_alive (mine))
        shared->link = mine;
      gweak_unlock (&tracker->lock);

      if (current == NULL)
        break;

      other = (GweakWeakRef *) current->ops->dup_owner (current);
      g_clear_pointer (&absent, gweak_link_unref);
      absent = current;
    }
  while (other == NULL);
  g_clear_pointer (&absent, gweak_link_unref);

  return other;
}

static GweakWeakRef *
share_new (GweakTracker *tracker,
           GweakShared  *shared,
           GObject      *object)
{
  GweakWeakRef *fresh = new_for (object);
  GweakWeakRef *other = share (tracker, shared, fresh);

  if (other == NULL)
    {
      g_weak_ref_set (&shared->reference, fresh);
      return fresh;
    }

  g_object_unref (fresh);

  return other;
}

/**
 * gweak_weak_ref_get_shared:
 * @object: (type GObject.Object): an object
 *
 * Gets the one plain reference to @object that all who call this share, made
 * now if nobody holds it. It never is of a subclass. It emits at once, in the
 * thread that dropped the last reference.
 *
 * May be called from any thread that holds @object. As in CPython, where
 * `weakref.ref (o) is weakref.ref (o)`.
 *
 * Returns: (transfer full): the shared reference; %NULL, with a critical, if
 *   @object is not a #GObject or is being finalized
 *
 * Since: 1.0
 */
GweakWeakRef *
gweak_weak_ref_get_shared (gpointer object)
{
  GweakTracker *tracker;
  GweakShared  *shared;
  GweakWeakRef *reference;

  g_return_val_if_fail (G_IS_OBJECT (object), NULL);
  g_return_val_if_fail (gweak_object_is_counted (object), NULL);

  tracker = gweak_tracker_obtain (object);
  shared = gweak_tracker_obtain_shared (tracker);
  reference = g_weak_ref_get (&shared->reference);
  if (G_LIKELY (reference != NULL && is_alive (reference)))
    return reference;

  g_clear_object (&reference);

  return share_new (tracker, shared, object);
}

/**
 * gweak_weak_ref_get:
 * @self: a #GweakWeakRef
 *
 * Gets a strong reference to the object, if it is alive; the same as
 * gweak_reference_dup_referent(). Safe against a last unref in any other
 * thread.
 *
 * May be called from any thread. Modelled on g_weak_ref_get(), and on calling
 * CPython's `weakref.ref`.
 *
 * Returns: (transfer full) (nullable) (type GObject.Object): the referent, or
 *   %NULL
 *
 * Since: 1.0
 */
gpointer
gweak_weak_ref_get (GweakWeakRef *self)
{
  g_return_val_if_fail (GWEAK_IS_WEAK_REF (self), NULL);

  return gweak_link_dup_object (&gweak_reference_get_part (self)->link);
}
