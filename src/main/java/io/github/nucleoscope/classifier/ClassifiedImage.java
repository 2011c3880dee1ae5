package io.github.nucleoscope.classifier;

import java.util.List;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.problem.Problem;
import io.github.nucleoscope.segmentation.Preparation;
import io.github.nucleoscope.segmentation.SegmentedPlane;

/**
 * An image whose nuclei are classified.
 *
 * @param name of the image
 * @param pixelSize of the image
 * @param classes in the order of the predictions' probabilities
 * @param planes all planes of one channel with their label images; empty if they are not kept
 * @param nuclei classified nuclei of all planes, by plane, then by label
 * @param cutOff number of nuclei that are larger than the model's crops
 */
public record ClassifiedImage(String name, PixelSize pixelSize, List<NucleusClass> classes, List<SegmentedPlane> planes,
        List<ClassifiedNucleus> nuclei, int cutOff) {

    public ClassifiedImage {
        classes = List.copyOf(classes);
        planes = List.copyOf(planes);
        nuclei = List.copyOf(nuclei);
    }

    /** Returns what makes it doubtful whether the classes mean anything, see {@link Preparation#doubts}. */
    public List<Problem> doubts(Preparation classifier) {
        return classifier.doubts(nuclei.stream().map(ClassifiedNucleus::nucleus).toList(), pixelSize);
    }

    /** Number of nuclei of each class, by class index. */
    public int[] countPerClass() {
        int[] counts = new int[classes.size()];
        for (ClassifiedNucleus nucleus : nuclei) {
            counts[nucleus.prediction().classIndex()]++;
        }
        return counts;
    }
}
