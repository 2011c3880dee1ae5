package io.github.nucleoscope.dataset;

import java.util.SplittableRandom;

/** Random orders. */
final class Shuffle {

    private Shuffle() {}

    /** Puts the values into a random order: every order is equally likely (Durstenfeld 1964, CACM 7:420). */
    static void shuffle(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }
}
