package io.github.nucleoscope.network;

import java.util.List;

/**
 * The objective of a training: the cross-entropy of {@link Loss}, with optional label smoothing and class weights.
 *
 * @param labelSmoothing fraction of each label that is spread evenly over all classes, 0 to below 1 (Szegedy et al.,
 *     "Rethinking the Inception Architecture for Computer Vision", 2016, section 7)
 * @param classWeights weight of the crops of each class, above 0, in the order of the classes; empty if all are 1
 */
public record Objective(double labelSmoothing, List<Double> classWeights) {

    /** Cross-entropy without label smoothing and class weights. */
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

    /** Returns the weight of the crops of a class. */
    double weight(int classIndex) {
        return classWeights.isEmpty() ? 1 : classWeights.get(classIndex);
    }
}
