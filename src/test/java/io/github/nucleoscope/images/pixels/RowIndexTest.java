package io.github.nucleoscope.images.pixels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

class RowIndexTest {

    @Test
    void isTheIndexOverTheWidth() {
        Random random = new Random(5);
        for (int k = 0; k < 20_000; k++) {
            int width = (int) Math.pow(2, 31 * random.nextDouble());
            int height = (int) Math.max(1, Integer.MAX_VALUE / (long) width * random.nextDouble());
            check(width, height, random.nextInt(width * height));
            int row = random.nextInt(height);
            check(width, height, row * width);
            check(width, height, row * width + width - 1);
            check(width, height, width * height - 1);
        }
        check(Integer.MAX_VALUE, 1, Integer.MAX_VALUE - 1);
        check(1, Integer.MAX_VALUE, Integer.MAX_VALUE - 1);
    }

    private static void check(int width, int height, int index) {
        assertEquals(index / width, new RowIndex(width, height).of(index), index + " of " + width + " x " + height);
    }
}
