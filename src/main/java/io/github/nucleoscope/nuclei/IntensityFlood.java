package io.github.nucleoscope.nuclei;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Divides what stands out of the background into one region per nucleus. The pixels are flooded from the brightest to
 * the dimmest, as in a watershed (Vincent &amp; Soille 1991); the regions that meet form the image's component tree
 * (Salembier et al., "Antiextensive Connected Operators", 1998). A region stops growing at its outline, where it falls
 * below a fraction of its own mean, so that each nucleus, bright or dim, has a level of its own. Where two growing
 * regions meet they are either two nuclei or parts of one: two, if the valley between them is deep or if both together
 * are no ellipse.
 */
final class IntensityFlood {

    /** A region ends where the height is this fraction of its mean. */
    private static final double OUTLINE = 0.5;

    /** A region's mean says something once it has this many pixels. */
    static final int CORE_AREA = 12;

    /** A maximum of less dynamics, as a fraction of its height, is a bump of its surroundings. */
    private static final double BUMP = 0.15;

    /** The same for maxima with fewer pixels. */
    private static final int BUMP_AREA = 8;

    /**
     * @param pixels the flooded pixels, region by region, each from the highest to the lowest
     * @param heights of these pixels
     * @param starts of each region, the place of its first pixel; one more at the end, and 0 for region 0
     * @param region of each pixel of the image: which nucleus it belongs to, if to one; 0 where not flooded
     * @param runs the flooded pixels, in raster order
     * @param count how many regions there are: they have the numbers 1 to count
     */
    record Regions(int[] pixels, float[] heights, int[] starts, int[] region, Runs runs, int count) {}

    private static final Names ONE_NUCLEUS = new Names(new int[] {0, 1}, 1);

    private final float[] heights;
    private final int width;
    private final RowIndex rows;
    private final float noise;
    private final boolean split;

    /** Of each pixel, the number of the maximum that it was flooded from; 0 where not flooded. */
    private final int[] numbers;
    private Basin[] maxima = new Basin[256];
    /** Of each maximum, the basin that was its root when it was last looked for; null once that is closed. */
    private Basin[] open = new Basin[256];
    /** Of each maximum, one that swallowed it, or itself. */
    private int[] swallowers = new int[256];
    private int count;
    private final List<Basin> meetings = new ArrayList<>();

    /** Sides of pixels between two maxima's pixels. */
    private final ContactTable contacts = new ContactTable();

    /** The pixels of an island before they are grouped, and their regions. */
    private int[] islandPixels = {};
    private float[] islandHeights = {};
    private int[] islandRegions = {};

    private IntensityFlood(ArrayImg<FloatType, FloatArray> img, float noise, boolean split) {
        this.heights = FloatPlane.values(img);
        this.width = (int) img.dimension(0);
        this.rows = new RowIndex(width, (int) img.dimension(1));
        this.noise = noise;
        this.split = split;
        this.numbers = new int[heights.length];
    }

    /**
     * @param img height above the background, axes X, Y, finite pixels
     * @param floor pixels above it are flooded; above 0
     * @param noise standard deviation of the heights
     * @param split whether regions that grow together can be two nuclei
     */
    static Regions flood(ArrayImg<FloatType, FloatArray> img, float floor, float noise, boolean split) {
        IntensityFlood flood = new IntensityFlood(img, noise, split);
        Islands islands = Islands.above(floor, flood.heights, flood.width);
        int[] starts = new int[islands.count() + 2];
        int regions = 0;
        for (int k = 0; k < islands.count(); k++) {
            int from = islands.starts[k];
            int to = islands.starts[k + 1];
            flood.flood(islands.pixels, islands.heights, from, to);
            Names names = flood.nuclei();
            if (starts.length < regions + names.count + 2) {
                starts = Arrays.copyOf(starts, 2 * (regions + names.count + 1));
            }
            flood.group(islands, from, to, regions, names, starts);
            regions += names.count;
            flood.clear();
        }
        return new Regions(islands.pixels, islands.heights, starts, flood.numbers, islands.runs, regions);
    }

    /** Floods an island. */
    private void flood(int[] pixels, float[] levels, int from, int to) {
        int[] flooded = numbers;
        int lastX = width - 1;
        int lastRow = flooded.length - width;
        for (int t = from; t < to; t++) {
            int i = pixels[t];
            int y = rows.of(i);
            int x = i - y * width;
            int left = x > 0 ? flooded[i - 1] : 0;
            int right = x < lastX ? flooded[i + 1] : 0;
            int up = i >= width ? flooded[i - width] : 0;
            int down = i < lastRow ? flooded[i + width] : 0;
            int number = up | left | right | down;
            // Nearly always all flooded neighbours are of one maximum. Which are flooded cannot be foreseen: no
            // branches.
            if ((other(left, number) | other(right, number) | other(up, number) | other(down, number)) != 0) {
                join(i, x, y, left, right, up, down);
                continue;
            }
            int own = one(left) + one(right) + one(up) + one(down);
            number = own == 0 ? addMaximum(levels[t]) : survivor(number);
            flooded[i] = number;
            Basin basin = growing(number, levels[t]);
            if (basin != null) {
                basin.add(levels[t]);
                maxima[number].shape.add(x, y, 4 - 2 * own);
            }
        }
    }

    /** Floods a pixel whose flooded neighbours are of several maxima, or were until one was swallowed. */
    private void join(int i, int x, int y, int ofLeft, int ofRight, int ofUp, int ofDown) {
        int left = survivor(ofLeft);
        int right = survivor(ofRight);
        int up = survivor(ofUp);
        int down = survivor(ofDown);
        int number = up;
        float highest = up > 0 ? heights[i - width] : 0;
        if (left > 0 && heights[i - 1] > highest) {
            number = left;
            highest = heights[i - 1];
        }
        if (right > 0 && heights[i + 1] > highest) {
            number = right;
            highest = heights[i + 1];
        }
        if (down > 0 && heights[i + width] > highest) {
            number = down;
        }
        boolean swallowed = meet(number, left, i) | meet(number, right, i) | meet(number, up, i)
                | meet(number, down, i);
        if (swallowed) {
            number = survivor(number);
            left = survivor(left);
            right = survivor(right);
            up = survivor(up);
            down = survivor(down);
        }
        numbers[i] = number;
        // What was swallowed needs no second look from the next pixel.
        rename(i - 1, left);
        rename(i + 1, right);
        rename(i - width, up);
        rename(i + width, down);
        Basin basin = growing(number, heights[i]);
        if (basin != null) {
            basin.add(heights[i]);
            int own = side(number, left, i) + side(number, right, i) + side(number, up, i) + side(number, down, i);
            maxima[number].shape.add(x, y, 4 - 2 * own);
        }
    }

    private void rename(int i, int number) {
        if (number > 0) {
            numbers[i] = number;
        }
    }

    /** 0 for 0 and the number that is meant. */
    private static long other(int number, int meant) {
        return (long) number * (number ^ meant);
    }

    /** 1 for numbers above 0. */
    private static int one(int number) {
        return -number >>> Integer.SIZE - 1;
    }

    /** The basin of a maximum if it takes one more pixel; null once it has reached its outline. */
    private Basin growing(int number, float height) {
        Basin basin = open[number];
        if (basin == null) {
            return null;
        }
        if (basin.isPart()) {
            basin = basin.root();
            open[number] = basin;
        }
        if (basin.isClosed()) {
            open[number] = null;
            return null;
        }
        if (basin.area() >= CORE_AREA && basin.isAbove(height, OUTLINE)) {
            basin.close();
            return null;
        }
        return basin;
    }

    /** 1 where the neighbour has the same number; a neighbour of another number is a contact. */
    private int side(int number, int neighbour, int i) {
        if (neighbour == number) {
            return 1;
        }
        if (neighbour > 0) {
            contacts.add(number, neighbour, heights[i]);
        }
        return 0;
    }

    private int addMaximum(float peak) {
        if (++count == maxima.length) {
            maxima = Arrays.copyOf(maxima, 2 * count);
            open = Arrays.copyOf(open, 2 * count);
            swallowers = Arrays.copyOf(swallowers, 2 * count);
        }
        swallowers[count] = count;
        maxima[count] = new Basin(peak);
        open[count] = maxima[count];
        return count;
    }

    /** The maximum itself, or the one that swallowed it: what floods on from there is that one's. */
    private int survivor(int number) {
        int survivor = swallowers[number];
        if (survivor == number || swallowers[survivor] == survivor) {
            return survivor;
        }
        while (swallowers[survivor] != survivor) {
            survivor = swallowers[survivor];
        }
        swallowers[number] = survivor;
        return survivor;
    }

    /** Two pixels of the flood touch through pixel i. Says whether one's maximum was swallowed. */
    private boolean meet(int oneNumber, int otherNumber, int i) {
        if (otherNumber == 0 || oneNumber == otherNumber) {
            return false;
        }
        Basin one = maxima[oneNumber].root();
        Basin other = maxima[otherNumber].root();
        if (one == other || one.isClosed() && other.isClosed()) {
            return false;
        }
        boolean oneIsBump = isBump(one, heights[i]);
        boolean otherIsBump = isBump(other, heights[i]);
        if (oneIsBump && (!otherIsBump || one.peak <= other.peak)) {
            other.swallow(one, maxima[otherNumber]);
            swallowers[oneNumber] = otherNumber;
            return true;
        }
        if (otherIsBump) {
            one.swallow(other, maxima[oneNumber]);
            swallowers[otherNumber] = oneNumber;
            return true;
        }
        if (!one.isClosed() && !other.isClosed()) {
            meetings.add(new Basin(one, other, heights[i]));
        }
        return false;
    }

    private boolean isBump(Basin basin, float saddle) {
        return !basin.isClosed() && basin.hasOneMaximum() && (basin.area() < BUMP_AREA
                || basin.peak - saddle < Math.max(noise, BUMP * basin.peak));
    }

    /**
     * The nuclei of an island.
     *
     * @param of each maximum, which nucleus it belongs to: 1 to count
     */
    private record Names(int[] of, int count) {}

    /** Decides which maxima of an island are one nucleus. */
    private Names nuclei() {
        if (count == 1) {
            return ONE_NUCLEUS;
        }
        // A bump first becomes part of what swallowed it; it was swallowed later than its own bumps.
        contacts.forEach((k, n, contact) -> {
            Basin one = maxima[k].survivor();
            Basin other = maxima[n].survivor();
            if (one == other) {
                one.shape.join(contact.sides());
            } else {
                Basin.touch(one, other, contact.sides());
            }
        });
        for (int k = 1; k <= count; k++) {
            if (maxima[k].isBump()) {
                maxima[k].survivor().shape.add(maxima[k].shape, 0);
            }
        }
        for (int k = 1; k <= count && !meetings.isEmpty(); k++) {
            if (!maxima[k].isBump()) {
                maxima[k].weigh();
            }
        }
        // A basin comes after those that it is made of.
        for (Basin basin : meetings) {
            basin.weigh();
        }
        int nuclei = 0;
        for (int k = meetings.size() - 1; k >= 0; k--) {
            Basin basin = meetings.get(k);
            if (basin.nucleus == 0 && !(split && basin.isSeveral())) {
                basin.nucleus = ++nuclei;
            }
            basin.left.nucleus = basin.nucleus;
            basin.right.nucleus = basin.nucleus;
        }
        for (int k = 1; k <= count; k++) {
            if (!maxima[k].isBump() && maxima[k].nucleus == 0) {
                maxima[k].nucleus = ++nuclei;
            }
        }
        int[] merged = merge(nuclei);
        // What was merged leaves gaps.
        int[] names = new int[nuclei + 1];
        int kept = 0;
        for (int k = 1; k <= nuclei; k++) {
            if (names[merged[k]] == 0) {
                names[merged[k]] = ++kept;
            }
        }
        int[] numberOf = new int[count + 1];
        for (int k = 1; k <= count; k++) {
            numberOf[k] = names[merged[maxima[k].survivor().nucleus]];
        }
        return new Names(numberOf, kept);
    }

    /**
     * Numbers the regions of an island, brings its pixels into their order, and notes where each starts and the last
     * ends.
     *
     * @param before how many regions there are already
     */
    private void group(Islands islands, int from, int to, int before, Names names, int[] starts) {
        int[] pixels = islands.pixels;
        starts[before + names.count + 1] = to;
        if (names.count == 1) {
            for (int t = from; t < to; t++) {
                numbers[pixels[t]] = before + 1;
            }
            return;
        }
        int size = to - from;
        if (islandPixels.length < size) {
            islandPixels = new int[2 * size];
            islandHeights = new float[2 * size];
            islandRegions = new int[2 * size];
        }
        System.arraycopy(pixels, from, islandPixels, 0, size);
        System.arraycopy(islands.heights, from, islandHeights, 0, size);
        int[] places = new int[names.count + 1];
        for (int t = 0; t < size; t++) {
            int i = islandPixels[t];
            int region = names.of[numbers[i]];
            numbers[i] = before + region;
            islandRegions[t] = region - 1;
            places[region]++;
        }
        places[0] = from;
        for (int k = 0; k < names.count; k++) {
            starts[before + 1 + k] = places[k];
            places[k + 1] += places[k];
        }
        for (int t = 0; t < size; t++) {
            int at = places[islandRegions[t]]++;
            pixels[at] = islandPixels[t];
            islands.heights[at] = islandHeights[t];
        }
    }

    /** Forgets an island. */
    private void clear() {
        count = 0;
        meetings.clear();
        contacts.clear();
    }

    /** For each nucleus, the one that it is part of. */
    private int[] merge(int nuclei) {
        int[] result = IntStream.rangeClosed(0, nuclei).toArray();
        if (!split || nuclei == 1) {
            return result;
        }
        Ellipticity[] shapes = new Ellipticity[nuclei + 1];
        Arrays.setAll(shapes, k -> new Ellipticity());
        float[] peaks = new float[nuclei + 1];
        for (int k = 1; k <= count; k++) {
            if (!maxima[k].isBump()) {
                int nucleus = maxima[k].nucleus;
                shapes[nucleus].add(maxima[k].shape, 0);
                peaks[nucleus] = Math.max(peaks[nucleus], maxima[k].peak);
            }
        }
        RegionMerging merging = new RegionMerging();
        for (int k = 0; k <= nuclei; k++) {
            merging.add(shapes[k], peaks[k]);
        }
        contacts.forEach((k, n, contact) -> {
            Basin one = maxima[k].survivor();
            Basin other = maxima[n].survivor();
            if (one.nucleus != other.nucleus) {
                merging.touch(one.nucleus, other.nucleus, contact);
            } else if (one != other) {
                shapes[one.nucleus].join(contact.sides());
            }
        });
        return merging.merge();
    }
}
