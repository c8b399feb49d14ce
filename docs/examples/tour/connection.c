/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

#include <signal.h>

/* A bus of our own: there may be no session, and nobody in it is to be disturbed. */
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

static GDBusConnection *
connect_to_bus (const char *address)
{
  GDBusConnectionFlags flags = G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                               G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (address, flags, NULL, NULL, NULL);

  tour_say ("The bus calls us '%s'.", g_dbus_connection_get_unique_name (connection));

  return connection;
}

static void
waited_cb (GObject      *ref,
           GAsyncResult *result,
           gpointer      user_data)
{
  gboolean *done = user_data;

  *done = gweak_reference_wait_finish (GWEAK_REFERENCE (ref), result, NULL);
  tour_news (GWEAK_MOMENT_DIED, "the connection that we closed");
}

/* Closing takes GDBus's thread, and either thread may be the last to let go. */
static void
close_and_drop (const char *address)
{
  g_autoptr (GDBusConnection) connection = connect_to_bus (address);
  g_autoptr (GweakWeakRef) ref = gweak_weak_ref_new (connection);
  gboolean done = FALSE;

  gweak_reference_wait_async (GWEAK_REFERENCE (ref), NULL, waited_cb, &done);
  g_dbus_connection_close_sync (connection, NULL, NULL);
  g_clear_object (&connection);
  tour_wait (&done);
}

/* Where two threads meet, so that the transcript is always the same. */
typedef struct
{
  GAsyncQueue *arrived; /* (owned) */
  GAsyncQueue *dropped; /* (owned) */
} Meeting;

/* GDBus runs filters in its thread, and holds the connection meanwhile. */
static GDBusMessage *
filter_cb (GDBusConnection *connection,
           GDBusMessage    *message,
           gboolean         incoming,
           gpointer         user_data)
{
  Meeting *meeting = user_data;

  if (incoming)
    {
      g_async_queue_push (meeting->arrived, meeting);
      g_async_queue_pop (meeting->dropped);
    }

  return message;
}

static void
send_message (GDBusConnection *connection)
{
  g_autoptr (GDBusMessage) message =
    g_dbus_message_new_method_call ("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId");

  g_dbus_connection_send_message (connection, message, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
}

static void
died_cb (GweakWeakRef *ref,
         gpointer      user_data)
{
  tour_news (GWEAK_MOMENT_DIED, "the connection that was busy; heard at once");
}

static void
finalized_cb (GweakReference *ref,
              gpointer        user_data)
{
  gboolean *done = user_data;

  tour_news (GWEAK_MOMENT_FINALIZED, "the same; heard in the main loop");
  *done = TRUE;
}

static void
drop_while_busy (const char *address)
{
  Meeting meeting = { g_async_queue_new (), g_async_queue_new () };
  g_autoptr (GDBusConnection) connection = connect_to_bus (address);
  g_autoptr (GweakWeakRef) there = g_object_new (GWEAK_TYPE_WEAK_REF, "referent", connection, "deferred", TRUE, NULL);
  GweakWeakRef *here = gweak_weak_ref_new_with_callback (connection, died_cb, NULL, NULL);
  gboolean      done = FALSE;

  g_signal_connect (there, "finalized", G_CALLBACK (finalized_cb), &done);
  g_dbus_connection_add_filter (connection, filter_cb, &meeting, NULL);
  send_message (connection);

  g_async_queue_pop (meeting.arrived);
  g_clear_object (&connection);
  g_async_queue_push (meeting.dropped, &meeting);
  tour_wait (&done);

  g_object_unref (here);
  g_async_queue_unref (meeting.arrived);
  g_async_queue_unref (meeting.dropped);
}

void
tour_connection (void)
{
  g_autofree char *address = NULL;
  g_autoptr (GSubprocess) bus = NULL;

  tour_chapter ("GDBusConnection: GDBus has a thread of its own");
  bus = start_bus (&address);
  if (bus == NULL)
    {
      tour_say ("There is no dbus-daemon here.");
      return;
    }

  close_and_drop (address);
  drop_while_busy (address);

  /* Asked politely, it removes its socket. */
  g_subprocess_send_signal (bus, SIGTERM);
  g_subprocess_wait (bus, NULL, NULL);
}
