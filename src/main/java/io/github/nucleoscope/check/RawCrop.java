package io.github.nucleoscope.check;

import java.util.Optional;

import io.github.nucleoscope.images.PixelSize;

/**
 * A crop as its file holds it, before it was prepared for a network.
 *
 * @param pixels intensities, row by row: index {@code y * width + x}; of RGB the colour or stain that
 *     networks see. Not copied
 * @param width in pixels
 * @param height in pixels
 * @param bitDepth bits of a pixel in the file: 8, 16, 32, or 24 for RGB; 32 for a stain
 * @param pixelSize of the image
 * @param fileBytes size of the crop's own file; -1 where the crop is cut out of an image
 * @param outline the nucleus's pixels, in the order of {@code pixels}; empty where it is not known
 * @param cut whether the border of the image cuts the nucleus off
 */
record RawCrop(float[] pixels, int width, int height, int bitDepth, PixelSize pixelSize, long fileBytes,
        Optional<boolean[]> outline, boolean cut) {}
