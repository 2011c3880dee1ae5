package io.github.nucleoscope.images;

import java.util.List;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Amount of nuclear stain in each pixel of a stained section or smear: Ruifrok &amp; Johnston (2001), see
 * {@link Colour#HAEMATOXYLIN_EOSIN}. Stains absorb independently, so their optical densities add up; three stains
 * of known densities in red, green and blue give three equations per pixel. If only two are known, the third is
 * perpendicular to both, and takes up whatever fits neither.
 */
final class ColourDeconvolution {

    /** The clear background: this fraction of the pixels is darker. Taking 255 would make a grey background stained. */
    private static final double CLEAR = 0.99;

    /**
     * Optical density, about a fifth of the light, that is subtracted from the nuclear stain everywhere: red cells,
     * cytoplasm and dust take up, or appear to take up, that much. Nuclei take up several times as much.
     */
    private static final double FAINT = 0.1;

    private ColourDeconvolution() {}

    /**
     * Computes the plane of the nuclear stain.
     *
     * @param rgb pixels, row by row, with 8 bits each of red, green and blue
     * @param colour a stain
     * @return decadic optical density of the nuclear stain above {@value #FAINT}, 0 or more; axes X, Y. All 0 if
     *     nothing is stained
     */
    static ArrayImg<FloatType, FloatArray> nuclearStain(int[] rgb, Colour colour, int width, int height) {
        float[][] densities = densities(rgb);
        float[] plane = new float[rgb.length];
        List<double[]> stains = colour == Colour.ESTIMATED ? StainEstimate.of(rgb, densities) : colour.stains();
        if (!stains.isEmpty()) {
            double[] unmix = firstColumnOfInverse(stains);
            for (int i = 0; i < plane.length; i++) {
                double amount = densities[0][rgb[i] >> 16 & 0xff] * unmix[0]
                        + densities[1][rgb[i] >> 8 & 0xff] * unmix[1] + densities[2][rgb[i] & 0xff] * unmix[2];
                plane[i] = (float) Math.max(0, amount - FAINT);
            }
        }
        return ArrayImgs.floats(plane, width, height);
    }

    /** Optical density of each value 0 to 255 of red, green and blue; 0 for values brighter than the background. */
    private static float[][] densities(int[] rgb) {
        float[][] densities = new float[3][256];
        for (int c = 0; c < 3; c++) {
            int[] histogram = new int[256];
            int shift = 16 - 8 * c;
            for (int pixel : rgb) {
                histogram[pixel >> shift & 0xff]++;
            }
            int clear = 0;
            for (long below = histogram[0]; below < CLEAR * rgb.length; below += histogram[clear]) {
                clear++;
            }
            for (int value = 0; value < 256; value++) {
                // Plus one, as the logarithm of 0 is undefined.
                densities[c][value] = (float) Math.max(0, -Math.log10((value + 1.0) / (clear + 1.0)));
            }
        }
        return densities;
    }

    /** With unit-length stains as the rows of a matrix, densities times its inverse are amounts. */
    private static double[] firstColumnOfInverse(List<double[]> stains) {
        double[] a = unit(stains.get(0));
        double[] b = unit(stains.get(1));
        double[] c = stains.size() > 2 ? unit(stains.get(2)) : unit(cross(a, b));
        double[] column = cross(b, c);
        double determinant = a[0] * column[0] + a[1] * column[1] + a[2] * column[2];
        return new double[] {column[0] / determinant, column[1] / determinant, column[2] / determinant};
    }

    static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    static double[] unit(double[] a) {
        double length = Math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
        return new double[] {a[0] / length, a[1] / length, a[2] / length};
    }
}
