package io.github.nucleoscope.check;

/** Numbers of things, in words. */
final class Words {

    private Words() {}

    static String crops(int count) {
        return count == 1 ? "1 crop" : count + " crops";
    }
}
