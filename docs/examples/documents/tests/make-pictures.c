/* SPDX-FileCopyrightText: 2026 The gweak authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <gtk/gtk.h>
#include <stdlib.h>

/* make-pictures FOLDER NUMBER: landscapes to show, the same each time. */

#define WIDTH 480
#define HEIGHT 360

static void
fill_sky (cairo_t *cr,
          double   hue)
{
  cairo_pattern_t *sky = cairo_pattern_create_linear (0, 0, 0, HEIGHT);
  float            r, g, b;

  gtk_hsv_to_rgb (hue, 0.55, 0.75, &r, &g, &b);
  cairo_pattern_add_color_stop_rgb (sky, 0, r, g, b);
  cairo_pattern_add_color_stop_rgb (sky, 0.8, 1, 0.93, 0.85);
  cairo_set_source (cr, sky);
  cairo_paint (cr);
  cairo_pattern_destroy (sky);
}

static void
fill_sun (cairo_t *cr,
          GRand   *random)
{
  cairo_arc (cr, g_rand_double_range (random, 60, WIDTH - 60), g_rand_double_range (random, 50, 160), 34, 0, 2 * G_PI);
  cairo_set_source_rgb (cr, 1, 0.97, 0.8);
  cairo_fill (cr);
}

static void
fill_hills (cairo_t *cr,
            GRand   *random,
            double   hue,
            guint    distance)
{
  double base = HEIGHT * (0.85 - 0.14 * distance);
  float  r, g, b;

  gtk_hsv_to_rgb (hue, 0.55 - 0.1 * distance, 0.38 + 0.13 * distance, &r, &g, &b);
  cairo_set_source_rgb (cr, r, g, b);
  cairo_move_to (cr, 0, HEIGHT);
  cairo_line_to (cr, 0, base);
  for (int x = 0; x < WIDTH; x += 120)
    cairo_curve_to (cr, x + 40, base - g_rand_double_range (random, 0, 90), x + 80, base - g_rand_double_range (random, 0, 90), x + 120, base);
  cairo_line_to (cr, WIDTH, HEIGHT);
  cairo_fill (cr);
}

static void
make_picture (const char *folder,
              guint       number)
{
  g_autofree char *path = g_strdup_printf ("%s/Landscape %02u.png", folder, number);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t         *cr = cairo_create (surface);
  GRand           *random = g_rand_new_with_seed (number);

  fill_sky (cr, g_rand_double (random));
  fill_sun (cr, random);
  for (guint distance = 3; distance-- > 0;)
    fill_hills (cr, random, g_rand_double_range (random, 0.2, 0.7), distance);
  cairo_destroy (cr);
  g_assert (cairo_surface_write_to_png (surface, path) == CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  g_rand_free (random);
}

int
main (int   argc,
      char *argv[])
{
  g_assert (argc == 3);
  for (guint i = 1; i <= (guint) atoi (argv[2]); i++)
    make_picture (argv[1], i);
}
