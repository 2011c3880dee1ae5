package io.github.nucleoscope.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LookTest {

    @Test
    void aSmoothFieldStaysInItsRangeAndChangesLittleFromPixelToPixel() {
        for (int seed = 0; seed < 50; seed++) {
            int side = 8 + seed;
            SmoothField field = new SmoothField(new SplittableRandom(seed), side, 0.6);
            float least = 1;
            float most = 0;
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    float value = field.at(x, y);
                    assertTrue(value >= 0 && value <= 0.6f, "value " + value);
                    // Three passages along a side, each of 0.6 at most.
                    assertTrue(x == 0 || Math.abs(value - field.at(x - 1, y)) <= 1.81 / side);
                    assertTrue(y == 0 || Math.abs(value - field.at(x, y - 1)) <= 1.81 / side);
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
            }
            assertTrue(most - least > 0.1, "nearly flat: " + least + " to " + most);
        }
    }

    @Test
    void aFieldOfNothingIsZero() {
        SmoothField none = new SmoothField(new SplittableRandom(1), 16, 0);
        for (int i = 0; i < 16; i++) {
            assertEquals(0, none.at(i, 15 - i));
        }
    }

    /** At any one place a nucleus stays brighter than its ground; the noise is at most 0.04 and rarely 4 times that. */
    @Test
    void brighterStaysBrighter() {
        int hazy = 0;
        for (int seed = 0; seed < 200; seed++) {
            Look look = new Look(new SplittableRandom(seed), 32);
            double ground = 0;
            double nucleus = 0;
            for (int i = 0; i < 32 * 32; i++) {
                ground += look.of(0, i % 32, i / 32) / 1024;
                nucleus += look.of(1, i % 32, i / 32) / 1024;
            }
            assertTrue(nucleus > ground + 0.1, ground + " and " + nucleus);
            // Gain up to 1.2, offset up to 0.03.
            assertTrue(nucleus < 1.3 && ground > -0.05, ground + " and " + nucleus);
            hazy += ground > 0.1 ? 1 : 0;
        }
        assertTrue(hazy > 20 && hazy < 150, hazy + " of 200 with haze");
    }
}
