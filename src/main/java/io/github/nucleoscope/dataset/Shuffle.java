package io.github.nucleoscope.dataset;

import java.util.SplittableRandom;

/** Random permutations. */
final class Shuffle {

    private Shuffle() {}

    /** Shuffles the values in place; every order is equally likely (Durstenfeld 1964, CACM 7:420). */
    static void shuffle(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }
}
