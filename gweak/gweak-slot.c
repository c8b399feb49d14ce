/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "config.h"
#include "gweak-slot-private.h"
#include "gweak-error.h"
gboolean
gweak_slot_kind_is_key (GType t, gboolean f)
{
  return t != 0 && t != G_TYPE_NONE && (f || G_TYPE_FUNDAMENTAL (t) != G_TYPE_BOXED);
}
gboolean
gweak_slot_kind_is_value (GType t)
{
  return t != 0 && t != G_TYPE_NONE;
}
void
gweak_slot_kind_init (GweakSlotKind *s, GType t, GDestroyNotify d)
{
  s->type = t;
  s->fundamental = G_TYPE_IS_INTERFACE (t) ? G_TYPE_OBJECT : G_TYPE_FUNDAMENTAL (t);
  s->destroy = d;
  s->passing = GWEAK_SLOT_DIRECT;
}
gboolean
gweak_slot_kind_is_object (const GweakSlotKind *s)
{
  return s->fundamental == G_TYPE_OBJECT;
}
gboolean
gweak_slot_kind_is_reference (const GweakSlotKind *s)
{
  return s->fundamental == G_TYPE_OBJECT || s->fundamental == G_TYPE_STRING || s->fundamental == G_TYPE_BOXED;
}
GweakSlot
gweak_slot_copy (const GweakSlotKind *k, GweakSlot s)
{
  if (!s.pointer)
    return s;
  if (k->fundamental == G_TYPE_OBJECT)
    g_object_ref (s.pointer);
  if (k->fundamental == G_TYPE_STRING)
    s.pointer = g_strdup (s.pointer);
  return s;
}
GweakSlot
gweak_slot_copy_in (const GweakSlotKind *k, gconstpointer p)
{
  GweakSlot s = { .pointer = (gpointer) p };
  return gweak_slot_copy (k, s);
}
void
gweak_slot_clear (const GweakSlotKind *k, GweakSlot *s)
{
  if (!s->pointer)
    return;
  if (k->destroy)
    k->destroy (s->pointer);
  if (k->fundamental == G_TYPE_OBJECT)
    g_object_unref (s->pointer);
  if (k->fundamental == G_TYPE_STRING)
    g_free (s->pointer);
  s->pointer = NULL;
}
gpointer
gweak_slot_copy_out (const GweakSlotKind *k, GweakSlot s)
{
  return gweak_slot_copy (k, s).pointer;
}
GDestroyNotify
gweak_slot_kind_get_release (const GweakSlotKind *k)
{
  return k->fundamental == G_TYPE_OBJECT ? g_object_unref : k->fundamental == G_TYPE_STRING ? g_free
                                                                                            : NULL;
}
gpointer
gweak_slot_peek (const GweakSlotKind *k, GweakSlot *s)
{
  return s->pointer;
}
GweakSlot
gweak_slot_borrow (const GweakSlotKind *k, gconstpointer p)
{
  GweakSlot s = { .pointer = (gpointer) p };
  return s;
}
void
gweak_slot_to_value (const GweakSlotKind *k, const GweakSlot *s, GValue *v)
{
  g_value_init (v, k->type);
  if (k->fundamental == G_TYPE_OBJECT)
    g_value_set_object (v, s ? s->pointer : NULL);
  else if (k->fundamental == G_TYPE_STRING)
    g_value_set_string (v, s->pointer);
  else if (k->fundamental == G_TYPE_INT)
    g_value_set_int (v, GPOINTER_TO_INT (s->pointer));
  else
    g_value_set_pointer (v, s->pointer);
}
gboolean
gweak_slot_value_is_null (const GValue *v)
{
  return g_value_fits_pointer (v) && g_value_peek_pointer (v) == NULL;
}
gboolean
gweak_slot_from_value (const GweakSlotKind *k, const GValue *v, gboolean needed, GValue *h, GweakSlot *s, GError **e)
{
  g_value_init (h, k->type);
  if (!g_value_transform (v, h) || (needed && gweak_slot_kind_is_reference (k) && gweak_slot_value_is_null (h)))
    {
      g_set_error (e, GWEAK_ERROR, GWEAK_ERROR_TYPE, "does not fit");
      return FALSE;
    }
  if (k->fundamental == G_TYPE_INT)
    s->pointer = GINT_TO_POINTER (g_value_get_int (h));
  else
    s->pointer = g_value_peek_pointer (h);
  return TRUE;
}
guint
gweak_slot_hash (const GweakSlotKind *k, GweakSlot s)
{
  return k->fundamental == G_TYPE_STRING ? g_str_hash (s.pointer) : (guint) ((GPOINTER_TO_SIZE (s.pointer) * 0x9E3779B97F4A7C15ull) >> 32);
}
gboolean
gweak_slot_equal (const GweakSlotKind *k, GweakSlot a, GweakSlot b)
{
  return k->fundamental == G_TYPE_STRING ? !strcmp (a.pointer, b.pointer) : a.pointer == b.pointer;
}
