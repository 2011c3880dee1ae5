package io.github.nucleoscope.segmentation.classical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import io.github.nucleoscope.images.pixels.LabelRuns;
import io.github.nucleoscope.images.pixels.Mask;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

class SilhouetteTest {

    private static final int MASKS = 2000;

    /** An ellipse or two, with a rough outline or without. */
    private static boolean[] mask(int w, int h, Random random) {
        boolean[] mask = new boolean[w * h];
        double rough = random.nextInt(3) * 0.15 * random.nextDouble();
        for (int k = random.nextInt(2); k >= 0; k--) {
            double x = w * (0.3 + 0.4 * random.nextDouble());
            double y = h * (0.3 + 0.4 * random.nextDouble());
            double a = 1 + w * 0.3 * random.nextDouble();
            double b = 1 + h * 0.3 * random.nextDouble();
            double angle = Math.PI * random.nextDouble();
            for (int i = 0; i < mask.length; i++) {
                double dx = i % w - x;
                double dy = i / w - y;
                double along = (dx * Math.cos(angle) + dy * Math.sin(angle)) / a;
                double across = (dy * Math.cos(angle) - dx * Math.sin(angle)) / b;
                mask[i] |= Math.hypot(along, across) < 1 + rough * random.nextGaussian();
            }
        }
        mask[h / 2 * w + w / 2] = true;
        return mask;
    }

    private static Silhouette read(boolean[] mask, int w) {
        Silhouette silhouette = new Silhouette();
        silhouette.read(LabelRuns.of(mask, w), 1, w);
        return silhouette;
    }

    /** Returns the number of 4-connected pieces of pixels with this value. */
    private static int pieces(boolean[] mask, int w, boolean value) {
        boolean[] left = mask.clone();
        int pieces = 0;
        for (int seed = 0; seed < left.length; seed++) {
            if (left[seed] != value) {
                continue;
            }
            pieces++;
            int[] stack = new int[4 * left.length + 1];
            int depth = 0;
            stack[depth++] = seed;
            while (depth > 0) {
                int i = stack[--depth];
                if (left[i] != value) {
                    continue;
                }
                left[i] = !value;
                if (i % w > 0) {
                    stack[depth++] = i - 1;
                }
                if (i % w < w - 1) {
                    stack[depth++] = i + 1;
                }
                if (i >= w) {
                    stack[depth++] = i - w;
                }
                if (i + w < left.length) {
                    stack[depth++] = i + w;
                }
            }
        }
        return pieces;
    }

    /** The mask with a margin of a pixel. */
    private static boolean[] framed(boolean[] mask, int w, int h) {
        boolean[] framed = new boolean[(w + 2) * (h + 2)];
        for (int y = 0; y < h; y++) {
            System.arraycopy(mask, y * w, framed, (y + 1) * (w + 2) + 1, w);
        }
        return framed;
    }

    @Test
    void isOnePieceIfPixelsAndBackgroundAre() {
        Random random = new Random(1);
        int[] seen = new int[2];
        for (int k = 0; k < MASKS; k++) {
            int w = 3 + random.nextInt(30);
            int h = 3 + random.nextInt(30);
            boolean[] mask = mask(w, h, random);
            boolean expected = pieces(mask, w, true) == 1 && pieces(framed(mask, w, h), w + 2, false) == 1;
            assertEquals(expected, read(mask, w).isOnePiece());
            seen[expected ? 1 : 0]++;
        }
        assertTrue(seen[0] > MASKS / 10 && seen[1] > MASKS / 10, Arrays.toString(seen));
    }

    @Test
    void measuresSolidMasksAsPixelByPixel() {
        Random random = new Random(2);
        int solid = 0;
        for (int k = 0; k < MASKS; k++) {
            int w = 3 + random.nextInt(40);
            int h = 3 + random.nextInt(40);
            boolean[] mask = mask(w, h, random);
            Silhouette silhouette = read(mask, w);
            int[] lefts = new int[h];
            int[] rights = new int[h];
            Arrays.fill(lefts, -1);
            boolean everyRowOneRun = true;
            Ellipticity shape = new Ellipticity();
            for (int i = 0; i < mask.length; i++) {
                if (mask[i]) {
                    int x = i % w;
                    int y = i / w;
                    everyRowOneRun &= lefts[y] < 0 || rights[y] == x - 1;
                    lefts[y] = lefts[y] < 0 ? x : lefts[y];
                    rights[y] = x;
                    int sides = x == 0 || !mask[i - 1] ? 1 : 0;
                    sides += x == w - 1 || !mask[i + 1] ? 1 : 0;
                    sides += y == 0 || !mask[i - w] ? 1 : 0;
                    sides += y == h - 1 || !mask[i + w] ? 1 : 0;
                    shape.add(x, y, sides);
                }
            }
            assertEquals(everyRowOneRun && pieces(mask, w, true) == 1, silhouette.isSolid());
            if (silhouette.isSolid()) {
                solid++;
                assertEquals(shape.likeness(), silhouette.likeness(), 1e-12);
                assertEquals(Math.sqrt(shape.area() / Math.PI), silhouette.radius(), 1e-12);
                for (int y = 0; y < h; y++) {
                    rights[y] = -rights[y];
                }
                assertEquals(Math.max(dent(lefts, lefts), dent(rights, lefts)), silhouette.dent(), 1e-9);
                LabelRuns turned = LabelRuns.ofColumns(mask, w);
                silhouette.read(turned, 1, h);
                assertEquals(shape.area(), Math.PI * Math.pow(silhouette.radius(), 2), 1e-6);
            }
        }
        assertTrue(solid > MASKS / 10, solid + " solid masks");
    }

    /** Of all lines between two rows, the one that is farthest out in a row is the hull's there. */
    private static double dent(int[] columns, int[] lefts) {
        double deepest = 0;
        for (int k = 0; k < columns.length; k++) {
            double farthest = columns[k];
            double length = 1;
            for (int a = 0; a < k; a++) {
                for (int b = k + 1; b < columns.length && lefts[k] >= 0; b++) {
                    if (lefts[a] < 0 || lefts[b] < 0) {
                        continue;
                    }
                    double slope = (columns[b] - columns[a]) / (double) (b - a);
                    double at = columns[a] + slope * (k - a);
                    if (at < farthest - 1e-9) {
                        farthest = at;
                        length = Math.sqrt(1 + slope * slope);
                    }
                }
            }
            deepest = Math.max(deepest, (columns[k] - farthest) / length);
        }
        return deepest;
    }

    /** What {@link NucleusPieces} relies on: the watershed would not divide what is hardly dented. */
    @Test
    void hasNoNeckWhereItIsHardlyDented() {
        Random random = new Random(3);
        SmoothDepth depth = new SmoothDepth(Necks.DEPTH_SIGMA);
        int looked = 0;
        for (int k = 0; k < 4 * MASKS; k++) {
            int w = 8 + random.nextInt(60);
            int h = 8 + random.nextInt(60);
            boolean[] mask = framed(mask(w, h, random), w, h);
            Silhouette silhouette = read(mask, w + 2);
            if (silhouette.isSolid() && silhouette.dent() < NucleusPieces.leastDent(silhouette.radius())) {
                looked++;
                var parts = Watershed.split(ArrayImgs.floats(depth.of(mask, w + 2, h + 2), w + 2, h + 2),
                        Necks.TOLERANCE, Necks.MIN_TOLERANCE);
                assertEquals(1, Arrays.stream(Mask.labels(parts)).filter(label -> label > 0).distinct().count());
            }
        }
        assertTrue(looked > MASKS / 4, looked + " masks");
    }
}
