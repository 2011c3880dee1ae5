package io.github.nucleoscope.check;

/**
 * 64-bit hashes of the pixels and the shape of a crop. Different crops have the same hash with a probability of 2^-64.
 *
 * @param exact hash of the crop as it is
 * @param turned hash that does not change with flips and quarter turns
 */
record PixelHash(long exact, long turned) {

    static PixelHash of(RawCrop crop) {
        long exact = 0;
        long smallest = Long.MAX_VALUE;
        for (int turn = 0; turn < Turn.COUNT; turn++) {
            long hash = hash(crop, turn);
            exact = turn == 0 ? hash : exact;
            smallest = Math.min(smallest, hash);
        }
        return new PixelHash(exact, smallest);
    }

    private static long hash(RawCrop crop, int turn) {
        int width = Turn.width(turn, crop.width(), crop.height());
        int height = crop.pixels().length / width;
        long hash = mix(width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float value = crop.pixels()[Turn.source(turn, x, y, crop.width(), crop.height())];
                hash = mix(hash + Float.floatToIntBits(value + 0f)); // -0 is 0
            }
        }
        return hash;
    }

    /** Stafford's variant 13 of the MurmurHash3 finaliser, a bijection of the 64-bit numbers. */
    private static long mix(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
