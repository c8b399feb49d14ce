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

/* begin:table-before */
typedef struct
{
  GMutex      lock;
  GHashTable *entries; /* (owned) names → OldEntry; guarded by `lock` */
} OldIndex;

typedef struct
{
  OldIndex *index; /* (unowned) has to be there as long as any object that is in it */
  char     *name;
  GWeakRef  object;
} OldEntry;

static void
old_entry_free (OldEntry *self)
{
  g_weak_ref_clear (&self->object);
  g_free (self->name);
  g_free (self);
}

static void
old_entry_gone_cb (gpointer user_data,
                   GObject *where_the_object_was)
{
  OldEntry *self = user_data;
  OldIndex *index = self->index;

  g_mutex_lock (&index->lock);
  g_hash_table_remove (index->entries, self->name);
  g_mutex_unlock (&index->lock);
}

static void
old_index_insert (OldIndex   *self,
                  const char *name,
                  GObject    *object)
{
  OldEntry *entry = g_new0 (OldEntry, 1);

  entry->index = self;
  entry->name = g_strdup (name);
  g_weak_ref_init (&entry->object, object);
  g_object_weak_ref (object, old_entry_gone_cb, entry);

  /* Nothing may be replaced: that would free an entry that the weak notify has. */
  g_mutex_lock (&self->lock);
  g_hash_table_insert (self->entries, entry->name, entry);
  g_mutex_unlock (&self->lock);
}

static GObject *
old_index_lookup (OldIndex   *self,
                  const char *name)
{
  GObject  *object = NULL;
  OldEntry *entry;

  g_mutex_lock (&self->lock);
  entry = g_hash_table_lookup (self->entries, name);
  if (entry != NULL)
    object = g_weak_ref_get (&entry->object);
  g_mutex_unlock (&self->lock);

  return object;
}
/* end:table-before */

/* begin:table-after */
typedef struct
{
  GweakWeakHashTable *objects; /* (owned) */
} NewIndex;

static void
new_index_init (NewIndex *self)
{
  self->objects = gweak_weak_hash_table_new (G_TYPE_STRING, G_TYPE_OBJECT, GWEAK_WEAKNESS_VALUES);
}

static void
new_index_insert (NewIndex   *self,
                  const char *name,
                  GObject    *object)
{
  gweak_weak_hash_table_insert (self->objects, (gpointer) name, object);
}

static GObject *
new_index_lookup (NewIndex   *self,
                  const char *name)
{
  return gweak_weak_hash_table_lookup (self->objects, name);
}
/* end:table-after */

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
compare_indexes (void)
{
  GObject *object = new_object ();
  GObject *old_object, *new_object_;
  OldIndex old_index = { .entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) old_entry_free) };
  NewIndex new_index;

  g_mutex_init (&old_index.lock);
  new_index_init (&new_index);
  old_index_insert (&old_index, "it", object);
  new_index_insert (&new_index, "it", object);

  old_object = old_index_lookup (&old_index, "it");
  new_object_ = new_index_lookup (&new_index, "it");
  g_assert_true (old_object == object && new_object_ == object);
  g_object_unref (old_object);
  g_object_unref (new_object_);

  g_assert_finalize_object (object);
  g_assert_null (old_index_lookup (&old_index, "it"));
  g_assert_null (new_index_lookup (&new_index, "it"));
  g_hash_table_unref (old_index.entries);
  g_mutex_clear (&old_index.lock);
  g_object_unref (new_index.objects);
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
  compare_indexes ();
  compare_toggles ();
  g_print ("Before and after do the same.\n");

  return 0;
}
