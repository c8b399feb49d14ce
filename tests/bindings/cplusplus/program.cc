/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gweak/gweak.h>

#include <memory>
#include <string>
#include <vector>

/* Every type as C++ uses it: macros, lambdas as callbacks, C++ objects as data. */

namespace
{
struct Unref
{
  void
  operator() (gpointer object) const
  {
    g_object_unref (object);
  }
};

template <typename T>
using Owned = std::unique_ptr<T, Unref>;

template <typename T>
void
destroy (gpointer data)
{
  delete static_cast<T *> (data);
}

std::vector<std::string> log_of_all;

/* Data of a callback, which says when it goes. */
struct Data
{
  std::string name;

  explicit Data (const std::string &what)
      : name (what)
  {
  }

  ~Data ()
  {
    log_of_all.push_back ("~" + name);
  }

  Data (const Data &) = delete;
  Data &operator= (const Data &) = delete;
};

void
assert_log (const char *expected)
{
  std::string text;

  for (const std::string &event : log_of_all)
    text += (text.empty () ? "" : " ") + event;
  log_of_all.clear ();
  g_assert_cmpstr (text.c_str (), ==, expected);
}

void
log_data (gpointer data)
{
  log_of_all.push_back (static_cast<Data *> (data)->name);
}

void
references ()
{
  Owned<GMenu> menu (g_menu_new ());
  Owned<GweakWeakRef> ref (gweak_weak_ref_new (menu.get ()));
  Owned<GweakWeakRef> with_callback (gweak_weak_ref_new_with_callback (
    menu.get (), [] (GweakWeakRef *, gpointer data) { log_data (data); }, new Data ("died"), destroy<Data>));
  Owned<GMenu> strong (G_MENU (gweak_weak_ref_get (ref.get ())));

  g_assert_true (GWEAK_IS_WEAK_REF (ref.get ()) && GWEAK_IS_REFERENCE (ref.get ()));
  g_assert_true (strong.get () == menu.get ());
  g_assert_true (gweak_reference_equal (GWEAK_REFERENCE (ref.get ()), GWEAK_REFERENCE (with_callback.get ())));
  strong.reset ();
  menu.reset ();
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (ref.get ())));
  with_callback.reset ();
  assert_log ("died ~died");
}

void
finalizers ()
{
  Owned<GMenu> menu (g_menu_new ());
  Owned<GweakFinalizer> finalizer (gweak_finalizer_new (menu.get (), log_data, new Data ("finalized"), destroy<Data>));
  GweakWatch *watch = gweak_watch_add (
    menu.get (), GWEAK_MOMENT_DIED,
    [] (GweakMoment moment, gpointer data) {
      g_assert_true (moment == GWEAK_MOMENT_DIED);
      log_data (data);
    },
    new Data ("watched"), destroy<Data>);

  g_assert_true (GWEAK_IS_FINALIZER (finalizer.get ()));
  menu.reset ();
  assert_log ("watched ~watched finalized ~finalized");
  g_assert_false (gweak_watch_remove (watch));
}

void
tables ()
{
  const auto both = static_cast<GweakWeakness> (GWEAK_WEAKNESS_KEYS | GWEAK_WEAKNESS_VALUES);
  Owned<GMenu> menu (g_menu_new ());
  Owned<GweakWeakHashTable> table (gweak_weak_hash_table_new (G_TYPE_STRING, G_TYPE_MENU, GWEAK_WEAKNESS_VALUES));
  Owned<GweakWeakHashTable> pairs (gweak_weak_hash_table_new (G_TYPE_MENU, G_TYPE_MENU, both));
  GweakWeakHashTableIter iter;
  gpointer key, value;

  g_assert_true (GWEAK_IS_WEAK_HASH_TABLE (table.get ()));
  gweak_weak_hash_table_insert (table.get (), const_cast<char *> ("edit"), menu.get ());
  gweak_weak_hash_table_insert (pairs.get (), menu.get (), menu.get ());
  gweak_weak_hash_table_iter_init (&iter, table.get ());
  while (gweak_weak_hash_table_iter_next (&iter, &key, &value))
    log_of_all.push_back (static_cast<const char *> (key));
  assert_log ("edit");
  menu.reset ();
  g_assert_cmpuint (gweak_weak_hash_table_get_size (table.get ()), ==, 0);
  g_assert_cmpuint (gweak_weak_hash_table_get_size (pairs.get ()), ==, 0);
}

void
sets_lists_and_caches ()
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GweakWeakSet) set = gweak_weak_set_new ();
  g_autoptr (GweakWeakListStore) list = gweak_weak_list_store_new (G_TYPE_MENU);
  g_autoptr (GweakCache) cache = gweak_cache_new (G_TYPE_INT, G_TYPE_MENU);

  gweak_weak_set_add (set, menu);
  gweak_weak_set_foreach (
    set, [] (gpointer item, gpointer data) { g_assert_true (item == data); }, menu);
  gweak_weak_list_store_append (list, menu);
  gweak_cache_insert (cache, GINT_TO_POINTER (5), menu, 1);
  g_assert_true (GWEAK_IS_WEAK_SET (set) && GWEAK_IS_WEAK_LIST_STORE (list) && GWEAK_IS_CACHE (cache));
  g_object_unref (menu);
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 1);
  gweak_cache_remove_all (cache);
  g_assert_cmpuint (gweak_weak_set_get_size (set), ==, 0);
}

struct Subclass
{
  GweakWeakRef parent_instance;
};

struct SubclassClass
{
  GweakWeakRefClass parent_class;
};

G_DEFINE_TYPE (Subclass, subclass, GWEAK_TYPE_WEAK_REF)

void
subclass_class_init (SubclassClass *klass)
{
  GWEAK_REFERENCE_CLASS (klass)->died = [] (GweakReference *) { log_of_all.push_back ("class handler"); };
}

void
subclass_init (Subclass *)
{
}

void
subclasses ()
{
  Owned<GMenu> menu (g_menu_new ());
  Owned<GweakWeakRef> ref (GWEAK_WEAK_REF (g_object_new (subclass_get_type (), "referent", menu.get (), nullptr)));

  menu.reset ();
  assert_log ("class handler");
}

void
the_rest ()
{
  GError *error = g_error_new (GWEAK_ERROR, GWEAK_ERROR_TYPE, "text");

  g_assert_error (error, GWEAK_ERROR, GWEAK_ERROR_TYPE);
  g_error_free (error);
  g_assert_true (g_type_is_a (GWEAK_TYPE_MOMENT, G_TYPE_ENUM));
  g_assert_true (std::to_string (GWEAK_MAJOR_VERSION) + "." + std::to_string (GWEAK_MINOR_VERSION) + "." + std::to_string (GWEAK_MICRO_VERSION) == GWEAK_VERSION_S);
#if !GWEAK_CHECK_VERSION(1, 0, 0)
# error "This is 1.0 or newer."
#endif
}
} // namespace

int
main ()
{
  references ();
  finalizers ();
  tables ();
  sets_lists_and_caches ();
  subclasses ();
  the_rest ();

  return 0;
}
