package io.github.nucleoscope.network;

import java.util.List;

/**
 * What a network in training is asked to make small: the cross-entropy of {@link Loss}, with smoothed labels and
 * weighted classes where that is wanted.
 *
 * @param labelSmoothing the share of each label that is spread over all classes alike, 0 to below 1 (Szegedy et al.,
 *     "Rethinking the Inception Architecture for Computer Vision", 2016, section 7)
 * @param classWeights what a crop of each class weighs, above 0, in the order of the classes; empty where all weigh 1
 */
public record Objective(double labelSmoothing, List<Double> classWeights) {

    /** The cross-entropy as it is. */
    public static final Objective PLAIN = new Objective(0, List.of());

    public Objective {
        classWeights = List.copyOf(classWeights);
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("label smoothing " + labelSmoothing + " is not 0 to below 1");
        }
        for (double weight : classWeights) {
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("class weight " + weight + " is not above 0");
            }
        }
    }

    /** What a crop of a class weighs. */
    double weight(int classIndex) {
        return classWeights.isEmpty() ? 1 : classWeights.get(classIndex);
    }
}
