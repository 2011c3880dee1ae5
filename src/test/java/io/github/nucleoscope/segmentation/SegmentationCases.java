package io.github.nucleoscope.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * All combinations of segmentation settings, and what the documentation says about them, see {@link #documented}.
 *
 * @param method method given; empty if none
 * @param model whether a model was given
 * @param otsu whether the threshold is Otsu instead of Auto
 * @param sigma whether sigma was changed
 * @param localRadius whether the local radius was changed
 * @param noSplit whether touching nuclei are left unsplit
 * @param noFill whether holes are left unfilled
 * @param dark whether nuclei are dark
 * @param stain whether a stain of a colour image is used, in which nuclei are bright
 */
public record SegmentationCases(Optional<Method> method, boolean model, boolean otsu, boolean sigma,
        boolean localRadius, boolean noSplit, boolean noFill, boolean dark, boolean stain) {

    /** Not the default. */
    public static final double SIGMA = 2.5;

    /** Not the default. */
    public static final int LOCAL_RADIUS = 40;

    /** All combinations: 4 methods and 8 switches. */
    public static Stream<SegmentationCases> all() {
        List<SegmentationCases> all = new ArrayList<>();
        for (Optional<Method> method : List.of(Optional.<Method>empty(), Optional.of(Method.AUTOMATIC),
                Optional.of(Method.LEARNED), Optional.of(Method.CLASSICAL))) {
            for (int bits = 0; bits < 1 << 8; bits++) {
                all.add(new SegmentationCases(method, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0,
                        (bits & 8) != 0, (bits & 16) != 0, (bits & 32) != 0, (bits & 64) != 0, (bits & 128) != 0));
            }
        }
        return all.stream();
    }

    /** Returns the component of a colour image that is used. */
    public Colour colour() {
        return stain ? Colour.HAEMATOXYLIN_EOSIN : Colour.LUMINANCE;
    }

    /** Returns all settings. */
    public SegmentationSettings settings() {
        return SegmentationSettings.DEFAULT.withThreshold(otsu ? "Otsu" : "Auto")
                .withSigma(sigma ? SIGMA : SegmentationSettings.DEFAULT.sigma())
                .withLocalRadius(localRadius ? LOCAL_RADIUS : SegmentationSettings.DEFAULT.localRadius())
                .withSplit(!noSplit).withFillHoles(!noFill).withPolarity(dark ? Polarity.DARK : Polarity.BRIGHT);
    }

    /**
     * Returns the method by which nuclei are found; empty if the combination is refused. The options say: "AUTOMATIC:
     * LEARNED for bright nuclei, and CLASSICAL with a stain, --dark, --no-split, --no-fill or another --threshold than
     * Auto"; of sigma, "Auto chooses its own"; of a model, that it "finds the nuclei of every image"; of a network,
     * that it "uses the polarity, the areas and the border alone"; of a stain, that "stained nuclei are found without
     * --dark".
     */
    public Optional<Method> documented() {
        boolean ofTheClassicalMethod = otsu || sigma || localRadius || noSplit || noFill;
        if (stain && dark) {
            return Optional.empty();
        }
        if (model && method.isPresent() && method.get() != Method.LEARNED) {
            return Optional.empty();
        }
        if (model || method.equals(Optional.of(Method.LEARNED))) {
            return ofTheClassicalMethod ? Optional.empty() : Optional.of(Method.LEARNED);
        }
        if (!otsu && (sigma || localRadius)) {
            return Optional.empty();
        }
        if (method.equals(Optional.of(Method.CLASSICAL)) || stain || dark || noSplit || noFill || otsu) {
            return Optional.of(Method.CLASSICAL);
        }
        return Optional.of(Method.AUTOMATIC);
    }
}
