package io.github.nucleoscope.images.pixels;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Mean over a square window by running sums: the time does not depend on the radius. At the border the window is
 * clipped to the image.
 */
public final class BoxMean {

    private BoxMean() {}

    /**
     * Computes the mean of the window around each pixel, summed in double precision.
     *
     * @param img axes X, Y, finite pixels; not changed
     * @param radius the window is 2 radius + 1 pixels wide and high; 0 or more
     * @return a new image of the same shape
     */
    public static ArrayImg<FloatType, FloatArray> of(ArrayImg<FloatType, FloatArray> img, int radius) {
        int width = (int) img.dimension(0);
        int height = (int) img.dimension(1);
        float[] values = FloatPlane.values(img);
        float[] mean = new float[values.length];
        // Sums over the rows of the window, one per column; they move down with the window.
        double[] columns = new double[width];
        int reachX = Math.min(radius, width - 1);
        int reachY = Math.min(radius, height - 1);
        for (int y = 0; y < reachY; y++) {
            addRow(columns, values, y, 1);
        }
        for (int y = 0; y < height; y++) {
            if (y + reachY < height) {
                addRow(columns, values, y + reachY, 1);
            }
            if (y - reachY > 0) {
                addRow(columns, values, y - reachY - 1, -1);
            }
            int rows = Math.min(y + reachY, height - 1) - Math.max(y - reachY, 0) + 1;
            double sum = 0;
            for (int x = 0; x < reachX; x++) {
                sum += columns[x];
            }
            for (int x = 0; x < width; x++) {
                if (x + reachX < width) {
                    sum += columns[x + reachX];
                }
                if (x - reachX > 0) {
                    sum -= columns[x - reachX - 1];
                }
                int count = Math.min(x + reachX, width - 1) - Math.max(x - reachX, 0) + 1;
                mean[y * width + x] = (float) (sum / ((double) rows * count));
            }
        }
        return ArrayImgs.floats(mean, width, height);
    }

    private static void addRow(double[] columns, float[] values, int y, int sign) {
        int start = y * columns.length;
        for (int x = 0; x < columns.length; x++) {
            columns[x] += sign * (double) values[start + x];
        }
    }
}
