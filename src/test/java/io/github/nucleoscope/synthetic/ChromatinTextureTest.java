package io.github.nucleoscope.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class ChromatinTextureTest {

    private final NucleusShape shape = NucleusShape.draw(NucleusShape.Form.FLUORESCENT, new Random(3));
    private final boolean[] inside = mask(1);
    private final boolean[] visible = mask(1.15);

    @Test
    void hasMeanZeroAndDeviationOneOverTheNucleus() {
        double[] texture = ChromatinTexture.draw(shape, 2, visible, inside, new Random(4));
        double[] values = where(texture, i -> inside[i]);
        assertEquals(0, Arrays.stream(values).average().orElseThrow(), 1e-12);
        assertEquals(1, Arrays.stream(values).map(v -> v * v).average().orElseThrow(), 1e-12);
    }

    @Test
    void isZeroWhereNothingIsVisible() {
        double[] texture = ChromatinTexture.draw(shape, 2, visible, inside, new Random(4));
        double[] hidden = where(texture, i -> !visible[i]);
        assertTrue(hidden.length > 0);
        assertArrayEquals(new double[hidden.length], hidden);
    }

    /** The premise of the classes: equal grey values, arranged differently. */
    @Test
    void hasTheSameHistogramAtEveryScale() {
        double[] fine = ChromatinTexture.draw(shape, 1, inside, inside, new Random(5));
        double[] coarse = ChromatinTexture.draw(shape, 2.2, inside, inside, new Random(6));
        Arrays.sort(fine);
        Arrays.sort(coarse);
        assertArrayEquals(fine, coarse, 1e-12);
    }

    private static double[] where(double[] texture, IntPredicate condition) {
        return IntStream.range(0, texture.length).filter(condition).mapToDouble(i -> texture[i]).toArray();
    }

    private boolean[] mask(double maxRelativeRadius) {
        boolean[] mask = new boolean[shape.size() * shape.size()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = shape.relativeRadius(i) < maxRelativeRadius;
        }
        return mask;
    }
}
