package io.github.nucleoscope.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.stream.IntStream;

import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.NucleusList;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Squares beside nuclei of 20 x 20 pixels, of which debris has fewer than 60, or 20 at the border. */
class DebrisTest {

    private static final int SIDE = 200;

    /** Squares: x, y and width of each, scaled. */
    private static RandomAccessibleInterval<IntType> squares(int scale, int[]... squares) {
        int side = scale * SIDE;
        int[] labels = new int[side * side];
        for (int n = 0; n < squares.length; n++) {
            for (int y = 0; y < scale * squares[n][2]; y++) {
                for (int x = 0; x < scale * squares[n][2]; x++) {
                    labels[(scale * squares[n][1] + y) * side + scale * squares[n][0] + x] = n + 1;
                }
            }
        }
        return ArrayImgs.ints(labels, side, side);
    }

    private static List<Integer> keptAreas(RandomAccessibleInterval<IntType> labels) {
        return NucleusList.of(Debris.remove(labels, NucleusList.of(labels, labels)), labels).stream()
                .map(Nucleus::area).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void isMuchSmallerThanTheNucleiAtAnyMagnification(int scale) {
        RandomAccessibleInterval<IntType> labels = squares(scale, new int[] {10, 10, 20}, new int[] {50, 10, 7},
                new int[] {80, 10, 20}, new int[] {120, 10, 8}, new int[] {150, 10, 20});
        assertEquals(IntStream.of(400, 400, 64, 400).mapToObj(area -> scale * scale * area).toList(),
                keptAreas(labels));
    }

    @Test
    void nucleiCutByTheBorderMayBeSmaller() {
        RandomAccessibleInterval<IntType> labels = squares(1, new int[] {10, 10, 20}, new int[] {0, 60, 5},
                new int[] {80, 10, 20}, new int[] {196, 90, 4}, new int[] {150, 10, 20});
        assertEquals(List.of(400, 25, 400, 400), keptAreas(labels));
    }

    @Test
    void whereMostObjectsAreSmallTheLargeOneIsSomethingElse() {
        RandomAccessibleInterval<IntType> labels = squares(1, new int[] {10, 10, 80}, new int[] {100, 10, 20},
                new int[] {130, 10, 20}, new int[] {160, 10, 20});
        assertSame(labels, Debris.remove(labels, NucleusList.of(labels, labels)));
    }

    @Test
    void nothingAndASingleNucleusAreKept() {
        assertEquals(List.of(), keptAreas(squares(1)));
        assertEquals(List.of(9), keptAreas(squares(1, new int[] {10, 10, 3})));
    }
}
