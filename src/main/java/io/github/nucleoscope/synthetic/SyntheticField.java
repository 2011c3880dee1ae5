package io.github.nucleoscope.synthetic;

import java.util.List;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;

/**
 * One synthetic field of view with its ground truth.
 *
 * @param image the fluorescence image, axes X, Y, grey values 0 to 255
 * @param labels the label image, same size: 0 is background, each nucleus has its own label from 1 upwards; labels do
 *     not overlap, and each is one 4-connected region
 * @param nuclei the nuclei in the order of their labels
 */
public record SyntheticField(Img<UnsignedByteType> image, Img<IntType> labels, List<TrueNucleus> nuclei) {

    public SyntheticField {
        nuclei = List.copyOf(nuclei);
    }
}
