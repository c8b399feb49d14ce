/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

/* begin:subclass */
#define TYPE_BOOKMARK (bookmark_get_type ())
G_DECLARE_FINAL_TYPE (Bookmark, bookmark, EXAMPLE, BOOKMARK, GweakWeakRef)

struct _Bookmark
{
  GweakWeakRef parent_instance;

  guint page;
};

G_DEFINE_FINAL_TYPE (Bookmark, bookmark, GWEAK_TYPE_WEAK_REF)

static void
bookmark_died (GweakReference *reference)
{
  g_print ("The book went; the bookmark was at page %u.\n", EXAMPLE_BOOKMARK (reference)->page);
}

static void
bookmark_class_init (BookmarkClass *klass)
{
  GWEAK_REFERENCE_CLASS (klass)->died = bookmark_died;
}
/* end:subclass */

static void
bookmark_init (Bookmark *self)
{
}

int
main (void)
{
  GMenu         *book = g_menu_new ();
  GSimpleAction *action = g_simple_action_new ("turn-page", NULL);
  Bookmark      *bookmark = g_object_new (TYPE_BOOKMARK, "referent", book, NULL);

  /* begin:bind */
  g_object_bind_property (bookmark, "alive", action, "enabled", G_BINDING_SYNC_CREATE);
  /* end:bind */
  g_assert_true (g_action_get_enabled (G_ACTION (action)));

  bookmark->page = 42;
  g_object_unref (book);
  g_assert_false (g_action_get_enabled (G_ACTION (action)));

  g_object_unref (bookmark);
  g_object_unref (action);

  return 0;
}
