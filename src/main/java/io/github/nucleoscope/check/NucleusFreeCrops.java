package io.github.nucleoscope.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Crops that show no nucleus: blank ones, and those whose most prominent body has far less contrast than the nuclei of
 * the set. If the contrasts of the set fall into two groups ({@link TwoGroups}), the lower with less than half the
 * contrast of the upper, the threshold lies between the groups; otherwise it is a third of the typical contrast.
 *
 * @param polarity of the nuclei
 * @param typical median contrast of the crops with a nucleus; NaN if none has one
 * @param threshold contrast below which there is no nucleus; NaN if all crops are blank
 * @param twoGroups whether the threshold lies between two groups
 * @param blank crops whose pixels all have the same value, or whose background was set to 0 and that hold nothing else
 * @param empty other crops without a nucleus, those with the least contrast first
 */
record NucleusFreeCrops(Polarity polarity, double typical, double threshold, boolean twoGroups, List<CropFacts> blank,
        List<CropFacts> empty) {

    private static final double OF_TYPICAL = 1.0 / 3;
    /** Shares of the set from which the finding is severe ({@code MANY}) or important ({@code SOME}). */
    private static final double MANY = 0.1;
    private static final double SOME = 0.01;
    /** Bodies of fewer pixels are dust. */
    private static final int SMALLEST_AREA = 12;
    /** If the median contrast is below this, nuclei are too faint to tell from none, and no crop counts as empty. */
    private static final double LEAST_TYPICAL = 0.15;

    static NucleusFreeCrops find(List<CropFacts> crops) {
        Polarity polarity = NuclearPolarity.of(crops).polarity();
        List<CropFacts> blank = new ArrayList<>();
        List<CropFacts> others = new ArrayList<>();
        for (CropFacts crop : crops) {
            boolean nothing = crop.flat() || crop.body(polarity).area() < SMALLEST_AREA;
            (nothing ? blank : others).add(crop);
        }
        double[] contrasts = others.stream().mapToDouble(crop -> crop.body(polarity).contrast()).toArray();
        if (contrasts.length == 0) {
            return new NucleusFreeCrops(polarity, Double.NaN, Double.NaN, false, blank, List.of());
        }
        TwoGroups groups = TwoGroups.of(contrasts);
        boolean two = groups != null && groups.gain() > 0 && groups.lowMean() < groups.highMean() / 2;
        double typical = two ? median(Arrays.stream(contrasts).filter(c -> c >= groups.threshold()).toArray())
                : median(contrasts);
        double threshold = two ? Math.max(groups.threshold(), OF_TYPICAL * typical)
                : typical < LEAST_TYPICAL ? 0 : OF_TYPICAL * typical;
        List<CropFacts> empty = others.stream().filter(crop -> crop.body(polarity).contrast() < threshold)
                .sorted(Comparator.comparingDouble(crop -> crop.body(polarity).contrast())).toList();
        return new NucleusFreeCrops(polarity, typical, threshold, two, blank, empty);
    }

    /** Returns the median of finite values: for an even count the mean of the middle two; NaN for none. */
    static double median(double[] values) {
        return new Median().withEstimationType(EstimationType.R_2).evaluate(values);
    }

    /** Returns all crops without a nucleus, blank ones first. */
    List<CropFacts> all() {
        List<CropFacts> all = new ArrayList<>(blank);
        all.addAll(empty);
        return all;
    }

    Optional<Finding> finding(int crops) {
        List<Suspect> suspects = new ArrayList<>();
        blank.forEach(crop -> suspects.add(new Suspect(crop.index(), "blank")));
        empty.forEach(crop -> suspects.add(new Suspect(crop.index(),
                String.format(Locale.ROOT, "contrast %.2f", crop.body(polarity).contrast()))));
        if (suspects.isEmpty()) {
            return Optional.empty();
        }
        double share = (double) suspects.size() / crops;
        String evidence = String.format(Locale.ROOT, "%d of %d crops (%.1f %%): %d blank, %d whose most prominent %s "
                + "body has a contrast below %.2f, where a typical nucleus of this set has %.2f. %s", suspects.size(),
                crops, 100 * share, blank.size(), empty.size(), polarity.name().toLowerCase(Locale.ROOT), threshold,
                typical, twoGroups ? "The contrasts of the set fall into two groups, and the threshold lies between "
                        + "them." : "The threshold is a third of the typical contrast.");
        return Optional.of(new Finding("no-nucleus", share >= MANY ? Severity.SEVERE
                : share >= SOME ? Severity.IMPORTANT : Severity.MINOR,
                Words.crops(suspects.size()) + (suspects.size() == 1 ? " shows" : " show") + " no nucleus", evidence,
                "Look at them and take them out: their labels refer to nothing that can be seen. If there are many, "
                        + "the crops were cut in the wrong places: check the coordinates.", suspects));
    }
}
