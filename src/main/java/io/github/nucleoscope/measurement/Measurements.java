package io.github.nucleoscope.measurement;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropMask;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.Preparation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** What can be measured of one nucleus in one plane of an image. */
public record Measurements(Shape shape, Intensity intensity, Texture texture) {

    private static final List<String> NAMES = List.of(
            "area", "perimeter", "circularity", "solidity", "major_axis", "minor_axis", "eccentricity", "orientation",
            "mean", "standard_deviation", "skewness", "kurtosis", "minimum", "maximum", "angular_second_moment",
            "contrast", "correlation", "variance", "inverse_difference_moment", "sum_average", "sum_variance",
            "sum_entropy", "entropy", "difference_variance", "difference_entropy", "information_correlation_1",
            "information_correlation_2");

    /**
     * Measures a nucleus.
     *
     * @param plane the image that the nucleus is in, axes X, Y
     * @param pixelSize the unit of lengths and areas
     */
    public static Measurements of(Nucleus nucleus, RandomAccessibleInterval<? extends RealType<?>> plane,
            PixelSize pixelSize) {
        return of(Patch.of(nucleus, plane, pixelSize));
    }

    /**
     * Measures a crop: its nucleus where the background was zeroed, otherwise the whole window, whose shape says
     * nothing. Intensities are the crop's, which may be normalised. Lengths are in pixels where nuclei were scaled to
     * fill their crops.
     *
     * @param preparation how the crop was made
     */
    public static Measurements of(Crop crop, Preparation preparation) {
        return of(new Patch((int) crop.pixels().dimension(0), (int) crop.pixels().dimension(1),
                CropMask.of(crop, preparation.crops()), crop.values(),
                preparation.crops().scale() == Scale.FIXED ? preparation.pixelSize() : PixelSize.UNCALIBRATED));
    }

    private static Measurements of(Patch patch) {
        Intensity intensity = Intensity.of(patch);
        return new Measurements(Shape.of(patch), intensity, Texture.of(patch, intensity));
    }

    /** The names of all values, in their order. */
    public static List<String> names() {
        return NAMES;
    }

    /** All values by their names, in the order of {@link #names}. */
    public Map<String, Double> byName() {
        double[] values = {
            shape.area(), shape.perimeter(), shape.circularity(), shape.solidity(), shape.majorAxis(),
            shape.minorAxis(), shape.eccentricity(), shape.orientation(), intensity.mean(),
            intensity.standardDeviation(), intensity.skewness(), intensity.kurtosis(), intensity.minimum(),
            intensity.maximum(), texture.angularSecondMoment(), texture.contrast(), texture.correlation(),
            texture.variance(), texture.inverseDifferenceMoment(), texture.sumAverage(), texture.sumVariance(),
            texture.sumEntropy(), texture.entropy(), texture.differenceVariance(), texture.differenceEntropy(),
            texture.informationCorrelation1(), texture.informationCorrelation2()};
        Map<String, Double> byName = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            byName.put(NAMES.get(i), values[i]);
        }
        return Collections.unmodifiableMap(byName);
    }
}
