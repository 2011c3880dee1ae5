package io.github.nucleoscope.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * Nuclei that are less sharp than others of their class and size. Sharpness ({@link Sharpness}) decreases with the
 * logarithm of the area, so the residual from a regression line through the class is judged. A crop is out of focus if
 * the residual's robust z-score, {@code 0.6745 (residual - median) / MAD}, is below -3.5 (Iglewicz and Hoaglin (1993),
 * "How to detect and handle outliers") and the sharpness, not its logarithm, is less than half of the median.
 *
 * @param blurred the least sharp first
 * @param scores their robust z-scores, in the order of {@code blurred}
 */
record OutOfFocusCrops(List<CropFacts> blurred, List<Double> scores) {

    private static final double LEAST_SCORE = -3.5;
    private static final double LEAST_DIFFERENCE = -Math.log(2);
    /** Fewest crops of a class for a meaningful median. */
    private static final int FEWEST = 12;

    private record Scored(CropFacts crop, double score) {}

    /** @param crops with a nucleus */
    static OutOfFocusCrops find(List<CropFacts> crops, Polarity polarity, int classes) {
        List<Scored> found = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            int classIndex = c;
            List<CropFacts> ofClass = crops.stream().filter(crop -> crop.classIndex() == classIndex
                    && !Double.isNaN(crop.body(polarity).sharpness())).toList();
            if (ofClass.size() < FEWEST) {
                continue;
            }
            double[] residuals = residuals(ofClass, polarity);
            double middle = NucleusFreeCrops.median(residuals);
            double[] distances = new double[residuals.length];
            for (int i = 0; i < distances.length; i++) {
                distances[i] = Math.abs(residuals[i] - middle);
            }
            double mad = NucleusFreeCrops.median(distances);
            for (int i = 0; i < residuals.length; i++) {
                double below = residuals[i] - middle;
                double score = mad > 0 ? 0.6745 * below / mad : 0;
                if (score < LEAST_SCORE && below < LEAST_DIFFERENCE) {
                    found.add(new Scored(ofClass.get(i), score));
                }
            }
        }
        found.sort(Comparator.comparingDouble(Scored::score));
        return new OutOfFocusCrops(found.stream().map(Scored::crop).toList(),
                found.stream().map(Scored::score).toList());
    }

    /** Residuals of the sharpness from the least-squares line over the logarithm of the area. */
    private static double[] residuals(List<CropFacts> crops, Polarity polarity) {
        double[] x = crops.stream().mapToDouble(crop -> Math.log(crop.body(polarity).area())).toArray();
        double[] y = crops.stream().mapToDouble(crop -> crop.body(polarity).sharpness()).toArray();
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            meanX += x[i] / x.length;
            meanY += y[i] / x.length;
        }
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            products += (x[i] - meanX) * (y[i] - meanY);
            squares += (x[i] - meanX) * (x[i] - meanX);
        }
        double slope = squares > 1e-9 ? products / squares : 0;
        double[] residuals = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            residuals[i] = y[i] - meanY - slope * (x[i] - meanX);
        }
        return residuals;
    }

    Optional<Finding> finding(int crops) {
        if (blurred.isEmpty()) {
            return Optional.empty();
        }
        List<Suspect> suspects = new ArrayList<>();
        for (int i = 0; i < blurred.size(); i++) {
            suspects.add(new Suspect(blurred.get(i).index(),
                    String.format(Locale.ROOT, "sharpness z = %.1f", scores.get(i))));
        }
        double share = (double) blurred.size() / crops;
        return Optional.of(new Finding("out-of-focus", share >= 0.05 ? Severity.IMPORTANT : Severity.MINOR,
                Words.crops(blurred.size()) + (blurred.size() == 1 ? " is" : " are") + " out of focus",
                String.format(Locale.ROOT, "%d of %d (%.1f %%) have a robust z-score of sharpness below -3.5 among the "
                        + "nuclei of their class, size taken into account.", blurred.size(), crops, 100 * share),
                "Their texture is lost. Look at them; take them out where you could not tell the class yourself.",
                suspects));
    }
}
