package io.github.nucleoscope.nuclei;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;

import io.github.nucleoscope.images.Samples;
import io.github.nucleoscope.problem.InputException;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;

/** The same picture in another bit depth has the same values, or is refused. */
class PhotometryTest {

    private static Samples bytes(int... values) {
        byte[] stored = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            stored[i] = (byte) values[i];
        }
        return Samples.of(List.of(ArrayImgs.unsignedBytes(stored, values.length, 1)));
    }

    private static Samples shorts(int... values) {
        short[] stored = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            stored[i] = (short) values[i];
        }
        return Samples.of(List.of(ArrayImgs.unsignedShorts(stored, values.length, 1)));
    }

    private static Samples floats(double... values) {
        float[] stored = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            stored[i] = (float) values[i];
        }
        return Samples.of(List.of(ArrayImgs.floats(stored, values.length, 1)));
    }

    private static void assertRefused(Photometry.Linear trained, Samples image, String expected) {
        String message = assertThrows(InputException.class, () -> trained.factor(image)).getMessage();
        assertTrue(message.contains(expected), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void copiesOfEightBitImagesAreRecognised() {
        Photometry.Linear trained = Photometry.linear(Set.of(bytes(0, 17, 200)));
        assertEquals(1, trained.factor(bytes(3, 255)));
        assertEquals(1.0 / 257, trained.factor(shorts(257 * 3, 257 * 60)), "times 257");
        assertEquals(255, trained.factor(floats(0, 3 / 255.0, 1)), "divided by 255");
        assertEquals(1, trained.factor(shorts(3, 255)), "unchanged, in 16 bits");
        assertEquals(1, trained.factor(floats(3, 255)), "unchanged, in 32 bits");
    }

    @Test
    void otherDepthsAreRefused() {
        Photometry.Linear trained = Photometry.linear(Set.of(bytes(0, 17, 200)));
        assertRefused(trained, shorts(0, 4000), "16 bits and values up to 4000, but the model was trained on images of"
                + " 8 bits");
        assertRefused(trained, floats(0, 0.5, 0.3), "32 bits");
        Photometry.Linear sixteen = Photometry.linear(Set.of(shorts(100, 3000), shorts(100, 2500)));
        assertRefused(sixteen, bytes(0, 255), "8 bits and values up to 255");
        assertRefused(sixteen, shorts(0, 255), "another bit depth");
        assertRefused(sixteen, shorts(0, 60_000), "another bit depth");
    }

    @Test
    void significantBitsAreThoseOfTheBrightestImage() {
        assertEquals(255.0 / 4095,
                Photometry.linear(Set.of(shorts(100, 3000), shorts(1, 900))).factor(shorts(5, 2000)));
        assertEquals(255.0 / 65_535, Photometry.linear(Set.of(shorts(100, 40_000))).factor(shorts(5, 20_000)));
        assertEquals(255, Photometry.linear(Set.of(floats(0.1, 0.7))).factor(floats(0.3, 0.6)));
        assertEquals(255 / 12.5, Photometry.linear(Set.of(floats(0.1, 12.5))).factor(floats(0.3, 6)), 1e-6);
    }

    /** Trained on copies, images of 8 bits have the same scale. */
    @Test
    void copiesToTrainOnHaveTheScaleOfWhatTheyWereCopiedFrom() {
        assertEquals(1, Photometry.linear(Set.of(shorts(257, 257 * 200))).factor(bytes(1, 200)));
        assertEquals(1, Photometry.linear(Set.of(floats(1 / 255.0, 200 / 255.0))).factor(bytes(1, 200)));
    }

    @Test
    void blankImagesHaveAScale() {
        assertEquals(255.0 / 255, Photometry.linear(Set.of(shorts(0, 0))).factor(shorts(0, 0)), 254);
        assertTrue(Double.isFinite(Photometry.linear(Set.of(floats(0, 0))).factor(floats(0, 0))));
    }
}
