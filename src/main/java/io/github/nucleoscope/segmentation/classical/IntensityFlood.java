package io.github.nucleoscope.segmentation.classical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.github.nucleoscope.images.pixels.Box;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.RowIndex;
import io.github.nucleoscope.images.pixels.Runs;
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
     * @param places the flooded pixels, region by region, each from the highest to the lowest: places in the box of
     *     their region
     * @param heights of these pixels
     * @param boxes of each region; none for region 0
     * @param starts of each region, where its first pixel is in places; one more at the end, and 0 for region 0
     * @param region of each pixel of the image: which nucleus it belongs to, if to one; 0 where not flooded.
     *     {@link Outlines} draws the labels in it
     * @param runs the flooded pixels, in raster order
     * @param count how many regions there are: they have the numbers 1 to count
     */
    record Regions(int[] places, float[] heights, Box[] boxes, int[] starts, int[] region, Runs runs, int count) {}

    /** The box of a long thin island is more times as large as the island. */
    private static final long SPARSE = 8;

    private static final Names ONE_NUCLEUS = new Names(new int[] {0, 1}, 1);

    private final float noise;
    private final boolean split;

    private final float[] image;

    /** The island that is flooded. */
    private final Island island;

    /** Of each pixel of its box, the number of the maximum that it was flooded from; 0 where not flooded. */
    private int[] numbers = {};
    private Basin[] maxima = new Basin[256];
    /** Of each maximum, the basin that was its root when it was last looked for; null once that is closed. */
    private Basin[] open = new Basin[256];
    /** Of each maximum, one that swallowed it, or itself. */
    private int[] swallowers = new int[256];
    private int count;
    private final List<Basin> meetings = new ArrayList<>();

    /** Sides of pixels between two maxima's pixels. */
    private final ContactTable contacts = new ContactTable();

    /** What is known of {@link Regions} so far. */
    private final int[] region;
    private Box[] boxes;
    private int[] starts;
    private int regions;

    /** The island's pixels and heights while they are sorted by region. */
    private int[] places = {};
    private float[] heights = {};

    private IntensityFlood(Islands islands, float[] image, float noise, boolean split) {
        this.image = image;
        this.island = islands.none();
        this.region = new int[image.length];
        this.boxes = new Box[islands.count() + 1];
        this.starts = new int[islands.count() + 2];
        this.noise = noise;
        this.split = split;
    }

    /**
     * @param img height above the background, axes X, Y, finite pixels
     * @param floor pixels above it are flooded; above 0
     * @param noise standard deviation of the heights
     * @param split whether regions that grow together can be two nuclei
     */
    static Regions flood(ArrayImg<FloatType, FloatArray> img, float floor, float noise, boolean split) {
        float[] image = FloatPlane.values(img);
        Islands islands = Islands.above(floor, image, (int) img.dimension(0));
        IntensityFlood flood = new IntensityFlood(islands, image, noise, split);
        for (int k = 0; k < islands.count(); k++) {
            islands.load(k, flood.island);
            flood.flood();
            flood.addRegions(flood.nuclei());
            flood.clear();
        }
        return new Regions(flood.island.places, flood.island.heights, flood.boxes, flood.starts, flood.region,
                islands.runs(), flood.regions);
    }

    /** Floods the island. */
    private void flood() {
        int boxSize = island.box.size();
        if (numbers.length < boxSize) {
            numbers = new int[boxSize + boxSize / 2];
        }
        int[] flooded = numbers;
        int[] order = island.places;
        float[] sorted = island.heights;
        int stride = island.box.stride();
        RowIndex rows = island.box.rows();
        int end = island.to;
        for (int t = island.from; t < end; t++) {
            int i = order[t];
            float level = sorted[t];
            int left = flooded[i - 1];
            int right = flooded[i + 1];
            int up = flooded[i - stride];
            int down = flooded[i + stride];
            int number = up | left | right | down;
            // Nearly always all flooded neighbours are of one maximum. Which are flooded cannot be foreseen: no
            // branches.
            if ((Watershed.other(left, number) | Watershed.other(right, number) | Watershed.other(up, number)
                    | Watershed.other(down, number)) != 0) {
                join(i, level, left, right, up, down);
                continue;
            }
            int own = one(left) + one(right) + one(up) + one(down);
            number = own == 0 ? addMaximum(level) : survivor(number);
            flooded[i] = number;
            Basin basin = growing(number, level);
            if (basin != null) {
                basin.add(level);
                int y = rows.of(i);
                maxima[number].shape.add(i - y * stride, y, 4 - 2 * own);
            }
        }
    }

    /** Floods a pixel whose flooded neighbours are of several maxima, or were until one was swallowed. */
    private void join(int i, float level, int ofLeft, int ofRight, int ofUp, int ofDown) {
        int pixel = island.box.pixel(i);
        int width = island.box.width();
        int stride = island.box.stride();
        int left = survivor(ofLeft);
        int right = survivor(ofRight);
        int up = survivor(ofUp);
        int down = survivor(ofDown);
        int number = up;
        float highest = up > 0 ? image[pixel - width] : 0;
        if (left > 0 && image[pixel - 1] > highest) {
            number = left;
            highest = image[pixel - 1];
        }
        if (right > 0 && image[pixel + 1] > highest) {
            number = right;
            highest = image[pixel + 1];
        }
        if (down > 0 && image[pixel + width] > highest) {
            number = down;
        }
        boolean swallowed = meet(number, left, level) | meet(number, right, level) | meet(number, up, level)
                | meet(number, down, level);
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
        rename(i - stride, up);
        rename(i + stride, down);
        Basin basin = growing(number, level);
        if (basin != null) {
            basin.add(level);
            int own = side(number, left, level) + side(number, right, level) + side(number, up, level)
                    + side(number, down, level);
            int y = island.box.rows().of(i);
            maxima[number].shape.add(i - y * stride, y, 4 - 2 * own);
        }
    }

    private void rename(int i, int number) {
        if (number > 0) {
            numbers[i] = number;
        }
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
    private int side(int number, int neighbour, float height) {
        if (neighbour == number) {
            return 1;
        }
        if (neighbour > 0) {
            contacts.add(number, neighbour, height);
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

    /** Two pixels of the flood touch through one of this height. Says whether one's maximum was swallowed. */
    private boolean meet(int oneNumber, int otherNumber, float height) {
        if (otherNumber == 0 || oneNumber == otherNumber) {
            return false;
        }
        Basin one = maxima[oneNumber].root();
        Basin other = maxima[otherNumber].root();
        if (one == other || one.isClosed() && other.isClosed()) {
            return false;
        }
        boolean oneIsBump = isBump(one, height);
        boolean otherIsBump = isBump(other, height);
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
            meetings.add(new Basin(one, other, height));
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

    /** Adds the island's regions: sorts its pixels by them, and notes the region of each pixel of the image. */
    private void addRegions(Names names) {
        int last = regions + names.count;
        if (starts.length < last + 2) {
            starts = Arrays.copyOf(starts, 2 * (last + 1));
            boxes = Arrays.copyOf(boxes, starts.length);
        }
        Arrays.fill(boxes, regions + 1, last + 1, island.box);
        if (names.count == 1) {
            addRegion();
        } else {
            sortByRegion(names, number(names));
        }
        regions = last;
    }

    /** Adds the region of an island that is one. */
    private void addRegion() {
        starts[regions + 2] = island.to;
        for (int n = 0; n < island.runCount(); n++) {
            Arrays.fill(region, island.runFrom(n), island.runTo(n), regions + 1);
        }
    }

    /** Sorts the island's pixels by region, those of each in their order. */
    private void sortByRegion(Names names, int[] sizes) {
        int[] next = new int[names.count + 1];
        for (int k = 1; k <= names.count; k++) {
            next[k] = starts[regions + k];
            starts[regions + k + 1] = next[k] + sizes[k];
        }
        int size = island.size();
        if (places.length < size) {
            places = new int[size + size / 2];
            heights = new float[places.length];
        }
        System.arraycopy(island.places, island.from, places, 0, size);
        System.arraycopy(island.heights, island.from, heights, 0, size);
        for (int t = 0; t < size; t++) {
            int at = next[names.of[numbers[places[t]]]]++;
            island.places[at] = places[t];
            island.heights[at] = heights[t];
        }
    }

    /** Notes the region of each pixel of the island in the image; returns how many pixels each has, from 1. */
    private int[] number(Names names) {
        int[] sizes = new int[names.count + 1];
        for (int n = 0; n < island.runCount(); n++) {
            int place = island.box.place(island.runFrom(n));
            int i = island.runFrom(n);
            int to = island.runTo(n);
            while (i < to) {
                int first = i;
                int number = numbers[place];
                int name = names.of[number];
                while (i < to && numbers[place] == number) {
                    region[i++] = regions + name;
                    place++;
                }
                sizes[name] += i - first;
            }
        }
        return sizes;
    }

    /** Forgets the island. */
    private void clear() {
        if (island.box.size() < SPARSE * island.size()) {
            Arrays.fill(numbers, 0, island.box.size(), 0);
        } else {
            for (int t = island.from; t < island.to; t++) {
                numbers[island.places[t]] = 0;
            }
        }
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
