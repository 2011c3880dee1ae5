package io.github.nucleoscope.check;

/** Counts with the noun in singular or plural. */
final class Words {

    private Words() {}

    static String crops(int count) {
        return count == 1 ? "1 crop" : count + " crops";
    }
}
