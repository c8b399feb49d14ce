/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

/* begin:weak-notify-before */
typedef struct
{
  GObject *model; /* (unowned), cleared by the weak notify */
} OldView;

static void
old_model_gone_cb (gpointer user_data,
                   GObject *where_the_object_was)
{
  OldView *self = user_data;

  self->model = NULL;
}

static void
old_view_init (OldView *self,
               GObject *model)
{
  self->model = model;
  g_object_weak_ref (model, old_model_gone_cb, self);
}

static void
old_view_clear (OldView *self)
{
  if (self->model != NULL)
    g_object_weak_unref (self->model, old_model_gone_cb, self);
}
/* end:weak-notify-before */

/* begin:weak-notify-after */
typedef struct
{
  GweakWatch *model; /* (owned) (nullable) */
} NewView;

static void
new_model_gone_cb (GweakMoment moment,
                   gpointer    user_data)
{
  NewView *self = user_data;

  g_clear_pointer (&self->model, gweak_watch_unref);
}

static void
new_view_init (NewView *self,
               GObject *model)
{
  self->model = gweak_watch_add (model, GWEAK_MOMENT_DIED, new_model_gone_cb, self, NULL);
}

static void
new_view_clear (NewView *self)
{
  if (self->model != NULL)
    gweak_watch_remove (g_steal_pointer (&self->model));
}
/* end:weak-notify-after */

/* begin:weak-ref-before */
typedef struct
{
  GWeakRef owner;
} OldItem;

static void
old_item_init (OldItem *self,
               GObject *owner)
{
  g_weak_ref_init (&self->owner, owner);
}

static GObject *
old_item_dup_owner (OldItem *self)
{
  return g_weak_ref_get (&self->owner);
}

static void
old_item_clear (OldItem *self)
{
  g_weak_ref_clear (&self->owner);
}
/* end:weak-ref-before */

/* begin:weak-ref-after */
typedef struct
{
  GweakWeakRef *owner; /* (owned) */
} NewItem;

static void
new_item_init (NewItem *self,
               GObject *owner)
{
  self->owner = gweak_weak_ref_get_shared (owner);
}

static GObject *
new_item_dup_owner (NewItem *self)
{
  return gweak_weak_ref_get (self->owner);
}

static void
new_item_clear (NewItem *self)
{
  g_clear_object (&self->owner);
}
/* end:weak-ref-after */

static void
old_last_cb (gpointer data,
             GObject *object,
             gboolean is_last_ref)
{
  if (is_last_ref)
    g_object_remove_toggle_ref (object, old_last_cb, data);
}

static void
toggle_before (GObject *object)
{
  /* begin:toggle-before */
  g_object_add_toggle_ref (object, old_last_cb, NULL);
  g_object_unref (object);
  /* end:toggle-before */
}

static void
new_last_cb (GweakReference *reference,
             GObject        *referent)
{
}

static GweakWeakRef *
toggle_after (GObject *object)
{
  /* begin:toggle-after */
  GweakWeakRef *ref = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL);

  g_signal_connect (ref, "dying", G_CALLBACK (new_last_cb), NULL);
  g_object_unref (object);
  /* end:toggle-after */

  return ref;
}

static GObject *
new_object (void)
{
  return G_OBJECT (g_menu_new ());
}

static void
compare_views (void)
{
  GObject *model = new_object ();
  OldView  old_view, old_other;
  NewView  new_view, new_other;

  old_view_init (&old_view, model);
  old_view_init (&old_other, model);
  new_view_init (&new_view, model);
  new_view_init (&new_other, model);

  old_view_clear (&old_other);
  new_view_clear (&new_other);
  g_assert_finalize_object (model);
  g_assert_null (old_view.model);
  g_assert_null (new_view.model);
  old_view_clear (&old_view);
  new_view_clear (&new_view);
}

static void
compare_items (void)
{
  GObject *owner = new_object ();
  GObject *old_owner, *new_owner;
  OldItem  old_item;
  NewItem  new_item;

  old_item_init (&old_item, owner);
  new_item_init (&new_item, owner);

  old_owner = old_item_dup_owner (&old_item);
  new_owner = new_item_dup_owner (&new_item);
  g_assert_true (old_owner == owner && new_owner == owner);
  g_object_unref (old_owner);
  g_object_unref (new_owner);

  g_assert_finalize_object (owner);
  g_assert_null (old_item_dup_owner (&old_item));
  g_assert_null (new_item_dup_owner (&new_item));
  old_item_clear (&old_item);
  new_item_clear (&new_item);
}

static void
compare_toggles (void)
{
  GObject      *old_object = new_object (), *new_object_ = new_object ();
  GWeakRef      old_gone;
  GweakWeakRef *ref;

  g_weak_ref_init (&old_gone, old_object);
  toggle_before (old_object);
  g_assert_null (g_weak_ref_get (&old_gone));
  g_weak_ref_clear (&old_gone);

  ref = toggle_after (new_object_);
  g_assert_null (gweak_weak_ref_get (ref));
  g_object_unref (ref);
}

int
main (void)
{
  compare_views ();
  compare_items ();
  compare_toggles ();
  g_print ("Before and after do the same.\n");

  return 0;
}
