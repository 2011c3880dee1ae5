package io.github.nucleoscope.synthetic;

import java.util.List;

import net.imglib2.img.Img;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.DoubleType;

/**
 * A drawn, stained section of tissue with its ground truth, before any camera has seen it; see {@link SlideScanner}.
 *
 * @param haematoxylin amount of haematoxylin, axes X, Y: decadic optical density along the stain's vector of length 1
 * @param eosin amount of eosin in the same unit, same size
 * @param labels the label image, same size: 0 is background, each nucleus has its own label from 1 upwards; labels do
 *     not overlap
 * @param nuclei the nuclei in the order of their labels; their classes are those of {@link TissueCell}
 */
public record TissueSection(Img<DoubleType> haematoxylin, Img<DoubleType> eosin, Img<IntType> labels,
        List<DrawnNucleus> nuclei) {

    public TissueSection {
        nuclei = List.copyOf(nuclei);
    }
}
