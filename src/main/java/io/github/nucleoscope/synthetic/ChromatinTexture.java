package io.github.nucleoscope.synthetic;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;

/**
 * The chromatin texture of one nucleus: band-pass noise, slow shading and a few dark nucleoli. Whatever its scale, the
 * values are then replaced, rank by rank, by the quantiles of one common distribution, and standardised to mean 0 and
 * standard deviation 1 over the nucleus. So no statistic of the histogram separates the classes: only the spatial
 * arrangement does. Histograms are matched as the microscope shows them, after the blur, as blur would take more
 * contrast from a finer texture.
 */
final class ChromatinTexture {

    /** Fraction of the variance due to slow changes of density and thickness, the same in all classes. */
    private static final double SHADING_VARIANCE = 0.2;
    private static final double SHADING_SIGMA = 4;
    private static final int MAX_NUCLEOLI = 3;
    /** Darkness of a nucleolus at its centre, in standard deviations of the noise. */
    private static final double NUCLEOLUS_DEPTH = 2.2;
    private static final double MIN_NUCLEOLUS_SIGMA = 1.5;
    private static final double MAX_NUCLEOLUS_SIGMA = 2.3;
    /** Nucleoli lie in the inner part of the nucleus, up to this relative radius. */
    private static final double NUCLEOLUS_ZONE = 0.65;

    private ChromatinTexture() {}

    /**
     * Draws a texture.
     *
     * @param shape shape that gives the box, and the inner part of the nucleus
     * @param scale standard deviation, in pixels, of the narrower Gaussian of the band-pass; the wider is twice that
     * @param visible visible pixels of the box: at least those of the nucleus
     * @param inside pixels of the nucleus
     * @return values by index y * size + x; mean 0 and standard deviation 1 over {@code inside}; 0 where not visible
     */
    static double[] draw(NucleusShape shape, double scale, boolean[] visible, boolean[] inside, Random random) {
        int size = shape.size();
        double[] white = whiteNoise(size * size, random);
        double[] texture = ReproducibleBlur.blur(white, size, size, scale);
        double[] coarse = ReproducibleBlur.blur(white, size, size, 2 * scale);
        for (int i = 0; i < texture.length; i++) {
            texture[i] -= coarse[i];
        }
        standardise(texture, visible);
        double[] shading = ReproducibleBlur.blur(whiteNoise(size * size, random), size, size, SHADING_SIGMA);
        standardise(shading, visible);
        for (int i = 0; i < texture.length; i++) {
            texture[i] = Math.sqrt(1 - SHADING_VARIANCE) * texture[i] + Math.sqrt(SHADING_VARIANCE) * shading[i];
        }
        darkenNucleoli(texture, shape, random);
        matchHistogram(texture, visible);
        standardise(texture, inside);
        for (int i = 0; i < texture.length; i++) {
            if (!visible[i]) {
                texture[i] = 0;
            }
        }
        return texture;
    }

    private static double[] whiteNoise(int length, Random random) {
        double[] noise = new double[length];
        for (int i = 0; i < length; i++) {
            noise[i] = random.nextGaussian();
        }
        return noise;
    }

    private static void darkenNucleoli(double[] texture, NucleusShape shape, Random random) {
        int size = shape.size();
        int nucleoli = random.nextInt(MAX_NUCLEOLI + 1);
        for (int n = 0; n < nucleoli; n++) {
            int centre;
            do {
                centre = random.nextInt(size * size);
            } while (shape.relativeRadius(centre) > NUCLEOLUS_ZONE);
            double sigma = MIN_NUCLEOLUS_SIGMA + (MAX_NUCLEOLUS_SIGMA - MIN_NUCLEOLUS_SIGMA) * random.nextDouble();
            for (int i = 0; i < texture.length; i++) {
                double dx = i % size - centre % size;
                double dy = i / size - centre / size;
                texture[i] -= NUCLEOLUS_DEPTH * StrictMath.exp(-0.5 * (dx * dx + dy * dy) / (sigma * sigma));
            }
        }
    }

    /**
     * Assigns to the visible pixels, ranked by value, the quantiles of the Rayleigh distribution: slightly skewed
     * to the bright side, as chromatin is.
     */
    private static void matchHistogram(double[] texture, boolean[] visible) {
        Integer[] order = new Integer[texture.length];
        Arrays.setAll(order, i -> i);
        order = Arrays.stream(order).filter(i -> visible[i]).toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> texture[i]));
        for (int rank = 0; rank < order.length; rank++) {
            double quantile = (rank + 0.5) / order.length;
            texture[order[rank]] = Math.sqrt(-2 * StrictMath.log(1 - quantile));
        }
    }

    private static void standardise(double[] values, boolean[] where) {
        double sum = 0;
        double sumOfSquares = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (where[i]) {
                sum += values[i];
                sumOfSquares += values[i] * values[i];
                count++;
            }
        }
        double mean = sum / count;
        double deviation = Math.sqrt(sumOfSquares / count - mean * mean);
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - mean) / deviation;
        }
    }
}
