package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;

import io.github.nucleoscope.images.pixels.Box;
import io.github.nucleoscope.images.pixels.Runs;

/** Collects the {@link Regions} of an image, one flooded island after the other. */
final class RegionSorter {

    private final int[] region;
    private Box[] boxes;
    private int[] starts;
    private int count;

    /** The pixels and heights of an island while they are sorted by region. */
    private int[] places = {};
    private float[] heights = {};

    /**
     * @param pixels number of pixels of the image
     * @param islands number of islands
     */
    RegionSorter(int pixels, int islands) {
        region = new int[pixels];
        boxes = new Box[islands + 1];
        starts = new int[islands + 2];
    }

    /**
     * Adds an island's regions: sorts its pixels by region, and records the region of each pixel of the image.
     *
     * @param numbers for each place in the island's box, the maximum that it was flooded from
     * @param nuclei which maxima are one nucleus
     */
    void add(Island island, int[] numbers, IslandNuclei nuclei) {
        int last = count + nuclei.count();
        if (starts.length < last + 2) {
            starts = Arrays.copyOf(starts, 2 * (last + 1));
            boxes = Arrays.copyOf(boxes, starts.length);
        }
        Arrays.fill(boxes, count + 1, last + 1, island.box);
        if (nuclei.count() == 1) {
            addOne(island);
        } else {
            sort(island, numbers, nuclei, note(island, numbers, nuclei));
        }
        count = last;
    }

    /** Adds the region of an island that is a single region. */
    private void addOne(Island island) {
        starts[count + 2] = island.to;
        for (int n = 0; n < island.runCount(); n++) {
            Arrays.fill(region, island.runFrom(n), island.runTo(n), count + 1);
        }
    }

    /** Sorts the island's pixels by region, keeping their order within each. */
    private void sort(Island island, int[] numbers, IslandNuclei nuclei, int[] sizes) {
        int[] next = new int[nuclei.count() + 1];
        for (int k = 1; k <= nuclei.count(); k++) {
            next[k] = starts[count + k];
            starts[count + k + 1] = next[k] + sizes[k];
        }
        int size = island.size();
        if (places.length < size) {
            places = new int[size + size / 2];
            heights = new float[places.length];
        }
        System.arraycopy(island.places, island.from, places, 0, size);
        System.arraycopy(island.heights, island.from, heights, 0, size);
        int[] nucleusOf = nuclei.of();
        for (int t = 0; t < size; t++) {
            int at = next[nucleusOf[numbers[places[t]]]]++;
            island.places[at] = places[t];
            island.heights[at] = heights[t];
        }
    }

    /** Records the region of each pixel of the island in the image; returns the number of pixels of each, from 1. */
    private int[] note(Island island, int[] numbers, IslandNuclei nuclei) {
        int[] sizes = new int[nuclei.count() + 1];
        for (int n = 0; n < island.runCount(); n++) {
            int place = island.box.place(island.runFrom(n));
            int i = island.runFrom(n);
            int to = island.runTo(n);
            while (i < to) {
                int first = i;
                int number = numbers[place];
                int nucleus = nuclei.of()[number];
                while (i < to && numbers[place] == number) {
                    region[i++] = count + nucleus;
                    place++;
                }
                sizes[nucleus] += i - first;
            }
        }
        return sizes;
    }

    /**
     * All regions.
     *
     * @param island the last island, which holds the pixels of all
     * @param runs the flooded pixels, in raster order
     */
    Regions regions(Island island, Runs runs) {
        return new Regions(island.places, island.heights, boxes, starts, region, runs, count);
    }
}
