package io.github.nucleoscope.measurement;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropMask;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.Preparation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** What can be measured of one nucleus in one plane of an image. */
public record Measurements(Shape shape, Intensity intensity, Texture texture) {

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

    /** All values by their names, always in the same order. */
    public Map<String, Double> byName() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("area", shape.area());
        values.put("perimeter", shape.perimeter());
        values.put("circularity", shape.circularity());
        values.put("solidity", shape.solidity());
        values.put("major_axis", shape.majorAxis());
        values.put("minor_axis", shape.minorAxis());
        values.put("eccentricity", shape.eccentricity());
        values.put("orientation", shape.orientation());
        values.put("mean", intensity.mean());
        values.put("standard_deviation", intensity.standardDeviation());
        values.put("skewness", intensity.skewness());
        values.put("kurtosis", intensity.kurtosis());
        values.put("minimum", intensity.minimum());
        values.put("maximum", intensity.maximum());
        values.put("angular_second_moment", texture.angularSecondMoment());
        values.put("contrast", texture.contrast());
        values.put("correlation", texture.correlation());
        values.put("variance", texture.variance());
        values.put("inverse_difference_moment", texture.inverseDifferenceMoment());
        values.put("sum_average", texture.sumAverage());
        values.put("sum_variance", texture.sumVariance());
        values.put("sum_entropy", texture.sumEntropy());
        values.put("entropy", texture.entropy());
        values.put("difference_variance", texture.differenceVariance());
        values.put("difference_entropy", texture.differenceEntropy());
        values.put("information_correlation_1", texture.informationCorrelation1());
        values.put("information_correlation_2", texture.informationCorrelation2());
        return Collections.unmodifiableMap(values);
    }
}
