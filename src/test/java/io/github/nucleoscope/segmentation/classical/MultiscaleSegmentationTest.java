package io.github.nucleoscope.segmentation.classical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import io.github.nucleoscope.evaluation.SegmentationScore;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.GaussianBlur;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.SegmentationSettings;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drawn nuclei of all sizes, with chromatin and between debris. */
class MultiscaleSegmentationTest {

    /** Nuclei across and down. */
    private static final int GRID = 4;

    /** An image with the truth. */
    private record Drawn(ArrayImg<FloatType, FloatArray> img, int[] truth) {

        Img<IntType> labels() {
            return ArrayImgs.ints(truth, img.dimension(0), img.dimension(1));
        }
    }

    /**
     * Ellipses of brightness 100 with bright spots, as the chromocentres of a mouse have them, on a background of 20
     * with noise, and specks of debris.
     *
     * @param glare brightness of the first nucleus
     */
    private static Drawn draw(double diameter, float glare, long seed) {
        Random random = new Random(seed);
        int cell = (int) Math.round(1.6 * diameter);
        int side = GRID * cell + 16;
        float[] values = new float[side * side];
        int[] truth = new int[values.length];
        for (int n = 0; n < GRID * GRID; n++) {
            double x = 8 + (n % GRID + 0.5) * cell + 0.1 * diameter * random.nextGaussian();
            double y = 8 + (n / GRID + 0.5) * cell + 0.1 * diameter * random.nextGaussian();
            ellipse(values, truth, side, x, y, diameter / 2, n == 0 ? glare : 100, n + 1);
            for (int spot = 0; spot < 12; spot++) {
                double away = 0.36 * diameter * Math.sqrt(random.nextDouble());
                double angle = 2 * Math.PI * random.nextDouble();
                ellipse(values, null, side, x + away * Math.cos(angle), y + away * Math.sin(angle), 0.05 * diameter,
                        (n == 0 ? glare : 100) * 0.8f, 0);
            }
        }
        for (int speck = 0; speck < 5; speck++) {
            ellipse(values, null, side, side * random.nextDouble(), side * random.nextDouble(), 0.04 * diameter, 80, 0);
        }
        ArrayImg<FloatType, FloatArray> img = ArrayImgs.floats(values, side, side);
        GaussianBlur.blurInPlace(img, Math.max(0.7, 0.02 * diameter));
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(values[i] + 20 + 3 * random.nextGaussian());
        }
        return new Drawn(img, truth);
    }

    private static void ellipse(float[] values, int[] truth, int side, double cx, double cy, double r, float height,
            int label) {
        for (int y = (int) Math.max(0, cy - 2 * r); y < Math.min(side, cy + 2 * r); y++) {
            for (int x = (int) Math.max(0, cx - 2 * r); x < Math.min(side, cx + 2 * r); x++) {
                if (Math.pow((x - cx) / (1.1 * r), 2) + Math.pow((y - cy) / (0.9 * r), 2) <= 1) {
                    values[y * side + x] += height;
                    if (truth != null) {
                        truth[y * side + x] = label;
                    }
                }
            }
        }
    }

    private static SegmentationScore score(Drawn drawn, SegmentationSettings settings) {
        return SegmentationScore.ofEach(ClassicalSegmenter.segment(drawn.img, settings), drawn.labels(), 0.6).get(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 14, 25, 40, 60, 80, 110, 150, 200})
    void eachNucleusIsOneObjectWhateverItsSize(int diameter) {
        SegmentationScore score = score(draw(diameter, 100, diameter), SegmentationSettings.DEFAULT);
        assertTrue(score.truePositives() >= GRID * GRID - 1, score.toString());
        // Of the five specks some are large enough to be found.
        assertTrue(score.falsePositives() <= 5, score.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 80})
    void nucleiBesideOneThatGlaresAreFound(int diameter) {
        SegmentationScore score = score(draw(diameter, 1500, diameter), SegmentationSettings.DEFAULT);
        assertTrue(score.truePositives() >= GRID * GRID - 2, score.toString());
    }

    private static int reduction(Drawn drawn) {
        return MultiscaleSegmentation.reduction(drawn.img, SegmentationSettings.DEFAULT).getAsInt();
    }

    @Test
    void theReductionFollowsTheMagnification() {
        for (int diameter : new int[] {15, 25, 30}) {
            assertEquals(1, reduction(draw(diameter, 100, 7)), "" + diameter);
        }
        int before = 1;
        for (int diameter : new int[] {50, 160}) {
            int reduction = reduction(draw(diameter, 100, 7));
            assertTrue(reduction > before, reduction + " after " + before);
            assertTrue(diameter / reduction >= 9, diameter + " / " + reduction);
            before = reduction;
        }
        assertTrue(MultiscaleSegmentation.reduction(ArrayImgs.floats(new float[64 * 64], 64, 64),
                SegmentationSettings.DEFAULT).isEmpty());
    }

    @Test
    void largeDarkNucleiAreBrightOnesInverted() {
        Drawn drawn = draw(90, 100, 5);
        int[] bright = array(ClassicalSegmenter.segment(drawn.img, SegmentationSettings.DEFAULT));
        float[] values = FloatPlane.values(drawn.img);
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
        assertArrayEquals(bright, array(ClassicalSegmenter.segment(drawn.img,
                SegmentationSettings.DEFAULT.withPolarity(Polarity.DARK))));
    }

    @Test
    void sizesAndTheBorderAreThoseOfThePlane() {
        Drawn drawn = draw(90, 100, 6);
        int[] all = array(ClassicalSegmenter.segment(drawn.img, SegmentationSettings.DEFAULT));
        int[] large = array(ClassicalSegmenter.segment(drawn.img, SegmentationSettings.DEFAULT.withArea(3000, 9000)));
        int count = Arrays.stream(all).max().getAsInt();
        long wanted = 0;
        for (int label = 1; label <= count; label++) {
            int name = label;
            long area = Arrays.stream(all).filter(k -> k == name).count();
            wanted += area >= 3000 && area <= 9000 ? 1 : 0;
        }
        assertEquals(wanted, Arrays.stream(large).max().getAsInt());
        assertTrue(wanted >= GRID * GRID - 1, wanted + " of " + count);
    }

    /** A plane that is segmented in tiles, against the same plane as a whole. */
    @Test
    void largePlanesHaveTheNucleiOfTheWhole() {
        Drawn drawn = draw(100, 100, 8);
        Img<IntType> whole = ClassicalSegmenter.segment(drawn.img, SegmentationSettings.DEFAULT);
        Img<IntType> large = new LargePlane(Views.translate(drawn.img, 3, -2), SegmentationSettings.DEFAULT).label();
        assertArrayEquals(array(whole), array(large));
    }

    private static int[] array(Img<IntType> img) {
        int[] values = new int[(int) img.size()];
        int i = 0;
        for (IntType value : Views.flatIterable(img)) {
            values[i++] = value.get();
        }
        return values;
    }
}
