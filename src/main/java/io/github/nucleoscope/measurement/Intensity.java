package io.github.nucleoscope.measurement;

/**
 * Intensities of the pixels of a nucleus, in units of the image. NaN and infinite pixels are ignored. All values are
 * NaN if no pixel is left.
 *
 * @param mean mean
 * @param standardDeviation standard deviation with n - 1, as in ImageJ; 0 if there is only one pixel
 * @param skewness third central moment divided by the second to the power of 3/2; 0 if all pixels are equal
 * @param kurtosis excess kurtosis: fourth central moment divided by the square of the second, minus 3, the value of a
 *     normal distribution; 0 if all pixels are equal
 * @param minimum smallest intensity
 * @param maximum largest intensity
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
