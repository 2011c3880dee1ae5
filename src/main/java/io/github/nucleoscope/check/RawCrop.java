package io.github.nucleoscope.check;

import java.util.Optional;

import io.github.nucleoscope.images.PixelSize;

/**
 * A crop as stored in its file, before it is prepared for a network.
 *
 * @param pixels intensities in row-major order, index {@code y * width + x}; for RGB those of the colour or stain that
 *     networks see. Not copied
 * @param width in pixels
 * @param height in pixels
 * @param bitDepth bits of a pixel in the file: 8, 16, 32, or 24 for RGB; 32 for a stain
 * @param pixelSize of the image
 * @param fileBytes size of the crop's own file; -1 if the crop is cut out of an image
 * @param outline mask of the nucleus, in the order of {@code pixels}; empty if it is not known
 * @param cut whether the nucleus touches the border of the image
 */
record RawCrop(float[] pixels, int width, int height, int bitDepth, PixelSize pixelSize, long fileBytes,
        Optional<boolean[]> outline, boolean cut) {}
