package io.github.nucleoscope.classifier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.nucleoscope.measurement.Measurements;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.segmentation.Preparation;

/**
 * The measurements by which nuclei are classified: those of {@link Measurements}, without the orientation, which only
 * says how the nucleus lies on the slide. Intensities are those of the crop, so that how bright a nucleus is counts
 * only where crops are not normalised.
 */
public final class NucleusMeasurements {

    /** Number of measurements. */
    public static final int COUNT = Measurements.names().size() - 1;

    private static final String ORIENTATION = "orientation";

    private NucleusMeasurements() {}

    /** Returns the names of the measurements, in order. */
    public static List<String> names() {
        return Measurements.names().stream().filter(name -> !name.equals(ORIENTATION)).toList();
    }

    /**
     * Measures a crop.
     *
     * @param preparation how the crop was made
     * @return one value for each of {@link #names}, in order; NaN for what is undefined
     */
    public static double[] of(Crop crop, Preparation preparation) {
        Map<String, Double> values = new LinkedHashMap<>(Measurements.of(crop, preparation).byName());
        values.remove(ORIENTATION);
        return values.values().stream().mapToDouble(value -> Double.isFinite(value) ? value : Double.NaN).toArray();
    }
}
