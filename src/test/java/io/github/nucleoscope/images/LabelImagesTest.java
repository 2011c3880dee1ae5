package io.github.nucleoscope.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;

class LabelImagesTest {

    private static final ImagePlus SOURCE = new ImagePlus("cells", new ByteProcessor(3, 2));

    private static RandomAccessibleInterval<IntType> labels(int... values) {
        return ArrayImgs.ints(values, 3, 2);
    }

    @Test
    void roundTripKeepsLabelsAndPicksTheType() {
        int[] largest = {1, 255, 256, 65_535, 65_536, 1 << 24};
        for (int label : largest) {
            ImagePlus image = LabelImages.toImagePlus("labels", List.of(labels(0, 1, 0, 0, label, 0)), SOURCE);
            assertEquals(label > 65_535 ? 32 : 16, image.getBitDepth());
            RandomAccessibleInterval<IntType> back = LabelImages.fromImagePlus(image, 1, 1);
            assertEquals(label, back.getAt(1, 1).get());
            assertEquals(1, back.getAt(1, 0).get());
            assertEquals(0, back.getAt(0, 0).get());
        }
    }

    @Test
    void readsAViewWithAnotherMinimum() {
        RandomAccessibleInterval<IntType> view = Views.translate(labels(0, 1, 2, 3, 4, 5), 7, -7);
        ImagePlus image = LabelImages.toImagePlus("", List.of(view), SOURCE);
        assertEquals(5, image.getProcessor().get(2, 1));
    }

    @Test
    void aStackKeepsCalibrationAndDimensions() {
        ImagePlus source = IJ.createHyperStack("cells", 3, 2, 2, 2, 3, 8);
        source.getCalibration().pixelWidth = 0.3;
        source.getCalibration().setUnit("µm");
        List<RandomAccessibleInterval<IntType>> planes = Planes.of(source, 1).stream()
                .map(plane -> labels(0, plane.z(), plane.t(), 0, 0, 0)).toList();
        ImagePlus image = LabelImages.toImagePlus("labels", planes, source);
        assertEquals(1, image.getNChannels());
        assertEquals(2, image.getNSlices());
        assertEquals(3, image.getNFrames());
        assertEquals(0.3, image.getCalibration().pixelWidth);
        RandomAccessibleInterval<IntType> back = LabelImages.fromImagePlus(image, 2, 3);
        assertEquals(2, back.getAt(1, 0).get());
        assertEquals(3, back.getAt(2, 0).get());
        assertThrows(IllegalArgumentException.class, () -> LabelImages.fromImagePlus(image, 3, 1));
    }

    @Test
    void neighbouringLabelsHaveDifferentColoursAndTheBackgroundIsBlack() {
        ImagePlus image = LabelImages.toImagePlus("", List.of(labels(0, 1, 2, 3, 4, 5)), SOURCE);
        int[] rgb = (int[]) image.getProcessor().convertToRGB().getPixels();
        assertEquals(0, rgb[0] & 0xffffff);
        for (int i = 1; i < 6; i++) {
            assertNotEquals(rgb[i - 1], rgb[i]);
        }
    }

    @Test
    void refusesWhatIsNotALabelImage() {
        for (float value : new float[] {0.5f, -1, Float.NaN, Float.POSITIVE_INFINITY, 1e9f}) {
            ImagePlus image = new ImagePlus("fractions", new FloatProcessor(2, 1, new float[] {3, value}));
            String message = assertThrows(InputException.class,
                    () -> LabelImages.fromImagePlus(image, 1, 1)).getMessage();
            assertTrue(message.contains("fractions") && message.contains("(1, 0)"), message);
        }
        ImagePlus rgb = new ImagePlus("", new ColorProcessor(2, 2));
        assertThrows(InputException.class, () -> LabelImages.fromImagePlus(rgb, 1, 1));
        assertThrows(InputException.class,
                () -> LabelImages.toImagePlus("", List.of(labels(0, 0, 0, 0, 0, -1)), SOURCE));
        assertThrows(IllegalArgumentException.class,
                () -> LabelImages.toImagePlus("", List.of(labels(0, 0, 0, 0, 0, 1), ArrayImgs.ints(2, 3)), SOURCE));
        assertThrows(IllegalArgumentException.class, () -> LabelImages.toImagePlus("", List.of(), SOURCE));
    }

    /** As NumPy's int16 arrays arrive: ImageJ adds 32,768 to the pixels and notes it in the calibration. */
    @Test
    void readsSignedLabels() {
        ImagePlus image = new ImagePlus("signed", new ShortProcessor(3, 1, new short[] {(short) 32_768, (short) 32_769,
            (short) 65_535}, null));
        image.getCalibration().setSigned16BitCalibration();
        RandomAccessibleInterval<IntType> labels = LabelImages.fromImagePlus(image, 1, 1);
        assertEquals(0, labels.getAt(0, 0).get());
        assertEquals(1, labels.getAt(1, 0).get());
        assertEquals(32_767, labels.getAt(2, 0).get());
        image.getProcessor().set(1, 0, 32_767);
        String message = assertThrows(InputException.class,
                () -> LabelImages.fromImagePlus(image, 1, 1)).getMessage();
        assertTrue(message.contains("signed") && message.contains("(1, 0) is -1"), message);
    }

    @Test
    void whatGreyValuesMeanIsNotTakenOver() {
        ImagePlus source = new ImagePlus("signed", new ShortProcessor(3, 2));
        source.getCalibration().setSigned16BitCalibration();
        source.getCalibration().pixelWidth = 0.3;
        ImagePlus image = LabelImages.toImagePlus("labels", List.of(labels(0, 1, 2, 3, 4, 5)), source);
        assertEquals(5, image.getCalibration().getCValue(image.getProcessor().get(2, 1)));
        assertEquals(0.3, image.getCalibration().pixelWidth);
        assertTrue(source.getCalibration().isSigned16Bit());
    }
}
