package io.github.nucleoscope.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.process.AutoThresholder;
import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.problem.InputException;

/**
 * Settings of the segmentation of a plane. Lengths and areas are in pixels, but for the diameter.
 *
 * @param sigma standard deviation of the Gaussian blur before the threshold, 0 (no blur) to 100 pixels; {@value
 *     #AUTO} measures it in the image
 * @param threshold one of {@link #thresholds()}, in any case; the record keeps ImageJ's spelling
 * @param polarity whether nuclei are brighter or darker than the background
 * @param localRadius half the width of the window in which outlines are moved to half the height of the nuclei, and
 *     over which the threshold {@value #LOCAL} averages; 1 to 10,000 pixels, more than the radius of a nucleus
 * @param split whether touching nuclei are split
 * @param minArea nuclei with fewer pixels are removed; 1 or more
 * @param maxArea nuclei with more pixels are removed; {@code minArea} or more
 * @param keepBorder whether nuclei that touch the image border are kept
 * @param fillHoles whether holes in nuclei are filled
 * @param keepAll whether objects much smaller than the nuclei of the image, which are debris, are kept
 * @param diameter usual diameter of the nuclei; empty: it is measured in each image
 */
public record SegmentationSettings(double sigma, String threshold, Polarity polarity, int localRadius, boolean split,
        int minArea, int maxArea, boolean keepBorder, boolean fillHoles,
        boolean keepAll, Optional<NucleusDiameter> diameter) {

    /** Whether nuclei are brighter or darker than the background. */
    public enum Polarity {
        /** Fluorescence: nuclei are brighter than the background. */
        BRIGHT,
        /** Stains in transmitted light: nuclei are darker. */
        DARK
    }

    /** A local threshold, different for each pixel. */
    public static final String LOCAL = "Local";

    /**
     * The threshold that measures all it needs in the image; it uses neither {@code sigma} nor
     * {@code localRadius}.
     */
    public static final String AUTO = "Auto";

    /** Planes with more pixels are segmented in parts, by the network and with the threshold {@value #AUTO}. */
    public static final int LARGEST_WHOLE = 1 << 24;

    /** {@value #AUTO}, bright nuclei, touching ones split, 30 pixels or more, border nuclei kept, holes filled. */
    public static final SegmentationSettings DEFAULT =
            new SegmentationSettings(1, AUTO, Polarity.BRIGHT, 50, true, 30, Integer.MAX_VALUE, true, true, false,
                    Optional.empty());

    public SegmentationSettings {
        require(sigma >= 0 && sigma <= 100, "blur sigma " + sigma + " is not between 0 and 100 pixels");
        threshold = spelling(threshold);
        require(polarity != null, "the polarity is missing: choose BRIGHT or DARK nuclei");
        require(localRadius >= 1 && localRadius <= 10_000,
                "local radius " + localRadius + " is not between 1 and 10000 pixels");
        require(minArea >= 1, "smallest area " + minArea + " is not 1 pixel or more");
        require(maxArea >= minArea, "largest area " + maxArea + " is below the smallest area " + minArea);
    }

    /** Returns the names of the thresholds: {@value #AUTO}, ImageJ's thresholds in its order, {@value #LOCAL}. */
    public static List<String> thresholds() {
        List<String> thresholds = new ArrayList<>();
        thresholds.add(AUTO);
        thresholds.addAll(List.of(AutoThresholder.getMethods()));
        thresholds.add(LOCAL);
        return List.copyOf(thresholds);
    }

    /** Returns whether nuclei of the same areas, and likewise at the border, are kept as with other settings. */
    public boolean keepsLike(SegmentationSettings other) {
        return minArea == other.minArea && maxArea == other.maxArea && keepBorder == other.keepBorder;
    }

    public SegmentationSettings withSigma(double newSigma) {
        return new SegmentationSettings(newSigma, threshold, polarity, localRadius, split, minArea, maxArea, keepBorder,
                fillHoles, keepAll, diameter);
    }

    public SegmentationSettings withThreshold(String newThreshold) {
        return new SegmentationSettings(sigma, newThreshold, polarity, localRadius, split, minArea, maxArea, keepBorder,
                fillHoles, keepAll, diameter);
    }

    public SegmentationSettings withPolarity(Polarity newPolarity) {
        return new SegmentationSettings(sigma, threshold, newPolarity, localRadius, split, minArea, maxArea, keepBorder,
                fillHoles, keepAll, diameter);
    }

    public SegmentationSettings withLocalRadius(int newLocalRadius) {
        return new SegmentationSettings(sigma, threshold, polarity, newLocalRadius, split, minArea, maxArea, keepBorder,
                fillHoles, keepAll, diameter);
    }

    public SegmentationSettings withSplit(boolean newSplit) {
        return new SegmentationSettings(sigma, threshold, polarity, localRadius, newSplit, minArea, maxArea, keepBorder,
                fillHoles, keepAll, diameter);
    }

    /** Returns settings with both limits changed at once, so that no order of calls can be invalid. */
    public SegmentationSettings withArea(int newMinArea, int newMaxArea) {
        return new SegmentationSettings(sigma, threshold, polarity, localRadius, split, newMinArea, newMaxArea,
                keepBorder, fillHoles, keepAll, diameter);
    }

    public SegmentationSettings withKeepBorder(boolean newKeepBorder) {
        return new SegmentationSettings(sigma, threshold, polarity, localRadius, split, minArea, maxArea, newKeepBorder,
                fillHoles, keepAll, diameter);
    }

    public SegmentationSettings withFillHoles(boolean newFillHoles) {
        return new SegmentationSettings(sigma, threshold, polarity, localRadius, split, minArea, maxArea, keepBorder,
                newFillHoles, keepAll, diameter);
    }

    public SegmentationSettings withKeepAll(boolean newKeepAll) {
        return new SegmentationSettings(sigma, threshold, polarity, localRadius, split, minArea, maxArea, keepBorder,
                fillHoles, newKeepAll, diameter);
    }

    public SegmentationSettings withDiameter(Optional<NucleusDiameter> newDiameter) {
        return new SegmentationSettings(sigma, threshold, polarity, localRadius, split, minArea, maxArea, keepBorder,
                fillHoles, keepAll, newDiameter);
    }

    /**
     * Returns these settings with the diameter, if there is one, in pixels of an image.
     *
     * @throws InputException if it is in micrometres, but the pixel size of the image is not
     */
    public SegmentationSettings in(PixelSize pixelSize) {
        return withDiameter(diameter.map(given -> NucleusDiameter.ofPixels(given.pixels(pixelSize))));
    }

    /**
     * Returns these settings for a copy of an image that is reduced by a factor; areas are still those of the image.
     */
    public SegmentationSettings inReduced(int factor) {
        return withDiameter(diameter.map(given -> new NucleusDiameter(given.value() / factor, given.unit())));
    }

    /**
     * Returns a text that identifies these settings. It is stored in checkpoints and comparisons, which can only be
     * resumed if it has not changed: its words are those of the first version and must stay.
     */
    public String identity() {
        return "SegmentationSettings[sigma=" + sigma + ", method=" + threshold + ", polarity=" + polarity
                + ", localRadius=" + localRadius + ", split=" + split + ", minArea=" + minArea + ", maxArea=" + maxArea
                + ", keepBorder=" + keepBorder + ", fillHoles=" + fillHoles
                + (keepAll ? ", keepAll=true" : "") + diameter.map(given -> ", diameter=" + given).orElse("") + "]";
    }

    private static String spelling(String threshold) {
        for (String known : thresholds()) {
            if (known.equalsIgnoreCase(threshold)) {
                return known;
            }
        }
        throw new InputException("unknown threshold method '" + threshold + "': use one of "
                + String.join(", ", thresholds()));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new InputException(message);
        }
    }
}
