package io.github.nucleoscope.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * Nuclei whose brightest pixels (of dark nuclei: the darkest) the camera or the file could not tell apart: 2 % of the
 * nucleus or more have exactly the largest value that any nucleus of the set with this bit depth has. That finds the
 * 4,095 of a 12-bit camera too.
 *
 * @param saturated crops
 * @param shares of their nuclei's pixels
 */
record SaturatedCrops(List<CropFacts> saturated, List<Double> shares) {

    private static final double LEAST_SHARE = 0.02;

    /** @param crops with a nucleus */
    static SaturatedCrops find(List<CropFacts> crops, Polarity polarity) {
        List<CropFacts> saturated = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        boolean dark = polarity == Polarity.DARK;
        Map<Integer, Double> limits = new HashMap<>();
        for (CropFacts crop : crops) {
            limits.merge(crop.bitDepth(), extreme(crop.body(polarity), dark), Math::max);
        }
        for (CropFacts crop : crops) {
            Body body = crop.body(polarity);
            double share = dark ? body.shareDarkest() : body.shareBrightest();
            if (extreme(body, dark) == limits.get(crop.bitDepth()) && share >= LEAST_SHARE) {
                saturated.add(crop);
                shares.add(share);
            }
        }
        return new SaturatedCrops(saturated, shares);
    }

    private static double extreme(Body body, boolean dark) {
        return dark ? -body.darkest() : body.brightest();
    }

    Optional<Finding> finding(int crops) {
        if (saturated.isEmpty()) {
            return Optional.empty();
        }
        List<Suspect> suspects = new ArrayList<>();
        for (int i = 0; i < saturated.size(); i++) {
            suspects.add(new Suspect(saturated.get(i).index(),
                    String.format(Locale.ROOT, "%.0f %% of the nucleus saturated", 100 * shares.get(i))));
        }
        double share = (double) saturated.size() / crops;
        return Optional.of(new Finding("saturation", share >= 0.1 ? Severity.IMPORTANT : Severity.MINOR,
                Words.crops(saturated.size()) + (saturated.size() == 1 ? " is" : " are") + " saturated",
                String.format(Locale.ROOT, "In %d of %d nuclei (%.1f %%) 2 %% of the pixels or more have the largest "
                        + "value that there is.", saturated.size(), crops, 100 * share),
                "The texture there is lost for good. Take new images with a shorter exposure, or leave these out.",
                suspects));
    }
}
