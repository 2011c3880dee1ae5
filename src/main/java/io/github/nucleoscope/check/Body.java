package io.github.nucleoscope.check;

import java.util.Arrays;

import io.github.nucleoscope.images.pixels.FloodFill;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;

/**
 * The most prominent body of a crop: its nucleus, if it has one. If the outline is known, the body is the outline's
 * interior; otherwise it is the connected component above half maximum, halfway between the background and the
 * brightest (or darkest) disc of the crop. Intensities are those of the file.
 *
 * @param contrast geometric mean of the contrasts with the background and with the ring of 2 to 3 coarse pixels around
 *     the body, each {@code 1 - background / level} for bright bodies and {@code 1 - level / background} for dark ones;
 *     0 (none) to 1. {@code level} is the value reached by four fifths of the pixels of the best disc with a radius of
 *     2 coarse pixels
 * @param background the 10 % quantile of the crop (dark bodies: the 90 % quantile); the mean outside a known outline
 * @param mean mean intensity of the body; NaN if it is empty
 * @param area in pixels of the crop
 * @param beyond share of the body's radius that lies beyond the border of the crop, 0 to 1. Centre and radius are
 *     those of the maximum of the distance transform that is reached by climbing from the middle of the crop or from
 *     the best disc. The outside of the crop counts as body, so that the centre of a body that is cut off lies at the
 *     border
 * @param sharpness natural logarithm of the energy of the Laplacian over the variance, in and around the body; NaN
 *     where the crop is flat
 * @param brightest largest intensity in the body
 * @param darkest smallest intensity in the body
 * @param shareBrightest share of the body's pixels that have exactly the largest intensity
 * @param shareDarkest share of the body's pixels that have exactly the smallest intensity
 */
record Body(double contrast, double background, double mean, int area, double beyond, double sharpness,
        double brightest, double darkest, double shareBrightest, double shareDarkest) {

    /** Radius of the disc, in coarse pixels. */
    private static final int RADIUS = 2;
    private static final double DISC_SHARE = 0.8;
    private static final double BACKGROUND_SHARE = 0.9;
    /** Width of the margin in which sharpness is measured too, in pixels of the crop: it includes the edge. */
    private static final int EDGE = 3;

    /** Measures a body. Dark bodies are measured as the bright ones of the negative would be. */
    static Body of(RawCrop crop, CoarseImage coarse, Polarity polarity, boolean zeroed) {
        boolean dark = polarity == Polarity.DARK;
        boolean[] mask;
        double background;
        double level;
        double surroundings;
        double beyond = 0;
        if (crop.outline().isPresent() || zeroed) {
            mask = crop.outline().orElseGet(() -> notZero(crop));
            background = mean(crop.pixels(), mask, false);
            level = mean(crop.pixels(), mask, true);
            if (Double.isNaN(background)) {
                background = level;
            }
            surroundings = background;
        } else {
            float[] sorted = coarse.values().clone();
            Arrays.sort(sorted);
            int place = (int) Math.round(BACKGROUND_SHARE * (sorted.length - 1));
            background = dark ? sorted[place] : sorted[sorted.length - 1 - place];
            Disc disc = Disc.best(coarse, dark);
            level = disc.level;
            Component body = Component.of(coarse, disc, (level + background) / 2, dark);
            surroundings = around(coarse, body.pixels, background);
            beyond = beyond(coarse, body);
            mask = enlarged(coarse, body.pixels, crop);
        }
        double contrast = Math.sqrt(contrast(level, background, dark) * contrast(level, surroundings, dark));
        return measure(crop, mask, contrast, background, beyond);
    }

    private static boolean[] notZero(RawCrop crop) {
        boolean[] mask = new boolean[crop.pixels().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = crop.pixels()[i] != 0;
        }
        return mask;
    }

    private static double mean(float[] values, boolean[] mask, boolean inside) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (mask[i] == inside) {
                sum += values[i];
                count++;
            }
        }
        return sum / count;
    }

    /** The brightest (dark: the darkest) disc of the crop. */
    private record Disc(double level, int x, int y) {

        static Disc best(CoarseImage image, boolean dark) {
            int radius = Math.max(0, Math.min(RADIUS, (Math.min(image.width(), image.height()) - 1) / 2));
            float[] values = new float[(2 * radius + 1) * (2 * radius + 1)];
            Disc best = null;
            for (int y = radius; y < image.height() - radius; y++) {
                for (int x = radius; x < image.width() - radius; x++) {
                    int count = 0;
                    for (int j = -radius; j <= radius; j++) {
                        for (int i = -radius; i <= radius; i++) {
                            if (i * i + j * j <= radius * radius) {
                                values[count++] = image.values()[(y + j) * image.width() + x + i];
                            }
                        }
                    }
                    Arrays.sort(values, 0, count);
                    int place = (int) Math.round(DISC_SHARE * (count - 1));
                    double level = dark ? values[place] : values[count - 1 - place];
                    if (best == null || (dark ? level < best.level : level > best.level)) {
                        best = new Disc(level, x, y);
                    }
                }
            }
            return best;
        }
    }

    /** A connected component in coarse pixels, and the pixel it was flooded from. */
    private record Component(boolean[] pixels, int start) {

        /** The component at the middle of the crop or, if that is only dust, the one at the best disc. */
        static Component of(CoarseImage coarse, Disc disc, double threshold, boolean dark) {
            boolean[] beyond = new boolean[coarse.values().length];
            for (int i = 0; i < beyond.length; i++) {
                beyond[i] = dark ? coarse.values()[i] < threshold : coarse.values()[i] > threshold;
            }
            int middle = coarse.height() / 2 * coarse.width() + coarse.width() / 2;
            boolean[] body = FloodFill.from(beyond, coarse.width(), true, middle);
            int area = 0;
            for (boolean pixel : body) {
                area += pixel ? 1 : 0;
            }
            int ofDisc = disc.y * coarse.width() + disc.x;
            return area > Math.PI * RADIUS * RADIUS ? new Component(body, middle)
                    : new Component(FloodFill.from(beyond, coarse.width(), true, ofDisc), ofDisc);
        }
    }

    /** See {@link Body#beyond}. */
    private static double beyond(CoarseImage coarse, Component component) {
        int width = coarse.width();
        boolean[] body = component.pixels;
        int at = component.start;
        double radius = distance(coarse, body, at);
        boolean climbing = true;
        while (climbing) {
            climbing = false;
            int x = at % width;
            int y = at / width;
            // Two pixels at a time, over the small bumps of a rough outline.
            for (int ny = Math.max(0, y - 2); ny <= Math.min(coarse.height() - 1, y + 2); ny++) {
                for (int nx = Math.max(0, x - 2); nx <= Math.min(width - 1, x + 2); nx++) {
                    double higher = distance(coarse, body, ny * width + nx);
                    if (higher > radius) {
                        radius = higher;
                        at = ny * width + nx;
                        climbing = true;
                    }
                }
            }
        }
        int x = at % width;
        int y = at / width;
        double toBorder = 0.5 + Math.min(Math.min(x, width - 1 - x), Math.min(y, coarse.height() - 1 - y));
        return radius == 0 ? 0 : Math.max(0, 1 - toBorder / radius);
    }

    /** Euclidean distance from a pixel to the nearest one outside the body; infinite if there is none. */
    private static double distance(CoarseImage coarse, boolean[] body, int from) {
        int width = coarse.width();
        int nearest = Integer.MAX_VALUE;
        for (int i = 0; i < body.length; i++) {
            if (!body[i]) {
                int dx = i % width - from % width;
                int dy = i / width - from / width;
                nearest = Math.min(nearest, dx * dx + dy * dy);
            }
        }
        return nearest == Integer.MAX_VALUE ? Double.POSITIVE_INFINITY : Math.sqrt(nearest);
    }

    /** Median of the coarse pixels two or three pixels away from the body. */
    private static double around(CoarseImage coarse, boolean[] body, double otherwise) {
        boolean[] near = grow(grow(body, coarse.width(), coarse.height(), 1), coarse.width(), coarse.height(), 2);
        boolean[] edge = grow(body, coarse.width(), coarse.height(), 1);
        double[] values = new double[body.length];
        int count = 0;
        for (int i = 0; i < body.length; i++) {
            if (near[i] && !edge[i]) {
                values[count++] = coarse.values()[i];
            }
        }
        return count == 0 ? otherwise : NucleusFreeCrops.median(Arrays.copyOf(values, count));
    }

    private static boolean[] enlarged(CoarseImage coarse, boolean[] body, RawCrop crop) {
        boolean[] mask = new boolean[crop.pixels().length];
        for (int y = 0; y < crop.height(); y++) {
            for (int x = 0; x < crop.width(); x++) {
                int cx = Math.min(x / coarse.factor(), coarse.width() - 1);
                int cy = Math.min(y / coarse.factor(), coarse.height() - 1);
                mask[y * crop.width() + x] = body[cy * coarse.width() + cx];
            }
        }
        return mask;
    }

    private static Body measure(RawCrop crop, boolean[] mask, double contrast, double background,
            double beyond) {
        int width = crop.width();
        int height = crop.height();
        int area = 0;
        double sum = 0;
        float brightest = Float.NEGATIVE_INFINITY;
        float darkest = Float.POSITIVE_INFINITY;
        int atBrightest = 0;
        int atDarkest = 0;
        for (int i = 0; i < mask.length; i++) {
            if (!mask[i]) {
                continue;
            }
            float value = crop.pixels()[i];
            area++;
            sum += value;
            if (value >= brightest) {
                atBrightest = value > brightest ? 1 : atBrightest + 1;
                brightest = value;
            }
            if (value <= darkest) {
                atDarkest = value < darkest ? 1 : atDarkest + 1;
                darkest = value;
            }
        }
        return new Body(contrast, background, area == 0 ? Double.NaN : sum / area, area,
                beyond, Sharpness.of(crop, grow(mask, width, height, EDGE)), brightest, darkest,
                (double) atBrightest / Math.max(1, area), (double) atDarkest / Math.max(1, area));
    }

    private static double contrast(double level, double background, boolean dark) {
        double high = dark ? background : level;
        double low = dark ? level : background;
        return !(high > low) ? 0 : high > 0 ? Math.min(1, 1 - low / high) : 1;
    }

    /** Dilates the mask with a cross-shaped structuring element. */
    private static boolean[] grow(boolean[] mask, int width, int height, int by) {
        boolean[] grown = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                int x = i % width;
                int y = i / width;
                for (int ny = Math.max(0, y - by); ny <= Math.min(height - 1, y + by); ny++) {
                    grown[ny * width + x] = true;
                }
                for (int nx = Math.max(0, x - by); nx <= Math.min(width - 1, x + by); nx++) {
                    grown[y * width + nx] = true;
                }
            }
        }
        return grown;
    }
}
