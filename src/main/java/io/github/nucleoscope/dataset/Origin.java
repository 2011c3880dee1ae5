package io.github.nucleoscope.dataset;

import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.logic.BitType;

/**
 * The position in an image that a crop was cut from, to show the nucleus there.
 *
 * @param image the image; for a ready-made crop, the crop's own file
 * @param z slice, from 1
 * @param t frame, from 1
 * @param outline mask of the nucleus, axes X, Y; its interval is the bounding box in the image. Empty if the image is
 *     the crop itself
 */
public record Origin(SourceImage image, int z, int t, Optional<RandomAccessibleInterval<BitType>> outline) {}
