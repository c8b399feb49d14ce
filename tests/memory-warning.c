/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-cache.h"

#include <signal.h>

/* Memory warnings, from a monitor of our own on a bus of our own that is taken
 * for the system's.
 */

#define MONITOR "org.freedesktop.LowMemoryMonitor"

static GSubprocess *
start_bus (char **address)
{
  GSubprocess *bus = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL,
                                       "dbus-daemon", "--session", "--nofork", "--print-address", NULL);
  g_autoptr (GDataInputStream) lines = NULL;

  if (bus == NULL)
    return NULL;

  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (bus));
  *address = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

  return bus;
}

static GDBusConnection *connection; /* (owned) of the monitor */

static GDBusConnection *
connect_to_bus (const char *address)
{
  GDBusConnectionFlags flags = G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                               G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION;

  return g_dbus_connection_new_for_address_sync (address, flags, NULL, NULL, NULL);
}

static void
serve_cb (GDBusConnection       *a_connection,
          const char            *sender,
          const char            *path,
          const char            *interface,
          const char            *method,
          GVariant              *parameters,
          GDBusMethodInvocation *invocation,
          gpointer               user_data)
{
  g_assert_not_reached ();
}

static const char description[] =
  "<node><interface name='" MONITOR "'><signal name='LowMemoryWarning'><arg type='y'/></signal></interface></node>";

static void
start_monitor (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = serve_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (description, NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_dbus_connection_register_object (connection, "/org/freedesktop/LowMemoryMonitor", node->interfaces[0], &vtable, NULL, NULL, &error);
  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "RequestName", g_variant_new ("(su)", MONITOR, 4), NULL, 0, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
warn (GMemoryMonitorWarningLevel level)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (connection, NULL, "/org/freedesktop/LowMemoryMonitor", MONITOR, "LowMemoryWarning",
                                 g_variant_new ("(y)", (guint8) level), &error);
  g_assert_no_error (error);
}

typedef struct
{
  GMemoryMonitor *monitor; /* (owned) */
  guint           level;   /* of the last warning that was heard */
} Ear;

static void
heard_cb (GMemoryMonitor            *monitor,
          GMemoryMonitorWarningLevel level,
          gpointer                   user_data)
{
  ((Ear *) user_data)->level = level;
}

static void
warn_until_heard (Ear  *self,
                  guint level)
{
  warn (level);
  while (self->level != level)
    g_main_context_iteration (NULL, TRUE);
}

/* GLib may still be looking for the monitor, so it is called until it hears; and
 * once more, so that nothing else is on its way. What it hears, the caches have
 * heard before: they were there first.
 */
static void
ear_open (Ear *self)
{
  g_autoptr (GweakCache) cache = test_cache_new ();

  test_iterate (NULL);
  *self = (Ear){ .monitor = g_memory_monitor_dup_default () };
  g_signal_connect (self->monitor, "low-memory-warning", G_CALLBACK (heard_cb), self);
  while (self->level == 0)
    {
      warn (1);
      g_main_context_iteration (NULL, FALSE);
    }
  warn_until_heard (self, 2);
}

static void
ear_close (Ear *self)
{
  if (self->monitor == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->monitor, heard_cb, self);
  g_object_unref (self->monitor);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ear, ear_close)

static gboolean
skip_without_bus (void)
{
  if (connection == NULL)
    g_test_skip ("There is no dbus-daemon here");

  return connection == NULL;
}

static void
a_warning_trims_every_cache (void)
{
  g_autoptr (GweakCache) one = NULL;
  g_autoptr (GweakCache) other = NULL;
  g_auto (Ear) ear = { NULL };

  if (skip_without_bus ())
    return;

  ear_open (&ear);
  one = test_cache_new ();
  other = test_cache_new ();
  for (guint i = 0; i < 32; i++)
    test_cache_put (one, (char[]){ ' ' + i, '\0' }, 0);
  test_cache_put (other, "a", 0);
  test_cache_put (other, "b", 0);

  warn_until_heard (&ear, G_MEMORY_MONITOR_WARNING_LEVEL_LOW);
  g_assert_cmpuint (gweak_cache_get_n_idle (one), ==, 16);
  g_assert_true (gweak_cache_contains (one, (char[]){ ' ' + 31, '\0' }));
  g_assert_cmpuint (gweak_cache_get_n_idle (other), ==, 1);
  warn_until_heard (&ear, G_MEMORY_MONITOR_WARNING_LEVEL_MEDIUM);
  g_assert_cmpuint (gweak_cache_get_n_idle (one), ==, 2);
  g_assert_cmpuint (gweak_cache_get_n_idle (other), ==, 0);
  warn_until_heard (&ear, G_MEMORY_MONITOR_WARNING_LEVEL_CRITICAL);
  g_assert_cmpuint (gweak_cache_get_n_idle (one), ==, 0);
  g_free (test_log_take ());
}

static void
a_warning_leaves_what_is_in_use (void)
{
  g_autoptr (GweakCache) cache = NULL;
  g_autoptr (TestObject) held = NULL;
  g_auto (Ear) ear = { NULL };

  if (skip_without_bus ())
    return;

  ear_open (&ear);
  cache = test_cache_new ();
  held = test_cache_hold (cache, "held");
  test_cache_put (cache, "idle", 0);
  warn_until_heard (&ear, G_MEMORY_MONITOR_WARNING_LEVEL_CRITICAL);
  assert_log ("evicted:idle");
  g_assert_cmpuint (G_OBJECT (held)->ref_count, ==, 2);
}

static gpointer
make_cache_thread (gpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  GweakCache *cache;

  g_main_context_push_thread_default (context);
  cache = test_cache_new ();
  test_cache_put (cache, "idle", 0);
  g_main_context_pop_thread_default (context);

  return cache;
}

static void
a_cache_of_a_thread_that_has_ended_is_trimmed (void)
{
  g_autoptr (GweakCache) cache = NULL;
  g_auto (Ear) ear = { NULL };

  if (skip_without_bus ())
    return;

  ear_open (&ear);
  cache = g_thread_join (g_thread_new ("maker", make_cache_thread, NULL));
  warn_until_heard (&ear, G_MEMORY_MONITOR_WARNING_LEVEL_CRITICAL);
  assert_log ("evicted:idle");
}

static void
a_value_can_drop_its_cache_cb (TestObject *object,
                               gpointer    user_data)
{
  g_clear_object ((GweakCache **) user_data);
}

static void
a_warning_can_be_the_end_of_a_cache (void)
{
  GweakCache *cache;
  TestObject *object;
  g_autoptr (GweakWeakRef) ref = NULL;
  g_auto (Ear) ear = { NULL };

  if (skip_without_bus ())
    return;

  ear_open (&ear);
  cache = test_cache_new ();
  ref = gweak_weak_ref_new (cache);
  object = test_cache_hold (cache, "idle");
  test_object_before_dispose (object, a_value_can_drop_its_cache_cb, &cache);
  g_object_unref (object);
  warn_until_heard (&ear, G_MEMORY_MONITOR_WARNING_LEVEL_CRITICAL);
  g_assert_null (cache);
  g_assert_false (gweak_reference_is_alive (GWEAK_REFERENCE (ref)));
  g_free (test_log_take ());
}

static void
stop_bus (GSubprocess *bus)
{
  g_clear_object (&connection);
  /* Asked politely, it removes its socket. */
  g_subprocess_send_signal (bus, SIGTERM);
  g_subprocess_wait (bus, NULL, NULL);
}

int
main (int   argc,
      char *argv[])
{
  static const TestCase cases[] = {
    { "a warning trims every cache", a_warning_trims_every_cache },
    { "a warning leaves what is in use", a_warning_leaves_what_is_in_use },
    { "a cache of a thread that has ended is trimmed", a_cache_of_a_thread_that_has_ended_is_trimmed },
    { "a warning can be the end of a cache", a_warning_can_be_the_end_of_a_cache },
  };
  g_autofree char *address = NULL;
  g_autoptr (GSubprocess) bus = start_bus (&address);
  int status;

  if (bus != NULL)
    {
      g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
      g_setenv ("GIO_USE_MEMORY_MONITOR", "dbus", TRUE);
      connection = connect_to_bus (address);
      start_monitor ();
    }
  status = test_run_cases (argc, argv, "memory-warning", cases, G_N_ELEMENTS (cases));
  if (bus != NULL)
    stop_bus (bus);

  return status;
}
