package io.github.nucleoscope.dataset;

/** A stateless random generator: random bits as a function of numbers. */
final class SeedMix {

    /** 2^64 divided by the golden ratio, as in java.util.SplittableRandom. */
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private SeedMix() {}

    /** Returns 64 pseudo-random bits that depend on all three numbers. */
    static long mix(long seed, long first, long second) {
        return mix(mix(mix(seed) + first) + second);
    }

    /** Stafford's variant 13 of the MurmurHash3 finaliser, a bijection of the 64-bit numbers. */
    private static long mix(long bits) {
        long z = bits + GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
