/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tour.h"

/* The tour of gweak: what people know from Python's weakref, on GObjects, and
 * then on objects that others made. Each chapter is an example of its own.
 */

int
main (void)
{
  tour_reference ();
  tour_callback ();
  tour_finalizer ();
  tour_tree ();
  tour_observers ();
  tour_table ();
  tour_registry ();
  tour_images ();
  tour_documents ();
  tour_moments ();

  tour_subprocess ();
  tour_enumerator ();
  tour_connection ();

  tour_exit ();
}
