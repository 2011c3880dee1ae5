package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Assignment of the maxima of a flooded island to nuclei: first along the tree of the regions that met, then by
 * {@link RegionMerging} of touching regions.
 *
 * @param of for each maximum, from 1, the nucleus that it belongs to: 1 to count
 * @param count number of nuclei
 */
record IslandNuclei(int[] of, int count) {

    private static final IslandNuclei ONE = new IslandNuclei(new int[] {0, 1}, 1);

    /** Returns the assignment for an island with one maximum. */
    static IslandNuclei one() {
        return ONE;
    }

    /**
     * Assigns maxima to nuclei.
     *
     * @param maxima basins around the maxima 1 to count, including bumps
     * @param meetings basins formed when others met, each after its parts
     * @param contacts contacts between the pixels of two maxima
     * @param split whether several maxima can be several nuclei
     */
    static IslandNuclei of(Basin[] maxima, int count, List<Basin> meetings, ContactTable contacts, boolean split) {
        addUp(maxima, count, contacts);
        int nuclei = alongTheTree(maxima, count, meetings, split);
        int[] merged = split && nuclei > 1 ? merge(maxima, count, contacts, nuclei)
                : IntStream.rangeClosed(0, nuclei).toArray();
        // Merging leaves gaps in the numbers.
        int[] names = new int[nuclei + 1];
        int kept = 0;
        for (int k = 1; k <= nuclei; k++) {
            if (names[merged[k]] == 0) {
                names[merged[k]] = ++kept;
            }
        }
        int[] of = new int[count + 1];
        for (int k = 1; k <= count; k++) {
            of[k] = names[merged[maxima[k].survivor().nucleus]];
        }
        return new IslandNuclei(of, kept);
    }

    /** Adds to each basin around one maximum the shapes of the bumps that it absorbed, and its contacts. */
    private static void addUp(Basin[] maxima, int count, ContactTable contacts) {
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
    }

    /** Numbers the nuclei, from the largest basins down to those that are one nucleus; returns their number. */
    private static int alongTheTree(Basin[] maxima, int count, List<Basin> meetings, boolean split) {
        for (int k = 1; k <= count && !meetings.isEmpty(); k++) {
            if (!maxima[k].isBump()) {
                maxima[k].weigh();
            }
        }
        // A basin comes after its parts.
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
        return nuclei;
    }

    /** Returns, for each nucleus, the one that it is part of. */
    private static int[] merge(Basin[] maxima, int count, ContactTable contacts, int nuclei) {
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
