/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "hand-made.h"

/* A GHashTable of structs with a GWeakRef, a GMutex, and one weak notify per
 * object that removes its entry.
 *
 * Entry and table outlive what can still reach them: an entry is freed by its
 * weak notify, or by whoever took the notify back, which takes a strong
 * reference from the entry's GWeakRef while the entry was under the lock. None
 * to be had: the object is dying in another thread, and the notify still comes.
 */
struct _HandMadeTable
{
  GMutex      lock;
  GHashTable *entries;   /* (owned) of Entry, by key; guarded by `lock` */
  guint       n_holders; /* its owner, and the entries; guarded by `lock` */
};

typedef struct
{
  HandMadeTable *table;  /* (unowned) counted in its `n_holders` */
  gpointer       key;    /* (unowned) of a weak key: only its address */
  GWeakRef       object; /* GLib sees to its threads */
} Entry;

typedef struct
{
  Entry    entry;
  gpointer value; /* (unowned) */
} WeakKeyEntry;

/* An entry that left before its object died. */
typedef struct
{
  Entry   *entry;  /* (owned) */
  GObject *object; /* (owned) */
} Leaver;

static void
free_entry (Entry *entry)
{
  g_weak_ref_clear (&entry->object);
  g_free (entry);
}

static void
free_table (HandMadeTable *self)
{
  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
died_cb (gpointer data,
         GObject *where_the_object_was)
{
  Entry         *entry = data;
  HandMadeTable *self = entry->table;
  gboolean       is_last;

  g_mutex_lock (&self->lock);
  /* A newer entry may have the key by now. */
  if (g_hash_table_lookup (self->entries, entry->key) == entry)
    g_hash_table_remove (self->entries, entry->key);
  is_last = --self->n_holders == 0;
  g_mutex_unlock (&self->lock);

  free_entry (entry);
  if (is_last)
    free_table (self);
}

/* With the lock. TRUE: the caller lets it go, after the lock. */
static gboolean
take (HandMadeTable *self,
      Entry         *entry,
      Leaver        *leaver)
{
  leaver->object = g_weak_ref_get (&entry->object);
  if (leaver->object == NULL)
    return FALSE;

  leaver->entry = entry;
  self->n_holders--;

  return TRUE;
}

static void
let_go (Leaver *leaver)
{
  g_object_weak_unref (leaver->object, died_cb, leaver->entry);
  free_entry (leaver->entry);
  g_object_unref (leaver->object);
}

HandMadeTable *
hand_made_table_new (void)
{
  HandMadeTable *self = g_new (HandMadeTable, 1);

  g_mutex_init (&self->lock);
  self->entries = g_hash_table_new (NULL, NULL);
  self->n_holders = 1;

  return self;
}

/* With the lock. */
static GArray *
take_all (HandMadeTable *self)
{
  GArray        *leavers = g_array_sized_new (FALSE, FALSE, sizeof (Leaver), g_hash_table_size (self->entries));
  GHashTableIter iter;
  gpointer       entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    {
      Leaver leaver;

      if (take (self, entry, &leaver))
        g_array_append_val (leavers, leaver);
    }
  g_hash_table_remove_all (self->entries);

  return leavers;
}

void
hand_made_table_free (HandMadeTable *self)
{
  GArray  *leavers;
  gboolean is_last;

  g_mutex_lock (&self->lock);
  leavers = take_all (self);
  is_last = --self->n_holders == 0;
  g_mutex_unlock (&self->lock);

  for (guint i = 0; i < leavers->len; i++)
    let_go (&g_array_index (leavers, Leaver, i));
  g_array_unref (leavers);
  if (is_last)
    free_table (self);
}

/* The caller holds @object, so that it cannot die half inserted. */
static void
insert (HandMadeTable *self,
        Entry         *entry,
        gpointer       key,
        GObject       *object)
{
  Entry   *replaced;
  Leaver   leaver;
  gboolean is_taken;

  entry->table = self;
  entry->key = key;
  g_weak_ref_init (&entry->object, object);
  g_object_weak_ref (object, died_cb, entry);

  g_mutex_lock (&self->lock);
  replaced = g_hash_table_lookup (self->entries, key);
  is_taken = replaced != NULL && take (self, replaced, &leaver);
  g_hash_table_insert (self->entries, key, entry);
  self->n_holders++;
  g_mutex_unlock (&self->lock);

  if (is_taken)
    let_go (&leaver);
}

void
hand_made_table_insert (HandMadeTable *self,
                        gpointer       key,
                        GObject       *value)
{
  insert (self, g_new (Entry, 1), key, value);
}

/* A new reference, or NULL. */
gpointer
hand_made_table_lookup (HandMadeTable *self,
                        gconstpointer  key)
{
  GObject *value = NULL;
  Entry   *entry;

  g_mutex_lock (&self->lock);
  entry = g_hash_table_lookup (self->entries, key);
  if (entry != NULL)
    value = g_weak_ref_get (&entry->object);
  g_mutex_unlock (&self->lock);

  return value;
}

void
hand_made_table_insert_weak_key (HandMadeTable *self,
                                 GObject       *key,
                                 gpointer       value)
{
  WeakKeyEntry *entry = g_new (WeakKeyEntry, 1);

  entry->value = value;
  insert (self, &entry->entry, key, key);
}

/* The caller holds @key, so that what is found is not the entry of another
 * object that was at the same address.
 */
gboolean
hand_made_table_lookup_weak_key (HandMadeTable *self,
                                 GObject       *key,
                                 gpointer      *value)
{
  WeakKeyEntry *entry;

  g_mutex_lock (&self->lock);
  entry = g_hash_table_lookup (self->entries, key);
  if (entry != NULL)
    *value = entry->value;
  g_mutex_unlock (&self->lock);

  return entry != NULL;
}

guint
hand_made_table_get_size (HandMadeTable *self)
{
  guint size;

  g_mutex_lock (&self->lock);
  size = g_hash_table_size (self->entries);
  g_mutex_unlock (&self->lock);

  return size;
}

/* The way to iterate: what is done with the objects, and dropping them, must
 * not happen under the lock, which the death of one needs.
 */
GPtrArray *
hand_made_table_dup_objects (HandMadeTable *self)
{
  GPtrArray     *objects;
  GHashTableIter iter;
  gpointer       entry;

  g_mutex_lock (&self->lock);
  objects = g_ptr_array_new_full (g_hash_table_size (self->entries), g_object_unref);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    {
      GObject *object = g_weak_ref_get (&((Entry *) entry)->object);

      if (object != NULL)
        g_ptr_array_add (objects, object);
    }
  g_mutex_unlock (&self->lock);

  return objects;
}
