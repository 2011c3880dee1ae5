package io.github.nucleoscope.synthetic;

import java.util.List;

import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** The pixels of drawn fields as plain arrays, row by row. */
final class DrawnPixels {

    private DrawnPixels() {}

    static double[] of(Img<? extends RealType<?>> plane) {
        double[] values = new double[Math.toIntExact(plane.size())];
        Cursor<? extends RealType<?>> cursor = Views.flatIterable(plane).cursor();
        for (int i = 0; i < values.length; i++) {
            values[i] = cursor.next().getRealDouble();
        }
        return values;
    }

    /** Mean over the pixels of each nucleus of a class, in the order of the labels. */
    static double[] means(double[] plane, double[] labels, List<DrawnNucleus> nuclei, String className) {
        return nuclei.stream().filter(n -> n.className().equals(className)).mapToDouble(n -> {
            double sum = 0;
            for (int i = 0; i < plane.length; i++) {
                sum += labels[i] == n.label() ? plane[i] : 0;
            }
            return sum / n.area();
        }).toArray();
    }

    /** Standard deviation over the pixels of each nucleus of a class. */
    static double[] deviations(double[] plane, double[] labels, List<DrawnNucleus> nuclei, String className) {
        double[] squares = new double[plane.length];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = plane[i] * plane[i];
        }
        double[] means = means(plane, labels, nuclei, className);
        double[] result = means(squares, labels, nuclei, className);
        for (int n = 0; n < result.length; n++) {
            result[n] = Math.sqrt(result[n] - means[n] * means[n]);
        }
        return result;
    }

    /** Area under the curve: how often a value of the one sample is above one of the other; ties count half. */
    static double above(double[] one, double[] other) {
        double above = 0;
        for (double a : one) {
            for (double b : other) {
                above += a > b ? 1 : a == b ? 0.5 : 0;
            }
        }
        return above / one.length / other.length;
    }

    /**
     * Standard deviation of {@link #above} if both samples are of one distribution without ties (Mann &amp; Whitney
     * 1947).
     */
    static double deviationOfAbove(int one, int other) {
        return Math.sqrt((one + other + 1) / (12.0 * one * other));
    }

    /** Whether labels, areas and centres agree with the label image. */
    static boolean agree(double[] labels, int width, List<DrawnNucleus> nuclei) {
        int[] areas = new int[nuclei.size() + 1];
        for (double label : labels) {
            areas[(int) label]++; // a label above the number of nuclei throws
        }
        for (int i = 0; i < nuclei.size(); i++) {
            DrawnNucleus nucleus = nuclei.get(i);
            if (nucleus.label() != i + 1 || areas[i + 1] != nucleus.area()
                    || labels[nucleus.y() * width + nucleus.x()] != nucleus.label()) {
                return false;
            }
        }
        return true;
    }
}
