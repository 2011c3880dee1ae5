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

    /** Bits of a float below the ones that order the flood: 2,048 levels to the octave. */
    private static final int FINE_BITS = 12;

    /**
     * @param order the flooded pixels, from the highest to the lowest
     * @param region of each pixel: which nucleus it belongs to, if to one; 0 where not flooded
     * @param count how many regions there are: they have the numbers 1 to count
     */
    record Regions(int[] order, int[] region, int count) {}

    private final float[] heights;
    private final int width;
    private final int height;
    private final float noise;
    private final boolean split;

    /** Of each pixel, the number of the maximum that it was flooded from; 0 where not flooded. */
    private final int[] numbers;
    private Basin[] maxima = new Basin[256];
    /** Of each maximum, one that swallowed it, or itself. */
    private int[] swallowers = new int[256];
    private int count;
    private final List<Basin> meetings = new ArrayList<>();

    /** Sides of pixels between two maxima's pixels. */
    private final ContactTable contacts = new ContactTable();

    private IntensityFlood(ArrayImg<FloatType, FloatArray> img, float noise, boolean split) {
        this.heights = FloatPlane.values(img);
        this.width = (int) img.dimension(0);
        this.height = (int) img.dimension(1);
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
        int[] order = fromHighest(flood.heights, floor);
        for (int i : order) {
            flood.add(i);
        }
        return flood.regions(order);
    }

    private void add(int i) {
        int y = i / width;
        int x = i - y * width;
        int left = x > 0 ? survivor(numbers[i - 1]) : 0;
        int right = x < width - 1 ? survivor(numbers[i + 1]) : 0;
        int up = y > 0 ? survivor(numbers[i - width]) : 0;
        int down = y < height - 1 ? survivor(numbers[i + width]) : 0;
        int number = up | left | right | down;
        // Nearly always all flooded neighbours are of one maximum: then their heights need not be fetched.
        if (isOr(up, number) && isOr(left, number) && isOr(right, number) && isOr(down, number)) {
            if (number == 0) {
                number = addMaximum(heights[i]);
            }
            grow(number, x, y, i, left, right, up, down);
            return;
        }
        number = up;
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
        grow(number, x, y, i, left, right, up, down);
    }

    private static boolean isOr(int number, int or) {
        return number == 0 || number == or;
    }

    /** Gives pixel i to a maximum, and to its basin if that still grows. */
    private void grow(int number, int x, int y, int i, int left, int right, int up, int down) {
        numbers[i] = number;
        Basin basin = maxima[number].root();
        if (basin.isClosed()) {
            return;
        }
        if (basin.area() >= CORE_AREA && heights[i] < OUTLINE * basin.mean()) {
            basin.close();
            return;
        }
        basin.add(heights[i]);
        int own = side(number, left, i) + side(number, right, i) + side(number, up, i) + side(number, down, i);
        maxima[number].shape.add(x, y, 4 - 2 * own);
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
            swallowers = Arrays.copyOf(swallowers, 2 * count);
        }
        swallowers[count] = count;
        maxima[count] = new Basin(peak);
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

    private Regions regions(int[] order) {
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
        for (int k = 1; k <= count; k++) {
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
        for (int i : order) {
            numbers[i] = numberOf[numbers[i]];
        }
        return new Regions(order, numbers, kept);
    }

    /** For each nucleus, the one that it is part of. */
    private int[] merge(int nuclei) {
        int[] result = IntStream.rangeClosed(0, nuclei).toArray();
        if (!split) {
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

    /**
     * The pixels above the floor, highest first, near equal ones in raster order: a counting sort by the leading bits
     * of the floats, which are in the order of the numbers.
     */
    private static int[] fromHighest(float[] heights, float floor) {
        float max = floor;
        for (float value : heights) {
            max = Math.max(max, value);
        }
        int top = level(max);
        int[] starts = new int[top - level(floor) + 2];
        for (float value : heights) {
            if (value > floor) {
                starts[top - level(value) + 1]++;
            }
        }
        for (int level = 1; level < starts.length; level++) {
            starts[level] += starts[level - 1];
        }
        int[] order = new int[starts[starts.length - 1]];
        for (int i = 0; i < heights.length; i++) {
            if (heights[i] > floor) {
                order[starts[top - level(heights[i])]++] = i;
            }
        }
        return order;
    }

    private static int level(float value) {
        return Float.floatToRawIntBits(value) >>> FINE_BITS;
    }
}
