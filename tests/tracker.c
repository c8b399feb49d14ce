/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#define _GNU_SOURCE /* for RTLD_NEXT */
#include "test-support.h"

#include <dlfcn.h>

#include "gweak-tracker-private.h"

/* What gweak asks of GObject about one object. This program defines the
 * functions that the library calls, which count and pass on.
 */
static struct
{
  gpointer object;
  guint    n_weak_notifies;
  guint    n_weak_notifies_removed;
  guint    n_weak_refs;
  guint    n_toggle_references;
} hooks;

static void
count_hook (gpointer object,
            guint   *counter)
{
  if (object != NULL && object == hooks.object)
    *counter += 1;
}

void
g_object_weak_ref (GObject    *object,
                   GWeakNotify notify,
                   gpointer    data)
{
  typeof (g_object_weak_ref) *next = dlsym (RTLD_NEXT, "g_object_weak_ref");

  count_hook (object, &hooks.n_weak_notifies);
  next (object, notify, data);
}

void
g_object_weak_unref (GObject    *object,
                     GWeakNotify notify,
                     gpointer    data)
{
  typeof (g_object_weak_unref) *next = dlsym (RTLD_NEXT, "g_object_weak_unref");

  count_hook (object, &hooks.n_weak_notifies_removed);
  next (object, notify, data);
}

void
g_weak_ref_init (GWeakRef *weak_ref,
                 gpointer  object)
{
  typeof (g_weak_ref_init) *next = dlsym (RTLD_NEXT, "g_weak_ref_init");

  count_hook (object, &hooks.n_weak_refs);
  next (weak_ref, object);
}

void
g_weak_ref_set (GWeakRef *weak_ref,
                gpointer  object)
{
  typeof (g_weak_ref_set) *next = dlsym (RTLD_NEXT, "g_weak_ref_set");

  count_hook (object, &hooks.n_weak_refs);
  next (weak_ref, object);
}

void
g_object_add_toggle_ref (GObject      *object,
                         GToggleNotify notify,
                         gpointer      data)
{
  typeof (g_object_add_toggle_ref) *next = dlsym (RTLD_NEXT, "g_object_add_toggle_ref");

  count_hook (object, &hooks.n_toggle_references);
  next (object, notify, data);
}

static void
start_counting (gpointer object)
{
  memset (&hooks, 0, sizeof (hooks));
  hooks.object = object;
}

/* A link that logs, and then does what a test wants of it. */
typedef struct _TestLink TestLink;

typedef void (*TestAct) (TestLink *self);

struct _TestLink
{
  GweakLink   link;
  const char *name;
  TestAct     in_dying, in_died, in_finalized;
  TestLink   *other;  /* (owned) for the act */
  gpointer    object; /* (unowned) for the act */
};

static void
act (TestLink *self,
     TestAct   how)
{
  if (how != NULL)
    how (self);
}

static void
test_link_flip (GweakLink *link)
{
  test_log ("flip:%s", ((TestLink *) link)->name);
}

static void
test_link_dying (GweakLink *link,
                 GObject   *object)
{
  TestLink *self = (TestLink *) link;

  test_log ("dying:%s", self->name);
  act (self, self->in_dying);
}

static void
test_link_died (GweakLink *link)
{
  TestLink *self = (TestLink *) link;

  g_assert_false (gweak_link_is_alive (link));
  test_log ("died:%s", self->name);
  act (self, self->in_died);
}

static void
test_link_finalized (GweakLink *link)
{
  TestLink *self = (TestLink *) link;

  test_log ("finalized:%s", self->name);
  act (self, self->in_finalized);
}

static void
test_link_stood_down (GweakLink *link)
{
  test_log ("stood-down:%s", ((TestLink *) link)->name);
}

static void
test_link_free (GweakLink *link)
{
  test_log ("free:%s", ((TestLink *) link)->name);
  g_free (link);
}

static const GweakLinkOps all_ops = {
  .kind = "test links",
  .flip = test_link_flip,
  .dying = test_link_dying,
  .died = test_link_died,
  .finalized = test_link_finalized,
  .stood_down = test_link_stood_down,
  .free = test_link_free,
};

/* For tests of one moment, each of which a link can do without. */
static const GweakLinkOps died_ops = { .died = test_link_died, .free = test_link_free };
static const GweakLinkOps finalized_ops = { .finalized = test_link_finalized, .free = test_link_free };
static const GweakLinkOps flip_ops = { .flip = test_link_flip, .free = test_link_free };
static const GweakLinkOps no_ops = { .free = test_link_free };

static TestLink *
attach (gpointer            object,
        const GweakLinkOps *ops,
        const char         *name)
{
  TestLink *self = g_new0 (TestLink, 1);

  gweak_link_init (&self->link, ops);
  self->name = name;
  gweak_link_attach (&self->link, gweak_tracker_obtain (object), object);

  return self;
}

/* For one that only the list holds. */
static TestLink *
leave (TestLink *self)
{
  gweak_link_unref (&self->link);

  return self;
}

/* As an owner does it. */
static gboolean
detach (TestLink *self)
{
  gboolean listed = (gweak_link_detach (&self->link) & GWEAK_LINK_LISTED) != 0;

  if (listed)
    gweak_link_unref (&self->link);
  gweak_link_unref (&self->link);

  return listed;
}

static void
detach_other (TestLink *self)
{
  test_log ("detach:%s", self->other->name);
  test_log ("%s", detach (g_steal_pointer (&self->other)) ? "TRUE" : "FALSE");
}

static void
an_object_has_one_tracker (void)
{
  TestObject *object = test_object_new ("it"), *another = test_object_new ("another");
  g_autoptr (GweakWeakRef) ref = NULL;
  g_autoptr (GweakWeakRef) of_another = NULL;
  g_autoptr (GweakWeakRef) shared = NULL;
  GweakTracker *tracker;

  g_assert_null (gweak_tracker_peek (G_OBJECT (object)));
  g_assert_cmpuint (gweak_count_references (object), ==, 0);
  g_assert_null (gweak_tracker_peek (G_OBJECT (object)));

  ref = gweak_weak_ref_new (object);
  tracker = gweak_tracker_peek (G_OBJECT (object));
  g_assert_nonnull (tracker);
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL));
  g_object_unref (gweak_finalizer_new (object, test_log_run_cb, "f", NULL));
  shared = gweak_weak_ref_get_shared (object);
  of_another = gweak_weak_ref_new (another);
  g_assert_true (gweak_tracker_peek (G_OBJECT (object)) == tracker);
  g_assert_true (gweak_tracker_obtain (G_OBJECT (object)) == tracker);
  g_assert_false (gweak_tracker_peek (G_OBJECT (another)) == tracker);

  g_object_run_dispose (G_OBJECT (object));
  g_assert_true (gweak_tracker_peek (G_OBJECT (object)) == tracker);
  g_assert_finalize_object (object);
  g_assert_finalize_object (another);
  assert_log ("died:w run:f");
}

static void
add_one_of_each (gpointer   object,
                 GPtrArray *owned)
{
  GweakFinalizer *finalizer = gweak_finalizer_new (object, (GweakFinalizeFunc) gweak_finalizer_run_at_exit, NULL, NULL);

  g_ptr_array_add (owned, gweak_weak_ref_new (object));
  g_ptr_array_add (owned, gweak_weak_ref_get_shared (object));
  g_ptr_array_add (owned, g_object_new (GWEAK_TYPE_WEAK_REF, "referent", object, "toggle", TRUE, NULL));
  gweak_reference_clear (GWEAK_REFERENCE (finalizer));
  g_ptr_array_add (owned, finalizer);
  gweak_watch_unref (gweak_watch_add (object, GWEAK_MOMENT_DIED, test_log_moment_cb, "w", NULL));
}

static void
gobject_is_asked_once (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_object_unref);

  start_counting (object);
  for (guint i = 0; i < 100; i++)
    add_one_of_each (object, owned);
  g_assert_cmpuint (hooks.n_weak_notifies, ==, 1);
  g_assert_cmpuint (hooks.n_weak_refs, ==, 1);
  g_assert_cmpuint (hooks.n_toggle_references, ==, 1);

  /* Without observers the hooks stay, but for the toggle reference. */
  g_ptr_array_set_size (owned, 0);
  for (guint i = 0; i < 100; i++)
    add_one_of_each (object, owned);
  g_assert_cmpuint (hooks.n_weak_notifies, ==, 1);
  g_assert_cmpuint (hooks.n_weak_notifies_removed, ==, 0);
  g_assert_cmpuint (hooks.n_weak_refs, ==, 1);
  g_assert_cmpuint (hooks.n_toggle_references, ==, 2);

  g_object_unref (object);
  g_assert_cmpuint (hooks.n_weak_notifies_removed, ==, 0);
  start_counting (NULL);
  g_free (test_log_take ());
}

static void
a_husk_gets_its_hooks_again (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GPtrArray) owned = g_ptr_array_new_with_free_func (g_object_unref);

  start_counting (object);
  add_one_of_each (object, owned);
  g_object_run_dispose (G_OBJECT (object));
  g_assert_cmpuint (hooks.n_weak_notifies, ==, 1);
  add_one_of_each (object, owned);
  add_one_of_each (object, owned);
  g_assert_cmpuint (hooks.n_weak_notifies, ==, 2);
  g_assert_cmpuint (hooks.n_weak_refs, ==, 2);
  g_assert_cmpuint (hooks.n_toggle_references, ==, 2);

  g_object_unref (object);
  start_counting (NULL);
  assert_log ("died:w died:w died:w");
}

static void
all_flip_before_the_first_died (void)
{
  TestObject *object = test_object_new ("it");

  leave (attach (object, &all_ops, "1"));
  leave (attach (object, &died_ops, "2"));
  leave (attach (object, &all_ops, "3"));
  g_assert_finalize_object (object);
  assert_log ("flip:3 flip:1 died:3 died:2 free:2 died:1 finalized:3 free:3 finalized:1 free:1");
}

static void
all_ops_but_free_can_be_missing (void)
{
  TestObject *object = test_object_new ("it");

  leave (attach (object, &no_ops, "none"));
  leave (attach (object, &finalized_ops, "finalized"));
  leave (attach (object, &flip_ops, "flip"));
  leave (attach (object, &died_ops, "died"));
  g_assert_finalize_object (object);
  assert_log ("flip:flip died:died free:died free:flip finalized:finalized free:finalized free:none");
}

static void
what_died_flips_no_more (void)
{
  TestObject *object = test_object_new ("it");

  leave (attach (object, &all_ops, "old"));
  g_object_run_dispose (G_OBJECT (object));
  assert_log ("flip:old died:old");
  leave (attach (object, &all_ops, "new"));
  g_assert_finalize_object (object);
  assert_log ("flip:new died:new finalized:new free:new finalized:old free:old");
}

static void
what_is_detached_does_not_flip (void)
{
  TestObject *object = test_object_new ("it");
  TestLink   *one = attach (object, &all_ops, "1");
  TestLink   *two = attach (object, &all_ops, "2");
  TestLink   *three = attach (object, &all_ops, "3");

  g_assert_true (detach (two));
  assert_log ("free:2");
  leave (one);
  g_assert_true (detach (three));
  assert_log ("free:3");
  g_assert_finalize_object (object);
  assert_log ("flip:1 died:1 finalized:1 free:1");
}

static void
detaching_the_next_moves_the_walk_on (void)
{
  TestObject *object = test_object_new ("it");
  TestLink   *next, *first;

  leave (attach (object, &died_ops, "last"));
  next = attach (object, &died_ops, "next");
  first = leave (attach (object, &died_ops, "first"));
  first->other = next;
  first->in_died = detach_other;
  g_assert_finalize_object (object);
  assert_log ("died:first detach:next free:next TRUE free:first died:last free:last");
}

static void
detaching_the_next_in_finalized (void)
{
  TestObject *object = test_object_new ("it");
  TestLink   *next, *first;

  leave (attach (object, &finalized_ops, "last"));
  next = attach (object, &finalized_ops, "next");
  first = leave (attach (object, &finalized_ops, "first"));
  first->other = next;
  first->in_finalized = detach_other;
  g_assert_finalize_object (object);
  assert_log ("finalized:first detach:next free:next TRUE free:first finalized:last free:last");
}

static void
detaching_all_the_rest_ends_the_walk (void)
{
  TestObject *object = test_object_new ("it");
  TestLink   *links[4];

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    links[i] = attach (object, &died_ops, (const char *[]){ "0", "1", "2", "3" }[i]);
  links[3]->other = links[0];
  links[3]->in_died = detach_other;
  links[2]->other = links[1];
  links[2]->in_died = detach_other;
  leave (links[3]);
  leave (links[2]);
  g_assert_finalize_object (object);
  assert_log ("died:3 detach:0 free:0 TRUE free:3 died:2 detach:1 free:1 TRUE free:2");
}

static void
detaching_one_that_was_told_is_too_late (void)
{
  TestObject *object = test_object_new ("it");
  TestLink   *old = leave (attach (object, &died_ops, "old"));

  old->other = attach (object, &died_ops, "new");
  old->in_died = detach_other;
  g_assert_finalize_object (object);
  assert_log ("died:new died:old detach:new free:new FALSE free:old");
}

static void
detach_itself (TestLink *self)
{
  gweak_link_ref (&self->link);
  test_log ("%s", detach (self) ? "TRUE" : "FALSE");
}

static void
a_link_can_detach_itself (void)
{
  TestObject *object = test_object_new ("it");
  TestLink   *all = leave (attach (object, &all_ops, "all"));
  TestLink   *died = leave (attach (object, &died_ops, "died"));

  all->in_died = died->in_died = detach_itself;
  g_assert_finalize_object (object);
  /* The one that waited for finalized as well was still in the list. */
  assert_log ("flip:all died:died FALSE free:died died:all TRUE free:all");
}

static void
attach_another (TestLink *self)
{
  leave (attach (self->object, &all_ops, "added"));
}

static void
one_attached_inside_died_sees_the_next_death (void)
{
  TestObject *object = test_object_new ("it");
  TestLink   *link;

  leave (attach (object, &died_ops, "old"));
  link = leave (attach (object, &died_ops, "new"));
  link->object = object;
  link->in_died = attach_another;
  g_object_run_dispose (G_OBJECT (object));
  assert_log ("died:new free:new died:old free:old");
  g_assert_finalize_object (object);
  assert_log ("flip:added died:added finalized:added free:added");
}

static void
dispose_again (TestLink *self)
{
  leave (attach (self->object, &died_ops, "inner"));
  test_log ("(");
  g_object_run_dispose (self->object);
  test_log (")");
}

static void
deaths_of_one_object_nest (void)
{
  TestObject *object = test_object_new ("it");
  TestLink   *link;

  leave (attach (object, &died_ops, "old"));
  link = leave (attach (object, &died_ops, "new"));
  link->object = object;
  link->in_died = dispose_again;
  g_object_run_dispose (G_OBJECT (object));
  /* Those that the outer walk had not told are the inner one's next. */
  assert_log ("died:new ( died:inner free:inner died:old free:old ) free:new");
  g_assert_finalize_object (object);
  assert_log ("");
}

static void
dispose_again_and_detach (TestLink *self)
{
  TestLink *inner = leave (attach (self->object, &died_ops, "inner"));

  inner->other = g_steal_pointer (&self->other);
  inner->in_died = detach_other;
  test_log ("(");
  g_object_run_dispose (self->object);
  test_log (")");
}

static void
detaching_moves_outer_walks_too (void)
{
  TestObject *object = test_object_new ("it");
  TestLink   *next, *first;

  leave (attach (object, &all_ops, "last"));
  next = attach (object, &all_ops, "next");
  first = leave (attach (object, &all_ops, "first"));
  first->object = object;
  first->other = next;
  first->in_died = dispose_again_and_detach;
  g_object_run_dispose (G_OBJECT (object));
  /* The inner walk ends at one that was told and waits for finalized. */
  assert_log ("flip:first flip:next flip:last died:first ( died:inner detach:next free:next TRUE free:inner ) died:last");
  g_assert_finalize_object (object);
  assert_log ("finalized:first free:first finalized:last free:last");
}

static void
drop_object (TestLink *self)
{
  test_log ("(");
  g_object_unref (self->object);
  test_log (")");
}

static void
deaths_of_two_objects_nest (void)
{
  TestObject *outer = test_object_new ("outer"), *inner = test_object_new ("inner");
  TestLink   *link;

  leave (attach (outer, &died_ops, "old"));
  link = leave (attach (outer, &died_ops, "new"));
  link->object = inner;
  link->in_died = drop_object;
  leave (attach (inner, &all_ops, "inner"));
  g_assert_finalize_object (outer);
  assert_log ("died:new ( flip:inner died:inner finalized:inner free:inner ) free:new died:old free:old");
}

static void
dying_reaches_those_who_asked (void)
{
  TestObject *object = test_object_new ("it");
  TestLink   *one = attach (object, &all_ops, "1");
  TestLink   *three;

  leave (attach (object, &all_ops, "2"));
  three = attach (object, &all_ops, "3");
  g_assert_true (gweak_link_request_toggle (&one->link, G_OBJECT (object)));
  g_assert_true (gweak_link_request_toggle (&three->link, G_OBJECT (object)));
  leave (one);
  leave (three);

  g_assert_finalize_object (object);
  assert_log ("dying:3 dying:1 flip:3 flip:2 flip:1 died:3 died:2 died:1 "
              "finalized:3 free:3 finalized:2 free:2 finalized:1 free:1");
}

static void
detaching_the_next_in_dying (void)
{
  TestObject *object = test_object_new ("it");
  TestLink   *links[3];

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      links[i] = attach (object, &all_ops, (const char *[]){ "0", "1", "2" }[i]);
      g_assert_true (gweak_link_request_toggle (&links[i]->link, G_OBJECT (object)));
    }
  links[2]->other = links[1];
  links[2]->in_dying = detach_other;
  leave (links[2]);
  leave (links[0]);
  g_assert_finalize_object (object);
  assert_log ("dying:2 detach:1 free:1 TRUE dying:0 flip:2 flip:0 died:2 died:0 finalized:2 free:2 finalized:0 free:0");
}

static void
ignore_toggle_cb (gpointer data,
                  GObject *object,
                  gboolean is_last_ref)
{
}

static void
what_died_cannot_ask (void)
{
  TestObject *object = test_object_new ("it");
  TestLink   *link = attach (object, &all_ops, "a");

  g_object_run_dispose (G_OBJECT (object));
  g_assert_false (gweak_link_request_toggle (&link->link, G_OBJECT (object)));
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  g_assert_true (detach (link));
  g_assert_finalize_object (object);
  assert_log ("flip:a died:a free:a");
}

static void
a_foreign_toggle_reference_refuses (void)
{
  TestObject *object = test_object_new ("it");
  TestLink   *link = attach (object, &all_ops, "a");

  g_object_add_toggle_ref (G_OBJECT (object), ignore_toggle_cb, NULL);
  g_assert_false (gweak_link_request_toggle (&link->link, G_OBJECT (object)));
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 2);
  g_object_remove_toggle_ref (G_OBJECT (object), ignore_toggle_cb, NULL);
  assert_log ("");

  g_assert_true (detach (link));
  assert_log ("free:a");
  g_assert_finalize_object (object);
}

static void
standing_down_reaches_those_who_asked (void)
{
  TestObject   *object = test_object_new ("it");
  GweakTracker *tracker = gweak_tracker_obtain (G_OBJECT (object));
  TestLink     *one = attach (object, &all_ops, "1");
  TestLink     *three;

  leave (attach (object, &all_ops, "2"));
  three = attach (object, &all_ops, "3");
  gweak_link_request_toggle (&one->link, G_OBJECT (object));
  gweak_link_request_toggle (&three->link, G_OBJECT (object));
  gweak_tracker_stand_down (tracker);
  assert_log ("stood-down:3 stood-down:1");
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 1);
  gweak_tracker_stand_down (tracker);
  assert_log ("");

  leave (one);
  leave (three);
  g_assert_finalize_object (object);
  assert_log ("flip:3 flip:2 flip:1 died:3 died:2 died:1 finalized:3 free:3 finalized:2 free:2 finalized:1 free:1");
}

static void
a_link_tells_what_it_refers_to (void)
{
  TestObject *object = test_object_new ("it"), *got;
  TestLink   *link = attach (object, &died_ops, "a");

  g_assert_true (gweak_link_is_alive (&link->link));
  got = (TestObject *) gweak_link_dup_object (&link->link);
  g_assert_true (got == object);
  g_object_unref (got);

  g_assert_finalize_object (object);
  g_assert_false (gweak_link_is_alive (&link->link));
  g_assert_null (gweak_link_dup_object (&link->link));
  assert_log ("died:a");
  g_assert_false (detach (link));
  assert_log ("free:a");
}

static void
a_link_that_was_never_attached_is_dead (void)
{
  TestLink *link = g_new0 (TestLink, 1);

  gweak_link_init (&link->link, &all_ops);
  link->name = "a";
  g_assert_false (gweak_link_is_alive (&link->link));
  g_assert_null (gweak_link_dup_object (&link->link));
  g_assert_false (detach (link));
  assert_log ("free:a");
}

static void
the_last_link_frees_it (void)
{
  TestObject   *object = test_object_new ("it");
  GweakTracker *tracker = gweak_tracker_ref (gweak_tracker_obtain (G_OBJECT (object)));
  TestLink     *link = attach (object, &all_ops, "a");

  leave (attach (object, &all_ops, "b"));
  g_assert_finalize_object (object);
  assert_log ("flip:b flip:a died:b died:a finalized:b free:b finalized:a");
  g_assert_null (gweak_link_dup_object (&link->link));

  /* Ours, and that of the link. */
  g_assert_cmpint (tracker->ref_count, ==, 2);
  g_assert_false (detach (link));
  assert_log ("free:a");
  g_assert_cmpint (tracker->ref_count, ==, 1);
  gweak_tracker_unref (tracker);
}

static void
the_object_keeps_it (void)
{
  TestObject   *object = test_object_new ("it");
  GweakTracker *tracker = gweak_tracker_obtain (G_OBJECT (object));

  for (guint i = 0; i < 3; i++)
    g_assert_true (detach (attach (object, &died_ops, "a")));
  g_assert_true (gweak_tracker_peek (G_OBJECT (object)) == tracker);
  assert_log ("free:a free:a free:a");

  gweak_tracker_ref (tracker);
  g_assert_finalize_object (object);
  g_assert_cmpint (tracker->ref_count, ==, 1);
  gweak_tracker_unref (tracker);
}

static void
resurrect_hook (TestObject *object,
                gpointer    user_data)
{
  test_object_before_dispose (object, NULL, NULL);
  g_object_ref (object);
}

static void
a_zombie_answers_again (void)
{
  TestObject *object = test_object_new ("it"), *got;
  TestLink   *link = attach (object, &died_ops, "a");

  test_object_never_chain_up (object);
  test_object_before_dispose (object, resurrect_hook, NULL);
  g_object_unref (object);
  g_assert_true (gweak_link_is_alive (&link->link));
  g_assert_null (gweak_link_dup_object (&link->link));

  /* gweak is called with the object in hand. */
  g_assert_nonnull (gweak_tracker_peek (G_OBJECT (object)));
  got = (TestObject *) gweak_link_dup_object (&link->link);
  g_assert_true (got == object);
  g_object_unref (got);

  g_assert_finalize_object (object);
  assert_log ("died:a");
  detach (link);
  assert_log ("free:a");
}

static void
a_husk_answers_again (void)
{
  TestObject *object = test_object_new ("it"), *got;
  TestLink   *link = attach (object, &died_ops, "old");
  TestLink *new;

  g_object_run_dispose (G_OBJECT (object));
  g_assert_null (gweak_link_dup_object (&link->link));
  new = attach (object, &died_ops, "new");
  got = (TestObject *) gweak_link_dup_object (&new->link);
  g_assert_true (got == object);
  g_object_unref (got);
  g_assert_null (gweak_link_dup_object (&link->link));

  g_assert_finalize_object (object);
  assert_log ("died:old died:new");
  detach (link);
  detach (new);
  assert_log ("free:old free:new");
}

static void
keep_another (TestLink *self)
{
  self->other = attach (self->object, &died_ops, "added");
}

static void
one_attached_inside_died_answers_later (void)
{
  TestObject *object = test_object_new ("it"), *got;
  TestLink   *link = attach (object, &died_ops, "a");

  link->object = object;
  link->in_died = keep_another;
  g_object_run_dispose (G_OBJECT (object));
  g_assert_true (gweak_link_is_alive (&link->other->link));
  g_assert_nonnull (gweak_tracker_peek (G_OBJECT (object)));
  got = (TestObject *) gweak_link_dup_object (&link->other->link);
  g_assert_true (got == object);
  g_object_unref (got);

  g_assert_finalize_object (object);
  assert_log ("died:a died:added");
  detach (link->other);
  detach (link);
  assert_log ("free:added free:a");
}

static void
peek_hook (TestObject *object,
           gpointer    link)
{
  GweakTracker *tracker = gweak_tracker_peek (G_OBJECT (object));

  g_assert_null (g_weak_ref_get (&tracker->referent));
  g_assert_null (gweak_link_dup_object (link));
  g_assert_cmpuint (G_OBJECT (object)->ref_count, ==, 0);
  test_log ("peek");
}

static void
an_object_in_finalize_is_left_alone (void)
{
  TestObject *object = test_object_new ("it");
  TestLink   *link = attach (object, &died_ops, "a");

  test_object_in_finalize (object, peek_hook, &link->link);
  g_assert_finalize_object (object);
  detach (link);
  assert_log ("died:a peek free:a");
}

static void
only_living_references_count (void)
{
  TestObject *object = test_object_new ("it");
  g_autoptr (GweakWeakRef) old = gweak_weak_ref_new (object);
  g_autoptr (GweakWeakRef) new = NULL;
  g_autoptr (GPtrArray) references = NULL;
  GweakTracker *tracker = gweak_tracker_peek (G_OBJECT (object));

  leave (attach (object, &all_ops, "a"));
  g_assert_cmpuint (gweak_tracker_count_references (tracker), ==, 1);
  g_object_run_dispose (G_OBJECT (object));
  g_assert_cmpuint (gweak_tracker_count_references (tracker), ==, 0);
  new = gweak_weak_ref_new (object);
  leave (attach (object, &all_ops, "b"));
  g_assert_cmpuint (gweak_tracker_count_references (tracker), ==, 1);
  references = gweak_tracker_list_references (tracker, FALSE);
  g_assert_cmpuint (references->len, ==, 1);
  g_assert_true (references->pdata[0] == new);

  g_assert_finalize_object (object);
  assert_log ("flip:a died:a flip:b died:b finalized:b free:b finalized:a free:a");
}

#define N_MANY 100000

static gpointer deepest, shallowest;
static guint    n_told;

static void
note_frame (GweakLink *link)
{
  gpointer frame = __builtin_frame_address (0);

  deepest = deepest == NULL ? frame : MIN (deepest, frame);
  shallowest = MAX (shallowest, frame);
  n_told++;
}

static void
free_quietly (GweakLink *link)
{
  g_free (link);
}

static void
many_die_without_recursion (void)
{
  static const GweakLinkOps ops = { .died = note_frame, .finalized = note_frame, .free = free_quietly };

  TestObject *object = test_object_new ("it");

  for (guint i = 0; i < N_MANY; i++)
    leave (attach (object, &ops, NULL));
  g_object_run_dispose (G_OBJECT (object));
  g_assert_cmpuint (n_told, ==, N_MANY);
  g_assert_true (deepest == shallowest);

  deepest = shallowest = NULL;
  g_assert_finalize_object (object);
  g_assert_cmpuint (n_told, ==, 2 * N_MANY);
  g_assert_true (deepest == shallowest);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "an object has one, whatever its observers", an_object_has_one_tracker },
    { "GObject is asked once, whatever the observers", gobject_is_asked_once },
    { "a husk gets its hooks again, once", a_husk_gets_its_hooks_again },
    { "all flip before the first died", all_flip_before_the_first_died },
    { "all ops but free can be missing", all_ops_but_free_can_be_missing },
    { "what died flips no more", what_died_flips_no_more },
    { "what is detached does not flip", what_is_detached_does_not_flip },
    { "detaching/the next moves the walk on", detaching_the_next_moves_the_walk_on },
    { "detaching/the next in finalized", detaching_the_next_in_finalized },
    { "detaching/the next in dying", detaching_the_next_in_dying },
    { "detaching/all the rest ends the walk", detaching_all_the_rest_ends_the_walk },
    { "detaching/one that was told is too late", detaching_one_that_was_told_is_too_late },
    { "detaching/a link can detach itself", a_link_can_detach_itself },
    { "detaching/it moves outer walks too", detaching_moves_outer_walks_too },
    { "one attached inside died sees the next death", one_attached_inside_died_sees_the_next_death },
    { "one attached inside died answers later", one_attached_inside_died_answers_later },
    { "deaths of one object nest", deaths_of_one_object_nest },
    { "deaths of two objects nest", deaths_of_two_objects_nest },
    { "dying reaches those who asked", dying_reaches_those_who_asked },
    { "what died cannot ask for dying", what_died_cannot_ask },
    { "a foreign toggle reference refuses those who ask", a_foreign_toggle_reference_refuses },
    { "standing down reaches those who asked", standing_down_reaches_those_who_asked },
    { "a link tells what it refers to", a_link_tells_what_it_refers_to },
    { "a link that was never attached is dead", a_link_that_was_never_attached_is_dead },
    { "the last link frees it", the_last_link_frees_it },
    { "the object keeps it", the_object_keeps_it },
    { "a zombie answers again", a_zombie_answers_again },
    { "a husk answers again", a_husk_answers_again },
    { "an object in finalize is left alone", an_object_in_finalize_is_left_alone },
    { "only living references count", only_living_references_count },
    { "100 000 die without recursion", many_die_without_recursion },
  };

  return test_run_cases (argc, argv, "tracker", cases, G_N_ELEMENTS (cases));
}
