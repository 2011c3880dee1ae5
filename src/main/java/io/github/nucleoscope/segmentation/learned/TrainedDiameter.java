package io.github.nucleoscope.segmentation.learned;

import java.util.OptionalDouble;

/** Diameter of the nuclei that a network was trained on, in pixels. */
record TrainedDiameter(double pixels) {

    /** If the nuclei found are larger or smaller than expected by this factor, the plane is resampled again. */
    private static final double RESAMPLE_AGAIN = 1.1;

    /** If they differ by this factor, either method mistook something else for nuclei: the plane is not resampled. */
    private static final double IMPLAUSIBLE = 1.6;

    /** Returns the magnification of a plane with nuclei of this diameter, 1 if it is not known. */
    double magnification(OptionalDouble ofNuclei) {
        return ofNuclei.isEmpty() ? 1 : NucleusSize.magnification(ofNuclei.getAsDouble(), pixels);
    }

    /**
     * Returns whether a plane is to be resampled again, for nuclei of the diameter that the network finds. If the
     * classical method finds nothing, the network may have found specks of noise: magnified, everything is noise.
     *
     * @param expected diameter that the plane was resampled for; empty if it was not
     */
    boolean isToResample(OptionalDouble expected, OptionalDouble found) {
        double first = magnification(expected);
        double second = found.isEmpty() ? first : magnification(found);
        double change = Math.max(second / first, first / second);
        return expected.isPresent() && change > RESAMPLE_AGAIN && change < IMPLAUSIBLE;
    }
}
