/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

/* A node owns its children. The way up is weak, so parent and child are no
 * cycle: dropping the root drops the tree.
 */
#define TOUR_TYPE_NODE (tour_node_get_type ())
G_DECLARE_FINAL_TYPE (TourNode, tour_node, TOUR, NODE, GObject)

struct _TourNode
{
  GObject parent_instance;

  char         *name;
  GPtrArray    *children; /* (owned) of TourNode */
  GweakWeakRef *parent;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (TourNode, tour_node, G_TYPE_OBJECT)

static void
tour_node_finalize (GObject *object)
{
  TourNode *self = TOUR_NODE (object);

  g_free (self->name);
  g_ptr_array_unref (self->children);
  g_clear_object (&self->parent);

  G_OBJECT_CLASS (tour_node_parent_class)->finalize (object);
}

static void
tour_node_class_init (TourNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tour_node_finalize;
}

static void
tour_node_init (TourNode *self)
{
  self->children = g_ptr_array_new_with_free_func (g_object_unref);
}

static TourNode *
node_new (const char *name)
{
  TourNode *self = g_object_new (TOUR_TYPE_NODE, NULL);

  self->name = g_strdup (name);

  return self;
}

/* Any number of children can share the parent's one plain reference. */
static TourNode *
node_append (TourNode   *self,
             const char *name)
{
  TourNode *child = node_new (name);

  child->parent = gweak_weak_ref_get_shared (self);
  g_ptr_array_add (self->children, child);

  return child;
}

static TourNode *
node_dup_parent (TourNode *self)
{
  return self->parent != NULL ? gweak_weak_ref_get (self->parent) : NULL;
}

static char *
node_dup_path (TourNode *self)
{
  g_autoptr (TourNode) parent = node_dup_parent (self);
  g_autofree char *above = NULL;

  if (parent == NULL)
    return g_strdup (self->name);

  above = node_dup_path (parent);

  return g_strconcat (above, "/", self->name, NULL);
}

static void
say_path (TourNode *node)
{
  g_autofree char *path = node_dup_path (node);

  tour_say ("The path of the leaf is '%s'.", path);
}

static void
say_alive (const char   *name,
           GweakWeakRef *ref)
{
  tour_say ("The %s is %s.", name, gweak_reference_is_alive (GWEAK_REFERENCE (ref)) ? "alive" : "dead");
}

void
tour_tree (void)
{
  g_autoptr (TourNode) tree = node_new ("tree");
  TourNode *branch = node_append (tree, "branch");
  g_autoptr (TourNode) leaf = g_object_ref (node_append (branch, "leaf"));
  g_autoptr (GweakWeakRef) tree_ref = gweak_weak_ref_new (tree);
  g_autoptr (GweakWeakRef) branch_ref = gweak_weak_ref_new (branch);

  tour_chapter ("A tree is no cycle when children know their parents weakly");
  say_path (leaf);

  g_clear_object (&tree);
  say_alive ("tree", tree_ref);
  say_alive ("branch", branch_ref);
  say_path (leaf);
}
