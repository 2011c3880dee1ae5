package io.github.nucleoscope.measurement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.github.nucleoscope.images.PixelSize;
import io.github.nucleoscope.nuclei.Crop;
import io.github.nucleoscope.nuclei.CropMask;
import io.github.nucleoscope.nuclei.CropSettings.Scale;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.segmentation.Preparation;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/** All measurements of one nucleus in one plane of an image. */
public record Measurements(Shape shape, Intensity intensity, HaralickTexture texture) {

    private static final Map<String, ToDoubleFunction<Measurements>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("area", m -> m.shape.area());
        VALUES.put("perimeter", m -> m.shape.perimeter());
        VALUES.put("circularity", m -> m.shape.circularity());
        VALUES.put("solidity", m -> m.shape.solidity());
        VALUES.put("major_axis", m -> m.shape.majorAxis());
        VALUES.put("minor_axis", m -> m.shape.minorAxis());
        VALUES.put("eccentricity", m -> m.shape.eccentricity());
        VALUES.put("orientation", m -> m.shape.orientation());
        VALUES.put("mean", m -> m.intensity.mean());
        VALUES.put("standard_deviation", m -> m.intensity.standardDeviation());
        VALUES.put("skewness", m -> m.intensity.skewness());
        VALUES.put("kurtosis", m -> m.intensity.kurtosis());
        VALUES.put("minimum", m -> m.intensity.minimum());
        VALUES.put("maximum", m -> m.intensity.maximum());
        VALUES.put("angular_second_moment", m -> m.texture.angularSecondMoment());
        VALUES.put("contrast", m -> m.texture.contrast());
        VALUES.put("correlation", m -> m.texture.correlation());
        VALUES.put("variance", m -> m.texture.variance());
        VALUES.put("inverse_difference_moment", m -> m.texture.inverseDifferenceMoment());
        VALUES.put("sum_average", m -> m.texture.sumAverage());
        VALUES.put("sum_variance", m -> m.texture.sumVariance());
        VALUES.put("sum_entropy", m -> m.texture.sumEntropy());
        VALUES.put("entropy", m -> m.texture.entropy());
        VALUES.put("difference_variance", m -> m.texture.differenceVariance());
        VALUES.put("difference_entropy", m -> m.texture.differenceEntropy());
        VALUES.put("information_correlation_1", m -> m.texture.informationCorrelation1());
        VALUES.put("information_correlation_2", m -> m.texture.informationCorrelation2());
    }

    /**
     * Measures a nucleus.
     *
     * @param plane the image that the nucleus is in, axes X, Y
     * @param pixelSize size and unit of the pixels, for lengths and areas
     */
    public static Measurements of(Nucleus nucleus, RandomAccessibleInterval<? extends RealType<?>> plane,
            PixelSize pixelSize) {
        return of(Patch.of(nucleus, plane, pixelSize));
    }

    /**
     * Measures a crop: its nucleus if the background was zeroed, otherwise the whole window, whose shape is
     * meaningless. Intensities are those of the crop, which may be normalised; of several channels, their mean.
     * Lengths are in pixels if nuclei were scaled to fill their crops.
     *
     * @param preparation how the crop was made
     */
    public static Measurements of(Crop crop, Preparation preparation) {
        return of(new Patch(crop.size(), crop.size(), CropMask.of(crop, preparation.crops()), channelMean(crop),
                preparation.crops().scale() == Scale.FIXED ? preparation.pixelSize() : PixelSize.UNCALIBRATED));
    }

    private static float[] channelMean(Crop crop) {
        int channels = crop.channels();
        float[] values = crop.values();
        if (channels == 1) {
            return values;
        }
        float[] means = new float[values.length / channels];
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += values[i * channels + c];
            }
            means[i] = (float) (sum / channels);
        }
        return means;
    }

    private static Measurements of(Patch patch) {
        Intensity intensity = Intensity.of(patch);
        return new Measurements(Shape.of(patch), intensity, HaralickTexture.of(patch, intensity));
    }

    /** Returns the names of all values, in order. */
    public static List<String> names() {
        return List.copyOf(VALUES.keySet());
    }

    /** Returns all values by name, in the order of {@link #names}. */
    public Map<String, Double> byName() {
        Map<String, Double> byName = new LinkedHashMap<>();
        VALUES.forEach((name, value) -> byName.put(name, value.applyAsDouble(this)));
        return Collections.unmodifiableMap(byName);
    }
}
