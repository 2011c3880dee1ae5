package io.github.nucleoscope.dataset;

import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.logic.BitType;

/**
 * The place that a crop is from, for those who want to see the nucleus there.
 *
 * @param image the image; of a ready-made crop, the crop's own file
 * @param z slice, from 1
 * @param t frame, from 1
 * @param outline the nucleus's pixels, axes X, Y; its interval is the bounding box in the image. Empty where the image
 *     is the crop
 */
public record Origin(SourceImage image, int z, int t, Optional<RandomAccessibleInterval<BitType>> outline) {}
