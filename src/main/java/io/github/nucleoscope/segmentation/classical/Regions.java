package io.github.nucleoscope.segmentation.classical;

import io.github.nucleoscope.images.pixels.Box;
import io.github.nucleoscope.images.pixels.Runs;

/**
 * Result of {@link IntensityFlood}: one region per nucleus, wider than the nucleus.
 *
 * @param places flooded pixels, region by region, each from the highest to the lowest: places in the box of
 *     their region
 * @param heights heights of these pixels
 * @param boxes box of each region; null for region 0
 * @param starts for each region, the index of its first pixel in places; one more at the end, and 0 for region 0
 * @param region for each pixel of the image, row by row: the nucleus it belongs to, if any; 0 if not flooded.
 *     {@link Outlines} overwrites it with the labels
 * @param runs flooded pixels, in raster order
 * @param count number of regions: they are numbered 1 to count
 */
record Regions(int[] places, float[] heights, Box[] boxes, int[] starts, int[] region, Runs runs, int count) {}
