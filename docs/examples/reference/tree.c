/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

/* begin:node */
#define TYPE_NODE (node_get_type ())
G_DECLARE_FINAL_TYPE (Node, node, EXAMPLE, NODE, GObject)

struct _Node
{
  GObject parent_instance;

  GPtrArray    *children; /* (owned) of Nodes, each held */
  GweakWeakRef *parent;   /* (owned) (nullable) refers to a Node without holding it */
};

G_DEFINE_FINAL_TYPE (Node, node, G_TYPE_OBJECT)

static void
node_add (Node *self,
          Node *child)
{
  g_ptr_array_add (self->children, g_object_ref (child));
  g_clear_object (&child->parent);
  child->parent = gweak_weak_ref_get_shared (self);
}

static Node *
node_dup_parent (Node *self)
{
  return self->parent != NULL ? gweak_weak_ref_get (self->parent) : NULL;
}
/* end:node */

static void
node_finalize (GObject *object)
{
  Node *self = EXAMPLE_NODE (object);

  g_ptr_array_unref (self->children);
  g_clear_object (&self->parent);

  G_OBJECT_CLASS (node_parent_class)->finalize (object);
}

static void
node_class_init (NodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = node_finalize;
}

static void
node_init (Node *self)
{
  self->children = g_ptr_array_new_with_free_func (g_object_unref);
}

int
main (void)
{
  Node *root = g_object_new (TYPE_NODE, NULL);
  Node *leaf = g_object_new (TYPE_NODE, NULL);
  Node *parent;

  node_add (root, leaf);
  parent = node_dup_parent (leaf);
  g_assert_true (parent == root);
  g_object_unref (parent);

  g_object_unref (root);
  g_assert_null (node_dup_parent (leaf));
  g_print ("The root is gone, the leaf is left.\n");
  g_assert_finalize_object (leaf);

  return 0;
}
