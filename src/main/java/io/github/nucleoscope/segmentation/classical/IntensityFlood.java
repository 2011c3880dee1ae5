package io.github.nucleoscope.segmentation.classical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.RowIndex;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Divides everything that stands out from the background into one region per nucleus. The pixels are flooded from the
 * brightest to the dimmest, as in a watershed (Vincent &amp; Soille 1991); regions that meet form the image's component
 * tree (Salembier et al., "Antiextensive Connected Operators", 1998). A region stops growing at its outline, where it
 * falls below a fraction of its own mean, so that each nucleus, bright or dim, has a level of its own. If two growing
 * regions meet they are either two nuclei or parts of one: two, if the valley between them is deep or if both together
 * do not form an ellipse.
 */
final class IntensityFlood {

    /** A region's mean is meaningful once it has this many pixels. */
    static final int CORE_AREA = 12;

    /** A maximum with lower dynamics, as a fraction of its height, is a bump of its surroundings. */
    private static final double BUMP = 0.15;

    /** A maximum with fewer pixels is a bump, whatever its dynamics. */
    private static final int BUMP_AREA = 8;

    /** A box that is this many times as large as its island, a long thin one, is cleared pixel by pixel. */
    private static final long SPARSE = 8;

    private final float noise;
    private final boolean split;

    private final float[] image;

    /** The island being flooded. */
    private final Island island;

    /** For each pixel of its box, the number of the maximum that it was flooded from; 0 if not flooded. */
    private int[] numbers = {};
    private Basin[] maxima = new Basin[256];
    /** For each maximum, the basin that was last found to be its root; null once that is closed. */
    private Basin[] open = new Basin[256];
    /** For each maximum, one that absorbed it, or itself. */
    private int[] swallowers = new int[256];
    private int count;
    private final List<Basin> meetings = new ArrayList<>();

    /** Pixel sides between the pixels of two maxima. */
    private final ContactTable contacts = new ContactTable();

    private IntensityFlood(Islands islands, float[] image, float noise, boolean split) {
        this.image = image;
        this.island = islands.none();
        this.noise = noise;
        this.split = split;
    }

    /**
     * @param img height above the background, axes X, Y, finite pixels
     * @param floor pixels above this height are flooded; above 0
     * @param noise standard deviation of the heights
     * @param split whether regions that grow together can be two nuclei
     */
    static Regions flood(ArrayImg<FloatType, FloatArray> img, float floor, float noise, boolean split) {
        float[] image = FloatPlane.values(img);
        Islands islands = Islands.above(floor, image, (int) img.dimension(0));
        IntensityFlood flood = new IntensityFlood(islands, image, noise, split);
        RegionSorter sorter = new RegionSorter(image.length, islands.count());
        for (int k = 0; k < islands.count(); k++) {
            islands.load(k, flood.island);
            flood.flood();
            sorter.add(flood.island, flood.numbers, flood.nuclei());
            flood.clear();
        }
        return sorter.regions(flood.island, islands.runs());
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
            // Nearly always all flooded neighbours belong to one maximum. Which are flooded is unpredictable, so
            // branches are avoided.
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

    /** Floods a pixel whose flooded neighbours belong to several maxima, or did until one was absorbed. */
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
        // What was absorbed need not be looked up again by the next pixel.
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

    /** Returns 1 for numbers above 0. */
    private static int one(int number) {
        return -number >>> Integer.SIZE - 1;
    }

    /** Returns the basin of a maximum if it takes one more pixel; null once it has reached its outline. */
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
        if (basin.area() >= CORE_AREA && basin.isAbove(height, OutlineLevels.FIRST)) {
            basin.close();
            return null;
        }
        return basin;
    }

    /** Returns 1 if the neighbour has the same number; a neighbour with another number is a contact. */
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

    /** Returns the maximum itself, or the one that absorbed it and takes over its further flooding. */
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

    /** Two flooded pixels touch through one of this height. Returns whether the maximum of one was absorbed. */
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

    private IslandNuclei nuclei() {
        return count == 1 ? IslandNuclei.one() : IslandNuclei.of(maxima, count, meetings, contacts, split);
    }

    /** Resets everything for the next island. */
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
}
