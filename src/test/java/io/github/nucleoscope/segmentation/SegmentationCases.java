package io.github.nucleoscope.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.nucleoscope.images.Colour;
import io.github.nucleoscope.segmentation.Segmentation.Method;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * All that can be asked of the segmentation together, and what the documentation says of it, see {@link #documented}.
 *
 * @param method that was asked for; empty where nothing was said
 * @param model a model was given
 * @param otsu the threshold is Otsu, in place of Auto
 * @param sigma it was changed
 * @param localRadius it was changed
 * @param noSplit touching nuclei are not split
 * @param noFill holes are not filled
 * @param dark the nuclei are dark
 * @param stain of a colour image, one in which nuclei are bright
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

    /** What of a colour image is looked at. */
    public Colour colour() {
        return stain ? Colour.HAEMATOXYLIN_EOSIN : Colour.LUMINANCE;
    }

    /** All settings. */
    public SegmentationSettings settings() {
        return SegmentationSettings.DEFAULT.withThreshold(otsu ? "Otsu" : "Auto")
                .withSigma(sigma ? SIGMA : SegmentationSettings.DEFAULT.sigma())
                .withLocalRadius(localRadius ? LOCAL_RADIUS : SegmentationSettings.DEFAULT.localRadius())
                .withSplit(!noSplit).withFillHoles(!noFill).withPolarity(dark ? Polarity.DARK : Polarity.BRIGHT);
    }

    /**
     * The method by which the nuclei are found; empty where what is asked for is refused. The options say: "AUTOMATIC:
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
