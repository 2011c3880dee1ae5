package io.github.nucleoscope.segmentation.classical;

import java.util.Arrays;

import io.github.nucleoscope.segmentation.classical.RegionMerging.Contact;

/** Contacts between pairs of numbers: a hash table without an object per entry, as pixels are counted one by one. */
final class ContactTable {

    /** Visits a pair. */
    interface Visitor {
        void visit(int one, int other, Contact contact);
    }

    /** The smaller number in the upper half, the larger one in the lower; 0 in empty slots. */
    private long[] pairs = new long[256];
    private int[] sides = new int[256];
    private float[] saddles = new float[256];
    private int count;

    /**
     * Counts a pixel side between two regions, which are numbered from 1.
     *
     * @param height height of the pixel
     */
    void add(int one, int other, float height) {
        long pair = (long) Math.min(one, other) << 32 | Math.max(one, other);
        int place = place(pair);
        if (pairs[place] == 0) {
            if (2 * ++count > pairs.length) {
                grow();
                place = place(pair);
            }
            pairs[place] = pair;
            saddles[place] = height;
        }
        sides[place]++;
        saddles[place] = Math.max(saddles[place], height);
    }

    private int place(long pair) {
        int mask = pairs.length - 1;
        // Fibonacci hashing (Knuth, "The Art of Computer Programming" 3, section 6.4).
        int place = (int) (pair * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (pairs[place] != 0 && pairs[place] != pair) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldPairs = pairs;
        int[] oldSides = sides;
        float[] oldSaddles = saddles;
        pairs = new long[2 * oldPairs.length];
        sides = new int[pairs.length];
        saddles = new float[pairs.length];
        for (int i = 0; i < oldPairs.length; i++) {
            if (oldPairs[i] != 0) {
                int place = place(oldPairs[i]);
                pairs[place] = oldPairs[i];
                sides[place] = oldSides[i];
                saddles[place] = oldSaddles[i];
            }
        }
    }

    /** Removes all contacts. */
    void clear() {
        if (count > 0) {
            Arrays.fill(pairs, 0);
            Arrays.fill(sides, 0);
            count = 0;
        }
    }

    /** Visits each pair once, the smaller number first, in no order. */
    void forEach(Visitor visitor) {
        for (int i = 0; i < pairs.length; i++) {
            if (pairs[i] != 0) {
                visitor.visit((int) (pairs[i] >>> 32), (int) pairs[i], new Contact(sides[i], saddles[i]));
            }
        }
    }
}
