package io.github.nucleoscope.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.pixels.ConnectedComponentsTest;
import io.github.nucleoscope.images.pixels.Drawing;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.nuclei.Nucleus;
import io.github.nucleoscope.nuclei.NucleusList;
import io.github.nucleoscope.problem.InputException;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.classical.ClassicalSegmenter;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of the nuclei of any image, for each method, on random fields of discs on noise. */
class SegmentationPropertiesTest {

    private static final int WIDTH = 200;
    private static final int HEIGHT = 150;

    static Stream<String> methods() {
        return SegmentationSettings.thresholds().stream();
    }

    /** 8 bits, row by row. */
    private static List<int[]> fields() {
        Random random = new Random(41);
        List<int[]> fields = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            float[] values = FloatPlane.values(Drawing.field(WIDTH, HEIGHT, 15 + 5 * round, random));
            int[] field = new int[values.length];
            Arrays.setAll(field, i -> (int) values[i]);
            fields.add(field);
        }
        return fields;
    }

    /** If ImageJ's method finds no threshold there are no nuclei. */
    private static int[] labels(RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings) {
        int[] labels = new int[(int) (plane.dimension(0) * plane.dimension(1))];
        try {
            int i = 0;
            for (IntType label : Views.flatIterable(ClassicalSegmenter.segment(plane, settings))) {
                labels[i++] = label.get();
            }
        } catch (InputException e) {
            assertTrue(e.getMessage().contains(settings.threshold()), e.getMessage());
        }
        return labels;
    }

    private static RandomAccessibleInterval<? extends RealType<?>> bytes(int[] field) {
        byte[] bytes = new byte[field.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) field[i];
        }
        return ArrayImgs.unsignedBytes(bytes, WIDTH, HEIGHT);
    }

    /** All but a few objects, those of noise or at the verge of being one or two, at an IoU of 0.5. */
    private static void assertSame(int[] one, int[] other, String what) {
        SegmentationScore score = SegmentationScore.of(ArrayImgs.ints(one, one.length, 1),
                ArrayImgs.ints(other, other.length, 1), 0.5);
        long objects = score.truePositives() + score.falsePositives() + score.falseNegatives();
        assertTrue(score.truePositives() >= 0.95 * objects, what + " " + score);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void labelsCountFromOneAndEachIsOneRegion(String method) {
        for (int[] field : fields()) {
            int[] labels = labels(bytes(field), SegmentationSettings.DEFAULT.withThreshold(method));
            int count = Arrays.stream(labels).max().getAsInt();
            assertEquals(count, Arrays.stream(labels).filter(label -> label > 0).distinct().count());
            for (int label = 1; label <= count; label++) {
                boolean[] mask = new boolean[labels.length];
                for (int i = 0; i < labels.length; i++) {
                    mask[i] = labels[i] == label;
                }
                assertEquals(1, Arrays.stream(ConnectedComponentsTest.bruteForce(mask, WIDTH)).max().getAsInt());
            }
            // Masks that share no pixel have as many as there are labelled ones.
            List<Nucleus> nuclei = NucleusList.of(ArrayImgs.ints(labels, WIDTH, HEIGHT), bytes(field));
            assertEquals(Arrays.stream(labels).filter(label -> label > 0).count(),
                    nuclei.stream().mapToLong(Nucleus::area).sum());
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void darkNucleiOfTheInvertedPictureAreTheSame(String method) {
        SegmentationSettings settings = SegmentationSettings.DEFAULT.withThreshold(method);
        for (int[] field : fields()) {
            assertArrayEquals(labels(bytes(field), settings), labels(bytes(Arrays.stream(field).map(v -> 255 - v)
                    .toArray()), settings.withPolarity(Polarity.DARK)));
        }
    }

    /** Of 16 bits, 257 times as bright: floats round otherwise. */
    @ParameterizedTest
    @MethodSource("methods")
    void sixteenBitsOfThePictureAreTheSame(String method) {
        SegmentationSettings settings = SegmentationSettings.DEFAULT.withThreshold(method);
        for (int[] field : fields()) {
            short[] shorts = new short[field.length];
            for (int i = 0; i < shorts.length; i++) {
                shorts[i] = (short) (257 * field[i]);
            }
            assertSame(labels(bytes(field), settings), labels(ArrayImgs.unsignedShorts(shorts, WIDTH, HEIGHT),
                    settings), method + " 16");
        }
    }

    /** Both flips and all quarter turns. */
    @ParameterizedTest
    @MethodSource("methods")
    void flippedAndTurnedPicturesAreTheSame(String method) {
        SegmentationSettings settings = SegmentationSettings.DEFAULT.withThreshold(method);
        for (int[] field : fields()) {
            int[] straight = labels(bytes(field), settings);
            for (int way = 1; way < 8; way++) {
                boolean turned = way >= 4;
                int width = turned ? HEIGHT : WIDTH;
                int[] place = new int[field.length];
                byte[] bytes = new byte[field.length];
                for (int i = 0; i < field.length; i++) {
                    int x = way % 2 == 0 ? i % WIDTH : WIDTH - 1 - i % WIDTH;
                    int y = way / 2 % 2 == 0 ? i / WIDTH : HEIGHT - 1 - i / WIDTH;
                    place[i] = turned ? x * width + y : y * width + x;
                    bytes[place[i]] = (byte) field[i];
                }
                int[] labels = labels(ArrayImgs.unsignedBytes(bytes, width, field.length / width), settings);
                assertSame(straight, Arrays.stream(place).map(p -> labels[p]).toArray(), method + " way " + way);
            }
        }
    }
}
