package io.github.nucleoscope.segmentation.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstLookTest {

    private static final int GRID = 4;

    /** Discs of brightness 1 on noise, the first one as bright as is asked for. */
    private static Img<FloatType> discs(int diameter, float first) {
        Random random = new Random(diameter);
        int cell = 3 * diameter / 2;
        int side = GRID * cell;
        float[] values = new float[side * side];
        for (int i = 0; i < values.length; i++) {
            int x = i % side;
            int y = i / side;
            boolean inside = Math.hypot(x % cell - cell / 2.0, y % cell - cell / 2.0) <= diameter / 2.0;
            values[i] = (inside ? x < cell && y < cell ? first : 1 : 0) + 0.02f * (float) random.nextGaussian();
        }
        return ArrayImgs.floats(values, side, side);
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 24, 90})
    void whatGlaresDoesNotSayHowBrightNucleiAre(int diameter) {
        for (float first : new float[] {1, 12}) {
            FirstLook look = FirstLook.of(discs(diameter, first), Optional.of(new Brightness(0, 1)),
                    Optional.empty());
            assertEquals(GRID * GRID, look.count());
            assertEquals(diameter, look.diameter().getAsDouble(), 0.1 * diameter);
            // Three times the median pixel, less what the background takes.
            assertTrue(look.highest() > 2.5 && look.highest() < 3.2, first + ": " + look.highest());
        }
    }

    @Test
    void withoutNucleiNothingIsTooBright() {
        FirstLook nothing = FirstLook.of(ArrayImgs.floats(new float[4096], 64, 64), Optional.empty(), Optional.empty());
        assertEquals(0, nothing.count());
        assertTrue(nothing.diameter().isEmpty());
        assertEquals(Double.POSITIVE_INFINITY, nothing.highest());
        FirstLook flat = FirstLook.of(ArrayImgs.floats(new float[4096], 64, 64), Optional.of(new Brightness(0, 1)),
                    Optional.empty());
        assertEquals(0, flat.count());
        assertEquals(Double.POSITIVE_INFINITY, flat.highest());
    }
}
