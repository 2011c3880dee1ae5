package io.github.nucleoscope.synthetic;

import java.util.List;

import ij.ImagePlus;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.IntType;

/**
 * A drawn fluorescence composite with its ground truth.
 *
 * @param image one 16-bit plane per channel; the planes' labels are the channels' names
 * @param labels the label image, axes X, Y, same size: 0 is background, each nucleus has its own label from 1 upwards;
 *     labels do not overlap
 * @param nuclei the nuclei in the order of their labels; their classes are those of {@link CompositeGenerator}
 */
public record SyntheticComposite(ImagePlus image, Img<IntType> labels, List<DrawnNucleus> nuclei) {

    public SyntheticComposite {
        nuclei = List.copyOf(nuclei);
    }
}
