package io.github.nucleoscope.check;

/**
 * Strips along the sides of a crop whose pixels are all the same: padding.
 *
 * @param sides how many of the four sides have such a strip, 0 if the whole crop is flat
 * @param widest width of the widest strip, in pixels
 * @param value intensity of the widest strip; NaN if there is none
 */
record ConstantSides(int sides, int widest, double value) {

    /** A single line can be flat by chance. */
    private static final int FEWEST_LINES = 2;

    static ConstantSides of(RawCrop crop) {
        int width = crop.width();
        int height = crop.height();
        int sides = 0;
        int widest = 0;
        double value = Double.NaN;
        for (int side = 0; side < 4; side++) {
            boolean rows = side < 2;
            int lines = rows ? height : width;
            int length = rows ? width : height;
            boolean fromEnd = side % 2 == 1;
            float first = crop.pixels()[fromEnd ? crop.pixels().length - 1 : 0];
            int flat = 0;
            while (flat < lines && isFlat(crop, rows, fromEnd ? lines - 1 - flat : flat, length, first)) {
                flat++;
            }
            if (flat == lines) {
                return new ConstantSides(0, 0, Double.NaN);
            }
            if (flat >= FEWEST_LINES) {
                sides++;
                if (flat > widest) {
                    widest = flat;
                    value = first;
                }
            }
        }
        return new ConstantSides(sides, widest, value);
    }

    private static boolean isFlat(RawCrop crop, boolean row, int line, int length, float value) {
        for (int i = 0; i < length; i++) {
            int at = row ? line * crop.width() + i : i * crop.width() + line;
            if (crop.pixels()[at] != value) {
                return false;
            }
        }
        return true;
    }
}
