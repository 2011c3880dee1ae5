package io.github.nucleoscope.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * Nuclei whose brightest pixels (of dark nuclei: the darkest) are clipped by the camera or the file: at least 2 % of
 * the nucleus have exactly the largest value of all nuclei of the set with this bit depth. This also finds the 4,095
 * of a 12-bit camera.
 *
 * @param saturated the crops of these nuclei
 * @param shares of saturated pixels in each nucleus, 0.02 to 1, in the order of {@code saturated}
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
                String.format(Locale.ROOT, "In %d of %d nuclei (%.1f %%) at least 2 %% of the pixels have the most "
                        + "extreme value in the set.", saturated.size(), crops, 100 * share),
                "The texture there is lost for good. Take new images with a shorter exposure, or leave these out.",
                suspects));
    }
}
