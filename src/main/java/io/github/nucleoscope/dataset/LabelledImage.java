package io.github.nucleoscope.dataset;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;

/**
 * A plane of an image whose nuclei somebody outlined.
 *
 * @param name of the image, with slice and frame where it has several; unique in a set
 * @param source the image's file: what is of one file is never on both sides of a split
 * @param pixels axes X, Y
 * @param labels of the same shape; 0 is background
 */
public record LabelledImage(String name, String source, RandomAccessibleInterval<? extends RealType<?>> pixels,
        RandomAccessibleInterval<IntType> labels) {}
