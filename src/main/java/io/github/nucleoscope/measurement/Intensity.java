package io.github.nucleoscope.measurement;

/**
 * The intensities of a nucleus's pixels, in the image's units. Pixels that are NaN or infinite are left out. All are
 * NaN where there is no pixel.
 *
 * @param mean the mean
 * @param standardDeviation with n - 1, as ImageJ's; 0 where there is one pixel
 * @param skewness third central moment by the third power of the root of the second; 0 where all pixels are equal
 * @param kurtosis fourth central moment by the square of the second, less 3, which a normal distribution has; 0 where
 *     all pixels are equal
 * @param minimum the smallest
 * @param maximum the largest
 */
public record Intensity(double mean, double standardDeviation, double skewness, double kurtosis, double minimum,
        double maximum) {

    static Intensity of(Patch patch) {
        long count = 0;
        double sum = 0;
        double minimum = Double.POSITIVE_INFINITY;
        double maximum = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < patch.values().length; i++) {
            if (patch.isMeasured(i)) {
                double value = patch.values()[i];
                count++;
                sum += value;
                minimum = Math.min(minimum, value);
                maximum = Math.max(maximum, value);
            }
        }
        if (count == 0) {
            return new Intensity(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        double mean = sum / count;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int i = 0; i < patch.values().length; i++) {
            if (patch.isMeasured(i)) {
                double deviation = patch.values()[i] - mean;
                double square = deviation * deviation;
                second += square;
                third += square * deviation;
                fourth += square * square;
            }
        }
        double variance = second / count;
        boolean flat = minimum == maximum;
        return new Intensity(mean, flat ? 0 : Math.sqrt(second / (count - 1)),
                flat ? 0 : third / count / (variance * Math.sqrt(variance)),
                flat ? 0 : fourth / count / (variance * variance) - 3, minimum, maximum);
    }
}
