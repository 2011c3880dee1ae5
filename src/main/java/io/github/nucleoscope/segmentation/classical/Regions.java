package io.github.nucleoscope.segmentation.classical;

import io.github.nucleoscope.images.pixels.Box;
import io.github.nucleoscope.images.pixels.Runs;

/**
 * What {@link IntensityFlood} divided an image into: one region per nucleus, wider than the nucleus.
 *
 * @param places the flooded pixels, region by region, each from the highest to the lowest: places in the box of
 *     their region
 * @param heights of these pixels
 * @param boxes of each region; none for region 0
 * @param starts of each region, where its first pixel is in places; one more at the end, and 0 for region 0
 * @param region of each pixel of the image, row by row: which nucleus it belongs to, if to one; 0 where not flooded.
 *     {@link Outlines} draws the labels in it
 * @param runs the flooded pixels, in raster order
 * @param count how many regions there are: they have the numbers 1 to count
 */
record Regions(int[] places, float[] heights, Box[] boxes, int[] starts, int[] region, Runs runs, int count) {}
