package io.github.nucleoscope.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import io.github.nucleoscope.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldGeneratorTest {

    private static final FieldSettings SMALL = new FieldSettings(300, 200, 13, 0.5, 0.6);

    static LongStream seeds() {
        return LongStream.of(0, 1, -1, 42, Long.MIN_VALUE, 123_456_789_012L);
    }

    @Test
    void theSameSeedGivesTheSameField() {
        SyntheticField once = FieldGenerator.generate(SMALL, 7);
        SyntheticField again = FieldGenerator.generate(SMALL, 7);
        assertArrayEquals(FieldPixels.image(once), FieldPixels.image(again));
        assertArrayEquals(FieldPixels.labels(once), FieldPixels.labels(again));
        assertEquals(once.nuclei(), again.nuclei());
    }

    @Test
    void anotherSeedGivesAnotherField() {
        SyntheticField one = FieldGenerator.generate(SMALL, 7);
        SyntheticField other = FieldGenerator.generate(SMALL, 8);
        assertFalse(Arrays.equals(FieldPixels.image(one), FieldPixels.image(other)));
        assertFalse(Arrays.equals(FieldPixels.labels(one), FieldPixels.labels(other)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void truthAgreesWithTheLabelImage(long seed) {
        SyntheticField field = FieldGenerator.generate(SMALL, seed);
        int[] labels = FieldPixels.labels(field);
        int[] areas = new int[SMALL.nuclei() + 1];
        for (int label : labels) {
            areas[label]++; // a label above the number of nuclei throws
        }
        assertEquals(SMALL.nuclei(), field.nuclei().size());
        for (int i = 0; i < field.nuclei().size(); i++) {
            TrueNucleus nucleus = field.nuclei().get(i);
            assertEquals(i + 1, nucleus.label());
            assertEquals(areas[i + 1], nucleus.area());
            assertEquals(nucleus.label(), labels[nucleus.y() * SMALL.width() + nucleus.x()]);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyLabelIsOneRegionClearOfTheBorder(long seed) {
        SyntheticField field = FieldGenerator.generate(SMALL, seed);
        int[] labels = FieldPixels.labels(field);
        for (TrueNucleus nucleus : field.nuclei()) {
            assertEquals(nucleus.area(), FieldPixels.region(labels, SMALL.width(), nucleus.x(), nucleus.y()));
        }
        for (int i = 0; i < labels.length; i++) {
            int x = i % SMALL.width();
            int y = i / SMALL.width();
            if (x == 0 || y == 0 || x == SMALL.width() - 1 || y == SMALL.height() - 1) {
                assertEquals(0, labels[i], "border pixel " + x + ", " + y);
            }
        }
    }

    /** Ellipses of 26 to 36 pixels in diameter; ripples change the radius by up to 3 x 2.5 %; neighbours take some. */
    @ParameterizedTest
    @MethodSource("seeds")
    void nucleiHaveTheSizeTheyShould(long seed) {
        for (TrueNucleus nucleus : FieldGenerator.generate(SMALL, seed).nuclei()) {
            assertTrue(nucleus.area() > 0.85 * Math.PI * 13 * 13 * 0.925 * 0.925, nucleus.toString());
            assertTrue(nucleus.area() < Math.PI * 18 * 18 * 1.075 * 1.075, nucleus.toString());
        }
    }

    @Test
    void classesHaveTheAskedProportions() {
        for (double fraction : new double[] {0, 0.25, 0.5, 1}) {
            FieldSettings settings = new FieldSettings(300, 300, 12, fraction, 0.3);
            List<TrueNucleus> nuclei = FieldGenerator.generate(settings, 3).nuclei();
            assertEquals(Math.round(12 * fraction),
                    nuclei.stream().filter(n -> n.chromatin() == Chromatin.CLUMPED).count());
        }
    }

    @Test
    void nucleiTouchWhereAskedTo() {
        int pairs = touchingPairs(new FieldSettings(400, 400, 20, 0.5, 1));
        assertTrue(pairs >= 10, pairs + " touching pairs");
    }

    @Test
    void noNucleusTouchesAnotherUnlessAskedTo() {
        assertEquals(0, touchingPairs(new FieldSettings(400, 400, 20, 0.5, 0)));
    }

    private static int touchingPairs(FieldSettings settings) {
        return FieldPixels.touchingPairs(FieldPixels.labels(FieldGenerator.generate(settings, 5)), settings.width());
    }

    @Test
    void saysThatTheNucleiDoNotFit() {
        InputException e = assertThrows(InputException.class,
                () -> FieldGenerator.generate(new FieldSettings(100, 100, 20, 0.5, 0.3), 1));
        assertEquals("20 nuclei do not fit into 100 x 100 pixels: ask for fewer or for a larger field", e.getMessage());
    }
}
