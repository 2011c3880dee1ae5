package io.github.nucleoscope.measurement;

import java.util.ArrayList;
import java.util.List;

/**
 * Shape of a nucleus. Lengths are in the unit of the pixel size, areas in its square; pixels need not be square.
 * All values are NaN if the nucleus has no pixel.
 *
 * @param area number of pixels times the area of a pixel
 * @param perimeter length of all outlines, including those of holes, by the Crofton formula with four directions:
 *     Legland, Kiêu and Devaux, "Computation of Minkowski measures on 2D and 3D binary images", Image Anal. Stereol.
 *     2007, 26:83-92, section 3. Unbiased on average over all orientations of an edge; 5 % too small for an upright
 *     square
 * @param circularity {@code 4 pi area / perimeter^2}: 1 for a disc, less for other shapes; with few pixels it can be
 *     above 1 (Cox, "A method of assigning numerical and percentage values to the degree of roundness", J. Paleontol.
 *     1927, 1:179-183)
 * @param solidity area divided by the area of the convex hull of the pixels' corners, above 0, at most 1
 * @param majorAxis length of the longer axis of the ellipse with the same second moments, each pixel a rectangle
 *     (Haralick and Shapiro, "Computer and Robot Vision" I, 1992, appendix A)
 * @param minorAxis length of the shorter axis of that ellipse
 * @param eccentricity eccentricity of that ellipse, from 0 for a disc to below 1
 * @param orientation angle from the X axis to its longer axis in degrees, counter-clockwise as displayed, 0 to
 *     below 180; 0 if the axes are equal
 */
public record Shape(double area, double perimeter, double circularity, double solidity, double majorAxis,
        double minorAxis, double eccentricity, double orientation) {

    /** Axes that differ by less than the rounding error are equal. */
    private static final double EPSILON = 1e-9;

    static Shape of(Patch patch) {
        double w = patch.pixelSize().width();
        double h = patch.pixelSize().height();
        int count = 0;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < patch.inside().length; i++) {
            if (patch.inside()[i]) {
                count++;
                meanX += i % patch.width();
                meanY += i / patch.width();
            }
        }
        if (count == 0) {
            return new Shape(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN,
                    Double.NaN);
        }
        meanX /= count;
        meanY /= count;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < patch.inside().length; i++) {
            if (patch.inside()[i]) {
                double dx = (i % patch.width() - meanX) * w;
                // Y points down in images and up in the angle.
                double dy = (meanY - i / patch.width()) * h;
                xx += dx * dx;
                yy += dy * dy;
                xy += dx * dy;
            }
        }
        // The second moments of a rectangle about its own centre are a twelfth of the squares of its sides.
        xx = xx / count + w * w / 12;
        yy = yy / count + h * h / 12;
        xy /= count;
        double half = Math.hypot((xx - yy) / 2, xy);
        double larger = (xx + yy) / 2 + half;
        double smaller = (xx + yy) / 2 - half;
        double angle = half <= EPSILON * larger ? 0 : Math.toDegrees(Math.atan2(2 * xy, xx - yy)) / 2;
        double area = count * w * h;
        double perimeter = perimeter(patch, w, h);
        return new Shape(area, perimeter, 4 * Math.PI * area / (perimeter * perimeter),
                area / (hullArea(patch) * w * h), 4 * Math.sqrt(larger), 4 * Math.sqrt(smaller),
                Math.sqrt(Math.max(0, 1 - smaller / larger)), (angle + 180) % 180);
    }

    /**
     * Half the sum, over the directions, of the number of times that lines in the direction cross the outline, times
     * the spacing of the lines, times the angle that the direction represents.
     */
    private static double perimeter(Patch patch, double w, double h) {
        long horizontal = 0;
        long vertical = 0;
        long diagonal = 0;
        for (int y = 0; y < patch.height(); y++) {
            for (int x = 0; x < patch.width(); x++) {
                if (patch.isInside(x, y)) {
                    horizontal += outside(patch, x - 1, y) + outside(patch, x + 1, y);
                    vertical += outside(patch, x, y - 1) + outside(patch, x, y + 1);
                    diagonal += outside(patch, x - 1, y - 1) + outside(patch, x + 1, y + 1)
                            + outside(patch, x + 1, y - 1) + outside(patch, x - 1, y + 1);
                }
            }
        }
        double angle = Math.atan2(h, w);
        return (horizontal * h * angle + vertical * w * (Math.PI / 2 - angle)
                + diagonal * w * h / Math.hypot(w, h) * Math.PI / 4) / 2;
    }

    private static int outside(Patch patch, int x, int y) {
        return patch.isInside(x, y) ? 0 : 1;
    }

    /** In pixels: Andrew's monotone chain algorithm (1979) on the outermost corners of each row. */
    private static double hullArea(Patch patch) {
        List<int[]> left = new ArrayList<>();
        List<int[]> right = new ArrayList<>();
        for (int y = 0; y < patch.height(); y++) {
            int first = 0;
            while (first < patch.width() && !patch.isInside(first, y)) {
                first++;
            }
            if (first == patch.width()) {
                continue;
            }
            int last = patch.width() - 1;
            while (!patch.isInside(last, y)) {
                last--;
            }
            for (int corner = y; corner <= y + 1; corner++) {
                append(left, new int[] {first, corner}, 1);
                append(right, new int[] {last + 1, corner}, -1);
            }
        }
        return (twiceAreaUnder(right) - twiceAreaUnder(left)) / 2.0;
    }

    /** Keeps the chain convex; rows are added in order. */
    private static void append(List<int[]> chain, int[] corner, int side) {
        // Of two corners in the same row the outer one counts.
        if (!chain.isEmpty() && chain.get(chain.size() - 1)[1] == corner[1]) {
            if (side * (corner[0] - chain.get(chain.size() - 1)[0]) >= 0) {
                return;
            }
            chain.remove(chain.size() - 1);
        }
        while (chain.size() > 1
                && side * cross(chain.get(chain.size() - 2), chain.get(chain.size() - 1), corner) >= 0) {
            chain.remove(chain.size() - 1);
        }
        chain.add(corner);
    }

    private static long cross(int[] a, int[] b, int[] c) {
        return (long) (b[0] - a[0]) * (c[1] - a[1]) - (long) (b[1] - a[1]) * (c[0] - a[0]);
    }

    /** Twice the area between the chain and the Y axis. */
    private static long twiceAreaUnder(List<int[]> chain) {
        long sum = 0;
        for (int i = 1; i < chain.size(); i++) {
            sum += (long) (chain.get(i)[0] + chain.get(i - 1)[0]) * (chain.get(i)[1] - chain.get(i - 1)[1]);
        }
        return sum;
    }
}
