/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "test-value.h"

GValue *
test_value_new (GType type)
{
  static GValue values[4];
  static guint  n;
  GValue       *value = &values[n++ % G_N_ELEMENTS (values)];

  if (G_IS_VALUE (value))
    g_value_unset (value);

  return g_value_init (value, type);
}

const GValue *
test_string (const char *text)
{
  GValue *value = test_value_new (G_TYPE_STRING);

  g_value_set_static_string (value, text);

  return value;
}

const GValue *
test_number (double real)
{
  GValue *value = test_value_new (G_TYPE_DOUBLE);

  g_value_set_double (value, real);

  return value;
}
