package io.github.nucleoscope.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Random;

import io.github.nucleoscope.images.pixels.Drawing;
import io.github.nucleoscope.images.pixels.FloatPlane;
import io.github.nucleoscope.images.pixels.GaussianBlur;
import io.github.nucleoscope.segmentation.SegmentationSettings.Polarity;
import io.github.nucleoscope.segmentation.classical.ClassicalSegmenter;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;

class SegmentationWarningsTest {

    private static List<PlaneWarning> warnings(ArrayImg<FloatType, FloatArray> img, Polarity polarity) {
        SegmentationSettings settings = SegmentationSettings.DEFAULT.withPolarity(polarity);
        return SegmentationWarnings.of(img, ClassicalSegmenter.segment(img, settings), polarity);
    }

    /** Twelve nuclei of brightness 150 on 20, blurred, then with noise, rounded. */
    private static ArrayImg<FloatType, FloatArray> nuclei(double blur, double noise) {
        ArrayImg<FloatType, FloatArray> img = Drawing.shape(256, 192, 20, 150,
                (x, y) -> Math.hypot(x % 64 - 32, y % 64 - 32) <= 12);
        ArrayImg<FloatType, FloatArray> blurred = GaussianBlur.blur(img, blur);
        Random random = new Random(1);
        float[] values = FloatPlane.values(blurred);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round(values[i] + noise * random.nextGaussian());
        }
        return blurred;
    }

    private static ArrayImg<FloatType, FloatArray> map(ArrayImg<FloatType, FloatArray> img, float factor, float add,
            float largest) {
        float[] values = FloatPlane.values(img);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(largest, factor * values[i] + add);
        }
        return img;
    }

    @Test
    void aGoodImageIsGood() {
        assertEquals(List.of(), warnings(nuclei(1.5, 3), Polarity.BRIGHT));
        assertEquals(List.of(), warnings(map(nuclei(1.5, 3), -1, 255, 255), Polarity.DARK));
    }

    private static <W extends PlaneWarning> W one(Class<W> kind, List<PlaneWarning> warnings) {
        assertEquals(1, warnings.size(), warnings.toString());
        return assertInstanceOf(kind, warnings.get(0));
    }

    @Test
    void nothingToSee() {
        one(PlaneWarning.AllPixelsEqual.class,
                warnings(Drawing.shape(40, 30, 7, 7, (x, y) -> true), Polarity.BRIGHT));
        one(PlaneWarning.NoNuclei.class, warnings(Drawing.noise(200, 150, new Random(2)), Polarity.BRIGHT));
    }

    @Test
    void theWrongPolarity() {
        assertEquals(new PlaneWarning.OppositePolarity(Polarity.BRIGHT),
                warnings(nuclei(1.5, 3), Polarity.DARK).get(0));
        assertEquals(new PlaneWarning.OppositePolarity(Polarity.DARK),
                warnings(map(nuclei(1.5, 3), -1, 255, 255), Polarity.BRIGHT).get(0));
    }

    @Test
    void saturation() {
        assertEquals(255, one(PlaneWarning.Saturated.class,
                warnings(map(nuclei(1.5, 3), 2.5f, 0, 255), Polarity.BRIGHT)).value());
        assertEquals(4095, one(PlaneWarning.Saturated.class,
                warnings(map(nuclei(1.5, 3), 40, 0, 4095), Polarity.BRIGHT)).value());
    }

    @Test
    void blur() {
        one(PlaneWarning.Blurred.class, warnings(nuclei(8, 0.5), Polarity.BRIGHT));
    }

    /** The only nucleus of a large image lies where no window is: it is found nevertheless. */
    @Test
    void windowsOfALargeImageAreEnough() {
        var img = ArrayImgs.unsignedBytes(4608, 4608);
        Random random = new Random(5);
        byte[] pixels = img.update(null).getCurrentStorageArray();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (10 + random.nextInt(3));
        }
        assertEquals(1, SegmentationWarnings.of(img, ArrayImgs.ints(4608, 4608), Polarity.BRIGHT).size());
        ArrayImg<IntType, IntArray> one = ArrayImgs.ints(4608, 4608);
        one.getAt(1100, 1100).set(1);
        assertEquals(List.of(), SegmentationWarnings.of(img, one, Polarity.BRIGHT));
    }

    /** Dark discs on a bright background, all over a large image. */
    @Test
    void theWrongPolarityOfALargeImage() {
        var img = ArrayImgs.unsignedBytes(4608, 4608);
        byte[] pixels = img.update(null).getCurrentStorageArray();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (Math.hypot(i % 4608 % 64 - 32, i / 4608 % 64 - 32) <= 12 ? 60 : 200 + i % 3);
        }
        assertEquals(List.of(new PlaneWarning.OppositePolarity(Polarity.DARK)),
                SegmentationWarnings.of(img, ArrayImgs.ints(4608, 4608), Polarity.BRIGHT));
    }

    @Test
    void everythingIsNucleus() {
        ArrayImg<FloatType, FloatArray> img = nuclei(1.5, 3);
        ArrayImg<IntType, IntArray> all = ArrayImgs.ints(256, 192);
        all.forEach(label -> label.set(1));
        assertEquals(1, one(PlaneWarning.MostlyNuclei.class,
                SegmentationWarnings.of(img, all, Polarity.BRIGHT)).share());
    }

    /** The words and figures that users know. */
    @Test
    void theLines() {
        assertEquals("the nuclei look darker than the background: choose dark nuclei",
                new PlaneWarning.OppositePolarity(Polarity.DARK).text());
        assertEquals("the nuclei look brighter than the background: choose bright nuclei (that way)",
                new PlaneWarning.OppositePolarity(Polarity.BRIGHT).line(remedy -> "that way"));
        assertEquals("the nuclei cover 71 % of the image: check whether they are bright or dark, or choose another "
                + "method", new PlaneWarning.MostlyNuclei(0.7149).text());
        assertEquals("1.2 % of the pixels are saturated at 4095: use a shorter exposure; the intensities of these "
                + "nuclei are wrong", new PlaneWarning.Saturated(0.0123, 4095).text());
    }
}
